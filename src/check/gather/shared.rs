//! What pages have in common, read once: what stands before their title, between that and `<body>`, from there to `<main>`, and
//! after `<main>`.

use super::{Depth, Gather};
use crate::check::facts::{Facts, Span};
use crate::check::html::{Name, Reader};
use crate::check::names::Element;
use std::ops::Range;
use std::sync::OnceLock;

/// How many stretches are kept that begin at one place of a page: with the menu, one for each entry that is marked.
const MOST: usize = 8;

/// A longer stretch is not kept.
const LONGEST: usize = 64 * 1024;

/// Where in a page a stretch begins.
#[derive(Clone, Copy)]
pub enum Begin {
    /// At its beginning.
    Start,
    /// After `</title>`.
    Title,
    /// At `<body>`.
    Body,
    /// After `</main>`.
    Main,
}

/// The stretches of a site's pages. Which are kept depends on who is first; what is read does not.
#[derive(Default)]
pub struct Shared([[OnceLock<Stretch>; MOST]; 4]);

/// A stretch in which no rule finds anything to say or to keep, but for what is here. Offsets are from its beginning.
struct Stretch {
    html: Box<str>,
    /// The page ends with it: what is not closed in it reaches no further.
    last: bool,
    before: Depth,
    after: Depth,
    elements: usize,
    root: Option<(Span, bool)>,
    body: Option<Span>,
    ids: Vec<(Box<str>, Span)>,
    places: Vec<Box<str>>,
    landmarks: [Vec<Span>; 3],
}

/// A stretch that is being read.
pub struct Open {
    begin: Begin,
    at: usize,
    before: Depth,
    elements: usize,
    /// How much was kept before it: see [`kept`].
    kept: [usize; 11],
    ids: usize,
    places: usize,
    landmarks: [usize; 3],
}

/// How many facts there are of the kinds that no stretch may add to.
fn kept(facts: &Facts<'_>) -> [usize; 11] {
    [
        facts.links.len(),
        facts.images.len(),
        facts.controls.len(),
        facts.labels.len(),
        facts.labelable.len(),
        facts.tables.len(),
        facts.headings.len(),
        facts.tags.len(),
        facts.mains.len(),
        facts.uses.addresses.len(),
        facts.uses.right_here,
    ]
}

fn shifted(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

impl<'h> Gather<'h> {
    /// Nothing is open whose reading depends on what comes.
    fn is_between(&self) -> bool {
        !self.title
            && self.hidden.is_none()
            && self.acting.is_empty()
            && self.tables.is_empty()
            && !self.is_naming()
    }

    /// At a tag that ends a stretch, and may begin one. True: what is known of that was taken over.
    pub(super) fn at_edge(&mut self, name: Name, reader: &mut Reader<'h>) -> bool {
        if self.depth.svg > 0 {
            return false;
        }
        self.end(name.at, reader);
        let elements = self.facts.uses.elements;
        if name.element == Element::Body {
            self.begin(Begin::Body, name.at, reader);
        }
        elements < self.facts.uses.elements
    }

    /// Begins a stretch, or takes over what is known of it and goes on after it.
    pub(super) fn begin(&mut self, begin: Begin, at: usize, reader: &mut Reader<'h>) {
        self.stretch = None;
        let Some(shared) = self.shared.filter(|_| self.is_between()) else {
            return;
        };
        let rest = &self.html.as_bytes()[at..];
        let known = shared.0[begin as usize].iter().map_while(OnceLock::get);
        let mut fits = known.filter(|stretch| {
            rest.starts_with(stretch.html.as_bytes())
                && stretch.before == self.depth
                && !(stretch.last && stretch.html.len() < rest.len())
        });
        if let Some(stretch) = fits.next() {
            self.take_over(stretch, at);
            reader.go_on(at + stretch.html.len());
            return;
        }
        let facts = &self.facts;
        self.stretch = Some(Open {
            begin,
            at,
            before: self.depth,
            elements: facts.uses.elements + reader.passed(),
            kept: kept(facts),
            ids: facts.ids.len(),
            places: facts.uses.names.len(),
            landmarks: [facts.banners.len(), facts.navs.len(), facts.footers.len()],
        });
    }

    fn take_over(&mut self, stretch: &'h Stretch, at: usize) {
        let facts = &mut self.facts;
        facts.let_go = true;
        facts.uses.elements += stretch.elements;
        if let Some((span, speaks)) = &stretch.root {
            facts.root = Some((shifted(span, at), *speaks));
        }
        if let Some(span) = &stretch.body {
            facts.body = Some(shifted(span, at));
        }
        let ids = stretch.ids.iter();
        facts
            .ids
            .extend(ids.map(|(id, span)| (&**id, shifted(span, at))));
        facts
            .uses
            .names
            .extend(stretch.places.iter().map(|name| &**name));
        let landmarks = [&mut facts.banners, &mut facts.navs, &mut facts.footers];
        for (all, own) in landmarks.into_iter().zip(&stretch.landmarks) {
            all.extend(own.iter().map(|span| shifted(span, at)));
        }
        self.depth = stretch.after;
    }

    /// Ends the stretch that is being read, and keeps it if there is nothing else in it.
    pub(super) fn end(&mut self, at: usize, reader: &Reader<'h>) {
        let (Some(shared), Some(open)) = (self.shared, self.stretch.take()) else {
            return;
        };
        let facts = &self.facts;
        if !self.is_between()
            || reader.was_unclosed()
            || kept(facts) != open.kept
            || facts.uses.based
            || at - open.at > LONGEST
            // with what follows this may be a tag
            || self.html.as_bytes()[..at].ends_with(b"<")
        {
            return;
        }
        let slots = &shared.0[open.begin as usize];
        let Some(free) = slots.iter().find(|slot| slot.get().is_none()) else {
            return;
        };
        let Some(html) = self.html.get(open.at..at) else {
            return;
        };
        let inside = |span: &Span| {
            span.start
                .checked_sub(open.at)
                .map(|start| start..span.end - open.at)
        };
        let landmarks = [&facts.banners, &facts.navs, &facts.footers];
        let mut own = landmarks.iter().zip(open.landmarks);
        let mut of_kind = || {
            let (all, before) = own.next()?;
            Some(all[before..].iter().filter_map(inside).collect())
        };
        let stretch = Stretch {
            html: html.into(),
            last: at == self.html.len(),
            before: open.before,
            after: self.depth,
            elements: facts.uses.elements + reader.passed() - open.elements,
            root: facts
                .root
                .as_ref()
                .and_then(|(span, speaks)| Some((inside(span)?, *speaks))),
            body: facts.body.as_ref().and_then(inside),
            ids: facts.ids[open.ids..]
                .iter()
                .filter_map(|(id, span)| Some(((*id).into(), inside(span)?)))
                .collect(),
            places: facts.uses.names[open.places..]
                .iter()
                .map(|name| (*name).into())
                .collect(),
            landmarks: [(); 3].map(|()| of_kind().unwrap_or_default()),
        };
        // somebody else may have been quicker
        let _ = free.set(stretch);
    }
}
