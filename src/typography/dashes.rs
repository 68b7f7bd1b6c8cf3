//! Dashes, and the spaces around them.

use super::chars::{LINE, NBSP, after, before, gap_after, gap_before, is_edge, opens, word_around};
use super::french;
use super::quotes::{self, Quote, Role};
use super::setter::Setter;
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
    if setter.closing_dash == Some(range.start) {
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
        && !between_digits(text, &left, &right)
}

/// The next spaced dash before the sentence ends.
fn next_in_sentence(text: &str, from: usize, quotes: &[Quote]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'-' => {
                let (end, sign) = meant(text, at, quotes);
                if sign.is_some() && is_spaced(text, at..end, quotes) {
                    return Some(at);
                }
                at = end;
            }
            b'.' | b'!' | b'?' if ends_sentence(text, at) => return None,
            0xE2 => match after(text, at) {
                Some(LINE) => return None,
                Some('…') if ends_before(after(text, at + 3)) => return None,
                Some('–' | '—') if is_spaced(text, at..at + 3, quotes) => return Some(at),
                _ => at += 3,
            },
            _ => at += 1,
        }
    }
    None
}

/// Whether a point or mark ends a sentence, and not a title like `M.`
fn ends_sentence(text: &str, at: usize) -> bool {
    let short = text[..at].ends_with(char::is_uppercase);
    ends_before(after(text, at + 1)) && !(short && text.as_bytes()[at] == b'.')
}

/// Whether a sentence can be over before this: the space that belongs before some signs may still be missing.
fn ends_before(next: Option<char>) -> bool {
    is_edge(next) || matches!(next, Some('»' | '!' | '?' | ';' | ':'))
}
