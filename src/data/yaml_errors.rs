//! What is wrong with a YAML text, guessed from the line as a writer sees it.

use super::common_errors::{
    backslash_in, bracket, missing_quote, put_quotes, quotes_inside, said_twice,
};
use super::lines::{
    Entry, Line, closing_bracket, closing_quote, line_at, line_before, lines, quoted,
};
use super::yaml::{Problem, Way};
use super::{Source, Step, yaml};
use crate::report::{Finding, Text};
use crate::text;
use serde_yaml::granit_parser::ErrorKind;
use std::ops::Range;

/// A finding for a text that could not be read.
pub(super) fn explain(source: &Source<'_>, problem: Problem) -> Finding {
    match problem {
        Problem::Syntax(kind, offset) => syntax(source, &kind, offset),
        Problem::Duplicate(way, second) => duplicate(source, &way, second),
        Problem::Repetition(range) => Finding::error(
            "yaml.repetition",
            Text::new(
                "Cet alias (« * ») répète trop de données, ou se répète lui-même.",
                "This alias (“*”) repeats too much data, or itself.",
            ),
        )
        .at(source.place(range))
        .help(Text::new(
            "Écrivez la valeur au lieu d'y renvoyer. Un texte qui commence par « * » se met entre guillemets.",
            "Write the value instead of referring to it. A text that starts with “*” goes in quotes.",
        )),
        Problem::KeyIsNoText(range) => {
            let line = line_at(source.data(), range.start);
            match line.yaml_entry().filter(|entry| entry.value.starts_with(['{', '['])) {
                Some(entry) => special_start(source, &line, &entry),
                None => unclear(source, range.start),
            }
        }
        Problem::SecondDocument(range) => Finding::error(
            "yaml.second-document",
            Text::new(
                "Une deuxième série de données commence ici, après une ligne « --- ».",
                "A second set of data starts here, after a line “---”.",
            ),
        )
        .at(source.place(range))
        .help(Text::new(
            "Gardez une seule série par fichier : effacez la ligne « --- ».",
            "Keep one set in a file: delete the line “---”.",
        )),
    }
}

/// A finding for a text that is well-formed but holds no keys.
pub(super) fn no_keys(source: &Source<'_>) -> Finding {
    let first = lines(source.data())
        .find(|line| !line.is_blank())
        .unwrap_or(Line { start: 0, text: "" });
    without_colon(source, &first).unwrap_or_else(|| {
        Finding::error(
            "yaml.no-keys",
            Text::new(
                "Des clés sont attendues ici, chacune avec sa valeur.",
                "Keys are expected here, each with its value.",
            ),
        )
        .at(source.place(first.range()))
        .help(Text::new(
            "Chaque ligne donne un nom, le signe « : », une espace et une valeur, par exemple : title: Bonjour",
            "Each line gives a name, a colon, a space and a value, for example: title: Hello",
        ))
    })
}

fn syntax(source: &Source<'_>, kind: &ErrorKind, offset: usize) -> Finding {
    use ErrorKind as K;
    let data = source.data();
    let line = line_at(data, offset);
    let entry = line.yaml_entry();
    let guess = match kind {
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabInPlainScalar
        | K::TabAtBlockScalarStart => tab(source, offset),
        K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => {
            inner_quotes(source, &line).or_else(|| unclosed_quote(source, &line))
        }
        K::InvalidQuotedScalarIndent
        | K::UnclosedQuotedScalar
        | K::DocumentIndicatorInQuotedScalar => unclosed_quote(source, &line)
            .or_else(|| Some(quote_missing(source, offset..offset + 1, &line))),
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidUnicodeEscape => backslash(source, &line),
        K::BlockSequenceEntryNotAllowed
        | K::ExpectedBlockSequenceEntry
        | K::InvalidBlockEntryWhitespace => list(source, &line),
        _ => None,
    };
    guess
        .or_else(|| open_bracket(source, offset))
        .or_else(|| {
            let entry = entry.as_ref().filter(|entry| offset >= entry.value_start)?;
            colon_in_value(source, &line, entry)
        })
        .or_else(|| {
            let entry = entry.as_ref()?;
            let starts_special = entry
                .value
                .starts_with(['@', '`', '%', '*', '&', '!', '|', '>'])
                || closing_bracket(entry.value).is_some_and(|end| {
                    entry.value.starts_with(['[', '{']) && end < entry.value.len()
                });
            starts_special.then(|| special_start(source, &line, entry))
        })
        .or_else(|| without_colon(source, &line))
        .or_else(|| line_before(data, &line).and_then(|before| without_colon(source, &before)))
        .or_else(|| indentation(source, &line))
        .or_else(|| tab(source, line.start))
        .unwrap_or_else(|| unclear(source, offset))
}

