//! HTML that a writer put into Markdown.

use super::state::State;
use crate::report::Finding;
use std::ops::Range;

/// Whether a piece of HTML holds the mark that ends the summary: `<!-- more -->`.
pub(super) fn is_more(html: &str) -> bool {
    html.match_indices("<!--").any(|(at, _)| {
        let rest = html[at + 4..].trim_start();
        rest.get(..4)
            .is_some_and(|word| word.eq_ignore_ascii_case("more"))
            && rest[4..].trim_start().starts_with("-->")
    })
}

/// Whether a piece of HTML is one comment and nothing else.
pub(super) fn is_plain_comment(html: &str) -> bool {
    html.trim()
        .strip_prefix("<!--")
        .and_then(|rest| rest.strip_suffix("-->"))
        .is_some_and(|inner| !inner.contains(['<', '>']) && !inner.ends_with('-'))
}

/// Whether a piece of HTML ends between the brackets of a tag.
pub(super) fn ends_inside_tag(html: &str) -> bool {
    html.rfind('<') > html.rfind('>')
}

pub(super) fn look_at(
    html: &str,
    state: &mut State<'_>,
    safe: bool,
) -> Vec<(Finding, Range<usize>)> {
    let _ = safe;
    ids(html, &mut state.ids);
    Vec::new()
}

pub(super) fn ids(html: &str, ids: &mut Vec<String>) {
    let _ = (html, ids);
}

pub(super) fn clean(html: &str) -> String {
    html.to_owned()
}
