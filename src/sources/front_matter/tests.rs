use super::*;
use crate::report::Severity;
use proptest::prelude::*;

fn reading(text: &str) -> Reading<'_> {
    Reading {
        file: "content/page.md",
        text,
        dialect: Dialect::Native,
        timezone: "Europe/Brussels",
    }
}

fn findings_of(reading: Reading<'_>, is_section: bool) -> Vec<Finding> {
    let split = match split(reading.file, reading.text) {
        Ok(split) => split,
        Err(finding) => return vec![*finding],
    };
    match parse(reading, &split) {
        Err(findings) => findings,
        Ok(data) if is_section => section(reading, &split, data).1,
        Ok(data) => page(reading, &split, data, &[]).1,
    }
}

fn read(text: &str) -> PageFront {
    read_as(reading(text))
}

fn read_as(reading: Reading<'_>) -> PageFront {
    let split = split(reading.file, reading.text).expect("front matter");
    let data = parse(reading, &split).expect("well-formed");
    let (front, findings) = page(reading, &split, data, &[]);
    assert!(findings.is_empty(), "{findings:?}");
    front
}

/// A mistake: the text, where it is found, and words of the message or help in French and English.
struct Mistake<'a>(&'a str, (usize, usize), &'a str, [&'a str; 2]);

