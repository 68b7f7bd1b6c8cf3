//! The site as its front matter tells it: every page, section, term and address, before any body is converted.

mod addresses;
pub(crate) use addresses::{permalink, unpublishable, unsafe_path};
mod arrange;
mod lists;
mod taxonomies;

pub use arrange::arrange;
pub use taxonomies::{TaxonomyOutline, TermOutline};

use crate::config::AnchorLinks;
use crate::data::At;
use crate::report::{Finding, Place};
use crate::sources::front_matter::{Moment, PageFront, SectionFront};
use crate::sources::{Document, Front};
use crate::text;
pub use addresses::Naming;
use foldhash::HashMap;
use jiff::Timestamp;
use std::collections::BTreeMap;
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
