//! What Tera says about the writing of a template, in plain words.

use super::explain::Explained;
use super::words::all_quoted;
use crate::report::Text;
use crate::text;
use std::ops::Range;

/// An error of writing in a template's text, at a byte range.
pub fn explain(message: &str, source: &str, range: Range<usize>) -> Explained {
    let at = source.get(range.clone()).unwrap_or("").trim();
    old_language(message, at)
        .or_else(|| foreign_sign(source, range.start))
        .or_else(|| unclosed(message))
        .or_else(|| unexpected(message, at))
        .or_else(|| misplaced(message))
        .unwrap_or_else(|| {
            let message_text = if at.is_empty() {
                text!(
                    fr: "Le modèle n'est pas bien écrit à cet endroit.",
                    en: "The template is not written correctly here."
                )
            } else {
                text!(
                    fr: "Le modèle n'est pas bien écrit à « {at} ».",
                    en: "The template is not written correctly at “{at}”."
                )
            };
            Explained::new("template.syntax", message_text).help(check_the_tag())
        })
}

/// Tags that Tera 1 had.
fn old_language(message: &str, at: &str) -> Option<Explained> {
    if message != "Unknown tag" {
        return None;
    }
    let tag = at.split_whitespace().next().unwrap_or("");
    let known = [
        "if",
        "elif",
        "else",
        "endif",
        "for",
        "endfor",
        "set",
        "set_global",
        "block",
        "endblock",
        "extends",
        "include",
        "component",
        "endcomponent",
        "filter",
        "endfilter",
        "raw",
        "endraw",
        "break",
        "continue",
    ];
    let found = Explained::new(
        "template.unknown-tag",
        text!(
            fr: "La balise « {tag} » n'existe pas.",
            en: "There is no tag “{tag}”."
        ),
    );
    if matches!(tag, "import" | "macro" | "endmacro") {
        return Some(found.help(text!(
            fr: "Les macros ont été remplacées par des composants : « {{% component nom(a, b) %}} … {{% endcomponent nom %}} », appelés par « {{{{<nom a=\"…\" />}}}} ».",
            en: "Macros were replaced by components: “{{% component name(a, b) %}} … {{% endcomponent name %}}”, called by “{{{{<name a=\"…\" />}}}}”."
        )));
    }
    let name: String = tag
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    Some(found.help(match crate::report::nearest(&name, known) {
        Some(near) => super::did_you_mean(near),
        None => text!(
            fr: "Si c'est un composant (ce qui s'appelait « shortcode »), écrivez {{% <{name} …> %}} … {{% </{name}> %}}.",
            en: "If it is a component (what was called a shortcode), write {{% <{name} …> %}} … {{% </{name}> %}}."
        ),
    }))
}

fn unclosed(message: &str) -> Option<Explained> {
    if message.starts_with("String opened with") {
        return Some(
            Explained::new(
                "template.unclosed",
                text!(
                    fr: "Un guillemet est ouvert ici et n'est jamais refermé.",
                    en: "A quotation mark is opened here and never closed."
                ),
            )
            .help(text!(
                fr: "Ajoutez le même guillemet à la fin du texte.",
                en: "Add the same quotation mark at the end of the text."
            )),
        );
    }
    if message.contains(" was named `")
        && let [start, end] = all_quoted(message)[..]
    {
        return Some(
            Explained::new(
                "template.unclosed",
                text!(
                    fr: "« {start} » est ouvert, mais c'est « {end} » qui est refermé ici.",
                    en: "“{start}” is open, but “{end}” is closed here."
                ),
            )
            .help(text!(
                fr: "Donnez le même nom aux deux : « {start} ».",
                en: "Give both the same name: “{start}”."
            )),
        );
    }
    None
}

