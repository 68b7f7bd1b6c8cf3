//! Converted bodies in the form that templates take them in.

use super::values;
use crate::fingerprint::Fingerprint;
use crate::markdown::{Body, Heading, InternalLink, Written};
use crate::outline::DocumentId;
use std::sync::Arc;
use tera::Value;

/// A converted body in the form that templates take it in.
pub struct ConvertedBody {
    /// HTML.
    pub content: Value,
    /// HTML before `<!-- more -->`, or none.
    pub summary: Value,
    /// The headings as a tree.
    pub toc: Value,
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
    pub fn new(mut body: Body, searched: bool, remembered: bool) -> Self {
        body.internal_links.shrink_to_fit();
        let fingerprint = if remembered {
            let texts = (&body.html, &body.summary, &body.toc, &body.text);
            Fingerprint::of(&(texts, body.word_count, body.reading_time))
        } else {
            Fingerprint::default()
        };
        Self {
            content: Value::from(body.html.as_str()),
            summary: Value::from(body.summary),
            toc: values::array(body.toc.iter().map(heading).collect()),
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
}

/// Keys in the order in which templates that print it whole show them.
fn heading(heading: &Heading) -> Value {
    let children = heading.children.iter().map(self::heading);
    values::map([
        ("children", values::array(children.collect())),
        ("id", Value::from(heading.id.as_str())),
        ("level", Value::from(heading.level)),
        ("permalink", Value::from(heading.permalink.as_str())),
        ("title", Value::from(heading.title.as_str())),
    ])
}

/// All bodies, by document.
#[derive(Default)]
pub struct Bodies {
    /// By page.
    pub pages: Vec<Arc<ConvertedBody>>,
    /// By section.
    pub sections: Vec<Arc<ConvertedBody>>,
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
