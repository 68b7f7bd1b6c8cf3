//! `check`: what the site, or one page, says about the rules it is judged by.

use super::{Budget, Check, ColorPairs};
use crate::codes::{self, Code};
use crate::data::{At, Expected, Part, Reader};
use crate::report::{Finding, Severity, Text, did_you_mean};
use crate::text;
use indexmap::IndexMap;
use serde_json::Value;

/// How a rule is set; none where it is off.
type Level = Option<Severity>;

const LEVELS: &[(&str, Option<Level>)] = &[
    ("error", Some(Some(Severity::Error))),
    ("warning", Some(Some(Severity::Warning))),
    ("off", Some(None)),
];

/// Reads `check` of the configuration.
pub(super) fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Check) {
    const KEYS: &[&str] = &[
        "to_fill_in",
        "rules",
        "contrast",
        "made_by_host",
        "budget",
        "allowed_hosts",
        "verify_after_days",
    ];
    for (key, value) in reader.keys(at, value).unwrap_or_default() {
        let here = at.key(&key);
        match key.as_str() {
            "to_fill_in" => reader.read(&here, value, &mut into.to_fill_in),
            "rules" => rules(reader, &here, value, into),
            "contrast" => contrast(reader, &here, value, &mut into.contrast),
            "made_by_host" => reader.read(&here, value, &mut into.made_by_host),
            "allowed_hosts" => reader.read(&here, value, &mut into.allowed_hosts),
            "budget" => budget(reader, &here, value, &mut into.budget),
            "verify_after_days" => count(reader, &here, &value, &mut into.verify_after_days),
            _ => reader.unknown(at, &key, Severity::Error, KEYS),
        }
    }
}

fn budget(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Budget) {
    const KEYS: &[&str] = &["bytes", "requests", "image", "elements"];
    for (key, value) in reader.keys(at, value).unwrap_or_default() {
        let here = at.key(&key);
        match key.as_str() {
            "bytes" => count(reader, &here, &value, &mut into.bytes),
            "requests" => count(reader, &here, &value, &mut into.requests),
            "image" => count(reader, &here, &value, &mut into.image),
            "elements" => count(reader, &here, &value, &mut into.elements),
            _ => reader.unknown(at, &key, Severity::Error, KEYS),
        }
    }
}

fn count(reader: &mut Reader<'_>, at: &At<'_>, value: &Value, into: &mut u64) {
    match value.as_u64().filter(|count| *count > 0) {
        Some(count) => *into = count,
        None => reader.wrong_type(at, value, Expected::Positive),
    }
}

fn rules(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Check) {
    each_rule(reader, at, value, "", &mut |reader, at, code, value| {
        // YAML knows « off » as a way to say no.
        let level = match value {
            Value::Bool(false) => Some(None),
            value => {
                let mut level = None;
                reader.choice(at, value, LEVELS, &mut level);
                level
            }
        };
        if let Some(level) = level {
            into.rules.insert(code.code, level);
        }
    });
}

/// Reads `check` of a page's or section's front matter: rules that do not count there, each with the reason why.
pub fn waivers(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    into: &mut IndexMap<String, String>,
) {
    each_rule(reader, at, value, "", &mut |reader, at, code, value| {
        let mut reason = String::new();
        if value.is_boolean() || value.is_null() {
            return no_reason(reader, at, code.code);
        }
        reader.read(at, value, &mut reason);
        // « off » alone is a setting, not a reason
        if reason.trim().is_empty() || LEVELS.iter().any(|(word, _)| *word == reason.trim()) {
            return no_reason(reader, at, code.code);
        }
        into.insert(code.code.to_owned(), reason);
    });
}

fn no_reason(reader: &mut Reader<'_>, at: &At<'_>, code: &str) {
    let message = text!(
        fr: "La règle « {code} » est mise de côté pour cette page, mais sans raison.",
        en: "The rule “{code}” is set aside for this page, but without a reason.",
    );
    let help = text!(
        fr: "Écrivez en quelques mots pourquoi, par exemple : {code}: \"le texte vient d'une autre institution\"",
        en: "Write in a few words why, for example: {code}: \"the text comes from another institution\"",
    );
    reader.say(
        at,
        Part::Key,
        Finding::error("check.no-reason", message).help(help),
    );
}

/// Reads a mapping of rules: each by its code, or by its name below its area. An area with a plain value means all its rules.
fn each_rule(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    area: &str,
    each: &mut dyn FnMut(&mut Reader<'_>, &At<'_>, &'static Code, Value),
) {
    for (key, value) in reader.keys(at, value).unwrap_or_default() {
        let here = at.key(&key);
        let name = match area {
            "" => key.trim().to_owned(),
            area => format!("{area}.{}", key.trim()),
        };
        if let Some(code) = codes::rules().find(|code| code.code == name) {
            each(reader, &here, code, value);
            continue;
        }
        let of_area: Vec<&'static Code> =
            codes::rules().filter(|code| code.area() == name).collect();
        match of_area.is_empty() {
            false if value.is_object() => each_rule(reader, &here, value, &name, each),
            false => {
                for code in of_area {
                    each(reader, &here, code, value.clone());
                }
            }
            true => unknown(reader, &here, &name),
        }
    }
}

fn unknown(reader: &mut Reader<'_>, at: &At<'_>, name: &str) {
    let (message, help) = match codes::find(name) {
        Some(_) => (
            text!(
                fr: "« {name} » n'est pas une règle : ce message ne peut pas être réglé.",
                en: "“{name}” is no rule: this message cannot be set.",
            ),
            list_them(),
        ),
        None => (
            text!(fr: "La règle « {name} » n'existe pas.", en: "There is no rule “{name}”."),
            match codes::near(name).filter(|near| codes::rules().any(|rule| rule.code == *near)) {
                Some(near) => did_you_mean(near),
                None => list_them(),
            },
        ),
    };
    reader.say(
        at,
        Part::Key,
        Finding::error("check.unknown-rule", message).help(help),
    );
}

fn list_them() -> Text {
    Text::new(
        "Pour voir toutes les règles : lucarne explain",
        "To see all rules: lucarne explain",
    )
}

/// Reads `contrast`: a list of a ground (`on`), what is seen on it (`of`) and the contrast asked for (`least`).
pub(super) fn contrast(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    into: &mut Vec<ColorPairs>,
) {
    const KEYS: &[&str] = &["on", "of", "least"];
    let Value::Array(items) = value else {
        if !value.is_null() {
            reader.wrong_type(at, &value, Expected::List);
        }
        return;
    };
    for (index, item) in items.into_iter().enumerate() {
        let at = at.index(index);
        let mut pairs = ColorPairs {
            least: 4.5,
            ..ColorPairs::default()
        };
        for (key, value) in reader.keys(&at, item).unwrap_or_default() {
            let here = at.key(&key);
            match (key.as_str(), value) {
                ("on", value) => reader.read(&here, value, &mut pairs.on),
                ("of", Value::String(one)) => pairs.of = vec![one],
                ("of", value) => reader.read(&here, value, &mut pairs.of),
                ("least", value) => match value.as_f64() {
                    Some(least) if (1.0..=21.0).contains(&least) => pairs.least = least,
                    _ => reader.wrong_type(&here, &value, Expected::Contrast),
                },
                _ => reader.unknown(&at, &key, Severity::Error, KEYS),
            }
        }
        into.push(pairs);
    }
}
