//! Signs and their neighbours.

/// U+00A0, a space that does not break.
pub(super) const NBSP: &str = "\u{a0}";

/// U+202F, a narrow one.
pub(super) const NARROW: &str = "\u{202f}";

/// Stands in a flow for what is not text: code, an image, a note's number.
pub(super) const OBJECT: char = '\u{fffc}';

/// Stands in a flow for a line break that the writer asked for.
pub(super) const LINE: char = '\u{2028}';

/// The character before an offset.
#[inline]
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at an offset.
#[inline]
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Where the spaces before an offset begin.
#[inline]
pub(super) fn gap_before(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut start = at;
    while start > 0 {
        start -= match bytes[start - 1] {
            b' ' | b'\n' | b'\t' | b'\r' => 1,
            0xA0 if start > 1 && bytes[start - 2] == 0xC2 => 2,
            0xAF | 0x89 if start > 2 && bytes[start - 3..start - 1] == [0xE2, 0x80] => 3,
            _ => break,
        };
    }
    start
}

/// Where the spaces from an offset on end.
#[inline]
pub(super) fn gap_after(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(byte) = bytes.get(end) {
        end += match byte {
            b' ' | b'\n' | b'\t' | b'\r' => 1,
            0xC2 if bytes.get(end + 1) == Some(&0xA0) => 2,
            0xE2 if matches!(bytes.get(end + 1..end + 3), Some([0x80, 0xAF | 0x89])) => 3,
            _ => break,
        };
    }
    end
}

/// Where the digits from an offset on end.
#[inline]
pub(super) fn digits_end(text: &str, at: usize) -> usize {
    let digits = text.as_bytes()[at..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    at + digits.count()
}

/// A letter: told at once of those that French has.
#[inline]
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ') || c.is_alphabetic()
}

/// A letter or a digit.
#[inline]
pub(super) fn is_of_word(c: char) -> bool {
    c.is_ascii_digit() || is_letter(c) || c.is_numeric()
}

/// A space of any kind, or a line break.
#[inline]
pub(super) fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n' | '\t' | '\r' | '\u{a0}' | '\u{202f}' | '\u{2009}' | LINE
    )
}

/// Whether nothing, or a space, is here.
#[inline]
pub(super) fn is_edge(c: Option<char>) -> bool {
    c.is_none_or(is_space)
}

/// Whether a quotation may begin after this.
#[inline]
pub(super) fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '«'
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '—'
            | '–'
            | '-'
            | '/'
            | '\''
            | '’'
            | '¿'
            | '¡'
    )
}

/// Where an address, a path or a name with dots that begins at an offset or before it ends, without the punctuation of the
/// sentence around it.
pub(super) fn token_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let stops = |byte: &u8| {
        byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>' | b'"' | 0xC2 | 0xE2 | 0xEF)
    };
    let length = bytes[at..].iter().position(stops);
    let mut end = length.map_or(bytes.len(), |length| at + length);
    while end > at + 1 {
        let outside = match bytes[end - 1] {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' => true,
            b')' | b']' => !bytes[at..end]
                .iter()
                .any(|byte| matches!(byte, b'(' | b'[')),
            _ => false,
        };
        if !outside {
            break;
        }
        end -= 1;
    }
    end.max(at + 1)
}

/// The same with the marks that stand right behind it: whether these belong to it nobody can tell, so that they get no space.
pub(super) fn address_end(text: &str, at: usize) -> usize {
    let end = token_end(text, at);
    let marks = text.as_bytes()[end..]
        .iter()
        .take_while(|byte| matches!(byte, b'!' | b'?' | b';' | b':'));
    end + marks.count()
}

/// The letters, digits and signs of addresses and paths around an offset, as far as fifty to each side.
pub(super) fn word_around(text: &str, at: usize) -> &str {
    let word = |c: &char| c.is_alphanumeric() || *c == OBJECT || "/\\@._~+-&=#…–—".contains(*c);
    let left = text[..at].chars().rev().take(50).take_while(word);
    let right = text[at..].chars().take(50).take_while(word);
    let start = at - left.map(char::len_utf8).sum::<usize>();
    let end = at + right.map(char::len_utf8).sum::<usize>();
    &text[start..end]
}
