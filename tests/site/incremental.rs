//! The law of rebuilding: what is made after an edit equals what is made from nothing, byte for byte.

use crate::harness::{Site, site, tree};
use crate::running::PATIENCE;
use lucarne::pipeline::{Mode, Options, Outcome, Sink, Workshop};
use lucarne::public::Publication;
use lucarne::report::{Finding, Severity};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

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
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// What is there after a build: nothing that the site no longer has, nothing that could not be made.
    fn settled(&self, outcome: &Outcome) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|path, _| outcome.outputs.contains(path) && !outcome.failed.contains(path));
        files.clone()
    }
}

fn options(site: &Site) -> Options {
    Options::new(site.root(), Mode::Serve)
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
fn a_folder_that_is_built_into_again_equals_a_clean_build() {
    let site = site(SITE).with("templates/page.html", PAGE);
    let desk = Desk(site.root());
    let mut numbers = Numbers(11);
    let mut last_good = BTreeMap::new();
    let mut edits = Vec::new();
    for _ in 0..40 {
        let fresh = Kept::default();
        let clean_outcome = Workshop::new(options(&site)).build(&fresh, None, &[]);
        let right = |finding: &Finding| finding.severity != Severity::Error;
        if clean_outcome.findings.iter().all(right) {
            last_good = fresh.settled(&clean_outcome);
        }
        publish(&site);
        assert!(
            published(&site.root().join("public")) == last_good,
            "after {edits:?}"
        );
        edits.push(edit(&desk, &mut numbers).what);
    }
}

/// Builds into `public/`, unless there is an error.
fn publish(site: &Site) {
    let mut workshop = Workshop::new(options(site));
    let prepared = workshop.prepare();
    let publication =
        Publication::begin(&prepared.output_dir, site.root(), &prepared.inputs, false)
            .expect("a publication");
    let outcome = workshop.build(&Published(&publication), None, &[]);
    let wrong = |finding: &Finding| finding.severity == Severity::Error;
    if !outcome.findings.iter().any(wrong) {
        publication.commit(false).expect("the switch");
    }
}

struct Published<'a>(&'a Publication);

impl Sink for Published<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<bool, Box<Finding>> {
        self.0.put(path, &bytes)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        self.0.copy(path, from)
    }

    fn keep(&self, _path: &str) {}
}

/// All that is below a folder, but not Lucarne's own note of it; nothing where no build was good yet.
fn published(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    let mut files = tree(folder);
    files.retain(|path, _| !path.starts_with(".lucarne"));
    files
}

