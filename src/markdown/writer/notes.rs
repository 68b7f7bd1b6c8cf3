//! Footnotes, where they are met.

use super::super::{escape, footnotes};
use super::{Close, Writer};
use std::fmt::Write as _;

impl Writer<'_, '_> {
    pub(super) fn start_footnote(&mut self, name: &str) -> Close {
        self.new_line();
        self.state.vouched &= escape::is_plain(name);
        if self.state.config.markdown.bottom_footnotes {
            if !self.footnotes.start_definition(name, self.out.len()) {
                self.state.vouched = false;
                return Close::Nothing;
            }
            return Close::Footnote;
        }
        let id = self.footnotes.id(name);
        let number = self.footnotes.number(name);
        self.out
            .push_str("<div class=\"footnote-definition\" id=\"");
        escape::attribute(&mut self.out, &id);
        let _ = write!(
            self.out,
            "\"><sup class=\"footnote-definition-label\">{number}</sup>"
        );
        self.state.ids.push(id);
        Close::Markup("</div>\n")
    }

    pub(super) fn end_footnote(&mut self) {
        self.footnotes.end_definition(&mut self.out);
    }

    pub(super) fn footnote_reference(&mut self, name: &str) {
        if self.image.is_some() {
            return;
        }
        let start = self.out.len();
        let number = self.footnotes.number(name);
        if self.state.config.markdown.bottom_footnotes {
            let reference = self.footnotes.refer(name);
            footnotes::write_bottom_reference(&mut self.out, &reference, number);
            self.state.ids.push(reference.id);
        } else {
            let id = self.footnotes.id(name);
            self.out
                .push_str("<sup class=\"footnote-reference\"><a href=\"#");
            escape::attribute(&mut self.out, &id);
            let _ = write!(self.out, "\">{number}</a></sup>");
        }
        if self.summary.is_none() {
            self.footnotes.remember(start..self.out.len());
        }
    }
}
