//! The addresses that a rendered page names, and what it uses them for.

use super::asked::asked_for;
use super::files::{has_image_ending, last_segment};
use super::names::{Attribute, Attributes, Element};
use super::words;
use std::ops::Range;

/// What a page does with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// Readers may go there.
    Link,
    /// Where a form sends its readers, with what they wrote.
    Form,
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
        !matches!(self, Self::Link | Self::Form | Self::Mention)
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
    /// `href="javascript:…"`.
    Address,
}

/// The addresses of a page, and what else goes beyond its text.
#[derive(Default)]
pub struct Uses<'h> {
    /// As written, with what it is used for and where its tag begins and ends. Without those that are sure to be right.
    pub addresses: Vec<(Use, &'h str, Range<usize>)>,
    /// What is written into the page to run there.
    pub inline: Vec<(Inline, Range<usize>)>,
    /// Names of places given in the old way: `<a name>`.
    pub names: Vec<&'h str>,
    /// How many elements there are.
    pub elements: usize,
    /// `<base href>`.
    pub based: bool,
    /// The page itself allows what is inline.
    pub inline_allowed: bool,
    /// How many addresses were right in this page.
    pub right_here: usize,
    /// Whether an address need not be kept.
    sure: Option<&'h dyn Fn(&str) -> Sure>,
}

/// Whether an address is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// In whatever page it is written.
    Anywhere,
    /// In this page.
    Here,
    /// Not that one knows.
    No,
}

impl<'h> Uses<'h> {
    /// None yet; addresses that are `sure` will be left out.
    pub fn but(sure: Option<&'h dyn Fn(&str) -> Sure>) -> Self {
        Self {
            sure,
            ..Self::default()
        }
    }

    /// Looks at one tag. `inline`: what is written into the page is wanted.
    pub fn look(
        &mut self,
        element: Element,
        tag: &Attributes<'h>,
        span: &Range<usize>,
        inline: bool,
    ) {
        if inline {
            self.look_for_styles(tag, span);
        }
        if let Some(style) = tag.get(Attribute::Style) {
            self.styles(style, span);
        }
        let mut add = |attribute, used| {
            if let Some(written) = tag.get(attribute) {
                self.push(written, used, span);
            }
        };
        match element {
            Element::A | Element::Area => {
                add(Attribute::Href, Use::Link);
                self.names.extend(tag.get(Attribute::Name));
                if inline && is_script(tag.text(Attribute::Href)) {
                    self.inline.push((Inline::Address, span.clone()));
                }
            }
            Element::Img => {
                add(Attribute::Src, Use::Image);
                let size = match tag.text(Attribute::Src).trim() {
                    "" => Use::Image,
                    _ => Use::OtherSize,
                };
                self.sizes(tag.text(Attribute::Srcset), size, span);
            }
            Element::Source => {
                add(Attribute::Src, Use::Media);
                self.sizes(tag.text(Attribute::Srcset), Use::OtherSize, span);
            }
            Element::Video => {
                add(Attribute::Src, Use::Media);
                add(Attribute::Poster, Use::Image);
            }
            Element::Audio | Element::Track | Element::Embed => add(Attribute::Src, Use::Media),
            Element::Iframe | Element::Frame => add(Attribute::Src, Use::Frame),
            Element::Object => add(Attribute::Data, Use::Frame),
            Element::Script if tag.has(Attribute::Src) => add(Attribute::Src, Use::Script),
            // in SVG
            Element::Script if tag.has(Attribute::Href) => add(Attribute::Href, Use::Script),
            Element::Script if inline && runs(tag) => {
                self.inline.push((Inline::Script, span.clone()));
            }
            Element::Style if inline => self.inline.push((Inline::Style, span.clone())),
            Element::Link => {
                add(Attribute::Href, used_by_link(tag));
                self.sizes(tag.text(Attribute::Imagesrcset), Use::OtherSize, span);
            }
            Element::Meta => self.meta(tag, span),
            Element::Image | Element::Use => {
                add(Attribute::Href, Use::Image);
                add(Attribute::XlinkHref, Use::Image);
            }
            Element::Form => {
                add(Attribute::Action, Use::Form);
                if inline && is_script(tag.text(Attribute::Action)) {
                    self.inline.push((Inline::Address, span.clone()));
                }
            }
            Element::Button => add(Attribute::Formaction, Use::Form),
            Element::Input => {
                if tag.text(Attribute::Type).eq_ignore_ascii_case("image") {
                    add(Attribute::Src, Use::Image);
                }
                add(Attribute::Formaction, Use::Form);
            }
            Element::Blockquote | Element::Q | Element::Ins | Element::Del => {
                add(Attribute::Cite, Use::Mention);
            }
            Element::Base => self.based |= tag.has(Attribute::Href),
            _ => {}
        }
    }

    fn look_for_styles(&mut self, tag: &Attributes<'h>, span: &Range<usize>) {
        // Markdown's own alignment of columns is nobody's doing
        let set = |style: &str| {
            let style = style.trim().trim_end_matches(';').trim_end();
            !style.is_empty() && !style.starts_with("text-align:")
        };
        if tag.get(Attribute::Style).is_some_and(set) {
            self.inline.push((Inline::Attribute, span.clone()));
        }
    }

    /// Adds an address, if it is any.
    pub fn push(&mut self, written: &'h str, used: Use, span: &Range<usize>) {
        let written = words::trimmed(written);
        if written.is_empty() {
            return;
        }
        match self.sure.map_or(Sure::No, |sure| sure(written)) {
            Sure::Anywhere => {}
            Sure::Here => self.right_here += 1,
            Sure::No => self.addresses.push((used, written, span.clone())),
        }
    }

