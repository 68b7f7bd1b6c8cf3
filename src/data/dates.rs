//! Dates as writers give them: read, or explained where they cannot be.

use crate::report::Text;
use crate::text;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// What months and days are called in a language, as they stand within a sentence.
pub struct Names {
    /// From January on.
    pub months: [&'static str; 12],
    /// From Monday on.
    pub days: [&'static str; 7],
}

const FRENCH: Names = Names {
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    days: [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ],
};

const DUTCH: Names = Names {
    months: [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    days: [
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
    ],
};

const GERMAN: Names = Names {
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    days: [
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonntag",
    ],
};

const ENGLISH: Names = Names {
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    days: [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
};

/// The languages whose names are known here.
pub const LANGUAGES: [(&str, &Names); 4] = [
    ("fr", &FRENCH),
    ("en", &ENGLISH),
    ("nl", &DUTCH),
    ("de", &GERMAN),
];

/// The names of a language, by its code without region.
pub fn names(language: &str) -> Option<&'static Names> {
    let known = LANGUAGES.iter().find(|(code, _)| *code == language);
    known.map(|(_, names)| *names)
}

/// A date that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateAsWritten {
    /// In RFC 3339 or as a plain date: `2026-01-05`, `2026-01-05T10:00:00`, `2026-01-05T10:00:00+01:00`.
    pub text: String,
    /// Its day and time; midnight where no time is said.
    pub civil: DateTime,
    /// Its zone, where one is said.
    pub offset: Option<Offset>,
    /// Whether it has the exact form of TOML's dates. Looser forms are those of YAML 1.1, like `2026-1-5`.
    pub exact: bool,
}

/// Reads a date: `YYYY-MM-DD`, a local date and time, or RFC 3339; also YAML 1.1's looser forms. None for anything else.
pub fn read(text: &str) -> Option<DateAsWritten> {
    exact(text).or_else(|| loose(text))
}

fn exact(text: &str) -> Option<DateAsWritten> {
    let read: toml::value::Datetime = text.parse().ok()?;
    let date = read.date?;
    let day = Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()?;
    let time = match read.time {
        None => Time::midnight(),
        Some(time) => clock(
            time.hour,
            time.minute,
            time.second.unwrap_or_default(),
            time.nanosecond.unwrap_or_default(),
        )?,
    };
    let offset = match read.offset {
        None => None,
        Some(toml::value::Offset::Z) => Some(Offset::UTC),
        Some(toml::value::Offset::Custom { minutes }) => {
            Some(Offset::from_seconds(i32::from(minutes) * 60).ok()?)
        }
    };
    Some(DateAsWritten {
        text: read.to_string(),
        civil: day.to_datetime(time),
        offset,
        exact: true,
    })
}

fn clock(hour: u8, minute: u8, second: u8, nanosecond: u32) -> Option<Time> {
    Time::new(
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second.min(59)).ok()?,
        i32::try_from(nanosecond).ok()?,
    )
    .ok()
}

fn loose(text: &str) -> Option<DateAsWritten> {
    let (year, rest) = digits(text, 4..=4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 1..=2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 1..=2)?;
    let date = Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()?;
    if rest.is_empty() {
        return Some(DateAsWritten {
            text: format!("{date}"),
            civil: date.to_datetime(Time::midnight()),
            offset: None,
            exact: false,
        });
    }
    let rest = rest
        .strip_prefix(['T', 't'])
        .unwrap_or_else(|| rest.trim_start_matches([' ', '\t']));
    let (hour, rest) = digits(rest, 1..=2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2..=2)?;
    let (second, rest) = digits(rest.strip_prefix(':')?, 2..=2)?;
    let (nanosecond, rest) = fraction(rest)?;
    let time = Time::new(
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        nanosecond,
    )
    .ok()?;
    let civil = date.to_datetime(time);
    let offset = zone(rest.trim_start_matches([' ', '\t']))?;
    let text = match offset {
        None => civil.to_string(),
        Some(Offset::UTC) => format!("{civil}Z"),
        Some(offset) => {
            let minutes = offset.seconds() / 60;
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.abs();
            format!("{civil}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    Some(DateAsWritten {
        text,
        civil,
        offset,
        exact: false,
    })
}

fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<(u32, &str)> {
    let end = text
        .bytes()
        .take(*count.end())
        .take_while(u8::is_ascii_digit)
        .count();
    if end < *count.start() {
        return None;
    }
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn fraction(text: &str) -> Option<(i32, &str)> {
    let Some(rest) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let end = rest.bytes().take_while(u8::is_ascii_digit).count();
    let nine: String = rest[..end]
        .chars()
        .chain("000000000".chars())
        .take(9)
        .collect();
    Some((nine.parse().ok()?, &rest[end..]))
}

fn zone(text: &str) -> Option<Option<Offset>> {
    if text.is_empty() {
        return Some(None);
    }
    if text == "Z" || text == "z" {
        return Some(Some(Offset::UTC));
    }
    let rest = text.strip_prefix(['+', '-'])?;
    let (hours, rest) = digits(rest, 1..=2)?;
    let minutes = match rest.strip_prefix(':') {
        None if rest.is_empty() => 0,
        None => return None,
        Some(rest) => match digits(rest, 2..=2)? {
            (minutes, "") => minutes,
            _ => return None,
        },
    };
    let seconds = i32::try_from((hours * 60 + minutes) * 60).ok()?;
    let seconds = if text.starts_with('-') {
        -seconds
    } else {
        seconds
    };
    Some(Some(Offset::from_seconds(seconds).ok()?))
}

/// What is wrong with a text that should be a date, and what to do.
pub fn explain(text: &str) -> (Text, Text) {
    let (numbers, separator) = numbers(text);
    if let [year, month, day, ref clock @ ..] = numbers[..]
        && (1000..10000).contains(&year)
    {
        if let Some(Text { fr, en }) = impossible(year, month, day) {
            return (
                text!(
                    fr: "La date « {text} » n'existe pas : {fr}.",
                    en: "The date “{text}” does not exist: {en}.",
                ),
                Text::new(
                    "Corrigez le jour ou le mois. Une date s'écrit année-mois-jour, par exemple 2026-09-01.",
                    "Correct the day or the month. A date is written year-month-day, for example 2026-09-01.",
                ),
            );
        }
        if let [hour, minute, ..] = clock
            && (*hour > 23 || *minute > 59)
        {
            return (
                text!(
                    fr: "L'heure de « {text} » n'existe pas.",
                    en: "The time in “{text}” does not exist.",
                ),
                Text::new(
                    "Une date avec heure s'écrit par exemple 2026-09-01T18:30:00.",
                    "A date with a time is written for example 2026-09-01T18:30:00.",
                ),
            );
        }
        if clock.is_empty() {
            return other_form(text, year, month, day);
        }
    }
    if let [day, month, year] = numbers[..]
        && (1000..10000).contains(&year)
        && separator
        && impossible(year, month, day).is_none()
    {
        return other_form(text, year, month, day);
    }
    if let Some((year, month, day)) = in_words(text) {
        return other_form(text, year, month, day);
    }
    (
        text!(fr: "« {text} » n'est pas une date.", en: "“{text}” is not a date."),
        Text::new(
            "Une date s'écrit année-mois-jour, par exemple 2026-09-01, avec une heure 2026-09-01T18:30:00.",
            "A date is written year-month-day, for example 2026-09-01, with a time 2026-09-01T18:30:00.",
        ),
    )
}

fn other_form(text: &str, year: u32, month: u32, day: u32) -> (Text, Text) {
    (
        text!(
            fr: "La date « {text} » n'est pas écrite dans l'ordre attendu.",
            en: "The date “{text}” is not written in the expected order.",
        ),
        text!(
            fr: "Écrivez l'année, le mois puis le jour : {year:04}-{month:02}-{day:02}",
            en: "Write the year, the month, then the day: {year:04}-{month:02}-{day:02}",
        ),
    )
}

fn numbers(text: &str) -> (Vec<u32>, bool) {
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map_while(|part| part.parse().ok())
        .collect();
    let only_separators = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | ' '));
    (numbers, only_separators)
}

fn impossible(year: u32, month: u32, day: u32) -> Option<Text> {
    let Some(name) = usize::try_from(month)
        .ok()
        .and_then(|month| month.checked_sub(1))
    else {
        return Some(Text::new("il n'y a pas de mois 0", "there is no month 0"));
    };
    let (Some(fr), Some(en)) = (FRENCH.months.get(name), ENGLISH.months.get(name)) else {
        return Some(text!(fr: "il n'y a pas de mois {month}", en: "there is no month {month}"));
    };
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    let last = first.days_in_month();
    if day == 0 || day > u32::try_from(last).unwrap_or(31) {
        return Some(text!(
            fr: "{fr} {year} n'a que {last} jours",
            en: "{en} {year} has only {last} days",
        ));
    }
    None
}

fn in_words(text: &str) -> Option<(u32, u32, u32)> {
    let words: Vec<String> = text
        .split([' ', '\u{a0}', ',', '-'])
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    let month = words.iter().find_map(|word| {
        FRENCH
            .months
            .iter()
            .zip(ENGLISH.months)
            .position(|(fr, en)| word == fr || *word == en.to_lowercase())
    })?;
    let figures = |word: &String| {
        let end = word.bytes().take_while(u8::is_ascii_digit).count();
        word[..end].parse::<u32>().ok()
    };
    let day = words
        .iter()
        .filter_map(figures)
        .find(|number| (1..=31).contains(number))?;
    let year = words
        .iter()
        .filter_map(figures)
        .find(|number| (1000..10000).contains(number))?;
    let month = u32::try_from(month).ok()? + 1;
    impossible(year, month, day)
        .is_none()
        .then_some((year, month, day))
}
