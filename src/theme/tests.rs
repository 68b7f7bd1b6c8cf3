//! Themes in a few lines, and what comes out of them.

use super::{Closure, TemplateSource, Theme};
use crate::config::{Config, ContentTemplating, Dialect, LanguageOptions, Markdown};
use crate::fingerprint::Fingerprint;
use crate::images::ImageFacts;
use crate::markdown::{ComponentCall, Components, Input};
use crate::memo::{Answer, FoundFile, Read, Record, Scope, World, within};
use crate::report::{Finding, Findings, Severity, Text};
use indexmap::IndexMap;
use serde_json::json;
use std::sync::Arc;
use tera::{Context, Value};

struct Small;

impl World for Small {
    fn answer(&self, read: &Read<'_>) -> Answer {
        let missing = |what: &str| Answer::Missing {
            message: Text::new(
                format!("« {what} » manque."),
                format!("“{what}” is missing."),
            ),
            help: None,
        };
        match read {
            Read::Page { path, lang, bodies } if path == "a.md" => Answer::Value(
                Value::from_serializable(&json!({"title": lang, "bodies": bodies})),
            ),
            Read::Url { path, .. } if path == "@/a.md" => {
                Answer::Value("https://x.example/a/".into())
            }
            Read::Url { path, lang } if !path.starts_with("@/") => {
                let path = path.trim_start_matches('/');
                Answer::Value(match lang.as_ref() {
                    "fr" => format!("https://x.example/{path}").into(),
                    lang => format!("https://x.example/{lang}/{path}").into(),
                })
            }
            Read::Translation { key, lang } if key == "more" => {
                Answer::Value(format!("{key}-{lang}").into())
            }
            Read::Taxonomy { kind, .. } if kind == "tags" => Answer::Value(Value::from("tags")),
            Read::File { path } if path == "data/list.json" => file(path, "[1, 2]"),
            Read::File { path } if path == "data/bad.json" => file(path, "[1,\n 2"),
            Read::File { path } if path == "site.css" => file(path, "body{}"),
            Read::Image { path } if path == "p.png" => Answer::Image(ImageFacts {
                path: "static/p.png".to_owned(),
                width: 400,
                height: 200,
                format: "png".to_owned(),
                mime: "image/png".to_owned(),
                description: None,
                created: None,
                content: Fingerprint(7),
            }),
            other => missing(&format!("{other:?}")),
        }
    }
}

fn file(path: &str, text: &str) -> Answer {
    Answer::File(Arc::new(FoundFile {
        path: path.to_owned(),
        bytes: Arc::new(text.as_bytes().to_vec()),
        url_path: None,
    }))
}

fn config() -> Config {
    Config {
        base_url: "https://x.example".to_owned(),
        shown_base_url: "https://x.example".to_owned(),
        theme: Some("wood".to_owned()),
        default_language: "fr".to_owned(),
        languages: IndexMap::from([("fr".to_owned(), LanguageOptions::default())]),
        markdown: Markdown::default(),
        ..Config::new(Dialect::Native, "lucarne.yaml")
    }
}

/// A theme from `(name, text)`; names below `wood/` are the theme's.
pub(super) fn theme(templates: &[(&str, &str)]) -> (Theme, Vec<Finding>) {
    let sources: Vec<_> = templates
        .iter()
        .map(|(name, text)| TemplateSource {
            name: name.replace("wood/", "wood/templates/"),
            file: match name.strip_prefix("wood/") {
                Some(name) => format!("themes/wood/templates/{name}"),
                None => format!("templates/{name}"),
            },
            text: (*text).to_owned(),
        })
        .collect();
    let mut findings = Findings::default();
    let theme = Theme::load(&sources, &config(), &mut findings);
    (theme, findings.sorted())
}

fn scope<T>(work: impl FnOnce() -> T) -> (T, Record) {
    scope_in("fr", work)
}

