//! The front matter of a section.

use super::page::{cascade, own_key, title};
use super::{Reading, SectionFront, SortBy, Split, markdown, menu, source};
use crate::config::{self, AnchorLinks};
use crate::data::{At, Reader};
use crate::report::{Finding, Severity, nearest};
use crate::text;
use serde_json::{Map, Value};

/// The keys of a section.
pub(super) const KEYS: &[&str] = &[
    "title",
    "description",
    "sort_by",
    "weight",
    "draft",
    "template",
    "page_template",
    "paginate_by",
    "paginate_path",
    "paginate_reversed",
    "render",
    "redirect_to",
    "insert_anchor_links",
    "in_search_index",
    "hidden",
    "transparent",
    "aliases",
    "generate_feeds",
    "cascade",
    "menu",
    "typography",
    "check",
    "extra",
];

const SORT_BY: &[(&str, SortBy)] = &[
    ("none", SortBy::None),
    ("date", SortBy::Date),
    ("update_date", SortBy::UpdateDate),
    ("title", SortBy::Title),
    ("title_bytes", SortBy::TitleBytes),
    ("weight", SortBy::Weight),
    ("slug", SortBy::Slug),
    ("permalink", SortBy::Permalink),
];

/// The words of `insert_anchor_links`.
const ANCHOR_LINKS: &[(&str, Option<AnchorLinks>)] = &[
    ("none", Some(AnchorLinks::None)),
    ("left", Some(AnchorLinks::Left)),
    ("right", Some(AnchorLinks::Right)),
    ("heading", Some(AnchorLinks::Heading)),
];

/// A section's front matter from its data. Whatever could be read is returned beside the findings.
pub fn section(
    reading: Reading,
    split: &Split,
    data: Map<String, Value>,
) -> (SectionFront, Vec<Finding>) {
    let source = source(reading.file, reading.text, split);
    let mut reader = Reader::new(&source);
    let mut front = SectionFront::default();
    for (key, value) in data {
        let here = At::Root.key(&key);
        match key.as_str() {
            "title" => title(&mut reader, &here, value, &mut front.title),
            "description" => reader.read(&here, value, &mut front.description),
            "sort_by" => reader.choice(&here, value, SORT_BY, &mut front.sort_by),
            "weight" => reader.read(&here, value, &mut front.weight),
            "draft" => reader.read(&here, value, &mut front.draft),
            "template" => reader.read(&here, value, &mut front.template),
            "page_template" => reader.read(&here, value, &mut front.page_template),
            "paginate_by" => reader.read(&here, value, &mut front.paginate_by),
            "paginate_path" => reader.read(&here, value, &mut front.paginate_path),
            "paginate_reversed" => reader.read(&here, value, &mut front.paginate_reversed),
            "render" => reader.read(&here, value, &mut front.render),
            "redirect_to" => reader.read(&here, value, &mut front.redirect_to),
            "insert_anchor_links" => {
                reader.choice(&here, value, ANCHOR_LINKS, &mut front.insert_anchor_links);
            }
            "in_search_index" => reader.read(&here, value, &mut front.in_search_index),
            "hidden" => reader.read(&here, value, &mut front.hidden),
            "transparent" => reader.read(&here, value, &mut front.transparent),
            "aliases" => reader.read(&here, value, &mut front.aliases),
            "generate_feeds" => reader.read(&here, value, &mut front.generate_feeds),
            "cascade" => cascade(&mut reader, reading, &here, value, &mut front.cascade),
            "menu" => menu::read(&mut reader, &here, value, &mut front.menu),
            "typography" | "markdown.typography" => {
                reader.read(&here, value, &mut front.typography);
            }
            "markdown" if value.get("typography").is_some() => {
                markdown(&mut reader, &here, value, &mut front.typography);
            }
            "check" => config::waivers(&mut reader, &here, value, &mut front.check.0),
            "extra" => reader.read(&here, value, &mut front.extra.0),
            _ => unknown(&mut reader, &key),
        }
    }
    menu::complete(&mut front.menu, front.title.as_deref());
    (front, reader.finish())
}

fn unknown(reader: &mut Reader<'_>, key: &str) {
    let help = if super::page::KEYS.contains(&key) {
        text!(
            fr: "« {key} » appartient à une page. Pour le donner à toutes les pages de ce dossier, mettez-le sous « cascade ».",
            en: "“{key}” belongs to a page. To give it to all pages of this folder, put it under “cascade”.",
        )
    } else if nearest(key.trim(), KEYS.iter().copied()).is_none() {
        own_key(reader, key)
    } else {
        return reader.unknown(&At::Root, key, Severity::Error, KEYS);
    };
    reader.unknown_with(&At::Root, key, Severity::Error, help);
}
