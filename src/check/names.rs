//! The names of elements and attributes that rules look at, told apart without comparing texts.

/// A name in lower case, as one number: no two of nine bytes or less have the same.
pub type Key = u64;

/// Adds a byte of a name to its key. ASCII letters count in either case.
#[inline]
pub const fn with(key: Key, byte: u8) -> Key {
    key.rotate_left(7) ^ (byte | 0x20) as Key
}

const fn key(name: &str) -> Key {
    let bytes = name.as_bytes();
    let (mut key, mut at) = (0, 0);
    while at < bytes.len() {
        key = with(key, bytes[at]);
        at += 1;
    }
    key
}

macro_rules! names {
    ($(#[$about:meta])* $kind:ident { $($name:ident = $written:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $kind {
            $(#[doc = concat!("`", $written, "`.")] $name,)*
            /// Any other.
            Other,
        }

        impl $kind {
            /// What a key stands for.
            #[allow(non_upper_case_globals)]
            #[inline]
            pub const fn of(name: Key) -> Self {
                $(const $name: Key = key($written);)*
                match name {
                    $($name => Self::$name,)*
                    _ => Self::Other,
                }
            }
        }
    };
}

names! {
    /// An element.
    Element {
        A = "a",
        Abbr = "abbr",
        Area = "area",
        Article = "article",
        Aside = "aside",
        Audio = "audio",
        B = "b",
        Base = "base",
        Blockquote = "blockquote",
        Body = "body",
        Br = "br",
        Button = "button",
        Code = "code",
        Col = "col",
        Dd = "dd",
        Div = "div",
        Dl = "dl",
        Dt = "dt",
        Em = "em",
        Embed = "embed",
        Figcaption = "figcaption",
        Figure = "figure",
        Footer = "footer",
        Frame = "frame",
        H1 = "h1",
        H2 = "h2",
        H3 = "h3",
        H4 = "h4",
        H5 = "h5",
        H6 = "h6",
        Header = "header",
        Hr = "hr",
        Html = "html",
        I = "i",
        Iframe = "iframe",
        Image = "image",
        Img = "img",
        Input = "input",
        Kbd = "kbd",
        Label = "label",
        Li = "li",
        Link = "link",
        Main = "main",
        Meta = "meta",
        Meter = "meter",
        Nav = "nav",
        Object = "object",
        Ol = "ol",
        Output = "output",
        P = "p",
        Path = "path",
        Pre = "pre",
        Progress = "progress",
        Samp = "samp",
        Script = "script",
        Section = "section",
        Select = "select",
        Small = "small",
        Source = "source",
        Span = "span",
        Strong = "strong",
        Style = "style",
        Svg = "svg",
        Table = "table",
        Tbody = "tbody",
        Td = "td",
        Textarea = "textarea",
        Tfoot = "tfoot",
        Th = "th",
        Title = "title",
        Tr = "tr",
        Track = "track",
        Ul = "ul",
        Use = "use",
        Var = "var",
        Video = "video",
        Wbr = "wbr",
    }
}

impl Element {
    /// It has no closing tag.
    pub fn is_void(self) -> bool {
        matches!(
            self,
            Self::Area
                | Self::Base
                | Self::Br
                | Self::Col
                | Self::Embed
                | Self::Hr
                | Self::Img
                | Self::Input
                | Self::Link
                | Self::Meta
                | Self::Source
                | Self::Track
                | Self::Wbr
        )
    }

    /// Only the rules about text look at it: most of a page.
    #[inline]
    pub fn is_plain(self) -> bool {
        matches!(
            self,
            Self::P
                | Self::Li
                | Self::Span
                | Self::Div
                | Self::Em
                | Self::Strong
                | Self::Ul
                | Self::Ol
                | Self::Dl
                | Self::Dd
                | Self::Dt
                | Self::Path
                | Self::B
                | Self::I
                | Self::Small
                | Self::Code
                | Self::Kbd
                | Self::Samp
                | Self::Abbr
                | Self::Var
                | Self::Blockquote
                | Self::Figure
                | Self::Figcaption
                | Self::Other
        )
    }

    /// It shows what is in it as it is written.
    pub fn is_code(self) -> bool {
        matches!(
            self,
            Self::Code | Self::Kbd | Self::Samp | Self::Abbr | Self::Var
        )
    }

    /// A bold paragraph in it is no heading.
    pub fn is_narrow(self) -> bool {
        matches!(
            self,
            Self::Li | Self::Blockquote | Self::Dd | Self::Dt | Self::Figcaption | Self::Figure
        )
    }

    /// The level of a heading.
    pub fn level(self) -> Option<u8> {
        Some(match self {
            Self::H1 => 1,
            Self::H2 => 2,
            Self::H3 => 3,
            Self::H4 => 4,
            Self::H5 => 5,
            Self::H6 => 6,
            _ => return None,
        })
    }

    /// How the closing tag of an element begins that holds text only, whatever that looks like.
    pub fn raw(self) -> Option<&'static str> {
        match self {
            Self::Script => Some("script"),
            Self::Style => Some("style"),
            Self::Textarea => Some("textarea"),
            _ => None,
        }
    }
}

