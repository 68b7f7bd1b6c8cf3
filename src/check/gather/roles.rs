//! Elements that play a part which is not their own, by `role`: `<div role="banner">` is a header.

use super::{Depth, Gather};
use crate::check::facts::{Facts, Heading, Span, TagFault};
use crate::check::html::{Name, Passed, Piece, Reader};
use crate::check::names::{Attribute, Element, Key};
use crate::words::says_something;

/// A part that rules look at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Main,
    Banner,
    Footer,
    Nav,
    Heading,
}

/// An element that plays one, and how many of its name are open in it.
pub struct Acting {
    key: Key,
    depth: usize,
    role: Role,
}

impl Role {
    fn of(written: &str) -> Option<Self> {
        const ALL: [(&str, Role); 5] = [
            ("main", Role::Main),
            ("banner", Role::Banner),
            ("contentinfo", Role::Footer),
            ("navigation", Role::Nav),
            ("heading", Role::Heading),
        ];
        let mut all = ALL.iter();
        all.find(|(name, _)| written.eq_ignore_ascii_case(name))
            .map(|(_, role)| *role)
    }

    /// Whether an element plays it without saying so.
    fn is_own(self, element: Element, depth: Depth) -> bool {
        match self {
            Self::Main => element == Element::Main,
            Self::Banner => element == Element::Header && !depth.sectioned(),
            Self::Footer => element == Element::Footer && !depth.sectioned(),
            Self::Nav => element == Element::Nav,
            Self::Heading => element.level().is_some(),
        }
    }

    /// Where the landmarks of this part are noted, and how many are open.
    fn landmarks<'f>(
        self,
        facts: &'f mut Facts<'_>,
        depth: &'f mut Depth,
    ) -> Option<(&'f mut Vec<Span>, &'f mut usize)> {
        Some(match self {
            Self::Main => (&mut facts.mains, &mut depth.mains),
            Self::Banner => (&mut facts.banners, &mut depth.headers),
            Self::Footer => (&mut facts.footers, &mut depth.footers),
            Self::Nav => (&mut facts.navs, &mut depth.navs),
            Self::Heading => return None,
        })
    }
}

