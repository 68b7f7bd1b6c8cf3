//! What the bytes next to a sign tell: enough for most signs of a text, which then need not be looked at in their flow.
//!
//! All of this the rules of French would find out too, only later. What is not certain is left to them.

use super::chars::{NARROW, NBSP};
use super::{Edit, Rules, Style};
use memchr::memchr;
use std::cell::OnceCell;

/// What is to be done at a sign.
#[derive(Clone, Copy, Debug)]
pub(super) enum Glance {
    Nothing,
    /// The apostrophe is curved.
    Curved,
    /// The space before it does not break, and is narrow.
    NarrowBefore,
    /// The space before it does not break.
    SpaceBefore,
    /// The space behind it does not break.
    SpaceBehind,
    /// The rules have to see the flow.
    Unsure,
}

use Glance::{Curved, NarrowBefore, Nothing, SpaceBefore, SpaceBehind, Unsure};

impl Glance {
    /// The replacement for a sign at an offset.
    #[inline]
    pub fn edit(self, at: usize) -> Option<Edit> {
        let (start, end, with) = match self {
            Curved => (at, at + 1, "’"),
            NarrowBefore => (at - 1, at, NARROW),
            SpaceBefore => (at - 1, at, NBSP),
            SpaceBehind => (at + '«'.len_utf8(), at + '«'.len_utf8() + 1, NBSP),
            Nothing | Unsure => return None,
        };
        Some(Edit { start, end, with })
    }
}

/// The bytes at which a rule of French may have something to do.
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

/// Those of the other languages.
const WESTERN: &[u8] = b"'\":.-/";

/// Glances at the signs of a text, or of HTML.
pub(super) struct Glances<'t> {
    text: &'t [u8],
    /// It has tags.
    is_html: bool,
    is_french: bool,
    /// Whether anything can be told without the flow.
    any: bool,
    /// `Oh My !`: a name whose last sign is written with a space.
    spaced_brands: bool,
    /// There may be mail addresses, which may have apostrophes.
    mails: OnceCell<bool>,
}

impl<'t> Glances<'t> {
    pub fn of(rules: Rules<'_>, text: &'t str, is_html: bool) -> Self {
        let is_spaced = |brand: &String| matches!(brand.as_bytes(), [.., b' ', b'!' | b'?']);
        Self {
            text: text.as_bytes(),
            is_html,
            is_french: rules.style == Style::French,
            any: rules.glances,
            spaced_brands: rules.brands.iter().any(is_spaced),
            mails: OnceCell::new(),
        }
    }

    fn mails(&self) -> bool {
        match self.mails.get() {
            Some(known) => *known,
            None => *self.mails.get_or_init(|| memchr(b'@', self.text).is_some()),
        }
    }

    /// A glance at an offset. `from`: where the text around it begins, as far as no tag or entity interrupts it; `first`:
    /// nothing of the flow is before that.
    #[inline(always)]
    pub fn at(&self, at: usize, from: usize, first: bool) -> Glance {
        let sign = self.text[at];
        if !SIGNS[usize::from(sign)] || sign == b'.' && self.text.get(at + 1) == Some(&b' ') {
            return Nothing;
        }
        match self.any {
            true => self.at_sign(at, from, first),
            false if self.is_french || WESTERN.contains(&sign) => Unsure,
            false => Nothing,
        }
    }

    fn at_sign(&self, at: usize, from: usize, first: bool) -> Glance {
        let (before, behind) = (&self.text[from..at], &self.text[at + 1..]);
        match self.text[at] {
            b'.' => nothing_if(ends(behind)),
            b'\'' if !self.mails() => apostrophe(before, behind, first),
            // in a plain text `<` is a sign like others
            b':' if self.is_html || behind.first() != Some(&b'<') => {
                mark(before, behind, SpaceBefore)
            }
            b';' => mark(before, behind, NarrowBefore),
            b'!' | b'?' if !self.spaced_brands => mark(before, behind, NarrowBefore),
            b'-' => nothing_if(
                ends_word(before) && matches!(behind, [b'a'..=b'z' | b'A'..=b'Z' | 0xC3, ..]),
            ),
            b'0'..=b'9' => nothing_if(is_counted(before, behind, first)),
            sign @ (b'I' | b'V' | b'X') => nothing_if(!may_be_ordinal(sign, behind)),
            b'M' | b'D' | b'P' => nothing_if(!may_be_title(behind)),
            0xC2 => guillemet(before, behind),
            0xE2 => nothing_if(!matches!(behind, [0x80, 0x93 | 0x94 | 0xA6, ..])),
            _ => Unsure,
        }
    }
}

#[inline]
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
#[inline]
fn may_go_on(behind: &[u8], with: &[u8]) -> bool {
    let first = behind.first().copied().unwrap_or(b'<');
    with.contains(&first) || matches!(first, b'<' | b'&')
}

/// `mot !`: the space that is there already is set.
fn mark(before: &[u8], behind: &[u8], set: Glance) -> Glance {
    match before {
        [word @ .., b' '] if ends_word(word) && ends(behind) => set,
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
    let goes_on = match behind {
        [0xC3, letter, ..] => !matches!(letter, 0x97 | 0xB7),
        [letter, ..] => letter.is_ascii_alphabetic(),
        [] => false,
    };
    match begins && head > 0 && goes_on {
        true => Curved,
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

/// Whether figures or the ending of an ordinal may follow a figure: not so in `Il`, `Vers`.
fn may_be_ordinal(figure: u8, behind: &[u8]) -> bool {
    match behind {
        [b'e', b'r', ..] => figure == b'I',
        [b'e', next, ..] => !next.is_ascii_lowercase() || matches!(next, b'm' | b's'),
        [b'i', rest @ ..] => may_go_on(rest, b"e\xC3"),
        [b'r', rest @ ..] => may_go_on(rest, b"e"),
        [b'n', rest @ ..] => may_go_on(rest, b"d"),
        _ => may_go_on(behind, b"eIVX\xC3"),
    }
}

/// Whether the rest of `M.`, `Mme`, `Me`, `Dr`, `Pre`… may follow a capital: not so in `Droit`, `Mercredi`.
fn may_be_title(behind: &[u8]) -> bool {
    match behind {
        [b'r', next, ..] => !matches!(next, b'a'..=b'd' | b'f'..=b'z' | 0xC3),
        [b'e', next, ..] => !matches!(next, b'a'..=b'z' | 0xC3),
        _ => may_go_on(behind, b".Mmlg"),
    }
}

/// `« mot`, `mot »`: the space that is there already is set. Other signs share the first byte.
fn guillemet(before: &[u8], behind: &[u8]) -> Glance {
    match (before, behind) {
        (_, [0xAB, b' ', b'A'..=b'Z' | b'a'..=b'z', ..]) => SpaceBehind,
        ([.., b'!' | b'?' | b'.', b' '], [0xBB, ..]) => SpaceBefore,
        ([word @ .., b' '], [0xBB, ..]) if ends_word(word) => SpaceBefore,
        (_, [0xAB | 0xBB, ..]) => Unsure,
        _ => Nothing,
    }
}
