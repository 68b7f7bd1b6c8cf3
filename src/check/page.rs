//! What is noticed in each rendered page, kept with it, and told at the end of a build.

#[cfg(test)]
mod tests;

use super::addresses::{Addresses, is_foreign, of_feed, public_path};
use super::facts::Facts;
use super::gather::{Known, Wanted, gather};
use super::links::Reach;
use super::locate::{Templates, Written};
use super::prose::said_otherwise;
use super::rules::{Element, Fault, judge};
use super::settle::Waived;
use super::uses::Sure;
use super::whole::PageFacts;
use super::{rights, words};
use crate::codes::When;
use crate::config::{Config, Dialect, Mode};
use crate::report::{Finding, Place};
use crate::sources::Document;
use crate::text;
use rayon::prelude::*;
use std::cell::{Cell, OnceCell};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What one page showed. It depends on the page's bytes only, so that it can be kept with them.
#[derive(Clone, Debug, Default)]
pub struct Noticed {
    /// In the order of the rules.
    pub faults: Vec<Fault>,
    /// For the rules about the whole site.
    pub facts: PageFacts,
    /// Where it leads, and what it asks for.
    pub addresses: Addresses,
    /// The places of its own Markdown are not among those of the addresses: they are known.
    pub knows_body: bool,
    /// Its length in bytes; 0 where it is no page.
    pub size: u64,
    /// How many elements it has, where all of it was read.
    pub elements: u64,
    /// `tu` or `vous`, where the page declares one; only for `lucarne check`, like what follows.
    pub declared: Option<&'static str>,
    /// Texts of the page that say the other.
    pub said_otherwise: Vec<String>,
}

impl Noticed {
    /// A page whose Markdown is known, with nothing to tell of it and no other place that links could name.
    pub fn is_silent(&self) -> bool {
        self.knows_body && self.faults.is_empty() && self.addresses.is_silent()
    }
}

/// Which rules are looked for. None: a site for Zola that says nothing of rules is judged by `lucarne check` only.
pub fn wanted(config: &Config, mode: Mode) -> Option<When> {
    match mode {
        Mode::Check => Some(When::Check),
        Mode::Build | Mode::Serve => (config.dialect == Dialect::Native
            || !config.check.rules.is_empty())
        .then_some(When::Build),
    }
}

/// A rendered page.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// As it is published.
    pub html: &'a str,
    /// Its path below the output folder.
    pub path: &'a str,
    /// The HTML of its own Markdown, empty where it has none.
    pub body: &'a str,
    /// What is known of that without being read.
    pub known: Option<Known<'a>>,
    /// `tu` or `vous`, where the page declares one and that is to be judged.
    pub declared: Option<&'static str>,
}

/// Looks at a rendered page. `base`: the address of the site. `reach`: the files of the site, where what is noticed is not kept
/// for another build: then right addresses are dropped at once.
pub fn notice(page: Page<'_>, when: When, base: &str, reach: Option<&Reach<'_>>) -> Noticed {
    let html = page.html;
    let body = Body::new(html, page.body);
    let contents = page
        .known
        .and_then(|known| Contents::new(page, known, base));
    let is_sure = |written: &str| {
        let right = reach.is_some_and(|reach| reach.is_sure(written, base));
        match right || is_foreign(written, base) {
            true => Sure::Anywhere,
            false => Sure::No,
        }
    };
    let is_sure_or_own = |written: &str| match &contents {
        Some(own) if own.holds(written) => Sure::Here,
        _ => is_sure(written),
    };
    let all = Wanted {
        texts: when == When::Check,
        ..Wanted::default()
    };
    let few = Wanted {
        body: page.body.trim(),
        known: page.known,
        shared: reach.map(Reach::shared),
        ..all
    };
    let read = |sure| Wanted {
        sure: Some(sure),
        ..few
    };
    let facts = match reach {
        Some(_) => Some(gather(html, read(&is_sure_or_own)))
            // places of a text that the page does not show are none
            .filter(|facts| facts.knows_body || facts.uses.right_here == 0)
            .unwrap_or_else(|| gather(html, read(&is_sure))),
        None => gather(html, all),
    };
    let own = reach.map(|_| page.path);
    let addresses = Addresses::new(&facts, base, own, when == When::Check, &body);
    let faults = judge(&facts, html, &body, when, base)
        .or_else(|| judge(&gather(html, all), html, &body, when, base))
        .unwrap_or_default();
    Noticed {
        faults,
        addresses,
        knows_body: facts.knows_body,
        size: html.len() as u64,
        elements: facts.uses.elements as u64,
        facts: page_facts(&facts, html, when),
        declared: page.declared,
        said_otherwise: match page.declared {
            Some(declared) => said_otherwise(&facts.texts, declared),
            None => Vec::new(),
        },
    }
}