fn check(mistakes: &[Mistake<'_>], is_section: bool) {
    for Mistake(text, place, code, [fr, en]) in mistakes {
        let findings = findings_of(reading(text), is_section);
        let [finding] = &findings[..] else {
            panic!("one finding expected for {text:?}, got {findings:#?}");
        };
        assert_eq!(finding.code, *code, "{text:?}: {finding:#?}");
        let found = finding
            .place
            .as_ref()
            .map(|place| (place.line, place.column));
        assert_eq!(found, Some(*place), "{text:?}: {finding:#?}");
        let said = |french: bool| {
            let texts = [Some(&finding.message), finding.help.as_ref()];
            let texts = texts.into_iter().flatten();
            let said: String = texts
                .map(|text| if french { &text.fr } else { &text.en }.as_str())
                .collect::<Vec<_>>()
                .join("\n");
            said.replace('\u{a0}', " ")
        };
        assert!(said(true).contains(fr), "{fr:?} is missing: {finding:#?}");
        assert!(said(false).contains(en), "{en:?} is missing: {finding:#?}");
        assert!(finding.help.is_some(), "{finding:#?}");
    }
}

#[test]
fn mistakes_in_the_marks_are_answered_at_their_place() {
    check(
        &[
            Mistake(
                "# Équipe\n\nTexte\n",
                (1, 1),
                "front-matter.missing",
                ["title: Équipe", "title: Équipe"],
            ),
            Mistake(
                "",
                (1, 1),
                "front-matter.missing",
                ["tout en haut", "very top"],
            ),
            Mistake(
                "--\ntitle: a\n--\n",
                (1, 1),
                "front-matter.missing",
                ["trois tirets", "three dashes"],
            ),
            Mistake(
                "\n---\ntitle: a\n\nTexte\n",
                (2, 1),
                "front-matter.unclosed",
                ["Ajoutez une ligne « --- »", "Add a line “---”"],
            ),
            Mistake(
                "---\ntitle: a\n+++\nTexte\n",
                (1, 1),
                "front-matter.unclosed",
                ["remplacez « +++ » par « --- »", "replace “+++” by “---”"],
            ),
            Mistake(
                "+++\ntitle = \"a\"\n---\nTexte\n",
                (1, 1),
                "front-matter.unclosed",
                ["remplacez « --- » par « +++ »", "replace “---” by “+++”"],
            ),
        ],
        false,
    );
}

#[test]
fn mistakes_in_yaml_are_answered_at_their_place_with_the_corrected_line() {
    check(
        &[
            Mistake(
                "---\ntitle: Paris : la ville\n---\n",
                (2, 14),
                "yaml.colon",
                [
                    "guillemets autour du titre :\ntitle: \"Paris : la ville\"",
                    "quotes around the title:\ntitle: \"Paris : la ville\"",
                ],
            ),
            Mistake(
                "---\r\ndate: 2026-01-05\r\ntitle: Note: ceci\r\n---\r\n",
                (3, 12),
                "yaml.colon",
                ["title: \"Note: ceci\"", "title: \"Note: ceci\""],
            ),
            Mistake(
                "---\nextra:\n\ta: b\n---\n",
                (3, 1),
                "yaml.tab",
                ["tabulation", "\n  a: b"],
            ),
            Mistake(
                "---\ntitle: a\n\tdescription: b\n---\n",
                (3, 1),
                "yaml.tab",
                ["\ndescription: b", "tab"],
            ),
            Mistake(
                "---\ntitle: \"Bonjour\ndescription: \"Le monde\"\n---\n",
                (2, 8),
                "yaml.quote",
                ["title: \"Bonjour\"", "is not closed"],
            ),
            Mistake(
                "---\ntitle: \"Bonjour\ndraft: true\n---\n",
                (2, 8),
                "yaml.quote",
                ["n'est pas fermé", "is not closed"],
            ),
            Mistake(
                "---\ntitle: 'L'été'\n---\n",
                (2, 10),
                "yaml.quote",
                ["title: \"L'été\"", "apostrophe"],
            ),
            Mistake(
                "---\ntitle: \"Il dit \"oui\" bien\"\n---\n",
                (2, 16),
                "yaml.quote",
                ["title: 'Il dit \"oui\" bien'", "other quotes"],
            ),
            Mistake(
                "---\ntitle: a\nweight: 1\ntitle: b\n---\n",
                (4, 1),
                "yaml.duplicate",
                ["« title » est donné deux fois", "“title” is given twice"],
            ),
            Mistake(
                "---\ntitle: a\n  description: b\n---\n",
                (3, 3),
                "yaml.indentation",
                ["décalée", "\ndescription: b"],
            ),
            Mistake(
                "---\nextra:\n    a: 1\n  b: 2\n---\n",
                (4, 3),
                "yaml.indentation",
                ["\n    b: 2", "indentation"],
            ),
            Mistake(
                "---\ntaxonomies:\n  tags: [a, b\ntitle: x\n---\n",
                (3, 9),
                "yaml.bracket",
                ["tags: [a, b]", "bracket"],
            ),
            Mistake(
                "---\nextra: {a: 1\n---\n",
                (2, 8),
                "yaml.bracket",
                ["accolade", "extra: {a: 1}"],
            ),
            Mistake(
                "---\ntitle Bonjour\n---\n",
                (2, 1),
                "yaml.no-colon",
                ["title: Bonjour", "colon"],
            ),
            Mistake(
                "---\ntitle:Bonjour\ndraft: true\n---\n",
                (2, 6),
                "yaml.space",
                ["espace", "title: Bonjour"],
            ),
            Mistake(
                "---\ntitle = \"a\"\ndraft = true\n---\n",
                (2, 7),
                "yaml.equals",
                ["+++", "title: \"a\""],
            ),
            Mistake(
                "---\ntitle: @home\n---\n",
                (2, 8),
                "yaml.special-sign",
                ["title: \"@home\"", "starts with “@”"],
            ),
            Mistake(
                "---\ntitle: *étoile*\n---\n",
                (2, 8),
                "yaml.special-sign",
                ["« * »", "title: \"*étoile*\""],
            ),
            Mistake(
                "---\ntitle: [Important] Réunion\n---\n",
                (2, 8),
                "yaml.special-sign",
                ["title: \"[Important] Réunion\"", "“[”"],
            ),
            Mistake(
                "---\ntitle: {{ a }}\n---\n",
                (2, 8),
                "yaml.special-sign",
                ["title: \"{{ a }}\"", "“{”"],
            ),
            Mistake(
                "---\nauthors: - a\n  - b\n---\n",
                (2, 10),
                "yaml.list",
                ["authors: [a, b]", "list"],
            ),
            Mistake(
                "---\nauthors:\n- a\n - b\n---\n",
                (3, 3),
                "data.list",
                ["alignés", "aligned"],
            ),
            Mistake(
                "---\ntitle: \"C:\\dossier\"\n---\n",
                (2, 11),
                "yaml.backslash",
                ["C:\\\\dossier", "Double it"],
            ),
        ],
        false,
    );
}

#[test]
fn a_duplicate_key_shows_the_first_one_too() {
    for text in [
        "---\nextra:\n  a:\n    - {b: 1, b: 2}\n---\n",
        "+++\ntitle = 1\n[extra]\nb = 1\nb = 2\n+++\n",
    ] {
        let findings = findings_of(reading(text), false);
        let place = findings[0].place.as_ref().map(|place| place.column);
        let first = &findings[0].related[0].0;
        assert!(
            (first.line, first.column) < (5, place.unwrap_or_default()),
            "{findings:#?}"
        );
        assert_eq!(first.line, 4);
    }
}

#[test]
fn mistakes_in_toml_are_answered_at_their_place_with_the_corrected_line() {
    check(
        &[
            Mistake(
                "+++\ntitle = Bonjour\n+++\n",
                (2, 9),
                "toml.quotes",
                ["title = \"Bonjour\"", "quotes around the title"],
            ),
            Mistake(
                "+++\ntitle: a\n+++\n",
                (2, 6),
                "toml.colon",
                ["title = \"a\"", "---"],
            ),
            Mistake(
                "+++\n- éa: b\n+++\n",
                (2, 5),
                "toml.colon",
                ["éa = \"b\"", "sign “=”"],
            ),
            Mistake(
                "+++\ntitle \"a\"\n+++\n",
                (2, 1),
                "toml.no-equals",
                ["title = \"a\"", "sign “=”"],
            ),
            Mistake(
                "+++\ntitle = \"Bonjour\ndraft = true\n+++\n",
                (2, 9),
                "toml.quote",
                ["title = \"Bonjour\"", "not closed"],
            ),
            Mistake(
                "+++\ntitle = “Bonjour”\n+++\n",
                (2, 9),
                "toml.quote",
                ["title = \"Bonjour\"", "straight quotes"],
            ),
            Mistake(
                "+++\ntitle = \"a\"\ntitle = \"b\"\n+++\n",
                (3, 1),
                "toml.duplicate",
                ["deux fois", "twice"],
            ),
            Mistake(
                "+++\nauthors = [a, b]\n+++\n",
                (2, 11),
                "toml.quotes",
                ["[\"a\", \"b\"]", "in quotes"],
            ),
            Mistake(
                "+++\nauthors = [\"a\"\n+++\n",
                (2, 11),
                "toml.bracket",
                ["authors = [\"a\"]", "bracket"],
            ),
            Mistake(
                "+++\ndraft = oui\n+++\n",
                (2, 9),
                "toml.truth",
                ["draft = true", "draft = true"],
            ),
            Mistake(
                "+++\ndate = 2026-02-30\n+++\n",
                (2, 8),
                "toml.date",
                ["février 2026 n'a que 28 jours", "only 28 days"],
            ),
            Mistake(
                "+++\ndate = 21/11/2026\n+++\n",
                (2, 8),
                "toml.date",
                ["2026-11-21", "2026-11-21"],
            ),
            Mistake(
                "+++\nmon titre = \"a\"\n+++\n",
                (2, 1),
                "toml.key",
                ["\"mon titre\" = ", "name in quotes"],
            ),
            Mistake(
                "+++\n[extra\na = 1\n+++\n",
                (2, 1),
                "toml.bracket",
                ["[extra]", "not closed"],
            ),
            Mistake(
                "+++\nweight = 1,5\n+++\n",
                (2, 10),
                "toml.number",
                ["weight = 1.5", "weight = 1.5"],
            ),
        ],
        false,
    );
}

#[test]
fn wrong_keys_and_values_of_a_page_are_answered_at_their_place() {
    check(
        &[
            Mistake(
                "---\ntitel: a\n---\n",
                (2, 1),
                "data.unknown-key",
                ["Vouliez-vous écrire « title » ?", "Did you mean “title”?"],
            ),
            Mistake(
                "---\ntitre: a\n---\n",
                (2, 1),
                "data.unknown-key",
                ["« title »", "“title”"],
            ),
            Mistake(
                "---\ntitle\u{a0}: a\n---\n",
                (2, 1),
                "data.unknown-key",
                ["espace insécable", "no-break space"],
            ),
            Mistake(
                "---\nsort_by: date\n---\n",
                (2, 1),
                "data.unknown-key",
                ["_index.md", "section"],
            ),
            Mistake(
                "---\ncouleur: bleu\n---\n",
                (2, 1),
                "data.unknown-key",
                ["extra:", "extra:"],
            ),
            Mistake(
                "---\ntitle: a\ntags: [b, c]\n---\n",
                (3, 1),
                "data.unknown-key",
                ["taxonomies:\n  tags: [b, c]", "taxonomies:\n  tags: [b, c]"],
            ),
            Mistake(
                "---\ndraft: oui\n---\n",
                (2, 8),
                "data.type",
                ["draft: true", "must be “true” or “false”"],
            ),
            Mistake(
                "---\nweight: premier\n---\n",
                (2, 9),
                "data.type",
                ["un nombre entier", "a whole number"],
            ),
            Mistake(
                "---\ntitle: [a]\n---\n",
                (2, 8),
                "data.type",
                ["il y a ici une liste", "title: \"a\""],
            ),
            Mistake(
                "---\nauthors: Anne, Paul\n---\n",
                (2, 10),
                "data.type",
                ["authors: [\"Anne\", \"Paul\"]", "a list"],
            ),
            Mistake(
                "---\ntaxonomies: [a]\n---\n",
                (2, 13),
                "data.type",
                ["un groupe de clés", "a group of keys"],
            ),
            Mistake(
                "---\ndate: 2026-02-30\n---\n",
                (2, 7),
                "front-matter.date",
                [
                    "février 2026 n'a que 28 jours",
                    "February 2026 has only 28 days",
                ],
            ),
            Mistake(
                "---\ndate: 21/11/2026\n---\n",
                (2, 7),
                "front-matter.date",
                ["2026-11-21", "Write the year"],
            ),
            Mistake(
                "---\ndate: 1er septembre 2026\n---\n",
                (2, 7),
                "front-matter.date",
                ["2026-09-01", "2026-09-01"],
            ),
            Mistake(
                "---\ndate: demain\n---\n",
                (2, 7),
                "front-matter.date",
                ["n'est pas une date", "is not a date"],
            ),
            Mistake(
                "+++\ndate = \"2026-13-01\"\n+++\n",
                (2, 8),
                "front-matter.date",
                ["pas de mois 13", "no month 13"],
            ),
            Mistake(
                "---\nslug: \"\"\n---\n",
                (2, 1),
                "front-matter.empty",
                ["nom du fichier", "file's name"],
            ),
            Mistake(
                "---\ntaxonomies:\n  tags: [a, \" \"]\n---\n",
                (3, 13),
                "front-matter.empty",
                ["Un terme de « tags »", "A term of “tags”"],
            ),
            Mistake(
                "---\nmenu: {weight: 3}\n---\n",
                (2, 7),
                "front-matter.menu",
                ["nom du menu", "name of the menu"],
            ),
        ],
        false,
    );
}

#[test]
fn wrong_keys_and_values_of_a_section_are_answered_at_their_place() {
    check(
        &[
            Mistake(
                "---\nsort_by: dat\n---\n",
                (2, 10),
                "data.choice",
                ["« date »", "Did you mean “date”?"],
            ),
            Mistake(
                "---\ndate: 2026-01-01\n---\n",
                (2, 1),
                "data.unknown-key",
                ["cascade", "cascade"],
            ),
            Mistake(
                "---\npaginate: 5\n---\n",
                (2, 1),
                "data.unknown-key",
                ["paginate_by", "paginate_by"],
            ),
            Mistake(
                "---\npaginate_by: -1\n---\n",
                (2, 14),
                "data.type",
                ["positif", "0 or more"],
            ),
            Mistake(
                "---\ncascade:\n  tilte: a\n---\n",
                (3, 3),
                "data.unknown-key",
                ["« title »", "“title”"],
            ),
            Mistake(
                "---\ncascade:\n  draft: non\n---\n",
                (3, 10),
                "data.type",
                ["draft: false", "draft: false"],
            ),
        ],
        true,
    );
}

#[test]
fn all_wrong_keys_of_a_page_are_told_at_once() {
    let text = "---\ntitel: a\ndraft: oui\ndate: hier\n---\n";
    assert_eq!(findings_of(reading(text), false).len(), 3);
}

#[test]
fn an_unknown_key_is_a_warning_in_a_zola_page() {
    let text = "+++\ntags = [\"a\"]\n+++\n";
    let zola = Reading {
        dialect: Dialect::Zola,
        ..reading(text)
    };
    let findings = findings_of(zola, false);
    assert_eq!(findings[0].severity, Severity::Warning);
    assert_eq!(findings_of(zola, true)[0].severity, Severity::Error);
}

#[test]
fn every_known_key_is_known() {
    for key in page::KEYS {
        let text = format!("---\n{key}:\n---\n");
        assert_eq!(findings_of(reading(&text), false), [], "{key}");
    }
    for key in section::KEYS {
        let text = format!("---\n{key}:\n---\n");
        assert_eq!(findings_of(reading(&text), true), [], "{key}");
    }
}

#[test]
fn marks_may_have_trailing_space_windows_ends_of_line_and_a_byte_order_mark() {
    let text = "\u{feff}--- \r\ntitle: a\r\n---\t\r\nCorps";
    let split = split("a.md", text).expect("front matter");
    assert_eq!(&text[split.front_matter.clone()], "title: a\r\n");
    assert_eq!(&text[split.body..], "Corps");
    assert_eq!(read(text).title.as_deref(), Some("a"));
    assert_eq!(read("---\n---").title, None);
    assert_eq!(read("+++\n\n+++\n").title, None);
}

#[test]
fn yaml_values_are_read_as_a_writer_means_them() {
    let front = read(
        "---\ntitle: 1.10\ndescription: no\ntaxonomies: {tags: seul, lieux: [12, 007]}\nauthors: Anne\n\
         menu: [principal, {name: pied, weight: 3, title: Nous}]\nextra:\n  non: no\n  zéro: 012\n  mille: 1_000\n  n: 12\n  vide:\n---\n",
    );
    assert_eq!(front.title.as_deref(), Some("1.10"));
    assert_eq!(front.description.as_deref(), Some("no"));
    assert_eq!(front.taxonomies.0["tags"], ["seul"]);
    assert_eq!(front.taxonomies.0["lieux"], ["12", "007"]);
    assert_eq!(front.authors, ["Anne"]);
    assert_eq!(front.menu[0].1.name, "1.10");
    assert_eq!(
        (front.menu[1].0.as_str(), front.menu[1].1.weight),
        ("pied", 3)
    );
    let extra =
        serde_json::json!({"non": "no", "zéro": "012", "mille": "1_000", "n": 12, "vide": null});
    assert_eq!(Value::Object(front.extra.0), extra);
}

#[test]
fn dates_are_shown_as_zola_shows_them_and_mean_a_moment() {
    let zola = |date: &str, format: [&str; 2]| {
        let [before, after] = format;
        let text = format!("{before}{date}{after}");
        let reading = Reading {
            dialect: Dialect::Zola,
            timezone: "UTC",
            ..reading(&text)
        };
        let moment = read_as(reading).date.expect("a date");
        (moment.text.clone(), moment.timestamp.to_string())
    };
    let toml = ["+++\ndate = ", "\n+++\n"];
    let yaml = ["---\ndate: ", "\n---\n"];
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        zola("2026-01-05", toml),
        pair("2026-01-05", "2026-01-05T00:00:00Z")
    );
    assert_eq!(
        zola("2026-01-05 10:00:00", toml),
        pair("2026-01-05T10:00:00", "2026-01-05T10:00:00Z")
    );
    assert_eq!(
        zola("2026-01-05T10:00:00.50+02:00", toml),
        pair("2026-01-05T10:00:00.5+02:00", "2026-01-05T08:00:00.5Z")
    );
    assert_eq!(
        zola("2026-1-5", yaml),
        pair("2026-01-05T00:00:00Z", "2026-01-05T00:00:00Z")
    );
    assert_eq!(
        zola("2001-12-14 21:59:43.10 -5", yaml),
        pair("2001-12-14T21:59:43.1-05:00", "2001-12-15T02:59:43.1Z")
    );
    assert_eq!(zola("\"2026-01-05\"", yaml).0, "2026-01-05");
}

