//! Which files have changed.

use crate::report::{Language, Text};
use crate::sources;
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind, RenameMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long nothing must happen until a change is complete: after a file was closed or moved to its place, in the middle
/// of something, and while a program saves more often than any person.
const QUIET_AFTER_SAVE: Duration = Duration::from_millis(4);
const QUIET: Duration = Duration::from_millis(12);
const QUIET_IN_A_STORM: Duration = Duration::from_millis(100);

/// How many saves within which time are a storm. One save can count twice: a temporary file, and its move.
const STORM: (usize, Duration) = (8, Duration::from_millis(250));

/// How long a change that never gets complete is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often files are looked at where the system does not tell of changes.
const POLL: Duration = Duration::from_millis(700);

/// What has changed since the last time.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Files that may differ; none where it could be anything.
    pub paths: Option<Vec<PathBuf>>,
    /// What people are told.
    pub shown: Vec<PathBuf>,
}

impl Changes {
    /// Anything may have changed.
    pub fn unknown() -> Self {
        Self::default()
    }
}

/// Watches the site's root itself, and its input folders with all that is in them.
pub(super) struct Watch {
    root: PathBuf,
    language: Language,
    watcher: Option<Box<dyn Watcher>>,
    polls: bool,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<PathBuf>,
    output: PathBuf,
    /// When the last saves were seen, the oldest first.
    saves: VecDeque<Instant>,
}

impl Watch {
    pub fn new(root: &Path, language: Language) -> Self {
        let mut watch = Self {
            root: root.to_owned(),
            language,
            watcher: None,
            polls: false,
            events: channel().1,
            watched: BTreeSet::new(),
            output: PathBuf::new(),
            saves: VecDeque::new(),
        };
        watch.start(false);
        watch
    }

    /// Watches these inputs from now on. True where some were not watched before, or not for a moment: what happened to
    /// them is unknown.
    pub fn follow(&mut self, inputs: &[PathBuf], output: &Path) -> bool {
        self.output = output.to_owned();
        let mut wanted = BTreeMap::from([(self.root.clone(), RecursiveMode::NonRecursive)]);
        for input in inputs {
            match fs::metadata(input) {
                Ok(found) if found.is_dir() => {
                    wanted.insert(input.clone(), RecursiveMode::Recursive);
                }
                Ok(_) => {
                    let parent = input.parent().unwrap_or(&self.root).to_owned();
                    wanted.entry(parent).or_insert(RecursiveMode::NonRecursive);
                }
                Err(_) => {}
            }
        }
        self.watched.retain(|path| wanted.contains_key(path));
        wanted.retain(|path, _| !self.watched.contains(path));
        let mut added = false;
        for (path, mode) in wanted {
            if self.add(&path, mode) {
                added = true;
            } else if !self.polls {
                self.start(true);
                self.say_that_it_polls();
                self.follow(inputs, output);
                return true;
            }
        }
        added
    }

