//! The rules of accessibility: for each, what must be found, at its line, and what must not.

use crate::harness::{Built, Nowhere, Site, site};
use lucarne::pipeline::Mode;

const FRAME: &str = r#"
-- templates/base.html --
<!doctype html>
<html lang="{{ lang }}">
<head><title>{% block title %}{{ config.title }}{% endblock title %}</title></head>
<body>
<header><nav aria-label="Menu"><a href="/">Accueil</a> <a href="/a/">Page</a></nav></header>
<main>{% block main %}{% endblock main %}</main>
<footer><p>Pied</p></footer>
</body>
</html>
-- templates/index.html --
{% extends "base.html" %}
{% block main %}<h1>{{ section.title }}</h1>{{ section.content | safe }}{% endblock main %}
-- templates/page.html --
{% extends "base.html" %}
{% block title %}{{ page.title }} – {{ config.title }}{% endblock title %}
{% block main %}<h1>{{ page.title }}</h1>{{ page.content | safe }}{% endblock main %}
-- templates/components/cadre.html --
{% component cadre(titre="") %}<div class="cadre" id="cadre">{{ body | safe }}</div>{% endcomponent cadre %}
-- templates/components/vignette.html --
{% component vignette(src, alt="") %}<img class="vignette" src="{{ src }}" alt="{{ alt }}">{% endcomponent vignette %}
-- lucarne.yaml --
base_url: https://example.org
title: Essai
default_language: fr
markdown:
  raw_html: all
-- content/_index.md --
---
title: Accueil
---
Bonjour.
-- content/b.md --
---
title: Autre
hidden: true
---
"#;

/// A site whose page `a` has a body; its first line is line 4 of the file.
fn page(body: &str) -> Site {
    site(FRAME)
        .with(
            "content/a.md",
            format!("---\ntitle: Une page\n---\n{body}\n"),
        )
        .with("static/x.png", b"\x89PNG\r\n\x1a\n")
        .with("static/r.pdf", b"%PDF")
}

fn checked(site: &Site) -> Built {
    site.build_with(|options| options.mode = Mode::Check)
}

/// The codes of rules found in a body, each with its line from 1.
fn found(body: &str) -> Vec<(&'static str, usize)> {
    all(&checked(&page(body)))
        .into_iter()
        .map(|(code, file, line)| {
            assert_eq!(file, "content/a.md", "{code}");
            (code, line.saturating_sub(3))
        })
        .collect()
}

/// The codes of rules found in a site, each with its file and line.
fn all(built: &Built) -> Vec<(&'static str, String, usize)> {
    let rules = built.outcome.findings.iter();
    rules
        .filter(|finding| finding.code.starts_with("a11y."))
        .map(|finding| {
            let place = finding.place.clone().expect("a place");
            (finding.code, place.file, place.line)
        })
        .collect()
}

/// A rule, bodies that break it with the line that does, and bodies that do not.
type Case = (
    &'static str,
    &'static [(&'static str, usize)],
    &'static [&'static str],
);

