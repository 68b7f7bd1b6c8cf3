//! The browsers that are looking, and what they are told.

use super::page::output_of;
use super::pages::Place;
use axum::response::sse::Event;
use serde_json::json;
use std::collections::VecDeque;
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

/// How many changes of parts of pages are remembered for browsers that were away.
const CHANGES: usize = 64;

/// Above how many changed parts browsers are told to load everything anew.
const MANY: usize = 100;

/// How many pages that were asked for last count as looked at, with or without an event stream.
const ASKED: usize = 8;

/// Every open event stream.
#[derive(Default)]
pub(super) struct Hub {
    browsers: Mutex<Vec<Browser>>,
    parts: Mutex<Parts>,
    /// The outputs that were asked for last, the newest last.
    asked: Mutex<VecDeque<String>>,
}

/// What pages are made of besides their own text: style sheets, images, scripts.
#[derive(Default)]
struct Parts {
    /// What stands for all of them.
    now: String,
    /// What stood for them before each of the last changes, and what changed, as paths in an address.
    changes: VecDeque<(String, Vec<String>)>,
}

impl Parts {
    /// What has changed since a browser had the parts that `known` stands for; everything where that is not known.
    fn since(&self, known: &str) -> Vec<String> {
        if known == self.now {
            return Vec::new();
        }
        let Some(start) = self.changes.iter().position(|(before, _)| before == known) else {
            return vec!["*".to_owned()];
        };
        let changes = self.changes.iter().skip(start);
        let mut paths: Vec<String> = changes.flat_map(|(_, paths)| paths.clone()).collect();
        paths.sort();
        paths.dedup();
        if paths.len() > MANY {
            paths = vec!["*".to_owned()];
        }
        paths
    }

    fn to_json(&self, paths: &[String]) -> String {
        json!({ "state": self.now, "paths": paths }).to_string()
    }
}

struct Browser {
    /// The path of the page it shows, as in an address.
    page: String,
    /// The output that this page is.
    output: Option<String>,
    /// The version it was told last.
    version: String,
    sender: Sender<Event>,
}

/// What a browser is told when it comes.
pub(super) struct Greeting {
    /// The version of its page.
    pub version: String,
    /// The findings, as JSON.
    pub findings: String,
    /// The marks of pages, as JSON.
    pub marks: String,
    /// Where its page is now, where that is elsewhere.
    pub moved: Option<Place>,
    /// What stands for the parts of pages it has; none where it does not say.
    pub parts: Option<String>,
}

impl Hub {
    /// Adds a browser that shows this page. `state` gives what it is told first, as it is once no message to all can pass
    /// it by.
    pub fn join(&self, page: &str, state: impl FnOnce() -> Greeting) -> Events {
        let (sender, receiver) = channel(BACKLOG);
        let mut browser = Browser {
            page: page.to_owned(),
            output: output_of(page),
            version: String::new(),
            sender,
        };
        let mut browsers = self.lock();
        browsers.retain(|browser| !browser.sender.is_closed());
        let greeting = state();
        let parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = greeting.parts.as_deref().unwrap_or(&parts.now);
        let parts = parts.to_json(&parts.since(known));
        let told = browser.send("assets", &parts)
            && browser.send("findings", &greeting.findings)
            && browser.send("marks", &greeting.marks)
            && match &greeting.moved {
                Some(place) => browser.send_on(place),
                None => browser.tell_version(greeting.version),
            };
        if told {
            browsers.push(browser);
        }
        Events { receiver }
    }

    /// Takes note that the page at a path, as in an address, was asked for.
    pub fn note(&self, page: &str) {
        let Some(output) = output_of(page).filter(|output| output.ends_with(".html")) else {
            return;
        };
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.back() != Some(&output) {
            asked.retain(|known| *known != output);
            if asked.len() == ASKED {
                asked.pop_front();
            }
            asked.push_back(output);
        }
    }

    /// The outputs that are being looked at, each once.
    pub fn looked_at(&self) -> Vec<String> {
        let mut outputs: Vec<String> = self
            .lock()
            .iter()
            .filter(|browser| !browser.sender.is_closed())
            .filter_map(|browser| browser.output.clone())
            .collect();
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        outputs.extend(asked.iter().cloned());
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

    /// Tells who shows one of these outputs where its page is now.
    pub fn tell_moved(&self, moves: &[(String, Place)]) {
        self.lock().retain_mut(|browser| {
            let place = moves
                .iter()
                .find(|(output, _)| browser.output.as_ref() == Some(output));
            place.is_none_or(|(_, place)| browser.send_on(place))
        });
    }

    /// Tells everybody which parts of pages have changed. `now`: what stands for all of them from now on.
    pub fn tell_parts(&self, now: String, paths: Vec<String>) {
        let message = {
            let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
            if parts.now == now {
                return;
            }
            let before = std::mem::replace(&mut parts.now, now);
            let known = before.clone();
            parts.changes.push_back((before, paths));
            if parts.changes.len() > CHANGES {
                parts.changes.pop_front();
            }
            parts.to_json(&parts.since(&known))
        };
        self.tell_all("assets", &message);
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
        self.browsers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Browser {
    /// False where the browser is gone or too far behind.
    fn send(&self, kind: &str, data: &str) -> bool {
        let event = Event::default().event(kind).retry(RETRY).data(data);
        self.sender.try_send(event).is_ok()
    }

    fn send_on(&mut self, place: &Place) -> bool {
        self.page.clone_from(&place.address);
        self.output = Some(place.output.clone());
        self.send("moved", &place.address)
    }

    fn tell_version(&mut self, version: String) -> bool {
        if self.version == version {
            return true;
        }
        self.version = version;
        self.send("page", &self.version)
    }
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
