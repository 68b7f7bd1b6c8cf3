//! The command line: exit statuses, languages, the shape of JSON, where things are printed.

use crate::harness::{empty_folder, site};

const SMALL: &str = r#"
-- lucarne.yaml --
base_url: https://example.org
title: Essai
default_language: fr
-- templates/index.html --
<!doctype html><html lang="fr"><title>{{ config.title }}</title><h1>{{ section.title }}</h1>{{ section.content | safe }}</html>
-- templates/page.html --
<!doctype html><html lang="fr"><title>{{ page.title }}</title><h1>{{ page.title }}</h1>{{ page.content | safe }}</html>
-- content/_index.md --
---
title: Accueil
---
Bonjour. Voici [notre mission](mission.md).
-- content/mission.md --
---
title: Mission
---
Nous aidons.
"#;

#[test]
fn a_good_site_is_published_and_the_status_is_0() {
    let site = site(SMALL);
    site.run(&["build"])
        .status(0)
        .says("public")
        .says("2 pages");
    assert!(
        site.read("public/mission/index.html")
            .contains("Nous aidons.")
    );
}

#[test]
fn a_second_build_changes_nothing() {
    let site = site(SMALL);
    site.run(&["build"]).status(0);
    let report = site.run(&["build", "--format", "json"]).status(0).json();
    assert_eq!(report["report"]["written"], 0);
    assert_eq!(report["report"]["removed"], 0);
    assert!(report["report"]["unchanged"].as_u64() >= Some(2));
}

#[test]
fn errors_publish_nothing_and_the_status_is_1() {
    let site = site(SMALL);
    site.run(&["build"]).status(0);
    let site = site.with(
        "content/mission.md",
        "---\ntitle: Mission\n---\n[x](absent.md)\n",
    );
    site.run(&["build"])
        .status(1)
        .says("content/mission.md:4:")
        .says("1\u{a0}error.");
    site.run(&["check", "--lang", "fr"])
        .status(1)
        .says("content/mission.md:4:")
        .says("1\u{a0}erreur.");
    assert!(
        site.read("public/mission/index.html")
            .contains("Nous aidons.")
    );
}

#[test]
fn json_is_one_object_on_standard_output() {
    let site = site(SMALL).with(
        "content/mission.md",
        "---\ntitle: Mission\n---\n[x](absent.md)\n",
    );
    let ran = site.run(&["build", "--format", "json"]);
    let json = ran.status(1).json();
    assert_eq!(ran.err, "");
    let keys = |value: &serde_json::Value| {
        value
            .as_object()
            .map(|object| object.keys().cloned().collect::<Vec<_>>())
    };
    assert_eq!(keys(&json).expect("an object"), ["findings", "report"]);
    assert_eq!(
        keys(&json["report"]).expect("a report"),
        [
            "pages",
            "rendered",
            "written",
            "unchanged",
            "removed",
            "seconds"
        ]
    );
    let finding = json["findings"]
        .as_array()
        .and_then(|findings| {
            findings
                .iter()
                .find(|finding| finding["file"] == "content/mission.md")
        })
        .expect("the finding");
    assert_eq!(
        keys(finding).expect("an object"),
        [
            "severity", "code", "file", "line", "column", "message", "help"
        ]
    );
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["line"], 4);
}

#[test]
fn check_publishes_nothing() {
    let site = site(SMALL);
    site.run(&["check"]).status(0).says("2 pages checked");
    assert!(!site.root().join("public").exists());
}

#[test]
fn the_site_is_found_from_a_folder_inside_it() {
    let site = site(SMALL);
    site.run_in("content", &["check"]).status(0);
    empty_folder()
        .run(&["check", "--root", &site.root().to_string_lossy()])
        .status(0);
}

#[test]
fn a_folder_without_a_site_is_an_error() {
    empty_folder()
        .run(&["build"])
        .status(1)
        .says("lucarne.yaml");
}

#[test]
fn options_change_the_build() {
    let site = site(SMALL)
        .with(
            "content/draft.md",
            "---\ntitle: Plus tard\ndraft: true\n---\n",
        )
        .with(
            "templates/page.html",
            "{{ config.base_url }} {{ page.title }}",
        );
    site.run(&[
        "build",
        "--drafts",
        "-u",
        "https://other.example",
        "-o",
        "out",
        "--quiet",
    ])
    .status(0);
    assert_eq!(
        site.read("out/draft/index.html").trim(),
        "https://other.example Plus tard"
    );
    assert!(!site.root().join("public").exists());
}

#[test]
fn quiet_says_nothing_of_what_went_well() {
    let ran = site(SMALL).run(&["build", "-q"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
}

#[test]
fn a_wrong_command_line_has_status_2_and_a_suggestion() {
    let site = empty_folder();
    site.run(&["buidl"]).status(2).says("Did you mean “build”?");
    site.run(&["--lang", "fr", "buidl"])
        .status(2)
        .says("Vouliez-vous écrire «\u{a0}build\u{a0}»\u{a0}?");
    site.run(&["build", "--draft"]).status(2).says("--drafts");
    site.run(&["build", "--lang", "de"]).status(2);
    site.run(&["build", "--base-url", ""]).status(2);
    site.run(&["build", "--root", "nowhere"])
        .status(2)
        .says("nowhere");
    site.run(&["check", "--config", "nowhere.yaml"])
        .status(2)
        .says("nowhere.yaml");
    site.run(&["new"]).status(2);
    site.run(&[]).status(2);
}

#[test]
fn help_speaks_both_languages() {
    let site = empty_folder();
    site.run(&["--help"]).status(0).prints("Preview the site");
    site.run(&["build", "--help", "--lang=fr"])
        .status(0)
        .prints("Utilisation : lucarne build");
    site.run(&["--version"])
        .status(0)
        .prints(env!("CARGO_PKG_VERSION"));
}

#[test]
fn shells_and_manuals_are_served() {
    let site = empty_folder();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        site.run(&["completion", shell]).status(0).prints("lucarne");
    }
    site.run(&["man"]).status(0).prints(".TH lucarne 1");
    site.run(&["man", "build"])
        .status(0)
        .prints("\\-\\-output\\-dir");
    site.run(&["man", "bild"]).status(2).says("build");
}
