//! The Markdown that is parsed, and where its parts stand in the file.

use super::{Input, Written};
use crate::report::{Place, floor};
use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

/// A Markdown text with the way back to the file it comes from.
pub(super) struct Source<'a> {
    /// What is parsed.
    pub text: Cow<'a, str>,
    /// Where stretches of `text` begin, and where they begin in the file; sorted, the first at 0. Empty where a template made the text.
    origin: Vec<(usize, usize)>,
    input: Input<'a>,
    /// The line of the file that was looked at last: lines are counted on from there.
    line: Cell<Line>,
}

/// A line of the file.
#[derive(Clone, Copy)]
struct Line {
    /// From 1.
    number: usize,
    start: usize,
    /// Before its line break.
    end: usize,
}

impl<'a> Source<'a> {
    /// The body of an input.
    pub fn body(input: Input<'a>) -> Self {
        let start = input.body.min(input.text.len());
        let (text, origin) = match input.templated {
            Some(templated) => (templated, Vec::new()),
            None => (input.text.get(start..).unwrap_or(""), vec![(0, start)]),
        };
        Self::new(Cow::Borrowed(text), origin, input)
    }

    fn new(text: Cow<'a, str>, origin: Vec<(usize, usize)>, input: Input<'a>) -> Self {
        Self {
            text,
            origin,
            input,
            line: Cell::new(Line {
                number: 1,
                start: 0,
                end: input.text.find('\n').unwrap_or(input.text.len()),
            }),
        }
    }

    /// A text made of pieces of this one: each with the text that stands for it, if it is not to be taken as it is.
    pub fn derived(&self, pieces: &[(Range<usize>, Option<String>)]) -> Self {
        let mut text = String::new();
        let mut origin = Vec::with_capacity(pieces.len());
        for (range, replacement) in pieces {
            origin.push((text.len(), self.offset(range.start)));
            match replacement {
                Some(replacement) => text.push_str(replacement),
                None => text.push_str(&self.text[range.clone()]),
            }
        }
        if self.origin.is_empty() {
            origin.clear();
        }
        Self::new(Cow::Owned(text), origin, self.input)
    }

    /// The offset in the file of an offset in the text.
    pub fn offset(&self, at: usize) -> usize {
        let index = self.origin.partition_point(|(start, _)| *start <= at);
        match index.checked_sub(1).and_then(|i| self.origin.get(i)) {
            Some((start, original)) => original + (at - start),
            None => at,
        }
    }

    /// The place of a range of the text. What a template made is searched in the file, and is the file as a whole where it is
    /// not found.
    pub fn place(&self, range: Range<usize>) -> Place {
        let body = self.input.body;
        match self.written(range) {
            Some(written) => self.place_in_file(body + written.start..body + written.end),
            None => Place::file(self.input.file),
        }
    }

    /// The bytes below the front matter that a range of the text was made from.
    pub fn written(&self, range: Range<usize>) -> Written {
        let body = self.input.body;
        if !self.origin.is_empty() {
            let offset = |at: usize| self.offset(at).saturating_sub(body);
            return Some(offset(range.start)..offset(range.end));
        }
        let text = self.text.get(range).unwrap_or("");
        let line = text.lines().next().unwrap_or("").trim();
        let at = self.input.text.get(body..)?.find(line)?;
        (!line.is_empty()).then_some(at..at + line.len())
    }

    /// [`Place::range`], without counting the lines of the whole file again for each of many places.
    fn place_in_file(&self, range: Range<usize>) -> Place {
        let text = self.input.text;
        let start = floor(text, range.start);
        let end = floor(text, range.end).max(start);
        let line = self.line_at(start);
        Place::in_line(
            self.input.file,
            text,
            line.number,
            line.start..line.end,
            start..end,
        )
    }

    /// The line of an offset of the file.
    fn line_at(&self, at: usize) -> Line {
        let text = self.input.text;
        let last = self.line.get();
        if (last.start..=last.end).contains(&at) {
            return last;
        }
        let number = match last.start <= at {
            true => last.number + newlines(&text[last.start..at]),
            false => last.number - newlines(&text[at..last.start]),
        };
        let line = Line {
            number,
            start: text[..at].rfind('\n').map_or(0, |found| found + 1),
            end: text[at..].find('\n').map_or(text.len(), |found| at + found),
        };
        self.line.set(line);
        line
    }
}

fn newlines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}
