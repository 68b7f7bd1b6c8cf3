//! Text written into HTML.

/// Appends text as the content of an element.
pub(super) fn text(out: &mut String, text: &str) {
    let mut written = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(&text[written..at]);
        out.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        written = at + 1;
    }
    out.push_str(&text[written..]);
}

/// Whether a text is the same as an attribute's value.
pub(super) fn is_plain(text: &str) -> bool {
    let is_special = |byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    !text.bytes().any(is_special)
}

/// Appends text as an attribute's value, between double quotes.
pub(super) fn attribute(out: &mut String, text: &str) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(entity);
        written = at + 1;
    }
    out.push_str(&text[written..]);
}

/// Appends an address as an attribute's value: what an address does not bear is percent-encoded, what is encoded already stays.
pub(super) fn href(out: &mut String, address: &str) {
    let mut written = 0;
    for (at, byte) in address.bytes().enumerate() {
        let is_borne = matches!(
            byte,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'!' | b'#' | b'$' | b'%' | b'(' | b')' | b'*' | b'+' | b','
                | b'-' | b'.' | b'/' | b':' | b';' | b'=' | b'?' | b'@' | b'^' | b'_' | b'~'
        );
        if is_borne {
            continue;
        }
        out.push_str(address.get(written..at).unwrap_or(""));
        written = at + 1;
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    out.push_str(&address[written..]);
}
