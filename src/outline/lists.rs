//! Which section lists which pages, in which order, and who stands before and after whom.

use super::{Outline, PageId, PageOutline, SectionId, above, ignored};
use crate::config::{Config, Dialect};
use crate::report::Findings;
use crate::sources::front_matter::SortBy;
use foldhash::HashMap;
use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::{Collator, CollatorBorrowed, preferences::CollationNumericOrdering};
use std::cmp::Ordering;
use std::sync::Arc;

/// Fills sections with their pages and subsections, and pages with their ancestors and neighbours.
pub(super) fn arrange(
    outline: &mut Outline,
    by_folder: &HashMap<(String, String), SectionId>,
    config: &Config,
    findings: &mut Findings,
) {
    let section_of = |folder: &str, lang: &str| {
        by_folder
            .get(&(folder.to_owned(), lang.to_owned()))
            .copied()
    };
    let chain = |folder: &str, lang: &str| -> Vec<SectionId> {
        let mut chain: Vec<SectionId> = above(folder)
            .filter_map(|folder| section_of(folder, lang))
            .collect();
        chain.reverse();
        chain
    };
    let mut chains: HashMap<(String, String), (Option<SectionId>, Vec<SectionId>)> =
        HashMap::default();
    for id in 0..outline.pages.len() {
        let head = &outline.pages[id].head;
        let folder = parent_folder(
            &head.canonical_path,
            outline.pages[id].colocated_path.is_some(),
        )
        .to_owned();
        let key = (folder, head.lang.clone());
        let (direct, ancestors) = chains
            .entry(key)
            .or_insert_with_key(|(folder, lang)| (section_of(folder, lang), chain(folder, lang)));
        let Some(direct) = *direct else { continue };
        if let Some(setting) = outline.sections[direct].front().insert_anchor_links {
            Arc::make_mut(&mut outline.pages[id]).head.anchor_links = setting;
        }
        if !outline.pages[id].is_rendered() {
            continue;
        }
        let mut listed_in = ancestors.len();
        while let Some(section) = listed_in.checked_sub(1).map(|at| ancestors[at]) {
            Arc::make_mut(&mut outline.sections[section]).pages.push(id);
            let above = listed_in.checked_sub(2).map(|at| ancestors[at]);
            let passes_on = outline.sections[section].front().transparent
                && above.is_some_and(|above| is_directly_below(outline, section, above));
            if !passes_on {
                break;
            }
            listed_in -= 1;
        }
        let section_template = ancestors
            .iter()
            .rev()
            .copied()
            .find(|section| outline.sections[*section].front().page_template.is_some());
        let page = Arc::make_mut(&mut outline.pages[id]);
        page.section = Some(direct);
        page.section_template = section_template;
        // Zola passes over the transparent sections that a page is in
        let seen = match config.dialect {
            Dialect::Zola => &ancestors[..listed_in],
            Dialect::Native => ancestors.as_slice(),
        };
        page.head.ancestors = seen.to_vec();
    }
    for id in 0..outline.sections.len() {
        let head = &outline.sections[id].head;
        let folder = parent_folder(&head.canonical_path, false);
        let mut ancestors = chain(folder, &head.lang);
        ancestors.pop();
        if let Some(parent) = ancestors.last()
            && *parent != id
            && is_directly_below(outline, id, *parent)
        {
            Arc::make_mut(&mut outline.sections[*parent])
                .subsections
                .push(id);
        }
        let setting = outline.sections[id].front().insert_anchor_links;
        let head = &mut Arc::make_mut(&mut outline.sections[id]).head;
        head.ancestors = ancestors;
        if let Some(setting) = setting {
            head.anchor_links = setting;
        }
    }
    sort_subsections(outline);
    let orders = (0..outline.sections.len())
        .map(|id| sorted(outline, id, config, findings))
        .collect::<Vec<_>>();
    for (id, pages) in orders.into_iter().enumerate() {
        Arc::make_mut(&mut outline.sections[id]).pages = pages;
    }
    neighbours(outline);
}

fn parent_folder(canonical_path: &str, colocated: bool) -> &str {
    let own = canonical_path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    if colocated {
        own.rsplit_once('/').map_or("", |(parent, _)| parent)
    } else {
        own
    }
}

/// Whether no folder without `_index.md` stands between a section and one above it.
fn is_directly_below(outline: &Outline, section: SectionId, above: SectionId) -> bool {
    let folder = |id: SectionId| parent_folder(&outline.sections[id].head.canonical_path, false);
    parent_folder(folder(section), false) == folder(above)
}

