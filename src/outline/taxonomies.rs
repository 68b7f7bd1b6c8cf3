//! Taxonomies: the terms of each language, and the pages under each term.

use super::{Head, Outline, PageId, permalink};
use crate::config::{Config, Dialect, TaxonomyOptions};
use crate::data::At;
use crate::report::{Finding, Findings, did_you_mean, nearest};
use crate::text;
use foldhash::HashMap;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};

/// A taxonomy in one language.
pub struct TaxonomyOutline {
    /// What the configuration says of it.
    pub options: TaxonomyOptions,
    /// Its language.
    pub lang: String,
    /// Its address below `base_url`, with `/` at both ends.
    pub path: String,
    /// Its whole address.
    pub permalink: String,
    /// Its terms, by slug.
    pub terms: Vec<TermOutline>,
}

/// A term.
pub struct TermOutline {
    /// As it was first written.
    pub name: String,
    /// Its part of the address.
    pub slug: String,
    /// Its address below `base_url`, with `/` at both ends.
    pub path: String,
    /// Its whole address.
    pub permalink: String,
    /// Its pages: newest first, undated last, ties by address.
    pub pages: Vec<PageId>,
}

impl TaxonomyOutline {
    /// The term of a name or slug, as index into the terms: names of one slug are one term.
    pub fn term(&self, name: &str, config: &Config) -> Option<usize> {
        let slug = config.slugify.taxonomies.segment(name);
        self.terms
            .binary_search_by(|term| term.slug.as_str().cmp(&slug))
            .ok()
    }
}

/// Gathers the taxonomies of all languages.
pub(super) fn gather(
    outline: &Outline,
    config: &Config,
    findings: &mut Findings,
) -> Vec<TaxonomyOutline> {
    let mut all = Vec::new();
    let mut terms: BTreeMap<(usize, usize), BTreeMap<String, Writings>> = BTreeMap::new();
    let mut slugs: HashMap<&str, String> = HashMap::default();
    for (id, page) in outline.pages.iter().enumerate() {
        if page.front().taxonomies.0.is_empty() || !page.is_rendered() {
            continue;
        }
        let Some((lang_index, _, options)) = config.languages.get_full(&page.head.lang) else {
            continue;
        };
        for (kind, names) in &page.front().taxonomies.0 {
            let Some(kind_index) = options
                .taxonomies
                .iter()
                .position(|taxonomy| taxonomy.name == *kind)
            else {
                findings.push(undeclared(
                    outline,
                    id,
                    kind,
                    options.taxonomies.iter().map(|t| t.name.as_str()).collect(),
                ));
                continue;
            };
            for name in names {
                let slug = slugs
                    .entry(name)
                    .or_insert_with(|| config.slugify.taxonomies.segment(name));
                if slug.is_empty() {
                    findings.push(at_kind(
                        &page.head,
                        kind,
                        Finding::error(
                            "taxonomy.empty-term",
                            text!(fr: "Le terme « {name} » ne contient ni lettre ni chiffre : il n'aurait pas d'adresse.", en: "The term “{name}” has no letter or digit: it would have no address."),
                        )
                        .help(text!(fr: "Donnez-lui un nom avec des lettres, ou enlevez-le.", en: "Give it a name with letters, or take it out.")),
                    ));
                    continue;
                }
                let entry = terms.entry((lang_index, kind_index)).or_default();
                let writings = entry.entry(slug.clone()).or_default();
                let writing = writings
                    .iter()
                    .position(|(written, _)| written == name)
                    .unwrap_or_else(|| {
                        writings.push((name.clone(), Vec::new()));
                        writings.len() - 1
                    });
                writings[writing].1.push(id);
            }
        }
    }
    for (lang_index, (lang, language)) in config.languages.iter().enumerate() {
        let prefix = if *lang == config.default_language {
            String::new()
        } else {
            format!("/{lang}")
        };
        let root = config
            .taxonomy_root
            .as_ref()
            .map_or_else(String::new, |root| format!("/{}", root.trim_matches('/')));
        for (kind_index, options) in language.taxonomies.iter().enumerate() {
            let path = format!("{prefix}{root}/{}/", options.slug);
            let found = terms.remove(&(lang_index, kind_index)).unwrap_or_default();
            let terms = found
                .into_par_iter()
                .map(|(slug, writings)| {
                    let (name, pages) = merged(outline, config.dialect, writings);
                    let path = format!("{path}{slug}/");
                    TermOutline {
                        name,
                        slug,
                        permalink: permalink(config, &path),
                        path,
                        pages,
                    }
                })
                .collect();
            all.push(TaxonomyOutline {
                options: options.clone(),
                lang: lang.clone(),
                permalink: permalink(config, &path),
                path,
                terms,
            });
        }
    }
    all
}

/// The ways in which one term is written, and the pages of each.
type Writings = Vec<(String, Vec<PageId>)>;

/// The name of a term and its pages, each once. Zola takes the name that sorts first, and lists one writing after the other.
fn merged(outline: &Outline, dialect: Dialect, mut writings: Writings) -> (String, Vec<PageId>) {
    if dialect == Dialect::Zola {
        writings.sort();
    }
    let name = writings
        .first()
        .map(|(name, _)| name.clone())
        .unwrap_or_default();
    let mut pages: Vec<PageId> = Vec::new();
    let one_writing = writings.len() == 1;
    for (_, mut of_writing) in writings {
        sort(outline, &mut of_writing);
        pages.extend(of_writing);
    }
    if one_writing {
        pages.dedup();
        return (name, pages);
    }
    if dialect == Dialect::Native {
        sort(outline, &mut pages);
    }
    let mut met = HashSet::new();
    pages.retain(|id| met.insert(*id));
    (name, pages)
}

fn sort(outline: &Outline, pages: &mut [PageId]) {
    pages.sort_by(|a, b| {
        let (a, b) = (&outline.pages[*a], &outline.pages[*b]);
        let dates = match (&a.date, &b.date) {
            (Some(a), Some(b)) => b.timestamp.cmp(&a.timestamp),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        dates.then_with(|| a.head.permalink.cmp(&b.head.permalink))
    });
}

fn undeclared(outline: &Outline, id: PageId, kind: &str, known: Vec<&str>) -> Finding {
    let list = known.join(", ");
    let help = match nearest(kind, known) {
        Some(near) => did_you_mean(near),
        None if list.is_empty() => text!(
            fr: "Déclarez-la dans la configuration, sous « taxonomies ».",
            en: "Declare it in the configuration, under “taxonomies”."
        ),
        None => text!(
            fr: "Déclarez-la dans la configuration, sous « taxonomies ». Celles du site : {list}.",
            en: "Declare it in the configuration, under “taxonomies”. Those of the site: {list}."
        ),
    };
    at_kind(
        &outline.pages[id].head,
        kind,
        Finding::error(
            "taxonomy.undeclared",
            text!(fr: "La taxonomie « {kind} » n'est pas déclarée pour cette langue.", en: "The taxonomy “{kind}” is not declared for this language."),
        )
        .help(help),
    )
}

/// A finding about what a page says of a taxonomy.
fn at_kind(head: &Head, kind: &str, finding: Finding) -> Finding {
    let Some(document) = &head.document else {
        return finding;
    };
    let own = document.place_of(&At::Root.key("taxonomies").key(kind));
    finding.at(own.unwrap_or_else(|| document.key_place("taxonomies")))
}
