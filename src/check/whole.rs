//! The rules about the whole site: titles, menus, help, and pages that no way leads to.
//!
//! They judge what each page was noticed to have, so that nothing is rendered again for them.

use super::addresses::{Lead, lead};
use super::facts::{Facts, Zone};
use super::fonts::signs;
use super::links::Reach;
use super::locate::Templates;
use super::page::Seen;
use super::rules::Element;
use super::uses::Use;
use super::words;
use crate::config::Config;
use crate::data::At;
use crate::report::{Finding, Place, Text};
use crate::sources::{Document, Front};
use crate::text;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// What the rules about the whole site know of a page.
#[derive(Clone, Debug, Default)]
pub struct PageFacts {
    /// Its title; empty where it has none or is no whole document; only for `lucarne check`, like all the rest.
    pub title: String,
    /// Links outside of what is the page's own.
    pub repeated: Vec<Repeated>,
    /// It is a whole document.
    pub whole: bool,
    /// The characters it shows that fonts are judged by, in order.
    pub signs: Vec<char>,
}

/// A link that pages may have in common.
#[derive(Clone, Debug)]
pub struct Repeated {
    zone: Zone,
    /// The tag of its `<nav>`, empty outside of one.
    nav: String,
    href: String,
    name: String,
    element: Element,
    /// The end of what is before it in the page.
    before: String,
}

/// What the links of a page tell.
pub(super) fn links(facts: &Facts<'_>, html: &str) -> PageFacts {
    let repeated = facts.links.iter().filter(|link| link.zone != Zone::Main);
    let repeated = repeated
        .filter(|link| link.zone != Zone::Other)
        .map(|link| {
            let name = facts.names.get(link.name.clone()).unwrap_or("");
            let nav = link.nav.and_then(|index| facts.navs.get(index));
            let tag =
                |span: &std::ops::Range<usize>| html.get(span.clone()).unwrap_or("").to_owned();
            Repeated {
                zone: link.zone,
                nav: nav.map(tag).unwrap_or_default(),
                href: link.href.to_owned(),
                name: words::normal(name),
                before: before(html, link.span.start),
                element: Element {
                    tag: tag(&link.span),
                    text: words::shown(name, 60),
                    nth: 0,
                    in_body: Some(false),
                },
            }
        });
    PageFacts {
        title: String::new(),
        repeated: repeated.collect(),
        whole: facts.root.is_some(),
        signs: signs(facts.texts.iter().map(|(text, _)| *text)),
    }
}

/// As much of what is before an offset as tells apart which of like tags begins there.
fn before(html: &str, at: usize) -> String {
    const MOST: usize = 60;
    let before = html.get(..at).unwrap_or("");
    let mut start = before.len().saturating_sub(MOST);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    before[start..].to_owned()
}

