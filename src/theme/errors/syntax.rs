//! What Tera says about the writing of a template, in plain words.

use super::detail;
use super::explain::Explained;
use super::words::all_quoted;
use crate::text;
use std::ops::Range;

/// An error of writing in a template's text, at a byte range.
pub fn explain(message: &str, source: &str, range: Range<usize>) -> Explained {
    let at = source.get(range).unwrap_or("").trim();
    old_language(message, at)
        .or_else(|| unclosed(message))
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
            Explained::new("template.syntax", message_text).help(detail(message))
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
    Some(found.help(crate::report::nearest(tag, known).map(super::did_you_mean)))
}

fn unclosed(message: &str) -> Option<Explained> {
    if message == "Unexpected end of input" || message.starts_with("unexpected end of") {
        return Some(
            Explained::new(
                "template.unclosed",
                text!(
                    fr: "Le modèle s'arrête au milieu d'une balise ou d'un bloc.",
                    en: "The template ends in the middle of a tag or a block."
                ),
            )
            .help(text!(
                fr: "Vérifiez que chaque « {{{{ » a son « }}}} », et que chaque « if », « for », « block » ou « component » a sa fin : « endif », « endfor », « endblock », « endcomponent ».",
                en: "Check that every “{{{{” has its “}}}}”, and every “if”, “for”, “block” or “component” its end: “endif”, “endfor”, “endblock”, “endcomponent”."
            )),
        );
    }
    if message.starts_with("String opened with") {
        return Some(Explained::new(
            "template.unclosed",
            text!(
                fr: "Un guillemet est ouvert ici et n'est jamais refermé.",
                en: "A quotation mark is opened here and never closed."
            ),
        ));
    }
    if message.starts_with("Closing comment tag") {
        return Some(Explained::new(
            "template.unclosed",
            text!(
                fr: "Un commentaire « {{# » est ouvert ici et n'est jamais refermé par « #}} ».",
                en: "A comment “{{#” is opened here and never closed by “#}}”."
            ),
        ));
    }
    if let Some(name) = message
        .strip_prefix("Unclosed component '")
        .and_then(|rest| rest.strip_suffix('\''))
    {
        return Some(
            Explained::new(
                "template.unclosed",
                text!(
                    fr: "Le composant « {name} » est ouvert ici et n'est jamais refermé.",
                    en: "The component “{name}” is opened here and never closed."
                ),
            )
            .help(text!(
                fr: "Ajoutez « {{% </{name}> %}} » à la fin.",
                en: "Add “{{% </{name}> %}}” at its end."
            )),
        );
    }
    if message.contains(" was named `")
        && let [start, end] = all_quoted(message)[..]
    {
        return Some(Explained::new(
            "template.unclosed",
            text!(
                fr: "« {start} » est ouvert, mais c'est « {end} » qui est refermé ici.",
                en: "“{start}” is open, but “{end}” is closed here."
            ),
        ));
    }
    None
}

fn misplaced(message: &str) -> Option<Explained> {
    if let Some((found, expected)) = message
        .strip_prefix("Found ")
        .and_then(|rest| rest.split_once(" but expected "))
    {
        let expected = expected.trim_end_matches('.');
        let after_call = (found == "`.`" || found == "`[`").then(|| {
            text!(
                fr: "Le résultat d'une fonction se garde d'abord : « {{% set a = get_page(path=\"…\") %}} », puis « {{{{ a.title }}}} ».",
                en: "Keep the result of a function first: “{{% set a = get_page(path=\"…\") %}}”, then “{{{{ a.title }}}}”."
            )
        });
        return Some(Explained::new(
            "template.syntax",
            text!(
                fr: "Le modèle n'est pas bien écrit : il y a {found} là où il faudrait {expected}.",
                en: "The template is not written correctly: there is {found} where {expected} should be."
            ),
        )
        .help(after_call));
    }
    let name = all_quoted(message).first().copied().unwrap_or("");
    let (code, text) = if message.starts_with("`extends` needs to be the first tag") {
        (
            "template.syntax",
            text!(
                fr: "« extends » doit être la toute première balise du modèle.",
                en: "“extends” must be the very first tag of the template."
            ),
        )
    } else if message.starts_with("This content would be ignored") {
        (
            "template.ignored-content",
            text!(
                fr: "Ce contenu n'apparaîtrait nulle part : un modèle qui en prolonge un autre n'écrit que dans des « block ».",
                en: "This content would appear nowhere: a template that extends another one writes in “block” only."
            ),
        )
    } else if message.starts_with("Template already contains a block") {
        (
            "template.duplicate-block",
            text!(
                fr: "Le bloc « {name} » existe déjà dans ce modèle.",
                en: "The block “{name}” already exists in this template."
            ),
        )
    } else if message.starts_with("Template already contains a component") {
        (
            "template.duplicate-component",
            text!(
                fr: "Le composant « {name} » existe déjà dans ce fichier.",
                en: "The component “{name}” already exists in this file."
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
        )
    } else if message.contains("is a reserved keyword") {
        let word = message.split_whitespace().next().unwrap_or("");
        (
            "template.syntax",
            text!(
                fr: "« {word} » est un mot du langage : il ne peut pas nommer une variable.",
                en: "“{word}” is a word of the language: it cannot name a variable."
            ),
        )
    } else {
        return None;
    };
    Some(Explained::new(code, text))
}
