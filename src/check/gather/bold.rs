//! Paragraphs that are bold as a whole: headings that are none.

use super::Gather;
use crate::check::facts::Span;
use crate::check::names::Element;

/// A paragraph that may be bold as a whole.
#[derive(Clone, PartialEq, Eq)]
pub enum Bold {
    /// Nothing but its tag was seen.
    Begun,
    /// Inside of the bold element.
    Inside,
    /// After it.
    After,
}

impl Gather<'_> {
    pub(super) fn bold_paragraph(&mut self, element: Element, span: &Span) {
        if !self.wants_texts {
            return;
        }
        if matches!(
            element,
            Element::P
                | Element::Ul
                | Element::Ol
                | Element::Table
                | Element::Pre
                | Element::Blockquote
                | Element::Dl
                | Element::Figure
                | Element::Div
        ) {
            self.facts.bold.extend(self.candidate.take());
        } else if element.level().is_some()
            || matches!(element, Element::Hr | Element::Footer | Element::Nav)
        {
            self.candidate = None;
        }
        match (element, &mut self.paragraph) {
            (Element::P, _) => {
                let wide = self.depth.narrow == 0 && self.depth.asides == 0 && !self.under_heading;
                let start = self.facts.names.len();
                self.paragraph = wide.then(|| (span.clone(), Bold::Begun, start));
            }
            (Element::Strong | Element::B, Some((_, bold, start))) if *bold == Bold::Begun => {
                *bold = Bold::Inside;
                *start = self.facts.names.len();
            }
            (
                Element::Em | Element::I | Element::Br | Element::Span,
                Some((_, Bold::Inside, _)),
            )
            | (Element::Em | Element::I, Some((_, Bold::Begun, _))) => {}
            (_, Some(_)) => self.paragraph = None,
            (_, None) => {}
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        if let Some((span, Bold::After, start)) = self.paragraph.take() {
            self.candidate = Some((span, start..self.facts.names.len()));
        }
    }
}
