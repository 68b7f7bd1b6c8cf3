//! The front matter of a page.

use super::{Json, PageFront, Reading, Split, markdown, menu, moment, section, source};
use crate::config::{self, Dialect};
use crate::data::{At, Expected, Format, Part, Readable, Reader};
use crate::report::{Finding, Severity, Text, did_you_mean};
use crate::text;
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// The keys of a page.
pub(super) const KEYS: &[&str] = &[
    "title",
    "description",
    "date",
    "updated",
    "publish_date",
    "expiry_date",
    "draft",
    "render",
    "slug",
    "path",
    "taxonomies",
    "weight",
    "authors",
    "aliases",
    "template",
    "in_search_index",
    "hidden",
    "include_in_feeds",
    "typography",
    "menu",
    "check",
    "extra",
];

/// What other generators, and other languages, call a key.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("titre", "title"),
    ("résumé", "description"),
    ("resume", "description"),
    ("summary", "description"),
    ("brouillon", "draft"),
    ("auteur", "authors"),
    ("auteurs", "authors"),
    ("author", "authors"),
    ("poids", "weight"),
    ("ordre", "weight"),
    ("order", "weight"),
    ("modifié", "updated"),
    ("lastmod", "updated"),
    ("modified", "updated"),
    ("publishdate", "publish_date"),
    ("expirydate", "expiry_date"),
    ("layout", "template"),
    ("modèle", "template"),
    ("url", "path"),
    ("permalink", "path"),
    ("adresse", "path"),
    ("alias", "aliases"),
    ("redirect_from", "aliases"),
];

const TAXONOMY_NAMES: &[&str] = &[
    "tags",
    "tag",
    "categories",
    "category",
    "series",
    "keywords",
    "étiquettes",
    "etiquettes",
    "catégories",
    "mots-clés",
];

/// A page's front matter from its data, `cascade` merged under it: the outermost folder's first, so that the nearest one
/// wins. Whatever could be read is returned beside the findings; nothing is said about the cascade's own values.
pub fn page(
    reading: Reading,
    split: &Split,
    mut data: Map<String, Value>,
    cascade: &[&Json],
) -> (PageFront, Vec<Finding>) {
    let source = source(reading.file, reading.text, split);
    let inherits = cascade.iter().any(|json| !json.0.is_empty());
    if !inherits {
        let mut reader = Reader::new(&source);
        let front = read(&mut reader, reading, &At::Root, data);
        return (front, reader.finish());
    }
    for defaults in cascade.iter().rev() {
        merge_under(&mut data, &defaults.0, 0);
    }
    let mut reader = Reader::with_inherited(&source);
    let front = read(&mut reader, reading, &At::Root, data);
    (front, reader.finish())
}

/// Adds what is not yet there; `extra` is merged to any depth, `taxonomies` name by name.
fn merge_under(data: &mut Map<String, Value>, defaults: &Map<String, Value>, depth: usize) {
    for (key, default) in defaults {
        match data.get_mut(key) {
            None | Some(Value::Null) => {
                data.insert(key.clone(), default.clone());
            }
            Some(Value::Object(own)) => {
                if let Value::Object(default) = default
                    && (depth > 0 || key == "extra" || key == "taxonomies")
                {
                    merge_under(own, default, depth + 1);
                }
            }
            Some(_) => {}
        }
    }
}

/// Reads the keys of a page at a place of the data.
pub(super) fn read(
    reader: &mut Reader<'_>,
    reading: Reading<'_>,
    at: &At<'_>,
    data: Map<String, Value>,
) -> PageFront {
    let mut front = PageFront::default();
    for (key, value) in data {
        let here = at.key(&key);
        match key.as_str() {
            "title" => title(reader, &here, value, &mut front.title),
            "description" => reader.read(&here, value, &mut front.description),
            "date" => moment::read(reader, reading, &here, value, &mut front.date),
            "updated" => moment::read(reader, reading, &here, value, &mut front.updated),
            "publish_date" => moment::read(reader, reading, &here, value, &mut front.publish_date),
            "expiry_date" => {
                moment::read_end(reader, reading, &here, value, &mut front.expiry_date);
            }
            "draft" => reader.read(&here, value, &mut front.draft),
            "render" => reader.read(&here, value, &mut front.render),
            "slug" => not_empty(reader, &here, value, &mut front.slug),
            "path" => not_empty(reader, &here, value, &mut front.path),
            "taxonomies" => taxonomies(reader, reading, &here, value, &mut front.taxonomies.0),
            "weight" => reader.read(&here, value, &mut front.weight),
            "authors" => list(reader, reading, &here, value, &mut front.authors),
            "aliases" => list(reader, reading, &here, value, &mut front.aliases),
            "template" => reader.read(&here, value, &mut front.template),
            "in_search_index" => reader.read(&here, value, &mut front.in_search_index),
            "hidden" => reader.read(&here, value, &mut front.hidden),
            "include_in_feeds" => reader.read(&here, value, &mut front.include_in_feeds),
            "typography" | "markdown.typography" => {
                reader.read(&here, value, &mut front.typography);
            }
            "markdown" if value.get("typography").is_some() => {
                markdown(reader, &here, value, &mut front.typography);
            }
            "menu" => menu::read(reader, &here, value, &mut front.menu),
            "check" => config::waivers(reader, &here, value, &mut front.check.0),
            "extra" => reader.read(&here, value, &mut front.extra.0),
            _ => unknown(reader, reading, at, &key, &value),
        }
    }
    never_published(reader, at, &front);
    menu::complete(&mut front.menu, front.title.as_deref());
    front
}