/// Looks at a feed. `reach`: as for a page.
pub fn notice_feed(xml: &str, base: &str, reach: Option<&Reach<'_>>) -> Noticed {
    let sure = |written: &str| reach.is_some_and(|reach| reach.is_sure(written, base));
    Noticed {
        addresses: of_feed(xml, base, sure),
        ..Noticed::default()
    }
}

/// The addresses of the places in a page's own Markdown, for a list of them that stands before it.
struct Contents<'p> {
    base: &'p str,
    /// Of the page, as addresses have it.
    path: &'p str,
    ids: &'p [String],
    /// The place after the one that was named last: lists are in the order of the page.
    next: Cell<usize>,
}

impl<'p> Contents<'p> {
    /// How many places a list may pass over: it need not go down to all headings.
    const PASSED_OVER: usize = 8;

    fn new(page: Page<'p>, known: Known<'p>, base: &'p str) -> Option<Self> {
        Some(Self {
            base,
            path: public_path(page.path)?,
            ids: known.ids,
            next: Cell::new(0),
        })
    }

    /// Whether an address names one of the next places.
    fn holds(&self, written: &str) -> bool {
        let (slash, hash) = (self.base.len(), self.base.len() + 1 + self.path.len());
        let bytes = written.as_bytes();
        let own = bytes.get(hash) == Some(&b'#')
            && bytes[slash] == b'/'
            && bytes[slash + 1..hash] == *self.path.as_bytes()
            && bytes.starts_with(self.base.as_bytes());
        let Some(place) = written.get(hash + 1..).filter(|_| own) else {
            return false;
        };
        let next = self.next.get();
        let ids = self.ids.iter().enumerate().skip(next);
        let mut ids = ids.take(Self::PASSED_OVER);
        let found = ids.find(|(_, id)| *id == place);
        self.next.set(found.map_or(next, |(at, _)| at + 1));
        found.is_some()
    }
}

/// What a page has of its own Markdown.
pub struct Body<'h> {
    html: &'h str,
    /// The HTML of the Markdown, empty where there is none.
    body: &'h str,
    /// Where that stands in the page, once somebody has asked.
    range: OnceCell<Option<Range<usize>>>,
}

impl<'h> Body<'h> {
    /// `html`: the page. `body`: the HTML of its Markdown, empty where it has none.
    pub fn new(html: &'h str, body: &'h str) -> Self {
        Self {
            html,
            body: body.trim(),
            range: OnceCell::new(),
        }
    }

    /// Where it stands in the page; none where that is not known.
    pub fn range(&self) -> Option<&Range<usize>> {
        self.range.get_or_init(|| self.look()).as_ref()
    }

    fn look(&self) -> Option<Range<usize>> {
        let (page, body) = (self.html.as_bytes(), self.body.as_bytes());
        if body.is_empty() {
            return None;
        }
        // looking for a long text costs more before it begins than looking for its first words and comparing
        let first = &body[..body.len().min(32)];
        let mut starts = memchr::memmem::find_iter(page, first);
        let at = starts.find(|at| page[*at..].starts_with(body))?;
        Some(at..at + body.len())
    }

    /// Whether what stands at an offset of the page comes from its own Markdown; none where that is not known.
    pub fn holds(&self, at: usize) -> Option<bool> {
        match self.range() {
            Some(range) => Some(range.contains(&at)),
            None => self.body.is_empty().then_some(false),
        }
    }
}

fn page_facts(facts: &Facts<'_>, html: &str, when: When) -> PageFacts {
    if when == When::Build {
        return PageFacts::default();
    }
    let title = match (&facts.root, &facts.title) {
        (Some(_), Some((_, title))) if words::says_something(title) => words::shown(title, 300),
        _ => String::new(),
    };
    PageFacts {
        title,
        ..super::whole::links(facts, html)
    }
}

