//! The one pass over a rendered page that gathers its facts.

mod bold;
mod elements;
mod roles;
mod shared;
#[cfg(test)]
pub mod tests;

use super::facts::{Facts, Heading, Label, Link, Span, Table, TagFault, Zone};
use super::html::{Name, Passed, Piece, PlainLink, Reader};
use super::names::{Attribute, Attributes, Element, Key};
use super::uses::{Sure, Use};
use super::{rights, words};
use crate::words::says_something;
use bold::Bold;
use roles::Acting;
pub use shared::Shared;
use shared::{Begin, Open};
use std::ops::Range;

/// What is wanted of a page.
#[derive(Clone, Copy, Default)]
pub struct Wanted<'h> {
    /// Pieces of text.
    pub texts: bool,
    /// Whether an address is right. Where this is known, right addresses are let go at once, and
    /// so are the links that no rule says anything of: most of them.
    pub sure: Option<&'h dyn Fn(&str) -> Sure>,
    /// The HTML of the page's own Markdown, without blanks around it, where right addresses are let go. If it is met, and
    /// nothing is known of it, its links are kept: most faults are in texts, and can be told then.
    pub body: &'h str,
    /// What is known of that without being read.
    pub known: Option<Known<'h>>,
    /// What pages were found to have in common where right addresses are let go.
    pub shared: Option<&'h Shared>,
}

/// What there is in a body that no rule has anything against: see [`crate::markdown::Body::vouched`].
#[derive(Clone, Copy, Debug)]
pub struct Known<'h> {
    /// All that are in it.
    pub ids: &'h [String],
    /// The levels of its headings, in order.
    pub levels: &'h [u8],
}

/// Reads a page.
pub fn gather<'h>(html: &'h str, wanted: Wanted<'h>) -> Facts<'h> {
    let mut gather = Gather {
        html,
        wants_texts: wanted.texts,
        lets_go: wanted.sure.is_some(),
        facts: Facts::but(wanted.sure),
        seen: Attributes::default(),
        heading: None,
        link: None,
        label: None,
        tables: Vec::new(),
        cell: None,
        title: false,
        hidden: None,
        acting: Vec::new(),
        depth: Depth::default(),
        paragraph: None,
        candidate: None,
        under_heading: false,
        shared: wanted.shared.filter(|_| wanted.sure.is_some()),
        stretch: None,
    };
    let mut reader = Reader::new(html);
    if wanted.sure.is_some() {
        reader.look_for(wanted.body, wanted.known.is_some());
    }
    gather.begin(Begin::Start, 0, &mut reader);
    let mut passes = gather.passes();
    while let Some(piece) = reader.piece(passes) {
        match piece {
            Piece::Open(name) => {
                if name.element.is_edge() && gather.at_edge(name, &mut reader) {
                    continue;
                }
                gather.open(name, &mut reader);
            }
            Piece::Close(name, at) => {
                gather.close(name, at);
                match name.element {
                    Element::Title => gather.begin(Begin::Title, at, &mut reader),
                    Element::Main => gather.begin(Begin::Main, at, &mut reader),
                    _ => {}
                }
            }
            Piece::Text(text, at) => {
                gather.text(text, at);
                continue;
            }
            Piece::Link(link) => {
                gather.plain_link(link);
                continue;
            }
            Piece::Body(at) => {
                gather.stretch = None;
                match wanted.known {
                    Some(known) => gather.known(known, at),
                    None => gather.facts.whole = at..at + wanted.body.len(),
                }
                continue;
            }
        }
        passes = gather.passes();
    }
    gather.end(html.len(), &reader);
    gather.facts.uses.elements += reader.passed();
    gather.finish()
}

/// How many elements of a kind are open.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Depth {
    /// `article` and `section`.
    sections: usize,
    asides: usize,
    navs: usize,
    mains: usize,
    /// `header`s and `footer`s of the page.
    headers: usize,
    footers: usize,
    /// Those of a part, which are no landmarks.
    own_headers: usize,
    own_footers: usize,
    /// What shows its text as written.
    code: usize,
    pre: usize,
    svg: usize,
    /// Where bold is no heading: list items, quotes, cells.
    narrow: usize,
}