/// For each rule that a body can break: what must be found, with its line, and what must not.
const CASES: &[Case] = &[
    (
        "a11y.image-alt",
        &[
            ("![](/x.png)", 1),
            ("a\n\n<img src=\"/x.png\">", 3),
            ("<img src=\"/x.png\" alt=\" \">", 1),
            ("{% <cadre> %}\n\n![](/x.png)\n\n{% </cadre> %}", 3),
            ("<svg role=\"img\"><path d=\"M0 0\"/></svg>", 1),
            ("a\n\n<svg role=\"img\"><title> </title></svg>", 3),
            ("<svg role=\"img\" aria-labelledby=\"rien\"></svg>", 1),
            ("<span role=\"img\">😀</span>", 1),
            ("<input type=\"image\" src=\"/x.png\">", 1),
            ("a\n\n<input type=\"image\" src=\"/x.png\" alt=\"\">", 3),
        ],
        &[
            "<svg><path d=\"M0 0\"/></svg>",
            "<svg role=\"img\"><title>Une porte</title></svg>",
            "<svg role=\"img\" aria-label=\"Une porte\"></svg>",
            "<b id=\"n\">Nom</b> <svg role=\"img\" aria-labelledby=\"n\"></svg>",
            "<svg role=\"img\" aria-hidden=\"true\"></svg>",
            "<span role=\"img\" aria-label=\"Sourire\">😀</span>",
            "<input type=\"image\" src=\"/x.png\" alt=\"Envoyer\">",
            "<input type=\"image\" src=\"/x.png\" alt=\"\" aria-label=\"Envoyer\">",
            "![La façade](/x.png)",
            "![\"\"](/x.png)",
            "<img src=\"/x.png\" alt=\"\">",
            "<img src=\"/x.png\" role=\"presentation\">",
            "`<img src=\"x.png\">`",
        ],
    ),
    (
        "a11y.image-filename",
        &[
            ("![x.png](/x.png)", 1),
            (
                "a\n\n{{<vignette src=\"/x.png\" alt=\"IMG_2041.jpg\" />}}",
                3,
            ),
        ],
        &[
            "![Le plan de l'étage](/x.png)",
            "![Le fichier x.png vu de près](/x.png)",
        ],
    ),
    (
        "a11y.heading-skip",
        &[
            ("## A\n\n#### B", 3),
            ("### A", 1),
            ("## Un « titre » d'été\n\n#### L'idée : « oui »", 3),
            ("## A\n\n<div role=\"heading\" aria-level=\"4\">B</div>", 3),
            ("## A\n\n<h3 aria-level=\"4\">B</h3>", 3),
        ],
        &[
            "## A\n\n### B\n\n#### C\n\n## D",
            "```\n#### B\n```",
            "## A\n\n<div role=\"heading\" aria-level=\"3\"><div>B</div></div>\n\n#### C",
            "<p role=\"heading\">A</p>\n\n### B",
            "<h4 role=\"presentation\">A</h4>",
        ],
    ),
    (
        "a11y.heading-empty",
        &[
            ("## A\n\n##\n\nb", 3),
            ("<h2><br></h2>", 1),
            (
                "a\n\n<div role=\"heading\" aria-level=\"2\"><div></div></div>b",
                3,
            ),
        ],
        &["## ![Une porte](/x.png)", "## `a`", "<h2 hidden></h2>"],
    ),
    (
        "a11y.heading-h1",
        &[
            ("# B", 1),
            ("a\n\n# Une page", 3),
            ("<div role=\"heading\" aria-level=\"1\">B</div>", 1),
        ],
        &["## B", "\\# B", "<div role=\"heading\">B</div>"],
    ),
    (
        "a11y.link-name",
        &[
            ("a [](b.md)", 1),
            ("[![\"\"](/x.png)](b.md)", 1),
            ("<a href=\"/b/\" aria-labelledby=\"rien\"></a>", 1),
            ("<a href=\"/b/\"><span aria-hidden=\"true\">×</span></a>", 1),
            ("a\n\n<map name=\"m\"><area href=\"/b/\"></map>", 3),
            ("<map name=\"m\"><area href=\"/b/\" alt=\"\"></map>", 1),
        ],
        &[
            "<map name=\"m\"><area href=\"/b/\" alt=\"Autre page\"><area></map>",
            "[![Autre page](/x.png)](b.md)",
            "<a href=\"/b/\" aria-label=\"Autre page\"></a>",
            "<a id=\"ici\"></a>",
            "<a href=\"/b/\"><svg><title>Autre page</title></svg></a>",
        ],
    ),
    (
        "a11y.link-vague",
        &[
            ("Pour venir, [cliquez ici](b.md).", 1),
            ("a\n[Lire la suite…](b.md)", 2),
            ("[cliquez\nici](b.md)", 1),
            ("[**Click here**](b.md) !", 1),
            ("[klik hier](b.md)", 1),
            ("[voir `plus`](b.md)", 1),
            ("[Mehr erfahren](b.md)", 1),
            ("[→](b.md)", 1),
            ("a\n[»](b.md)", 2),
            ("a\n\n[...](b.md)", 3),
            ("<a href=\"/b/\" title=\"Suite\">&gt;&gt;</a>", 1),
            (
                "<map name=\"m\"><area href=\"/b/\" alt=\"Cliquez ici\"></map>",
                1,
            ),
        ],
        &[
            "<a href=\"/b/\" aria-label=\"Page suivante\">→</a>",
            "<b id=\"s\">Stages</b> <a href=\"/b/\" aria-labelledby=\"s\">→</a>",
            "<h2 id=\"s\">Stages</h2> <a href=\"/b/\" aria-labelledby=\"s\">Lire la suite</a>",
            "[→ Nos horaires](b.md)",
            "[2](b.md) [✉](b.md)",
            "[Nos horaires d'ici à Noël](b.md)",
            "cliquez ici",
            "[`link`](b.md) et [ `more` ](b.md)",
            "<a href=\"/b/\" aria-label=\"Lire la suite des stages\">Lire la suite</a>",
        ],
    ),
    (
        "a11y.link-same-text",
        &[("[Le rapport](b.md)\n\net [le rapport](/).", 3)],
        &[
            "[Le rapport](b.md) et [le rapport](/b/)",
            "[1](b.md) [1](/)",
            "[`cfg`](b.md) [`cfg!`](/)",
            "[A](b.md) [B](/)",
        ],
    ),
    (
        "a11y.link-file",
        &[
            ("[Le règlement](/r.pdf)", 1),
            ("[Le règlement (PDF)](/r.pdf)", 1),
            ("[Le règlement (340 Ko)](/r.pdf)", 1),
        ],
        &[
            "[Le règlement (PDF, 340 Ko)](/r.pdf)",
            "[Le règlement](/r.pdf) (PDF, 1,2 Mo)",
            "[Autre](b.md)",
        ],
    ),
    (
        "a11y.table-header",
        &[
            ("a\n\n| | |\n|--|--|\n| a | b |", 3),
            ("<table><tr><td>a</td></tr></table>", 1),
        ],
        &[
            "| Jour | |\n|--|--|\n| a | b |",
            "<table role=\"presentation\"><tr><td>a</td></tr></table>",
            "<table><tr><th>A<td>b</table>",
        ],
    ),
    (
        "a11y.duplicate-id",
        &[
            ("## A {#h}\n\n## B {#h}", 3),
            ("## Horaires\n\n<div id=\"horaires\"></div>", 3),
        ],
        &["## A\n\n## A", "<div id=\"u\"></div>"],
    ),
    (
        "a11y.label",
        &[
            ("<input id=\"n\">", 1),
            ("a\n\n<select><option>b</option></select>", 3),
            ("<label for=\"n\"></label> <input id=\"n\">", 1),
            ("<input aria-labelledby=\"rien\">", 1),
            ("<label> <input></label>", 1),
            ("<button></button>", 1),
            (
                "a\n\n<button id=\"b\"><img src=\"/x.png\" alt=\"\"><i class=\"x\"></i></button>",
                3,
            ),
            ("<button aria-labelledby=\"rien\"></button>", 1),
        ],
        &[
            "<label for=\"n\">Nom</label> <input id=\"n\">",
            "<label>Nom <input></label>",
            "<label><input> Nom</label>",
            "<label><img src=\"/x.png\" alt=\"Nom\"><input></label>",
            "<label for=\"n\" aria-label=\"Nom\"></label> <input id=\"n\">",
            "<input aria-label=\"Nom\">",
            "<b id=\"nom\">Nom</b> <input aria-labelledby=\"rien nom\">",
            "<input type=\"hidden\" name=\"a\">",
            "<input type=\"submit\" value=\"Envoyer\">",
            "- [x] fait",
            "<button><b>Envoyer</b></button> <button title=\"Envoyer\"></button> <button hidden></button>",
            "<button><svg><title>Fermer</title></svg></button> <button><img src=\"/x.png\" alt=\"Fermer\"></button>",
            "<label for=\"b\">Envoyer</label> <button id=\"b\"></button>",
        ],
    ),
    (
        "a11y.label-for",
        &[
            (
                "<label for=\"non\">Nom</label> <input id=\"nom\" title=\"Nom\">",
                1,
            ),
            ("<label>Nom</label>", 1),
        ],
        &[
            "<label for=\"n\">Nom</label> <input id=\"n\">",
            "<label>Nom <input></label>",
            "<label><input> Nom</label>",
            "<label><img src=\"/x.png\" alt=\"Nom\"><input></label>",
            "<label for=\"n\" aria-label=\"Nom\"></label> <input id=\"n\">",
        ],
    ),
    (
        "a11y.frame-title",
        &[
            ("<iframe src=\"/b/\"></iframe>", 1),
            ("a\n\n<iframe src=\"/b/\" title=\" \"></iframe>", 3),
            ("<object data=\"/x.png\"></object>", 1),
            (
                "a\n\n<object data=\"/x.png\"><img src=\"/x.png\" alt=\"\"></object>",
                3,
            ),
        ],
        &[
            "<iframe src=\"/b/\" title=\"Autre page\"></iframe>",
            "<iframe src=\"/b/\" aria-label=\"Autre page\"></iframe>",
            "<iframe src=\"/b/\" style=\"display:none;visibility:hidden\"></iframe>",
            "<iframe src=\"/b/\" width=\"0\" height=\"0\"></iframe>",
            "<iframe src=\"/b/\" aria-hidden=\"true\"></iframe>",
            "<object data=\"/x.png\" title=\"Une porte\"></object>",
            "<object data=\"/x.png\"><a href=\"/x.png\">Une porte</a></object>",
            "<object data=\"/x.png\"><img src=\"/x.png\" alt=\"Une porte\"></object>",
        ],
    ),
    (
        "a11y.landmark-twice",
        &[
            ("<div role=\"banner\">x</div>", 1),
            ("a\n\n<div role=\"contentinfo\">x</div>", 3),
        ],
        &[
            "<header>x</header><footer>y</footer>",
            "<div role=\"navigation\"><header>x</header></div>",
            "<div role=\"group\">x</div>",
        ],
    ),
    (
        "a11y.landmark-main",
        &[("<div role=\"main\">x</div>", 1)],
        &["<div role=\"region\">x</div>"],
    ),
    (
        "a11y.tabindex",
        &[("<a href=\"/b/\" tabindex=\"3\">Autre</a>", 1)],
        &["<div tabindex=\"0\">a</div> <div tabindex=\"-1\">b</div>"],
    ),
    (
        "a11y.inline-handler",
        &[("a\n\n<span onclick=\"x()\">a</span>", 3)],
        &["<span data-onclick=\"x\">once</span>"],
    ),
    (
        "a11y.autoplay",
        &[("<video src=\"/f.mp4\" autoplay></video>", 1)],
        &["<video src=\"/f.mp4\" controls></video>", "`autoplay`"],
    ),
    (
        "a11y.bold-heading",
        &[
            ("## T\n\nDébut.\n\n**Nos horaires**\n\nLe lundi.", 5),
            ("**Nos horaires**\n\nLe lundi.", 1),
            ("***Nos horaires***\n\nLe lundi.", 1),
        ],
        &[
            "**Important.**\n\nLe lundi.",
            "*Nos* **horaires**\n\nLe lundi.",
            "**Nos horaires** du lundi\n\nLe mardi.",
            "- **Nos horaires**\n\n  Le lundi.",
            "> **Nos horaires**\n>\n> Le lundi.",
            "a\n\n**À la fin de tout**",
            "## T\n\n**Un sous-titre**\n\nLe lundi.",
        ],
    ),
    (
        "a11y.capitals",
        &[
            ("a\n\nLES INSCRIPTIONS SONT OUVERTES", 3),
            ("## LES HORAIRES DU SERVICE", 1),
        ],
        &[
            "L'AMO, l'ONE et la FWB",
            "`LES INSCRIPTIONS SONT OUVERTES`",
            "OUI !",
        ],
    ),
];

