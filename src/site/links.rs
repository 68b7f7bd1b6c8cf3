//! Where links lead: `@/` paths, ordinary relative paths and addresses below the site, exact to the letter's case.

use super::Site;
use super::known::{self, Names};
use crate::config::Dialect;
use crate::memo::LinkTarget;
use crate::outline::{Head, Hidden, permalink};
use crate::report::{Text, did_you_mean};
use crate::sources::folded;
use crate::text;
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
    missing(site, target, &below_content)
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

/// What to write instead of an address below the site that leads nowhere: where its page has gone, else what is like it.
/// `folder`: that of the site on its host, where it is to be written.
pub(crate) fn advice(site: &Site, inside: &str, folder: &str) -> Option<Text> {
    if let Some(head) = moved(site, inside) {
        let path = format!("{folder}{}", head.path);
        return Some(text!(
            fr: "Cette page est sans doute maintenant à « {path} ».",
            en: "That page is probably at “{path}” now.",
        ));
    }
    let name = inside
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or("");
    let elsewhere = is_own_name(name).then(|| names(site).outputs_named.get(name));
    let near = elsewhere
        .flatten()
        .map(String::as_str)
        .or_else(|| known::near(&site.outputs, inside, public))
        .or_else(|| Some(titled_alike(site, inside)?.path.trim_start_matches('/')))?;
    Some(
        text!(fr: "Vouliez-vous écrire « {folder}/{near} » ?", en: "Did you mean “{folder}/{near}”?"),
    )
}

/// Whether a file's name says which it is among all files.
fn is_own_name(name: &str) -> bool {
    name.contains('.') && !matches!(name, "index.html" | "index.md" | "_index.md")
}

fn names(site: &Site) -> &Names {
    let slug = |title: &str| site.config.slugify.paths.segment(title);
    site.known
        .names(|| Names::new(&site.outline, &site.outputs, slug))
}

/// The page that was once at a path (of a file below `content/`, or an address), as far as pages tell: by an old address of
/// theirs, the same name in another folder, or a title that the path was made from. None where more than one does.
fn moved<'s>(site: &'s Site, path: &str) -> Option<&'s Head> {
    let (lang, name) = own_name(site, path)?;
    let (path, name) = (path.trim_matches('/'), format!("{lang}/{name}"));
    let [once, named, titled, _] = &names(site).moved;
    [
        (once, path.strip_suffix(".md").unwrap_or(path)),
        (named, &name),
        (titled, &name),
    ]
    .into_iter()
    .find_map(|(by, key)| *by.get(key)?)
    .map(|id| site.outline.head(id))
}

/// The one page whose title has the words that a path is named with.
fn titled_alike<'s>(site: &'s Site, path: &str) -> Option<&'s Head> {
    let (lang, name) = own_name(site, path)?;
    let [.., by_word] = &names(site).moved;
    let of_word = |word: &str| by_word.get(&format!("{lang}/{word}")).copied().flatten();
    let mut pages = known::telling_words(&name).map(of_word);
    let first = pages.next()??;
    pages
        .all(|page| page == Some(first))
        .then(|| site.outline.head(first))
}

/// The language that a path of a file or an address tells, and what its own part would be in an address.
fn own_name<'s>(site: &'s Site, path: &'s str) -> Option<(&'s str, String)> {
    let name = known::own_name(path);
    let known = |code: &&str| site.config.languages.contains_key(*code);
    let by_file = name.rsplit_once('.').filter(|(_, code)| known(code));
    let by_address = path.trim_start_matches('/').split('/').next();
    let lang = by_file.map(|(_, code)| code).or(by_address.filter(known));
    let name = by_file.map_or(name, |(name, _)| name);
    let name = site.config.slugify.paths.segment(name);
    (!name.is_empty()).then(|| (lang.unwrap_or(&site.config.default_language), name))
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

fn missing(site: &Site, target: &str, path: &str) -> LinkTarget {
    let names = names(site);
    if let Some(right) = names.folded_files.get(folded(path).as_ref()) {
        return letter_case(target, right);
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let own = is_own_name(name);
    let published = || {
        let output = names.outputs_named.get(name).filter(|_| own)?;
        Some(Cow::Owned(format!("/{output}")))
    };
    let file = names.files_named.get(name).filter(|_| own);
    let file = file.map(String::as_str);
    let near = file
        .map(Cow::Borrowed)
        .or_else(published)
        .or_else(|| known::near(&names.files, path, |path| path).map(Cow::Borrowed));
    let image = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"]
        .iter()
        .any(|end| path.to_lowercase().ends_with(end));
    let message = if image {
        text!(fr: "L'image « {target} » n'existe pas.", en: "The image “{target}” does not exist.")
    } else {
        text!(fr: "Le lien « {target} » ne mène nulle part : {path} n'existe pas.", en: "The link “{target}” leads nowhere: {path} does not exist.")
    };
    let page = (!image).then(|| moved(site, path)).flatten();
    let help = match (page, near) {
        (Some(head), _) => {
            let path = &head.relative_path;
            text!(
                fr: "Cette page est sans doute maintenant « {path} ».",
                en: "That page is probably “{path}” now.",
            )
        }
        (None, Some(near)) => did_you_mean(&near),
        (None, None) => match (!image).then(|| titled_alike(site, path)).flatten() {
            Some(head) => did_you_mean(&head.relative_path),
            None => {
                text!(fr: "Vérifiez le nom du fichier dans le dossier content.", en: "Check the name of the file in the folder content.")
            }
        },
    };
    LinkTarget::Broken {
        message,
        help: Some(help),
        code: if image {
            "image.missing"
        } else {
            "link.broken"
        },
    }
}

fn letter_case(target: &str, right: &str) -> LinkTarget {
    LinkTarget::Broken {
        message: text!(fr: "Le lien « {target} » n'a pas les bonnes majuscules.", en: "The link “{target}” has the wrong letter case."),
        help: Some(text!(fr: "Écrivez « {right} ».", en: "Write “{right}”.")),
        code: "link.letter-case",
    }
}

fn broken(message: Text, help: Option<Text>) -> LinkTarget {
    LinkTarget::Broken {
        message,
        help,
        code: "link.broken",
    }
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
