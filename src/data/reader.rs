//! Reading plain data into typed values, with a finding for everything that does not fit.

use super::readable::Readable;
use super::{Format, Part, Source, Step};
use crate::report::{Finding, Severity, Text, did_you_mean, nearest};
use crate::text;
use serde_json::{Map, Value};

/// The way to an entry, from the inside out.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// The whole data.
    Root,
    /// An entry of a mapping.
    Key(&'a At<'a>, &'a str),
    /// An item of a list, from 0.
    Index(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    /// An entry of this mapping.
    pub fn key(&'a self, key: &'a str) -> Self {
        At::Key(self, key)
    }

    /// An item of this list.
    pub fn index(&'a self, index: usize) -> Self {
        At::Index(self, index)
    }

    /// The innermost name on the way, empty at the root.
    fn name(&self) -> &'a str {
        match self {
            At::Root => "",
            At::Key(_, key) => key,
            At::Index(parent, _) => parent.name(),
        }
    }

    pub(super) fn path(&self) -> Vec<Step<'a>> {
        let mut path = Vec::new();
        let mut here = *self;
        loop {
            here = match here {
                At::Root => break,
                At::Key(parent, key) => {
                    path.push(Step::Key(key));
                    *parent
                }
                At::Index(parent, index) => {
                    path.push(Step::Index(index));
                    *parent
                }
            };
        }
        path.reverse();
        path
    }
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// True or false.
    Truth,
    /// A whole number.
    Integer,
    /// A whole number that is not negative.
    Count,
    /// A whole number of 1 or more.
    Positive,
    /// A number from 1 to 21: a contrast.
    Contrast,
    /// A list.
    List,
    /// A mapping of keys to values.
    Keys,
    /// A date.
    Date,
}

/// Reads values one by one and gathers what there is to say about them.
pub struct Reader<'a> {
    pub(super) source: &'a Source<'a>,
    partly_inherited: bool,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    /// A reader of what `source` was parsed into.
    pub fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            partly_inherited: false,
            findings: Vec::new(),
        }
    }

    /// A reader of what `source` was parsed into, with values from elsewhere merged under it. Nothing is said about those:
    /// it has been said where they come from.
    pub fn with_inherited(source: &'a Source<'a>) -> Self {
        Self {
            partly_inherited: true,
            ..Self::new(source)
        }
    }

    /// The language of the data.
    pub fn format(&self) -> Format {
        self.source.format
    }

    /// Everything there was to say.
    pub fn finish(self) -> Vec<Finding> {
        self.findings
    }

    /// Says something about an entry.
    pub fn say(&mut self, at: &At<'_>, part: Part, finding: Finding) {
        let place = self.source.locate(at, part);
        if place.is_none() && self.partly_inherited {
            return;
        }
        let place = place.unwrap_or_else(|| self.source.place(0..0));
        self.findings.push(finding.at(place));
    }

    /// Adds a finding that has its place.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The place of an entry, for findings about two of them.
    pub fn locate(&self, at: &At<'_>, part: Part) -> Option<crate::report::Place> {
        self.source.locate(at, part)
    }

    /// Reads a value into its place. Null leaves what is there.
    pub fn read<T: Readable>(&mut self, at: &At<'_>, value: Value, into: &mut T) {
        if !value.is_null()
            && let Some(value) = T::read(self, at, value)
        {
            *into = value;
        }
    }

    /// Reads one of several words into its place.
    pub fn choice<T: Copy>(
        &mut self,
        at: &At<'_>,
        value: Value,
        choices: &[(&str, T)],
        into: &mut T,
    ) {
        let mut word = String::new();
        self.read(at, value, &mut word);
        if word.is_empty() {
            return;
        }
        if let Some((_, chosen)) = choices.iter().find(|(name, _)| *name == word) {
            *into = *chosen;
            return;
        }
        let key = at.name();
        let words = || choices.iter().map(|(name, _)| *name);
        let all = words().collect::<Vec<_>>().join(", ");
        let help = match nearest(&word, words()) {
            Some(near) => text!(
                fr: "Vouliez-vous écrire « {near} » ? Les valeurs possibles sont : {all}.",
                en: "Did you mean “{near}”? The possible values are: {all}.",
            ),
            None => text!(
                fr: "Les valeurs possibles sont : {all}.",
                en: "The possible values are: {all}.",
            ),
        };
        let message = text!(
            fr: "« {word} » n'est pas une valeur possible pour « {key} ».",
            en: "“{word}” is not a possible value of “{key}”.",
        );
        self.say(
            at,
            Part::Value,
            Finding::error("data.choice", message).help(help),
        );
    }

    /// The keys of a mapping. Null is an empty one.
    pub fn keys(&mut self, at: &At<'_>, value: Value) -> Option<Map<String, Value>> {
        match value {
            Value::Object(map) => Some(map),
            Value::Null => Some(Map::new()),
            other => {
                self.wrong_type(at, &other, Expected::Keys);
                None
            }
        }
    }

    /// Says that a value is not what its key asks for.
    pub fn wrong_type(&mut self, at: &At<'_>, found: &Value, expected: Expected) {
        let key = at.name();
        let written = self.source.written(at);
        let found_name = kind_name(found);
        let expected_name = expected.name();
        let (found_fr, found_en) = (&found_name.fr, &found_name.en);
        let (expected_fr, expected_en) = (&expected_name.fr, &expected_name.en);
        let message = text!(
            fr: "« {key} » attend {expected_fr}, mais il y a ici {found_fr}.",
            en: "“{key}” must be {expected_en}, but {found_en} is given.",
        );
        let example = example(self.format(), key, found, written, expected);
        let help = text!(fr: "Écrivez par exemple : {example}", en: "Write for example: {example}");
        self.say(
            at,
            Part::Value,
            Finding::error("data.type", message).help(help),
        );
    }

    /// Says that a key is unknown. `known`: the keys that exist here.
    pub fn unknown(&mut self, at: &At<'_>, key: &str, severity: Severity, known: &[&str]) {
        let tidy =
            key.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}' || c == '\u{202f}');
        let help = if tidy != key && known.contains(&tidy) {
            text!(
                fr: "Une espace insécable s'est glissée dans le nom : effacez-la et écrivez « {tidy} ».",
                en: "A no-break space has slipped into the name: delete it and write “{tidy}”.",
            )
        } else if let Some(near) = nearest(tidy, known.iter().copied()) {
            did_you_mean(near)
        } else {
            let all = known.join(", ");
            text!(
                fr: "Les noms connus ici sont : {all}.",
                en: "The names known here are: {all}.",
            )
        };
        self.unknown_with(at, key, severity, help);
    }

    /// Says that a key is unknown, with what to do.
    pub fn unknown_with(&mut self, at: &At<'_>, key: &str, severity: Severity, help: Text) {
        let group = at.name();
        let message = if group.is_empty() {
            text!(fr: "La clé « {key} » est inconnue.", en: "The key “{key}” is unknown.")
        } else {
            text!(
                fr: "La clé « {key} » est inconnue dans « {group} ».",
                en: "The key “{key}” is unknown in “{group}”.",
            )
        };
        let finding = Finding {
            severity,
            ..Finding::error("data.unknown-key", message)
        };
        self.say(&at.key(key), Part::Key, finding.help(help));
    }
}

