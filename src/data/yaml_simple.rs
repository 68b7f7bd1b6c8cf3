//! A fast way through the plain YAML of most front matters: one entry a line, lists of short texts, groups by indentation.
//!
//! Reading thousands of pages spends more time in a full YAML parser than in anything else that happens to their front
//! matter. This reader knows a small part of the language, gives exactly what [`super::yaml`] would give, and steps back
//! at the first sign of anything else.

use super::yaml::plain;
use serde_json::{Map, Value};
use std::iter::Peekable;

/// Deeper groups are left to the full parser.
const MAX_DEPTH: usize = 8;

/// The value of a text that is plain enough. None for every other text, well-formed or not.
pub(super) fn parse(text: &str) -> Option<Value> {
    let is_odd = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\r')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
    };
    let lone_return = text.contains('\r') && text.replace("\r\n", "").contains('\r');
    if lone_return || text.contains(is_odd) {
        return None;
    }
    let mut lines = text.lines().filter_map(line).peekable();
    let map = mapping(&mut lines, 0, MAX_DEPTH)?;
    (lines.next().is_none() && !map.is_empty()).then_some(Value::Object(map))
}

/// The indentation and the text of a line that says something.
fn line(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    let text = text.trim_end_matches(' ');
    (!text.is_empty() && !text.starts_with('#')).then_some((indent, text))
}

fn mapping<'a>(
    lines: &mut Peekable<impl Iterator<Item = (usize, &'a str)>>,
    indent: usize,
    depth: usize,
) -> Option<Map<String, Value>> {
    let mut map = Map::new();
    while let Some((_, text)) = lines.next_if(|(found, _)| *found == indent) {
        let (key, value) = text.split_once(':')?;
        if !is_name(key) || map.contains_key(key) {
            return None;
        }
        let value = if value.is_empty() {
            group(lines, indent, depth)?
        } else {
            scalar_or_list(value.strip_prefix(' ')?.trim_start_matches(' '))?
        };
        map.insert(key.to_owned(), value);
    }
    let ended = lines.peek().is_none_or(|(found, _)| *found < indent);
    ended.then_some(map)
}

/// What stands below a key without a value.
fn group<'a>(
    lines: &mut Peekable<impl Iterator<Item = (usize, &'a str)>>,
    indent: usize,
    depth: usize,
) -> Option<Value> {
    let Some((inner, text)) = lines.peek().copied() else {
        return Some(Value::Null);
    };
    let is_list = text.starts_with("- ");
    if inner < indent || (inner == indent && !is_list) {
        return Some(Value::Null);
    }
    if !is_list {
        return mapping(lines, inner, depth.checked_sub(1)?).map(Value::Object);
    }
    let mut items = Vec::new();
    while let Some((_, text)) =
        lines.next_if(|(found, text)| *found == inner && text.starts_with("- "))
    {
        items.push(scalar(text[2..].trim_start_matches(' '))?);
    }
    let ended = lines.peek().is_none_or(|(found, _)| *found <= indent);
    ended.then_some(Value::Array(items))
}

fn is_name(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

fn scalar_or_list(text: &str) -> Option<Value> {
    let Some(inner) = text.strip_prefix('[') else {
        return scalar(text);
    };
    let inner = inner.strip_suffix(']')?;
    if inner.trim_matches(' ').is_empty() {
        return Some(Value::Array(Vec::new()));
    }
    let items = inner.split(',').map(|item| {
        let item = item.trim_matches(' ');
        let is_special = |c: char| matches!(c, ':' | '[' | ']' | '{' | '}' | '#' | '?');
        if item.contains(is_special) {
            None
        } else {
            scalar(item)
        }
    });
    items.collect::<Option<Vec<_>>>().map(Value::Array)
}

fn scalar(text: &str) -> Option<Value> {
    let first = text.chars().next()?;
    if first == '"' || first == '\'' {
        let inner = text[1..].strip_suffix(first)?;
        let is_plain = !inner.contains([first, '\\']);
        return is_plain.then(|| Value::String(inner.to_owned()));
    }
    let starts_plainly = first.is_alphanumeric() || first == '/';
    if !starts_plainly || text.ends_with(':') || text.contains(": ") || text.contains(" #") {
        return None;
    }
    Some(plain(text).unwrap_or_else(|| Value::String(text.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use proptest::prelude::*;

    #[test]
    fn an_ordinary_front_matter_is_read_here() {
        let text = "title: \"Un titre : bref\"\ndate: 2026-01-05\nweight: 12\n# note\ntaxonomies:\n  tags: [a, \"b c\", 3]\n  lieux:\n  - Liège\n  - l'été\nextra:\n    deep:\n      a: 1.5\nlast:\n";
        let read = super::parse(text);
        assert!(read.is_some());
        assert_eq!(read, yaml::parse_fully(text).ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn it_gives_what_the_full_parser_gives(
            text in "((  ){0,2}(- )?([a-c]{1,2}(:|: | :|:  )?)?([a-zé0-9]{0,3}|\"[a-z ,:#]{0,4}\"|'[a-z,]{0,3}'?|\\[[a-z\", ]{0,6}\\]|[-~\\[\\]{}'\"#:,.0-9a-e/?!&*|> ]{0,6}) ?\r?\n){0,5}",
        ) {
            if let Some(simple) = super::parse(&text) {
                match yaml::parse_fully(&text) {
                    Ok(full) => prop_assert_eq!(simple, full),
                    Err(problem) => prop_assert!(false, "{problem:?}"),
                }
            }
        }
    }
}
