//! What is wrong with a TOML text, guessed from the line as a writer sees it.

use super::common_errors::{
    backslash_in, bracket, missing_quote, put_quotes, quotes_inside, said_twice,
};
use super::lines::{
    Entry, Line, closing_bracket, closing_quote, line_at, line_before, lines, quoted,
};
use super::{Source, dates};
use crate::report::{Finding, Text};
use crate::text;
use std::ops::Range;
use toml::de::{DeTable, Error};

/// Findings for a text that could not be read: the first, and those after it that are certain.
pub(super) fn explain(source: &Source<'_>) -> Vec<Finding> {
    let (_, errors) = DeTable::parse_recoverable(source.data());
    let mut findings: Vec<Finding> = Vec::new();
    let mut line_of_last = None;
    for error in &errors {
        let range = error.span().unwrap_or_default();
        let line = line_at(source.data(), range.start);
        if line_of_last == Some(line.start) {
            continue;
        }
        line_of_last = Some(line.start);
        match guess(source, error, &line, &range) {
            Some(finding) => {
                let hides_the_rest = matches!(finding.code, "toml.quote" | "toml.bracket");
                findings.push(finding);
                if hides_the_rest {
                    break;
                }
            }
            None if findings.is_empty() => findings.push(unclear(source, &line, range)),
            None => {}
        }
    }
    findings
}

fn unclear(source: &Source<'_>, line: &Line<'_>, range: Range<usize>) -> Finding {
    let inside = line.range().contains(&range.start);
    Finding::error(
        "toml.syntax",
        Text::new(
            "Cette ligne n'est pas écrite comme il faut.",
            "This line is not written as it should be.",
        ),
    )
    .at(source.place(if inside { range } else { line.range() }))
    .help(Text::new(
        "Chaque ligne donne un nom, le signe « = » et une valeur ; un texte se met entre guillemets : title = \"Bonjour\"",
        "Each line gives a name, the sign “=” and a value; a text goes in quotes: title = \"Hello\"",
    ))
}

fn guess(
    source: &Source<'_>,
    error: &Error,
    line: &Line<'_>,
    range: &Range<usize>,
) -> Option<Finding> {
    if error.message().contains("duplicate key") {
        return Some(duplicate(source, line, range));
    }
    let text = line.text.trim();
    if text.starts_with('[') && line.toml_entry().is_none() {
        return header(source, line);
    }
    let Some(entry) = line.toml_entry() else {
        return without_equals(source, line).or_else(|| continued(source, line));
    };
    if let Some(colon) = line
        .yaml_entry()
        .filter(|other| other.key.len() < entry.key.len())
    {
        return Some(colon_for_equals(source, line, &colon));
    }
    key(source, line, &entry)
        .or_else(|| value(source, line, &entry))
        .or_else(|| open_above(source, line))
}

/// A list or a text of the entry above that is not closed, which is noticed at the next one only.
fn open_above(source: &Source<'_>, line: &Line<'_>) -> Option<Finding> {
    let above = line_before(source.data(), line)?;
    let entry = above.toml_entry()?;
    let is_open = entry.value.starts_with(['[', '{']) && closing_bracket(entry.value).is_none();
    is_open.then(|| value(source, &above, &entry)).flatten()
}

fn duplicate(source: &Source<'_>, line: &Line<'_>, range: &Range<usize>) -> Finding {
    let data = source.data();
    let text = line.text.trim();
    if text.starts_with('[') {
        let name = text.trim_matches(['[', ']', ' ']);
        let first = lines(data)
            .take_while(|other| other.start < line.start)
            .find(|other| other.text.trim() == text)
            .map(|other| other.range());
        return said_twice(source, "toml.duplicate", name, line.range(), first);
    }
    let mut first = None;
    let wanted = line.toml_entry().map_or("", |entry| entry.key);
    for other in lines(data).take_while(|other| other.start < line.start) {
        if other.text.trim_start().starts_with('[') {
            first = None;
        } else if other.toml_entry().is_some_and(|entry| entry.key == wanted) {
            let start = other.range().start;
            first = first.or(Some(start..start + wanted.len()));
        }
    }
    let key = data.get(range.clone()).unwrap_or(wanted);
    said_twice(source, "toml.duplicate", key, range.clone(), first)
}

fn header(source: &Source<'_>, line: &Line<'_>) -> Option<Finding> {
    let text = line.text.trim();
    let name = text.trim_matches(['[', ']', ' ']);
    let doubled = if text.starts_with("[[") { 2 } else { 1 };
    let fixed = format!("{}{name}{}", "[".repeat(doubled), "]".repeat(doubled));
    if fixed == text {
        return None;
    }
    Some(
        Finding::error(
            "toml.bracket",
            text!(
                fr: "Le crochet du groupe « {name} » n'est pas fermé.",
                en: "The bracket of the group “{name}” is not closed.",
            ),
        )
        .at(source.place(line.range()))
        .help(text!(fr: "Écrivez :\n{fixed}", en: "Write:\n{fixed}")),
    )
}

