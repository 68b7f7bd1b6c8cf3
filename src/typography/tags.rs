//! Tags of HTML: what elements they are of, and where they and their elements end.

use memchr::memchr;
use std::ops::Range;

/// What an element is to the text around its tags.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The text goes on.
    Inline,
    /// The text goes on in a new line.
    Line,
    /// Not text, in the middle of text, and without content: an image.
    Void,
    /// Not text, in the middle of text, to its closing tag: code, a raised sign.
    Object,
    /// Not text, and a text ends before it: a block of code, a script.
    Apart,
    /// A text ends here, and another one begins.
    Block,
}

/// What an element is, by its name in small letters.
fn kind(name: &[u8]) -> Kind {
    match name {
        b"a" | b"b" | b"i" | b"q" | b"s" | b"u" | b"em" | b"bdi" | b"bdo" | b"big" | b"del"
        | b"dfn" | b"ins" | b"wbr" | b"abbr" | b"cite" | b"data" | b"font" | b"mark" | b"ruby"
        | b"small" | b"span" | b"strike" | b"strong" | b"time" => Kind::Inline,
        b"br" => Kind::Line,
        b"img" | b"input" | b"embed" => Kind::Void,
        b"tt" | b"kbd" | b"var" | b"sup" | b"sub" | b"svg" | b"code" | b"samp" | b"math" => {
            Kind::Object
        }
        b"pre" | b"xmp" | b"script" | b"style" | b"textarea" | b"template" => Kind::Apart,
        _ => Kind::Block,
    }
}

/// A tag.
pub(super) struct Tag {
    pub closing: bool,
    pub kind: Kind,
    pub name: Range<usize>,
    /// What stands between the name and the end, where it may have to be read.
    pub attributes: Range<usize>,
    pub end: usize,
}

/// Where a comment, declaration or instruction that begins here ends.
pub(super) fn remark(html: &str, at: usize) -> Option<usize> {
    if !matches!(html.as_bytes().get(at + 1), Some(b'!' | b'?')) {
        return None;
    }
    let rest = &html[at..];
    let end = if let Some(comment) = rest.strip_prefix("<!--") {
        comment.find("-->").map(|found| at + 4 + found + 3)
    } else {
        rest.find('>').map(|found| at + found + 1)
    };
    Some(end.unwrap_or(html.len()))
}

/// What element the tag that begins here is of, and where the walk goes on, where it is one of those that texts have most of
/// and has nothing but its name, or an address or identifier.
#[inline]
pub(super) fn plain_tag(bytes: &[u8], at: usize) -> Option<(Kind, usize)> {
    let closes = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closes);
    let eight: &[u8; 8] = bytes.get(start..)?.first_chunk()?;
    let (kind, length) = match eight {
        [b'p', b'>', ..] => (Kind::Block, 2),
        [b'l', b'i', b'>', ..] | [b't', b'd' | b'h' | b'r', b'>', ..] => (Kind::Block, 3),
        [b'u' | b'o', b'l', b'>', ..] | [b'h', b'2'..=b'4', b'>', ..] => (Kind::Block, 3),
        [b'd', b'i', b'v', b'>', ..] => (Kind::Block, 4),
        [b't', b'a', b'b', b'l', b'e', b'>', ..]
        | [b't', b'h', b'e', b'a', b'd', b'>', ..]
        | [b't', b'b', b'o', b'd', b'y', b'>', ..] => (Kind::Block, 6),
        [b'a' | b'b' | b'i', b'>', ..] => (Kind::Inline, 2),
        [b'e', b'm', b'>', ..] => (Kind::Inline, 3),
        [b's', b'p', b'a', b'n', b'>', ..] => (Kind::Inline, 5),
        [b's', b't', b'r', b'o', b'n', b'g', b'>', _] => (Kind::Inline, 7),
        [b'c', b'o', b'd', b'e', b'>', ..] if !closes => {
            return Some((Kind::Object, past_closing(bytes, b"code", start + 5)));
        }
        b"a href=\"" => return past_quote(bytes, start + 8).map(|end| (Kind::Inline, end)),
        [b'h', b'2'..=b'4', b' ', b'i', b'd', b'=', b'"', _] => {
            return past_quote(bytes, start + 7).map(|end| (Kind::Block, end));
        }
        _ => return None,
    };
    Some((kind, start + length))
}

