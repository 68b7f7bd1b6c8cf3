//! What is let go, shared and vouched for, held against reading everything.

use super::*;
use crate::check::Targets;
use crate::check::gather::tests::PIECES;
use crate::config::{AnchorLinks, ContentTemplating};
use crate::markdown::{self, Input, NoComponents};
use crate::typography::Rules;
use proptest::prelude::*;
use std::collections::BTreeSet;

const BASE: &str = "https://e.org";

fn outputs() -> BTreeSet<String> {
    let outputs = ["index.html", "a/index.html", "x/index.html"];
    outputs.map(str::to_owned).into()
}

fn page<'a>(html: &'a str, body: &'a str) -> Page<'a> {
    Page {
        html,
        path: "x/index.html",
        body,
        known: None,
        declared: None,
    }
}

/// Nothing is let go but what is right in itself.
fn agree(page: Page<'_>, reach: &Reach<'_>) -> Result<(), TestCaseError> {
    let all = notice(page, When::Build, BASE, None);
    let few = notice(page, When::Build, BASE, Some(reach));
    prop_assert_eq!(format!("{:?}", all.faults), format!("{:?}", few.faults));
    let right = |written: &str| {
        let own = written.strip_prefix("https://e.org/x/#");
        reach.is_sure(written, BASE) || own.is_some_and(|anchor| all.addresses.has_place(anchor))
    };
    let told = |noticed: &Noticed| {
        let addresses = noticed.addresses.iter();
        let addresses = addresses.filter(|address| !right(address.written));
        addresses
            .map(|address| format!("{address:?}"))
            .collect::<Vec<_>>()
    };
    prop_assert_eq!(told(&all), told(&few));
    prop_assert_eq!(few.addresses.iter().count(), told(&few).len());
    let elements = (all.elements, few.elements);
    let ids = page.known.map_or(&[][..], |known| known.ids);
    let ids_of = |_: &str| Some(ids);
    let noticed = |noticed: Noticed| {
        let told = (!noticed.is_silent()).then(|| (page.path.to_owned(), Box::new(noticed)));
        told.into_iter().collect()
    };
    let (all, few) = (noticed(all), noticed(few));
    let (all, few) = (Targets::new(&all, &ids_of), Targets::new(&few, &ids_of));
    let asked = ids.iter().map(String::as_str);
    for id in asked.chain(["i", "a-b", "q", "top", "nowhere", "%C3%A9"]) {
        prop_assert_eq!(all.have(page.path, id), few.have(page.path, id), "{}", id);
    }
    if page.known.is_none() {
        prop_assert_eq!(elements.0, elements.1);
    }
    Ok(())
}

/// What stretches end at or may be cut by.
const EDGES: &[&str] = &[
    "<title>",
    "</title>",
    "<title>t</title>",
    "<body>",
    "<main>",
    "</main>",
    "<main>",
    "</main>",
    "<a href=\"https://e.org/a/\">A</a>",
    "<a href=\"/a/\">ici</a>",
    "<a href=\"https://e.org/x/#i\">Ici</a>",
    "<a href=\"https://e.org/b/\" class=c>B</a>",
    "<a href=/a/ aria-current=page>C</a>",
    "<a href=\"https://a.be/x\">D</a>",
    "<a href=\"https://e&#46;org/b/\">E</a>",
    "<a href=\"https&#58;//e.org/b/\">F</a>",
    "<a href=https:b/>G</a>",
    "<a href=a&sol;b:c>H</a>",
    "<img src=//a.be/i.png alt>",
    "<p class=\"c\">",
    "<p title=\"t>",
    "<p title='t>",
    "\"",
    "'",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<",
    "x",
];

