//! Where in the site something is.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A line longer than this, in bytes, is not shown with a finding.
const LONGEST_EXCERPT: usize = 2000;

/// A place in a file of the site, with the source line it is on, so that it can be shown without reading the file again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the site's root, with `/` between folders.
    pub file: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// The column in characters, from 1; 0 where the whole line is meant.
    pub column: usize,
    /// How many characters of the line are meant; 0 where that is not known.
    pub length: usize,
    /// The text of the line, empty where the whole file is meant, or the line is too long to be shown.
    pub excerpt: String,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 0,
            column: 0,
            length: 0,
            excerpt: String::new(),
        }
    }

    /// The place of a byte range in the whole text of a file. A range over several lines is cut at its first line's end;
    /// offsets that are no character boundary, or beyond the end, are moved down to one.
    pub fn range(file: impl Into<String>, text: &str, range: Range<usize>) -> Self {
        let start = floor(text, range.start);
        let end = floor(text, range.end).max(start);
        let first = if text.starts_with('\u{feff}') && start >= 3 {
            3
        } else {
            0
        };
        let line_start = text[..start].rfind('\n').map_or(first, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() + 1;
        Self::in_line(file, text, line, line_start..line_end, start..end)
    }

    /// [`Place::range`] where its line is known: its number, and the bytes before its line break.
    pub(crate) fn in_line(
        file: impl Into<String>,
        text: &str,
        line: usize,
        of_line: Range<usize>,
        range: Range<usize>,
    ) -> Self {
        let characters = |range: Range<usize>| text[range].chars().count();
        let Range { start, end } = range;
        let excerpt = match of_line.len() > LONGEST_EXCERPT {
            true => "",
            false => text[of_line.clone()].trim_end_matches('\r'),
        };
        Self {
            file: file.into(),
            line,
            column: characters(of_line.start..start) + 1,
            length: characters(start..end.min(of_line.end).max(start)),
            excerpt: excerpt.to_owned(),
        }
    }

    /// The place of a line and column (both from 1, column in characters) in the whole text of a file.
    pub fn line_column(file: impl Into<String>, text: &str, line: usize, column: usize) -> Self {
        let excerpt = text
            .lines()
            .nth(line.saturating_sub(1))
            .unwrap_or("")
            .to_owned();
        Self {
            file: file.into(),
            line,
            column,
            length: 0,
            excerpt,
        }
    }

    /// The bytes of the excerpt that are meant; the whole line where no column is known.
    pub fn span(&self) -> Range<usize> {
        if self.column == 0 {
            let indent = self.excerpt.len() - self.excerpt.trim_start().len();
            return indent..self.excerpt.trim_end().len().max(indent);
        }
        let offset = |column: usize| {
            let at = self.excerpt.char_indices().nth(column - 1);
            at.map_or(self.excerpt.len(), |(at, _)| at)
        };
        offset(self.column)..offset(self.column + self.length)
    }
}

impl std::fmt::Display for Place {
    /// `file:line:column`, as much of it as is known.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// The character boundary at an offset or before it.
pub(crate) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
