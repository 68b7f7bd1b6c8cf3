//! HTML, walked through for its text.

use super::Rules;
use super::chars::{LINE, OBJECT};
use super::flow::{Change, Flow, decoded};
use memchr::{memchr, memmem};
use std::borrow::Cow;
use std::ops::Range;

/// What an element is to the text around its tags.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
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

fn kind(name: &[u8]) -> Kind {
    // most names are told by their length and a look at a few of the same
    match name.len() {
        1 => match name[0] {
            b'a' | b'b' | b'i' | b'q' | b's' | b'u' => Kind::Inline,
            _ => Kind::Block,
        },
        2 => match name {
            b"em" => Kind::Inline,
            b"br" => Kind::Line,
            b"tt" => Kind::Object,
            _ => Kind::Block,
        },
        3 => match name {
            b"bdi" | b"bdo" | b"big" | b"del" | b"dfn" | b"ins" | b"wbr" => Kind::Inline,
            b"img" => Kind::Void,
            b"kbd" | b"var" | b"sup" | b"sub" | b"svg" => Kind::Object,
            b"pre" | b"xmp" => Kind::Apart,
            _ => Kind::Block,
        },
        _ => match name {
            b"abbr" | b"cite" | b"data" | b"font" | b"mark" | b"ruby" | b"small" | b"span"
            | b"strike" | b"strong" | b"time" => Kind::Inline,
            b"input" | b"embed" => Kind::Void,
            b"code" | b"samp" | b"math" => Kind::Object,
            b"script" | b"style" | b"textarea" | b"template" => Kind::Apart,
            _ => Kind::Block,
        },
    }
}

/// A tag.
struct Tag<'h> {
    closing: bool,
    /// In lower case, as far as its first ten letters; empty for a longer name.
    name: ([u8; 10], usize),
    written: &'h str,
    /// What stands between the name and the end.
    attributes: Range<usize>,
    end: usize,
}

impl Tag<'_> {
    fn name(&self) -> &[u8] {
        &self.name.0[..self.name.1]
    }
}

/// Sets the text of some HTML.
pub(super) fn set<'h>(rules: Rules<'_>, html: &'h str, raised: bool) -> Cow<'h, str> {
    let bytes = html.as_bytes();
    let mut changes: Vec<Change> = Vec::new();
    let mut flow = Flow::of(html);
    let mut at = 0;
    while at < bytes.len() {
        let open = memchr(b'<', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        flow.text(html, at..open);
        if open == bytes.len() {
            break;
        }
        if let Some((ends_text, end)) = short_tag(bytes, open) {
            if ends_text {
                flow.finish(rules, raised, &mut changes);
            }
            at = end;
            continue;
        }
        if let Some(end) = remark(html, open) {
            at = end;
            continue;
        }
        let Some(tag) = tag(html, open) else {
            flow.text(html, open..open + 1);
            at = open + 1;
            continue;
        };
        let kind = kind(tag.name());
        if matches!(kind, Kind::Block | Kind::Apart) {
            flow.finish(rules, raised, &mut changes);
        }
        at = tag.end;
        if tag.closing {
            continue;
        }
        let foreign = !tag.attributes.is_empty() && attributes(rules, html, &tag, &mut changes);
        at = match kind {
            Kind::Line => {
                flow.sign(LINE, open..at);
                at
            }
            Kind::Void => {
                flow.sign(OBJECT, open..at);
                at
            }
            Kind::Object => {
                let end = past_closing(html, &tag);
                flow.sign(OBJECT, open..end);
                end
            }
            Kind::Apart => past_closing(html, &tag),
            Kind::Inline if foreign => {
                let end = past_element(html, &tag);
                flow.sign(OBJECT, open..end);
                end
            }
            Kind::Block if foreign => past_element(html, &tag),
            Kind::Inline | Kind::Block => at,
        };
    }
    flow.finish(rules, raised, &mut changes);
    spliced(html, changes)
}

const fn key(name: &[u8]) -> u64 {
    let (mut key, mut at) = (0, 0);
    while at < name.len() {
        key |= (name[at] as u64) << (8 * at);
        at += 1;
    }
    key
}

macro_rules! is_one {
    ($key:expr, $($name:literal)*) => {{
        $(const { assert!($name.len() < 8) };)*
        $($key == const { key($name) })||*
    }};
}

/// Whether a text ends at the tag that begins here, and where the tag ends, where it is one of those that pages have most of
/// and has nothing but its name.
#[inline]
fn short_tag(bytes: &[u8], at: usize) -> Option<(bool, usize)> {
    let eight: [u8; 8] = *bytes.get(at + 1..)?.first_chunk()?;
    let closes = usize::from(eight[0] == b'/');
    let length = eight.iter().position(|byte| *byte == b'>')? - closes;
    let name = u64::from_le_bytes(eight) >> (8 * closes) & ((1 << (8 * length)) - 1);
    let block = is_one!(name, b"p" b"li" b"td" b"tr" b"th" b"ul" b"ol" b"h2" b"h3" b"h4" b"div" b"table" b"thead" b"tbody");
    let inline = || is_one!(name, b"a" b"em" b"strong" b"b" b"i" b"span");
    (block || inline()).then_some((block, at + 2 + closes + length))
}

/// Where a comment, declaration or instruction that begins here ends.
fn remark(html: &str, at: usize) -> Option<usize> {
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

/// The tag that begins here, if one does. One that does not end reaches to the end.
fn tag(html: &str, at: usize) -> Option<Tag<'_>> {
    let bytes = html.as_bytes();
    let closing = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closing);
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let is_name = |byte: &&u8| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/');
    let length = bytes[start..].iter().take_while(is_name).count();
    let mut name = [0; 10];
    let known = if length <= name.len() { length } else { 0 };
    for (to, from) in name.iter_mut().zip(&bytes[start..start + known]) {
        *to = from.to_ascii_lowercase();
    }
    let mut end = start + length;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'>' => break,
            b'"' | b'\'' => {
                let closed = memchr(*byte, &bytes[end + 1..]);
                end = closed.map_or(bytes.len(), |found| end + 1 + found + 1);
            }
            _ => end += 1,
        }
    }
    let end = end.min(bytes.len());
    Some(Tag {
        closing,
        name: (name, known),
        written: &html[start..start + length],
        attributes: if end < bytes.len() {
            start + length..end
        } else {
            end..end
        },
        end: (end + 1).min(bytes.len()),
    })
}

