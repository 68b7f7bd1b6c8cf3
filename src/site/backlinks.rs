//! Who links to whom.

use super::Bodies;
use crate::outline::{DocumentId, Outline};
use rayon::prelude::*;

/// Who links to each document, in the order of their addresses.
#[derive(Default)]
pub(super) struct Backlinks {
    pages: Vec<Vec<DocumentId>>,
    sections: Vec<Vec<DocumentId>>,
}

impl Backlinks {
    /// Reads them from all bodies.
    pub fn new(outline: &Outline, bodies: &Bodies) -> Self {
        let mut backlinks = Self {
            pages: vec![Vec::new(); outline.pages.len()],
            sections: vec![Vec::new(); outline.sections.len()],
        };
        let links = |id: &DocumentId| {
            bodies
                .get(*id)
                .is_some_and(|b| !b.internal_links.is_empty())
        };
        let mut linking: Vec<DocumentId> = outline.documents().filter(links).collect();
        let place = |id: &DocumentId| (outline.head(*id).permalink.as_str(), *id);
        linking.par_sort_unstable_by(|a, b| place(a).cmp(&place(b)));
        for from in linking {
            let Some(body) = bodies.get(from) else {
                continue;
            };
            for link in &body.internal_links {
                let Some(to) = outline.by_path.get(&link.target) else {
                    continue;
                };
                let known = match *to {
                    DocumentId::Page(id) => &mut backlinks.pages[id],
                    DocumentId::Section(id) => &mut backlinks.sections[id],
                };
                if *to != from && known.last() != Some(&from) {
                    known.push(from);
                }
            }
        }
        backlinks
    }

    /// Who links to a document.
    pub fn of(&self, id: DocumentId) -> &[DocumentId] {
        let known = match id {
            DocumentId::Page(id) => self.pages.get(id),
            DocumentId::Section(id) => self.sections.get(id),
        };
        known.map(Vec::as_slice).unwrap_or_default()
    }
}