#[test]
fn each_rule_finds_what_it_must_at_its_line_and_nothing_else() {
    for (code, bad, good) in CASES {
        for (body, line) in *bad {
            let told = found(body);
            assert!(
                told.contains(&(*code, *line)),
                "{code} at line {line} of\n{body}\namong {told:?}"
            );
        }
        for body in *good {
            let told = found(body);
            assert!(
                told.iter().all(|(other, _)| other != code),
                "{code} in\n{body}\namong {told:?}"
            );
        }
    }
}

#[test]
fn an_ordinary_page_has_no_fault() {
    let body = "Un texte avec [un lien](b.md).\n\n## A\n\n![La façade](/x.png)\n\n### B\n\n| Jour | Heure |\n|--|--|\n| Lundi | 9 h |\n\n## C\n\n- [x] fait\n";
    assert_eq!(found(body), []);
}

/// A fault of a template is told once, at its line, with the site's own template before the theme's.
#[test]
fn what_a_template_does_is_told_in_the_template() {
    let cases = [
        ("<html lang=\"{{ lang }}\">", "<html>", "a11y.lang", 2),
        (
            "<title>{% block title %}{{ config.title }}{% endblock title %}</title>",
            "<meta charset=\"utf-8\">",
            "a11y.title",
            2,
        ),
        (
            "<main>{% block main %}{% endblock main %}</main>",
            "<div>{% block main %}{% endblock main %}</div>",
            "a11y.landmark-main",
            4,
        ),
        (
            "<footer>",
            "<main>x</main>\n<footer>",
            "a11y.landmark-main",
            7,
        ),
        (
            "<footer>",
            "<footer><p>x</p></footer>\n<footer>",
            "a11y.landmark-twice",
            8,
        ),
        (
            "<header>",
            "<div role=\"banner\">x</div>\n<header>",
            "a11y.landmark-twice",
            6,
        ),
        (
            "<head>",
            "<head><meta name=\"viewport\" content=\"width=device-width, user-scalable=no\">",
            "a11y.zoom",
            3,
        ),
        (
            "<head>",
            "<head><meta http-equiv=\"refresh\" content=\"30\">",
            "a11y.refresh",
            3,
        ),
        (
            "<footer>",
            "<footer><a href=\"/b/\"></a>",
            "a11y.link-name",
            7,
        ),
        ("<header>", "<header><h1>Essai</h1>", "a11y.heading-h1", 5),
        (
            "<footer>",
            "<footer><p>TOUS DROITS RÉSERVÉS ICI</p>",
            "a11y.capitals",
            7,
        ),
        (
            "<footer>",
            "<footer>\n<img src=\"/x.png\">",
            "a11y.image-alt",
            8,
        ),
    ];
    let base = FRAME
        .split("-- templates/index.html --")
        .next()
        .unwrap_or("");
    let base = base
        .split("-- templates/base.html --\n")
        .nth(1)
        .unwrap_or("");
    for (before, after, code, line) in cases {
        let changed = base.replacen(before, after, 1);
        assert_ne!(changed, base, "{before}");
        let built = checked(&page("Bonjour.").with("templates/base.html", changed));
        let told = all(&built);
        let of_rule: Vec<_> = told.iter().filter(|(other, ..)| *other == code).collect();
        assert_eq!(
            of_rule,
            [&(code, "templates/base.html".to_owned(), line)],
            "{}",
            built.said()
        );
    }
}

