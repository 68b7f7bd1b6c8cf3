//! What was asked of the site while something was made, and what it answered.
//!
//! Everything that a template or a body learns beyond its own input goes through [`ask`], which records the question and
//! the fingerprint of the answer. At the next build the new site is asked the same questions: equal answers mean that what
//! was made can be kept. There is no other access to the site from a template function, so no read can go unrecorded.

mod asked;
mod scope;

pub use asked::Asked;
pub use scope::{
    Scope, ask, bodies_wanted, current_file, current_lang, note, typography_wanted, want_image,
    within,
};

use crate::fingerprint::Fingerprint;
use crate::images::{ImageFacts, ImageRequest};
use crate::report::Text;
use std::borrow::Cow;
use std::sync::Arc;

/// A question to the site. `lang` is always a language code of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Read<'a> {
    /// `get_page`.
    Page {
        /// The canonical path without language code: `blog/a.md`, also with `@/`.
        path: Cow<'a, str>,
        /// Whose translation.
        lang: Cow<'a, str>,
        /// With content, table of contents and summary.
        bodies: bool,
    },
    /// `get_section`.
    Section {
        /// The canonical path without language code: `blog/_index.md`, also with `@/`.
        path: Cow<'a, str>,
        /// Whose translation.
        lang: Cow<'a, str>,
        /// With its list of pages.
        pages: bool,
        /// With the content, table of contents and summary of these pages.
        bodies: bool,
    },
    /// `get_taxonomy`.
    Taxonomy {
        /// The slug of its name.
        kind: Cow<'a, str>,
        /// Whose terms.
        lang: Cow<'a, str>,
        /// With the content of the pages that bear its terms.
        bodies: bool,
    },
    /// `get_taxonomy_term`.
    Term {
        /// The slug of the taxonomy's name.
        kind: Cow<'a, str>,
        /// Its name, else its slug.
        term: Cow<'a, str>,
        /// Whose pages.
        lang: Cow<'a, str>,
        /// With the content of the pages that bear it.
        bodies: bool,
    },
    /// `get_taxonomy_url`: answers a string.
    TermUrl {
        /// The slug of the taxonomy's name.
        kind: Cow<'a, str>,
        /// Its name, else its slug.
        term: Cow<'a, str>,
        /// Whose address.
        lang: Cow<'a, str>,
    },
    /// `@/a/b.md#c` in `get_url`: the permalink of a page, section or asset. A plain path answers `base_url` + path
    /// (with the language code in front where `lang` is not the default one). No query string, no trailing slash is added.
    Url {
        /// As written.
        path: Cow<'a, str>,
        /// Whose translation.
        lang: Cow<'a, str>,
    },
    /// `trans`.
    Translation {
        /// Its name in the tables of texts.
        key: Cow<'a, str>,
        /// Whose text.
        lang: Cow<'a, str>,
    },
    /// A file of the site.
    File {
        /// By the lookup of path functions: as given, `static/`, `content/`, the theme's `static/`.
        path: Cow<'a, str>,
    },
    /// Width, height and format of an image file.
    Image {
        /// By the same lookup.
        path: Cow<'a, str>,
    },
    /// A link in a body.
    Link {
        /// The content file it stands in, relative to `content/`.
        from: Cow<'a, str>,
        /// Where it leads, as written.
        target: Cow<'a, str>,
    },
    /// `get_menu`: answers an array.
    Menu {
        /// Its name in the configuration.
        name: Cow<'a, str>,
        /// Whose entries.
        lang: Cow<'a, str>,
        /// The path of the page that shows it, to mark the active entry.
        current: Cow<'a, str>,
    },
    /// The languages of the site, the right-to-left flag and the like of one language.
    Language {
        /// Its code.
        lang: Cow<'a, str>,
    },
    /// The present moment: never equal to what it was.
    Clock,
}

/// How much of the site something is made from, the least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Settings, addresses and files.
    #[default]
    Settings,
    /// And front matter.
    Fronts,
    /// And bodies.
    Bodies,
}

/// What two builds may have in common, by depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// Stands for settings, addresses and files.
    pub settings: Fingerprint,
    /// Stands for all front matter.
    pub fronts: Fingerprint,
}

impl Grounds {
    /// Whether questions of a depth have the same answers on both grounds.
    pub fn agree(&self, other: &Self, depth: Depth) -> bool {
        match depth {
            Depth::Settings => self.settings == other.settings,
            Depth::Fronts => self == other,
            Depth::Bodies => false,
        }
    }
}

/// What the site answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A value for templates.
    Value(tera::Value),
    /// A file.
    File(Arc<FoundFile>),
    /// Facts about an image.
    Image(ImageFacts),
    /// Where a link leads.
    Link(LinkTarget),
    /// It is there, but cannot be used: why, and where.
    Damaged(Box<crate::report::Finding>),
    /// There is no such thing.
    Missing {
        /// Why not.
        message: Text,
        /// What to do, with the near name where there is one.
        help: Option<Text>,
    },
}

