//! Words of links and headings as people hear them.

use std::borrow::Cow;

/// What a link says that does not say where it leads; French, English, Dutch and German. Sorted by bytes.
const VAGUE: &[&str] = &[
    "bekijk",
    "bekijk meer",
    "c'est ici",
    "ce lien",
    "cette page",
    "clic ici",
    "click",
    "click here",
    "click this link",
    "clique ici",
    "cliquer ici",
    "cliquez",
    "cliquez ici",
    "cliquez sur ce lien",
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
    "more info",
    "more information",
    "ontdek meer",
    "par ici",
    "plus",
    "plus d'info",
    "plus d'informations",
    "plus d'infos",
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
    "suivre ce lien",
    "tap here",
    "the link",
    "this",
    "this link",
    "this page",
    "verder lezen",
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
];

/// Which three bytes a vague text may begin with, each told by its last five bits: one bit for each three. A text of two ends
/// with a space.
static BEGINNINGS: [u64; 512] = {
    let mut beginnings = [0; 512];
    let mut at = 0;
    while at < VAGUE.len() {
        let bytes = VAGUE[at].as_bytes();
        let third = if bytes.len() > 2 { bytes[2] } else { b' ' };
        let place = beginning(bytes[0], bytes[1], third);
        beginnings[place / 64] |= 1 << (place % 64);
        at += 1;
    }
    beginnings
};

const fn beginning(first: u8, second: u8, third: u8) -> usize {
    ((first & 31) as usize) << 10 | ((second & 31) as usize) << 5 | (third & 31) as usize
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
/// without making it.
pub fn is_vague(text: &str) -> bool {
    let sure = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'\'';
    if let [first, second, third, ..] = text.as_bytes()
        && first.is_ascii_alphanumeric()
        && (sure(second) && (sure(third) || *third == b' ') || *second == b' ' && sure(third))
    {
        let place = beginning(*first, *second, *third);
        if BEGINNINGS[place / 64] >> (place % 64) & 1 == 0 {
            return false;
        }
    }
    let mut short = Short::default();
    for c in decoded(text).chars() {
        let fits = match c {
            '’' => short.push('\''),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
            c if c.is_ascii() => short.push(c.to_ascii_lowercase()),
            c => c.to_lowercase().all(|c| short.push(c)),
        };
        if !fits {
            return false;
        }
    }
    VAGUE
        .binary_search_by(|vague| vague.as_bytes().cmp(&short.bytes[..short.end]))
        .is_ok()
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

/// A text without the blanks around it.
#[inline]
pub fn trimmed(text: &str) -> &str {
    let visible = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    match visible(bytes.first()) && visible(bytes.last()) {
        true => text,
        false => text.trim(),
    }
}

/// A text as it is compared: entities read, in lower case, blanks as one space, without punctuation around it.
pub fn normal(text: &str) -> String {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii() && byte != b'&')
        && !text.as_bytes().windows(2).any(|pair| {
            pair[1].is_ascii_whitespace() && (pair[0].is_ascii_whitespace() || pair[1] != b' ')
        })
    {
        return text
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_ascii_lowercase();
    }
    let mut normal = String::with_capacity(text.len());
    for c in decoded(text).chars() {
        match c {
            '’' => normal.push('\''),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !normal.ends_with(' ') && !normal.is_empty() {
                    normal.push(' ');
                }
            }
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

/// Letters and digits only, in lower case: what is the same before and after typography.
pub fn bare(text: &str) -> String {
    decoded(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A text with blanks as one space and entities read, cut after `most` characters, for messages.
pub fn shown(text: &str, most: usize) -> String {
    let text = decoded(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    match words.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", words[..cut].trim_end()),
        None => words,
    }
}

/// A text with its entities read, as far as they are common.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.find(';').filter(|end| *end <= 10).and_then(|end| {
            let character = entity(&rest[1..end])?;
            Some((character, end + 1))
        });
        match entity {
            Some((character, length)) => {
                read.push(character);
                rest = &rest[length..];
            }
            None => {
                read.push('&');
                rest = &rest[1..];
            }
        }
    }
    read.push_str(rest);
    Cow::Owned(read)
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "rarr" => '→',
        "raquo" => '»',
        "laquo" => '«',
        "hellip" => '…',
        "rsquo" => '’',
        "shy" => '\u{ad}',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        _ => return None,
    })
}

