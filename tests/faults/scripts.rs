//! Scripts and markup where none is wanted, and all the outputs that they could come alive in.

use crate::common::{SITE, tree};
use crate::harness::{Built, site};
use crate::live::live;
use crate::running::Preview;
use crate::table::Outcome;
use roxmltree::Document;
use std::path::Path;

/// One on each line; `⏎` is a line break.
const TEXTS: &str = include_str!("scripts.txt");

fn payloads() -> Vec<String> {
    let payloads: Vec<String> = TEXTS.lines().map(|line| line.replace('⏎', "\n")).collect();
    assert!(payloads.len() >= 60, "{}", payloads.len());
    payloads
}

pub fn scripts_in_texts() -> Outcome {
    let payloads = payloads();
    let summaries = "{% for page in section.pages %}{{ page.summary | safe }}{% endfor %}";
    let mut all = site(SITE)
        .with("templates/components/note.html", NOTE)
        .with("templates/index.html", summaries);
    for (number, payload) in payloads.iter().enumerate() {
        let text = format!(
            "---\ntitle: P{number}\ndate: 2026-01-02\n---\nBefore\n\n{payload}\n\n<!-- more -->\n\n{payload}\n\nAfter\n"
        );
        all = all.with(&format!("content/p{number}.md"), text);
    }
    let config = all.read("lucarne.yaml") + "feed_filenames: [atom.xml, rss.xml, feed.json]\n";
    let built = all.with("lucarne.yaml", config).build();
    let mut wrong = Vec::new();
    for (number, payload) in payloads.iter().enumerate() {
        let path = format!("p{number}/index.html");
        let page = built.text(&path);
        if !page.contains("Before") {
            wrong.push(format!("{payload:?} takes the page away: {page}"));
        }
        let found = live(&page);
        if !found.is_empty() {
            wrong.push(format!("{payload:?}: {found:?} in {page}"));
        }
    }
    wrong.extend(live_in_lists(&built));
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    Outcome::Survived(payloads.len())
}

const NOTE: &str = "{% component note(title=\"\") %}<aside title=\"{{ title }}\">{{ body | safe }}</aside>{% endcomponent note %}";

/// What is live in the lists, the feeds and the search index.
fn live_in_lists(built: &Built) -> Vec<String> {
    let mut wrong = live(&built.text("index.html"));
    for path in ["atom.xml", "rss.xml"] {
        let text = built.text(path);
        let feed = Document::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        for element in feed.descendants().filter(|element| is_html(*element)) {
            wrong.extend(element.text().map(live).unwrap_or_default());
        }
    }
    let feed: serde_json::Value = serde_json::from_str(&built.text("feed.json")).expect("JSON");
    for item in feed["items"].as_array().expect("items") {
        wrong.extend(item["content_html"].as_str().map(live).unwrap_or_default());
    }
    wrong
}

/// Whether readers take the text of an element for HTML: what says so in Atom, an entry's description in RSS.
fn is_html(element: roxmltree::Node<'_, '_>) -> bool {
    element.attribute("type") == Some("html")
        || element.has_tag_name("description")
            && element
                .parent()
                .is_some_and(|parent| parent.has_tag_name("item"))
}

/// Each in every value that a writer gives.
const VALUES: [&str; 14] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "]]><script>alert(1)</script>",
    "<!--<script>",
    "--><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a & b &amp; &#60;img src=x onerror=alert(1)&#62;",
    "{{ config.title }}{% raw %}",
    "javascript:alert(1)//<svg onload=alert(1)>",
    "\\\"</script><img src=x onerror=alert(1)>",
    "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]>&b;",
];

const PAGE: &str = r#"<!doctype html><html><head><title>{{ page.title }}</title>
<meta name="description" content="{{ page.description or '' }}"><meta name='x' content='{{ page.extra?.note or '' }}'></head>
<body><h1>{{ page.title }}</h1>{{ page.content | safe }}
{% set data = load_data(path="data/d.json") %}<p title="{{ data.note }}">{{ data.note }}</p>
{% for tag in page.taxonomies?.tags or [] %}<a href="{{ get_taxonomy_url(kind="tags", term=tag) }}">{{ tag }}</a>{% endfor %}
</body></html>"#;

