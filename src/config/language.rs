//! What a configuration says for one language, at its root or in `languages`.

use super::root::lenient;
use super::{Config, Dialect, IndexFormat, LanguageOptions, Search, TaxonomyOptions};
use crate::data::{At, Part, Reader};
use crate::report::{Finding, Severity, Text};
use crate::text;
use indexmap::IndexMap;
use serde_json::Value;

/// The keys that belong to one language.
pub(super) const KEYS: &[&str] = &[
    "title",
    "description",
    "generate_feeds",
    "feed_filenames",
    "taxonomies",
    "build_search_index",
    "search",
    "translations",
];

const TAXONOMY_KEYS: &[&str] = &["name", "paginate_by", "paginate_path", "render", "feed"];

const SEARCH_KEYS: &[&str] = &[
    "include_title",
    "include_description",
    "include_date",
    "include_path",
    "include_content",
    "truncate_content_length",
    "index_format",
];

/// One of `languages`, with the keys that it gives.
pub(super) struct Table {
    options: LanguageOptions,
    keys: Vec<String>,
}

impl LanguageOptions {
    /// The options of a language of which nothing is said.
    pub fn with_defaults() -> Self {
        Self {
            feed_filenames: vec!["atom.xml".to_owned()],
            ..Self::default()
        }
    }
}

/// Reads one key of a language. False where it is none of a language's.
pub(super) fn key(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    key: &str,
    value: Value,
    dialect: Dialect,
    into: &mut LanguageOptions,
) -> bool {
    match key {
        "title" => reader.read(at, value, &mut into.title),
        "description" => reader.read(at, value, &mut into.description),
        "generate_feeds" => reader.read(at, value, &mut into.generate_feeds),
        "feed_filenames" => reader.read(at, value, &mut into.feed_filenames),
        "taxonomies" => taxonomies(reader, at, value, dialect, &mut into.taxonomies),
        "build_search_index" => reader.read(at, value, &mut into.build_search_index),
        "search" => search(reader, at, value, dialect, &mut into.search),
        "translations" => reader.read(at, value, &mut into.translations),
        _ => return false,
    }
    true
}

/// Reads `languages`.
pub(super) fn tables(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    dialect: Dialect,
    into: &mut IndexMap<String, Table>,
) {
    if value.is_array() {
        let finding = Finding::error(
            "config.languages",
            Text::new(
                "« languages » n'est plus une liste : chaque langue a son propre groupe de clés.",
                "“languages” is no longer a list: each language has its own group of keys.",
            ),
        );
        let help = Text::new(
            "Nommez chaque langue par son code, par exemple : languages: {nl: {title: …}}, ou [languages.nl] en TOML.",
            "Name each language by its code, for example: languages: {nl: {title: …}}, or [languages.nl] in TOML.",
        );
        return reader.say(at, Part::Value, finding.help(help));
    }
    for (code, value) in reader.keys(at, value).unwrap_or_default() {
        let here = at.key(&code);
        let Some(map) = reader.keys(&here, value) else {
            continue;
        };
        let mut table = Table {
            options: LanguageOptions::with_defaults(),
            keys: Vec::new(),
        };
        for (name, value) in map {
            let there = here.key(&name);
            if key(reader, &there, &name, value, dialect, &mut table.options) {
                table.keys.push(name);
            } else {
                reader.unknown(&here, &name, Severity::Error, KEYS);
            }
        }
        into.insert(code, table);
    }
}

/// Puts the languages in order, the default one first with what the root says for it, checks their codes and gives
/// their taxonomies slugs.
pub(super) fn arrange(
    reader: &mut Reader<'_>,
    config: &mut Config,
    mut main: LanguageOptions,
    main_keys: &[String],
    mut tables: IndexMap<String, Table>,
) {
    let languages = At::Root.key("languages");
    valid_code(
        reader,
        &At::Root.key("default_language"),
        Part::Value,
        &config.default_language,
    );
    for code in tables.keys() {
        valid_code(reader, &languages.key(code), Part::Key, code);
    }
    let default = config.default_language.clone();
    let mut taxonomies_at_root = true;
    if let Some(table) = tables.shift_remove(&default) {
        for key in &table.keys {
            if main_keys.contains(key) {
                said_twice(reader, &default, key);
            }
        }
        taxonomies_at_root = !table.keys.iter().any(|key| key == "taxonomies");
        merge(&mut main, table, main_keys);
    }
    config.languages.insert(default.clone(), main);
    for (code, table) in tables {
        config.languages.insert(code, table.options);
    }
    for (code, options) in &mut config.languages {
        let language = languages.key(code);
        let at_root = taxonomies_at_root && *code == default;
        let at = if at_root {
            At::Root.key("taxonomies")
        } else {
            language.key("taxonomies")
        };
        for taxonomy in &mut options.taxonomies {
            taxonomy.slug = config.slugify.taxonomies.segment(&taxonomy.name);
        }
        distinct(reader, &at, &mut options.taxonomies);
    }
}

