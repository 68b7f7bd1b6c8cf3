//! From documents to the outline.

use super::addresses::{self, naming};
use super::{
    DocumentId, Head, Hidden, Naming, Outline, PageOutline, SectionId, SectionOutline, Wanted,
    above, lists, taxonomies,
};
use crate::SHARE;
use crate::config::{Config, Dialect};
use crate::report::{Finding, Findings};
use crate::sources::front_matter::PageFront;
use crate::sources::{Document, Front, Sources};
use crate::text;
use foldhash::{HashMap, HashMapExt, HashSet};
use jiff::Timestamp;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// Arranges all documents into an outline. `before`: one made with the same configuration; documents that are in it are
/// called the same.
pub fn arrange(
    sources: &Sources,
    config: &Config,
    wanted: Wanted,
    before: Option<&Outline>,
    findings: &mut Findings,
) -> Outline {
    let mut sections: Vec<Arc<SectionOutline>> = Vec::new();
    let mut by_folder: HashMap<(String, String), SectionId> = HashMap::new();
    let mut pages = Vec::new();
    let mut left_out = BTreeMap::new();
    let mut hidden_folders: HashMap<(String, String), Hidden> = HashMap::new();

    let mut named = Vec::with_capacity(sources.documents.len());
    let namings: Vec<_> = sources
        .documents
        .par_iter()
        .with_max_len(SHARE)
        .map(|document| {
            let known = before.and_then(|before| before.naming_of(document));
            let named = || naming(document, config).map(Arc::new);
            (document, known.map_or_else(named, Ok))
        })
        .collect();
    for (document, naming) in namings {
        match naming {
            Ok(naming) => named.push((document, naming)),
            Err(finding) => findings.push(*finding),
        }
    }
    refuse_index_beside_section(&mut named, findings);
    for (document, naming) in &named {
        if let Front::Section(front) = &document.front
            && front.draft
        {
            hidden_folders.insert((naming.folder.clone(), naming.lang.clone()), Hidden::Draft);
        }
    }
    for (document, naming) in named {
        let mut hidden = if hidden_folders.is_empty() {
            None
        } else {
            above(&naming.folder).find_map(|f| {
                hidden_folders
                    .get(&(f.to_owned(), naming.lang.clone()))
                    .copied()
            })
        };
        if let Front::Page(front) = &document.front {
            hidden = hidden.or_else(|| status(front, wanted.now));
        }
        let shown = match hidden {
            None => true,
            Some(Hidden::Draft) => wanted.drafts,
            Some(_) => wanted.future,
        };
        if !shown {
            left_out.extend(hidden.map(|hidden| (document.relative_path.clone(), hidden)));
            continue;
        }
        if naming.is_section {
            by_folder.insert((naming.folder.clone(), naming.lang.clone()), sections.len());
            sections.push(Arc::new(SectionOutline {
                head: head(config, Some(Arc::clone(document)), naming, hidden),
                pages: Vec::new(),
                subsections: Vec::new(),
            }));
        } else {
            let colocated_path = naming.colocated.then(|| format!("{}/", naming.own_folder));
            pages.push(Arc::new(PageOutline {
                slug: naming.slug.clone(),
                date: naming.date.clone(),
                colocated_path,
                head: head(config, Some(Arc::clone(document)), naming, hidden),
                section: None,
                lower: None,
                higher: None,
                section_template: None,
            }));
        }
    }
    for lang in config.languages.keys() {
        if let Entry::Vacant(root) = by_folder.entry((String::new(), lang.clone())) {
            let naming = addresses::root(config, lang);
            root.insert(sections.len());
            sections.push(Arc::new(SectionOutline {
                head: head(config, None, Arc::new(naming), None),
                pages: Vec::new(),
                subsections: Vec::new(),
            }));
        }
    }

    let by_path = index(&pages, &sections);
    let mut outline = Outline {
        pages,
        sections,
        taxonomies: Arc::default(),
        by_path: Arc::new(by_path),
        by_name: Arc::default(),
        left_out: Arc::new(left_out),
        assets: Arc::default(),
    };
    lists::arrange(&mut outline, &by_folder, config, findings);
    addresses::place_assets(&mut outline, sources, config);
    translate(&mut outline, config);
    outline.taxonomies = Arc::new(taxonomies::gather(&outline, config, findings));
    outline
}

