//! HTML, walked through for its text.

use super::Rules;
use super::chars::{LINE, OBJECT};
use super::flow::{Change, Flow, decoded, entity};
use super::glance::{Glance, Glances};
use super::signs::Signs;
use super::tags::{Kind, Tag, past_closing, past_element, plain_tag, remark, tag};
use memchr::memchr;
use std::borrow::Cow;
use std::ops::Range;

/// Sets the text of some HTML, and tells whether a second look may find more.
pub(super) fn set<'h>(rules: Rules<'_>, html: &'h str, raised: bool) -> (Cow<'h, str>, bool) {
    let bytes = html.as_bytes();
    let mut signs = Signs::of(html);
    let mut flow = Flow::of(html, rules, raised);
    let glances = Glances::of(rules, html, true);
    let mut changes: Vec<Change> = Vec::new();
    let mut seen: Vec<Change> = Vec::with_capacity(html.len() / 128);
    while let Some(at) = signs.next() {
        let end = match bytes[at] {
            b'<' => {
                if let Some((kind, end)) = plain_tag(bytes, at) {
                    match kind {
                        Kind::Inline => flow.pass(at..end),
                        Kind::Object => flow.sign(OBJECT, at..end),
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
                // an address that is hidden a little: it may have an apostrophe before
                (_, '@') if rules.glances => return set(rules.without_glances(), html, raised),
                (length, c) => {
                    flow.entity(c, at..at + length);
                    at + length
                }
            },
            _ => {
                let glance = glances.at(at, flow.from(), flow.is_empty());
                if let Some(edit) = glance.edit(at) {
                    seen.push(Change::from(edit));
                } else if matches!(glance, Glance::Unsure) {
                    flow.met(at);
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
    (spliced(html, &seen, &changes), flow.is_doubtful)
}

/// A tag, and the element that it opens where this is not looked into: where the walk goes on.
#[inline(never)]
fn element(
    rules: Rules<'_>,
    html: &str,
    at: usize,
    tag: &Tag,
    flow: &mut Flow<'_, '_>,
    changes: &mut Vec<Change>,
) -> usize {
    let foreign = !tag.attributes.is_empty() && attributes(rules, html, tag, changes);
    let name = &html.as_bytes()[tag.name.clone()];
    let is_empty = matches!(name, b"svg" | b"math") && html[..tag.end].ends_with("/>");
    let end = match tag.kind {
        _ if tag.closing => tag.end,
        Kind::Object if is_empty => tag.end,
        Kind::Object | Kind::Apart => past_closing(html.as_bytes(), name, tag.end),
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

/// HTML with changes of two kinds made, each in order.
#[inline(never)]
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