impl Answer {
    /// Of all that can be seen of it.
    pub fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Value(value) => match value.as_str() {
                Some(text) => Fingerprint::of(text),
                None => Fingerprint::of(&value.to_string()),
            },
            Self::File(file) => Fingerprint::of(&(&file.path, &*file.bytes)),
            Self::Image(facts) => Fingerprint::of(facts),
            Self::Link(target) => Fingerprint::of(target),
            Self::Damaged(finding) => Fingerprint::of(finding),
            Self::Missing { message, help } => Fingerprint::of(&(message, help)),
        }
    }
}

/// A file that was found for a path.
#[derive(Clone, Debug)]
pub struct FoundFile {
    /// Relative to the site's root, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
    /// The path below the output folder where it is published; none where it is not.
    pub url_path: Option<String>,
}

/// Where a link in a body leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// A page or section.
    Document {
        /// Its whole address, with the fragment where one was written.
        url: String,
        /// Its content file, relative to `content/`.
        relative_path: String,
        /// The fragment without `#`, to be checked when all bodies are known.
        anchor: Option<String>,
    },
    /// A file that is published.
    Asset {
        /// Its whole address.
        url: String,
    },
    /// Another site, a mail address, a phone number, or something that is left as it is written.
    Untouched,
    /// Nothing.
    Broken {
        /// What is wrong.
        message: Text,
        /// What to do.
        help: Option<Text>,
        /// A stable code, like `link.broken` or `link.letter-case`.
        code: &'static str,
    },
}

/// A site, as far as what is being made may know it.
pub trait World: Send + Sync {
    /// The answer to a question. Same site, same question, same answer.
    fn answer(&self, read: &Read<'_>) -> Answer;

    /// The fingerprint of the answer to a question, where it is to be had without the answer.
    fn fingerprint(&self, read: &Read<'_>) -> Fingerprint {
        self.answer(read).fingerprint()
    }
}

/// What was recorded while something was made.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Every question asked, each once, with the fingerprint of its answer.
    pub reads: Box<[Asked]>,
    /// Images to be made for it.
    pub images: Vec<ImageRequest>,
    /// What there is to say about it.
    pub findings: Vec<crate::report::Finding>,
}

impl Record {
    /// Whether no image was asked for, and there is nothing to say.
    pub fn is_silent(&self) -> bool {
        self.images.is_empty() && self.findings.is_empty()
    }

    /// Of the deepest question. What is wrong may be told with the titles of other pages.
    pub fn depth(&self) -> Depth {
        let depths = self.reads.iter().map(|asked| asked.0.depth());
        let own = match self.findings.is_empty() {
            true => Depth::default(),
            false => Depth::Fronts,
        };
        depths.max().unwrap_or_default().max(own)
    }

    /// Whether a site would give the same answers again.
    pub fn holds_in(&self, world: &dyn World) -> bool {
        self.reads
            .iter()
            .all(|asked| world.fingerprint(&asked.0) == asked.1)
    }
}

impl Read<'_> {
    /// How much of the site the answer is made from.
    pub fn depth(&self) -> Depth {
        match self {
            Self::Page { bodies, .. }
            | Self::Section { bodies, .. }
            | Self::Taxonomy { bodies, .. }
            | Self::Term { bodies, .. } => {
                if *bodies {
                    Depth::Bodies
                } else {
                    Depth::Fronts
                }
            }
            Self::Menu { .. } => Depth::Fronts,
            _ => Depth::Settings,
        }
    }

    /// The same question, owning its words.
    pub fn into_owned(self) -> Read<'static> {
        fn own(text: Cow<'_, str>) -> Cow<'static, str> {
            Cow::Owned(text.into_owned())
        }
        match self {
            Read::Page { path, lang, bodies } => Read::Page {
                path: own(path),
                lang: own(lang),
                bodies,
            },
            Read::Section {
                path,
                lang,
                pages,
                bodies,
            } => Read::Section {
                path: own(path),
                lang: own(lang),
                pages,
                bodies,
            },
            Read::Taxonomy { kind, lang, bodies } => Read::Taxonomy {
                kind: own(kind),
                lang: own(lang),
                bodies,
            },
            Read::Term {
                kind,
                term,
                lang,
                bodies,
            } => Read::Term {
                kind: own(kind),
                term: own(term),
                lang: own(lang),
                bodies,
            },
            Read::TermUrl { kind, term, lang } => Read::TermUrl {
                kind: own(kind),
                term: own(term),
                lang: own(lang),
            },
            Read::Url { path, lang } => Read::Url {
                path: own(path),
                lang: own(lang),
            },
            Read::Translation { key, lang } => Read::Translation {
                key: own(key),
                lang: own(lang),
            },
            Read::File { path } => Read::File { path: own(path) },
            Read::Image { path } => Read::Image { path: own(path) },
            Read::Link { from, target } => Read::Link {
                from: own(from),
                target: own(target),
            },
            Read::Menu {
                name,
                lang,
                current,
            } => Read::Menu {
                name: own(name),
                lang: own(lang),
                current: own(current),
            },
            Read::Language { lang } => Read::Language { lang: own(lang) },
            Read::Clock => Read::Clock,
        }
    }
}
