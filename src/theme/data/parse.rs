//! Data in its formats, as values.

use super::bibtex::Entry;
use crate::data;
use crate::report::Place;
use crate::text;
use crate::theme::problem::Problem;
use std::collections::BTreeMap;
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
        Format::Toml => plain(data::Format::Toml, file, text),
        Format::Json => plain(data::Format::Json, file, text),
        Format::Yaml => plain(data::Format::Yaml, file, text),
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
        Format::Bibtex => text!(
            fr: "Vérifiez que chaque notice est écrite ainsi : @book{{clé, title = {{Titre}}, year = {{2026}}}}",
            en: "Check that each entry is written like this: @book{{key, title = {{Title}}, year = {{2026}}}}"
        ),
        _ => text!(
            fr: "Vérifiez que chaque balise ouverte, <exemple>, est fermée, </exemple>, et que « & » est écrit « &amp; ».",
            en: "Check that each tag that opens, <example>, is closed, </example>, and that “&” is written “&amp;”."
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

/// A format whose mistakes are told wherever it is read.
fn plain(format: data::Format, file: &str, text: &str) -> Result<Value, Box<Problem>> {
    match data::Source::file(file, text, format).parse() {
        Ok(value) => Ok(Value::from_serializable(&value)),
        Err(findings) => Err(Box::new(match findings.into_iter().next() {
            Some(finding) if file.is_empty() => Problem {
                place: None,
                related: Vec::new(),
                ..Problem::from(finding)
            },
            Some(finding) => Problem::from(finding),
            None => Problem::new(
                "data.syntax",
                text!(fr: "Ces données ne sont pas lisibles.", en: "These data cannot be read."),
            ),
        })),
    }
}

fn to_usize(number: impl TryInto<usize>) -> usize {
    number.try_into().unwrap_or(0)
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

/// Elements inside of elements, and no deeper.
const DEEPEST: usize = 128;

/// Where an element begins that is in too many others; none in most documents. What an entity holds counts where it stands.
fn too_deep(xml: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = xml[at..].find('<') {
        let start = at + found;
        let rest = &xml[start..];
        let skipped = |opened: &str, end: &str| {
            rest.strip_prefix(opened)
                .map(|inner| inner.find(end).map_or(rest.len(), |at| opened.len() + at))
        };
        let passed_over = skipped("<!--", "-->")
            .or_else(|| skipped("<![CDATA[", "]]>"))
            .or_else(|| skipped("<?", "?>"));
        if let Some(length) = passed_over {
            at = start + length;
            continue;
        }
        at = start + 1;
        if rest.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !rest.starts_with("<!") {
            let mut quote = None;
            let end = rest.bytes().position(|byte| match (quote, byte) {
                (None, b'"' | b'\'') => {
                    quote = Some(byte);
                    false
                }
                (Some(open), byte) => {
                    if open == byte {
                        quote = None;
                    }
                    false
                }
                (None, byte) => byte == b'>',
            });
            let tag = &rest[..end.unwrap_or(rest.len())];
            depth += usize::from(!tag.ends_with('/'));
            at = start + tag.len();
            if depth > DEEPEST {
                return Some(start);
            }
        }
    }
    None
}

fn xml(file: &str, text: &str) -> Result<Value, Box<Problem>> {
    if let Some(at) = too_deep(text) {
        let problem = Problem::new(
            "data.syntax",
            text!(
                fr: "Ces données ont plus de {DEEPEST} éléments les uns dans les autres.",
                en: "These data have more than {DEEPEST} elements inside of each other."
            ),
        )
        .help(text!(
            fr: "Fermez chaque élément avant d'ouvrir le suivant, ou répartissez les données sur plusieurs fichiers.",
            en: "Close each element before the next one opens, or spread the data over several files."
        ));
        return Err(Box::new(if file.is_empty() {
            problem
        } else {
            problem.at(Place::range(file, text, at..at + 1))
        }));
    }
    let value = roxmltree_to_serde::xml_str_to_json(text, &roxmltree_to_serde::Config::default())
        .map_err(|error| {
        let at = error.pos();
        malformed(Format::Xml, file, text, to_usize(at.row), to_usize(at.col))
    })?;
    Ok(Value::from_serializable(&value))
}

fn bibtex(file: &str, text: &str) -> Result<Value, Box<Problem>> {
    let parsed = super::bibtex::read(text).map_err(|at| {
        let before = &text[..at];
        let line = before.rsplit('\n').next().unwrap_or_default();
        let row = before.matches('\n').count() + 1;
        malformed(Format::Bibtex, file, text, row, line.chars().count() + 1)
    })?;
    let texts =
        |texts: Vec<String>| Value::from(texts.into_iter().map(Value::from).collect::<Vec<_>>());
    let named = |texts: BTreeMap<String, String>| {
        map(texts
            .into_iter()
            .map(|(name, text)| (name, Value::from(text))))
    };
    let entry = |entry: Entry| {
        map([
            ("entry_type".to_owned(), Value::from(entry.kind)),
            ("citation_key".to_owned(), Value::from(entry.key)),
            ("tags".to_owned(), named(entry.tags)),
        ])
    };
    let entries: Vec<Value> = parsed.entries.into_iter().map(entry).collect();
    Ok(map([
        ("preambles".to_owned(), texts(parsed.preambles)),
        ("comments".to_owned(), texts(parsed.comments)),
        ("variables".to_owned(), named(parsed.variables)),
        ("bibliographies".to_owned(), Value::from(entries)),
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
        assert_eq!(
            shown(Format::Bibtex, "@misc{a}\n@misc{b, c}"),
            "Some((2, 11))"
        );
    }
}
