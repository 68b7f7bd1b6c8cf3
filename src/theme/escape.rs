//! Values as templates write them into HTML and XML.

use std::io::{self, Write};

/// Nobody sees it, and an address that begins with it is a path of the site.
const WORD_JOINER: &str = "\u{2060}";

/// Schemes that run what follows them, as a browser reads them.
const RUNNING: [&str; 5] = [
    "javascript:",
    "vbscript:",
    "data:text/html",
    "data:text/xml",
    "data:application/x",
];

/// Writes a value as text, also where it stands in the place of an address: one that would run something leads nowhere
/// instead. Which of its places are addresses only a template knows, and values come from whoever writes texts and data.
pub(super) fn harmless(value: &str, out: &mut dyn Write) -> io::Result<()> {
    if runs(value) {
        out.write_all(WORD_JOINER.as_bytes())?;
    }
    tera::escape_html(value, out)
}

/// Whether a browser would run this address. It passes over blanks and control characters before the scheme, and over tabs
/// and line breaks within.
fn runs(value: &str) -> bool {
    let mut bytes = value
        .bytes()
        .skip_while(|byte| *byte <= b' ')
        .filter(|byte| !matches!(byte, b'\t' | b'\n' | b'\r'))
        .map(|byte| byte.to_ascii_lowercase())
        .peekable();
    matches!(bytes.peek(), Some(b'j' | b'v' | b'd'))
        && RUNNING.iter().any(|scheme| {
            let start = bytes.clone().take(scheme.len());
            start.eq(scheme.bytes())
        })
}

/// Takes out of an XML document what none may hold, however it is written: most control characters. A reader of feeds shows
/// nothing of a document with one of them.
pub(super) fn without_forbidden(xml: Vec<u8>) -> Vec<u8> {
    let forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    match std::str::from_utf8(&xml) {
        Ok(text) if text.contains(forbidden) => text.replace(forbidden, "").into_bytes(),
        _ => xml,
    }
}

#[cfg(test)]
mod tests {
    use super::{harmless, without_forbidden};

    fn written(value: &str) -> String {
        let mut out = Vec::new();
        harmless(value, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_address_that_runs_leads_nowhere() {
        for address in [
            "javascript:alert(1)",
            " \u{1}\tJaVa\nScript:x",
            "vb\rscript:x",
            "data:text/html,x",
            "DATA:application/xhtml+xml,x",
        ] {
            assert!(written(address).starts_with('\u{2060}'), "{address}");
        }
        for text in [
            "",
            "j",
            "JavaScript : les bases",
            "data: what is known",
            "data:image/png;base64,xx",
            "https://a.example/javascript:x",
            "été",
        ] {
            assert_eq!(written(text), text);
        }
        assert_eq!(
            written("<a href='&'>\""),
            "&lt;a href='&amp;'&gt;&quot;".replace('\'', "&#39;")
        );
    }

    #[test]
    fn a_feed_holds_no_character_that_xml_has_not() {
        let clean = |text: &str| String::from_utf8(without_forbidden(text.into())).unwrap();
        assert_eq!(
            clean("a\u{1}b\u{1b}\u{ffff}\tc\r\n\u{85}é"),
            "ab\tc\r\n\u{85}é"
        );
    }
}
