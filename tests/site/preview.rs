//! The preview of a whole site, through the program.

use crate::harness::site;
use crate::running::{PATIENCE, Preview};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Instant, SystemTime};

const SITE: &str = r#"
-- lucarne.yaml --
base_url: https://example.org
title: Test
-- content/_index.md --
---
title: Home
---
-- content/a.md --
---
title: First
slug: one
---
Text of the first
-- content/b.md --
---
title: Second
---
Text of the second
-- templates/index.html --
<body>{% for p in section.pages %}[{{ p.title }} {{ p.path }}]{% endfor %}</body>
-- templates/page.html --
<body>{{ page.title }}: {{ page.content | safe }}</body>
-- templates/404.html --
<body>lost</body>
-- static/picture.svg --
<svg/>
"#;

#[test]
fn a_page_whose_front_matter_breaks_stays_as_it_was() {
    let preview = Preview::start(site(SITE), &["--port", "0"]);
    let page = |front: &str| format!("---\n{front}\n---\nOther text\n");
    for wrong in [
        "title: [First",
        "title: First\npath: ../x",
        "title: First\ndate: soon",
    ] {
        preview.write("content/a.md", &page(wrong));
        let answer = preview.eventually("/one/", "<lucarne-findings>");
        assert!(
            answer.contains("First: <p>Text of the first"),
            "{wrong}: {answer}"
        );
        assert!(answer.contains("content/a.md"), "{wrong}: {answer}");
        assert!(answer.starts_with("HTTP/1.1 200"), "{wrong}");
        preview.write(
            "content/a.md",
            "---\ntitle: First\nslug: one\n---\nText of the first\n",
        );
        let start = Instant::now();
        while preview.get("/one/").contains("<lucarne-findings>") {
            assert!(start.elapsed() < PATIENCE, "{wrong}: the panel stays");
        }
    }
    preview.write("content/a.md", &page("title: [First"));
    let list = preview.eventually("/", "<lucarne-findings>");
    assert!(list.contains("[First /one/]"), "{list}");
    fs::remove_file(preview.site.root().join("content/a.md")).expect("a file");
    preview.eventually("/one/", "HTTP/1.1 404");
}

#[test]
fn a_first_start_with_errors_serves_what_can_be_made() {
    let broken = site(SITE).with("content/b.md", "---\ntitle: [B\n---\n");
    let preview = Preview::start(broken, &["--port", "0"]);
    let answer = preview.get("/one/");
    assert!(answer.contains("Text of the first"), "{answer}");
    assert!(answer.contains("content/b.md"), "{answer}");
    preview.write("content/b.md", "---\ntitle: B\n---\nMended\n");
    preview.eventually("/b/", "Mended");
}

#[test]
fn browsers_are_told_where_a_page_has_gone() {
    let preview = Preview::start(site(SITE), &["--port", "0"]);
    let shown = preview.version("/one/");
    let mut events = preview.events("/one/", &shown);
    assert_eq!(events.next("page"), shown);
    preview.write(
        "content/a.md",
        "---\ntitle: First\nslug: été\n---\nText of the first\n",
    );
    assert_eq!(events.next("moved"), "/ete/");
    preview.write(
        "content/a.md",
        "---\ntitle: First\nslug: two\n---\nText of the first\n",
    );
    assert_eq!(events.next("moved"), "/two/");

    let shown = preview.version("/b/");
    let mut events = preview.events("/b/", &shown);
    assert_eq!(events.next("page"), shown);
    let root = preview.site.root();
    fs::rename(root.join("content/b.md"), root.join("content/c.md")).expect("a name");
    assert_eq!(events.next("moved"), "/c/");
    let mut from_sleep = preview.events("/b/", &shown);
    assert_eq!(from_sleep.next("moved"), "/c/");
    let mut newcomer = preview.events("/b/", &preview.version("/b/"));
    assert!(newcomer.next("page").starts_with("404"));
}

#[test]
fn what_is_not_public_yet_is_marked() {
    let marked = site(SITE)
        .with("content/a.md", "---\ntitle: A\ndraft: true\n---\n")
        .with(
            "content/b.md",
            "---\ntitle: B\npublish_date: 2999-03-03\n---\n",
        )
        .with(
            "content/c.md",
            "---\ntitle: C\nexpiry_date: 2001-05-01\n---\n",
        );
    marked.run(&["build", "--drafts", "--future"]).status(0);
    assert!(!marked.read("public/a/index.html").contains("lucarne"));
    let preview = Preview::start(marked, &["--port", "0", "--drafts", "--future"]);
    for (path, mark) in [
        ("/a/", ">Brouillon<"),
        ("/b/", ">Prévue pour le 3 mars 2999<"),
        ("/c/", ">Expirée depuis le 1er mai 2001<"),
    ] {
        let answer = preview.get(path);
        assert!(answer.contains(mark), "{path}: {answer}");
    }
    assert!(!preview.get("/").contains("<lucarne-mark>"));
    let mut events = preview.events("/", "");
    assert!(events.next("marks").contains("\"/a/\":\"Brouillon\""));
    preview.write("content/a.md", "---\ntitle: A\n---\n");
    assert!(!events.next("marks").contains("Brouillon"));
    assert!(!preview.get("/a/").contains("<lucarne-mark>"));
}

#[test]
fn nothing_is_written() {
    let site = site(SITE);
    site.run(&["build"]).status(0);
    let tree = |root: PathBuf| -> BTreeMap<PathBuf, (SystemTime, u64)> {
        walkdir::WalkDir::new(root)
            .into_iter()
            .map(|entry| {
                let entry = entry.expect("an entry");
                let found = entry.metadata().expect("its state");
                let modified = found.modified().expect("a time");
                (entry.into_path(), (modified, found.len()))
            })
            .collect()
    };
    let preview = Preview::start(site, &["--port", "0"]);
    let root = preview.site.root().to_owned();
    preview.write("content/a.md", "---\ntitle: Edited\n---\nAnother\n");
    let before = tree(root.clone());
    preview.eventually("/a/", "Another");
    preview.get("/picture.svg");
    assert_eq!(tree(root), before);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_not_followed() {
    let site = site(SITE);
    let secret = tempfile::tempdir().expect("a folder");
    fs::write(secret.path().join("secret.txt"), "secret").expect("a file");
    let link = |to: &str| {
        std::os::unix::fs::symlink(secret.path(), site.root().join(to)).expect("a link");
    };
    link("static/out");
    link("content/out");
    let preview = Preview::start(site, &["--port", "0"]);
    for path in ["/out/secret.txt", "/out/", "/out"] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
}

#[test]
fn a_phone_is_shown_where_to_look() {
    let preview = Preview::start(site(SITE), &["--port", "0", "--interface", "0.0.0.0"]);
    let said = &preview.said;
    assert!(said.contains("/?token="), "{said}");
    assert!(said.contains("█████"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
    assert!(preview.get("/one/").contains("Text of the first"));
}

#[test]
fn the_same_port_serves_again_at_once() {
    let preview = Preview::start(site(SITE), &["--port", "0"]);
    let port = preview.port.to_string();
    let mut events = preview.events("/one/", "");
    events.next("page");
    drop(preview);
    let again = Preview::start(site(SITE), &["--port", &port]);
    assert!(again.get("/one/").contains("Text of the first"));
}
