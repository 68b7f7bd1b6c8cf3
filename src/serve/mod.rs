//! The preview: the site from memory in a browser, made again at each change.
//!
//! One thread builds, one answers requests from what is there; neither waits for the other. What fails to build keeps its
//! last good bytes. Nothing is written to the disk.

mod address;
mod file;
mod guard;
mod http;
mod hub;
mod page;
mod pages;
mod rebuild;
mod store;
#[cfg(test)]
mod tests;
mod watch;

use crate::fingerprint::Fingerprint;
use crate::pipeline::{Mode, Options, Outcome, Sink, Workshop};
use crate::report::{Finding, Language};
use address::Address;
use hub::{Greeting, Hub};
use page::{Panel, output_of};
use pages::Pages;
use rebuild::Rebuilder;
use std::convert::Infallible;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use store::{Store, Stored};

/// What a preview is asked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The network address to listen at.
    pub interface: IpAddr,
    /// The port to listen at; none for the usual one, or a free one where that is taken.
    pub port: Option<u16>,
    /// Whether a browser is to be opened.
    pub open: bool,
    /// In which language findings are told.
    pub language: Language,
    /// The site. Where `base_url` is none it is the preview's own address.
    pub options: Options,
}

/// Previews a site until the process is ended. Errors: the address cannot be listened at.
pub fn run(settings: Settings) -> Result<Infallible, Box<Finding>> {
    let (listener, address) = Address::listen(settings.interface, settings.port)?;
    let mut options = settings.options;
    options.mode = Mode::Serve;
    options.root = std::path::absolute(&options.root).unwrap_or(options.root);
    options.base_url.get_or_insert_with(|| address.base_url());
    let preview = Arc::new(Preview::new(address, settings.language));
    let root = options.root.clone();
    let make = move || -> Box<dyn Builder> {
        Box::new(Workshop::remembering(options.clone()).keeping_last_good())
    };
    let mut rebuilder = Rebuilder::new(Arc::clone(&preview), root, Box::new(make));
    http::listen(listener, Arc::clone(&preview))?;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            preview.first_build.wait(SOON);
            preview.address.announce(preview.language);
            if settings.open {
                preview.address.open(preview.language);
            }
        });
        rebuilder.build(None);
        preview.first_build.end();
    });
    rebuilder.follow_changes()
}

/// How long the first build is waited for, so that pages come with all that was found. What takes longer is shown page by
/// page.
const SOON: Duration = Duration::from_secs(1);

/// The first build, which some wait for.
struct FirstBuild {
    start: Instant,
    ended: Mutex<bool>,
    signal: Condvar,
}

impl FirstBuild {
    fn new() -> Self {
        Self {
            start: Instant::now(),
            ended: Mutex::default(),
            signal: Condvar::new(),
        }
    }

    fn end(&self) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.signal.notify_all();
    }

    fn has_ended(&self) -> bool {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for it, for so long at most.
    fn wait(&self, most: Duration) {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let _ended = self.signal.wait_timeout_while(ended, most, |ended| !*ended);
    }
}

/// What makes the site again and again: a [`Workshop`], or a stand-in for it.
trait Builder {
    /// As [`Workshop::build`].
    fn build(&mut self, sink: &dyn Sink, changed: Option<&[PathBuf]>, first: &[String]) -> Outcome;
}

impl Builder for Workshop {
    fn build(&mut self, sink: &dyn Sink, changed: Option<&[PathBuf]>, first: &[String]) -> Outcome {
        self.build(sink, changed, first)
    }
}

/// What the building thread and the answering one share.
struct Preview {
    address: Address,
    language: Language,
    store: Store,
    hub: Hub,
    pages: Pages,
    panel: RwLock<Arc<Panel>>,
    first_build: FirstBuild,
}

impl Preview {
    fn new(address: Address, language: Language) -> Self {
        Self {
            address,
            language,
            store: Store::default(),
            hub: Hub::default(),
            pages: Pages::default(),
            panel: RwLock::default(),
            first_build: FirstBuild::new(),
        }
    }

    fn panel(&self) -> Arc<Panel> {
        Arc::clone(&self.panel.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows these findings from now on, also in the browsers that are open.
    fn show(&self, findings: &[Finding]) {
        let panel = Arc::new(Panel::new(findings, self.language));
        if self.panel() != panel {
            *self.panel.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&panel);
            self.hub.tell_all("findings", &panel.to_json());
        }
    }

    /// Whether what is at a path, as in an address without query, can be told already.
    fn is_known(&self, path: &str) -> bool {
        self.first_build.has_ended()
            || self.first_build.start.elapsed() > SOON
                && matches!(self.store.find(path), store::Found::File(_))
    }

    /// What stands for what a request for this path (as in an address, without query) would get now.
    fn version(&self, path: &str) -> String {
        match self.store.find(path) {
            store::Found::File(file) => self.version_of(&file),
            store::Found::Moved(to) => to,
            store::Found::Missing(Some(page)) => format!("404-{}", page.version()),
            store::Found::Missing(None) => format!("404-{}", self.store.is_empty()),
        }
    }

    /// What stands for a file with its mark.
    fn version_of(&self, file: &Stored) -> String {
        match self.mark(&file.path) {
            Some(mark) => format!("{}-{}", file.version(), Fingerprint::of(&mark)),
            None => file.version(),
        }
    }

    /// A page with all that the preview adds to it.
    fn with_script(&self, html: &[u8], version: &str, mark: Option<&str>) -> Vec<u8> {
        let state = page::State {
            version,
            parts: &self.store.parts(),
        };
        page::with_script(html, &state, &self.panel(), mark)
    }

    /// What is to be said of a page that is in the site only because it was asked for.
    fn mark(&self, output: &str) -> Option<String> {
        let mark = self.pages.mark(output)?;
        Some(mark.get(self.language).to_owned())
    }

    /// What a browser is told that comes with this version of a page, and with these parts of it.
    fn greeting(&self, page: &str, shown: Option<&str>, parts: Option<String>) -> Greeting {
        let version = self.version(page);
        let outdated = shown.is_some_and(|shown| shown != version);
        Greeting {
            moved: output_of(page).and_then(|output| self.pages.look(&output, outdated)),
            version,
            findings: self.panel().to_json(),
            marks: self.pages.marks(self.language),
            parts,
        }
    }
}
