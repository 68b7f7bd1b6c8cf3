//! Lists take what their templates look at: the bodies of other pages in whatever way these are asked for.

use crate::harness::site;

const SITE: &str = r#"
-- config.toml --
base_url = "https://a.example"
taxonomies = [{name = "tags"}]
-- content/_index.md --
+++
+++
-- content/s/_index.md --
+++
sort_by = "weight"
+++
-- content/s/a.md --
+++
title = "A"
weight = 1
[taxonomies]
tags = ["x"]
+++
Cerise.
-- content/s/b.md --
+++
title = "B"
weight = 2
+++
[A](@/s/a.md)
-- templates/page.html --
{{ page.title }}{% if page.lower %}{{ page.lower.title }}{% endif %}{{ page.content | safe }}{{ page.word_count }}{{ page.backlinks | length }}
-- templates/section.html --
{% for page in section.pages %}{{ page.title }}{% endfor %}
-- templates/index.html --
-- templates/part.html --
{{ p.content }}
-- templates/components.html --
{% component card(of) %}{{ of.content }}{% endcomponent card %}
"#;

/// Templates that show « Cerise », the body of the first page of the section `s`.
const WAYS: [&str; 22] = [
    "{% set s = get_section(path='s/_index.md') %}{% for p in s.pages %}{{ p.content }}{% endfor %}",
    "{% set s = get_section(path='s/_index.md') %}{% for page in s.pages %}{{ page.content }}{% endfor %}",
    "{% set s = get_section(path='s/_index.md') %}{% for p in s.pages %}{% set page = p %}{{ page.content }}{% endfor %}",
    "{% set s = get_section(path='s/_index.md') %}{{ s.pages[0].content }}",
    "{% set s = get_section(path='s/_index.md') %}{{ s.pages[0]['content'] }}",
    "{% set s = get_section(path='s/_index.md') %}{% set key = 'content' %}{{ s.pages[0][key] }}",
    "{% set s = get_section(path='s/_index.md') %}{% set p = s.pages | first %}{{ p.content }}",
    "{% set s = get_section(path='s/_index.md') %}{{ s.pages | first | get(key='content') }}",
    "{% set s = get_section(path='s/_index.md') %}{% set key = 'content' %}{{ s.pages | first | get(key=key) }}",
    "{% set s = get_section(path='s/_index.md') %}{% for body, ps in s.pages | group_by(attribute='content') %}{{ body }}{% endfor %}",
    "{% set s = get_section(path='s/_index.md') %}{% for p in s.pages | sort(attribute='word_count') | reverse %}{{ p.content }}{% endfor %}",
    "{% set s = get_section(path='s/_index.md') %}{% for p in s.pages %}{% for k, v in p %}{% if k == 'content' %}{{ v }}{% endif %}{% endfor %}{% endfor %}",
    "{% set s = get_section(path='s/_index.md') %}{{ s.pages | json_encode }}",
    "{% set s = get_section(path='s/_index.md') %}{{ s | json_encode }}",
    "{% set s = get_section(path='s/_index.md') %}{% for p in s.pages %}{% include 'part.html' %}{% endfor %}",
    "{% set s = get_section(path='s/_index.md') %}{% for p in s.pages %}{{<card of={p} />}}{% endfor %}",
    "{% set p = get_page(path='s/a.md') %}{{ p?.content }}",
    "{% set p = get_page(path='s/a.md') %}{{ p.content | safe | striptags }}",
    "{% set p = get_page(path='s/b.md') %}{{ p.lower.content }}",
    "{% set term = get_taxonomy_term(kind='tags', term='x') %}{{ term.pages[0].content }}",
    "{% set tags = get_taxonomy(kind='tags') %}{% for term in tags.items %}{% for p in term.pages %}{{ p.content }}{% endfor %}{% endfor %}",
    "{% set p = get_page(path='s/a.md') %}{% set q = {...p} %}{{ q.content }}",
];

#[test]
fn a_body_is_there_in_whatever_way_it_is_asked_for() {
    let mut of = site(SITE);
    for (number, way) in WAYS.iter().enumerate() {
        let page = format!("+++\ntitle = \"{number}\"\ntemplate = \"{number}.html\"\n+++\n");
        of = of
            .with(&format!("content/{number}.md"), page)
            .with(&format!("templates/{number}.html"), way);
    }
    let built = of.build();
    built.fine();
    for number in 0..WAYS.len() {
        built.has(&format!("{number}/index.html"), "Cerise.");
    }
    built
        .has("s/index.html", "AB")
        .has("s/a/index.html", "A<p>Cerise.</p>\n11");
}
