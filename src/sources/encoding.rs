//! Bytes to text: UTF-8 only, with a guess at what else it may be.

use crate::report::{Finding, Place};
use crate::text;

/// The text of a file, without byte order mark. Anything but UTF-8 is refused at its first wrong byte.
pub fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<&'b str, Box<Finding>> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Box::new(wrong(
            file,
            Place::line_column(file, "", 1, 1),
            "UTF-16",
        )));
    }
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => Err(Box::new(not_utf8(file, bytes, error.valid_up_to()))),
    }
}

/// A file whose bytes are text up to one of them.
fn not_utf8(file: &str, bytes: &[u8], valid: usize) -> Finding {
    let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
    let line_start = bytes[..valid]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let column = String::from_utf8_lossy(&bytes[line_start..valid])
        .chars()
        .count()
        + 1;
    let line_end = bytes[valid..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |at| valid + at);
    let zeros = bytes.iter().take(200).filter(|byte| **byte == 0).count();
    let guess = if zeros > 20 {
        "UTF-16"
    } else {
        "Windows-1252 (Latin-1)"
    };
    let excerpt: String = bytes[line_start..line_end]
        .iter()
        .map(|byte| char::from(*byte))
        .collect();
    let place = Place {
        file: file.to_owned(),
        line,
        column,
        length: 1,
        excerpt,
    };
    wrong(file, place, guess)
}

fn wrong(file: &str, place: Place, guess: &str) -> Finding {
    Finding::error(
        "file.not-utf8",
        text!(fr: "{file} n'est pas enregistré en UTF-8, mais sans doute en {guess}.", en: "{file} is not saved as UTF-8, but probably as {guess}."),
    )
    .at(place)
    .help(text!(
        fr: "Dans votre éditeur : « Enregistrer sous… », choisissez l'encodage UTF-8, puis enregistrez.",
        en: "In your editor: “Save as…”, choose the encoding UTF-8, then save."
    ))
}
