//! HTML that a writer put into Markdown: what it holds, and what of it a page may show.

mod allowed;
mod tags;

pub(super) use allowed::clean;

use super::state::State;
use crate::report::Finding;
use crate::text;
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
        .is_some_and(|inner| {
            !inner.contains("--") && !inner.starts_with(['>', '-']) && !inner.ends_with('-')
        })
}

/// Whether a piece of HTML ends between the brackets of a tag.
pub(super) fn ends_inside_tag(html: &str) -> bool {
    html.rfind('<') > html.rfind('>')
}

/// Takes the ids of a piece of HTML, and tells what of it is wrong or will be taken away, each with its place in the piece.
pub(super) fn look_at(
    html: &str,
    state: &mut State<'_>,
    safe: bool,
) -> Vec<(Finding, Range<usize>)> {
    let mut findings = Vec::new();
    for tag in tags::opening(html) {
        collect_ids(&tag, &mut state.ids);
        if safe && let Some(what) = allowed::forbidden(&tag) {
            findings.push((removed(&what), tag.range));
        }
    }
    findings
}

/// Adds the ids of a piece of HTML, and the names of its anchors.
pub(super) fn ids(html: &str, ids: &mut Vec<String>) {
    if html.contains("id=") || html.contains("name=") {
        for tag in tags::opening(html) {
            collect_ids(&tag, ids);
        }
    }
}

fn collect_ids(tag: &tags::Tag<'_>, ids: &mut Vec<String>) {
    for (name, value) in &tag.attributes {
        if !value.is_empty() && (name == "id" || (name == "name" && tag.name == "a")) {
            ids.push((*value).to_owned());
        }
    }
}

fn removed(what: &str) -> Finding {
    Finding::warning(
        "html.removed",
        text!(
            fr: "« {what} » est retiré de la page : seul le HTML qui ne peut rien exécuter y reste.",
            en: "“{what}” is taken out of the page: only HTML that cannot run anything stays.",
        ),
    )
    .help(text!(
        fr: "Écrivez-le en Markdown ou avec un composant. « raw_html: all », sous « markdown » dans la configuration, laisse tout passer.",
        en: "Write it in Markdown or with a component. “raw_html: all”, under “markdown” in the configuration, lets everything pass.",
    ))
}
