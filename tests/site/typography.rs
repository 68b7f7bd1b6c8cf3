//! Texts as readers see them: set by the rules of their language wherever they are shown, as they were written elsewhere.

use crate::harness::site;

const SITE: &str = r#"
-- lucarne.yaml --
base_url: https://example.org
title: "L'essai : un site"
description: "Qu'est-ce que c'est ?"
default_language: fr-BE
generate_feeds: true
build_search_index: true
languages:
  nl: {title: 'Zo''n "proef"', translations: {salut: "Dag, 's avonds!"}}
translations: {salut: "Bonjour !", lien: "<a href=\"/\">L'a !</a>"}
menus:
  haut:
    - {name: "Qui ? L'équipe", url: "@/a.md"}
markdown:
  brand_names: ["Hop!"]
-- content/_index.md --
---
title: Accueil
---
-- content/_index.nl.md --
---
title: '"Welkom" - hier'
---
Hij zei "ja" !
-- content/a.md --
---
title: "L'ami : \"Jo\" ?"
description: "C'est 50 % moins cher !"
date: 2026-05-12
---
## Qu'est-ce que c'est ?

Il dit "oui" ! Le 1er mai, à 9 h 30, l'*école* de M. Dupont coûte 12 000 € - ou presque - le mardi...

Hop! Appelez le 04 367 12 34 (n° 5), l'`a'b` : https://example.com/l'ami ; jo.l'ami@example.com

![L'ami "Jo" !](p.png "L'image ?") Une note[^1] !

[^1]: L'appel : "oui".

<p title="L'un !" class="l'un">Du "HTML" : l'un <!-- l'autre ! --> et <kbd>l'a</kbd></p>

{% <encart titre="L'encart !"> %}
L'intérieur : "oui" !
{% </encart> %}

    l'a "b" !
-- content/b.md --
---
title: "L'ami : \"Jo\" ?"
date: 2026-05-13
typography: false
---
Il dit "oui" ! L'ami.
-- content/p.png --
-- templates/index.html --
{{ section.title }}|{{ section.content | safe }}
-- templates/section.html --
{{ section.title }}
-- templates/page.html --
<title>{{ page.title }} – {{ config.title }}</title><meta name="description" content="{{ page.description or config.description }}">
{{ page.content | safe }}
{% for h in page.toc %}[{{ h.id }}:{{ h.title }}]{% endfor %}
<script type="application/ld+json">{{ {"n": page.title} | json_encode | safe }}</script>
{% for m in get_menu(name="haut") %}({{ m.name }}){% endfor %}{{ trans(key="salut") }}{{ trans(key="lien") | safe }}{{ trans(key="salut", lang="nl") }}
{{ "L'a !" | typography }}{{ "'t \"huis\"" | typography(lang="nl") }}{{ "<code>l'a</code> l'a" | safe | typography }}{{ 5 | typography }}
{{ "L'*a* !" | markdown(inline=true) | safe }}
-- templates/components/encart.html --
{% component encart(titre) %}<aside aria-label="{{ titre }}">{{ body | safe }}</aside>{% endcomponent encart %}
"#;

/// U+00A0 as `~`, U+202F as `_`.
fn shown(text: &str) -> String {
    text.replace('\u{a0}', "~").replace('\u{202f}', "_")
}

#[test]
fn every_text_of_a_page_is_set() {
    let built = site(SITE).with("content/p.png", PIXEL).build();
    let page = shown(&built.fine().text("a/index.html"));
    for wanted in [
        "<title>L’ami~: «~Jo~»_? – L’essai~: un site</title>",
        "content=\"C’est 50~% moins cher_!\"",
        "<h2 id=\"qu-est-ce-que-c-est\">Qu’est-ce que c’est_?</h2>",
        "[qu-est-ce-que-c-est:Qu’est-ce que c’est_?]",
        "Il dit «~oui~»_! Le 1<sup>er</sup>~mai, à 9~h~30, l’<em>école</em> de M.~Dupont coûte 12_000~€ –~ou presque~– le mardi…",
        "Hop! Appelez le 04~367~12~34 (n°~5), l’<code>a'b</code>~: <a href=\"https://example.com/l'ami\">https://example.com/l'ami</a>_; jo.l'ami@example.com",
        "alt=\"L’ami «~Jo~»_!\" title=\"L’image_?\"",
        "</sup>_!",
        "L’appel~: «~oui~».",
        "<p title=\"L’un_!\" class=\"l'un\">Du «~HTML~»~: l’un",
        "<kbd>l'a</kbd>",
        "<aside aria-label=\"L’encart_!\">",
        "L’intérieur~: «~oui~»_!",
        "l'a \"b\" !",
        "{\"n\":\"L’ami~: «~Jo~»_?\"}",
        "(Qui_? L’équipe)Bonjour_!<a href=\"/\">L’a_!</a>Dag, ’s avonds!",
        "L’a_!’t “huis”<code>l'a</code> l’a5",
        "L’<em>a</em>_!",
    ] {
        assert!(page.contains(wanted), "no {wanted:?} in\n{page}");
    }
    let feed = shown(&built.text("atom.xml"));
    for wanted in ["L’essai~: un site", "L’ami~: «~Jo~»_?", "Il dit «~oui~»_!"] {
        assert!(feed.contains(wanted), "no {wanted:?} in\n{feed}");
    }
    built.has("nl/index.html", "“Welkom” – hier|<p>Hij zei “ja” !</p>");
    let index = built.text("search_index.fr-BE.js");
    assert!(index.contains("L'ami : \\\"Jo\\\" ?") && index.contains("Il dit \\\"oui\\\" !"));
    assert!(!index.contains('’') && !index.contains('\u{a0}'), "{index}");
}

#[test]
fn a_page_and_a_site_can_turn_it_off() {
    let built = site(SITE).with("content/p.png", PIXEL).build();
    built
        .has(
            "b/index.html",
            "<title>L&#39;ami : &quot;Jo&quot; ? – L’essai\u{a0}: un site</title>",
        )
        .has("b/index.html", "Il dit \"oui\" ! L'ami.")
        .has("b/index.html", "L'<em>a</em> !");
    for said in [
        "markdown: {typography: false}",
        "markdown.typography: false",
    ] {
        let page = site(SITE).read("content/b.md");
        let page = page.replace("typography: false", said);
        let built = site(SITE)
            .with("content/p.png", PIXEL)
            .with("content/b.md", page);
        built.build().has("b/index.html", "Il dit \"oui\" ! L'ami.");
    }
    let config = site(SITE).read("lucarne.yaml");
    let off = site(SITE)
        .with("content/p.png", PIXEL)
        .with(
            "lucarne.yaml",
            config.replace("markdown:", "markdown:\n  typography: false"),
        )
        .build();
    off.has(
        "a/index.html",
        "L&#39;ami : &quot;Jo&quot; ? – L&#39;essai : un site",
    )
    .has("a/index.html", "Il dit \"oui\" ! Le 1er mai")
    .has("a/index.html", "Bonjour !");
}

#[test]
fn a_zola_site_stays_as_zola_makes_it() {
    let site = site(
        r#"
-- zola.toml --
base_url = "https://example.org"
default_language = "fr"
title = "L'essai !"
-- content/a.md --
+++
title = "L'ami ?"
+++
Il dit "oui" - l'ami !
-- templates/index.html --
-- templates/page.html --
{{ config.title | safe }} {{ page.title | safe }} {{ page.content | safe }}
"#,
    );
    site.build().has(
        "a/index.html",
        "L'essai ! L'ami ? <p>Il dit &quot;oui&quot; - l'ami !</p>"
            .replace("&quot;", "\"")
            .as_str(),
    );
}

#[test]
fn a_brand_has_its_sign() {
    site(
        "
-- lucarne.yaml --
base_url: https://example.org
markdown:
  brand_names: [Lucarne]
-- content/_index.md --
---
title: Accueil
---
-- templates/index.html --
",
    )
    .build()
    .finds("config.brand-name", "lucarne.yaml", 3);
}

/// A picture of one point.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A', b'T',
    0x78, 0x9C, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0D, 0x0A, 0x2D, 0xB4, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xAE, 0x42, 0x60, 0x82,
];
