//! What Tera says about the writing of a template, in plain words.

use super::detail;
use super::explain::Explained;
use super::words::all_quoted;
use crate::text;
use crate::theme::blocks::{self, Open};
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

/// Something open, and the closing tag of something else that was met first, if that is how it was noticed.
pub struct LeftOpen<'a> {
    /// What is open.
    pub open: Open<'a>,
    /// The tag that was met.
    pub noticed: Option<String>,
}

/// Whether an error comes from something that is not closed.
pub fn left_open<'a>(message: &str, source: &'a str, range: &Range<usize>) -> Option<LeftOpen<'a>> {
    let at_end = range.start >= source.trim_end().len()
        || message == "Unexpected end of input"
        || message.starts_with("Unclosed component");
    let own_words = ["String opened with", "Closing comment tag"];
    if own_words.iter().any(|start| message.starts_with(start)) {
        return None;
    }
    let alone = |open| LeftOpen {
        open,
        noticed: None,
    };
    if let Some(open) = blocks::open_tag(source, range.start.min(source.len())) {
        return Some(alone(open));
    }
    if at_end {
        return blocks::open_block(source, source.len()).map(alone);
    }
    let tag = source.get(range.clone())?.trim();
    let closes = tag.starts_with("end") && !message.contains(" was named `");
    let open = closes.then(|| blocks::open_block(source, range.start))??;
    Some(LeftOpen {
        open,
        noticed: Some(tag.to_owned()),
    })
}

/// Something that is opened and never closed.
pub fn not_closed(open: &Open<'_>) -> Explained {
    let Open { name, closing, .. } = open;
    Explained::new(
        "template.unclosed",
        text!(
            fr: "« {name} » est ouvert ici et n'est jamais refermé.",
            en: "“{name}” is opened here and never closed."
        ),
    )
    .help(text!(
        fr: "Ajoutez « {closing} » là où cela se termine.",
        en: "Add “{closing}” where it ends."
    ))
}

/// Something that is not closed before something else is.
pub fn crossed(open: &Open<'_>, noticed: &str) -> Explained {
    let Open { name, closing, .. } = open;
    Explained::new(
        "template.unclosed",
        text!(
            fr: "« {noticed} » arrive alors que « {name} » n'est pas encore refermé.",
            en: "“{noticed}” comes while “{name}” is not closed yet."
        ),
    )
    .help(text!(
        fr: "Ajoutez d'abord « {closing} ».",
        en: "Add “{closing}” first."
    ))
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
