//! `lucarne new`: a page from an archetype.

use super::placeholders::fill;
use super::{Console, Status, folder};
use crate::cli::{New, SiteArguments};
use jiff::{Timestamp, tz::TimeZone};
use lucarne::config::{self, Config, Dialect};
use lucarne::report::{Finding, Findings, Place, Text};
use lucarne::text;
use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

const NATIVE_PAGE: &str = "---\ntitle: {{ title }}\ndate: {{ date }}\n---\n\n";
const NATIVE_SECTION: &str = "---\ntitle: {{ title }}\n---\n\n";
const ZOLA_PAGE: &str = "+++\ntitle = {{ title }}\ndate = {{ date }}\n+++\n\n";
const ZOLA_SECTION: &str = "+++\ntitle = {{ title }}\n+++\n\n";

/// Writes the page, and says what to do next.
pub fn run(site: &SiteArguments, arguments: &New, console: &Console) -> Status {
    let root = match folder::root(site) {
        Ok(root) => root,
        Err(message) => return console.refuse(&message),
    };
    let path = match inside_content(&arguments.path) {
        Ok(path) => path,
        Err(message) => return console.refuse(&message),
    };
    let mut findings = Findings::default();
    let Some(config) = config::load(&root, site.config.as_deref(), &mut findings) else {
        console.show(&findings.sorted());
        return Status::Errors;
    };
    let title = arguments
        .title
        .clone()
        .unwrap_or_else(|| title_of(&path, &config));
    let page = page(&root, &path, &title, &config);
    match page.and_then(|page| write(&root, &path, &page)) {
        Ok(()) => {
            let file = folder::shown(&root.join("content").join(&path));
            console.say(&text!(
                fr: "La page est créée : {file}\nÉcrivez-la dans ce fichier ; « lucarne serve » la montre dans un navigateur.",
                en: "The page is there: {file}\nWrite it in that file; “lucarne serve” shows it in a browser.",
            ));
            Status::Fine
        }
        Err(finding) => console.fail(*finding),
    }
}

/// The path below `content/`, with `.md`. A leading `content/` is understood.
fn inside_content(path: &Path) -> Result<PathBuf, Text> {
    let shown = path.display();
    let outside = || {
        text!(
            fr: "« {shown} » n'est pas dans content/. Donnez un chemin comme blog/premier-article.md.",
            en: "“{shown}” is not inside content/. Give a path like blog/first-article.md.",
        )
    };
    let mut inside = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => inside.push(name),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return Err(outside());
            }
        }
    }
    let inside = inside
        .strip_prefix("content")
        .map(Path::to_owned)
        .unwrap_or(inside);
    let Some(name) = inside.file_name().and_then(|name| name.to_str()) else {
        return Err(outside());
    };
    let hidden = inside
        .iter()
        .any(|part| part.to_string_lossy().starts_with('.'));
    let odd = inside
        .to_string_lossy()
        .contains(|c: char| c.is_control() || "<>:\"|?*\\".contains(c));
    let kept = inside
        .iter()
        .find_map(|part| part.to_str().filter(|part| config::is_device(part)));
    if let Some(kept) = kept {
        return Err(text!(
            fr: "Windows réserve le nom « {kept} » : choisissez-en un autre.",
            en: "Windows keeps the name “{kept}” for itself: choose another.",
        ));
    }
    if hidden || odd {
        return Err(text!(
            fr: "« {shown} » ne peut pas être le nom d'une page : pas de point au début, ni de < > : \" | ? * \\.",
            en: "“{shown}” cannot be the name of a page: no dot at its start, and none of < > : \" | ? * \\.",
        ));
    }
    Ok(if name.ends_with(".md") {
        inside.clone()
    } else {
        inside.with_file_name(format!("{name}.md"))
    })
}

/// A title made from the name of the file, or of its folder for `index.md` and `_index.md`.
fn title_of(path: &Path, config: &Config) -> String {
    let stem = own_name(path, config);
    let name = match stem.as_str() {
        "index" | "_index" => path
            .parent()
            .and_then(Path::file_name)
            .map_or(stem, |name| name.to_string_lossy().into_owned()),
        _ => stem,
    };
    let words = without_date(&name).replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The name of a content file without `.md` and language code.
fn own_name(path: &Path, config: &Config) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    match stem.rsplit_once('.') {
        Some((name, language)) if config.languages.contains_key(language) => name.to_owned(),
        _ => stem,
    }
}

