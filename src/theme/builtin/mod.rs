//! The templates that come with Lucarne: what a site's and its theme's lie over.

use super::{BUILTIN_PREFIX, TemplateSource};
use crate::config::Dialect;

/// The one template that a site cannot replace: a redirect must need no script.
pub const REDIRECT: &str = "internal/alias.html";

macro_rules! templates {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!($name))),*] };
}

const TEMPLATES: [(&str, &str); 23] = templates![
    "404.html",
    "anchor-link.html",
    "atom.xml",
    "components/bouton.html",
    "components/contact.html",
    "components/details.html",
    "components/etapes.html",
    "components/figure.html",
    "components/note.html",
    "components/numeros.html",
    "components/soin.html",
    "components/standard_page.html",
    "feed.json",
    "index.html",
    "page.html",
    "robots.txt",
    "rss.xml",
    "section.html",
    "sitemap.xml",
    "split_sitemap_index.xml",
    "summary-cutoff.html",
    "taxonomy_list.html",
    "taxonomy_single.html",
];

/// All of them under their full names.
pub fn sources(dialect: Dialect) -> impl Iterator<Item = TemplateSource> {
    TEMPLATES
        .into_iter()
        .map(move |(name, text)| match (name, dialect) {
            ("404.html", Dialect::Zola) => (name, include_str!("404.zola.html")),
            ("anchor-link.html", Dialect::Zola) => (name, include_str!("anchor-link.zola.html")),
            _ => (name, text),
        })
        .map(|(name, text)| (format!("{BUILTIN_PREFIX}{name}"), text))
        .chain([(REDIRECT.to_owned(), include_str!("internal/alias.html"))])
        .map(|(name, text)| TemplateSource {
            name,
            file: String::new(),
            text: text.to_owned(),
        })
}
