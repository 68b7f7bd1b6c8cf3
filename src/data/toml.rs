//! TOML to plain values.

use super::{Found, Step};
use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a whole text. What is wrong with it is told by [`super::toml_errors`].
pub(super) fn parse(text: &str) -> Result<Value, ()> {
    let table = DeTable::parse(text).map_err(|_| ())?;
    Ok(Value::Object(object(table.into_inner())))
}

fn object(table: DeTable<'_>) -> Map<String, Value> {
    table
        .into_iter()
        .map(|(key, entry)| (key.into_inner().into_owned(), value(entry.into_inner())))
        .collect()
}

fn value(from: DeValue<'_>) -> Value {
    match from {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Boolean(truth) => Value::Bool(truth),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map_or_else(|_| Value::String(integer.to_string()), Value::from),
        DeValue::Float(float) => float
            .as_str()
            .parse()
            .ok()
            .and_then(Number::from_f64)
            .map_or_else(|| Value::String(float.as_str().to_owned()), Value::Number),
        DeValue::Datetime(datetime) => Value::String(datetime.to_string()),
        DeValue::Array(items) => items
            .into_iter()
            .map(|item| value(item.into_inner()))
            .collect(),
        DeValue::Table(table) => Value::Object(object(table)),
    }
}

/// Where an entry is. In a text that is not well-formed, what could be read is searched.
pub(super) fn find(text: &str, path: &[Step<'_>]) -> Option<Found> {
    let (table, _) = DeTable::parse_recoverable(text);
    let span = table.span();
    let root = Spanned::new(span.clone(), DeValue::Table(table.into_inner()));
    let mut found = Found {
        key: span.clone(),
        value: span,
    };
    let mut here = &root;
    for step in path {
        match (here.get_ref(), step) {
            (DeValue::Table(table), Step::Key(wanted)) => {
                let (key, value) = table.iter().find(|(key, _)| key.get_ref() == wanted)?;
                found.key = key.span();
                here = value;
            }
            (DeValue::Array(items), Step::Index(wanted)) => {
                here = items.get(*wanted)?;
                found.key = here.span();
            }
            _ => return None,
        }
        found.value = here.span();
    }
    Some(found)
}
