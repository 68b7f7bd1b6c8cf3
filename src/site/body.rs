//! Converted bodies in the form that templates take them in.

use crate::fingerprint::Fingerprint;
use crate::markdown::{Body, Heading, InternalLink, Written};
use crate::outline::DocumentId;
use crate::spill::{Spill, Spilled};
use std::borrow::Cow;
use std::sync::Arc;
use tera::Value;

/// The HTML of a body.
enum Html {
    Here(Value),
    Aside(Arc<Spill>, Spilled),
}

/// A converted body in the form that templates take it in.
pub struct ConvertedBody {
    html: Html,
    /// HTML before `<!-- more -->`, or none.
    pub summary: Value,
    /// The headings as a tree.
    pub toc: Vec<Heading>,
    /// As in [`Body`].
    pub word_count: usize,
    /// As in [`Body`].
    pub reading_time: usize,
    /// As in [`Body`].
    pub internal_links: Vec<InternalLink>,
    /// As in [`Body`].
    pub external_links: Vec<(String, Written)>,
    /// As in [`Body`].
    pub ids: Vec<String>,
    /// As in [`Body`]; empty where no search index is made.
    pub text: String,
    /// As in [`Body`]; none where it is remembered.
    pub vouched: Option<Box<[u8]>>,
    /// Of all that templates see of it.
    pub fingerprint: Fingerprint,
}

impl ConvertedBody {
    /// Takes a body over. `searched`: its plain text is wanted. `remembered`: it will be compared with its successor.
    /// `aside`: where its HTML waits until its page is made.
    pub fn new(
        mut body: Body,
        searched: bool,
        remembered: bool,
        aside: Option<&Arc<Spill>>,
    ) -> Self {
        body.internal_links.shrink_to_fit();
        let fingerprint = if remembered {
            let texts = (&body.html, &body.summary, &body.toc, &body.text);
            Fingerprint::of(&(texts, body.word_count, body.reading_time))
        } else {
            Fingerprint::default()
        };
        Self {
            html: aside
                .and_then(|spill| {
                    Some(Html::Aside(
                        Arc::clone(spill),
                        spill.put(body.html.as_bytes())?,
                    ))
                })
                .unwrap_or_else(|| Html::Here(Value::from(body.html.as_str()))),
            summary: Value::from(body.summary),
            toc: body.toc,
            word_count: body.word_count,
            reading_time: body.reading_time,
            internal_links: body.internal_links,
            external_links: body.external_links,
            ids: body.ids,
            text: if searched { body.text } else { String::new() },
            vouched: body.vouched.filter(|_| !remembered),
            fingerprint,
        }
    }

    /// Its HTML as templates see it.
    pub fn content(&self) -> Value {
        match &self.html {
            Html::Here(value) => value.clone(),
            Html::Aside(..) => Value::from(self.html()),
        }
    }

    /// Its HTML.
    pub fn html(&self) -> Cow<'_, str> {
        match &self.html {
            Html::Here(value) => value.as_str().unwrap_or("").into(),
            Html::Aside(spill, spilled) => {
                let html = String::from_utf8(spill.get(*spilled));
                html.unwrap_or_default().into()
            }
        }
    }
}

/// All bodies, by document.
#[derive(Default)]
pub struct Bodies {
    /// By page.
    pub pages: Vec<Arc<ConvertedBody>>,
    /// By section.
    pub sections: Vec<Arc<ConvertedBody>>,
    /// Where their HTML waits, if it does.
    pub aside: Option<Arc<Spill>>,
}

impl Bodies {
    /// The body of a document.
    pub fn get(&self, id: DocumentId) -> Option<&Arc<ConvertedBody>> {
        match id {
            DocumentId::Page(id) => self.pages.get(id),
            DocumentId::Section(id) => self.sections.get(id),
        }
    }
}
