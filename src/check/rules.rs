//! The rules that one page shows: each judges the facts of the page.
//!
//! To add one: a function from the facts to faults, called by [`judge`], and the entry of its code in `crate::codes`.

mod content;
mod structure;

use super::facts::{Facts, Heading, Image, Link, Span};
use super::html::{Tag, first_tag};
use super::page::Body;
use super::{rights, words};
use crate::codes::When;
use crate::report::Text;
use std::ops::Range;

/// A page says no more than this with one code.
const MOST_OF_A_KIND: usize = 20;

/// How many bytes before an element help to tell which template it comes from.
const SURROUNDINGS: usize = 300;

/// A fault of a rendered page, with what is needed to find who wrote it.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Of the rule.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Text,
    /// The element that shows it.
    pub element: Element,
    /// The end of what is before it in the page.
    pub before: String,
}

/// An element of a rendered page, as it can be found again in what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Element {
    /// Its opening tag, as rendered.
    pub tag: String,
    /// What it says, entities read; empty where it says nothing.
    pub text: String,
    /// How many elements of the same tag and text are before it in the body.
    pub nth: usize,
    /// Whether it comes from the page's own Markdown; none where that is not known.
    pub in_body: Option<bool>,
}

/// A page under judgement.
pub struct Judged<'f, 'h> {
    /// What was seen.
    pub facts: &'f Facts<'h>,
    /// The page as rendered.
    pub html: &'h str,
    /// What it has of its own Markdown.
    pub body: &'f Body<'h>,
    faults: Vec<Fault>,
    /// What was let go is needed to tell one element from others.
    wants_all: bool,
}

/// Applies the rules of a moment: all of them, or the certain ones. None where something is to be said for which more facts
/// are needed than were kept.
pub fn judge<'h>(
    facts: &Facts<'h>,
    html: &'h str,
    body: &Body<'h>,
    when: When,
    base: &str,
) -> Option<Vec<Fault>> {
    let mut page = Judged {
        facts,
        html,
        body,
        faults: Vec::new(),
        wants_all: false,
    };
    content::images(&mut page);
    content::headings(&mut page);
    content::links(&mut page);
    structure::tables(&mut page);
    structure::forms(&mut page);
    structure::ids(&mut page);
    structure::landmarks(&mut page);
    structure::tags(&mut page);
    if when == When::Check {
        content::files(&mut page);
        content::same_texts(&mut page);
        content::bold(&mut page);
        content::capitals(&mut page);
    }
    rights::judge(&mut page, when, base);
    (!page.wants_all).then_some(page.faults)
}

impl Judged<'_, '_> {
    fn in_body(&self, at: usize) -> Option<bool> {
        self.body.holds(at)
    }

    fn name(&self, range: &Range<usize>) -> &str {
        self.facts.names.get(range.clone()).unwrap_or("")
    }

    /// Whether what a link says is code as a whole: the name of something, whatever it means as a word.
    fn is_code(&self, link: &Link<'_>) -> bool {
        let within = self.html.get(link.span.end..link.end).unwrap_or("");
        let within = within.trim_start();
        within.starts_with("<code")
            && within
                .match_indices("</code>")
                .next()
                .is_some_and(|(at, end)| {
                    let rest = within[at + end.len()..].trim_start();
                    rest.is_empty() || rest.starts_with("</a")
                })
    }

    /// Whether a tag names its element by others, of which the page has none (`aria-labelledby`), and not otherwise.
    pub(super) fn is_named_by_nothing(&self, span: &Span) -> bool {
        let Some(tag) = self.named_by_others(span) else {
            return false;
        };
        let named = ["title", "aria-label"]
            .iter()
            .any(|name| !value(&tag, name).is_empty());
        !named && !self.has_one_of(value(&tag, "aria-labelledby"))
    }

    /// Whether a tag names its element by another that the page has.
    pub(super) fn is_named_by_another(&self, span: &Span) -> bool {
        let tag = self.named_by_others(span);
        tag.is_some_and(|tag| self.has_one_of(value(&tag, "aria-labelledby")))
    }

