//! Templates, style sheets, the theme.

use super::{Category, Code};
use crate::report::Severity::{self, Error, Warning};

const fn fact(code: &'static str, severity: Severity, fr: &'static str, en: &'static str) -> Code {
    Code::fact(code, Category::Templates, severity, fr, en)
}

pub(super) const CODES: &[Code] = &[
    fact(
        "theme.unknown",
        Error,
        "Le dossier du thème n'existe pas.",
        "The folder of the theme does not exist.",
    ),
    fact(
        "theme.extra",
        Error,
        "Le site et le thème ne disent pas la même sorte de chose pour un réglage.",
        "The site and the theme do not say the same kind of thing for a setting.",
    ),
    fact(
        "sass.syntax",
        Error,
        "Une feuille de style Sass n'est pas comprise.",
        "A Sass style sheet is not understood.",
    ),
    fact(
        "sass.failed",
        Error,
        "Une feuille de style Sass n'a pas pu être traduite.",
        "A Sass style sheet could not be compiled.",
    ),
    fact(
        "sass.collision",
        Error,
        "Deux feuilles de style Sass donnent le même fichier.",
        "Two Sass style sheets make the same file.",
    ),
    fact(
        "template.broken",
        Error,
        "Un modèle contient une erreur, dite à son endroit.",
        "A template has an error, which is told at its place.",
    ),
    fact(
        "template.syntax",
        Error,
        "Un modèle n'est pas compris.",
        "A template is not understood.",
    ),
    fact(
        "template.endless",
        Error,
        "Un modèle travaille si longtemps à un fichier qu'il ne finira sans doute jamais.",
        "A template has been at work on one file for so long that it will probably never end.",
    ),
    fact(
        "template.memory",
        Error,
        "Un modèle prend tant de mémoire pour un fichier qu'il la prendrait sans doute toute.",
        "A template takes so much memory for one file that it would probably take all of it.",
    ),
    fact(
        "template.too-long",
        Error,
        "Un modèle fabrique un fichier trop long pour être lu.",
        "A template makes a file that is too long for anyone to read.",
    ),
    fact(
        "template.too-many-branches",
        Error,
        "Un « if » a plus de branches qu'un modèle n'en peut avoir.",
        "An “if” has more branches than a template can have.",
    ),
    fact(
        "template.unclosed",
        Error,
        "Un bloc d'un modèle n'est pas refermé.",
        "A block of a template is not closed.",
    ),
    fact(
        "template.stray-end",
        Error,
        "Un bloc est fermé sans avoir été ouvert.",
        "A block is closed that was not opened.",
    ),
    fact(
        "template.unknown",
        Error,
        "Un modèle demandé n'existe pas.",
        "A template that is asked for does not exist.",
    ),
    fact(
        "template.cycle",
        Error,
        "Des modèles se renvoient l'un à l'autre sans fin.",
        "Templates refer to each other without end.",
    ),
    fact(
        "template.failed",
        Error,
        "Un modèle n'a pas pu être appliqué.",
        "A template could not be rendered.",
    ),
    fact(
        "template.throw",
        Error,
        "Un modèle s'est arrêté de lui-même, avec son propre message.",
        "A template stopped by itself, with its own message.",
    ),
    fact(
        "template.arguments",
        Error,
        "Une fonction n'est pas appelée comme il faut.",
        "A function is not called as it should be.",
    ),
    fact(
        "template.missing-argument",
        Error,
        "Il manque un argument.",
        "An argument is missing.",
    ),
    fact(
        "template.unknown-argument",
        Warning,
        "Un argument n'existe pas : il ne change rien.",
        "There is no such argument: it changes nothing.",
    ),
    fact(
        "template.duplicate-argument",
        Error,
        "Un argument est donné deux fois.",
        "An argument is given twice.",
    ),
    fact(
        "template.duplicate-block",
        Error,
        "Deux blocs d'un modèle portent le même nom.",
        "Two blocks of a template bear the same name.",
    ),
    fact(
        "template.duplicate-component",
        Error,
        "Deux composants portent le même nom.",
        "Two components bear the same name.",
    ),
    fact(
        "template.unknown-block",
        Error,
        "Un modèle remplit un bloc que son parent n'a pas.",
        "A template fills a block that its parent does not have.",
    ),
    fact(
        "template.unknown-component",
        Error,
        "Un modèle appelle un composant qui n'existe pas.",
        "A template calls a component that does not exist.",
    ),
    fact(
        "template.unknown-filter",
        Error,
        "Ce filtre n'existe pas.",
        "There is no such filter.",
    ),
    fact(
        "template.unknown-function",
        Error,
        "Cette fonction n'existe pas.",
        "There is no such function.",
    ),
    fact(
        "template.unknown-test",
        Error,
        "Ce test n'existe pas.",
        "There is no such test.",
    ),
    fact(
        "template.unknown-tag",
        Error,
        "Cette instruction n'existe pas.",
        "There is no such statement.",
    ),
    fact(
        "template.unknown-menu",
        Error,
        "Ce menu n'existe pas.",
        "There is no such menu.",
    ),
    fact(
        "template.unknown-page",
        Error,
        "Un modèle demande une page qui n'existe pas.",
        "A template asks for a page that does not exist.",
    ),
    fact(
        "template.unknown-section",
        Error,
        "Un modèle demande une rubrique qui n'existe pas.",
        "A template asks for a section that does not exist.",
    ),
    fact(
        "template.unknown-taxonomy",
        Error,
        "Un modèle demande une taxonomie qui n'existe pas.",
        "A template asks for a taxonomy that does not exist.",
    ),
    fact(
        "template.unknown-term",
        Error,
        "Un modèle demande un terme qui n'existe pas.",
        "A template asks for a term that does not exist.",
    ),
    fact(
        "template.undefined-variable",
        Error,
        "Une variable n'existe pas ici.",
        "A variable does not exist here.",
    ),
    fact(
        "template.undefined-field",
        Error,
        "Un champ n'existe pas ici.",
        "A field does not exist here.",
    ),
    fact(
        "template.missing-file",
        Error,
        "Un modèle demande un fichier qui n'existe pas.",
        "A template asks for a file that does not exist.",
    ),
    fact(
        "template.wrong-type",
        Error,
        "Une valeur n'est pas de la sorte qu'il faut.",
        "A value is not of the right kind.",
    ),
    fact(
        "template.date",
        Error,
        "Une date n'est pas comprise.",
        "A date is not understood.",
    ),
    fact(
        "template.division-by-zero",
        Error,
        "Une division par zéro.",
        "A division by zero.",
    ),
    fact(
        "template.range",
        Error,
        "Une suite de nombres n'est pas possible.",
        "A range of numbers is not possible.",
    ),
    fact(
        "template.super",
        Error,
        "« super() » est écrit là où il n'y a pas de bloc parent.",
        "“super()” is written where there is no parent block.",
    ),
    fact(
        "template.environment",
        Error,
        "Un modèle lit l'environnement de l'ordinateur : ce n'est pas permis.",
        "A template reads the computer's environment: that is not allowed.",
    ),
    fact(
        "template.ignored-content",
        Warning,
        "Du contenu hors de tout bloc est ignoré dans un modèle qui en étend un autre.",
        "Content outside of every block is left out in a template that extends another.",
    ),
];
