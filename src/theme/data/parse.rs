//! Data in its formats, as values.

use crate::report::Place;
use crate::text;
use crate::theme::problem::Problem;
use serde_json::Value as Json;
use tera::value::Key;
use tera::{Map, Value};

/// The names of the formats.
pub const FORMATS: [&str; 8] = [
    "toml", "json", "csv", "bibtex", "yaml", "yml", "xml", "plain",
];

/// A format of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Toml,
    Json,
    Csv,
    Bibtex,
    Yaml,
    Xml,
    Plain,
}

impl Format {
    /// By its name, or the extension of a file, in lower case.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "toml" => Self::Toml,
            "json" => Self::Json,
            "csv" => Self::Csv,
            "bibtex" => Self::Bibtex,
            "yaml" | "yml" => Self::Yaml,
            "xml" => Self::Xml,
            "plain" => Self::Plain,
            _ => return None,
        })
    }

    fn shown(self) -> &'static str {
        match self {
            Self::Toml => "TOML",
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Bibtex => "BibTeX",
            Self::Yaml => "YAML",
            Self::Xml => "XML",
            Self::Plain => "texte",
        }
    }
}

/// Parses a text. `file` is relative to the site's root, empty for a text that stands in a template.
pub fn parse(format: Format, file: &str, text: &str) -> Result<Value, Box<Problem>> {
    match format {
        Format::Plain => Ok(Value::from(text)),
        Format::Toml => toml(file, text),
        Format::Json => json(file, text),
        Format::Yaml => yaml(file, text),
        Format::Csv => csv(file, text),
        Format::Xml => xml(file, text),
        Format::Bibtex => bibtex(file, text),
    }
}

/// Where a parser stopped, with lines and columns from 1.
fn malformed(format: Format, file: &str, text: &str, line: usize, column: usize) -> Box<Problem> {
    let name = format.shown();
    let problem = Problem::new(
        "data.syntax",
        text!(
            fr: "Ces données ne sont pas du {name} bien écrit.",
            en: "These data are not well-written {name}."
        ),
    )
    .help(match format {
        Format::Json => text!(
            fr: "Vérifiez les virgules entre les éléments, les guillemets droits autour des textes, et les accolades.",
            en: "Check the commas between elements, the straight quotes around texts, and the braces."
        ),
        Format::Yaml => text!(
            fr: "Vérifiez l'alignement des lignes (des espaces, pas de tabulation), et mettez entre guillemets un texte qui contient « : ».",
            en: "Check that lines are aligned (spaces, no tabs), and put quotes around a text that contains “:”."
        ),
        _ => text!(
            fr: "Corrigez l'écriture à cet endroit.",
            en: "Correct the writing at this place."
        ),
    });
    Box::new(if file.is_empty() {
        problem
    } else if line == 0 {
        problem.at(Place::file(file))
    } else {
        problem.at(Place::line_column(file, text, line, column))
    })
}

fn json(file: &str, text: &str) -> Result<Value, Box<Problem>> {
    let value: Json = serde_json::from_str(text)
        .map_err(|error| malformed(Format::Json, file, text, error.line(), error.column()))?;
    Ok(Value::from_serializable(&value))
}

fn yaml(file: &str, text: &str) -> Result<Value, Box<Problem>> {
    let options = serde_yaml::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
    };
    let value: Json = serde_yaml::from_str_with_options(text, options).map_err(|error| {
        let (line, column) = error
            .location()
            .map_or((0, 0), |at| (to_usize(at.line()), to_usize(at.column())));
        malformed(Format::Yaml, file, text, line, column)
    })?;
    Ok(Value::from_serializable(&value))
}

fn to_usize(number: impl TryInto<usize>) -> usize {
    number.try_into().unwrap_or(0)
}

fn toml(file: &str, text: &str) -> Result<Value, Box<Problem>> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let place = Place::range(file, text, start..start);
        malformed(Format::Toml, file, text, place.line, place.column)
    })?;
    Ok(toml_value(toml::Value::Table(table)))
}

fn toml_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(yes) => Value::from(yes),
        toml::Value::Datetime(moment) => Value::from(moment.to_string()),
        toml::Value::Array(values) => {
            Value::from(values.into_iter().map(toml_value).collect::<Vec<_>>())
        }
        toml::Value::Table(table) => map(table
            .into_iter()
            .map(|(key, value)| (key, toml_value(value)))),
    }
}