    /// What a style sheet within the page asks for, or the `style` of a tag. Escapes are not read.
    pub fn styles(&mut self, css: &'h str, span: &Range<usize>) {
        for range in asked_for(css) {
            let written = css.get(range).unwrap_or("");
            let quotes = ["&quot;", "&#34;", "&apos;", "&#39;"];
            let mut quotes = quotes.iter();
            let bare = quotes.find_map(|quote| written.strip_prefix(quote)?.strip_suffix(quote));
            let written = bare.unwrap_or(written);
            if !written.contains('\\') && !written.starts_with('#') {
                self.push(written, used_by_style(written), span);
            }
        }
    }

    /// `srcset`: addresses, each with a size after a blank, between commas.
    fn sizes(&mut self, written: &'h str, used: Use, span: &Range<usize>) {
        let mut rest = written.trim_start();
        while !rest.is_empty() {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (address, after) = rest.split_at(end);
            let bare = address.trim_end_matches(',');
            self.push(bare, used, span);
            rest = match bare.len() < address.len() {
                true => after,
                false => after.find(',').map_or("", |comma| &after[comma + 1..]),
            };
            rest = rest.trim_start_matches([' ', '\n', '\t', '\r', ',']);
        }
    }

    fn meta(&mut self, tag: &Attributes<'h>, span: &Range<usize>) {
        let Some(content) = tag.get(Attribute::Content) else {
            return;
        };
        let key = tag.get(Attribute::Property);
        let key = key.or_else(|| tag.get(Attribute::Name));
        if key.is_some_and(|key| MENTIONS.contains(&key)) {
            self.push(content, Use::Mention, span);
        }
        let Some(name) = tag.get(Attribute::HttpEquiv) else {
            return;
        };
        if name.eq_ignore_ascii_case("refresh") {
            self.push(refresh(content), Use::Link, span);
        }
        self.inline_allowed |= name.eq_ignore_ascii_case("content-security-policy")
            && ["'unsafe-inline'", "'sha256-", "'sha384-", "'sha512-"]
                .iter()
                .any(|word| words::decoded(content).contains(word));
    }
}

/// The properties of a page whose value is an address.
const MENTIONS: [&str; 10] = [
    "msapplication-TileImage",
    "og:audio",
    "og:audio:secure_url",
    "og:image",
    "og:image:secure_url",
    "og:image:url",
    "og:url",
    "og:video",
    "og:video:secure_url",
    "twitter:image",
];

/// Where `5; url=/other/` leads; empty where the page is to be loaded again.
fn refresh(content: &str) -> &str {
    let after = content
        .split_once([';', ','])
        .map_or("", |(_, after)| after);
    let (key, address) = after.split_once('=').unwrap_or(("", ""));
    match key.trim().eq_ignore_ascii_case("url") {
        true => words::trimmed(address).trim_matches(['"', '\'']),
        false => "",
    }
}

/// What a style sheet does with an address: pictures are told from fonts and other sheets by their name.
pub(super) fn used_by_style(address: &str) -> Use {
    match has_image_ending(&last_segment(address)) {
        true => Use::Image,
        false => Use::Fetched,
    }
}

/// Whether an address is a script.
fn is_script(address: &str) -> bool {
    let scheme = address.trim_start().get(.."javascript:".len());
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"))
}

/// Whether a script with a text is run, rather than read as data.
fn runs(tag: &Attributes<'_>) -> bool {
    let kinds = [
        "",
        "module",
        "text/javascript",
        "application/javascript",
        "importmap",
    ];
    let kind = tag.text(Attribute::Type);
    kinds.iter().any(|runs| kind.eq_ignore_ascii_case(runs)) && !tag.has(Attribute::Nonce)
}

fn used_by_link(tag: &Attributes<'_>) -> Use {
    const KINDS: [(&str, Use); 8] = [
        ("stylesheet", Use::Style),
        ("preconnect", Use::Hint),
        ("dns-prefetch", Use::Hint),
        ("icon", Use::Fetched),
        ("preload", Use::Fetched),
        ("modulepreload", Use::Fetched),
        ("prefetch", Use::Fetched),
        ("manifest", Use::Fetched),
    ];
    let mut words = tag.text(Attribute::Rel).split_ascii_whitespace();
    let used = words.find_map(|word| {
        let mut kinds = KINDS.iter();
        kinds.find(|(kind, _)| word.eq_ignore_ascii_case(kind))
    });
    used.map_or(Use::Mention, |(_, used)| *used)
}

#[cfg(test)]
mod tests {
    use super::super::html::{Passed, Piece, Reader};
    use super::*;

    fn seen(html: &str) -> Uses<'_> {
        let mut uses = Uses::default();
        let mut reader = Reader::new(html);
        while let Some(piece) = reader.piece(Passed::default()) {
            if let Piece::Open(name) = piece {
                let mut attributes = Attributes::default();
                while let Some((attribute, _, value)) = reader.attribute() {
                    attributes.add(attribute, value);
                }
                uses.look(
                    name.element,
                    &attributes,
                    &(name.at..reader.tag_end()),
                    true,
                );
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
            kinds(
                "<script>a()</script><style>b{}</style><p style='color:red'><a href='JavaScript:a()'>"
            ),
            [
                Inline::Script,
                Inline::Style,
                Inline::Attribute,
                Inline::Address
            ]
        );
        assert_eq!(
            kinds(
                "<script type=application/ld+json>{}</script><script src=a.js></script><td style='text-align: right'><script nonce=x>a</script>"
            ),
            []
        );
    }
}