pub(super) fn scope_in<T>(lang: &str, work: impl FnOnce() -> T) -> (T, Record) {
    let scope = Scope {
        world: Arc::new(Small),
        recording: true,
        lang: Arc::from(lang),
        file: Arc::from("a.md"),
        bodies: false,
        typography: false,
    };
    within(scope, work)
}

pub(super) fn context(values: &serde_json::Value) -> Context {
    Context::from_serialize(values).expect("an object")
}

/// What a template text makes of some values, or the code and place of what it says instead.
fn rendered(text: &str, values: &serde_json::Value) -> String {
    let (theme, findings) = theme(&[("t.html", text)]);
    if let Some(finding) = findings.first() {
        return shown(finding);
    }
    match scope(|| theme.render("t.html", &context(values))).0 {
        Ok(bytes) => String::from_utf8(bytes).expect("text"),
        Err(finding) => shown(&finding),
    }
}

pub(super) fn shown(finding: &Finding) -> String {
    let place = finding.place.as_ref();
    let place = place.map_or(String::new(), |p| {
        format!("{}:{}:{}", p.file, p.line, p.column)
    });
    format!("{} {place}", finding.code)
}

#[test]
fn a_site_template_lies_over_the_theme_and_may_extend_it() {
    let (theme, findings) = theme(&[
        ("wood/base.html", "<{% block a %}theme{% endblock a %}>"),
        (
            "wood/page.html",
            "{% extends 'base.html' %}{% block a %}page{% endblock a %}",
        ),
        (
            "base.html",
            "{% extends 'wood/templates/base.html' %}{% block a %}site {{ super() }}{% endblock a %}",
        ),
    ]);
    assert!(findings.is_empty(), "{findings:?}");
    let text = |name: &str| {
        let bytes = theme.render(name, &Context::new()).expect("renders");
        String::from_utf8(bytes).expect("text")
    };
    assert_eq!(text("base.html"), "<site theme>");
    assert_eq!(text("page.html"), "<page>");
    assert_eq!(theme.first(&["none.html", "page.html"]), Some("page.html"));
    assert_eq!(theme.first(&["none.html"]), None);
}

#[test]
fn a_broken_template_takes_down_only_what_draws_on_it() {
    let (theme, findings) = theme(&[
        ("wood/base.html", "theme"),
        ("base.html", "a\n  {% if %}"),
        ("page.html", "{% extends 'base.html' %}"),
        ("other.html", "{{ 1 | uper }}\n{{ <buton href='a' /> }}"),
        ("loop.html", "{% include 'loop2.html' %}"),
        ("loop2.html", "\n{% include 'loop.html' %}"),
        ("child.html", "{% extends 'bas.html' %}"),
        ("c1.html", "{% component x() %}{% endcomponent x %}"),
        ("c2.html", "{% component x() %}{% endcomponent x %}"),
        ("fine.html", "fine"),
    ]);
    let all: Vec<String> = findings.iter().map(shown).collect();
    assert_eq!(
        all,
        [
            "template.unclosed templates/base.html:2:3",
            "template.duplicate-component templates/c2.html:1:14",
            "template.unknown templates/child.html:1:12",
            "template.cycle templates/loop.html:1:12",
            "template.unknown-filter templates/other.html:1:8",
            "template.unknown-component templates/other.html:2:5",
        ]
    );
    let helps: Vec<&str> = findings
        .iter()
        .filter_map(|f| f.help.as_ref().map(|help| help.en.as_str()))
        .collect();
    assert!(helps.contains(&"Did you mean “upper”?"), "{helps:?}");
    assert!(helps.contains(&"Did you mean “base.html”?"), "{helps:?}");
    let refused = theme
        .render("page.html", &Context::new())
        .expect_err("broken");
    assert_eq!(refused.code, "template.broken");
    assert_eq!(
        theme.render("fine.html", &Context::new()).expect("renders"),
        b"fine"
    );
}

