//! Menus: entries of the configuration and of front matter, as a tree that knows where the reader is.

use super::anchors::broken_anchor;
use super::values::{self, map};
use super::{Site, links};
use crate::config::MenuEntry;
use crate::data::{At, Format, Part, Source};
use crate::memo::LinkTarget;
use crate::outline::DocumentId;
use crate::report::{Finding, Place, did_you_mean, nearest};
use crate::text;
use foldhash::HashMap;
use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use tera::Value;

/// Of so many wrong entries the line is told; of more, the file.
const MOST_PLACES: usize = 50;

/// So many levels a menu may have below its first.
const DEEPEST: usize = 8;

/// The menu of a name in a language, seen from a document (its path relative to `content/`; empty for other outputs).
/// None where neither the configuration nor any page has such a menu.
pub(super) fn menu(site: &Site, name: &str, lang: &str, current: &str) -> Option<Value> {
    let mut entries: Vec<(MenuEntry, Option<DocumentId>)> = Vec::new();
    let mut exists = false;
    if let Some(configured) = site.config.menus.get(name) {
        exists = true;
        for entry in configured {
            let target = content_path(&entry.url).and_then(|path| {
                site.find(path, lang)
                    .or_else(|| site.outline.by_path.get(path).copied())
            });
            entries.push((entry.clone(), target));
        }
    }
    for id in site.known.in_menus(site) {
        let id = *id;
        for (_, entry) in front_menu(site, id).iter().filter(|(menu, _)| menu == name) {
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
    if let Some(rules) = values::rules(&site.config, lang) {
        for (entry, _) in &mut entries {
            if let Cow::Owned(name) = rules.label(&entry.name) {
                entry.name = name;
            }
        }
    }
    let mut below: Below<'_> = HashMap::default();
    for (entry, target) in &entries {
        let parent = entry.parent.as_deref();
        below.entry(parent).or_default().push((entry, *target));
    }
    exists.then(|| Value::from(level(site, &mut below, None, here, 0)))
}

/// The content file that an entry's `url` names.
fn content_path(url: &str) -> Option<&str> {
    let file = url.split('#').next().unwrap_or(url);
    let named = file.ends_with(".md") && !file.contains(':');
    file.strip_prefix("@/").or_else(|| named.then_some(file))
}

/// Entries of the configuration that lead nowhere, or stand where no reader would see them.
pub(super) fn wrong(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    if site.config.menus.is_empty() {
        return found;
    }
    let written = Written::read(site);
    let mut known: HashMap<&str, Levels<'_>> = HashMap::default();
    for (name, entries) in &site.config.menus {
        for entry in entries {
            found.extend(wrong_address(site, &written, name, entry));
            if let Some(parent) = &entry.parent {
                let known = known.entry(name).or_insert_with(|| levels(site, name));
                if let Some(finding) = wrong_parent(parent, known) {
                    found.push(finding.at(written.place(name, entry, "parent")));
                }
            }
        }
    }
    for id in site.known.in_menus(site) {
        let Some(document) = &site.outline.head(*id).document else {
            continue;
        };
        for (name, entry) in front_menu(site, *id) {
            let Some(parent) = &entry.parent else {
                continue;
            };
            let known = known.entry(name).or_insert_with(|| levels(site, name));
            if let Some(finding) = wrong_parent(parent, known) {
                found.push(finding.at(document.key_place("menu")));
            }
        }
    }
    found
}

/// The addresses outside the site in the menus of the configuration, with their places.
pub(super) fn external(site: &Site) -> Vec<(String, Place)> {
    let menus = site.config.menus.iter();
    let mut entries = menus
        .flat_map(|(name, entries)| entries.iter().map(move |entry| (name, entry)))
        .filter(|(_, entry)| entry.url.starts_with("http://") || entry.url.starts_with("https://"))
        .peekable();
    if entries.peek().is_none() {
        return Vec::new();
    }
    let written = Written::read(site);
    entries
        .map(|(name, entry)| (entry.url.clone(), written.place(name, entry, "url")))
        .collect()
}

fn wrong_address(site: &Site, written: &Written, menu: &str, entry: &MenuEntry) -> Option<Finding> {
    let place = || written.place(menu, entry, "url");
    match links::resolve(site, "", &entry.url) {
        LinkTarget::Broken {
            message,
            help,
            code,
        } => {
            let mut finding = Finding::error(code, message).at(place());
            finding.help = help;
            Some(finding)
        }
        LinkTarget::Document {
            relative_path,
            anchor: Some(anchor),
            ..
        } => Some(broken_anchor(site, &relative_path, &anchor)?.at(place())),
        _ => None,
    }
}

pub(super) fn front_menu(site: &Site, id: DocumentId) -> &[(String, MenuEntry)] {
    match id {
        DocumentId::Page(id) => &site.outline.pages[id].front().menu,
        DocumentId::Section(id) => &site.outline.sections[id].front().menu,
    }
}

/// What `parent` may name in a menu, each with how many entries it stands below; none where those go round in a circle.
type Levels<'a> = BTreeMap<&'a str, Option<usize>>;

fn levels<'a>(site: &'a Site, menu: &str) -> Levels<'a> {
    let configured = site.config.menus.get(menu).into_iter().flatten();
    let of_pages = site
        .known
        .in_menus(site)
        .iter()
        .flat_map(|id| front_menu(site, *id))
        .filter(|(name, _)| name == menu)
        .map(|(_, entry)| entry);
    let mut levels = Levels::new();
    let mut below: HashMap<Option<&str>, Vec<&str>> = HashMap::default();
    for entry in configured.chain(of_pages) {
        levels.insert(&entry.identifier, None);
        let of_parent = below.entry(entry.parent.as_deref()).or_default();
        of_parent.push(&entry.identifier);
    }
    let mut next = below.remove(&None).unwrap_or_default();
    for depth in 0.. {
        if next.is_empty() {
            break;
        }
        for identifier in &next {
            levels.insert(identifier, Some(depth));
        }
        let of_next = next.iter().filter_map(|above| below.remove(&Some(*above)));
        next = of_next.flatten().collect();
    }
    levels
}

