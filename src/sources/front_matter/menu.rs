//! `menu`: the menus in which a page has itself shown.

use crate::config::MenuEntry;
use crate::data::{At, Expected, Part, Reader};
use crate::report::{Finding, Severity, Text};
use serde_json::{Map, Value};

const KEYS: &[&str] = &["name", "title", "weight", "identifier", "parent"];

/// Reads a name, an object or a list of them.
pub(super) fn read(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    into: &mut Vec<(String, MenuEntry)>,
) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (index, item) in items.into_iter().enumerate() {
                one(reader, &at.index(index), item, into);
            }
        }
        other => one(reader, at, other, into),
    }
}

fn one(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Vec<(String, MenuEntry)>) {
    match value {
        Value::String(menu) if !menu.trim().is_empty() => into.push((menu, empty())),
        Value::Object(map) => {
            if let Some(entry) = object(reader, at, map) {
                into.push(entry);
            }
        }
        other => reader.wrong_type(at, &other, Expected::Text),
    }
}

fn empty() -> MenuEntry {
    MenuEntry {
        name: String::new(),
        url: String::new(),
        weight: 0,
        identifier: String::new(),
        parent: None,
    }
}

fn object(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    map: Map<String, Value>,
) -> Option<(String, MenuEntry)> {
    let mut menu = String::new();
    let mut entry = empty();
    let mut misspelt = false;
    for (key, value) in map {
        let here = at.key(&key);
        match key.as_str() {
            "name" => reader.read(&here, value, &mut menu),
            "title" => reader.read(&here, value, &mut entry.name),
            "weight" => reader.read(&here, value, &mut entry.weight),
            "identifier" => reader.read(&here, value, &mut entry.identifier),
            "parent" => reader.read(&here, value, &mut entry.parent),
            _ => {
                misspelt = true;
                reader.unknown(at, &key, Severity::Error, KEYS);
            }
        }
    }
    if menu.is_empty() && misspelt {
        return None;
    }
    if menu.is_empty() {
        let message = Text::new("Le nom du menu manque.", "The name of the menu is missing.");
        let help = Text::new(
            "Ajoutez « name » avec le nom d'un menu, par exemple : menu: {name: principal, weight: 10}",
            "Add “name” with the name of a menu, for example: menu: {name: main, weight: 10}",
        );
        reader.say(
            at,
            Part::Value,
            Finding::error("front-matter.menu", message).help(help),
        );
        return None;
    }
    Some((menu, entry))
}

/// Fills what an entry does not say from the title of its page.
pub(super) fn complete(menus: &mut [(String, MenuEntry)], title: Option<&str>) {
    for (_, entry) in menus {
        if entry.name.is_empty() {
            title.unwrap_or_default().clone_into(&mut entry.name);
        }
        if entry.identifier.is_empty() {
            entry.identifier.clone_from(&entry.name);
        }
    }
}
