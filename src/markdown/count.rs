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

/// What a byte is to the counting of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or digit, or part of one.
    Word,
    /// The first byte of À to ÿ, and of × and ÷.
    Lead,
    /// ASCII punctuation: harmless around a word.
    Mark,
    /// ASCII white space.
    Space,
    /// Anything that may need Unicode's rules.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Word,
            // À to ɏ, and what continues them
            0x80..=0xBF | 0xC4..=0xC8 => Class::Word,
            0xC3 => Class::Lead,
            byte if byte.is_ascii_punctuation() => Class::Mark,
            byte if byte.is_ascii_whitespace() => Class::Space,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// As many as [`UnicodeSegmentation::unicode_words`] gives. Stretches between white space that are one plain word, with or
/// without punctuation around it, are counted byte by byte: that is nearly all of a text.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut start) = (0, 0);
    let (mut word, mut closed, mut plain) = (false, false, true);
    for (at, byte) in bytes.iter().chain(b" ").enumerate() {
        match CLASSES[usize::from(*byte)] {
            Class::Word => {
                plain &= !closed;
                word = true;
            }
            // × and ÷ stand among the letters
            Class::Lead => {
                plain &= !closed && !matches!(bytes[at..], [_, 0x97 | 0xB7, ..]);
                word = true;
            }
            Class::Mark => closed = word,
            Class::Other => plain = false,
            Class::Space => {
                if !plain {
                    count += text[start..at].unicode_words().count();
                } else if word {
                    count += 1;
                }
                start = at + 1;
                (word, closed, plain) = (false, false, true);
            }
        }
    }
    count
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
}
