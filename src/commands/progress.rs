//! How far a build is, shown on a terminal while it lasts.

use super::Console;
use lucarne::pipeline::Sink;
use lucarne::report::{Finding, Language};
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A build shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(400);
const STEP_MILLISECONDS: u64 = 100;

/// Counts the outputs on their way to another sink.
pub struct Progress<'a> {
    sink: &'a dyn Sink,
    language: Language,
    shown: bool,
    start: Instant,
    outputs: AtomicUsize,
    /// When the line was last drawn, in milliseconds since the start; 0 where it never was.
    drawn: AtomicU64,
}

impl<'a> Progress<'a> {
    /// A count that starts now.
    pub fn new(sink: &'a dyn Sink, console: Console) -> Self {
        Self {
            sink,
            language: console.language(),
            shown: console.shows_progress(),
            start: Instant::now(),
            outputs: AtomicUsize::new(0),
            drawn: AtomicU64::new(0),
        }
    }

    fn one_more(&self) {
        let outputs = self.outputs.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.shown {
            return;
        }
        let elapsed = self.start.elapsed();
        if elapsed < PATIENCE {
            return;
        }
        let now = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        let last = self.drawn.load(Ordering::Relaxed);
        if now - last.min(now) >= STEP_MILLISECONDS
            && self
                .drawn
                .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
        {
            let noun = match self.language {
                Language::French => "fichiers",
                Language::English => "files",
            };
            let _ = write!(std::io::stderr(), "\r\u{1b}[K{outputs} {noun}…");
        }
    }
}

impl Sink for Progress<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<bool, Box<Finding>> {
        self.one_more();
        self.sink.put(path, bytes)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        self.one_more();
        self.sink.copy(path, from)
    }

    fn keep(&self, path: &str) {
        self.one_more();
        self.sink.keep(path);
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if self.drawn.load(Ordering::Relaxed) > 0 {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// How many links to other sites have been followed.
pub struct Links {
    language: Language,
    shown: bool,
}

impl Links {
    /// A count that starts now.
    pub fn new(console: Console) -> Self {
        Self {
            language: console.language(),
            shown: console.shows_progress(),
        }
    }

    /// Shows how far things are.
    pub fn at(&self, done: usize, total: usize) {
        if self.shown {
            let noun = match self.language {
                Language::French => "liens",
                Language::English => "links",
            };
            let _ = write!(std::io::stderr(), "\r\u{1b}[K{done}/{total} {noun}…");
        }
    }
}

impl Drop for Links {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}
