//! What comes by another way than usual: addresses in calls, values and data, characters that command, links and pipes in the
//! place of Lucarne's own files.

use crate::common::{SITE, link, tree};
use crate::harness::site;
use crate::live::live;
use crate::table::Outcome;
use roxmltree::Document;
use std::fs;

/// Calls of built-in components that would run something, and how many of them are told.
pub fn scripts_in_calls() -> Outcome {
    const CALLS: [&str; 8] = [
        "{{<bouton href=\"javascript:alert(1)\" texte=\"x\"/>}}",
        "{{<button href=\" JaVa\tScript:alert(1)\" text=\"x\"/>}}",
        "{{<bouton href=\"vbscript:alert(1)\" texte=\"x\"/>}}",
        "{{<bouton href=\"data:text/html,<script>alert(1)</script>\" texte=\"x\"/>}}",
        "{% <bouton href=\"javascript:alert(1)\"> %}x{% </bouton> %}",
        "{{<figure src=\"javascript:alert(1)\" alt=\"x\"/>}}",
        "{% <standard_page template=\"x\"> %}<script>alert(1)</script>{% </standard_page> %}",
        "{{<standard_page template=\"x\" titre=\"<script>alert(1)</script>\"/>}}",
    ];
    for (number, call) in CALLS.iter().enumerate() {
        let built = site(SITE)
            .with("content/x.md", format!("---\ntitle: X\n---\n{call}\n"))
            .build();
        let page = built.text("x/index.html");
        assert_eq!(live(&page), [""; 0], "{call}: {page}");
        if number < 6 {
            built.finds("link.unsafe", "content/x.md", 4);
        }
    }
    let raw = "{{<standard_page template=\"x\" contenu=\"<script>alert(1)</script>\"/>}}";
    let built = site(SITE)
        .with("content/x.md", format!("---\ntitle: X\n---\n{raw}\n"))
        .build();
    assert_eq!(live(&built.text("x/index.html")), [""; 0]);
    Outcome::Survived(CALLS.len() + 1)
}

/// Values of a writer at the place of an address.
pub fn addresses_in_values() -> Outcome {
    const VALUES: [&str; 5] = [
        "javascript:alert(1)",
        " \tJAVASCRIPT:alert(1)",
        "\u{1}java\nscript:alert(1)",
        "vbscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
    ];
    let page = "{{ page.content | safe }}<a href=\"{{ page.extra.to }}\">a</a><a href='{{ page.title }}'>b</a>{% set d = load_data(path=\"data/d.json\") %}<a href=\" {{ d.to }}\">c</a>";
    for value in VALUES {
        let quoted = serde_json::json!(value);
        let built = site(SITE)
            .with("templates/page.html", page)
            .with(
                "templates/section.html",
                "<a href=\"{{ section.title }}\">a</a>",
            )
            .with("data/d.json", format!("{{\"to\": {quoted}}}"))
            .with(
                "data/contact.yaml",
                format!("nom: {quoted}\ncarte: {quoted}\n"),
            )
            .with(
                "content/s/_index.md",
                format!("---\ntitle: {quoted}\n---\n"),
            )
            .with(
                "content/x.md",
                format!(
                    "---\ntitle: {quoted}\nslug: x\nextra: {{to: {quoted}}}\n---\n{{{{<contact/>}}}}\n"
                ),
            )
            .build();
        for path in ["x/index.html", "s/index.html"] {
            let page = built.text(path);
            assert_eq!(live(&page), [""; 0], "{value:?}: {page}");
        }
    }
    // what only looks like it stays as it is
    let text = "JavaScript : les bases";
    site(SITE)
        .with("content/x.md", format!("---\ntitle: \"{text}\"\n---\n"))
        .build()
        .has("x/index.html", "<h1>JavaScript");
    Outcome::Survived(VALUES.len() * 5 + 1)
}