/// The extensions of image files.
const IMAGES: [&str; 9] = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "tiff",
];

/// Whether an alternative text is the name of a file: `IMG_2041.jpg`, or the name of the image itself without its ending, where
/// that is no word.
pub fn is_file_name(alt: &str, src: &str) -> bool {
    let alt = alt.trim();
    if alt.is_empty() {
        return false;
    }
    let ends = |name: &str| {
        name.rsplit_once('.').is_some_and(|(stem, end)| {
            !stem.is_empty() && IMAGES.contains(&end.to_ascii_lowercase().as_str())
        })
    };
    if ends(alt) && !alt.contains(' ') {
        return true;
    }
    let file = last_segment(src);
    if file.eq_ignore_ascii_case(alt) && ends(&file) {
        return true;
    }
    let stem = file
        .rsplit_once('.')
        .map_or(file.as_ref(), |(stem, _)| stem);
    let digits = alt.bytes().filter(u8::is_ascii_digit).count();
    stem.eq_ignore_ascii_case(alt) && !alt.contains(' ') && (alt.contains('_') || digits >= 3)
}

/// The last part of an address, without query and fragment, its escapes read.
pub fn last_segment(address: &str) -> Cow<'_, str> {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let last = path.rsplit('/').next().unwrap_or("");
    percent_encoding::percent_decode_str(last).decode_utf8_lossy()
}

/// Files that do not open as a page: ending, the words that name the type, and how it is shown.
const FILES: &[(&str, &[&str], &str)] = &[
    ("pdf", &["pdf"], "PDF"),
    ("doc", &["doc", "word"], "Word"),
    ("docx", &["docx", "doc", "word"], "Word"),
    (
        "odt",
        &["odt", "opendocument", "libreoffice", "writer"],
        "ODT",
    ),
    ("rtf", &["rtf"], "RTF"),
    ("xls", &["xls", "excel", "tableur"], "Excel"),
    ("xlsx", &["xlsx", "xls", "excel", "tableur"], "Excel"),
    (
        "ods",
        &["ods", "opendocument", "libreoffice", "calc"],
        "ODS",
    ),
    ("ppt", &["ppt", "powerpoint"], "PowerPoint"),
    ("pptx", &["pptx", "ppt", "powerpoint"], "PowerPoint"),
    (
        "odp",
        &["odp", "opendocument", "libreoffice", "impress"],
        "ODP",
    ),
    ("epub", &["epub"], "EPUB"),
    ("zip", &["zip", "archive"], "ZIP"),
    ("7z", &["7z", "archive"], "7z"),
    ("mp3", &["mp3", "audio"], "MP3"),
    ("mp4", &["mp4", "video", "vidéo"], "MP4"),
];

/// The type of the file that a link leads to, where it is none that opens as a page: its words, and how it is shown.
pub fn file_type(href: &str) -> Option<(&'static [&'static str], &'static str)> {
    let name = last_segment(href);
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    FILES
        .iter()
        .find(|(end, ..)| *end == ending)
        .map(|(_, words, shown)| (*words, *shown))
}

/// Whether a text names one of the words as a word.
pub fn names_one(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| words.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)))
}

/// Whether a text says a size: `340 Ko`, `1,2 MB`.
pub fn says_size(text: &str) -> bool {
    const UNITS: [&str; 16] = [
        "o", "octets", "ko", "mo", "go", "kio", "mio", "gio", "b", "bytes", "kb", "mb", "gb",
        "kib", "mib", "gib",
    ];
    let text = decoded(text);
    let mut number = false;
    for word in text.split(|c: char| c.is_whitespace() || "()[],;:–—-·/".contains(c) && c != ',')
    {
        let digits =
            word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let unit = digits.trim_end_matches(['.', '…']).to_lowercase();
        let starts = digits.len() < word.len();
        if (number || starts) && UNITS.contains(&unit.as_str()) {
            return true;
        }
        number = starts && digits.is_empty() || (number && word.is_empty());
    }
    false
}

