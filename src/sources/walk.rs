//! Walking the folders of a site, without ever leaving it.

use super::encoding;
use super::files::{self, SourceFile, is_junk, is_too_large, normal_form, read_within, slashes};
use super::stamp::FileStamp;
use crate::SHARE;
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use crate::report::{Finding, Findings, Place};
use crate::text;
use globset::{Glob, GlobSet, GlobSetBuilder};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Walks folders of one site.
pub(super) struct Walker<'a> {
    root: &'a Path,
    real_root: PathBuf,
    output: PathBuf,
    /// Whether a symbolic link was met.
    pub(super) linked: bool,
    seen: FingerprintHasher,
    /// Whether a file was met that its stamp may not tell from its next version.
    young: bool,
    pub(super) findings: &'a mut Findings,
}

impl<'a> Walker<'a> {
    /// `output`: the output folder relative to the root; no link may lead into it.
    pub(super) fn new(root: &'a Path, output: &str, findings: &'a mut Findings) -> Self {
        let real_root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        Self {
            root,
            output: real_root.join(output),
            real_root,
            linked: false,
            seen: FingerprintHasher::default(),
            young: false,
            findings,
        }
    }

    /// Of the stamps of all files that were met, and of this; none where that does not tell them from others.
    pub(super) fn state(mut self, more: impl Hash) -> Option<Fingerprint> {
        more.hash(&mut self.seen);
        let sure = !self.linked && !self.young && self.findings.iter().next().is_none();
        sure.then(|| self.seen.fingerprint())
    }

    /// The files below a folder of the site by their path below it, without junk and without what the globs match.
    pub(super) fn walk(
        &mut self,
        folder: &str,
        ignored: &[String],
    ) -> BTreeMap<String, SourceFile> {
        let mut found = BTreeMap::new();
        let top = self.root.join(folder);
        if !top.is_dir() {
            return found;
        }
        self.linked |= top.is_symlink();
        if !self.stays_inside(&top) {
            self.findings.push(leads_outside(folder));
            return found;
        }
        let ignored = globs(ignored);
        let entries = self.entries(&top, folder.ends_with("static"));
        let root = self.root;
        let seen: Vec<Option<Result<Seen, Box<Finding>>>> = entries
            .par_iter()
            .with_max_len(SHARE)
            .map(|entry| seen(entry, root, &top, folder, &ignored).transpose())
            .collect();
        for seen in seen.into_iter().flatten() {
            let (relative, file) = match seen {
                Ok(seen) => seen,
                Err(finding) => {
                    self.findings.push(*finding);
                    continue;
                }
            };
            (&file.path, file.stamp).hash(&mut self.seen);
            self.young |= file.stamp.is_young();
            let path = format!("{folder}/{relative}");
            if let Some(other) = found.insert(relative, file) {
                self.findings.push(twice(&path, &other));
            }
        }
        found
    }

    /// The files below a folder, by their names only, without junk.
    fn entries(&mut self, top: &Path, hidden_too: bool) -> Vec<DirEntry> {
        let mut files = Vec::new();
        let mut walk = WalkDir::new(top)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                entry.depth() == 0 || !is_junk(&entry.file_name().to_string_lossy(), hidden_too)
            });
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.unreadable(&error);
                    continue;
                }
            };
            self.linked |= entry.path_is_symlink();
            if entry.path_is_symlink()
                && let Some(finding) = self.wrong_link(entry.path())
            {
                self.findings.push(finding);
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            if entry.file_type().is_file() {
                files.push(entry);
            }
        }
        files
    }

    /// The text of a file; a finding where it cannot be read or is not UTF-8.
    pub(super) fn text(&mut self, path: &str) -> Option<String> {
        let Some((_, bytes)) = read_within(self.root, path) else {
            self.findings.push(forbidden(path));
            return None;
        };
        match encoding::decode(path, &bytes) {
            Ok(text) => Some(text.to_owned()),
            Err(finding) => {
                self.findings.push(*finding);
                None
            }
        }
    }

    /// The text of a file that need not exist.
    pub(super) fn optional_text(&mut self, path: &str) -> Option<String> {
        if self.root.join(path).is_file() {
            self.text(path)
        } else {
            None
        }
    }

    fn relative(&self, path: &Path) -> String {
        relative(path, self.root)
    }

    /// Whether a folder or file of the site is really in it.
    pub(super) fn stays_inside(&self, path: &Path) -> bool {
        path.canonicalize()
            .is_ok_and(|real| real.starts_with(&self.real_root))
    }

    /// Why a symbolic link is not followed; none where it is.
    fn wrong_link(&self, link: &Path) -> Option<Finding> {
        let shown = self.relative(link);
        let target = link.canonicalize().ok()?;
        if !target.starts_with(&self.real_root) {
            return Some(leads_outside(&shown));
        }
        let folder = link.parent()?.canonicalize().ok()?;
        if folder.starts_with(&target) {
            return Some(goes_round(&shown));
        }
        target
            .starts_with(&self.output)
            .then(|| leads_to_output(&shown))
    }

    fn unreadable(&mut self, error: &walkdir::Error) {
        let path = error
            .path()
            .map(|path| self.relative(path))
            .unwrap_or_default();
        let finding = if error.loop_ancestor().is_some() {
            goes_round(&path)
        } else if error
            .io_error()
            .is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound)
            || error.path().is_some_and(leads_nowhere)
        {
            Finding::warning(
                "file.dead-link",
                text!(fr: "{path} a disparu, ou mène à un fichier qui n'existe pas : il est ignoré.", en: "{path} has vanished, or leads to a file that does not exist: it is left out."),
            )
            .help(text!(fr: "Supprimez ce lien ou remettez le fichier.", en: "Delete this link or put the file back."))
        } else {
            self.findings.push(forbidden(&path));
            return;
        };
        self.findings.push(finding.at(Place::file(path)));
    }
}