struct Gather<'h> {
    html: &'h str,
    wants_texts: bool,
    /// Links that no rule says anything of are not kept.
    lets_go: bool,
    facts: Facts<'h>,
    /// Of the tag that is looked at.
    seen: Attributes<'h>,
    heading: Option<Heading>,
    link: Option<Link<'h>>,
    label: Option<Label<'h>>,
    tables: Vec<Table>,
    /// Where the text of a header cell begins in the names.
    cell: Option<usize>,
    title: bool,
    /// The element that is hidden from readers, and how many of its name are open.
    hidden: Option<(Key, usize)>,
    /// The elements that are open and play a part which is not their own.
    acting: Vec<Acting>,
    depth: Depth,
    paragraph: Option<(Span, Bold, usize)>,
    /// A bold paragraph whose successor is not yet known.
    candidate: Option<(Span, Range<usize>)>,
    /// Nothing but a heading below the page's own was seen since the last text: a bold line here is its subtitle.
    under_heading: bool,
    shared: Option<&'h Shared>,
    /// What other pages may have too.
    stretch: Option<Open>,
}

impl<'h> Gather<'h> {
    /// What no rule looks at from here on.
    fn passes(&self) -> Passed {
        Passed {
            texts: !self.wants_texts && !self.title && !self.is_naming(),
            plain: !self.wants_texts && self.hidden.is_none() && self.acting.is_empty(),
            cells: self.cell.is_none() && self.tables.last().is_none_or(|table| table.cells),
        }
    }

    /// Whether what is said here is the name of something.
    fn is_naming(&self) -> bool {
        self.link.is_some()
            || self.heading.is_some()
            || self.label.is_some()
            || self.cell.is_some()
            || self.paragraph.is_some()
    }

    fn open(&mut self, name: Name, reader: &mut Reader<'h>) {
        let element = name.element;
        self.facts.uses.elements += 1;
        self.seen.clear();
        if !reader.is_bare() {
            self.read_attributes(name.at, reader);
        }
        let span = name.at..reader.tag_end();
        // what colours code is the generator's doing
        let inline = self.wants_texts && self.depth.pre == 0 && element != Element::Pre;
        let mut label = "";
        if inline || !self.seen.is_empty() {
            self.facts.uses.look(element, &self.seen, &span, inline);
            if let Some(id) = self.seen.get(Attribute::Id).filter(|id| !id.is_empty()) {
                self.facts.ids.push((id, span.clone()));
            }
            label = words::trimmed(self.seen.text(Attribute::AriaLabel));
        }
        if element == Element::Style {
            self.facts.uses.styles(reader.raw(), &span);
        }
        if self.is_hidden(name, reader.is_closed()) {
            return;
        }
        if !self.acting.is_empty() {
            self.act_on(name, reader.is_closed());
        }
        if self.seen.has(Attribute::Role) {
            self.act(name, &span, label);
        }
        if !self.wants_texts && element.is_plain() {
            self.say(label);
            return;
        }
        self.bold_paragraph(element, &span);
        self.open_element(element, span, label);
    }

    fn read_attributes(&mut self, at: usize, reader: &mut Reader<'h>) {
        let first = self.facts.tags.len();
        while let Some((attribute, name, value)) = reader.attribute() {
            self.seen.add(attribute, value);
            if attribute == Attribute::Other && !value.is_empty() && is_handler(name) {
                self.facts.tags.push((TagFault::Handler, name, at..at));
            }
        }
        if let Some(index) = self.seen.get(Attribute::Tabindex)
            && index.trim().parse::<i32>().is_ok_and(|index| index > 0)
        {
            self.facts.tags.push((TagFault::TabIndex, index, at..at));
        }
        for (_, _, span) in &mut self.facts.tags[first..] {
            span.end = reader.tag_end();
        }
    }

    /// Follows an element that is hidden from readers. True inside of it.
    fn is_hidden(&mut self, name: Name, closed: bool) -> bool {
        if let Some((key, depth)) = &mut self.hidden {
            if *key == name.key && !closed {
                *depth += 1;
            }
            return true;
        }
        let hides =
            self.seen.has(Attribute::Hidden) || self.seen.text(Attribute::AriaHidden) == "true";
        if hides && !name.element.is_void() && !closed {
            self.hidden = Some((name.key, 1));
        }
        hides
    }

