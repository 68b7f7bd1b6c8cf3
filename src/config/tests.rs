use super::*;
use crate::report::{Finding, Findings, Severity};
use serde_json::json;

fn parse(file: &str, text: &str) -> (Option<Config>, Vec<Finding>) {
    let mut findings = Findings::default();
    let config = super::load::parse(file, text, &mut findings);
    (config, findings.sorted())
}

fn native(text: &str) -> Config {
    let (config, findings) = parse("lucarne.yaml", text);
    assert_eq!(findings, []);
    config.expect("a configuration")
}

fn zola(text: &str) -> Config {
    let (config, findings) = parse("zola.toml", text);
    assert_eq!(findings, []);
    config.expect("a configuration")
}

/// The one finding of a configuration has this place and code, and says this in French and English.
fn mistake(file: &str, text: &str, place: (usize, usize), code: &str, said: [&str; 2]) -> Finding {
    let (_, findings) = parse(file, text);
    let [finding] = &findings[..] else {
        panic!("one finding expected for {text:?}, got {findings:#?}");
    };
    assert_eq!(finding.code, code, "{finding:#?}");
    let found = finding
        .place
        .as_ref()
        .map(|place| (place.line, place.column));
    assert_eq!(found, Some(place), "{finding:#?}");
    let help = finding.help.as_ref().expect("what to do");
    let fr = format!("{} {}", finding.message.fr, help.fr).replace('\u{a0}', " ");
    let en = format!("{} {}", finding.message.en, help.en);
    assert!(fr.contains(said[0]) && en.contains(said[1]), "{finding:#?}");
    finding.clone()
}

#[test]
fn defaults_depend_on_the_dialect() {
    let native = native("base_url: https://a.be/\n");
    assert_eq!(native.base_url, "https://a.be");
    assert_eq!(native.timezone, "Europe/Brussels");
    assert_eq!(native.content_templating, ContentTemplating::Components);
    assert!(native.markdown.github_alerts && native.markdown.autolink);
    assert!(!native.markdown.external_links_external);
    assert_eq!(native.markdown.raw_html, RawHtml::Safe);
    let highlighting = native.markdown.highlighting.expect("on by default");
    assert!(!highlighting.inline && highlighting.dark_theme.is_some());
    assert_eq!(native.languages["en"].feed_filenames, ["atom.xml"]);

    let zola = zola("base_url = \"https://a.be\"\n[markdown.highlighting]\ntheme = \"nord\"\n");
    assert_eq!(zola.timezone, "UTC");
    assert_eq!(zola.content_templating, ContentTemplating::Full);
    assert!(!zola.markdown.github_alerts && !zola.markdown.autolink);
    assert!(zola.markdown.external_links_external);
    assert_eq!(zola.markdown.raw_html, RawHtml::All);
    assert!(
        zola.markdown
            .highlighting
            .is_some_and(|it| it.inline && it.light_theme == "nord")
    );
    assert!(zola.generate_sitemap && zola.generate_robots_txt);
}

#[test]
fn the_default_language_comes_first_wherever_it_is_said() {
    let config = native(
        "base_url: https://a.be\ndefault_language: fr\nlanguages:\n  nl: {title: Dag}\n  fr:\n    title: Bonjour\n    \
         taxonomies: [{name: Étiquettes, feed: true, paginate_by: 5}, lieux]\ntranslations: {lire: Lire}\n",
    );
    let codes: Vec<&str> = config.languages.keys().map(String::as_str).collect();
    assert_eq!(codes, ["fr", "nl"]);
    let french = &config.languages["fr"];
    assert_eq!(french.title.as_deref(), Some("Bonjour"));
    assert_eq!(french.translations["lire"], "Lire");
    assert_eq!(french.taxonomies[0].slug, "etiquettes");
    assert_eq!(
        (french.taxonomies[0].paginate_by, french.taxonomies[0].feed),
        (Some(5), true)
    );
    assert_eq!(french.taxonomies[1].name, "lieux");
    assert!(french.taxonomies[1].render);
}

#[test]
fn menus_have_entries_with_identifiers() {
    let config = native(
        "base_url: https://a.be\nmenus:\n  principal:\n    - {name: Accueil, url: \"@/_index.md\"}\n    \
         - {name: Équipe, url: /equipe/, weight: 2, identifier: e, parent: Accueil}\n",
    );
    let entries = &config.menus["principal"];
    assert_eq!(
        (entries[0].identifier.as_str(), entries[0].weight),
        ("Accueil", 0)
    );
    assert_eq!(
        (entries[1].identifier.as_str(), entries[1].parent.as_deref()),
        ("e", Some("Accueil"))
    );
}

