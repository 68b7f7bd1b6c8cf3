//! What went wrong with a file or folder, in words.

use crate::report::{Finding, Text};
use crate::text;
use std::io;
use std::path::Path;

/// Why something could not be written. Where the whole disk is to blame the finding names `output` alone, so that the
/// same trouble met at a thousand files is told once.
pub(super) fn unwritable(error: &io::Error, path: &Path, output: &Path) -> Box<Finding> {
    let folder = output.display();
    let path = path.display();
    Box::new(match error.kind() {
        io::ErrorKind::StorageFull => Finding::error(
            "output.disk-full",
            text!(
                fr: "Le disque est plein : le site ne tient pas dans «\u{a0}{folder}\u{a0}».",
                en: "The disk is full: the site does not fit into “{folder}”.",
            ),
        )
        .help(Text::new(
            "Libérez de la place, puis recommencez. Le site déjà publié n'a pas changé.",
            "Free some space, then try again. The site published before is unchanged.",
        )),
        io::ErrorKind::QuotaExceeded => Finding::error(
            "output.disk-full",
            text!(
                fr: "L'espace qui vous est accordé sur ce disque est épuisé : le site ne tient pas dans «\u{a0}{folder}\u{a0}».",
                en: "Your share of this disk is used up: the site does not fit into “{folder}”.",
            ),
        )
        .help(Text::new(
            "Libérez de la place, puis recommencez. Le site déjà publié n'a pas changé.",
            "Free some space, then try again. The site published before is unchanged.",
        )),
        io::ErrorKind::ReadOnlyFilesystem => Finding::error(
            "output.read-only",
            text!(
                fr: "Le disque de «\u{a0}{folder}\u{a0}» n'accepte aucune écriture.",
                en: "The disk that holds “{folder}” is read-only.",
            ),
        )
        .help(Text::new(
            "Choisissez un autre dossier avec --output-dir, ou rendez ce disque modifiable.",
            "Choose another folder with --output-dir, or make that disk writable.",
        )),
        io::ErrorKind::PermissionDenied => Finding::error(
            "output.permission",
            text!(
                fr: "Vous n'avez pas le droit d'écrire «\u{a0}{path}\u{a0}».",
                en: "You are not allowed to write “{path}”.",
            ),
        )
        .help(Text::new(
            "Changez les droits de ce dossier, ou choisissez-en un autre avec --output-dir.",
            "Change the folder's permissions, or choose another one with --output-dir.",
        )),
        io::ErrorKind::InvalidFilename => too_long(&path.to_string()),
        io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::AlreadyExists => Finding::error(
            "output.file-and-folder",
            text!(
                fr: "«\u{a0}{path}\u{a0}» ne peut pas être à la fois un fichier et un dossier.",
                en: "“{path}” cannot be both a file and a folder.",
            ),
        )
        .help(Text::new(
            "Donnez une autre adresse à l'une des pages, ou un autre nom à l'un des fichiers.",
            "Give one of the pages another address, or one of the files another name.",
        )),
        io::ErrorKind::DirectoryNotEmpty => Finding::error(
            "output.file-and-folder",
            text!(
                fr: "«\u{a0}{path}\u{a0}» est un dossier, et un fichier de ce nom doit prendre sa place.",
                en: "“{path}” is a folder, and a file of that name has to take its place.",
            ),
        )
        .help(Text::new(
            "Donnez un autre nom à ce dossier, ou mettez-le ailleurs.",
            "Give that folder another name, or put it somewhere else.",
        )),
        _ => {
            let number = error.raw_os_error().unwrap_or_default();
            Finding::error(
                "output.write",
                text!(
                    fr: "«\u{a0}{path}\u{a0}» n'a pas pu être écrit (erreur {number} du système).",
                    en: "“{path}” could not be written (system error {number}).",
                ),
            )
            .help(Text::new(
                "Vérifiez que le disque fonctionne et que le dossier existe encore, puis recommencez.",
                "Make sure that the disk works and that the folder still exists, then try again.",
            ))
        }
    })
}

/// Why a file that was to be published could not be read.
pub(super) fn unreadable(error: &io::Error, from: &Path) -> Box<Finding> {
    let from = from.display();
    Box::new(match error.kind() {
        io::ErrorKind::NotFound => Finding::error(
            "output.source-gone",
            text!(
                fr: "Le fichier «\u{a0}{from}\u{a0}» a disparu pendant la fabrication du site.",
                en: "The file “{from}” vanished while the site was being built.",
            ),
        )
        .help(Text::new("Recommencez.", "Try again.")),
        io::ErrorKind::PermissionDenied => Finding::error(
            "output.source-permission",
            text!(
                fr: "Vous n'avez pas le droit de lire le fichier «\u{a0}{from}\u{a0}».",
                en: "You are not allowed to read the file “{from}”.",
            ),
        )
        .help(Text::new(
            "Changez les droits de ce fichier, ou enlevez-le du site.",
            "Change the permissions of that file, or take it out of the site.",
        )),
        _ => {
            let number = error.raw_os_error().unwrap_or_default();
            Finding::error(
                "output.source",
                text!(
                    fr: "Le fichier «\u{a0}{from}\u{a0}» n'a pas pu être lu (erreur {number} du système).",
                    en: "The file “{from}” could not be read (system error {number}).",
                ),
            )
            .help(Text::new(
                "Vérifiez que ce fichier s'ouvre avec un autre programme, puis recommencez.",
                "Make sure that the file opens in another program, then try again.",
            ))
        }
    })
}

/// A path with a name that is too long for a disk.
pub(super) fn too_long(path: &str) -> Finding {
    Finding::error(
        "output.name-too-long",
        text!(
            fr: "Le nom de «\u{a0}{path}\u{a0}» est trop long pour un disque.",
            en: "The name of “{path}” is too long for a disk.",
        ),
    )
    .help(Text::new(
        "Raccourcissez le nom du fichier, ou l'adresse de la page (slug).",
        "Shorten the file's name, or the page's address (slug).",
    ))
}
