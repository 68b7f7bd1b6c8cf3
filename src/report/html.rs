//! Findings as the preview shows them in a browser.

use super::{Finding, Language, Place, summary};
use std::fmt::Write;

/// Findings as an HTML fragment: a section with a heading and a list. Everything is escaped, no style is said.
pub fn html(findings: &[Finding], language: Language) -> String {
    let lang = match language {
        Language::French => "fr",
        Language::English => "en",
    };
    let mut html = format!("<section class=\"findings\" lang=\"{lang}\">\n<h2>");
    escape(&mut html, &summary(findings, language));
    html.push_str("</h2>\n<ol>\n");
    for finding in findings {
        item(&mut html, finding, language);
    }
    html.push_str("</ol>\n</section>\n");
    html
}

fn item(html: &mut String, finding: &Finding, language: Language) {
    let _ = write!(
        html,
        "<li class=\"finding {}\">\n<p><strong>",
        finding.severity.name()
    );
    escape(html, finding.severity.word(language));
    html.push_str("</strong> <code>");
    escape(html, finding.code);
    html.push_str("</code> ");
    escape(html, finding.message.get(language));
    html.push_str("</p>\n");
    if let Some(shown) = &finding.place {
        place(html, shown);
    }
    if let Some(help) = &finding.help {
        html.push_str("<p class=\"help\">");
        let mut lines = help.get(language).split('\n');
        escape(html, lines.next().unwrap_or_default());
        html.push_str("</p>\n");
        let rest: Vec<&str> = lines.collect();
        if !rest.is_empty() {
            html.push_str("<pre class=\"help\"><code>");
            escape(html, &rest.join("\n"));
            html.push_str("</code></pre>\n");
        }
    }
    for (related, label) in &finding.related {
        html.push_str("<p class=\"related\">");
        escape(html, label.get(language));
        html.push_str("</p>\n");
        place(html, related);
    }
    html.push_str("</li>\n");
}

fn place(html: &mut String, place: &Place) {
    html.push_str("<p class=\"place\"><code>");
    escape(html, &place.to_string());
    html.push_str("</code></p>\n");
    if place.line == 0 {
        return;
    }
    let span = place.span();
    html.push_str("<pre><code>");
    escape(html, &place.excerpt[..span.start]);
    html.push_str("<mark>");
    escape(html, &place.excerpt[span.clone()]);
    html.push_str("</mark>");
    escape(html, &place.excerpt[span.end..]);
    html.push_str("</code></pre>\n");
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Text;

    #[test]
    fn what_writers_wrote_is_escaped() {
        let text = "a <script>alert(1)</script>\n";
        let finding = Finding::error("a.b", Text::new("<b>", "<b>"))
            .at(Place::range("<a>.md", text, 2..10))
            .help(Text::new("Écrivez :\n<i>", "Write:\n<i>"));
        let shown = html(&[finding], Language::French);
        assert!(
            shown.contains("a <mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt;"),
            "{shown}"
        );
        assert!(shown.contains("&lt;a&gt;.md:1:3"), "{shown}");
        assert!(
            shown.contains("<pre class=\"help\"><code>&lt;i&gt;"),
            "{shown}"
        );
        assert!(!shown.contains("<script") && !shown.contains("<b>") && !shown.contains("<i>"));
    }
}
