//! Where an address is written.

use crate::check::addresses::{Address, below, decode};
use crate::check::locate::Templates;
use crate::check::page::Seen;
use crate::config::Config;
use crate::report::Place;
use crate::site::Site;
use crate::sources::TemplateSource;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

/// Where an address is written: in the page's Markdown, in a template, in its front matter, in the configuration, in data, or
/// in another page that is shown here. `read`: as for [`in_body`].
pub(super) fn place(
    address: &Address<'_>,
    read: &Cell<Reading>,
    page: &Seen<'_>,
    templates: &Templates<'_>,
    others: &Others<'_>,
) -> Option<Place> {
    let found = in_body(address, 0, read, page, others.site);
    found.or_else(|| elsewhere(address, page, templates, others))
}

/// How many addresses are looked for in all documents. A template that puts one together names another on each page.
const MOST_SEARCHES: usize = 10;

/// What addresses are looked for in that neither their page nor its templates name.
pub(super) struct Others<'s> {
    site: &'s Site,
    /// The configuration and the data, once somebody has asked.
    data: OnceCell<Vec<(String, String)>>,
    searches: Cell<usize>,
}

impl<'s> Others<'s> {
    /// All of a site.
    pub(super) fn new(site: &'s Site) -> Self {
        Self {
            site,
            data: OnceCell::new(),
            searches: Cell::new(MOST_SEARCHES),
        }
    }

    /// The first document that names an address, of those that are looked for.
    fn document(&self, needles: &[String]) -> Option<Place> {
        self.searches.set(self.searches.get().checked_sub(1)?);
        self.site.sources.documents.iter().find_map(|document| {
            let found = occurrence(&document.text(), 0, needles, &Cell::default())?;
            Some(document.place(found))
        })
    }
}

/// Where a page's own Markdown names an address, after `nth` others. `read`: how far it was read for addresses before.
pub(super) fn in_body(
    address: &Address<'_>,
    nth: usize,
    read: &Cell<Reading>,
    page: &Seen<'_>,
    site: &Site,
) -> Option<Place> {
    let document = page.document.filter(|_| address.in_body == Some(true))?;
    let needles = needles(address.written, page.path, &site.config);
    let text = document.text();
    let mut found = occurrence(&text, document.body, &needles, read)?;
    for _ in 0..nth {
        found = used(&text, found.end, &needles, read)?;
    }
    Some(document.place(found))
}

