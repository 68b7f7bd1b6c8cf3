//! Dashes, and the spaces around them.

use super::chars::{
    LINE, NBSP, OBJECT, after, before, digits_end, gap_after, gap_before, is_edge, opens,
    word_around,
};
use super::french;
use super::quotes::{self, Quote, Role};
use super::setter::Setter;
use super::words;
use std::ops::Range;

/// The sign that a run of hyphens stands for, and where the run ends. None where it is what it is: within a word, an option of
/// a command, an arrow, a line.
pub(super) fn meant(text: &str, at: usize, quotes: &[Quote]) -> (usize, Option<&'static str>) {
    let bytes = text.as_bytes();
    let length = bytes[at..].iter().take_while(|byte| **byte == b'-').count();
    let end = at + length;
    let sign = match length {
        1 if is_spaced(text, at..end, quotes) => Some("–"),
        2 => Some("–"),
        3 => Some("—"),
        _ => None,
    };
    if length == 1 || sign.is_none() {
        return (end, sign);
    }
    let (left, right) = (before(text, at), after(text, end));
    let arrow = matches!(left, Some('<' | '!')) || right == Some('>');
    let begins = is_edge(left) || left.is_some_and(opens);
    let option = begins && right.is_some_and(char::is_alphanumeric);
    let alone = is_edge(left) && right.is_none()
        || left.is_none() && is_edge(right) && gap_after(text, end) == text.len();
    let address = || word_around(text, at).contains(['/', '@', '\\']);
    if arrow || option || alone || address() {
        return (end, None);
    }
    (end, sign)
}

/// Hyphens in French.
pub(super) fn hyphens(setter: &mut Setter<'_>, at: usize) -> usize {
    let bytes = setter.text.as_bytes();
    let tight =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0xC3);
    if at > 0 && tight(bytes.get(at - 1)) && tight(bytes.get(at + 1)) && bytes[at + 1] < 0xE2 {
        return at + 1;
    }
    let quotes = setter.quotes(french::pairs);
    let (end, sign) = meant(setter.text, at, &quotes);
    if sign.is_some() {
        dash(setter, at..end, sign);
    }
    end
}

/// A dash in French, typed or (`with`) to be put in the place of hyphens: between two of them the text stays with them, a
/// single one stays with the word before it, and one that begins a line with what follows.
pub(super) fn dash(setter: &mut Setter<'_>, range: Range<usize>, with: Option<&'static str>) {
    let text = setter.text;
    let quotes = &setter.quotes(french::pairs);
    let left = gap_before(text, range.start)..range.start;
    let right = range.end..gap_after(text, range.end);
    if begins_line(text, left.start, quotes) {
        put(setter, range, with);
        if after(text, right.end).is_some_and(|c| !matches!(c, LINE | '»' | '”')) {
            setter.space(right, NBSP);
        }
        return;
    }
    if !is_spaced(text, range.clone(), quotes) {
        return put(setter, range, with);
    }
    if joins(text, &left, &right) {
        // it stays with the word before it
    } else if setter.closing_dash == Some(range.start) {
        setter.closing_dash = None;
    } else if let Some(partner) = next_in_sentence(text, right.end, quotes) {
        setter.closing_dash = Some(partner);
        put(setter, range, with);
        return setter.glue(right);
    }
    setter.glue(left);
    put(setter, range, with);
}

fn put(setter: &mut Setter<'_>, range: Range<usize>, with: Option<&'static str>) {
    if let Some(with) = with {
        setter.replace(range, with);
    }
}

fn begins_line(text: &str, at: usize, quotes: &[Quote]) -> bool {
    before(text, at).is_none_or(|c| match c {
        '"' => matches!(quotes::role(quotes, at - 1), Some(Role::Open(_))),
        c => matches!(c, LINE | '«' | '“'),
    })
}

fn between_digits(text: &str, left: &Range<usize>, right: &Range<usize>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    digit(before(text, left.start)) && digit(after(text, right.end))
}

