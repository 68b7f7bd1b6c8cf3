//! The site as its front matter tells it: every page, section, term and address, before any body is converted.

mod addresses;
pub(crate) use addresses::{permalink, unpublishable, unsafe_path};
mod lists;
mod taxonomies;

pub use taxonomies::{TaxonomyOutline, TermOutline};

use crate::SHARE;
use crate::config::{AnchorLinks, Config, Dialect};
use crate::data::At;
use crate::report::{Finding, Findings, Place};
use crate::sources::front_matter::{Moment, PageFront, SectionFront};
use crate::sources::{Document, Front, Sources};
use crate::text;
pub use addresses::Naming;
use addresses::naming;
use foldhash::{HashMap, HashMapExt, HashSet};
use jiff::Timestamp;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// Index of a page in [`Outline::pages`].
pub type PageId = usize;
/// Index of a section in [`Outline::sections`].
pub type SectionId = usize;

/// A page or a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentId {
    /// A page.
    Page(PageId),
    /// A section.
    Section(SectionId),
}

/// Why a page is not in the site, or is shown only while previewing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hidden {
    /// `draft: true`, its own or its section's.
    Draft,
    /// Its `publish_date` lies ahead.
    Scheduled,
    /// Its `expiry_date` is past.
    Expired,
}

/// What a page and a section have in common.
#[derive(Clone)]
pub struct Head {
    /// The file it comes from; none for a root section without `_index.md`.
    pub document: Option<Arc<Document>>,
    /// What it is called; its fields are also the head's.
    pub naming: Arc<Naming>,
    /// The sections it is in, from the root down.
    pub ancestors: Vec<SectionId>,
    /// Its co-located files, relative to `content/`.
    pub assets: Vec<String>,
    /// All languages it exists in, itself included, by path of their files; empty in a site of one language.
    pub translations: Vec<DocumentId>,
    /// The nearest setting for heading links.
    pub anchor_links: AnchorLinks,
    /// Only in the site because it was asked for.
    pub hidden: Option<Hidden>,
}

impl Deref for Head {
    type Target = Naming;

    fn deref(&self) -> &Naming {
        &self.naming
    }
}

/// A page.
#[derive(Clone)]
pub struct PageOutline {
    /// What it shares with sections.
    pub head: Head,
    /// The last part of its address.
    pub slug: String,
    /// From the front matter, else from the file's name.
    pub date: Option<Arc<Moment>>,
    /// The folder of `index.md`, with `/` at its end; none for `name.md`.
    pub colocated_path: Option<String>,
    /// The section it is listed in.
    pub section: Option<SectionId>,
    /// The one before it in its section's order.
    pub lower: Option<PageId>,
    /// The one after it.
    pub higher: Option<PageId>,
    /// The nearest section above it with a `page_template`.
    pub section_template: Option<SectionId>,
}

/// A section.
#[derive(Clone)]
pub struct SectionOutline {
    /// What it shares with pages.
    pub head: Head,
    /// Its pages in its order, those of transparent sections below included.
    pub pages: Vec<PageId>,
    /// The sections directly below, by weight.
    pub subsections: Vec<SectionId>,
}

/// The whole site's outline. Its parts are shared between builds whose documents differ in nothing that arranges them.
#[derive(Clone)]
pub struct Outline {
    /// All pages, by path of their files.
    pub pages: Vec<Arc<PageOutline>>,
    /// All sections, by path of their files.
    pub sections: Vec<Arc<SectionOutline>>,
    /// Taxonomies of all languages that have terms or are declared.
    pub taxonomies: Arc<Vec<TaxonomyOutline>>,
    /// By file, relative to `content/`.
    pub by_path: Arc<HashMap<String, DocumentId>>,
    /// By canonical path, those of all languages; empty in a site of one language, where that is the path of the file.
    by_name: Arc<HashMap<String, Vec<DocumentId>>>,
    /// Documents that are not in the site, and why.
    pub left_out: Arc<BTreeMap<String, Hidden>>,
    /// Where each co-located file is published, below `base_url` without leading `/`; by its path relative to `content/`.
    pub assets: Arc<BTreeMap<String, String>>,
}

impl std::fmt::Debug for Outline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outline").finish_non_exhaustive()
    }
}

static NO_FRONT: LazyLock<SectionFront> = LazyLock::new(SectionFront::default);
static NO_PAGE: LazyLock<PageFront> = LazyLock::new(PageFront::default);

impl PageOutline {
    /// Its front matter.
    pub fn front(&self) -> &PageFront {
        match self.head.document.as_ref().map(|document| &document.front) {
            Some(Front::Page(front)) => front,
            _ => &NO_PAGE,
        }
    }

    /// Whether it has an address of its own; if not, it is in no list either, only `get_page` gives it.
    pub fn is_rendered(&self) -> bool {
        self.front().render.unwrap_or(true)
    }
}

impl SectionOutline {
    /// Its front matter; the default one for a root section without file.
    pub fn front(&self) -> &SectionFront {
        match self.head.document.as_ref().map(|document| &document.front) {
            Some(Front::Section(front)) => front,
            _ => &NO_FRONT,
        }
    }

