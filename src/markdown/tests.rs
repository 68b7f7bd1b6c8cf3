//! Small tables: what is written, and what becomes of it.

use super::*;
use crate::config::{Dialect, Highlighting, Markdown};
use crate::memo::{Answer, LinkTarget, Read, Scope, World};
use crate::report::{Severity, Text};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A site with one page, one picture and nothing else.
struct Site;

impl World for Site {
    fn answer(&self, read: &Read<'_>) -> Answer {
        let Read::Link { target, .. } = read else {
            let message = Text::new("?", "?");
            return Answer::Missing {
                message,
                help: None,
            };
        };
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor.to_owned())),
            None => (&**target, None),
        };
        let answer = match path {
            "@/pages/about.md" | "about.md" => LinkTarget::Document {
                url: format!("https://x.org/about/{}", &target[path.len()..]),
                relative_path: "pages/about.md".to_owned(),
                anchor,
            },
            "photo.jpg" => LinkTarget::Asset {
                url: "https://x.org/test/photo.jpg".to_owned(),
            },
            _ => LinkTarget::Broken {
                message: Text::new("cassé", "broken"),
                help: None,
                code: "link.broken",
            },
        };
        Answer::Link(answer)
    }
}

/// Components that show what they were given.
struct Shown;

impl Components for Shown {
    fn has(&self, name: &str) -> bool {
        name != "carde"
    }

    fn names(&self) -> Vec<String> {
        vec!["card".to_owned(), "note".to_owned()]
    }

    fn render(&self, call: ComponentCall<'_>) -> Result<String, Finding> {
        let mut out = format!("<{}", call.name);
        for (name, value) in &call.arguments {
            out.push_str(&format!(" {name}={value}"));
        }
        out.push_str(">\n\n    ");
        out.push_str(call.body.as_deref().unwrap_or(""));
        out.push_str(&format!("</{}>", call.name));
        Ok(out)
    }

    fn anchor_link(&self, id: &str, level: u8, lang: &str) -> Result<String, Finding> {
        Ok(format!(
            "<a class=\"anchor\" href=\"#{id}\">{level}{lang}</a>"
        ))
    }

    fn summary_cutoff(&self, _: &str, _: &str) -> Result<String, Finding> {
        Ok("&hellip;".to_owned())
    }
}

fn config(dialect: Dialect) -> Config {
    let config = Config::new(dialect, "");
    Config {
        base_url: "https://x.org".to_owned(),
        shown_base_url: "https://x.org".to_owned(),
        default_language: "fr".to_owned(),
        content_templating: ContentTemplating::Components,
        markdown: Markdown {
            highlighting: None,
            ..config.markdown
        },
        ..config
    }
}

fn native() -> Config {
    config(Dialect::Native)
}

fn zola() -> Config {
    config(Dialect::Zola)
}

fn input(text: &str) -> Input<'_> {
    Input {
        file: "content/my_page.md",
        relative_path: "my_page.md",
        text,
        body: text.find("+++\n").map_or(0, |at| at + 4),
        templated: None,
        lang: "fr-BE",
        permalink: "https://x.org/test/",
        templating: ContentTemplating::Components,
        anchor_links: AnchorLinks::None,
        footnote_prefix: "",
        typography: None,
    }
}

fn convert_in(input: Input<'_>, config: &Config) -> Body {
    let scope = Scope {
        world: Arc::new(Site),
        recording: true,
        lang: Arc::from("fr"),
        file: Arc::from("my_page.md"),
        bodies: false,
        typography: false,
    };
    memo::within(scope, || convert(input, config, &Shown)).0
}

fn body(text: &str, config: &Config) -> Body {
    convert_in(input(text), config)
}

/// Each text with its HTML; the last newline counts for nothing.
fn table(config: &Config, cases: &[(&str, &str)]) {
    for (text, html) in cases {
        let body = body(text, config);
        assert_eq!(body.html.trim_end(), *html, "{text}");
    }
}

/// Code, severity and line of each finding.
fn said(body: &Body) -> Vec<(&str, Severity, usize)> {
    body.findings
        .iter()
        .map(|f| (f.code, f.severity, f.place.as_ref().map_or(0, |p| p.line)))
        .collect()
}