fn without_equals(source: &Source<'_>, line: &Line<'_>) -> Option<Finding> {
    if let Some(entry) = line.yaml_entry() {
        return Some(colon_for_equals(source, line, &entry));
    }
    let text = line.text.trim();
    let (key, rest) = text.split_once(' ').unwrap_or((text, ""));
    let is_name = !key.is_empty() && key.chars().all(is_bare);
    if !is_name || text.ends_with([',', ']', '}']) {
        return None;
    }
    let value = as_value(rest);
    Some(
        Finding::error(
            "toml.no-equals",
            text!(
                fr: "Il manque le signe « = » après « {key} ».",
                en: "The sign “=” after “{key}” is missing.",
            ),
        )
        .at(source.place(line.range()))
        .help(text!(fr: "Ajoutez-le :\n{key} = {value}", en: "Add it:\n{key} = {value}")),
    )
}

fn colon_for_equals(source: &Source<'_>, line: &Line<'_>, entry: &Entry<'_>) -> Finding {
    let key = entry.key;
    let value = as_value(entry.value);
    let before = &line.text[..entry.value_start - line.start];
    let colon = line.start + before.rfind(':').unwrap_or_default();
    let fixed = format!("{key} = {value}");
    let help = if source.range.start > 3 {
        text!(
            fr: "Écrivez le signe « = » :\n{fixed}\nSi tout l'en-tête est écrit avec des deux-points (YAML), entourez-le plutôt de deux lignes « --- ».",
            en: "Write the sign “=”:\n{fixed}\nIf the whole front matter is written with colons (YAML), put it between two lines “---” instead.",
        )
    } else {
        text!(fr: "Écrivez le signe « = » :\n{fixed}", en: "Write the sign “=”:\n{fixed}")
    };
    Finding::error(
        "toml.colon",
        Text::new(
            "Les deux-points sont ceux du YAML ; en TOML, un nom est suivi du signe « = ».",
            "The colon is YAML's; in TOML, a name is followed by the sign “=”.",
        ),
    )
    .at(source.place(colon..colon + 1))
    .help(help)
}

/// A value as TOML wants it: as it is where it is a number, a truth, a list or in quotes, else put in quotes.
fn as_value(value: &str) -> String {
    let value = value.trim();
    let is_ready = value.starts_with(['"', '\'', '[', '{'])
        || matches!(value, "true" | "false")
        || value.parse::<f64>().is_ok()
        || dates::read(value).is_some();
    if is_ready {
        value.to_owned()
    } else {
        quoted(value)
    }
}

/// A line that goes on from one before it, like the items of a list.
fn continued(source: &Source<'_>, line: &Line<'_>) -> Option<Finding> {
    let opening = lines(source.data())
        .take_while(|other| other.start < line.start)
        .filter(|other| other.toml_entry().is_some())
        .last()?;
    let entry = opening.toml_entry()?;
    value(source, &opening, &entry)
}

fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

fn key(source: &Source<'_>, line: &Line<'_>, entry: &Entry<'_>) -> Option<Finding> {
    let key = entry.key;
    if key.starts_with(['"', '\''])
        || key
            .chars()
            .all(|c| is_bare(c) || c == '.' || c == ' ' && key.contains('.'))
    {
        return None;
    }
    let start = line.range().start;
    let fixed = format!("{} = {}", quoted(key), as_value(entry.value));
    Some(
        Finding::error(
            "toml.key",
            text!(
                fr: "Le nom « {key} » contient une espace, un accent ou un autre signe.",
                en: "The name “{key}” contains a space, an accent or another sign.",
            ),
        )
        .at(source.place(start..start + key.len()))
        .help(text!(
            fr: "Mettez le nom entre guillemets :\n{fixed}",
            en: "Put the name in quotes:\n{fixed}",
        )),
    )
}

