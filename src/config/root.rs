//! The keys at the root of a configuration.

use super::address::{is_site_address, names_someone};
use super::zone::{zone, zone_names};
use super::{
    Check, Config, ContentTemplating, Dialect, LanguageOptions, LinkChecker, SlugStrategy, Slugify,
    check, is_device, language, markdown, menus,
};
use crate::data::{At, Part, Reader};
use crate::report::{Finding, Place, Severity, Text, did_you_mean, nearest};
use crate::text;
use indexmap::IndexMap;
use serde_json::{Map, Value};
use std::path::{Component, Path};

/// The keys at the root that belong to the whole site.
pub(super) const KEYS: &[&str] = &[
    "base_url",
    "theme",
    "default_language",
    "languages",
    "output_dir",
    "preserve_dotfiles_in_output",
    "compile_sass",
    "minify_html",
    "ignored_content",
    "ignored_static",
    "content_templating",
    "skip_content_templating",
    "hard_link_static",
    "feed_limit",
    "author",
    "taxonomy_root",
    "generate_sitemap",
    "generate_robots_txt",
    "exclude_paginated_pages_in_sitemap",
    "markdown",
    "link_checker",
    "slugify",
    "timezone",
    "menus",
    "load_data_hosts",
    "check",
    "extra",
];

/// Keys of older versions of Zola, and what is written instead.
const OLD_KEYS: &[(&str, &str)] = &[
    ("highlight_code", "markdown.highlighting"),
    ("highlight_theme", "markdown.highlighting.theme"),
    ("highlight_themes_css", "markdown.highlighting.style"),
    ("extra_syntaxes", "markdown.highlighting.extra_grammars"),
    (
        "extra_syntaxes_and_themes",
        "markdown.highlighting.extra_grammars",
    ),
    ("generate_feed", "generate_feeds"),
    ("generate_rss", "generate_feeds"),
    ("feed_filename", "feed_filenames"),
    ("rss_limit", "feed_limit"),
    ("slugify_paths", "slugify.paths"),
    ("render_emoji", "markdown.render_emoji"),
    (
        "external_links_target_blank",
        "markdown.external_links_target_blank",
    ),
    (
        "external_links_no_follow",
        "markdown.external_links_no_follow",
    ),
    (
        "external_links_no_referrer",
        "markdown.external_links_no_referrer",
    ),
    ("smart_punctuation", "markdown.smart_punctuation"),
    ("insert_anchor_links", "markdown.insert_anchor_links"),
];

/// Stands in for a missing address, so that the rest of the site can still be judged.
const NO_BASE_URL: &str = "https://example.org";

