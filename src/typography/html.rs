//! HTML, walked through for its text.

use super::Rules;
use super::chars::{LINE, OBJECT};
use super::flow::{Change, Flow, decoded, entity};
use super::glance::{self, Glance};
use super::signs::Signs;
use memchr::{memchr, memchr_iter};
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

/// What an element is, by its name in small letters; those that are not known are blocks.
#[inline]
fn kind(name: &[u8]) -> Option<Kind> {
    Some(match name {
        b"a" | b"b" | b"i" | b"q" | b"s" | b"u" | b"em" | b"bdi" | b"bdo" | b"big" | b"del"
        | b"dfn" | b"ins" | b"wbr" | b"abbr" | b"cite" | b"data" | b"font" | b"mark" | b"ruby"
        | b"small" | b"span" | b"strike" | b"strong" | b"time" => Kind::Inline,
        b"br" => Kind::Line,
        b"img" | b"input" | b"embed" => Kind::Void,
        b"tt" | b"kbd" | b"var" | b"sup" | b"sub" | b"svg" | b"code" | b"samp" | b"math" => {
            Kind::Object
        }
        b"pre" | b"xmp" | b"script" | b"style" | b"textarea" | b"template" => Kind::Apart,
        b"p" | b"li" | b"td" | b"tr" | b"th" | b"ul" | b"ol" | b"h2" | b"h3" | b"h4" | b"div"
        | b"table" | b"thead" | b"tbody" => Kind::Block,
        _ => return None,
    })
}

/// A tag.
struct Tag {
    closing: bool,
    kind: Kind,
    name: Range<usize>,
    /// What stands between the name and the end, where it may have to be read.
    attributes: Range<usize>,
    end: usize,
}

/// Sets the text of some HTML.
pub(super) fn set<'h>(rules: Rules<'_>, html: &'h str, raised: bool) -> Cow<'h, str> {
    let bytes = html.as_bytes();
    let mut signs = Signs::of(html);
    let mut flow = Flow::of(html, rules, raised);
    let mut changes: Vec<Change> = Vec::new();
    let mut seen: Vec<Change> = Vec::new();
    while let Some(at) = signs.next() {
        let end = match bytes[at] {
            b'<' => {
                if let Some((kind, end)) = plain_tag(bytes, at) {
                    match kind {
                        Kind::Inline => flow.pass(at..end),
                        _ => flow.finish(at..end, &mut changes),
                    }
                    end
                } else if let Some(tag) = tag(html, at) {
                    element(rules, html, at, &tag, &mut flow, &mut changes)
                } else if let Some(end) = remark(html, at) {
                    flow.pass(at..end);
                    end
                } else {
                    continue;
                }
            }
            b'&' => match entity(&html[at..]) {
                (1, _) => continue,
                (length, c) => {
                    flow.entity(c, at..at + length);
                    at + length
                }
            },
            sign => {
                match glance::at(
                    rules,
                    flow.before(at),
                    sign,
                    &bytes[at + 1..],
                    flow.is_empty(),
                ) {
                    Glance::Nothing => {}
                    Glance::Unsure => flow.met(at),
                    glance => seen.extend(glance.edit(at).map(Change::from)),
                }
                continue;
            }
        };
        signs.skip_to(end);
    }
    flow.finish(html.len()..html.len(), &mut changes);
    if !changes.is_sorted_by_key(|change| change.range.start) {
        changes.sort_by_key(|change| change.range.start);
    }
    spliced(html, &seen, &changes)
}

