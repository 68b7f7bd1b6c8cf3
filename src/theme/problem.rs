//! What a template function has to say when it fails, carried past Tera, whose errors are one English line.

use crate::report::{Finding, Place, Text};
use std::cell::RefCell;

/// Why a function, filter or test failed.
#[derive(Clone, Debug)]
pub struct Problem {
    /// A finding's code.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Option<Text>,
    /// Where, when it is not the template that is to blame: a line of a data file.
    pub place: Option<Place>,
    /// Other places that belong to it.
    pub related: Vec<(Place, Text)>,
}

/// What Tera shows instead of the problem; recognised when the error comes back out of it.
pub const MARKER: &str = "\u{1}problem";

thread_local! {
    static LAST: RefCell<Option<Box<Problem>>> = const { RefCell::new(None) };
}

impl Problem {
    /// A problem without further advice.
    pub fn new(code: &'static str, message: Text) -> Self {
        Self {
            code,
            message,
            help: None,
            place: None,
            related: Vec::new(),
        }
    }

    /// The same, with what to do.
    pub fn help(mut self, help: impl Into<Option<Text>>) -> Self {
        self.help = help.into();
        self
    }

    /// The same, at a place in a data file.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

impl From<Finding> for Problem {
    /// What a finding says, where it says it. One about a text that stands in no file has no place.
    fn from(finding: Finding) -> Self {
        Self {
            code: finding.code,
            message: finding.message,
            help: finding.help,
            place: finding.place.filter(|place| !place.file.is_empty()),
            related: finding.related,
        }
    }
}

impl From<Problem> for tera::Error {
    fn from(problem: Problem) -> Self {
        Box::new(problem).into()
    }
}

impl From<Box<Problem>> for tera::Error {
    /// Leaves the problem for [`take`]: an error ends the rendering, so there is never more than one under way.
    fn from(problem: Box<Problem>) -> Self {
        LAST.set(Some(problem));
        Self::message(MARKER)
    }
}

/// The problem behind an error that shows [`MARKER`].
pub fn take() -> Option<Box<Problem>> {
    LAST.take()
}
