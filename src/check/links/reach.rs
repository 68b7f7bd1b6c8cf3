//! The files of the output, as addresses name them.

use crate::check::addresses::{below, plain, public_path};
use crate::check::gather::Shared;
use foldhash::quality::FixedState;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// All files of the output, by the addresses they have.
pub struct Reach<'a> {
    /// As in [`crate::config::Config`].
    folder: &'a str,
    files: HashMap<&'a str, &'a str>,
    /// The addresses among them that are written as they are looked up, found out where one is asked for. Each is a number of
    /// 64 bits that stands for it: all of a large site are asked for on every page, and texts would lie far apart.
    simple: OnceLock<HashSet<u64>>,
    /// By their addresses in small letters, made where one is asked for.
    folded: OnceLock<HashMap<String, &'a str>>,
    /// What pages were found to have in common whose addresses are among these.
    shared: Shared,
}

impl<'a> Reach<'a> {
    /// Of the paths below the output folder. `folder`: that of the site on its host, as in [`crate::config::Config`].
    pub fn new(outputs: &'a BTreeSet<String>, folder: &'a str) -> Self {
        let public = |path: &'a str| match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        Self {
            folder: folder.trim_end_matches('/'),
            files: outputs
                .iter()
                .map(|output| (public(output), output.as_str()))
                .collect(),
            simple: OnceLock::new(),
            folded: OnceLock::new(),
            shared: Shared::default(),
        }
    }

    /// The file at an address below the site: folders with and without `/`, pages with and without `index.html`.
    pub fn file(&self, address: &str) -> Option<&'a str> {
        if let Some(file) = self.files.get(address) {
            return Some(file);
        }
        if let Some(folder) = address.strip_suffix("index.html")
            && let Some(file) = self.files.get(folder)
        {
            return Some(file);
        }
        let bare = address.strip_suffix('/');
        let other = match bare {
            // an address like /robots.txt/ is none
            Some(_) => None,
            None => self.files.get(format!("{address}/").as_str()),
        };
        other
            .or_else(|| self.files.get(format!("{address}.html").as_str()))
            .copied()
    }

    /// The file that a whole address names as such, and whether that is all it names: nearly all addresses are whole and
    /// right, which a look tells.
    pub(super) fn named(&self, written: &str, base: &str) -> Option<(&'a str, bool)> {
        let rest = below(written, base)?;
        let path = plain(rest);
        if memchr::memchr(b'%', path.as_bytes()).is_some() {
            return None;
        }
        let file = self.files.get(path.trim_start_matches('/'))?;
        Some((file, path.len() == rest.len()))
    }

    /// Whether an address as written, entities not read, is right in whatever page it is written: nearly all are whole and
    /// right, which a look tells. None that may be wrong is. `base`: the address of the site.
    pub fn is_sure(&self, written: &str, base: &str) -> bool {
        let start = match written.as_bytes().first() {
            Some(b'/') => self.folder,
            _ => base,
        };
        written.as_bytes().starts_with(start.as_bytes())
            && written.as_bytes().get(start.len()) == Some(&b'/')
            && written
                .get(start.len() + 1..)
                .is_some_and(|path| self.simple().contains(&number(path)))
    }

    /// What the pages that are looked at have in common.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    fn simple(&self) -> &HashSet<u64> {
        self.simple.get_or_init(|| {
            let outputs = self.files.values();
            let simple = outputs.filter_map(|output| public_path(output));
            simple.map(number).collect()
        })
    }

    pub(super) fn in_other_case(&self, address: &str) -> Option<&'a str> {
        let folded = self.folded.get_or_init(|| {
            let mut folded: HashMap<String, &'a str> = HashMap::default();
            for known in self.files.keys() {
                let first = folded.entry(fold(known)).or_insert(known);
                *first = (*first).min(known);
            }
            folded
        });
        folded.get(&fold(address)).copied()
    }
}

fn number(path: &str) -> u64 {
    FixedState::default().hash_one(path)
}

fn fold(path: &str) -> String {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    path.trim_end_matches('/')
        .nfc()
        .collect::<String>()
        .to_lowercase()
}
