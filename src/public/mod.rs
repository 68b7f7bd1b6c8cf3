//! The output folder: staged beside its place, compared file by file, switched in one step. Nothing else writes there.
//!
//! A build killed at any moment leaves the site as it was or as it shall be. Nothing is forced out to the disk: after a
//! power cut the manifest tells which files are not what they were, and the next build writes those again.

mod existing;
mod failure;
mod lock;
mod manifest;
mod names;
mod switch;
mod target;

use crate::fingerprint::Fingerprint;
use crate::report::{Finding, Text};
use crate::text;
use existing::{Existing, Stat};
use failure::{unreadable, unwritable};
use lock::Lock;
use manifest::{Entry, Manifest, fingerprint, is_sealed, measure, seal};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};
use switch::Changes;
use target::Target;

/// Files up to this size in bytes are read whole to be published.
const SMALL: u64 = 1 << 20;

/// What a publication did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or different, as paths below the output folder, sorted.
    pub written: Vec<String>,
    /// How many were the same as before.
    pub unchanged: usize,
    /// Files that were there before and are no longer, sorted.
    pub removed: Vec<String>,
    /// Of all that is published now.
    pub state: Fingerprint,
}

/// A publication under way. `put` and `copy` may be called from several threads. Dropped without `commit`, it leaves
/// everything as it was.
pub struct Publication {
    shown: PathBuf,
    target: Target,
    staging: PathBuf,
    recorded: Option<Manifest>,
    existing: LazyLock<Existing, Box<dyn FnOnce() -> Existing + Send>>,
    made: Mutex<HashMap<String, Made>>,
    folders: Mutex<HashSet<String>>,
    failure: OnceLock<Box<Finding>>,
    _lock: Lock,
}

struct Made {
    entry: Entry,
    is_new: bool,
}

impl Publication {
    /// Prepares to publish into `output`. Refuses a folder that is not empty and bears no manifest (unless `force`), a
    /// folder that holds the site or the user's home, one inside its sources (`inputs`) or around them, and waits some
    /// seconds for another build under way. With `force` whatever the folder holds goes away at `commit`.
    pub fn begin(
        output: &Path,
        root: &Path,
        inputs: &[PathBuf],
        force: bool,
    ) -> Result<Self, Box<Finding>> {
        let mut target = Target::find(output, root, inputs, force)?;
        let lock = target.lock(output)?;
        let unusable = |error: io::Error| unwritable(&error, output, output);
        if lock.exclusive {
            target.tidy().map_err(unusable)?;
        }
        let staging = target.beside(&format!("new-{}", std::process::id()));
        fs::create_dir(&staging).map_err(unusable)?;
        let folder = target.output.clone();
        let scan = std::thread::spawn(move || Existing::scan(&folder));
        Ok(Self {
            shown: output.to_owned(),
            recorded: Manifest::read(&target.output),
            existing: LazyLock::new(Box::new(move || {
                scan.join().unwrap_or_else(|_| Existing {
                    unknown: true,
                    ..Existing::default()
                })
            })),
            target,
            staging,
            made: Mutex::default(),
            folders: Mutex::default(),
            failure: OnceLock::new(),
            _lock: lock,
        })
    }

    /// What there is beside the output folder while this lasts: for [`abandon`].
    pub fn leavings(&self) -> [PathBuf; 2] {
        [self.staging.clone(), self.target.beside("lock")]
    }

    /// What there is, where it is what was published last and nobody has changed, added or taken away anything since.
    pub fn untouched(&self) -> Option<Written> {
        let recorded = self.recorded.as_ref()?;
        let existing = &*self.existing;
        let is_recorded = |(path, stat): (&String, &Stat)| {
            let entry = recorded.files.get(path);
            entry.is_some_and(|entry| entry.0 == stat.size && is_sealed(stat.modified, entry.1))
        };
        let untouched = !existing.unknown
            && existing.odd.is_empty()
            && existing.files.len() == recorded.files.len()
            && existing.files.iter().all(is_recorded);
        untouched.then(|| Written {
            unchanged: recorded.files.len(),
            state: recorded.state(),
            ..Written::default()
        })
    }

