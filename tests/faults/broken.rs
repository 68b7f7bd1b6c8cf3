//! Mistakes in a site: told at their line, and what was published before stays as it was.

use crate::common::{SITE, fails_cleanly, published, tree};
use crate::harness::site;
use crate::table::Outcome;
use std::fs;

pub fn a_broken_site_leaves_the_published_one_as_it_was() -> Outcome {
    let broken: [(&str, &[u8], usize); 22] = [
        ("lucarne.yaml", b"base_url: [\n", 1),
        (
            "lucarne.yaml",
            b"base_url: https://a.example\nbase_ur: x\n",
            2,
        ),
        ("lucarne.yaml", b"title: \xff\n", 1),
        (
            "templates/page.html",
            b"{{ page.title }}\n{% if page.title %}",
            2,
        ),
        ("templates/page.html", b"<p>\n{{ page.titel }}", 2),
        ("templates/page.html", b"<p>\n{{ page.title | uper }}", 2),
        (
            "templates/page.html",
            b"<p>\n\n{{ get_pge(path=\"x\") }}",
            3,
        ),
        ("templates/page.html", b"{% extends \"absent.html\" %}", 1),
        ("templates/base.html", b"{% extends \"page.html\" %}", 1),
        (
            "templates/page.html",
            b"\n{{ load_data(path=\"data/absent.csv\") }}",
            2,
        ),
        ("content/a.md", b"---\ntitle: A\n", 1),
        ("content/a.md", b"---\ntitle: A: b\n---\n", 2),
        ("content/a.md", b"---\ntitle: A\ntitle: B\n---\n", 3),
        ("content/a.md", b"---\ntitel: A\n---\n", 2),
        ("content/a.md", b"---\ntitle: [A\n---\n", 2),
        ("content/a.md", b"---\ntitle: A\ndate: 2026-02-30\n---\n", 3),
        ("content/a.md", b"---\ntitle: A\n---\n\n[x](absent.md)\n", 5),
        (
            "content/a.md",
            b"---\ntitle: A\n---\nA\n[x](mission.md#absent)\n",
            5,
        ),
        ("content/a.md", b"---\ntitle: A\n---\n![x](absent.png)\n", 4),
        (
            "content/a.md",
            b"---\ntitle: A\ntaxonomies: {tgas: [x]}\n---\n",
            3,
        ),
        ("content/a.md", b"---\ntitle: A\nslug: mission\n---\n", 1),
        (
            "content/a.md",
            b"---\ntitle: A\n---\n\n{% <absente> %}\nx\n{% </absente> %}\n",
            5,
        ),
    ];
    let good = site(SITE);
    good.run(&["build"]).status(0);
    let before = tree(good.root());
    let mut wrong = Vec::new();
    for (path, bytes, line) in broken {
        let file = good.root().join(path);
        let kept = fs::read(&file).ok();
        fs::write(&file, bytes).unwrap();
        let ran = good.run(&["build"]);
        let what = format!("{path}: {}", String::from_utf8_lossy(bytes));
        assert!(ran.err.contains("error"), "{what} passed:\n{}", ran.err);
        fails_cleanly(&ran, &what);
        if !ran.err.contains(&format!("{path}:{line}:")) {
            wrong.push(format!("{what} is not told at line {line}:\n{}", ran.err));
        }
        match kept {
            Some(kept) => fs::write(&file, kept).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        assert!(tree(good.root()) == before, "{what} left something behind");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Outcome::Survived(broken.len())
}

pub fn nothing_stale_stays_published() -> Outcome {
    let site = site(SITE)
        .with("content/old.md", "---\ntitle: Ancienne\n---\n")
        .with("content/gone.md", "---\ntitle: Partie\n---\n")
        .with("content/unsure.md", "---\ntitle: Doute\n---\n");
    site.run(&["build"]).status(0);
    for page in ["old", "gone", "unsure"] {
        assert!(published(&site).contains(&format!("{page}/index.html")));
    }
    fs::remove_file(site.root().join("content/old.md")).unwrap();
    fs::remove_file(site.root().join("content/gone.md")).unwrap();
    let site = site
        .with(
            "content/new.md",
            "---\ntitle: Nouvelle\naliases: [old]\n---\n",
        )
        .with("content/unsure.md", "---\ntitle: Doute\ndraft: true\n---\n");
    site.run(&["build"]).status(0);
    let now = published(&site);
    assert!(!now.iter().any(|path| path.starts_with("gone")), "{now:?}");
    assert!(
        !now.iter().any(|path| path.starts_with("unsure")),
        "{now:?}"
    );
    let redirect = site.read("public/old/index.html");
    assert!(redirect.contains("https://a.example/new/"), "{redirect}");
    Outcome::Survived(3)
}