#[test]
fn a_date_without_zone_is_in_the_zone_of_the_site() {
    let moment = read("---\ndate: 2026-07-01\n---\n").date.expect("a date");
    assert_eq!(moment.timestamp.to_string(), "2026-06-30T22:00:00Z");
    assert_eq!(
        (moment.text.as_str(), moment.ymd),
        ("2026-07-01", (2026, 7, 1))
    );
}

#[test]
fn a_cascade_fills_what_a_page_does_not_say() {
    let text =
        "---\ntitle: a\nweight: 2\nextra: {own: 1, deep: {a: 1}}\ntaxonomies: {tags: [x]}\n---\n";
    let outer = serde_json::json!({"weight": 9, "template": "outer.html", "draft": true, "titel": "told elsewhere"});
    let inner = serde_json::json!({"template": "inner.html", "extra": {"own": 0, "deep": {"b": 2}}, "taxonomies": {"tags": ["y"], "lieux": ["z"]}});
    let json = |value: Value| match value {
        Value::Object(map) => Json(map),
        _ => Json::default(),
    };
    let reading = reading(text);
    let split = split(reading.file, text).expect("front matter");
    let data = parse(reading, &split).expect("well-formed");
    let (front, findings) = page(reading, &split, data, &[&json(outer), &json(inner)]);
    assert_eq!(findings, []);
    assert_eq!((front.weight, front.draft), (Some(2), true));
    assert_eq!(front.template.as_deref(), Some("inner.html"));
    assert_eq!(front.taxonomies.0["tags"], ["x"]);
    assert_eq!(front.taxonomies.0["lieux"], ["z"]);
    assert_eq!(
        Value::Object(front.extra.0),
        serde_json::json!({"own": 1, "deep": {"a": 1, "b": 2}})
    );
}

