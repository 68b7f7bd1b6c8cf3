//! How long a text is to read.

use unicode_segmentation::UnicodeSegmentation;

/// The words of a Markdown text outside its code fences (characters for Chinese and Japanese), and the minutes it takes to
/// read them at the usual speed of a language.
pub(super) fn reading(text: &str, lang: &str) -> (usize, usize) {
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

/// As many as [`UnicodeSegmentation::unicode_words`] gives. Stretches between white space that are one plain word, with or
/// without punctuation around it, are counted byte by byte: that is nearly all of a text.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut at) = (0, 0);
    while at < bytes.len() {
        let start = at;
        let (mut word, mut closed, mut plain) = (false, false, true);
        while at < bytes.len() && !bytes[at].is_ascii_whitespace() {
            match bytes[at] {
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0x80..=0xBF => {
                    plain &= !closed;
                    word = true;
                }
                // À to ɏ, without × and ÷
                0xC3..=0xC8 if !matches!(bytes[at..], [0xC3, 0x97 | 0xB7, ..]) => {
                    plain &= !closed;
                    word = true;
                }
                byte if byte.is_ascii_punctuation() => closed = word,
                _ => plain = false,
            }
            at += 1;
        }
        if !plain {
            count += text[start..at].unicode_words().count();
        } else if word {
            count += 1;
        }
        at += 1;
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