#[test]
fn a_zola_site_may_have_content_that_no_page_shows() {
    let template = |name: &str, text: &str| TemplateSource {
        name: name.to_owned(),
        file: format!("templates/{name}"),
        text: text.to_owned(),
    };
    let templates = || {
        vec![
            template("base.html", "{% block a %}{% endblock a %}"),
            template(
                "t.html",
                "{% extends 'base.html' %}\nlost\n{% block a %}found{% endblock a %}",
            ),
        ]
    };
    let told = |dialect| {
        let mut findings = Findings::default();
        let config = Config {
            dialect,
            ..config()
        };
        let theme = Theme::load(&templates(), &config, &mut findings);
        let found = theme.render("t.html", &Context::new()).ok();
        let finding = findings.sorted().remove(0);
        assert_eq!(
            shown(&finding),
            "template.ignored-content templates/t.html:2:1"
        );
        (finding.severity, found)
    };
    assert_eq!(
        told(Dialect::Zola),
        (Severity::Warning, Some(b"found".to_vec()))
    );
    assert_eq!(told(Dialect::Native), (Severity::Error, None));
}

#[test]
fn rendering_errors_have_their_place_and_a_near_name() {
    let values = json!({"page": {"title": "T", "n": 1, "tags": []}});
    for (text, expected) in [
        (
            "\n{{ pge.title }}",
            "template.undefined-variable templates/t.html:2:4",
        ),
        (
            "{{ page.titel }}",
            "template.undefined-field templates/t.html:1:4",
        ),
        (
            "{{ page.title + 1 }}",
            "template.wrong-type templates/t.html:1:4",
        ),
        (
            "{% for x in page.n %}{% endfor %}",
            "template.wrong-type templates/t.html:1:13",
        ),
        (
            "{{ page.n / 0 }}",
            "template.division-by-zero templates/t.html:1:13",
        ),
        (
            "{{ get_url() }}",
            "template.missing-argument templates/t.html:1:4",
        ),
        (
            "{{ throw(message='Stop') }}",
            "template.throw templates/t.html:1:4",
        ),
        (
            "{{ get_env(name='HOME') }}",
            "template.environment templates/t.html:1:4",
        ),
        ("{{ 'soon' | date }}", "template.date templates/t.html:1:4"),
        (
            "{{ <bouton hrf='x' /> }}",
            "component.unknown-argument templates/t.html:1:4",
        ),
        (
            "{{ <bouton /> }}",
            "component.missing-argument templates/t.html:1:4",
        ),
        (
            "{{ load_data(path='data/bad.json') }}",
            "json.syntax data/bad.json:2:2",
        ),
        (
            "{{ resize_image(path='p.png', width=1, height=1, op='fil') }}",
            "template.arguments templates/t.html:1:4",
        ),
        (
            "{% macro a() %}{% endmacro %}",
            "template.unknown-tag templates/t.html:1:4",
        ),
        (
            "\n{{ page.title\n<p>{{ page.n }}",
            "template.unclosed templates/t.html:2:1",
        ),
        (
            "\n{% if page %}\n\n",
            "template.unclosed templates/t.html:2:1",
        ),
        (
            "{% for a in b %}\n{% if a %}\n{% endfor %}",
            "template.unclosed templates/t.html:3:4",
        ),
        ("{% <note> %}\nx", "template.unclosed templates/t.html:1:1"),
    ] {
        let found = rendered(text, &values);
        let at = expected.rsplit_once(':').map_or("", |(line, _)| line);
        assert!(found.starts_with(at), "{text}: {found}");
    }
    let (theme, _) = theme(&[("t.html", "{{ page.titel }}")]);
    let finding = theme
        .render("t.html", &context(&values))
        .expect_err("no such field");
    assert_eq!(
        finding.help.as_ref().map(|h| h.fr.as_str()),
        Some("Vouliez-vous écrire «\u{a0}title\u{a0}»\u{a0}?")
    );
}

