//! What there is to say of an address that leads nowhere.

use super::targets::Targets;
use super::{Reach, Wrong};
use crate::check::addresses::Address;
use crate::check::page::Seen;
use crate::check::uses::Use;
use crate::report::{Finding, Place, Text};
use crate::site::{Site, advice};
use crate::text;

/// The finding of an address that leads nowhere, at its place where that is known.
pub(super) fn finding(
    address: &Address<'_>,
    wrong: &Wrong,
    site: &Site,
    reach: &Reach<'_>,
    targets: &Targets<'_>,
    page: &Seen<'_>,
    place: Option<Place>,
) -> Finding {
    let written = address.written;
    let folder = &site.config.folder;
    let (code, message, help) = match wrong {
        Wrong::Nothing(path) => missing(written, address.used, path, site, reach),
        Wrong::Folder(path) => elsewhere(written, address.used, path, folder),
        Wrong::Place { file, anchor } => {
            let near = targets.nearest(file, anchor);
            let target = file.strip_suffix("index.html").unwrap_or(file);
            (
                "link.broken-anchor",
                text!(
                    fr: "Le lien mène à « #{anchor} », qui n'existe pas dans la page /{target}.",
                    en: "The link leads to “#{anchor}”, which does not exist in the page /{target}.",
                ),
                Some(match near {
                    Some(near) => {
                        text!(fr: "Vouliez-vous écrire « #{near} » ?", en: "Did you mean “#{near}”?")
                    }
                    None => text!(
                        fr: "Donnez « id=\"{anchor}\" » à l'endroit voulu, ou enlevez « #{anchor} ».",
                        en: "Give “id=\"{anchor}\"” to the place that is meant, or take “#{anchor}” out.",
                    ),
                }),
            )
        }
    };
    let lenient = site.config.link_checker.internal_warn
        || site.config.dialect == crate::config::Dialect::Zola;
    let mut finding = match lenient {
        true => Finding::warning(code, message),
        false => Finding::error(code, message),
    };
    finding.help = help;
    match place {
        Some(place) if Some(&place.file) == page.document.map(|document| &document.file) => {
            finding.at(place)
        }
        Some(place) => {
            let path = page.path;
            let origin = page.origin.clone();
            finding
                .at(place)
                .also(origin, text!(fr: "vu dans {path}", en: "seen in {path}"))
        }
        None => finding.at(page.origin.clone()),
    }
}

/// What there is to say where nothing is: the code, what is wrong, and what to do.
pub(super) type Said = (&'static str, Text, Option<Text>);

/// Of an address that leads to nothing, at a path of the site.
pub(super) fn missing(
    written: &str,
    used: Use,
    path: &str,
    site: &Site,
    reach: &Reach<'_>,
) -> Said {
    let folder = &site.config.folder;
    match reach.in_other_case(path) {
        Some(right) => (
            "link.letter-case",
            text!(fr: "Le lien « {written} » n'a pas les bonnes majuscules.", en: "The link “{written}” has the wrong letter case."),
            Some(text!(fr: "Écrivez « {folder}/{right} ».", en: "Write “{folder}/{right}”.")),
        ),
        None => {
            let (code, message) = nowhere(written, used);
            // what a host makes of a form is not among the site's files
            let by_host = || {
                text!(
                    fr: "Corrigez l'adresse. Si c'est l'hébergeur qui y répond : « made_by_host: [/{path}] » sous « check ».",
                    en: "Correct the address. If the host answers there: “made_by_host: [/{path}]” below “check”.",
                )
            };
            let help = advice(site, path, folder);
            let help = help.or_else(|| (used == Use::Form).then(by_host));
            (code, message, help)
        }
    }
}

/// Of an address beside the folder of the site, which has a file there: what to write.
pub(super) fn elsewhere(written: &str, used: Use, path: &str, folder: &str) -> Said {
    let (code, message) = nowhere(written, used);
    let help = text!(
        fr: "Le site est publié sous « {folder} » : écrivez « {path} ».",
        en: "The site is published below “{folder}”: write “{path}”.",
    );
    (code, message, Some(help))
}

fn nowhere(written: &str, used: Use) -> (&'static str, Text) {
    match used {
        used if used.is_image() => (
            "image.missing",
            text!(fr: "L'image « {written} » n'existe pas.", en: "There is no image “{written}”."),
        ),
        Use::Link | Use::Mention => (
            "link.broken",
            text!(fr: "Le lien « {written} » ne mène nulle part.", en: "The link “{written}” leads nowhere."),
        ),
        Use::Form => (
            "link.broken",
            text!(
                fr: "Le formulaire est envoyé à « {written} », où il n'y a rien.",
                en: "The form is sent to “{written}”, where there is nothing.",
            ),
        ),
        _ => (
            "link.broken",
            text!(
                fr: "Le fichier « {written} », qui est demandé ici, n'existe pas.",
                en: "The file “{written}”, which is asked for here, does not exist.",
            ),
        ),
    }
}
