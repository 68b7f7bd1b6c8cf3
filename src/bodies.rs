//! Converting all bodies, or keeping those whose text and answers are the same.

use crate::config::{Config, ContentTemplating, Dialect, SlugStrategy};
use crate::fingerprint::Fingerprint;
use crate::images::ImageRequest;
use crate::markdown::{self, Body, Input};
use crate::memo::{Record, Scope, within};
use crate::outline::{DocumentId, Head};
use crate::report::{Finding, Findings};
use crate::site::{Bodies, ConvertedBody, Site};
use crate::sources::Document;
use crate::theme::{self, Theme};
use globset::{Glob, GlobSet, GlobSetBuilder};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use tera::value::Key;
use tera::{Context, Value};

/// What is kept of a body between builds.
#[derive(Clone)]
pub struct Remembered {
    input: Fingerprint,
    record: Record,
    body: Arc<ConvertedBody>,
}

impl Remembered {
    /// The images that the body asked for.
    pub fn images(&self) -> &[ImageRequest] {
        &self.record.images
    }
}

/// The bodies of the last build, by content path.
pub type Memory = HashMap<String, Remembered>;

/// Converts the bodies of all documents. `site` has no bodies yet. Fills the memory for the next build where `recording`.
pub fn convert(
    site: &Arc<Site>,
    theme: &Theme,
    memory: &mut Memory,
    recording: bool,
    findings: &mut Findings,
) -> Bodies {
    let plain = plain_files(&site.config);
    let ids: Vec<DocumentId> = site.outline.documents().collect();
    let converted: Vec<(DocumentId, Remembered)> = ids
        .into_par_iter()
        .map(|id| {
            let head = site.outline.head(id);
            (
                id,
                one(
                    site,
                    theme,
                    id,
                    head,
                    &plain,
                    memory.get(&head.relative_path),
                    recording,
                ),
            )
        })
        .collect();
    let mut bodies = Bodies::default();
    let mut next = Memory::with_capacity(if recording { converted.len() } else { 0 });
    for (id, remembered) in converted {
        findings.extend(remembered.record.findings.iter().cloned());
        let list = if matches!(id, DocumentId::Page(_)) {
            &mut bodies.pages
        } else {
            &mut bodies.sections
        };
        list.push(Arc::clone(&remembered.body));
        if recording || !remembered.images().is_empty() {
            next.insert(site.outline.head(id).relative_path.clone(), remembered);
        }
    }
    *memory = next;
    bodies
}

fn one(
    site: &Arc<Site>,
    theme: &Theme,
    id: DocumentId,
    head: &Head,
    plain: &GlobSet,
    before: Option<&Remembered>,
    recording: bool,
) -> Remembered {
    let empty = || Remembered {
        input: Fingerprint::default(),
        record: Record::default(),
        body: Arc::new(ConvertedBody::new(Body::default(), false, recording)),
    };
    let Some(document) = head.document.as_ref().filter(|document| !document.damaged) else {
        return empty();
    };
    let text = &document.text[document.body.min(document.text.len())..];
    let braces = memchr::memchr(b'{', text.as_bytes()).is_some()
        && (text.contains("{{") || text.contains("{%"));
    let templating = if !braces || plain.is_match(&head.relative_path) {
        ContentTemplating::Off
    } else {
        site.config.content_templating
    };
    let input = if recording {
        // what a body sees of templates: components and, with full templating, anything
        let templates = match templating {
            ContentTemplating::Off => theme.markdown_fingerprint(),
            _ => theme.fingerprint(),
        };
        let own = (templating == ContentTemplating::Full).then(|| head_fingerprint(site, id));
        let head_of_file = &document.text[..document.body.min(document.text.len())];
        Fingerprint::of(&(
            document.body_fingerprint,
            (&head.lang, &head.permalink, head.anchor_links, templating),
            (templates, own, site.markdown_fingerprint()),
            site.is_typeset(id),
            // findings and links know their line in the file
            head_of_file.matches('\n').count(),
        ))
    } else {
        Fingerprint::default()
    };
    if let Some(before) = before
        && before.input == input
        && before.record.holds_in(site.as_ref())
    {
        return before.clone();
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
        convert_one(site, theme, id, head, document, templating)
    });
    let body = result.unwrap_or_else(|finding| Body {
        findings: vec![*finding],
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
    Remembered {
        input,
        record,
        body: Arc::new(ConvertedBody::new(body, searched, recording)),
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
    document: &Document,
    templating: ContentTemplating,
) -> Result<Body, Box<Finding>> {
    let templated = if templating == ContentTemplating::Full {
        let mut context = Context::new();
        context.insert_value("config", site.config_value(&head.lang));
        context.insert_value("lang", Value::from(head.lang.as_str()));
        let counted = |value: Value| {
            let text = document.text.get(document.body..).unwrap_or("");
            with_reading(value, markdown::reading(text, &head.lang))
        };
        match id {
            DocumentId::Page(id) => context.insert_value("page", counted(site.page_value(id))),
            DocumentId::Section(id) => {
                context.insert_value("section", counted(site.section_value(id, false)));
            }
        }
        Some(theme.render_body(&document.file, &document.text, document.body, &context)?)
    } else {
        None
    };
    let footnotes = match site.config.dialect {
        Dialect::Native => SlugStrategy::On.segment(&head.path) + "-",
        Dialect::Zola => String::new(),
    };
    let input = Input {
        file: &document.file,
        relative_path: &head.relative_path,
        text: &document.text,
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
