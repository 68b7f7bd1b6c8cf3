//! A build where nothing has changed does nothing; a build where anything has is what a clean one is.

use crate::harness::{Site, site, tree};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

const SITE: &str = r#"
-- lucarne.yaml --
base_url: https://example.org
title: Essai
default_language: fr
-- content/_index.md --
---
title: Accueil
---
-- content/a.md --
---
title: Une page
---
Son texte.
-- content/b.md --
---
title: Une autre
expiry_date: 2999-01-01
---
-- data/faits.yaml --
mot: bonjour
-- static/note.txt --
Note.
-- templates/page.html --
<!doctype html><html lang="fr"><title>{{ page.title }}</title><main><h1>{{ page.title }}</h1>{{ page.content | safe }}<a href="/">Accueil</a></main></html>
-- templates/index.html --
{% set faits = load_data(path="data/faits.yaml") %}{% set peut_etre = load_data(path="data/peut-etre.yaml", required=false) %}<!doctype html><html lang="fr"><title>{{ section.title }}</title><main><h1>{{ faits.mot }}</h1>{% if peut_etre %}{{ peut_etre.mot }}{% endif %}{% for p in section.pages %}<a href="{{ p.permalink }}">{{ p.title }}</a>{% endfor %}</main></html>
"#;

/// How long a file is too young to be sure of, on file systems that count finely; those of the tests do.
const YOUNG: Duration = Duration::from_millis(100);

/// Builds with these words. Gives how many files were rendered, and written or removed.
fn build(site: &Site, words: &[&str]) -> (u64, u64) {
    let ran = site.run(&[&["build", "--format", "json"], words].concat());
    let all = ran.status(0).json();
    let number = |key: &str| all["report"][key].as_u64().expect("a number");
    (number("rendered"), number("written") + number("removed"))
}

/// Changes something of a built site. The words are those of the next build.
type Change = fn(&Path) -> Vec<&'static str>;

const NOTE: &str = ".lucarne/last-build.json";

const CHANGES: [(&str, Change); 14] = [
    ("a text of the same length, with the time it had", |root| {
        let file = root.join("content/a.md");
        let time = fs::metadata(&file).unwrap().modified().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("Son", "Mon")).unwrap();
        let file = fs::File::options().write(true).open(&file).unwrap();
        file.set_modified(time).unwrap();
        vec![]
    }),
    ("a new page", |root| {
        fs::write(root.join("content/c.md"), "---\ntitle: C\n---\n").unwrap();
        vec![]
    }),
    ("a page less", |root| {
        fs::remove_file(root.join("content/b.md")).unwrap();
        vec![]
    }),
    ("two pages that change places", |root| {
        let at = |name: &str| root.join("content").join(name);
        fs::rename(at("a.md"), at("x")).unwrap();
        fs::rename(at("b.md"), at("a.md")).unwrap();
        fs::rename(at("x"), at("b.md")).unwrap();
        vec![]
    }),
    ("a template", |root| {
        let file = root.join("templates/page.html");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("<h1>", "<h1 class=\"x\">")).unwrap();
        vec![]
    }),
    ("data", |root| {
        fs::write(root.join("data/faits.yaml"), "mot: bonsoir\n").unwrap();
        vec![]
    }),
    ("data that were not there", |root| {
        fs::write(root.join("data/peut-etre.yaml"), "mot: oui\n").unwrap();
        vec![]
    }),
    ("a file published as it is", |root| {
        fs::write(root.join("static/note.txt"), "Mots.").unwrap();
        vec![]
    }),
    ("a setting", |root| {
        let file = root.join("lucarne.yaml");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text + "minify_html: true\n").unwrap();
        vec![]
    }),
    ("another address", |_| {
        vec!["--base-url", "https://example.com"]
    }),
    ("a published page that somebody has edited", |root| {
        let file = root.join("public/a/index.html");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("Une", "Une autre")).unwrap();
        vec![]
    }),
    ("a published page that is gone", |root| {
        fs::remove_file(root.join("public/a/index.html")).unwrap();
        vec![]
    }),
    ("a stranger among what is published", |root| {
        fs::write(root.join("public/a/x.txt"), "x").unwrap();
        vec![]
    }),
    ("a damaged note", |root| {
        let text = fs::read_to_string(root.join(NOTE)).unwrap();
        fs::write(root.join(NOTE), text.replace("\"pages\":3", "\"pages\":9")).unwrap();
        vec![]
    }),
];

#[test]
#[cfg(unix)]
fn nothing_is_done_where_nothing_has_changed_and_only_there() {
    let sites: Vec<Site> = CHANGES.iter().map(|_| site(SITE)).collect();
    let clock = site(SITE).with("templates/404.html", "{{ now() }}");
    let young = site(SITE);
    let file = fs::File::open(young.root().join("content/a.md")).unwrap();
    file.set_modified(SystemTime::now() + Duration::from_secs(60))
        .unwrap();
    std::thread::sleep(YOUNG);
    for site in [&young, &clock] {
        assert!(build(site, &[]).0 > 0);
        assert!(build(site, &[]).0 > 0, "{}", site.read("content/a.md"));
    }
    for ((what, change), site) in CHANGES.iter().zip(&sites) {
        assert!(build(site, &[]).0 > 0, "{what}");
        assert_eq!(build(site, &[]), (0, 0), "before {what}");
        let words = change(site.root());
        let (rendered, _) = build(site, &words);
        assert!(rendered > 0, "{what}");
        let clean = site.root().join("clean");
        let into = ["--output-dir", clean.to_str().unwrap()];
        build(site, &[words.as_slice(), &into].concat());
        let own = tree(&site.root().join("public"));
        assert!(own == tree(&clean), "{what}");
    }
}

#[test]
#[cfg(unix)]
fn what_was_found_is_told_again() {
    let site = site(SITE).with(
        "content/a.md",
        "---\ntitle: A\n---\n# {-}\n\n<p tabindex=\"3\">Un paragraphe.</p>\n",
    );
    std::thread::sleep(YOUNG);
    let told = |language: &str, rendered: bool| {
        let ran = site.run(&["build", "--format", "json", "--lang", language]);
        let all = ran.status(0).json();
        assert_eq!(all["report"]["rendered"] != 0, rendered);
        all["findings"].clone()
    };
    let first = told("fr", true);
    assert!(
        first.as_array().is_some_and(|all| !all.is_empty()),
        "{first}"
    );
    assert_eq!(told("fr", false), first);
    assert_ne!(told("en", false), first);
    fs::write(
        site.root().join("content/a.md"),
        "---\ntitle: A\n---\nRien.\n",
    )
    .unwrap();
    assert_ne!(told("fr", true), first);
}
