//! French numbers: thousands, units, dates, and the words they belong to.

use super::chars::{NARROW, OBJECT, after, before, digits_end, gap_after, gap_before};
use super::setter::Setter;
use super::{ordinals, phones, words};
use std::ops::Range;

/// A number that begins at an offset: where what belongs to it ends.
pub(super) fn number(setter: &mut Setter<'_>, at: usize) -> usize {
    let text = setter.text;
    let bytes = text.as_bytes();
    let end = digits_end(text, at);
    let left = setter.before(at);
    if left.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return end;
    }
    follows_word(setter, at);
    let plus = left == Some('+');
    if let Some((gaps, end)) = phones::find(text, at, plus) {
        for gap in gaps {
            setter.glue(gap);
        }
        return end;
    }
    let part = match left {
        Some('/' | ',' | ':' | '#' | '@' | '=' | '&' | '~' | '\\') => true,
        Some('-' | '.') => before(text, at - 1).is_some_and(char::is_alphanumeric),
        _ => false,
    };
    let (end, simple) = whole(setter, at, end, part);
    if simple
        && !part
        && bytes[at] != b'0'
        && let Some(end) = ordinals::set(setter, at..end)
    {
        return end;
    }
    unit(setter, at..end, simple)
}

/// Where a number ends, its thousands, decimals and the parts of a date, time or range included, and whether it is nothing but
/// digits.
fn whole(setter: &mut Setter<'_>, at: usize, end: usize, part: bool) -> (usize, bool) {
    let text = setter.text;
    let bytes = text.as_bytes();
    let mut end = end;
    let grouped = !part && thousands(setter, at, &mut end);
    let mut simple = !grouped;
    while let Some(b'.' | b',' | b'/' | b':' | b'-' | b'x') = bytes.get(end)
        && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
    {
        let range = bytes[end] == b'-';
        let start = end + 1;
        end = digits_end(text, start);
        simple = false;
        if grouped && range {
            thousands(setter, start, &mut end);
        }
    }
    (end, simple)
}

/// Sets the spaces between thousands; false where there are none.
fn thousands(setter: &mut Setter<'_>, at: usize, end: &mut usize) -> bool {
    let text = setter.text;
    if *end - at > 3 || text.as_bytes()[at] == b'0' {
        return false;
    }
    let mut found = false;
    loop {
        let gap = *end..gap_after(text, *end);
        let group = gap.end..digits_end(text, gap.end);
        let is_group = group.len() == 3
            && text[gap.clone()].chars().count() == 1
            && !ordinal_follows(text, group.end);
        if !is_group {
            return found;
        }
        setter.space(gap, NARROW);
        *end = group.end;
        found = true;
    }
}

/// `12 100e`: the second figure is one of its own.
fn ordinal_follows(text: &str, at: usize) -> bool {
    matches!(ordinals::word_at(text, at), "e" | "es" | "ème" | "eme")
}

/// `n° 5`, `p. 12`, `€ 50`, `9 h 30`: the space before a number does not break.
fn follows_word(setter: &mut Setter<'_>, at: usize) {
    let text = setter.text;
    let start = gap_before(text, at);
    if start == at {
        return;
    }
    let head = &text[..start];
    let after_number = |sign: char| {
        let rest = &head[..start - sign.len_utf8()];
        before(text, gap_before(text, rest.len())).is_some_and(|c| c.is_ascii_digit())
    };
    let belongs = match head.chars().next_back() {
        Some('h') => after_number('h') && digits_end(text, at) == at + 2,
        Some(sign @ ('€' | '$' | '£')) => !after_number(sign),
        _ => words::takes_number(head),
    };
    if belongs {
        setter.glue(start..at);
    }
}

/// What a number counts stays with it, and its sign gets its space.
fn unit(setter: &mut Setter<'_>, number: Range<usize>, simple: bool) -> usize {
    let text = setter.text;
    let end = number.end;
    let gap = end..gap_after(text, end);
    let sign = after(text, gap.end);
    let next = gap.end + sign.map_or(0, char::len_utf8);
    let follows = after(text, next);
    if gap.is_empty() {
        let with = match sign {
            Some('%') => "\u{a0}%",
            Some('‰') => "\u{a0}‰",
            Some('€') => "\u{a0}€",
            Some('°') if is_degree(text, next) => "\u{a0}°",
            _ => return end,
        };
        let ends = !follows.is_some_and(char::is_alphanumeric) || sign == Some('°');
        if ends {
            setter.replace(end..next, with);
            return next;
        }
        return end;
    }
    let belongs = match sign {
        Some('%' | '‰' | '€' | '$' | '£') => !follows.is_some_and(char::is_alphanumeric),
        _ => {
            let word = unit_at(text, gap.end);
            words::is_unit(word) || simple && number.len() <= 2 && words::is_month(word)
        }
    };
    if belongs {
        setter.glue(gap.clone());
        money(setter, gap.end);
    }
    end
}

/// `2 millions €`: the sign stays with the word before it.
fn money(setter: &mut Setter<'_>, at: usize) {
    let word = ordinals::word_at(setter.text, at);
    if matches!(
        word,
        "mille" | "million" | "millions" | "milliard" | "milliards"
    ) {
        let end = at + word.len();
        let gap = end..gap_after(setter.text, end);
        if matches!(setter.after(gap.end), Some('€' | '$' | '£')) {
            setter.glue(gap);
        }
    }
}

/// `20°C`: the letter of a scale follows, and nothing else.
fn is_degree(text: &str, at: usize) -> bool {
    matches!(ordinals::word_at(text, at), "C" | "F")
}

/// The unit at an offset: letters, `²`, `km/h`, `°C`.
fn unit_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest
        .find(|c: char| !(c.is_alphabetic() || matches!(c, '/' | '²' | '³' | '°' | '€')))
        .unwrap_or(rest.len());
    let word = &rest[..end];
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’');
    let behind = &rest[end..];
    match word {
        // `24 h/24`, `20 m2`
        "h/" | "j/" => &word[..1],
        "m" | "cm" | "km"
            if behind.starts_with(['2', '3']) && !behind[1..].starts_with(goes_on) =>
        {
            word
        }
        // `12 Ve`, raised or not
        "V" if behind.starts_with(OBJECT) => "",
        _ if behind.starts_with(goes_on) => "",
        _ if words::is_unit(word) => word,
        _ => word.split('/').next().unwrap_or(word),
    }
}
