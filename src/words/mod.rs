//! Words of links and headings as people hear them.

pub mod vague;

use std::borrow::Cow;

/// A text without the blanks around it.
#[inline]
pub fn trimmed(text: &str) -> &str {
    let visible = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    match visible(bytes.first()) && visible(bytes.last()) {
        true => text,
        false => text.trim(),
    }
}

/// Whether a text, entities not read, has anything but blanks.
pub fn says_something(text: &str) -> bool {
    if text
        .as_bytes()
        .first()
        .is_some_and(u8::is_ascii_alphanumeric)
    {
        return true;
    }
    if !text.contains('&') && text.bytes().any(|byte| byte.is_ascii_graphic()) {
        return true;
    }
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
    if text.chars().all(blank) {
        return false;
    }
    !text.contains('&') || !decoded(text).chars().all(blank)
}

/// Whether a link with this text, entities not read, says where it leads.
pub fn is_clear(text: &str) -> bool {
    says_something(text) && !vague::is_vague(text)
}

/// A text as it is compared: entities read, in lower case, blanks as one space, without punctuation around it.
pub fn normal(text: &str) -> String {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii() && byte != b'&')
        && !text.as_bytes().windows(2).any(|pair| {
            pair[1].is_ascii_whitespace() && (pair[0].is_ascii_whitespace() || pair[1] != b' ')
        })
    {
        return text
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_ascii_lowercase();
    }
    let mut normal = String::with_capacity(text.len());
    for c in decoded(text).chars() {
        match c {
            '’' => normal.push('\''),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !normal.ends_with(' ') && !normal.is_empty() {
                    normal.push(' ');
                }
            }
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

/// Letters and digits only, in lower case: what is the same before and after typography.
pub fn bare(text: &str) -> String {
    decoded(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether these are the letters and digits of a text.
pub fn is_bare_of(bare: &str, text: &str) -> bool {
    let text = decoded(text);
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).eq(bare.chars())
}

/// A text with blanks as one space and entities read, cut after `most` characters, for messages.
pub fn shown(text: &str, most: usize) -> String {
    let text = decoded(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    match words.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", words[..cut].trim_end()),
        None => words,
    }
}

/// A text with its entities read, as far as they are common.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.find(';').filter(|end| *end <= 10).and_then(|end| {
            let character = entity(&rest[1..end])?;
            Some((character, end + 1))
        });
        match entity {
            Some((character, length)) => {
                read.push(character);
                rest = &rest[length..];
            }
            None => {
                read.push('&');
                rest = &rest[1..];
            }
        }
    }
    read.push_str(rest);
    Cow::Owned(read)
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "rarr" => '→',
        "larr" => '←',
        "uarr" => '↑',
        "darr" => '↓',
        "rsaquo" => '›',
        "lsaquo" => '‹',
        "middot" => '·',
        "bull" => '•',
        "times" => '×',
        "ndash" => '–',
        "mdash" => '—',
        "raquo" => '»',
        "laquo" => '«',
        "hellip" => '…',
        "rsquo" => '’',
        "shy" => '\u{ad}',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        _ => return None,
    })
}

/// The stretch of a text that is written in capitals: three words or more that are no short forms.
pub fn capitals(text: &str) -> Option<&str> {
    let mut run: Option<(usize, usize)> = None;
    let (mut words, mut long, mut letters) = (0, 0, 0);
    let mut best = None;
    let mut at = 0;
    let mut look = |run: &mut Option<(usize, usize)>,
                    words: &mut usize,
                    long: &mut usize,
                    letters: &mut usize| {
        if let Some((start, end)) = run.take()
            && *words >= 3
            && *long >= 2
            && *letters >= 14
            && best.is_none()
        {
            best = text.get(start..end);
        }
        (*words, *long, *letters) = (0, 0, 0);
    };
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let (mut upper, mut lower, mut other) = (0, 0, false);
        for c in word.chars() {
            match c {
                c if c.is_uppercase() => upper += 1,
                c if c.is_alphabetic() => lower += 1,
                '\'' | '’' | '-' | '‑' | '.' | ',' | '!' | '?' | ':' | ';' | '(' | ')' | '«'
                | '»' | '"' | '“' | '”' | '*' | '&' | '…' | '–' | '—' | '\u{ad}' => {}
                _ => other = true,
            }
        }
        if upper > 0 && lower == 0 && !other {
            let start = run.map_or(at, |(start, _)| start);
            run = Some((start, at + word.len()));
            words += 1;
            letters += upper;
            long += usize::from(upper >= 4);
            if word.ends_with([',', ';']) {
                look(&mut run, &mut words, &mut long, &mut letters);
            }
        } else if lower > 0 || other {
            look(&mut run, &mut words, &mut long, &mut letters);
        }
        at += piece.len();
    }
    look(&mut run, &mut words, &mut long, &mut letters);
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_words_and_not_short_forms() {
        assert_eq!(
            capitals("Venez : LES INSCRIPTIONS SONT OUVERTES ! Tous"),
            Some("LES INSCRIPTIONS SONT OUVERTES")
        );
        assert!(capitals("À L'ÉCOLE, DEMANDEZ VOTRE CARTE").is_some());
        for fine in [
            "AMO ONG ASBL SPF",
            "HTML, CSS et JSON",
            "La SNCB et la STIB",
            "MAX_FILE_SIZE LONG_NAME OTHER_NAME",
            "PARIS",
            "le TEC 31",
            "AVIF, JPEG, WEBP, TIFF, HEIC",
            "CMYK⬌RGBX RGBX⬌GRAY LABX⬌RGBX",
        ] {
            assert_eq!(capitals(fine), None, "{fine}");
        }
    }
}
