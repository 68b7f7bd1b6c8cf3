//! What readers are owed besides access.

use super::When::{self, Build, Check};
use super::{Category, Code};
use crate::report::Severity::{self, Info, Warning};

const fn rule(code: &'static str, severity: Severity, when: When) -> Code {
    Code::rule(code, Category::Rights, severity, when, "")
}

/// An example that is the same in both languages.
const fn both(example: &'static str) -> (&'static str, &'static str) {
    (example, example)
}

pub(super) const CODES: &[Code] = &[
    rule("rights.mail", Warning, Build)
        .about("Adresse électronique mal écrite", "Mail address that is not well-formed")
        .because(
            "Le lien ouvre un message qui ne part pas, ou part à personne.",
            "The link opens a message that is not sent, or is sent to nobody.",
        )
        .example(("[Nous écrire](<mailto:info @exemple.be>)", "[Write to us](<mailto:info @example.org>)"), ("[Nous écrire](mailto:info@exemple.be)", "[Write to us](mailto:info@example.org)")),
    rule("rights.phone", Warning, Build)
        .about("Numéro de téléphone mal écrit", "Phone number that is not well-formed")
        .because(
            "Le numéro d'un lien « tel: » se compose tel quel : des chiffres, un « + » au début s'il le faut, sans espace. Le texte du lien reste libre.",
            "The number of a “tel:” link is dialled as it is: digits, a “+” at the start where needed, no space. The text of the link is free.",
        )
        .example(both("[04 223 45 67](<tel:+32 (0)4 223 45 67>)"), both("[04 223 45 67](tel:+3242234567)")),
    rule("rights.third-party", Warning, Check)
        .about("Appel à un autre site", "Call to another site")
        .because(
            "Une image, une vidéo, une police ou un script d'un autre site apprend à ce site qui lit la page, avant tout accord. Copiez le fichier, ou faites un lien. « allowed_hosts » sous « check » nomme les sites permis.",
            "An image, film, font or script of another site tells that site who reads the page, before anybody agrees. Copy the file, or make a link. “allowed_hosts” below “check” names the sites that may be called.",
        )
        .example(both("<script src=\"https://cdn.example.com/x.js\"></script>"), both("<script src=\"/x.js\"></script>")),
    rule("rights.inline", Info, Check)
        .about("Script ou style écrit dans la page", "Script or style written into the page")
        .because(
            "Une politique de sécurité (CSP) stricte protège les lecteurs en n'acceptant que les scripts et les styles venus de fichiers du site : ceci ne marcherait plus. Une page qui le permet par sa propre politique n'est pas signalée.",
            "A strict content security policy protects readers by accepting scripts and styles from files of the site only: this would cease to work. A page that allows it by a policy of its own is not told.",
        )
        .example(both("<script>ouvrir()</script>"), both("<script src=\"/ouvrir.js\" defer></script>")),
    rule("rights.weight", Warning, Check)
        .about("Page trop lourde", "Page that is too heavy")
        .because(
            "Une page lourde coûte de l'argent et du temps à qui a peu de données ou un vieux téléphone. « budget » sous « check » fixe les limites : « bytes », « requests », « image » et « elements ».",
            "A heavy page costs money and time to whoever has little data or an old phone. “budget” below “check” sets the limits: “bytes”, “requests”, “image” and “elements”.",
        )
        .example(("une photo de 6 Mo", "a photograph of 6 MB"), ("la même, réduite à 200 ko", "the same, brought down to 200 kB")),
    rule("rights.weekday", Warning, Check)
        .about("Jour et date qui ne vont pas ensemble", "Day and date that do not agree")
        .because(
            "On vient le mauvais jour, ou pas du tout.",
            "People come on the wrong day, or not at all.",
        )
        .example(("mardi 12 mars 2027", "Tuesday 12 March 2027"), ("vendredi 12 mars 2027", "Friday 12 March 2027")),
    rule("rights.outdated", Warning, Check)
        .about("Données vérifiées il y a longtemps", "Data verified long ago")
        .because(
            "Un numéro d'aide qui ne répond plus fait plus de tort que pas de numéro. Les données qui disent « verifie_le » (ou « verified_on ») sont à revoir après 183 jours, ou ce que dit « verify_after_days » sous « check ».",
            "A helpline that no longer answers does more harm than none. Data that say “verified_on” (or “verifie_le”) are to be looked at again after 183 days, or what “verify_after_days” below “check” says.",
        )
        .example(both("verifie_le: 2020-01-15"), both("verifie_le: 2026-11-21")),
    rule("rights.tu-vous", Warning, Check)
        .about("« tu » et « vous » sur une même page", "“tu” and “vous” on one page")
        .because(
            "Une page qui dit « adresse: tu » ou « adresse: vous » sous « extra » s'y tient : changer en route laisse croire qu'on parle à quelqu'un d'autre. Les citations ne comptent pas.",
            "A page that says “adresse: tu” or “adresse: vous” below “extra” keeps to it: a change on the way sounds as if somebody else were meant. Quotations do not count.",
        )
        .example(both("---\nextra: {adresse: tu}\n---\nTu peux venir avec votre ami."), both("---\nextra: {adresse: tu}\n---\nTu peux venir avec ton ami.")),
    rule("rights.leftover", Warning, Check)
        .about("Reste de traitement de texte", "Leftover of a word processor")
        .because(
            "Espaces doubles, « …, », mots coupés en fin de ligne, mots doublés, « coeur » pour « cœur », « Etat » pour « État », « 50.000 € » : ce que Lucarne ne corrige pas elle-même, parce qu'une personne doit choisir.",
            "Double spaces, “…,”, words cut at the end of a line, words written twice: what Lucarne does not correct itself, because a person has to choose.",
        )
        .example(("Le le respon- sable vous  attend…, etc...", "The the respon- sible person  waits…,"), ("Le responsable vous attend, etc.", "The responsible person waits.")),
    rule("rights.font", Warning, Check)
        .about("Caractères que la police n'a pas", "Characters that the font has not")
        .because(
            "Ce que la police du site n'a pas, le navigateur le prend ailleurs : une espace trop large, une lettre d'une autre main, parfois un carré vide. C'est souvent le cas de l'espace fine insécable, que beaucoup de polices, ou de leurs sous-ensembles, ont oubliée. Ne sont regardées que les polices de texte que le site publie lui-même, et les caractères dont le français et ses voisins ont besoin.",
            "What the site's font has not, the browser takes from elsewhere: a space that is too wide, a letter by another hand, sometimes an empty box. This often befalls the narrow no-break space, which many fonts, or their subsets, have forgotten. Only fonts for text that the site publishes itself are looked at, and the characters that French and its neighbours need.",
        )
        .example(both("@font-face { font-family: Titre; src: url(\"titre-ascii.woff2\"); }"), both("@font-face { font-family: Titre; src: url(\"titre-latin.woff2\"); }")),
];
