//! Call-outs written as quotes: `> [!NOTE]`.

use pulldown_cmark::BlockQuoteKind;

/// An alert with a title of its own, which is the first line of its first paragraph.
pub(super) struct Alert {
    /// How many bytes of the title's text are the marker.
    marker: usize,
    /// Whether the title is being written.
    pub in_title: bool,
}

impl Alert {
    /// An alert whose first paragraph has not begun.
    pub fn new(marker: usize) -> Self {
        Self {
            marker,
            in_title: false,
        }
    }

    /// The title's text without the marker, which stands at its beginning.
    pub fn strip<'t>(&mut self, text: &'t str) -> &'t str {
        let marker = std::mem::take(&mut self.marker);
        if marker == 0 {
            return text;
        }
        text.get(marker..).unwrap_or("").trim_start()
    }
}

/// The kind of a quote whose source begins with `> [!KIND] A title`, and the length of the marker.
pub(super) fn with_own_title(quote: &str) -> Option<(BlockQuoteKind, usize)> {
    let line = quote.lines().next()?.trim_start().strip_prefix('>')?;
    let (name, title) = line.trim_start().strip_prefix("[!")?.split_once(']')?;
    if title.trim().is_empty() || !title.starts_with([' ', '\t']) {
        return None;
    }
    let kind = match name.to_ascii_lowercase().as_str() {
        "note" => BlockQuoteKind::Note,
        "tip" => BlockQuoteKind::Tip,
        "important" => BlockQuoteKind::Important,
        "warning" => BlockQuoteKind::Warning,
        "caution" => BlockQuoteKind::Caution,
        _ => return None,
    };
    Some((kind, name.len() + 3))
}

/// The class of an alert.
pub(super) fn class(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "markdown-alert-note",
        BlockQuoteKind::Tip => "markdown-alert-tip",
        BlockQuoteKind::Important => "markdown-alert-important",
        BlockQuoteKind::Warning => "markdown-alert-warning",
        BlockQuoteKind::Caution => "markdown-alert-caution",
    }
}

/// The title of an alert that has none of its own, in a language.
pub(super) fn title(kind: BlockQuoteKind, lang: &str) -> &'static str {
    let [note, tip, important, warning, caution] = match lang.split(['-', '_']).next() {
        Some("fr") => [
            "Remarque",
            "Astuce",
            "Important",
            "Avertissement",
            "Attention",
        ],
        Some("nl") => ["Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"],
        Some("de") => ["Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"],
        _ => ["Note", "Tip", "Important", "Warning", "Caution"],
    };
    match kind {
        BlockQuoteKind::Note => note,
        BlockQuoteKind::Tip => tip,
        BlockQuoteKind::Important => important,
        BlockQuoteKind::Warning => warning,
        BlockQuoteKind::Caution => caution,
    }
}
