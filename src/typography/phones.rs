//! Telephone numbers, as Belgium and its neighbours write them: groups of digits between single spaces.

use super::chars::{digits_end, gap_after};
use std::ops::Range;

/// No number has more digits, its country included.
const MOST_DIGITS: usize = 14;

/// The spaces inside the telephone number that begins at an offset, and where it ends. `plus`: a `+` stands before it.
pub(super) fn find(text: &str, at: usize, plus: bool) -> Option<(Vec<Range<usize>>, usize)> {
    let bytes = text.as_bytes();
    if !plus && bytes.get(at) != Some(&b'0') {
        return None;
    }
    let mut digits = [0; MOST_DIGITS];
    let mut count = 0;
    let mut gaps = Vec::new();
    let mut best = None;
    let mut end = at;
    loop {
        let group = end;
        end = digits_end(text, end);
        let length = end - group;
        if length == 0 || length > 4 || (length == 4 && group != at) {
            break;
        }
        let Some(to) = digits.get_mut(count..count + length) else {
            break;
        };
        to.copy_from_slice(&bytes[group..end]);
        count += length;
        let digits = &digits[..count];
        let closed = !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
        if closed && is_whole(digits, plus) && (best.is_none() || prefers_longer(digits, plus)) {
            best = Some((gaps.len(), end));
        }
        if matches!(bytes.get(end), Some(b'/' | b'.' | b'-'))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
        {
            end += 1;
            continue;
        }
        let gap = end..gap_after(text, end);
        if text[gap.clone()].chars().count() != 1 {
            break;
        }
        end = gap.end;
        gaps.push(gap);
        if text[end..].starts_with("(0)") {
            end += 3;
            let gap = end..gap_after(text, end);
            if !gap.is_empty() {
                end = gap.end;
                gaps.push(gap);
            }
        }
    }
    let (count, end) = best?;
    gaps.truncate(count);
    Some((gaps, end))
}

/// Whether these are as many digits as a telephone number has.
fn is_whole(digits: &[u8], plus: bool) -> bool {
    let count = digits.len();
    match digits {
        [b'3', b'2', ..] if plus => matches!(count, 10 | 11),
        [b'3', b'3', ..] if plus => count == 11,
        _ if plus => (9..=13).contains(&count),
        [b'0', b'0', ..] => (11..=MOST_DIGITS).contains(&count),
        _ => matches!(count, 9 | 10),
    }
}

/// Whether a number that could end earlier goes on to these digits: a Belgian mobile, or one of another country.
fn prefers_longer(digits: &[u8], plus: bool) -> bool {
    match digits {
        [b'3', b'2', b'4', third, ..] if plus => *third >= b'5',
        [b'0', b'0', b'3', b'2', b'4', fourth, ..] if !plus => *fourth >= b'5',
        [b'0', b'4', third, ..] if !plus => *third >= b'5',
        _ => false,
    }
}