/// Where a tag ends whose last attribute's value is at an offset.
fn past_quote(bytes: &[u8], at: usize) -> Option<usize> {
    let end = at + memchr(b'"', &bytes[at..])? + 1;
    (bytes.get(end) == Some(&b'>')).then_some(end + 1)
}

/// The tag that begins here, if one does. One that does not end reaches to the end.
pub(super) fn tag(html: &str, at: usize) -> Option<Tag> {
    let bytes = html.as_bytes();
    let closing = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closing);
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let is_name = |byte: &&u8| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/');
    let name = start..start + bytes[start..].iter().take_while(is_name).count();
    // what is looked for in attributes are `lang`, `alt`, `title` and `aria-label`
    let (mut wanted, mut begins) = (false, false);
    let mut end = name.end;
    while let Some(byte) = bytes.get(end) {
        end += 1;
        match byte {
            b'>' => break,
            b'=' => {
                end = past_value(bytes, end);
                begins = true;
            }
            b' ' | b'\n' | b'\t' | b'\r' | b'\x0C' | b'/' => begins = true,
            letter => {
                wanted |= begins && matches!(letter, b'l' | b'L' | b'a' | b'A' | b't' | b'T');
                begins = false;
            }
        }
    }
    let attributes = match closing || !wanted || !html[..end].ends_with('>') {
        true => end..end,
        false => name.end..end - 1,
    };
    Some(Tag {
        closing,
        kind: match bytes[name.clone()].iter().any(u8::is_ascii_uppercase) {
            false => kind(&bytes[name.clone()]),
            true => kind(&bytes[name.clone()].to_ascii_lowercase()),
        },
        name,
        attributes,
        end,
    })
}

/// Where the value of an attribute ends, behind its `=`.
fn past_value(bytes: &[u8], at: usize) -> usize {
    let blanks = bytes[at..]
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace());
    let start = at + blanks.count();
    match bytes.get(start) {
        Some(quote @ (b'"' | b'\'')) => {
            let closed = memchr(*quote, &bytes[start + 1..]);
            closed.map_or(bytes.len(), |found| start + 1 + found + 1)
        }
        _ => {
            let goes_on = |byte: &&u8| !byte.is_ascii_whitespace() && **byte != b'>';
            start + bytes[start..].iter().take_while(goes_on).count()
        }
    }
}

/// Where the element of a name ends whose content begins at an offset, whatever is in it.
pub(super) fn past_closing(bytes: &[u8], name: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)) {
        at += found + 1;
        let closing = bytes.get(at + 1..at + 1 + name.len());
        if bytes.get(at) == Some(&b'/') && closing.is_some_and(|is| is.eq_ignore_ascii_case(name)) {
            let end = bytes[at..].iter().position(|byte| *byte == b'>');
            return end.map_or(bytes.len(), |end| at + end + 1);
        }
    }
    bytes.len()
}

/// Where the element of an opening tag ends, elements of its name inside it counted.
pub(super) fn past_element(html: &str, opening: &Tag) -> usize {
    let name = |tag: &Tag| &html[tag.name.clone()];
    let is_same = |tag: &Tag| name(tag).eq_ignore_ascii_case(name(opening));
    let mut depth = 1_usize;
    let mut at = opening.end;
    while let Some(found) = memchr(b'<', &html.as_bytes()[at..]) {
        let open = at + found;
        if let Some(end) = remark(html, open) {
            at = end;
            continue;
        }
        let Some(tag) = tag(html, open) else {
            at = open + 1;
            continue;
        };
        at = tag.end;
        if is_same(&tag) {
            depth = if tag.closing { depth - 1 } else { depth + 1 };
            if depth == 0 {
                return at;
            }
        }
    }
    html.len()
}
