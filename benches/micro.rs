//! The stages of a build by themselves, on small sites: `cargo bench --bench micro -- [PART OF A NAME]`.

use divan::Bencher;
use lucarne::config::{self, AnchorLinks, Config, ContentTemplating};
use lucarne::fingerprint::Fingerprint;
use lucarne::markdown::{self, Input, NoComponents};
use lucarne::memo::{self, Answer, Read, Record, Scope, World};
use lucarne::outline::{self, Wanted};
use lucarne::report::Findings;
use lucarne::sources::{Sources, TemplateSource};
use lucarne::theme::Theme;
use lucarne::typography::Rules;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const PAGES: usize = 1_000;

fn main() {
    divan::main();
}

/// A page of some 550 words, as writers write them.
fn text() -> String {
    let paragraph = "Il était « une fois » un *jeune* de 16 ans, qui vivait à 3 km du village : que faire ? \
        Voir [l'école](https://b.example/a) ou **demander**, sans attendre le 1er mai... ";
    let mut text = String::new();
    for part in 0..5 {
        let start = format!("## Partie {part}\n\n{}\n\n", paragraph.repeat(3));
        text += &start;
        text +=
            "- un : premier\n- deux ; second\n- trois\n\n| Nom | Lieu |\n|---|---|\n| A | B |\n\n";
    }
    text
}

/// The configuration of a folder.
fn configuration(folder: &Path) -> Config {
    let text = "base_url: https://a.example\ndefault_language: fr\ntaxonomies: [tags]\n";
    fs::write(folder.join("lucarne.yaml"), text).expect("the configuration");
    config::load(folder, None, &mut Findings::default()).expect("a configuration")
}

fn convert(text: &str, config: &Config, typography: Option<Rules<'_>>) -> markdown::Body {
    let input = Input {
        file: "content/a.md",
        relative_path: "a.md",
        text,
        body: 0,
        templated: None,
        lang: "fr",
        permalink: "https://a.example/a/",
        templating: ContentTemplating::Components,
        anchor_links: AnchorLinks::None,
        footnote_prefix: "",
        typography,
    };
    markdown::convert(input, config, &NoComponents)
}

/// Markdown to HTML, one page.
#[divan::bench]
fn markdown_page(bencher: Bencher<'_, '_>) {
    let folder = TempDir::new().expect("a folder");
    let (config, text) = (configuration(folder.path()), text());
    bencher.bench(|| convert(black_box(&text), &config, None));
}

/// French typography on the HTML of one page.
#[divan::bench]
fn typography_page(bencher: Bencher<'_, '_>) {
    let folder = TempDir::new().expect("a folder");
    let html = convert(&text(), &configuration(folder.path()), None).html;
    let rules = Rules::of("fr", &[]).expect("French");
    bencher.bench(|| rules.html(black_box(&html)).len());
}

/// Templates with inheritance and a component: loaded.
#[divan::bench]
fn templates_loaded(bencher: Bencher<'_, '_>) {
    let folder = TempDir::new().expect("a folder");
    let config = configuration(folder.path());
    let templates = templates();
    bencher.bench(|| Theme::load(black_box(&templates), &config, &mut Findings::default()));
}

/// The same: a list of fifty entries rendered.
#[divan::bench]
fn templates_rendered(bencher: Bencher<'_, '_>) {
    let folder = TempDir::new().expect("a folder");
    let config = configuration(folder.path());
    let theme = Theme::load(&templates(), &config, &mut Findings::default());
    let mut context = tera::Context::new();
    let titles: Vec<String> = (0..50).map(|number| format!("Page « {number} »")).collect();
    context.insert("titles", &titles);
    bencher.bench(|| theme.render("page.html", black_box(&context)));
}

fn templates() -> Vec<TemplateSource> {
    [
        ("base.html", "<!doctype html><html><title>{% block title %}{% endblock title %}</title>{% block main %}{% endblock main %}</html>"),
        ("page.html", "{% extends \"base.html\" %}{% block main %}<ul>{% for title in titles %}{{ <entry title={title} number={loop.index} /> }}{% endfor %}</ul>{% endblock main %}"),
        ("components/entry.html", "{% component entry(title, number) %}<li>{{ number }} {{ title | upper }}</li>{% endcomponent entry %}"),
    ]
    .map(|(name, text)| TemplateSource {
        name: name.to_owned(),
        file: format!("templates/{name}"),
        text: text.to_owned(),
    })
    .into()
}

/// A thousand pages in ten sections arranged: addresses, lists and terms.
#[divan::bench(sample_count = 30)]
fn outline_of_a_thousand(bencher: Bencher<'_, '_>) {
    let folder = TempDir::new().expect("a folder");
    let config = configuration(folder.path());
    for section in 0..10 {
        let own = folder.path().join(format!("content/s{section}"));
        fs::create_dir_all(&own).expect("a folder");
        fs::write(own.join("_index.md"), "---\ntitle: S\nsort_by: date\n---\n").expect("a section");
    }
    for page in 0..PAGES {
        let (month, day) = (1 + page % 12, 1 + page % 28);
        let text = format!(
            "---\ntitle: Page {page}\ndate: 2026-{month:02}-{day:02}\ntaxonomies: {{tags: [a{}]}}\n---\n",
            page % 20
        );
        let path = format!("content/s{}/p{page}.md", page % 10);
        fs::write(folder.path().join(path), text).expect("a page");
    }
    let mut findings = Findings::default();
    let sources = Sources::read(folder.path(), &config, None, None, false, &mut findings);
    let wanted = Wanted {
        drafts: false,
        future: false,
        now: jiff::Timestamp::UNIX_EPOCH,
    };
    bencher.bench(|| {
        outline::arrange(
            black_box(&sources),
            &config,
            wanted,
            None,
            &mut Findings::default(),
        )
    });
}

/// A site whose translations are what they were.
struct Unchanged;

impl World for Unchanged {
    fn answer(&self, _: &Read<'_>) -> Answer {
        Answer::Value(tera::Value::from("answer"))
    }

    fn fingerprint(&self, read: &Read<'_>) -> Fingerprint {
        Fingerprint::of(read)
    }
}

fn questions() -> Record {
    let scope = Scope {
        world: Arc::new(Unchanged),
        recording: true,
        lang: Arc::from("fr"),
        file: Arc::from("a.md"),
        bodies: false,
        typography: false,
    };
    let ask = || {
        for number in 0..100 {
            let read = Read::Url {
                path: format!("@/blog/p{number}.md").into(),
                lang: "fr".into(),
            };
            black_box(memo::ask(read));
        }
    };
    memo::within(scope, ask).1
}

/// A hundred questions asked and remembered.
#[divan::bench]
fn memo_recorded() -> Record {
    questions()
}

/// The same asked again, of a site that gives the same answers.
#[divan::bench]
fn memo_asked_again(bencher: Bencher<'_, '_>) {
    let record = questions();
    bencher.bench(|| assert!(record.holds_in(&Unchanged)));
}
