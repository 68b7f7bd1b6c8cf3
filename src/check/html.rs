//! The tokens of a rendered page: tags and text, without a tree. Quick, and never confused by what is broken.

use memchr::{memchr, memchr3, memmem};

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'h> {
    /// An opening tag.
    Open(Tag<'h>),
    /// The name of a closing tag, as written, and where it ends.
    Close(&'h str, usize),
    /// Text as written, entities and all, and where it begins. Of what scripts and style sheets hold nothing is given.
    Text(&'h str, usize),
}

/// An opening tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'h> {
    /// As written.
    pub name: &'h str,
    /// Everything after the name.
    attributes: &'h str,
    /// Where `<` is.
    pub at: usize,
    /// After `>`.
    pub end: usize,
}

impl<'h> Tag<'h> {
    /// Names as written, and values without their quotes; an empty value where there is none.
    pub fn attributes(&self) -> Attributes<'h> {
        Attributes(self.attributes)
    }

    /// Whether it closes itself, which counts inside of SVG only.
    pub fn closed(&self) -> bool {
        self.attributes.ends_with('/')
    }
}

/// The attributes of a tag, in order.
pub struct Attributes<'h>(&'h str);

impl<'h> Iterator for Attributes<'h> {
    type Item = (&'h str, &'h str);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.0.as_bytes();
        let blank = |byte: u8| byte.is_ascii_whitespace();
        let mut start = 0;
        while start < bytes.len() && (blank(bytes[start]) || bytes[start] == b'/') {
            start += 1;
        }
        if start == bytes.len() {
            return None;
        }
        // an equals sign where a name should begin is a part of the name
        let mut at = start + 1;
        while at < bytes.len() && !blank(bytes[at]) && !matches!(bytes[at], b'=' | b'/') {
            at += 1;
        }
        let name = self.0.get(start..at).unwrap_or("");
        let mut next = at;
        while next < bytes.len() && blank(bytes[next]) {
            next += 1;
        }
        if bytes.get(next) != Some(&b'=') {
            self.0 = self.0.get(at..).unwrap_or("");
            return Some((name, ""));
        }
        next += 1;
        while next < bytes.len() && blank(bytes[next]) {
            next += 1;
        }
        let (from, until, rest) = match bytes.get(next) {
            Some(quote @ (b'"' | b'\'')) => {
                let from = next + 1;
                let until =
                    memchr(*quote, &bytes[from..]).map_or(bytes.len(), |found| from + found);
                (from, until, (until + 1).min(bytes.len()))
            }
            _ => {
                let mut until = next;
                while until < bytes.len() && !blank(bytes[until]) {
                    until += 1;
                }
                (next, until, until)
            }
        };
        let value = self.0.get(from..until).unwrap_or("");
        self.0 = self.0.get(rest..).unwrap_or("");
        Some((name, value))
    }
}

/// The tokens of a page, one after the other.
pub struct Tokens<'h> {
    html: &'h str,
    at: usize,
}

/// The tokens of a page.
pub fn tokens(html: &str) -> Tokens<'_> {
    Tokens { html, at: 0 }
}

/// Elements that hold text only, whatever it looks like, which is no part of the page.
const RAW: [&str; 3] = ["script", "style", "textarea"];

impl<'h> Iterator for Tokens<'h> {
    type Item = Token<'h>;

    fn next(&mut self) -> Option<Token<'h>> {
        let bytes = self.html.as_bytes();
        loop {
            let start = self.at;
            if *bytes.get(start)? != b'<' {
                return Some(self.text(start));
            }
            match bytes.get(start + 1) {
                Some(byte) if byte.is_ascii_alphabetic() => return Some(self.open(start)),
                Some(b'/') if bytes.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    let name_end = name_end(bytes, start + 2);
                    self.at = memchr(b'>', &bytes[name_end..])
                        .map_or(bytes.len(), |found| name_end + found + 1);
                    return Some(Token::Close(self.html.get(start + 2..name_end)?, self.at));
                }
                Some(b'!' | b'?' | b'/') => self.at = after_comment(bytes, start),
                _ => return Some(self.text(start)),
            }
        }
    }
}

