//! What is still to be filled in: empty values of data files, and those that only say so.

use crate::config::Config;
use crate::data::{At, Format, Part, Source};
use crate::report::Finding;
use crate::sources::Sources;
use crate::text;
use serde_json::Value;

/// What stands where somebody is to write something; French, English, Dutch and German, in small letters.
const TO_DO: [&str; 18] = [
    "a compléter",
    "a remplir",
    "aan te vullen",
    "auszufüllen",
    "fill in",
    "in te vullen",
    "noch auszufüllen",
    "tbd",
    "to be completed",
    "to be done",
    "to be filled in",
    "to complete",
    "to do",
    "to fill in",
    "todo",
    "zu ergänzen",
    "à compléter",
    "à remplir",
];

/// A file says no more than this.
const MOST: usize = 200;

/// What is to be filled in of the data files that the configuration lists for it.
pub fn unfilled(sources: &Sources, config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &config.check.to_fill_in {
        let format = match file.rsplit_once('.') {
            Some((_, "yaml" | "yml")) => Format::Yaml,
            Some((_, "toml")) => Format::Toml,
            Some((_, "json")) => Format::Json,
            _ => continue,
        };
        let bytes = sources.file(file).unwrap_or_default();
        let Ok(text) = std::str::from_utf8(&bytes) else {
            continue;
        };
        let source = Source::file(file, text, format);
        // what is wrong with the data is told where they are loaded
        if let Ok(data) = source.parse() {
            let mut found = Vec::new();
            look(&source, &At::Root, "", &data, &mut found);
            findings.append(&mut found);
        }
    }
    findings
}

fn look(source: &Source<'_>, at: &At<'_>, name: &str, value: &Value, found: &mut Vec<Finding>) {
    let empty = match value {
        Value::Null => true,
        Value::String(text) => is_to_do(text),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                look(source, &at.index(index), name, item, found);
            }
            items.is_empty()
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                look(source, &at.key(key), key, value, found);
            }
            entries.is_empty()
        }
        Value::Bool(_) | Value::Number(_) => false,
    };
    if !empty || name.is_empty() || found.len() >= MOST {
        return;
    }
    let finding = Finding::info(
        "data.to-fill-in",
        text!(fr: "« {name} » reste à remplir.", en: "“{name}” is still to be filled in."),
    );
    found.extend(source.locate(at, Part::Key).map(|place| finding.at(place)));
}

/// Whether a text says nothing, or no more than that something is to be written.
fn is_to_do(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return !text.contains(['-', '–', '—', '/', '+']);
    }
    let small = bare.to_lowercase();
    let blank = |c: char| c.is_alphanumeric();
    small.bytes().all(|byte| byte == b'x') && small.len() > 2
        || TO_DO.iter().any(|said| {
            small.strip_prefix(said).is_some_and(|rest| {
                rest.is_empty() || said.contains("compléter") && !rest.starts_with(blank)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_says_that_something_is_missing_is_not_filled_in() {
        for missing in [
            "",
            "  ",
            "À compléter",
            "à compléter.",
            "[À COMPLÉTER]",
            "A compléter : le numéro",
            "???",
            "…",
            "TODO",
            "xxx",
            "In te vullen",
            "(to be filled in)",
            "_",
        ] {
            assert!(is_to_do(missing), "{missing}");
        }
        for said in [
            "Un formulaire à compléter",
            "À compléterait",
            "To do better",
            "-",
            "—",
            "+",
            "X",
            "0",
            "xx",
            "todos",
            "fill in the form",
        ] {
            assert!(!is_to_do(said), "{said}");
        }
    }
}
