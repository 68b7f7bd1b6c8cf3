//! The output folder's place: which folders Lucarne never publishes into, and where the work on it is done.

use super::failure::unwritable;
use super::lock::Lock;
use super::manifest;
use super::names::OWN;
use crate::report::{Finding, Text};
use crate::text;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// An output folder and the names around it that a publication works under.
pub(super) struct Target {
    /// The output folder, absolute, with links resolved.
    pub output: PathBuf,
    /// Whether the work is done in the output folder itself, because nothing can be put beside it or switched with it.
    pub inside: bool,
    folder: PathBuf,
    prefix: OsString,
}

impl Target {
    /// Judges the output folder by its place and by what is in it. Changes nothing.
    pub fn find(
        output: &Path,
        root: &Path,
        inputs: &[PathBuf],
        force: bool,
    ) -> Result<Self, Box<Finding>> {
        let shown = output.display();
        let unusable = |error: &io::Error| unwritable(error, output, output);
        let real_output = real(output).map_err(|error| unusable(&error))?;
        forbid(&real_output, output, root, inputs)?;
        let (Some(parent), Some(name)) = (real_output.parent(), real_output.file_name()) else {
            return Err(forbidden(
                output,
                Text::new("c'est tout le disque", "it is the whole disk"),
            ));
        };
        match fs::symlink_metadata(&real_output) {
            Ok(found) if found.is_symlink() => {
                return Err(Box::new(
                    Finding::error(
                        "output.broken-link",
                        text!(
                            fr: "«\u{a0}{shown}\u{a0}» est un raccourci vers un dossier qui n'existe pas.",
                            en: "“{shown}” is a link to a folder that does not exist.",
                        ),
                    )
                    .help(Text::new(
                        "Supprimez ce raccourci, ou créez le dossier vers lequel il mène.",
                        "Remove the link, or create the folder that it leads to.",
                    )),
                ));
            }
            Ok(found) if !found.is_dir() => {
                return Err(Box::new(
                    Finding::error(
                        "output.not-a-folder",
                        text!(
                            fr: "«\u{a0}{shown}\u{a0}» est un fichier : le site a besoin d'un dossier.",
                            en: "“{shown}” is a file: the site needs a folder.",
                        ),
                    )
                    .help(Text::new(
                        "Déplacez ce fichier, ou choisissez un autre dossier avec --output-dir.",
                        "Move that file, or choose another folder with --output-dir.",
                    )),
                ));
            }
            Ok(_) if !force && is_foreign(&real_output).map_err(|error| unusable(&error))? => {
                return Err(foreign(output));
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(unusable(&error)),
        }
        let inside = is_mount_point(&real_output, parent);
        let mut prefix = OsString::from(OWN);
        if !inside {
            prefix = OsString::from(".");
            prefix.push(name);
            prefix.push(OWN);
        }
        let folder = if inside {
            real_output.as_path()
        } else {
            parent
        }
        .to_owned();
        Ok(Self {
            inside,
            folder,
            prefix,
            output: real_output,
        })
    }

    /// A path that belongs to this output folder only.
    pub fn beside(&self, what: &str) -> PathBuf {
        let mut name = self.prefix.clone();
        name.push(what);
        self.folder.join(name)
    }

    /// Keeps other builds away from the folder, working inside of it where nothing can be put beside it.
    pub fn lock(&mut self, shown: &Path) -> Result<Lock, Box<Finding>> {
        let unusable = |error: &io::Error| unwritable(error, shown, shown);
        fs::create_dir_all(&self.folder).map_err(|error| unusable(&error))?;
        let mut lock = Lock::acquire(&self.beside("lock"));
        let denied = matches!(&lock, Err(error) if matches!(
            error.kind(),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
        ));
        if denied && !self.inside && self.output.is_dir() {
            self.inside = true;
            self.folder.clone_from(&self.output);
            self.prefix = OsString::from(OWN);
            lock = Lock::acquire(&self.beside("lock"));
        }
        let at = self.beside("lock");
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::DirectoryNotEmpty => unwritable(&error, &at, shown),
            _ => unusable(&error),
        };
        lock.map_err(refused)?.ok_or_else(|| busy(shown))
    }

    /// Takes away what builds that were killed have left, and puts back a site that one had set aside. Only under the lock.
    pub fn tidy(&self) -> io::Result<()> {
        let aside = self.beside("old");
        if !self.inside && !fs::exists(&self.output)? && fs::exists(&aside)? {
            fs::rename(&aside, &self.output)?;
        }
        let lock = self.beside("lock");
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let ours = name
                .as_encoded_bytes()
                .starts_with(self.prefix.as_encoded_bytes());
            if ours && name != manifest::NAME && entry.path() != lock {
                let _ = super::existing::remove(&entry.path());
            }
        }
        Ok(())
    }
}

