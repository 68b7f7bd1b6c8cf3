//! The pieces of a rendered page: tags and text, without a tree. Quick, and never confused by what is broken.

#[cfg(test)]
mod tests;

use super::names::{self, Attribute, Element, Key};
use memchr::{memchr, memmem};
use std::ops::Range;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'h> {
    /// An opening tag whose attributes are to be read next.
    Open(Name),
    /// A closing tag, and where it ends.
    Close(Name, usize),
    /// Text as written, entities and all, and where it begins. Of what scripts and style sheets hold nothing is given.
    Text(&'h str, usize),
    /// The whole of a link like most: `<a href="…">text</a>`.
    Link(PlainLink<'h>),
    /// The body, and where it begins: the whole of it, or what comes next.
    Body(usize),
}

/// A link that has nothing but an address and holds nothing but a text, which begins with no blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainLink<'h> {
    /// Its opening tag.
    pub span: Range<usize>,
    /// As written.
    pub href: &'h str,
    /// As written.
    pub text: &'h str,
    /// After its closing tag.
    pub end: usize,
}

/// How a plain link goes on after `<`.
const PLAIN_LINK: [u8; 8] = *b"a href=\"";

/// The name of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The same for all ways to write it.
    pub key: Key,
    /// Which element it is.
    pub element: Element,
    /// Where `<` is.
    pub at: usize,
}

/// What is not worth stopping at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Texts; with plain elements, plain links are given as a whole then.
    pub texts: bool,
    /// Plain elements: their closing tags, and opening ones without attributes.
    pub plain: bool,
    /// Besides, rows and cells of tables that have none.
    pub cells: bool,
}

/// Reads a page from its beginning to its end.
pub struct Reader<'h> {
    html: &'h str,
    at: usize,
    /// How many plain elements were passed over.
    passed: usize,
    /// The tag whose attributes are being read.
    tag: Option<Element>,
    /// Whether `/` was before the end of the last tag.
    closed: bool,
    /// After the `>` of the last tag.
    tag_end: usize,
    /// Whether a quote was met that nothing closes.
    unclosed: bool,
    /// The body that is looked for.
    body: &'h str,
    /// What it has after its first `<`; zeros where none is looked for, or no more.
    body_start: [u8; 8],
    /// The body need not be read.
    skips: bool,
}

impl<'h> Reader<'h> {
    /// A reader of a page.
    pub fn new(html: &'h str) -> Self {
        Self {
            body: "",
            body_start: [0; 8],
            skips: false,
            html,
            at: 0,
            passed: 0,
            tag: None,
            closed: false,
            tag_end: 0,
            unclosed: false,
        }
    }

    /// Looks for a part of the page, which is told once where it is met as a tag begins, with texts and plain elements passed
    /// over. `skips`: it need not be read then.
    pub fn look_for(&mut self, body: &'h str, skips: bool) {
        let start = body.as_bytes().get(1..).and_then(|rest| rest.first_chunk());
        self.body = body;
        self.body_start = start.copied().unwrap_or_default();
        self.skips = skips;
    }

    /// Whether the last opening tag has nothing but its name.
    #[inline]
    pub fn is_bare(&self) -> bool {
        self.tag.is_none()
    }

    /// After the `>` of the last opening tag whose attributes were all read.
    pub fn tag_end(&self) -> usize {
        self.tag_end
    }