/// Where an address is written that the page's own Markdown does not name.
pub(super) fn elsewhere(
    address: &Address<'_>,
    page: &Seen<'_>,
    templates: &Templates<'_>,
    others: &Others<'_>,
) -> Option<Place> {
    let needles = needles(address.written, page.path, &others.site.config);
    let sites_own = |template: &&TemplateSource| template.file.starts_with("templates/");
    let (first, rest): (Vec<&TemplateSource>, Vec<_>) =
        templates.of(page).into_iter().partition(sites_own);
    let of_templates = first.into_iter().chain(rest);
    let mut sources: Vec<(&str, &str, usize)> = of_templates
        .map(|template| (template.file.as_str(), &*template.text, 0))
        .collect();
    let own = page.document.map(|document| (document, document.text()));
    if let Some((document, text)) = &own {
        match address.in_body {
            // what its Markdown says is there as well, and leads elsewhere where it reads the same
            Some(false) => {
                let front = text.get(..document.body).unwrap_or("");
                sources.push((&document.file, front, 0));
            }
            _ => sources.insert(0, (&document.file, text, document.body)),
        }
    }
    let data = others.data.get_or_init(|| data(others.site));
    let data = data.iter().map(|(file, text)| (file.as_str(), &**text, 0));
    sources.extend(data);
    let found = |needle: &String, everywhere: bool| {
        sources.iter().find_map(|(file, text, from)| {
            let needle = std::slice::from_ref(needle);
            let found = match everywhere {
                true => standing(text, *from, needle, &|_| true)?,
                false => used(text, *from, needle, &Cell::default())?,
            };
            Some(Place::range(*file, text, found))
        })
    };
    // the likeliest way to write it in any of them counts before a less likely one in the first
    let likely = needles.iter().find_map(|needle| found(needle, false));
    let mut whole = needles.iter().filter(|needle| !is_word(needle));
    likely
        .or_else(|| whole.find_map(|needle| found(needle, true)))
        .or_else(|| others.document(&needles))
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
fn occurrence(
    text: &str,
    from: usize,
    needles: &[String],
    read: &Cell<Reading>,
) -> Option<Range<usize>> {
    let whole = || needles.iter().filter(|needle| !is_word(needle)).cloned();
    used(text, from, needles, read)
        .or_else(|| standing(text, from, &whole().collect::<Vec<_>>(), &|_| true))
}

/// The same, as an address only.
fn used(text: &str, from: usize, needles: &[String], read: &Cell<Reading>) -> Option<Range<usize>> {
    let used = |at: usize| {
        let before = text.get(..at).unwrap_or("").trim_end();
        if !before.ends_with(['"', '\'', '=', '(', '<']) {
            return false;
        }
        read.set(read.get().until(text, before.len()));
        !read.get().is_code(before)
    };
    standing(text, from, needles, &used)
}

/// What was met in a text up to an offset.
#[derive(Clone, Copy, Default)]
pub(super) struct Reading {
    until: usize,
    /// Where the line begins.
    line: usize,
    /// In the lines before it.
    fences: usize,
    /// In it.
    backticks: usize,
}

impl Reading {
    /// The same up to another offset: what was read before it is not read again.
    fn until(self, text: &str, until: usize) -> Self {
        let mut read = if until < self.until {
            Self::default()
        } else {
            self
        };
        let bytes = text.as_bytes();
        while let Some(end) = memchr::memchr(b'\n', &bytes[read.until..until]) {
            let end = read.until + end;
            read.fences += usize::from(is_fence(&text[read.line..end]));
            (read.line, read.until, read.backticks) = (end + 1, end + 1, 0);
        }
        read.backticks += memchr::memchr_iter(b'`', &bytes[read.until..until]).count();
        read.until = until;
        read
    }

    /// Whether what follows the text that was read is code: between backticks, or fences.
    fn is_code(self, read: &str) -> bool {
        let fences = self.fences + usize::from(is_fence(&read[self.line..]));
        self.backticks % 2 == 1 || fences % 2 == 1
    }
}

fn is_fence(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '>']);
    line.starts_with("```") || line.starts_with("~~~")
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
        let found = |text: &str, needles: &[String]| occurrence(text, 0, needles, &Cell::default());
        let needles = ["/a/".to_owned()];
        assert_eq!(found("x/a/ (/a/b) href=\"/a/\"", &needles), Some(18..21));
        assert_eq!(found("/a/b", &needles), None);
        let word = ["rien".to_owned()];
        assert_eq!(found("Il n'y a rien.", &word), None);
        assert_eq!(found("[Ici](rien)", &word), Some(6..10));
        assert_eq!(found("(rien.css) (rien.md)", &word), Some(12..16));
    }

    #[test]
    fn an_address_in_code_is_not_used() {
        let needles = ["/b/".to_owned(), "/a/".to_owned()];
        for code in [
            "`(/a/)`",
            "```\n(/a/)\n(/b)\n```\n",
            "> ~~~\n> (/a/)\n> ~~~\n",
        ] {
            let text = format!("{code} [`x`](/a/)");
            let found = text.len() - 4..text.len() - 1;
            assert_eq!(
                used(&text, 0, &needles, &Cell::default()),
                Some(found),
                "{code}"
            );
            assert_eq!(used(code, 0, &needles, &Cell::default()), None, "{code}");
        }
    }
}