#[test]
fn mistakes_in_a_native_configuration_are_answered_at_their_place() {
    let file = "lucarne.yaml";
    let with = |rest: &str| format!("base_url: https://a.be\n{rest}");
    mistake(
        file,
        "title: a\n",
        (0, 0),
        "config.base-url",
        [
            "base_url: https://www.example.org",
            "base_url: https://www.example.org",
        ],
    );
    mistake(
        file,
        "base_url: www.a.be\n",
        (1, 11),
        "config.base-url",
        ["https:// devant", "https:// in front"],
    );
    mistake(
        file,
        "base_url: https://a.be/?q=1\n",
        (1, 11),
        "config.base-url",
        ["« ? »", "“?”"],
    );
    mistake(
        file,
        &with("titel: a\n"),
        (2, 1),
        "data.unknown-key",
        ["Vouliez-vous écrire « title » ?", "Did you mean “title”?"],
    );
    mistake(
        file,
        &with("couleur: bleu\n"),
        (2, 1),
        "data.unknown-key",
        ["extra", "extra"],
    );
    mistake(
        file,
        &with("markdown:\n  smart_ponctuation: true\n"),
        (3, 3),
        "data.unknown-key",
        ["smart_punctuation", "in “markdown”"],
    );
    mistake(
        file,
        &with("compile_sass: oui\n"),
        (2, 15),
        "data.type",
        ["compile_sass: true", "compile_sass: true"],
    );
    mistake(
        file,
        &with("ignored_content: '*.xlsx'\n"),
        (2, 18),
        "data.type",
        ["une liste", "a list"],
    );
    mistake(
        file,
        &with("ignored_content: ['a[']\n"),
        (2, 19),
        "config.glob",
        ["motif", "pattern"],
    );
    mistake(
        file,
        &with("timezone: Europe/Bruxelles\n"),
        (2, 11),
        "config.timezone",
        ["Europe/Brussels", "Europe/Brussels"],
    );
    mistake(
        file,
        &with("default_language: fr_BE\n"),
        (2, 19),
        "config.language-code",
        ["Écrivez « fr-BE »", "Write “fr-BE”"],
    );
    mistake(
        file,
        &with("languages: {français: {title: a}}\n"),
        (2, 13),
        "config.language-code",
        ["code de langue", "language code"],
    );
    mistake(
        file,
        &with("languages: {nl: {titel: a}}\n"),
        (2, 18),
        "data.unknown-key",
        ["« title »", "“title”"],
    );
    mistake(
        file,
        &with("taxonomies: [tags, Tags]\n"),
        (2, 20),
        "config.taxonomy",
        ["même adresse", "one address"],
    );
    mistake(
        file,
        &with("taxonomies: [{feed: true}]\n"),
        (2, 14),
        "config.taxonomy",
        ["pas de nom", "no name"],
    );
    mistake(
        file,
        &with("menus: {a: [{url: /}]}\n"),
        (2, 13),
        "config.menu",
        ["pas de nom", "no name"],
    );
    mistake(
        file,
        &with("markdown: {highlighting: {light_theme: a}}\n"),
        (2, 12),
        "config.highlighting",
        ["dark_theme", "dark_theme"],
    );
    mistake(
        file,
        &with("slugify: {paths: yes}\n"),
        (2, 18),
        "data.choice",
        ["on, safe, off", "on, safe, off"],
    );
    mistake(
        file,
        &with("title: AMO : accueil\n"),
        (2, 12),
        "yaml.colon",
        ["title: \"AMO : accueil\"", "quotes around the title"],
    );
    let twice = mistake(
        file,
        &with("title: a\nlanguages:\n  en: {title: b}\n"),
        (2, 1),
        "config.said-twice",
        ["deux fois", "twice"],
    );
    assert_eq!(twice.related[0].0.line, 4);
}

