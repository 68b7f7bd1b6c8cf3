//! What is not to be published, and is not.

use crate::common::{SITE, published, tree};
use crate::harness::{Site, site};
use crate::table::Outcome;

/// Pages that are not to be seen yet or any more, each with a file beside it, a term and a word of its own.
fn with_hidden() -> Site {
    let front = |key: &str, title: &str| {
        format!(
            "---\ntitle: {title}\ndate: 2026-01-03\n{key}\ntaxonomies: {{tags: [tag{title}]}}\naliases: [alias{title}]\n---\n{title}\n![image]({title}.png)\n"
        )
    };
    let mut all = site(SITE).with("content/up/index.md", "---\ntitle: Dessus\n---\n");
    for (folder, key, title) in [
        ("content/one", "draft: true", "Brouillon"),
        ("content/two", "publish_date: 2999-01-01", "Future"),
        ("content/three", "expiry_date: 2001-01-01", "Passee"),
        ("content/up/four", "draft: true", "Dessous"),
    ] {
        all = all
            .with(&format!("{folder}/index.md"), front(key, title))
            .with(&format!("{folder}/{title}.png"), "image");
    }
    all.with(
        "content/late/_index.md",
        "---\ntitle: Rubrique\ndraft: true\n---\n",
    )
    .with("content/late/Secret.txt", "Secret")
    .with("content/late/deep/Secret.txt", "Secret")
    .with(
        "content/late/page.md",
        front("", "Suite").replace("![image](Suite.png)", ""),
    )
}

/// The words that stand somewhere in the output, in a name or in a file.
fn seen<'a>(site: &Site, words: &[&'a str]) -> Vec<&'a str> {
    let output = tree(&site.root().join("public"));
    let holds = |word: &str| {
        output.iter().any(|(path, bytes)| {
            path.to_lowercase().contains(&word.to_lowercase())
                || String::from_utf8_lossy(bytes)
                    .to_lowercase()
                    .contains(&word.to_lowercase())
        })
    };
    words.iter().copied().filter(|word| holds(word)).collect()
}

pub fn hidden_pages_are_nowhere_until_asked_for() -> Outcome {
    let site = with_hidden();
    let drafts = ["Brouillon", "Dessous", "Rubrique", "Suite", "Secret"];
    let dated = ["Future", "Passee"];
    let all = [&drafts[..], &dated[..]].concat();
    site.run(&["build"]).status(0);
    assert_eq!(seen(&site, &all), [""; 0], "{:?}", published(&site));
    for (flag, words, still) in [
        ("--drafts", &drafts[..], &dated[..]),
        ("--future", &dated[..], &drafts[..]),
    ] {
        site.run(&["build", flag]).status(0);
        assert_eq!(seen(&site, words), words);
        assert_eq!(seen(&site, still), [""; 0], "with {flag}");
        let title = words[0];
        let lower = title.to_lowercase();
        let feed = site.read("public/atom.xml");
        assert!(feed.contains(&format!("<title>{title}</title>")), "{feed}");
        let index = site.read("public/search_index.fr.js");
        assert!(index.contains(title), "{index}");
        assert!(
            site.read("public/index.html")
                .contains(&format!("[{title}]"))
        );
        let paths = published(&site);
        assert!(
            paths.contains(&format!("tags/tag{lower}/index.html")),
            "{paths:?}"
        );
        assert!(
            paths
                .iter()
                .any(|path| path.ends_with(&format!("{title}.png"))),
            "{paths:?}"
        );
    }
    site.run(&["build"]).status(0);
    assert_eq!(seen(&site, &all), [""; 0]);
    Outcome::Survived(all.len())
}

pub fn what_systems_and_editors_leave_behind_is_never_published() -> Outcome {
    let junk = [
        ".git/config",
        ".gitignore",
        ".gitattributes",
        ".github/x.txt",
        ".svn/entries",
        ".hg/x",
        ".env",
        ".env.local",
        "a.bak",
        ".DS_Store",
        "._photo.png",
        "Thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "~$x.docx",
        ".~lock.x.odt#",
        "a.txt~",
        "#a.txt#",
        ".#a.txt",
        ".a.txt.swp",
        "a.swo",
        "a.tmp",
        "a.orig",
        ".idea/x.xml",
        ".vscode/x.json",
        ".directory",
        "__MACOSX/x.txt",
        ".Trash-1000/x.txt",
        ".goutputstream-X1",
        "a.part",
        "a.PDF.crdownload",
        "A.BAK",
        "THUMBS.DB",
    ];
    for config in ["lucarne.yaml", "zola.toml"] {
        let mut all = site("")
            .with("templates/page.html", "{{ page.title }}")
            .with("templates/section.html", "x")
            .with("templates/index.html", "x")
            .with("content/s/_index.md", "---\ntitle: S\n---\n")
            .with("content/p/index.md", "---\ntitle: P\n---\n");
        all = if config == "zola.toml" {
            all.with(config, "base_url = \"https://a.example\"\ntheme = \"t\"\n")
        } else {
            all.with(config, "base_url: https://a.example\ntheme: t\n")
        };
        for folder in [
            "static",
            "static/below",
            "themes/t/static/theme",
            "content/s",
            "content/p",
            "content/p/below",
        ] {
            all = all.with(&format!("{folder}/good.txt"), "good");
            for name in junk {
                all = all.with(&format!("{folder}/{name}"), "JUNK");
            }
        }
        all.run(&["build"]).status(0);
        let output = tree(&all.root().join("public"));
        let kept: Vec<_> = output
            .iter()
            .filter(|(_, bytes)| *bytes == b"JUNK")
            .map(|(path, _)| path)
            .collect();
        assert!(kept.is_empty(), "{kept:?}");
        let good = output.iter().filter(|(_, bytes)| *bytes == b"good").count();
        assert_eq!(good, 6);
    }
    Outcome::Survived(junk.len())
}