/// A file's path below the folder that is walked, and the file.
type Seen = (String, SourceFile);

/// What a file is that was met on a walk; none where it is ignored or gone.
fn seen(
    entry: &DirEntry,
    root: &Path,
    top: &Path,
    folder: &str,
    ignored: &GlobSet,
) -> Result<Option<Seen>, Box<Finding>> {
    let Ok(metadata) = entry.metadata() else {
        return Ok(None);
    };
    if entry.file_name().to_str().is_none() {
        return Err(Box::new(unreadable_name(&relative(entry.path(), root))));
    }
    let below = normal_form(&relative(entry.path(), top)).into_owned();
    let path = format!("{folder}/{below}");
    // Zola's patterns are for whole paths: `**/content/…` is one of them
    if !ignored.is_empty() && (ignored.is_match(&below) || ignored.is_match(format!("/{path}"))) {
        return Ok(None);
    }
    let file = SourceFile {
        path,
        on_disk: entry.path().to_owned(),
        stamp: FileStamp::of(&metadata),
    };
    if is_too_large(&file.path, file.stamp) {
        return Err(Box::new(too_large(&file.path)));
    }
    Ok(Some((below, file)))
}

/// A path below a folder, with `/`.
fn relative(path: &Path, folder: &Path) -> String {
    slashes(path.strip_prefix(folder).unwrap_or(path))
}

/// A file or folder is there, and cannot be read.
fn forbidden(path: &str) -> Finding {
    Finding::error(
        "file.unreadable",
        text!(fr: "{path} ne peut pas être lu.", en: "{path} cannot be read."),
    )
    .help(text!(
        fr: "Vérifiez les droits d'accès à ce fichier ou à ce dossier.",
        en: "Check the permissions of this file or folder.",
    ))
    .at(Place::file(path))
}

fn too_large(path: &str) -> Finding {
    let most = files::MOST_BYTES >> 20;
    Finding::error(
        "file.too-large",
        text!(fr: "{path} a plus de {most} mégaoctets : c'est trop pour un fichier qui doit être lu en entier.", en: "{path} has more than {most} megabytes: that is too much for a file that must be read as a whole."),
    )
    .help(text!(
        fr: "Vérifiez que ce fichier est bien ce qu'il devrait être ; partagez un long texte en plusieurs, réduisez une image.",
        en: "Check that this file is what it should be; split a long text into several, make an image smaller.",
    ))
    .at(Place::file(path))
}

/// Whether it is a link to what does not exist, or to itself over others.
fn leads_nowhere(path: &Path) -> bool {
    path.is_symlink() && path.canonicalize().is_err()
}

fn globs(patterns: &[String]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in patterns
        .iter()
        .filter_map(|pattern| Glob::new(pattern).ok())
    {
        builder.add(glob);
    }
    builder.build().unwrap_or_else(|_| GlobSet::empty())
}

fn unreadable_name(path: &str) -> Finding {
    Finding::error(
        "file.name-not-utf8",
        text!(fr: "Le nom du fichier {path} n'est pas codé en UTF-8 : ses accents ne peuvent pas être lus.", en: "The name of the file {path} is not encoded as UTF-8: its accents cannot be read."),
    )
    .at(Place::file(path))
    .help(text!(fr: "Renommez ce fichier.", en: "Rename this file."))
}

fn goes_round(path: &str) -> Finding {
    Finding::warning(
        "file.link-loop",
        text!(fr: "Le lien symbolique {path} mène à un dossier qui le contient : il est ignoré.", en: "The symbolic link {path} leads to a folder that holds it: it is left out."),
    )
    .at(Place::file(path))
    .help(text!(fr: "Supprimez ce lien.", en: "Delete this link."))
}

fn leads_to_output(path: &str) -> Finding {
    Finding::warning(
        "file.link-to-output",
        text!(fr: "Le lien symbolique {path} mène au site publié : il est ignoré.", en: "The symbolic link {path} leads to the published site: it is left out."),
    )
    .at(Place::file(path))
    .help(text!(fr: "Supprimez ce lien, ou remplacez-le par une copie de ce qu'il montre.", en: "Delete this link, or replace it by a copy of what it shows."))
}

pub(super) fn leads_outside(path: &str) -> Finding {
    Finding::warning(
        "file.outside",
        text!(fr: "Le lien symbolique {path} mène hors du dossier du site : il est ignoré.", en: "The symbolic link {path} leads out of the site's folder: it is left out."),
    )
    .at(Place::file(path))
    .help(text!(fr: "Copiez le fichier dans le site à la place du lien.", en: "Copy the file into the site in place of the link."))
}

fn twice(path: &str, other: &SourceFile) -> Finding {
    let other = other.on_disk.to_string_lossy().into_owned();
    Finding::error(
        "file.unicode-twin",
        text!(fr: "Deux fichiers portent le nom {path}, avec des accents codés différemment.", en: "Two files bear the name {path}, with accents encoded differently."),
    )
    .at(Place::file(path))
    .help(text!(fr: "Supprimez l'un des deux ({other}).", en: "Delete one of the two ({other})."))
}