/// The program's own preview, watching: after each edit every address soon answers what a clean build gives there.
#[test]
fn a_preview_shows_what_a_clean_build_gives() {
    let site = site(SITE).with("templates/page.html", PAGE);
    let desk = Desk(site.root());
    let mut numbers = Numbers(3);
    let served = Served::start(&site);
    let mut edits = Vec::new();
    let mut known = BTreeMap::new();
    for _ in 0..30 {
        edits.push(edit(&desk, &mut numbers).what);
        let fresh = Kept::default();
        let options = Options {
            base_url: Some(served.address.clone()),
            ..options(&site)
        };
        let outcome = Workshop::new(options).build(&fresh, None, &[]);
        if outcome
            .findings
            .iter()
            .any(|f| f.severity == Severity::Error)
        {
            // then the last good pages stay
            continue;
        }
        let clean = fresh.settled(&outcome);
        let start = Instant::now();
        while let Some(path) = served.first_difference(&clean, &known) {
            assert!(
                start.elapsed() < PATIENCE,
                "{path} stays different after {edits:?}: {}",
                served.get(&path).1
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        known.extend(clean);
    }
}

/// A running `lucarne serve`.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(site: &Site) -> Self {
        let mut child = site
            .command()
            .args(["serve", "--lang", "en"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("its address");
        let at = line.find("http://").expect("an address");
        let address = line[at..].trim().trim_end_matches('/').to_owned();
        Self { child, address }
    }

    /// The first address that does not answer what it should: these files, and nothing at those known from before.
    fn first_difference(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        known: &BTreeMap<String, Vec<u8>>,
    ) -> Option<String> {
        let wrong = |(path, bytes): (&String, &Vec<u8>)| {
            (self.get(path) != (200, String::from_utf8_lossy(bytes).into_owned()))
                .then(|| path.clone())
        };
        let gone = known.keys().filter(|path| !files.contains_key(*path));
        files.iter().find_map(wrong).or_else(|| {
            let mut gone = gone;
            gone.find(|path| self.get(path).0 != 404).cloned()
        })
    }

    /// Status and body for an output's path, without what the preview adds to pages.
    fn get(&self, path: &str) -> (u16, String) {
        let host = self.address.trim_start_matches("http://");
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let mut stream = TcpStream::connect(host).expect("a connection");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut body = body.to_owned();
        for (start, end) in [
            ("<lucarne-mark>", "</lucarne-mark>"),
            ("<lucarne-findings>", "</lucarne-findings>"),
            ("<script src=\"/_lucarne/reload.js\"", "</script>"),
        ] {
            if let Some(from) = body.find(start)
                && let Some(length) = body[from..].find(end)
            {
                body.replace_range(from..from + length + end.len(), "");
            }
        }
        (status.expect("a status"), body)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A preview of a site without a browser: after each edit it tells what was rendered, and what is different.
struct Preview<'a> {
    desk: Desk<'a>,
    workshop: Workshop,
    kept: Kept,
}

impl Preview<'_> {
    fn after(&mut self, edit: impl FnOnce(&Desk<'_>) -> Edit) -> (Vec<String>, Vec<String>) {
        let changed = edit(&self.desk).changed;
        let before = self.kept.files();
        let outcome = self.workshop.build(&self.kept, changed.as_deref(), &[]);
        assert_eq!(outcome.findings, []);
        let after = self.kept.settled(&outcome);
        let changed =
            |(path, bytes): (String, Vec<u8>)| (before.get(&path) != Some(&bytes)).then_some(path);
        let gone = before.keys().filter(|path| !after.contains_key(*path));
        let gone: Vec<String> = gone.map(|path| format!("-{path}")).collect();
        let mut written: Vec<String> = after.clone().into_iter().filter_map(changed).collect();
        written.extend(gone);
        (outcome.rendered, written)
    }
}

/// Edit by edit: what must be rendered (never less, and here not more), and what is different in the end.
#[test]
fn each_edit_renders_and_writes_what_shows_it() {
    let blog = |title: &str, date: &str, body: &str| {
        format!("---\ntitle: {title}\ndate: {date}\n---\n{body}\n")
    };
    let site = site(SITES_PARTS)
        .with(
            "content/blog/un.md",
            blog("Un", "2026-01-01", "Corps de un."),
        )
        .with(
            "content/blog/deux.md",
            blog("Deux", "2026-01-02", "Corps de deux. [Un](un.md)"),
        )
        .with(
            "content/blog/trois.md",
            blog("Trois", "2026-01-03", "Corps de trois."),
        );
    let mut preview = Preview {
        desk: Desk(site.root()),
        workshop: Workshop::remembering(options(&site)),
        kept: Kept::default(),
    };
    preview.workshop.build(&preview.kept, None, &[]);
    let none: [&str; 0] = [];

    // a body: its page, and the feed that holds it
    let (rendered, written) = preview.after(|desk| {
        desk.write(
            "content/blog/un.md",
            &blog("Un", "2026-01-01", "Autre corps."),
        )
    });
    assert_eq!(rendered, ["atom.xml", "blog/un/index.html"]);
    assert_eq!(written, ["atom.xml", "blog/un/index.html"]);

    // a title: its page, its list, its neighbour, whom it links to, and what a component shows of it
    let (rendered, written) = preview.after(|desk| {
        desk.write(
            "content/blog/deux.md",
            &blog("Zwei", "2026-01-02", "Corps de deux. [Un](un.md)"),
        )
    });
    assert_eq!(
        rendered,
        [
            "atom.xml",
            "blog/deux/index.html",
            "blog/index.html",
            "blog/trois/index.html",
            "blog/un/index.html",
            "index.html",
            "sitemap.xml"
        ]
    );
    assert_eq!(
        written,
        [
            "atom.xml",
            "blog/deux/index.html",
            "blog/index.html",
            "blog/un/index.html",
            "index.html"
        ]
    );

    // the same text again, and a touch
    let (rendered, written) = preview.after(|desk| {
        desk.replace(
            "content/blog/trois.md",
            &blog("Trois", "2026-01-03", "Corps de trois."),
        )
    });
    assert_eq!(rendered, none);
    assert_eq!(written, none);

    // a comment in a template: rendered, but nothing is different
    let (rendered, written) =
        preview.after(|desk| desk.change("templates/page.html", "<h1>", "{# un mot #}<h1>"));
    assert_eq!(
        rendered,
        [
            "blog/deux/index.html",
            "blog/trois/index.html",
            "blog/un/index.html"
        ]
    );
    assert_eq!(written, none);

    // a template that only lists use
    let (rendered, written) =
        preview.after(|desk| desk.change("templates/section.html", "<ul>", "<ul class=\"liste\">"));
    assert_eq!(rendered, ["blog/index.html"]);
    assert_eq!(written, ["blog/index.html"]);

    // a data file that nobody reads, and one that one page reads
    let (rendered, written) = preview.after(|desk| desk.write("data/seule.yaml", "- x\n"));
    assert_eq!(rendered, none);
    assert_eq!(written, none);
    let (rendered, written) = preview.after(|desk| desk.write("data/lue.yaml", "- y\n"));
    assert_eq!(rendered, ["index.html"]);
    assert_eq!(written, ["index.html"]);

    // a static file whose hash every page shows
    let (rendered, written) = preview.after(|desk| desk.write("static/site.css", "p {}"));
    assert_eq!(
        rendered,
        [
            "404.html",
            "blog/deux/index.html",
            "blog/index.html",
            "blog/trois/index.html",
            "blog/un/index.html",
            "index.html"
        ]
    );
    assert_eq!(
        written,
        [
            "404.html",
            "blog/deux/index.html",
            "blog/index.html",
            "blog/trois/index.html",
            "blog/un/index.html",
            "index.html",
            "site.css"
        ]
    );

    // a new page, and its end
    let (rendered, written) = preview.after(|desk| {
        desk.write(
            "content/blog/neuf.md",
            &blog("Neuf", "2026-01-04", "Corps."),
        )
    });
    let around = [
        "atom.xml",
        "blog/index.html",
        "blog/neuf/index.html",
        "blog/trois/index.html",
        "index.html",
        "sitemap.xml",
    ];
    assert_eq!(rendered, around);
    assert_eq!(written, around);
    let (rendered, written) =
        preview.after(|desk| desk.remove("content/blog/neuf.md").expect("the new page"));
    assert_eq!(
        rendered,
        [
            "atom.xml",
            "blog/index.html",
            "blog/trois/index.html",
            "index.html",
            "sitemap.xml"
        ]
    );
    assert_eq!(
        written,
        [
            "atom.xml",
            "blog/index.html",
            "blog/trois/index.html",
            "index.html",
            "sitemap.xml",
            "-blog/neuf/index.html"
        ]
    );
}

/// A site on which each edit shows in few places.
const SITES_PARTS: &str = r#"
-- lucarne.yaml --
base_url: https://example.org
title: Essai
default_language: fr
generate_feeds: true
-- content/_index.md --
---
title: Accueil
---
-- content/blog/_index.md --
---
title: Blog
sort_by: date
---
-- data/lue.yaml --
- un
-- static/site.css --
body {}
-- templates/base.html --
<link href="{{ get_url(path="site.css", cachebust=true) }}">{% block main %}{% endblock %}
-- templates/404.html --
{% extends "base.html" %}
-- templates/index.html --
{% extends "base.html" %}{% block main %}{% for x in load_data(path="data/lue.yaml") %}{{ x }}{% endfor %}
{% set blog = get_section(path="blog/_index.md") %}{% for p in blog.pages %}{{ p.title }}{% endfor %}{% endblock %}
-- templates/section.html --
{% extends "base.html" %}{% block main %}<ul>{% for p in section.pages %}<li>{{ p.title }}</li>{% endfor %}</ul>{% endblock %}
-- templates/page.html --
{% extends "base.html" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content | safe }}
{% if page.lower %}{{ page.lower.title }}{% endif %}{% for b in page.backlinks %}{{ b.title }}{% endfor %}{% endblock %}
"#;
