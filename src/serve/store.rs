//! The site in memory: what was made last, by path.

use super::page::decode;
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use crate::packed::{Example, Packed};
use crate::report::{Finding, Text};
use crate::text;
use axum::body::Bytes;
use foldhash::HashMap;
use std::collections::BTreeSet;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::SystemTime;

/// Files by their path below the output folder. Each is replaced as soon as its successor is made.
#[derive(Default)]
pub(super) struct Store {
    files: RwLock<Files>,
    /// The first page: all have much in common.
    example: OnceLock<Example>,
}

#[derive(Default)]
struct Files {
    by_path: HashMap<String, Arc<Stored>>,
    /// Of all parts of pages at once, whatever the order they came in.
    parts: u128,
}

/// One file.
pub(super) struct Stored {
    /// Its path below the output folder.
    pub path: String,
    /// Its bytes, or where they are.
    pub content: Content,
    /// What stands for it among the parts of pages; 0 where it is none.
    part: u128,
}

/// The bytes of a file.
#[derive(PartialEq)]
pub(super) enum Content {
    /// In memory.
    Bytes(Made),
    /// In a file of the site, as it was when it was published.
    OnDisk {
        /// The file.
        from: PathBuf,
        /// In bytes.
        size: u64,
        /// When it was changed.
        modified: Option<SystemTime>,
    },
}

/// Bytes, packed: most pages of a site are made, and never looked at.
pub(super) struct Made {
    packed: Packed,
    fingerprint: Fingerprint,
}

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint
    }
}

impl Made {
    fn new(bytes: &[u8], like: &Example) -> Self {
        let mut hasher = FingerprintHasher::default();
        hasher.write(bytes);
        Self {
            packed: Packed::new(bytes, like),
            fingerprint: hasher.fingerprint(),
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> Bytes {
        self.packed.unpack().into()
    }
}

/// Whether pages show this file. Feeds are for other programs, and a search index is read at the next search.
pub(super) fn is_part_of_pages(path: &str) -> bool {
    !path.ends_with(".html") && !path.ends_with(".xml") && !path.starts_with("search_index.")
}

/// What is at an address.
pub(super) enum Found {
    /// This file.
    File(Arc<Stored>),
    /// A folder, whose address ends with a slash: this path.
    Moved(String),
    /// Nothing; the page that says so.
    Missing(Option<Arc<Stored>>),
}

impl Stored {
    fn new(path: &str, content: Content) -> Self {
        let mut file = Self {
            path: path.to_owned(),
            content,
            part: 0,
        };
        if is_part_of_pages(path) {
            file.part = Fingerprint::of(&(path, file.version())).0;
        }
        file
    }

    /// What stands for these bytes.
    pub fn version(&self) -> String {
        let fingerprint = match &self.content {
            Content::Bytes(made) => made.fingerprint,
            Content::OnDisk { size, modified, .. } => Fingerprint::of(&(size, modified)),
        };
        fingerprint.to_string()
    }
}

impl Files {
    fn insert(&mut self, file: Stored) {
        self.parts ^= file.part;
        if let Some(before) = self.by_path.insert(file.path.clone(), Arc::new(file)) {
            self.parts ^= before.part;
        }
    }

    fn remove(&mut self, path: &str) -> bool {
        let gone = self.by_path.remove(path);
        self.parts ^= gone.as_ref().map_or(0, |file| file.part);
        gone.is_some()
    }
}

impl Store {
    /// Takes a file's bytes. True where they are new or different.
    pub fn put(&self, path: &str, bytes: &[u8]) -> bool {
        let none = Example::default();
        let like = match path.ends_with(".html") {
            true => self.example.get_or_init(|| Example::new(bytes)),
            false => &none,
        };
        self.insert(path, Content::Bytes(Made::new(bytes, like)))
    }

    /// Takes a file that is to be served from where it is. True where it is new or different.
    pub fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        let found = fs::metadata(from).map_err(|_| {
            let from = from.display();
            let message = text!(
                fr: "Le fichier «\u{a0}{from}\u{a0}» ne peut pas être lu.",
                en: "The file “{from}” cannot be read.",
            );
            Box::new(Finding::error("output.source", message).help(Text::new(
                "Vérifiez qu'il existe encore et que vous avez le droit de le lire.",
                "Make sure that it still exists and that you are allowed to read it.",
            )))
        })?;
        let content = Content::OnDisk {
            from: from.to_owned(),
            size: found.len(),
            modified: found.modified().ok(),
        };
        Ok(self.insert(path, content))
    }

    /// Drops a file. True where there was one.
    pub fn remove(&self, path: &str) -> bool {
        self.write().remove(path)
    }

    /// The paths of all files but these.
    pub fn others(&self, paths: &BTreeSet<String>) -> Vec<String> {
        let files = self.read();
        let mut others: Vec<String> = files
            .by_path
            .keys()
            .filter(|path| !paths.contains(*path))
            .cloned()
            .collect();
        others.sort();
        others
    }

    /// Whether nothing was made yet.
    pub fn is_empty(&self) -> bool {
        self.read().by_path.is_empty()
    }

    /// What stands for all that pages are made of besides their own text.
    pub fn parts(&self) -> String {
        Fingerprint(self.read().parts).to_string()
    }

    /// What is at a path as in an address, percent-encoded, without query.
    pub fn find(&self, encoded: &str) -> Found {
        let files = &self.read().by_path;
        let Some(path) = decode(encoded) else {
            return Found::Missing(files.get("404.html").cloned());
        };
        let file = if path.is_empty() || path.ends_with('/') {
            files.get(&format!("{path}index.html"))
        } else {
            files.get(&path)
        };
        if let Some(file) = file {
            return Found::File(Arc::clone(file));
        }
        if !path.ends_with('/') && files.contains_key(&format!("{path}/index.html")) {
            return Found::Moved(format!("{encoded}/"));
        }
        let of_language = path
            .split_once('/')
            .and_then(|(language, _)| files.get(&format!("{language}/404.html")));
        Found::Missing(of_language.or_else(|| files.get("404.html")).cloned())
    }

    fn insert(&self, path: &str, content: Content) -> bool {
        if self
            .read()
            .by_path
            .get(path)
            .is_some_and(|file| file.content == content)
        {
            return false;
        }
        let file = Stored::new(path, content);
        self.write().insert(file);
        true
    }

    fn read(&self) -> RwLockReadGuard<'_, Files> {
        self.files.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Files> {
        self.files.write().unwrap_or_else(PoisonError::into_inner)
    }
}
