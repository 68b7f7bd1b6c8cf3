//! What there is to say of a link that leads nowhere, and what to write instead.

use super::super::Site;
use super::super::known::{self, Names};
use super::public;
use crate::memo::LinkTarget;
use crate::outline::Head;
use crate::report::{Text, did_you_mean};
use crate::sources::folded;
use crate::text;

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
    // as other generators name pages
    let page = inside.strip_suffix(".html").map(|page| format!("{page}/"));
    let page = page.filter(|page| site.outputs.contains(&format!("{page}index.html")));
    let elsewhere = is_own_name(name).then(|| names(site).outputs_named.get(name));
    let near = page
        .as_deref()
        .or_else(|| elsewhere.flatten().map(String::as_str))
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

pub(super) fn names(site: &Site) -> &Names {
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

/// What to write in a file below `content/` for another one: from the folder of the site's content where the link was written
/// like that (`@/`), else from the file's own.
fn written(from: &str, target: &str, to: &str) -> String {
    if target.starts_with("@/") {
        return format!("@/{to}");
    }
    let folders = |path: &str| path.matches('/').count();
    let parts = from.split('/').zip(to.split('/'));
    let shared = parts.take_while(|(one, other)| one == other).count();
    let shared = shared.min(folders(from)).min(folders(to));
    let rest = to.splitn(shared + 1, '/').last().unwrap_or(to);
    format!("{}{rest}", "../".repeat(folders(from) - shared))
}

pub(super) fn missing(site: &Site, from: &str, target: &str, path: &str) -> LinkTarget {
    let names = names(site);
    let written = |to: &str| written(from, target, to);
    if let Some(right) = names.folded_files.get(folded(path).as_ref()) {
        return letter_case(target, &written(right));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let own = is_own_name(name);
    let published = || {
        let output = names.outputs_named.get(name).filter(|_| own)?;
        Some(format!("/{output}"))
    };
    let file = names.files_named.get(name).filter(|_| own);
    let near = file
        .map(|file| written(file))
        .or_else(published)
        .or_else(|| known::near(&names.files, path, |path| path).map(written))
        .or_else(|| {
            let alike = known::named_alike(&names.files, path);
            alike.filter(|_| own).map(written)
        });
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
            let path = written(&head.relative_path);
            text!(
                fr: "Cette page est sans doute ailleurs : écrivez « {path} ».",
                en: "That page is probably elsewhere: write “{path}”.",
            )
        }
        (None, Some(near)) => did_you_mean(&near),
        (None, None) => match (!image).then(|| titled_alike(site, path)).flatten() {
            Some(head) => did_you_mean(&written(&head.relative_path)),
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

pub(super) fn letter_case(target: &str, right: &str) -> LinkTarget {
    LinkTarget::Broken {
        message: text!(fr: "Le lien « {target} » n'a pas les bonnes majuscules.", en: "The link “{target}” has the wrong letter case."),
        help: Some(text!(fr: "Écrivez « {right} ».", en: "Write “{right}”.")),
        code: "link.letter-case",
    }
}

pub(super) fn broken(message: Text, help: Option<Text>) -> LinkTarget {
    LinkTarget::Broken {
        message,
        help,
        code: "link.broken",
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn what_to_write_leads_there_from_the_file_it_is_written_in() {
        for (from, to, right) in [
            ("a.md", "b.md", "b.md"),
            ("x/a.md", "b.md", "../b.md"),
            ("x/a.md", "x/b.md", "b.md"),
            ("x/a.md", "x/y/b.md", "y/b.md"),
            ("x/y/a.md", "x/z/b.md", "../z/b.md"),
            ("x/y/a.md", "z/b.md", "../../z/b.md"),
            ("a.md", "x/index.md", "x/index.md"),
            ("x/a.md", "x", "../x"),
        ] {
            assert_eq!(written(from, "c.md", to), right, "{from} {to}");
            assert_eq!(written(from, "@/c.md", to), format!("@/{to}"));
        }
    }
}
