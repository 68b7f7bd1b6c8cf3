//! The names of elements and attributes that rules look at, told apart without comparing texts.

mod kinds;

pub use kinds::{Attribute, Attributes, Element};

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
