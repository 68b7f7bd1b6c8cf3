//! The law of rebuilding: what is made after an edit equals what is made from nothing, byte for byte.

use crate::harness::{Site, site};
use lucarne::pipeline::{Mode, Options, Outcome, Sink, Workshop};
use lucarne::report::Finding;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

const SITE: &str = r#"
-- lucarne.yaml --
base_url: https://example.org
title: Essai
default_language: fr
generate_feeds: true
build_search_index: true
feed_limit: 5
markdown: {typography: true}
taxonomies:
  - {name: sujets, paginate_by: 2, feed: true}
languages:
  nl: {title: Proef, generate_feeds: true, translations: {lire: lezen}}
translations: {lire: lire}
menus:
  principal:
    - {name: Blog, url: "@/blog/_index.md"}
-- content/_index.md --
---
title: Accueil
---
Voir [un](blog/p0.md#partie) et {{<carte de="p1" />}}
-- content/_index.nl.md --
---
title: Thuis
---
-- content/blog/_index.md --
---
title: Blog
sort_by: date
paginate_by: 2
generate_feeds: true
cascade: {extra: {couleur: bleu}}
---
-- content/pages/_index.md --
---
title: Pages
sort_by: title
transparent: true
---
-- content/pages/b.nl.md --
---
title: B
---
Nederlands
-- data/liste.yaml --
- un
- deux
-- static/site.css --
body {}
-- templates/base.html --
<title>{% block title %}{{ config.title }}{% endblock %}</title>
<nav>{% for m in get_menu(name="principal") %}<a href="{{ m.url }}">{{ m.name }}{{ m.active }}{{ m.ancestor }}</a>{% endfor %}</nav>
{% block main %}{% endblock %} {{ trans(key="lire") }} {{ get_url(path="site.css", cachebust=true) }}
-- templates/index.html --
{% extends "base.html" %}{% block main %}{{ section.content | safe }}
{% for s in section.subsections %}{% set sub = get_section(path=s) %}{{ sub.title }}{% for p in sub.pages %}[{{ p.title }}]{% endfor %}{% endfor %}{% endblock %}
-- templates/section.html --
{% extends "base.html" %}{% block main %}{{ section.content | safe }}
{% for p in paginator?.pages or section.pages %}<a href="{{ p.permalink }}">{{ p.title }} {{ p.extra?.couleur or "" }} {{ p.date or "" }}</a>{% if p.summary %}{{ p.summary | safe }}{% endif %}{% endfor %}{% endblock %}
-- templates/taxonomy_list.html --
{% for t in terms %}{{ t.name }} {{ t.page_count }};{% endfor %}
-- templates/taxonomy_single.html --
{{ term.name }}{% for p in paginator.pages %}{{ p.title }};{% endfor %}
-- templates/components/carte.html --
{% component carte(de) %}<b>carte {{ de }}</b>{% endcomponent carte %}
"#;

/// `templates/page.html`, which an edit breaks and another mends.
const PAGE: &str = r#"{% extends "base.html" %}{% block title %}{{ page.title }}{% endblock %}{% block main %}{{ page.content | safe }}
{% if page.lower %}< {{ page.lower.title }}{% endif %}{% if page.higher %}> {{ page.higher.title }}{% endif %}
{% for b in page.backlinks %}({{ b.title }}){% endfor %}{% for h in page.toc %}#{{ h.id }}{% endfor %}
{% for t in page.translations %}{{ t.lang }}{{ t.title }}{% endfor %}
{% for x in load_data(path="data/liste.yaml") %}{{ x }},{% endfor %}
{% set first = get_page(path="blog/p1.md", lang="fr", allow_missing=true) %}{% if first %}{{ first.word_count }} {{ first.title }}{% endif %}{% endblock %}
"#;

/// Keeps what it is given between builds, as the preview does.
#[derive(Default)]
struct Kept(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Kept {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<bool, Box<Finding>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), bytes);
        Ok(true)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        self.put(path, fs::read(from).expect("a file of the site"))
    }

    fn keep(&self, _path: &str) {}
}

impl Kept {
    /// What is there after a build: nothing that the site no longer has, nothing that could not be made.
    fn settled(&self, outcome: &Outcome) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|path, _| outcome.outputs.contains(path) && !outcome.failed.contains(path));
        files.clone()
    }
}

fn options(site: &Site) -> Options {
    Options {
        root: site.root().to_owned(),
        config: None,
        base_url: None,
        output_dir: None,
        drafts: false,
        future: false,
        mode: Mode::Serve,
    }
}

/// Numbers that look random and are the same at every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

