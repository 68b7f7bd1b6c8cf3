//! Dates of the front matter as moments.

use super::{Moment, Reading};
use crate::config::{Dialect, zone};
use crate::data::{At, Expected, Part, Reader, dates};
use crate::report::{Finding, Text};
use crate::text;
use jiff::Timestamp;
use serde_json::Value;
use std::sync::Arc;

/// Reads a date into its place. A finding where it is none.
pub(super) fn read(
    reader: &mut Reader<'_>,
    reading: Reading<'_>,
    at: &At<'_>,
    value: Value,
    into: &mut Option<Arc<Moment>>,
) {
    let text = match value {
        Value::Null => return,
        Value::String(text) => text,
        other => return reader.wrong_type(at, &other, Expected::Date),
    };
    *into = moment(&text, reading).map(Arc::new);
    if into.is_none() {
        let (message, help) = match dates::read(&text) {
            Some(_) => too_late(&text),
            None => dates::explain(&text),
        };
        reader.say(
            at,
            Part::Value,
            Finding::error("front-matter.date", message).help(help),
        );
    }
}

/// Reads the date after which a page is not shown. Its last possible day means "never", as people write it.
pub(super) fn read_end(
    reader: &mut Reader<'_>,
    reading: Reading<'_>,
    at: &At<'_>,
    value: Value,
    into: &mut Option<Arc<Moment>>,
) {
    const LAST: &str = "9999-12-31";
    match value.as_str().filter(|text| text.trim() == LAST) {
        Some(text) => {
            *into = Some(Arc::new(Moment {
                text: text.trim().to_owned(),
                timestamp: Timestamp::MAX,
                ymd: (9999, 12, 31),
            }));
        }
        None => read(reader, reading, at, value, into),
    }
}

/// Of a day that no clock can name in every zone.
fn too_late(text: &str) -> (Text, Text) {
    (
        text!(
            fr: "« {text} » est trop loin pour être une date.",
            en: "“{text}” is too far away to be a date."
        ),
        Text::new(
            "Donnez une date avant la fin de l'année 9999.",
            "Give a date before the end of the year 9999.",
        ),
    )
}

/// The moment that a text means, in the site's zone where it names none. None where it is no date.
pub(super) fn moment(text: &str, reading: Reading<'_>) -> Option<Moment> {
    let written = dates::read(text)?;
    let civil = written.civil;
    let timestamp = match written.offset {
        Some(offset) => offset.to_timestamp(civil).ok()?,
        None => zone(reading.timezone)
            .and_then(|zone| zone.to_timestamp(civil).ok())
            .or_else(|| jiff::tz::Offset::UTC.to_timestamp(civil).ok())?,
    };
    let mut text = written.text;
    // Zola turns the looser forms into whole moments in UTC.
    if !written.exact && written.offset.is_none() && reading.dialect == Dialect::Zola {
        text = format!("{civil}Z");
    }
    Some(Moment {
        text,
        timestamp,
        ymd: (civil.year(), civil.month(), civil.day()),
    })
}

impl Moment {
    /// The moment of a date found elsewhere, like at the start of a file name. None where it is no date.
    pub fn parse(text: &str, reading: Reading<'_>) -> Option<Self> {
        moment(text, reading)
    }
}
