//! Which straight quotes belong together.

use super::chars::{after, before, is_edge, opens};

/// A straight quote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quote {
    at: usize,
    /// None where it has no partner.
    role: Option<Role>,
}

/// What a quote does, at a depth from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Open(usize),
    Close(usize),
}

/// What the straight quote at an offset does; none where it has no partner.
pub(super) fn role(quotes: &[Quote], at: usize) -> Option<Role> {
    let index = quotes.binary_search_by_key(&at, |quote| quote.at).ok()?;
    quotes[index].role
}

/// Whether some of the quotes of a flow have partners, and others have none: these may find one among what was set.
pub(super) fn are_doubtful(quotes: &[Quote]) -> bool {
    quotes.iter().any(|quote| quote.role.is_none())
        && quotes.iter().any(|quote| quote.role.is_some())
}

/// Two quotes that belong together.
struct Pair {
    open: usize,
    close: usize,
    straight: bool,
}

/// An opening quote that waits for its partner.
struct Waiting {
    at: usize,
    straight: bool,
}

/// The straight quotes of a flow, in its order. Quotes that the writer set already, `opening` and
/// `closing`, count for the depth.
pub(super) fn pairs(text: &str, straight: char, opening: &[char], closing: &[char]) -> Vec<Quote> {
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut typed = 0_usize;
    let mut found: Vec<Pair> = Vec::new();
    let mut quotes: Vec<Quote> = Vec::new();
    let mut opened = None;
    let sign = u8::try_from(straight).unwrap_or(b'"');
    if memchr::memchr(sign, text.as_bytes()).is_none() {
        return Vec::new();
    }
    for at in memchr::memchr3_iter(sign, 0xC2, 0xE2, text.as_bytes()) {
        let Some(c) = after(text, at) else {
            break;
        };
        if c == straight {
            quotes.push(Quote { at, role: None });
            let next = at + c.len_utf8();
            let awaited = waiting.last().is_some_and(|top| top.straight);
            let left = before(text, at);
            let inner = opened == Some(at);
            if begins(left, after(text, next), inner, awaited) {
                waiting.push(Waiting { at, straight: true });
                opened = Some(next);
            } else if awaited && !inner {
                found.extend(waiting.pop().map(|open| Pair {
                    open: open.at,
                    close: at,
                    straight: true,
                }));
            }
        } else if opening.contains(&c) {
            waiting.push(Waiting {
                at,
                straight: false,
            });
            typed += 1;
        } else if closing.contains(&c) && typed > 0 {
            while let Some(open) = waiting.pop() {
                if !open.straight {
                    typed -= 1;
                    found.push(Pair {
                        open: open.at,
                        close: at,
                        straight: false,
                    });
                    break;
                }
            }
        }
    }
    assign(&mut quotes, found);
    quotes
}

/// Whether a straight quote opens, by its neighbours. `inner`: it stands right behind one that opens; `awaited`: one is open.
fn begins(left: Option<char>, right: Option<char>, inner: bool, awaited: bool) -> bool {
    let blank_right = is_edge(right);
    let ends_right = blank_right || right.is_some_and(|c| ".,;:!?…)]}»”".contains(c));
    match left {
        _ if inner => !ends_right,
        None => true,
        Some(c) if is_edge(Some(c)) => !(awaited && ends_right) && right.is_some(),
        Some(c) if opens(c) => !(awaited && ends_right),
        Some(_) => false,
    }
}

/// Gives the quotes that have partners their roles.
fn assign(quotes: &mut [Quote], mut pairs: Vec<Pair>) {
    let mut give = |at: usize, role: Role| {
        if let Ok(index) = quotes.binary_search_by_key(&at, |quote| quote.at) {
            quotes[index].role = Some(role);
        }
    };
    pairs.sort_unstable_by_key(|pair| pair.open);
    let mut around: Vec<usize> = Vec::new();
    for pair in pairs {
        while around.last().is_some_and(|end| *end < pair.open) {
            around.pop();
        }
        let depth = around.len();
        around.push(pair.close);
        if pair.straight {
            give(pair.open, Role::Open(depth));
            give(pair.close, Role::Close(depth));
        }
    }
}