proptest! {
    #[test]
    fn what_pages_share_is_read_as_if_they_did_not(
        parts in prop::collection::vec(
            prop::collection::vec(
                prop_oneof![prop::sample::select(PIECES), prop::sample::select(EDGES)],
                0..8,
            ),
            1..4,
        ),
        pages in prop::collection::vec(prop::collection::vec(0..40_usize, 0..8), 1..6),
    ) {
        let outputs = outputs();
        let reach = Reach::new(&outputs, "");
        for page_parts in &pages {
            let html: String = page_parts
                .iter()
                .map(|part| match EDGES.get(*part).filter(|_| *part < 8) {
                    Some(edge) => (*edge).to_owned(),
                    None => parts[part % parts.len()].concat(),
                })
                .collect();
            agree(page(&html, ""), &reach)?;
        }
    }

    #[test]
    fn what_is_known_of_a_body_is_what_reading_it_tells(
        pieces in prop::collection::vec(prop::sample::select(MARKDOWN), 0..12),
        before in prop::sample::select(&["<main><h1>T</h1>", "<table><tr><td>", "<h2>", "<p hidden>", "<a href=/a/>", "<h1 id=a-b>T</h1>"][..]),
        contents in prop::collection::vec(0..6_usize, 0..5),
        shown in prop::bool::weighted(0.9),
        bottom: bool,
        native: bool,
        typeset: bool,
    ) {
        let text = pieces.concat();
        let body = converted(&text, bottom, native, typeset);
        let contents: String = contents
            .iter()
            .map(|at| body.ids.get(*at).map_or("nowhere", String::as_str))
            .map(|id| format!("<a href=\"https://e.org/x/#{id}\">Partie</a>"))
            .collect();
        let main = if shown { body.html.as_str() } else { "" };
        let html = format!("<!doctype html><html lang=fr><title>t</title><body>{contents}{before}{main}</main><a href=/a/>ici</a>");
        let known = body.vouched.as_deref().map(|levels| Known { ids: &body.ids, levels });
        let page = Page { known, ..page(&html, &body.html) };
        let outputs = outputs();
        agree(page, &Reach::new(&outputs, ""))?;
    }
}

const MARKDOWN: &[&str] = &[
    "# A\n\n",
    "## A b\n\n",
    "### C {#i .c}\n\n",
    "#### D & d\n\n",
    "##### \n\n",
    "## E {#i}\n\n",
    "un mot ",
    "« deux » mots... ",
    "\n\n",
    "**gras** *et* `code` ~~x~~ ",
    "[un lien](https://a.be/b) ",
    "[ici](https://a.be/) ",
    "[Ici\n!](https://a.be/) ",
    "[`ici`](https://a.be/) ",
    "[](https://a.be/) ",
    "[le reste](https://e.org/b/) ",
    "[écrire](mailto:a@b) ",
    "<a@b.be> ",
    "<https://a.be> ",
    "[là](#i) ",
    "[x](b.md) ",
    "![image](https://a.be/i.png) ",
    "<b>raw</b> ",
    "<p id=q>raw</p>\n\n",
    "<!-- more -->\n\n",
    "<!-- note -->\n\n",
    "- un\n- deux\n\n",
    "- [ ] faire\n\n",
    "1. un\n   - deux\n\n",
    "> cité\n\n",
    "---\n\n",
    "| A | B |\n|:--|---|\n| c | d |\n\n",
    "|   |   |\n|---|---|\n| c | d |\n\n",
    "| [ici](https://a.be) |\n|---|\n| c |\n\n",
    "```html\n<a href=\"x\">ici</a>\n```\n\n",
    "    <h2>code</h2>\n\n",
    "note[^1] ",
    "autre[^n&]\n\n",
    "\n\n[^1]: Le texte.\n\n",
    "\n\n[^1]: Encore[^2].\n\n",
    "\n\n[^2]: Dedans.\n\n    [^3]: Plus bas.\n\n",
    "\n\n[^n&]: Un signe.\n\n",
    "voir[^3] ",
    "Terme\n: Définition\n\n",
];

fn converted(text: &str, bottom: bool, native: bool, typeset: bool) -> markdown::Body {
    let dialect = match native {
        true => Dialect::Native,
        false => Dialect::Zola,
    };
    let mut config = Config::new(dialect, "");
    BASE.clone_into(&mut config.base_url);
    config.markdown.bottom_footnotes = bottom;
    config.markdown.highlighting = None;
    let input = Input {
        file: "content/x.md",
        relative_path: "x.md",
        text,
        body: 0,
        templated: None,
        lang: "fr",
        permalink: "https://e.org/x/",
        templating: ContentTemplating::Off,
        anchor_links: AnchorLinks::None,
        footnote_prefix: "",
        typography: Rules::of("fr", &[]).filter(|_| typeset),
    };
    markdown::convert(input, &config, &NoComponents)
}

#[test]
fn plain_markdown_is_vouched_for_and_other_is_not() {
    let is_vouched = |text: &str| converted(text, false, true, true).vouched.is_some();
    let plain = "## A\n\nUn [lien](https://a.be/l) et `code`.\n\n| A |\n|---|\n| b |\n\nNote[^1].\n\n[^1]: La voici.\n";
    assert!(!is_vouched(&plain.replace("[lien]", "[ici]")));
    assert!(is_vouched(&plain.replace("[lien]", "[un lien utile]")));
    for other in [
        "![a](https://a.be/i.png)",
        "<b>x</b>",
        "[x](#y)",
        "[x](mailto:a@b.be)",
        "## A {#a}\n\n## B {#a}",
        "| |\n|---|\n| b |",
        "[le site](https://e.org/b/)",
        "[x](b.md)",
    ] {
        assert!(!is_vouched(other), "{other}");
    }
}
