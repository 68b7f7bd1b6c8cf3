//! What was asked of the site while something was made, and what it answered.
//!
//! Everything that a template or a body learns beyond its own input goes through [`ask`], which records the question and
//! the fingerprint of the answer. At the next build the new site is asked the same questions: equal answers mean that what
//! was made can be kept. There is no other access to the site from a template function, so no read can go unrecorded.

mod scope;

pub use scope::{Scope, ask, bodies_wanted, current_file, current_lang, note, want_image, within};

use crate::fingerprint::Fingerprint;
use crate::images::ImageRequest;
use crate::report::Text;
use std::borrow::Cow;
use std::sync::Arc;

/// A question to the site. Paths are as writers give them; `lang` is always a language code of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Read<'a> {
    /// `get_page`: the canonical path without language code (`blog/a.md`, also with `@/`). `bodies`: with content, toc and summary.
    Page {
        path: Cow<'a, str>,
        lang: Cow<'a, str>,
        bodies: bool,
    },
    /// `get_section`: `pages`: with its list of pages; `bodies`: those with content, toc and summary.
    Section {
        path: Cow<'a, str>,
        lang: Cow<'a, str>,
        pages: bool,
        bodies: bool,
    },
    /// `get_taxonomy`: by the slug of its name.
    Taxonomy {
        kind: Cow<'a, str>,
        lang: Cow<'a, str>,
        bodies: bool,
    },
    /// `get_taxonomy_term`: by name, else by slug.
    Term {
        kind: Cow<'a, str>,
        term: Cow<'a, str>,
        lang: Cow<'a, str>,
        bodies: bool,
    },
    /// `get_taxonomy_url`: answers a string.
    TermUrl {
        kind: Cow<'a, str>,
        term: Cow<'a, str>,
        lang: Cow<'a, str>,
    },
    /// `@/a/b.md#c` in `get_url`: the permalink of a page, section or asset. A plain path answers `base_url` + path
    /// (with the language code in front where `lang` is not the default one). No query string, no trailing slash is added.
    Url {
        path: Cow<'a, str>,
        lang: Cow<'a, str>,
    },
    /// `trans`.
    Translation {
        key: Cow<'a, str>,
        lang: Cow<'a, str>,
    },
    /// A file of the site by the lookup of path functions (as given, `static/`, `content/`, the theme's `static/`).
    File { path: Cow<'a, str> },
    /// Width, height and format of an image file, same lookup.
    Image { path: Cow<'a, str> },
    /// A link in a body: from the content file `from` (relative to `content/`) to `target` as written.
    Link {
        from: Cow<'a, str>,
        target: Cow<'a, str>,
    },
    /// `get_menu`: answers an array.
    Menu {
        name: Cow<'a, str>,
        lang: Cow<'a, str>,
        current: Cow<'a, str>,
    },
    /// The languages of the site, the right-to-left flag and the like of one language.
    Language { lang: Cow<'a, str> },
    /// The present moment: never equal to what it was.
    Clock,
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
    /// There is no such thing. Says why in both languages, with the near name where there is one.
    Missing { message: Text, help: Option<Text> },
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

/// Facts about an image, read from its header.
#[derive(Clone, Debug, Hash)]
pub struct ImageFacts {
    /// Relative to the site's root.
    pub path: String,
    /// In pixels, as shown (orientation applied).
    pub width: u32,
    /// In pixels, as shown.
    pub height: u32,
    /// `png`, `jpeg`, `webp`, `gif`, `avif`, `svg`, …
    pub format: String,
    /// `image/png` and so on.
    pub mime: String,
    /// What its EXIF says it shows, if anything.
    pub description: Option<String>,
    /// When its EXIF says it was taken, as EXIF writes it: `2024:05:06 07:08:09`.
    pub created: Option<String>,
    /// A fingerprint of the file's bytes, for the names of what is made from it.
    pub content: Fingerprint,
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
    /// The answer to a question and its fingerprint. Same site, same question, same answer.
    fn answer(&self, read: &Read<'_>) -> (Answer, Fingerprint);
}

/// What was recorded while something was made.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Every question asked, each once, with the fingerprint of its answer.
    pub reads: Vec<(Read<'static>, Fingerprint)>,
    /// Images to be made for it.
    pub images: Vec<ImageRequest>,
    /// What there is to say about it.
    pub findings: Vec<crate::report::Finding>,
}

impl Record {
    /// Whether a site would give the same answers again.
    pub fn holds_in(&self, world: &dyn World) -> bool {
        self.reads
            .iter()
            .all(|(read, fingerprint)| world.answer(read).1 == *fingerprint)
    }
}

impl Read<'_> {
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
