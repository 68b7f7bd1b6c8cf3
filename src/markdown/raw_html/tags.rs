//! The opening tags of a piece of HTML.

use std::borrow::Cow;
use std::ops::Range;

/// An opening tag.
pub(super) struct Tag<'h> {
    /// In lower case.
    pub name: String,
    /// Names in lower case; values as written, empty where there is none.
    pub attributes: Vec<(String, &'h str)>,
    pub range: Range<usize>,
}

/// The opening tags outside of comments, in order. One that does not end reaches to the end of the piece.
pub(super) fn opening(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            match comment.find("-->") {
                Some(end) => at = start + 4 + end + 3,
                None => break,
            }
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = read(html, start);
            at = tag.range.end;
            tags.push(tag);
        } else {
            at = start + 1;
        }
    }
    tags
}

/// Elements that end by themselves where the next one begins, and those that have no content.
const UNNESTED: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// The same HTML without the tags that are nested deeper than a page ever needs: a parser would lose its time on them.
pub(super) fn without_depth(html: &str, deepest: usize) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let closing = html[start + 1..].starts_with('/');
        let name_at = start + 1 + usize::from(closing);
        at = start + 1;
        if !html[name_at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let tag = read(html, name_at - 1);
        if UNNESTED.contains(&tag.name.as_str()) {
            continue;
        }
        if depth > deepest || (depth == deepest && !closing) {
            kept.push_str(&html[copied..start]);
            copied = tag.range.end;
            at = copied;
        }
        depth = if closing {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

fn read(html: &str, start: usize) -> Tag<'_> {
    let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
    let take = |from: usize, ends: &dyn Fn(char) -> bool| {
        from + html[from..].find(ends).unwrap_or(html.len() - from)
    };
    let mut at = take(start + 1, &ends_name);
    let name = html[start + 1..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        at = take(at, &|c| !c.is_ascii_whitespace() && c != '/');
        if html[at..].is_empty() || html[at..].starts_with('>') {
            break;
        }
        // An equals sign where a name should begin is a part of the name.
        let first = html[at..].chars().next().map_or(0, char::len_utf8);
        let end = take(at + first, &ends_name);
        let key = html[at..end].to_ascii_lowercase();
        at = take(end, &|c| !c.is_ascii_whitespace());
        let mut value = "";
        if html[at..].starts_with('=') {
            at = take(at + 1, &|c| !c.is_ascii_whitespace());
            let quote = html[at..]
                .chars()
                .next()
                .filter(|c| matches!(c, '"' | '\''));
            let (from, until) = match quote {
                Some(quote) => (at + 1, take(at + 1, &|c| c == quote)),
                None => (at, take(at, &|c| c.is_ascii_whitespace() || c == '>')),
            };
            value = &html[from..until];
            at = (until + usize::from(quote.is_some())).min(html.len());
        }
        attributes.push((key, value));
    }
    Tag {
        name,
        attributes,
        range: start..(at + 1).min(html.len()),
    }
}
