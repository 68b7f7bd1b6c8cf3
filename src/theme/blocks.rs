//! What is left open in a template: a tag without its end, a block without its closing tag.

use super::lexer::{Tag, tags};
use std::ops::Range;

/// Something that is opened and not closed.
#[derive(Debug, PartialEq, Eq)]
pub struct Open<'a> {
    /// `if`, `for`, the name of a component, or `{{` and `{%` for a tag itself.
    pub name: &'a str,
    /// What closes it.
    pub closing: String,
    /// The bytes of its opening.
    pub range: Range<usize>,
}

/// The tag around a byte offset, if it has no end of its own: the text ends first, or another tag begins within it.
pub fn open_tag(text: &str, offset: usize) -> Option<Open<'_>> {
    let tags = tags(text);
    let tag = tags
        .iter()
        .rev()
        .find(|tag| tag.range.start <= offset && offset <= tag.range.end)?;
    let inner = tag.words.windows(2).any(|pair| {
        pair[0].offset + 1 == pair[1].offset
            && matches!(
                text.get(pair[0].offset..pair[0].offset + 2),
                Some("{{" | "{%")
            )
    });
    let closing = if tag.block { "%}" } else { "}}" };
    let closed = text[tag.range.clone()].ends_with(closing);
    (inner || !closed).then(|| Open {
        name: &text[tag.range.start..tag.range.start + 2],
        closing: closing.to_owned(),
        range: tag.range.start..first_line_end(text, tag.range.start),
    })
}

/// The innermost block that is open at a byte offset.
pub fn open_block(text: &str, offset: usize) -> Option<Open<'_>> {
    let mut open: Vec<Open<'_>> = Vec::new();
    for tag in tags(text) {
        if tag.range.end > offset {
            break;
        }
        if closes(&tag) {
            open.pop();
        } else if let Some((name, closing)) = opens(&tag) {
            open.push(Open {
                name,
                closing,
                range: tag.range,
            });
        }
    }
    open.pop()
}

/// A template that extends another one, with blanks for all that stands outside its blocks and components: Tera 2.0 passed
/// over it in silence, later ones refuse it. Every byte that stays keeps its place.
pub fn without_unreachable(text: &str) -> String {
    let mut blank: Vec<u8> = text
        .bytes()
        .map(|byte| if byte == b'\n' { b'\n' } else { b' ' })
        .collect();
    let mut start = None;
    let mut depth = 0_usize;
    let mut kept = Vec::new();
    for tag in tags(text) {
        match tag.keyword() {
            Some("extends") if depth == 0 => kept.push(tag.range),
            Some("block" | "component") => {
                start = start.or(Some(tag.range.start));
                depth += 1;
            }
            Some("endblock" | "endcomponent") => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(start) = start.take()
                {
                    kept.push(start..tag.range.end);
                }
            }
            _ => {}
        }
    }
    for range in kept {
        blank[range.clone()].copy_from_slice(&text.as_bytes()[range]);
    }
    String::from_utf8(blank).unwrap_or_default()
}

fn opens<'a>(tag: &Tag<'a>) -> Option<(&'a str, String)> {
    if tag.block && tag.is_mark(0, '<') && !tag.is_mark(1, '/') {
        let ends_itself = tag.is_mark(tag.words.len().saturating_sub(2), '/');
        let name = tag.name(1)?;
        return (!ends_itself).then(|| (name, format!("{{% </{name}> %}}")));
    }
    let name = tag.keyword()?;
    let opens = match name {
        "if" | "for" | "block" | "component" | "filter" => true,
        "set" | "set_global" => !(2..tag.words.len()).any(|i| tag.is_mark(i, '=')),
        _ => false,
    };
    opens.then(|| (name, format!("{{% end{name} %}}")))
}

fn closes(tag: &Tag<'_>) -> bool {
    tag.block
        && (tag.is_mark(0, '<') && tag.is_mark(1, '/')
            || tag.keyword().is_some_and(|name| name.starts_with("end")))
}

fn first_line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |end| from + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_open_block_is_found() {
        let text = "{% if a %}{% for x in y %}{% set b = 1 %}{% endfor %}{% <note a=\"1\"> %}";
        let open = |offset| open_block(text, offset).map(|open| open.closing);
        assert_eq!(open(text.len()).as_deref(), Some("{% </note> %}"));
        assert_eq!(open(53).as_deref(), Some("{% endif %}"));
        assert_eq!(open(30).as_deref(), Some("{% endfor %}"));
        assert_eq!(open_block("{% if a %}{% endif %}", 99), None);
    }

    #[test]
    fn only_blocks_and_components_of_a_child_are_reached() {
        let text = "{% extends \"a\" %}é\n{% block a %}b{% block c %}{% endblock %}{% endblock a %}{{ x }}";
        let reached = "{% extends \"a\" %}  \n{% block a %}b{% block c %}{% endblock %}{% endblock a %}       ";
        assert_eq!(without_unreachable(text), reached);
    }

    #[test]
    fn a_tag_without_end_is_found_and_a_whole_one_is_not() {
        let cut = "<h1>\n{{ a | safe\n</h1>{{ b }}";
        assert_eq!(open_tag(cut, 17).map(|open| open.range), Some(5..16));
        assert_eq!(open_tag("{{ a +* b }}", 5), None);
    }
}
