//! The places of pages that links may name.

use crate::check::addresses::Addresses;
use crate::check::page::Noticed;
use foldhash::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The ids in the body of a page, by its path below the output folder; none where it is no page with a body.
pub type IdsOf<'a> = dyn Fn(&str) -> Option<&'a [String]> + Sync + 'a;

/// The pages that links lead to.
pub struct Targets<'a> {
    noticed: &'a HashMap<String, Box<Noticed>>,
    ids_of: &'a IdsOf<'a>,
    /// The places of bodies that were asked for.
    of_bodies: Mutex<HashMap<String, Arc<Addresses>>>,
}

impl<'a> Targets<'a> {
    /// `noticed`: by the path of an output, what it showed; none of pages of which there is nothing to say. `ids_of`: the ids of
    /// bodies.
    pub fn new(noticed: &'a HashMap<String, Box<Noticed>>, ids_of: &'a IdsOf<'a>) -> Self {
        Self {
            noticed,
            ids_of,
            of_bodies: Mutex::default(),
        }
    }

    /// Whether a page has a place; none where the file is no page.
    pub fn have(&self, file: &str, anchor: &str) -> Option<bool> {
        let noticed = self.noticed.get(file);
        match noticed.map(|noticed| noticed.addresses.has_place(anchor)) {
            Some(true) => Some(true),
            here => {
                let of_body = self.of_body(file);
                of_body.map(|places| places.has_place(anchor)).or(here)
            }
        }
    }

    /// The place of a page whose name is most like the one that it has not.
    pub(super) fn nearest(&self, file: &str, anchor: &str) -> Option<String> {
        let noticed = self.noticed.get(file);
        let of_body = self.of_body(file);
        let near = of_body
            .as_ref()
            .and_then(|places| places.nearest_place(anchor));
        let near = near.or_else(|| noticed?.addresses.nearest_place(anchor));
        near.map(str::to_owned)
    }

    /// The places of a page that are not among what was noticed in it.
    fn of_body(&self, file: &str) -> Option<Arc<Addresses>> {
        let noticed = self.noticed.get(file);
        if noticed.is_some_and(|noticed| !noticed.knows_body) {
            return None;
        }
        let ids = (self.ids_of)(file)?;
        let mut of_bodies = self
            .of_bodies
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let known = of_bodies.get(file).map(Arc::clone);
        Some(known.unwrap_or_else(|| {
            let places = Arc::new(Addresses::of_places(ids));
            of_bodies.insert(file.to_owned(), Arc::clone(&places));
            places
        }))
    }
}
