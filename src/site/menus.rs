//! Menus: entries of the configuration and of front matter, as a tree that knows where the reader is.

use super::{Site, values::map};
use crate::config::MenuEntry;
use crate::outline::DocumentId;
use tera::Value;

/// The menu of a name in a language, seen from a document (its path relative to `content/`; empty for other outputs).
/// None where neither the configuration nor any page has such a menu.
pub(super) fn menu(site: &Site, name: &str, lang: &str, current: &str) -> Option<Value> {
    let mut entries: Vec<(MenuEntry, Option<DocumentId>)> = Vec::new();
    let mut exists = false;
    if let Some(configured) = site.config.menus.get(name) {
        exists = true;
        for entry in configured {
            let path = entry
                .url
                .strip_prefix("@/")
                .map(|path| path.split('#').next().unwrap_or(path));
            let target = path.and_then(|path| {
                site.find(path, lang)
                    .or_else(|| site.outline.by_path.get(path).copied())
            });
            entries.push((entry.clone(), target));
        }
    }
    for id in site.outline.documents() {
        let menus = match id {
            DocumentId::Page(id) => &site.outline.pages[id].front().menu,
            DocumentId::Section(id) => &site.outline.sections[id].front().menu,
        };
        for (_, entry) in menus.iter().filter(|(menu, _)| menu == name) {
            exists = true;
            if site.outline.head(id).lang != lang {
                continue;
            }
            let mut entry = entry.clone();
            if entry.name.is_empty() {
                site.outline
                    .title(id)
                    .unwrap_or_default()
                    .clone_into(&mut entry.name);
            }
            if entry.identifier.is_empty() {
                entry.identifier.clone_from(&entry.name);
            }
            entries.push((entry, Some(id)));
        }
    }
    entries.sort_by_key(|(entry, _)| entry.weight);
    let here = site.outline.by_path.get(current).copied();
    exists.then(|| Value::from(level(site, &entries, None, here, 0)))
}

fn level(
    site: &Site,
    entries: &[(MenuEntry, Option<DocumentId>)],
    parent: Option<&str>,
    here: Option<DocumentId>,
    depth: usize,
) -> Vec<Value> {
    if depth > 8 {
        return Vec::new();
    }
    let of_level = entries
        .iter()
        .filter(|(entry, _)| entry.parent.as_deref() == parent);
    of_level
        .map(|(entry, target)| {
            let children = level(site, entries, Some(&entry.identifier), here, depth + 1);
            let active = here.is_some() && *target == here;
            let above = match (target, here) {
                (Some(DocumentId::Section(section)), Some(here)) => {
                    let is_root = site.outline.sections[*section].head.ancestors.is_empty();
                    !active && !is_root && site.outline.head(here).ancestors.contains(section)
                }
                _ => false,
            };
            let below = |child: &Value| {
                let flag = |key: &'static str| {
                    child
                        .as_map()
                        .and_then(|map| map.get(&tera::value::Key::Str(key)))
                        .is_some_and(Value::is_truthy)
                };
                flag("active") || flag("ancestor")
            };
            let ancestor = above || children.iter().any(below);
            map([
                ("name", Value::from(entry.name.as_str())),
                ("url", Value::from(address(site, entry, *target))),
                ("identifier", Value::from(entry.identifier.as_str())),
                ("weight", Value::from(entry.weight)),
                ("active", Value::from(active)),
                ("ancestor", Value::from(ancestor)),
                ("children", Value::from(children)),
            ])
        })
        .collect()
}

fn address(site: &Site, entry: &MenuEntry, target: Option<DocumentId>) -> String {
    match target {
        Some(id) => match entry.url.split_once('#') {
            Some((_, anchor)) => format!("{}#{anchor}", site.outline.head(id).permalink),
            None => site.outline.head(id).permalink.clone(),
        },
        None if entry.url.starts_with('/') => format!("{}{}", site.config.base_url, entry.url),
        None => entry.url.clone(),
    }
}
