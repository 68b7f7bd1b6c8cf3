//! How long a text is to read.

use unicode_segmentation::UnicodeSegmentation;

/// The words of a Markdown text outside its code fences (characters for Chinese and Japanese), and the minutes it takes to
/// read them at the usual speed of a language.
pub fn reading(text: &str, lang: &str) -> (usize, usize) {
    let prose = text.split("```").step_by(2);
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

/// What a byte is to the counting of words: part of a word of plain letters and digits, the first byte of À to ÿ (or of ×
/// and ÷), ASCII punctuation, ASCII white space, or anything that may need Unicode's rules.
const WORD: u8 = 0;
const LEAD: u8 = 1;
const MARK: u8 = 2;
const SPACE: u8 = 3;
const OTHER: u8 = 4;

const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte: u8 = 0;
    loop {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0x80..=0xBF | 0xC4..=0xC8 => WORD,
            0xC3 => LEAD,
            byte if byte.is_ascii_punctuation() => MARK,
            byte if byte.is_ascii_whitespace() => SPACE,
            _ => OTHER,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// No word yet, within a word, behind one, and not as plain as that.
const NONE: u8 = 0;
const WITHIN: u8 = 1;
const BEHIND: u8 = 2;
const UNSURE: u8 = 3;

/// By state and class of the next byte.
const NEXT: [[u8; 5]; 4] = [
    [WITHIN, WITHIN, NONE, NONE, UNSURE],
    [WITHIN, WITHIN, BEHIND, NONE, UNSURE],
    [UNSURE, UNSURE, BEHIND, NONE, UNSURE],
    [UNSURE, UNSURE, UNSURE, NONE, UNSURE],
];

/// As many as [`UnicodeSegmentation::unicode_words`] gives. Stretches between white space that are one plain word, with or
/// without punctuation around it, are counted byte by byte, without a branch: that is nearly all of a text.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut at, mut state) = (0, 0, NONE);
    while at < bytes.len() {
        let class = CLASSES[usize::from(bytes[at])];
        count += usize::from(class == SPACE && (state == WITHIN || state == BEHIND));
        state = NEXT[usize::from(state)][usize::from(class)];
        let sign = class == LEAD && matches!(bytes.get(at + 1), Some(0x97 | 0xB7));
        at += 1;
        if state == UNSURE || sign {
            let start = bytes[..at]
                .iter()
                .rposition(u8::is_ascii_whitespace)
                .map_or(0, |space| space + 1);
            let end = bytes[at..]
                .iter()
                .position(u8::is_ascii_whitespace)
                .map_or(bytes.len(), |space| at + space);
            count += text[start..end].unicode_words().count();
            (at, state) = (end, NONE);
        }
    }
    count + usize::from(state == WITHIN || state == BEHIND)
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