impl<'h> Gather<'h> {
    /// The first role that the tag names.
    fn role(&self) -> &'h str {
        let role = self.seen.text(Attribute::Role);
        role.split_ascii_whitespace().next().unwrap_or("")
    }

    /// Whether the tag says that its element plays another part than its own.
    pub(super) fn plays_other_than(&self, own: &str) -> bool {
        let role = self.role();
        !role.is_empty() && !role.eq_ignore_ascii_case(own)
    }

    /// Begins the part that an element plays by its role, where it is not its own.
    pub(super) fn act(&mut self, name: Name, span: &Span, label: &str) {
        let written = self.role();
        let other = !matches!(
            name.element,
            Element::Img | Element::Svg | Element::Object | Element::Iframe
        );
        if written.eq_ignore_ascii_case("img") && other && label.is_empty() && !self.is_titled() {
            self.unnamed(TagFault::Drawing, span);
        }
        let acts = Role::of(written).filter(|role| !role.is_own(name.element, self.depth));
        let Some(role) = acts.filter(|_| !name.element.is_void()) else {
            return;
        };
        self.acting.push(Acting {
            key: name.key,
            depth: 1,
            role,
        });
        match role.landmarks(&mut self.facts, &mut self.depth) {
            Some((spans, open)) => {
                spans.push(span.clone());
                *open += 1;
            }
            None => {
                self.candidate = None;
                self.open_heading(2, span.clone(), label);
            }
        }
    }

    /// Another element is open in one that plays a part.
    pub(super) fn act_on(&mut self, name: Name, closed: bool) {
        let same = |acting: &&mut Acting| acting.key == name.key;
        if let Some(acting) = self.acting.iter_mut().rev().find(same)
            && !closed
            && !name.element.is_void()
        {
            acting.depth += 1;
        }
    }

    /// Ends the part that an element plays.
    pub(super) fn end_act(&mut self, name: Name) {
        let same = |acting: &Acting| acting.key == name.key;
        let Some(at) = self.acting.iter().rposition(same) else {
            return;
        };
        self.acting[at].depth -= 1;
        if self.acting[at].depth > 0 {
            return;
        }
        // what was not closed within it ends too
        for Acting { role, .. } in self.acting.split_off(at) {
            match role.landmarks(&mut self.facts, &mut self.depth) {
                Some((_, open)) => *open = open.saturating_sub(1),
                None => self.end_heading(true),
            }
        }
    }

    /// Begins a heading; `level`: where the tag does not say another.
    pub(super) fn open_heading(&mut self, level: u8, span: Span, label: &str) {
        let said = self.seen.get(Attribute::AriaLevel);
        let said = said.and_then(|level| level.trim().parse().ok());
        let start = self.facts.names.len();
        self.heading = Some(Heading {
            level: said.filter(|level| *level > 0).unwrap_or(level),
            span,
            named: !label.is_empty() || self.seen.has(Attribute::AriaLabelledby),
            text: start..start,
        });
    }

    /// Ends a heading; `below`: it is none that a page begins with.
    pub(super) fn end_heading(&mut self, below: bool) {
        if let Some(mut heading) = self.heading.take() {
            heading.text.end = self.facts.names.len();
            self.facts.headings.push(heading);
            self.under_heading = below;
        }
    }

    /// Notes a tag without a name, if it does not leave it to another element.
    pub(super) fn unnamed(&mut self, fault: TagFault, span: &Span) {
        self.facts.tags.push((fault, "", span.clone()));
    }

    /// Whether the tag has a `title`.
    pub(super) fn is_titled(&self) -> bool {
        says_something(self.seen.text(Attribute::Title))
    }

    /// Whether a drawing that is announced as an image has a name.
    pub(super) fn is_drawing_named(&self, from: usize) -> bool {
        let mut titled = false;
        self.within(from, Element::Svg, b"</svg", |piece, _| match piece {
            Piece::Open(name) => {
                titled = name.element == Element::Title;
                false
            }
            Piece::Text(text, _) => titled && says_something(text),
            _ => false,
        })
    }

    /// Whether what stands in for an object says something.
    pub(super) fn is_object_named(&self, from: usize) -> bool {
        self.within(from, Element::Object, b"</object", says)
    }

    /// Whether something in a button, or a label for its id, says something.
    pub(super) fn is_button_named(&self, id: &str, from: usize) -> bool {
        let labelled = || {
            let ways = [format!("for=\"{id}\""), format!("for='{id}'")];
            !id.is_empty() && ways.iter().any(|way| self.html.contains(way))
        };
        self.within(from, Element::Button, b"</button", says) || labelled()
    }

    /// Whether one of the pieces from an offset to a closing tag, or to another element of that kind, is what is looked for.
    fn within(
        &self,
        from: usize,
        kind: Element,
        closing: &[u8],
        mut is_it: impl FnMut(&Piece<'h>, &mut Reader<'h>) -> bool,
    ) -> bool {
        /// As far as the closing tag is looked for, in bytes: thousands of elements may have none.
        const FAR: usize = 100_000;
        let rest = self.html.get(from..).unwrap_or("");
        let near = &rest.as_bytes()[..rest.len().min(FAR)];
        let end = memchr::memmem::find(near, closing).unwrap_or(rest.len());
        let mut reader = Reader::new(rest.get(..end).unwrap_or(""));
        while let Some(piece) = reader.piece(Passed::default()) {
            if matches!(&piece, Piece::Open(name) if name.element == kind) {
                return false;
            }
            if is_it(&piece, &mut reader) {
                return true;
            }
        }
        false
    }
}

/// Whether a piece says something, by itself or by an attribute.
fn says(piece: &Piece<'_>, reader: &mut Reader<'_>) -> bool {
    match piece {
        Piece::Open(_) => {
            let mut named = false;
            while let Some((attribute, _, value)) = reader.attribute() {
                let names = matches!(
                    attribute,
                    Attribute::Alt | Attribute::AriaLabel | Attribute::Title
                );
                named |= names && says_something(value);
            }
            named
        }
        Piece::Text(text, _) => says_something(text),
        _ => false,
    }
}
