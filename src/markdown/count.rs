//! How long a text is to read.

use crate::bits::{BLOCK, bits};
use memchr::memmem;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The words of a Markdown text outside its code fences (characters for Chinese and Japanese), and the minutes it takes to
/// read them at the usual speed of a language.
pub fn reading(text: &str, lang: &str) -> (usize, usize) {
    let fence = memmem::find(text.as_bytes(), b"```");
    let (before, after) = text.split_at(fence.unwrap_or(text.len()));
    let prose = std::iter::once(before).chain(after.split("```").skip(2).step_by(2));
    let (count, per_minute) = match lang.split(['-', '_']).next().unwrap_or(lang) {
        "zh" => (prose.map(letters).sum(), 439),
        "ja" => (prose.map(letters).sum(), 653),
        "en" => (prose.map(words).sum(), 238),
        "ko" => (prose.map(words).sum(), 202),
        _ => (prose.map(words).sum(), 200),
    };
    let count: usize = count;
    (count, count.div_ceil(per_minute))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Where the bytes of a block are punctuation, where letters or digits, and where Unicode's rules are to be asked. White space
/// is none of these.
struct Kinds {
    punctuation: u64,
    plain: u64,
    unsure: u64,
}

impl Kinds {
    /// The letters from À to ȿ begin with C3 to C8; so do × and ÷, whose second byte few letters have. Written so that a
    /// compiler makes vector instructions of it.
    fn of(block: &[u8; BLOCK]) -> Self {
        let (mut punctuation, mut plain, mut unsure) = ([0; BLOCK], [0; BLOCK], [0; BLOCK]);
        for (at, &byte) in block.iter().enumerate() {
            let is_within = |first: u8, count: u8| byte.wrapping_sub(first) < count;
            let is_ascii = is_within(b'0', 10) | ((byte | 0x20).wrapping_sub(b'a') < 26);
            let is_within_letter = is_within(0x80, 0x40) & (byte != 0x97) & (byte != 0xB7);
            let is_plain = is_ascii | is_within_letter | is_within(0xC3, 6);
            let is_punctuation = is_within(b'!', 94) & !is_ascii;
            let is_white = (byte == b' ') | (is_within(b'\t', 5) & (byte != 0x0B));
            punctuation[at] = u8::from(is_punctuation);
            plain[at] = u8::from(is_plain);
            unsure[at] = u8::from(!(is_punctuation | is_plain | is_white));
        }
        Self {
            punctuation: bits(&punctuation),
            plain: bits(&plain),
            unsure: bits(&unsure),
        }
    }
}

/// What was before a block: each 1 or 0.
#[derive(Default)]
struct Before {
    /// Its last byte was a letter or digit.
    plain: u64,
    /// Its last byte was punctuation behind such.
    behind: u64,
}

impl Before {
    /// Where runs of letters and digits start in a block, and where Unicode's rules are to be asked: a bit for each byte.
    fn block(&mut self, block: &[u8; BLOCK]) -> (u64, u64) {
        let Kinds {
            punctuation,
            plain,
            unsure,
        } = Kinds::of(block);
        let after_plain = plain << 1 | self.plain;
        // The carry runs through punctuation that follows a letter, and stops at the byte after it.
        let (carried, over) = punctuation.overflowing_add(punctuation & after_plain);
        let (carried, over_too) = carried.overflowing_add(self.behind);
        let second = carried & !punctuation & plain;
        *self = Self {
            plain: plain >> (BLOCK - 1),
            behind: u64::from(over | over_too),
        };
        (plain & !after_plain, unsure | second)
    }
}

/// As many as [`UnicodeSegmentation::unicode_words`] gives. Between white space, letters and digits with or without
/// punctuation around them are one word: that is nearly all of a text. Unicode's rules are asked about all else.
fn words(text: &str) -> usize {
    let (mut plain, mut told, mut instead, mut asked) = (0, 0, 0, 0);
    let mut before = Before::default();
    let (blocks, last) = blocks(text);
    for (index, block) in blocks.iter().chain([&last]).enumerate() {
        let (starts, mut unsure) = before.block(block);
        plain += starts.count_ones();
        while unsure != 0 {
            let at = BLOCK * index + unsure.trailing_zeros() as usize;
            unsure &= unsure - 1;
            if at >= asked {
                let stretch = stretch(text, at);
                asked = stretch.end;
                told += text[stretch.clone()].unicode_words().count();
                instead += starts_in(&text[stretch]);
            }
        }
    }
    told + (plain - instead) as usize
}

/// The runs of letters and digits in a stretch.
fn starts_in(stretch: &str) -> u32 {
    let mut before = Before::default();
    let (blocks, last) = blocks(stretch);
    let blocks = blocks.iter().chain([&last]);
    blocks.map(|block| before.block(block).0.count_ones()).sum()
}

/// The stretch between white space around a byte.
fn stretch(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = bytes[..at].iter().rposition(u8::is_ascii_whitespace);
    let length = bytes[at..].iter().position(u8::is_ascii_whitespace);
    start.map_or(0, |space| space + 1)..length.map_or(bytes.len(), |length| at + length)
}

/// A text's bytes, block by block, the last of them filled up with white space.
fn blocks(text: &str) -> (&[[u8; BLOCK]], [u8; BLOCK]) {
    let (blocks, rest) = text.as_bytes().as_chunks();
    let mut last = [b' '; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    (blocks, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_counted_as_unicode_does() {
        for text in [
            "",
            " -- _ ** ",
            "Deux mots.",
            "L’été, l'œuvre (là-bas) : 3,14 × 2 = 6.28 !",
            "[lien](https://example.org/a_b) *x*y _a_ a_b 日本語 Ça",
            "a\u{a0}b\u{202f}! 1.2.3 $5 x² naïve… “quoted” l'",
            "e\u{301}te\u{301} fin\u{ad}ie 👩‍👩‍👧 ok :smile:",
        ] {
            assert_eq!(words(text), text.unicode_words().count(), "{text}");
        }
    }

    #[test]
    fn code_fences_are_not_read() {
        assert_eq!(reading("un deux\n```\nlet x;\n```\ntrois", "fr"), (3, 1));
        assert_eq!(reading("汉字。", "zh"), (2, 1));
        assert_eq!(reading("", "fr"), (0, 0));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_counted_as_unicode_does(text in "[a-zéÀ×÷0-9 '’.,_*\n\u{a0}\u{301}日👩-]{0,200}") {
            proptest::prop_assert_eq!(words(&text), text.unicode_words().count());
        }
    }
}
