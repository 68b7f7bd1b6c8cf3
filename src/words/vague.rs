//! Links that do not say where they lead.

use super::decoded;

/// What a link says that does not say where it leads; French, English, Dutch and German. Sorted by bytes.
const VAGUE: &[&str] = &[
    "bekijk",
    "bekijk meer",
    "c'est ici",
    "c'est par ici",
    "ce document",
    "ce lien",
    "ce site",
    "cette page",
    "clic ici",
    "click",
    "click here",
    "click this",
    "click this link",
    "clique ici",
    "cliquer ici",
    "cliquez",
    "cliquez ici",
    "cliquez là",
    "cliquez pour en savoir plus",
    "cliquez sur ce lien",
    "cliquez sur le lien",
    "cliquez-ici",
    "consulter",
    "continue",
    "continue reading",
    "continuer",
    "continuer la lecture",
    "de link",
    "details",
    "deze link",
    "deze pagina",
    "deze site",
    "diese seite",
    "diesem link",
    "diesen link",
    "dieser link",
    "découvrir",
    "détail",
    "détails",
    "en savoir plus",
    "find out more",
    "follow this link",
    "go",
    "go here",
    "here",
    "hier",
    "hier klicken",
    "ici",
    "ici même",
    "je clique",
    "je clique ici",
    "klick hier",
    "klicke hier",
    "klicken sie hier",
    "klik",
    "klik hier",
    "klik op deze link",
    "la suite",
    "le lien",
    "learn more",
    "lees",
    "lees meer",
    "lees verder",
    "lien",
    "link",
    "lire",
    "lire l'article",
    "lire la suite",
    "lire plus",
    "là",
    "meer",
    "meer info",
    "meer informatie",
    "meer lezen",
    "meer weten",
    "mehr",
    "mehr anzeigen",
    "mehr erfahren",
    "mehr informationen",
    "mehr infos",
    "mehr lesen",
    "more",
    "more details",
    "more here",
    "more info",
    "more information",
    "ontdek meer",
    "op deze pagina",
    "par ici",
    "par là",
    "plus",
    "plus d'info",
    "plus d'informations",
    "plus d'infos",
    "plus de détails",
    "pour en savoir plus",
    "press here",
    "read",
    "read more",
    "read on",
    "right here",
    "savoir plus",
    "see here",
    "see more",
    "show more",
    "suite",
    "suivez ce lien",
    "suivez le lien",
    "suivre ce lien",
    "sur ce lien",
    "sur cette page",
    "tap here",
    "the link",
    "this",
    "this link",
    "this page",
    "télécharger",
    "télécharger ici",
    "verder lezen",
    "via ce lien",
    "via deze link",
    "view more",
    "voir",
    "voir ici",
    "voir la suite",
    "voir plus",
    "weiter lesen",
    "weitere informationen",
    "weitere infos",
    "weiterlesen",
    "zu dieser seite",
];

/// Which bytes vague texts may begin with: one bit for all that have the same place.
type Beginnings = [u64; 64];

/// Of so many bytes, eight at most. A shorter text goes on with spaces.
const fn beginnings(most: usize) -> Beginnings {
    let mut beginnings = [0; 64];
    let mut at = 0;
    while at < VAGUE.len() {
        let (bytes, mut first, mut index) = (VAGUE[at].as_bytes(), [b' '; 8], 0);
        while index < most && index < bytes.len() {
            first[index] = bytes[index];
            index += 1;
        }
        let place = beginning(first);
        beginnings[place / 64] |= 1 << (place % 64);
        at += 1;
    }
    beginnings
}

static FOUR: Beginnings = beginnings(4);
static EIGHT: Beginnings = beginnings(8);

