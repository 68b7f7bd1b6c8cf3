//! Files in other encodings, with other line ends, and names with accents in both Unicode forms.

use crate::common::{SITE, published};
use crate::harness::site;
use crate::table::Outcome;

/// Letters with accents as one sign each.
const COMPOSED: &str = "Ch\u{ea}n\u{e9}e";
/// The same with accents of their own, as macOS writes them.
const DECOMPOSED: &str = "Che\u{302}ne\u{301}e";

const FILES: [(&str, &str); 4] = [
    (
        "lucarne.yaml",
        "base_url: https://a.example\r\ntitle: Été\r\n",
    ),
    (
        "templates/page.html",
        "<h1>{{ page.title }}</h1>\r\n{% set d = load_data(path=\"data/d.yaml\") %}\r\n{{ d.a }} été {{ page.content | safe }}",
    ),
    (
        "content/page.md",
        "---\r\ntitle: Élan\r\n---\r\nDéjà.\r\n\r\n- un\r\n- deux\r\n",
    ),
    ("data/d.yaml", "a: été\r\nb: 1\r\n"),
];

pub fn marks_and_line_ends_of_windows_are_read() -> Outcome {
    for mark in ["", "\u{feff}"] {
        let mut all = site("");
        for (path, text) in FILES {
            all = all.with(path, format!("{mark}{text}"));
        }
        all.build()
            .fine()
            .has("page/index.html", "<h1>Élan</h1>")
            .has("page/index.html", "été été <p>Déjà.</p>")
            .has("page/index.html", "<li>deux</li>")
            .lacks("page/index.html", "\u{feff}");
    }
    let toml = site("")
        .with(
            "zola.toml",
            "\u{feff}base_url = \"https://a.example\"\r\ntitle = \"T\"\r\n",
        )
        .with("templates/page.html", "{{ page.title }}|{{ config.title }}")
        .with("content/page.md", "\u{feff}+++\r\ntitle = \"A\"\r\n+++\r\n");
    toml.build().fine().has("page/index.html", "A|T");
    Outcome::Survived(3)
}