/// Reads a whole configuration. What cannot be used keeps its default, with a finding.
pub(super) fn read(
    reader: &mut Reader<'_>,
    dialect: Dialect,
    file: &str,
    map: Map<String, Value>,
) -> Config {
    let mut config = Config::new(dialect, file);
    let mut main = LanguageOptions::with_defaults();
    let mut main_keys = Vec::new();
    let mut tables = IndexMap::new();
    let at = At::Root;
    for (key, value) in map {
        let here = at.key(&key);
        let reader = &mut *reader;
        match key.as_str() {
            "base_url" => base_url(reader, &here, value, &mut config),
            "theme" => reader.read(&here, value, &mut config.theme),
            "default_language" => reader.read(&here, value, &mut config.default_language),
            "languages" => language::tables(reader, &here, value, dialect, &mut tables),
            "output_dir" => output_dir(reader, &here, value, &mut config),
            "preserve_dotfiles_in_output" => {
                reader.read(&here, value, &mut config.preserve_dotfiles_in_output);
            }
            "compile_sass" => reader.read(&here, value, &mut config.compile_sass),
            "minify_html" => reader.read(&here, value, &mut config.minify_html),
            "ignored_content" => globs(reader, &here, value, &mut config.ignored_content),
            "ignored_static" => globs(reader, &here, value, &mut config.ignored_static),
            "content_templating" => templating(reader, &here, value, &mut config),
            "skip_content_templating" => {
                globs(reader, &here, value, &mut config.skip_content_templating);
            }
            "hard_link_static" => reader.read(&here, value, &mut config.hard_link_static),
            "feed_limit" => reader.read(&here, value, &mut config.feed_limit),
            "author" => reader.read(&here, value, &mut config.author),
            "taxonomy_root" => reader.read(&here, value, &mut config.taxonomy_root),
            "generate_sitemap" => reader.read(&here, value, &mut config.generate_sitemap),
            "generate_robots_txt" => reader.read(&here, value, &mut config.generate_robots_txt),
            "exclude_paginated_pages_in_sitemap" => reader.choice(
                &here,
                value,
                &[("none", false), ("all", true)],
                &mut config.exclude_paginated_pages_in_sitemap,
            ),
            "markdown" => markdown::read(reader, &here, value, dialect, &mut config.markdown),
            "link_checker" => link_checker(reader, &here, value, dialect, &mut config.link_checker),
            "slugify" => slugify(reader, &here, value, dialect, &mut config.slugify),
            "timezone" => timezone(reader, &here, value, &mut config.timezone),
            "menus" => menus::read(reader, &here, value, &mut config.menus),
            "load_data_hosts" => reader.read(&here, value, &mut config.load_data_hosts),
            "check" => check::read(reader, &here, value, &mut config.check),
            "extra" => reader.read(&here, value, &mut config.extra),
            // Zola writes this one itself.
            "mode" if dialect == Dialect::Zola => {}
            _ => {
                if language::key(reader, &here, &key, value, dialect, &mut main) {
                    main_keys.push(key);
                } else {
                    unknown(reader, &key);
                }
            }
        }
    }
    if config.base_url.is_empty() {
        if reader.locate(&at.key("base_url"), Part::Key).is_none() {
            reader.push(no_base_url(reader, file));
        }
        NO_BASE_URL.clone_into(&mut config.base_url);
    }
    language::arrange(reader, &mut config, main, &main_keys, tables);
    config
}

impl Config {
    /// The configuration of a site that says nothing; `file`: its configuration file, relative to the root.
    pub fn new(dialect: Dialect, file: &str) -> Self {
        let native = dialect == Dialect::Native;
        Self {
            dialect,
            file: file.to_owned(),
            base_url: String::new(),
            folder: String::new(),
            shown_base_url: String::new(),
            theme: None,
            default_language: "en".to_owned(),
            languages: IndexMap::new(),
            output_dir: "public".to_owned(),
            preserve_dotfiles_in_output: false,
            compile_sass: false,
            minify_html: false,
            ignored_content: Vec::new(),
            ignored_static: Vec::new(),
            content_templating: if native {
                ContentTemplating::Components
            } else {
                ContentTemplating::Full
            },
            skip_content_templating: Vec::new(),
            hard_link_static: false,
            feed_limit: None,
            author: None,
            taxonomy_root: None,
            generate_sitemap: true,
            generate_robots_txt: true,
            exclude_paginated_pages_in_sitemap: false,
            markdown: markdown::defaults(dialect),
            link_checker: LinkChecker::default(),
            slugify: Slugify::default(),
            timezone: if native { "Europe/Brussels" } else { "UTC" }.to_owned(),
            menus: IndexMap::new(),
            load_data_hosts: Vec::new(),
            check: Check::default(),
            extra: Map::new(),
        }
    }
}

/// Outside of the site only where the command line says so; a Zola site may go up, as it may with Zola.
fn output_dir(reader: &mut Reader<'_>, at: &At<'_>, value: Value, config: &mut Config) {
    let mut folder = config.output_dir.clone();
    reader.read(at, value, &mut folder);
    let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    let leaves = !Path::new(&folder).components().all(inside) || folder.contains('\\');
    let device = folder.split('/').find(|name| is_device(name));
    if config.dialect == Dialect::Zola || !leaves && device.is_none() {
        config.output_dir = folder;
        return;
    }
    let (message, help) = match device.filter(|_| !leaves) {
        Some(name) => (
            text!(
                fr: "« {name} » est un nom réservé par Windows : aucun dossier ne peut y porter ce nom.",
                en: "“{name}” is a name that Windows keeps for itself: there can be no folder of that name there.",
            ),
            Text::new(
                "Choisissez-en un autre, comme « public ».",
                "Choose another, like “public”.",
            ),
        ),
        None => (
            text!(
                fr: "« {folder} » mène hors du dossier du site.",
                en: "“{folder}” leads out of the site's folder.",
            ),
            Text::new(
                "Donnez un dossier du site, comme « public ». Pour publier ailleurs : lucarne build --output-dir DOSSIER",
                "Give a folder of the site, like “public”. To publish elsewhere: lucarne build --output-dir FOLDER",
            ),
        ),
    };
    let finding = Finding::error("config.output-dir", message).help(help);
    reader.say(at, Part::Value, finding);
}