#[test]
fn functions_answer_as_templates_expect() {
    for (text, expected) in [
        (
            "{% set p = get_page(path='a.md') %}{{ p.title }} {{ p.bodies }}",
            "fr false",
        ),
        (
            "{{ get_page(path='b.md', allow_missing=true) is none }}",
            "true",
        ),
        ("{{ get_url(path='@/a.md') }}", "https://x.example/a/"),
        ("{{ get_url(path='/b/') }}", "https://x.example/b"),
        (
            "{{ get_url(path='b', trailing_slash=true, lang='nl') }}",
            "https://x.example/nl/b/",
        ),
        (
            "{{ get_url(path='site.css', cachebust=true) }}",
            "https://x.example/site.css?h=7c98040a541657584690",
        ),
        (
            "{{ get_hash(literal='a', sha_type=256, base64=false) | truncate(length=8, end='') }}",
            "ca978112",
        ),
        ("{{ trans(key='more') }}", "more-fr"),
        ("{{ trans(key='more', lang='nl') }}", "more-nl"),
        ("{{ text_direction(lang='ar') }}", "rtl"),
        (
            "{{ get_taxonomy(kind='none', required=false) is none }}",
            "true",
        ),
        (
            "{{ get_taxonomy_url(kind='none', term='a', required=false) is none }}",
            "true",
        ),
        (
            "{% set d = load_data(path='data/list.json') %}{{ d[1] }}",
            "2",
        ),
        (
            "{{ load_data(path='data/none.json', required=false) is none }}",
            "true",
        ),
        (
            "{% set d = load_data(literal='a: 1', format='yaml') %}{{ d.a }}",
            "1",
        ),
        (
            "{{ '2026-09-01' | date(format='long') }}",
            "1er septembre 2026",
        ),
        (
            "{{ '2026-09-01' | date(format='long', locale='it') }}",
            "1 settembre 2026",
        ),
        ("{{ '2026-09-01' | date(format='%d.%m.') }}", "01.09."),
        (
            "{% if '2026-09-01' is before(other='2026-10-01') %}yes{% endif %}",
            "yes",
        ),
        ("{{ get_random(start=1, end=2) }}", "1"),
        ("{{ zola_version }}", "0.23.0"),
    ] {
        assert_eq!(rendered(text, &json!({})), expected, "{text}");
    }
    let unknown = rendered(
        "{{ get_taxonomy_url(kind='tags', term='a', required=false) }}",
        &json!({}),
    );
    assert!(unknown.starts_with("template.unknown-term"), "{unknown}");
}

#[test]
fn a_resized_image_is_asked_for_once_known_by_its_content() {
    let (theme, _) = theme(&[(
        "t.html",
        "{% set i = resize_image(path='p.png', width=100, op='fit_width') %}{{ i.url }} {{ i.width }}x{{ i.height }} {{ i.orig_width }}",
    )]);
    let (bytes, record) = scope(|| theme.render("t.html", &Context::new()));
    let text = String::from_utf8(bytes.expect("renders")).expect("text");
    let request = &record.images[0];
    assert_eq!(
        text,
        format!("https://x.example/{} 100x50 400", request.output)
    );
    assert!(request.output.starts_with("processed_images/p.") && request.output.ends_with(".png"));
    assert_eq!(record.reads.len(), 1);
}

#[test]
fn chance_and_time_are_never_remembered() {
    for text in [
        "{{ now() }}",
        "{{ get_random(start=0, end=9) }}",
        "{{ [1, 2] | shuffle }}",
    ] {
        let (theme, _) = theme(&[("t.html", text)]);
        let (_, record) = scope(|| theme.render("t.html", &Context::new()));
        assert!(
            record.reads.iter().any(|asked| asked.0 == Read::Clock),
            "{text}"
        );
    }
}

