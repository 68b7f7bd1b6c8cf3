//! The browsers that are looking, and what they are told.

use super::page::decode;
use axum::response::sse::Event;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// How many messages a browser may be behind before it is sent away. It then comes back by itself and starts afresh.
const BACKLOG: usize = 64;

/// How soon a browser comes back after the connection broke.
const RETRY: Duration = Duration::from_millis(300);

/// Every open event stream.
#[derive(Default)]
pub(super) struct Hub(Mutex<Vec<Browser>>);

struct Browser {
    /// The path of the page it shows, as in an address.
    page: String,
    /// The output that this page is.
    output: Option<String>,
    /// The version it was told last.
    version: String,
    sender: Sender<Event>,
}

impl Hub {
    /// Adds a browser that shows this page. `state` gives its version and the findings, as they are once no message to
    /// all can pass it by.
    pub fn join(&self, page: &str, state: impl FnOnce() -> (String, String)) -> Events {
        let (sender, receiver) = channel(BACKLOG);
        let mut browser = Browser {
            page: page.to_owned(),
            output: output_of(page),
            version: String::new(),
            sender,
        };
        let mut browsers = self.lock();
        browsers.retain(|browser| !browser.sender.is_closed());
        let (version, findings) = state();
        if browser.send("findings", &findings) && browser.tell_version(version) {
            browsers.push(browser);
        }
        Events { receiver }
    }

    /// The outputs that are being looked at, each once.
    pub fn looked_at(&self) -> Vec<String> {
        let mut outputs: Vec<String> = self
            .lock()
            .iter()
            .filter(|browser| !browser.sender.is_closed())
            .filter_map(|browser| browser.output.clone())
            .collect();
        outputs.sort();
        outputs.dedup();
        outputs
    }

    /// Tells who shows this output that it is another one now.
    pub fn tell_of(&self, output: &str, version: impl Fn(&str) -> String) {
        self.tell_each(|browser| browser.output.as_deref() == Some(output), version);
    }

    /// Tells everybody whose page is another one now.
    pub fn tell_versions(&self, version: impl Fn(&str) -> String) {
        self.tell_each(|_| true, version);
    }

    /// Tells everybody the same.
    pub fn tell_all(&self, kind: &str, data: &str) {
        self.lock().retain(|browser| browser.send(kind, data));
    }

    fn tell_each(&self, concerns: impl Fn(&Browser) -> bool, version: impl Fn(&str) -> String) {
        self.lock().retain_mut(|browser| {
            !concerns(browser) || {
                let version = version(&browser.page);
                browser.tell_version(version)
            }
        });
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Browser>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Browser {
    /// False where the browser is gone or too far behind.
    fn send(&self, kind: &str, data: &str) -> bool {
        let event = Event::default().event(kind).retry(RETRY).data(data);
        self.sender.try_send(event).is_ok()
    }

    fn tell_version(&mut self, version: String) -> bool {
        if self.version == version {
            return true;
        }
        self.version = version;
        self.send("page", &self.version)
    }
}

/// The output that a page's path stands for, where it is one.
fn output_of(page: &str) -> Option<String> {
    let path = decode(page)?;
    Some(if path.is_empty() || path.ends_with('/') {
        path + "index.html"
    } else {
        path
    })
}

/// What one browser is told.
pub(super) struct Events {
    receiver: Receiver<Event>,
}

impl futures_core::Stream for Events {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.receiver.poll_recv(context).map(|event| event.map(Ok))
    }
}