names! {
    /// An attribute.
    Attribute {
        Alt = "alt",
        AriaDescribedby = "aria-describedby",
        AriaHidden = "aria-hidden",
        AriaLabel = "aria-label",
        AriaLabelledby = "aria-labelledby",
        Autoplay = "autoplay",
        Class = "class",
        Content = "content",
        Controls = "controls",
        Data = "data",
        Disabled = "disabled",
        For = "for",
        Hidden = "hidden",
        Href = "href",
        HttpEquiv = "http-equiv",
        Id = "id",
        Lang = "lang",
        Muted = "muted",
        Name = "name",
        Nonce = "nonce",
        Poster = "poster",
        Property = "property",
        Rel = "rel",
        Role = "role",
        Src = "src",
        Srcset = "srcset",
        Style = "style",
        Tabindex = "tabindex",
        Title = "title",
        Type = "type",
        XlinkHref = "xlink:href",
    }
}

/// The attributes of a tag that are known, each with its value as written; the first of a name counts.
pub struct Attributes<'h> {
    present: u64,
    values: [&'h str; Attribute::Other as usize],
}

impl Default for Attributes<'_> {
    fn default() -> Self {
        Self {
            present: 0,
            values: [""; Attribute::Other as usize],
        }
    }
}

impl<'h> Attributes<'h> {
    /// Forgets all of them.
    #[inline]
    pub fn clear(&mut self) {
        self.present = 0;
    }

    /// Adds one. Those that are not known are left out.
    #[inline]
    pub fn add(&mut self, attribute: Attribute, value: &'h str) {
        let bit = 1 << attribute as u64;
        if let Some(known) = self.values.get_mut(attribute as usize)
            && self.present & bit == 0
        {
            self.present |= bit;
            *known = value;
        }
    }

    /// Whether it is there.
    #[inline]
    pub fn has(&self, attribute: Attribute) -> bool {
        self.present >> attribute as u64 & 1 == 1
    }

    /// Its value; empty where it has none, none where it is not there.
    #[inline]
    pub fn get(&self, attribute: Attribute) -> Option<&'h str> {
        self.has(attribute).then(|| self.values[attribute as usize])
    }

    /// Its value; empty where it is not there.
    #[inline]
    pub fn text(&self, attribute: Attribute) -> &'h str {
        self.get(attribute).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_case_and_by_all_of_their_letters() {
        let element = |name| Element::of(key(name));
        assert_eq!(element("A"), Element::A);
        assert_eq!(element("BlockQuote"), Element::Blockquote);
        assert_eq!(element("blockquot"), Element::Other);
        let attribute = |name| Attribute::of(key(name));
        assert_eq!(attribute("ARIA-describedby"), Attribute::AriaDescribedby);
        assert_eq!(attribute("data-hidden"), Attribute::Other);
        assert_eq!(attribute("aria-hidden"), Attribute::AriaHidden);
    }

    #[test]
    fn the_first_of_two_attributes_counts() {
        let mut attributes = Attributes::default();
        attributes.add(Attribute::Id, "a");
        attributes.add(Attribute::Id, "b");
        attributes.add(Attribute::Other, "c");
        assert_eq!(attributes.get(Attribute::Id), Some("a"));
        assert_eq!(attributes.get(Attribute::Href), None);
    }
}
