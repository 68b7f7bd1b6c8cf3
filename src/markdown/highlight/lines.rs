//! What the words of a line are, remembered for every line of every block.

use super::aside::{self, Progress};
use super::kinds::{self, Kind};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

/// Lines that are remembered before all are forgotten.
const MOST_LINES: usize = 200_000;

/// A line longer than this, in bytes, has no colours.
const LONGEST_LINE: usize = 4096;

/// States of one language that are compared with a new one, to find that it is known.
const MOST_STATES: usize = 64;

/// The words of a line: where each ends, in bytes, and what it is.
pub(super) type Words = Arc<[(usize, Kind)]>;

/// All grammars.
pub(super) static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

static MEMO: LazyLock<RwLock<Memo>> = LazyLock::new(RwLock::default);

/// Where a grammar is between two lines.
pub(super) struct State {
    number: usize,
    language: String,
    parser: ParseState,
    scopes: ScopeStack,
}

#[derive(Clone)]
struct Line {
    words: Words,
    next: Arc<State>,
}

/// What is known of a line.
#[derive(Clone)]
enum Known {
    Read(Line),
    /// Its grammar does not come to an end with it.
    Endless,
}

#[derive(Default)]
struct Memo {
    /// By the number of the state before the line, and its text.
    lines: HashMap<usize, HashMap<Box<str>, Known>>,
    remembered: usize,
    /// The states of each language, the first one before any line.
    states: HashMap<String, Vec<Arc<State>>>,
    /// The number of the next state.
    next: usize,
}

/// The words of each line of a text, which come without their line breaks. There are fewer lines than in the text where the
/// grammar does not come to an end with the next one.
pub(super) fn words(text: &str, syntax: &SyntaxReference) -> Vec<Words> {
    let mut all = Vec::new();
    let (state, rest) = read(first_state(syntax), text, &mut all, |_, _| None);
    if let Some(rest) = rest {
        all.extend(aside::read(&state, rest));
    }
    all
}

/// The same from a state on, all lines being learned that are not known yet.
pub(super) fn read_all(state: &Arc<State>, text: &str, progress: &Progress) -> Vec<Words> {
    let mut all = Vec::new();
    read(Arc::clone(state), text, &mut all, |state, line| {
        progress.begin(state.number, line);
        Some(learn(state, line))
    });
    all
}

/// Remembers that no grammar comes to an end with a line after a state.
pub(super) fn give_up(state: usize, line: &str) {
    let mut memo = MEMO.write().unwrap_or_else(PoisonError::into_inner);
    memo.remember(state, line, Known::Endless);
}

/// Reads as many lines as are known, or as `learn` tells about, given a state and the line after it. Then: the state, and
/// what is left where the next line is none of these.
fn read<'t>(
    mut state: Arc<State>,
    text: &'t str,
    all: &mut Vec<Words>,
    learn: impl Fn(&State, &str) -> Option<Line>,
) -> (Arc<State>, Option<&'t str>) {
    let mut rest = text;
    while let Some(line) = rest.lines().next() {
        let after = memchr::memchr(b'\n', rest.as_bytes()).map_or("", |end| &rest[end + 1..]);
        if line.len() > LONGEST_LINE {
            all.push(Words::from([(line.len(), Kind::Plain)]));
            rest = after;
            continue;
        }
        let known = {
            let memo = MEMO.read().unwrap_or_else(PoisonError::into_inner);
            let after = memo.lines.get(&state.number);
            after.and_then(|lines| lines.get(line)).cloned()
        };
        let read = match known {
            Some(Known::Read(line)) => line,
            Some(Known::Endless) => return (state, None),
            None => match learn(&state, line) {
                Some(line) => line,
                None => return (state, Some(rest)),
            },
        };
        all.push(read.words);
        state = read.next;
        rest = after;
    }
    (state, None)
}

fn first_state(syntax: &SyntaxReference) -> Arc<State> {
    let known = {
        let memo = MEMO.read().unwrap_or_else(PoisonError::into_inner);
        let states = memo.states.get(&syntax.name);
        states.and_then(|states| states.first()).map(Arc::clone)
    };
    known.unwrap_or_else(|| {
        let mut memo = MEMO.write().unwrap_or_else(PoisonError::into_inner);
        memo.state(&syntax.name, ParseState::new(syntax), ScopeStack::default())
    })
}

fn learn(state: &State, line: &str) -> Line {
    let with_break = format!("{line}\n");
    let mut parser = state.parser.clone();
    let mut scopes = state.scopes.clone();
    let words = match parser.parse_line(&with_break, &GRAMMARS) {
        Ok(operations) => {
            let mut words: Vec<(usize, Kind)> = Vec::new();
            let mut push = |end: usize, scopes: &ScopeStack| {
                let end = end.min(line.len());
                let start = words.last().map_or(0, |(end, _)| *end);
                if end <= start {
                    return;
                }
                let kind = kinds::kind(scopes.as_slice());
                match words.last_mut() {
                    Some(last) if last.1 == kind => last.0 = end,
                    _ => words.push((end, kind)),
                }
            };
            for (at, operation) in &operations {
                push(*at, &scopes);
                if scopes.apply(operation).is_err() {
                    break;
                }
            }
            push(line.len(), &scopes);
            Words::from(words)
        }
        Err(_) => Words::from([(line.len(), Kind::Plain)]),
    };
    let mut memo = MEMO.write().unwrap_or_else(PoisonError::into_inner);
    if memo.remembered >= MOST_LINES {
        memo.lines.clear();
        memo.states.clear();
        memo.remembered = 0;
    }
    let next = memo.state(&state.language, parser, scopes);
    let line_after = Line { words, next };
    memo.remember(state.number, line, Known::Read(line_after.clone()));
    line_after
}

impl Memo {
    fn remember(&mut self, before: usize, line: &str, known: Known) {
        self.remembered += 1;
        let lines = self.lines.entry(before).or_default();
        lines.insert(line.into(), known);
    }

    /// The state with its number, the number of an equal one where there is one.
    fn state(&mut self, language: &str, parser: ParseState, scopes: ScopeStack) -> Arc<State> {
        let states = self.states.entry(language.to_owned()).or_default();
        let equal = states
            .iter()
            .find(|state| state.parser == parser && state.scopes == scopes);
        if let Some(state) = equal {
            return Arc::clone(state);
        }
        let state = Arc::new(State {
            number: self.next,
            language: language.to_owned(),
            parser,
            scopes,
        });
        self.next += 1;
        if states.len() < MOST_STATES {
            states.push(Arc::clone(&state));
        }
        state
    }
}
