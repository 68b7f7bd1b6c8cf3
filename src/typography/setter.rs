//! One flow of text while it is set.

use super::Edit;
use super::chars::{NARROW, NBSP, after, before};
use super::quotes::{self, Quote};
use std::ops::Range;
use std::rc::Rc;

/// A flow of text and the replacements found so far.
pub(super) struct Setter<'t> {
    pub text: &'t str,
    /// In the order of the text.
    edits: &'t mut Vec<Edit>,
    /// The spaces before this offset have been decided.
    claimed: usize,
    /// The straight quotes and their roles, once that was asked.
    quotes: Option<Rc<[Quote]>>,
    /// Whether it may have quotations in straight apostrophes, once that was asked.
    single_quotes: Option<bool>,
    /// Whether the flow may have mail addresses, once that was asked.
    mails: Option<bool>,
    /// The dash that closes what another one opened.
    pub closing_dash: Option<usize>,
    pub brands: &'t [String],
    /// Ordinals get `<sup>`.
    pub raised: bool,
}

impl<'t> Setter<'t> {
    #[inline]
    pub fn new(
        text: &'t str,
        brands: &'t [String],
        raised: bool,
        edits: &'t mut Vec<Edit>,
    ) -> Self {
        Self {
            text,
            edits,
            claimed: 0,
            quotes: None,
            single_quotes: None,
            mails: None,
            closing_dash: None,
            brands,
            raised,
        }
    }

    #[inline]
    pub fn before(&self, at: usize) -> Option<char> {
        before(self.text, at)
    }

    #[inline]
    pub fn after(&self, at: usize) -> Option<char> {
        after(self.text, at)
    }

    #[inline]
    pub fn replace(&mut self, range: Range<usize>, with: &'static str) {
        let in_order = self.edits.last().is_none_or(|last| last.end <= range.start);
        if in_order && self.text[range.clone()] != *with {
            self.edits.push(Edit {
                start: range.start,
                end: range.end,
                with,
            });
        }
    }

    /// Gives a stretch of spaces its form, where no earlier sign has: the first that asks decides.
    #[inline]
    pub fn space(&mut self, gap: Range<usize>, with: &'static str) {
        if gap.is_empty() || gap.start < self.claimed {
            return;
        }
        self.claimed = gap.end;
        self.replace(gap, with);
    }

    /// Keeps a stretch of spaces from breaking; one that does not break already stays.
    #[inline]
    pub fn glue(&mut self, gap: Range<usize>) {
        let with = match &self.text[gap.clone()] {
            NARROW => NARROW,
            _ => NBSP,
        };
        self.space(gap, with);
    }

    /// The straight double quotes of the flow.
    pub fn quotes(&mut self, find: fn(&str) -> Vec<Quote>) -> Rc<[Quote]> {
        let text = self.text;
        Rc::clone(self.quotes.get_or_insert_with(|| find(text).into()))
    }

    /// Whether quotes of the flow may find partners among those that were set.
    pub fn is_doubtful(&self) -> bool {
        self.quotes.as_deref().is_some_and(quotes::are_doubtful)
    }

    /// Whether a word of the flow begins with a straight apostrophe.
    pub fn has_single_quotes(&mut self) -> bool {
        let text = self.text;
        let begins = |at: usize| !before(text, at).is_some_and(char::is_alphanumeric);
        *self
            .single_quotes
            .get_or_insert_with(|| memchr::memchr_iter(b'\'', text.as_bytes()).any(begins))
    }

    /// Whether the flow has an `@`.
    pub fn mails(&mut self) -> bool {
        let text = self.text.as_bytes();
        *self
            .mails
            .get_or_insert_with(|| memchr::memchr(b'@', text).is_some())
    }
}