    /// What the element holds that was opened last, if that is no markup: a script or a style sheet.
    pub fn raw(&self) -> &'h str {
        self.html.get(self.tag_end..self.at).unwrap_or("")
    }

    /// Whether that tag closes itself, which counts inside of SVG only.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Goes on at an offset, outside of tags.
    pub fn go_on(&mut self, at: usize) {
        self.tag = None;
        self.at = at;
    }

    /// Whether a quote was met that nothing closes, whatever follows: what was read depends on all of the page then.
    pub fn was_unclosed(&self) -> bool {
        self.unclosed
    }

    /// How many plain elements were passed over.
    pub fn passed(&self) -> usize {
        self.passed
    }

    /// The next piece that is not passed over. Attributes that were not read are.
    #[inline(always)]
    pub fn piece(&mut self, pass: Passed) -> Option<Piece<'h>> {
        if self.tag.is_some() {
            self.leave_tag();
        }
        let bytes = self.html.as_bytes();
        loop {
            let start = self.at;
            if *bytes.get(start)? != b'<' {
                match pass.texts {
                    true => self.at = next_tag(bytes, start + 1),
                    false => return Some(self.text(start)),
                }
                continue;
            }
            if pass.plain
                && let Some(eight) = bytes[start + 1..].first_chunk()
            {
                if *eight == self.body_start
                    && pass.texts
                    && !self.body.is_empty()
                    && bytes[start..].starts_with(self.body.as_bytes())
                {
                    let body = std::mem::take(&mut self.body);
                    self.body_start = [0; 8];
                    if self.skips {
                        self.at = start + body.len();
                    }
                    return Some(Piece::Body(start));
                }
                if let Some(tag) = names::plain_tag(*eight, pass.cells) {
                    self.passed += usize::from(tag.opens);
                    self.at = start + 1 + tag.length;
                    if pass.texts {
                        self.at = next_tag(bytes, self.at);
                    }
                    continue;
                }
                if *eight == PLAIN_LINK
                    && pass.texts
                    && let Some(link) = self.plain_link(start)
                {
                    return Some(Piece::Link(link));
                }
            }
            match bytes.get(start + 1) {
                Some(byte) if byte.is_ascii_alphabetic() => {
                    let (name, end) = name(bytes, start, start + 1);
                    let element = name.element;
                    if bytes.get(end) != Some(&b'>') {
                        if pass.plain
                            && element.is_plain()
                            && let Some(end) = after_class(bytes, end)
                        {
                            self.passed += 1;
                            self.at = end;
                            continue;
                        }
                        self.at = end;
                        self.tag = Some(element);
                        return Some(Piece::Open(name));
                    }
                    if pass.plain && (element.is_plain() || pass.cells && element.is_cell()) {
                        self.passed += 1;
                        self.at = end + 1;
                        continue;
                    }
                    self.closed = false;
                    self.end_tag(element, end + 1);
                    return Some(Piece::Open(name));
                }
                Some(b'/') if bytes.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    let (name, end) = name(bytes, start, start + 2);
                    self.at = after_tag(bytes, end);
                    let element = name.element;
                    if !(pass.plain && (element.is_plain() || element.is_cell())) {
                        return Some(Piece::Close(name, self.at));
                    }
                }
                Some(b'!' | b'?' | b'/') => self.at = after_comment(bytes, start),
                _ if pass.texts => self.at = next_tag(bytes, start + 1),
                _ => return Some(self.text(start)),
            }
        }
    }

    /// The next attribute of the tag that was opened last: which one, its name as written, and its value without quotes,
    /// empty where there is none.
    #[inline(always)]
    pub fn attribute(&mut self) -> Option<(Attribute, &'h str, &'h str)> {
        let element = self.tag?;
        let bytes = self.html.as_bytes();
        let mut at = self.at;
        self.closed = false;
        loop {
            match bytes.get(at) {
                Some(b'>') => {
                    self.end_tag(element, at + 1);
                    return None;
                }
                None => {
                    self.end_tag(element, at);
                    return None;
                }
                Some(b'/') => self.closed = true,
                Some(byte) if *byte <= b' ' => self.closed = false,
                Some(_) => break,
            }
            at += 1;
        }
        // an equals sign where a name should begin is a part of the name
        let start = at;
        let (key, at) = names::read(bytes, start, true);
        let attribute = Attribute::of(key);
        let name = self.html.get(start..at).unwrap_or("");
        let next = after_blanks(bytes, at);
        if bytes.get(next) != Some(&b'=') {
            self.at = at;
            return Some((attribute, name, ""));
        }
        let from = after_blanks(bytes, next + 1);
        let (from, until, next) = match bytes.get(from) {
            Some(quote @ (b'"' | b'\'')) => match names::find(bytes, from + 1, *quote) {
                Some(found) => (from + 1, found, found + 1),
                None => {
                    self.unclosed = true;
                    let end = memchr(b'>', &bytes[from..]);
                    let end = end.map_or(bytes.len(), |found| from + found);
                    (from + 1, end, end)
                }
            },
            _ => {
                let ends = |byte: &u8| *byte <= b' ' || *byte == b'>';
                let end = bytes[from..].iter().position(ends);
                let end = end.map_or(bytes.len(), |found| from + found);
                (from, end, end)
            }
        };
        match bytes.get(next) {
            Some(b'>') => self.end_tag(element, next + 1),
            _ => self.at = next,
        }
        Some((attribute, name, self.html.get(from..until).unwrap_or("")))
    }

    /// The plain link that begins at an offset, if one does.
    #[inline]
    fn plain_link(&mut self, start: usize) -> Option<PlainLink<'h>> {
        let bytes = self.html.as_bytes();
        let from = start + 1 + PLAIN_LINK.len();
        let quote = names::find(bytes, from, b'"')?;
        let opened = quote + 2;
        let text = bytes.get(opened..).filter(|_| bytes[quote + 1] == b'>')?;
        let end = names::find(bytes, opened, b'<').unwrap_or(bytes.len());
        if *text.first()? <= b' ' || end == opened || bytes[end..].first_chunk() != Some(b"</a>") {
            return None;
        }
        self.at = end + 4;
        Some(PlainLink {
            span: start..opened,
            href: self.html.get(from..quote)?,
            text: self.html.get(opened..end)?,
            end: self.at,
        })
    }

    #[cold]
    fn leave_tag(&mut self) {
        while self.attribute().is_some() {}
    }

    fn end_tag(&mut self, element: Element, end: usize) {
        self.tag = None;
        self.tag_end = end;
        self.at = match element.raw() {
            Some(raw) => raw_end(self.html.as_bytes(), end, raw),
            None => end,
        };
    }

    fn text(&mut self, start: usize) -> Piece<'h> {
        self.at = next_tag(self.html.as_bytes(), start + 1);
        Piece::Text(self.html.get(start..self.at).unwrap_or(""), start)
    }
}