fn not_empty(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Option<String>) {
    reader.read(at, value, into);
    if into.as_ref().is_some_and(|text| text.trim().is_empty()) {
        *into = None;
        let finding = Finding::error(
            "front-matter.empty",
            Text::new("Cette adresse est vide.", "This address is empty."),
        )
        .help(Text::new(
            "Donnez-lui une valeur, ou effacez la ligne : l'adresse est alors faite du nom du fichier.",
            "Give it a value, or delete the line: the address is then made from the file's name.",
        ));
        reader.say(at, Part::Key, finding);
    }
}

/// A list; in a native site a single text is a list of one.
fn list(
    reader: &mut Reader<'_>,
    reading: Reading<'_>,
    at: &At<'_>,
    value: Value,
    into: &mut Vec<String>,
) {
    match value {
        Value::String(text)
            if reading.dialect == Dialect::Native
                && !text.starts_with('-')
                && !text.contains(',') =>
        {
            *into = vec![text];
        }
        other => reader.read(at, other, into),
    }
}

fn taxonomies(
    reader: &mut Reader<'_>,
    reading: Reading<'_>,
    at: &At<'_>,
    value: Value,
    into: &mut IndexMap<String, Vec<String>>,
) {
    let Some(map) = reader.keys(at, value) else {
        return;
    };
    for (name, value) in map {
        let here = at.key(&name);
        if KEYS.contains(&name.as_str()) && !value.is_array() {
            reader.say(&here, Part::Key, below_taxonomies(&name));
            continue;
        }
        let mut terms = Vec::new();
        list(reader, reading, &here, value, &mut terms);
        if let Some(index) = terms.iter().position(|term| term.trim().is_empty()) {
            let finding = Finding::error(
                "front-matter.empty",
                text!(fr: "Un terme de « {name} » est vide.", en: "A term of “{name}” is empty."),
            )
            .help(Text::new(
                "Donnez-lui un nom, ou effacez-le de la liste.",
                "Give it a name, or delete it from the list.",
            ));
            let item = here.index(index);
            reader.say(&item, Part::Value, finding);
            terms.retain(|term| !term.trim().is_empty());
        }
        terms.shrink_to_fit();
        into.insert(name, terms);
    }
}

/// A title; one that its first sign empties is told: what follows `#` is a comment, `!` and `&` say something of the value.
pub(super) fn title(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Option<String>) {
    let empty = value.is_null() || value.as_str() == Some("");
    if empty
        && reader.format() == Format::Yaml
        && let Some(place) = reader.locate(at, Part::Key)
        && let Some((_, written)) = place.excerpt.split_once(':')
        && let Some(sign) = written.trim().chars().next().filter(|c| "#!&".contains(*c))
    {
        let fixed = written.trim().replace('"', "'");
        let finding = Finding::error(
            "yaml.special-sign",
            text!(
                fr: "Le titre commence par « {sign} », un signe qui a un sens particulier ici : le titre est vide.",
                en: "The title begins with “{sign}”, a sign with a special meaning here: the title is empty.",
            ),
        )
        .at(place)
        .help(text!(
            fr: "Mettez des guillemets autour du titre :\ntitle: \"{fixed}\"",
            en: "Put quotes around the title:\ntitle: \"{fixed}\"",
        ));
        reader.push(finding);
    }
    reader.read(at, value, into);
}