#[test]
fn a_zola_site_gets_the_html_of_zola() {
    table(
        &zola(),
        &[
            (
                "Hello *w*\n\tx\n<b>y</b> :smile:",
                "<p>Hello <em>w</em>\nx\n<b>y</b> :smile:</p>",
            ),
            (
                "# A <b>c</b> `d`",
                "<h1 id=\"a-c-d\">A <b>c</b> <code>d</code></h1>",
            ),
            (
                "# H\n# H\n# H{#h}\n# \n# \n# É {#e .b .c}",
                "<h1 id=\"h-1\">H</h1>\n<h1 id=\"h-2\">H</h1>\n<h1 id=\"h\">H</h1>\n<h1 id=\"\"></h1>\n<h1 id=\"-1\"></h1>\n<h1 id=\"e\" class=\"b c\">É</h1>",
            ),
            (
                "[a](@/pages/about.md#cv) [b](image.jpg) [c](#d) [e](/f) [g](../h)",
                "<p><a href=\"https://x.org/about/#cv\">a</a> <a href=\"https://x.org/test/image.jpg\">b</a> <a href=\"https://x.org/test/#d\">c</a> <a href=\"/f\">e</a> <a href=\"../h\">g</a></p>",
            ),
            (
                "<https://g.com> [a](xmpp:b@c 'T\"') <d@e.fr>",
                "<p><a rel=\"external\" href=\"https://g.com\">https://g.com</a> <a title=\"T&quot;\" href=\"xmpp:b@c\">a</a> <a href=\"mailto:d@e.fr\">d@e.fr</a></p>",
            ),
            ("https://g.com", "<p>https://g.com</p>"),
            (
                "![h\"a *b*](c.jpg \"T\")",
                "<p><img src=\"https://x.org/test/c.jpg\" alt=\"h&quot;a b\" title=\"T\" /></p>",
            ),
            (
                "```js\na < \"b\"\n```\n\n    c\n",
                "<pre><code data-lang=\"js\">a &lt; \"b\"\n</code></pre>\n<pre><code>c\n</code></pre>",
            ),
            (
                "- [x] a\n- [ ] b",
                "<ul>\n<li><input disabled=\"\" type=\"checkbox\" checked=\"\"/>\na</li>\n<li><input disabled=\"\" type=\"checkbox\"/>\nb</li>\n</ul>",
            ),
            (
                "|a|b|\n|-|-:|\n|c|d|",
                "<table><thead><tr><th>a</th><th style=\"text-align: right\">b</th></tr></thead><tbody>\n<tr><td>c</td><td style=\"text-align: right\">d</td></tr>\n</tbody></table>",
            ),
            (
                "a[^1] b[^2] c[^1]\n\n[^1]: x\n\n[^2]: y",
                "<p>a<sup class=\"footnote-reference\"><a href=\"#1\">1</a></sup> b<sup class=\"footnote-reference\"><a href=\"#2\">2</a></sup> c<sup class=\"footnote-reference\"><a href=\"#1\">1</a></sup></p>\n<div class=\"footnote-definition\" id=\"1\"><sup class=\"footnote-definition-label\">1</sup>\n<p>x</p>\n</div>\n<div class=\"footnote-definition\" id=\"2\"><sup class=\"footnote-definition-label\">2</sup>\n<p>y</p>\n</div>",
            ),
            (
                "1. a\n2. b\n\n> c\n\n3) d\n\n---\n~~e~~  \nf",
                "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<blockquote>\n<p>c</p>\n</blockquote>\n<ol start=\"3\">\n<li>d</li>\n</ol>\n<hr />\n<p><del>e</del><br />\nf</p>",
            ),
        ],
    );
}

#[test]
fn footnotes_go_to_the_bottom_where_asked() {
    let mut config = zola();
    config.markdown.bottom_footnotes = true;
    let text = "a[^2] b[^1] c[^2]\n\n[^1]: x\n\n[^2]: y[^3]\n\n[^3]: z\n\n[^4]: unused";
    let html = body(text, &config).html;
    assert!(html.starts_with("<p>a<sup class=\"footnote-reference\" id=\"fr-2-1\"><a href=\"#fn-2\">[1]</a></sup> b<sup class=\"footnote-reference\" id=\"fr-1-1\"><a href=\"#fn-1\">[2]</a></sup> c<sup class=\"footnote-reference\" id=\"fr-2-2\"><a href=\"#fn-2\">[1]</a></sup></p>\n<section class=\"footnotes\">\n<ol class=\"footnotes-list\">\n<li id=\"fn-2\">\n<p>y<sup"), "{html}");
    assert!(html.contains(" <a href=\"#fr-2-1\">↩</a> <a href=\"#fr-2-2\">↩2</a></p>\n</li>\n<li id=\"fn-1\">\n<p>x <a href=\"#fr-1-1\">↩</a></p>"), "{html}");
    assert!(html.ends_with("</ol>\n</section>\n") && !html.contains("unused"));
    let mut prefixed = input(text);
    prefixed.footnote_prefix = "b-";
    let body = convert_in(prefixed, &config);
    assert!(body.html.contains("id=\"fr-b-2-1\"><a href=\"#fn-b-2\">"));
    assert!(body.ids.contains(&"fn-b-3".to_owned()));
}