/// A quotation mark of a text processor, or a sign of another language.
fn foreign_sign(source: &str, at: usize) -> Option<Explained> {
    let rest = source.get(at..)?;
    let explained = |fr: Text, help: Text| Some(Explained::new("template.syntax", fr).help(help));
    if let Some(mark) = rest.chars().next().filter(|c| "“”„«»‘’".contains(*c)) {
        return explained(
            text!(
                fr: "Le guillemet « {mark} » vient d'un traitement de texte : un modèle ne le comprend pas.",
                en: "The quotation mark “{mark}” comes from a text processor: a template does not understand it."
            ),
            text!(
                fr: "Écrivez le guillemet droit \" des deux côtés du texte.",
                en: "Write the straight quotation mark \" on both sides of the text."
            ),
        );
    }
    let (sign, word) = [("&", "and"), ("||", "or"), ("!", "not"), ("|", "or")]
        .into_iter()
        .find(|(sign, _)| rest.starts_with(sign))
        .filter(|(sign, _)| *sign != "|" || source[..at].trim_end().ends_with('|'))?;
    explained(
        text!(
            fr: "« {sign} » ne s'écrit pas ainsi dans un modèle.",
            en: "“{sign}” is not written like that in a template."
        ),
        text!(fr: "Écrivez « {word} ».", en: "Write “{word}”."),
    )
}

/// A token as Tera names it, in plain words.
fn token(name: &str) -> Text {
    let (fr, en) = match name {
        "identifier" | "ident" => ("un nom", "a name"),
        "string" => ("un texte entre guillemets", "a text in quotation marks"),
        "integer" | "float" => ("un nombre", "a number"),
        "bool" => ("« true » ou « false »", "“true” or “false”"),
        "content" | "raw content" => ("du texte", "text"),
        "attribute name" => ("un nom de champ", "the name of a field"),
        other => {
            let bare = other.trim_matches('`');
            return text!(fr: "« {bare} »", en: "“{bare}”");
        }
    };
    Text::new(fr, en)
}

/// Something else than what should follow.
fn unexpected(message: &str, at: &str) -> Option<Explained> {
    let (found, expected) = message
        .strip_prefix("Found ")?
        .split_once(" but expected ")?;
    let expected = expected.trim_end_matches('.');
    let written = if at.is_empty() || at.contains('\n') {
        token(found)
    } else {
        text!(fr: "« {at} »", en: "“{at}”")
    };
    let one_of_many = expected.contains(',') || expected.contains(" or ");
    let message = if one_of_many {
        Text::new(
            format!("{} ne peut pas se trouver à cet endroit.", written.fr),
            format!("{} cannot stand here.", written.en),
        )
    } else {
        let expected = token(expected);
        Text::new(
            format!("Il y a {} là où il faudrait {}.", written.fr, expected.fr),
            format!("There is {} where {} should be.", written.en, expected.en),
        )
    };
    let help = match found {
        "`.`" | "`[`" => text!(
            fr: "Le résultat d'une fonction se garde d'abord : « {{% set a = get_page(path=\"…\") %}} », puis « {{{{ a.title }}}} ».",
            en: "Keep the result of a function first: “{{% set a = get_page(path=\"…\") %}}”, then “{{{{ a.title }}}}”."
        ),
        "`=`" => text!(
            fr: "Pour comparer, écrivez « == » ; pour garder une valeur, « {{% set nom = … %}} ».",
            en: "To compare, write “==”; to keep a value, “{{% set name = … %}}”."
        ),
        _ if expected.trim_matches('`') == "="
            || (expected == "identifier"
                && matches!(found, "string" | "integer" | "float" | "bool")) =>
        {
            text!(
            fr: "Les réglages s'écrivent avec leur nom : « fonction(nom=valeur) ».",
            en: "Arguments are written with their names: “function(name=value)”."
            )
        }
        _ => check_the_tag(),
    };
    Some(Explained::new("template.syntax", message).help(help))
}

fn check_the_tag() -> Text {
    text!(
        fr: "Relisez cette balise : il y manque peut-être un guillemet, une virgule, une parenthèse ou un « | ».",
        en: "Read this tag again: a quotation mark, a comma, a parenthesis or a “|” may be missing."
    )
}

