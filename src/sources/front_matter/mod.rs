//! Front matter: the block of keys at the head of a page or section, split off, parsed and checked.

mod menu;
mod moment;
mod page;
mod section;
mod split;

pub use page::page;
pub use section::section;
pub use split::split;

use crate::config::{AnchorLinks, Dialect, MenuEntry};
use crate::data::{At, Format, Reader, Source};
use crate::report::{Finding, Place, Severity, Text};
use indexmap::IndexMap;
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::ops::Range;
use std::sync::Arc;

/// Where the parts of a content file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// `---` is YAML, `+++` is TOML.
    pub format: FrontMatterFormat,
    /// The bytes between the marks.
    pub front_matter: Range<usize>,
    /// Where the body starts.
    pub body: usize,
}

/// The language of a front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrontMatterFormat {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// A point in time as a writer gave it: the text that templates see, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// As templates show it: what was written, in RFC 3339 or as a plain date.
    pub text: String,
    /// The moment; a date without time is its midnight, without zone in the site's time zone.
    pub timestamp: Timestamp,
    /// Year, month and day as written.
    pub ymd: (i16, i8, i8),
}

/// The front matter of a page.
#[derive(Clone, Debug, Default, Hash)]
#[allow(missing_docs)] // the names of the keys, explained in the documentation of the front matter
pub struct PageFront {
    pub title: Option<String>,
    pub description: Option<String>,
    pub date: Option<Arc<Moment>>,
    pub updated: Option<Arc<Moment>>,
    pub publish_date: Option<Arc<Moment>>,
    pub expiry_date: Option<Arc<Moment>>,
    pub draft: bool,
    /// None where nothing is said, so that a cascade can fill it.
    pub render: Option<bool>,
    pub slug: Option<String>,
    pub path: Option<String>,
    pub taxonomies: OrderedMap<Vec<String>>,
    pub weight: Option<i64>,
    pub authors: Vec<String>,
    pub aliases: Vec<String>,
    pub template: Option<String>,
    pub in_search_index: Option<bool>,
    pub hidden: Option<bool>,
    pub include_in_feeds: Option<bool>,
    /// `typography: false` and the like, kept for the stages that know them.
    pub typography: Option<bool>,
    /// Name of the menu and entry (`url` empty: the page itself).
    pub menu: Vec<(String, MenuEntry)>,
    /// Rules that do not count for this page, each with the reason.
    pub check: OrderedMap<String>,
    pub extra: Json,
}

/// Reads `markdown` as the configuration writes it: `typography` is what a page can set of it.
fn markdown(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Option<bool>) {
    for (key, value) in reader.keys(at, value).unwrap_or_default() {
        match key.as_str() {
            "typography" => reader.read(&at.key(&key), value, into),
            _ => reader.unknown(at, &key, Severity::Error, &["typography"]),
        }
    }
}

/// The front matter of a section.
#[derive(Clone, Debug, Default, Hash)]
#[allow(missing_docs)]
pub struct SectionFront {
    pub title: Option<String>,
    pub description: Option<String>,
    pub sort_by: SortBy,
    pub weight: i64,
    pub draft: bool,
    pub template: Option<String>,
    pub page_template: Option<String>,
    pub paginate_by: Option<usize>,
    pub paginate_path: Option<String>,
    pub paginate_reversed: bool,
    /// None means true.
    pub render: Option<bool>,
    pub redirect_to: Option<String>,
    pub insert_anchor_links: Option<AnchorLinks>,
    pub in_search_index: Option<bool>,
    pub hidden: Option<bool>,
    pub transparent: bool,
    pub aliases: Vec<String>,
    pub generate_feeds: Option<bool>,
    /// Defaults for the pages of this folder and those below: raw page front matter, merged under the page's own.
    pub cascade: Json,
    pub menu: Vec<(String, MenuEntry)>,
    pub typography: Option<bool>,
    /// Rules that do not count for this section's own page, each with the reason.
    pub check: OrderedMap<String>,
    pub extra: Json,
}

/// `sort_by`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs)]
pub enum SortBy {
    #[default]
    None,
    Date,
    UpdateDate,
    Title,
    TitleBytes,
    Weight,
    Slug,
    Permalink,
}

/// A JSON object that can be hashed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Json(pub Map<String, Value>);

impl std::hash::Hash for Json {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        // serde_json hashes an ordered map without regard to its order; templates see the order.
        for (key, value) in &self.0 {
            key.hash(state);
            value.hash(state);
        }
        self.0.len().hash(state);
    }
}

/// An ordered map of front-matter values that can be hashed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderedMap<T>(pub IndexMap<String, T>);

impl<T: std::hash::Hash> std::hash::Hash for OrderedMap<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        for entry in &self.0 {
            entry.hash(state);
        }
        self.0.len().hash(state);
    }
}

/// What reading needs to know beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The file, relative to the site's root: for findings.
    pub file: &'a str,
    /// The whole text of the file.
    pub text: &'a str,
    /// Unknown keys are errors in a native site, warnings in a Zola one.
    pub dialect: Dialect,
    /// The IANA zone of dates that name none.
    pub timezone: &'a str,
}

/// The front matter as plain data, before its keys are looked at. On a syntax error: findings, and nothing.
pub fn parse(reading: Reading, split: &Split) -> Result<Map<String, Value>, Vec<Finding>> {
    let source = source(reading.file, reading.text, split);
    if source.range.len() > MAX_LENGTH {
        return Err(vec![too_long(&source)]);
    }
    source.keys()
}

/// A front matter longer than this is a mistake, or an attack.
const MAX_LENGTH: usize = 1 << 20;

/// The front matter of a file as data.
pub fn source<'a>(file: &'a str, text: &'a str, split: &Split) -> Source<'a> {
    Source {
        file,
        text,
        range: split.front_matter.clone(),
        format: match split.format {
            FrontMatterFormat::Yaml => Format::Yaml,
            FrontMatterFormat::Toml => Format::Toml,
        },
    }
}

fn too_long(source: &Source<'_>) -> Finding {
    let place = Place {
        length: 0,
        ..source.place(0..0)
    };
    Finding::error(
        "front-matter.too-long",
        Text::new(
            "L'en-tête de ce fichier est trop long : plus de 1 Mio.",
            "The front matter of this file is too long: more than 1 MiB.",
        ),
    )
    .at(place)
    .help(Text::new(
        "Vérifiez que la ligne qui ferme l'en-tête est bien là. De longues données ont leur place dans un fichier du dossier data/.",
        "Check that the line that closes the front matter is there. Long data belong in a file of the data/ folder.",
    ))
}

#[cfg(test)]
mod tests;
