//! Finding and reading the configuration file.

use super::{Config, Dialect, root};
use crate::data::{Format, Reader, Source, utf8};
use crate::report::{Finding, Findings, Place, Text};
use crate::text;
use std::path::{Path, PathBuf};

const NATIVE: &str = "lucarne.yaml";
/// What configuration files are called, the one that counts first.
pub const FILES: [&str; 3] = [NATIVE, "zola.toml", "config.toml"];

/// What other names and other generators call their configuration.
const OTHER_NAMES: [&str; 8] = [
    "lucarne.yml",
    "lucarne.toml",
    "config.yaml",
    "config.yml",
    "hugo.toml",
    "hugo.yaml",
    "_config.yml",
    "book.toml",
];

/// Reads the configuration below `root`: `explicit` where given, else `lucarne.yaml`, `zola.toml` or `config.toml`.
/// None where there is none or it cannot be used at all; every reason is among the findings.
pub fn load(root: &Path, explicit: Option<&Path>, findings: &mut Findings) -> Option<Config> {
    let path = match explicit {
        Some(path) => path.to_owned(),
        None => match FILES
            .iter()
            .map(|name| root.join(name))
            .find(|path| path.is_file())
        {
            Some(path) => path,
            None => {
                findings.push(missing(root));
                return None;
            }
        },
    };
    let file = shown(root, &path);
    if std::fs::metadata(&path).is_ok_and(|found| found.len() > MOST_BYTES) {
        findings.push(too_large(&file));
        return None;
    }
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.push(unreadable(&file, &error));
            return None;
        }
    };
    match utf8(&file, bytes) {
        Ok(text) => parse(&file, &text, findings),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

/// Reads a configuration from its text; the extension of `file` tells its language. None where it is not well-formed.
pub(super) fn parse(file: &str, text: &str, findings: &mut Findings) -> Option<Config> {
    let (format, dialect) = if Path::new(file).extension().is_some_and(|end| end == "toml") {
        (Format::Toml, Dialect::Zola)
    } else {
        (Format::Yaml, Dialect::Native)
    };
    let source = Source::file(file, text, format);
    let map = match source.keys() {
        Ok(map) => map,
        Err(wrong) => {
            findings.extend(wrong);
            return None;
        }
    };
    let mut reader = Reader::new(&source);
    let config = root::read(&mut reader, dialect, file, map);
    findings.extend(reader.finish());
    Some(config)
}

/// The most bytes that a configuration may have: a thousand times the longest.
const MOST_BYTES: u64 = 16 << 20;

fn too_large(file: &str) -> Finding {
    let most = MOST_BYTES >> 20;
    Finding::error(
        "file.too-large",
        text!(
            fr: "Le fichier de configuration a plus de {most} mégaoctets : ce n'est sans doute pas le bon.",
            en: "The configuration file has more than {most} megabytes: it is probably not the right one.",
        ),
    )
    .at(Place::file(file))
    .help(Text::new(
        "Vérifiez ce qu'il contient, ou remettez une version plus ancienne.",
        "Check what it holds, or put an older version back.",
    ))
}

/// A path as findings show it: relative to the root, with `/`.
fn shown(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

fn unreadable(file: &str, error: &std::io::Error) -> Finding {
    let missing = error.kind() == std::io::ErrorKind::NotFound;
    let message = if missing {
        text!(
            fr: "Le fichier de configuration « {file} » n'existe pas.",
            en: "The configuration file “{file}” does not exist.",
        )
    } else {
        text!(
            fr: "Le fichier de configuration « {file} » ne peut pas être lu.",
            en: "The configuration file “{file}” cannot be read.",
        )
    };
    let help = if missing {
        Text::new(
            "Vérifiez son nom et son dossier.",
            "Check its name and its folder.",
        )
    } else {
        Text::new(
            "Vérifiez que vous avez le droit de lire ce fichier.",
            "Check that you may read this file.",
        )
    };
    Finding::error("config.unreadable", message)
        .at(Place::file(file))
        .help(help)
}

fn missing(root: &Path) -> Finding {
    let finding = Finding::error(
        "config.missing",
        Text::new(
            "Aucun site ici : ce dossier n'a pas de fichier lucarne.yaml (ni zola.toml, ni config.toml).",
            "No site here: this folder has no lucarne.yaml (nor zola.toml, nor config.toml).",
        ),
    );
    if let Some(other) = OTHER_NAMES.iter().find(|name| root.join(name).is_file()) {
        return finding.help(text!(
            fr: "Il y a un fichier « {other} » : la configuration d'un site s'appelle « {NATIVE} ».",
            en: "There is a file “{other}”: the configuration of a site is called “{NATIVE}”.",
        ));
    }
    if let Some(above) = site_above(root) {
        let above = above.display();
        return finding.help(text!(
            fr: "Le site semble commencer plus haut : ajoutez « --root {above} » à la commande.",
            en: "The site seems to start above: add “--root {above}” to the command.",
        ));
    }
    finding.help(Text::new(
        "Est-ce le bon dossier ? Allez dans celui du site, ou donnez-le avec « --root DOSSIER ». Pour commencer un nouveau site : lucarne init",
        "Is this the right folder? Go to the site's, or name it with “--root FOLDER”. To start a new site: lucarne init",
    ))
}

fn site_above(root: &Path) -> Option<PathBuf> {
    let root = root.canonicalize().ok()?;
    let above = root.ancestors().skip(1);
    above
        .take(8)
        .find(|folder| FILES.iter().any(|name| folder.join(name).is_file()))
        .map(Path::to_owned)
}
