//! The HTML of a code block in colours.

use super::super::code::Fence;
use super::super::escape;
use super::kinds::Kind;
use super::languages::{self, PLAIN};
use super::lines::{self, Words};
use super::palette::{self, Palette};
use crate::config::{DataAttrPosition, Dialect, Highlighting};
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// A code block.
pub(in super::super) struct Block<'b> {
    pub fence: &'b Fence,
    pub text: &'b str,
    pub dialect: Dialect,
}

/// Where the colours of a block come from.
enum Colors {
    /// A style sheet.
    Classes,
    /// The block itself.
    Inline(Arc<Palette>, Option<Arc<Palette>>),
}

/// The HTML of a block, and whether its grammar came to an end with it: else its last lines have no colours.
pub(in super::super) fn html(block: &Block<'_>, highlighting: &Highlighting) -> (String, bool) {
    let colors = match highlighting.inline {
        false => Colors::Classes,
        true => Colors::Inline(
            palette::palette(&highlighting.light_theme),
            highlighting.dark_theme.as_deref().map(palette::palette),
        ),
    };
    let written = block.fence.lang.as_str();
    let language = languages::language(written);
    let words = match language.grammar {
        Some(grammar) => lines::words(block.text, grammar),
        None => Vec::new(),
    };
    let is_read = language.grammar.is_none() || words.len() == block.text.lines().count();
    let data = match block.dialect {
        Dialect::Zola => data_attributes(language.name.unwrap_or(PLAIN), block.fence),
        Dialect::Native => data_attributes(written, block.fence),
    };
    let on = highlighting.data_attr_position;
    let pre_data = matches!(on, DataAttrPosition::Pre | DataAttrPosition::Both);
    let code_data = matches!(on, DataAttrPosition::Code | DataAttrPosition::Both);
    let mut out = String::with_capacity(block.text.len() * 3 + 80);
    colors.open_block(&mut out);
    if pre_data {
        out.push_str(&data);
    }
    out.push_str("><code");
    if block.dialect == Dialect::Native && !written.is_empty() {
        out.push_str(" class=\"language-");
        escape::attribute(&mut out, written);
        out.push('"');
    }
    if code_data {
        out.push_str(&data);
    }
    out.push('>');
    write_lines(&mut out, block, &words, &colors);
    out.push_str("</code></pre>");
    if block.dialect == Dialect::Native {
        out.push('\n');
    }
    (out, is_read)
}

fn data_attributes(lang: &str, fence: &Fence) -> String {
    let mut data = String::new();
    let mut push = |key: &str, value: &str| {
        let _ = write!(data, " data-{key}=\"");
        escape::attribute(&mut data, value);
        data.push('"');
    };
    if !lang.is_empty() {
        push("lang", lang);
    }
    for (key, value) in &fence.others {
        let key: String = key
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        push(&key, value);
    }
    data
}

fn write_lines(out: &mut String, block: &Block<'_>, words: &[Words], colors: &Colors) {
    let fence = block.fence;
    let first = fence.first_line.unwrap_or(1);
    let count = block.text.lines().count();
    let last = first.saturating_add(i64::try_from(count.saturating_sub(1)).unwrap_or(i64::MAX));
    let width = last.to_string().len().max(first.to_string().len());
    let within = |ranges: &[RangeInclusive<usize>], line: usize| {
        ranges.iter().any(|range| range.contains(&line))
    };
    let mut shown = first;
    let mut written = false;
    for (index, line) in block.text.lines().enumerate() {
        let number = shown;
        shown = shown.saturating_add(1);
        if within(&fence.hidden, index + 1) {
            continue;
        }
        if written {
            out.push('\n');
        }
        written = true;
        colors.open_line(out, within(&fence.marked, index + 1));
        if fence.line_numbers {
            colors.open_number(out);
            let _ = write!(out, "{number:>width$}</span>");
        }
        let plain = [(line.len(), Kind::Plain)];
        let mut at = 0;
        for &(end, kind) in words.get(index).map_or(&plain[..], |words| words) {
            let word = line.get(at..end).unwrap_or("");
            at = end;
            colors.write_word(out, word, kind);
        }
        out.push_str("</span>");
    }
}

impl Colors {
    fn open_block(&self, out: &mut String) {
        let _ = match self {
            Self::Classes => write!(out, "<pre class=\"giallo z-code\""),
            Self::Inline(theme, None) => write!(
                out,
                "<pre class=\"giallo\" style=\"color: {}; background-color: {};\"",
                theme.text, theme.background
            ),
            Self::Inline(light, Some(dark)) => write!(
                out,
                "<pre class=\"giallo\" style=\"color-scheme: light dark; color: light-dark({}, {}); background-color: light-dark({}, {});\"",
                light.text, dark.text, light.background, dark.background
            ),
        };
    }

    fn open_line(&self, out: &mut String, marked: bool) {
        let _ = match self {
            _ if !marked => write!(out, "<span class=\"giallo-l\">"),
            Self::Classes => write!(out, "<span class=\"giallo-l z-hl\">"),
            Self::Inline(theme, None) => write!(
                out,
                "<span class=\"giallo-l\" style=\"background-color: {};\">",
                theme.marked
            ),
            Self::Inline(light, Some(dark)) => write!(
                out,
                "<span class=\"giallo-l\" style=\"background-color: light-dark({}, {});\">",
                light.marked, dark.marked
            ),
        };
    }

    fn open_number(&self, out: &mut String) {
        out.push_str("<span aria-hidden=\"true\" class=\"giallo-ln\"");
        let _ = match self {
            Self::Classes => write!(out, ">"),
            Self::Inline(theme, None) => write!(out, " style=\"color: {};\">", theme.numbers),
            Self::Inline(light, Some(dark)) => write!(
                out,
                " style=\"color: light-dark({}, {});\">",
                light.numbers, dark.numbers
            ),
        };
    }

    fn write_word(&self, out: &mut String, word: &str, kind: Kind) {
        if word.is_empty() {
            return;
        }
        let start = out.len();
        match self {
            Self::Classes => {
                if let Some(class) = kind.class() {
                    let _ = write!(out, "<span class=\"{class}\">");
                }
            }
            Self::Inline(theme, None) => {
                if let Some(style) = theme.style(kind) {
                    let font = palette::font_css(style.font);
                    let _ = write!(out, "<span style=\"color: {};{font}\">", style.color);
                }
            }
            Self::Inline(light, Some(dark)) => {
                let (one, other) = (light.style(kind), dark.style(kind));
                if one.is_some() || other.is_some() {
                    let one_color = one.map_or(light.text, |style| style.color);
                    let other_color = other.map_or(dark.text, |style| style.color);
                    let font = one
                        .or(other)
                        .map_or("", |style| palette::font_css(style.font));
                    let _ = write!(
                        out,
                        "<span style=\"color: light-dark({one_color}, {other_color});{font}\">"
                    );
                }
            }
        }
        let colored = out.len() > start;
        escape::text(out, word);
        if colored {
            out.push_str("</span>");
        }
    }
}