/// A page with what was noticed in it.
pub struct Seen<'a> {
    /// Its path below the output folder.
    pub path: &'a str,
    /// What was noticed.
    pub noticed: &'a Noticed,
    /// What it is made from, where that is a Markdown file.
    pub document: Option<&'a Document>,
    /// Its number among all outputs.
    pub output: usize,
    /// The file to blame where nothing better is known.
    pub origin: Place,
    /// Its language.
    pub lang: &'a str,
    /// It is the first of its list, or no list at all.
    pub first: bool,
    /// It is in the outline, and meant to be found.
    pub listed: bool,
    /// Nobody wrote it: the home page of a language that has none. What it lacks is no fault.
    pub implied: bool,
}

impl Seen<'_> {
    /// Its front matter could not be read: what the page lacks is not its writer's doing.
    pub fn is_damaged(&self) -> bool {
        self.document.is_some_and(|document| document.damaged)
    }
}

/// The findings of all pages, each at its place. A fault of a template is told once, with the first page that shows it.
pub fn tell(
    pages: &[Seen<'_>],
    templates: &Templates<'_>,
    waived: &Waived<'_>,
    hosts: &[String],
) -> Vec<Finding> {
    let mut told: HashSet<(&str, &Element)> = HashSet::new();
    let judged = |page: &&Seen<'_>| !page.implied && !page.is_damaged();
    let mut faulty: Vec<(&Seen<'_>, Vec<&Fault>)> = Vec::new();
    for page in pages.iter().filter(judged) {
        let set_aside = page
            .document
            .and_then(|document| waived.get(document.file.as_str()));
        let wanted = page.noticed.faults.iter().filter(|fault| {
            let allowed =
                fault.code == "rights.third-party" && rights::is_allowed(&fault.message, hosts);
            let set_aside = set_aside.is_some_and(|codes| codes.contains(&fault.code));
            !allowed
                && !set_aside
                && (fault.element.in_body != Some(false)
                    || told.insert((fault.code, &fault.element)))
        });
        let wanted: Vec<&Fault> = wanted.collect();
        if !wanted.is_empty() {
            faulty.push((page, wanted));
        }
    }
    let of_bodies = LazyLock::new(|| of_bodies(pages));
    let placed = faulty.par_iter().flat_map_iter(|(page, faults)| {
        let mut written: Option<Written<'_>> = None;
        let of_bodies = &of_bodies;
        faults.iter().filter_map(move |fault| {
            placed(fault, page, &mut written, templates)
                // what a page says may be shown by others too
                .or_else(|| {
                    let told = of_bodies.contains(&what(fault));
                    (!told).then(|| finding(fault).at(page.origin.clone()))
                })
        })
    });
    placed.collect()
}

fn finding(fault: &Fault) -> Finding {
    Finding::warning(fault.code, fault.message.clone()).help(fault.help.clone())
}

/// A fault at its place, where that is known. `written`: the page's Markdown, once it has been read.
fn placed<'a>(
    fault: &Fault,
    page: &Seen<'a>,
    written: &mut Option<Written<'a>>,
    templates: &Templates<'_>,
) -> Option<Finding> {
    let in_markdown = match (page.document, fault.element.in_body) {
        (Some(document), Some(true) | None) => written
            .get_or_insert_with(|| Written::new(document))
            .find(&fault.element, templates.all()),
        _ => None,
    };
    let of_page = || page.origin.clone();
    let finding = finding(fault);
    if let Some(place) = in_markdown {
        return Some(finding.at(place));
    }
    if fault.element.in_body == Some(true) {
        return Some(finding.at(of_page()));
    }
    let place = templates.place(&fault.element, Some(&fault.before), page)?;
    let path = page.path;
    Some(finding.at(place).also(
        of_page(),
        text!(fr: "vu dans la page {path}", en: "seen in the page {path}"),
    ))
}

/// What a fault is about, wherever it stands.
fn what(fault: &Fault) -> (&str, &str, &str) {
    (fault.code, &fault.element.tag, &fault.element.text)
}

/// The faults that are told in the Markdown of pages.
fn of_bodies<'a>(pages: &'a [Seen<'_>]) -> HashSet<(&'a str, &'a str, &'a str)> {
    let faults = pages.iter().flat_map(|page| &page.noticed.faults);
    faults
        .filter(|fault| fault.element.in_body == Some(true))
        .map(what)
        .collect()
}
