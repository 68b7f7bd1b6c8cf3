//! The HTML that a page may show where a site is careful: text, tables, figures, sound and pictures, nothing that runs.

use super::super::links::dangerous_scheme;
use super::tags::{self, Tag};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

const EVERYWHERE: &[&str] = &[
    "class",
    "dir",
    "hidden",
    "id",
    "lang",
    "role",
    "title",
    "translate",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    (
        "a",
        &[
            "download", "href", "hreflang", "name", "rel", "target", "type",
        ],
    ),
    ("audio", &["controls", "loop", "muted", "preload", "src"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["name", "open"]),
    (
        "img",
        &[
            "alt", "decoding", "height", "loading", "sizes", "src", "srcset", "width",
        ],
    ),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    (
        "source",
        &["height", "media", "sizes", "src", "srcset", "type", "width"],
    ),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("track", &["default", "kind", "label", "src", "srclang"]),
    (
        "video",
        &[
            "controls",
            "height",
            "loop",
            "muted",
            "playsinline",
            "poster",
            "preload",
            "src",
            "width",
        ],
    ),
];

const ADDRESSES: &[&str] = &["cite", "href", "poster", "src", "srcset"];

const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "geo", "xmpp", "webcal",
];

/// Elements inside of elements, and no deeper.
const DEEPEST: usize = 250;

/// HTML without anything that runs, and well nested.
pub(in super::super) fn clean(html: &str) -> String {
    static FILTER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(filter);
    FILTER
        .clean(&tags::without_depth(html, DEEPEST))
        .to_string()
}

fn filter() -> ammonia::Builder<'static> {
    let attributes: HashMap<&str, HashSet<&str>> = ATTRIBUTES
        .iter()
        .map(|(element, names)| (*element, names.iter().copied().collect()))
        .collect();
    let mut filter = ammonia::Builder::empty();
    filter
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(["script", "style", "template", "noscript"].into())
        .generic_attributes(EVERYWHERE.iter().copied().collect())
        .generic_attribute_prefixes(["aria-"].into())
        .tag_attributes(attributes)
        .url_schemes(SCHEMES.iter().copied().collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .attribute_filter(|_, attribute, value| {
            let bad = ADDRESSES.contains(&attribute) && forbidden_address(value);
            (!bad).then_some(Cow::Borrowed(value))
        })
        .link_rel(None)
        .strip_comments(false);
    filter
}

/// What [`clean`] takes away of a tag, as it is written; none where it keeps all of it.
pub(super) fn forbidden(tag: &Tag<'_>) -> Option<String> {
    let name = tag.name.as_str();
    if name.starts_with("lucarne-call-") {
        return None;
    }
    if !ELEMENTS.contains(&name) {
        return Some(format!("<{name}>"));
    }
    let own = ATTRIBUTES.iter().find(|(element, _)| *element == name);
    let bad: Vec<&str> = tag
        .attributes
        .iter()
        .filter(|(attribute, value)| {
            let attribute = attribute.as_str();
            let known = EVERYWHERE.contains(&attribute)
                || attribute.starts_with("aria-")
                || own.is_some_and(|(_, names)| names.contains(&attribute));
            !known || (ADDRESSES.contains(&attribute) && forbidden_address(value))
        })
        .map(|(attribute, _)| attribute.as_str())
        .collect();
    (!bad.is_empty()).then(|| format!("{} (<{name}>)", bad.join(", ")))
}

fn forbidden_address(value: &str) -> bool {
    value.split(',').any(|one| {
        let one = one.trim_start();
        let scheme = one.split(['/', '?', '#', ' ']).next().and_then(|start| {
            let (scheme, _) = start.split_once(':')?;
            scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
                .then(|| scheme.to_ascii_lowercase())
        });
        dangerous_scheme(one).is_some()
            || scheme.is_some_and(|scheme| !SCHEMES.contains(&scheme.as_str()))
    })
}
