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

impl From<Edit> for Change {
    #[inline]
    fn from(edit: Edit) -> Self {
        Self {
            range: edit.start..edit.end,
            with: Cow::Borrowed(edit.with),
        }
    }
}

/// The text of a block, gathered piece by piece while the HTML is walked through.
pub(super) struct Flow<'h, 'b> {
    html: &'h str,
    rules: Rules<'b>,
    raised: bool,
    /// Where the text begins in the HTML that is in no piece yet.
    from: usize,
    pieces: Vec<Piece>,
    /// How long the pieces are together.
    length: usize,
    /// Where the flow has signs.
    signs: Vec<usize>,
    /// The text of the pieces, once there is something to do.
    text: String,
    edits: Vec<Edit>,
    /// A second look may find more.
    pub is_doubtful: bool,
}

/// Where a stretch of the flow stands in the HTML.
struct Piece {
    /// Where it begins in the flow.
    start: usize,
    source: Range<usize>,
    /// What it is in the flow; none where it is what the HTML has.
    sign: Option<char>,
}

impl<'h, 'b> Flow<'h, 'b> {
    /// An empty one for texts of some HTML.
    pub fn of(html: &'h str, rules: Rules<'b>, raised: bool) -> Self {
        Self {
            html,
            rules,
            raised,
            from: 0,
            pieces: Vec::with_capacity(16),
            length: 0,
            signs: Vec::new(),
            text: String::new(),
            edits: Vec::new(),
            is_doubtful: false,
        }
    }

    /// Where the text begins in the HTML that is in no piece yet.
    #[inline]
    pub fn from(&self) -> usize {
        self.from
    }

    /// Whether nothing is before that.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// A sign of the HTML that the rules have to look at.
    #[inline]
    pub fn met(&mut self, at: usize) {
        self.signs.push(self.length + (at - self.from));
    }

    /// Leaves a stretch of the HTML out.
    #[inline]
    pub fn pass(&mut self, source: Range<usize>) {
        if self.from < source.start {
            self.piece(self.from..source.start, source.start - self.from, None);
        }
        self.from = source.end;
    }

    /// Has a sign in the place of an entity of the HTML.
    pub fn entity(&mut self, c: char, source: Range<usize>) {
        self.met(source.start);
        self.sign(c, source);
    }

    /// Has a sign, that no rule has anything to do at, in the place of a stretch of the HTML.
    pub fn sign(&mut self, c: char, source: Range<usize>) {
        self.pass(source.clone());
        self.piece(source, c.len_utf8(), Some(c));
    }

    #[inline]
    fn piece(&mut self, source: Range<usize>, length: usize, sign: Option<char>) {
        self.pieces.push(Piece {
            start: self.length,
            source,
            sign,
        });
        self.length += length;
    }

    /// Ends the block: what is to be changed in the HTML is added to `changes`. The next one begins behind `source`.
    #[inline]
    pub fn finish(&mut self, source: Range<usize>, changes: &mut Vec<Change>) {
        if self.signs.is_empty() {
            self.from = source.end;
        } else {
            self.pass(source);
            self.set(changes);
            self.signs.clear();
        }
        self.pieces.clear();
        self.length = 0;
    }

    fn set(&mut self, changes: &mut Vec<Change>) {
        let text = match &*self.pieces {
            [whole] if whole.sign.is_none() => &self.html[whole.source.clone()],
            pieces => {
                self.text.clear();
                self.text.reserve(self.length);
                for piece in pieces {
                    match piece.sign {
                        None => self.text.push_str(&self.html[piece.source.clone()]),
                        Some(c) => self.text.push(c),
                    }
                }
                &self.text
            }
        };
        if text.len() > 1 {
            self.edits.clear();
            self.is_doubtful |= self
                .rules
                .edit(text, &self.signs, self.raised, &mut self.edits);
            self.take_back(changes);
        }
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
                    .map_or(self.length, |next| next.start)
            };
            if edit.with.starts_with('<') && edit.end > ends(index) {
                continue;
            }
            let mut with = edit.with;
            let mut part = index;
            while let Some(piece) = self.pieces.get(part).filter(|piece| piece.start < edit.end) {
                let range = match piece.sign {
                    None => {
                        let offset = |at: usize| piece.source.start + (at - piece.start);
                        offset(edit.start.max(piece.start))..offset(edit.end.min(ends(part)))
                    }
                    Some(_) => piece.source.clone(),
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
pub(super) fn entity(html: &str) -> (usize, char) {
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
