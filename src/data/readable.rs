//! The types that a value can be read into.

use super::reader::{At, Expected, Reader};
use super::{Format, Part};
use crate::report::{Finding, Text};
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// A type that a value of the data can be read into.
pub trait Readable: Sized {
    /// The value; none where it does not fit, with a finding. Null never comes here.
    fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<Self>;
}

impl Readable for String {
    fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            // An unquoted number or `true` is a text where a text is asked for, exactly as written.
            Value::Number(_) | Value::Bool(_) if reader.format() == Format::Yaml => {
                let written = reader.source.written(at).map(str::to_owned);
                Some(written.unwrap_or_else(|| value.to_string()))
            }
            other => {
                reader.wrong_type(at, &other, Expected::Text);
                None
            }
        }
    }
}

impl Readable for bool {
    fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<Self> {
        let read = value.as_bool();
        if read.is_none() {
            reader.wrong_type(at, &value, Expected::Truth);
        }
        read
    }
}

impl Readable for i64 {
    fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<Self> {
        let read = value.as_i64();
        if read.is_none() {
            reader.wrong_type(at, &value, Expected::Integer);
        }
        read
    }
}

impl Readable for usize {
    fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<Self> {
        let read = value
            .as_u64()
            .and_then(|number| Self::try_from(number).ok());
        if read.is_none() {
            reader.wrong_type(at, &value, Expected::Count);
        }
        read
    }
}

impl<T: Readable> Readable for Option<T> {
    fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<Self> {
        T::read(reader, at, value).map(Some)
    }
}

impl<T: Readable> Readable for Vec<T> {
    fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<Self> {
        let Value::Array(items) = value else {
            reader.wrong_type(at, &value, Expected::List);
            return None;
        };
        let items = items.into_iter().enumerate();
        let read = |(index, item): (usize, Value)| {
            let at = at.index(index);
            swallowed_item(reader, &at, &item);
            T::read(reader, &at, item)
        };
        Some(items.filter_map(read).collect())
    }
}

/// A YAML item that is not aligned with the one before it becomes a part of its text.
fn swallowed_item(reader: &mut Reader<'_>, at: &At<'_>, item: &Value) {
    if reader.format() != Format::Yaml || !item.as_str().is_some_and(|text| text.contains(" - ")) {
        return;
    }
    let written = reader.source.written(at).unwrap_or_default();
    let is_plain = !written.starts_with(['"', '\'', '|', '>']);
    if is_plain
        && written
            .lines()
            .skip(1)
            .any(|line| line.trim_start().starts_with("- "))
    {
        let message = Text::new(
            "Les éléments de cette liste ne sont pas alignés : la ligne suivante est lue comme la suite de celle-ci.",
            "The items of this list are not aligned: the next line is read as a part of this one.",
        );
        let help = Text::new(
            "Alignez tous les « - » de la liste.",
            "Put all the “-” of the list in line.",
        );
        reader.say(
            at,
            Part::Value,
            Finding::error("data.list", message).help(help),
        );
    }
}

impl<T: Readable> Readable for IndexMap<String, T> {
    fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<Self> {
        let map = reader.keys(at, value)?;
        let mut read = Self::with_capacity(map.len());
        for (key, value) in map {
            if value.is_null() {
                continue;
            }
            if let Some(value) = T::read(reader, &at.key(&key), value) {
                read.insert(key, value);
            }
        }
        Some(read)
    }
}

impl Readable for Map<String, Value> {
    fn read(reader: &mut Reader<'_>, at: &At<'_>, value: Value) -> Option<Self> {
        reader.keys(at, value)
    }
}
