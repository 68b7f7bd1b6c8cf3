//! Where links lead: `@/` paths, ordinary relative paths and addresses below the site, exact to the letter's case.

mod instead;

use super::Site;
use crate::config::Dialect;
use crate::memo::LinkTarget;
use crate::outline::{Hidden, permalink};
use crate::sources::folded;
use crate::text;
pub(crate) use instead::advice;
use instead::{broken, letter_case, missing, names};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Where a link leads that stands in the content file `from`.
pub(super) fn resolve(site: &Site, from: &str, target: &str) -> LinkTarget {
    if let Some(anchor) = target.strip_prefix('#') {
        return match site.outline.by_path.get(from) {
            Some(id) => LinkTarget::Document {
                url: target.to_owned(),
                relative_path: site.outline.head(*id).relative_path.clone(),
                anchor: (!anchor.is_empty()).then(|| decode(anchor).into_owned()),
            },
            None => LinkTarget::Untouched,
        };
    }
    let internal = target.strip_prefix("@/");
    if internal.is_none()
        && (site.config.dialect == Dialect::Zola || has_scheme(target) || target.is_empty())
    {
        return LinkTarget::Untouched;
    }
    let (path, tail) = match target.find(['#', '?']) {
        Some(at) => target.split_at(at),
        None => (target, ""),
    };
    let anchor = tail
        .split_once('#')
        .map(|(_, anchor)| decode(anchor).into_owned())
        .filter(|anchor| !anchor.is_empty());
    let path = decode(path);
    if let Some(inside) = path.strip_prefix('/') {
        return site_address(site, inside, target, tail, anchor);
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let below_content = match path.strip_prefix("@/") {
        Some(path) => join("", path),
        None => join(folder, &path),
    };
    let Some(below_content) = below_content else {
        // out of content/, but from the address of a page at the top it may be another page
        let beside = internal
            .is_none()
            .then(|| relative_address(site, from, &path, tail, anchor));
        return beside.flatten().unwrap_or_else(|| broken(
            text!(fr: "Le lien « {target} » mène hors du site.", en: "The link “{target}” leads out of the site."),
            Some(text!(fr: "Enlevez les « ../ » de trop.", en: "Take out the surplus “../”.")),
        ));
    };
    if let Some(found) = in_content(site, from, &below_content, tail, anchor.clone()) {
        return found;
    }
    if internal.is_none()
        && let Some(found) = relative_address(site, from, &path, tail, anchor)
    {
        return found;
    }
    missing(site, from, target, &below_content)
}

fn in_content(
    site: &Site,
    from: &str,
    path: &str,
    tail: &str,
    anchor: Option<String>,
) -> Option<LinkTarget> {
    let outline = &site.outline;
    let document = outline.by_path.get(path).or_else(|| {
        // a folder stands for its section or its page
        let folder = path.trim_end_matches('/');
        let names = ["_index.md", "index.md"].map(|name| {
            if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            }
        });
        if site.config.dialect == Dialect::Zola || path.ends_with(".md") {
            None
        } else {
            names.iter().find_map(|name| outline.by_path.get(name))
        }
    });
    if let Some(id) = document {
        let head = outline.head(*id);
        let is_self = head.relative_path == from
            && !tail.is_empty()
            && site.config.dialect == Dialect::Native;
        return Some(LinkTarget::Document {
            url: if is_self {
                tail.to_owned()
            } else {
                format!("{}{tail}", head.permalink)
            },
            relative_path: head.relative_path.clone(),
            anchor,
        });
    }
    if let Some(address) = outline.assets.get(path) {
        let own = outline
            .by_path
            .get(from)
            .map(|id| outline.head(*id))
            .filter(|head| head.assets.iter().any(|asset| asset == path));
        let address = match own {
            // a translation has its own copy of the files beside it
            Some(head) => format!(
                "{}{}",
                head.path.trim_start_matches('/'),
                beside(path, &head.canonical_path)
            ),
            None => address.clone(),
        };
        return Some(LinkTarget::Asset {
            url: format!("{}{tail}", permalink(&site.config, &format!("/{address}"))),
        });
    }
    if let Some(hidden) = outline.left_out.get(path) {
        let (why_fr, why_en) = match hidden {
            Hidden::Draft => ("est un brouillon", "is a draft"),
            Hidden::Scheduled => ("n'est pas encore publiée", "is not published yet"),
            Hidden::Expired => ("n'est plus publiée", "is no longer published"),
        };
        return Some(broken(
            text!(fr: "Le lien mène à {path}, qui {why_fr}.", en: "The link leads to {path}, which {why_en}."),
            Some(
                text!(fr: "Publiez cette page, ou enlevez le lien.", en: "Publish that page, or take the link out."),
            ),
        ));
    }
    // the file is there, but could not be read: that is said once, at the file
    site.sources
        .documents
        .binary_search_by(|document| document.relative_path.as_str().cmp(path))
        .is_ok()
        .then_some(LinkTarget::Untouched)
}

fn beside<'a>(asset: &'a str, canonical_path: &str) -> &'a str {
    let folder = canonical_path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    asset
        .strip_prefix(folder)
        .unwrap_or(asset)
        .trim_start_matches('/')
}

