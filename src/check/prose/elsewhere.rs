//! `tu` and `vous` in what a page shows besides its own text: what templates, components, data and settings say.

use super::{Block, mixed};
use crate::check::page::Seen;
use crate::check::words;
use crate::report::{Finding, Place};
use std::collections::HashSet;

/// What is shorter may stand in any line.
const LEAST_LETTERS: usize = 8;

/// The texts among those of a rendered page that say `tu` or `vous` where it declares the other.
pub fn said_otherwise(texts: &[(&str, usize)], declared: &str) -> Vec<String> {
    let strange = texts.iter().filter_map(|(text, _)| {
        let text = words::shown(text, usize::MAX);
        (!mixed(&block(&text), declared).is_empty()).then_some(text)
    });
    strange.collect()
}

/// What is told of these texts, each once, at the line that has it. `files`: names and texts of all that may have one; what is
/// in none of them is another page's.
pub fn mixed_elsewhere(pages: &[Seen<'_>], files: &[(&str, &str)]) -> Vec<Finding> {
    let mut met: HashSet<&str> = HashSet::new();
    let mut findings = Vec::new();
    for page in pages {
        let Some((document, declared)) = page.document.zip(page.noticed.declared) else {
            continue;
        };
        if page.noticed.said_otherwise.is_empty() {
            continue;
        }
        let own = words::bare(&document.text());
        for text in &page.noticed.said_otherwise {
            let bare = words::bare(text);
            if own.contains(&bare) || !met.insert(text) {
                continue;
            }
            let in_files = |said: &str| {
                let bare = words::bare(said);
                let long = bare.len() >= LEAST_LETTERS;
                let mut files = files.iter().filter(|_| long);
                files.find_map(|(file, whole)| line(file, whole, &bare))
            };
            // where only a part of a text is written, a sentence of it may be
            let mut sentences = text.split(['.', '!', '?', ':', ';', '…']);
            let strange = |said: &&str| !mixed(&block(said), declared).is_empty();
            let place =
                in_files(text).or_else(|| sentences.by_ref().filter(strange).find_map(in_files));
            let Some(place) = place else {
                continue;
            };
            for (_, message, help) in mixed(&block(text), declared) {
                let finding = Finding::warning("rights.tu-vous", message).help(help);
                let page = page.origin.clone();
                findings.push(finding.at(place.clone()).also(
                    page,
                    crate::text!(fr: "vu dans cette page", en: "seen in this page"),
                ));
            }
        }
    }
    findings
}

fn block(text: &str) -> Block {
    Block {
        text: text.to_owned(),
        map: Vec::new(),
        quoted: false,
        table: false,
    }
}

/// The first line of a file that says something, but for typography.
fn line(file: &str, text: &str, bare: &str) -> Option<Place> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if words::bare(line).contains(bare) {
            let blanks = line.len() - line.trim_start().len();
            return Some(Place::range(
                file,
                text,
                start + blanks..start + line.trim_end().len(),
            ));
        }
        start += line.len();
    }
    None
}
