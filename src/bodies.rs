//! Converting all bodies, or keeping those whose text and answers are the same.

use crate::SHARE;
use crate::config::{Config, ContentTemplating, Dialect, SlugStrategy};
use crate::fingerprint::Fingerprint;
use crate::images::ImageRequest;
use crate::markdown::{self, Body};
use crate::memo::{Depth, Grounds, Record, Scope, within};
use crate::outline::{DocumentId, Head};
use crate::report::{Finding, Findings, Text};
use crate::site::{Bodies, ConvertedBody, Site};
use crate::sources::Document;
use crate::spill::Spill;
use crate::theme::{self, Theme};
use foldhash::HashMap;
use globset::{Glob, GlobSet, GlobSetBuilder};
use rayon::prelude::*;
use std::cell::LazyCell;
use std::sync::Arc;
use tera::value::Key;
use tera::{Context, Value};

/// What is kept of a body between builds.
pub struct Remembered {
    document: Option<Arc<Document>>,
    input: Input,
    record: Record,
    /// Of what it is made from besides its own file.
    depth: Depth,
    body: Arc<ConvertedBody>,
}

impl Remembered {
    /// The images that the body asked for.
    pub fn images(&self) -> &[ImageRequest] {
        &self.record.images
    }

    /// Whether it was made from the very document of this head.
    fn is_of(&self, head: &Head) -> bool {
        match (&self.document, &head.document) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            (None, None) => true,
            _ => false,
        }
    }
}

/// What a body is made from besides its text and what it asks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Input {
    /// Its language, address and settings, and those of all bodies.
    place: Fingerprint,
    /// What it sees of the templates.
    templates: Fingerprint,
    /// Its own front matter, where its text is a template.
    front: Option<Fingerprint>,
    templating: ContentTemplating,
}

/// The bodies of the last build.
#[derive(Default)]
pub struct Memory {
    by_path: Arc<HashMap<String, DocumentId>>,
    pages: Vec<Arc<Remembered>>,
    sections: Vec<Arc<Remembered>>,
    grounds: Grounds,
}

impl Memory {
    /// Of all bodies.
    pub fn bodies(&self) -> impl Iterator<Item = &Remembered> {
        self.pages
            .iter()
            .chain(&self.sections)
            .map(std::convert::AsRef::as_ref)
    }

    fn of(&self, id: DocumentId) -> Option<&Arc<Remembered>> {
        match id {
            DocumentId::Page(id) => self.pages.get(id),
            DocumentId::Section(id) => self.sections.get(id),
        }
    }
}

/// From how many documents on a build that nothing follows puts bodies aside: they are a third of what it holds. Few in the
/// tests, whose sites are small.
const MANY: usize = if cfg!(debug_assertions) { 8 } else { 20_000 };

/// Converts the bodies of all documents. `site` has no bodies yet. `grounds`: none where nothing is remembered; else the
/// memory is filled for the next build.
pub fn convert(
    site: &Arc<Site>,
    theme: &Theme,
    memory: &mut Memory,
    grounds: Option<Grounds>,
    findings: &mut Findings,
) -> Bodies {
    let outline = &site.outline;
    let plain = plain_files(&site.config);
    let ids: Vec<DocumentId> = outline.documents().collect();
    let aside = (grounds.is_none() && ids.len() >= MANY)
        .then(|| Spill::new().ok().map(Arc::new))
        .flatten();
    let same_ids = Arc::ptr_eq(&memory.by_path, &outline.by_path);
    let before = |id: DocumentId, head: &Head| {
        if same_ids {
            return memory.of(id);
        }
        memory.of(*memory.by_path.get(&head.relative_path)?)
    };
    let still_right = |before: &Remembered, head: &Head| {
        before.is_of(head)
            && grounds.is_some_and(|grounds| grounds.agree(&memory.grounds, before.depth))
            && before.input.templates == seen_of_templates(theme, before.input.templating)
    };
    let converted: Vec<Arc<Remembered>> = ids
        .into_par_iter()
        .with_max_len(SHARE)
        .map(|id| {
            let head = outline.head(id);
            let before = before(id, head);
            match before {
                Some(before) if still_right(before, head) => Arc::clone(before),
                _ => one(
                    site,
                    theme,
                    id,
                    (&plain, aside.as_ref()),
                    before,
                    grounds.is_some(),
                ),
            }
        })
        .collect();
    let mut pages = converted;
    let sections = pages.split_off(outline.pages.len());
    for remembered in pages.iter().chain(&sections) {
        findings.extend(remembered.record.findings.iter().cloned());
    }
    let taken = |list: &[Arc<Remembered>]| list.iter().map(|r| Arc::clone(&r.body)).collect();
    let bodies = Bodies {
        pages: taken(&pages),
        sections: taken(&sections),
        aside,
    };
    *memory = Memory {
        by_path: Arc::clone(&outline.by_path),
        pages,
        sections,
        grounds: grounds.unwrap_or_default(),
    };
    bodies
}

