//! What stands for each page, section, term and list, as templates see them.

use super::Site;
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use crate::outline::{DocumentId, TermOutline};
use rayon::prelude::*;
use std::hash::Hash;

/// Fingerprints of pages and sections; a section's covers its list of pages.
#[derive(Default)]
pub(super) struct Fingerprints {
    pub pages: Vec<Fingerprint>,
    pub bare_sections: Vec<Fingerprint>,
    pub sections: Vec<Fingerprint>,
    /// By taxonomy and term.
    pub terms: Vec<Vec<Fingerprint>>,
    /// Of all pages together.
    pub all: Fingerprint,
}

impl Fingerprints {
    pub fn of(&self, id: DocumentId) -> Fingerprint {
        let known = match id {
            DocumentId::Page(id) => self.pages.get(id),
            DocumentId::Section(id) => self.bare_sections.get(id),
        };
        known.copied().unwrap_or_default()
    }
}

impl Site {
    pub(super) fn full_fingerprint(&self, id: DocumentId) -> Fingerprint {
        let body = self.bodies.get(id).map(|body| body.fingerprint);
        Fingerprint::of(&(self.heads.of(id), body, self.mentions.of(id)))
    }

    pub(super) fn mentions(&self) -> Fingerprints {
        let links =
            self.each(|id| Fingerprint::of(&(&self.outline.head(id).permalink, self.title(id))));
        self.each(|id| {
            let mut hasher = FingerprintHasher::default();
            for from in self.backlinks.of(id) {
                links.of(*from).hash(&mut hasher);
            }
            hasher.fingerprint()
        })
    }

    /// Of each page and section alone; none where nothing is remembered for the next build.
    fn each(&self, of: impl Fn(DocumentId) -> Fingerprint + Sync) -> Fingerprints {
        if self.fronts.is_none() {
            return Fingerprints::default();
        }
        let all = |count: usize, id: fn(usize) -> DocumentId| {
            let ids = (0..count).into_par_iter();
            ids.map(|number| of(id(number))).collect()
        };
        Fingerprints {
            pages: all(self.outline.pages.len(), DocumentId::Page),
            bare_sections: all(self.outline.sections.len(), DocumentId::Section),
            ..Fingerprints::default()
        }
    }

    /// What templates see of a page, its body included or not.
    pub fn page_fingerprint(&self, id: usize, body: bool) -> Fingerprint {
        self.known(body).pages.get(id).copied().unwrap_or_default()
    }

    /// What templates see of a section; `pages`: and of its list; `body`: bodies included.
    pub fn section_fingerprint(&self, id: usize, pages: bool, body: bool) -> Fingerprint {
        let known = self.known(body);
        let known = if pages {
            &known.sections
        } else {
            &known.bare_sections
        };
        known.get(id).copied().unwrap_or_default()
    }

    /// What templates see of a term.
    pub fn term_fingerprint(&self, kind: usize, term: usize, bodies: bool) -> Fingerprint {
        let known = self.known(bodies);
        known
            .terms
            .get(kind)
            .and_then(|terms| terms.get(term))
            .copied()
            .unwrap_or_default()
    }

    /// What templates see of a taxonomy with all its terms.
    pub fn taxonomy_fingerprint(&self, kind: usize, bodies: bool) -> Fingerprint {
        Fingerprint::of(&(
            &self.outline.taxonomies[kind].permalink,
            self.known(bodies).terms.get(kind),
        ))
    }

    /// What templates see of all pages.
    pub fn all_fingerprint(&self, bodies: bool) -> Fingerprint {
        self.known(bodies).all
    }

    fn known(&self, bodies: bool) -> &Fingerprints {
        if bodies && !self.fulls.pages.is_empty() {
            &self.fulls
        } else {
            &self.heads
        }
    }

    /// What templates see of a list of pages.
    pub fn list_fingerprint(&self, pages: &[usize], bodies: bool) -> Fingerprint {
        Fingerprint::of(
            &pages
                .iter()
                .map(|id| self.page_fingerprint(*id, bodies))
                .collect::<Vec<_>>(),
        )
    }

    pub(super) fn fingerprints(&self, of: fn(&Self, DocumentId) -> Fingerprint) -> Fingerprints {
        let outline = &self.outline;
        let Fingerprints {
            pages,
            bare_sections,
            ..
        } = self.each(|id| of(self, id));
        if pages.is_empty() && bare_sections.is_empty() {
            return Fingerprints::default();
        }
        let list =
            |ids: &[usize]| Fingerprint::of(&ids.iter().map(|id| pages[*id]).collect::<Vec<_>>());
        let sections = outline
            .sections
            .iter()
            .zip(&bare_sections)
            .map(|(section, own)| own.and(list(&section.pages)))
            .collect();
        let term =
            |term: &TermOutline| Fingerprint::of(&(&term.name, &term.permalink, list(&term.pages)));
        let terms = outline
            .taxonomies
            .iter()
            .map(|taxonomy| taxonomy.terms.iter().map(term).collect())
            .collect();
        Fingerprints {
            all: Fingerprint::of(&pages),
            pages,
            bare_sections,
            sections,
            terms,
        }
    }

    pub(super) fn head_fingerprint(&self, id: DocumentId) -> Fingerprint {
        let head = self.outline.head(id);
        let front = head
            .document
            .as_ref()
            .map(|document| document.front_fingerprint);
        let translations: Vec<_> = head
            .translations
            .iter()
            .map(|id| {
                let head = self.outline.head(*id);
                let place = (&head.relative_path, &head.lang, &head.permalink);
                (place, self.title(*id))
            })
            .collect();
        let ancestors: Vec<_> = head
            .ancestors
            .iter()
            .map(|id| &self.outline.sections[*id].head.relative_path)
            .collect();
        let own = (
            &head.relative_path,
            &head.permalink,
            &head.path,
            &head.lang,
            &head.assets,
            head.hidden,
            head.anchor_links,
        );
        let kind = match id {
            DocumentId::Page(id) => {
                let page = &self.outline.pages[id];
                Fingerprint::of(&(&page.slug, &page.date, &page.colocated_path))
            }
            DocumentId::Section(id) => {
                let section = &self.outline.sections[id];
                let below: Vec<_> = section
                    .subsections
                    .iter()
                    .map(|id| &self.outline.sections[*id].head.relative_path)
                    .collect();
                Fingerprint::of(&below)
            }
        };
        Fingerprint::of(&(front, own, translations, ancestors, kind, self.markdown))
    }
}
