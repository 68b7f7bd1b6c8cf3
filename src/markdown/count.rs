//! How long a text is to read.

use memchr::memmem;
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

/// No word yet, within a word, within one and behind the first byte of À to ÿ (or of × and ÷), behind a word, and not as
/// plain as that: Unicode's rules are asked.
const NONE: u8 = 0;
const WITHIN: u8 = 1;
const LEAD: u8 = 2;
const BEHIND: u8 = 3;
const UNSURE: u8 = 4;
/// Beside the next state: a word has ended, or a stretch that needs Unicode's rules.
const WORD_ENDS: u8 = 8;
const UNSURE_ENDS: u8 = 16;

/// By state and next byte. Eight states, so that no index needs to be checked.
const NEXT: [[u8; 256]; 8] = {
    let mut next = [[UNSURE; 256]; 8];
    let mut state: u8 = NONE;
    while state <= UNSURE {
        let mut byte: u8 = 0;
        loop {
            let unsure = state == UNSURE;
            next[state as usize][byte as usize] = if byte.is_ascii_whitespace() {
                match state {
                    NONE => NONE,
                    UNSURE => NONE | UNSURE_ENDS,
                    _ => NONE | WORD_ENDS,
                }
            } else if unsure {
                UNSURE
            } else if byte.is_ascii_punctuation() {
                if state == NONE { NONE } else { BEHIND }
            } else if state == BEHIND {
                UNSURE
            } else {
                match byte {
                    b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xC4..=0xC8 => WITHIN,
                    0x97 | 0xB7 if state == LEAD => UNSURE,
                    0x80..=0xBF => WITHIN,
                    0xC3 => LEAD,
                    _ => UNSURE,
                }
            };
            if byte == u8::MAX {
                break;
            }
            byte += 1;
        }
        state += 1;
    }
    next
};

/// As many as [`UnicodeSegmentation::unicode_words`] gives. Stretches between white space that are one plain word, with or
/// without punctuation around it, are counted byte by byte: that is nearly all of a text.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut state) = (0, NONE);
    for (at, byte) in bytes.iter().enumerate() {
        let next = NEXT[usize::from(state & 7)][usize::from(*byte)];
        count += usize::from(next & WORD_ENDS != 0);
        if next & UNSURE_ENDS != 0 {
            count += stretch(text, at);
        }
        state = next & 7;
    }
    match state {
        NONE => count,
        UNSURE => count + stretch(text, bytes.len()),
        _ => count + 1,
    }
}

/// The words between the white space before `end` and `end`, by Unicode's rules.
fn stretch(text: &str, end: usize) -> usize {
    let start = text.as_bytes()[..end]
        .iter()
        .rposition(u8::is_ascii_whitespace);
    text[start.map_or(0, |space| space + 1)..end]
        .unicode_words()
        .count()
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
        fn any_text_is_counted_as_unicode_does(text in "[a-zéÀ×÷0-9 '’.,_*\n\u{a0}\u{301}日👩-]{0,60}") {
            proptest::prop_assert_eq!(words(&text), text.unicode_words().count());
        }
    }
}