fn misplaced(message: &str) -> Option<Explained> {
    let name = all_quoted(message).first().copied().unwrap_or("");
    let (code, text, help) = if message.starts_with("`extends` needs to be the first tag") {
        (
            "template.syntax",
            text!(
                fr: "« extends » doit être la toute première balise du modèle.",
                en: "“extends” must be the very first tag of the template."
            ),
            text!(
                fr: "Mettez « {{% extends … %}} » à la première ligne, et une seule fois.",
                en: "Put “{{% extends … %}}” on the first line, and only once."
            ),
        )
    } else if message.starts_with("This content would be ignored") {
        (
            "template.ignored-content",
            text!(
                fr: "Ce contenu n'apparaîtrait nulle part : un modèle qui en prolonge un autre n'écrit que dans des « block ».",
                en: "This content would appear nowhere: a template that extends another one writes in “block” only."
            ),
            text!(
                fr: "Mettez-le dans un bloc du modèle parent : « {{% block nom %}} … {{% endblock %}} ».",
                en: "Put it into a block of the parent template: “{{% block name %}} … {{% endblock %}}”."
            ),
        )
    } else if message.starts_with("Template already contains a block") {
        (
            "template.duplicate-block",
            text!(
                fr: "Le bloc « {name} » existe déjà dans ce modèle.",
                en: "The block “{name}” already exists in this template."
            ),
            text!(
                fr: "Donnez un autre nom à l'un des deux.",
                en: "Give one of them another name."
            ),
        )
    } else if message.starts_with("Template already contains a component") {
        (
            "template.duplicate-component",
            text!(
                fr: "Le composant « {name} » existe déjà dans ce fichier.",
                en: "The component “{name}” already exists in this file."
            ),
            text!(
                fr: "Donnez un autre nom à l'un des deux.",
                en: "Give one of them another name."
            ),
        )
    } else if message.starts_with("Keyword argument `")
        || message.starts_with("Component argument `")
    {
        (
            "template.duplicate-argument",
            text!(
                fr: "L'argument « {name} » est donné deux fois.",
                en: "The argument “{name}” is given twice."
            ),
            text!(
                fr: "Gardez-en un seul.",
                en: "Keep only one of them."
            ),
        )
    } else if message.contains("is a reserved keyword") {
        let word = message.split_whitespace().next().unwrap_or("");
        (
            "template.syntax",
            text!(
                fr: "« {word} » est un mot du langage : il ne peut pas nommer une variable.",
                en: "“{word}” is a word of the language: it cannot name a variable."
            ),
            text!(
                fr: "Choisissez un autre nom.",
                en: "Choose another name."
            ),
        )
    } else if message.starts_with("Invalid syntax for `set`") {
        (
            "template.syntax",
            text!(
                fr: "« set » n'est pas bien écrit.",
                en: "“set” is not written correctly."
            ),
            text!(
                fr: "Écrivez par exemple : {{% set nom = page.title %}}",
                en: "Write for instance: {{% set name = page.title %}}"
            ),
        )
    } else if message.contains("can only be used in a for loop") {
        (
            "template.syntax",
            text!(
                fr: "« break » et « continue » n'ont de sens que dans un « for ».",
                en: "“break” and “continue” make sense in a “for” only."
            ),
            text!(
                fr: "Enlevez cette balise, ou mettez-la entre « for » et « endfor ».",
                en: "Take this tag out, or put it between “for” and “endfor”."
            ),
        )
    } else if message.starts_with("Function calls are only allowed at the first") {
        (
            "template.syntax",
            text!(
                fr: "Ce qui suit un point est un champ : il ne s'appelle pas avec des parenthèses.",
                en: "What follows a dot is a field: it is not called with parentheses."
            ),
            text!(
                fr: "Pour transformer une valeur, écrivez un filtre : « valeur | upper ».",
                en: "To change a value, write a filter: “value | upper”."
            ),
        )
    } else {
        return None;
    };
    Some(Explained::new(code, text).help(help))
}