fn unclear(source: &Source<'_>, offset: usize) -> Finding {
    let line = line_at(source.data(), offset);
    Finding::error(
        "yaml.syntax",
        Text::new(
            "Cette ligne n'est pas écrite comme il faut.",
            "This line is not written as it should be.",
        ),
    )
    .at(source.place(if line.range().contains(&offset) {
        offset..line.range().end
    } else {
        line.range()
    }))
    .help(Text::new(
        "Chaque ligne donne un nom, le signe « : », une espace et une valeur. Si la valeur contient des signes particuliers, mettez-la entre guillemets : title: \"…\"",
        "Each line gives a name, a colon, a space and a value. If the value contains special signs, put it in quotes: title: \"…\"",
    ))
}

fn duplicate(source: &Source<'_>, way: &[Way], second: Range<usize>) -> Finding {
    let path: Vec<Step<'_>> = way
        .iter()
        .rev()
        .map(|step| match step {
            Way::Key(key) => Step::Key(key),
            Way::Index(index) => Step::Index(*index),
        })
        .collect();
    let key = match path.last() {
        Some(Step::Key(key)) => *key,
        _ => "",
    };
    let first = yaml::find(source.data(), &path).map(|found| found.key);
    said_twice(source, "yaml.duplicate", key, second, first)
}

fn tab(source: &Source<'_>, offset: usize) -> Option<Finding> {
    let data = source.data();
    let from = line_at(data, offset).start;
    let line = lines(data)
        .filter(|line| line.start >= from)
        .take(2)
        .find(|line| line.text[..line.indent()].contains('\t'))?;
    let tabs = &line.text[..line.indent()];
    let start = line.start + tabs.find('\t')?;
    let count = tabs.matches('\t').count();
    let before = line_before(data, &line);
    let indent = before.map_or(0, |before| {
        let opens_a_group = before
            .yaml_entry()
            .is_none_or(|entry| entry.value.is_empty());
        before.indent() + if opens_a_group { 2 } else { 0 }
    });
    let fixed = format!("{}{}", " ".repeat(indent), line.text.trim());
    let finding = Finding::error(
        "yaml.tab",
        Text::new(
            "Cette ligne commence par une tabulation : seules des espaces sont permises ici.",
            "This line starts with a tab: only spaces are allowed here.",
        ),
    )
    .at(source.place(start..start + count));
    Some(finding.help(text!(
        fr: "Effacez la tabulation, et mettez des espaces s'il en faut :\n{fixed}",
        en: "Delete the tab, and put spaces where needed:\n{fixed}",
    )))
}

fn colon_in_value(source: &Source<'_>, line: &Line<'_>, entry: &Entry<'_>) -> Option<Finding> {
    let value = entry.value;
    if value.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let colon = value
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| matches!(value.as_bytes().get(at + 1), None | Some(b' ' | b'\t')))?;
    let at = entry.value_start + colon;
    let key = entry.key;
    let fixed = line.with_value(entry, &quoted(value));
    Some(
        Finding::error(
            "yaml.colon",
            text!(
                fr: "La valeur de « {key} » contient le signe « : » sans être entre guillemets.",
                en: "The value of “{key}” contains a colon “:” without being in quotes.",
            ),
        )
        .at(source.place(at..at + 1))
        .help(put_quotes(key, &fixed)),
    )
}

