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
/// matter, in the configuration, in data, or in another page that is shown here.
pub(super) fn place(
    address: &Address<'_>,
    nth: usize,
    page: &Seen<'_>,
    templates: &Templates<'_>,
    site: &Site,
) -> Option<Place> {
    let needles = needles(address.written, page.path, &site.config);
    if address.in_body == Some(true)
        && let Some(place) = page
            .document
            .and_then(|document| in_body(document, nth, &needles))
    {
        return Some(place);
    }
    let sites_own = |template: &&TemplateSource| template.file.starts_with("templates/");
    let (first, rest): (Vec<&TemplateSource>, Vec<_>) =
        templates.of(page).into_iter().partition(sites_own);
    let of_templates = first.into_iter().chain(rest);
    let mut sources: Vec<(&str, &str, usize)> = of_templates
        .map(|template| (template.file.as_str(), &*template.text, 0))
        .collect();
    let own = page.document.map(|document| (document, document.text()));
    if let Some((document, text)) = &own {
        let (at, from) = match address.in_body {
            Some(false) => (sources.len(), 0),
            _ => (0, document.body),
        };
        sources.insert(at, (&document.file, text, from));
    }
    let data = data(site);
    let data = data.iter().map(|(file, text)| (file.as_str(), &**text, 0));
    sources.extend(data);
    let found = |needle: &String, everywhere: bool| {
        sources.iter().find_map(|(file, text, from)| {
            let needle = std::slice::from_ref(needle);
            let found = match everywhere {
                true => standing(text, *from, needle, &|_| true)?,
                false => used(text, *from, needle)?,
            };
            Some(Place::range(*file, text, found))
        })
    };
    // the likeliest way to write it in any of them counts before a less likely one in the first
    let likely = needles.iter().find_map(|needle| found(needle, false));
    let mut whole = needles.iter().filter(|needle| !is_word(needle));
    likely
        .or_else(|| whole.find_map(|needle| found(needle, true)))
        .or_else(|| {
            let mut documents = site.sources.documents.iter();
            documents.find_map(|document| {
                let found = occurrence(&document.text(), 0, &needles)?;
                Some(document.place(found))
            })
        })
}

/// The configuration, and the data that templates have asked for.
fn data(site: &Site) -> Vec<(String, String)> {
    let asked = site.sources.files_on_demand().into_iter();
    let data = asked.filter(|file| {
        let endings = [".yaml", ".yml", ".toml", ".json", ".csv"];
        *file != site.config.file && endings.iter().any(|ending| file.ends_with(ending))
    });
    let files = [site.config.file.clone()].into_iter().chain(data);
    files
        .filter_map(|file| {
            let bytes = site.sources.file(&file)?;
            let text = String::from_utf8(bytes.to_vec()).ok()?;
            Some((file, text))
        })
        .collect()
}

/// Where a page's own Markdown names an address, after `nth` others.
fn in_body(document: &Document, nth: usize, needles: &[String]) -> Option<Place> {
    let text = document.text();
    let mut found = occurrence(&text, document.body, needles)?;
    for _ in 0..nth {
        found = used(&text, found.end, needles)?;
    }
    Some(document.place(found))
}

/// Whether a part of an address is like any word of a sentence.
fn is_word(needle: &str) -> bool {
    !needle.contains(['/', '.', '#', ':', '?'])
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
    let whole = || needles.iter().filter(|needle| !is_word(needle)).cloned();
    used(text, from, needles)
        .or_else(|| standing(text, from, &whole().collect::<Vec<_>>(), &|_| true))
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
                let after = rest.get(at + needle.len()..).unwrap_or("");
                let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '%');
                let starts =
                    before.is_none_or(|c| !part(c) && (c != '/' || !needle.starts_with('/')));
                let page = after.starts_with(".md") || after.starts_with(".html");
                let ends = match after.chars().next() {
                    Some('.') => page || !is_word(needle),
                    after => after.is_none_or(|c| !part(c) || c == '%'),
                };
                starts && ends && used(from + at)
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
        let word = ["rien".to_owned()];
        assert_eq!(occurrence("Il n'y a rien.", 0, &word), None);
        assert_eq!(occurrence("[Ici](rien)", 0, &word), Some(6..10));
        assert_eq!(occurrence("(rien.css) (rien.md)", 0, &word), Some(12..16));
    }
}