/// Characters that XML does not know, in every text of a feed.
pub fn control_characters_in_feeds() -> Outcome {
    const CHARACTERS: [char; 8] = [
        '\0', '\u{1}', '\u{8}', '\u{b}', '\u{c}', '\u{1b}', '\u{fffe}', '\u{ffff}',
    ];
    for character in CHARACTERS {
        let quoted = serde_json::json!(format!("a{character}b"));
        let config = format!(
            "base_url: https://a.example\ntitle: {quoted}\ndescription: {quoted}\ngenerate_feeds: true\nfeed_filenames: [atom.xml, rss.xml]\n"
        );
        let number = u32::from(character);
        let text = format!(
            "---\ntitle: {quoted}\ndescription: {quoted}\ndate: 2026-01-02\nslug: x\nauthors: [{quoted}]\n---\na{character}b &#{number}; `a{character}b` <b title=\"a{character}b\">x</b>\n"
        );
        let built = site(SITE)
            .with("lucarne.yaml", config)
            .with("content/mission.md", "---\ntitle: M\n---\n")
            .with("content/x.md", text)
            .build();
        for path in ["atom.xml", "rss.xml", "sitemap.xml"] {
            let xml = built.text(path);
            if let Err(error) = Document::parse(&xml) {
                panic!("{character:?} in {path}: {error}\n{xml}");
            }
        }
    }
    Outcome::Survived(CHARACTERS.len() * 3)
}

/// What a writer wrote is shown in messages, and must not command the terminal.
pub fn messages_command_no_terminal() -> Outcome {
    let texts = [
        "[a](https://a.example/\u{1b}[31mred \"t\u{1b}[0m\")",
        "[a](\u{1b}]0;title\u{7}.md)",
        "{{<\u{1b}[2J/>}}",
        "{{<note titre=\"\u{1b}[2J\" foo\u{1b}=\"x\"/>}}",
        "<b \u{1b}onclick=x>y</b>",
        "![a](\u{9b}31m.png)",
    ];
    let mut names = vec!["content/x.md".to_owned(); texts.len()];
    let mut tried: Vec<&str> = texts.into();
    if cfg!(unix) {
        names.push("content/\u{1b}[2J.md".to_owned());
        tried.push("[a](nowhere.md)");
    }
    for (name, text) in names.iter().zip(&tried) {
        let all = site(SITE).with(name, format!("---\ntitle: X\n---\n{text}\n"));
        let ran = all.run(&["build"]);
        let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        assert!(!ran.err.contains(commands), "{text:?}: {:?}", ran.err);
    }
    Outcome::Survived(tried.len())
}

/// Links in the place of the lock, the note and the kept images: nothing is written where they lead.
pub fn own_files_that_are_links() -> Outcome {
    const PLACES: [&str; 5] = [
        ".public.lucarne-lock",
        ".lucarne",
        ".lucarne/images",
        ".lucarne/last-build.new",
        ".lucarne/last-build.json",
    ];
    let mut image = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(40, 20)
        .write_to(&mut image, image::ImageFormat::Png)
        .unwrap();
    for place in PLACES {
        let all = crate::harness::empty_folder().with("outside/file", "mine");
        let outer = SITE.replace("\n-- ", "\n-- site/");
        let all = all.with("outside/folder/file", "mine");
        let inner = site(&outer.replacen("-- ", "-- site/", 1));
        for (path, bytes) in tree(inner.root()) {
            if inner.root().join(&path).is_file() {
                let target = all.root().join(&path);
                fs::create_dir_all(target.parent().unwrap()).unwrap();
                fs::write(target, bytes).unwrap();
            }
        }
        let all = all.with("site/static/a.png", image.get_ref()).with(
            "site/templates/index.html",
            "{% set a = resize_image(path=\"static/a.png\", width=4, op=\"fit_width\") %}{{ a.url }}",
        );
        let at = all.root().join("site").join(place);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        let folder = matches!(place, ".lucarne" | ".lucarne/images");
        let target = all.root().join(if folder {
            "outside/folder"
        } else {
            "outside/file"
        });
        if !link(&target, &at) {
            return Outcome::Skipped("this system has no symbolic links");
        }
        // a note is taken of files that are no longer young
        std::thread::sleep(std::time::Duration::from_millis(100));
        let before = tree(&all.root().join("outside"));
        for _ in 0..2 {
            all.run_in("site", &["build"]).status(0);
        }
        assert!(tree(&all.root().join("outside")) == before, "{place}");
    }
    Outcome::Survived(PLACES.len() + pipes())
}

/// Pipes there are waited for by nobody.
#[cfg(target_os = "linux")]
fn pipes() -> usize {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    const PLACES: [&str; 3] = [
        ".public.lucarne-lock",
        "public/.lucarne-manifest.json",
        ".lucarne/last-build.json",
    ];
    for place in PLACES {
        let all = site(SITE);
        let at = all.root().join(place);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        mknodat(CWD, &at, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        all.run(&["build"]).status(0);
    }
    PLACES.len()
}

#[cfg(not(target_os = "linux"))]
fn pipes() -> usize {
    0
}