#[test]
fn what_is_shown_as_code_is_no_place_and_www_is_no_other_site() {
    let body = "```html\n<a href='https://www.example.net/'></a>\n```\n\n<a href=\"https://www.example.net/\"></a>\n\n\
        [Le plan](https://www.example.net) et [Le plan](http://example.net/)";
    assert_eq!(found(body), [("a11y.link-name", 5)]);
}

/// An element is told at a line of a template only where no other template can have made it; a component's is told in the
/// component, however alike the page's own template is.
#[test]
fn what_a_component_does_is_told_in_the_component_or_not_at_all() {
    let component = "{% component annonce(texte, lien, mot) -%}\n<p class=\"cadre\">{{ texte }}{% if lien %}\n <a href=\"{{ lien }}\">{{ mot }}</a>{% endif %}</p>\n{%- endcomponent annonce %}\n";
    let page_template = "{% extends \"base.html\" %}\n{% block main %}<h1>{{ page.title }}</h1>\n<p class=\"gestes\"><a class=\"bouton\" href=\"/b/\">Accueil</a></p>{{ page.content | safe }}MORE{% endblock main %}\n";
    let told = |more: &str, base: (&str, &str)| {
        let site = page("Bonjour.");
        let settings = site.read("lucarne.yaml") + "extra: {mot: \"En savoir plus\"}\n";
        let templates = site.read("templates/base.html").replace(base.0, base.1);
        let built = checked(
            &site
                .with("lucarne.yaml", settings)
                .with("templates/base.html", templates)
                .with("templates/components/annonce.html", component)
                .with(
                    "templates/autre.html",
                    "<p class=\"cadre\">Un <a href=\"{{ x }}\">{{ y }}</a></p>",
                )
                .with("templates/page.html", page_template.replace("MORE", more)),
        );
        let vague = all(&built).into_iter();
        vague
            .filter(|(code, ..)| *code == "a11y.link-vague")
            .map(|(_, file, line)| (file, line))
            .collect::<Vec<_>>()
    };
    let call = "{{<annonce texte=\"Une annonce.\" lien=\"/b/\" mot=\"En savoir plus\" />}}";
    let of_component = [("templates/components/annonce.html".to_owned(), 3)];
    assert_eq!(told(call, ("", "")), of_component);
    assert_eq!(
        told("", ("<footer>", &format!("<footer>{call}"))),
        of_component
    );
    // two templates can have made it: the page is named
    let twin = "<p class=\"cadre\">{{ page.title }} <a href=\"{{ page.permalink }}\">{{ config.extra.mot }}</a></p>";
    let unsure = told(&format!("{call}{twin}"), ("", ""));
    assert!(unsure.iter().all(|(_, line)| *line == 0), "{unsure:?}");
}