/// A page that expires before it appears is never seen.
fn never_published(reader: &mut Reader<'_>, at: &At<'_>, front: &PageFront) {
    let (Some(from), Some(until)) = (&front.publish_date, &front.expiry_date) else {
        return;
    };
    if until.timestamp > from.timestamp {
        return;
    }
    let (from, until) = (&from.text, &until.text);
    let finding = Finding::error(
        "front-matter.never-published",
        text!(
            fr: "Cette page cesserait d'être publiée ({until}) avant de commencer à l'être ({from}) : personne ne la verrait.",
            en: "This page would cease to be published ({until}) before it begins to be ({from}): nobody would see it.",
        ),
    )
    .help(text!(
        fr: "Donnez à « expiry_date » une date après « publish_date ».",
        en: "Give “expiry_date” a date after “publish_date”.",
    ));
    reader.say(&at.key("expiry_date"), Part::Value, finding);
}

fn below_taxonomies(key: &str) -> Finding {
    Finding::error(
        "front-matter.misplaced",
        text!(
            fr: "« {key} » est rangé ici parmi les taxonomies, alors que c'est une clé de la page.",
            en: "“{key}” stands among the taxonomies here, but it is a key of the page.",
        ),
    )
    .help(text!(
        fr: "Déplacez cette ligne au-dessus de « taxonomies », sans espaces devant.",
        en: "Move this line above “taxonomies”, without spaces before it.",
    ))
}

fn unknown(reader: &mut Reader<'_>, reading: Reading<'_>, at: &At<'_>, key: &str, value: &Value) {
    let severity = match reading.dialect {
        Dialect::Native => Severity::Error,
        Dialect::Zola => Severity::Warning,
    };
    let lower = key.to_lowercase();
    let help = if TAXONOMY_NAMES.contains(&lower.as_str()) {
        under_taxonomies(reader, key, value)
    } else if let Some((_, meant)) = OTHER_NAMES.iter().find(|(other, _)| *other == lower) {
        did_you_mean(meant)
    } else if section::KEYS.contains(&key) {
        text!(
            fr: "« {key} » appartient à une rubrique : déplacez cette ligne dans le fichier _index.md du dossier.",
            en: "“{key}” belongs to a section: move this line to the folder's _index.md file.",
        )
    } else if crate::report::nearest(key.trim(), KEYS.iter().copied()).is_none() {
        own_key(reader, key)
    } else {
        return reader.unknown(at, key, severity, KEYS);
    };
    reader.unknown_with(at, key, severity, help);
}

pub(super) fn own_key(reader: &Reader<'_>, key: &str) -> Text {
    match reader.format() {
        Format::Toml => text!(
            fr: "Si c'est une donnée à vous pour les modèles, mettez « {key} » sous [extra]. Les noms connus sont décrits dans la documentation.",
            en: "If it is your own data for the templates, put “{key}” under [extra]. The known names are in the documentation.",
        ),
        Format::Yaml | Format::Json => text!(
            fr: "Si c'est une donnée à vous pour les modèles, mettez « {key} » sous « extra: », avec deux espaces devant. Les noms connus sont décrits dans la documentation.",
            en: "If it is your own data for the templates, put “{key}” under “extra:”, with two spaces before it. The known names are in the documentation.",
        ),
    }
}

fn under_taxonomies(reader: &Reader<'_>, key: &str, value: &Value) -> Text {
    let items = match value {
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        Value::String(text) => text.clone(),
        _ => "…".to_owned(),
    };
    match reader.format() {
        Format::Toml => text!(
            fr: "Mettez cette ligne sous [taxonomies], à la fin de l'en-tête :\n[taxonomies]\n{key} = […]",
            en: "Put this line under [taxonomies], at the end of the front matter:\n[taxonomies]\n{key} = […]",
        ),
        Format::Yaml | Format::Json => text!(
            fr: "Mettez-la sous « taxonomies », avec deux espaces devant :\ntaxonomies:\n  {key}: [{items}]",
            en: "Put it under “taxonomies”, with two spaces before it:\ntaxonomies:\n  {key}: [{items}]",
        ),
    }
}

/// A cascade: page keys that are checked here and kept as they are.
pub(super) fn cascade(
    reader: &mut Reader<'_>,
    reading: Reading<'_>,
    at: &At<'_>,
    value: Value,
    into: &mut Json,
) {
    if !value.is_null() && !value.is_object() {
        return reader.wrong_type(at, &value, Expected::Keys);
    }
    if let Some(map) = Map::read(reader, at, value) {
        read(reader, reading, at, map.clone());
        into.0 = map;
    }
}
