//! What links and images say of the files behind them.

use super::words::decoded;
use std::borrow::Cow;

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
    let digits = alt.bytes().filter(u8::is_ascii_digit).count();
    if has_image_ending(alt) && (!alt.contains(' ') || digits > 5) {
        return true;
    }
    if is_of_device(alt) {
        return true;
    }
    let file = last_segment(src);
    if file.eq_ignore_ascii_case(alt) && has_image_ending(&file) {
        return true;
    }
    let stem = file
        .rsplit_once('.')
        .map_or(file.as_ref(), |(stem, _)| stem);
    stem.eq_ignore_ascii_case(alt) && !alt.contains(' ') && (alt.contains('_') || digits >= 3)
}

/// Whether the name of a file ends as those of images do.
pub fn has_image_ending(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, end)| {
        !stem.is_empty() && IMAGES.contains(&end.to_ascii_lowercase().as_str())
    })
}

/// Whether a device or a program has given this name: `IMG_2041`, `DSC01234`, `image001`.
fn is_of_device(name: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "capture",
        "cimg",
        "dji",
        "dsc",
        "dscf",
        "dscn",
        "gopr",
        "image",
        "img",
        "mvimg",
        "photo",
        "pxl",
        "scan",
        "screenshot",
    ];
    let digits = name.find(|c: char| c.is_ascii_digit());
    let Some((letters, number)) = digits.and_then(|at| name.split_at_checked(at)) else {
        return false;
    };
    let letters = letters
        .trim_end_matches(['_', '-', ' '])
        .to_ascii_lowercase();
    BEGINNINGS.contains(&letters.as_str())
        && number.bytes().filter(u8::is_ascii_digit).count() >= 3
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'.'))
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
    // a path of somebody's own computer is no link
    let drive = href.as_bytes().get(1) == Some(&b':');
    if drive
        || href
            .get(..5)
            .is_some_and(|it| it.eq_ignore_ascii_case("file:"))
    {
        return None;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_told_from_words() {
        for (alt, src) in [
            ("IMG_2041.jpg", "x.png"),
            ("photo.webp", "photo.webp"),
            ("DSC00234", "/a/DSC00234.JPG"),
            ("mon_image", "mon_image.png"),
            ("Le local.jpg", "Le%20local.jpg"),
            ("IMG_20260412_101512", "porte.png"),
            ("image001", "porte.png"),
            ("Capture d’écran 2026-04-12 à 10.15.12.png", "porte.png"),
            ("Capture 2026-04-12", "porte.png"),
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
            ("A380", "avion.jpg"),
            ("Image 3", "c.png"),
            ("Photo de 1954", "d.png"),
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
        assert!(file_type("C:\\a.pdf").is_none() && file_type("file:///a.pdf").is_none());
        assert!(names_one("Le règlement (pdf)", &["pdf"]));
        assert!(!names_one("Les pdfs", &["pdf"]));
    }
}