fn special_start(source: &Source<'_>, line: &Line<'_>, entry: &Entry<'_>) -> Finding {
    let key = entry.key;
    let sign = entry.value.chars().next().unwrap_or(' ');
    let fixed = line.with_value(entry, &quoted(entry.value));
    let start = entry.value_start;
    Finding::error(
        "yaml.special-sign",
        text!(
            fr: "La valeur de « {key} » commence par « {sign} », un signe qui a un sens particulier ici.",
            en: "The value of “{key}” starts with “{sign}”, a sign with a special meaning here.",
        ),
    )
    .at(source.place(start..start + sign.len_utf8()))
    .help(put_quotes(key, &fixed))
}

fn inner_quotes(source: &Source<'_>, line: &Line<'_>) -> Option<Finding> {
    let entry = line.yaml_entry().or_else(|| line.item())?;
    if !entry.value.starts_with(['"', '\'']) {
        return None;
    }
    let close = closing_quote(entry.value)?;
    let trailing = entry.value.get(close + 1..)?;
    if trailing.trim().is_empty() {
        return None;
    }
    let at = entry.value_start + close;
    Some(quotes_inside("yaml.quote", source, line, &entry, at))
}

fn unclosed_quote(source: &Source<'_>, until: &Line<'_>) -> Option<Finding> {
    lines(source.data())
        .take_while(|line| line.start <= until.start)
        .find_map(|line| {
            let entry = line.yaml_entry().or_else(|| line.item())?;
            let opens = entry.value.starts_with(['"', '\'']);
            let is_open = opens && closing_quote(entry.value).is_none();
            is_open.then(|| quote_missing(source, entry.value_range(), &line))
        })
}

fn quote_missing(source: &Source<'_>, range: Range<usize>, line: &Line<'_>) -> Finding {
    let quote = source
        .data()
        .get(range.start..)
        .and_then(|rest| rest.chars().next());
    let quote = quote.unwrap_or('"');
    missing_quote("yaml.quote", source, range, line, quote)
}

fn open_bracket(source: &Source<'_>, offset: usize) -> Option<Finding> {
    let data = source.data();
    let line = lines(data)
        .filter(|line| line.start <= offset)
        .find(|line| {
            line.yaml_entry().is_some_and(|entry| {
                let end = offset.max(line.start + line.text.len()).min(data.len());
                entry.value.starts_with(['[', '{'])
                    && data
                        .get(entry.value_start..end)
                        .is_some_and(|until| closing_bracket(until).is_none())
            })
        })?;
    let entry = line.yaml_entry()?;
    Some(bracket("yaml.bracket", source, &line, &entry))
}

fn backslash(source: &Source<'_>, line: &Line<'_>) -> Option<Finding> {
    let entry = line.yaml_entry().or_else(|| line.item())?;
    backslash_in("yaml.backslash", source, line, &entry)
}

fn list(source: &Source<'_>, line: &Line<'_>) -> Option<Finding> {
    let entry = line.yaml_entry();
    let (range, fixed) = match &entry {
        Some(entry) if entry.value.starts_with('-') => {
            let mut items = vec![entry.value.trim_start_matches('-').trim()];
            let following = lines(source.data()).filter(|other| other.start > line.start);
            let next = following.map_while(|other| other.text.trim().strip_prefix("- "));
            items.extend(next.map(str::trim));
            let fixed = line.with_value(entry, &format!("[{}]", items.join(", ")));
            (entry.value_start..entry.value_start + 1, fixed)
        }
        _ => (line.range(), "authors: [Anne, Paul]".to_owned()),
    };
    Some(
        Finding::error(
            "yaml.list",
            Text::new(
                "Cette liste n'est pas écrite comme il faut.",
                "This list is not written as it should be.",
            ),
        )
        .at(source.place(range))
        .help(text!(
            fr: "Écrivez-la entre crochets, ou un élément par ligne, tous alignés et précédés de « - » :\n{fixed}",
            en: "Write it in brackets, or one item a line, all aligned and preceded by “- ”:\n{fixed}",
        )),
    )
}