    /// Whether it has an own page.
    pub fn is_rendered(&self) -> bool {
        self.front().render.unwrap_or(true) && self.front().redirect_to.is_none()
    }
}

impl Outline {
    /// What a page and a section have in common.
    pub fn head(&self, id: DocumentId) -> &Head {
        match id {
            DocumentId::Page(id) => &self.pages[id].head,
            DocumentId::Section(id) => &self.sections[id].head,
        }
    }

    fn naming_of(&self, document: &Arc<Document>) -> Option<Arc<Naming>> {
        let head = self.head(*self.by_path.get(&document.relative_path)?);
        let same = Arc::ptr_eq(head.document.as_ref()?, document);
        same.then(|| Arc::clone(&head.naming))
    }

    fn head_mut(&mut self, id: DocumentId) -> &mut Head {
        match id {
            DocumentId::Page(id) => &mut Arc::make_mut(&mut self.pages[id]).head,
            DocumentId::Section(id) => &mut Arc::make_mut(&mut self.sections[id]).head,
        }
    }

    /// The same outline with new versions of some documents, which are arranged just like the old ones.
    pub fn with(&self, renewed: &[Arc<Document>]) -> Self {
        let mut outline = self.clone();
        for document in renewed {
            if let Some(id) = self.by_path.get(&document.relative_path) {
                outline.head_mut(*id).document = Some(Arc::clone(document));
            }
        }
        outline
    }

    /// The next moment at which a page becomes due or expires, seen from one moment.
    pub fn next_turn(documents: &[Arc<Document>], now: Timestamp) -> Option<Timestamp> {
        let turns = documents
            .iter()
            .filter_map(|document| match &document.front {
                Front::Page(front) => Some([&front.publish_date, &front.expiry_date]),
                Front::Section(_) => None,
            });
        let turns = turns.flatten().flatten().map(|moment| moment.timestamp);
        turns.filter(|turn| *turn > now).min()
    }

    /// The place of a document's front-matter key: in its own file, else in the `cascade` that gave it, else the file's start.
    pub fn place_of(&self, head: &Head, key: &str) -> Option<Place> {
        let document = head.document.as_ref()?;
        let cascade = At::Root.key("cascade");
        let inherited = || {
            let mut above = head.ancestors.iter().rev();
            above.find_map(|id| {
                let section = self.sections[*id].head.document.as_ref()?;
                section.place_of(&cascade.key(key))
            })
        };
        document
            .place_of(&At::Root.key(key))
            .or_else(inherited)
            .or_else(|| Some(document.place(0..0)))
    }

    /// The title of a document.
    pub fn title(&self, id: DocumentId) -> Option<&str> {
        match id {
            DocumentId::Page(id) => self.pages[id].front().title.as_deref(),
            DocumentId::Section(id) => self.sections[id].front().title.as_deref(),
        }
    }

    /// All documents, pages first.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> + '_ {
        (0..self.pages.len())
            .map(DocumentId::Page)
            .chain((0..self.sections.len()).map(DocumentId::Section))
    }

    /// The document of a canonical path in a language.
    pub fn named(&self, canonical_path: &str, lang: &str) -> Option<DocumentId> {
        let is_of_language = |id: &DocumentId| self.head(*id).lang == lang;
        if self.by_name.is_empty() {
            return self
                .by_path
                .get(canonical_path)
                .copied()
                .filter(is_of_language);
        }
        let all = self.by_name.get(canonical_path)?;
        all.iter().copied().find(is_of_language)
    }
}

/// What belongs in the site besides what is finished and due.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Drafts.
    pub drafts: bool,
    /// Scheduled and expired pages.
    pub future: bool,
    /// The present moment.
    pub now: Timestamp,
}

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

/// A folder and all those above it, ending with the root (`""`).
fn above(folder: &str) -> impl Iterator<Item = &str> {
    let mut next = Some(folder);
    std::iter::from_fn(move || {
        let this = next?;
        next = match this.rsplit_once('/') {
            Some((parent, _)) => Some(parent),
            None => (!this.is_empty()).then_some(""),
        };
        Some(this)
    })
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

/// A finding about a front-matter key of a document.
fn at_key_document(document: &Document, key: &str, finding: Finding) -> Finding {
    finding.at(document.key_place(key))
}

fn ignored(head: &Head, key: &str, sort: &str) -> Finding {
    let path = &head.relative_path;
    Finding::warning(
        "list.unsortable",
        text!(
            fr: "{path} n'apparaît pas dans la liste de sa rubrique : elle est triée par « {sort} » et cette page n'en a pas.",
            en: "{path} is not in its section's list: that is sorted by “{sort}” and this page has none."
        ),
    )
    .at(head.document.as_ref().map_or_else(|| Place::file(path), |document| document.place(0..3)))
    .help(text!(fr: "Ajoutez « {key}: … » en tête de la page.", en: "Add “{key}: …” to the head of the page."))
}
