//! The places of pages that links may name.

use crate::check::addresses::Addresses;
use crate::check::page::{Noticed, Seen};
use foldhash::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The ids in the body of a page, by its path below the output folder; none where it is no page with a body.
pub type IdsOf<'a> = dyn Fn(&str) -> Option<&'a [String]> + Sync + 'a;

/// The pages that links lead to.
pub(super) struct Targets<'a, 'p, 'i> {
    seen: HashMap<&'a str, &'a Seen<'p>>,
    ids_of: &'i IdsOf<'i>,
    /// The places of bodies, by their pages: put in order once, however many links ask for them.
    bodies: Mutex<HashMap<String, Option<Arc<Addresses>>>>,
}

impl<'a, 'p, 'i> Targets<'a, 'p, 'i> {
    pub fn new(pages: &'a [Seen<'p>], ids_of: &'i IdsOf<'i>) -> Self {
        Self {
            seen: pages.iter().map(|page| (page.path, page)).collect(),
            ids_of,
            bodies: Mutex::default(),
        }
    }

    /// The places of a page that are not among what was noticed in it.
    fn body(&self, file: &str) -> Option<Arc<Addresses>> {
        let mut bodies = self.bodies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = bodies.get(file) {
            return known.clone();
        }
        let noticed = self.seen.get(file).map(|page| page.noticed);
        let body = of_body(noticed, (self.ids_of)(file)).map(Arc::new);
        bodies.insert(file.to_owned(), body.clone());
        body
    }

    /// Whether a page has a place; none where the file is no page.
    pub fn have(&self, file: &str, anchor: &str) -> Option<bool> {
        let noticed = self.seen.get(file).map(|page| page.noticed);
        let is_page = noticed.is_some() || (self.ids_of)(file).is_some();
        is_page.then(|| {
            noticed.is_some_and(|noticed| noticed.addresses.has_place(anchor))
                || self.body(file).is_some_and(|body| body.has_place(anchor))
        })
    }

    /// The place of a page whose name is most like the one that it has not.
    pub fn nearest(&self, file: &str, anchor: &str) -> Option<String> {
        let noticed = self.seen.get(file).map(|page| page.noticed);
        let of_body = self.body(file);
        let near = noticed.and_then(|noticed| noticed.addresses.nearest_place(anchor));
        let near = near.or_else(|| of_body.as_ref()?.nearest_place(anchor));
        near.map(str::to_owned)
    }
}

/// Whether a page has a place. `noticed`: in it, none where there was nothing to notice; `ids`: those of its body.
pub fn has_place(noticed: Option<&Noticed>, ids: Option<&[String]>, anchor: &str) -> bool {
    noticed.is_some_and(|noticed| noticed.addresses.has_place(anchor))
        || of_body(noticed, ids).is_some_and(|places| places.has_place(anchor))
}

/// The places of a page that are not among what was noticed in it.
fn of_body(noticed: Option<&Noticed>, ids: Option<&[String]>) -> Option<Addresses> {
    let all_noticed = noticed.is_some_and(|noticed| !noticed.knows_body);
    ids.filter(|_| !all_noticed).map(Addresses::of_places)
}