/// A path without links and `..`, as far as it exists.
fn real(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    for ancestor in absolute.ancestors() {
        let Ok(mut real) = fs::canonicalize(ancestor) else {
            continue;
        };
        for part in absolute
            .strip_prefix(ancestor)
            .unwrap_or(Path::new(""))
            .components()
        {
            match part {
                Component::ParentDir => {
                    real.pop();
                }
                Component::CurDir => {}
                part => real.push(part),
            }
        }
        return Ok(real);
    }
    Ok(absolute)
}

/// Refuses places where publishing would destroy something.
fn forbid(
    real_output: &Path,
    shown: &Path,
    root: &Path,
    inputs: &[PathBuf],
) -> Result<(), Box<Finding>> {
    let refuse = |reason: Text| Err(forbidden(shown, reason));
    if real_output.parent().is_none() {
        return refuse(Text::new("c'est tout le disque", "it is the whole disk"));
    }
    if let Some(home) = std::env::home_dir().and_then(|home| fs::canonicalize(home).ok())
        && home.starts_with(real_output)
    {
        return refuse(Text::new(
            "il contient votre dossier personnel",
            "it holds your home folder",
        ));
    }
    let real_root = real(root).unwrap_or_else(|_| root.to_owned());
    if real_root.starts_with(real_output) {
        return refuse(Text::new(
            "il contient le site lui-même, dont les sources seraient effacées",
            "it holds the site itself, whose sources would be deleted",
        ));
    }
    for taken in [".lucarne", ".git"] {
        if real_output.starts_with(real_root.join(taken)) {
            return refuse(text!(
                fr: "«\u{a0}{taken}\u{a0}» sert à autre chose",
                en: "“{taken}” serves another purpose",
            ));
        }
    }
    for input in inputs {
        let Ok(real_input) = real(input) else {
            continue;
        };
        if real_root.starts_with(&real_input) {
            continue;
        }
        let input = input.display();
        if real_output.starts_with(&real_input) {
            return refuse(text!(
                fr: "il se trouve dans les sources du site («\u{a0}{input}\u{a0}»)",
                en: "it lies within the site's sources (“{input}”)",
            ));
        }
        if real_input.starts_with(real_output) {
            return refuse(text!(
                fr: "il contient des sources du site («\u{a0}{input}\u{a0}»)",
                en: "it holds sources of the site (“{input}”)",
            ));
        }
    }
    Ok(())
}

fn forbidden(shown: &Path, reason: Text) -> Box<Finding> {
    let shown = shown.display();
    let Text { fr, en } = reason;
    Box::new(
        Finding::error(
            "output.forbidden",
            text!(
                fr: "Le site ne peut pas être publié dans «\u{a0}{shown}\u{a0}» : {fr}.",
                en: "The site cannot be published into “{shown}”: {en}.",
            ),
        )
        .help(Text::new(
            "Choisissez un dossier qui ne sert qu'au site publié, comme «\u{a0}public\u{a0}», avec --output-dir ou output_dir.",
            "Choose a folder that is for the published site alone, like “public”, with --output-dir or output_dir.",
        )),
    )
}

fn foreign(shown: &Path) -> Box<Finding> {
    let shown = shown.display();
    Box::new(
        Finding::error(
            "output.not-ours",
            text!(
                fr: "Le dossier «\u{a0}{shown}\u{a0}» contient déjà des fichiers que Lucarne n'a pas faits.",
                en: "The folder “{shown}” already holds files that Lucarne did not make.",
            ),
        )
        .help(Text::new(
            "Choisissez un autre dossier avec --output-dir. Si tout ce que celui-ci contient peut être effacé, ajoutez --force.",
            "Choose another folder with --output-dir. If everything in this one may be deleted, add --force.",
        )),
    )
}

fn busy(shown: &Path) -> Box<Finding> {
    let shown = shown.display();
    Box::new(
        Finding::error(
            "output.busy",
            text!(
                fr: "Lucarne est déjà en train de publier dans «\u{a0}{shown}\u{a0}».",
                en: "Lucarne is already publishing into “{shown}”.",
            ),
        )
        .help(Text::new(
            "Attendez que l'autre publication soit finie, puis recommencez.",
            "Wait for the other build to end, then try again.",
        )),
    )
}

/// Whether a folder holds something, and nothing says that Lucarne made it.
fn is_foreign(output: &Path) -> io::Result<bool> {
    if fs::symlink_metadata(output.join(manifest::NAME)).is_ok_and(|found| found.is_file()) {
        return Ok(false);
    }
    for entry in fs::read_dir(output)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if !super::existing::is_junk(&name) && !name.starts_with(OWN) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(unix)]
fn is_mount_point(output: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(output), fs::metadata(parent)) {
        (Ok(output), Ok(parent)) => output.dev() != parent.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_mount_point(_output: &Path, _parent: &Path) -> bool {
    false
}
