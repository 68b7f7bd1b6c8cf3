//! Nothing from outside the site comes in, nothing of it goes out, and no name is published that some system cannot hold.

use crate::common::{self, SITE, fails_cleanly, published, tree};
use crate::harness::{Site, empty_folder, site};
use crate::table::Outcome;
use lucarne::report::Severity;
use std::cell::Cell;
use std::path::Path;

pub fn links_out_of_the_site_are_left_out() -> Outcome {
    const LINKS: usize = 17;
    let outside = empty_folder()
        .with("secret.txt", "SECRET")
        .with("secret.md", "---\ntitle: SECRET\n---\nSECRET\n")
        .with("secret.html", "SECRET")
        .with("secret.json", "{\"a\": \"SECRET\"}")
        .with("secret.png", "SECRET")
        .with("static/secret.txt", "SECRET")
        .with("templates/page.html", "SECRET");
    let away = outside.root();
    let all = site(SITE)
        .with("content/p/index.md", "---\ntitle: P\n---\n")
        .with("static/css/a.css", "a{}")
        .with("data/good.json", "{\"a\": \"bon\"}")
        .with(
            "templates/index.html",
            "{% set good = load_data(path=\"data/good.json\") %}{{ good.a }}",
        );
    let root = all.root();
    let link = |target: &Path, at: &str| common::link(target, &root.join(at));
    if !link(away, "content/folder") {
        return Outcome::Skipped("this system has no symbolic links");
    }
    let folders = [
        "content/folder",
        "static/folder",
        "templates/folder",
        "content/p/folder",
    ];
    for at in &folders[1..] {
        link(away, at);
    }
    link(Path::new("/"), "static/disk");
    link(Path::new("/proc"), "content/proc");
    link(&away.join("secret.md"), "content/secret.md");
    link(&away.join("secret.txt"), "content/p/secret.txt");
    link(&away.join("secret.txt"), "static/secret.txt");
    link(&away.join("secret.html"), "templates/secret.html");
    link(root, "static/all");
    link(Path::new(".."), "content/p/up");
    link(Path::new("loop-b"), "static/loop-a");
    link(Path::new("loop-a"), "static/loop-b");
    link(Path::new("../public"), "static/published");
    link(Path::new("css"), "static/styles");
    for _ in 0..2 {
        let ran = all.run(&["build"]);
        ran.status(0);
        for at in folders.iter().chain(&[
            "static/disk",
            "content/proc",
            "content/secret.md",
            "content/p/secret.txt",
            "static/secret.txt",
            "templates/secret.html",
            "static/all",
            "content/p/up",
            "static/loop-a",
        ]) {
            ran.says(&format!("{at} "));
        }
        for (path, bytes) in tree(&root.join("public")) {
            assert!(
                !String::from_utf8_lossy(&bytes).contains("SECRET"),
                "{path}"
            );
        }
        let paths = published(&all);
        assert!(paths.contains(&"styles/a.css".to_owned()), "{paths:?}");
        let known = |path: &String| {
            ["all", "disk", "folder", "proc", "published", "p/up"]
                .iter()
                .any(|top| path.starts_with(top))
        };
        assert!(!paths.iter().any(known), "{paths:?}");
    }
    let calls = [
        "load_data(path=\"data/link.json\")",
        "load_data(path=\"data/folder/secret.json\")",
        "load_data(path=\"static/disk/etc/hostname\")",
        "get_image_metadata(path=\"static/link.png\")",
        "resize_image(path=\"static/link.png\", width=1, op=\"fit_width\")",
        "get_hash(path=\"static/secret.txt\")",
    ];
    for (index, call) in calls.iter().enumerate() {
        if index == 0 {
            link(&away.join("secret.json"), "data/link.json");
            link(away, "data/folder");
            link(&away.join("secret.png"), "static/link.png");
        }
        let before = tree(&root.join("public"));
        std::fs::write(
            root.join("templates/index.html"),
            format!("{{{{ {call} }}}}"),
        )
        .unwrap();
        fails_cleanly(&all.run(&["build"]), call);
        assert!(tree(&root.join("public")) == before);
    }
    std::fs::write(root.join("templates/index.html"), "x").unwrap();
    std::fs::create_dir(root.join("themes")).unwrap();
    link(away, "themes/t");
    let all = all
        .with("lucarne.yaml", "base_url: https://a.example\ntheme: t\n")
        .with("content/mission.md", "---\ntitle: M\n---\n");
    all.run(&["build"]).status(0).says("themes/t ");
    assert!(!published(&all).contains(&"secret.txt".to_owned()));
    Outcome::Survived(LINKS + calls.len())
}

const SITE_WITHOUT_SLUGS: &str = "\
base_url: https://a.example
title: Essai
default_language: fr
taxonomies: [tags]
slugify: {paths: off, taxonomies: off}
";

/// A site two folders down, with its neighbours.
struct Nested(Site);

