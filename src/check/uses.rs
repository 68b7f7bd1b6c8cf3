//! The addresses that a rendered page names, and what it uses them for.

use super::html::Tag;
use super::words;

/// What a page does with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// Readers may go there.
    Link,
    /// Programs are told of it, nothing is fetched: `canonical`, `og:image` and their kin.
    Mention,
    /// An image, its first address.
    Image,
    /// Another size of an image that has an address of its own.
    OtherSize,
    /// A style sheet.
    Style,
    /// A script.
    Script,
    /// Another page within this one.
    Frame,
    /// Sound or film, which is fetched when somebody plays it.
    Media,
    /// Anything else that is fetched: icons, fonts, manifests.
    Fetched,
    /// A host that is to be called early.
    Hint,
}

impl Use {
    /// Whether a browser asks for it by itself.
    pub fn asks(self) -> bool {
        !matches!(self, Self::Link | Self::Mention)
    }

    /// Whether it shows a picture.
    pub fn is_image(self) -> bool {
        matches!(self, Self::Image | Self::OtherSize)
    }
}

/// What a strict policy of content would not let run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline {
    /// `<script>` with a text.
    Script,
    /// `<style>`.
    Style,
    /// `style="…"`.
    Attribute,
}

/// The addresses of a page, and what else goes beyond its text.
#[derive(Default)]
pub struct Uses<'h> {
    /// As written, with what it is used for and where its tag begins and ends.
    pub addresses: Vec<(Use, &'h str, std::ops::Range<usize>)>,
    /// What is written into the page to run there.
    pub inline: Vec<(Inline, std::ops::Range<usize>)>,
    /// Names of places given in the old way: `<a name>`.
    pub names: Vec<&'h str>,
    /// How many elements there are.
    pub elements: usize,
    /// `<base href>`.
    pub based: bool,
    /// The page itself allows what is inline.
    pub inline_allowed: bool,
}

impl<'h> Uses<'h> {
    /// Looks at one tag; `name` in lower case. `inline`: what is written into the page is wanted.
    pub fn look(&mut self, name: &str, tag: &Tag<'h>, inline: bool) {
        self.elements += 1;
        if inline {
            self.look_for_styles(tag);
        }
        match name {
            "a" | "area" => {
                self.attribute(tag, "href", Use::Link);
                self.names.extend(value(tag, "name"));
            }
            "img" => {
                let first = self.addresses.len();
                self.attribute(tag, "src", Use::Image);
                let size = match self.addresses.len() > first {
                    true => Use::OtherSize,
                    false => Use::Image,
                };
                self.sizes(tag, size);
            }
            "source" => {
                self.attribute(tag, "src", Use::Media);
                self.sizes(tag, Use::OtherSize);
            }
            "video" => {
                self.attribute(tag, "src", Use::Media);
                self.attribute(tag, "poster", Use::Image);
            }
            "audio" | "track" | "embed" => self.attribute(tag, "src", Use::Media),
            "iframe" | "frame" => self.attribute(tag, "src", Use::Frame),
            "object" => self.attribute(tag, "data", Use::Frame),
            "script" => self.script(tag, inline),
            "style" if inline => self.inline.push((Inline::Style, tag.at..tag.end)),
            "link" => self.link(tag),
            "meta" => self.meta(tag),
            "image" | "use" => {
                self.attribute(tag, "href", Use::Image);
                self.attribute(tag, "xlink:href", Use::Image);
            }
            "input"
                if value(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("image")) =>
            {
                self.attribute(tag, "src", Use::Image);
            }
            "base" => self.based |= value(tag, "href").is_some(),
            _ => {}
        }
    }

    fn look_for_styles(&mut self, tag: &Tag<'h>) {
        // Markdown's own alignment of columns is nobody's doing
        let set = |style: &str| {
            let style = style.trim().trim_end_matches(';').trim_end();
            !style.is_empty() && !style.starts_with("text-align:")
        };
        if value(tag, "style").is_some_and(set) {
            self.inline.push((Inline::Attribute, tag.at..tag.end));
        }
    }

    fn push(&mut self, written: &'h str, used: Use, tag: &Tag<'h>) {
        let written = written.trim();
        if !written.is_empty() {
            self.addresses.push((used, written, tag.at..tag.end));
        }
    }

    fn attribute(&mut self, tag: &Tag<'h>, name: &str, used: Use) {
        if let Some(written) = value(tag, name) {
            self.push(written, used, tag);
        }
    }

