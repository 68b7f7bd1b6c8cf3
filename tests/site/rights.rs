//! Links of rendered pages, and what readers are owed besides access: a site of twenty pages with planted faults, all found at
//! their lines and none invented; and single cases.

use crate::harness::{Built, Nowhere, Site, site};
use lucarne::pipeline::{Mode, Options, Workshop};

const FRAME: &str = r##"
-- lucarne.yaml --
base_url: https://example.org/sous
title: Essai
default_language: fr
generate_feeds: true
markdown:
  raw_html: all
check:
  budget: {image: 2000, elements: 60}
-- data/numeros.yaml --
- numero: "103"
  verifie_le: 2020-01-15
- numero: "112"
  verifie_le: 2999-01-15
-- templates/base.html --
<!doctype html>
<html lang="{{ lang }}">
<head><title>{% block title %}{{ config.title }}{% endblock title %}</title>
<link rel="stylesheet" href="{{ config.base_url }}/style.css">
<link rel="icon" href="{{ config.base_url }}/absent.ico"></head>
<body>
<header><a href="#contenu">Aller au contenu</a><nav aria-label="Menu"><a href="/sous/">Accueil</a> <a href="/sous/liste/">Liste</a></nav></header>
<main id="contenu">{% block main %}{% endblock main %}</main>
<footer><p><a href="https://example.org/autre/">Autre site du même hôte</a></p></footer>
</body>
</html>
-- templates/index.html --
{% extends "base.html" %}
{% block main %}<h1>{{ section.title }}</h1>{{ section.content | safe }}{% set data = load_data(path="data/numeros.yaml") %}{{ data | length }}{% endblock main %}
-- templates/section.html --
{% extends "base.html" %}
{% block title %}{{ section.title }}{% endblock title %}
{% block main %}<h1>{{ section.title }}</h1>{% for page in section.pages %}<p><a href="{{ page.permalink }}">{{ page.title }}</a></p>{% endfor %}{% endblock main %}
-- templates/page.html --
{% extends "base.html" %}
{% block title %}{{ page.title }}{% endblock title %}
{% block main %}<h1>{{ page.title }}</h1>{{ page.content | safe }}{% endblock main %}
-- templates/components/carte.html --
{% component carte(lien, nom) %}<p class="carte"><a href="{{ lien }}">{{ nom }}</a></p>{% endcomponent carte %}
-- content/_index.md --
---
title: Accueil
---
Bonjour.
-- content/liste/_index.md --
---
title: Liste
sort_by: title
---
-- content/liste/equipe.md --
---
title: Qui nous sommes
slug: nous
aliases: [/liste/ancienne/]
---
## Nos bureaux

Texte.
"##;

/// The body of each page, and the codes that it must be told with, each with the line of the body.
const PAGES: [(&str, &[(&str, usize)]); 18] = [
    (
        "Un lien <a href=\"../nulle-part/\">en HTML</a>.",
        &[("link.broken", 1)],
    ),
    (
        "Bien.\n\n<a href=\"../nous/#nos-burreaux\">Les bureaux</a>",
        &[("link.broken-anchor", 3)],
    ),
    (
        "<a href=\"/sous/liste/Nous/\">Qui nous sommes</a>",
        &[("link.letter-case", 1)],
    ),
    (
        "<img src=\"absente.png\" alt=\"Une porte\">",
        &[("image.missing", 1)],
    ),
    (
        "Texte.\n\n{{<carte lien=\"/sous/perdu/\" nom=\"Une page\" />}}",
        &[("link.broken", 3)],
    ),
    (
        "<a href=\"/liste/nous/\">Qui nous sommes</a>",
        &[("link.broken", 1)],
    ),
    (
        "[Nous écrire](<mailto:info @exemple.be>)\n\n[Nous appeler](<tel:+32 (0)4 223 45 67>)",
        &[("rights.mail", 1), ("rights.phone", 3)],
    ),
    (
        "Rendez-vous le mardi 12 mars 2027.\n\nEt le vendredi 12 mars 2027.\n\nLe mardi 12/03/2027, le vendredi 12.03.2027.\n\nLe mardi 2027-03-12, le vendredi 2027-03-12.",
        &[
            ("rights.weekday", 1),
            ("rights.weekday", 5),
            ("rights.weekday", 7),
        ],
    ),
    (
        "Come on Tuesday, 12 March 2027, or Friday, March 12th, 2027.",
        &[("rights.weekday", 1)],
    ),
    (
        "Am Dienstag, dem 12. März 2027, oder op dinsdag 12 maart 2027.",
        &[("rights.weekday", 1), ("rights.weekday", 1)],
    ),
    (
        "Un mot  double.\n\nLe le respon- sable attend…, et etc...",
        &[
            ("rights.leftover", 1),
            ("rights.leftover", 3),
            ("rights.leftover", 3),
            ("rights.leftover", 3),
            ("rights.leftover", 3),
        ],
    ),
    (
        "Mon coeur , dit-elle.  Oui.\n\n<div>\n<p>Le mardi 12 mars 2027, un  mot.</p><code>a  b</code>\n<p>Mon <b>coeur</b></p></div>\n\nA bientôt à l'Ecole, pour 50.000 €. Le groupe A ce soir, 1.500 m.",
        &[
            ("rights.leftover", 1),
            ("rights.leftover", 1),
            ("rights.leftover", 1),
            ("rights.leftover", 4),
            ("rights.weekday", 4),
            ("rights.leftover", 5),
            ("rights.leftover", 7),
            ("rights.leftover", 7),
            ("rights.leftover", 7),
        ],
    ),
    (
        "<script src=\"https://cdn.example.com/x.js\"></script>",
        &[("rights.third-party", 1)],
    ),
    (
        "<script>ouvrir()</script>\n\n<p style=\"color:red\">Rouge</p>",
        &[("rights.inline", 1), ("rights.inline", 3)],
    ),
    (
        "<img src=\"/sous/lourde.png\" alt=\"Une porte\">",
        &[("rights.weight", 0)],
    ),
    ("[Une équipe](../qui-nous-sommes.md)", &[("link.broken", 1)]),
    (
        "[Ailleurs](/sous/forum/?x=1) et [un fichier](https://example.org/sous/.well-known/x). Voir https://a.example/coeur, le fils de de Gaulle.\n\nAvant- et après-midi, porte-monnaie, nous nous voyons, 1, 2,  3.",
        &[("rights.leftover", 3)],
    ),
    (
        "Une [note](#contenu), un [titre](../nous/#nos-bureaux), [l'ancienne](/sous/liste/ancienne/), [le flux](/sous/atom.xml), [écrire](mailto:a@b.be?subject=x), [appeler](tel:103).\n\n<label>Nom <input></label>\n<label>Rue <input></label>",
        &[],
    ),
];