#[test]
fn what_stands_first_in_an_included_file_is_told_from_its_like() {
    let site = page("Bonjour.")
        .with("templates/parties/tete.html", "<header><p>Une</p></header>\n")
        .with(
            "templates/base.html",
            "<!doctype html>\n<html lang=\"fr\"><head><title>{% block title %}{{ config.title }}{% endblock title %}</title></head>\n<body>\n\
                <p>{% include \"parties/tete.html\" %}</p>\n<main>{% block main %}{% endblock main %}</main>\n<header>Deux</header></body></html>\n",
        );
    let told = all(&checked(&site)).into_iter();
    let twice: Vec<_> = told
        .filter(|(code, ..)| *code == "a11y.landmark-twice")
        .collect();
    assert_eq!(
        twice,
        [("a11y.landmark-twice", "templates/base.html".to_owned(), 6)]
    );
}

#[test]
fn what_a_page_says_is_told_once_and_arrows_are_told_apart() {
    let list = "{% extends \"base.html\" %}\n{% block main %}<h1>{{ section.title }}</h1>\n{% for page in section.pages %}<p><a href=\"{{ page.permalink }}\">{{ page.title }}</a></p>{{ page.content | safe }}{% endfor %}\n\
        {% if section.title %}<a href=\"{{ section.permalink }}\">←</a>{% endif %}\n{% if section.title %}<a href=\"{{ section.permalink }}\">→</a>{% endif %}\n{% endblock main %}\n";
    let site = page("Pour venir, [cliquez ici](/b/).").with("templates/index.html", list);
    let told = all(&checked(&site)).into_iter();
    let vague: Vec<_> = told
        .filter(|(code, ..)| *code == "a11y.link-vague")
        .map(|(_, file, line)| (file, line))
        .collect();
    let list = |line| ("templates/index.html".to_owned(), line);
    assert_eq!(vague, [("content/a.md".to_owned(), 4), list(4), list(5)]);
}

