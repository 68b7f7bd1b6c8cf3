//! Text as the typographers of its language set it: spaces that do not break, quotes, apostrophes, dashes.
//!
//! French has all the rules; Dutch, German and English have quotes, apostrophes and dashes; other languages stay as they
//! are written. A text that is set already does not change, and no letter or digit ever does (but for `2ème`, which
//! becomes `2e`). No I/O.
//!
//! HTML is set flow by flow: the text of a paragraph, cell or heading is read across its inline tags, the rules give
//! replacements in it, and these are taken back to where the text stands between the tags. Most of a text has no signs
//! (`signs`), and most signs of French are told by the bytes next to them (`glance`): a flow is put together only for those
//! that are left.

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
mod tags;
#[cfg(test)]
mod tests;
mod western;
mod words;

use glance::{Glance, Glances};
use signs::Signs;
use std::borrow::Cow;

/// How often a text is looked at whose quotes are in doubt. One that does not come to rest stays as it is written.
const LOOKS: usize = 8;

/// The rules of a language.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    style: Style,
    brands: &'a [String],
    /// Signs may be set at a glance.
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
        Some(Self {
            style,
            brands,
            glances: style == Style::French,
        })
    }

    /// Plain text: a title, a description.
    pub fn text(self, text: &str) -> Cow<'_, str> {
        settled(text, |text| self.text_once(text))
    }

    fn text_once(self, text: &str) -> (Cow<'_, str>, bool) {
        let glances = Glances::of(self, text, false);
        let (mut signs, mut edits) = (Vec::new(), Vec::new());
        for at in Signs::of(text) {
            let glance = glances.at(at, 0, true);
            if let Some(edit) = glance.edit(at) {
                edits.push(edit);
            } else if matches!(glance, Glance::Unsure) {
                signs.push(at);
            }
        }
        let mut is_doubtful = false;
        if !signs.is_empty() {
            let mut found = Vec::new();
            is_doubtful = self.edit(text, &signs, false, &mut found);
            edits.append(&mut found);
            edits.sort_by_key(|edit| edit.start);
        }
        if edits.is_empty() {
            return (Cow::Borrowed(text), false);
        }
        let mut out = String::with_capacity(text.len() + 4 * edits.len());
        let mut done = 0;
        for edit in &edits {
            out.push_str(&text[done..edit.start]);
            out.push_str(edit.with);
            done = edit.end;
        }
        out.push_str(&text[done..]);
        (Cow::Owned(out), is_doubtful)
    }

    /// HTML: its text outside code and other languages, and `alt`, `title` and `aria-label`. Ordinals are raised.
    pub fn html(self, html: &str) -> Cow<'_, str> {
        settled(html, |html| html::set(self, html, true))
    }

    /// A short text that may hold some HTML: a translated text, a title with emphasis.
    pub fn label(self, text: &str) -> Cow<'_, str> {
        if text.contains('<') {
            settled(text, |text| html::set(self, text, false))
        } else {
            self.text(text)
        }
    }

    /// The replacements in one flow of text, whose signs are told. `raised`: ordinals get `<sup>`. True where a second look may
    /// find more: some quotes were set, and others stand alone.
    fn edit(self, text: &str, signs: &[usize], raised: bool, edits: &mut Vec<Edit>) -> bool {
        match self.style {
            Style::French => french::set(text, signs, self.brands, raised, edits),
            style => western::set(text, signs, style, edits),
        }
    }

    /// The same, each sign looked at in its flow.
    fn without_glances(self) -> Self {
        Self {
            glances: false,
            ..self
        }
    }

    fn is_of(self, lang: &str) -> bool {
        Rules::of(lang, &[]).is_some_and(|other| other.style == self.style)
    }
}

/// A text as it is set when a second look would change nothing. `look`: sets it, and tells whether another look may find more.
fn settled<'t>(text: &'t str, look: impl Fn(&str) -> (Cow<'_, str>, bool)) -> Cow<'t, str> {
    let (set, is_doubtful) = look(text);
    if !is_doubtful {
        return set;
    }
    let mut set = set.into_owned();
    for _ in 0..LOOKS {
        match look(&set).0 {
            Cow::Owned(next) if next != set => set = next,
            _ => return Cow::Owned(set),
        }
    }
    Cow::Borrowed(text)
}

fn primary(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}