/// Every value in seven outputs: the page, both feeds, the sitemap, the JSON feed, the search index and the theme's page with
/// its JSON-LD.
pub fn markup_in_values() -> Outcome {
    const OUTPUTS: usize = 7;
    for value in VALUES {
        let quoted = serde_json::to_string(value).expect("a string");
        let front = format!(
            "---\ntitle: {quoted}\ndescription: {quoted}\ndate: 2026-01-02\nslug: x0\nextra: {{note: {quoted}}}\ntaxonomies: {{tags: [{quoted}]}}\n---\n"
        );
        let alt = escaped(value);
        let config = format!(
            "base_url: https://a.example\ntitle: {quoted}\ndescription: {quoted}\ndefault_language: fr\ngenerate_feeds: true\nbuild_search_index: true\nfeed_filenames: [atom.xml, rss.xml, feed.json]\ntaxonomies: [tags]\n"
        );
        let all = site(SITE)
            .with("lucarne.yaml", &config)
            .with("templates/page.html", PAGE)
            .with("static/a.png", "")
            .with("data/d.json", format!("{{\"note\": {quoted}}}"))
            .with(
                "content/x.md",
                format!("{front}![{alt}](/a.png \"{alt}\")\n"),
            );
        let built = all.build();
        let page = built.text("x0/index.html");
        assert_eq!(live(&page), [""; 0], "{value}: {page}");
        assert_eq!(page.matches("</html>").count(), 1, "{value}: {page}");
        assert_eq!(live_in_lists(&built), [""; 0], "{value}");
        well_formed(&built, value);
        let built = in_the_theme(&config, &[front], value);
        data_is_data(&built.text("news/x0/index.html"), value);
    }
    Outcome::Survived(VALUES.len() * OUTPUTS)
}

/// A text in Markdown that means itself.
fn escaped(text: &str) -> String {
    let sign = |c: char| c.is_ascii_punctuation().then_some('\\');
    text.chars()
        .flat_map(|c| sign(c).into_iter().chain([c]))
        .collect()
}

/// The sitemap, the JSON feed and the search index can be read.
fn well_formed(built: &Built, value: &str) {
    let text = built.text("sitemap.xml");
    Document::parse(&text).unwrap_or_else(|error| panic!("{value}: {error}\n{text}"));
    let feed: serde_json::Value = serde_json::from_str(&built.text("feed.json")).expect("JSON");
    assert!(feed["title"].is_string());
    let index = built.text("search_index.fr.js");
    let (_, index) = index.split_once(" = ").expect("an assignment");
    let index: serde_json::Value = serde_json::from_str(index.trim_end_matches([';', '\n']))
        .unwrap_or_else(|error| panic!("{value}: {error}: {index}"));
    assert!(index.is_object());
}

const CONFIG: &str = "base_url: https://a.example\ntitle: Essai\ndefault_language: fr\ngenerate_feeds: true\nbuild_search_index: true\nfeed_filenames: [atom.xml, rss.xml, feed.json]\ntaxonomies: [tags]\n";

/// What is tried in Markdown, where a title, a description, an alternative text, a term, other front matter and data are
/// wanted: in the pages, and in all that is made from them.
pub fn scripts_in_values() -> Outcome {
    let payloads: Vec<String> = payloads().iter().map(|it| it.replace('\n', " ")).collect();
    let front = |(number, payload): (usize, &String)| {
        let quoted = serde_json::json!(payload);
        let term = serde_json::json!(format!("{payload} {number}"));
        format!(
            "---\ntitle: {quoted}\ndescription: {quoted}\ndate: 2026-01-02\nslug: x{number}\nextra: {{note: {quoted}, number: {number}}}\ntaxonomies: {{tags: [{term}]}}\n---\n"
        )
    };
    let fronts: Vec<String> = payloads.iter().enumerate().map(front).collect();
    let mut all = site(SITE)
        .with("lucarne.yaml", CONFIG)
        .with(
            "templates/page.html",
            PAGE.replace("data.note", "data[page.extra.number]"),
        )
        .with("static/a.png", "")
        .with("data/d.json", serde_json::json!(payloads).to_string());
    for (number, (front, payload)) in fronts.iter().zip(&payloads).enumerate() {
        let alt = escaped(payload);
        let text = format!("{front}![{alt}](/a.png \"{alt}\")\n");
        all = all.with(&format!("content/x{number}.md"), text);
    }
    let built = all.build();
    let of_theme = in_the_theme(CONFIG, &fronts, "Essai");
    for (number, payload) in payloads.iter().enumerate() {
        let page = built.text(&format!("x{number}/index.html"));
        assert_eq!(live(&page), [""; 0], "{payload}: {page}");
        assert_eq!(page.matches("</html>").count(), 1, "{payload}: {page}");
        data_is_data(
            &of_theme.text(&format!("news/x{number}/index.html")),
            payload,
        );
    }
    assert_eq!(live_in_lists(&built), [""; 0]);
    well_formed(&built, "all");
    Outcome::Survived(payloads.len())
}

