//! Images of a body.

use super::escape;
use super::writer::Writer;
use crate::report::Finding;
use crate::text;
use std::ops::Range;

/// What a writer puts between the brackets of an image that says nothing: `![""](line.svg)`.
const DECORATIVE: &str = "![\"\"]";

/// An image whose alternative text is being read.
pub(super) struct OpenImage {
    address: String,
    title: String,
    range: Range<usize>,
    /// Its alternative text so far.
    pub alt: String,
}

impl OpenImage {
    /// An image without alternative text yet.
    pub fn new(address: String, title: String, range: Range<usize>) -> Self {
        Self {
            address,
            title,
            range,
            alt: String::new(),
        }
    }
}

impl Writer<'_, '_> {
    /// Writes the image whose alternative text is complete.
    pub(super) fn end_image(&mut self) {
        let Some(mut image) = self.image.take() else {
            return;
        };
        if self.native() && self.source.text[image.range.clone()].starts_with(DECORATIVE) {
            image.alt.clear();
        } else if image.alt.trim().is_empty() {
            let finding = missing_alt(self.native());
            self.note(finding, image.range);
        }
        self.state.text.push_str(&image.alt);
        self.out.push_str("<img src=\"");
        escape::href(&mut self.out, &image.address);
        self.out.push_str("\" alt=\"");
        escape::attribute(&mut self.out, &image.alt);
        if !image.title.is_empty() {
            self.out.push_str("\" title=\"");
            escape::attribute(&mut self.out, &image.title);
        }
        self.out.push('"');
        if self.state.config.markdown.lazy_async_image {
            self.out.push_str(" loading=\"lazy\" decoding=\"async\"");
        }
        self.out.push_str(" />");
    }
}

/// An image without alternative text: an error in a native site.
fn missing_alt(native: bool) -> Finding {
    let make = if native {
        Finding::error
    } else {
        Finding::warning
    };
    make(
        "a11y.image-alt",
        text!(
            fr: "Cette image n'a pas de texte de remplacement : qui ne la voit pas ne sait pas ce qu'elle montre.",
            en: "This image has no alternative text: someone who cannot see it cannot know what it shows.",
        ),
    )
    .help(if native {
        text!(
            fr: "Décrivez l'image en quelques mots entre les crochets, par exemple « ![La façade du local](facade.jpg) ». Une image purement décorative s'écrit « ![\"\"](trait.svg) ».",
            en: "Describe the image in a few words between the brackets, like “![The front of the house](front.jpg)”. An image that only decorates is written “![\"\"](line.svg)”.",
        )
    } else {
        text!(
            fr: "Décrivez l'image en quelques mots entre les crochets, par exemple « ![La façade du local](facade.jpg) ».",
            en: "Describe the image in a few words between the brackets, like “![The front of the house](front.jpg)”.",
        )
    })
}