#[test]
fn a_bomb_of_aliases_and_an_endless_front_matter_are_refused() {
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = format!("*a{}", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", vec![before; 9].join(", "));
    }
    bomb += "---\n";
    assert_eq!(
        findings_of(reading(&bomb), false)[0].code,
        "yaml.repetition"
    );
    let endless = format!("---\ntitle: {}\n---\n", "a".repeat(1_100_000));
    assert_eq!(
        findings_of(reading(&endless), false)[0].code,
        "front-matter.too-long"
    );
    let deep = format!("---\nextra: {}\n---\n", "[".repeat(20_000));
    assert_eq!(findings_of(reading(&deep), false).len(), 1);
}

proptest! {
    #[test]
    fn nothing_a_writer_types_makes_reading_panic(
        text in "(---|\\+\\+\\+)?[ \\r]?\n((- )?[a-zé]{0,6}[ \\t]{0,2}(: |=|:)?[-\\[\\]{}\"'&*!|>%@` #:,a-z0-9éà\n\\t\\\\]{0,12}\n){0,6}(---|\\+\\+\\+)?",
    ) {
        for dialect in [Dialect::Native, Dialect::Zola] {
            let reading = Reading { dialect, ..reading(&text) };
            findings_of(reading, false);
            findings_of(reading, true);
        }
    }

    #[test]
    fn any_text_splits_or_is_refused(text in "\\PC*") {
        let _ = split("a.md", &text);
    }

    #[test]
    fn any_quoted_title_is_read_back(title in "[^\\p{C}]{1,30}") {
        let quoted = serde_json::to_string(&title).expect("a string");
        let front = read(&format!("---\ntitle: {quoted}\n---\n"));
        prop_assert_eq!(front.title, Some(title));
    }

    /// What a writer notes is what templates see, whichever of the two languages it is noted in.
    #[test]
    fn values_are_read_back_from_both_languages(
        texts in prop::collection::btree_map("k[a-z]{0,5}", "[^\\p{C}]{0,20}", 0..6),
        numbers in prop::collection::btree_map("n[a-z]{1,6}", any::<i32>(), 0..4),
        list in prop::collection::vec("[^\\p{C}]{0,8}", 0..4),
    ) {
        let mut wanted = serde_json::Map::new();
        wanted.extend(texts.into_iter().map(|(key, text)| (key, text.into())));
        wanted.extend(numbers.into_iter().map(|(key, number)| (key, number.into())));
        wanted.insert("list".to_owned(), list.into());
        let lines = |sign: &str| -> String {
            wanted.iter().map(|(key, value)| format!("{key}{sign}{value}\n")).collect()
        };
        let yaml = format!("---\nextra:\n  {}\n---\n", lines(": ").trim_end().replace('\n', "\n  "));
        let toml = format!("+++\n[extra]\n{}+++\n", lines(" = "));
        for text in [yaml, toml] {
            let extra = read(&text).extra.0;
            prop_assert_eq!(&extra, &wanted, "{}", text);
        }
    }
}