fn page(numbers: &mut Numbers) -> String {
    let n = numbers.below(100);
    let mut head = format!(
        "title: \"L'ami {} ?\"\ndate: 2026-01-{:02}\n",
        n,
        1 + n % 28
    );
    if n.is_multiple_of(3) {
        head += &format!("taxonomies: {{sujets: [s{}, s{}]}}\n", n % 4, n % 5);
    }
    if n.is_multiple_of(11) {
        head += "draft: true\n";
    }
    if n.is_multiple_of(7) {
        head += &format!("slug: adresse-{n}\n");
    }
    if n.is_multiple_of(5) {
        head += &format!("aliases: [ancien/{n}]\n");
    }
    let link = numbers.below(8);
    format!(
        "---\n{head}---\nDébut {n} : l'été \"{n}\" !\n\n<!-- more -->\n\n## Partie\n\nVers [l'autre](p{link}.md) et {{{{<carte de=\"{n}\" />}}}}\n\n## Fin {n}\n"
    )
}

/// What was done to a site, and the paths in which it can differ now; none where that takes a look at everything.
struct Edit {
    what: String,
    changed: Option<Vec<PathBuf>>,
}

/// The site's files, to be edited.
struct Desk<'a>(&'a Path);

impl Desk<'_> {
    fn write(&self, path: &str, text: &str) -> Edit {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
        fs::write(&file, text).expect("the edit");
        Edit::of(format!("{path} written"), vec![file])
    }

    /// As editors do that write beside the file first.
    fn replace(&self, path: &str, text: &str) -> Edit {
        let (file, beside) = (self.0.join(path), self.0.join(format!("{path}.new")));
        fs::write(&beside, text).expect("the edit");
        fs::rename(&beside, &file).expect("the edit");
        Edit::of(format!("{path} replaced"), vec![beside, file])
    }

    fn change(&self, path: &str, from: &str, to: &str) -> Edit {
        let text = fs::read_to_string(self.0.join(path)).expect("a file of the site");
        let text = if text.contains(from) {
            text.replacen(from, to, 1)
        } else {
            format!("{text}\n")
        };
        self.write(path, &text)
    }

    fn remove(&self, path: &str) -> Option<Edit> {
        fs::remove_file(self.0.join(path)).ok()?;
        Some(Edit::of(format!("{path} removed"), vec![self.0.join(path)]))
    }

    fn rename(&self, from: &str, to: &str) -> Option<Edit> {
        let (old, new) = (self.0.join(from), self.0.join(to));
        let is_file = old.is_file();
        fs::rename(&old, &new).ok()?;
        Some(Edit {
            what: format!("{from} is {to} now"),
            changed: is_file.then(|| vec![old, new]),
        })
    }

    fn swap(&self, a: &str, b: &str) -> Option<Edit> {
        let both = vec![self.0.join(a), self.0.join(b)];
        if a == b || !both.iter().all(|path| path.is_file()) {
            return None;
        }
        self.rename(a, "content/between.md")?;
        self.rename(b, a)?;
        self.rename("content/between.md", b)?;
        Some(Edit::of(format!("{a} and {b} swapped"), both))
    }
}

impl Edit {
    fn of(what: String, changed: Vec<PathBuf>) -> Self {
        Self {
            what,
            changed: Some(changed),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            what: self.what + ", " + &other.what,
            changed: self
                .changed
                .zip(other.changed)
                .map(|(a, b)| [a, b].concat()),
        }
    }
}

