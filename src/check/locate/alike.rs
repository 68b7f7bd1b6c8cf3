//! Tags that may be one and the same: one as it was written, the other as it is published.

use crate::check::files;
use crate::check::html::{Tag, first_tag};
use std::ops::Range;

/// The tags in a text, from an offset on, that have the name of another.
pub(super) fn same_name<'t>(
    text: &'t str,
    from: usize,
    tag: &Tag<'_>,
) -> Vec<(Tag<'t>, Range<usize>)> {
    let mut found = Vec::new();
    let Some(rest) = text.get(from..) else {
        return found;
    };
    for at in memchr::memchr_iter(b'<', rest.as_bytes()) {
        let named = rest
            .get(at + 1..at + 1 + tag.name.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(tag.name));
        if named
            && let Some(here) = first_tag(&rest[at..])
            && here.name.len() == tag.name.len()
        {
            let end = rest[at..].find('>').map_or(here.end, |end| end + 1);
            let range = from + at..from + at + end.min(here.end);
            found.push((here, range));
        }
    }
    found
}

/// How many attributes two tags share; those that are written alike count twice.
pub(super) fn equal_attributes(one: &Tag<'_>, other: &Tag<'_>) -> usize {
    let same = |(name, value): &(&str, &str)| {
        other
            .attributes
            .iter()
            .any(|(other, written)| name.eq_ignore_ascii_case(other) && value == written)
    };
    like_attributes(one, other) + one.attributes.iter().filter(|it| same(it)).count()
}

/// How many attributes two tags share: one is as it was written, the other as it is published.
pub(super) fn like_attributes(one: &Tag<'_>, other: &Tag<'_>) -> usize {
    let like = |(name, value): &(&str, &str)| {
        other.attributes.iter().any(|(other, written)| {
            name.eq_ignore_ascii_case(other)
                && (value == written
                    || (matches!(*name, "src" | "href") && same_file(value, written)))
        })
    };
    one.attributes.iter().filter(|it| like(it)).count()
}

/// Whether two addresses end in the same name: one is as it was written, the other as it is published.
fn same_file(one: &str, other: &str) -> bool {
    let name = files::last_segment(one.trim_end_matches('/'));
    !name.is_empty() && name == files::last_segment(other.trim_end_matches('/'))
}