#[test]
fn a_closure_covers_what_a_template_draws_on_and_nothing_else() {
    let with = |part: &str, other: &str, note: &str| {
        let (theme, findings) = theme(&[
            ("t.html", "{% include 'part.html' %}"),
            ("part.html", part),
            ("other.html", other),
            ("note.html", note),
        ]);
        assert!(findings.is_empty(), "{findings:?}");
        theme.closure("t.html").cloned().expect("there")
    };
    let note = "{% component n(a=1) %}{% endcomponent n %}";
    let base = with("{{ <n /> }}", "x", note);
    assert_eq!(base, with("{{ <n /> }}", "y", note));
    assert_ne!(
        base.fingerprint,
        with("{{ <n a={2} /> }}", "x", note).fingerprint
    );
    let changed =
        "{% component n(a=1) %}{% set p = get_page(path='a') %}{{ p.content }}{% endcomponent n %}";
    let other: Closure = with("{{ <n /> }}", "x", changed);
    assert!(other.foreign_bodies && !base.foreign_bodies);
    assert_ne!(base.fingerprint, other.fingerprint);
}

#[test]
fn bodies_are_templates_and_call_components() {
    let (theme, _) = theme(&[(
        "c.html",
        "{% component hi(name) %}<b>{{ name }}</b>{% endcomponent hi %}",
    )]);
    let text = "---\ntitle: a\n---\n{{ <hi name='<x>' /> }}\n{{ lost }}\n";
    let body = 17;
    let error = theme
        .render_body("content/a.md", text, body, &Context::new())
        .expect_err("lost");
    assert_eq!(
        shown(&error[0]),
        "template.undefined-variable content/a.md:5:4"
    );
    let unknown = "{{ a() }}\n{{ b() }} {{ c() | d }}\n{{ 1 is e }} {{ a() }}";
    for _ in 0..4 {
        let unknown = theme.render_body("content/a.md", unknown, 0, &Context::new());
        let told: Vec<String> = unknown.expect_err("unknown").iter().map(shown).collect();
        let wanted = [
            "template.unknown-function content/a.md:1:4",
            "template.unknown-function content/a.md:2:4",
            "template.unknown-function content/a.md:2:14",
            "template.unknown-filter content/a.md:2:20",
            "template.unknown-test content/a.md:3:9",
            "template.unknown-function content/a.md:3:17",
        ];
        assert_eq!(told, wanted);
    }
    let fine = theme.render_body(
        "content/a.md",
        "{{ <hi name='<x>' /> }}",
        0,
        &Context::new(),
    );
    assert_eq!(fine.expect("renders"), "<b><x></b>");

    let input = Input {
        file: "content/a.md",
        relative_path: "a.md",
        text: "{{<hi name=\"a\" />}}",
        body: 0,
        templated: None,
        lang: "fr",
        permalink: "",
        templating: ContentTemplating::Components,
        anchor_links: crate::config::AnchorLinks::None,
        footnote_prefix: "",
        typography: None,
    };
    let call = |arguments| ComponentCall {
        name: "hi",
        arguments,
        body: None,
        range: 0..19,
        input,
    };
    let html = Components::render(&theme, call(vec![("name".to_owned(), json!("a<b"))]));
    assert_eq!(html.expect("renders"), "<b>a&lt;b</b>");
    let error = Components::render(&theme, call(vec![("nam".to_owned(), json!("a"))]))
        .expect_err("no such");
    assert_eq!(shown(&error), "component.unknown-argument content/a.md:1:1");
    assert!(theme.has("bouton") && theme.has("button") && !theme.has("nothing"));
}

fn builtin(name: &str, values: &serde_json::Value) -> String {
    let (theme, findings) = theme(&[]);
    assert!(findings.is_empty(), "{findings:?}");
    let bytes = scope(|| theme.render(name, &context(values))).0;
    String::from_utf8(bytes.unwrap_or_else(|finding| panic!("{name}: {finding:?}"))).expect("text")
}

