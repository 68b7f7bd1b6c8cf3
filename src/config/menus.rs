//! `menus`.

use super::MenuEntry;
use crate::data::{At, Expected, Part, Reader};
use crate::report::{Finding, Severity, Text};
use indexmap::IndexMap;
use serde_json::Value;

const KEYS: &[&str] = &["name", "url", "weight", "identifier", "parent"];

/// Reads `menus`: names, each with a list of entries.
pub(super) fn read(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    into: &mut IndexMap<String, Vec<MenuEntry>>,
) {
    for (menu, value) in reader.keys(at, value).unwrap_or_default() {
        let here = at.key(&menu);
        let entries = match value {
            Value::Array(items) => items
                .into_iter()
                .enumerate()
                .filter_map(|(index, item)| entry(reader, &here.index(index), item))
                .collect(),
            Value::Null => Vec::new(),
            other => {
                reader.wrong_type(&here, &other, Expected::List);
                continue;
            }
        };
        into.insert(menu, entries);
    }
}

fn entry(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<MenuEntry> {
    let mut entry = MenuEntry {
        name: String::new(),
        url: String::new(),
        weight: 0,
        identifier: String::new(),
        parent: None,
    };
    let mut misspelt = false;
    for (key, value) in reader.keys(at, value)? {
        let here = at.key(&key);
        match key.as_str() {
            "name" => reader.read(&here, value, &mut entry.name),
            "url" => reader.read(&here, value, &mut entry.url),
            "weight" => reader.read(&here, value, &mut entry.weight),
            "identifier" => reader.read(&here, value, &mut entry.identifier),
            "parent" => reader.read(&here, value, &mut entry.parent),
            _ => {
                misspelt = true;
                reader.unknown(at, &key, Severity::Error, KEYS);
            }
        }
    }
    if entry.name.trim().is_empty() && misspelt {
        return None;
    }
    if entry.name.trim().is_empty() {
        let finding = Finding::error(
            "config.menu",
            Text::new(
                "Cette entrée de menu n'a pas de nom.",
                "This menu entry has no name.",
            ),
        );
        let help = Text::new(
            "Ajoutez « name » avec le texte à montrer, par exemple : {name: Accueil, url: \"@/_index.md\"}",
            "Add “name” with the text to show, for example: {name: Home, url: \"@/_index.md\"}",
        );
        reader.say(at, Part::Value, finding.help(help));
        return None;
    }
    if entry.identifier.is_empty() {
        entry.identifier.clone_from(&entry.name);
    }
    Some(entry)
}