    /// A link that is named by its text alone, outside of all that is named itself.
    fn plain_link(&mut self, link: PlainLink<'h>) {
        self.facts.uses.elements += 1;
        self.facts.uses.push(link.href, Use::Link, &link.span);
        if self.lets_go_of(link.text, link.href, &link.span) {
            self.facts.let_go = true;
            return;
        }
        let start = self.facts.names.len();
        self.facts.names.push_str(link.text);
        self.facts.links.push(Link {
            span: link.span,
            href: link.href,
            name: start..self.facts.names.len(),
            named: false,
            described: false,
            in_table: !self.tables.is_empty(),
            zone: self.depth.zone(),
            nav: self.nav(),
            end: link.end,
        });
    }

    /// What of a known part concerns the rest of the page. Its headings say something.
    fn known(&mut self, known: Known<'h>, at: usize) {
        self.facts.let_go = true;
        self.facts.knows_body = true;
        let end = self.facts.names.len();
        self.facts
            .ids
            .extend(known.ids.iter().map(|id| (id.as_str(), at..at)));
        self.facts
            .headings
            .extend(known.levels.iter().map(|level| Heading {
                level: *level,
                span: at..at,
                named: true,
                text: end..end,
            }));
    }

    /// Whether a link need not be kept, as no rule says anything of it.
    fn lets_go_of(&self, name: &str, href: &str, span: &Span) -> bool {
        self.lets_go
            && !self.facts.whole.contains(&span.start)
            && words::is_clear(name)
            && !rights::may_be_contact(href)
    }

    /// The number of the `<nav>` that is open.
    fn nav(&self) -> Option<usize> {
        (self.depth.navs > 0).then(|| self.facts.navs.len().saturating_sub(1))
    }

    fn end_link(&mut self, at: usize) {
        if let Some(mut link) = self.link.take() {
            if link.name.is_empty() {
                link.name.end = self.facts.names.len();
            }
            link.end = at;
            let name = self.facts.names.get(link.name.clone()).unwrap_or("");
            match self.lets_go_of(name, link.href, &link.span) {
                true => self.facts.let_go = true,
                false => self.facts.links.push(link),
            }
        }
    }

    fn text(&mut self, text: &'h str, at: usize) {
        if self.title {
            if let Some((_, title)) = &mut self.facts.title
                && title.is_empty()
            {
                *title = text;
            }
            if self.depth.svg == 0 {
                return;
            }
        }
        if self.hidden.is_some() {
            return;
        }
        if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.say(" ");
            return;
        }
        if self.wants_texts && self.depth.code == 0 && self.depth.svg == 0 {
            self.facts.texts.push((text, at));
        }
        if let Some((_, bold, _)) = &self.paragraph
            && *bold != Bold::Inside
        {
            self.paragraph = None;
        }
        self.candidate = None;
        self.under_heading = false;
        self.say(text);
    }

    /// Adds to the names that are being read.
    fn say(&mut self, text: &str) {
        let labelled_link = self.link.as_ref().is_some_and(|link| !link.name.is_empty());
        if let Some(heading) = &mut self.heading
            && !labelled_link
        {
            heading.named |= says_something(text);
        }
        if !text.is_empty() && self.is_naming() {
            self.facts.names.push_str(text);
        }
    }

    fn finish(mut self) -> Facts<'h> {
        self.end_link(self.html.len());
        self.facts
    }
}

impl Depth {
    /// Whether a `<header>` or `<footer>` here belongs to a part of the page.
    fn sectioned(&self) -> bool {
        self.sections + self.asides + self.navs + self.mains > 0
    }

    fn zone(&self) -> Zone {
        match () {
            () if self.navs > 0 => Zone::Nav,
            () if self.mains > 0 => Zone::Main,
            () if self.asides > 0 => Zone::Aside,
            () if self.headers > 0 => Zone::Header,
            () if self.footers > 0 => Zone::Footer,
            () => Zone::Other,
        }
    }
}

fn is_handler(name: &str) -> bool {
    name.len() > 4
        && name
            .get(..2)
            .is_some_and(|on| on.eq_ignore_ascii_case("on"))
        && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}
