//! Pages, sections and terms as templates see them, each made once, in as many ways as lists show them.

use super::{Site, map, taxonomy, values};
use std::sync::OnceLock;
use tera::Value;

/// What a template may look at in pages that are not its own. It asks for no more, so that lists are light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Their bodies: all that is known of a page once it is converted only.
    pub bodies: bool,
    /// `lower` and `higher`.
    pub neighbours: bool,
}

impl Listed {
    /// Pages as they are in most lists.
    pub(super) const BARE: Self = Self {
        bodies: false,
        neighbours: false,
    };

    pub(super) fn index(self) -> usize {
        usize::from(self.bodies) + 2 * usize::from(self.neighbours)
    }
}

/// Values with a list of pages, by what was asked for of these.
pub(super) type ByListed = [OnceLock<Value>; 4];

impl Site {
    /// A page without its neighbours, with its body or without. While bodies are converted it has an empty one.
    pub fn page_value(&self, id: usize, body: bool) -> Value {
        let Some(bare) = self.pages.get(id) else {
            return values::with_body(self, id, &values::page(self, id), None);
        };
        match body {
            true => self.whole_pages[id]
                .get_or_init(|| values::with_body(self, id, bare, None))
                .clone(),
            false => bare.clone(),
        }
    }

    /// A page with its neighbours, all with their bodies or without.
    pub fn page_with_neighbours(&self, id: usize, bodies: bool) -> Value {
        values::with(&self.page_value(id, bodies), self.neighbours(id, bodies))
    }

    /// A page as its own template sees it. `bodies`: with those of its neighbours.
    pub fn own_page(&self, id: usize, bodies: bool) -> Value {
        let neighbours = self.neighbours(id, bodies);
        values::with_body(self, id, &self.page_value(id, false), Some(neighbours))
    }

    fn neighbours(&self, id: usize, bodies: bool) -> [(&'static str, Value); 2] {
        let page = &self.outline.pages[id];
        let neighbour =
            |id: Option<usize>| id.map_or(Value::none(), |id| self.page_value(id, bodies));
        [
            ("lower", neighbour(page.lower)),
            ("higher", neighbour(page.higher)),
        ]
    }

    /// A section without its pages (an empty list).
    pub fn section_value(&self, id: usize) -> Value {
        let known = self.bare_sections.get(id).cloned();
        known.unwrap_or_else(|| values::section(self, id))
    }

    /// A section with its list of pages.
    pub fn section_with_pages(&self, id: usize, listed: Listed) -> Value {
        let make = || {
            let pages = self.list_value(&self.outline.sections[id].pages, listed);
            values::with(&self.section_value(id), [("pages", pages)])
        };
        match self.sections.get(id) {
            Some(known) => known[listed.index()].get_or_init(make).clone(),
            None => make(),
        }
    }

    /// A term with its pages, by taxonomy and term.
    pub fn term_value(&self, kind: usize, term: usize, listed: Listed) -> Value {
        let of = &self.outline.taxonomies[kind].terms[term];
        let make = || values::term(of, self.list_value(&of.pages, listed));
        match self.terms.get(kind).and_then(|terms| terms.get(term)) {
            Some(known) => known[listed.index()].get_or_init(make).clone(),
            None => make(),
        }
    }

    /// A term without its pages (an empty list).
    pub fn bare_term_value(&self, kind: usize, term: usize) -> Value {
        values::term(
            &self.outline.taxonomies[kind].terms[term],
            Value::from(Vec::<Value>::new()),
        )
    }

    /// A taxonomy with all its terms and their pages.
    pub fn taxonomy_value(&self, kind: usize, listed: Listed) -> Value {
        let of = &self.outline.taxonomies[kind];
        let items: Vec<Value> = (0..of.terms.len())
            .map(|term| self.term_value(kind, term, listed))
            .collect();
        map([
            ("kind", taxonomy(&of.options)),
            ("lang", Value::from(of.lang.as_str())),
            ("permalink", Value::from(of.permalink.as_str())),
            ("items", Value::from(items)),
        ])
    }

    /// A list of pages.
    pub fn list_value(&self, pages: &[usize], listed: Listed) -> Value {
        let one = |id: &usize| match listed.neighbours {
            true => self.page_with_neighbours(*id, listed.bodies),
            false => self.page_value(*id, listed.bodies),
        };
        Value::from(pages.iter().map(one).collect::<Vec<_>>())
    }
}
