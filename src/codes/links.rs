//! Where links lead.

use super::{Category, Code};
use crate::report::Severity::{self, Error, Info, Warning};

const fn fact(code: &'static str, severity: Severity, fr: &'static str, en: &'static str) -> Code {
    Code::fact(code, Category::Links, severity, fr, en)
}

pub(super) const CODES: &[Code] = &[
    fact(
        "link.broken",
        Error,
        "Un lien mène à une page ou à un fichier qui n'existe pas. Corrigez son adresse, ou enlevez-le.",
        "A link leads to a page or a file that does not exist. Correct its address, or take it out.",
    ),
    fact(
        "link.broken-anchor",
        Error,
        "La page existe, mais elle n'a pas de titre qui porte l'ancre écrite après « # ».",
        "The page exists, but it has no heading with the id that is written after “#”.",
    ),
    fact(
        "link.letter-case",
        Error,
        "Le fichier existe avec d'autres majuscules. Cela marche sur certains ordinateurs, mais pas sur un serveur.",
        "The file exists with other capital letters. That works on some computers, but not on a server.",
    ),
    fact(
        "link.empty",
        Error,
        "Un lien n'a pas d'adresse : il ne mène nulle part.",
        "A link has no address: it leads nowhere.",
    ),
    fact(
        "link.mail",
        Error,
        "Une adresse électronique est écrite à la place d'une adresse de page : il lui faut « mailto: » devant.",
        "A mail address stands where the address of a page belongs: it needs “mailto:” before it.",
    ),
    fact(
        "link.no-scheme",
        Error,
        "L'adresse d'un autre site est écrite sans « https:// » : elle mènerait à une page de ce site-ci.",
        "The address of another site is written without “https://”: it would lead to a page of this one.",
    ),
    fact(
        "link.own-computer",
        Error,
        "Le lien mène à un fichier de votre ordinateur : personne d'autre ne peut l'ouvrir.",
        "The link leads to a file of your computer: nobody else can open it.",
    ),
    fact(
        "link.redirect-circle",
        Error,
        "Une adresse renvoie à une autre, qui renvoie plus loin, sans arriver à une page.",
        "An address leads on to another, which leads further on, and never arrives at a page.",
    ),
    fact(
        "link.unsafe",
        Warning,
        "L'adresse commence par « javascript: » ou « data: » et peut exécuter du code chez les lecteurs : elle est retirée.",
        "The address begins with “javascript:” or “data:” and can run code at the readers': it is taken out.",
    ),
    fact(
        "link.space",
        Error,
        "Une espace s'est glissée dans le lien : il se lit comme du texte.",
        "A space has slipped into the link: it shows as plain text.",
    ),
    fact(
        "link.swapped",
        Error,
        "Les crochets et les parenthèses d'un lien sont échangés : le texte va entre crochets, l'adresse entre parenthèses.",
        "The brackets and parentheses of a link are swapped: the text goes between brackets, the address between parentheses.",
    ),
    fact(
        "link.unclosed",
        Error,
        "La parenthèse d'un lien n'est pas refermée : il se lit comme du texte.",
        "The parenthesis of a link is not closed: it shows as plain text.",
    ),
    fact(
        "link.external-broken",
        Error,
        "Un autre site répond que cette page n'existe pas, ou ce site n'existe pas.",
        "Another site answers that there is no such page, or there is no such site.",
    ),
    fact(
        "link.external-malformed",
        Error,
        "L'adresse d'un autre site n'est pas une adresse.",
        "The address of another site is not an address.",
    ),
    fact(
        "link.external-unknown-site",
        Error,
        "Aucun site ne porte ce nom.",
        "There is no site of that name.",
    ),
    fact(
        "link.external-unsure",
        Info,
        "Un autre site ne répond pas à un programme, ou pas maintenant. Ouvrez le lien vous-même.",
        "Another site does not answer a program, or not now. Open the link yourself.",
    ),
    fact(
        "link.external-offline",
        Warning,
        "Il n'y a pas de réseau : les liens vers d'autres sites n'ont pas été vérifiés.",
        "There is no network: links to other sites were not checked.",
    ),
];
