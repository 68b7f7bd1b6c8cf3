//! Bytes of a text file as text.

use crate::report::{Finding, Place, Text};
use crate::text;

/// The text of a file. Where it is not UTF-8, a finding at the first wrong byte, with a guess of what was meant.
pub fn utf8(file: &str, bytes: Vec<u8>) -> Result<String, Box<Finding>> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Box::new(encoding(Place::file(file), "UTF-16"));
        }
        // Every byte of Latin-1 is the character of its number: good enough to show the line.
        let line_start = bytes[..offset]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let line_end = bytes[offset..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(bytes.len(), |at| offset + at);
        let excerpt: String = bytes[line_start..line_end]
            .iter()
            .map(|byte| windows_1252(*byte))
            .collect();
        let line = bytes[..offset]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        let column = String::from_utf8_lossy(&bytes[line_start..offset])
            .chars()
            .count()
            + 1;
        let place = Place {
            file: file.to_owned(),
            line,
            column,
            length: 1,
            excerpt: excerpt.trim_end_matches('\r').to_owned(),
        };
        Box::new(encoding(place, "Windows-1252"))
    })
}

fn encoding(place: Place, guess: &str) -> Finding {
    Finding::error(
        "file.not-utf8",
        Text::new(
            "Ce fichier n'est pas enregistré en UTF-8 : ses lettres accentuées ne peuvent pas être lues.",
            "This file is not saved as UTF-8: its accented letters cannot be read.",
        ),
    )
    .at(place)
    .help(text!(
        fr: "Il semble être en {guess}. Dans votre éditeur de texte, enregistrez-le à nouveau en choisissant l'encodage UTF-8.",
        en: "It looks like {guess}. In your text editor, save it again and choose the encoding UTF-8.",
    ))
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}