/// The place of eight bytes: the same for capitals and small letters, of ASCII and of Latin-1, and for spaces and zeros.
const fn beginning(eight: [u8; 8]) -> usize {
    let small = u64::from_le_bytes(eight) | 0x2020_2020_2020_2020;
    (small.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize
}

/// Whether a byte is a letter or a digit, or of a letter of Latin-1 (`×` and `÷` are none).
const fn is_word(byte: u8) -> bool {
    let latin = matches!(byte, 0xc3 | 0x80..=0xbf) && !matches!(byte, 0x97 | 0xb7);
    byte.is_ascii_alphanumeric() || latin
}

/// The same, or a blank, or nothing.
#[inline]
fn is_plain(byte: u8) -> bool {
    static PLAIN: [bool; 256] = {
        let (mut plain, mut byte) = ([false; 256], 0_u8);
        while byte < 255 {
            plain[byte as usize] = is_word(byte) || matches!(byte, 0 | b' ');
            byte += 1;
        }
        plain
    };
    PLAIN[usize::from(byte)]
}

/// Whether a vague text may begin with these.
#[inline]
fn may_begin(beginnings: &Beginnings, first: [u8; 8]) -> bool {
    let place = beginning(first);
    beginnings[place / 64] >> (place % 64) & 1 == 1
}

/// Whether no vague text begins like this one, where its first bytes, so many at most, are plain: they would stay the same but
/// for capitals.
#[inline]
fn begins_otherwise<const MOST: usize>(text: &str, beginnings: &Beginnings) -> bool {
    let bytes = text.as_bytes();
    let mut first = [0; 8];
    match bytes.first_chunk::<MOST>() {
        Some(chunk) => first[..MOST].copy_from_slice(chunk),
        None => first[..bytes.len()].copy_from_slice(bytes),
    }
    let plain = first[..MOST]
        .iter()
        .fold(true, |all, byte| all & is_plain(*byte));
    let doubled = || first.windows(2).any(|two| two == b"  ");
    plain && is_word(first[0]) && !may_begin(beginnings, first) && !doubled()
}

/// The most bytes that a vague text has.
const LONGEST: usize = {
    let (mut longest, mut at) = (0, 0);
    while at < VAGUE.len() {
        if VAGUE[at].len() > longest {
            longest = VAGUE[at].len();
        }
        at += 1;
    }
    longest
};

/// Whether a text as written says nothing of where it leads: whether [`normal`] would give one of the vague texts, found out
/// without making it, or whether it is nothing but signs.
pub fn is_vague(text: &str) -> bool {
    if begins_otherwise::<4>(text, &FOUR) || begins_otherwise::<8>(text, &EIGHT) {
        return false;
    }
    let mut short = Short::default();
    for c in decoded(text).chars() {
        let fits = match c {
            '’' => short.push('\''),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
            c if c.is_ascii() => short.push(c.to_ascii_lowercase()),
            c => c.to_lowercase().all(|c| short.push(c)),
        };
        if !fits || !short.may_be_vague() {
            return false;
        }
    }
    if short.end == 0 {
        return is_signs(text);
    }
    short.begins_vague()
        && VAGUE
            .binary_search_by(|vague| vague.as_bytes().cmp(&short.bytes[..short.end]))
            .is_ok()
}

/// Whether a text as written is an arrow, punctuation, or several: nothing that tells where a link leads. Other signs, like a
/// house or an envelope, do.
pub fn is_signs(text: &str) -> bool {
    let text = decoded(text);
    let mut shown = text.chars().filter(|c| !c.is_whitespace()).peekable();
    shown.peek().is_some() && shown.all(is_sign)
}

fn is_sign(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '«' | '»' | '¡' | '¿' | '·' | '×' | '§' | '¶' | '\u{ad}')
        // punctuation
        || matches!(c, '\u{200b}'..='\u{2060}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}')
        // arrows, and shapes that are used as such
        || matches!(c, '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{25ff}' | '\u{2794}'..='\u{27bf}')
        || matches!(c, '\u{27f0}'..='\u{27ff}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2b11}')
}

/// The beginning of a text as it is compared, as long as that may be a vague one.
#[derive(Default)]
struct Short {
    bytes: [u8; LONGEST],
    length: usize,
    /// After the last letter or digit.
    end: usize,
}

impl Short {
    /// What its first eight bytes tell, once they are sure.
    #[inline]
    fn may_be_vague(&self) -> bool {
        let begins = self.bytes.first_chunk().copied().unwrap_or_default();
        self.end < 8 || may_begin(&EIGHT, begins)
    }

    /// The same of a whole text.
    fn begins_vague(&self) -> bool {
        let mut eight = [b' '; 8];
        for (to, from) in eight.iter_mut().zip(&self.bytes[..self.end]) {
            *to = *from;
        }
        may_begin(&EIGHT, eight)
    }

    /// Adds a character. False: the text is too long.
    fn push(&mut self, c: char) -> bool {
        let is_word = c.is_alphanumeric();
        if !is_word && self.length == 0 {
            return true;
        }
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && self.bytes[self.length - 1] == b' ' {
            return true;
        }
        let next = self.length + c.len_utf8();
        let Some(space) = self.bytes.get_mut(self.length..next) else {
            self.length = LONGEST;
            return !is_word;
        };
        c.encode_utf8(space);
        self.length = next;
        if is_word {
            self.end = next;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::normal;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn vague_words_are_known_in_four_languages_and_others_are_not() {
        for vague in [
            "Cliquez ici !",
            "« ici »",
            "Lire la suite →",
            "En&nbsp;savoir plus…",
            "click  HERE",
            "Klik hier.",
            "Mehr erfahren",
            "C’est ici",
            "→",
            ">",
            "&gt;&gt;",
            "&larr;",
            "« … »",
            "...",
            "#",
            "➡\u{fe0f}",
        ] {
            assert!(is_vague(vague), "{vague}");
        }
        for clear in [
            "Notre équipe",
            "Lire la suite de « Stages »",
            "Hier, à la mer",
            "Plus de stages",
            "Download Zola",
            "",
            " ",
            "x",
            "2",
            "→ 2",
            "🏠",
            "日",
        ] {
            assert!(!is_vague(clear), "{clear}");
        }
    }

    #[test]
    fn vague_words_are_sorted() {
        assert!(VAGUE.is_sorted());
    }

    proptest! {
        #[test]
        fn a_text_is_vague_where_its_normal_form_is(
            word in prop::sample::select(VAGUE),
            around in "[ .«»→a!×É]{0,3}",
            between in "( |  |&nbsp;|\u{a0}|\n|\u{ad}|’)",
            tail in "[ .…»!é]{0,30}",
        ) {
            let text = around + &word.replace(' ', &between).to_uppercase() + &tail;
            let normal = normal(&text);
            prop_assert_eq!(is_vague(&text), VAGUE.binary_search(&normal.as_str()).is_ok());
        }
    }
}
