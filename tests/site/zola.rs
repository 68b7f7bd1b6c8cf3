//! A site made for Zola builds as Zola builds it: lists, addresses, feeds, searches and files that others ask for.

use crate::harness::{Built, site};

/// Builds a site with these lines in its `config.toml`, and these files.
fn zola(config: &str, files: &str) -> Built {
    site(files)
        .with(
            "config.toml",
            format!("base_url = \"https://a.example\"\n{config}"),
        )
        .build()
}

#[test]
fn a_page_that_is_not_rendered_is_in_no_list() {
    zola(
        "taxonomies = [{name = \"tags\"}]\ngenerate_feeds = true",
        "\
-- content/_index.md --
+++
sort_by = \"date\"
+++
-- content/a.md --
+++
title = \"Alpha\"
date = 2024-01-01
[taxonomies]
tags = [\"x\"]
+++
-- content/b/index.md --
+++
title = \"Beta\"
date = 2024-01-02
render = false
[taxonomies]
tags = [\"y\"]
+++
-- content/b/photo.txt --
-- templates/index.html --
{% for page in section.pages %}[{{ page.title }}]{% endfor %}
{% set beta = get_page(path=\"b/index.md\") %}({{ beta.title }}{{ beta.ancestors | length }})
-- templates/page.html --
{% if page.lower %}lower{% endif %}
",
    )
    .fine()
    .has("index.html", "[Alpha]\n(Beta0)")
    .lacks("a/index.html", "lower")
    .lacks("atom.xml", "Beta")
    .absent("b/photo.txt")
    .absent("tags/y/index.html");
}

#[test]
fn transparent_sections_hand_their_pages_up_but_not_over_a_gap() {
    let built = zola(
        "",
        "\
-- content/t/_index.md --
+++
sort_by = \"weight\"
page_template = \"own.html\"
+++
-- content/t/a.md --
+++
weight = 2
+++
-- content/t/x/_index.md --
+++
transparent = true
sort_by = \"weight\"
+++
-- content/t/x/b.md --
+++
weight = 1
+++
-- content/t/gap/y/_index.md --
+++
transparent = true
+++
-- content/t/gap/y/c.md --
+++
weight = 3
+++
-- content/t/gap/orphan.md --
+++
+++
-- templates/section.html --
{% for page in section.pages %}[{{ page.path }}]{% endfor %}{{ section.subsections | join(sep=\",\") }}
-- templates/page.html --
plain
-- templates/own.html --
{{ page.ancestors | join(sep=\" \") }} {{ page.lower?.path or \"first\" }} {{ page.higher?.path or \"last\" }}
",
    );
    built
        .has("t/index.html", "[/t/x/b/][/t/a/]t/x/_index.md")
        .has("t/x/b/index.html", "_index.md t/_index.md first /t/a/")
        .has("t/gap/y/index.html", "[/t/gap/y/c/]")
        .has("t/gap/orphan/index.html", "plain");
}

#[test]
fn one_term_in_two_writings_is_one_list() {
    zola(
        "taxonomies = [{name = \"tags\"}, {name = \"none\", feed = true}, {name = \"quiet\", render = false, feed = true}]",
        "\
-- content/a.md --
+++
date = 2024-01-01
[taxonomies]
tags = [\"Rust\"]
quiet = [\"q\"]
+++
-- content/b.md --
+++
date = 2024-01-02
[taxonomies]
tags = [\"rust\"]
+++
-- content/c.md --
+++
date = 2023-01-01
[taxonomies]
tags = [\"Rust\"]
+++
-- templates/taxonomy_single.html --
{{ term.name }}{% for page in term.pages %} {{ page.slug }}{% endfor %}
",
    )
    .has("tags/rust/index.html", "Rust a c b")
    .absent("none/index.html")
    .absent("quiet/q/atom.xml");
}

#[test]
fn addresses_follow_the_slug_strategy_and_the_date_in_a_name() {
    zola(
        "[slugify]\npaths = \"safe\"\nanchors = \"safe\"",
        "\
-- content/2024-01-06 - With Space.md --
+++
+++
# A (b)
-- content/2024-01-07name.md --
+++
+++
-- templates/page.html --
{{ page.date }} {{ page.content | safe }}
",
    )
    .has(" With Space/index.html", "2024-01-06 <h1 id=\"A_(b)\">")
    .has("2024-01-07name/index.html", "2024-01-07");
}

#[test]
fn the_search_index_holds_the_text_of_listed_pages() {
    zola(
        "build_search_index = true\n[search]\nindex_format = \"fuse_json\"",
        "\
-- content/_index.md --
+++
title = \"Home\"
+++
-- content/a.md --
+++
title = \"Alpha\"
+++
One &amp; **two**[^1]

```
hidden
```

[^1]: note
-- content/gap/orphan.md --
+++
title = \"Orphan\"
+++
-- content/off/_index.md --
+++
in_search_index = false
+++
-- content/off/b.md --
+++
title = \"Beta\"
+++
",
    )
    .has(
        "search_index.en.json",
        "\"body\":\"One &amp; two1\\n1\\nnote\"",
    )
    .has("search_index.en.json", "\"Home\"")
    .lacks("search_index.en.json", "hidden")
    .lacks("search_index.en.json", "Orphan")
    .lacks("search_index.en.json", "Beta");
}

#[test]
fn templates_find_the_files_that_are_made() {
    let built = zola(
        "compile_sass = true\nbuild_search_index = true",
        "\
-- content/_index.md --
+++
+++
-- sass/site.scss --
a { b { color: red } }
-- templates/index.html --
{{ get_url(path=\"site.css\", cachebust=true) }}
{{ get_hash(path=\"search_index.en.js\", sha_type=256) | length }}
{{ get_hash(path=\"elasticlunr.min.js\", sha_type=256) | length }}
",
    );
    built
        .fine()
        .has("index.html", "https://a.example/site.css?h=")
        .has("index.html", "44\n44");
}

#[test]
fn another_language_is_never_put_in_the_place_of_a_missing_one() {
    let files = "\
-- content/_index.md --
+++
+++
-- content/_index.fr.md --
+++
+++
-- content/a.md --
+++
title = \"A\"
+++
-- content/a.fr.md --
+++
title = \"A fr\"
+++
-- content/b.md --
+++
title = \"B\"
+++
-- templates/index.html --
{% set a = get_page(path=\"a.fr.md\", lang=\"en\") %}{{ a.title }} {{ get_page(path=\"b.md\", lang=\"fr\", allow_missing=true) is none }}
{% for code, language in config.languages %}{{ code }} {{ language.translations.hello }}{% endfor %}
";
    let config =
        "[translations]\nhello = \"Hello\"\n[languages.fr.translations]\nhello = \"Bonjour\"";
    zola(config, files)
        .fine()
        .has("index.html", "A true\nfr Bonjour")
        .has("fr/index.html", "A true\nen Hello");
    let asked = format!(
        "{files}-- templates/page.html --\n{{{{ get_url(path=\"@/b.md\", lang=\"fr\") }}}}\n"
    );
    zola(config, &asked).finds("template.unknown-page", "templates/page.html", 1);
}

#[test]
fn feeds_list_all_they_may_and_say_when_they_last_changed() {
    zola(
        "title = \"Home\"\ngenerate_feeds = true\nfeed_limit = 1\n[languages.fr]\ngenerate_feeds = true",
        "\
-- content/s/_index.md --
+++
title = \"S\"
generate_feeds = true
+++
-- content/s/a.md --
+++
title = \"Old\"
date = 2023-01-01
updated = 2025-05-05
+++
-- content/s/b.md --
+++
title = \"New\"
date = 2024-01-01
+++
-- templates/atom.xml --
{{ feed_url }} {{ last_updated | default(value=\"never\") }} {% for page in pages %}{{ page.title }}{% endfor %} {% if section is defined %}{{ section.pages | length }}{% endif %}
",
    )
    .fine()
    .has("atom.xml", "https://a.example/atom.xml 2025-05-05 New")
    .has("s/atom.xml", "https://a.example/s/atom.xml 2025-05-05 New 2")
    .has("fr/atom.xml", "https://a.example/atom.xml never");
}

#[test]
fn the_base_address_is_shown_as_it_is_written() {
    site(
        "\
-- config.toml --
base_url = \"https://a.example/sub/\"
-- content/_index.md --
+++
redirect_to = \"page.html\"
+++
-- content/a.md --
+++
+++
-- templates/page.html --
{{ config.base_url }} {{ page.permalink }} {{ page.translations | length }} {{ \"2024-07-02\" | date(format=\"%d %B\", locale=\"fr\") }}
",
    )
    .build()
    .fine()
    .has(
        "a/index.html",
        "https://a.example/sub/ https://a.example/sub/a/ 0 02 July",
    )
    .has("index.html", "https://a.example/sub/page.html/");
}

#[test]
fn a_section_cannot_be_a_page_too() {
    zola(
        "",
        "\
-- content/s/_index.md --
+++
+++
-- content/s/index.md --
+++
+++
",
    )
    .finds("page.index-of-section", "content/s/index.md", 1);
}

#[test]
fn a_body_knows_its_page() {
    zola(
        "default_language = \"fr\"\n[markdown]\ninsert_anchor_links = \"left\"",
        "\
-- content/a.md --
+++
title = \"A\"
+++
# {{ page.title }}
{{ page.word_count }} words {{ page.content | length }}
-- templates/page.html --
{{ page.content | safe }}
",
    )
    .has(
        "a/index.html",
        "aria-label=\"Anchor link for: a\">🔗</a>A</h1>",
    )
    .has("a/index.html", "<p>5 words 0</p>");
}