/// Pages of the theme that comes with Lucarne, with a value in its menus.
fn in_the_theme(config: &str, fronts: &[String], value: &str) -> Built {
    let menus = ["principal", "pied"].map(|menu| {
        format!(
            "  {menu}: [{{name: {}, url: \"@/news/_index.md\"}}]\n",
            serde_json::json!(value)
        )
    });
    let menus = menus.concat();
    let mut all = site("-- content/_index.md --\n---\ntitle: Home\n---\n")
        .with(
            "lucarne.yaml",
            format!("{config}theme: horizon\nmenus:\n{menus}"),
        )
        .with("content/news/_index.md", "---\ntitle: News\n---\n");
    for (number, front) in fronts.iter().enumerate() {
        let text = front.replacen("\nextra:", "\ntemplate: actualite.html\nextra:", 1);
        all = all.with(&format!("content/news/x{number}.md"), text);
    }
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/horizon");
    for (path, bytes) in tree(&theme) {
        if theme.join(&path).is_file() {
            all = all.with(&format!("themes/horizon/{path}"), bytes);
        }
    }
    all.build()
}

/// A page of the theme has one script with data, which says what was written.
fn data_is_data(page: &str, value: &str) {
    let own: Vec<String> = live(page)
        .into_iter()
        .filter(|tag| !["<script>", "<svg>", "<link>", "<style>"].contains(&tag.as_str()))
        .collect();
    assert_eq!(own, [""; 0], "{value}");
    let (_, rest) = page
        .split_once("<script type=\"application/ld+json\">")
        .expect("JSON-LD");
    let (data, _) = rest.split_once("</script>").expect("its end");
    assert!(!data.contains('<'), "{value}: {data}");
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    let headlines = data["@graph"].as_array().expect("a graph").iter();
    // quotation marks are those of the language by now
    let mut headline = headlines.filter_map(|part| part["headline"].as_str());
    assert!(headline.next().is_some_and(|headline| !headline.is_empty()));
}

pub fn line_ends_in_headers() -> Outcome {
    let preview = Preview::start(site(SITE), &["--port", "0"]);
    let paths = [
        "/mission?x=%0d%0aX-Evil:%201",
        "/mission%0d%0aX-Evil:%201",
        "/mission?%0aX-Evil:%201",
        "/mission/%0d%0a%0d%0a<script>alert(1)</script>",
        "/mission?x=%E5%98%8A%E5%98%8DX-Evil:%201",
        "//evil.example/mission",
    ];
    for path in paths {
        let answer = preview.get(path);
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        for line in head.lines().skip(1) {
            let name = line.split(':').next().unwrap_or_default();
            assert!(!name.eq_ignore_ascii_case("x-evil"), "{path}: {head}");
        }
        assert!(!head.contains("//evil.example"), "{path}: {head}");
        assert!(!body.contains("<script>alert"), "{path}: {body}");
    }
    // what is asked for is not said, or said as text
    let usual = live(&preview.get("/nothing"));
    let payloads = payloads();
    for payload in &payloads {
        let encoded: String = payload.bytes().map(|byte| format!("%{byte:02x}")).collect();
        for path in [encoded.clone(), format!("mission/?{encoded}")] {
            let answer = preview.get(&format!("/{path}"));
            let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
            assert!(!head.contains("alert(1)"), "{payload}: {head}");
            let found = live(body);
            assert!(
                found.iter().all(|tag| usual.contains(tag)),
                "{payload}: {found:?}"
            );
        }
    }
    Outcome::Survived(paths.len() + payloads.len())
}
