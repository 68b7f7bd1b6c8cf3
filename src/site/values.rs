//! Pages, sections, terms and the configuration as template values.

mod config;

use super::{ConvertedBody, Site, typeset};
use crate::config::TaxonomyOptions;
use crate::markdown::Heading;
use crate::outline::{DocumentId, Head, Hidden, TermOutline};
use crate::sources::front_matter::{Json, Moment};
pub(super) use config::{config, rules};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::sync::{Arc, LazyLock};
use tera::value::Key;
use tera::{Map, Value};

/// What a template map is made of.
pub(super) type Entries = Vec<(&'static str, Value)>;

/// A template map from its keys and values.
pub fn map(entries: impl AsRef<[(&'static str, Value)]>) -> Value {
    Value::from_serializable(&Fields(entries.as_ref()))
}

/// Keys that are hashed once: a map that Tera is given as such is made anew.
struct Fields<'e>(&'e [(&'static str, Value)]);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Fields", self.0.len())?;
        for (key, value) in self.0 {
            fields.serialize_field(key, value)?;
        }
        fields.end()
    }
}

/// A map with other values at some keys.
pub(super) fn with(
    value: &Value,
    entries: impl IntoIterator<Item = (&'static str, Value)>,
) -> Value {
    let mut map = value.as_map().cloned().unwrap_or_default();
    for (key, value) in entries {
        map.insert(Key::Str(key), value);
    }
    map.into()
}

fn text(value: &str) -> Value {
    Value::from(value)
}

fn optional(value: Option<&str>) -> Value {
    value.map_or(Value::none(), Value::from)
}

/// A list; all empty ones are the same.
pub(super) fn array(values: Vec<Value>) -> Value {
    static EMPTY: LazyLock<Value> = LazyLock::new(|| Value::from(Vec::<Value>::new()));
    match values.is_empty() {
        true => EMPTY.clone(),
        false => Value::from(values),
    }
}

fn list<'a>(values: impl IntoIterator<Item = &'a String>) -> Value {
    array(values.into_iter().map(|value| text(value)).collect())
}

fn number(value: usize) -> Value {
    Value::from(value as u64)
}

/// A document as the backlinks of another show it.
fn mention(site: &Site, id: DocumentId) -> Value {
    map([
        ("permalink", text(&site.outline.head(id).permalink)),
        ("title", optional(site.title(id).as_deref())),
    ])
}

/// What a front matter says besides; all that say nothing are the same.
fn extra(extra: &Json) -> Value {
    static EMPTY: LazyLock<Value> = LazyLock::new(|| map([]));
    match extra.0.is_empty() {
        true => EMPTY.clone(),
        false => Value::from_serializable(&extra.0),
    }
}

/// Keys that pages and sections share: place and languages.
fn common(site: &Site, head: &Head, entries: &mut Entries) {
    let mut put = |key: &'static str, value: Value| entries.push((key, value));
    put("relative_path", text(&head.relative_path));
    put("permalink", text(&head.permalink));
    put("path", text(&head.path));
    put("components", list(&head.components));
    put(
        "ancestors",
        site.known.shared(&("ancestors", &head.ancestors), || {
            let ancestors = head.ancestors.iter();
            let paths = ancestors.map(|id| site.known.section_path(&site.outline, *id));
            array(paths.collect())
        }),
    );
    put(
        "assets",
        array(
            head.assets
                .iter()
                .map(|asset| Value::from(format!("/{asset}")))
                .collect(),
        ),
    );
    put("lang", text(&head.lang));
    let translation = |id: &DocumentId| {
        let head = site.outline.head(*id);
        self::map([
            ("lang", text(&head.lang)),
            ("permalink", text(&head.permalink)),
            ("title", optional(site.title(*id).as_deref())),
            (
                "path",
                text(
                    head.document
                        .as_ref()
                        .map_or(&head.relative_path, |document| &document.file),
                ),
            ),
        ])
    };
    put(
        "translations",
        array(head.translations.iter().map(translation).collect()),
    );
    put(
        "status",
        match head.hidden {
            None => Value::none(),
            Some(Hidden::Draft) => text("draft"),
            Some(Hidden::Scheduled) => text("scheduled"),
            Some(Hidden::Expired) => text("expired"),
        },
    );
}

/// Keys that are known once all bodies are converted, as in `theme::reading`'s body fields.
fn body(site: &Site, id: DocumentId) -> [(&'static str, Value); 6] {
    let body: Option<&ConvertedBody> = site.bodies.get(id).map(AsRef::as_ref);
    let mention = |id: &DocumentId| {
        let of = ("mention", id);
        site.known.shared(&of, || self::mention(site, *id))
    };
    let backlinks = site.backlinks.of(id).iter();
    [
        (
            "content",
            body.map_or_else(|| text(""), ConvertedBody::content),
        ),
        (
            "toc",
            body.map_or_else(|| array(Vec::new()), |body| headings(&body.toc)),
        ),
        (
            "word_count",
            body.map_or(Value::none(), |body| number(body.word_count)),
        ),
        (
            "reading_time",
            body.map_or(Value::none(), |body| number(body.reading_time)),
        ),
        ("backlinks", array(backlinks.map(mention).collect())),
        (
            "summary",
            body.map_or(Value::none(), |body| body.summary.clone()),
        ),
    ]
}

fn headings(headings: &[Heading]) -> Value {
    array(headings.iter().map(heading).collect())
}

/// Keys in the order in which templates that print it whole show them.
fn heading(heading: &Heading) -> Value {
    map([
        ("children", headings(&heading.children)),
        ("id", text(&heading.id)),
        ("level", Value::from(heading.level)),
        ("permalink", text(&heading.permalink)),
        ("title", text(&heading.title)),
    ])
}

/// A page with its body, and with its neighbours where these are given.
pub(super) fn with_body(
    site: &Site,
    id: usize,
    page: &Value,
    neighbours: Option<[(&'static str, Value); 2]>,
) -> Value {
    let entries = body(site, DocumentId::Page(id));
    with(
        page,
        entries.into_iter().chain(neighbours.into_iter().flatten()),
    )
}

/// A page without its body, and without `lower` and `higher` (both null).
pub(super) fn page(site: &Site, id: usize) -> Value {
    let page = &site.outline.pages[id];
    let front = page.front();
    let rules = site.typography(DocumentId::Page(id));
    let mut entries = Entries::with_capacity(32);
    common(site, &page.head, &mut entries);
    let mut put = |key: &'static str, value: Value| entries.push((key, value));
    let moment = |moment: Option<&Arc<Moment>>| optional(moment.map(|m| m.text.as_str()));
    put("colocated_path", optional(page.colocated_path.as_deref()));
    put("slug", text(&page.slug));
    let shown = |text: &'_ Option<String>| {
        let text = text.as_deref();
        optional(text.map(|text| typeset(text, rules)).as_deref())
    };
    put("title", shown(&front.title));
    put("description", shown(&front.description));
    put("date", moment(page.date.as_ref()));
    put("updated", moment(front.updated.as_ref()));
    put("publish_date", moment(front.publish_date.as_ref()));
    put("expiry_date", moment(front.expiry_date.as_ref()));
    let ymd = page.date.as_ref().map(|date| date.ymd);
    put(
        "year",
        ymd.map_or(Value::none(), |(year, ..)| Value::from(i64::from(year))),
    );
    put(
        "month",
        ymd.map_or(Value::none(), |(_, month, _)| Value::from(i64::from(month))),
    );
    put(
        "day",
        ymd.map_or(Value::none(), |(.., day)| Value::from(i64::from(day))),
    );
    put("draft", Value::from(front.draft));
    let taxonomies = || {
        let kinds = front.taxonomies.0.iter();
        let kinds = kinds.map(|(kind, terms)| (Key::from(kind.clone()), list(terms)));
        Value::from(kinds.collect::<Map>())
    };
    put(
        "taxonomies",
        site.known
            .shared(&("taxonomies", &front.taxonomies), taxonomies),
    );
    put("authors", list(&front.authors));
    put("aliases", list(&front.aliases));
    put("hidden", Value::from(front.hidden.unwrap_or(false)));
    put("extra", extra(&front.extra));
    put("lower", Value::none());
    put("higher", Value::none());
    map(entries)
}

/// A section without its pages (an empty list).
pub(super) fn section(site: &Site, id: usize) -> Value {
    let section = &site.outline.sections[id];
    let front = section.front();
    let rules = site.typography(DocumentId::Section(id));
    let mut entries = Entries::with_capacity(32);
    common(site, &section.head, &mut entries);
    let [content, toc, words, minutes, backlinks, _] = body(site, DocumentId::Section(id));
    entries.extend([content, toc, words, minutes, backlinks]);
    let mut put = |key: &'static str, value: Value| entries.push((key, value));
    put("colocated_path", Value::none());
    let shown = |text: &'_ Option<String>| {
        let text = text.as_deref();
        optional(text.map(|text| typeset(text, rules)).as_deref())
    };
    put("title", shown(&front.title));
    put("description", shown(&front.description));
    put("extra", extra(&front.extra));
    put("draft", Value::from(front.draft));
    put("aliases", list(&front.aliases));
    put("hidden", Value::from(front.hidden.unwrap_or(false)));
    put("pages", array(Vec::new()));
    put(
        "subsections",
        list(
            section
                .subsections
                .iter()
                .map(|id| &site.outline.sections[*id].head.relative_path),
        ),
    );
    put(
        "generate_feeds",
        Value::from(front.generate_feeds.unwrap_or(false)),
    );
    put("transparent", Value::from(front.transparent));
    put(
        "paginate_by",
        front.paginate_by.map_or(Value::none(), number),
    );
    put("paginate_reversed", Value::from(front.paginate_reversed));
    map(entries)
}

/// A term.
pub(super) fn term(term: &TermOutline, pages: Value) -> Value {
    map([
        ("name", text(&term.name)),
        ("slug", text(&term.slug)),
        ("path", text(&term.path)),
        ("permalink", text(&term.permalink)),
        ("pages", pages),
        ("page_count", number(term.pages.len())),
    ])
}

/// A taxonomy as its own templates see it.
pub(crate) fn taxonomy(options: &TaxonomyOptions) -> Value {
    map([
        ("name", text(&options.name)),
        ("slug", text(&options.slug)),
        (
            "paginate_by",
            options.paginate_by.map_or(Value::none(), number),
        ),
        (
            "paginate_path",
            if options.paginate_path == "page" {
                Value::none()
            } else {
                text(&options.paginate_path)
            },
        ),
        ("render", Value::from(options.render)),
        ("feed", Value::from(options.feed)),
    ])
}
