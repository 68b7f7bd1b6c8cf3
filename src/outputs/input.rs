//! What an output is made from, as one fingerprint: all that is handed to its template.

use super::{FeedOf, Maker, feeds};
use crate::fingerprint::Fingerprint;
use crate::outline::{DocumentId, PageId};
use crate::site::{Listed, Site};

/// The fingerprint of what a maker is given.
pub(super) fn of(site: &Site, maker: &Maker, listed: Listed) -> Fingerprint {
    let Listed { bodies, neighbours } = listed;
    let outline = &site.outline;
    // neighbours of listed pages may be any page: rather too much than too little
    let around = || neighbours.then(|| site.all_fingerprint(bodies));
    match maker {
        Maker::Page(id) => {
            let page = &outline.pages[*id];
            let of = |id: Option<PageId>| id.map(|id| site.page_fingerprint(id, bodies));
            let neighbours = neighbours.then(|| (of(page.lower), of(page.higher)));
            Fingerprint::of(&(site.page_fingerprint(*id, true), neighbours))
        }
        Maker::Section(id, pager) => {
            let own = site.section_fingerprint(*id, false, true);
            let list = site.section_fingerprint(*id, true, bodies);
            Fingerprint::of(&(own, list, around(), pager))
        }
        Maker::TermList(kind) => {
            Fingerprint::of(&(site.taxonomy_fingerprint(*kind, bodies), around()))
        }
        Maker::Term(kind, term, pager) => {
            Fingerprint::of(&(site.term_fingerprint(*kind, *term, bodies), around(), pager))
        }
        Maker::Feed(feed) => {
            let whose = match feed.of {
                FeedOf::Site => Fingerprint::default(),
                FeedOf::Section(id) => site.section_fingerprint(id, false, true),
                FeedOf::Term(kind, term) => site.term_fingerprint(kind, term, false),
            };
            let pages = site.list_fingerprint(&feeds::pages(site, feed), true);
            Fingerprint::of(&(&feed.filename, feed.of, whose, pages, around()))
        }
        Maker::Redirect(url) => Fingerprint::of(url),
        Maker::Sitemap(_) | Maker::SitemapIndex(_) => {
            let sections: Vec<_> = (0..outline.sections.len())
                .map(|id| site.section_fingerprint(id, true, false))
                .collect();
            let terms: Vec<_> = (0..outline.taxonomies.len())
                .map(|kind| site.taxonomy_fingerprint(kind, false))
                .collect();
            Fingerprint::of(&(site.all_fingerprint(false), sections, terms))
        }
        Maker::SearchIndex(lang) => {
            let of = |id: DocumentId| match id {
                DocumentId::Page(id) => site.page_fingerprint(id, true),
                DocumentId::Section(id) => site.section_fingerprint(id, false, true),
            };
            let bodies: Vec<_> = outline
                .documents()
                .filter(|id| outline.head(*id).lang == *lang)
                .map(of)
                .collect();
            Fingerprint::of(&bodies)
        }
        Maker::Robots | Maker::NotFound(_) | Maker::ThemeSample => Fingerprint::default(),
        Maker::Bytes(bytes) => Fingerprint::of(bytes),
        Maker::File(file) => Fingerprint::of(&(&file.path, file.stamp)),
    }
}