/// What there is to say where a body that was put aside could not be read again.
pub fn lost(site: &Site) -> Option<Finding> {
    let lost = site.bodies.aside.as_ref()?.is_lost();
    lost.then(|| {
        Finding::error(
            "output.aside",
            Text::new(
                "Une page mise de côté dans un fichier temporaire n'a pas pu être relue.",
                "A page that was put aside in a temporary file could not be read again.",
            ),
        )
        .help(Text::new(
            "Recommencez. Si cela se répète, le disque des fichiers temporaires est peut-être plein ou abîmé.",
            "Try again. If it happens again, the disk of temporary files may be full or damaged.",
        ))
    })
}

fn one(
    site: &Arc<Site>,
    theme: &Theme,
    id: DocumentId,
    (plain, aside): (&GlobSet, Option<&Arc<Spill>>),
    before: Option<&Arc<Remembered>>,
    recording: bool,
) -> Arc<Remembered> {
    let head = site.outline.head(id);
    let empty = || {
        Arc::new(Remembered {
            document: head.document.clone(),
            input: Input {
                place: Fingerprint::default(),
                templates: Fingerprint::default(),
                front: None,
                templating: ContentTemplating::Off,
            },
            record: Record::default(),
            depth: Depth::Settings,
            body: Arc::new(ConvertedBody::new(Body::default(), false, recording, None)),
        })
    };
    let Some(document) = head.document.as_ref().filter(|document| !document.damaged) else {
        return empty();
    };
    let same_document = before.is_some_and(|before| before.is_of(head));
    let place = if recording {
        let own = (&head.lang, &head.permalink, head.anchor_links);
        let settings = Fingerprint::of(&(own, site.is_typeset(id)));
        settings.and(site.markdown_fingerprint())
    } else {
        Fingerprint::default()
    };
    // unpacked where it is wanted, and then once
    let text = LazyCell::new(|| document.text());
    let templating = match before {
        Some(before) if same_document && before.input.place == place => before.input.templating,
        _ => templating(site, head, body_of(document, &text), plain),
    };
    let input = Input {
        place,
        templates: seen_of_templates(theme, templating),
        front: (recording && templating == ContentTemplating::Full)
            .then(|| head_fingerprint(site, id)),
        templating,
    };
    if recording
        && let Some(before) = before
        && before.input == input
        && (same_document || same_text(before, document))
        && before.record.holds_in(site.as_ref())
    {
        if same_document {
            return Arc::clone(before);
        }
        return Arc::new(Remembered {
            document: Some(Arc::clone(document)),
            input,
            record: before.record.clone(),
            depth: before.depth,
            body: Arc::clone(&before.body),
        });
    }
    let scope = Scope {
        world: Arc::<Site>::clone(site),
        recording,
        lang: Arc::from(head.lang.as_str()),
        file: Arc::from(head.relative_path.as_str()),
        bodies: false,
        typography: site.is_typeset(id),
    };
    let (result, mut record) = within(scope, || {
        convert_one(site, theme, id, head, (document, &text), templating)
    });
    site.sources.done_with(document);
    let body = result.unwrap_or_else(|findings| Body {
        findings,
        ..Body::default()
    });
    let new = |finding: &&Finding| finding.code != theme::BROKEN;
    record
        .findings
        .extend(body.findings.iter().filter(new).cloned());
    let searched = site
        .config
        .languages
        .get(&head.lang)
        .is_some_and(|options| options.build_search_index);
    let own = match templating {
        ContentTemplating::Full => Depth::Fronts,
        _ => Depth::Settings,
    };
    Arc::new(Remembered {
        document: recording.then(|| Arc::clone(document)),
        input,
        depth: record.depth().max(own),
        record,
        body: Arc::new(ConvertedBody::new(body, searched, recording, aside)),
    })
}

