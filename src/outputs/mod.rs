//! Every file that will exist, what makes it, and the making.

mod feeds;
mod input;
mod minify;
mod plan;
mod render;
mod search;
mod sitemap;

pub use plan::plan;
pub use render::{Made, Remembered, make};
pub use search::index as search_index;

use crate::outline::{PageId, SectionId};
use crate::report::{Place, Text};
use crate::sources::SourceFile;
use std::sync::Arc;

/// One file of the site to be.
pub struct Output {
    /// Below the output folder, with `/`, no leading one.
    pub path: String,
    /// What makes it.
    pub maker: Maker,
    /// What it comes from, for whoever has to resolve a collision.
    pub origin: (Place, Text),
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
