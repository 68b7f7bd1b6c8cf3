//! Addresses, the output folder, and the program itself.

use super::{Category, Code};
use crate::report::Severity::{self, Error};

const fn fact(code: &'static str, severity: Severity, fr: &'static str, en: &'static str) -> Code {
    Code::fact(code, Category::Publishing, severity, fr, en)
}

pub(super) const CODES: &[Code] = &[
    fact(
        "address.bad",
        Error,
        "Une adresse de page n'est pas possible.",
        "The address of a page is not possible.",
    ),
    fact(
        "address.bad-alias",
        Error,
        "Une ancienne adresse (« aliases ») n'est pas possible.",
        "An old address (“aliases”) is not possible.",
    ),
    fact(
        "address.collision",
        Error,
        "Deux sources donnent la même adresse.",
        "Two sources give the same address.",
    ),
    fact(
        "address.empty",
        Error,
        "Le nom d'une page ne contient ni lettre ni chiffre : elle n'aurait pas d'adresse.",
        "The name of a page has no letter or digit: it would have no address.",
    ),
    fact(
        "output.twice",
        Error,
        "Deux parties du site veulent écrire le même fichier.",
        "Two parts of the site want to write the same file.",
    ),
    fact(
        "output.file-and-folder",
        Error,
        "Un nom ne peut pas être à la fois un fichier et un dossier.",
        "A name cannot be a file and a folder at once.",
    ),
    fact(
        "output.not-ours",
        Error,
        "Le dossier de sortie contient des fichiers que Lucarne n'a pas faits. « --force » les remplace.",
        "The output folder has files that Lucarne did not make. “--force” replaces them.",
    ),
    fact(
        "output.aside",
        Error,
        "Une page mise de côté dans un fichier temporaire n'a pas pu être relue.",
        "A page that was put aside in a temporary file could not be read again.",
    ),
    fact(
        "output.source",
        Error,
        "Un fichier du site n'a pas pu être lu.",
        "A file of the site could not be read.",
    ),
    fact(
        "output.source-gone",
        Error,
        "Un fichier a disparu pendant la publication.",
        "A file disappeared during publication.",
    ),
    fact(
        "output.source-permission",
        Error,
        "Un fichier du site ne peut pas être lu.",
        "A file of the site cannot be read.",
    ),
    fact(
        "build.start",
        Error,
        "La fabrication n'a pas pu commencer : l'ordinateur manque de ressources.",
        "The build could not start: the computer is out of resources.",
    ),
    fact(
        "output.busy",
        Error,
        "Lucarne est déjà en train de publier dans ce dossier.",
        "Lucarne is already publishing into this folder.",
    ),
    fact(
        "output.broken-link",
        Error,
        "Le dossier de sortie est un lien qui ne mène nulle part.",
        "The output folder is a link that leads nowhere.",
    ),
    fact(
        "output.disk-full",
        Error,
        "Le disque est plein.",
        "The disk is full.",
    ),
    fact(
        "output.forbidden",
        Error,
        "Ce dossier ne peut pas servir de dossier de sortie.",
        "This folder cannot be the output folder.",
    ),
    fact(
        "output.name",
        Error,
        "Un nom de fichier n'est pas possible partout.",
        "A file name is not possible everywhere.",
    ),
    fact(
        "output.name-too-long",
        Error,
        "Un nom de fichier est trop long.",
        "A file name is too long.",
    ),
    fact(
        "output.not-a-folder",
        Error,
        "Le dossier de sortie est un fichier.",
        "The output folder is a file.",
    ),
    fact(
        "output.outside",
        Error,
        "Un fichier serait écrit hors du dossier de sortie.",
        "A file would be written outside of the output folder.",
    ),
    fact(
        "output.permission",
        Error,
        "Lucarne n'a pas le droit d'écrire ici.",
        "Lucarne may not write here.",
    ),
    fact(
        "output.read-only",
        Error,
        "Ce disque est en lecture seule.",
        "This disk is read-only.",
    ),
    fact(
        "output.write",
        Error,
        "Un fichier n'a pas pu être écrit.",
        "A file could not be written.",
    ),
    fact(
        "serve.address",
        Error,
        "L'aperçu ne peut pas écouter à cette adresse.",
        "The preview cannot listen at this address.",
    ),
    fact(
        "serve.crash",
        Error,
        "Lucarne a rencontré une erreur qui lui est propre pendant l'aperçu.",
        "Lucarne met an error of its own during the preview.",
    ),
    fact(
        "serve.port-forbidden",
        Error,
        "Ce port est réservé.",
        "This port is reserved.",
    ),
    fact(
        "serve.port-taken",
        Error,
        "Ce port est déjà pris.",
        "This port is taken already.",
    ),
    fact(
        "serve.start",
        Error,
        "L'aperçu n'a pas pu commencer.",
        "The preview could not start.",
    ),
    fact(
        "init.not-written",
        Error,
        "Le nouveau site n'a pas pu être écrit.",
        "The new site could not be written.",
    ),
    fact(
        "init.occupied",
        Error,
        "Le dossier du nouveau site n'est pas vide.",
        "The folder of the new site is not empty.",
    ),
    fact(
        "new.archetype",
        Error,
        "Le modèle de page (« archetypes ») ne peut pas être lu.",
        "The page's archetype cannot be read.",
    ),
    fact(
        "new.not-written",
        Error,
        "La nouvelle page n'a pas pu être écrite.",
        "The new page could not be written.",
    ),
    fact(
        "new.outside",
        Error,
        "La nouvelle page serait hors du dossier « content ».",
        "The new page would be outside of the folder “content”.",
    ),
    fact(
        "lucarne.crash",
        Error,
        "Lucarne a rencontré une erreur qui lui est propre. Signalez-la, s'il vous plaît.",
        "Lucarne met an error of its own. Please report it.",
    ),
];