fn without_date(name: &str) -> &str {
    let is_dated = name.len() > 11
        && name.is_char_boundary(11)
        && name.bytes().take(10).enumerate().all(|(i, byte)| match i {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && matches!(name.as_bytes()[10], b'-' | b'_');
    if is_dated { &name[11..] } else { name }
}

/// The text of the page: the nearest archetype, or the built-in one, filled in.
fn page(root: &Path, path: &Path, title: &str, config: &Config) -> Result<String, Box<Finding>> {
    let name = own_name(path, config);
    let archetype = archetype(root, path, &name)?.unwrap_or_else(|| {
        match (config.dialect, name == "_index") {
            (Dialect::Native, false) => NATIVE_PAGE,
            (Dialect::Native, true) => NATIVE_SECTION,
            (Dialect::Zola, false) => ZOLA_PAGE,
            (Dialect::Zola, true) => ZOLA_SECTION,
        }
        .to_owned()
    });
    let zone = TimeZone::get(&config.timezone).unwrap_or(TimeZone::UTC);
    let today = Timestamp::now().to_zoned(zone).date().to_string();
    let values = [
        ("title", title),
        ("date", &today),
        ("slug", &slug::slugify(title)),
    ];
    Ok(fill(&archetype, false, &values))
}

/// The archetype of the nearest folder that has one, else `default.md`; none for a section, whose front matter is another.
fn archetype(root: &Path, path: &Path, name: &str) -> Result<Option<String>, Box<Finding>> {
    if name == "_index" {
        return Ok(None);
    }
    let folder = path
        .parent()
        .filter(|_| name != "index")
        .or_else(|| path.parent().and_then(Path::parent));
    let of_folders = folder
        .into_iter()
        .flat_map(Path::ancestors)
        .filter(|folder| !folder.as_os_str().is_empty())
        .map(|folder| folder.with_extension("md"));
    let found = of_folders
        .chain([PathBuf::from("default.md")])
        .map(|name| Path::new("archetypes").join(name))
        .find(|file| root.join(file).is_file());
    let Some(file) = found else { return Ok(None) };
    fs::read_to_string(root.join(&file))
        .map(Some)
        .map_err(|error| Box::new(unusable(&file, &error)))
}

fn unusable(file: &Path, error: &std::io::Error) -> Finding {
    let message = match error.kind() {
        std::io::ErrorKind::InvalidData => Text::new(
            "Ce modèle de page n'est pas du texte en UTF-8.",
            "This archetype is not UTF-8 text.",
        ),
        _ => Text::new(
            "Ce modèle de page ne peut pas être lu.",
            "This archetype cannot be read.",
        ),
    };
    Finding::error("new.archetype", message)
        .at(Place::file(file.display().to_string()))
        .help(Text::new(
            "Enregistrez-le en UTF-8, ou supprimez-le.",
            "Save it as UTF-8, or delete it.",
        ))
}

/// Writes a file that must not exist yet, making its folders.
fn write(root: &Path, path: &Path, page: &str) -> Result<(), Box<Finding>> {
    let content = root.join("content");
    let target = content.join(path);
    let place = || Place::file(Path::new("content").join(path).display().to_string());
    let existing_folder = target.ancestors().skip(1).find(|folder| folder.exists());
    let leads_outside = match (existing_folder.map(Path::canonicalize), root.canonicalize()) {
        (Some(Ok(folder)), Ok(root)) => {
            let real_content = content
                .canonicalize()
                .unwrap_or_else(|_| root.join("content"));
            !folder.starts_with(&real_content) && !real_content.starts_with(&folder)
        }
        _ => false,
    };
    if leads_outside {
        return Err(Box::new(
            Finding::error(
                "new.outside",
                Text::new(
                    "Ce dossier mène hors de content/.",
                    "This folder leads out of content/.",
                ),
            )
            .at(place())
            .help(Text::new(
                "Choisissez un autre dossier.",
                "Choose another folder.",
            )),
        ));
    }
    let written = target
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::File::create_new(&target))
        .and_then(|mut file| file.write_all(page.as_bytes()));
    written.map_err(|error| {
        let (message, help) = match error.kind() {
            std::io::ErrorKind::AlreadyExists => (
                Text::new("Cette page existe déjà.", "This page already exists."),
                Text::new("Choisissez un autre nom, ou modifiez ce fichier.", "Choose another name, or edit that file."),
            ),
            _ => (
                Text::new("Ce fichier ne peut pas être écrit.", "This file cannot be written."),
                Text::new(
                    "Vérifiez que vous avez le droit d'écrire dans ce dossier et qu'il reste de la place.",
                    "Check that you may write to this folder and that there is room left.",
                ),
            ),
        };
        Box::new(Finding::error("new.not-written", message).at(place()).help(help))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_inside_content() {
        let inside = |path: &str| inside_content(Path::new(path)).ok();
        assert_eq!(inside("blog/a"), Some(PathBuf::from("blog/a.md")));
        assert_eq!(
            inside("content/blog/v1.2.md"),
            Some(PathBuf::from("blog/v1.2.md"))
        );
        assert_eq!(inside("en-bref.nl"), Some(PathBuf::from("en-bref.nl.md")));
        for outside in [
            "../a.md",
            "/a.md",
            "a/../../b.md",
            "",
            "content",
            ".git/a.md",
            "a:b.md",
            "con.md",
            "Aux/a.md",
        ] {
            assert_eq!(inside(outside), None, "{outside}");
        }
    }

    #[test]
    fn a_date_in_a_name_is_no_title() {
        assert_eq!(without_date("2026-11-03-premier-jour"), "premier-jour");
        assert_eq!(without_date("2026-11-03"), "2026-11-03");
        assert_eq!(without_date("un-deux-trois-é"), "un-deux-trois-é");
    }
}
