//! What the words of a line are, remembered for every line of every block.

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
struct State {
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

#[derive(Default)]
struct Memo {
    /// By the number of the state before the line, and its text.
    lines: HashMap<usize, HashMap<Box<str>, Line>>,
    remembered: usize,
    /// The states of each language, the first one before any line.
    states: HashMap<String, Vec<Arc<State>>>,
    /// The number of the next state.
    next: usize,
}

/// The words of each line of a text, which come without their line breaks.
pub(super) fn words(text: &str, syntax: &SyntaxReference) -> Vec<Words> {
    let mut state = first_state(syntax);
    let mut all = Vec::new();
    let mut with_break = String::new();
    for line in text.lines() {
        if line.len() > LONGEST_LINE {
            all.push(Words::from([(line.len(), Kind::Plain)]));
            continue;
        }
        let known = {
            let memo = MEMO.read().unwrap_or_else(PoisonError::into_inner);
            let after = memo.lines.get(&state.number);
            after.and_then(|lines| lines.get(line)).cloned()
        };
        let Line { words, next } = known.unwrap_or_else(|| {
            with_break.clear();
            with_break.push_str(line);
            with_break.push('\n');
            remember(&state, line, &with_break)
        });
        all.push(words);
        state = next;
    }
    all
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

fn remember(state: &State, line: &str, with_break: &str) -> Line {
    let mut parser = state.parser.clone();
    let mut scopes = state.scopes.clone();
    let words = match parser.parse_line(with_break, &GRAMMARS) {
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
    memo.remembered += 1;
    memo.lines
        .entry(state.number)
        .or_default()
        .insert(line.into(), line_after.clone());
    line_after
}

impl Memo {
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
