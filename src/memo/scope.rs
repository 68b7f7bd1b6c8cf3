//! The thread's current scope: whose questions are being recorded. Template functions reach the site only through it,
//! because a template's hidden variables do not reach inside components.

use super::{Answer, Read, Record, World, asked};
use crate::fingerprint::Fingerprint;
use crate::images::ImageRequest;
use crate::report::{Finding, Text};
use foldhash::HashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// What one body or output may ask, and what is remembered of it.
pub struct Scope {
    /// The site that answers.
    pub world: Arc<dyn World>,
    /// Whether questions are remembered; a one-off build does not need them.
    pub recording: bool,
    /// The language of what is made: the default of every `lang` argument.
    pub lang: Arc<str>,
    /// The content file that is being made (relative to `content/`), empty for other outputs.
    pub file: Arc<str>,
    /// Whether the templates in use look at the bodies of other pages at all.
    pub bodies: bool,
    /// Whether Markdown that a template converts is set by the rules of its language.
    pub typography: bool,
}

struct Open {
    scope: Scope,
    reads: HashMap<Read<'static>, Fingerprint>,
    record: Record,
}

thread_local! {
    static OPEN: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
}

/// Does some work within a scope, and gives what was recorded beside its result. Scopes nest.
pub fn within<T>(scope: Scope, work: impl FnOnce() -> T) -> (T, Record) {
    struct Close;
    impl Drop for Close {
        fn drop(&mut self) {
            OPEN.with_borrow_mut(Vec::pop);
        }
    }
    OPEN.with_borrow_mut(|open| {
        open.push(Open {
            scope,
            reads: HashMap::default(),
            record: Record::default(),
        });
    });
    let close = Close;
    let result = work();
    let record = OPEN.with_borrow_mut(|open| {
        open.last_mut().map_or_else(Record::default, |open| {
            let mut record = std::mem::take(&mut open.record);
            record.reads = asked::shared(open.reads.drain());
            record
        })
    });
    drop(close);
    (result, record)
}

/// Asks the site. Outside a scope nothing is known, and the answer is [`Answer::Missing`].
pub fn ask(read: Read<'_>) -> Answer {
    let world = OPEN.with_borrow(|open| {
        open.last()
            .map(|open| (Arc::clone(&open.scope.world), open.scope.recording))
    });
    let Some((world, recording)) = world else {
        return Answer::Missing {
            message: Text::new(
                "Aucune page n'est en cours de fabrication.",
                "No page is being made.",
            ),
            help: None,
        };
    };
    let answer = world.answer(&read);
    if recording {
        let fingerprint = world.fingerprint(&read);
        OPEN.with_borrow_mut(|open| {
            if let Some(open) = open.last_mut() {
                open.reads.entry(read.into_owned()).or_insert(fingerprint);
            }
        });
    }
    answer
}

/// The language of what is being made.
pub fn current_lang() -> Arc<str> {
    OPEN.with_borrow(|open| {
        open.last()
            .map_or_else(|| Arc::from(""), |open| Arc::clone(&open.scope.lang))
    })
}

/// The content file that is being made, relative to `content/`; empty where there is none.
pub fn current_file() -> Arc<str> {
    OPEN.with_borrow(|open| {
        open.last()
            .map_or_else(|| Arc::from(""), |open| Arc::clone(&open.scope.file))
    })
}

/// Whether the templates in use look at the bodies of other pages.
pub fn bodies_wanted() -> bool {
    OPEN.with_borrow(|open| open.last().is_none_or(|open| open.scope.bodies))
}

/// Whether Markdown that a template converts is set by the rules of its language.
pub fn typography_wanted() -> bool {
    OPEN.with_borrow(|open| open.last().is_some_and(|open| open.scope.typography))
}

/// Says something about what is being made.
pub fn note(finding: Finding) {
    OPEN.with_borrow_mut(|open| {
        if let Some(open) = open.last_mut() {
            open.record.findings.push(finding);
        }
    });
}

/// Asks for an image to be made once everything is rendered.
pub fn want_image(request: ImageRequest) {
    OPEN.with_borrow_mut(|open| {
        if let Some(open) = open.last_mut() {
            open.record.images.push(request);
        }
    });
}
