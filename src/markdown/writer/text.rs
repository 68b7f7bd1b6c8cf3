//! Text, code spans and line breaks.

use super::super::{autolink, emoji, escape, unread};
use super::Writer;
use crate::config::Dialect;
use crate::report::Severity;
use std::ops::Range;

impl Writer<'_, '_> {
    pub(super) fn line_break(&mut self, markup: &str) {
        if let Some(image) = &mut self.image {
            if self.state.config.dialect == Dialect::Native {
                image.alt.push(' ');
            }
            return;
        }
        match self.alert.take() {
            Some(alert) if alert.in_title => self.out.push_str("</p>\n<p>"),
            alert => {
                self.alert = alert;
                self.out.push_str(markup);
            }
        }
        self.state.text.push('\n');
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            code.text.push_str(text);
            return;
        }
        let text = match &mut self.alert {
            Some(alert) if alert.in_title => alert.strip(text),
            _ => text,
        };
        let emoji = match self.state.config.markdown.render_emoji {
            true => emoji(text),
            false => text.into(),
        };
        if let Some(image) = &mut self.image {
            image.alt.push_str(&emoji);
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&emoji);
        }
        self.state.text.push_str(&emoji);
        if self.links == 0 {
            self.look_for_unread(text, &range);
        }
        if !self.state.config.markdown.autolink || self.links > 0 || !emoji.contains("://") {
            escape::text(&mut self.out, &emoji);
            return;
        }
        let mut written = 0;
        for url in autolink::find(&emoji) {
            escape::text(&mut self.out, &emoji[written..url.start]);
            let address = &emoji[url.clone()];
            let start = match self.source.text[range.clone()].find(address) {
                Some(at) => range.start + at,
                None => range.start,
            };
            let end = (start + address.len()).min(range.end).max(start);
            self.start_link(address, "", false, start..end);
            escape::text(&mut self.out, address);
            self.out.push_str("</a>");
            written = url.end;
        }
        escape::text(&mut self.out, &emoji[written..]);
    }

    /// Says where the text shows what was meant as a link.
    fn look_for_unread(&mut self, text: &str, range: &Range<usize>) {
        let at_line_start = range.start == 0 || self.source.text[..range.start].ends_with('\n');
        let heading = || at_line_start.then(|| unread::heading(text)).flatten();
        let Some((found, mut finding)) = unread::find(text).or_else(heading) else {
            return;
        };
        if !self.native() {
            finding.severity = Severity::Warning;
        }
        // escapes and entities are longer in the source than in the text
        let exact = self.source.text.get(range.clone()) == Some(text);
        let place = match exact {
            true => range.start + found.start..range.start + found.end,
            false => range.clone(),
        };
        self.note(finding, place);
    }

    pub(super) fn code_span(&mut self, text: &str) {
        let text = self.calls.restore(text);
        if let Some(image) = &mut self.image {
            image.alt.push_str(&text);
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&text);
        }
        self.state.text.push_str(&text);
        self.out.push_str("<code>");
        escape::text(&mut self.out, &text);
        self.out.push_str("</code>");
    }
}