fn csv(file: &str, text: &str) -> Result<Value, Box<Problem>> {
    let wrong = |error: &csv::Error| {
        let line = error.position().map_or(1, |at| to_usize(at.line()));
        let mut problem = malformed(Format::Csv, file, text, line, 0);
        problem.help = Some(text!(
            fr: "Chaque ligne doit avoir autant de cases que la première.",
            en: "Every line must have as many cells as the first one."
        ));
        problem
    };
    let list = |record: &csv::StringRecord| {
        Value::from(record.iter().map(Value::from).collect::<Vec<_>>())
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = list(reader.headers().map_err(|error| wrong(&error))?);
    let records = reader
        .records()
        .map(|record| {
            record
                .map(|record| list(&record))
                .map_err(|error| wrong(&error))
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(map([
        ("headers".to_owned(), headers),
        ("records".to_owned(), Value::from(records)),
    ]))
}

fn xml(file: &str, text: &str) -> Result<Value, Box<Problem>> {
    let value = roxmltree_to_serde::xml_str_to_json(text, &roxmltree_to_serde::Config::default())
        .map_err(|error| {
        let at = error.pos();
        malformed(Format::Xml, file, text, to_usize(at.row), to_usize(at.col))
    })?;
    Ok(Value::from_serializable(&value))
}

fn bibtex(file: &str, text: &str) -> Result<Value, Box<Problem>> {
    let parsed =
        nom_bibtex::Bibtex::parse(text).map_err(|_| malformed(Format::Bibtex, file, text, 0, 0))?;
    let texts = |texts: &[String]| {
        Value::from(
            texts
                .iter()
                .map(|t| Value::from(t.as_str()))
                .collect::<Vec<_>>(),
        )
    };
    let sorted = |texts: &std::collections::HashMap<String, String>, lower: bool| {
        let mut pairs: Vec<(String, Value)> = texts
            .iter()
            .map(|(key, value)| {
                let key = if lower {
                    key.to_lowercase()
                } else {
                    key.clone()
                };
                (key, Value::from(value.as_str()))
            })
            .collect();
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        map(pairs)
    };
    let bibliographies: Vec<Value> = parsed
        .bibliographies()
        .iter()
        .map(|entry| {
            map([
                ("entry_type".to_owned(), Value::from(entry.entry_type())),
                ("citation_key".to_owned(), Value::from(entry.citation_key())),
                ("tags".to_owned(), sorted(entry.tags(), true)),
            ])
        })
        .collect();
    Ok(map([
        ("preambles".to_owned(), texts(parsed.preambles())),
        ("comments".to_owned(), texts(parsed.comments())),
        ("variables".to_owned(), sorted(parsed.variables(), false)),
        ("bibliographies".to_owned(), Value::from(bibliographies)),
    ]))
}

fn map(pairs: impl IntoIterator<Item = (String, Value)>) -> Value {
    let map: Map = pairs
        .into_iter()
        .map(|(key, value)| (Key::from(key), value))
        .collect();
    Value::from(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(format: Format, text: &str) -> String {
        match parse(format, "data/x", text) {
            Ok(value) => value.to_string(),
            Err(problem) => format!(
                "{:?}",
                problem.place.map(|place| (place.line, place.column))
            ),
        }
    }

    #[test]
    fn every_format_gives_the_shapes_that_templates_expect() {
        assert_eq!(
            shown(Format::Csv, "a,b\n1,2\n"),
            r#"{"headers": ["a", "b"], "records": [["1", "2"]]}"#
        );
        assert_eq!(
            shown(Format::Toml, "d = 2024-05-06\n[t]\nn = 1"),
            r#"{"d": "2024-05-06", "t": {"n": 1}}"#
        );
        assert_eq!(
            shown(Format::Yaml, "a: no\nb: 012\nc: [1, true]"),
            r#"{"a": "no", "b": "012", "c": [1, true]}"#
        );
        assert_eq!(
            shown(Format::Xml, "<r><a>1</a><a>2</a></r>"),
            r#"{"r": {"a": [1, 2]}}"#
        );
        assert!(
            shown(Format::Bibtex, "@book{k, title = {T}, Author = \"A\"}")
                .contains(r#""author": "A""#)
        );
    }

    #[test]
    fn errors_have_the_line_of_the_data() {
        assert_eq!(shown(Format::Json, "{\n  \"a\": ,\n}"), "Some((2, 8))");
        assert_eq!(shown(Format::Csv, "a,b\n1,2\n3\n"), "Some((3, 0))");
        assert!(shown(Format::Yaml, "a: 1\nb: c: d\n").starts_with("Some((2,"));
        assert!(shown(Format::Toml, "a = 1\nb = \n").starts_with("Some((2,"));
        assert!(shown(Format::Xml, "<a>\n<b></a>").starts_with("Some((2,"));
    }
}
