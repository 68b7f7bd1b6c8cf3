//! Fonts of the site and what they have of what its pages show.

use crate::harness::{Built, Site, site};
use lucarne::pipeline::Mode;
use miniz_oxide::deflate::compress_to_vec_zlib;

const FRAME: &str = r#"
-- lucarne.yaml --
base_url: https://example.org/sous
title: Essai
default_language: fr
markdown:
  raw_html: all
-- templates/index.html --
<!doctype html>
<html lang="fr"><head><title>{{ section.title }}</title><link rel="stylesheet" href="/sous/css/s.css"></head>
<body><main><h1>{{ section.title }}</h1>{{ section.content | safe }}</main></body></html>
-- templates/404.html --
<!doctype html>
<html lang="fr"><head><title>Absente</title></head><body><main><h1>Absente</h1></main></body></html>
-- content/_index.md --
---
title: Accueil
---
Quoi ? L'œuf. `ß`
"#;

const FACE: &str = "@font-face { font-family: 'Corps'; src: url(corps.ttf) }\n";

/// A font that has some characters and no glyphs, as TrueType has it.
fn font(characters: &str) -> Vec<u8> {
    let table = table(characters);
    let mut font = vec![0, 1, 0, 0, 0, 1, 0, 16, 0, 0, 0, 0];
    font.extend(b"cmap");
    for number in [0, 28, table.len()] {
        font.extend(u32::try_from(number).expect("small").to_be_bytes());
    }
    font.extend(table);
    font
}

fn table(characters: &str) -> Vec<u8> {
    let mut characters: Vec<u32> = characters.chars().map(u32::from).collect();
    characters.sort_unstable();
    let count = u32::try_from(characters.len()).expect("few");
    let mut table = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0];
    for number in [16 + 12 * count, 0, count] {
        table.extend(number.to_be_bytes());
    }
    for (code, glyph) in characters.into_iter().zip(1_u32..) {
        for number in [code, code, glyph] {
            table.extend(number.to_be_bytes());
        }
    }
    table
}

/// The same as WOFF.
fn woff(characters: &str, packs: bool) -> Vec<u8> {
    let table = table(characters);
    let packed = match packs {
        true => compress_to_vec_zlib(&table, 6),
        false => table.clone(),
    };
    let mut font = b"wOFF\0\x01\0\0\0\0\0\0\0\x01\0\0".to_vec();
    font.resize(44, 0);
    font.extend(b"cmap");
    for number in [64, packed.len(), table.len(), 0] {
        font.extend(u32::try_from(number).expect("small").to_be_bytes());
    }
    font.extend(packed);
    font
}

fn letters() -> String {
    ('a'..='z').chain('A'..='Z').collect()
}

fn with(css: &str, font: impl AsRef<[u8]>) -> Site {
    site(FRAME)
        .with("static/css/s.css", css)
        .with("static/css/corps.ttf", font)
}

fn check(site: &Site) -> Built {
    site.build_with(|options| options.mode = Mode::Check)
}

/// What is said of fonts: line, and message.
fn said(built: &Built) -> Vec<(usize, String)> {
    let fonts = built.outcome.findings.iter();
    let fonts = fonts.filter(|finding| finding.code == "rights.font");
    fonts
        .map(|finding| {
            let place = finding.place.clone().expect("a place");
            assert_eq!(place.file, "static/css/s.css");
            (place.line, finding.message.fr.replace('\u{a0}', " "))
        })
        .collect()
}

#[test]
fn characters_that_no_face_of_a_family_has_are_told_once() {
    let uses = [
        "body { font-family: Corps, sans-serif }",
        "body { font-family: \"Corps\"; } h1 { font-family: Corps }",
        "html { font: italic 112%/1.6 Corps, serif }",
        ":root { --police: corps, system-ui } body { font: 1rem var(--police) }",
    ];
    for (index, used) in uses.into_iter().enumerate() {
        let few = letters();
        let font = [font(&few), woff(&few, true), woff(&few, false)];
        let site = with(&format!("/* é */\n{FACE}{used}"), &font[index % 3]);
        let found = said(&check(&site));
        assert_eq!(found.len(), 1, "{used}: {found:?}");
        assert_eq!(found[0].0, 2);
        assert_eq!(
            found[0].1,
            "La police « Corps » (static/css/corps.ttf) n'a pas tous les caractères que 1 page montre : œ (U+0153), apostrophe \
             courbe (U+2019), espace fine insécable (U+202F)."
        );
        assert!(said(&site.build()).is_empty(), "a build looks at fonts");
    }
}

#[test]
fn what_is_covered_or_not_for_text_is_left_alone() {
    let used = "body { font-family: Corps, sans-serif }";
    let few = letters();
    let all = format!("{few}œ’\u{202f}");
    let none: [(String, &str); 11] = [
        (format!("{FACE}{used}"), &all),
        // no letters: icons
        (format!("{FACE}{used}"), "\u{e000}\u{e001}"),
        // never used, or for code only
        (FACE.to_owned(), &few),
        (format!("{FACE}h2 {{ font-family: Autre, Corps }}"), &few),
        (format!("{FACE}:root {{ --inutile: Corps }}"), &few),
        (
            format!("{FACE}pre, p > code.x {{ font-family: Corps }}"),
            &few,
        ),
        (
            format!("{FACE}.code {{ font-family: Corps, monospace }}"),
            &few,
        ),
        // the rest comes from elsewhere, said in so many words
        (
            format!(
                "{FACE}@font-face {{ font-family: Corps; src: local(Arial); unicode-range: U+0153, U+20?? }} {used}"
            ),
            &few,
        ),
        // for browsers of old, and one that is not here
        (
            format!(
                "@font-face {{ font-family: Corps; src: url(s.css?.eot); src: url(\"s.css?#iefix\") format(\"embedded-opentype\"), url(absente.woff) }} {used}"
            ),
            &few,
        ),
        (
            format!(
                "@font-face {{ font-family: Corps; src: url(https://a.example/x.woff2) }} {used}"
            ),
            &few,
        ),
        (
            format!(
                "@font-face {{ font-family: Corps; src: url(\"data:font/woff2;base64,AA\") }} {used}"
            ),
            &few,
        ),
    ];
    for (css, characters) in none {
        assert_eq!(said(&check(&with(&css, font(characters)))), [], "{css}");
    }
    let off = FRAME.replace(
        "markdown:",
        "check:\n  rules: {rights.font: off}\nmarkdown:",
    );
    let site = site(&off)
        .with("static/css/s.css", format!("{FACE}{used}"))
        .with("static/css/corps.ttf", font(&few));
    assert_eq!(said(&check(&site)), []);
}

#[test]
fn a_range_of_characters_is_respected() {
    let css = "@font-face { font-family: Corps; src: url(\"corps.ttf?v=1\"); unicode-range: U+20-7E, u+2019 } body { font-family: Corps }";
    let found = said(&check(&with(
        css,
        font(&format!("{}œ’\u{202f}", letters())),
    )));
    assert_eq!(found.len(), 1);
    assert!(
        found[0]
            .1
            .ends_with(" : œ (U+0153), espace fine insécable (U+202F)."),
        "{found:?}"
    );
}

#[test]
fn a_damaged_font_is_told() {
    for damaged in [
        &b"wOF2 and nothing"[..],
        b"",
        b"not a font",
        b"\0\x01\0\0\xFF\xFF",
    ] {
        let found = said(&check(&with(
            &format!("{FACE}body {{ font-family: Corps }}"),
            damaged,
        )));
        assert_eq!(found.len(), 1);
        assert!(found[0].1.contains("ne se laisse pas lire"), "{found:?}");
    }
}
