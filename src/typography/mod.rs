//! Text as the typographers of its language set it: spaces that do not break, quotes, apostrophes, dashes.
//!
//! French has all the rules; Dutch, German and English have quotes, apostrophes and dashes; other languages stay as they
//! are written. A text that is set already does not change, and no letter or digit ever does (but for `2ème`, which
//! becomes `2e`). No I/O.
//!
//! HTML is set flow by flow: the text of a paragraph, cell or heading is read across its inline tags, the rules give
//! replacements in it, and these are taken back to where the text stands between the tags.

mod chars;
mod dashes;
mod flow;
mod french;
mod glance;
mod html;
mod numbers;
mod ordinals;
mod phones;
mod quotes;
mod setter;
mod signs;
#[cfg(test)]
mod tests;
mod western;
mod words;

use glance::Glance;
use signs::Signs;
use std::borrow::Cow;

/// The rules of a language.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    style: Style,
    brands: &'a [String],
    /// Most signs are set at a glance; in the tests, which compare, also without.
    glances: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    French,
    Dutch,
    German,
    English,
}

/// A replacement of a stretch of bytes; replacements are in order and do not overlap.
#[derive(Clone, Copy, Debug)]
struct Edit {
    start: usize,
    end: usize,
    with: &'static str,
}

impl<'a> Rules<'a> {
    /// The rules of a language, by its code (`fr`, `fr-BE`, `nl`…); none where it has none. `brands`: names whose last
    /// sign is a `!` or `?` that belongs to them.
    pub fn of(lang: &str, brands: &'a [String]) -> Option<Self> {
        let style = match primary(lang) {
            code if code.eq_ignore_ascii_case("fr") => Style::French,
            code if code.eq_ignore_ascii_case("nl") => Style::Dutch,
            code if code.eq_ignore_ascii_case("de") => Style::German,
            code if code.eq_ignore_ascii_case("en") => Style::English,
            _ => return None,
        };
        // `Oh My !`: its space is not to be set, and at a glance that is not seen
        let is_spaced = |brand: &String| brand.trim_end_matches(['!', '?']).ends_with(' ');
        Some(Self {
            style,
            brands,
            glances: style == Style::French && !brands.iter().any(is_spaced),
        })
    }

    /// Plain text: a title, a description.
    pub fn text(self, text: &str) -> Cow<'_, str> {
        let bytes = text.as_bytes();
        let (mut signs, mut edits, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        for at in Signs::of(text) {
            match glance::at(self, &bytes[..at], bytes[at], &bytes[at + 1..], true) {
                Glance::Unsure => signs.push(at),
                glance => seen.extend(glance.edit(at)),
            }
        }
        if !signs.is_empty() {
            self.edit(text, &signs, false, &mut edits);
        }
        edits.append(&mut seen);
        edits.sort_by_key(|edit| edit.start);
        if edits.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() + 4 * edits.len());
        let mut done = 0;
        for edit in &edits {
            out.push_str(&text[done..edit.start]);
            out.push_str(edit.with);
            done = edit.end;
        }
        out.push_str(&text[done..]);
        Cow::Owned(out)
    }

    /// HTML: its text outside code and other languages, and `alt`, `title` and `aria-label`. Ordinals are raised.
    pub fn html(self, html: &str) -> Cow<'_, str> {
        html::set(self, html, true)
    }

    /// A short text that may hold some HTML: a translated text, a title with emphasis.
    pub fn label(self, text: &str) -> Cow<'_, str> {
        if text.contains('<') {
            html::set(self, text, false)
        } else {
            self.text(text)
        }
    }

    /// The replacements in one flow of text, whose signs are told. `raised`: ordinals get `<sup>`.
    fn edit(self, text: &str, signs: &[usize], raised: bool, edits: &mut Vec<Edit>) {
        match self.style {
            Style::French => french::set(text, signs, self.brands, raised, edits),
            style => western::set(text, signs, style, edits),
        }
    }

    fn is_of(self, lang: &str) -> bool {
        Rules::of(lang, &[]).is_some_and(|other| other.style == self.style)
    }
}

fn primary(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}
