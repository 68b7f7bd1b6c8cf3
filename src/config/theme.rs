//! What a theme adds to the configuration.

use super::{Config, check};
use crate::data::{At, Format, Part, Reader, Source};
use crate::report::{Finding, Findings, Place, Text};
use crate::text;
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// Merges the `extra` of a theme's `theme.toml` or `theme.yaml` under the site's: what the site says wins, groups of keys
/// are merged to any depth. A finding where one has a group of keys and the other something else.
pub fn merge_theme_extra(config: &mut Config, file: &str, text: &str, findings: &mut Findings) {
    let source = source(file, text);
    let Some(mut map) = keys(&source, findings) else {
        return;
    };
    if let Some(contrast) = map.shift_remove("contrast") {
        let mut reader = Reader::new(&source);
        let at = At::Root.key("contrast");
        check::contrast(&mut reader, &at, contrast, &mut config.check.contrast);
        findings.extend(reader.finish());
    }
    let Some(Value::Object(extra)) = map.shift_remove("extra") else {
        return;
    };
    let mut clashes = Vec::new();
    merge(
        &mut config.extra,
        extra,
        &mut vec!["extra".to_owned()],
        &mut clashes,
    );
    findings.extend(clashes.iter().map(|way| clash(&source, way, &config.file)));
}

/// Merges a theme's texts for one language of the site under the site's `translations`. `text` is a flat mapping of key
/// to text. A language that the site has not is left out.
pub fn merge_theme_translations(
    config: &mut Config,
    language: &str,
    file: &str,
    text: &str,
    findings: &mut Findings,
) {
    let source = source(file, text);
    let Some(map) = keys(&source, findings) else {
        return;
    };
    let mut reader = Reader::new(&source);
    let mut texts: IndexMap<String, String> = IndexMap::new();
    reader.read(&At::Root, Value::Object(map), &mut texts);
    findings.extend(reader.finish());
    if let Some(options) = config.languages.get_mut(language) {
        for (key, text) in texts {
            options.translations.entry(key).or_insert(text);
        }
    }
}

fn source<'a>(file: &'a str, text: &'a str) -> Source<'a> {
    let is_toml = std::path::Path::new(file)
        .extension()
        .is_some_and(|end| end == "toml");
    Source::file(
        file,
        text,
        if is_toml { Format::Toml } else { Format::Yaml },
    )
}

fn keys(source: &Source<'_>, findings: &mut Findings) -> Option<Map<String, Value>> {
    source.keys().map_err(|wrong| findings.extend(wrong)).ok()
}

/// Merges, and gathers the ways to entries that clash. `way` leads to `site`.
fn merge(
    site: &mut Map<String, Value>,
    theme: Map<String, Value>,
    way: &mut Vec<String>,
    clashes: &mut Vec<Vec<String>>,
) {
    for (key, value) in theme {
        match (site.get_mut(&key), value) {
            (None, value) => {
                site.insert(key, value);
            }
            (Some(Value::Object(own)), Value::Object(value)) => {
                way.push(key);
                merge(own, value, way, clashes);
                way.pop();
            }
            (Some(Value::Object(_)), _) | (Some(_), Value::Object(_)) => {
                clashes.push(way.iter().cloned().chain([key]).collect());
            }
            _ => {}
        }
    }
}

fn clash(source: &Source<'_>, path: &[String], config_file: &str) -> Finding {
    let way = path.join(".");
    let finding = Finding::error(
        "theme.extra",
        text!(
            fr: "« {way} » est un groupe de clés d'un côté et une simple valeur de l'autre : le thème et le site ne s'accordent pas.",
            en: "“{way}” is a group of keys on one side and a plain value on the other: the theme and the site do not agree.",
        ),
    )
    .at(Place::file(config_file))
    .help(Text::new(
        "Donnez dans la configuration du site une valeur de la même forme que celle du thème.",
        "In the site's configuration, give a value of the same form as the theme's.",
    ));
    match locate(source, path) {
        Some(place) => finding.also(
            place,
            Text::new("ce que dit le thème", "what the theme says"),
        ),
        None => finding,
    }
}

fn locate(source: &Source<'_>, path: &[String]) -> Option<Place> {
    fn below(source: &Source<'_>, at: &At<'_>, path: &[String]) -> Option<Place> {
        match path.split_first() {
            None => source.locate(at, Part::Key),
            Some((key, rest)) => below(source, &at.key(key), rest),
        }
    }
    below(source, &At::Root, path)
}