#[test]
fn the_summary_ends_where_the_writer_says() {
    let config = zola();
    let body_of = |text| body(text, &config);
    let plain = body_of("a[^1]\n\n<!-- More -->\n\nb\n\n[^1]: x");
    assert_eq!(plain.summary.as_deref(), Some("<p>a</p>"));
    assert!(
        plain
            .html
            .contains("</p>\n<span id=\"continue-reading\"></span>\n<p>b</p>")
    );
    let inside = body_of("Do:\n* Program <!-- more --> it\n* Eat");
    assert_eq!(
        inside.summary.as_deref(),
        Some("<p>Do:</p>\n<ul>\n<li>Program&hellip;</li>\n</ul>\n")
    );
    assert_eq!(body_of("a").summary, None);
    let native = body(
        "a\n\n<!-- note\nto self -->\n\nb <b>c</b>\n\n<!-- more -->\n\nd",
        &native(),
    );
    assert_eq!(
        native.summary.as_deref(),
        Some("<p>a</p>\n<p>b <b>c</b></p>")
    );
}

#[test]
fn headings_make_a_tree_and_bear_links() {
    let config = zola();
    let mut left = input("# A `b`\n### C & d\n## E");
    left.anchor_links = AnchorLinks::Left;
    let made = convert_in(left, &config);
    assert!(made.html.starts_with(
        "<h1 id=\"a-b\"><a class=\"anchor\" href=\"#a-b\">1fr-BE</a>A <code>b</code></h1>\n"
    ));
    assert_eq!(made.toc.len(), 1);
    assert_eq!(made.toc[0].title, "A b");
    assert_eq!(made.toc[0].permalink, "https://x.org/test/#a-b");
    let below: Vec<&str> = made.toc[0].children.iter().map(|h| &*h.title).collect();
    assert_eq!(below, ["C & d", "E"]);
    left.anchor_links = AnchorLinks::Heading;
    assert!(
        convert_in(left, &config)
            .html
            .contains("<h2 id=\"e\"><a class=\"anchor\" href=\"#e\">E</a></h2>")
    );
    left.anchor_links = AnchorLinks::Right;
    assert!(
        convert_in(left, &config)
            .html
            .contains(">E<a class=\"anchor\" href=\"#e\">2fr-BE</a></h2>")
    );
}

#[test]
fn a_native_site_gets_what_writers_need() {
    table(
        &native(),
        &[
            (
                "[a](about.md#cv) ![b](photo.jpg) [c](#d)",
                "<p><a href=\"https://x.org/about/#cv\">a</a> <img src=\"https://x.org/test/photo.jpg\" alt=\"b\" /> <a href=\"https://x.org/test/#d\">c</a></p>",
            ),
            (
                "Voir https://a.be/x_y. `https://b.be`",
                "<p>Voir <a href=\"https://a.be/x_y\">https://a.be/x_y</a>. <code>https://b.be</code></p>",
            ),
            (
                "|a|b|\n|:-|:-:|\n|c|d|",
                "<table><thead><tr><th class=\"align-left\">a</th><th class=\"align-center\">b</th></tr></thead><tbody>\n<tr><td class=\"align-left\">c</td><td class=\"align-center\">d</td></tr>\n</tbody></table>",
            ),
            (
                "> [!NOTE]\n> a",
                "<blockquote class=\"markdown-alert-note\">\n<p class=\"markdown-alert-title\">Remarque</p>\n<p>a</p>\n</blockquote>",
            ),
            (
                "> [!tip] Mon *titre*\n> a\n>\n> b",
                "<blockquote class=\"markdown-alert-tip\">\n<p class=\"markdown-alert-title\">Mon <em>titre</em></p>\n<p>a</p>\n<p>b</p>\n</blockquote>",
            ),
            (
                "> [!NOTE] Seul",
                "<blockquote class=\"markdown-alert-note\">\n<p class=\"markdown-alert-title\">Seul</p>\n</blockquote>",
            ),
            (
                "> [!AUTRE] x\n> a",
                "<blockquote>\n<p>[!AUTRE] x\na</p>\n</blockquote>",
            ),
            (
                "![\"\"](photo.jpg)",
                "<p><img src=\"https://x.org/test/photo.jpg\" alt=\"\" /></p>",
            ),
            ("# ", "<h1 id=\"section\"></h1>"),
            (
                "```a\"<b\nx\n```",
                "<pre><code class=\"language-a&quot;&lt;b\" data-lang=\"a&quot;&lt;b\">x\n</code></pre>",
            ),
        ],
    );
}