#[test]
fn old_keys_of_zola_are_answered_with_their_new_name() {
    let with = |rest: &str| format!("base_url = \"https://a.be\"\n{rest}");
    mistake(
        "zola.toml",
        &with("generate_feed = true\n"),
        (2, 1),
        "data.unknown-key",
        ["generate_feeds", "generate_feeds"],
    );
    mistake(
        "zola.toml",
        &with("feed_filename = \"a\"\n"),
        (2, 1),
        "data.unknown-key",
        ["feed_filenames", "feed_filenames"],
    );
    let old = mistake(
        "config.toml",
        &with("[markdown]\nhighlight_code = true\n"),
        (3, 1),
        "data.unknown-key",
        ["highlighting", "highlighting"],
    );
    assert_eq!(old.severity, Severity::Warning);
    mistake(
        "zola.toml",
        &with("title = a\n"),
        (2, 9),
        "toml.quotes",
        ["title = \"a\"", "title = \"a\""],
    );
}

#[test]
fn every_known_key_is_known() {
    for key in root::KEYS
        .iter()
        .chain(language::KEYS)
        .filter(|key| **key != "base_url")
    {
        native(&format!("base_url: https://a.be\n{key}:\n"));
    }
    for key in markdown::KEYS {
        native(&format!("base_url: https://a.be\nmarkdown:\n  {key}:\n"));
    }
}

#[test]
fn a_theme_adds_what_the_site_does_not_say() {
    let mut config = native(
        "base_url: https://a.be\nextra: {couleur: bleu, pied: {texte: a}, plat: 1}\ntranslations: {lire: Lire}\n",
    );
    let mut findings = Findings::default();
    let theme = "name = \"t\"\n[extra]\ncouleur = \"vert\"\nneuf = true\nplat = {a = 1}\n[extra.pied]\ntexte = \"b\"\nannee = 2026\n";
    merge_theme_extra(&mut config, "themes/t/theme.toml", theme, &mut findings);
    let extra =
        json!({"couleur": "bleu", "pied": {"texte": "a", "annee": 2026}, "plat": 1, "neuf": true});
    assert_eq!(serde_json::Value::Object(config.extra.clone()), extra);
    let findings = findings.sorted();
    assert_eq!((findings.len(), findings[0].code), (1, "theme.extra"));
    assert_eq!(findings[0].related[0].0.line, 5);

    let mut findings = Findings::default();
    merge_theme_translations(
        &mut config,
        "en",
        "themes/t/i18n/en.yaml",
        "lire: Read\nsuite: More\n",
        &mut findings,
    );
    assert!(!findings.iter().any(Finding::is_error));
    assert_eq!(config.languages["en"].translations["lire"], "Lire");
    assert_eq!(config.languages["en"].translations["suite"], "More");
}

#[test]
fn the_native_file_comes_before_the_others_and_its_absence_is_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let load = |explicit: Option<&str>| {
        let mut findings = Findings::default();
        let explicit = explicit.map(|name| folder.path().join(name));
        let config = super::load(folder.path(), explicit.as_deref(), &mut findings);
        (
            config.map(|config| (config.file, config.dialect)),
            findings.sorted(),
        )
    };
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    };
    assert!(
        load(None).1[0]
            .help
            .as_ref()
            .is_some_and(|help| help.fr.contains("lucarne init"))
    );
    write("config.yaml", b"");
    assert!(
        load(None).1[0]
            .help
            .as_ref()
            .is_some_and(|help| help.fr.contains("config.yaml"))
    );
    write("config.toml", b"base_url = 'https://a.be'\n");
    assert_eq!(
        load(None).0,
        Some(("config.toml".to_owned(), Dialect::Zola))
    );
    write("zola.toml", b"base_url = 'https://a.be'\n");
    assert_eq!(load(None).0, Some(("zola.toml".to_owned(), Dialect::Zola)));
    write("lucarne.yaml", b"\xef\xbb\xbfbase_url: https://a.be\n");
    assert_eq!(
        load(None).0,
        Some(("lucarne.yaml".to_owned(), Dialect::Native))
    );
    assert_eq!(
        load(Some("zola.toml")).0,
        Some(("zola.toml".to_owned(), Dialect::Zola))
    );
    assert_eq!(load(Some("absent.yaml")).1[0].code, "config.unreadable");
    write(
        "lucarne.yaml",
        b"base_url: https://a.be\ntitle: \xc9t\xe9\n",
    );
    let (config, findings) = load(None);
    let place = findings[0]
        .place
        .as_ref()
        .map(|place| (place.line, place.column, place.excerpt.as_str()));
    assert_eq!((config, place), (None, Some((2, 8, "title: Été"))));
}