impl Expected {
    fn name(self) -> Text {
        match self {
            Self::Text => Text::new("un texte", "a text"),
            Self::Truth => Text::new("« true » (oui) ou « false » (non)", "“true” or “false”"),
            Self::Integer => Text::new("un nombre entier", "a whole number"),
            Self::Count => Text::new("un nombre entier positif", "a whole number of 0 or more"),
            Self::Positive => Text::new(
                "un nombre entier d'au moins 1",
                "a whole number of 1 or more",
            ),
            Self::Contrast => Text::new("un nombre de 1 à 21", "a number from 1 to 21"),
            Self::List => Text::new("une liste", "a list"),
            Self::Keys => Text::new("un groupe de clés", "a group of keys"),
            Self::Date => Text::new("une date", "a date"),
        }
    }
}

fn kind_name(value: &Value) -> Text {
    match value {
        Value::Null => Text::new("une case vide", "an empty value"),
        Value::Bool(truth) => text!(fr: "« {truth} »", en: "“{truth}”"),
        Value::Number(number) => text!(fr: "le nombre {number}", en: "the number {number}"),
        Value::String(words) => {
            let words = shortened(words);
            text!(fr: "le texte « {words} »", en: "the text “{words}”")
        }
        Value::Array(_) => Text::new("une liste", "a list"),
        Value::Object(_) => Text::new("un groupe de clés", "a group of keys"),
    }
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(40) {
        Some((cut, _)) => format!("{}…", &words[..cut]),
        None => words.to_owned(),
    }
}

/// The entry as it could be written, made from what is there where it can be guessed.
fn example(
    format: Format,
    key: &str,
    found: &Value,
    written: Option<&str>,
    expected: Expected,
) -> String {
    let text_of = |value: &Value| match value {
        Value::String(words) => words.clone(),
        other => written.map_or_else(|| other.to_string(), str::to_owned),
    };
    let quoted = |words: &str| format!("\"{}\"", words.trim().replace('"', "'"));
    let value = match expected {
        Expected::Text => match found {
            Value::Array(items) if !items.is_empty() => quoted(&text_of(&items[0])),
            Value::Bool(_) | Value::Number(_) => quoted(&text_of(found)),
            _ => "\"…\"".to_owned(),
        },
        Expected::Truth => {
            let word = text_of(found).to_lowercase();
            let no = ["no", "non", "off", "faux", "false", "0", "n"].contains(&word.as_str());
            (!no).to_string()
        }
        Expected::Contrast => "4.5".to_owned(),
        Expected::Integer | Expected::Count | Expected::Positive => {
            let digits: String = text_of(found)
                .chars()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(char::is_ascii_digit)
                .collect();
            let nothing =
                expected == Expected::Positive && digits.bytes().all(|digit| digit == b'0');
            if digits.is_empty() || nothing {
                "10".to_owned()
            } else {
                digits
            }
        }
        Expected::List if found.is_object() && format == Format::Yaml => {
            let first = written.unwrap_or("").lines().next().unwrap_or("…").trim();
            return format!("{key}:\n  - {first}");
        }
        Expected::List => {
            let words = match found {
                Value::Object(_) | Value::Array(_) => "…".to_owned(),
                other => text_of(other),
            };
            let items = words
                .split([',', '\n'])
                .flat_map(|item| item.split(" -"))
                .map(|item| item.trim().trim_start_matches('-').trim())
                .filter(|item| !item.is_empty());
            format!("[{}]", items.map(quoted).collect::<Vec<_>>().join(", "))
        }
        Expected::Date => "2026-09-01".to_owned(),
        Expected::Keys => {
            return match format {
                Format::Yaml => format!("{key}:\n  …: …"),
                Format::Toml => format!("[{key}]"),
                Format::Json => format!("\"{key}\": {{…}}"),
            };
        }
    };
    match format {
        Format::Yaml => format!("{key}: {value}"),
        Format::Toml => format!("{key} = {value}"),
        Format::Json => format!("\"{key}\": {value}"),
    }
}
