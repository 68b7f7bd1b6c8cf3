//! Pieces of our own markup that the filter for raw HTML must not see.

use std::borrow::Cow;

/// Pieces that are written at once, or put aside with a comment in their place where the output will be filtered.
pub(super) struct Parts {
    marker: Option<String>,
    kept: Vec<String>,
}

impl Parts {
    /// No pieces yet; `aside` says whether they are to be put aside. The comments contain nothing that is in `text`.
    pub fn new(text: &str, aside: bool) -> Self {
        Self {
            marker: aside.then(|| unused(text, "lucarne-part-")),
            kept: Vec::new(),
        }
    }

    /// Writes a piece, or the comment that stands for it.
    pub fn push(&mut self, out: &mut String, html: String) {
        match &self.marker {
            None => out.push_str(&html),
            Some(marker) => {
                let index = self.kept.len();
                out.push_str(&format!("<!--{marker}{index}-->"));
                self.kept.push(html);
            }
        }
    }

    /// The output with every piece in its place.
    pub fn put_back(&self, html: String) -> String {
        let Some(marker) = &self.marker else {
            return html;
        };
        if self.kept.is_empty() {
            return html;
        }
        let start = format!("<!--{marker}");
        let mut out = String::with_capacity(html.len());
        let mut rest = html.as_str();
        while let Some(at) = rest.find(&start) {
            out.push_str(&rest[..at]);
            rest = &rest[at + start.len()..];
            let (index, after) = rest.split_once("-->").unwrap_or((rest, ""));
            let piece = index.parse().ok().and_then(|i: usize| self.kept.get(i));
            out.push_str(piece.map_or("", String::as_str));
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// A word that does not occur in a text.
pub(super) fn unused(text: &str, word: &str) -> String {
    let mut word = Cow::Borrowed(word);
    while text.contains(&*word) {
        word.to_mut().push_str("x-");
    }
    word.into_owned()
}
