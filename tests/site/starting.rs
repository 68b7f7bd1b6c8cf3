//! `init` and `new`: a site and its pages from nothing.

use crate::harness::{empty_folder, site};
use std::fs;

#[test]
fn a_new_site_builds_without_a_warning_in_both_languages() {
    for language in ["fr", "en"] {
        let site = empty_folder();
        site.run(&[
            "init",
            "--yes",
            "--language",
            language,
            "--title",
            "L'\"été\" : le site",
        ])
        .status(0);
        site.build().fine().has("index.html", "été");
        site.run(&["build"]).status(0);
    }
}

#[test]
fn a_folder_that_is_not_empty_is_left_alone() {
    let site = empty_folder()
        .with("notes.txt", "mine")
        .with("content/_index.md", "mine too");
    site.run(&["init", "--yes"]).status(1).says("not empty");
    assert!(!site.root().join("lucarne.yaml").exists());
    site.run(&["init", "--yes", "--force"])
        .status(0)
        .says("content/_index.md");
    assert_eq!(site.read("content/_index.md"), "mine too");
    assert!(site.root().join("lucarne.yaml").exists());
}

#[test]
fn a_site_can_start_in_a_new_folder_or_a_fresh_repository() {
    let site = empty_folder().with("here/.git/HEAD", "");
    site.run(&["init", "there", "--yes"]).status(0);
    site.run(&["init", "here", "--yes"]).status(0);
    assert!(site.root().join("there/content/_index.md").exists());
    site.run(&["init", "elsewhere", "--base-url", "example.org"])
        .status(2);
}

const SITE: &str = "
-- lucarne.yaml --
base_url: https://example.org
default_language: fr
languages:
  nl: {}
-- content/_index.md --
---
title: Accueil
---
-- archetypes/blog.md --
---
title: {{ title }}
date: {{ date }}
extra:
  court: '{{ slug }}'
---
# {{ title }} et {{ autre }}
";

#[test]
fn a_page_comes_from_the_archetype_of_its_section() {
    let site = site(SITE);
    site.run(&["new", "blog/2026/jour", "--title", "Paris : l'\"eau\""])
        .status(0)
        .says("content/blog/2026/jour.md");
    let page = site.read("content/blog/2026/jour.md");
    assert!(
        page.contains("title: \"Paris : l'\\\"eau\\\"\"\n"),
        "{page}"
    );
    assert!(page.contains("court: 'paris-l-eau'\n"), "{page}");
    assert!(
        page.ends_with("# Paris : l'\"eau\" et {{ autre }}\n"),
        "{page}"
    );
    let today = jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::get("Europe/Brussels").expect("Brussels"))
        .date();
    assert!(page.contains(&format!("date: {today}\n")), "{page}");
}

#[test]
fn the_title_comes_from_the_name_and_nothing_is_overwritten() {
    let site = site(SITE);
    for (path, file, title) in [
        (
            "2026-11-03-premier-jour.md",
            "content/2026-11-03-premier-jour.md",
            "Premier jour",
        ),
        ("content/en-bref.nl.md", "content/en-bref.nl.md", "En bref"),
        ("jeux/index.md", "content/jeux/index.md", "Jeux"),
        ("equipe/_index.md", "content/equipe/_index.md", "Equipe"),
    ] {
        site.run(&["new", path]).status(0);
        assert!(
            site.read(file).contains(&format!("title: \"{title}\"\n")),
            "{}",
            site.read(file)
        );
    }
    fs::write(site.root().join("content/jeux/index.md"), "kept").expect("a page");
    site.run(&["new", "jeux/index.md"])
        .status(1)
        .says("content/jeux/index.md");
    assert_eq!(site.read("content/jeux/index.md"), "kept");
}

#[test]
fn every_new_page_builds() {
    let site = site(SITE)
        .with("templates/index.html", "{{ section.title }}")
        .with("templates/section.html", "{{ section.title }}")
        .with("templates/page.html", "{{ page.title }}");
    for path in ["a.md", "blog/b.md", "equipe/_index.md", "equipe/c/index.md"] {
        site.run(&["new", path]).status(0);
    }
    site.build()
        .fine()
        .has("blog/b/index.html", "B")
        .has("equipe/c/index.html", "C");
}

#[test]
fn no_page_is_written_outside_content() {
    let site = site(SITE);
    for path in [
        "../x.md",
        "/tmp/x.md",
        "a/../../x.md",
        ".cache/x.md",
        "content",
    ] {
        site.run(&["new", path]).status(2);
    }
    #[cfg(unix)]
    {
        let elsewhere = empty_folder();
        std::os::unix::fs::symlink(elsewhere.root(), site.root().join("content/ailleurs"))
            .expect("a link");
        site.run(&["new", "ailleurs/x.md"]).status(1);
        assert!(!elsewhere.root().join("x.md").exists());
    }
}