fn no_base_url(reader: &Reader<'_>, file: &str) -> Finding {
    let example = match reader.format() {
        crate::data::Format::Toml => "base_url = \"https://www.example.org\"",
        _ => "base_url: https://www.example.org",
    };
    Finding::error(
        "config.base-url",
        Text::new(
            "L'adresse du site manque : la clé « base_url » est obligatoire.",
            "The address of the site is missing: the key “base_url” is required.",
        ),
    )
    .at(Place::file(file))
    .help(text!(
        fr: "Ajoutez une ligne avec l'adresse où le site sera publié : {example}",
        en: "Add a line with the address where the site will be published: {example}",
    ))
}

fn base_url(reader: &mut Reader<'_>, at: &At<'_>, value: Value, config: &mut Config) {
    let mut url = String::new();
    reader.read(at, value, &mut url);
    let trimmed = url.trim_end_matches('/');
    let problem = if url.trim().is_empty() {
        Some(Text::new(
            "L'adresse du site est vide.",
            "The address of the site is empty.",
        ))
    } else if url.contains(['?', '#']) {
        Some(text!(
            fr: "L'adresse du site « {url} » contient « ? » ou « # ».",
            en: "The address of the site “{url}” contains “?” or “#”.",
        ))
    } else if names_someone(&url) {
        Some(Text::new(
            "L'adresse du site contient un nom ou un mot de passe, que toutes les pages montreraient.",
            "The address of the site holds a name or a password, which all pages would show.",
        ))
    } else if !is_site_address(&url) {
        Some(text!(
            fr: "« {url} » n'est pas une adresse de site complète.",
            en: "“{url}” is not a complete address of a site.",
        ))
    } else {
        None
    };
    let severity = match (config.dialect, trimmed.is_empty()) {
        // Zola takes any text, like "/" or "localhost".
        (Dialect::Zola, false) => Severity::Warning,
        (Dialect::Zola, true) if !url.is_empty() => Severity::Warning,
        _ => Severity::Error,
    };
    if let Some(message) = problem {
        let finding = Finding {
            severity,
            ..Finding::error("config.base-url", message)
        };
        reader.say(
            at,
            Part::Value,
            finding.help(Text::new(
                "Donnez l'adresse où le site sera publié, avec https:// devant, par exemple https://www.example.org",
                "Give the address where the site will be published, with https:// in front, for example https://www.example.org",
            )),
        );
        if severity == Severity::Error {
            return;
        }
    }
    config.set_base_url(&url);
}

fn templating(reader: &mut Reader<'_>, at: &At<'_>, value: Value, config: &mut Config) {
    const WORDS: &[(&str, ContentTemplating)] = &[
        ("components", ContentTemplating::Components),
        ("full", ContentTemplating::Full),
        ("off", ContentTemplating::Off),
    ];
    if value == Value::Bool(false) {
        config.content_templating = ContentTemplating::Off;
        return;
    }
    reader.choice(at, value, WORDS, &mut config.content_templating);
}

/// A list of globs, each of them checked.
pub(super) fn globs(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Vec<String>) {
    reader.read(at, value, into);
    for (index, glob) in into.iter().enumerate() {
        if globset::Glob::new(glob).is_err() {
            let finding = Finding::error(
                "config.glob",
                text!(
                    fr: "Le motif de fichiers « {glob} » n'est pas valable.",
                    en: "The file pattern “{glob}” is not valid.",
                ),
            );
            let help = Text::new(
                "Un motif comme *.xlsx ou brouillons/** convient ; chaque crochet ou accolade ouvert doit être fermé.",
                "A pattern like *.xlsx or drafts/** will do; every open bracket or brace must be closed.",
            );
            reader.say(&at.index(index), Part::Value, finding.help(help));
        }
    }
    into.retain(|glob| globset::Glob::new(glob).is_ok());
}

