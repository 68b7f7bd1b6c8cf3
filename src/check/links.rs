//! Links that lead nowhere: every file of the output is known.

mod known;
mod place;
mod reach;
mod said;
mod sheets;
mod targets;

use super::addresses::{Address, Lead, below, decode, lead};
use super::locate::Templates;
use super::page::Seen;
use super::uses::Use;
use crate::markdown::MOST_FINDINGS;
use crate::report::{Finding, Place};
use crate::site::{Site, made_by_host};
use foldhash::{HashMap, HashSet, HashSetExt};
use known::Known;
use place::{Others, place};
use rayon::prelude::*;
pub use reach::Reach;
use said::finding;
pub use sheets::asked_in_vain;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::hash_map::Entry;
pub use targets::Targets;

/// What is wrong with an address.
enum Wrong {
    /// Nothing is there.
    Nothing(String),
    /// The place of a page.
    Place { file: String, anchor: String },
    /// The folder of the site is missing: what to write.
    Folder(String),
}

struct Broken<'a, 'p> {
    page: &'a Seen<'p>,
    address: Address<'a>,
    wrong: Wrong,
}

/// The links of pages and feeds that lead nowhere, each at the line that names it. `known`: what was found before; what it
/// tells is not told again. `targets`: all pages, those of which there is nothing to say too.
pub fn broken(
    pages: &[Seen<'_>],
    site: &Site,
    templates: &Templates<'_>,
    reach: &Reach<'_>,
    known: &[Finding],
    targets: &Targets<'_>,
) -> Vec<Finding> {
    let look = |all: bool| -> Vec<Broken<'_, '_>> {
        let found = pages.par_iter().enumerate().flat_map_iter(|(index, page)| {
            let before = index.checked_sub(1).filter(|_| !all);
            let known = before.map_or(0, |at| common(&pages[at], page, &site.config.base_url));
            let addresses = page.noticed.addresses.iter().skip(known);
            addresses.filter_map(move |address| {
                let wrong = wrong(address, page, site, reach, targets)?;
                Some(Broken {
                    page,
                    address,
                    wrong,
                })
            })
        });
        found.collect()
    };
    if look(false).is_empty() {
        return Vec::new();
    }
    let found = look(true);
    tell(found, site, templates, reach, targets, known)
}

/// How many addresses a page begins with as the page before it does, all of them of its template and the same from anywhere:
/// the menu. If one is wrong, it is so in the first page that has it.
fn common(before: &Seen<'_>, page: &Seen<'_>, base: &str) -> usize {
    let both = before
        .noticed
        .addresses
        .iter()
        .zip(page.noticed.addresses.iter());
    let same = both.take_while(|(one, other)| {
        one.written == other.written
            && one.used == other.used
            && (one.in_body, other.in_body) == (Some(false), Some(false))
            && !one.written.contains('#')
            && below(one.written, base).is_some()
    });
    same.count()
}

fn wrong(
    address: Address<'_>,
    page: &Seen<'_>,
    site: &Site,
    reach: &Reach<'_>,
    targets: &Targets<'_>,
) -> Option<Wrong> {
    let written = address.written;
    if address.used == Use::Hint {
        return None;
    }
    let base = &site.config.base_url;
    if let Some((file, all)) = reach.named(written, base) {
        return match all {
            true => None,
            false => wrong_place(address, page, file, targets),
        };
    }
    let path = match lead(
        written,
        page.path,
        page.noticed.addresses.based,
        &site.config,
    ) {
        Lead::Elsewhere => return None,
        Lead::Beside(path) => {
            let there = !path.is_empty() && reach.file(path).is_some();
            let folder = &site.config.folder;
            return there.then(|| Wrong::Folder(format!("{folder}/{path}")));
        }
        Lead::Inside(path) => path,
    };
    let Some(file) = reach.file(&path) else {
        return (!made_by_host(site, written, &path)).then(|| Wrong::Nothing(path.into_owned()));
    };
    wrong_place(address, page, file, targets)
}

/// Whether the fragment of an address names nothing in the page that it leads to.
fn wrong_place(
    address: Address<'_>,
    page: &Seen<'_>,
    file: &str,
    targets: &Targets<'_>,
) -> Option<Wrong> {
    let hash = memchr::memchr(b'#', address.written.as_bytes())?;
    let anchor = address.written.get(hash + 1..)?;
    if targets.have(file, anchor)? {
        return None;
    }
    // notes stand at the end of their own page, not where its first lines are shown
    if file == page.path && address.in_body == Some(false) && anchor.starts_with(['f', 'r']) {
        let digits = anchor.trim_start_matches(|c: char| !c.is_ascii_digit());
        if anchor.starts_with("fn") || anchor.starts_with("fr-") || digits == anchor {
            return None;
        }
    }
    Some(Wrong::Place {
        file: file.to_owned(),
        anchor: decode(anchor).into_owned(),
    })
}

fn tell(
    mut found: Vec<Broken<'_, '_>>,
    site: &Site,
    templates: &Templates<'_>,
    reach: &Reach<'_>,
    targets: &Targets<'_>,
    known: &[Finding],
) -> Vec<Finding> {
    let known = Known::new(known);
    // a page's own text is blamed before whoever shows it too
    found.sort_by_key(|broken| broken.address.in_body == Some(false));
    let mut told: HashSet<String> = HashSet::new();
    let mut shared: HashSet<String> = HashSet::new();
    let mut places: HashSet<(String, usize, usize)> = HashSet::new();
    let mut met: HashMap<(&str, &str), usize> = HashMap::default();
    // what its page's own Markdown names no longer is at one place, however often it is met
    let mut elsewhere: HashMap<(&str, &str, Option<bool>), Option<Place>> = HashMap::default();
    let mut of_page: HashMap<&str, usize> = HashMap::default();
    let others = Others::new(site);
    let mut findings = Vec::new();
    for broken in found {
        let Broken {
            page,
            address,
            wrong,
        } = broken;
        let own = address.in_body != Some(false);
        let file = page.document.map(|document| document.file.as_str());
        let target = match &wrong {
            Wrong::Nothing(path) => path.clone(),
            Wrong::Place { file, anchor } => format!("{file}#{anchor}"),
            Wrong::Folder(path) => path.clone(),
        };
        let said = own && known.say(address.written, file);
        // what a page says may be shown by others too; but a template may say it as well, once for all pages
        if !own && !shared.insert(target.clone()) {
            continue;
        }
        let again = !own && (told.contains(&target) || known.say(address.written, None));
        let count = of_page.entry(page.path).or_default();
        *count += 1;
        if *count > MOST_FINDINGS {
            continue;
        }
        let nth = met.entry((page.path, address.written)).or_default();
        let first = *nth == 0;
        let place = match elsewhere.entry((page.path, address.written, address.in_body)) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(unknown) => place::in_body(&address, *nth, &Cell::default(), page, site)
                .or_else(|| {
                    let found = place::elsewhere(&address, page, templates, &others);
                    unknown.insert(found).clone()
                }),
        };
        *nth += usize::from(own);
        let is_new = match &place {
            // what Markdown names is told already, but what HTML beside it does is not
            Some(place) if said && (file != Some(&place.file) || !is_quoted(place)) => false,
            Some(place) if again && place.file.ends_with(".md") => false,
            Some(place) => {
                let at = (place.file.clone(), place.line, place.column);
                !known.are_at(place) && places.insert(at)
            }
            None => !said && !again && first,
        };
        if is_new {
            findings.push(finding(&address, &wrong, site, reach, targets, page, place));
        }
        told.insert(target);
    }
    findings
}

