//! The elements and attributes that rules look at.

use super::{Key, PLACES, key, place};

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
            /// Each at the first place that is free from its own on.
            const TABLE: [(Key, Self); PLACES] = {
                let mut table = [(0, Self::Other); PLACES];
                $({
                    let key = key($written.as_bytes());
                    let mut at = place(key);
                    while table[at].0 != 0 {
                        at = (at + 1) % PLACES;
                    }
                    table[at] = (key, Self::$name);
                })*
                table
            };

            /// What a key stands for.
            #[inline]
            pub fn of(key: Key) -> Self {
                static TABLE: [(Key, $kind); PLACES] = $kind::TABLE;
                let mut at = place(key);
                loop {
                    let (known, name) = TABLE[at];
                    if known == key || known == 0 {
                        return name;
                    }
                    at = (at + 1) % PLACES;
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
        Del = "del",
        Div = "div",
        Dl = "dl",
        Dt = "dt",
        Em = "em",
        Embed = "embed",
        Figcaption = "figcaption",
        Figure = "figure",
        Footer = "footer",
        Form = "form",
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
        Ins = "ins",
        Kbd = "kbd",
        Label = "label",
        Li = "li",
        Link = "link",
        Main = "main",
        Mark = "mark",
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
        Q = "q",
        Samp = "samp",
        Script = "script",
        Section = "section",
        Select = "select",
        Small = "small",
        Source = "source",
        Span = "span",
        Strong = "strong",
        Style = "style",
        Sub = "sub",
        Sup = "sup",
        Svg = "svg",
        Table = "table",
        Tbody = "tbody",
        Td = "td",
        Textarea = "textarea",
        Tfoot = "tfoot",
        Th = "th",
        Thead = "thead",
        Time = "time",
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

    /// Only the rules about text look at these: most of a page.
    const PLAIN: [Self; 32] = [
        Self::P,
        Self::Li,
        Self::Span,
        Self::Div,
        Self::Em,
        Self::Strong,
        Self::Ul,
        Self::Ol,
        Self::Dl,
        Self::Dd,
        Self::Dt,
        Self::Path,
        Self::B,
        Self::I,
        Self::Small,
        Self::Code,
        Self::Kbd,
        Self::Samp,
        Self::Abbr,
        Self::Var,
        Self::Blockquote,
        Self::Figure,
        Self::Figcaption,
        Self::Del,
        Self::Ins,
        Self::Q,
        Self::Mark,
        Self::Sub,
        Self::Sup,
        Self::Thead,
        Self::Time,
        Self::Other,
    ];

    /// Only the rules about text look at it.
    #[inline]
    pub fn is_plain(self) -> bool {
        static PLAIN: [bool; 256] = {
            let (mut plain, mut at) = ([false; 256], 0);
            while at < Element::PLAIN.len() {
                plain[Element::PLAIN[at] as usize] = true;
                at += 1;
            }
            plain
        };
        PLAIN[self as usize]
    }

    /// What pages have in common may end at it.
    pub fn is_edge(self) -> bool {
        matches!(self, Self::Title | Self::Body | Self::Main)
    }

    /// A cell or row of a table that is no header: that it ends says nothing, and that it begins only once.
    #[inline]
    pub fn is_cell(self) -> bool {
        matches!(self, Self::Td | Self::Tr | Self::Tbody | Self::Tfoot)
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
        Action = "action",
        Alt = "alt",
        AriaDescribedby = "aria-describedby",
        AriaHidden = "aria-hidden",
        AriaLabel = "aria-label",
        AriaLabelledby = "aria-labelledby",
        AriaLevel = "aria-level",
        Autoplay = "autoplay",
        Cite = "cite",
        Class = "class",
        Content = "content",
        Controls = "controls",
        Data = "data",
        Disabled = "disabled",
        For = "for",
        Formaction = "formaction",
        Height = "height",
        Hidden = "hidden",
        Href = "href",
        HttpEquiv = "http-equiv",
        Id = "id",
        Imagesrcset = "imagesrcset",
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
    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.present == 0
    }

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