impl Nested {
    fn new(files: &[(String, String)]) -> Self {
        let mut text = String::new();
        for line in SITE.lines() {
            match line.strip_prefix("-- ") {
                Some(path) => text.push_str(&format!("-- a/b/site/{path}\n")),
                None => text.push_str(&format!("{line}\n")),
            }
        }
        let mut all = site(&text).with("a/b/neighbour/index.html", "neighbour");
        for (path, text) in files {
            let path = format!("a/b/site/{path}");
            if path.ends_with("lucarne.yaml") {
                let before = all.read(&path);
                let key = text.split(':').next().unwrap();
                let kept: String = before
                    .lines()
                    .filter(|line| !line.starts_with(key))
                    .map(|line| format!("{line}\n"))
                    .collect();
                all = all.with(&path, format!("{kept}{text}\n"));
            } else {
                all = all.with(&path, text);
            }
        }
        Self(all)
    }

    /// It is refused or made harmless: nothing is written but the site's own output.
    #[track_caller]
    fn stays_inside(&self, refused: bool) {
        let before = tree(self.0.root());
        let ran = self.0.run_in("a/b/site", &["build"]);
        if refused {
            fails_cleanly(&ran, "");
            assert!(
                ran.err.contains("content/")
                    || ran.err.contains("lucarne.yaml")
                    || ran.err.contains("templates/")
                    || ran.err.contains("static/"),
                "no place:\n{}",
                ran.err
            );
        }
        let new: Vec<String> = tree(self.0.root())
            .into_iter()
            .filter(|(path, bytes)| before.get(path) != Some(bytes))
            .map(|(path, _)| path)
            .collect();
        let out: Vec<_> = new
            .iter()
            .filter(|path| {
                !path.starts_with("a/b/site/public") && !path.starts_with("a/b/site/.lucarne")
            })
            .collect();
        assert!(out.is_empty(), "written outside: {out:?}\n{}", ran.err);
        assert!(!refused || new.is_empty(), "{new:?}");
    }
}

fn page(front: &str) -> (String, String) {
    (
        "content/x.md".to_owned(),
        format!("---\ntitle: X\n{front}\n---\n"),
    )
}

fn config(line: &str) -> (String, String) {
    ("lucarne.yaml".to_owned(), line.to_owned())
}

fn home(call: &str) -> (String, String) {
    (
        "templates/index.html".to_owned(),
        format!("{{{{ {call} }}}}"),
    )
}

fn section(front: &str) -> (String, String) {
    (
        "content/s/_index.md".to_owned(),
        format!("---\ntitle: S\n{front}\n---\n"),
    )
}

pub fn no_path_of_a_site_leads_out_of_it() -> Outcome {
    let off = config("slugify: {paths: off, taxonomies: off}");
    let refused = [
        vec![page("path: ../../neighbour")],
        vec![page("path: a/../../../neighbour")],
        vec![page("path: \"%2e%2e/%2e%2e/neighbour\"")],
        vec![page("path: ..%2f..%2fneighbour")],
        vec![page("path: '..\\..\\neighbour'")],
        vec![page("path: \"a\\0b\"")],
        vec![page("path: C:/neighbour")],
        vec![page("path: ./a")],
        vec![page("slug: ../../neighbour"), off.clone()],
        vec![page("slug: '..\\neighbour'"), off.clone()],
        vec![page("slug: .."), off.clone()],
        vec![page("aliases: [../../neighbour]")],
        vec![page("aliases: [../../neighbour/index.html]")],
        vec![page("aliases: [\"%2E%2E/%2E%2E/neighbour\"]")],
        vec![page("aliases: ['a\\..\\..\\neighbour']")],
        vec![page("aliases: [\"a\\0\"]")],
        vec![
            page("taxonomies: {tags: [../../../neighbour]}"),
            off.clone(),
        ],
        vec![page("taxonomies: {tags: [..]}"), off.clone()],
        vec![section("paginate_by: 1\npaginate_path: ../../../neighbour")],
        vec![config("taxonomy_root: ../../neighbour")],
        vec![config(
            "taxonomies: [{name: tags, paginate_by: 1, paginate_path: ../../../../neighbour}]",
        )],
        vec![
            config("taxonomies: [../../neighbour]"),
            (
                "content/mission.md".to_owned(),
                "---\ntitle: M\n---\n".to_owned(),
            ),
            off,
        ],
        vec![config("feed_filenames: [../../neighbour/atom.xml]")],
        vec![config(
            "feed_filenames: [/tmp/lucarne-atom.xml, ../atom.xml]",
        )],
        vec![config("output_dir: ../neighbour")],
        vec![config("output_dir: ../new")],
        vec![config("output_dir: /tmp/lucarne-new")],
        vec![config("theme: ../../neighbour")],
        vec![config("theme: ..")],
        vec![config("theme: /etc")],
        vec![config("languages: {../../neighbour: {}}")],
        vec![config("default_language: ../x")],
        vec![home(
            "load_data(path=\"../neighbour/index.html\", format=\"plain\")",
        )],
        vec![home("load_data(path=\"/etc/hostname\", format=\"plain\")")],
        vec![home(
            "load_data(path=\"content/../../neighbour/index.html\", format=\"plain\")",
        )],
        vec![home(
            "resize_image(path=\"../neighbour/index.html\", width=1, op=\"fit_width\")",
        )],
        vec![home("get_hash(path=\"../neighbour/index.html\")")],
        vec![section("redirect_to: \"@/../../neighbour.md\"")],
    ];
    assert!(refused.len() >= 25);
    let harmless = [
        vec![page("path: /etc/neighbour")],
        vec![page("slug: ../../neighbour")],
        vec![page("slug: /etc/neighbour")],
        vec![page("aliases: [/etc/neighbour]")],
        vec![page("taxonomies: {tags: [../../neighbour]}")],
        vec![section("redirect_to: ../../neighbour")],
    ];
    for files in &refused {
        Nested::new(files).stays_inside(true);
    }
    for files in &harmless {
        Nested::new(files).stays_inside(false);
    }
    Outcome::Survived(refused.len() + harmless.len())
}

