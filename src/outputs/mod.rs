//! Every file that will exist, what makes it, and the making.

mod feeds;
mod input;
mod minify;
mod plan;
mod render;
mod search;
mod sitemap;

pub use plan::plan;
pub use render::{Made, Remembered, make, template};
pub use search::index as search_index;

use crate::data::At;
use crate::outline::{DocumentId, Head, Outline, PageId, SectionId};
use crate::report::{Place, Text};
use crate::site::MadeFiles;
use crate::sources::SourceFile;
use crate::text;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One file of the site to be.
pub struct Output {
    /// Below the output folder, with `/`, no leading one.
    pub path: String,
    /// What makes it.
    pub maker: Maker,
    /// What it comes from, for whoever has to resolve a collision.
    pub origin: Origin,
}

/// What an output comes from.
#[derive(Clone)]
pub enum Origin {
    /// A page or section.
    Document(DocumentId),
    /// A former address that one says: which.
    Alias(DocumentId, usize),
    /// A term: taxonomy, term.
    Term(usize, usize),
    /// The file that it is.
    Itself,
    /// Something else: its place, and what it is.
    Other(Arc<(Place, Text)>),
}

impl Output {
    /// The place of what it comes from.
    pub fn place(&self, outline: &Outline) -> Place {
        match (&self.origin, &self.maker) {
            (Origin::Document(id), _) => place_of(outline.head(*id)),
            (Origin::Alias(id, index), _) => place_of_alias(outline.head(*id), *index),
            (Origin::Term(kind, at), _) => {
                let term = &outline.taxonomies[*kind].terms[*at];
                place_of(&outline.pages[term.pages[0]].head)
            }
            (Origin::Itself, Maker::File(source)) => Place::file(&source.path),
            (Origin::Itself, _) => Place::file(&self.path),
            (Origin::Other(told), _) => told.0.clone(),
        }
    }

    /// The same, and in words what that is.
    pub fn told_origin(&self, outline: &Outline) -> (Place, Text) {
        let place = self.place(outline);
        let file = &place.file;
        let text = match &self.origin {
            Origin::Document(_) => text!(fr: "la page {file}", en: "the page {file}"),
            Origin::Alias(..) => {
                text!(fr: "une ancienne adresse (aliases) dans {file}", en: "a former address (aliases) in {file}")
            }
            Origin::Term(kind, at) => {
                let taxonomy = &outline.taxonomies[*kind];
                let (name, term) = (&taxonomy.options.name, &taxonomy.terms[*at].name);
                text!(fr: "le terme « {term} » de « {name} »", en: "the term “{term}” of “{name}”")
            }
            Origin::Itself => text!(fr: "le fichier {file}", en: "the file {file}"),
            Origin::Other(told) => told.1.clone(),
        };
        (place, text)
    }
}

fn place_of(head: &Head) -> Place {
    head.document.as_ref().map_or_else(
        || Place::file(format!("content/{}", head.relative_path)),
        |document| document.place(0..0),
    )
}

/// The place of a former address: its entry, or where it is inherited the page.
fn place_of_alias(head: &Head, index: usize) -> Place {
    head.document.as_ref().map_or_else(
        || Place::file(&head.relative_path),
        |document| {
            let item = document.place_of(&At::Root.key("aliases").index(index));
            item.unwrap_or_else(|| document.key_place("aliases"))
        },
    )
}

/// A style sheet that is made from others: its path below the output folder, its bytes, the file to blame.
pub type StyleSheet = (String, Vec<u8>, String);

/// All files of the site to be.
pub struct Plan {
    /// In the order of their paths.
    pub outputs: Vec<Output>,
    /// Their paths.
    pub paths: Arc<BTreeSet<String>>,
    /// Those whose bytes are known already.
    pub made: Arc<MadeFiles>,
    /// The paths of those that are made from the whole site without a template.
    pub late: Vec<String>,
}

impl Plan {
    /// A plan of these outputs, which are in the order of their paths.
    pub fn new(outputs: Vec<Output>) -> Self {
        let mut made = MadeFiles::new();
        let mut late = Vec::new();
        for output in &outputs {
            match &output.maker {
                Maker::Bytes(bytes) => {
                    made.insert(output.path.clone(), Arc::clone(bytes));
                }
                Maker::SearchIndex(_) => late.push(output.path.clone()),
                _ => {}
            }
        }
        let paths = outputs.iter().map(|output| output.path.clone()).collect();
        Self {
            outputs,
            paths: Arc::new(paths),
            made: Arc::new(made),
            late,
        }
    }

    /// Those of these paths that are planned, each once.
    pub fn urgent<'a>(&'a self, first: &[String]) -> impl Iterator<Item = &'a Output> {
        let first: BTreeSet<&String> = first.iter().collect();
        let find = |path: &String| {
            self.outputs
                .binary_search_by(|output| output.path.cmp(path))
        };
        let found: Vec<usize> = first
            .into_iter()
            .filter_map(|path| find(path).ok())
            .collect();
        found.into_iter().map(|at| &self.outputs[at])
    }

    /// All others.
    pub fn rest<'a>(&'a self, first: &'a [String]) -> impl Iterator<Item = &'a Output> {
        let others = self.outputs.iter();
        others.filter(|output| !first.contains(&output.path))
    }
}

/// What makes a file.
pub enum Maker {
    /// A page by its template.
    Page(PageId),
    /// A section by its template; with the number of the pager (from 0) where it is paginated.
    Section(SectionId, Option<Pager>),
    /// A page that sends the reader on to an address.
    Redirect(String),
    /// The list of a taxonomy's terms: index into the outline's taxonomies.
    TermList(usize),
    /// A term: taxonomy, term, pager.
    Term(usize, usize, Option<Pager>),
    /// A feed.
    Feed(Feed),
    /// The sitemap, the only one or one of several; `None`: all entries.
    Sitemap(Option<std::ops::Range<usize>>),
    /// The index of several sitemaps: how many.
    SitemapIndex(usize),
    /// `robots.txt`.
    Robots,
    /// The page for addresses that do not exist, in a language.
    NotFound(String),
    /// A page of all the theme's parts, while previewing.
    ThemeSample,
    /// The search index of a language.
    SearchIndex(String),
    /// Bytes that are known already: compiled style sheets and the like.
    Bytes(Arc<Vec<u8>>),
    /// A file as it is.
    File(SourceFile),
}

impl Maker {
    /// Whether it makes a page for readers.
    pub fn is_page(&self) -> bool {
        matches!(
            self,
            Self::Page(_)
                | Self::Section(..)
                | Self::TermList(_)
                | Self::Term(..)
                | Self::NotFound(_)
                | Self::ThemeSample
        )
    }
}

/// Which part of a paginated list.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Pager {
    /// From 0.
    pub index: usize,
    /// How many pagers there are.
    pub count: usize,
    /// How many pages on each.
    pub size: usize,
}

/// A feed: its template and what it lists.
pub struct Feed {
    /// The template's name, which is the file's.
    pub filename: String,
    /// Its language.
    pub lang: String,
    /// Whose pages.
    pub of: FeedOf,
}

/// Whose pages a feed lists.
#[derive(Clone, Copy, Debug, Hash)]
pub enum FeedOf {
    /// All of the language.
    Site,
    /// A section's.
    Section(SectionId),
    /// A term's.
    Term(usize, usize),
}

/// A pager's path as folders with `/` at the end; nothing for an empty one.
fn folder(path: &str) -> String {
    if path.is_empty() {
        String::new()
    } else {
        format!("{}/", path.trim_matches('/'))
    }
}
