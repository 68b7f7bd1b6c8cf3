//! Pages and files by other names than their paths, for links that need them. Made when first asked for: in most sites never,
//! and once for all of the wrong links where there are thousands.

use super::Site;
use super::links::public;
use super::menus::front_menu;
use crate::fingerprint::Fingerprint;
use crate::outline::{DocumentId, Outline, SectionId};
use crate::report::nearest;
use crate::sources::folded;
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::ops::Bound;
use std::sync::{OnceLock, PoisonError, RwLock};
use tera::Value;

/// What is like a path is looked for among so many that stand before it in the alphabet, and so many behind it.
const NEIGHBOURS: usize = 200;

#[derive(Default)]
pub(super) struct Known {
    addresses: OnceLock<HashMap<String, DocumentId>>,
    names: OnceLock<Names>,
    in_menus: OnceLock<Vec<DocumentId>>,
    section_paths: OnceLock<Vec<Value>>,
    shared: RwLock<HashMap<Fingerprint, Value>>,
    assets: OnceLock<HashMap<String, String>>,
}

impl Known {
    /// The document at an address below the site, like `/blog/a/`.
    pub fn at(&self, outline: &Outline, address: &str) -> Option<DocumentId> {
        let addresses = self.addresses.get_or_init(|| {
            let mut addresses = HashMap::with_capacity(outline.pages.len());
            for id in outline.documents() {
                let path = outline.head(id).path.clone();
                addresses.entry(path).or_insert(id);
            }
            addresses
        });
        addresses.get(address).copied()
    }

    /// The path of a section as templates see it: one text for all of the pages below it.
    pub fn section_path(&self, outline: &Outline, id: SectionId) -> Value {
        let paths = self.section_paths.get_or_init(|| {
            let sections = outline.sections.iter();
            sections
                .map(|section| Value::from(section.head.relative_path.as_str()))
                .collect()
        });
        paths[id].clone()
    }

    /// One value for all pages that say the same.
    pub fn shared(&self, said: &impl Hash, value: impl FnOnce() -> Value) -> Value {
        let said = Fingerprint::of(said);
        let shared = self.shared.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = shared.get(&said) {
            return value.clone();
        }
        drop(shared);
        let value = value();
        let mut shared = self.shared.write().unwrap_or_else(PoisonError::into_inner);
        shared.entry(said).or_insert(value).clone()
    }

    /// The documents that stand in a menu by their front matter.
    pub fn in_menus(&self, site: &Site) -> &[DocumentId] {
        self.in_menus.get_or_init(|| {
            let documents = site.outline.documents();
            documents
                .filter(|id| !front_menu(site, *id).is_empty())
                .collect()
        })
    }

    /// The file below `content/` that is published at an address.
    pub fn asset(&self, outline: &Outline, address: &str) -> Option<&str> {
        let assets = self.assets.get_or_init(|| {
            let pairs = outline.assets.iter();
            firsts(pairs.map(|(file, address)| (address.clone(), file.clone())))
        });
        assets.get(address).map(String::as_str)
    }

    pub fn names(&self, make: impl FnOnce() -> Names) -> &Names {
        self.names.get_or_init(make)
    }
}

/// By what links that lead nowhere may have meant.
pub(super) struct Names {
    /// Addresses of outputs, by themselves in small letters and without a slash at the end.
    pub folded_outputs: HashMap<String, String>,
    /// Outputs by the name of their file.
    pub outputs_named: HashMap<String, String>,
    /// Files below `content/` that have an address, sorted.
    pub files: BTreeSet<String>,
    /// The same by themselves in small letters.
    pub folded_files: HashMap<String, String>,
    /// The same by their name.
    pub files_named: HashMap<String, String>,
    /// Documents by an old address; and, below their language, by the last part of their address or the name of their file,
    /// by what their title makes of it, and by each longer word of their title. None where several have the same.
    pub moved: [HashMap<String, Option<DocumentId>>; 4],
}

impl Names {
    pub fn new(
        outline: &Outline,
        outputs: &BTreeSet<String>,
        slug: impl Fn(&str) -> String,
    ) -> Self {
        let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let files: BTreeSet<String> = outline
            .by_path
            .keys()
            .chain(outline.assets.keys())
            .cloned()
            .collect();
        let by_address = |path: &String| {
            let address = public(path);
            let key = folded(address.trim_end_matches('/'));
            (key.into_owned(), address.to_owned())
        };
        let by_path = |path: &String| (folded(path).into_owned(), path.clone());
        Self {
            folded_outputs: firsts(outputs.iter().map(by_address)),
            outputs_named: firsts(outputs.iter().map(|path| (last(path), path.clone()))),
            folded_files: firsts(files.iter().map(by_path)),
            files_named: firsts(files.iter().map(|path| (last(path), path.clone()))),
            files,
            moved: moved(outline, slug),
        }
    }
}

