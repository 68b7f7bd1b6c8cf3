//! Dutch, German and English: quotes, apostrophes and dashes.

use super::chars::{OBJECT, after, before, is_edge, is_space, opens, token_end};
use super::quotes::{self, Quote, Role};
use super::setter::Setter;
use super::{Edit, Style, dashes};
use std::borrow::Cow;

/// Outer and inner quotes.
struct Quotes {
    outer: [&'static str; 2],
    inner: [&'static str; 2],
}

const HIGH: Quotes = Quotes {
    outer: ["“", "”"],
    inner: ["‘", "’"],
};

const LOW: Quotes = Quotes {
    outer: ["„", "“"],
    inner: ["‚", "‘"],
};

/// Words that have lost their beginning: `'s avonds`, `'tis`.
const SHORTENED: &[&str] = &["s", "t", "n", "k", "em", "tis", "twas", "til", "cause"];

/// Finds the replacements in a flow, whose signs are told. True where a second look may find more.
pub(super) fn set(text: &str, signs: &[usize], style: Style, edits: &mut Vec<Edit>) -> bool {
    let bytes = text.as_bytes();
    let quotes = if style == Style::German { LOW } else { HIGH };
    let mut setter = Setter::new(text, &[], false, edits);
    let mut known: Option<Known<'_>> = None;
    let mut done = 0;
    for &at in signs {
        if at < done {
            continue;
        }
        let next = at + 1;
        done = match bytes[at] {
            sign @ (b'"' | b'\'') => {
                let known = known.get_or_insert_with(|| Known::new(text, style));
                let single = sign == b'\'';
                let with = match quotes::role(
                    if single {
                        &known.singles
                    } else {
                        &known.doubles
                    },
                    at,
                ) {
                    Some(Role::Open(depth)) => Some(quotes.at(single, depth)[0]),
                    Some(Role::Close(depth)) => Some(quotes.at(single, depth)[1]),
                    None => (single && is_apostrophe(text, at)).then_some("’"),
                };
                if let Some(with) = with {
                    setter.replace(at..next, with);
                }
                next
            }
            b'-' => {
                let known = known.get_or_insert_with(|| Known::new(text, style));
                let (end, sign) = dashes::meant(&known.recast, at, &known.doubles);
                if let Some(sign) = sign {
                    setter.replace(at..end, sign);
                }
                end
            }
            b':' if text[next..].starts_with("//") => token_end(text, at),
            b'.' if is_inside(text, at) => token_end(text, at),
            b'/' if is_edge(before(text, at)) && !is_edge(after(text, next)) => token_end(text, at),
            _ => next,
        };
    }
    known.is_some_and(|known| quotes::are_doubtful(&[known.doubles, known.singles].concat()))
}

impl Quotes {
    fn at(&self, single: bool, depth: usize) -> [&'static str; 2] {
        if single || depth > 0 {
            self.inner
        } else {
            self.outer
        }
    }
}

/// What the signs of a flow have to know about all of it.
struct Known<'t> {
    /// The text, its closing quotes looking like closing quotes.
    recast: Cow<'t, str>,
    doubles: Vec<Quote>,
    singles: Vec<Quote>,
}

impl<'t> Known<'t> {
    fn new(text: &'t str, style: Style) -> Self {
        let recast = recast(text, style);
        let doubles = doubles(&recast);
        let singles = singles(&recast, &doubles);
        Self {
            recast,
            doubles,
            singles,
        }
    }
}

/// A text in which closing quotes look like closing quotes: German closes with what English opens with.
fn recast(text: &str, style: Style) -> Cow<'_, str> {
    if style != Style::German {
        return Cow::Borrowed(text);
    }
    let close = |c| match c {
        '“' => '”',
        '‘' => '’',
        c => c,
    };
    Cow::Owned(text.chars().map(close).collect())
}

fn doubles(text: &str) -> Vec<Quote> {
    quotes::pairs(text, '"', &['“', '„', '«'], &['”', '»'])
}

/// Single quotes that are no apostrophes: one inside a word is none, nor one where a word is shortened. `doubles`: the double
/// ones, which open or close for them too.
fn singles(text: &str, doubles: &[Quote]) -> Vec<Quote> {
    let inside = |at: usize| {
        before(text, at).is_some_and(char::is_alphanumeric)
            && after(text, at + 1).is_some_and(char::is_alphanumeric)
    };
    let mask = |(at, c): (usize, char)| match c {
        '\'' if inside(at) || is_shortened(text, at) => 'x',
        '"' => match quotes::role(doubles, at) {
            Some(Role::Open(_)) => '(',
            Some(Role::Close(_)) => ')',
            None => c,
        },
        c => c,
    };
    let masked: String = text.char_indices().map(mask).collect();
    quotes::pairs(&masked, '\'', &[], &[])
}

fn is_shortened(text: &str, at: usize) -> bool {
    let rest = &text[at + 1..];
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let word = &rest[..end];
    let figures = word.trim_end_matches(char::is_alphabetic);
    let year = figures.len() == 2 && figures.bytes().all(|byte| byte.is_ascii_digit());
    let known = SHORTENED
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known));
    let begins = before(text, at).is_none_or(|c| is_space(c) || opens(c) || c == '"');
    begins && (word == "n" || !rest[end..].starts_with(['\'', '’', '‘'])) && (year || known)
}

/// Within a word, at the end of one, or where one is shortened.
fn is_apostrophe(text: &str, at: usize) -> bool {
    let left = before(text, at);
    let decade = left.is_some_and(|c| c.is_ascii_digit())
        && after(text, at + 1).is_some_and(char::is_alphabetic);
    left.is_some_and(|c| c.is_alphabetic() || c == OBJECT) || decade || is_shortened(text, at)
}

/// A point inside an address or a name of a file.
fn is_inside(text: &str, at: usize) -> bool {
    before(text, at).is_some_and(char::is_alphanumeric)
        && after(text, at + 1).is_some_and(char::is_alphanumeric)
}
