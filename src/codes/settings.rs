//! The configuration and its menus.

use super::{Category, Code};
use crate::report::Severity::{self, Error, Warning};

const fn fact(code: &'static str, severity: Severity, fr: &'static str, en: &'static str) -> Code {
    Code::fact(code, Category::Settings, severity, fr, en)
}

pub(super) const CODES: &[Code] = &[
    fact(
        "config.brand-name",
        Error,
        "Un nom de « markdown.brand_names » ne finit ni par « ! » ni par « ? » : la liste ne sert qu'à ceux-là.",
        "A name of “markdown.brand_names” ends neither with “!” nor with “?”: the list is only for those.",
    ),
    fact(
        "check.unknown-rule",
        Error,
        "« check » nomme une règle qui n'existe pas. « lucarne explain » en donne la liste.",
        "“check” names a rule that does not exist. “lucarne explain” lists them.",
    ),
    fact(
        "check.no-reason",
        Error,
        "Une page met une règle de côté sans dire pourquoi. La raison est obligatoire : elle est pour la personne qui reprendra le site.",
        "A page sets a rule aside without saying why. The reason is required: it is for whoever takes the site over.",
    ),
    fact(
        "config.missing",
        Error,
        "Ce dossier n'a pas de fichier lucarne.yaml : ce n'est pas un site.",
        "This folder has no file lucarne.yaml: it is not a site.",
    ),
    fact(
        "config.unreadable",
        Error,
        "Le fichier de configuration ne peut pas être lu.",
        "The configuration file cannot be read.",
    ),
    fact(
        "config.base-url",
        Error,
        "L'adresse du site manque ou n'est pas complète.",
        "The address of the site is missing or not complete.",
    ),
    fact(
        "config.output-dir",
        Error,
        "Le dossier de sortie est hors du dossier du site, ou porte un nom réservé par Windows.",
        "The output folder is outside of the site's folder, or bears a name that Windows keeps for itself.",
    ),
    fact(
        "config.glob",
        Error,
        "Un motif de fichiers n'est pas valable.",
        "A file pattern is not valid.",
    ),
    fact(
        "config.timezone",
        Error,
        "Le fuseau horaire est inconnu.",
        "The time zone is unknown.",
    ),
    fact(
        "config.languages",
        Error,
        "Les langues ne sont pas décrites comme il faut.",
        "The languages are not described as they should be.",
    ),
    fact(
        "config.language-code",
        Error,
        "Un code de langue n'est pas possible.",
        "A language code is not possible.",
    ),
    fact(
        "config.said-twice",
        Error,
        "Un réglage de la langue principale est donné à deux endroits.",
        "A setting of the main language is given in two places.",
    ),
    fact(
        "config.taxonomy",
        Error,
        "Une taxonomie n'est pas décrite comme il faut.",
        "A taxonomy is not described as it should be.",
    ),
    fact(
        "config.menu",
        Error,
        "Une entrée de menu n'est pas écrite comme il faut.",
        "A menu entry is not written as it should be.",
    ),
    fact(
        "config.class",
        Error,
        "Un nom de classe contient un guillemet.",
        "A class name has a quote in it.",
    ),
    fact(
        "config.highlighting",
        Error,
        "Les couleurs du code ne sont pas réglées comme il faut.",
        "The colours of code are not set as they should be.",
    ),
    fact(
        "config.not-read",
        Warning,
        "Lucarne ne lit pas ce réglage d'un autre programme.",
        "Lucarne does not read this setting of another program.",
    ),
    fact(
        "menu.unknown-parent",
        Error,
        "Une entrée de menu se place sous une entrée qui n'existe pas.",
        "A menu entry puts itself under one that does not exist.",
    ),
    fact(
        "menu.circle",
        Error,
        "Des entrées de menu se placent en rond les unes sous les autres.",
        "Menu entries put themselves below each other in a circle.",
    ),
    fact(
        "menu.too-deep",
        Error,
        "Une entrée de menu se place plus bas qu'un menu ne descend.",
        "A menu entry puts itself lower than a menu goes.",
    ),
    fact(
        "translation.missing",
        Warning,
        "Un texte de l'interface manque dans une langue.",
        "A text of the interface is missing in a language.",
    ),
];
