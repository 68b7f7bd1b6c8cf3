//! Sites of unlikely size: what a build takes must grow with the text, and no faster.

use std::fmt::Write as _;

/// The files of a site, each with its path and text.
pub type Files = Vec<(String, String)>;

/// Something that is very large in a site.
pub struct Large {
    /// What.
    pub what: &'static str,
    /// How many of it are measured for `docs/benchmarks.md`, and again twice as many.
    pub size: usize,
    /// How many of it the tests build, and again four times as many.
    pub few: usize,
    /// The files that differ from an ordinary site, with so many of it.
    pub files: fn(usize) -> Files,
}

const fn large(what: &'static str, size: usize, few: usize, files: fn(usize) -> Files) -> Large {
    Large {
        what,
        size,
        few,
        files,
    }
}

/// Everything that is tried.
pub const ALL: &[Large] = &[
    large("headings on a page", 2_000, 200, |n| {
        page(many(n, |i| format!("## Titre {i}\n\nTexte {i}.\n\n")))
    }),
    large("headings with the same words", 2_000, 200, |n| {
        page(many(n, |_| "## Titre\n\n".to_owned()))
    }),
    large("pages on one list", 50_000, 200, pages),
    large("tags, each of one page", 20_000, 200, tags),
    large("tags of one page", 20_000, 1_000, tags_of_one),
    large("folders, one in the other", 100, 25, folders),
    large("links on a page, to its own headings", 10_000, 1_000, |n| {
        page(
            many(n / 10, |i| format!("## Titre {i}\n\n"))
                + &many(n, |i| format!("[a](#titre-{}) ", i * 7 % (n / 10))),
        )
    }),
    large("links on a page, to places of others", 10_000, 1_000, links),
    large("links on a page, to other sites", 10_000, 500, |n| {
        page(many(n, |i| {
            format!("[a](https://b.example/{i}) et https://c.example/{i}\n")
        }))
    }),
    large("links on a page, by reference", 10_000, 500, |n| {
        page(
            many(n, |i| format!("[a][r{i}]\n"))
                + "\n"
                + &many(n, |i| format!("[r{i}]: https://b.example/{i}\n")),
        )
    }),
    large("links on a page that lead nowhere", 10_000, 1_000, |n| {
        page(many(n, |i| format!("[a](n{i}.md) [b](#n{i})\n")))
    }),
    large(
        "addresses in code before a broken link",
        20_000,
        2_000,
        |n| {
            page(format!(
                "```\n{}```\n\n<a href=\"/rien/\">a</a>\n",
                "(/rien/)\n".repeat(n)
            ))
        },
    ),
    large("footnotes on a page", 10_000, 500, |n| {
        page(many(n, |i| format!("Mot[^{i}]\n\n")) + &many(n, |i| format!("[^{i}]: Note\n\n")))
    }),
    large("calls of a component", 5_000, 500, |n| {
        page(many(n, |i| {
            format!(
                "{{{{<note title=\"N{i}\"/>}}}}\n\n{{% <note title=\"O{i}\"> %}}\n*Texte* {i}\n{{% </note> %}}\n\n"
            )
        }))
    }),
    large("rows of a table", 20_000, 1_000, |n| {
        page(
            "| a | b | c |\n|---|:-:|--:|\n".to_owned()
                + &many(n, |i| format!("| {i} | **b** « c » | d |\n")),
        )
    }),
    large("columns of a table", 5_000, 500, |n| {
        page(format!(
            "{}|\n{}|\n{}|\n",
            "| a ".repeat(n),
            "|---".repeat(n),
            "| b ".repeat(n)
        ))
    }),
    large("images on a page", 2_000, 100, images),
    large("pages with a link that leads nowhere", 10_000, 400, |n| {
        let page = |i| {
            format!(
                "---\ntitle: Page {i}\ndate: 2026-01-02\n---\n[a](../m/q{i}.md) [b](/m/q{i}/) [c](p{}.md#rien)\n",
                (i + 1) % n
            )
        };
        (0..n)
            .map(|i| (format!("content/p{i}.md"), page(i)))
            .collect()
    }),
    large(
        "pages whose template puts a wrong address together",
        10_000,
        400,
        |n| {
            let link =
                "<p><a href=\"/old/{{ page.slug }}/\">{{ page.title }}</a></p>{% endblock main %}";
            let template = PAGE.replace("{% endblock main %}", link);
            let text = "Un texte de quelques mots. ".repeat(60);
            let page = |i| format!("---\ntitle: Page {i}\ndate: 2026-01-02\n---\n{text}\n");
            let pages = (0..n).map(|i| (format!("content/p{i}.md"), page(i)));
            std::iter::once(("templates/page.html".to_owned(), template))
                .chain(pages)
                .collect()
        },
    ),
    large(
        "pages with a link to a heading of another",
        10_000,
        400,
        |n| {
            let page = |i| {
                format!(
                    "---\ntitle: Page {i}\ndate: 2026-01-02\n---\n## Un\n[a](p{0}.md#un) [b](/p{0}/#un)\n",
                    (i + 1) % n
                )
            };
            (0..n)
                .map(|i| (format!("content/p{i}.md"), page(i)))
                .collect()
        },
    ),
    large("pages of a menu", 2_000, 150, |n| {
        let page = |i: usize| {
            let parent = if i == 0 {
                String::new()
            } else {
                "parent: Page 0, ".to_owned()
            };
            format!(
                "---\ntitle: Page {i}\ndate: 2026-01-02\nmenu: {{principal: {{{parent}weight: {i}}}}}\n---\n"
            )
        };
        (0..n)
            .map(|i| (format!("content/p{i}.md"), page(i)))
            .collect()
    }),
    large("tags with a feed, each of one page", 10_000, 100, |n| {
        let mut files = tags(n);
        files.push((
            "lucarne.yaml".to_owned(),
            CONFIG.replace("[tags]", "[{name: tags, feed: true}]"),
        ));
        files
    }),
    large("aliases of a page", 5_000, 500, |n| {
        let aliases = many(n, |i| format!("  - /ancien/{i}/\n"));
        vec![(
            "content/grande.md".to_owned(),
            format!("---\ntitle: Grande\naliases:\n{aliases}---\n"),
        )]
    }),
    large("entries of a menu", 2_000, 400, |n| {
        let entries = many(n, |i| format!("    - {{name: M{i}, url: \"/#m{i}\"}}\n"));
        vec![(
            "lucarne.yaml".to_owned(),
            format!("{CONFIG}menus:\n  principal:\n{entries}"),
        )]
    }),
    large("lines of data", 50_000, 2_000, |n| {
        let lines = many(n, |i| format!("- {{nom: N{i}, valeur: {i}}}\n"));
        vec![
            ("data/grandes.yaml".to_owned(), lines),
            (
                "templates/index.html".to_owned(),
                "{% for d in load_data(path=\"data/grandes.yaml\") %}{{ d.nom }}{% endfor %}"
                    .to_owned(),
            ),
        ]
    }),
    large("KB of paragraphs", 10_240, 64, |n| {
        page(kilobytes(
            n,
            "Il était « une fois » *un* jeune, 3 000 fois : oui !\n\n",
        ))
    }),
    large("KB in one paragraph", 10_240, 64, |n| {
        page(kilobytes(
            n,
            "Il était « une fois » *un* jeune, 3 000 fois : oui !\n",
        ))
    }),
    large("KB on one line", 10_240, 64, |n| {
        page(kilobytes(
            n,
            "Il était « une fois » *un* jeune, 3 000 fois : oui ! ",
        ))
    }),
    large("KB in one word", 10_240, 64, |n| page(kilobytes(n, "mot"))),
    large("KB of code", 10_240, 64, |n| {
        page(format!(
            "```rust\n{}\n```\n",
            kilobytes(n, "let x = f(\"a\", 1); // c\n")
        ))
    }),
    large("KB of HTML", 10_240, 64, |n| {
        page(kilobytes(
            n,
            "<p class=\"a\">Un <b>mot</b> <script>f()</script></p>\n\n",
        ))
    }),
    large("KB of lists", 10_240, 64, |n| {
        page(kilobytes(n, "- un\n  - deux\n    - trois\n"))
    }),
    large("KB of quotes, each in the one before", 1_024, 64, |n| {
        page(kilobytes(n, "> "))
    }),
    large("KB of lists, each in the one before", 1_024, 64, |n| {
        page(kilobytes(n, "+ "))
    }),
    large("KB of opening brackets", 10_240, 64, |n| {
        page(kilobytes(n, "["))
    }),
    large("KB of opening brackets of images", 10_240, 64, |n| {
        page(kilobytes(n, "!["))
    }),
    large("KB of stars", 10_240, 64, |n| {
        page(kilobytes(n, "*a **b _c "))
    }),
    large("KB of backticks", 10_240, 64, |n| {
        page(kilobytes(n, "` `` "))
    }),
    large("KB of drawings without an end", 1_024, 64, |n| {
        let config = format!("{CONFIG}markdown: {{raw_html: all}}\n");
        let mut files = page("<div>\n".to_owned() + &"<svg role=\"img\">\n".repeat(n * 60));
        files.push(("lucarne.yaml".to_owned(), config));
        files
    }),
    large("KB of opened tags", 1_024, 64, |n| {
        page(kilobytes(n, "<b>"))
    }),
    large("KB of opened blocks", 1_024, 64, |n| {
        page(kilobytes(n, "<div>\n\n"))
    }),
    large("KB of angle brackets", 10_240, 64, |n| {
        page(kilobytes(n, "<"))
    }),
    large("KB of opened comments", 10_240, 64, |n| {
        page(kilobytes(n, "a <!-- "))
    }),
    large("KB of opened calls", 1_024, 64, |n| {
        page(kilobytes(n, "{{<note title=\"a\" "))
    }),
    large("KB of calls, each in the one before", 1_024, 64, |n| {
        page(kilobytes(n, "{% <note> %}\n"))
    }),
    large("KB of closed calls", 1_024, 64, |n| {
        page(kilobytes(n, "{% </note> %}\n"))
    }),
    large("KB of references without text", 1_024, 64, |n| {
        page(kilobytes(n, "[^a] [b] [c][d]\n"))
    }),
    large("KB of entities", 10_240, 64, |n| {
        page(kilobytes(n, "&eacute;&#233;&lt;"))
    }),
    large("KB of addresses", 10_240, 64, |n| {
        page(kilobytes(n, "https://a.example/(b "))
    }),
    large("KB of quotation marks", 10_240, 64, |n| {
        page(kilobytes(n, "\"a 'b «"))
    }),
    large("KB of brackets in a front matter", 500, 128, |n| {
        front(kilobytes(n, "["))
    }),
    large("KB of braces in a front matter", 500, 128, |n| {
        front(kilobytes(n, "{a: "))
    }),
    large("KB of dashes in a front matter", 500, 128, |n| {
        front(kilobytes(n, "- "))
    }),
    large("KB of quotation marks in a front matter", 500, 128, |n| {
        front(kilobytes(n, "\"a' "))
    }),
    large("KB of colons in a front matter", 500, 128, |n| {
        front(kilobytes(n, "a: "))
    }),
    large("KB of keys in a front matter", 500, 128, |n| {
        front(many(n * 64, |i| format!("k{i}: un : deux\n")))
    }),
    large("KB of anchors in a front matter", 500, 128, |n| {
        front(many(n * 64, |i| format!("k{i}: &a{i} [*a{i}]\n")))
    }),
    large("KB of tables in a front matter of TOML", 500, 128, |n| {
        vec![(
            "content/grande.md".to_owned(),
            format!(
                "+++\ntitle = 'Grande'\n{}+++\n",
                many(n * 64, |i| format!("[extra.a{i}]\n"))
            ),
        )]
    }),
    large("KB of brackets in a front matter of TOML", 500, 128, |n| {
        vec![(
            "content/grande.md".to_owned(),
            format!("+++\ntitle = 'Grande'\na = {}\n+++\n", kilobytes(n, "[")),
        )]
    }),
];