/// Whether a dash or hyphen stands with spaces on both sides between two words: not between figures, not where one side is
/// empty.
fn is_spaced(text: &str, range: Range<usize>, quotes: &[Quote]) -> bool {
    let left = gap_before(text, range.start)..range.start;
    let right = range.end..gap_after(text, range.end);
    if left.is_empty() || right.is_empty() || begins_line(text, left.start, quotes) {
        return false;
    }
    let word = |c: char| (!opens(c) || matches!(c, '\'' | '’')) && !":;=+*<>|".contains(c);
    let follows = |c: char| c != LINE && !"-–—)]»”’,;:!?=+*<>|".contains(c);
    before(text, left.start).is_some_and(word)
        && after(text, right.end).is_some_and(follows)
        && !matches!(quotes::role(quotes, right.end), Some(Role::Close(_)))
        && (!between_digits(text, &left, &right) || joins(text, &left, &right))
}

/// Whether a dash joins what is on both sides and opens no incise: `lundi - vendredi`, `28 mai - 1er juin`, `9 h 30 - 12 h`,
/// `rue Haute 7 - 4000 Liège`.
fn joins(text: &str, left: &Range<usize>, right: &Range<usize>) -> bool {
    let (head, tail) = (&text[..left.start], &text[right.end..]);
    words::is_range(counted_before(head), counted_after(tail)) || is_town(head, tail)
}

/// Whether the town of an address is behind its street.
fn is_town(head: &str, tail: &str) -> bool {
    let street = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let code = digits_end(tail, 0);
    let name = after(tail, gap_after(tail, code));
    matches!(head.len() - street.len(), 1..=3)
        && matches!(code, 4 | 5)
        && name.is_some_and(char::is_uppercase)
}

/// What ends a text, its figures left out: `mai` of `28 mai 2026`, `h` of `9h30`, `:` of `9:30`.
fn counted_before(text: &str) -> &str {
    let text = text.strip_suffix('.').unwrap_or(text);
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let text = match bare.len() < text.len() {
        true if bare.ends_with(':') => return ":",
        true => &bare[..gap_before(bare, bare.len())],
        false => text,
    };
    let head = text.trim_end_matches(is_counted);
    match head.ends_with(OBJECT) {
        true => "",
        false => &text[head.len()..],
    }
}

/// What begins a text, its figures left out.
fn counted_after(text: &str) -> &str {
    let digits = digits_end(text, 0);
    let behind = &text[digits..];
    let start = match digits {
        0 => 0,
        _ if behind.starts_with(':') => return ":",
        _ if behind.starts_with("er") => gap_after(text, digits + 2),
        _ if behind.starts_with(OBJECT) => gap_after(text, digits + OBJECT.len_utf8()),
        _ => gap_after(text, digits),
    };
    let word = &text[start..];
    &word[..word.find(|c| !is_counted(c)).unwrap_or(word.len())]
}

fn is_counted(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '€' | '%')
}

/// The next spaced dash before the sentence ends.
fn next_in_sentence(text: &str, from: usize, quotes: &[Quote]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'-' => {
                let (end, sign) = meant(text, at, quotes);
                if sign.is_some() && is_incise(text, at..end, quotes) {
                    return Some(at);
                }
                at = end;
            }
            b'.' | b'!' | b'?' if ends_sentence(text, at, quotes) => return None,
            0xE2 => match after(text, at) {
                Some(LINE) => return None,
                Some('…') if ends_before(text, at + 3, quotes) => return None,
                Some('–' | '—') if is_incise(text, at..at + 3, quotes) => return Some(at),
                _ => at += 3,
            },
            _ => at += 1,
        }
    }
    None
}

/// Whether a dash stands between two words and may begin or end an incise.
fn is_incise(text: &str, range: Range<usize>, quotes: &[Quote]) -> bool {
    let left = gap_before(text, range.start)..range.start;
    let right = range.end..gap_after(text, range.end);
    is_spaced(text, range, quotes) && !joins(text, &left, &right)
}

/// Whether a point or mark ends a sentence, and not a title like `M.`
fn ends_sentence(text: &str, at: usize, quotes: &[Quote]) -> bool {
    let short = text[..at].ends_with(char::is_uppercase);
    ends_before(text, at + 1, quotes) && !(short && text.as_bytes()[at] == b'.')
}

/// Whether a sentence can be over before an offset: the space that belongs before some signs may still be missing.
fn ends_before(text: &str, at: usize, quotes: &[Quote]) -> bool {
    let next = after(text, at);
    match next {
        Some('"') => quotes::role(quotes, at) == Some(Role::Close(0)),
        Some('»' | '!' | '?' | ';' | ':') => true,
        next => is_edge(next),
    }
}