/// Sets the attributes that are read out or shown, and tells whether the element is in another language.
fn attributes(rules: Rules<'_>, html: &str, tag: &Tag<'_>, changes: &mut Vec<Change>) -> bool {
    let bytes = html.as_bytes();
    let end = tag.attributes.end;
    let mut at = tag.attributes.start;
    let mut shown: [Range<usize>; 3] = [0..0, 0..0, 0..0];
    let mut foreign = false;
    while at < end {
        let skipped = bytes[at..end]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace() || **byte == b'/');
        let start = at + skipped.count();
        let is_name = |byte: &&u8| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'/');
        at = start + bytes[start..end].iter().take_while(is_name).count();
        let name = &bytes[start..at];
        let blanks = |at: usize| {
            at + bytes[at..end]
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count()
        };
        let equals = blanks(at);
        if equals >= end || bytes[equals] != b'=' {
            at = at.max(start + usize::from(name.is_empty()));
            continue;
        }
        let from = blanks(equals + 1);
        let value = match bytes[from..end].first() {
            Some(quote @ (b'"' | b'\'')) => {
                let length = memchr(*quote, &bytes[from + 1..end]);
                let to = length.map_or(end, |length| from + 1 + length);
                at = (to + 1).min(end);
                from + 1..to
            }
            _ => {
                let unquoted = bytes[from..end]
                    .iter()
                    .take_while(|byte| !byte.is_ascii_whitespace());
                at = from + unquoted.count();
                if !name.eq_ignore_ascii_case(b"lang") {
                    continue;
                }
                from..at
            }
        };
        let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
        if is(b"lang") {
            foreign = !html[value.clone()].is_empty() && !rules.is_of(&html[value]);
        } else if is(b"alt") {
            shown[0] = value;
        } else if is(b"title") {
            shown[1] = value;
        } else if is(b"aria-label") {
            shown[2] = value;
        }
    }
    if !foreign {
        shown.sort_unstable_by_key(|range| range.start);
        for range in shown.into_iter().filter(|range| !range.is_empty()) {
            changes.extend(attribute(rules, html, range));
        }
    }
    foreign
}

fn attribute(rules: Rules<'_>, html: &str, range: Range<usize>) -> Option<Change> {
    let text = decoded(&html[range.clone()]);
    let Cow::Owned(set) = rules.text(&text) else {
        return None;
    };
    let mut escaped = String::with_capacity(set.len());
    for c in set.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    Some(Change {
        range,
        with: Cow::Owned(escaped),
    })
}

/// Where the element of an opening tag ends, whatever is in it.
fn past_closing(html: &str, tag: &Tag<'_>) -> usize {
    let rest = &html.as_bytes()[tag.end..];
    if html[..tag.end].ends_with("/>") && matches!(tag.name(), b"svg" | b"math") {
        return tag.end;
    }
    let mut closing = [0; 12];
    closing[..2].copy_from_slice(b"</");
    closing[2..2 + tag.name.1].copy_from_slice(tag.name());
    let closing = &closing[..2 + tag.name.1];
    // nearly always it is the next tag
    let next = memchr(b'<', rest).filter(|at| rest[*at..].starts_with(closing));
    let found = next.or_else(|| memmem::find(rest, closing)).or_else(|| {
        rest.windows(closing.len())
            .position(|window| window.eq_ignore_ascii_case(closing))
    });
    found.map_or(html.len(), |found| end_of_tag(html, tag.end + found))
}

fn end_of_tag(html: &str, at: usize) -> usize {
    memchr(b'>', &html.as_bytes()[at..]).map_or(html.len(), |found| at + found + 1)
}

/// Where the element of an opening tag ends, elements of its name inside it counted.
fn past_element(html: &str, opening: &Tag<'_>) -> usize {
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
        if tag.written.eq_ignore_ascii_case(opening.written) {
            depth = if tag.closing { depth - 1 } else { depth + 1 };
            if depth == 0 {
                return at;
            }
        }
    }
    html.len()
}

fn spliced(html: &str, changes: Vec<Change>) -> Cow<'_, str> {
    if changes.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut changes = changes;
    if !changes.is_sorted_by_key(|change| change.range.start) {
        changes.sort_by_key(|change| change.range.start);
    }
    let mut out = String::with_capacity(html.len() + 4 * changes.len());
    let mut done = 0;
    for change in &changes {
        out.push_str(&html[done..change.range.start]);
        out.push_str(&change.with);
        done = change.range.end;
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}