#[test]
fn a_part_of_a_page_needs_no_landmarks() {
    let bare = page("a")
        .with(
            "templates/page.html",
            "<p>{{ page.title }}</p>{{ page.content | safe }}",
        )
        .with("templates/index.html", "{{ section.content | safe }}");
    assert_eq!(all(&checked(&bare)), []);
}

#[test]
fn pages_of_one_title_and_pages_without_a_way_to_them_are_told() {
    let site = page("Bonjour.")
        .with(
            "content/c.md",
            "---\ntitle: Une page\n---\nVoir [le reste](/).\n",
        )
        .with("content/merci.md", "---\ntitle: Merci\n---\n")
        .with(
            "content/_index.md",
            "---\ntitle: Accueil\n---\n<form action=\"/merci/\"><button>Envoyer</button></form>\n",
        )
        .with("content/d.md", "---\ntitle: Seule\n---\n");
    let told = all(&checked(&site));
    assert!(
        told.contains(&("a11y.title-unique", "content/c.md".to_owned(), 2)),
        "{told:?}"
    );
    assert!(
        told.contains(&("a11y.orphan", "content/d.md".to_owned(), 2)),
        "{told:?}"
    );
    assert!(
        told.contains(&("a11y.orphan", "content/c.md".to_owned(), 2)),
        "{told:?}"
    );
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn menus_and_help_stay_where_they_are() {
    let menu = |inner: &str| {
        format!(
            "<!doctype html><html lang=\"fr\"><head><title>{{{{ page.title }}}}</title></head><body>\n{inner}\n<main><h1>{{{{ page.title }}}}</h1></main>\n<footer><a href=\"tel:+3241234567\">04 123 45 67</a></footer></body></html>"
        )
    };
    let nav =
        "<nav><a href=\"/\">Accueil</a> <a href=\"/a/\">Une</a> <a href=\"/b/\">Deux</a></nav>";
    let site = site(FRAME)
        .with("templates/page.html", menu(nav))
        .with("templates/autre.html", menu("<nav><a href=\"/a/\">Une</a> <a href=\"/\">Accueil</a> <a href=\"/b/\">La seconde</a></nav>\n<header><a href=\"tel:+3241234567\">Appeler</a></header>"))
        .with("content/z.md", "---\ntitle: Z\ntemplate: autre.html\n---\n");
    let site = ["a", "c", "d", "e"].iter().fold(site, |site, name| {
        site.with(
            &format!("content/{name}.md"),
            format!("---\ntitle: {name}\n---\n"),
        )
    });
    let built = checked(&site);
    let told = all(&built);
    for (code, line) in [
        ("a11y.nav-order", 2),
        ("a11y.same-name", 2),
        ("a11y.help-place", 3),
    ] {
        let place = (code, "templates/autre.html".to_owned(), line);
        assert!(told.contains(&place), "{code}: {}", built.said());
        assert_eq!(
            told.iter().filter(|(other, ..)| *other == code).count(),
            1,
            "{code}"
        );
    }
}

#[test]
fn colours_are_judged_in_every_scheme() {
    let css = |ink: &str, night: &str| {
        format!(
            ":root {{ --hue: 230; --paper: #fff; --ink: {ink}; --edge: color-mix(in srgb, #000 20%, #fff); }}\n@media (prefers-color-scheme: dark) {{\n  :root {{ --paper: oklch(20% .03 var(--hue)); --ink: {night}; }}\n}}\nbody {{ color: var(--ink); background: var(--paper); }}\n"
        )
    };
    let with = |css: String, config: &str| {
        let site = page("a").with("static/s.css", css).with(
            "lucarne.yaml",
            format!("base_url: https://example.org\ntitle: Essai\ndefault_language: fr\n{config}"),
        );
        all(&site.build())
    };
    assert_eq!(with(css("#222", "hsl(0 0% 90%)"), ""), []);
    let text = |line| vec![("a11y.contrast-text", "static/s.css".to_owned(), line)];
    assert_eq!(with(css("#999", "#eee"), ""), text(1));
    let capitals = css("#999", "#eee").replace("{ color:", "{ COLOR:");
    assert_eq!(with(capitals, ""), text(1));
    assert_eq!(with(css("#222", "oklch(45% .05 var(--hue))"), ""), text(3));
    // what is wrong in each scheme by itself is told for each
    let both = [text(1), text(3)].concat();
    assert_eq!(with(css("#999", "oklch(45% .05 var(--hue))"), ""), both);
    for seen in [
        "var(--none, var(--nor, #aaa))",
        "color-mix(in lch, var(--ink), white 60%)",
        "#aaa",
    ] {
        let one = format!(
            ":root {{ --ink: #222; --paper: #fff; }}\nbody {{ color: {seen}; background: var(--paper); }}\n"
        );
        assert_eq!(with(one, ""), text(2), "{seen}");
    }
    let declared = "check:\n  contrast:\n    - on: --paper\n      of: [--edge]\n      least: 3\n";
    assert_eq!(
        with(css("#222", "#eee"), declared),
        [("a11y.contrast-control", "static/s.css".to_owned(), 1)]
    );
}

#[test]
fn a_page_that_is_kept_keeps_what_was_found_in_it() {
    use lucarne::pipeline::{Options, Workshop};
    let site = page("Pour venir, [cliquez ici](b.md).");
    let sink = Nowhere;
    let mut workshop = Workshop::remembering(Options::new(site.root(), Mode::Serve));
    let first = workshop.build(&sink, None, &[]).findings;
    // a line more in the front matter, which changes nothing of the page but moves its text
    let site = site.with(
        "content/a.md",
        "---\n# une note\ntitle: Une page\n---\nPour venir, [cliquez ici](b.md).\n",
    );
    let second = workshop.build(&sink, None, &[]).findings;
    let line = |findings: &[lucarne::report::Finding]| {
        let of_rule = findings
            .iter()
            .find(|finding| finding.code == "a11y.link-vague");
        of_rule
            .and_then(|finding| finding.place.as_ref())
            .map(|place| place.line)
    };
    assert_eq!((line(&first), line(&second)), (Some(4), Some(5)));
    let clean = site.build_with(|options| options.mode = Mode::Serve);
    assert_eq!(second, clean.outcome.findings);
}

#[test]
fn a_site_for_zola_is_judged_when_asked_only() {
    let zola = site(FRAME)
        .with("zola.toml", "base_url = \"https://example.org\"\n")
        .with(
            "content/a.md",
            "+++\ntitle = \"A\"\n+++\n[cliquez ici](/b/)\n\n# B\n",
        );
    std::fs::remove_file(zola.root().join("lucarne.yaml")).expect("one configuration");
    assert_eq!(all(&zola.build()), []);
    let told = all(&checked(&zola));
    assert!(
        told.contains(&("a11y.link-vague", "content/a.md".to_owned(), 4)),
        "{told:?}"
    );
    assert!(
        checked(&zola)
            .outcome
            .findings
            .iter()
            .all(|finding| finding.severity.name() != "error")
    );
}

#[test]
fn a_page_that_cannot_be_read_draws_its_own_finding_only() {
    let site = page("Texte.")
        .with("content/c.md", "---\ntitle: \"Sans fin\n---\n#### Titre\n")
        .with("content/d.md", "---\ntitle: \"Sans fin\n---\n");
    let built = checked(&site);
    assert_eq!(all(&built), []);
    let codes: Vec<&str> = built
        .outcome
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, ["yaml.quote", "yaml.quote"]);
}

/// With a build's shortcuts and without: `<div role="main">` may hold headers of its own, `<header role="group">` is none.
#[test]
fn landmarks_by_role_are_some_while_building_too() {
    let site = page("Bien.").with(
        "templates/base.html",
        "<!doctype html>\n<html lang=\"fr\"><head><title>Essai</title></head>\n<body><div role=\"banner\"><div>x</div></div><header role=\"group\">y</header>\
            <div role=\"main\"><div><header>z</header></div>{% block main %}{% endblock main %}<footer>z</footer></div><footer>t</footer></body></html>\n",
    );
    let codes = |built: &Built| -> Vec<&'static str> {
        let all = all(built).into_iter();
        all.map(|(code, ..)| code)
            .filter(|code| code.starts_with("a11y.landmark"))
            .collect()
    };
    assert_eq!(codes(&site.build()), Vec::<&str>::new());
    assert_eq!(codes(&checked(&site)), Vec::<&str>::new());
}
