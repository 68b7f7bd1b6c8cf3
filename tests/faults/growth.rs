//! Texts and sites of unlikely size: four times as much takes about four times as long.

use crate::harness::empty_folder;
use crate::large::{ALL, Large, site};
use crate::measure::Measured;
use crate::table::Outcome;
use rayon::prelude::*;

/// Four times as much would take sixteen times as long if each piece were compared with each other one.
const MOST_GROWTH: f64 = 7.0;

/// What is shorter is mostly the start of the program, in seconds.
const LEAST: f64 = 0.1;

/// A busy machine may be unlucky this often.
const ROUNDS: usize = 4;

pub fn unlikely_sizes() -> Outcome {
    let wrong: Vec<String> = ALL.par_iter().filter_map(grows_too_fast).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Outcome::Survived(ALL.len())
}

fn grows_too_fast(large: &Large) -> Option<String> {
    let mut told = String::new();
    for _ in 0..ROUNDS {
        let once = build(large, large.few);
        let more = build(large, large.few * 4);
        if more.seconds <= MOST_GROWTH * once.seconds.max(LEAST) {
            return None;
        }
        told = format!(
            "{}: {} s, then {} s",
            large.what, once.seconds, more.seconds
        );
    }
    Some(told)
}

fn build(large: &Large, size: usize) -> Measured {
    let files = site((large.files)(size));
    let all = files
        .into_iter()
        .fold(empty_folder(), |all, (path, text)| all.with(&path, text));
    let built = Measured::build(&all);
    let what = format!("{size} {}", large.what);
    assert!(
        matches!(built.status, Some(0 | 1)),
        "{what}: {:?} {}",
        built.status,
        built.err
    );
    assert!(!built.err.contains("panicked"), "{what}: {}", built.err);
    built.within(f64::INFINITY, 400.0, &what);
    built
}
