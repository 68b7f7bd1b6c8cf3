//! What the output folder holds before a publication.

use super::names::OWN;
use rayon::prelude::*;
use std::collections::HashMap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// A file's size in bytes, and when it was last changed.
#[derive(Clone, Copy)]
pub(super) struct Stat {
    pub size: u64,
    pub modified: SystemTime,
}

/// Everything in an output folder but Lucarne's own files, the system's junk, and a `.git` at its root.
#[derive(Default)]
pub(super) struct Existing {
    /// Ordinary files by their path below the folder, with `/`.
    pub files: HashMap<String, Stat>,
    /// What Lucarne never makes: links, empty folders, whatever else. Never followed.
    pub odd: Vec<String>,
    /// Whether something has a name or a state that cannot be told; it does not stay.
    pub unknown: bool,
}

impl Existing {
    /// Looks through an output folder. What cannot be read is unknown.
    pub fn scan(output: &Path) -> Self {
        if !output.is_dir() {
            return Self::default();
        }
        let mut found = Self::default();
        found.scan_folder(output, "");
        found
    }

    /// On one thread and outside the pool, whose workers may all be waiting for it.
    fn scan_folder(&mut self, folder: &Path, path: &str) {
        let Ok(entries) = fs::read_dir(folder) else {
            self.unknown = true;
            return;
        };
        let mut folders = Vec::new();
        let mut empty = true;
        for entry in entries {
            let Ok(entry) = entry else {
                self.unknown = true;
                continue;
            };
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                self.unknown = true;
                continue;
            };
            if is_junk(name) || path.is_empty() && (name == ".git" || name.starts_with(OWN)) {
                continue;
            }
            empty = false;
            let below = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}/{name}")
            };
            match kind(&entry) {
                Ok(Kind::Folder) => folders.push((entry.path(), below)),
                Ok(Kind::File(stat)) => {
                    self.files.insert(below, stat);
                }
                Ok(Kind::Other) => self.odd.push(below),
                Err(_) => self.unknown = true,
            }
        }
        if empty && !path.is_empty() {
            self.odd.push(path.to_owned());
        }
        for (folder, path) in folders {
            self.scan_folder(&folder, &path);
        }
    }
}

enum Kind {
    Folder,
    File(Stat),
    Other,
}

fn kind(entry: &DirEntry) -> io::Result<Kind> {
    let kind = entry.file_type()?;
    if kind.is_dir() {
        return Ok(Kind::Folder);
    }
    if !kind.is_file() {
        return Ok(Kind::Other);
    }
    let found = entry.metadata()?;
    Ok(Kind::File(Stat {
        size: found.len(),
        modified: found.modified()?,
    }))
}

/// What systems leave wherever they look: neither part of a site nor somebody's work.
pub(super) fn is_junk(name: &str) -> bool {
    matches!(
        name,
        ".DS_Store" | "Thumbs.db" | "desktop.ini" | "lost+found"
    )
}

/// Removes a file, a link or a whole folder, on all cores. Links are not followed; what is not there is no error.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    let result = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => remove_folder(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    folders
        .into_par_iter()
        .try_for_each(|folder| remove_folder(&folder))?;
    fs::remove_dir(folder)
}
