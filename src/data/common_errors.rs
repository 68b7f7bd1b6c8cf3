//! Mistakes that YAML and TOML have in common.

use super::Source;
use super::lines::{Entry, Line, quoted, without_outer_quotes};
use crate::report::{Finding, Text};
use crate::text;
use std::ops::Range;

/// A finding for a key that is given twice.
pub(super) fn said_twice(
    source: &Source<'_>,
    code: &'static str,
    key: &str,
    second: Range<usize>,
    first: Option<Range<usize>>,
) -> Finding {
    let finding = Finding::error(
        code,
        text!(
            fr: "« {key} » est donné deux fois.",
            en: "“{key}” is given twice.",
        ),
    )
    .at(source.place(second))
    .help(text!(
        fr: "Gardez une seule ligne « {key} » et effacez l'autre.",
        en: "Keep one line “{key}” and delete the other.",
    ));
    match first {
        Some(first) => finding.also(
            source.place(first),
            Text::new("donné une première fois ici", "first given here"),
        ),
        None => finding,
    }
}

/// « mettez des guillemets autour du titre », with the corrected line.
pub(super) fn put_quotes(key: &str, fixed: &str) -> Text {
    let (what_fr, what_en) = match key {
        "title" => ("du titre", "the title"),
        "description" => ("de la description", "the description"),
        _ => ("de la valeur", "the value"),
    };
    text!(
        fr: "Mettez des guillemets autour {what_fr} :\n{fixed}",
        en: "Put quotes around {what_en}:\n{fixed}",
    )
}

/// A finding for a quote in the midst of a quoted text.
pub(super) fn quotes_inside(
    code: &'static str,
    source: &Source<'_>,
    line: &Line<'_>,
    entry: &Entry<'_>,
    at: usize,
) -> Finding {
    let is_apostrophe = entry.value.starts_with('\'');
    let close = at - entry.value_start;
    if entry.value[close + 1..]
        .trim()
        .chars()
        .all(|c| matches!(c, ';' | ',' | '.'))
    {
        let fixed = line.with_value(entry, &entry.value[..=close]);
        return Finding::error(
            code,
            Text::new(
                "Il y a un signe de trop après le guillemet.",
                "There is one character too many after the quote.",
            ),
        )
        .at(source.place(at + 1..at + 2))
        .help(text!(fr: "Effacez-le :\n{fixed}", en: "Delete it:\n{fixed}"));
    }
    let fixed = line.with_value(entry, &quoted(without_outer_quotes(entry.value)));
    let message = if is_apostrophe {
        Text::new(
            "L'apostrophe ferme ici le texte, parce qu'il est entouré d'apostrophes au lieu de guillemets.",
            "The apostrophe ends the text here, because it is surrounded by apostrophes and not by quotes.",
        )
    } else {
        Text::new(
            "Ce guillemet ferme le texte, alors qu'il continue après.",
            "This quote ends the text, but it goes on after it.",
        )
    };
    let help = if is_apostrophe {
        text!(
            fr: "Entourez le texte de guillemets :\n{fixed}",
            en: "Surround the text with double quotes:\n{fixed}",
        )
    } else {
        text!(
            fr: "Entourez tout le texte d'autres guillemets que ceux qu'il contient :\n{fixed}",
            en: "Surround the whole text with other quotes than those within:\n{fixed}",
        )
    };
    Finding::error(code, message)
        .at(source.place(at..at + 1))
        .help(help)
}

/// A finding for a quote that is not closed.
pub(super) fn missing_quote(
    code: &'static str,
    source: &Source<'_>,
    range: Range<usize>,
    line: &Line<'_>,
    quote: char,
) -> Finding {
    let fixed = format!("{}{quote}", line.text.trim());
    Finding::error(
        code,
        text!(
            fr: "Le guillemet ouvert ici ( {quote} ) n'est pas fermé.",
            en: "The quote opened here ( {quote} ) is not closed.",
        ),
    )
    .at(source.place(range))
    .help(text!(
        fr: "Ajoutez le guillemet {quote} à la fin du texte :\n{fixed}",
        en: "Add the quote {quote} at the end of the text:\n{fixed}",
    ))
}

/// A finding for a bracket that is not closed.
pub(super) fn bracket(
    code: &'static str,
    source: &Source<'_>,
    line: &Line<'_>,
    entry: &Entry<'_>,
) -> Finding {
    let (open, close) = if entry.value.starts_with('{') {
        ('{', '}')
    } else {
        ('[', ']')
    };
    let start = entry.value_start;
    let message = if open == '[' {
        Text::new(
            "Le crochet « [ » ouvert ici n'est pas fermé.",
            "The bracket “[” opened here is not closed.",
        )
    } else {
        Text::new(
            "L'accolade « { » ouverte ici n'est pas fermée.",
            "The brace “{” opened here is not closed.",
        )
    };
    let fixed = format!("{}{close}", line.text.trim().trim_end_matches(','));
    Finding::error(code, message)
        .at(source.place(start..start + 1))
        .help(text!(
            fr: "Ajoutez « {close} » à la fin :\n{fixed}",
            en: "Add “{close}” at the end:\n{fixed}",
        ))
}

/// A finding for a backslash that means nothing within double quotes.
pub(super) fn backslash_in(
    code: &'static str,
    source: &Source<'_>,
    line: &Line<'_>,
    entry: &Entry<'_>,
) -> Option<Finding> {
    let at = entry.value_start + entry.value.find('\\')?;
    let fixed = line.with_value(entry, &entry.value.replace('\\', "\\\\"));
    Some(
        Finding::error(
            code,
            Text::new(
                "La barre oblique inverse « \\ » a un sens particulier entre guillemets.",
                "The backslash “\\” has a special meaning in quotes.",
            ),
        )
        .at(source.place(at..at + 1))
        .help(text!(fr: "Doublez-la :\n{fixed}", en: "Double it:\n{fixed}")),
    )
}