/// A line in which the colon after the key is missing, glued to the value, or an equals sign.
fn without_colon(source: &Source<'_>, line: &Line<'_>) -> Option<Finding> {
    let text = line.text.trim();
    if line.is_blank()
        || line.yaml_entry().is_some()
        || text.starts_with(['-', '"', '\'', '[', '{', ']', '}'])
    {
        return None;
    }
    if let Some(entry) = line.toml_entry().filter(|entry| is_name(entry.key)) {
        return Some(equals(source, line, &entry));
    }
    if let Some((key, value)) = text.split_once(':').filter(|(key, _)| is_name(key)) {
        let value = value.trim();
        let at = line.range().start + key.len();
        return Some(
            Finding::error(
                "yaml.space",
                Text::new(
                    "Il manque une espace après les deux-points.",
                    "A space is missing after the colon.",
                ),
            )
            .at(source.place(at..at + 1))
            .help(text!(
                fr: "Ajoutez l'espace :\n{key}: {value}",
                en: "Add the space:\n{key}: {value}",
            )),
        );
    }
    let (key, value) = text.split_once(' ').unwrap_or((text, "…"));
    if !is_name(key) {
        return None;
    }
    Some(
        Finding::error(
            "yaml.no-colon",
            text!(
                fr: "Il manque les deux-points après « {key} ».",
                en: "The colon after “{key}” is missing.",
            ),
        )
        .at(source.place(line.range()))
        .help(text!(
            fr: "Ajoutez « : » et une espace :\n{key}: {value}",
            en: "Add a colon and a space:\n{key}: {value}",
        )),
    )
}

fn is_name(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

fn equals(source: &Source<'_>, line: &Line<'_>, entry: &Entry<'_>) -> Finding {
    let (key, value) = (entry.key, entry.value);
    let at = line.start + line.text.find('=').unwrap_or_default();
    let in_front_matter = source.range.start > 3;
    let help = if in_front_matter {
        text!(
            fr: "Écrivez des deux-points :\n{key}: {value}\nSi tout l'en-tête est écrit avec « = » (TOML), entourez-le plutôt de deux lignes « +++ ».",
            en: "Write a colon:\n{key}: {value}\nIf the whole front matter is written with “=” (TOML), put it between two lines “+++” instead.",
        )
    } else {
        text!(
            fr: "Écrivez des deux-points :\n{key}: {value}",
            en: "Write a colon:\n{key}: {value}",
        )
    };
    Finding::error(
        "yaml.equals",
        Text::new(
            "Le signe « = » est celui du TOML ; en YAML, un nom est suivi du signe « : ».",
            "The sign “=” is TOML's; in YAML, a name is followed by a colon.",
        ),
    )
    .at(source.place(at..at + 1))
    .help(help)
}

fn indentation(source: &Source<'_>, line: &Line<'_>) -> Option<Finding> {
    let before = line_before(source.data(), line)?;
    line.yaml_entry().or_else(|| line.item())?;
    if line.indent() == before.indent() {
        return None;
    }
    let known = lines(source.data())
        .take_while(|other| other.start < line.start)
        .filter(|other| !other.is_blank())
        .map(|other| other.indent());
    let nearest = known
        .filter(|indent| *indent != line.indent())
        .min_by_key(|indent| (indent.abs_diff(line.indent()), std::cmp::Reverse(*indent)))
        .unwrap_or_default();
    let fixed = format!("{}{}", " ".repeat(nearest), line.text.trim());
    let start = line.start + line.indent();
    Some(
        Finding::error(
            "yaml.indentation",
            Text::new(
                "Cette ligne est décalée : elle n'est pas alignée avec celles qui précèdent.",
                "The indentation of this line is wrong: it is not aligned with those before it.",
            ),
        )
        .at(source.place(start..line.range().end))
        .help(text!(
            fr: "Alignez son début avec celui des autres lignes du même groupe :\n{fixed}",
            en: "Align its start with that of the other lines of the same group:\n{fixed}",
        )),
    )
}