#[test]
fn zola_marks_alerts_without_a_title() {
    let mut config = zola();
    config.markdown.github_alerts = true;
    config.markdown.render_emoji = true;
    table(
        &config,
        &[
            (
                "> [!WARNING]\n> a",
                "<blockquote class=\"markdown-alert-warning\">\n<p>a</p>\n</blockquote>",
            ),
            (
                "> [!NOTE] b\n> a :smile:",
                "<blockquote>\n<p>[!NOTE] b\na 😄</p>\n</blockquote>",
            ),
        ],
    );
}

#[test]
fn links_are_told_with_their_line() {
    let text = "---\ntitle: x\n---\n+++\n\n[a](about.md#cv)\n\n- [b](nowhere.md)\n- ![c](none.jpg)\n- ![](photo.jpg)\n\n[d]() [e](javascript&#58;alert) [f](https://g.com) [h](#i)\n";
    let made = body(text, &native());
    assert_eq!(
        said(&made),
        [
            ("link.broken", Severity::Error, 8),
            ("image.missing", Severity::Error, 9),
            ("a11y.image-alt", Severity::Error, 10),
            ("link.empty", Severity::Error, 12),
            ("link.unsafe", Severity::Warning, 12),
        ]
    );
    let place = made.findings[0].place.as_ref().unwrap();
    assert_eq!(
        (place.column, place.length, &*place.excerpt),
        (3, 15, "- [b](nowhere.md)")
    );
    let start = input(text).body;
    let written = |at: &Written| at.clone().map(|at| &text[start + at.start..start + at.end]);
    let internal: Vec<_> = made
        .internal_links
        .iter()
        .map(|link| {
            let anchor = link.anchor.as_deref();
            (&*link.target, anchor, written(&link.written))
        })
        .collect();
    assert_eq!(
        internal,
        [
            ("pages/about.md", Some("cv"), Some("[a](about.md#cv)")),
            ("my_page.md", Some("i"), Some("[h](#i)"))
        ]
    );
    assert_eq!(made.external_links[0].0, "https://g.com");
    let external = written(&made.external_links[0].1);
    assert_eq!(external, Some("[f](https://g.com)"));
    assert!(!made.html.contains("javascript"));
    let zola = body("![](x.png) [a](@/gone.md) [b](gone.md)", &zola());
    assert_eq!(
        said(&zola),
        [
            ("a11y.image-alt", Severity::Warning, 1),
            ("link.broken", Severity::Error, 1)
        ]
    );
}

#[test]
fn what_a_template_made_is_found_in_the_file() {
    let mut made = input("---\n---\n+++\n{{ x }}\n\n[b](nowhere.md) {{ y }}\n");
    made.templating = ContentTemplating::Full;
    made.templated = Some("one\n\ntwo\n\n[b](nowhere.md) [c](@/made.md)\n");
    let mut config = native();
    config.content_templating = ContentTemplating::Full;
    assert_eq!(
        said(&convert_in(made, &config)),
        [
            ("link.broken", Severity::Error, 6),
            ("link.broken", Severity::Error, 0)
        ]
    );
}

