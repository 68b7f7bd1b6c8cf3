//! The names of elements and attributes that rules look at, told apart without comparing texts.

/// A name in lower case, as one number: no two of eight bytes or less have the same.
pub type Key = u64;

/// In each byte, what makes an ASCII letter small.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// Adds a byte beyond the eighth to the key of a name.
const fn with(key: Key, byte: u8) -> Key {
    key.rotate_left(7) ^ (byte | 0x20) as Key
}

const fn key(name: &[u8]) -> Key {
    let (mut key, mut at) = (0, 0);
    while at < name.len() {
        key = match at {
            0..8 => key | ((name[at] | 0x20) as Key) << (8 * at),
            _ => with(key, name[at]),
        };
        at += 1;
    }
    key
}

/// The key of the name from an offset on, as far as a blank, `/`, `>` or, where it counts, `=`, and where that is. The byte at
/// the offset belongs to the name whatever it is.
#[inline]
pub fn read(bytes: &[u8], from: usize, equals: bool) -> (Key, usize) {
    let rest = &bytes[from..];
    if let Some(eight) = rest.first_chunk() {
        let word = u64::from_le_bytes(*eight);
        // the first byte is made to end nothing
        let looked_at = word | 0x40;
        let mut ends = up_to_blank(looked_at) | is(looked_at, b'/') | is(looked_at, b'>');
        if equals {
            ends |= is(looked_at, b'=');
        }
        // of the marks only the first is sure, and it is the one that counts
        if ends != 0 {
            let length = ends.trailing_zeros() / 8;
            let mask = (1 << (8 * length)) - 1;
            return ((word | SMALL) & mask, from + length as usize);
        }
    }
    read_slowly(rest, from, equals)
}

fn read_slowly(rest: &[u8], from: usize, equals: bool) -> (Key, usize) {
    let ends = |byte: &u8| *byte <= b' ' || matches!(byte, b'/' | b'>') || equals && *byte == b'=';
    let name = rest.get(1..).unwrap_or(&[]);
    let length = name.iter().position(ends).map_or(rest.len(), |end| end + 1);
    (key(&rest[..length]), from + length)
}

/// Where a byte is first met, if it is among the next eight.
#[inline]
pub fn near(rest: &[u8], byte: u8) -> Option<usize> {
    let found = is(u64::from_le_bytes(*rest.first_chunk()?), byte);
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

/// Where a byte is first met, from an offset on: for what is short, like the value of an attribute.
#[inline]
pub fn find(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let (eights, _) = rest.as_chunks::<8>();
    let mut at = from;
    for eight in eights.iter().take(8) {
        let found = is(u64::from_le_bytes(*eight), byte);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr::memchr(byte, bytes.get(at..)?).map(|found| at + found)
}

/// A mark in the bytes that are blanks or less.
#[inline]
const fn up_to_blank(word: u64) -> u64 {
    word.wrapping_sub(0x2121_2121_2121_2121) & !word & 0x8080_8080_8080_8080
}

/// A mark in the bytes that are the one.
#[inline]
const fn is(word: u64, byte: u8) -> u64 {
    let other = word ^ (byte as u64 * 0x0101_0101_0101_0101);
    other.wrapping_sub(0x0101_0101_0101_0101) & !other & 0x8080_8080_8080_8080
}

/// A tag that most rules do not look at.
pub struct PlainTag {
    /// Its bytes after `<`.
    pub length: usize,
    /// It opens an element.
    pub opens: bool,
}

/// The plain tag that these bytes after `<` are, where it is short and has nothing but its name; `cells`: rows and cells are
/// plain too.
#[inline]
pub fn plain_tag(eight: [u8; 8], cells: bool) -> Option<PlainTag> {
    let opens = eight[0] != b'/';
    let name = u64::from_le_bytes(eight) >> if opens { 0 } else { 8 };
    let ends = is(name, b'>');
    if ends == 0 {
        return None;
    }
    let length = ends.trailing_zeros() / 8;
    let element = Element::of((name | SMALL) & ((1 << (8 * length)) - 1));
    let plain = element.is_plain() && element != Element::Other;
    (plain || element.is_cell() && (cells || !opens)).then_some(PlainTag {
        length: length as usize + if opens { 1 } else { 2 },
        opens,
    })
}

/// How many places the tables of names have.
const PLACES: usize = 256;

/// Where a key is looked for first.
#[inline]
const fn place(key: Key) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
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
    const PLAIN: [Self; 30] = [
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_known_in_any_case_and_by_all_of_their_letters() {
        let element = |name: &str| Element::of(key(name.as_bytes()));
        assert_eq!(element("A"), Element::A);
        assert_eq!(element("BlockQuote"), Element::Blockquote);
        assert_eq!(element("blockquot"), Element::Other);
        let attribute = |name: &str| Attribute::of(key(name.as_bytes()));
        assert_eq!(attribute("ARIA-describedby"), Attribute::AriaDescribedby);
        assert_eq!(attribute("data-hidden"), Attribute::Other);
        assert_eq!(attribute("aria-hidden"), Attribute::AriaHidden);
    }

    proptest! {
        #[test]
        fn names_are_read_the_same_eight_bytes_at_a_time(
            text in "[a-zA-Zé=</> \n-]{1,20}",
            rest in "[a-z >=]{0,90}",
            equals: bool,
        ) {
            let text = text + &rest;
            let at_once = read(text.as_bytes(), 0, equals);
            prop_assert_eq!(at_once, read_slowly(text.as_bytes(), 0, equals));
            prop_assert_eq!(near(text.as_bytes(), b'>'), text.find('>').filter(|at| *at < 8 && text.len() >= 8));
            prop_assert_eq!(find(text.as_bytes(), 1, b'>'), text.bytes().skip(1).position(|byte| byte == b'>').map(|at| at + 1));
        }
    }

    #[test]
    fn a_short_tag_is_plain_where_its_name_is() {
        let plain =
            |tag: &[u8; 8], cells| plain_tag(*tag, cells).map(|plain| (plain.length, plain.opens));
        assert_eq!(plain(b"p>xxxxxx", false), Some((2, true)));
        assert_eq!(plain(b"/strong>", false), Some((8, false)));
        assert_eq!(plain(b"LI><a hr", false), Some((3, true)));
        assert_eq!(plain(b"td>xxxxx", true), Some((3, true)));
        assert_eq!(plain(b"/td></tr", false), Some((4, false)));
        for other in [
            b"td>xxxxx",
            b"hr>xxxxx",
            b"a>xxxxxx",
            b"h1>xxxxx",
            b"p id=a>x",
            b"/a></li>",
            b"x-p>xxxx",
            b"/h2>xxxx",
            b"/>xxxxxx",
            b">xxxxxxx",
            b"blockquo",
            b"!-->xxxx",
        ] {
            assert_eq!(plain(other, false), None);
        }
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