/// Where the next `<` is, from an offset on.
#[inline]
fn next_tag(bytes: &[u8], from: usize) -> usize {
    if let Some(found) = names::near(&bytes[from..], b'<') {
        return from + found;
    }
    memchr(b'<', &bytes[from..]).map_or(bytes.len(), |found| from + found)
}

/// The name from an offset on, and where it ends. `at`: of its tag.
#[inline]
fn name(bytes: &[u8], at: usize, from: usize) -> (Name, usize) {
    let (key, end) = names::read(bytes, from, false);
    let element = Element::of(key);
    (Name { key, element, at }, end)
}

/// After the end of a tag whose name is followed by a class and nothing else.
#[inline]
fn after_class(bytes: &[u8], at: usize) -> Option<usize> {
    let value = bytes
        .get(at..)?
        .strip_prefix(b" class=\"")
        .map(|_| at + 8)?;
    let end = names::find(bytes, value, b'"')? + 1;
    (bytes.get(end) == Some(&b'>')).then_some(end + 1)
}

/// After the `>` of a closing tag, from somewhere in it on.
#[inline]
fn after_tag(bytes: &[u8], from: usize) -> usize {
    let rest = &bytes[from..];
    let near = rest.iter().take(8).position(|byte| *byte == b'>');
    let end = near.or_else(|| memchr(b'>', rest));
    end.map_or(bytes.len(), |end| from + end + 1)
}

fn after_blanks(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| *byte <= b' ') {
        at += 1;
    }
    at
}

fn after_comment(bytes: &[u8], start: usize) -> usize {
    let end = match bytes[start..].starts_with(b"<!--") {
        true => memmem::find(&bytes[start + 4..], b"-->").map(|found| start + 4 + found + 3),
        false => memchr(b'>', &bytes[start..]).map(|found| start + found + 1),
    };
    end.unwrap_or(bytes.len())
}

/// Where the closing tag of a raw element begins.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memmem::find(&bytes[at..], b"</") {
        let here = at + found;
        let written = bytes.get(here + 2..here + 2 + name.len());
        if written.is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes())) {
            return here;
        }
        at = here + 2;
    }
    bytes.len()
}

/// An opening tag by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'h> {
    /// As written.
    pub name: &'h str,
    /// Names as written, and values without their quotes; an empty value where there is none.
    pub attributes: Vec<(&'h str, &'h str)>,
    /// After `>`.
    pub end: usize,
}

/// The tag that a text begins with.
pub fn first_tag(html: &str) -> Option<Tag<'_>> {
    let mut reader = Reader::new(html);
    let Piece::Open(_) = reader.piece(Passed::default())? else {
        return None;
    };
    let (_, name_end) = names::read(html.as_bytes(), 1, false);
    let name = html.get(1..name_end).unwrap_or("");
    let mut attributes = Vec::new();
    while let Some((_, name, value)) = reader.attribute() {
        attributes.push((name, value));
    }
    Some(Tag {
        name,
        attributes,
        end: reader.tag_end(),
    })
}
