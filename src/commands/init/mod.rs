//! `lucarne init`: a small complete site, with its theme.

mod questions;

use super::placeholders::fill;
use super::{Console, Status, folder};
use crate::cli::Init;
use include_dir::{Dir, include_dir};
use jiff::Zoned;
use lucarne::config::is_site_address;
use lucarne::report::{Finding, Language, Text};
use lucarne::text;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

static FRENCH: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/commands/init/site/fr");
static ENGLISH: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/commands/init/site/en");
static THEME: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/horizon");

/// What a new site is told of itself.
struct Answers {
    title: String,
    base_url: String,
    language: Language,
}

/// Writes the site, and says what to do next.
pub fn run(arguments: &Init, console: &Console) -> Status {
    let target = arguments
        .folder
        .clone()
        .unwrap_or_else(|| PathBuf::from("."));
    if let Some(base_url) = &arguments.base_url
        && !is_site_address(base_url)
    {
        return console.refuse(&questions::no_address(base_url));
    }
    if !arguments.force && !is_free(&target) {
        return console.fail(occupied(&target));
    }
    let answers = questions::ask(arguments, console);
    match write_site(&target, &answers) {
        Ok(kept) => {
            console.say(&welcome(arguments.folder.as_deref(), &kept));
            Status::Fine
        }
        Err((path, error)) => console.fail(not_written(&path, &error)),
    }
}

/// Whether a folder is not there yet, or holds nothing but hidden files such as a new repository.
fn is_free(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.all(|entry| {
            entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with('.'))
        }),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

fn occupied(target: &Path) -> Finding {
    let shown = target.display();
    Finding::error(
        "init.occupied",
        text!(fr: "Le dossier « {shown} » n'est pas vide.", en: "The folder “{shown}” is not empty."),
    )
    .help(Text::new(
        "Donnez le nom d'un nouveau dossier : lucarne init mon-site. Avec --force, le site s'ajoute à ce qui est là, sans rien remplacer.",
        "Name a new folder: lucarne init my-site. With --force, the site is added to what is there, and nothing is replaced.",
    ))
}

/// Writes every file that is not there yet; the ones that are there already are returned.
fn write_site(target: &Path, answers: &Answers) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let (site, code) = match answers.language {
        Language::French => (&FRENCH, "fr"),
        Language::English => (&ENGLISH, "en"),
    };
    let today = Zoned::now().date().to_string();
    let values = [
        ("title", answers.title.as_str()),
        ("base_url", answers.base_url.as_str()),
        ("language", code),
        ("date", &today),
    ];
    let mut kept = Vec::new();
    for (path, bytes) in files(site) {
        let bytes = match std::str::from_utf8(bytes) {
            Ok(text) if !path.starts_with("archetypes") => fill(
                text,
                path.extension().is_some_and(|end| end == "yaml"),
                &values,
            )
            .into_bytes(),
            _ => bytes.to_vec(),
        };
        write_new(target, path, &bytes, &mut kept)?;
    }
    for (path, bytes) in files(&THEME) {
        write_new(
            target,
            &Path::new("themes/horizon").join(path),
            bytes,
            &mut kept,
        )?;
    }
    Ok(kept)
}

/// All files of an embedded folder and those below it, but for hidden ones.
fn files<'a>(folder: &'a Dir<'a>) -> Vec<(&'a Path, &'a [u8])> {
    let here = folder
        .files()
        .filter(|file| {
            file.path()
                .file_name()
                .is_some_and(|name| !name.to_string_lossy().starts_with('.'))
        })
        .map(|file| (file.path(), file.contents()));
    here.chain(folder.dirs().flat_map(files)).collect()
}

fn write_new(
    target: &Path,
    path: &Path,
    bytes: &[u8],
    kept: &mut Vec<PathBuf>,
) -> Result<(), (PathBuf, io::Error)> {
    let file = target.join(path);
    let written = file
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::File::create_new(&file))
        .and_then(|mut file| file.write_all(bytes));
    match written {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && file.is_file() => {
            kept.push(path.to_owned());
            Ok(())
        }
        written => written.map_err(|error| (file, error)),
    }
}

fn not_written(path: &Path, error: &io::Error) -> Finding {
    let path = path.display();
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => Text::new(
            "Vous n'avez pas le droit d'écrire dans ce dossier : choisissez-en un autre.",
            "You may not write to this folder: choose another one.",
        ),
        io::ErrorKind::StorageFull => Text::new("Le disque est plein.", "The disk is full."),
        _ => Text::new(
            "Vérifiez que ce chemin est celui d'un dossier où vous pouvez écrire.",
            "Check that this path is that of a folder you may write to.",
        ),
    };
    Finding::error(
        "init.not-written",
        text!(fr: "« {path} » ne peut pas être écrit.", en: "“{path}” cannot be written."),
    )
    .help(why)
}

fn welcome(folder: Option<&Path>, kept: &[PathBuf]) -> Text {
    let names: Vec<String> = kept.iter().map(|path| path.display().to_string()).collect();
    let names = names.join(", ");
    let untouched = if kept.is_empty() {
        Text::new("", "")
    } else {
        text!(fr: "\nDéjà là, et laissés tels quels : {names}", en: "\nThere already, and left as they are: {names}")
    };
    let place = folder.map_or_else(|| ".".to_owned(), folder::shown);
    let enter = if place == "." {
        String::new()
    } else {
        format!("  cd {place}\n")
    };
    let (untouched_fr, untouched_en) = (untouched.fr, untouched.en);
    text!(
        fr: "Le site est prêt dans « {place} ».{untouched_fr}\n\nPour le voir :\n{enter}  lucarne serve\n\nPour ajouter une page :\n  lucarne new actualites/ma-nouvelle.md",
        en: "The site is ready in “{place}”.{untouched_en}\n\nTo see it:\n{enter}  lucarne serve\n\nTo add a page:\n  lucarne new news/my-news.md",
    )
}