/// The stretch of a text that is written in capitals: three words or more that are no short forms.
pub fn capitals(text: &str) -> Option<&str> {
    let mut run: Option<(usize, usize)> = None;
    let (mut words, mut long, mut letters) = (0, 0, 0);
    let mut best = None;
    let mut at = 0;
    let mut look = |run: &mut Option<(usize, usize)>,
                    words: &mut usize,
                    long: &mut usize,
                    letters: &mut usize| {
        if let Some((start, end)) = run.take()
            && *words >= 3
            && *long >= 2
            && *letters >= 14
            && best.is_none()
        {
            best = text.get(start..end);
        }
        (*words, *long, *letters) = (0, 0, 0);
    };
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let (mut upper, mut lower, mut other) = (0, 0, false);
        for c in word.chars() {
            match c {
                c if c.is_uppercase() => upper += 1,
                c if c.is_alphabetic() => lower += 1,
                '\'' | '’' | '-' | '‑' | '.' | ',' | '!' | '?' | ':' | ';' | '(' | ')' | '«'
                | '»' | '"' | '“' | '”' | '*' | '&' | '…' | '–' | '—' | '\u{ad}' => {}
                _ => other = true,
            }
        }
        if upper > 0 && lower == 0 && !other {
            let start = run.map_or(at, |(start, _)| start);
            run = Some((start, at + word.len()));
            words += 1;
            letters += upper;
            long += usize::from(upper >= 4);
            if word.ends_with([',', ';']) {
                look(&mut run, &mut words, &mut long, &mut letters);
            }
        } else if lower > 0 || other {
            look(&mut run, &mut words, &mut long, &mut letters);
        }
        at += piece.len();
    }
    look(&mut run, &mut words, &mut long, &mut letters);
    best
}

#[cfg(test)]
mod tests {
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
            around in "[ .«»→a!]{0,3}",
            between in "( |  |&nbsp;|\u{a0}|\n|\u{ad}|’)",
            tail in "[ .…»!é]{0,30}",
        ) {
            let text = around + &word.replace(' ', &between).to_uppercase() + &tail;
            let normal = normal(&text);
            prop_assert_eq!(is_vague(&text), VAGUE.binary_search(&normal.as_str()).is_ok());
        }
    }

    #[test]
    fn names_of_files_are_told_from_words() {
        for (alt, src) in [
            ("IMG_2041.jpg", "x.png"),
            ("photo.webp", "photo.webp"),
            ("DSC00234", "/a/DSC00234.JPG"),
            ("mon_image", "mon_image.png"),
            ("Le local.jpg", "Le%20local.jpg"),
        ] {
            assert!(is_file_name(alt, src), "{alt}");
        }
        for (alt, src) in [
            ("logo", "logo.svg"),
            ("Le local", "local.jpg"),
            ("", "a.png"),
            ("Capture du fichier notes.png", "a.png"),
            ("Node.js", "node.svg"),
            ("build", "build.svg"),
        ] {
            assert!(!is_file_name(alt, src), "{alt}");
        }
    }

    #[test]
    fn sizes_and_types_are_read() {
        for text in [
            "Règlement (PDF, 340 Ko)",
            "PDF – 1,2 Mo",
            "rules (pdf, 340&nbsp;KB)",
            "12MB",
            "(PDF, 2.5 MiB)",
        ] {
            assert!(says_size(text), "{text}");
        }
        for text in ["Règlement 2026", "PDF", "3 pages à Go", "Mo"] {
            assert!(!says_size(text), "{text}");
        }
        assert!(file_type("/a/r%C3%A8gles.PDF?x=1#p").is_some());
        assert!(file_type("/a/pdf/").is_none());
        assert!(names_one("Le règlement (pdf)", &["pdf"]));
        assert!(!names_one("Les pdfs", &["pdf"]));
    }

    #[test]
    fn capitals_are_words_and_not_short_forms() {
        assert_eq!(
            capitals("Venez : LES INSCRIPTIONS SONT OUVERTES ! Tous"),
            Some("LES INSCRIPTIONS SONT OUVERTES")
        );
        assert!(capitals("À L'ÉCOLE, DEMANDEZ VOTRE CARTE").is_some());
        for fine in [
            "AMO ONG ASBL SPF",
            "HTML, CSS et JSON",
            "La SNCB et la STIB",
            "MAX_FILE_SIZE LONG_NAME OTHER_NAME",
            "PARIS",
            "le TEC 31",
            "AVIF, JPEG, WEBP, TIFF, HEIC",
            "CMYK⬌RGBX RGBX⬌GRAY LABX⬌RGBX",
        ] {
            assert_eq!(capitals(fine), None, "{fine}");
        }
    }
}