/// The files of an ordinary site, but for those that a large one has of its own.
pub fn site(own: Files) -> Files {
    let mut files: Files = [
        ("lucarne.yaml", CONFIG),
        ("templates/base.html", "<!doctype html>\n<html lang=\"{{ lang }}\"><head><title>{{ config.title }}</title></head><body><main>{% block main %}{% endblock main %}</main></body></html>\n"),
        ("templates/index.html", LIST),
        ("templates/section.html", LIST),
        ("templates/page.html", PAGE),
        ("templates/taxonomy_list.html", "{% extends \"base.html\" %}{% block main %}<ul>{% for term in terms %}<li><a href=\"{{ term.permalink }}\">{{ term.name }}</a> {{ term.page_count }}</li>{% endfor %}</ul>{% endblock main %}\n"),
        ("templates/taxonomy_single.html", "{% extends \"base.html\" %}{% block main %}<h1>{{ term.name }}</h1><ul>{% for page in term.pages %}<li><a href=\"{{ page.permalink }}\">{{ page.title }}</a></li>{% endfor %}</ul>{% endblock main %}\n"),
        ("templates/components/note.html", "{% component note(title=\"\") %}<aside><b>{{ title }}</b>{{ body | safe }}</aside>{% endcomponent note %}\n"),
        ("content/_index.md", "---\ntitle: Accueil\n---\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into();
    files.retain(|(path, _)| own.iter().all(|(of, _)| of != path));
    files.extend(own);
    files
}

const CONFIG: &str = "base_url: https://a.example\ntitle: Essai\ndefault_language: fr\ngenerate_feeds: true\nbuild_search_index: true\ntaxonomies: [tags]\n";

const LIST: &str = "{% extends \"base.html\" %}{% block main %}<h1>{{ section.title }}</h1>{{ section.content | safe }}<ul>{% for page in section.pages %}<li><a href=\"{{ page.permalink }}\">{{ page.title }}</a></li>{% endfor %}</ul>{% endblock main %}\n";

const PAGE: &str = "{% extends \"base.html\" %}{% block main %}<nav>{% for a in page.ancestors %}{% set s = get_section(path=a) %}<a href=\"{{ s.permalink }}\">{{ s.title }}</a>{% endfor %}</nav><h1>{{ page.title }}</h1>{% for h in page.toc %}<a href=\"{{ h.permalink }}\">{{ h.title }}</a>{% endfor %}{{ page.content | safe }}{% for tag in page.taxonomies?.tags or [] %}<a href=\"{{ get_taxonomy_url(kind=\"tags\", term=tag) }}\">{{ tag }}</a>{% endfor %}{% if page.lower %}<a href=\"{{ page.lower.permalink }}\">{{ page.lower.title }}</a>{% endif %}{% endblock main %}\n";

/// One page with this body.
fn page(body: impl Into<String>) -> Files {
    let body = body.into();
    vec![(
        "content/grande.md".to_owned(),
        format!("---\ntitle: Grande\ndate: 2026-01-02\n---\n{body}\n"),
    )]
}

/// One page with these lines in its front matter.
fn front(lines: impl Into<String>) -> Files {
    let lines = lines.into();
    vec![(
        "content/grande.md".to_owned(),
        format!(
            "---\ntitle: Grande\nextra:\n  {}\n---\nTexte.\n",
            lines.trim_end().replace('\n', "\n  ")
        ),
    )]
}

fn many(count: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0..count {
        text += &piece(number);
    }
    text
}

fn kilobytes(count: usize, piece: &str) -> String {
    piece.repeat((count << 10) / piece.len())
}

fn pages(count: usize) -> Files {
    let index = (
        "content/l/_index.md".to_owned(),
        "---\ntitle: Liste\nsort_by: date\n---\n".to_owned(),
    );
    let page = |number: usize| {
        let (year, month, day) = (2000 + number % 27, 1 + number % 12, 1 + number % 28);
        let text = format!(
            "---\ntitle: Page {number}\ndate: {year}-{month:02}-{day:02}\n---\nTexte *court* de la page {number}.\n"
        );
        (format!("content/l/p{number}.md"), text)
    };
    std::iter::once(index).chain((0..count).map(page)).collect()
}

fn tags(count: usize) -> Files {
    let page = |number: usize| {
        let text = format!(
            "---\ntitle: Page {number}\ndate: 2026-01-02\ntaxonomies: {{tags: [Sujet {number}]}}\n---\nTexte.\n"
        );
        (format!("content/p{number}.md"), text)
    };
    (0..count).map(page).collect()
}

fn tags_of_one(count: usize) -> Files {
    let tags = many(count, |number| format!("    - Sujet {number}\n"));
    vec![(
        "content/grande.md".to_owned(),
        format!("---\ntitle: Grande\ndate: 2026-01-02\ntaxonomies:\n  tags:\n{tags}---\n"),
    )]
}

fn folders(count: usize) -> Files {
    let mut path = String::from("content");
    let mut files = Files::new();
    for level in 0..count {
        path.push_str("/d");
        files.push((
            format!("{path}/_index.md"),
            format!("---\ntitle: Niveau {level}\n---\n"),
        ));
        files.push((
            format!("{path}/p.md"),
            format!("---\ntitle: Page {level}\ndate: 2026-01-02\n---\nTexte.\n"),
        ));
    }
    files
}

fn links(count: usize) -> Files {
    let target = "---\ntitle: Cible\n---\n".to_owned()
        + &many(count / 10, |number| format!("## Titre {number}\n\n"));
    let mut files = page(many(count, |number| {
        format!("[a](cible.md#titre-{})\n", number * 7 % (count / 10))
    }));
    files.push(("content/cible.md".to_owned(), target));
    files
}

fn images(count: usize) -> Files {
    let mut body = String::new();
    let mut files = Files::new();
    for number in 0..count {
        let _ = writeln!(body, "![Image {number}](i{number}.svg)\n");
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"9\"/>\n",
            number + 1
        );
        files.push((format!("content/g/i{number}.svg"), svg));
    }
    files.push((
        "content/g/index.md".to_owned(),
        format!("---\ntitle: Grande\ndate: 2026-01-02\n---\n{body}"),
    ));
    files
}