fn wrong_parent(parent: &str, known: &Levels<'_>) -> Option<Finding> {
    match known.get(parent) {
        None => Some(unknown_parent(parent, known)),
        Some(None) => Some(
            Finding::error(
                "menu.circle",
                text!(
                    fr: "Cette entrée de menu se range sous « {parent} », mais les entrées au-dessus d'elle tournent en rond : aucune ne se verrait.",
                    en: "This menu entry stands below “{parent}”, but the entries above it go round in a circle: none of them would be seen."
                ),
            )
            .help(text!(
                fr: "Ôtez « parent » de l'entrée qui doit être au premier niveau du menu.",
                en: "Take “parent” out of the entry that should be at the first level of the menu."
            )),
        ),
        Some(Some(depth)) if *depth >= DEEPEST => Some(
            Finding::error(
                "menu.too-deep",
                text!(
                    fr: "Cette entrée de menu est au-dessous de plus de {DEEPEST} autres : elle ne se verrait pas.",
                    en: "This menu entry stands below more than {DEEPEST} others: it would not be seen."
                ),
            )
            .help(text!(
                fr: "Donnez-lui un « parent » placé plus haut dans le menu.",
                en: "Give it a “parent” that is higher up in the menu."
            )),
        ),
        Some(Some(_)) => None,
    }
}

fn unknown_parent(parent: &str, known: &Levels<'_>) -> Finding {
    let help = match nearest(parent, known.keys().copied()) {
        Some(near) => did_you_mean(near),
        None => {
            let known: Vec<&str> = known.keys().copied().collect();
            let known = known.join(", ");
            text!(fr: "Les entrées de ce menu : {known}.", en: "The entries of this menu: {known}.")
        }
    };
    Finding::error(
        "menu.unknown-parent",
        text!(
            fr: "Cette entrée de menu se range sous « {parent} », qui n'est pas dans le menu : elle ne se verrait pas.",
            en: "This menu entry stands below “{parent}”, which is not in the menu: it would not be seen."
        ),
    )
    .help(help)
}

/// The configuration as it is written, read again where an entry's place is wanted.
struct Written<'a> {
    file: &'a str,
    text: String,
    format: Format,
    value: OnceCell<serde_json::Value>,
    /// How many places were looked for: each takes a pass over the whole text.
    looked_for: Cell<usize>,
}

impl<'a> Written<'a> {
    fn read(site: &'a Site) -> Self {
        let file = site.config.file.as_str();
        let bytes = site.sources.file(file).unwrap_or_default();
        Self {
            file,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            format: if file.ends_with(".toml") {
                Format::Toml
            } else {
                Format::Yaml
            },
            value: OnceCell::new(),
            looked_for: Cell::new(0),
        }
    }

    fn place(&self, menu: &str, entry: &MenuEntry, key: &str) -> Place {
        self.looked_for.set(self.looked_for.get() + 1);
        if self.looked_for.get() > MOST_PLACES {
            return Place::file(self.file);
        }
        let source = Source::file(self.file, &self.text, self.format);
        let value = self
            .value
            .get_or_init(|| source.parse().unwrap_or_default());
        let of =
            |entry: &serde_json::Value, key: &str| entry[key].as_str().unwrap_or("").to_owned();
        let index = value["menus"][menu].as_array().and_then(|entries| {
            entries.iter().position(|written| {
                of(written, "name") == entry.name && of(written, "url") == entry.url
            })
        });
        let (menus, index) = (At::Root.key("menus"), index.unwrap_or(0));
        let menu = menus.key(menu);
        let place = source.locate(&menu.index(index).key(key), Part::Value);
        place.unwrap_or_else(|| Place::file(self.file))
    }
}

/// The entries of a menu with their pages, by the entry that they stand below. Those of a level are taken out as it is made:
/// where several entries bear one identifier, the first has what stands below it, and no circle is followed.
type Below<'a> = HashMap<Option<&'a str>, Vec<(&'a MenuEntry, Option<DocumentId>)>>;

fn level<'a>(
    site: &Site,
    entries: &mut Below<'a>,
    parent: Option<&'a str>,
    here: Option<DocumentId>,
    depth: usize,
) -> Vec<Value> {
    if depth > DEEPEST {
        return Vec::new();
    }
    let of_level = entries.remove(&parent).unwrap_or_default();
    of_level
        .iter()
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