/// What the root does not say is taken from the table.
fn merge(main: &mut LanguageOptions, table: Table, main_keys: &[String]) {
    let from = table.options;
    let wanted = |key: &str| {
        table.keys.iter().any(|given| given == key) && !main_keys.iter().any(|given| given == key)
    };
    if wanted("title") {
        main.title = from.title;
    }
    if wanted("description") {
        main.description = from.description;
    }
    if wanted("generate_feeds") {
        main.generate_feeds = from.generate_feeds;
    }
    if wanted("feed_filenames") {
        main.feed_filenames = from.feed_filenames;
    }
    if wanted("taxonomies") {
        main.taxonomies = from.taxonomies;
    }
    if wanted("build_search_index") {
        main.build_search_index = from.build_search_index;
    }
    if wanted("search") {
        main.search = from.search;
    }
    if wanted("translations") {
        main.translations = from.translations;
    }
}

fn said_twice(reader: &mut Reader<'_>, language: &str, key: &str) {
    let languages = At::Root.key("languages");
    let table = languages.key(language);
    let finding = Finding::error(
        "config.said-twice",
        text!(
            fr: "« {key} » de la langue principale « {language} » est donné deux fois : ici et dans « languages.{language} ».",
            en: "“{key}” of the main language “{language}” is given twice: here and in “languages.{language}”.",
        ),
    )
    .help(Text::new("Gardez l'un des deux.", "Keep one of them."));
    let finding = match reader.locate(&table.key(key), Part::Key) {
        Some(place) => finding.also(place, Text::new("aussi donné ici", "also given here")),
        None => finding,
    };
    reader.say(&At::Root.key(key), Part::Key, finding);
}

fn valid_code(reader: &mut Reader<'_>, at: &At<'_>, part: Part, code: &str) {
    let is_valid = code.parse::<icu_locale_core::LanguageIdentifier>().is_ok();
    if is_valid && !code.contains('_') {
        return;
    }
    let dashed = code.replace('_', "-");
    let help = if dashed != code {
        text!(fr: "Écrivez « {dashed} ».", en: "Write “{dashed}”.")
    } else {
        Text::new(
            "Un code de langue a deux ou trois lettres, parfois suivies d'un pays : fr, nl, en, fr-BE.",
            "A language code has two or three letters, sometimes followed by a country: fr, nl, en, fr-BE.",
        )
    };
    let message = text!(
        fr: "« {code} » n'est pas un code de langue.",
        en: "“{code}” is not a language code.",
    );
    reader.say(
        at,
        part,
        Finding::error("config.language-code", message).help(help),
    );
}

fn taxonomies(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    dialect: Dialect,
    into: &mut Vec<TaxonomyOptions>,
) {
    let mut items: Vec<Value> = Vec::new();
    match value {
        Value::Array(list) => items = list,
        other => {
            // what was meant is told once, not again at every page that names it
            let names = other.as_str().unwrap_or("").split([',', ' ']);
            let meant = names.filter(|name| !name.is_empty());
            into.extend(meant.map(|name| TaxonomyOptions {
                name: name.to_owned(),
                paginate_path: "page".to_owned(),
                render: true,
                ..TaxonomyOptions::default()
            }));
            reader.read(at, other, &mut Vec::<String>::new());
        }
    }
    for (index, item) in items.into_iter().enumerate() {
        let here = at.index(index);
        if let Some(taxonomy) = taxonomy(reader, &here, item, dialect) {
            into.push(taxonomy);
        }
    }
}