    /// Waits for a change, and until it is complete.
    pub fn next(&mut self) -> Changes {
        let mut batch = Batch::default();
        while batch.is_empty() {
            match self.events.recv() {
                Ok(event) => self.take(event, &mut batch),
                Err(_) => std::thread::sleep(Duration::MAX),
            }
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let quiet = match batch.saved {
                _ if self.is_stormy() => QUIET_IN_A_STORM,
                true => QUIET_AFTER_SAVE,
                false => QUIET,
            };
            let left = end.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(quiet.min(left)) {
                Ok(event) if !left.is_zero() => self.take(event, &mut batch),
                Ok(event) => {
                    self.take(event, &mut batch);
                    break;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        batch.complete()
    }

    fn take(&mut self, event: notify::Result<Event>, batch: &mut Batch) {
        let Ok(event) = event else {
            batch.unsure = true;
            return;
        };
        if event.need_rescan() {
            batch.unsure = true;
        }
        let kind = known_kind(&event);
        for path in &event.paths {
            if self.is_beside_the_point(path) {
                continue;
            }
            if self.watched.contains(path) && kind != Some(Kind::File) {
                self.forget(path);
            }
            batch.add(path, kind);
            batch.saved = ends_a_save(event.kind);
            if batch.saved && event.paths.len() == 1 {
                self.saves.push_back(Instant::now());
                if self.saves.len() > STORM.0 {
                    self.saves.pop_front();
                }
            }
        }
        if let (EventKind::Modify(ModifyKind::Name(RenameMode::Both)), [from, to]) =
            (&event.kind, event.paths.as_slice())
            && batch.files.contains_key(from)
            && to.is_file()
        {
            batch.add(from, Some(Kind::File));
        }
    }

    fn is_stormy(&self) -> bool {
        let (count, time) = STORM;
        self.saves.len() >= count
            && self
                .saves
                .front()
                .is_some_and(|first| first.elapsed() < time)
    }

    fn is_beside_the_point(&self, path: &Path) -> bool {
        is_junk(path)
            || *path == self.root
            || *path == self.root.join("target")
            || path.starts_with(&self.output)
    }

    /// Begins to watch with the system's own means, or by looking again and again.
    fn start(&mut self, polls: bool) {
        let (sender, events) = channel();
        let handler = move |event: notify::Result<Event>| {
            if !matches!(&event, Ok(event) if is_reading(event)) {
                let _ = sender.send(event);
            }
        };
        let config = Config::default().with_poll_interval(POLL);
        let watcher: notify::Result<Box<dyn Watcher>> = if polls {
            PollWatcher::new(handler, config).map(|watcher| Box::new(watcher) as _)
        } else {
            RecommendedWatcher::new(handler, config).map(|watcher| Box::new(watcher) as _)
        };
        self.watcher = watcher.ok();
        self.polls = polls;
        self.events = events;
        self.watched.clear();
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) -> bool {
        let added = self
            .watcher
            .as_mut()
            .is_some_and(|watcher| watcher.watch(path, mode).is_ok());
        if added {
            self.watched.insert(path.to_owned());
        }
        added
    }

    fn forget(&mut self, path: &Path) {
        self.watched.remove(path);
        if let Some(watcher) = &mut self.watcher {
            let _ = watcher.unwatch(path);
        }
    }

    fn say_that_it_polls(&self) {
        let text = Text::new(
            "Le système ne signale pas les modifications de tous ces fichiers : elles seront vues avec un peu de retard.",
            "The system does not report changes of all these files: they will be seen a little later.",
        );
        let _ = writeln!(std::io::stderr(), "{}", text.get(self.language));
    }
}

/// What belongs to one change.
#[derive(Default)]
struct Batch {
    /// Every path, and whether it is known to be or have been a file.
    files: BTreeMap<PathBuf, bool>,
    unsure: bool,
    /// Whether the last thing that happened ends a save.
    saved: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.unsure
    }

    fn add(&mut self, path: &Path, kind: Option<Kind>) {
        self.unsure |= kind == Some(Kind::Folder);
        let is_file = kind == Some(Kind::File);
        match self.files.get_mut(path) {
            Some(known) => *known |= is_file,
            None => {
                self.files.insert(path.to_owned(), is_file);
            }
        }
    }

    fn complete(self) -> Changes {
        let is_file = |(path, known): (&PathBuf, &bool)| {
            *known || fs::metadata(path).is_ok_and(|found| found.is_file())
        };
        let sure = !self.unsure && self.files.iter().all(is_file);
        let (there, gone): (Vec<_>, Vec<_>) = self
            .files
            .into_keys()
            .partition(|path| fs::symlink_metadata(path).is_ok());
        let paths = sure.then(|| there.iter().chain(&gone).cloned().collect());
        // An editor's temporary file is gone when its work is done: nothing to tell people of.
        let shown = if there.is_empty() { gone } else { there };
        Changes { paths, shown }
    }
}

fn known_kind(event: &Event) -> Option<Kind> {
    match event.kind {
        EventKind::Create(CreateKind::File)
        | EventKind::Remove(RemoveKind::File)
        | EventKind::Modify(ModifyKind::Data(_))
        | EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Kind::File),
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => {
            Some(Kind::Folder)
        }
        _ => None,
    }
}

fn ends_a_save(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

/// Whether somebody has only looked.
fn is_reading(event: &Event) -> bool {
    matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
}

/// Files that editors, file managers and Lucarne itself make for their own use.
fn is_junk(path: &Path) -> bool {
    let in_git = path.components().any(|part| part.as_os_str() == ".git");
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else {
        return true;
    };
    in_git
        || sources::is_junk(&name, true)
        || matches!(&*name, "4913" | ".lucarne")
        || name.contains(".lucarne-")
        || name.contains("___jb_")
        || name.starts_with(".nfs")
        || [".swpx", ".kate-swp", ".crswap"]
            .iter()
            .any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::is_junk;
    use std::path::Path;

    #[test]
    fn what_editors_leave_is_not_a_change() {
        for path in [
            "content/a.md~",
            "content/.a.md.swp",
            "content/4913",
            "content/.#a.md",
            "content/#a.md#",
            "content/.git/index",
            "content/a.md.bak",
            "content/.DS_Store",
            ".public.lucarne-new-7",
            "content/a.md___jb_tmp___",
            "content/.~lock.x.odt#",
        ] {
            assert!(is_junk(Path::new(path)), "{path}");
        }
        for path in [
            "content/a.md",
            "static/.htaccess",
            "data/4914.json",
            "content/swp.md",
        ] {
            assert!(!is_junk(Path::new(path)), "{path}");
        }
    }
}