#[test]
fn components_are_called_and_other_braces_are_text() {
    table(
        &native(),
        &[
            (
                "a {{ b }} {% c %} {{<5}}",
                "<p>a {{ b }} {% c %} {{&lt;5}}</p>",
            ),
            (
                "a {{<card n={2}/>}} b",
                "<p>a <card n=2>\n\n    </card> b</p>",
            ),
            (
                "a\n{{<card t=\"*x*\"/>}}\nb",
                "<p>a</p>\n<card t=\"*x*\">\n\n    </card>\n<p>b</p>",
            ),
            (
                "{% <note> %}\n  *a*\n\n      code\n{% </note> %}",
                "<note>\n\n    <p><em>a</em></p>\n<pre><code>code\n</code></pre>\n</note>",
            ),
            (
                "a {% <note> %}*b*{% </note> %}",
                "<p>a <note>\n\n    <em>b</em></note></p>",
            ),
            (
                "- {{<card/>}}\n- b",
                "<ul>\n<li><card>\n\n    </card>\n</li>\n<li>b</li>\n</ul>",
            ),
            (
                "{% <note> %}\n{% <note a=\"1\"> %}\nx\n{% </note> %}\n{% </note> %}",
                "<note>\n\n    <note a=\"1\">\n\n    <p>x</p>\n</note>\n</note>",
            ),
        ],
    );
    let code = body(
        "`{{<card/>}}`\n\n```\n{{<card/>}}\n```\n<!-- {{<card/>}} -->",
        &native(),
    );
    assert_eq!(
        code.html,
        "<p><code>{{&lt;card/&gt;}}</code></p>\n<pre><code>{{&lt;card/&gt;}}\n</code></pre>\n"
    );
    let escaped = body("\\{{<card/>}} <a title=\"{{<card/>}}\">b</a>", &native());
    assert!(!escaped.html.contains("lucarne"), "{}", escaped.html);
}

#[test]
fn wrong_components_are_told_with_their_line() {
    let text = "+++\n{{<carde/>}}\n\n{{<card a=3/>}}\n\n{% <note> %}\nx\n\n{% </card> %}\n\n{% <card> %}\n{{<carde/>}}\n{% </card> %}";
    let made = body(text, &native());
    let mut findings = said(&made);
    findings.sort_by_key(|(.., line)| *line);
    assert_eq!(
        findings,
        [
            ("component.unknown", Severity::Error, 2),
            ("component.malformed", Severity::Error, 4),
            ("component.unclosed", Severity::Error, 6),
            ("component.stray-end", Severity::Error, 9),
            ("component.unknown", Severity::Error, 12),
        ]
    );
    let help = made.findings.iter().find(|f| f.code == "component.unknown");
    assert!(help.unwrap().help.as_ref().unwrap().en.contains("“card”"));
}

#[test]
fn raw_html_that_runs_is_taken_out() {
    let text = "a <b onclick=\"x()\" class=\"k\" id=\"i\">b</b>\n\n<script>\nalert(1)\n</script>\n\n<iframe src=\"https://g.com\"></iframe>\n<a name=\"n\" href=\"JaVa\tscript:x\">c</a> <img src=\"p.jpg\">\n\n- [x] d\n\n{{<card/>}}\n\n<details><summary>e</summary>\n\n*f*\n\n</details>\n";
    let made = body(text, &native());
    assert_eq!(
        made.html,
        "<p>a <b class=\"k\" id=\"i\">b</b></p>\n\n\n<a name=\"n\">c</a> <img src=\"p.jpg\">\n<ul>\n<li><input disabled=\"\" type=\"checkbox\" checked=\"\"/>\nd</li>\n</ul>\n<card>\n\n    </card>\n<details><summary>e</summary>\n<p><em>f</em></p>\n</details>\n"
    );
    assert_eq!(
        said(&made),
        [
            ("html.removed", Severity::Warning, 1),
            ("html.removed", Severity::Warning, 3),
            ("html.removed", Severity::Warning, 7),
            ("html.removed", Severity::Warning, 8),
        ]
    );
    assert_eq!(made.ids, ["i", "n"]);
    let zola = body("<script>x</script>\n", &zola());
    assert_eq!(zola.html, "<script>x</script>\n");
}

fn highlighting(inline: bool, dark: Option<&str>) -> Highlighting {
    Highlighting {
        error_on_missing_language: true,
        inline,
        light_theme: "github-light".to_owned(),
        dark_theme: dark.map(str::to_owned),
        data_attr_position: crate::config::DataAttrPosition::Code,
    }
}