/// Takes out pages named `index.md` in the folder of a section: they would have its address.
fn refuse_index_beside_section(
    named: &mut Vec<(&Arc<Document>, Arc<Naming>)>,
    findings: &mut Findings,
) {
    let sections: HashSet<(String, String)> = named
        .iter()
        .filter(|(_, naming)| naming.is_section)
        .map(|(_, naming)| (naming.own_folder.clone(), naming.lang.clone()))
        .collect();
    named.retain(|(document, naming)| {
        let is_index = naming.colocated || naming.canonical_path == "index.md";
        let of_section = || {
            naming.own_folder.is_empty()
                || sections.contains(&(naming.own_folder.clone(), naming.lang.clone()))
        };
        if !is_index || naming.is_section || !of_section() {
            return true;
        }
        let finding = Finding::error(
            "page.index-of-section",
            text!(
                fr: "Ce dossier est une rubrique : il ne peut pas être en même temps la page « index.md ».",
                en: "This folder is a section: it cannot be the page “index.md” at the same time."
            ),
        )
        .help(text!(
            fr: "Mettez ce texte dans « _index.md », ou donnez un autre nom à ce fichier.",
            en: "Put this text into “_index.md”, or give this file another name."
        ));
        findings.push(finding.at(document.place(0..0)));
        false
    });
}

fn head(
    config: &Config,
    document: Option<Arc<Document>>,
    naming: Arc<Naming>,
    hidden: Option<Hidden>,
) -> Head {
    Head {
        document,
        naming,
        ancestors: Vec::new(),
        assets: Vec::new(),
        translations: Vec::new(),
        anchor_links: config.markdown.insert_anchor_links,
        hidden,
    }
}

fn status(front: &PageFront, now: Timestamp) -> Option<Hidden> {
    if front.draft {
        Some(Hidden::Draft)
    } else if front
        .publish_date
        .as_ref()
        .is_some_and(|date| date.timestamp > now)
    {
        Some(Hidden::Scheduled)
    } else if front
        .expiry_date
        .as_ref()
        .is_some_and(|date| date.timestamp <= now)
    {
        Some(Hidden::Expired)
    } else {
        None
    }
}

fn index(
    pages: &[Arc<PageOutline>],
    sections: &[Arc<SectionOutline>],
) -> HashMap<String, DocumentId> {
    let mut by_path = HashMap::default();
    by_path.reserve(pages.len() + sections.len());
    for (id, page) in pages.iter().enumerate() {
        by_path.insert(page.head.relative_path.clone(), DocumentId::Page(id));
    }
    for (id, section) in sections.iter().enumerate() {
        by_path.insert(section.head.relative_path.clone(), DocumentId::Section(id));
    }
    by_path
}

fn translate(outline: &mut Outline, config: &Config) {
    if config.languages.len() < 2 {
        return;
    }
    let mut by_name: HashMap<String, Vec<DocumentId>> = HashMap::default();
    for id in outline.documents() {
        let name = outline.head(id).canonical_path.clone();
        by_name.entry(name).or_default().push(id);
    }
    outline.by_name = Arc::new(by_name);
    let path = |id: &DocumentId| outline.head(*id).relative_path.clone();
    let groups: Vec<Vec<DocumentId>> = outline
        .by_name
        .values()
        .map(|group| {
            let mut group: Vec<DocumentId> = group
                .iter()
                .copied()
                .filter(|id| match id {
                    DocumentId::Page(id) => outline.pages[*id].is_rendered(),
                    DocumentId::Section(id) => {
                        config.dialect == Dialect::Zola || outline.sections[*id].is_rendered()
                    }
                })
                .collect();
            group.sort_by_cached_key(path);
            group
        })
        .collect();
    for group in groups {
        for id in &group {
            outline.head_mut(*id).translations.clone_from(&group);
        }
    }
}