    /// The tag, if it names its element by others.
    fn named_by_others(&self, span: &Span) -> Option<Tag<'_>> {
        let tag = self.html.get(span.clone())?;
        memchr::memmem::find(tag.as_bytes(), b"labelledby")?;
        first_tag(tag)
    }

    fn has_one_of(&self, ids: &str) -> bool {
        let is_there = |id: &str| self.facts.ids.iter().any(|(known, _)| *known == id);
        ids.split_ascii_whitespace().any(is_there)
    }

    /// How many of the elements that begin at `starts` are before one of them, on the same side of the body's edge.
    fn before(&self, starts: impl Iterator<Item = usize>, at: usize) -> usize {
        let side = self.in_body(at);
        starts
            .filter(|start| *start < at && self.in_body(*start) == side)
            .count()
    }

    /// Whether nothing was let go that an element could be taken for.
    fn is_among_all(&self, span: &Span) -> bool {
        let whole = &self.facts.whole;
        !self.facts.let_go
            || whole.contains(&span.start) && self.body.range().is_some_and(|range| range == whole)
    }

    /// Whether enough has been said with a code: to find out more would only take time.
    fn is_enough(&self, code: &str) -> bool {
        let said = self.faults.iter().filter(|fault| fault.code == code);
        said.count() >= MOST_OF_A_KIND
    }

    /// Notes a fault of an element that its tag alone tells from others.
    pub(super) fn say(&mut self, code: &'static str, span: &Span, message: Text, help: Text) {
        if self.is_enough(code) {
            return;
        }
        // of what is known without being read only the place of the whole is kept
        self.wants_all |= span.is_empty() && self.facts.let_go;
        let tag = self.html.get(span.clone()).unwrap_or("");
        let from = match self.body.range() {
            Some(body) if body.contains(&span.start) => body.start,
            _ => 0,
        };
        let before = self.html.get(from..span.start).unwrap_or("");
        let nth = before.matches(tag).count();
        self.say_of(code, span, "", nth, message, help);
    }

    /// Notes a fault of an element with a text; `nth`: how many others with this text are before it.
    pub(super) fn say_of(
        &mut self,
        code: &'static str,
        span: &Span,
        text: &str,
        nth: usize,
        message: Text,
        help: Text,
    ) {
        if self.is_enough(code) {
            return;
        }
        let element = Element {
            tag: self.html.get(span.clone()).unwrap_or("").to_owned(),
            text: words::decoded(text).trim().to_owned(),
            nth,
            in_body: self.in_body(span.start),
        };
        let before = self.html.get(..span.start).unwrap_or("");
        let from = before.len().saturating_sub(SURROUNDINGS);
        let from = (from..before.len()).find(|at| before.is_char_boundary(*at));
        self.faults.push(Fault {
            code,
            message,
            help,
            element,
            before: before.get(from.unwrap_or(0)..).unwrap_or("").to_owned(),
        });
    }

    /// Notes a fault of a link.
    pub(super) fn say_of_link(
        &mut self,
        code: &'static str,
        link: &Link<'_>,
        message: Text,
        help: Text,
    ) {
        if self.is_enough(code) {
            return;
        }
        self.wants_all |= !self.is_among_all(&link.span);
        let facts = self.facts;
        let name = self.name(&link.name).to_owned();
        let bare = words::bare(&name);
        let twins = facts
            .links
            .iter()
            .filter(|other| words::is_bare_of(&bare, self.name(&other.name)))
            .map(|other| other.span.start);
        let nth = self.before(twins, link.span.start);
        self.say_of(code, &link.span, &name, nth, message, help);
    }

    /// Notes a fault of an image.
    fn say_of_image(&mut self, code: &'static str, image: &Image<'_>, message: Text, help: Text) {
        if self.is_enough(code) {
            return;
        }
        let facts = self.facts;
        let twins = facts
            .images
            .iter()
            .filter(|other| other.src == image.src && other.alt == image.alt)
            .map(|other| other.span.start);
        let nth = self.before(twins, image.span.start);
        self.say_of(code, &image.span, "", nth, message, help);
    }

    /// Notes a fault of a heading.
    fn say_of_heading(&mut self, code: &'static str, heading: &Heading, message: Text, help: Text) {
        if self.is_enough(code) {
            return;
        }
        self.wants_all |= !self.is_among_all(&heading.span);
        let facts = self.facts;
        let name = self.name(&heading.text).to_owned();
        let bare = words::bare(&name);
        let twins = facts
            .headings
            .iter()
            .filter(|other| {
                other.level == heading.level && words::is_bare_of(&bare, self.name(&other.text))
            })
            .map(|other| other.span.start);
        let nth = self.before(twins, heading.span.start);
        self.say_of(code, &heading.span, &name, nth, message, help);
    }
}

/// The value of an attribute, without blanks around it; empty where there is none.
fn value<'h>(tag: &Tag<'h>, wanted: &str) -> &'h str {
    let mut attributes = tag.attributes.iter();
    attributes
        .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
        .map_or("", |(_, value)| value.trim())
}