#[test]
fn code_is_written_in_colours() {
    let mut config = zola();
    config.markdown.highlighting = Some(highlighting(false, None));
    let text = "```js,linenos,hl_lines=2,hide_lines=3,name=\"x\nlet a = 1; // <c>\n\nb\n\"d\"\n```";
    let html = body(text, &config).html;
    assert_eq!(
        html,
        "<pre class=\"giallo z-code\"><code data-lang=\"javascript\" data-name=\"&quot;x\"><span class=\"giallo-l\"><span aria-hidden=\"true\" class=\"giallo-ln\">1</span><span class=\"z-keyword\">let</span> a <span class=\"z-operator\">=</span> <span class=\"z-number\">1</span>; <span class=\"z-comment\">// &lt;c&gt;</span></span>\n<span class=\"giallo-l z-hl\"><span aria-hidden=\"true\" class=\"giallo-ln\">2</span></span>\n<span class=\"giallo-l\"><span aria-hidden=\"true\" class=\"giallo-ln\">4</span><span class=\"z-string\">\"d\"</span></span></code></pre>"
    );
    assert_eq!(body(text, &config).html, html);
    let unknown = body("a\n\n```zzz\na\n```", &config);
    assert_eq!(
        said(&unknown),
        [("code.unknown-language", Severity::Error, 3)]
    );
    config.markdown.highlighting = Some(highlighting(true, Some("github-dark")));
    let inline = body("```rust\nfn\n```", &config).html;
    assert!(
        inline.contains("light-dark(#") && inline.contains(", #F97583)"),
        "{inline}"
    );
    assert!(stylesheets(&config).is_empty());
    config.markdown.highlighting = Some(highlighting(false, Some("dracula")));
    let names: Vec<String> = stylesheets(&config)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["giallo-light.css", "giallo-dark.css"]);
}

#[test]
fn a_fragment_may_lose_its_paragraph() {
    assert_eq!(fragment("*a*", true, "fr", &zola()), "<em>a</em>");
    assert_eq!(fragment("*a*", false, "fr", &zola()), "<p><em>a</em></p>\n");
}

#[test]
fn hostile_texts_take_no_time() {
    for piece in [
        "> ",
        "[",
        "![",
        "*a ",
        "<b>",
        "<div>\n\n",
        "<a \"",
        "- ",
        "`",
        "{{<card ",
        "{% <note> %}",
        "{% </note> %}",
        "{{<card/>}}",
        "[a](x.md) ",
        "# a\n",
        "https://a.be(",
        "[^1]: ",
        "|",
        "<!--",
        "![a](",
    ] {
        assert!((0..6).any(|_| is_linear(piece)), "{piece} takes too long");
    }
}

/// Whether four times the text takes less than twelve times as long. Can be wrong where the computer is busy.
fn is_linear(piece: &str) -> bool {
    let time = |many: usize| {
        let text = piece.repeat(many);
        let start = Instant::now();
        body(&text, &native());
        start.elapsed()
    };
    let (short, long) = (time(5_000), time(20_000));
    long < Duration::from_secs(1) || long < short * 12
}

#[test]
fn nothing_that_runs_survives() {
    for text in [
        "<ScRiPt>x</sCrIpT >",
        "a <img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)><math><mi xlink:href=\"javascript:x\">",
        "<!-- a --!> <script>alert(1)</script> -->",
        "<!--> <img src=x onerror=alert(1)> -->",
        "<javascript:alert(1)>",
        "[a](JAVASCRIPT:x) [b]( <java\u{1}script:x> ) [c][r] ![d](data:x,y)\n\n[r]: vbscript:x",
        "<a href=\"java&#115;cript:x\">a</a> <img alt=\"\" srcset=\"a.png 1x, javascript:x 2x\">",
        "<video poster=\"data:x\" src=\" javascript:x\"></video><q cite=\"javascript:x\">",
        "<div style=\"background:url(javascript:x)\" onclick='x'>a</div>",
        "<form action=\"javascript:x\"><input onfocus=x autofocus><button formaction=x>",
        "<base href=\"https://evil.org\"><meta http-equiv=\"refresh\" content=\"0;javascript:x\">",
        "{% <note> %}\n<b onclick=x>a</b> [a](javascript:x)\n{% </note> %}",
        "# a {#\"onclick=x}\n\n```\"onclick=x\n```\n\n![\"onclick=x](photo.jpg \"\\\"onclick=x\")",
        "<!--lucarne-part-0--><!--lucarne-call-0--> - [ ] <b onclick=x>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    ] {
        let html = body(text, &native()).html.to_lowercase();
        let outside_quotes: String = html.split('"').step_by(2).collect();
        for bad in [
            "<script",
            "<svg",
            "<form",
            "<input onf",
            "<base",
            "<meta",
            "<iframe",
            " style=",
        ] {
            assert!(!outside_quotes.contains(bad), "{text}\n{html}");
        }
        for bad in [" onclick=", " onerror=", " onload=", " onfocus="] {
            assert!(!outside_quotes.contains(bad), "{text}\n{html}");
        }
        for bad in [
            "=\"javascript:",
            "=\"vbscript:",
            "=\"data:",
            "=\" javascript:",
            ", javascript:",
        ] {
            assert!(!html.contains(bad), "{text}\n{html}");
        }
    }
}