    /// Publishes bytes at a path below the output folder (with `/`). True where they differ from what was there.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<bool, Box<Finding>> {
        self.remember_failure(self.try_put(path, bytes))
    }

    /// Publishes a file as it is, but for its permissions: those are a new file's.
    pub fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        self.remember_failure(self.try_copy(path, from))
    }

    /// Makes everything live in one switch; touches nothing where nothing is new, different or superfluous. Fails where
    /// a `put` or `copy` has failed. `keep_dotfiles`: dotfiles at the output's root that Lucarne did not make stay. A
    /// `.git` there always does.
    pub fn commit(self, keep_dotfiles: bool) -> Result<Written, Box<Finding>> {
        if let Some(failure) = self.failure.get() {
            return Err(failure.clone());
        }
        let made = std::mem::take(&mut *lock(&self.made));
        let existing = &*self.existing;
        let recorded = self.recorded.as_ref();
        let is_kept = |path: &str| {
            keep_dotfiles
                && path.starts_with('.')
                && recorded.is_none_or(|manifest| !manifest.files.contains_key(path))
        };
        let mut before: Vec<&str> = existing
            .files
            .keys()
            .chain(&existing.odd)
            .map(String::as_str)
            .filter(|path| !made.contains_key(*path))
            .collect();
        before.sort_unstable();
        let (kept, removed): (Vec<&str>, Vec<&str>) =
            before.into_iter().partition(|path| is_kept(path));

        let manifest = Manifest::new(
            made.iter()
                .map(|(path, made)| (path.clone(), made.entry))
                .collect::<BTreeMap<_, _>>(),
        );
        let (mut written, mut unchanged) = (vec![manifest::NAME], Vec::new());
        for (path, made) in &made {
            let list = if made.is_new {
                &mut written
            } else {
                &mut unchanged
            };
            list.push(path.as_str());
        }
        written[1..].sort_unstable();

        let differs = written.len() > 1
            || !removed.is_empty()
            || existing.unknown
            || !self.target.output.is_dir();
        if differs || recorded != Some(&manifest) {
            let shown = |path: &str| self.shown.join(path);
            let failed =
                |error: io::Error, path: &str| unwritable(&error, &shown(path), &self.shown);
            manifest
                .write(&self.staging.join(manifest::NAME))
                .map_err(|error| failed(error, manifest::NAME))?;
            let changes = Changes {
                written: &written,
                removed: &removed,
            };
            let as_it_was = !existing.unknown && existing.odd.is_empty();
            let switched = if !differs {
                let name = manifest::NAME;
                fs::rename(self.staging.join(name), self.target.output.join(name))
            } else if as_it_was && switch::is_one_file(&self.target, &changes) {
                switch::replace_one(&self.target, &self.staging, &changes)
            } else {
                if !self.target.inside {
                    let carried: Vec<&str> = unchanged.iter().chain(&kept).copied().collect();
                    carried.par_iter().try_for_each(|path| {
                        self.carry(path).map_err(|error| failed(error, path))
                    })?;
                    self.carry_git().map_err(|error| failed(error, ".git"))?;
                }
                switch::go_live(&self.target, &self.staging, &changes)
            };
            switched.map_err(|error| failed(error, ""))?;
        }
        let removed = removed
            .iter()
            .filter(|path| existing.files.contains_key(**path))
            .map(ToString::to_string)
            .collect();
        let unchanged = unchanged.len();
        let new = made.into_iter().filter(|(_, made)| made.is_new);
        let mut written: Vec<String> = new.map(|(path, _)| path).collect();
        written.sort_unstable();
        Ok(Written {
            written,
            unchanged,
            state: manifest.state(),
            removed,
        })
    }

    fn try_put(&self, path: &str, bytes: &[u8]) -> Result<bool, Box<Finding>> {
        names::check(path)?;
        let entry = Entry(bytes.len() as u64, fingerprint(bytes));
        let is_new = !self.is_unchanged(path, entry, |old| {
            fs::read(old).is_ok_and(|old| old == bytes)
        });
        self.claim(path, entry, is_new)?;
        if is_new {
            self.create(path)
                .and_then(|mut file| {
                    file.write_all(bytes)?;
                    seal(&file, entry.1);
                    Ok(())
                })
                .map_err(|error| self.failed(&error, path))?;
        }
        Ok(is_new)
    }

    fn try_copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        let unread = |error: io::Error| unreadable(&error, from);
        let source = File::open(from).map_err(unread)?;
        let size = source.metadata().map_err(unread)?.len();
        if size <= SMALL {
            drop(source);
            return self.try_put(path, &fs::read(from).map_err(unread)?);
        }
        names::check(path)?;
        if self.stat(path).is_some_and(|stat| stat.size == size) {
            let entry = measure(&source, |_| Ok(())).map_err(unread)?;
            let same = self.is_unchanged(path, entry, |old| {
                File::open(old)
                    .and_then(|old| measure(old, |_| Ok(())))
                    .is_ok_and(|old: Entry| old == entry)
            });
            if same {
                self.claim(path, entry, false)?;
                return Ok(false);
            }
        }
        self.claim(path, Entry(0, fingerprint(b"")), true)?;
        let source = File::open(from).map_err(unread)?;
        let mut file = self
            .create(path)
            .map_err(|error| self.failed(&error, path))?;
        let entry = measure(source, |bytes| {
            file.write_all(bytes).map_err(Trouble::Write)
        });
        let entry = entry.map_err(|trouble| match trouble {
            Trouble::Read(error) => unreadable(&error, from),
            Trouble::Write(error) => self.failed(&error, path),
        })?;
        seal(&file, entry.1);
        if let Some(made) = lock(&self.made).get_mut(path) {
            made.entry = entry;
        }
        Ok(true)
    }

    fn stat(&self, path: &str) -> Option<Stat> {
        self.existing.files.get(path).copied()
    }

    /// Whether the file that is there has these bytes: by its size, time and recorded fingerprint where those can tell,
    /// else by `same`, which is given the file's place.
    fn is_unchanged(&self, path: &str, entry: Entry, same: impl FnOnce(&Path) -> bool) -> bool {
        let Some(stat) = self.stat(path).filter(|stat| stat.size == entry.0) else {
            return false;
        };
        let recorded = self
            .recorded
            .as_ref()
            .and_then(|manifest| manifest.files.get(path));
        match recorded {
            Some(recorded) if is_sealed(stat.modified, recorded.1) => *recorded == entry,
            _ => same(&self.target.output.join(path)),
        }
    }

    /// Takes a path for this build; each can be taken once.
    fn claim(&self, path: &str, entry: Entry, is_new: bool) -> Result<(), Box<Finding>> {
        let before = lock(&self.made).insert(path.to_owned(), Made { entry, is_new });
        if before.is_none() {
            return Ok(());
        }
        Err(Box::new(
            Finding::error(
                "output.twice",
                text!(
                    fr: "Deux parties du site veulent écrire «\u{a0}{path}\u{a0}».",
                    en: "Two parts of the site want to write “{path}”.",
                ),
            )
            .help(Text::new(
                "Donnez une autre adresse à l'une des pages, ou un autre nom à l'un des fichiers.",
                "Give one of the pages another address, or one of the files another name.",
            )),
        ))
    }

    /// A new staged file.
    fn create(&self, path: &str) -> io::Result<File> {
        self.make_folder(parent(path))?;
        File::create_new(self.staging.join(path))
    }

    /// Lets what is at a path of the live site be staged too.
    fn carry(&self, path: &str) -> io::Result<()> {
        self.make_folder(parent(path))?;
        switch::carry(&self.target.output.join(path), &self.staging.join(path))
    }

    fn carry_git(&self) -> io::Result<()> {
        let git = self.target.output.join(".git");
        if fs::symlink_metadata(&git).is_err() {
            return Ok(());
        }
        switch::carry(&git, &self.staging.join(".git"))
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        if path.is_empty() || lock(&self.folders).contains(path) {
            return Ok(());
        }
        let folder = self.staging.join(path);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.make_folder(parent(path))?;
                create_or_find(&folder)?;
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            result => result?,
        }
        lock(&self.folders).insert(path.to_owned());
        Ok(())
    }

    fn failed(&self, error: &io::Error, path: &str) -> Box<Finding> {
        unwritable(error, &self.shown.join(path), &self.shown)
    }

    fn remember_failure(&self, result: Result<bool, Box<Finding>>) -> Result<bool, Box<Finding>> {
        if let Err(finding) = &result {
            let _ = self.failure.set(finding.clone());
        }
        result
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        let _ = existing::remove(&self.staging);
    }
}

/// Takes away the leavings of a publication that nobody can drop, because a part of it never ends.
pub fn abandon(leavings: &[PathBuf]) {
    for path in leavings {
        let _ = existing::remove(path);
    }
}

enum Trouble {
    Read(io::Error),
    Write(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn create_or_find(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result,
    }
}
