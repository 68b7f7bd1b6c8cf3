//! What a word processor, or haste, left behind.

use super::{Block, Found};
use crate::report::Text;
use crate::text;
use std::ops::Range;

/// Words that nobody writes twice on purpose.
const TWICE: [(&str, &[&str]); 3] = [
    (
        "fr",
        &[
            "le", "les", "de", "des", "du", "un", "une", "et", "à", "dans", "pour", "sur", "avec",
            "par", "qui",
        ],
    ),
    ("en", &["the", "of", "and", "with", "for"]),
    ("nl", &["de", "het", "een", "van", "met", "voor"]),
];

/// `coeur` and its kin, in the singular.
const LIGATURES: [&str; 22] = [
    "coeur",
    "soeur",
    "oeuvre",
    "oeil",
    "noeud",
    "voeu",
    "boeuf",
    "oeuf",
    "moeurs",
    "choeur",
    "manoeuvre",
    "rancoeur",
    "désoeuvré",
    "écoeurant",
    "foetu",
    "oecuménique",
    "oedème",
    "oeillade",
    "oeillet",
    "oeillère",
    "oenologie",
    "oesophage",
];

/// After a hyphen that stands for the rest of a word: « avant- et après-midi ».
const LINKING: [&str; 16] = [
    "et", "ou", "à", "and", "or", "to", "und", "oder", "bis", "bzw", "sowie", "en", "of", "als",
    "nor", "tot",
];

/// What a word processor, or haste, left behind.
pub(super) fn leftovers(block: &Block, lang: &str) -> Vec<Found> {
    let text = block.text.as_str();
    let mut found = Vec::new();
    let words = block.words();
    for pair in words.windows(2) {
        let [(a, first), (b, second)] = pair else {
            continue;
        };
        let between = &text[a.end..b.start];
        let range = a.start..b.end;
        let said = &text[range.clone()];
        let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
        let spaces = between.trim_start_matches([',', '.', ';', ':', '!', '?', '…', ')', '»']);
        let spaces = spaces.trim_end_matches(['(', '«', '"']);
        if spaces.chars().count() >= 2
            && spaces.chars().all(blank)
            // many who write English put two spaces, and no browser shows them
            && (lang != "en" || spaces.contains(['\u{a0}', '\u{202f}']))
            && !block.table
            // as they are written: a tag between two blanks keeps them apart
            && block.source(a.end..b.start).len() == between.len()
        {
            found.push((
                a.end..b.start,
                text!(fr: "Il y a plusieurs espaces entre « {first} » et « {second} ».", en: "There are several spaces between “{first}” and “{second}”."),
                Text::new("Gardez-en une.", "Keep one."),
            ));
        }
        let both = TWICE.iter().any(|(of, list)| {
            *of == lang
                && first.to_lowercase() == second.to_lowercase()
                && list.contains(&second.to_lowercase().as_str())
        });
        let apart = text[..a.start].ends_with(['-', '\'', '’'])
            || text[b.end..].starts_with(['-', '\'', '’']);
        if both
            && !apart
            && between.chars().all(char::is_whitespace)
            && !(is_of_name(second) && begins_name(&text[b.end..]))
            // « le Le Corbusier » is no slip, « Le le jardin » is
            && (begins_small(second) || !begins_small(first))
        {
            found.push((
                range,
                text!(fr: "« {said} » : le même mot deux fois.", en: "“{said}”: the same word twice."),
                Text::new("Enlevez-en un.", "Take one out."),
            ));
        } else if between == "- "
            && ["fr", "en", "nl", "de"].contains(&lang)
            && first.chars().count() >= 2
            && second.chars().count() >= 2
            && first.chars().all(char::is_alphabetic)
            && second.chars().all(char::is_lowercase)
            && !LINKING.contains(second)
        {
            found.push((
                range,
                text!(
                    fr: "« {said} » : un trait d'union suivi d'un espace, comme dans un mot coupé en fin de ligne.",
                    en: "“{said}”: a hyphen with a space after it, as in a word cut at the end of a line.",
                ),
                text!(
                    fr: "Écrivez « {first}{second} » en un mot, ou le trait d'union sans espace, ou un tiret entre deux espaces.",
                    en: "Write “{first}{second}” as one word, or the hyphen without a space, or a dash between two spaces.",
                ),
            ));
        }
    }
    for wrong in ["…,", "...,"] {
        for (at, said) in text.match_indices(wrong) {
            found.push((
                at..at + said.len(),
                text!(fr: "« {said} » : des points de suspension suivis d'une virgule.", en: "“{said}”: an ellipsis with a comma after it."),
                Text::new("Gardez l'un des deux.", "Keep one of them."),
            ));
        }
    }
    if lang == "fr" {
        found.extend(french_leftovers(block, &words));
    }
    found
}

fn french_leftovers(block: &Block, words: &[(Range<usize>, &str)]) -> Vec<Found> {
    let text = block.text.as_str();
    let mut found = Vec::new();
    for (range, word) in words {
        let after = &text[range.end..];
        let ellipsis = ["...", "…"]
            .into_iter()
            .find(|dots| after.starts_with(dots));
        if let ("etc", Some(dots)) = (word.to_lowercase().as_str(), ellipsis) {
            found.push((
                range.start..range.end + dots.len(),
                text!(fr: "« {word}{dots} » dit deux fois que la liste continue.", en: "“{word}{dots}” says twice that the list goes on."),
                Text::new("Écrivez « etc. ».", "Write “etc.”."),
            ));
        }
        let lower = word.to_lowercase();
        let singular = lower.strip_suffix(['s', 'x']).unwrap_or(&lower);
        let known = LIGATURES.contains(&singular) || LIGATURES.contains(&lower.as_str());
        if known && !is_in_address(text, range) {
            let right = word
                .replacen("oe", "œ", 1)
                .replacen("Oe", "Œ", 1)
                .replacen("OE", "Œ", 1);
            found.push((
                range.clone(),
                text!(fr: "« {word} » s'écrit « {right} ».", en: "“{word}” is spelt “{right}”."),
                Text::new(
                    "Remplacez les deux lettres par une.",
                    "Replace the two letters by one.",
                ),
            ));
        }
        let behind = after
            .strip_prefix(" ,")
            .and_then(|behind| behind.chars().next());
        if behind.is_some_and(|c| c.is_whitespace() || c.is_alphabetic()) {
            found.push((
                range.end..range.end + 2,
                Text::new(
                    "Il y a une espace devant la virgule.",
                    "There is a space before the comma.",
                ),
                Text::new("Enlevez-la.", "Take it out."),
            ));
        }
    }
    found
}

/// Whether a word is a part of an address on the web or of mail, which is spelt as it is.
fn is_in_address(text: &str, range: &Range<usize>) -> bool {
    let start = text[..range.start].rfind(char::is_whitespace);
    let rest = &text[start.map_or(0, |start| start + 1)..];
    let token = rest
        .split(char::is_whitespace)
        .find(|token| !token.is_empty());
    token
        .is_some_and(|token| token.contains("://") || token.contains('@') || token.contains("www."))
}

fn begins_small(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// Whether names begin with it: « de Gaulle ».
fn is_of_name(word: &str) -> bool {
    matches!(word, "de" | "du" | "des" | "le" | "la" | "van")
}

fn begins_name(rest: &str) -> bool {
    let rest = rest.strip_prefix([' ', '\u{a0}']);
    rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}