/// Pages with one title. Where a template gives it to all of them, the template is told.
pub fn titles(pages: &[Seen<'_>], templates: &Templates<'_>) -> Vec<Finding> {
    let own = |document: &Document| match &document.front {
        Front::Page(front) => front.title.clone(),
        Front::Section(front) => front.title.clone(),
    };
    let mut first: HashMap<(&str, &str), &Seen<'_>> = HashMap::new();
    let mut findings = Vec::new();
    let told = |page: &&Seen<'_>| page.first && page.listed && !page.is_damaged();
    for page in pages.iter().filter(told) {
        let title = page.noticed.facts.title.as_str();
        let Some(document) = page.document.filter(|_| !title.is_empty()) else {
            continue;
        };
        let Some(other) = first.insert((page.lang, title), page) else {
            continue;
        };
        first.insert((page.lang, title), other);
        // pages that are named apart, but not by the template
        let place = match other
            .document
            .is_some_and(|other| own(other) != own(document))
        {
            true => templates.place(&title_element(), None, page),
            false => None,
        };
        let by_template = place.is_some();
        let place = place.unwrap_or_else(|| document.key_place("title"));
        let (here, there) = (address(page.path), address(other.path));
        let mut finding = Finding::warning(
            "a11y.title-unique",
            text!(
                fr: "Les pages {there} et {here} ont le même titre : « {title} ».",
                en: "The pages {there} and {here} have the same title: “{title}”.",
            ),
        )
        .at(place)
        .help(Text::new(
            "Donnez à chacune un « title » qui la distingue. Si leurs « title » diffèrent déjà, c'est le <title> du modèle qui ne les montre pas.",
            "Give each a “title” that sets it apart. If their “title” differ already, it is the <title> of the template that does not show them.",
        ));
        if let Some(document) = other.document {
            finding = finding.also(
                document.key_place("title"),
                Text::new("l'autre page", "the other page"),
            );
        }
        findings.push(finding);
        if by_template {
            break;
        }
    }
    findings
}

fn title_element() -> Element {
    Element {
        tag: "<title>".to_owned(),
        text: String::new(),
        nth: 0,
        in_body: Some(false),
    }
}

fn address(path: &str) -> String {
    format!("/{}", path.strip_suffix("index.html").unwrap_or(path))
}

/// A page of a menu that is unlike the others is told with the line of the template that is most like it.
fn of_template(
    code: &'static str,
    page: &Seen<'_>,
    link: &Repeated,
    templates: &Templates<'_>,
    message: Text,
    help: Text,
) -> Finding {
    let of_page = || page.origin.clone();
    let place = templates.place(&link.element, Some(&link.before), page);
    let finding = Finding::warning(code, message).help(help);
    match place {
        Some(place) => finding.at(place).also(
            of_page(),
            Text::new("vu dans cette page", "seen in this page"),
        ),
        None => finding.at(of_page()),
    }
}

/// Menus whose entries come in another order than on the pages before.
pub fn menu_order(pages: &[Seen<'_>], templates: &Templates<'_>) -> Vec<Finding> {
    let mut known: HashMap<(&str, &str), (Vec<&str>, &str)> = HashMap::new();
    let mut findings = Vec::new();
    for page in pages {
        let mut menus: BTreeMap<&str, Vec<&Repeated>> = BTreeMap::new();
        for link in &page.noticed.facts.repeated {
            if !link.nav.is_empty() && !link.href.starts_with('#') {
                menus.entry(&link.nav).or_default().push(link);
            }
        }
        for (nav, links) in menus {
            let mut order: Vec<&str> = Vec::new();
            for link in &links {
                if !order.contains(&link.href.as_str()) {
                    order.push(&link.href);
                }
            }
            let Some((before, other)) = known.get(&(page.lang, nav)) else {
                known.insert((page.lang, nav), (order, page.path));
                continue;
            };
            let shared: Vec<&str> = order
                .iter()
                .copied()
                .filter(|href| before.contains(href))
                .collect();
            let expected: Vec<&str> = before
                .iter()
                .copied()
                .filter(|href| order.contains(href))
                .collect();
            let same_set = shared.len() == order.len() && shared.len() == before.len();
            if shared == expected || shared.len() < if same_set { 2 } else { 3 } {
                continue;
            }
            let at = shared
                .iter()
                .zip(&expected)
                .position(|(a, b)| a != b)
                .unwrap_or(0);
            let Some(link) = links.iter().find(|link| link.href == shared[at]) else {
                continue;
            };
            let (here, there, name) = (address(page.path), address(other), &link.element.text);
            let message = text!(
                fr: "Sur {here}, le menu n'est pas dans le même ordre que sur {there} : « {name} » a changé de place.",
                en: "On {here}, the menu is not in the same order as on {there}: “{name}” has changed places.",
            );
            let help = Text::new(
                "Gardez le même ordre sur toutes les pages : on retrouve un menu sans le relire.",
                "Keep one order on all pages: a menu is found again without reading it.",
            );
            findings.push(of_template(
                "a11y.nav-order",
                page,
                link,
                templates,
                message,
                help,
            ));
        }
    }
    findings
}

/// What most pages have: at least three of them, and three in five.
fn usual<T>(counts: &BTreeMap<T, usize>) -> Option<&T> {
    let total: usize = counts.values().sum();
    let (usual, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    (*count >= 3 && *count * 5 >= total * 3).then_some(usual)
}

/// Entries of a menu that bear another name on some pages than on most.
pub fn menu_names(pages: &[Seen<'_>], templates: &Templates<'_>) -> Vec<Finding> {
    type Names<'a> = BTreeMap<&'a str, usize>;
    let mut names: HashMap<(&str, &str, &str), Names<'_>> = HashMap::new();
    let entries = |link: &&Repeated| {
        !link.nav.is_empty() && !link.href.starts_with('#') && !link.name.is_empty()
    };
    for page in pages {
        for link in page.noticed.facts.repeated.iter().filter(entries) {
            let key = (page.lang, link.nav.as_str(), link.href.as_str());
            *names.entry(key).or_default().entry(&link.name).or_default() += 1;
        }
    }
    let mut findings = Vec::new();
    for page in pages {
        for link in page.noticed.facts.repeated.iter().filter(entries) {
            let key = (page.lang, link.nav.as_str(), link.href.as_str());
            let Some(of) = names.get(&key).filter(|of| of.len() > 1) else {
                continue;
            };
            let Some(usual) = usual(of).filter(|usual| **usual != link.name) else {
                continue;
            };
            let (here, name, href) = (address(page.path), &link.element.text, &link.href);
            let message = text!(
                fr: "Sur {here}, le lien du menu vers {href} s'appelle « {name} » ; ailleurs, « {usual} ».",
                en: "On {here}, the menu's link to {href} is called “{name}”; elsewhere, “{usual}”.",
            );
            let help = Text::new(
                "Donnez-lui le même nom partout.",
                "Give it one name everywhere.",
            );
            findings.push(of_template(
                "a11y.same-name",
                page,
                link,
                templates,
                message,
                help,
            ));
        }
    }
    findings
}

/// Ways to reach somebody that stand in another part of the page than on most pages, or in another order.
pub fn help_place(pages: &[Seen<'_>], templates: &Templates<'_>) -> Vec<Finding> {
    let mut zones: HashMap<(&str, &str), BTreeMap<Zone, usize>> = HashMap::new();
    for page in pages {
        for link in helps(page) {
            let of = zones.entry((page.lang, link.href.as_str())).or_default();
            *of.entry(part(link)).or_default() += 1;
        }
    }
    let mut findings = Vec::new();
    for page in pages {
        for link in helps(page) {
            let Some(of) = zones.get(&(page.lang, link.href.as_str())) else {
                continue;
            };
            let Some(usual) = usual(of).filter(|usual| **usual != part(link)) else {
                continue;
            };
            let (here, href) = (address(page.path), &link.href);
            let (is, was) = (zone_name(part(link)), zone_name(*usual));
            let (is_fr, is_en, was_fr, was_en) = (is.fr, is.en, was.fr, was.en);
            let message = text!(
                fr: "Sur {here}, {href} est dans {is_fr} ; ailleurs, dans {was_fr}.",
                en: "On {here}, {href} is in {is_en}; elsewhere, in {was_en}.",
            );
            let help = Text::new(
                "Mettez ce qui permet de demander de l'aide au même endroit sur toutes les pages.",
                "Put what lets readers ask for help in the same place on all pages.",
            );
            findings.push(of_template(
                "a11y.help-place",
                page,
                link,
                templates,
                message,
                help,
            ));
        }
    }
    findings
}

/// Each way to reach somebody, where the page first has it outside of what is its own.
fn helps<'a>(page: &Seen<'a>) -> Vec<&'a Repeated> {
    let mut met: HashSet<&str> = HashSet::new();
    let noticed = page.noticed;
    let reaches = |link: &&Repeated| {
        let href = link.href.to_ascii_lowercase();
        ["tel:", "mailto:", "sms:"]
            .iter()
            .any(|scheme| href.starts_with(scheme))
            || href.trim_end_matches('/').ends_with("/contact")
    };
    noticed
        .facts
        .repeated
        .iter()
        .filter(reaches)
        .filter(|link| met.insert(&link.href))
        .collect()
}

/// A menu in a header is a part of the header, as far as help is concerned.
fn part(link: &Repeated) -> Zone {
    match link.zone {
        Zone::Nav => Zone::Header,
        zone => zone,
    }
}

fn zone_name(zone: Zone) -> Text {
    match zone {
        Zone::Header | Zone::Nav => Text::new("l'en-tête ou le menu", "the header or menu"),
        Zone::Footer => Text::new("le pied de page", "the footer"),
        Zone::Aside => Text::new("un encadré", "an aside"),
        Zone::Main | Zone::Other => Text::new("la page", "the page"),
    }
}

/// Pages that no chain of links leads to from a home page. `redirects`: paths below the output folder and where they lead.
/// `reach`: all files of the output.
pub fn orphans(
    pages: &[Seen<'_>],
    redirects: &[(&str, &str)],
    reach: &Reach<'_>,
    config: &Config,
) -> Vec<Finding> {
    // where a page that could not be read would lead is not known
    if pages.iter().any(Seen::is_damaged) {
        return Vec::new();
    }
    let index: HashMap<&str, usize> = pages
        .iter()
        .enumerate()
        .map(|(index, page)| (page.path, index))
        .collect();
    let redirected: HashMap<&str, &str> = redirects.iter().copied().collect();
    let file = |written: &str, from: &str| match lead(written, from, false, config) {
        Lead::Inside(path) => reach.file(&path),
        _ => None,
    };
    let is_home = |page: &Seen<'_>| {
        page.path == "index.html" || page.path == format!("{}/index.html", page.lang)
    };
    let homes = (0..pages.len()).filter(|at| is_home(&pages[*at]));
    let mut open: VecDeque<usize> = homes.collect();
    let linked = |at: usize| pages[at].noticed.facts.whole;
    if open.is_empty() || !open.iter().any(|at| linked(*at)) {
        return Vec::new();
    }
    let mut reached: HashSet<usize> = open.iter().copied().collect();
    while let Some(at) = open.pop_front() {
        let page = &pages[at];
        for address in page.noticed.addresses.iter() {
            if !matches!(address.used, Use::Link | Use::Form | Use::Frame) {
                continue;
            }
            let mut found = file(address.written, page.path);
            for _ in 0..5 {
                let Some(to) = found.and_then(|path| redirected.get(path)) else {
                    break;
                };
                found = file(to, "");
            }
            if let Some(to) = found.and_then(|path| index.get(path)).copied()
                && reached.insert(to)
            {
                open.push_back(to);
            }
        }
    }
    let lost = pages.iter().enumerate().filter(|(at, page)| {
        !reached.contains(at) && page.listed && page.first && page.document.is_some()
    });
    let told = lost.filter_map(|(_, page)| {
        let document = page.document?;
        let path = address(page.path);
        let place = document
            .place_of(&At::Root.key("title"))
            .unwrap_or_else(|| Place::file(&document.file));
        Some(
            Finding::warning(
                "a11y.orphan",
                text!(
                    fr: "Aucun chemin ne mène de l'accueil à la page {path}.",
                    en: "No way leads from the home page to the page {path}.",
                ),
            )
            .at(place)
            .help(Text::new(
                "Faites-y un lien depuis une autre page ou un menu. Une page qui doit rester discrète le dit : « hidden: true » dans son en-tête.",
                "Link to it from another page or a menu. A page that is to stay out of sight says so: “hidden: true” in its front matter.",
            )),
        )
    });
    told.collect()
}
