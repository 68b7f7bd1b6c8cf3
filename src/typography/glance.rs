//! What the bytes next to a sign tell: enough for most signs of a text, which then need not be looked at in their flow.
//!
//! All of this the rules of French would find out too, only later. What is not certain is left to them.

use super::chars::{NARROW, NBSP};
use super::{Edit, Rules};

/// What is to be done at a sign.
#[derive(Clone, Copy, Debug)]
pub(super) enum Glance {
    Nothing,
    /// Another sign takes its place, or the space before or behind it.
    Sign(&'static str),
    Before(&'static str),
    Behind(&'static str),
    /// The rules have to see the flow.
    Unsure,
}

use Glance::{Before, Behind, Nothing, Sign, Unsure};

impl Glance {
    /// The replacement for a sign at an offset.
    pub fn edit(self, at: usize) -> Option<Edit> {
        let (range, with) = match self {
            Sign(with) => (at..at + 1, with),
            Before(with) => (at - 1..at, with),
            Behind(with) => (at + '«'.len_utf8()..at + '«'.len_utf8() + 1, with),
            Nothing | Unsure => return None,
        };
        Some(Edit {
            start: range.start,
            end: range.end,
            with,
        })
    }
}

/// The bytes at which a rule may have something to do.
const SIGNS: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b"'\":;!?.-/0123456789IVXMDP\xC2\xE2";
    let mut index = 0;
    while index < signs.len() {
        table[signs[index] as usize] = true;
        index += 1;
    }
    table
};

/// A glance at a byte. `before`: the text that ends there, as far as no tag or entity interrupts it; `first`: nothing of
/// the flow is before that; `behind`: what comes after the byte, HTML too.
#[inline]
pub(super) fn at(rules: Rules<'_>, before: &[u8], sign: u8, behind: &[u8], first: bool) -> Glance {
    if !SIGNS[usize::from(sign)] {
        return Nothing;
    }
    if !rules.glances {
        return Unsure;
    }
    match sign {
        b'.' => nothing_if(ends(behind)),
        b'\'' => apostrophe(before, behind, first),
        b':' => mark(before, behind, NBSP),
        b';' | b'!' | b'?' => mark(before, behind, NARROW),
        b'-' => nothing_if(
            ends_word(before) && matches!(behind, [b'a'..=b'z' | b'A'..=b'Z' | 0xC3, ..]),
        ),
        b'0'..=b'9' => nothing_if(is_counted(before, behind, first)),
        b'I' | b'V' | b'X' => nothing_if(!may_be_ordinal(behind)),
        b'M' => nothing_if(!may_go_on(behind, b".Mmlge")),
        b'D' | b'P' => nothing_if(!may_go_on(behind, b"r")),
        0xC2 => guillemet(before, behind),
        0xE2 => nothing_if(!matches!(behind, [0x80, 0x93 | 0x94 | 0xA6, ..])),
        _ => Unsure,
    }
}

fn nothing_if(certain: bool) -> Glance {
    if certain { Nothing } else { Unsure }
}

/// Whether a letter or figure is last, accented letters of French included.
fn ends_word(text: &[u8]) -> bool {
    match text {
        [.., 0xC3, last] => !matches!(last, 0x97 | 0xB7),
        [.., last] => last.is_ascii_alphanumeric(),
        [] => false,
    }
}

/// Whether a space, or the end of a block, is first.
fn ends(behind: &[u8]) -> bool {
    match behind {
        [b'<', b'/', name @ ..] => [&b"p>"[..], b"li>", b"td>", b"h"]
            .iter()
            .any(|end| name.starts_with(end)),
        [first, ..] => matches!(first, b' ' | b'\n'),
        [] => true,
    }
}

/// Whether one of some bytes is first, or a tag or an entity, behind which it could be.
fn may_go_on(behind: &[u8], with: &[u8]) -> bool {
    let first = behind.first().copied().unwrap_or(b'<');
    with.contains(&first) || matches!(first, b'<' | b'&')
}

/// `mot !`: the space that is there already is set.
fn mark(before: &[u8], behind: &[u8], space: &'static str) -> Glance {
    match before {
        [word @ .., b' '] if ends_word(word) && ends(behind) => Before(space),
        _ => Unsure,
    }
}

/// `l'école`: between letters, in what is a word and no address.
fn apostrophe(before: &[u8], behind: &[u8], first: bool) -> Glance {
    let head = before
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphabetic());
    let head = head.count();
    let begins = match &before[..before.len() - head] {
        [.., last] => *last == b' ',
        [] => first,
    };
    let is_letter =
        |byte: &&u8| byte.is_ascii_alphabetic() || matches!(byte, 0xC3 | 0xA0..=0xB6 | 0xB8..=0xBF);
    let tail = behind.iter().take_while(is_letter).count();
    let ends = matches!(behind[tail..], [b' ' | b'\n' | b',', ..] | [b'.', b' ', ..]);
    match begins && head > 0 && tail > 0 && ends {
        true => Sign("’"),
        false => Unsure,
    }
}

/// Whether a figure is inside a number, or its first and the number is between a common word, or the beginning, and the
/// end of a sentence or block.
fn is_counted(before: &[u8], behind: &[u8], first: bool) -> bool {
    let begins = match before {
        [.., last] if last.is_ascii_alphanumeric() => return true,
        [] => first,
        [.., head, b'e', b' '] => head.is_ascii_lowercase() && *head != b't',
        [.., last, b' '] => last.is_ascii_lowercase() && !matches!(last, b'e' | b'h'),
        _ => false,
    };
    let digits = behind.iter().take_while(|byte| byte.is_ascii_digit());
    let behind = &behind[digits.count()..];
    begins
        && match behind {
            [b',' | b'.', b' ' | b'\n', ..] => true,
            [b'<', ..] | [] => ends(behind),
            _ => false,
        }
}

/// Whether figures or the ending of an ordinal are first: not so in `Il`, `Vers`.
fn may_be_ordinal(behind: &[u8]) -> bool {
    match behind {
        [b'e', next, ..] => !next.is_ascii_lowercase() || matches!(next, b'm' | b'r' | b's'),
        [b'i', rest @ ..] => may_go_on(rest, b"e\xC3"),
        [b'r', rest @ ..] => may_go_on(rest, b"e"),
        [b'n', rest @ ..] => may_go_on(rest, b"d"),
        _ => may_go_on(behind, b"eIVX\xC3"),
    }
}

/// `« mot`, `mot »`: the space that is there already is set. Other signs share the first byte.
fn guillemet(before: &[u8], behind: &[u8]) -> Glance {
    match (before, behind) {
        (_, [0xAB, b' ', b'A'..=b'Z' | b'a'..=b'z', ..]) => Behind(NBSP),
        ([.., b'!' | b'?' | b'.', b' '], [0xBB, ..]) => Before(NBSP),
        ([word @ .., b' '], [0xBB, ..]) if ends_word(word) => Before(NBSP),
        (_, [0xAB | 0xBB, ..]) => Unsure,
        _ => Nothing,
    }
}