/// Each key with what it is first seen with.
fn firsts(pairs: impl Iterator<Item = (String, String)>) -> HashMap<String, String> {
    let mut firsts = HashMap::new();
    for (key, value) in pairs {
        firsts.entry(key).or_insert(value);
    }
    firsts
}

fn moved(
    outline: &Outline,
    slug: impl Fn(&str) -> String,
) -> [HashMap<String, Option<DocumentId>>; 4] {
    let mut by: [HashMap<String, Option<DocumentId>>; 4] = Default::default();
    let mut add = |kind: usize, key: String, id: DocumentId| match by[kind].entry(key) {
        Entry::Vacant(entry) => {
            entry.insert(Some(id));
        }
        Entry::Occupied(mut entry) if *entry.get() != Some(id) => {
            entry.insert(None);
        }
        Entry::Occupied(_) => {}
    };
    for id in outline.documents() {
        let head = outline.head(id);
        if head.document.is_none() {
            continue;
        }
        let (aliases, title) = match id {
            DocumentId::Page(id) => {
                let front = outline.pages[id].front();
                (&front.aliases, &front.title)
            }
            DocumentId::Section(id) => {
                let front = outline.sections[id].front();
                (&front.aliases, &front.title)
            }
        };
        for alias in aliases {
            add(0, alias.trim_matches('/').to_owned(), id);
        }
        let lang = &head.lang;
        let address = head.path.trim_end_matches('/');
        let file = own_name(&head.relative_path);
        let file = file.split_once('.').map_or(file, |(name, _)| name);
        for name in [address.rsplit('/').next().unwrap_or(""), &slug(file)] {
            add(1, format!("{lang}/{name}"), id);
        }
        if let Some(title) = title {
            let title = slug(title);
            for word in telling_words(&title) {
                add(3, format!("{lang}/{word}"), id);
            }
            add(2, format!("{lang}/{title}"), id);
        }
    }
    by
}

/// The words of a slug that are long enough to tell one page from others.
pub(super) fn telling_words(slug: &str) -> impl Iterator<Item = &str> {
    slug.split('-').filter(|word| word.chars().count() > 3)
}

/// The path nearest to one that does not exist; in a large site, among those that begin like it.
pub(super) fn near<'s>(
    paths: &'s BTreeSet<String>,
    written: &str,
    shown: impl Fn(&'s str) -> &'s str,
) -> Option<&'s str> {
    let shown = |path: &'s String| shown(path.as_str());
    let name = own_name(written);
    let alike = |path: &&'s str| {
        let other = own_name(path);
        let (long, short) = if name.len() > other.len() {
            (name, other)
        } else {
            (other, name)
        };
        nearest(name, [other]).is_some() || short.len() > 3 && long.contains(short)
    };
    if paths.len() <= 2 * NEIGHBOURS {
        return nearest(written, paths.iter().map(shown).filter(alike));
    }
    let before = paths.range::<str, _>((Bound::Unbounded, Bound::Excluded(written)));
    let behind = paths.range::<str, _>((Bound::Included(written), Bound::Unbounded));
    let mut neighbours: Vec<&String> = before.rev().take(NEIGHBOURS).collect();
    neighbours.extend(behind.take(NEIGHBOURS));
    nearest(written, neighbours.into_iter().map(shown).filter(alike))
}

/// In a small site, the path in whatever folder whose file is named most like that of one that does not exist.
pub(super) fn named_alike<'s>(paths: &'s BTreeSet<String>, written: &str) -> Option<&'s str> {
    if paths.len() > 2 * NEIGHBOURS {
        return None;
    }
    let name = |path: &'s str| path.rsplit('/').next().unwrap_or(path);
    let names = paths.iter().map(|path| name(path));
    let near = nearest(written.rsplit('/').next()?, names)?;
    paths
        .iter()
        .map(String::as_str)
        .find(|path| name(path) == near)
}

/// What a path calls its page or file: that two stand in one folder does not make them alike.
pub(super) fn own_name(path: &str) -> &str {
    let path = path.strip_suffix(".md").unwrap_or(path);
    let path = path.strip_suffix("index").unwrap_or(path);
    let path = path.trim_end_matches('_').trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}
