//! Feeds: which pages, and what their templates are given.

use super::{Feed, FeedOf};
use crate::config::Dialect;
use crate::outline::PageId;
use crate::site::{Listed, Site, taxonomy};
use tera::{Context, Value};

/// The pages a feed may list: dated, newest first.
pub(super) fn pages(site: &Site, feed: &Feed) -> Vec<PageId> {
    let outline = &site.outline;
    let mut pages: Vec<PageId> = match feed.of {
        FeedOf::Site => (0..outline.pages.len())
            .filter(|id| outline.pages[*id].head.lang == feed.lang)
            .collect(),
        FeedOf::Section(id) => outline.sections[id].pages.clone(),
        FeedOf::Term(kind, term) => outline.taxonomies[kind].terms[term].pages.clone(),
    };
    pages.retain(|id| {
        let page = &outline.pages[*id];
        let front = page.front();
        page.date.is_some()
            && page.is_rendered()
            && front.include_in_feeds.unwrap_or(true)
            && !front.hidden.unwrap_or(false)
    });
    pages.sort_by(|a, b| {
        let (a, b) = (&outline.pages[*a], &outline.pages[*b]);
        let date =
            |page: &crate::outline::PageOutline| page.date.as_ref().map(|date| date.timestamp);
        date(b)
            .cmp(&date(a))
            .then_with(|| a.head.permalink.cmp(&b.head.permalink))
    });
    pages
}

pub(super) fn context(site: &Site, feed: &Feed, listed: Listed, context: &mut Context) {
    let mut pages = pages(site, feed);
    let outline = &site.outline;
    // Zola gives the feeds of all languages one address, which their readers know them by
    let one_address = site.config.dialect == Dialect::Zola;
    let base = match feed.of {
        FeedOf::Site if one_address || feed.lang == site.config.default_language => {
            format!("{}/", site.config.base_url)
        }
        FeedOf::Site => format!("{}/{}/", site.config.base_url, feed.lang),
        FeedOf::Section(id) => {
            context.insert_value("section", site.section_with_pages(id, listed));
            outline.sections[id].head.permalink.clone()
        }
        FeedOf::Term(kind, term) => {
            let of = &outline.taxonomies[kind];
            context.insert_value("taxonomy", taxonomy(&of.options));
            context.insert_value("term", site.bare_term_value(kind, term));
            of.terms[term].permalink.clone()
        }
    };
    let latest = pages.iter().flat_map(|id| {
        let page = &outline.pages[*id];
        page.date.iter().chain(page.front().updated.iter())
    });
    if let Some(latest) = latest.max_by_key(|moment| moment.timestamp) {
        context.insert_value("last_updated", Value::from(latest.text.as_str()));
    }
    pages.truncate(site.config.feed_limit.unwrap_or(usize::MAX));
    context.insert_value("pages", site.list_value(&pages, listed));
    context.insert_value("feed_url", Value::from(format!("{base}{}", feed.filename)));
}