/// One edit of any kind.
fn edit(desk: &Desk<'_>, numbers: &mut Numbers) -> Edit {
    let which = numbers.below(8);
    let some_page = format!("content/blog/p{which}.md");
    let other_page = format!("content/blog/p{}.md", numbers.below(8));
    let written = |text: String| desk.write(&some_page, &text);
    match numbers.below(33) {
        0..=3 => written(page(numbers)),
        4 => desk.replace(&some_page, &page(numbers)),
        5 => {
            let text = page(numbers);
            written(text[..text.len() / 3].to_owned())
        }
        6 => desk
            .remove(&some_page)
            .unwrap_or_else(|| written(page(numbers))),
        7 => desk
            .rename(&some_page, "content/pages/b.md")
            .unwrap_or_else(|| desk.write("content/pages/b.md", &page(numbers))),
        8 => desk
            .swap(&some_page, &other_page)
            .unwrap_or_else(|| written(page(numbers))),
        9 => {
            let bulk = (0..8).map(|n| desk.write(&format!("content/blog/p{n}.md"), &page(numbers)));
            bulk.reduce(Edit::and).expect("eight edits")
        }
        10 => desk
            .rename("content/blog", "content/journal")
            .or_else(|| desk.rename("content/journal", "content/blog"))
            .unwrap_or_else(|| written(page(numbers))),
        11 => desk.change(
            "templates/page.html",
            "{% endblock %}",
            &format!("<i>{which}</i>{{% endblock %}}"),
        ),
        12 => desk.change(
            "templates/base.html",
            "<nav>",
            &format!("{{# {which} #}}<nav>"),
        ),
        13 => desk.change(
            "templates/components/carte.html",
            "<b>",
            &format!("<b class=\"c{which}\">"),
        ),
        14 => desk.change("data/liste.yaml", "- un", &format!("- un\n- {which}")),
        15 => desk.write("data/liste.yaml", "- un\n"),
        16 => desk.change(
            "lucarne.yaml",
            "title: Essai",
            &format!("title: Essai {which}"),
        ),
        17 => desk.write("static/site.css", &format!("body {{ margin: {which}px }}")),
        18 => desk.change(
            "content/pages/_index.md",
            "sort_by: title",
            "sort_by: weight",
        ),
        19 => desk.change(
            "content/pages/_index.md",
            "sort_by: weight",
            "sort_by: title",
        ),
        20 => desk.change(
            "content/pages/_index.md",
            "transparent: true",
            "transparent: false",
        ),
        21 => desk.write(&format!("static/neu{which}.txt"), "x"),
        22 => desk.write(&format!("content/pages/dossier/bild{which}.svg"), "<svg/>"),
        23 => desk.write("content/pages/dossier/index.md", &page(numbers)),
        24 => desk.write("content/pages/b.nl.md", &page(numbers)),
        25 => {
            let broken = "---\ntitle: [\n---\nKaputt\n";
            desk.write("content/pages/c.md", broken)
        }
        26 => desk.write("content/pages/c.md", &page(numbers)),
        27 => desk.write(
            "templates/taxonomy_list.html",
            "{% for t in terms %}{{ t.name }};{% endfor %}",
        ),
        28 => desk.write("templates/page.html", "{{ page.title }{% broken"),
        29 => desk.write("templates/page.html", PAGE),
        30 => desk.change("lucarne.yaml", "typography: true", "typography: false"),
        31 if desk.0.join(&some_page).exists() => {
            desk.change(&some_page, "date:", "typography: false\ndate:")
        }
        32 if desk.0.join("content/blog/_index.md").exists() => desk.change(
            "content/blog/_index.md",
            "couleur: bleu",
            &format!("couleur: bleu{which}"),
        ),
        _ => written(page(numbers)),
    }
}

#[test]
fn an_incremental_build_equals_a_clean_one() {
    for seed in 0..8 {
        let site = site(SITE).with("templates/page.html", PAGE);
        let desk = Desk(site.root());
        let mut numbers = Numbers(seed);
        for n in 0..6 {
            desk.write(&format!("content/blog/p{n}.md"), &page(&mut numbers));
        }
        let kept = Kept::default();
        let mut workshop = Workshop::remembering(options(&site));
        let mut edits = Vec::new();
        let mut changed: Option<Vec<PathBuf>> = None;
        for _ in 0..40 {
            let outcome = workshop.build(&kept, changed.as_deref(), &[]);
            let incremental = kept.settled(&outcome);
            let fresh = Kept::default();
            let clean_outcome = Workshop::new(options(&site)).build(&fresh, None, &[]);
            let clean = fresh.settled(&clean_outcome);
            assert_eq!(
                incremental.keys().collect::<Vec<_>>(),
                clean.keys().collect::<Vec<_>>(),
                "seed {seed}, after {edits:?}"
            );
            for (path, bytes) in &clean {
                assert!(
                    incremental[path] == *bytes,
                    "{path} differs, seed {seed}, after {edits:?}:\n{}\nbut clean:\n{}",
                    String::from_utf8_lossy(&incremental[path]),
                    String::from_utf8_lossy(bytes)
                );
            }
            assert_eq!(
                outcome.findings, clean_outcome.findings,
                "seed {seed}, after {edits:?}"
            );
            let edit = edit(&desk, &mut numbers);
            edits.push(edit.what);
            // every second site is only told that something has changed
            changed = edit.changed.filter(|_| seed % 2 == 0);
        }
    }
}

#[test]
fn a_body_renders_its_page_and_what_shows_it() {
    let site = site(SITE)
        .with("templates/page.html", PAGE)
        .with(
            "content/blog/p0.md",
            "---\ntitle: Zéro\ndate: 2026-01-01\n---\n## Partie\n\nAvant.\n",
        )
        .with(
            "content/blog/p1.md",
            "---\ntitle: Un\ndate: 2026-01-02\n---\nTexte.\n",
        );
    let kept = Kept::default();
    let mut workshop = Workshop::remembering(options(&site));
    workshop.build(&kept, None, &[]);
    let nothing = workshop.build(&kept, None, &[]);
    assert_eq!(nothing.rendered, Vec::<String>::new());
    let path = site.root().join("templates/page.html");
    let text = fs::read_to_string(&path).expect("a template");
    fs::write(path, format!("{text}\n")).expect("a template");
    let pages = workshop.build(&kept, None, &[]);
    assert!(
        pages
            .rendered
            .iter()
            .all(|path| path.starts_with("blog/p") || path.starts_with("nl/pages")),
        "{:?}",
        pages.rendered
    );
    fs::write(site.root().join("data/other.yaml"), "- x\n").expect("a data file");
    assert_eq!(
        workshop.build(&kept, None, &[]).rendered,
        Vec::<String>::new()
    );
}