fn planted() -> Site {
    let mut planted = site(FRAME)
        .with(
            "static/style.css",
            "body{background:url(/sous/lourde.png),url(lourde.png)}",
        )
        .with("static/lourde.png", vec![0; 3000]);
    for (at, (body, _)) in PAGES.iter().enumerate() {
        let text = format!("---\ntitle: Page {at}\ndate: 2026-01-01\n---\n{body}\n");
        planted = planted.with(&format!("content/liste/p{at}.md"), text);
    }
    planted
}

fn checked(site: &Site) -> Built {
    site.build_with(|options| options.mode = Mode::Check)
}

/// The findings of a site: code, file and line.
fn all(built: &Built) -> Vec<(String, String, usize)> {
    let of = |finding: &lucarne::report::Finding| {
        let place = finding.place.clone().expect("a place");
        (finding.code.to_owned(), place.file, place.line)
    };
    let mut all: Vec<_> = built.outcome.findings.iter().map(of).collect();
    all.sort();
    all
}

#[test]
fn all_planted_faults_are_found_at_their_lines_and_none_is_invented() {
    let mut wanted = vec![
        (
            "link.broken".to_owned(),
            "templates/base.html".to_owned(),
            5,
        ),
        (
            "rights.outdated".to_owned(),
            "data/numeros.yaml".to_owned(),
            2,
        ),
    ];
    for (at, (_, codes)) in PAGES.iter().enumerate() {
        for (code, line) in *codes {
            let line = if *line == 0 { 2 } else { line + 4 };
            wanted.push(((*code).to_owned(), format!("content/liste/p{at}.md"), line));
        }
    }
    wanted.sort();
    let built = checked(&planted());
    assert_eq!(all(&built), wanted, "{}", built.said());
}

