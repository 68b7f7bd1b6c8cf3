//! Links to places within pages.

use super::Site;
use crate::markdown::MOST_FINDINGS;
use crate::outline::DocumentId;
use crate::report::{Finding, nearest};
use crate::text;
use foldhash::{HashMap, HashSet};

/// Links in bodies to anchors that their page does not have. `there`: whether a rendered page, by its address, has a place
/// that its body does not: one of its template.
pub(crate) fn broken_anchors(site: &Site, there: &dyn Fn(&str, &str) -> bool) -> Vec<Finding> {
    let documents = site.outline.documents();
    let mut ids = IdsOf::default();
    let mut findings = Vec::new();
    for id in documents {
        let (Some(body), Some(document)) = (site.bodies.get(id), &site.outline.head(id).document)
        else {
            continue;
        };
        let broken = body.internal_links.iter().filter_map(|link| {
            let anchor = link.anchor.as_deref()?;
            let to = *site.outline.by_path.get(&link.target)?;
            if ids.have(site, to, anchor) || there(&site.outline.head(to).path, anchor) {
                return None;
            }
            let finding = broken_anchor(site, &link.target, anchor)?;
            Some(finding.at(document.place_in_body(&link.written)))
        });
        findings.extend(broken.take(MOST_FINDINGS));
    }
    findings
}

/// The ids of bodies that links ask for.
#[derive(Default)]
struct IdsOf<'s>(HashMap<DocumentId, HashSet<&'s str>>);

impl<'s> IdsOf<'s> {
    fn have(&mut self, site: &'s Site, id: DocumentId, anchor: &str) -> bool {
        let ids = self.0.entry(id).or_insert_with(|| {
            let body = site.bodies.get(id);
            let ids = body.map(|body| body.ids.iter().map(String::as_str));
            ids.into_iter().flatten().collect()
        });
        ids.contains(anchor)
    }
}

/// What there is to say of a link to an anchor of a document, by its path below `content/`.
pub(super) fn broken_anchor(site: &Site, path: &str, anchor: &str) -> Option<Finding> {
    let to = site.outline.by_path.get(path)?;
    let document = site.outline.head(*to).document.as_ref()?;
    let target = site.bodies.get(*to).filter(|_| !document.damaged)?;
    if target.ids.iter().any(|id| id == anchor) {
        return None;
    }
    let near = nearest(anchor, target.ids.iter().map(String::as_str));
    let list = target
        .ids
        .iter()
        .take(12)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let help = match near {
        Some(near) => text!(fr: "Vouliez-vous écrire « #{near} » ?", en: "Did you mean “#{near}”?"),
        None if list.is_empty() => {
            text!(fr: "Cette page n'a pas d'intertitre : enlevez « #{anchor} ».", en: "That page has no heading: take “#{anchor}” out.")
        }
        None => {
            text!(fr: "Les endroits de cette page : {list}.", en: "The places on that page: {list}.")
        }
    };
    let message = text!(
        fr: "Le lien mène à « #{anchor} », qui n'existe pas dans {path}.",
        en: "The link leads to “#{anchor}”, which does not exist in {path}."
    );
    let finding = if site.config.link_checker.internal_warn {
        Finding::warning("link.broken-anchor", message)
    } else {
        Finding::error("link.broken-anchor", message)
    };
    Some(finding.help(help))
}
