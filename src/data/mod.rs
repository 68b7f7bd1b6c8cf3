//! Plain data: YAML, TOML and JSON read into values, with findings that a writer can act on.
//!
//! The ordinary path keeps no positions. Where there is something to say, the text is read once more to find its place.

mod common_errors;
pub mod dates;
mod json;
mod lines;
mod readable;
mod reader;
mod toml;
mod toml_errors;
mod utf8;
mod yaml;
mod yaml_errors;
mod yaml_simple;

pub use readable::Readable;
pub use reader::{At, Expected, Reader};
pub use utf8::utf8;

use crate::report::{Finding, Place};
use serde_json::{Map, Value};
use std::ops::Range;

/// A language for data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// YAML 1.2, core schema.
    Yaml,
    /// TOML 1.1.
    Toml,
    /// JSON.
    Json,
}

/// A piece of a file that holds data: a whole data file, or the front matter of a page.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The file, relative to the site's root: for findings.
    pub file: &'a str,
    /// The whole text of the file.
    pub text: &'a str,
    /// The bytes of the file that hold the data.
    pub range: Range<usize>,
    /// Its language.
    pub format: Format,
}

/// What is said in data of whatever language, on one line each or in a block of lines below `|` or `>`: the bytes of values
/// in a text, without their quotes.
pub fn said(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // how far the key of a block stands in, and whether its text has begun
    let mut block: Option<(usize, bool)> = None;
    for line in lines::lines(text) {
        if let Some((indent, begun)) = &mut block {
            if line.text.trim().is_empty() {
                continue;
            }
            if line.indent() > *indent {
                let end = line.range().end;
                match found.last_mut().filter(|_| *begun) {
                    Some(said) => said.end = end,
                    None => found.push(line.range()),
                }
                *begun = true;
                continue;
            }
            block = None;
        }
        if line.is_blank() {
            continue;
        }
        let entry = line.yaml_entry().or_else(|| line.item());
        let heads_block = entry.is_some_and(|entry| {
            let signs = entry.value.strip_prefix(['|', '>']);
            signs.is_some_and(|signs| signs.chars().all(|c| "+-123456789".contains(c)))
        });
        if heads_block {
            block = Some((line.indent(), false));
            continue;
        }
        let one = said_on(&line, entry, text);
        let rest = line.text.trim_start().trim_start_matches("- ");
        let value = one.clone().and_then(|one| text.get(one)).unwrap_or("");
        if rest.starts_with(['{', '[']) || value.starts_with(['{', '[']) {
            found.extend(
                quoted(line.text).map(|said| line.start + said.start..line.start + said.end),
            );
        } else {
            found.extend(one);
        }
    }
    found
}

/// What is said between double quotes on a line of many entries.
fn quoted(line: &str) -> impl Iterator<Item = Range<usize>> {
    let marks = line.match_indices('"').map(|(at, _)| at);
    let mut marks = marks.filter(|at| !line[..*at].ends_with('\\'));
    std::iter::from_fn(move || Some(marks.next()? + 1..marks.next()?))
}

/// What is said on a line, which may be an entry of YAML.
fn said_on(
    line: &lines::Line<'_>,
    entry: Option<lines::Entry<'_>>,
    text: &str,
) -> Option<Range<usize>> {
    let range = match entry.or_else(|| line.toml_entry()) {
        Some(entry) => entry.value_range(),
        None => {
            let key = line.text.find("\": ")?;
            line.start + key + 3..line.start + line.text.trim_end_matches([',', ' ']).len()
        }
    };
    let value = text.get(range.clone())?;
    let quoted = |mark: char| value.len() > 1 && value.starts_with(mark) && value.ends_with(mark);
    Some(match quoted('"') || quoted('\'') {
        true => range.start + 1..range.end - 1,
        false => range,
    })
}

/// Which part of an entry is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its name.
    Key,
    /// What is said for it.
    Value,
}

/// Where an entry is, in bytes of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    /// Its name; that of the value for an item of a list.
    key: Range<usize>,
    value: Range<usize>,
}

impl<'a> Source<'a> {
    /// A whole file of data. A byte-order mark at its start is left out.
    pub fn file(file: &'a str, text: &'a str, format: Format) -> Self {
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self {
            file,
            text,
            range: start..text.len(),
            format,
        }
    }

    /// The text of the data alone.
    pub fn data(&self) -> &'a str {
        self.text.get(self.range.clone()).unwrap_or("")
    }

    /// Reads the data. An empty text is null. Findings where it is not well-formed: syntax, keys said twice, nesting or
    /// repetition without end.
    pub fn parse(&self) -> Result<Value, Vec<Finding>> {
        match self.format {
            Format::Yaml => yaml::parse(self.data())
                .map_err(|problem| vec![yaml_errors::explain(self, problem)]),
            Format::Toml => toml::parse(self.data()).map_err(|()| toml_errors::explain(self)),
            Format::Json => json::parse(self),
        }
    }

    /// Reads data that must be a mapping of keys to values. An empty text is an empty one.
    pub fn keys(&self) -> Result<Map<String, Value>, Vec<Finding>> {
        match self.parse()? {
            Value::Object(map) => Ok(map),
            Value::Null => Ok(Map::new()),
            _ => Err(vec![yaml_errors::no_keys(self)]),
        }
    }

    /// The place of bytes of the data.
    pub fn place(&self, range: Range<usize>) -> Place {
        let start = self.range.start;
        Place::range(self.file, self.text, start + range.start..start + range.end)
    }

    /// The place of an entry, found by reading the data once more. None where it is not in this data.
    pub fn locate(&self, at: &At<'_>, part: Part) -> Option<Place> {
        let found = self.find(at)?;
        Some(self.place(match part {
            Part::Key => found.key,
            Part::Value => found.value,
        }))
    }

    /// An entry's value as it is written.
    fn written(&self, at: &At<'_>) -> Option<&'a str> {
        self.data().get(self.find(at)?.value)
    }

    fn find(&self, at: &At<'_>) -> Option<Found> {
        let path = at.path();
        match self.format {
            Format::Yaml | Format::Json => yaml::find(self.data(), &path),
            Format::Toml => toml::find(self.data(), &path),
        }
    }
}

/// One step of the way to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

#[cfg(test)]
mod tests;