impl<'h> Tokens<'h> {
    fn text(&mut self, start: usize) -> Token<'h> {
        let bytes = self.html.as_bytes();
        self.at = memchr(b'<', &bytes[start + 1..]).map_or(bytes.len(), |found| start + 1 + found);
        Token::Text(self.html.get(start..self.at).unwrap_or(""), start)
    }

    fn open(&mut self, start: usize) -> Token<'h> {
        let bytes = self.html.as_bytes();
        let name_end = name_end(bytes, start + 1);
        let close = tag_end(bytes, name_end);
        self.at = (close + 1).min(bytes.len());
        let name = self.html.get(start + 1..name_end).unwrap_or("");
        if let Some(raw) = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw)) {
            self.at = raw_end(bytes, self.at, raw);
        }
        Token::Open(Tag {
            name,
            attributes: self.html.get(name_end..close).unwrap_or(""),
            at: start,
            end: (close + 1).min(bytes.len()),
        })
    }
}

fn name_end(bytes: &[u8], from: usize) -> usize {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    bytes[from..]
        .iter()
        .position(ends)
        .map_or(bytes.len(), |found| from + found)
}

/// Where the `>` of a tag is; those inside of quoted values do not count.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..]) {
        let here = at + found;
        let mark = bytes[here];
        if mark == b'>' {
            return here;
        }
        let before = bytes[from..here].iter().rev();
        let opens = before.copied().find(|byte| !byte.is_ascii_whitespace()) == Some(b'=');
        at = match opens.then(|| memchr(mark, &bytes[here + 1..])).flatten() {
            Some(end) => here + 1 + end + 1,
            None => here + 1,
        };
    }
    bytes.len()
}

fn after_comment(bytes: &[u8], start: usize) -> usize {
    let end = match bytes[start..].starts_with(b"<!--") {
        true => memmem::find(&bytes[start + 4..], b"-->").map(|found| start + 4 + found + 3),
        false => memchr(b'>', &bytes[start..]).map(|found| start + found + 1),
    };
    end.unwrap_or(bytes.len())
}

/// Where the closing tag of a raw element begins.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memmem::find(&bytes[at..], b"</") {
        let here = at + found;
        let written = bytes.get(here + 2..here + 2 + name.len());
        if written.is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes())) {
            return here;
        }
        at = here + 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(html: &str) -> Vec<String> {
        tokens(html)
            .map(|token| match token {
                Token::Open(tag) => {
                    let attributes: Vec<String> = tag
                        .attributes()
                        .map(|(name, value)| format!("{name}={value}"))
                        .collect();
                    format!("<{} {}>", tag.name, attributes.join(" "))
                }
                Token::Close(name, _) => format!("</{name}>"),
                Token::Text(text, _) => text.to_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_attributes_and_text_are_told_apart() {
        assert_eq!(
            shown("<!doctype html><A HREF=/x title='a>b' b c = \"d\"/>1 < 2<!-- <b> --></A>"),
            ["<A HREF=/x title=a>b b= c=d>", "1 ", "< 2", "</A>"]
        );
        assert_eq!(
            shown("<script>if (a<b) '</x>'</script><title>a <b></title>"),
            [
                "<script >",
                "</script>",
                "<title >",
                "a ",
                "<b >",
                "</title>"
            ]
        );
        assert_eq!(
            shown("<p title=it's>x</p>"),
            ["<p title=it's>", "x", "</p>"]
        );
    }

    proptest! {
        #[test]
        fn any_text_has_tokens(html in "[<>a/!\"'= é-]{0,60}") {
            for token in tokens(&html) {
                if let Token::Open(tag) = token {
                    prop_assert!(tag.at < tag.end && tag.attributes().count() < 60);
                }
            }
        }
    }
}