pub fn other_encodings_are_told_with_line_and_guess() -> Outcome {
    type Encoder = fn(&str) -> Vec<u8>;
    let latin: Encoder = |text| text.chars().map(|c| c as u8).collect();
    let little: Encoder = |text| {
        let text = format!("\u{feff}{text}");
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let big: Encoder = |text| {
        let text = format!("\u{feff}{text}");
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    };
    let mut wrong = Vec::new();
    for (damaged, _) in FILES {
        for (guess, encode) in [("1252", latin), ("UTF-16", little), ("UTF-16", big)] {
            let mut all = site("");
            let mut line = 1;
            for (path, text) in FILES {
                if path == damaged {
                    let first = text.lines().position(|line| !line.is_ascii()).unwrap() + 1;
                    line = if guess == "1252" { first } else { 1 };
                    all = all.with(path, encode(text));
                } else {
                    all = all.with(path, text);
                }
            }
            let built = all.build();
            let told = built.outcome.findings.iter().any(|finding| {
                let place = finding.place.as_ref();
                let at = place.is_some_and(|place| {
                    place.file == damaged && (place.line == line || guess == "UTF-16")
                });
                let said = format!("{}{:?}", finding.message.en, finding.help);
                finding.code.ends_with("not-utf8") && at && said.contains(guess)
            });
            if !told {
                wrong.push(format!("{damaged} as {guess}:\n{}", built.said()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Outcome::Survived(FILES.len() * 3)
}

/// The files of a site that bear the name, all in one form, but for the texts that speak of them.
fn accents(on_disk: &str, written: &str) -> crate::harness::Site {
    site(SITE)
        .with(&format!("content/{on_disk}.md"), "---\ntitle: La Chênée\n---\n")
        .with(&format!("content/{on_disk}/index.md"), "---\ntitle: B\nslug: b\n---\n![x](été.png)".replace("été", written))
        .with(&format!("content/{on_disk}/{on_disk}.png"), PIXEL)
        .with(&format!("static/{on_disk}.png"), PIXEL)
        .with(&format!("data/{on_disk}.txt"), "donnée")
        .with(&format!("templates/{on_disk}.html"), "inclus")
        .with(&format!("sass/{on_disk}.scss"), "a { b: c; }")
        .with("content/mission.md", format!("---\ntitle: M\ntemplate: m.html\n---\n[a]({written}.md) [b](@/{written}.md) ![x](/{written}.png)"))
        .with("templates/m.html", format!(
            "{{% set image = get_image_metadata(path=\"{written}.png\") %}}\
                {{% set page_b = get_page(path=\"{written}.md\") %}}\
                {{% set small = resize_image(path=\"static/{written}.png\", width=1, height=1, op=\"fill\") %}}\
                {{{{ page.content | safe }}}} {{% include \"{COMPOSED}.html\" %}} \
                {{{{ load_data(path=\"data/{written}.txt\") }}}} {{{{ image.width }}}} {{{{ page_b.title }}}} \
                {{{{ small.url }}}} {{{{ get_hash(path=\"static/{written}.png\") }}}}"
        ))
}

const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

pub fn both_forms_of_an_accent_are_one_name() -> Outcome {
    let mut all = Vec::new();
    for on_disk in [COMPOSED, DECOMPOSED] {
        for written in [COMPOSED, DECOMPOSED] {
            let site = accents(on_disk, written);
            let built = site.build();
            built
                .fine()
                .has("mission/index.html", "<a href=\"https://a.example/chenee/\">a</a> <a href=\"https://a.example/chenee/\">b</a>")
                .has("mission/index.html", "inclus donnée 1 La Chênée")
                .has("chenee/index.html", "La Chênée");
            site.run(&["build"]).status(0);
            all.push(published(&site));
        }
    }
    assert!(all.iter().all(|paths| *paths == all[0]), "{all:#?}");
    assert!(all[0].contains(&format!("{COMPOSED}.png")), "{:?}", all[0]);
    Outcome::Survived(all.len())
}

pub fn a_resized_image_has_a_name_for_addresses() -> Outcome {
    for name in ["mon été à la mer (2)", &"é".repeat(110)] {
        let call = format!(
            "{{% set small = resize_image(path=\"static/{name}.png\", width=1, height=1, op=\"fill\") %}}({{{{ small.url }}}})"
        );
        let all = site(SITE)
            .with(&format!("static/{name}.png"), PIXEL)
            .with("templates/index.html", call);
        all.run(&["build"]).status(0);
        let page = all.read("public/index.html");
        let address = page
            .trim()
            .trim_matches(['(', ')'])
            .strip_prefix("https://a.example/")
            .unwrap();
        assert!(
            address.len() < 130 && address.is_ascii() && !address.contains(' '),
            "{address}"
        );
        assert!(
            all.root().join("public").join(address).is_file(),
            "{address}"
        );
    }
    Outcome::Survived(2)
}

pub fn both_forms_at_once_are_refused() -> Outcome {
    for folder in ["content", "static"] {
        let end = if folder == "content" { "md" } else { "txt" };
        let both = site(SITE)
            .with(
                &format!("{folder}/{COMPOSED}.{end}"),
                "---\ntitle: A\n---\n",
            )
            .with(
                &format!("{folder}/{DECOMPOSED}.{end}"),
                "---\ntitle: B\n---\n",
            );
        both.build().finds(
            "file.unicode-twin",
            &format!("{folder}/{COMPOSED}.{end}"),
            0,
        );
        both.run(&["build"]).status(1);
    }
    Outcome::Survived(2)
}

#[cfg(target_os = "linux")]
pub fn a_name_in_another_encoding_is_refused() -> Outcome {
    use std::os::unix::ffi::OsStrExt;
    let all = site(SITE).with("static/good.txt", "x");
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.png");
    std::fs::write(all.root().join("static").join(name), PIXEL).unwrap();
    all.build()
        .finds("file.name-not-utf8", "static/caf\u{fffd}.png", 0);
    all.run(&["build"]).status(1);
    Outcome::Survived(1)
}

#[cfg(not(target_os = "linux"))]
pub fn a_name_in_another_encoding_is_refused() -> Outcome {
    Outcome::Skipped("this system permits no such names")
}