#[test]
fn what_to_write_instead_of_a_wrong_link_leads_there_from_its_page() {
    let built = site(
        "\
-- lucarne.yaml --
title: T
base_url: https://e.be
-- templates/page.html --
{{ page.content | safe }}
-- templates/index.html --
x
-- templates/section.html --
x
-- content/contact.md --
---
title: Contact
---
-- content/a/Menu.md --
---
title: Menu
---
-- content/a/b/x.md --
---
title: X
---
[nous écrire](contact.md#rue) [nous joindre](contatc.md) [le menu](../menu.md)
",
    )
    .build();
    let findings = built.outcome.findings.iter();
    let broken = findings.filter(|finding| finding.code.starts_with("link."));
    let helps: Vec<String> = broken.filter_map(|f| Some(f.help.clone()?.fr)).collect();
    assert_eq!(
        helps,
        [
            "Cette page est sans doute ailleurs\u{a0}: écrivez «\u{a0}../../contact.md\u{a0}».",
            "Vouliez-vous écrire «\u{a0}../../contact.md\u{a0}»\u{a0}?",
            "Écrivez «\u{a0}../Menu.md\u{a0}».",
        ]
    );
}

#[test]
fn a_link_to_a_page_that_has_moved_says_where_to() {
    let built = checked(&planted().with(
        "content/liste/z.md",
        "---\ntitle: Un lien\ndate: 2026-01-01\n---\n<a href=\"/sous/liste/nous.html\">Nous</a>\n",
    ));
    let help = |file: &str| {
        let mut findings = built.outcome.findings.iter();
        let found = findings.find(|f| f.place.as_ref().is_some_and(|p| p.file == file));
        found
            .and_then(|f| f.help.clone())
            .map(|help| help.en)
            .unwrap_or_default()
    };
    assert_eq!(
        help("content/liste/p15.md"),
        "That page is probably elsewhere: write “equipe.md”."
    );
    assert_eq!(help("content/liste/p1.md"), "Did you mean “#nos-bureaux”?");
    assert_eq!(
        help("content/liste/z.md"),
        "Did you mean “/sous/liste/nous/”?"
    );
    assert_eq!(
        help("content/liste/p5.md"),
        "The site is published below “/sous”: write “/sous/liste/nous/”."
    );
}

#[test]
fn what_is_sure_is_told_while_building_too() {
    let built = planted().build();
    let codes: Vec<String> = all(&built).into_iter().map(|(code, ..)| code).collect();
    let count = |code: &str| codes.iter().filter(|found| *found == code).count();
    assert_eq!(
        (
            count("link.broken"),
            count("rights.mail"),
            count("rights.weekday")
        ),
        (5, 1, 0)
    );
}

/// A preview has no folder, but its pages are written for a host that has one.
#[test]
fn a_preview_tells_of_links_what_a_build_does() {
    let links = |built: &Built| -> Vec<(String, String, usize)> {
        let all = all(built).into_iter();
        all.filter(|(code, ..)| code.starts_with("link.")).collect()
    };
    let preview = planted().build_with(|options| {
        options.mode = Mode::Serve;
        options.base_url = Some("http://127.0.0.1:4000".to_owned());
    });
    assert_eq!(links(&preview), links(&planted().build()));
}

#[test]
fn one_key_turns_all_of_it_off_and_a_page_keeps_its_form_of_address() {
    let files = "
-- lucarne.yaml --
base_url: https://example.org
title: Essai
default_language: fr
SETTINGS
-- templates/index.html --
{{ section.content | safe }}
-- content/_index.md --
---
title: Accueil
extra: {adresse: tu}
---
Tu viens avec tes amis. Prenez rendez-vous, s'il vous plaît.

Apporte votre carte. « Vous êtes là ? » dit-elle.
";
    let tells = |settings: &str| -> Vec<(String, usize)> {
        let built = checked(&site(&files.replace("SETTINGS", settings)));
        let rights = all(&built).into_iter();
        rights
            .filter(|(code, ..)| code.starts_with("rights."))
            .map(|(code, _, line)| (code, line))
            .collect()
    };
    assert_eq!(tells("extra: {a: 1}").len(), 1);
    assert_eq!(
        tells("check: {rules: {rights.tu-vous: error}}"),
        [("rights.tu-vous".to_owned(), 7)]
    );
    assert_eq!(tells("check: {rules: {rights: off}}"), []);
    let formal = files.replace("adresse: tu", "adresse: vous").replace(
        "Tu viens avec tes amis.",
        "On t'attend avec ton voisin, le tien. Donnez le ton, je tiens le mien.",
    );
    let formal = checked(&site(&formal.replace("SETTINGS", "extra: {a: 1}")));
    let told = all(&formal).into_iter();
    assert_eq!(
        told.filter(|(code, ..)| code == "rights.tu-vous").count(),
        3,
        "{}",
        formal.said()
    );
}

#[test]
fn words_are_read_in_front_matter_data_and_calls_too() {
    let files = "
-- lucarne.yaml --
base_url: https://example.org
default_language: fr
-- data/a.yaml --
- nom: Le stage
  quand: \"On se voit le mardi 12 mars 2027 à midi\"
  motif: \"[a-z]  x y  z\"
- {nom: \"Fin\", quand: \"Chez nous le mardi 12 mars 2027\"}
-- templates/base.html --
<!doctype html><html lang=\"fr\"><head><title>{% block titre %}Accueil{% endblock titre %}</title></head><body><main>{% block main %}{% endblock main %}</main></body></html>
-- templates/index.html --
{% extends \"base.html\" %}{% block main %}<h1>{{ section.title }}</h1>{{ section.content | safe }}{% set a = load_data(path=\"data/a.yaml\") %}{{ a | length }}{% endblock main %}
-- templates/page.html --
{% extends \"base.html\" %}{% block titre %}{{ page.title }}{% endblock titre %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content | safe }}{% endblock main %}
-- templates/components/note.html --
{% component note(texte) %}{# Le lundi 12 mars 2027 #}
<p>{{ texte }} Le <b>lundi</b> 12 mars 2027, le lundi {{ texte }} 12 mars 2027.</p>{% endcomponent note %}
-- content/_index.md --
---
title: Tout commence ici
---
[La page](@/a.md)
-- content/a.md --
---
title: Un titre avec  deux espaces
description: \"Rendez-vous le mardi 12 mars 2027 chez nous.\"
extra:
  resume: >
    On se voit
    le lundi 12 mars 2027 : à la
    la porte, pour pour rire.

    Fin : le jeudi 12 mars 2027.
  suite: \"Puis le mardi 2 mars 2027.\"
---
Bien.

{{<note texte=\"On ferme le lundi 2 mars 2027 sans faute.\" />}}
";
    let built = checked(&site(files));
    let told: Vec<(String, String, usize)> = all(&built)
        .into_iter()
        .filter(|(code, ..)| code.starts_with("rights."))
        .collect();
    let wanted = [
        ("rights.leftover", "content/a.md", 2),
        ("rights.leftover", "content/a.md", 8),
        ("rights.weekday", "content/a.md", 3),
        ("rights.weekday", "content/a.md", 7),
        ("rights.weekday", "content/a.md", 10),
        ("rights.weekday", "content/a.md", 15),
        ("rights.weekday", "data/a.yaml", 2),
        ("rights.weekday", "data/a.yaml", 4),
        ("rights.weekday", "templates/components/note.html", 2),
    ];
    let wanted = wanted.map(|(code, file, line)| (code.to_owned(), file.to_owned(), line));
    assert_eq!(told, wanted, "{}", built.said());
}

/// Tags of a page, and the code that they are told with, if any.
const ASKED: &[(&str, &str)] = &[
    ("<form action=\"/sous/perdu/\"></form>", "link.broken"),
    (
        "<form action=\"https://example.org/sous/perdu/\" method=\"post\"></form>",
        "link.broken",
    ),
    (
        "<form><button formaction=\"../perdu/\">Envoyer</button></form>",
        "link.broken",
    ),
    (
        "<form><input type=\"submit\" formaction=\"/sous/perdu/\"></form>",
        "link.broken",
    ),
    (
        "<form action=\"/sous/liste/Nous/\"></form>",
        "link.letter-case",
    ),
    ("<form action=\"/sous/liste/nous/\"></form>", ""),
    (
        "<form action=\"\"></form> <form action=\"#contenu\"></form> <form></form>",
        "",
    ),
    (
        "<form action=\"/sous/perdu/?x=1\"></form> <form action=\"/sous/envoi.php\"></form>",
        "",
    ),
    (
        "<form action=\"/sous/api/contact\" method=\"post\"></form>",
        "",
    ),
    (
        "<form action=\"https://formulaires.example/f/1\" method=\"post\"></form>",
        "",
    ),
    (
        "<p style=\"background: url('/sous/absente.png')\">a</p>",
        "image.missing",
    ),
    (
        "<p style=\"background: url(&quot;absente.png&quot;)\">a</p>",
        "image.missing",
    ),
    (
        "<style>\n.a { background: url(/sous/lourde.png) }\n.b { src: url(absente.woff2) }\n</style>",
        "link.broken",
    ),
    ("<style>@import \"absente.css\";</style>", "link.broken"),
    (
        "<style>.a { background: url(/sous/lourde.png), url(#a), url(data:image/png;base64,AA) } /* url(x.png) */</style>",
        "",
    ),
    (
        "<p style=\"background: url('https://images.example/b.png')\">a</p>",
        "rights.third-party",
    ),
    (
        "<style>@import url(https://polices.example/a.css);</style>",
        "rights.third-party",
    ),
    (
        "<img src=\"/sous/lourde.png\" srcset=\"/sous/absente.png 2x\" alt=\"Une porte\">",
        "image.missing",
    ),
    (
        "<video src=\"/sous/absente.mp4\" controls></video>",
        "link.broken",
    ),
    (
        "<video poster=\"/sous/absente.png\" controls></video>",
        "image.missing",
    ),
    (
        "<video controls><source src=\"/sous/absente.webm\"></video>",
        "link.broken",
    ),
    (
        "<video controls><track src=\"/sous/absente.vtt\"></video>",
        "link.broken",
    ),
    (
        "<object data=\"/sous/absente.svg\">Un plan</object>",
        "link.broken",
    ),
    (
        "<svg><use href=\"/sous/absente.svg#a\"/></svg>",
        "image.missing",
    ),
    ("<svg><use href=\"#contenu\"/></svg>", ""),
    (
        "<svg><script href=\"/sous/absente.js\"></script></svg>",
        "link.broken",
    ),
    ("<script src=\"/sous/absente.js\"></script>", "link.broken"),
    (
        "<link rel=\"manifest\" href=\"/sous/absente.webmanifest\">",
        "link.broken",
    ),
    (
        "<link rel=\"preload\" as=\"image\" href=\"/sous/lourde.png\" imagesrcset=\"/sous/absente.png 2x\">",
        "image.missing",
    ),
    (
        "<meta property=\"og:image\" content=\"https://example.org/sous/absente.png\">",
        "link.broken",
    ),
    (
        "<meta name=\"twitter:image\" content=\"/sous/absente.png\">",
        "link.broken",
    ),
    (
        "<meta property=\"og:video\" content=\"/sous/absente.mp4\">",
        "link.broken",
    ),
    (
        "<meta http-equiv=\"refresh\" content=\"0; url=/sous/perdu/\">",
        "link.broken",
    ),
    (
        "<meta http-equiv=\"refresh\" content=\"0; URL='/sous/liste/nous/'\">",
        "",
    ),
    (
        "<blockquote cite=\"/sous/perdu/\">a</blockquote>",
        "link.broken",
    ),
    (
        "<blockquote cite=\"https://example.net/\">a</blockquote>",
        "",
    ),
];

#[test]
fn whatever_a_page_asks_for_is_there_or_told() {
    let settings = FRAME.replace("check:", "check:\n  made_by_host: [/api/]");
    let mut site = site(&settings)
        .with("static/style.css", "body{}")
        .with("static/lourde.png", vec![0; 900]);
    for (at, (tags, _)) in ASKED.iter().enumerate() {
        let text = format!("---\ntitle: Page {at}\ndate: 2026-01-01\n---\nUn texte.\n\n{tags}\n");
        site = site.with(&format!("content/liste/p{at}.md"), text);
    }
    let built = checked(&site);
    let told = all(&built);
    for (at, (tags, code)) in ASKED.iter().enumerate() {
        let file = format!("content/liste/p{at}.md");
        let kinds = ["link.", "image.", "rights.third-party"];
        let of_page = told
            .iter()
            .filter(|(code, of, _)| *of == file && kinds.iter().any(|kind| code.starts_with(kind)));
        let found: Vec<_> = of_page
            .map(|(code, _, line)| (code.as_str(), *line))
            .collect();
        let line = 7 + tags[..tags.find("absente.woff2").unwrap_or(0)]
            .matches('\n')
            .count();
        match *code {
            "" => assert_eq!(found, [], "{tags}"),
            code => assert_eq!(found, [(code, line)], "{tags}"),
        }
    }
}

#[test]
fn what_style_sheets_ask_for_is_there_or_told_at_its_line() {
    let settings = FRAME.replace(
        "check:",
        "compile_sass: true\ncheck:\n  allowed_hosts: [permis.example]",
    );
    let site = site(&settings)
        .with("static/style.css", "body{}")
        .with("static/img/a.png", "x")
        .with("static/css/there.woff2", "x")
        .with(
            "static/css/more.css",
            "@import \"absente.css\";\n.é { background: url(../img/a.png), url('../img/A.png') }\n\
                .b { background: url(\"/sous/absente.png\"); content: \"url(x.png)\" } /* url(y.png) */\n\
                .c { background: url(/img/a.png), url(/sous/img/a.png), url(/sous/forum/?x), url(#a), url(data:image/png;base64,AA) }\n\
                @font-face { src: url(a.woff2) format(\"woff2\"),\n  url(https://polices.example/a.woff2), url(https://permis.example/a.woff2) }\n\
                @import url(//polices.example/a.css);\n.d { background: image-set(\"b.png\" 1x, \"../img/a.png\" 2x), url(https://example.org/sous/img/a.png) }\n\
                @font-face { src: url(old.eot); src: url(old.eot?#iefix), url(there.woff2) format(\"woff2\"), url(old.svg#a) }\n",
        )
        .with("sass/_parts.scss", "$image: \"c.png\";\n.e { background: url(d.png) }\n")
        .with("sass/site.scss", "@use \"parts\";\n.f { background: url(parts.$image) }\n.g { src: url(https://polices.example/b.woff2) }\n");
    let built = checked(&site);
    let told: Vec<_> = all(&built)
        .into_iter()
        .filter(|(_, file, _)| file.ends_with("css"))
        .collect();
    let more = "static/css/more.css";
    let wanted = [
        ("image.missing", "sass/_parts.scss", 1),
        ("image.missing", "sass/_parts.scss", 2),
        ("image.missing", more, 3),
        ("image.missing", more, 4),
        ("image.missing", more, 8),
        ("link.broken", more, 1),
        ("link.broken", more, 5),
        ("link.letter-case", more, 2),
        ("rights.third-party", "sass/site.scss", 3),
        ("rights.third-party", more, 6),
        ("rights.third-party", more, 7),
    ];
    let wanted = wanted.map(|(code, file, line)| (code.to_owned(), file.to_owned(), line));
    assert_eq!(told, wanted, "{}", built.said());
    let errors = built.outcome.findings.iter().filter(|finding| {
        let sheet = |place: &lucarne::report::Place| place.file.ends_with("css");
        finding.place.as_ref().is_some_and(sheet) && finding.severity.name() == "error"
    });
    assert_eq!(errors.count(), 0, "a page without decoration can be read");
}

#[test]
fn the_index_is_given_to_programs() {
    let site = planted();
    let index = &site.run(&["check", "--format", "json"]).json()["report"]["ecoindex"];
    assert!(
        index["median"].as_f64().is_some_and(|median| median > 50.0),
        "{index}"
    );
    let log = site.run(&["check", "--format", "sarif"]).json();
    assert_eq!(&log["runs"][0]["properties"]["ecoindex"], index);
}

#[test]
fn findings_of_links_are_those_of_a_clean_build_after_each_change() {
    let site = planted();
    let options = |site: &Site| Options::new(site.root(), Mode::Check);
    let mut workshop = Workshop::remembering(options(&site));
    let sink = Nowhere;
    workshop.build(&sink, None, &[]);
    let changes = [
        (
            "content/liste/nulle-part.md",
            "---\ntitle: Nulle part\n---\n",
        ),
        (
            "content/liste/equipe.md",
            "---\ntitle: Autre titre\nslug: eux\n---\n## Nos burreaux\n",
        ),
        ("static/absent.ico", "x"),
        (
            "content/liste/p0.md",
            "---\ntitle: Page 0\ndate: 2026-01-01\n---\n<a href=\"../p1/#rien\">un</a>\n",
        ),
    ];
    let mut site = site;
    for (path, text) in changes {
        site = site.with(path, text);
        let again = workshop.build(&sink, None, &[]);
        let clean = Workshop::new(options(&site)).build(&sink, None, &[]);
        assert_eq!(again.findings, clean.findings, "after {path}");
    }
}

#[test]
fn what_only_says_that_it_is_missing_is_still_to_be_filled_in() {
    let files = "
-- lucarne.yaml --
base_url: https://example.org
default_language: fr
check:
  to_fill_in: [data/a.yaml, data/b.toml, data/c.json, data/absent.yaml]
-- data/a.yaml --
# nom:
nom: À compléter
tel: '' # à demander
adresse: Rue du Moulin, 3 # à compléter
horaires: |
  lundi :
  mardi : 9 h
equipe:
  - prenom: Anne
    role:
  - {prenom: Luc, role: \"[à compléter]\"}
liens: []
note: \"Un formulaire à compléter\"
-- data/b.toml --
[bureau]
ville = \"Trooz\"
rue = \"\"
-- data/c.json --
{
  \"a\": {\"b\": null, \"c\": 0, \"d\": false},
  \"e\": \"TODO\"
}
-- templates/index.html --
<h1>{{ section.title }}</h1>
-- content/_index.md --
---
title: Accueil
---
";
    let built = site(files).build();
    let told: Vec<(String, usize)> = all(&built)
        .into_iter()
        .filter(|(code, ..)| code == "data.to-fill-in")
        .map(|(_, file, line)| (file, line))
        .collect();
    let lines = |file: &str, lines: &[usize]| -> Vec<(String, usize)> {
        let of = |line: &usize| (format!("data/{file}"), *line);
        lines.iter().map(of).collect()
    };
    let wanted = [
        lines("a.yaml", &[2, 3, 10, 11, 12]),
        lines("b.toml", &[3]),
        lines("c.json", &[2, 3]),
    ];
    assert_eq!(told, wanted.concat(), "{}", built.said());
}

#[test]
fn an_address_is_placed_where_it_is_used() {
    let site = planted().with(
        "content/liste/z.md",
        "---\ntitle: Des adresses\ndate: 2026-01-01\n---\nOn écrit ../perdu/ ou `<a href=\"../perdu/\">` :\n\n```html\n<a href=\"../perdu/\">Exemple</a>\n```\n\n\
            <p>\nUn <a\n  href=\"../perdu/\">vrai lien</a>.\n</p>\n",
    );
    let built = checked(&site);
    let told: Vec<_> = all(&built)
        .into_iter()
        .filter(|(_, file, _)| file == "content/liste/z.md")
        .map(|(code, _, line)| (code, line))
        .collect();
    assert_eq!(told, [("link.broken".to_owned(), 13)], "{}", built.said());
}

#[test]
fn a_page_at_the_top_may_link_beside_its_address() {
    let body =
        "[La liste](../liste/), [les bureaux](../liste/nous/#nos-bureaux).\n\n[Dehors](../../x/)";
    let site = planted().with(
        "content/haut.md",
        format!("---\ntitle: En haut\ndate: 2026-01-01\n---\n{body}\n"),
    );
    let built = checked(&site);
    let told: Vec<_> = all(&built)
        .into_iter()
        .filter(|(code, file, _)| file == "content/haut.md" && code.starts_with("link."))
        .map(|(code, _, line)| (code, line))
        .collect();
    assert_eq!(told, [("link.broken".to_owned(), 7)], "{}", built.said());
}

#[test]
fn whoever_names_an_address_is_told_of_it_each_time_and_where_to() {
    let menu = "<nav aria-label=\"Menu\"><a href=\"/sous/liste/equipe/\">Qui</a> ";
    let base = planted().read("templates/base.html");
    let site = planted()
        .with("templates/base.html", base.replace("<nav aria-label=\"Menu\">", menu))
        .with(
            "content/liste/z.md",
            "---\ntitle: Des liens\ndate: 2026-01-01\n---\n[Qui](/sous/liste/equipe/), <a href=\"/sous/liste/Nous/\">Nous</a>.\n\n\
                <a href=\"/sous/liste/equipe/\">Qui</a>\n\n<a href=\"/sous/liste/equipe/\">Qui</a>\n\n[Nous](/sous/liste/Nous/)\n",
        );
    let built = checked(&site);
    let told: Vec<_> = built
        .outcome
        .findings
        .iter()
        .filter(|finding| finding.code.starts_with("link."))
        .filter_map(|finding| {
            let place = finding.place.as_ref()?;
            let help = finding.help.as_ref()?.en.as_str();
            Some((finding.code, place.file.as_str(), place.line, help))
        })
        .filter(|(_, file, ..)| *file == "content/liste/z.md" || *file == "templates/base.html")
        .collect();
    let there = "Write “/sous/liste/nous/”.";
    let now = "That page is probably at “/sous/liste/nous/” now.";
    let page = "content/liste/z.md";
    assert_eq!(
        told,
        [
            ("link.broken", page, 5, now),
            ("link.letter-case", page, 5, there),
            ("link.broken", page, 7, now),
            ("link.broken", page, 9, now),
            ("link.letter-case", page, 11, there),
            ("link.broken", "templates/base.html", 7, now),
        ],
        "{}",
        built.said()
    );
}

#[test]
fn what_templates_and_data_say_is_addressed_as_the_page_declares() {
    let files = "
-- lucarne.yaml --
base_url: https://example.org
default_language: fr
-- data/faq.yaml --
question: \"Vous venez quand ?\"
reponse: Demain
-- templates/index.html --
<h1>{{ section.title }}</h1>
{% set faq = load_data(path=\"data/faq.yaml\") %}<p>{{ faq.question | typography }}</p>
<p>Le lieu de rendez-vous.</p><p>Avez-vous <b>« vos papiers »</b> ?</p>
{{ section.content | safe }}
-- templates/components/appel.html --
{% component appel(texte) %}
<p>{{ texte }} Appelez votre école !</p>
{% endcomponent appel %}
-- content/_index.md --
---
title: Accueil
extra: {adresse: tu}
---
Tu viens.

{{<appel texte=\"Viens.\" />}}
";
    let tells = |files: &str| -> Vec<(String, usize)> {
        let built = checked(&site(files));
        let told = all(&built).into_iter();
        told.filter(|(code, ..)| code == "rights.tu-vous")
            .map(|(_, file, line)| (file, line))
            .collect()
    };
    let place = |file: &str, line| (file.to_owned(), line);
    assert_eq!(
        tells(files),
        [
            place("data/faq.yaml", 1),
            place("templates/components/appel.html", 2),
            place("templates/index.html", 3)
        ]
    );
    assert_eq!(
        tells(&files.replace("adresse: tu", "adresse: vous")),
        [place("content/_index.md", 5)]
    );
    assert_eq!(tells(&files.replace("adresse: tu", "autre: tu")), []);
}

#[test]
fn an_address_of_data_is_told_in_the_data() {
    let base = planted().read("templates/base.html");
    let links = "<footer>{% set liens = load_data(path=\"data/liens.toml\") %}{% for lien in liens.lien %}<a href=\"{{ lien.url }}\">{{ lien.nom }}</a> {% endfor %}";
    let site = planted()
        .with("templates/base.html", base.replace("<footer>", links))
        .with(
            "data/liens.toml",
            "[[lien]]\nnom = \"Les mentions\"\nurl = \"/sous/mentions/\"\n",
        );
    let told = all(&checked(&site));
    let wanted = ("link.broken".to_owned(), "data/liens.toml".to_owned(), 3);
    assert!(told.contains(&wanted), "{told:?}");
}

/// What a template says too is not blamed on a link that reads the same and is right.
#[test]
fn a_right_link_is_not_blamed_for_a_wrong_one_that_reads_the_same() {
    let site = site(FRAME);
    let base = site.read("templates/base.html");
    let data = "{% set lieux = load_data(path=\"data/lieux.yaml\") %}<a href=\"{{ lieux.a }}\">Lieux</a></p></footer>";
    let built = checked(
        &site
            .with("data/lieux.yaml", "a: equipe.md\n")
            .with("templates/base.html", base.replace("</p></footer>", data))
            .with(
                "content/liste/a.md",
                "---\ntitle: Un lien\n---\n[Notre équipe](equipe.md)\n",
            ),
    );
    let links = all(&built)
        .into_iter()
        .filter(|(_, file, _)| !file.starts_with("templates/"));
    let links: Vec<_> = links
        .filter(|(code, ..)| code.starts_with("link."))
        .collect();
    let wanted = ("link.broken".to_owned(), "data/lieux.yaml".to_owned(), 1);
    assert_eq!(links, [wanted], "{}", built.said());
}

/// A line that is too long to be shown has columns like any other.
#[test]
fn each_wrong_link_of_a_long_paragraph_is_told() {
    let long = "Un mot, puis un autre. ".repeat(100);
    let body =
        format!("{long}<a href=\"../perdu/\">Perdu</a> {long}<a href=\"../egare/\">Deux</a>");
    let built = checked(&site(FRAME).with(
        "content/liste/a.md",
        format!("---\ntitle: Long\n---\n{body}\n"),
    ));
    let columns: Vec<usize> = built
        .outcome
        .findings
        .iter()
        .filter_map(|finding| finding.place.as_ref())
        .filter(|place| place.file == "content/liste/a.md")
        .map(|place| place.column)
        .collect();
    let at = |address: &str| body.find(address).map_or(0, |at| at + 1);
    assert_eq!(
        columns,
        [at("../perdu/"), at("../egare/")],
        "{}",
        built.said()
    );
}

#[test]
fn days_are_held_against_their_dates_however_they_are_written() {
    let days = |text: &str| -> usize {
        let page = format!("---\ntitle: Des jours\n---\n{text}\n");
        let built = checked(&site(FRAME).with("content/liste/a.md", page));
        let codes = all(&built).into_iter();
        codes.filter(|(code, ..)| code == "rights.weekday").count()
    };
    for wrong in [
        "Du mardi 29 juin au vendredi 3 juillet 2026",
        "Les lundi 8, jeudi 9 et mercredi 10 mars 2027",
        "From Tuesday, March 1 to Friday, March 5, 2027",
        "Vom Dienstag, dem 1., bis Freitag, den 5. März 2027",
        "Van dinsdag 1 t/m vrijdag 5 maart 2027",
        "Rendez-vous le mar. 1er mars 2027",
        "Wed 3 Mar 2027, Mon, 3 Mar 2027",
        "Di 12.03.2027, Fr 12.03.2027",
        "Le mercredi 12 janv. 2027",
    ] {
        assert_eq!(days(wrong), 1, "{wrong}");
    }
    for right in [
        "Du lundi 29 juin au vendredi 3 juillet 2026, les lundi 8, mardi 9 et mercredi 10 mars 2027",
        "Du lundi 28 décembre au vendredi 1er janvier 2027",
        "Chaque lundi. Le 5 et le vendredi 5 mars 2027. Ouvert lundi 14 h et mardi 9 mars 2027",
        "Au bord de la mer. 12 mars 2027. La règle du jeu. 12 mars 2027",
        "The Sun, 12 March 2027. Zo, 12 maart 2027 was mooi",
        "Lun. 1er mars 2027, mar. 2 mars 2027, wo 3 maart 2027",
    ] {
        assert_eq!(days(right), 0, "{right}");
    }
}

#[test]
fn a_word_of_a_sentence_is_no_address() {
    let template = planted().read("templates/page.html");
    let changed = "page.content | replace(from=\"</p>\", to=\" </p>\")";
    let base = planted().read("templates/base.html");
    let site = planted()
        .with("templates/page.html", template.replace("page.content", changed))
        .with(
            "templates/base.html",
            base.replace("<footer>", "<footer>\n<a href=\"/sous/rien/\">Une page</a>"),
        )
        .with(
            "content/liste/z.md",
            "---\ntitle: Un mot\ndate: 2026-01-01\n---\nOn n'y voit rien.\n\nON Y VOIT TRÈS BIEN TOUJOURS\n",
        );
    let built = checked(&site);
    let told = all(&built).into_iter();
    let told: Vec<_> = told
        .filter(|(code, file, line)| {
            file == "content/liste/z.md" || code == "link.broken" && (8..=10).contains(line)
        })
        .collect();
    let place = |code: &str, file: &str, line| (code.to_owned(), file.to_owned(), line);
    assert_eq!(
        told,
        [
            place("a11y.capitals", "content/liste/z.md", 7),
            place("link.broken", "templates/base.html", 10),
        ],
        "{}",
        built.said()
    );
}