/// Whether a place follows a quotation mark or an equals sign, as the value of an attribute does.
fn is_quoted(place: &Place) -> bool {
    let before = place.column.checked_sub(2);
    before.is_some_and(|at| matches!(place.excerpt.chars().nth(at), Some('"' | '\'' | '=')))
}

/// The addresses of other sites that pages link to, each once with a place, sorted.
pub fn external(
    pages: &[Seen<'_>],
    site: &Site,
    templates: &Templates<'_>,
    known: &[(String, Place)],
) -> Vec<(String, Place)> {
    // `é` in the text is `%C3%A9` in the page
    let mut met: HashSet<Cow<'_, str>> = known.iter().map(|(address, _)| decode(address)).collect();
    let others = Others::new(site);
    let mut found = Vec::new();
    for page in pages {
        let read = Cell::default();
        for address in page.noticed.addresses.iter() {
            let written = address.written;
            let on_the_web = written.starts_with("http://") || written.starts_with("https://");
            if !on_the_web
                || matches!(address.used, Use::Hint | Use::Form)
                || below(written, &site.config.base_url).is_some()
                || !met.insert(decode(written))
            {
                continue;
            }
            let place = place(&address, &read, page, templates, &others);
            found.push((
                written.to_owned(),
                place.unwrap_or_else(|| page.origin.clone()),
            ));
        }
    }
    found.sort();
    found
}
