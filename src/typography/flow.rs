//! The text of a block of HTML across its inline tags, and the way back.

use super::chars::OBJECT;
use super::{Edit, Rules};
use std::borrow::Cow;
use std::ops::Range;

/// A replacement in the HTML.
pub(super) struct Change {
    pub range: Range<usize>,
    pub with: Cow<'static, str>,
}

/// The text of a block, gathered piece by piece.
#[derive(Default)]
pub(super) struct Flow {
    /// The HTML has entities somewhere.
    entities: bool,
    text: String,
    pieces: Vec<Piece>,
    edits: Vec<Edit>,
}

/// Where a stretch of the flow stands in the HTML.
struct Piece {
    /// Where it begins in the flow.
    start: usize,
    source: Range<usize>,
    /// Byte for byte what the HTML has; else it stands for the whole of it.
    verbatim: bool,
}

impl Flow {
    /// An empty one for texts of some HTML.
    pub fn of(html: &str) -> Self {
        Self {
            entities: memchr::memchr(b'&', html.as_bytes()).is_some(),
            ..Self::default()
        }
    }

    /// Adds text of the HTML.
    pub fn text(&mut self, html: &str, range: Range<usize>) {
        let mut at = range.start;
        let bytes = html.as_bytes();
        while at < range.end {
            let rest = &bytes[at..range.end];
            let found = self.entities.then(|| memchr::memchr(b'&', rest)).flatten();
            let end = found.map_or(range.end, |found| at + found);
            if end > at {
                self.piece(at..end, true);
                self.text.push_str(&html[at..end]);
            }
            if end == range.end {
                return;
            }
            let (length, c) = entity(&html[end..range.end]);
            self.sign(c, end..end + length);
            at = end + length;
        }
    }

    /// Adds a sign that stands for a stretch of the HTML.
    pub fn sign(&mut self, c: char, source: Range<usize>) {
        self.piece(source, false);
        self.text.push(c);
    }

    fn piece(&mut self, source: Range<usize>, verbatim: bool) {
        self.pieces.push(Piece {
            start: self.text.len(),
            source,
            verbatim,
        });
    }

    /// Ends the block: what is to be changed in the HTML is added to `changes`.
    pub fn finish(&mut self, rules: Rules<'_>, raised: bool, changes: &mut Vec<Change>) {
        if self.text.len() > 1 {
            rules.edit(&self.text, raised, &mut self.edits);
            self.take_back(changes);
        }
        self.text.clear();
        self.pieces.clear();
    }

    fn take_back(&self, changes: &mut Vec<Change>) {
        let mut index = 0;
        for edit in &self.edits {
            while self
                .pieces
                .get(index + 1)
                .is_some_and(|next| next.start <= edit.start)
            {
                index += 1;
            }
            let ends = |index: usize| {
                self.pieces
                    .get(index + 1)
                    .map_or(self.text.len(), |next| next.start)
            };
            if edit.with.starts_with('<') && edit.end > ends(index) {
                continue;
            }
            let mut with = edit.with;
            let mut part = index;
            while let Some(piece) = self.pieces.get(part).filter(|piece| piece.start < edit.end) {
                let range = if piece.verbatim {
                    let offset = |at: usize| piece.source.start + (at - piece.start);
                    offset(edit.start.max(piece.start))..offset(edit.end.min(ends(part)))
                } else {
                    piece.source.clone()
                };
                changes.push(Change {
                    range,
                    with: Cow::Borrowed(with),
                });
                with = "";
                part += 1;
            }
        }
    }
}

/// The length and the sign of what begins with `&`.
fn entity(html: &str) -> (usize, char) {
    let Some(length) = html.bytes().take(12).position(|byte| byte == b';') else {
        return (1, '&');
    };
    let name = &html[1..length];
    let numeric = name.strip_prefix('#').and_then(|number| {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        code.ok().and_then(char::from_u32)
    });
    let sign = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "thinsp" => '\u{2009}',
        "laquo" => '«',
        "raquo" => '»',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "euro" => '€',
        "deg" => '°',
        "" => return (1, '&'),
        _ if !name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') =>
        {
            return (1, '&');
        }
        _ => numeric.unwrap_or(OBJECT),
    };
    (length + 1, sign)
}

/// A text as it is, its entities read.
pub(super) fn decoded(html: &str) -> Cow<'_, str> {
    if !html.contains('&') {
        return Cow::Borrowed(html);
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        let (length, sign) = entity(&rest[at..]);
        text.push_str(&rest[..at]);
        match sign {
            OBJECT => text.push_str(&rest[at..at + length]),
            sign => text.push(sign),
        }
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}