pub fn no_argument_of_a_component_leads_out_of_it() -> Outcome {
    let component = |call: &str| {
        (
            "templates/components/show.html".to_owned(),
            format!(
                "{{% component show(path) %}}{{% set a = {call} %}}{{{{ a }}}}{{% endcomponent show %}}"
            ),
        )
    };
    let calls = [
        "load_data(path=path, format=\"plain\")",
        "get_hash(path=path)",
        "resize_image(path=path, width=1, op=\"fit_width\")",
        "get_image_metadata(path=path)",
        "get_page(path=path)",
    ];
    let paths = [
        "../neighbour/index.html",
        "/../neighbour/index.html",
        "content/../../neighbour/index.html",
        "/etc/hostname",
        "file:///etc/hostname",
        "..\\neighbour\\index.html",
    ];
    for call in calls {
        for path in paths {
            let text = format!("---\ntitle: X\n---\n{{{{<show path=\"{path}\"/>}}}}\n");
            let files = [component(call), ("content/x.md".to_owned(), text)];
            Nested::new(&files).stays_inside(true);
        }
    }
    Outcome::Survived(calls.len() * paths.len())
}

pub fn names_that_some_system_cannot_hold_are_refused() -> Outcome {
    let tried = Cell::new(0);
    let refused = |files: &[(&str, &str)]| {
        tried.set(tried.get() + 1);
        let all = site(SITE).with("lucarne.yaml", SITE_WITHOUT_SLUGS);
        let all = files
            .iter()
            .fold(all, |all, (path, text)| all.with(path, text));
        let built = all.build();
        let told = built.outcome.findings.iter().any(|finding| {
            let file = finding.place.as_ref().map(|place| place.file.as_str());
            finding.severity == Severity::Error && files.iter().any(|(path, _)| file == Some(*path))
        });
        assert!(told, "{files:?} passed\n{}", built.said());
    };
    let long = "x".repeat(300);
    let odd = [
        "CON",
        "nul",
        "Aux.x",
        "com1",
        "LPT²",
        "a:b",
        "a?b",
        "trailing.",
        "a|b",
        "<a>",
        "é*",
        "a\\b",
        &long,
    ];
    for name in odd {
        for key in [
            format!("slug: '{name}'"),
            format!("path: 'a/{name}/b'"),
            format!("aliases: ['b/{name}/c']"),
            format!("taxonomies: {{tags: ['{name}']}}"),
        ] {
            refused(&[("content/x.md", &format!("---\ntitle: X\n{key}\n---\n"))]);
        }
        if cfg!(unix) && name.len() < 255 {
            refused(&[(&format!("static/{name}"), "x")]);
            let page = ("content/p/index.md", "---\ntitle: P\n---\n");
            refused(&[page, (&format!("content/p/{name}"), "x")]);
        }
    }
    Outcome::Survived(tried.get())
}

pub fn odd_tags_have_addresses_or_are_refused() -> Outcome {
    let tagged = |tags: &str, slugs: &str| {
        let page = format!("---\ntitle: X\ntaxonomies: {{tags: [{tags}]}}\n---\n");
        let list = "{% for term in terms %}({{ term.permalink }}){% endfor %}";
        let all = site(SITE)
            .with("content/x.md", page)
            .with("templates/taxonomy_list.html", list);
        let config = all.read("lucarne.yaml") + slugs;
        all.with("lucarne.yaml", config)
    };
    for slugs in [
        "",
        "slugify: {taxonomies: safe}",
        "slugify: {taxonomies: off}",
    ] {
        for tags in ["Nul", "aux", "COM1"] {
            let all = tagged(tags, slugs);
            all.build().finds("address.bad", "content/x.md", 3);
            all.run(&["build"]).status(1);
        }
    }
    tagged("\"c#\", \"a/b\"", "").build().fine();
    let all = tagged("\"c#\", \"a/b\"", "slugify: {taxonomies: off}");
    all.build()
        .fine()
        .has("tags/index.html", "(https://a.example/tags/c%23/)")
        .has("tags/index.html", "(https://a.example/tags/a/b/)")
        .has("tags/c#/index.html", "c#")
        .has("tags/a/b/index.html", "a/b");
    all.run(&["build"]).status(0);
    Outcome::Survived(12)
}
