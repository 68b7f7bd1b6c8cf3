//! Lines of data as a writer sees them: for guessing what was meant where a text is not well-formed.

use std::ops::Range;

/// A line and where it starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub start: usize,
    /// Without its end of line.
    pub text: &'a str,
}

/// A key and its value on one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub key: &'a str,
    /// Without surrounding space and without a comment; may be empty.
    pub value: &'a str,
    /// Where the value starts in the whole text.
    pub value_start: usize,
}

impl<'a> Line<'a> {
    /// How much white space is in front.
    pub fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// Without space around, as bytes of the whole text.
    pub fn range(&self) -> Range<usize> {
        let start = self.start + self.indent();
        start..start + self.text.trim().len()
    }

    pub fn is_blank(&self) -> bool {
        let text = self.text.trim_start();
        text.is_empty() || text.starts_with('#')
    }

    /// `key: value`, also as an item of a list.
    pub fn yaml_entry(&self) -> Option<Entry<'a>> {
        let mut rest = self.text.trim_start();
        while let Some(item) = rest.strip_prefix("- ") {
            rest = item.trim_start();
        }
        let colon = rest
            .match_indices(':')
            .map(|(at, _)| at)
            .find(|at| matches!(rest.as_bytes().get(at + 1), None | Some(b' ' | b'\t')))?;
        let key = rest[..colon].trim();
        if key.is_empty() || key.starts_with(['"', '\'', '[', '{', '#']) {
            return None;
        }
        Some(self.entry(key, &rest[colon + 1..]))
    }

    /// `key = value`.
    pub fn toml_entry(&self) -> Option<Entry<'a>> {
        let equals = self.text.find('=')?;
        let key = self.text[..equals].trim();
        if key.is_empty() || key.starts_with('#') {
            return None;
        }
        Some(self.entry(key, &self.text[equals + 1..]))
    }

    /// The value of a list's item without a key.
    pub fn item(&self) -> Option<Entry<'a>> {
        let rest = self.text.trim_start().strip_prefix("- ")?;
        Some(self.entry("", rest))
    }

    fn entry(&self, key: &'a str, after: &'a str) -> Entry<'a> {
        let value = after.trim_start();
        let start = self.start + self.text.len() - value.len();
        let is_quoted = value.starts_with(['"', '\'']);
        let value = match value.find(" #") {
            Some(comment) if !is_quoted => &value[..comment],
            _ if value.starts_with('#') => "",
            _ => value,
        };
        Entry {
            key,
            value: value.trim_end(),
            value_start: start,
        }
    }

    /// The line with an entry's value replaced.
    pub fn with_value(&self, entry: &Entry<'_>, value: &str) -> String {
        let before = &self.text[..entry.value_start - self.start];
        let after = &self.text[entry.value_start - self.start + entry.value.len()..];
        let space = if before.ends_with(' ') { "" } else { " " };
        format!("{before}{space}{value}{after}").trim().to_owned()
    }
}

impl Entry<'_> {
    /// The bytes of the value in the whole text.
    pub fn value_range(&self) -> Range<usize> {
        self.value_start..self.value_start + self.value.len()
    }
}

/// All lines of a text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |whole| {
        let line = Line {
            start,
            text: whole.trim_end_matches(['\n', '\r']),
        };
        start += whole.len();
        line
    })
}

/// The line that holds an offset; the last one with something on it where the offset is at the end.
pub(super) fn line_at(text: &str, offset: usize) -> Line<'_> {
    let mut found = Line { start: 0, text: "" };
    for line in lines(text) {
        if line.start > offset {
            break;
        }
        if !line.text.trim().is_empty() || offset < line.start + line.text.len() {
            found = line;
        }
    }
    found
}

/// The last line before another with something on it.
pub(super) fn line_before<'a>(text: &'a str, line: &Line<'_>) -> Option<Line<'a>> {
    lines(text)
        .take_while(|other| other.start < line.start)
        .filter(|other| !other.is_blank())
        .last()
}

/// A text in quotes that both YAML and TOML understand.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if !text.contains('\'') {
        format!("'{text}'")
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// Where the quote that opens a text is closed in it. None where it is not.
pub(super) fn closing_quote(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' && quote == '"' {
            escaped = true;
        } else if c == quote {
            return Some(at);
        }
    }
    None
}

/// What a value that starts with a quote and does not end with it looks like without its outer quotes.
pub(super) fn without_outer_quotes(value: &str) -> &str {
    let quote = value.chars().next().unwrap_or('"');
    let inner = value.strip_prefix(quote).unwrap_or(value);
    match inner.strip_suffix(quote) {
        Some(inner) => inner,
        None => value,
    }
}

/// Where the bracket that opens `text` is closed: the offset after it. None where it is not closed.
pub(super) fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"') => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
