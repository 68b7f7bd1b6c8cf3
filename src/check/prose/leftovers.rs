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

/// Words that lose their accent where capitals have none, without their endings.
const BARE_CAPITALS: [(&str, &str); 22] = [
    ("Ecole", "École"),
    ("Economie", "Économie"),
    ("Ecoute", "Écoute"),
    ("Edition", "Édition"),
    ("Education", "Éducation"),
    ("Egalement", "Également"),
    ("Egalité", "Égalité"),
    ("Eglise", "Église"),
    ("Election", "Élection"),
    ("Eleve", "Élève"),
    ("Elève", "Élève"),
    ("Emission", "Émission"),
    ("Energie", "Énergie"),
    ("Equipe", "Équipe"),
    ("Etape", "Étape"),
    ("Etat", "État"),
    ("Etes", "Êtes"),
    ("Etre", "Être"),
    ("Etude", "Étude"),
    ("Etudiant", "Étudiant"),
    ("Evénement", "Événement"),
    ("Eté", "Été"),
];

/// After a single « A » that should be « À »; `l` stands before an apostrophe.
const AFTER_A: [&str; 22] = [
    "bientôt", "cause", "ce", "ces", "cet", "cette", "chaque", "côté", "demain", "l", "la", "midi",
    "moins", "noter", "notre", "nouveau", "partir", "propos", "savoir", "tous", "travers", "votre",
];

/// After « Ca » that should be « Ça ».
const AFTER_CA: [&str; 14] = [
    "arrive", "commence", "dépend", "fait", "marche", "me", "ne", "nous", "peut", "se", "sera",
    "te", "va", "vous",
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

/// What a capital without accent should be, at the place of a word.
fn with_accent(text: &str, words: &[(Range<usize>, &str)], at: usize) -> Option<String> {
    let (range, word) = words.get(at)?;
    // « le groupe A ce soir » has its name
    let before = text[..range.start].trim_end();
    let begins = before.is_empty() || before.ends_with(|c: char| ".!?…:«»(–—\"".contains(c));
    let next = words.get(at + 1).map_or("", |(_, next)| next);
    match *word {
        "A" if begins && AFTER_A.contains(&next) => Some("À".to_owned()),
        "Ca" if begins && AFTER_CA.contains(&next) => Some("Ça".to_owned()),
        word => BARE_CAPITALS.iter().find_map(|(bare, right)| {
            let ending = word.strip_prefix(bare)?;
            matches!(ending, "" | "s" | "e" | "es").then(|| format!("{right}{ending}"))
        }),
    }
}

/// `50.000 €`, whose point is a comma for others: how many bytes of a text that begins with its first digits.
fn pointed_amount(text: &str) -> Option<usize> {
    let groups = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (amount, rest) = text.split_at(groups);
    let mut parts = amount.split('.');
    let first = parts.next()?;
    let thousands = amount.len() > first.len() && parts.all(|part| part.len() == 3);
    let unit = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    (matches!(first.len(), 1..=3) && thousands && unit.starts_with('€'))
        .then(|| text.len() - unit.len() + '€'.len_utf8())
}

fn french_leftovers(block: &Block, words: &[(Range<usize>, &str)]) -> Vec<Found> {
    let text = block.text.as_str();
    let mut found = Vec::new();
    for (at, (range, word)) in words.iter().enumerate() {
        let after = &text[range.end..];
        if let Some(right) = with_accent(text, words, at).filter(|_| !is_in_address(text, range)) {
            found.push((
                range.clone(),
                text!(fr: "« {word} » : une capitale garde son accent.", en: "“{word}”: a capital keeps its accent."),
                text!(fr: "Écrivez « {right} ».", en: "Write “{right}”."),
            ));
        }
        let begins = !text[..range.start].ends_with(['.', ',']);
        if let Some(length) = pointed_amount(&text[range.start..]).filter(|_| begins) {
            let amount = &text[range.start..range.start + length];
            let right = amount.replace('.', " ");
            found.push((
                range.start..range.start + length,
                text!(fr: "« {amount} » : le point peut se lire comme une virgule.", en: "“{amount}”: the point may be read as a decimal one."),
                text!(fr: "Écrivez « {right} ».", en: "Write “{right}”."),
            ));
        }
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
