//! The style sheets of a site, and their declarations, each with the rules it stands in.

use super::asked::asked_for;
use crate::report::Place;
use crate::sources::Sources;
use std::borrow::Cow;
use std::ops::Range;

/// A style sheet of the site: its file, and its text.
pub struct StyleSheet {
    /// Its path below the output folder.
    pub path: String,
    /// Relative to the site's root.
    pub file: String,
    /// As it is published.
    pub css: String,
    /// It was made from the file, and has other lines.
    pub made: bool,
}

impl StyleSheet {
    /// Where a declaration is written; of what Sass has made, the file only.
    pub(super) fn place_of(&self, declaration: &Declaration<'_>) -> Place {
        match self.made {
            true => Place::file(&self.file),
            false => Place::range(&self.file, &self.css, declaration.range.clone()),
        }
    }

    /// Where an address is written that stands at a range of the sheet. What Sass has made is looked for in its files.
    pub(super) fn place(&self, range: Range<usize>, sources: &Sources) -> Place {
        if !self.made {
            return Place::range(&self.file, &self.css, range);
        }
        let written = self.css.get(range).unwrap_or("");
        let texts = sources.sass.values().filter_map(|file| {
            let bytes = sources.file(&file.path)?;
            Some((&file.path, String::from_utf8(bytes.to_vec()).ok()?))
        });
        let texts: Vec<_> = texts.collect();
        let asked = texts.iter().find_map(|(file, text)| {
            let mut asked = asked_for(text).into_iter();
            let at = asked.find(|at| text.get(at.clone()) == Some(written))?;
            Some(Place::range(*file, text, at))
        });
        // where a variable holds it
        let named = || {
            let quoted = ['"', '\''].map(|quote| format!("{quote}{written}{quote}"));
            texts.iter().find_map(|(file, text)| {
                let at = quoted.iter().find_map(|quoted| text.find(quoted))? + 1;
                Some(Place::range(*file, text, at..at + written.len()))
            })
        };
        asked
            .or_else(named)
            .unwrap_or_else(|| Place::file(&self.file))
    }
}

/// One declaration.
pub struct Declaration<'s> {
    /// Its name, like `--ink` or `color`.
    pub name: &'s str,
    /// As written, without comments' text changed into anything but blanks.
    pub value: String,
    /// Where it stands in the sheet.
    pub range: Range<usize>,
    /// The number of its block, from 0.
    pub block: usize,
}

/// A block of declarations.
pub struct Block {
    /// The selector, or `@font-face`.
    pub selector: String,
    /// The rules around it, like `@media (prefers-color-scheme: dark)`, in lower case.
    pub around: Vec<String>,
}

/// A style sheet, flat.
pub struct Sheet<'s> {
    /// In order.
    pub blocks: Vec<Block>,
    /// In order.
    pub declarations: Vec<Declaration<'s>>,
}

/// Reads a style sheet. What is not understood is left out.
pub fn read(css: &str) -> Sheet<'_> {
    let plain = without_comments(css);
    let mut sheet = Sheet {
        blocks: Vec::new(),
        declarations: Vec::new(),
    };
    // selectors and rules around the place that is read, each with its block where it has one
    let mut open: Vec<(String, Option<usize>)> = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, byte) in plain.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), byte) if byte == mark || byte == b'\n' => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            (None, b'{') => {
                let prelude = plain[start..at].trim().to_owned();
                open.push((prelude, None));
                (start, depth) = (at + 1, 0);
            }
            (None, b';') if depth == 0 => {
                declaration(css, &plain, start..at, &mut open, &mut sheet);
                start = at + 1;
            }
            (None, b'}') => {
                declaration(css, &plain, start..at, &mut open, &mut sheet);
                open.pop();
                (start, depth) = (at + 1, 0);
            }
            _ => {}
        }
    }
    sheet
}

fn declaration<'s>(
    css: &'s str,
    plain: &str,
    range: Range<usize>,
    open: &mut [(String, Option<usize>)],
    sheet: &mut Sheet<'s>,
) {
    let text = &plain[range.clone()];
    let Some((name, value)) = text.split_once(':') else {
        return;
    };
    let from = range.start + (text.len() - text.trim_start().len());
    let name = name.trim();
    let known = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let Some(last) = open.len().checked_sub(1) else {
        return;
    };
    let prelude = &open[last].0;
    let is_rule = prelude.starts_with('@') && !prelude.eq_ignore_ascii_case("@font-face");
    if name.is_empty() || !name.chars().all(known) || is_rule {
        return;
    }
    let block = match open[last].1 {
        Some(block) => block,
        None => {
            let around = open[..last]
                .iter()
                .map(|(prelude, _)| prelude.to_lowercase());
            sheet.blocks.push(Block {
                selector: open[last].0.clone(),
                around: around.collect(),
            });
            open[last].1 = Some(sheet.blocks.len() - 1);
            sheet.blocks.len() - 1
        }
    };
    let end = range.start + text.trim_end().len();
    sheet.declarations.push(Declaration {
        name: css.get(from..from + name.len()).unwrap_or(""),
        value: value
            .trim()
            .trim_end_matches("!important")
            .trim()
            .to_owned(),
        range: from..end.max(from),
        block,
    });
}

/// The sheet with blanks in the place of comments: offsets stay.
pub fn without_comments(css: &str) -> Cow<'_, str> {
    if !css.contains("/*") {
        return Cow::Borrowed(css);
    }
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        plain.push_str(&rest[..at]);
        let end = rest[at + 2..]
            .find("*/")
            .map_or(rest.len(), |end| at + 2 + end + 2);
        plain.extend(
            rest[at..end]
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
        );
        rest = &rest[end..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_what_was_made_are_in_no_file() {
        let sheet = |made| StyleSheet {
            path: "site.css".to_owned(),
            file: "sass/site.scss".to_owned(),
            css: ":root { --ink: #000 }".to_owned(),
            made,
        };
        let place = |made| {
            let sheet = sheet(made);
            let declarations = read(&sheet.css).declarations;
            let place = sheet.place_of(&declarations[0]);
            (place.line, place.column)
        };
        assert_eq!(place(false), (1, 9));
        assert_eq!(place(true), (0, 0));
    }

    #[test]
    fn declarations_know_their_block_and_place() {
        let css = "/* é: a; */ :root { --a: red; --b: url(\"x;y\") }\n@media (prefers-color-scheme: dark) { :root { --a: blue } }\n.x { color: var(--a); &:hover { color: red } }";
        let sheet = read(css);
        let shown: Vec<String> = sheet
            .declarations
            .iter()
            .map(|one| {
                let block = &sheet.blocks[one.block];
                assert!(css[one.range.clone()].starts_with(one.name));
                format!(
                    "{}{} {}={}",
                    block.around.join("|"),
                    block.selector,
                    one.name,
                    one.value
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ":root --a=red",
                ":root --b=url(\"x;y\")",
                "@media (prefers-color-scheme: dark):root --a=blue",
                ".x color=var(--a)",
                ".x&:hover color=red",
            ]
        );
    }
}