fn link_checker(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    dialect: Dialect,
    into: &mut LinkChecker,
) {
    const KEYS: &[&str] = &[
        "skip_prefixes",
        "skip_anchor_prefixes",
        "internal_level",
        "external_level",
        "ignored_files",
    ];
    const LEVELS: &[(&str, bool)] = &[("error", false), ("warn", true)];
    for (key, value) in reader.keys(at, value).unwrap_or_default() {
        let here = at.key(&key);
        match key.as_str() {
            "skip_prefixes" => reader.read(&here, value, &mut into.skip_prefixes),
            "skip_anchor_prefixes" => reader.read(&here, value, &mut into.skip_anchor_prefixes),
            "internal_level" => reader.choice(&here, value, LEVELS, &mut into.internal_warn),
            "external_level" => reader.choice(&here, value, LEVELS, &mut into.external_warn),
            "ignored_files" => globs(reader, &here, value, &mut into.ignored_files),
            _ => reader.unknown(at, &key, lenient(dialect), KEYS),
        }
    }
}

/// Zola overlooks unknown keys in some groups.
pub(super) fn lenient(dialect: Dialect) -> Severity {
    match dialect {
        Dialect::Native => Severity::Error,
        Dialect::Zola => Severity::Warning,
    }
}

fn slugify(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    dialect: Dialect,
    into: &mut Slugify,
) {
    const KEYS: &[&str] = &["paths", "paths_keep_dates", "taxonomies", "anchors"];
    const STRATEGIES: &[(&str, SlugStrategy)] = &[
        ("on", SlugStrategy::On),
        ("safe", SlugStrategy::Safe),
        ("off", SlugStrategy::Off),
    ];
    for (key, value) in reader.keys(at, value).unwrap_or_default() {
        let here = at.key(&key);
        match key.as_str() {
            "paths" => reader.choice(&here, value, STRATEGIES, &mut into.paths),
            "paths_keep_dates" => reader.read(&here, value, &mut into.paths_keep_dates),
            "taxonomies" => reader.choice(&here, value, STRATEGIES, &mut into.taxonomies),
            "anchors" => reader.choice(&here, value, STRATEGIES, &mut into.anchors),
            _ => reader.unknown(at, &key, lenient(dialect), KEYS),
        }
    }
}

fn timezone(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut String) {
    let mut name = into.clone();
    reader.read(at, value, &mut name);
    if zone(&name).is_some() {
        *into = name;
        return;
    }
    let names = zone_names();
    let help = match nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => did_you_mean(near),
        None => Text::new(
            "Un fuseau s'écrit continent/ville, par exemple Europe/Brussels.",
            "A time zone is written continent/city, for example Europe/Brussels.",
        ),
    };
    let message = text!(
        fr: "Le fuseau horaire « {name} » est inconnu.",
        en: "The time zone “{name}” is unknown.",
    );
    reader.say(
        at,
        Part::Value,
        Finding::error("config.timezone", message).help(help),
    );
}

fn unknown(reader: &mut Reader<'_>, key: &str) {
    if let Some((_, new)) = OLD_KEYS.iter().find(|(old, _)| *old == key) {
        let help = text!(
            fr: "Cette clé a changé de nom : écrivez « {new} ».",
            en: "This key has a new name: write “{new}”.",
        );
        return reader.unknown_with(&At::Root, key, Severity::Error, help);
    }
    let known: Vec<&str> = [KEYS, language::KEYS].concat();
    if nearest(key.trim(), known.iter().copied()).is_none() {
        let help = text!(
            fr: "Si c'est une donnée à vous pour les modèles, mettez « {key} » dans « extra ».",
            en: "If it is your own data for the templates, put “{key}” in “extra”.",
        );
        return reader.unknown_with(&At::Root, key, Severity::Error, help);
    }
    reader.unknown(&At::Root, key, Severity::Error, &known);
}
