//! Where an address is written.

use crate::check::addresses::{Address, below, decode};
use crate::check::locate::Templates;
use crate::check::page::Seen;
use crate::config::Config;
use crate::report::Place;
use crate::site::Site;
use crate::sources::{Document, TemplateSource};
use std::ops::Range;

/// Where an address is written: in the page's Markdown (there the one after `nth` others), in a template, in its front
/// matter, in the configuration, or in another page that is shown here.
pub(super) fn place(
    address: &Address<'_>,
    nth: usize,
    page: &Seen<'_>,
    templates: &Templates<'_>,
    site: &Site,
) -> Option<Place> {
    let needles = needles(address.written, page.path, &site.config);
    let in_document = |document: &Document, from: usize| {
        let found = occurrence(&document.text(), from, &needles)?;
        Some(document.place(found))
    };
    let own = || {
        let document = page.document?;
        let text = document.text();
        let mut found = occurrence(&text, document.body, &needles)?;
        for _ in 0..nth {
            found = used(&text, found.end, &needles)?;
        }
        Some(document.place(found))
    };
    let in_templates = || {
        let sites_own = |template: &&TemplateSource| template.file.starts_with("templates/");
        let (first, rest): (Vec<&TemplateSource>, Vec<_>) =
            templates.of(page).into_iter().partition(sites_own);
        first.into_iter().chain(rest).find_map(|template| {
            let found = occurrence(&template.text, 0, &needles)?;
            Some(Place::range(&template.file, &template.text, found))
        })
    };
    let whole = || page.document.and_then(|document| in_document(document, 0));
    let in_settings = || {
        let file = &site.config.file;
        let bytes = site.sources.file(file)?;
        let text = std::str::from_utf8(&bytes).ok()?;
        Some(Place::range(file, text, occurrence(text, 0, &needles)?))
    };
    let in_others = || {
        let documents = site.sources.documents.iter();
        documents
            .into_iter()
            .find_map(|document| in_document(document, 0))
    };
    match address.in_body {
        Some(false) => in_templates()
            .or_else(whole)
            .or_else(in_settings)
            .or_else(in_others),
        _ => own()
            .or_else(in_templates)
            .or_else(whole)
            .or_else(in_settings)
            .or_else(in_others),
    }
}

/// How an address may have been written, the likeliest first.
fn needles(written: &str, page: &str, config: &Config) -> Vec<String> {
    let mut needles = vec![written.to_owned()];
    let mut add = |needle: &str| {
        let known = needles.iter().any(|known| known == needle);
        if needle.len() > 2 && !known {
            needles.push(needle.to_owned());
        }
    };
    let decoded = decode(written);
    add(&decoded);
    let inside = below(written, &config.base_url).unwrap_or(written);
    let inside = decode(inside);
    add(&inside);
    let own = page.strip_suffix("index.html").unwrap_or("");
    if let Some(beside) = inside.trim_start_matches('/').strip_prefix(own) {
        add(beside);
    }
    add(inside.trim_start_matches('/'));
    add(inside.trim_matches('/'));
    if let Some((path, anchor)) = inside.split_once('#') {
        let raw = written.split_once('#').map_or(anchor, |(_, raw)| raw);
        add(&format!("#{raw}"));
        add(&format!("#{anchor}"));
        add(path);
        add(path.trim_matches('/'));
    }
    needles
}

/// The first place where one of the words stands by itself: as the address of a tag or a link rather than in a sentence or as
/// code.
fn occurrence(text: &str, from: usize, needles: &[String]) -> Option<Range<usize>> {
    used(text, from, needles).or_else(|| standing(text, from, needles, &|_| true))
}

/// The same, as an address only.
fn used(text: &str, from: usize, needles: &[String]) -> Option<Range<usize>> {
    let used = |at: usize| {
        let before = text.get(..at).unwrap_or("").trim_end();
        before.ends_with(['"', '\'', '=', '(', '<']) && !is_code(before)
    };
    standing(text, from, needles, &used)
}

/// Whether what follows a text is code: between backticks, or fences.
fn is_code(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or("");
    let fence = |line: &&str| {
        let line = line.trim_start_matches([' ', '>']);
        line.starts_with("```") || line.starts_with("~~~")
    };
    line.matches('`').count() % 2 == 1 || before.lines().filter(fence).count() % 2 == 1
}

fn standing(
    text: &str,
    from: usize,
    needles: &[String],
    used: &dyn Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    needles
        .iter()
        .filter(|needle| !needle.is_empty())
        .find_map(|needle| {
            let mut found = memchr::memmem::find_iter(rest.as_bytes(), needle.as_bytes());
            let at = found.find(|at| {
                let before = rest
                    .get(..*at)
                    .and_then(|before| before.chars().next_back());
                let after = rest
                    .get(at + needle.len()..)
                    .and_then(|after| after.chars().next());
                let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '%');
                let starts =
                    before.is_none_or(|c| !part(c) && (c != '/' || !needle.starts_with('/')));
                starts && after.is_none_or(|c| !part(c) || c == '.' || c == '%') && used(from + at)
            })?;
            Some(from + at..from + at + needle.len())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_as_a_word() {
        let needles = ["/a/".to_owned()];
        assert_eq!(
            occurrence("x/a/ (/a/b) href=\"/a/\"", 0, &needles),
            Some(18..21)
        );
        assert_eq!(occurrence("/a/b", 0, &needles), None);
    }
}
