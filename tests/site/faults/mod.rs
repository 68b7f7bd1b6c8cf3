//! What a whole site survives: broken and hostile input, odd names, other encodings, other machines.

mod hidden;
mod meetings;
mod output;
mod outside;
mod same;
mod text;

use crate::harness::{Ran, Site, site};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A small site with a list, terms, a feed, a search index and a component.
const SITE: &str = "\
-- lucarne.yaml --
base_url: https://a.example
title: Essai
default_language: fr
generate_feeds: true
build_search_index: true
taxonomies: [tags]
-- templates/base.html --
<!doctype html>
<html lang=\"{{ lang }}\"><title>{{ config.title }}</title>{% block main %}{% endblock main %}</html>
-- templates/index.html --
{% extends \"base.html\" %}
{% block main %}<h1>{{ section.title }}</h1>{% for page in section.pages %}[{{ page.title }}]{% endfor %}{% endblock main %}
-- templates/section.html --
{% extends \"base.html\" %}
{% block main %}<h1>{{ section.title }}</h1>{% for page in section.pages %}[{{ page.title }}]{% endfor %}{% endblock main %}
-- templates/page.html --
{% extends \"base.html\" %}
{% block main %}<h1>{{ page.title }}</h1>{{ page.content | safe }}{% endblock main %}
-- templates/taxonomy_list.html --
{% for term in terms %}{{ term.name }} {% endfor %}
-- templates/taxonomy_single.html --
{{ term.name }}{% for page in term.pages %}[{{ page.title }}]{% endfor %}
-- content/_index.md --
---
title: Accueil
---
-- content/mission.md --
---
title: Mission
date: 2026-01-02
taxonomies: {tags: [argent]}
---
Nous aidons.
";

/// Every file, folder and link below a folder, with the bytes of files and the targets of links.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap();
        let bytes = if entry.path_is_symlink() {
            fs::read_link(entry.path())
                .unwrap()
                .into_os_string()
                .into_encoded_bytes()
        } else if entry.file_type().is_file() {
            fs::read(entry.path()).unwrap()
        } else {
            Vec::new()
        };
        found.insert(path.to_str().unwrap().to_owned(), bytes);
    }
    found
}

/// The names of all that is in the output.
fn published(site: &Site) -> Vec<String> {
    tree(&site.root().join("public")).into_keys().collect()
}

/// A run that fails as it should: status 1, an error with a place, no panic.
#[track_caller]
fn fails_cleanly(ran: &Ran, what: &str) {
    ran.status(1).says("error");
    assert!(!ran.err.contains("panicked"), "{what}\n{}", ran.err);
}

#[test]
fn a_broken_site_leaves_the_published_one_as_it_was() {
    let broken: [(&str, &[u8]); 22] = [
        ("lucarne.yaml", b"base_url: [\n"),
        ("lucarne.yaml", b"base_url: https://a.example\nbase_ur: x\n"),
        ("lucarne.yaml", b"title: \xff\n"),
        ("templates/page.html", b"{% if page.title %}"),
        ("templates/page.html", b"{{ page.titel }}"),
        ("templates/page.html", b"{{ page.title | uper }}"),
        ("templates/page.html", b"{{ get_pge(path=\"x\") }}"),
        ("templates/page.html", b"{% extends \"absent.html\" %}"),
        ("templates/base.html", b"{% extends \"page.html\" %}"),
        (
            "templates/page.html",
            b"{{ load_data(path=\"data/absent.csv\") }}",
        ),
        ("content/a.md", b"---\ntitle: A\n"),
        ("content/a.md", b"---\ntitle: A: b\n---\n"),
        ("content/a.md", b"---\ntitle: A\ntitle: B\n---\n"),
        ("content/a.md", b"---\ntitel: A\n---\n"),
        ("content/a.md", b"---\ntitle: [A\n---\n"),
        ("content/a.md", b"---\ntitle: A\ndate: 2026-02-30\n---\n"),
        ("content/a.md", b"---\ntitle: A\n---\n[x](absent.md)\n"),
        (
            "content/a.md",
            b"---\ntitle: A\n---\n[x](mission.md#absent)\n",
        ),
        ("content/a.md", b"---\ntitle: A\n---\n![x](absent.png)\n"),
        (
            "content/a.md",
            b"---\ntitle: A\ntaxonomies: {tgas: [x]}\n---\n",
        ),
        ("content/a.md", b"---\ntitle: A\nslug: mission\n---\n"),
        (
            "content/a.md",
            b"---\ntitle: A\n---\n{% <absente> %}\nx\n{% </absente> %}\n",
        ),
    ];
    let good = site(SITE);
    good.run(&["build"]).status(0);
    let before = tree(good.root());
    let mut survived = 0;
    for (path, bytes) in broken {
        let file = good.root().join(path);
        let kept = fs::read(&file).ok();
        fs::write(&file, bytes).unwrap();
        let ran = good.run(&["build"]);
        let what = format!("{path}: {}", String::from_utf8_lossy(bytes));
        assert!(ran.err.contains("error"), "{what} passed:\n{}", ran.err);
        fails_cleanly(&ran, &what);
        match kept {
            Some(kept) => fs::write(&file, kept).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        assert!(tree(good.root()) == before, "{what} left something behind");
        survived += 1;
    }
    assert_eq!(survived, broken.len());
}

#[test]
fn nothing_stale_stays_published() {
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
}
