//! Which straight quotes belong together.

use super::chars::{after, before, is_edge, opens};

/// A straight quote that has a partner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quote {
    pub at: usize,
    pub role: Role,
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
    Some(quotes[index].role)
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

/// The straight quotes of a flow that have partners, in its order. Quotes that the writer set already, `opening` and
/// `closing`, count for the depth.
pub(super) fn pairs(text: &str, straight: char, opening: &[char], closing: &[char]) -> Vec<Quote> {
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut typed = 0_usize;
    let mut found: Vec<Pair> = Vec::new();
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
    with_depths(found)
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

fn with_depths(mut found: Vec<Pair>) -> Vec<Quote> {
    found.sort_unstable_by_key(|pair| pair.open);
    let mut around: Vec<usize> = Vec::new();
    let mut quotes = Vec::with_capacity(2 * found.len());
    for pair in found {
        while around.last().is_some_and(|end| *end < pair.open) {
            around.pop();
        }
        let depth = around.len();
        around.push(pair.close);
        if pair.straight {
            quotes.push(Quote {
                at: pair.open,
                role: Role::Open(depth),
            });
            quotes.push(Quote {
                at: pair.close,
                role: Role::Close(depth),
            });
        }
    }
    quotes.sort_unstable_by_key(|quote| quote.at);
    quotes
}