/// A tag, and the element that it opens where this is not looked into: where the walk goes on.
fn element(
    rules: Rules<'_>,
    html: &str,
    at: usize,
    tag: &Tag,
    flow: &mut Flow<'_, '_>,
    changes: &mut Vec<Change>,
) -> usize {
    let foreign =
        !tag.closing && !tag.attributes.is_empty() && attributes(rules, html, tag, changes);
    let end = match tag.kind {
        _ if tag.closing => tag.end,
        Kind::Object | Kind::Apart => past_closing(html, tag),
        Kind::Inline | Kind::Block if foreign => past_element(html, tag),
        _ => tag.end,
    };
    match tag.kind {
        Kind::Block | Kind::Apart => flow.finish(at..end, changes),
        _ if tag.closing => flow.pass(at..end),
        Kind::Line => flow.sign(LINE, at..end),
        Kind::Void | Kind::Object => flow.sign(OBJECT, at..end),
        Kind::Inline if foreign => flow.sign(OBJECT, at..end),
        Kind::Inline => flow.pass(at..end),
    }
    end
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

/// What element the tag that begins here is of, and where it ends, where it is one of most: nothing but a name, in small
/// letters, of an element whose content is text.
#[inline]
fn plain_tag(bytes: &[u8], at: usize) -> Option<(Kind, usize)> {
    let start = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/'));
    let name: &[u8; 8] = bytes.get(start..)?.first_chunk()?;
    let length = name.iter().position(|byte| *byte == b'>')?;
    let kind = kind(&name[..length])?;
    matches!(kind, Kind::Inline | Kind::Block).then_some((kind, start + length + 1))
}

/// The tag that begins here, if one does. One that does not end reaches to the end.
fn tag(html: &str, at: usize) -> Option<Tag> {
    let bytes = html.as_bytes();
    let closing = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closing);
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let is_name = |byte: &&u8| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/');
    let name = start..start + bytes[start..].iter().take_while(is_name).count();
    // what is looked for in attributes are `lang`, `alt`, `title` and `aria-label`: each has an `l`
    let mut wanted = false;
    let mut end = name.end;
    while let Some(byte) = bytes.get(end) {
        end += 1;
        match byte {
            b'>' => break,
            b'l' | b'L' => wanted = true,
            b'=' => end = past_value(bytes, end),
            _ => {}
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
        }
        .unwrap_or(Kind::Block),
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

/// Sets the attributes that are read out or shown, and tells whether the element is in another language.
fn attributes(rules: Rules<'_>, html: &str, tag: &Tag, changes: &mut Vec<Change>) -> bool {
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
fn past_closing(html: &str, tag: &Tag) -> usize {
    let name = &html.as_bytes()[tag.name.clone()];
    if html[..tag.end].ends_with("/>") && matches!(name, b"svg" | b"math") {
        return tag.end;
    }
    let rest = &html.as_bytes()[tag.end..];
    let closes = |at: &usize| {
        let closing = rest[at + 1..].strip_prefix(b"/");
        let closing = closing.and_then(|closing| closing.get(..name.len()));
        closing.is_some_and(|closing| closing.eq_ignore_ascii_case(name))
    };
    let found = memchr_iter(b'<', rest).find(closes);
    found.map_or(html.len(), |found| end_of_tag(html, tag.end + found))
}

fn end_of_tag(html: &str, at: usize) -> usize {
    memchr(b'>', &html.as_bytes()[at..]).map_or(html.len(), |found| at + found + 1)
}

/// Where the element of an opening tag ends, elements of its name inside it counted.
fn past_element(html: &str, opening: &Tag) -> usize {
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

/// HTML with changes of two kinds made, each in order.
fn spliced<'h>(html: &'h str, seen: &[Change], found: &[Change]) -> Cow<'h, str> {
    let count = seen.len() + found.len();
    if count == 0 {
        return Cow::Borrowed(html);
    }
    let (mut seen, mut found) = (seen, found);
    let mut out = String::with_capacity(html.len() + 4 * count);
    let mut done = 0;
    loop {
        let change = match (seen, found) {
            ([change, rest @ ..], [other, ..]) if change.range.start < other.range.start => {
                seen = rest;
                change
            }
            (_, [change, rest @ ..]) => {
                found = rest;
                change
            }
            ([change, rest @ ..], []) => {
                seen = rest;
                change
            }
            ([], []) => break,
        };
        out.push_str(&html[done..change.range.start]);
        out.push_str(&change.with);
        done = change.range.end;
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}