/// `/mission/` or `/photo.jpg`: an address below the site.
fn site_address(
    site: &Site,
    inside: &str,
    target: &str,
    tail: &str,
    anchor: Option<String>,
) -> LinkTarget {
    if let Some(found) = known_address(site, inside, tail, anchor.clone()) {
        return found;
    }
    // the address as the host has it, where the site is published in a folder
    let folder = site.config.folder.as_str();
    let below = inside
        .strip_prefix(folder.trim_start_matches('/'))
        .filter(|below| !folder.is_empty() && (below.is_empty() || below.starts_with('/')));
    let (folder, inside) = match below {
        Some(below) => (folder, below.trim_start_matches('/')),
        None => ("", inside),
    };
    if let Some(found) = known_address(site, inside, tail, anchor) {
        return found;
    }
    let folded = folded(inside.trim_end_matches('/'));
    if let Some(right) = names(site).folded_outputs.get(folded.as_ref()) {
        return letter_case(target, &format!("{folder}/{right}"));
    }
    if made_by_host(site, target, inside) {
        return LinkTarget::Untouched;
    }
    broken(
        text!(fr: "Le lien « {target} » ne mène nulle part.", en: "The link “{target}” leads nowhere."),
        advice(site, inside, folder),
    )
}

/// Whether an address below the site may be one that the host answers by itself: with a question, of a program, or set so.
pub(crate) fn made_by_host(site: &Site, target: &str, inside: &str) -> bool {
    const PROGRAMS: [&str; 6] = [".php", ".cgi", ".pl", ".asp", ".aspx", ".jsp"];
    const FOLDERS: [&str; 4] = [".well-known/", "cgi-bin/", "cdn-cgi/", ".netlify/"];
    let below = |folder: &str| {
        let folder = folder.trim_start_matches('/');
        !folder.is_empty() && (inside.starts_with(folder) || inside == folder.trim_end_matches('/'))
    };
    let is_file = inside
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    (target.contains('?') && !is_file)
        || PROGRAMS.iter().any(|end| inside.ends_with(end))
        || FOLDERS.iter().any(|folder| below(folder))
        || site
            .config
            .check
            .made_by_host
            .iter()
            .any(|folder| below(folder))
}

/// A relative address like `../mission/`, from where the page is published.
fn relative_address(
    site: &Site,
    from: &str,
    path: &str,
    tail: &str,
    anchor: Option<String>,
) -> Option<LinkTarget> {
    let id = site.outline.by_path.get(from)?;
    let joined = join(site.outline.head(*id).path.trim_matches('/'), path)?;
    known_address(site, &joined, tail, anchor)
}

fn known_address(
    site: &Site,
    inside: &str,
    tail: &str,
    anchor: Option<String>,
) -> Option<LinkTarget> {
    let clean = inside.trim_end_matches('/');
    let page = if clean.is_empty() {
        "index.html".to_owned()
    } else {
        format!("{clean}/index.html")
    };
    let page_is_known = site.outputs.contains(&page);
    if !page_is_known && (inside.ends_with('/') || !site.outputs.contains(clean)) {
        return None;
    }
    let path = if clean.is_empty() {
        "/".to_owned()
    } else {
        format!("/{clean}/")
    };
    let document = anchor
        .is_some()
        .then(|| site.known.at(&site.outline, &path))
        .flatten();
    Some(match document {
        Some(id) => {
            let head = site.outline.head(id);
            LinkTarget::Document {
                url: format!("{}{tail}", head.permalink),
                relative_path: head.relative_path.clone(),
                anchor,
            }
        }
        None => {
            let address = if page_is_known {
                path
            } else {
                format!("/{clean}")
            };
            LinkTarget::Asset {
                url: permalink(&site.config, &address) + tail,
            }
        }
    })
}

/// `https:`, `mailto:`, `tel:`, `//host`.
fn has_scheme(target: &str) -> bool {
    target.starts_with("//")
        || target.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty()
                && scheme
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        })
}

fn decode(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8_lossy();
    Cow::Owned(decoded.nfc().collect())
}

/// An output's path as it stands in an address: without `index.html`.
pub(super) fn public(output: &str) -> &str {
    match output.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => output,
    }
}

/// `a/b` + `../c`; none where it leaves the top.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{join, public};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_relative_link_stays_within_the_site(
            folder in "([a-c]{1,3}/){0,4}",
            path in "((\\.|\\.\\.|[a-c]{0,3})/){0,6}[a-c]{0,3}",
        ) {
            if let Some(joined) = join(&folder, &path) {
                let odd = |part: &str| matches!(part, "" | "." | "..");
                prop_assert!(joined.is_empty() || !joined.split('/').any(odd), "{joined:?}");
                prop_assert_eq!(join(&joined, "."), Some(joined.clone()));
            } else {
                prop_assert!(path.contains(".."));
            }
        }

        #[test]
        fn going_down_and_up_again_leads_back(folder in "[a-c]{1,3}(/[a-c]{1,3}){0,3}", name in "[a-z]{1,5}") {
            prop_assert_eq!(join(&folder, &format!("{name}/..")), Some(folder.clone()));
            let below = join(&folder, &name);
            prop_assert_eq!(below, Some(format!("{folder}/{name}")));
        }

        #[test]
        fn an_address_names_its_output(output in "([a-c]{1,3}/){0,3}(index\\.html|[a-c]{1,3}\\.css)") {
            let address = public(&output);
            prop_assert!(output.starts_with(address));
            prop_assert!(address.is_empty() || address.ends_with('/') || address == output);
        }
    }
}
