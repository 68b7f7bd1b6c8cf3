//! Dates as people write them, in the page's language.

use crate::data::dates::names;
use jiff::Zoned;
use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use tera::Value;

/// How a date is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With the month's name: `1er septembre 2026`.
    Long,
    /// With the day of the week too: `mardi 1er septembre 2026`.
    Full,
}

/// A date or date and time without zone as one of a zone, in RFC 3339. None for a text that has a zone or is no date.
pub fn in_zone(text: &str, zone: &str) -> Option<String> {
    let moment: DateTime = text.parse().ok()?;
    if text.ends_with(['Z', 'z']) || text.get(10..).is_some_and(|time| time.contains(['+', '-'])) {
        return None;
    }
    let zoned = moment.to_zoned(TimeZone::get(zone).ok()?).ok()?;
    Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// A date written out in a language. None where its words are not known here: [`pattern`] then says how to ask for them.
pub fn written(date: Date, style: Style, lang: &str) -> Option<String> {
    let language = lang.split(['-', '_']).next().unwrap_or("");
    let names = names(language)?;
    let (day, year) = (date.day(), date.year());
    let month = names.months[usize::from(date.month().unsigned_abs()) - 1];
    let american = lang.eq_ignore_ascii_case("en-us") || lang.eq_ignore_ascii_case("en_us");
    let long = match language {
        "fr" if day == 1 => format!("1er {month} {year}"),
        "de" => format!("{day}. {month} {year}"),
        "en" if american => format!("{month} {day}, {year}"),
        _ => format!("{day} {month} {year}"),
    };
    let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    Some(match (style, language) {
        (Style::Long, _) => long,
        (Style::Full, "de" | "en") => format!("{}, {long}", names.days[weekday]),
        (Style::Full, _) => format!("{} {long}", names.days[weekday]),
    })
}

/// The UTS-35 pattern of a style for a language whose words are not known here.
pub fn pattern(style: Style, lang: &str) -> &'static str {
    let language = lang.split(['-', '_']).next().unwrap_or("");
    match (style, language) {
        (Style::Long, "es" | "pt") => "d 'de' MMMM 'de' y",
        (Style::Full, "es" | "pt") => "EEEE, d 'de' MMMM 'de' y",
        (Style::Long, "ja" | "zh") => "y年M月d日",
        (Style::Full, "ja" | "zh") => "y年M月d日EEEE",
        (Style::Long, "cs" | "da" | "fi" | "nb" | "no" | "sk" | "sl") => "d. MMMM y",
        (Style::Full, "cs" | "da" | "fi" | "nb" | "no" | "sk" | "sl") => "EEEE d. MMMM y",
        (Style::Long, _) => "d MMMM y",
        (Style::Full, _) => "EEEE d MMMM y",
    }
}

/// The day that a value means, in a zone where one is given, else as it is written. None where it means none.
pub fn day(value: &Value, zone: Option<&TimeZone>) -> Option<Date> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    if let Some(seconds) = value.as_i64() {
        let zone = zone.cloned().unwrap_or(TimeZone::UTC);
        return Some(Timestamp::new(seconds, 0).ok()?.to_zoned(zone).date());
    }
    let text = value.as_str()?.trim();
    let in_zone = |moment: Zoned| zone.map(|zone| moment.with_time_zone(zone.clone()).date());
    if let Ok(moment) = PARSER.parse_zoned(text) {
        return Some(in_zone(moment.clone()).unwrap_or_else(|| moment.date()));
    }
    if let (Ok(moment), Some(zone)) = (PARSER.parse_timestamp(text), zone) {
        return Some(moment.to_zoned(zone.clone()).date());
    }
    let written: civil::DateTime = PARSER
        .parse_datetime(text.trim_end_matches(['Z', 'z']))
        .or_else(|_| PARSER.parse_date(text).map(|date| date.at(0, 0, 0, 0)))
        .ok()?;
    Some(written.date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french_only() {
        let first = date(2026, 9, 1);
        let long = |lang| written(first, Style::Long, lang).unwrap_or_default();
        assert_eq!(long("fr-BE"), "1er septembre 2026");
        assert_eq!(long("nl"), "1 september 2026");
        assert_eq!(long("de"), "1. September 2026");
        assert_eq!(long("en"), "1 September 2026");
        assert_eq!(long("en-US"), "September 1, 2026");
        assert_eq!(
            written(first, Style::Full, "fr").as_deref(),
            Some("mardi 1er septembre 2026")
        );
        assert_eq!(
            written(date(2026, 11, 2), Style::Long, "fr").as_deref(),
            Some("2 novembre 2026")
        );
    }

    #[test]
    fn a_day_is_read_as_written_unless_a_zone_is_named() {
        let late = Value::from("2026-08-31T23:30:00Z");
        assert_eq!(day(&late, None), Some(date(2026, 8, 31)));
        let brussels = TimeZone::get("Europe/Brussels").expect("zone");
        assert_eq!(day(&late, Some(&brussels)), Some(date(2026, 9, 1)));
        assert_eq!(
            day(&Value::from("2026-09-01"), None),
            Some(date(2026, 9, 1))
        );
        assert_eq!(
            day(&Value::from("2026-09-01T02:00:00+05:00"), None),
            Some(date(2026, 9, 1))
        );
        assert_eq!(day(&Value::from("soon"), None), None);
    }
}