    /// `srcset`: addresses, each with a size after a blank, between commas.
    fn sizes(&mut self, tag: &Tag<'h>, used: Use) {
        let mut rest = value(tag, "srcset").unwrap_or("").trim_start();
        while !rest.is_empty() {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (address, after) = rest.split_at(end);
            let bare = address.trim_end_matches(',');
            self.push(bare, used, tag);
            rest = match bare.len() < address.len() {
                true => after,
                false => after.find(',').map_or("", |comma| &after[comma + 1..]),
            };
            rest = rest.trim_start_matches([' ', '\n', '\t', '\r', ',']);
        }
    }

    fn script(&mut self, tag: &Tag<'h>, inline: bool) {
        if value(tag, "src").is_some() {
            return self.attribute(tag, "src", Use::Script);
        }
        let kind = value(tag, "type").unwrap_or("").to_ascii_lowercase();
        let runs = matches!(
            kind.as_str(),
            "" | "module" | "text/javascript" | "application/javascript" | "importmap"
        );
        if inline && runs && value(tag, "nonce").is_none() {
            self.inline.push((Inline::Script, tag.at..tag.end));
        }
    }

    fn link(&mut self, tag: &Tag<'h>) {
        let rel = value(tag, "rel").unwrap_or("").to_ascii_lowercase();
        let mut used = Use::Mention;
        for word in rel.split_ascii_whitespace() {
            used = match word {
                "stylesheet" => Use::Style,
                "preconnect" | "dns-prefetch" => Use::Hint,
                "icon" | "preload" | "modulepreload" | "prefetch" | "manifest" => Use::Fetched,
                _ => continue,
            };
            break;
        }
        self.attribute(tag, "href", used);
    }

    fn meta(&mut self, tag: &Tag<'h>) {
        let Some(content) = value(tag, "content") else {
            return;
        };
        let key = value(tag, "property").or_else(|| value(tag, "name"));
        if key.is_some_and(|key| matches!(key, "og:image" | "og:url" | "twitter:image")) {
            self.push(content, Use::Mention, tag);
        }
        let policy = value(tag, "http-equiv")
            .is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"));
        self.inline_allowed |= policy
            && ["'unsafe-inline'", "'sha256-", "'sha384-", "'sha512-"]
                .iter()
                .any(|word| words::decoded(content).contains(word));
    }
}

fn value<'h>(tag: &Tag<'h>, wanted: &str) -> Option<&'h str> {
    tag.attributes()
        .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::super::html::{Token, tokens};
    use super::*;

    fn seen(html: &str) -> Uses<'_> {
        let mut uses = Uses::default();
        for token in tokens(html) {
            if let Token::Open(tag) = token {
                uses.look(&tag.name.to_ascii_lowercase(), &tag, true);
            }
        }
        uses
    }

    #[test]
    fn every_address_is_seen_with_its_use() {
        let html = "<a href=' /a/ '><img src=b.png srcset='c.png 1x,d.png 2x, e,f.png 3x'><img srcset=g.png>\
            <link rel='preload stylesheet' href=h.css><link rel=canonical href=/i/><script src=j.js></script>\
            <video poster=k.jpg src=l.mp4></video><svg><use href=#m /></svg><a name=n></a>";
        let uses = seen(html);
        let told: Vec<(Use, &str)> = uses.addresses.iter().map(|(u, a, _)| (*u, *a)).collect();
        assert_eq!(
            told,
            [
                (Use::Link, "/a/"),
                (Use::Image, "b.png"),
                (Use::OtherSize, "c.png"),
                (Use::OtherSize, "d.png"),
                (Use::OtherSize, "e,f.png"),
                (Use::Image, "g.png"),
                (Use::Fetched, "h.css"),
                (Use::Mention, "/i/"),
                (Use::Script, "j.js"),
                (Use::Media, "l.mp4"),
                (Use::Image, "k.jpg"),
                (Use::Image, "#m"),
            ]
        );
    }

    #[test]
    fn what_runs_inline_is_told_from_what_is_data() {
        let kinds = |html: &str| -> Vec<Inline> {
            seen(html).inline.iter().map(|(kind, _)| *kind).collect()
        };
        assert_eq!(
            kinds("<script>a()</script><style>b{}</style><p style='color:red'>"),
            [Inline::Script, Inline::Style, Inline::Attribute]
        );
        assert_eq!(
            kinds(
                "<script type=application/ld+json>{}</script><script src=a.js></script><td style='text-align: right'><script nonce=x>a</script>"
            ),
            []
        );
    }
}
