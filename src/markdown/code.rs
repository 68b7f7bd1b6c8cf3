//! Code blocks.

use super::{escape, highlight};
use crate::config::{Config, Dialect};
use crate::report::Finding;
use crate::text;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

/// A code block that is being read.
pub(super) struct OpenCode {
    fence: Fence,
    /// Where it is.
    pub range: Range<usize>,
    /// What it contains so far.
    pub text: String,
}

/// What the line that opens a code block says: `rust,linenos,hl_lines=1 3-5`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fence {
    pub lang: String,
    pub line_numbers: bool,
    pub first_line: Option<i64>,
    pub marked: Vec<RangeInclusive<usize>>,
    pub hidden: Vec<RangeInclusive<usize>>,
    /// Every other `key=value`.
    pub others: BTreeMap<String, String>,
}

impl OpenCode {
    /// A code block without content yet.
    pub fn new(info: &str, range: Range<usize>) -> Self {
        Self {
            fence: Fence::read(info),
            range,
            text: String::new(),
        }
    }

    /// Its HTML, and what there is to say about it.
    pub fn html(&self, config: &Config) -> (String, Option<Finding>) {
        let lang = self.fence.lang.as_str();
        if let Some(highlighting) = &config.markdown.highlighting {
            let known = !highlighting.error_on_missing_language || highlight::is_known(lang);
            let block = highlight::Block {
                fence: &self.fence,
                text: &self.text,
                dialect: config.dialect,
            };
            let (html, is_read) = highlight::html(&block, highlighting);
            let finding = match (known, is_read) {
                (false, _) => Some(unknown(lang)),
                (_, false) => Some(endless(lang)),
                _ => None,
            };
            return (html, finding);
        }
        let mut out = String::with_capacity(self.text.len() + 80);
        out.push_str("<pre><code");
        if !lang.is_empty() {
            if config.dialect == Dialect::Native {
                out.push_str(" class=\"language-");
                escape::attribute(&mut out, lang);
                out.push('"');
            }
            out.push_str(" data-lang=\"");
            escape::attribute(&mut out, lang);
            out.push('"');
        }
        out.push('>');
        escape::text(&mut out, &self.text);
        out.push_str("</code></pre>\n");
        (out, None)
    }
}

impl Fence {
    /// Reads the line that opens a code block.
    pub fn read(info: &str) -> Self {
        let mut fence = Self::default();
        for word in info
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            let (key, value) = match word.split_once('=') {
                Some((key, value)) => (key.trim(), Some(value.trim())),
                None => (word, None),
            };
            match (key, value) {
                ("linenos", _) => fence.line_numbers = true,
                ("linenostart", Some(value)) => fence.first_line = value.parse().ok(),
                ("hl_lines", Some(value)) => fence.marked.extend(ranges(value)),
                ("hide_lines", Some(value)) => fence.hidden.extend(ranges(value)),
                (key, Some(value)) => {
                    fence.others.insert(key.to_owned(), value.to_owned());
                }
                (key, None) if fence.lang.is_empty() => key.clone_into(&mut fence.lang),
                (_, None) => {}
            }
        }
        fence
    }
}

fn unknown(lang: &str) -> Finding {
    Finding::error(
        "code.unknown-language",
        text!(
            fr: "Le langage « {lang} » de ce bloc de code n'est pas connu.",
            en: "The language “{lang}” of this code block is not known.",
        ),
    )
    .help(text!(
        fr: "Écrivez un nom courant (« html », « python », « bash »), ou « text » pour un texte sans couleurs.",
        en: "Write a common name (“html”, “python”, “bash”), or “text” for a text without colours.",
    ))
}

fn endless(lang: &str) -> Finding {
    Finding::warning(
        "code.endless",
        text!(
            fr: "Ce bloc de code n'est pas coloré jusqu'au bout : les règles du langage « {lang} » tournent en rond sur une de ses lignes.",
            en: "This code block is not coloured to its end: the rules of the language “{lang}” go round in circles with one of its lines.",
        ),
    )
    .help(text!(
        fr: "Vérifiez que ce code est bien du « {lang} », ou écrivez « text » pour un texte sans couleurs.",
        en: "See that this code is “{lang}”, or write “text” for a text without colours.",
    ))
}

fn ranges(list: &str) -> impl Iterator<Item = RangeInclusive<usize>> {
    list.split_ascii_whitespace().filter_map(|range| {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
        Some(from.min(to)..=from.max(to))
    })
}