fn value(source: &Source<'_>, line: &Line<'_>, entry: &Entry<'_>) -> Option<Finding> {
    let (key, text) = (entry.key, entry.value);
    let range = entry.value_range();
    let first = text.chars().next();
    let finding = |code, message: Text, help: Text| {
        Some(
            Finding::error(code, message)
                .at(source.place(entry.value_range()))
                .help(help),
        )
    };
    match first {
        None => finding(
            "toml.no-value",
            text!(fr: "« {key} » n'a pas de valeur.", en: "“{key}” has no value."),
            text!(
                fr: "Donnez une valeur, par exemple {key} = \"…\", ou effacez la ligne.",
                en: "Give a value, for example {key} = \"…\", or delete the line.",
            ),
        ),
        Some(quote @ ('"' | '\'')) => {
            if text.starts_with("\"\"\"") || text.starts_with("'''") {
                return None;
            }
            match closing_quote(text) {
                None => Some(missing_quote("toml.quote", source, range, line, quote)),
                Some(close) if !trailing(&text[close + 1..]).is_empty() => {
                    let at = entry.value_start + close;
                    Some(quotes_inside("toml.quote", source, line, entry, at))
                }
                Some(_) => backslash_in("toml.backslash", source, line, entry),
            }
        }
        Some('“' | '”' | '«' | '‘' | '’' | '„') => {
            let inner =
                text.trim_matches(['“', '”', '«', '»', '‘', '’', '„', ' ', '\u{a0}', '\u{202f}']);
            let fixed = line.with_value(entry, &quoted(inner));
            finding(
                "toml.quote",
                Text::new(
                    "Ces guillemets typographiques ne sont pas reconnus ici.",
                    "These typographic quotes are not known here.",
                ),
                text!(
                    fr: "Employez les guillemets droits du clavier :\n{fixed}",
                    en: "Use the straight quotes of the keyboard:\n{fixed}",
                ),
            )
        }
        Some('[' | '{') => match closing_bracket(&source.data()[entry.value_start..]) {
            None => Some(bracket("toml.bracket", source, line, entry)),
            Some(_) if text.starts_with('[') => list(source, line, entry),
            Some(_) => None,
        },
        Some('0'..='9') if text.contains(['-', '/', ':']) && dates::read(text).is_none() => {
            let (message, help) = dates::explain(text);
            finding("toml.date", message, help)
        }
        Some(_) => plain(source, line, entry),
    }
}

fn trailing(text: &str) -> &str {
    let text = text.trim();
    if text.starts_with('#') { "" } else { text }
}

fn list(source: &Source<'_>, line: &Line<'_>, entry: &Entry<'_>) -> Option<Finding> {
    let inner = entry.value.strip_prefix('[')?.strip_suffix(']')?;
    let fixed: Vec<String> = inner.split(',').map(as_value).collect();
    let fixed = line.with_value(entry, &format!("[{}]", fixed.join(", ")));
    if fixed == line.text.trim() {
        return None;
    }
    Some(
        Finding::error(
            "toml.quotes",
            Text::new(
                "Un texte de cette liste n'est pas entre guillemets.",
                "A text of this list is not in quotes.",
            ),
        )
        .at(source.place(entry.value_range()))
        .help(text!(
            fr: "Mettez chaque texte entre guillemets :\n{fixed}",
            en: "Put each text in quotes:\n{fixed}",
        )),
    )
}

fn plain(source: &Source<'_>, line: &Line<'_>, entry: &Entry<'_>) -> Option<Finding> {
    let (key, text) = (entry.key, entry.value);
    let truth = match text.to_lowercase().as_str() {
        "true" | "yes" | "oui" | "vrai" | "on" => Some("true"),
        "false" | "no" | "non" | "faux" | "off" => Some("false"),
        _ => None,
    };
    if let Some(truth) = truth.filter(|truth| *truth != text) {
        let fixed = line.with_value(entry, truth);
        return Some(
            Finding::error(
                "toml.truth",
                text!(
                    fr: "« {text} » n'est pas reconnu : oui et non s'écrivent « true » et « false ».",
                    en: "“{text}” is not known: yes and no are written “true” and “false”.",
                ),
            )
            .at(source.place(entry.value_range()))
            .help(text!(fr: "Écrivez :\n{fixed}", en: "Write:\n{fixed}")),
        );
    }
    if truth.is_some() || text.parse::<f64>().is_ok() && !text.starts_with('0') {
        return None;
    }
    let digits = text.trim_start_matches('0').replace(',', ".");
    if digits.parse::<f64>().is_ok() {
        let fixed = line.with_value(entry, &digits);
        return Some(
            Finding::error(
                "toml.number",
                text!(
                    fr: "Le nombre « {text} » n'est pas écrit comme il faut.",
                    en: "The number “{text}” is not written as it should be.",
                ),
            )
            .at(source.place(entry.value_range()))
            .help(text!(
                fr: "Pas de zéro devant, et un point au lieu de la virgule :\n{fixed}",
                en: "No zero in front, and a point, not a comma:\n{fixed}",
            )),
        );
    }
    let fixed = line.with_value(entry, &quoted(text.trim_end_matches(['"', '\''])));
    Some(
        Finding::error(
            "toml.quotes",
            text!(
                fr: "La valeur de « {key} » n'est pas entre guillemets.",
                en: "The value of “{key}” is not in quotes.",
            ),
        )
        .at(source.place(entry.value_range()))
        .help(put_quotes(key, &fixed)),
    )
}
