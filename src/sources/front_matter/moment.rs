//! Dates of the front matter as moments.

use super::{Moment, Reading};
use crate::config::{Dialect, zone};
use crate::data::{At, Expected, Part, Reader, dates};
use crate::report::Finding;
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
        let (message, help) = dates::explain(&text);
        reader.say(
            at,
            Part::Value,
            Finding::error("front-matter.date", message).help(help),
        );
    }
}

/// The moment that a text means, in the site's zone where it names none. None where it is no date.
pub(super) fn moment(text: &str, reading: Reading<'_>) -> Option<Moment> {
    let written = dates::read(text)?;
    let civil = written.civil;
    let timestamp = match written.offset {
        Some(offset) => offset.to_timestamp(civil).ok(),
        None => zone(reading.timezone)
            .and_then(|zone| zone.to_timestamp(civil).ok())
            .or_else(|| jiff::tz::Offset::UTC.to_timestamp(civil).ok()),
    };
    // moments end on the eve of 9999-12-31, which writers take for "never"
    let timestamp = timestamp.unwrap_or(Timestamp::MAX);
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