/// Whether the text below the front matter is that of another state of the document, and on the same line: findings and
/// links know theirs.
fn same_text(before: &Remembered, document: &Document) -> bool {
    let lines = |document: &Document| {
        let text = document.text();
        let body = document.body.min(text.len());
        memchr::memchr_iter(b'\n', &text.as_bytes()[..body]).count()
    };
    before.document.as_ref().is_some_and(|before| {
        before.body_fingerprint == document.body_fingerprint && lines(before) == lines(document)
    })
}

/// What follows the front matter.
fn body_of<'t>(document: &Document, text: &'t str) -> &'t str {
    text.get(document.body..).unwrap_or("")
}

/// What the braces in a body mean.
fn templating(site: &Site, head: &Head, body: &str, plain: &GlobSet) -> ContentTemplating {
    let braces = memchr::memchr(b'{', body.as_bytes()).is_some()
        && (body.contains("{{") || body.contains("{%"));
    if !braces || plain.is_match(&head.relative_path) {
        ContentTemplating::Off
    } else {
        site.config.content_templating
    }
}

/// What a body sees of templates: components and, with full templating, anything.
fn seen_of_templates(theme: &Theme, templating: ContentTemplating) -> Fingerprint {
    match templating {
        ContentTemplating::Off => theme.markdown_fingerprint(),
        _ => theme.fingerprint(),
    }
}

fn head_fingerprint(site: &Site, id: DocumentId) -> Fingerprint {
    match id {
        DocumentId::Page(id) => site.page_fingerprint(id, false),
        DocumentId::Section(id) => site.section_fingerprint(id, false, false),
    }
}

fn convert_one(
    site: &Site,
    theme: &Theme,
    id: DocumentId,
    head: &Head,
    (document, text): (&Document, &str),
    templating: ContentTemplating,
) -> Result<Body, Vec<Finding>> {
    let templated = if templating == ContentTemplating::Full {
        let mut context = Context::new();
        context.insert_value("config", site.config_value(&head.lang));
        context.insert_value("lang", Value::from(head.lang.as_str()));
        let counted = |value: Value| {
            let body = body_of(document, text);
            with_reading(value, markdown::reading(body, &head.lang))
        };
        match id {
            DocumentId::Page(id) => {
                context.insert_value("page", counted(site.page_value(id, true)));
            }
            DocumentId::Section(id) => {
                context.insert_value("section", counted(site.section_value(id)));
            }
        }
        Some(theme.render_body(&document.file, text, document.body, &context)?)
    } else {
        None
    };
    let footnotes = match site.config.dialect {
        Dialect::Native => SlugStrategy::On.segment(&head.path) + "-",
        Dialect::Zola => String::new(),
    };
    let input = markdown::Input {
        file: &document.file,
        relative_path: &head.relative_path,
        text,
        body: document.body,
        templated: templated.as_deref(),
        lang: &head.lang,
        permalink: &head.permalink,
        templating: if templated.is_some() {
            ContentTemplating::Off
        } else {
            templating
        },
        anchor_links: head.anchor_links,
        footnote_prefix: &footnotes,
        typography: site.typography(id),
    };
    Ok(markdown::convert(input, &site.config, theme))
}

/// A page or section as its own body sees it: its length is known before it is converted.
fn with_reading(value: Value, (words, minutes): (usize, usize)) -> Value {
    let mut map = value.into_map().unwrap_or_default();
    map.insert(Key::Str("word_count"), Value::from(words as u64));
    map.insert(Key::Str("reading_time"), Value::from(minutes as u64));
    Value::from(map)
}

/// Files whose braces are text.
fn plain_files(config: &Config) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in config
        .skip_content_templating
        .iter()
        .filter_map(|pattern| Glob::new(pattern).ok())
    {
        builder.add(glob);
    }
    builder.build().unwrap_or_else(|_| GlobSet::empty())
}
