//! What the preview adds to pages, and the few pages of its own.

use crate::report::{self, Finding, Language, Severity, Text};
use percent_encoding::percent_decode_str;
use serde_json::json;

/// What keeps an open page up to date; the library in it is by others, see its licence beside it.
pub(super) const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("client/idiomorph.min.js"),
    "\n",
    include_str!("client/merge.js"),
    include_str!("client/reload.js"),
    "})();\n"
);
/// How findings and marks look.
pub(super) const STYLE: &str = include_str!("client/panel.css");

/// Where both are, and the stream of events: no site has pages of these names.
pub(super) const SCRIPT_PATH: &str = "/_lucarne/reload.js";
pub(super) const STYLE_PATH: &str = "/_lucarne/panel.css";
pub(super) const EVENTS_PATH: &str = "/_lucarne/events";

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
        let errors = shown.iter().any(Finding::is_error);
        let open = if errors { " open" } else { "" };
        let label = Text::new("À corriger", "To correct");
        Self {
            html: format!(
                "{}<details{open}><summary>{}</summary>{}</details>",
                style_link(),
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

/// What a page is when it is sent.
pub(super) struct State<'a> {
    /// What stands for the page.
    pub version: &'a str,
    /// What stands for all that pages are made of besides their own text.
    pub parts: &'a str,
}

/// A page with the preview's script at its end, the panel where there is something to show, and what it is marked with.
pub(super) fn with_script(
    html: &[u8],
    state: &State<'_>,
    panel: &Panel,
    mark: Option<&str>,
) -> Vec<u8> {
    let mut added = String::new();
    if let Some(mark) = mark {
        let mark = format!(
            "{}<p class=\"mark\" role=\"status\">{mark}</p>",
            style_link()
        );
        added += &in_shadow("lucarne-mark", &mark);
    }
    if !panel.html.is_empty() {
        added += &in_shadow("lucarne-findings", &panel.html);
    }
    let State { version, parts } = state;
    added += &format!(
        "<script src=\"{SCRIPT_PATH}\" data-page=\"{version}\" data-parts=\"{parts}\" defer></script>"
    );
    let closes_body = |at: &usize| {
        let tag = html.get(*at..at + 7);
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(b"</body>"))
    };
    let end = memchr::memrchr_iter(b'<', html)
        .find(closes_body)
        .unwrap_or(html.len());
    [&html[..end], added.as_bytes(), &html[end..]].concat()
}

fn style_link() -> String {
    format!("<link rel=\"stylesheet\" href=\"{STYLE_PATH}\">")
}

fn in_shadow(name: &str, html: &str) -> String {
    format!("<{name}><template shadowrootmode=\"open\">{html}</template></{name}>")
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

/// The output that a path as in an address stands for, where it is one.
pub(super) fn output_of(encoded: &str) -> Option<String> {
    let path = decode(encoded)?;
    Some(if path.is_empty() || path.ends_with('/') {
        path + "index.html"
    } else {
        path
    })
}
