//! Raw HTML, the component calls in it, and the mark that ends the summary.

use super::super::raw_html;
use super::{Close, Writer};
use crate::config::RawHtml;
use std::ops::Range;

impl Writer<'_, '_> {
    pub(super) fn start_html_block(&mut self, range: Range<usize>) {
        let source = self.source;
        let html = &source.text[range.clone()];
        self.skipping = self.is_unpublished(html);
        if !self.skipping {
            self.look_at(html, range.start);
        }
    }

    /// Whether a piece of HTML is a writer's note to themselves, in a site that publishes none.
    fn is_unpublished(&self, html: &str) -> bool {
        self.state.config.markdown.raw_html == RawHtml::Safe
            && raw_html::is_plain_comment(html)
            && !raw_html::is_more(html)
            && self.calls.next_mark(html).is_none()
    }

    pub(super) fn look_at(&mut self, html: &str, at: usize) {
        if self.image.is_some() {
            return;
        }
        let safe = self.state.config.markdown.raw_html == RawHtml::Safe;
        for (finding, range) in raw_html::look_at(html, self.state, safe) {
            self.note(finding, at + range.start..at + range.end);
        }
    }

    pub(super) fn html(&mut self, html: &str, outermost: bool) {
        if self.image.is_some() || self.skipping || self.is_unpublished(html) {
            return;
        }
        self.state.vouched = false;
        if outermost && self.summary.is_none() && raw_html::is_more(html) {
            self.cut_summary();
            self.out.push_str("<span id=\"continue-reading\"></span>");
            if html.ends_with('\n') {
                self.out.push('\n');
            }
            return;
        }
        let mut rest = html;
        while let Some((mark, index)) = self.calls.next_mark(rest) {
            if raw_html::ends_inside_tag(&rest[..mark.start]) {
                let restored = self.calls.restore(rest).into_owned();
                return self.raw(&restored);
            }
            self.raw(&rest[..mark.start]);
            let rendered = self.calls.render(index, self.state);
            self.parts.push(&mut self.out, rendered);
            rest = &rest[mark.end..];
        }
        self.raw(rest);
    }

    fn raw(&mut self, html: &str) {
        self.html_seen |= !html.trim().is_empty();
        self.out.push_str(html);
    }

    /// Keeps what was written so far as the summary, its open containers closed.
    fn cut_summary(&mut self) {
        let mut end = self.out.len();
        let mut depth = self.open.len();
        if let Some(heading) = &self.heading {
            end = heading.start;
            depth = self
                .open
                .iter()
                .rposition(|close| matches!(close, Close::Heading))
                .unwrap_or(0);
        }
        if let Some(start) = self.footnotes.open_start() {
            end = end.min(start);
            depth = depth.min(
                self.open
                    .iter()
                    .position(|close| matches!(close, Close::Footnote))
                    .unwrap_or(0),
            );
        }
        let mut summary = self.footnotes.without_references(&self.out[..end]);
        summary.truncate(summary.trim_end().len());
        let open = &self.open[..depth];
        if open
            .iter()
            .any(|close| !matches!(close, Close::Nothing | Close::HtmlBlock))
        {
            let cutoff = self
                .state
                .components
                .summary_cutoff(&summary, self.state.input.lang);
            match cutoff {
                Ok(cutoff) => self.parts.push(&mut summary, cutoff),
                Err(finding) => self.state.findings.push(finding),
            }
        }
        for close in open.iter().rev() {
            summary.push_str(match close {
                Close::Nothing
                | Close::Heading
                | Close::Image
                | Close::Code
                | Close::Footnote
                | Close::HtmlBlock => "",
                Close::Markup(markup) | Close::Link(markup) => markup,
                Close::Paragraph => "</p>\n",
                Close::TableHead => "</tr></thead><tbody>\n",
                Close::TableCell if self.table_head => "</th>",
                Close::TableCell => "</td>",
            });
        }
        self.summary = Some(summary);
    }
}