fn sort_subsections(outline: &mut Outline) {
    for id in 0..outline.sections.len() {
        let mut subsections = outline.sections[id].subsections.clone();
        subsections.sort_by_key(|id| {
            let section = &outline.sections[*id];
            (section.front().weight, section.head.permalink.clone())
        });
        Arc::make_mut(&mut outline.sections[id]).subsections = subsections;
    }
}

fn sorted(
    outline: &Outline,
    id: SectionId,
    config: &Config,
    findings: &mut Findings,
) -> Vec<PageId> {
    let section = &outline.sections[id];
    let pages = &outline.pages;
    let mut ids = section.pages.clone();
    let (key, sort) = match section.front().sort_by {
        SortBy::None => return ids,
        SortBy::Date => ("date", "date"),
        SortBy::UpdateDate => ("date", "update_date"),
        SortBy::Title => ("title", "title"),
        SortBy::TitleBytes => ("title", "title_bytes"),
        SortBy::Weight => ("weight", "weight"),
        SortBy::Slug => ("slug", "slug"),
        SortBy::Permalink => ("path", "permalink"),
    };
    let sort_by = section.front().sort_by;
    ids.retain(|id| {
        let page = &pages[*id];
        let has = match sort_by {
            SortBy::Date => page.date.is_some(),
            SortBy::UpdateDate => latest(page).is_some(),
            SortBy::Title | SortBy::TitleBytes => page.front().title.is_some(),
            SortBy::Weight => page.front().weight.is_some(),
            _ => true,
        };
        if !has
            && !page
                .head
                .document
                .as_ref()
                .is_some_and(|document| document.is_wrong())
        {
            findings.push(ignored(&page.head, key, sort));
        }
        has
    });
    let title = |id: &PageId| pages[*id].front().title.as_deref().unwrap_or("");
    let permalink =
        |a: &PageId, b: &PageId| pages[*a].head.permalink.cmp(&pages[*b].head.permalink);
    let collator = (sort_by == SortBy::Title && config.dialect == Dialect::Native)
        .then(|| collator(&section.head.lang))
        .flatten();
    ids.sort_by(|a, b| {
        let order = match sort_by {
            SortBy::Date => pages[*b]
                .date
                .as_ref()
                .map(|d| d.timestamp)
                .cmp(&pages[*a].date.as_ref().map(|d| d.timestamp)),
            SortBy::UpdateDate => latest(&pages[*b]).cmp(&latest(&pages[*a])),
            SortBy::Title => match &collator {
                Some(collator) => collator.compare(title(a), title(b)),
                None => lexical_sort::natural_lexical_cmp(title(a), title(b)),
            },
            SortBy::TitleBytes => title(a).cmp(title(b)),
            SortBy::Weight => pages[*a].front().weight.cmp(&pages[*b].front().weight),
            SortBy::Slug => lexical_sort::natural_lexical_cmp(&pages[*a].slug, &pages[*b].slug),
            SortBy::Permalink | SortBy::None => Ordering::Equal,
        };
        order.then_with(|| permalink(a, b))
    });
    ids
}

/// The later of a page's dates.
fn latest(page: &PageOutline) -> Option<jiff::Timestamp> {
    let date = page.date.as_ref().map(|date| date.timestamp);
    let updated = page.front().updated.as_ref().map(|date| date.timestamp);
    date.max(updated)
}

/// The order of titles in a language: accents second, numbers by their value, punctuation counted.
fn collator(lang: &str) -> Option<CollatorBorrowed<'static>> {
    let locale: icu_locale_core::Locale = lang.parse().unwrap_or(icu_locale_core::Locale::UNKNOWN);
    let mut preferences = icu_collator::CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.alternate_handling = Some(AlternateHandling::NonIgnorable);
    Collator::try_new(preferences, options).ok()
}

/// A page's neighbours are those of the section that lists it in the end: a transparent section passes its pages on.
fn neighbours(outline: &mut Outline) {
    for id in 0..outline.sections.len() {
        let front = outline.sections[id].front();
        if front.sort_by == SortBy::None || front.transparent {
            continue;
        }
        let pages = outline.sections[id].pages.clone();
        for (at, page) in pages.iter().enumerate() {
            let page = Arc::make_mut(&mut outline.pages[*page]);
            page.lower = at.checked_sub(1).map(|before| pages[before]);
            page.higher = pages.get(at + 1).copied();
        }
    }
}
