//! The words of a template's tags. Not a parser: just enough to see what a template extends, includes, calls and looks at,
//! also where Tera cannot compile it.

use std::ops::Range;

/// A tag of a template: `{{ … }}` or `{% … %}`.
#[derive(Debug)]
pub struct Tag<'a> {
    /// Whether it is a `{% … %}`.
    pub block: bool,
    /// Its words, in order.
    pub words: Vec<Word<'a>>,
    /// Its bytes, from `{{` to `}}`, or to the end of a text in which it has no end.
    pub range: Range<usize>,
}

/// One word of a tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Its byte offset in the template.
    pub offset: usize,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A name.
    Name(&'a str),
    /// A string literal, without its quotes; escapes are left as written.
    Text(&'a str),
    /// A number.
    Number,
    /// Anything else, one character at a time; `?.` counts as `.`, and `?[` as `[`.
    Mark(char),
    /// `...`
    Spread,
}

impl<'a> Tag<'a> {
    /// The name at a position, if there is one.
    pub fn name(&self, index: usize) -> Option<&'a str> {
        match self.words.get(index)?.kind {
            Kind::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The string at a position, if there is one.
    pub fn text(&self, index: usize) -> Option<&'a str> {
        match self.words.get(index)?.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether a certain mark is at a position.
    pub fn is_mark(&self, index: usize, mark: char) -> bool {
        self.words.get(index).map(|word| word.kind) == Some(Kind::Mark(mark))
    }

    /// Its first name: `for`, `set` and the like.
    pub fn keyword(&self) -> Option<&'a str> {
        self.block.then(|| self.name(0)).flatten()
    }
}

/// All tags of a template, comments and raw blocks left out.
pub fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = next_open(text, at) {
        match text.as_bytes()[start + 1] {
            b'#' => {
                let Some(end) = text[start..].find("#}") else {
                    break;
                };
                at = start + end + 2;
            }
            mark => {
                let block = mark == b'%';
                let (tag, end) = read_tag(text, start + 2, block);
                at = end;
                if tag.keyword() == Some("raw") {
                    at = end_of_raw(text, at);
                } else {
                    tags.push(tag);
                }
            }
        }
    }
    tags
}

fn next_open(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len().saturating_sub(1))
        .find(|&i| bytes[i] == b'{' && matches!(bytes[i + 1], b'{' | b'%' | b'#'))
}

fn end_of_raw(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(open) = text[at..].find("{%") {
        let (tag, end) = read_tag(text, at + open + 2, true);
        if tag.keyword() == Some("endraw") {
            return end;
        }
        at += open + 2;
    }
    text.len()
}

fn read_tag(text: &str, from: usize, block: bool) -> (Tag<'_>, usize) {
    let bytes = text.as_bytes();
    let mut words = Vec::new();
    let mut depth = 0_usize;
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        let offset = at;
        let kind = match byte {
            b'%' if block && bytes.get(at + 1) == Some(&b'}') => {
                return (
                    Tag {
                        block,
                        words,
                        range: from - 2..at + 2,
                    },
                    at + 2,
                );
            }
            b'}' if !block && depth == 0 && bytes.get(at + 1) == Some(&b'}') => {
                return (
                    Tag {
                        block,
                        words,
                        range: from - 2..at + 2,
                    },
                    at + 2,
                );
            }
            b'"' | b'\'' | b'`' => {
                let end = end_of_string(bytes, at);
                at = (end + 1).min(bytes.len());
                Kind::Text(&text[offset + 1..end])
            }
            b'.' if text[at..].starts_with("...") => {
                at += 3;
                Kind::Spread
            }
            b'?' if matches!(bytes.get(at + 1), Some(b'.' | b'[')) => {
                at += 2;
                Kind::Mark(char::from(bytes[at - 1]))
            }
            b'0'..=b'9' => {
                at = end_of(bytes, at, |b| b.is_ascii_alphanumeric() || b == b'_');
                Kind::Number
            }
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                at = end_of(bytes, at, |b| b.is_ascii_alphanumeric() || b == b'_');
                Kind::Name(&text[offset..at])
            }
            _ => {
                let mark = text[at..].chars().next().unwrap_or(' ');
                at += mark.len_utf8();
                match mark {
                    '{' => depth += 1,
                    '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if mark.is_whitespace() {
                    continue;
                }
                if mark == '-' && words.is_empty() {
                    continue;
                }
                Kind::Mark(mark)
            }
        };
        words.push(Word { kind, offset });
    }
    (
        Tag {
            block,
            words,
            range: from - 2..bytes.len(),
        },
        bytes.len(),
    )
}

fn end_of(bytes: &[u8], from: usize, inside: impl Fn(u8) -> bool) -> usize {
    bytes[from..]
        .iter()
        .position(|&byte| !inside(byte))
        .map_or(bytes.len(), |length| from + length)
}

fn end_of_string(bytes: &[u8], quote: usize) -> usize {
    let mut at = quote + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == bytes[quote] => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_raw_blocks_and_strings_hide_nothing_and_show_nothing() {
        let text =
            r#"{# {{ a }} #}{% raw %}{{ b }}{%- endraw -%}{{ x["}}"] }}{% if {"k": {"n": c}} -%}"#;
        let names: Vec<&str> = tags(text)
            .iter()
            .flat_map(|tag| (0..tag.words.len()).filter_map(|i| tag.name(i)))
            .collect();
        assert_eq!(names, ["x", "if", "c"]);
    }

    #[test]
    fn an_unfinished_tag_ends_with_the_text() {
        let tags = tags("{{ page.title | ");
        assert_eq!(tags[0].name(0), Some("page"));
        assert_eq!(tags[0].words.len(), 4);
        assert!(tags_are_whole("{% é \\"));
    }

    fn tags_are_whole(text: &str) -> bool {
        tags(text).len() == 1
    }
}
