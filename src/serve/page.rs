//! What the preview adds to pages, and the few pages of its own.

use crate::report::{self, Finding, Language, Severity, Text};
use percent_encoding::percent_decode_str;
use serde_json::json;

/// The folder of the preview's own files.
pub(super) const SCRIPT: &str = include_str!("reload.js");
/// How findings look.
pub(super) const STYLE: &str = include_str!("panel.css");

/// The findings that are shown over every page: errors and warnings, not what is still to fill in.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Panel {
    html: String,
}

impl Panel {
    pub fn new(findings: &[Finding], language: Language) -> Self {
        let shown: Vec<Finding> = findings
            .iter()
            .filter(|finding| finding.severity < Severity::Info)
            .cloned()
            .collect();
        if shown.is_empty() {
            return Self::default();
        }
        let errors = shown
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        let open = if errors { " open" } else { "" };
        let label = Text::new("À corriger", "To correct");
        Self {
            html: format!(
                "<details{open}><summary>{}</summary>{}</details>",
                label.get(language),
                report::html(&shown, language)
            ),
        }
    }

    /// As the script takes it.
    pub fn to_json(&self) -> String {
        json!(self.html).to_string()
    }
}

/// A page with the preview's script at its end, and the panel where there is something to show.
pub(super) fn with_script(html: &[u8], version: &str, panel: &Panel) -> Vec<u8> {
    let mut added = String::new();
    if !panel.html.is_empty() {
        added = format!(
            "<lucarne-findings><template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"/_lucarne/panel.css\">{}</template></lucarne-findings>",
            panel.html
        );
    }
    added +=
        &format!("<script src=\"/_lucarne/reload.js\" data-page=\"{version}\" defer></script>");
    let end = html
        .windows(7)
        .rposition(|window| window.eq_ignore_ascii_case(b"</body>"))
        .unwrap_or(html.len());
    [&html[..end], added.as_bytes(), &html[end..]].concat()
}

/// A page that says one thing.
pub(super) fn plain(message: &Text, language: Language) -> String {
    let lang = match language {
        Language::French => "fr",
        Language::English => "en",
    };
    let message = message.get(language);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{message}</title>\n</head>\n<body>\n<h1>{message}</h1>\n</body>\n</html>\n"
    )
}

/// A path below the output folder from a path as in an address; none where it is no path within the site.
pub(super) fn decode(encoded: &str) -> Option<String> {
    let encoded = encoded.strip_prefix('/')?;
    let path = percent_decode_str(encoded).decode_utf8().ok()?;
    let inner = path.strip_suffix('/').unwrap_or(&path);
    let strange = |name: &str| {
        matches!(name, "" | "." | "..") || name.contains(|c: char| c.is_control() || c == '\\')
    };
    if !path.is_empty() && inner.split('/').any(strange) || encoded.to_lowercase().contains("%2f") {
        return None;
    }
    Some(path.into_owned())
}
