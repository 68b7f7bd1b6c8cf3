//! French ordinals: `1er`, `2e`, `XXIe`.

use super::chars::{gap_after, is_edge};
use super::setter::Setter;
use super::words;
use std::ops::Range;

/// How the end of an ordinal is written: plain, and raised.
fn ending(number: &str, written: &str) -> Option<[&'static str; 2]> {
    let first = matches!(number, "1" | "I");
    let second = matches!(number, "2" | "II");
    let ending = match written {
        "er" if first => ["er", "<sup>er</sup>"],
        "ers" if first => ["ers", "<sup>ers</sup>"],
        "re" | "ère" | "ere" if first => ["re", "<sup>re</sup>"],
        "res" | "ères" | "eres" if first => ["res", "<sup>res</sup>"],
        "nd" if second => ["nd", "<sup>nd</sup>"],
        "nde" if second => ["nde", "<sup>nde</sup>"],
        "nds" if second => ["nds", "<sup>nds</sup>"],
        "ndes" if second => ["ndes", "<sup>ndes</sup>"],
        "e" | "ème" | "eme" | "ième" | "ieme" => ["e", "<sup>e</sup>"],
        "es" | "èmes" | "emes" | "ièmes" | "iemes" => ["es", "<sup>es</sup>"],
        _ => return None,
    };
    Some(ending)
}

/// Sets the ending behind a number; where it ends, if there is one.
pub(super) fn set(setter: &mut Setter<'_>, number: Range<usize>) -> Option<usize> {
    let text = setter.text;
    let rest = &text[number.end..];
    let letters = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    if letters == 0 || letters > 6 {
        return None;
    }
    let end = number.end + letters;
    let [plain, raised] = ending(&text[number.clone()], &rest[..letters])?;
    let goes_on = match setter.after(end) {
        Some('@' | '_' | '=' | '\u{2019}' | '\'') => true,
        Some('-' | '.' | '/' | '+') => {
            let next = text[end + 1..].chars().next();
            next.is_some_and(|c| c.is_ascii_digit())
                || text[end..].starts_with('.')
                    && !is_edge(next)
                    && next.is_some_and(char::is_alphanumeric)
        }
        _ => false,
    };
    if goes_on {
        return None;
    }
    let with = if setter.raised { raised } else { plain };
    setter.replace(number.end..end, with);
    let gap = end..gap_after(text, end);
    let next = word_at(text, gap.end);
    if words::is_month(next) || matches!(next, "siècle" | "siècles") {
        setter.glue(gap);
    }
    Some(end)
}

/// Roman figures and their ending.
pub(super) fn roman(setter: &mut Setter<'_>, at: usize) -> usize {
    let text = setter.text;
    let figures = text.as_bytes()[at..]
        .iter()
        .take_while(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let end = at + figures.count();
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '/' | ':');
    if setter.before(at).is_some_and(inside) {
        return end;
    }
    let plural = &text[at..end] != "I" && end - at == 1 && text[end..].starts_with("es");
    let alone =
        &text[at..end] == "I" && text[end..].starts_with('e') && !text[end..].starts_with("er");
    // `Ve République`; but « Lu – Ve : 9 h – 17 h »
    let fifth = end - at == 1 && word_at(text, end) == "e";
    let behind = &text[gap_after(text, end + usize::from(fifth))..];
    if plural || alone || fifth && !behind.starts_with(char::is_alphabetic) {
        return end;
    }
    set(setter, at..end).unwrap_or(end)
}

/// The letters from an offset on.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    &rest[..end]
}