#[test]
fn builtin_templates_are_well_formed() {
    let page = json!({
        "title": "A & <b>", "permalink": "https://x.example/a/?b&c", "lang": "fr", "date": "2026-01-02",
        "updated": null, "authors": [], "summary": null, "content": "<p>é</p>",
    });
    let feed = json!({
        "config": {"title": "T", "base_url": "https://x.example", "description": null, "author": null},
        "lang": "fr", "feed_url": "https://x.example/atom.xml", "pages": [page], "last_updated": "2026-01-02",
    });
    for name in ["atom.xml", "rss.xml"] {
        let xml = builtin(name, &feed);
        let parsed =
            roxmltree_to_serde::xml_str_to_json(&xml, &roxmltree_to_serde::Config::default());
        let json = parsed
            .unwrap_or_else(|error| panic!("{name}: {error}\n{xml}"))
            .to_string();
        assert!(
            json.contains("A & <b>") && json.contains("<p>é</p>"),
            "{json}"
        );
    }
    let json: serde_json::Value = serde_json::from_str(&builtin("feed.json", &feed)).expect("JSON");
    assert_eq!(
        json["items"][0]["date_published"],
        "2026-01-02T00:00:00+01:00"
    );

    let entries = json!({"entries": [
        {"permalink": "https://x.example/", "updated": "2026-01-02",
         "alternates": [{"lang": "nl", "permalink": "https://x.example/nl/"}]},
        {"permalink": "https://x.example/b/", "updated": null},
    ]});
    let sitemap = builtin("sitemap.xml", &entries);
    assert!(
        sitemap.contains("xmlns:xhtml") && sitemap.contains("hreflang=\"nl\""),
        "{sitemap}"
    );
    assert!(!builtin("sitemap.xml", &json!({"entries": []})).contains("xhtml"));
    assert!(
        builtin("robots.txt", &json!({})).ends_with("Sitemap: https://x.example/sitemap.xml\n")
    );

    let site = json!({"config": {"title": "T", "base_url": "https://x.example"}, "lang": "fr", "url": "/u/",
        "section": {"title": null, "content": "<p>c</p>", "pages": [page]}, "page": page,
        "taxonomy": {"name": "tags"}, "terms": [{"name": "a", "permalink": "/a/"}],
        "term": {"name": "a", "pages": [page]}});
    for name in [
        "index.html",
        "section.html",
        "page.html",
        "taxonomy_list.html",
        "taxonomy_single.html",
        "404.html",
        "internal/alias.html",
    ] {
        let html = builtin(name, &site);
        assert!(
            html.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"),
            "{name}: {html}"
        );
        assert!(html.contains("</html>"), "{name}: {html}");
    }
}

#[test]
fn default_components_need_nothing_but_their_arguments() {
    for (call, expected) in [
        (
            "{% <note kind='attention'> %}<p>x</p>{% </note> %}",
            "<strong>Attention</strong>",
        ),
        (
            "{% <callout title='T'> %}x{% </callout> %}",
            "<strong>T</strong>",
        ),
        (
            "{{ <bouton href='@/a.md' texte='Aller' /> }}",
            "href=\"https://x.example/a/\">Aller</a>",
        ),
        ("{{ <button href='/b' text='Go' /> }}", "href=\"/b\">Go</a>"),
        (
            "{{ <figure src='a.jpg' alt='Un \"a\"' legende='L' /> }}",
            "<figcaption>L</figcaption>",
        ),
        (
            "{% <details titre='T'> %}x{% </details> %}",
            "<summary>T</summary>",
        ),
        ("{% <etapes> %}<ol></ol>{% </etapes> %}", "<ol></ol>"),
        ("{% <soin niveau={2} titre='T'> %}x{% </soin> %}", "care-2"),
        ("{{ <contact /> }}", "<section class=\"contact\">"),
        ("[{{ <numeros /> }}]", "[]"),
    ] {
        let html = rendered(call, &json!({"lang": "fr"}));
        assert!(html.contains(expected), "{call}: {html}");
    }
}