fn taxonomy(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    dialect: Dialect,
) -> Option<TaxonomyOptions> {
    let mut taxonomy = TaxonomyOptions {
        paginate_path: "page".to_owned(),
        render: true,
        ..TaxonomyOptions::default()
    };
    if let (Value::String(name), Dialect::Native) = (&value, dialect) {
        name.clone_into(&mut taxonomy.name);
        return Some(taxonomy);
    }
    for (key, value) in reader.keys(at, value)? {
        let here = at.key(&key);
        match key.as_str() {
            "name" => reader.read(&here, value, &mut taxonomy.name),
            "paginate_by" => reader.read(&here, value, &mut taxonomy.paginate_by),
            "paginate_path" => reader.read(&here, value, &mut taxonomy.paginate_path),
            "render" => reader.read(&here, value, &mut taxonomy.render),
            "feed" => reader.read(&here, value, &mut taxonomy.feed),
            // Always computed from the name.
            "slug" => {}
            "rss" => renamed(reader, at, &key, "feed", dialect),
            "lang" => renamed(reader, at, &key, "languages.<code>.taxonomies", dialect),
            _ => reader.unknown(at, &key, lenient(dialect), TAXONOMY_KEYS),
        }
    }
    if taxonomy.name.trim().is_empty() {
        let finding = Finding::error(
            "config.taxonomy",
            Text::new(
                "Cette taxonomie n'a pas de nom.",
                "This taxonomy has no name.",
            ),
        );
        let help = Text::new(
            "Ajoutez « name », par exemple : {name: tags}",
            "Add “name”, for example: {name: tags}",
        );
        reader.say(at, Part::Value, finding.help(help));
        return None;
    }
    Some(taxonomy)
}

fn renamed(reader: &mut Reader<'_>, at: &At<'_>, key: &str, new: &str, dialect: Dialect) {
    let help = text!(
        fr: "Cette clé a changé de nom : écrivez « {new} ».",
        en: "This key has a new name: write “{new}”.",
    );
    reader.unknown_with(at, key, lenient(dialect), help);
}

/// Refuses two taxonomies that would have one address.
fn distinct(reader: &mut Reader<'_>, at: &At<'_>, taxonomies: &mut Vec<TaxonomyOptions>) {
    let mut seen: IndexMap<String, usize> = IndexMap::new();
    let mut repeated = Vec::new();
    for (index, taxonomy) in taxonomies.iter().enumerate() {
        let Some(first) = seen.insert(taxonomy.slug.clone(), index) else {
            continue;
        };
        repeated.push(index);
        let name = &taxonomy.name;
        let finding = Finding::error(
            "config.taxonomy",
            text!(
                fr: "Deux taxonomies auraient la même adresse : « {name} ».",
                en: "Two taxonomies would have one address: “{name}”.",
            ),
        )
        .help(Text::new(
            "Changez le nom de l'une, ou effacez-la.",
            "Change the name of one, or delete it.",
        ));
        let finding = match reader.locate(&at.index(first), Part::Value) {
            Some(place) => {
                finding.also(place, Text::new("la première est ici", "the first is here"))
            }
            None => finding,
        };
        reader.say(&at.index(index), Part::Value, finding);
    }
    let mut index = 0;
    taxonomies.retain(|_| {
        index += 1;
        !repeated.contains(&(index - 1))
    });
}

fn search(reader: &mut Reader<'_>, at: &At<'_>, value: Value, dialect: Dialect, into: &mut Search) {
    const FORMATS: &[(&str, IndexFormat)] = &[
        ("elasticlunr_javascript", IndexFormat::ElasticlunrJavascript),
        ("elasticlunr_json", IndexFormat::ElasticlunrJson),
        ("fuse_javascript", IndexFormat::FuseJavascript),
        ("fuse_json", IndexFormat::FuseJson),
    ];
    for (key, value) in reader.keys(at, value).unwrap_or_default() {
        let here = at.key(&key);
        match key.as_str() {
            "include_title" => reader.read(&here, value, &mut into.include_title),
            "include_description" => reader.read(&here, value, &mut into.include_description),
            "include_date" => reader.read(&here, value, &mut into.include_date),
            "include_path" => reader.read(&here, value, &mut into.include_path),
            "include_content" => reader.read(&here, value, &mut into.include_content),
            "truncate_content_length" => {
                reader.read(&here, value, &mut into.truncate_content_length);
            }
            "index_format" => reader.choice(&here, value, FORMATS, &mut into.index_format),
            _ => reader.unknown(at, &key, lenient(dialect), SEARCH_KEYS),
        }
    }
}
