//! Days of the week that are not those of their dates.

use super::{Block, Found};
use crate::data::dates::{LANGUAGES, Names};
use crate::report::Text;
use crate::text;
use jiff::civil::Date;
use std::ops::Range;

/// Whether a word is a name in small letters.
fn is_lower_of(word: &str, name: &str) -> bool {
    name.chars().flat_map(char::to_lowercase).eq(word.chars())
}

/// Days of the week that are not those of the date after them, in French, English, Dutch and German.
pub(super) fn weekdays(block: &Block) -> Vec<Found> {
    let words = block.words();
    let lower: Vec<String> = words.iter().map(|(_, word)| word.to_lowercase()).collect();
    let mut found = Vec::new();
    for (at, word) in lower.iter().enumerate() {
        let known = LANGUAGES.iter().find_map(|(lang, names)| {
            let day = names.days.iter().position(|day| is_lower_of(word, day))?;
            Some((*lang, names, day))
        });
        let Some((lang, names, day)) = known else {
            continue;
        };
        let Some(date) = date_after(block, &words, &lower, at, lang, names) else {
            continue;
        };
        let range = words[at].0.start..words[date.last].0.end;
        let said = block.text.get(range.clone()).unwrap_or("");
        let real = Date::new(date.year, date.month, date.number).ok();
        let right =
            real.map(|date| usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()));
        if right == Some(day) {
            continue;
        }
        let wanted = right.map(|right| names.days[right]).map(|day| {
            let capital = words[at].1.starts_with(char::is_uppercase);
            match (capital, day.split_at(1)) {
                (true, (first, rest)) => first.to_uppercase() + rest,
                (false, _) => day.to_lowercase(),
            }
        });
        found.push(match wanted {
            Some(wanted) => (
                range,
                text!(
                    fr: "« {said} » : ce jour-là est un « {wanted} ».",
                    en: "“{said}”: that day is a “{wanted}”.",
                ),
                Text::new(
                    "Corrigez le jour ou la date, après avoir vérifié lequel des deux est juste.",
                    "Correct the day or the date, after finding out which of them is right.",
                ),
            ),
            None => (
                range,
                text!(fr: "« {said} » : ce jour n'existe pas.", en: "“{said}”: there is no such day."),
                Text::new("Corrigez la date.", "Correct the date."),
            ),
        });
    }
    found
}

/// A date as three words give it.
struct Said {
    year: i16,
    /// From 1.
    month: i8,
    number: i8,
    /// The last of its words.
    last: usize,
}

/// The date that follows the name of a day in a sentence, as `12 mars 2027`, `March 12, 2027`, `12/3/2027` or `2027-03-12`.
fn date_after(
    block: &Block,
    words: &[(Range<usize>, &str)],
    lower: &[String],
    at: usize,
    lang: &str,
    names: &Names,
) -> Option<Said> {
    let small = |word: &str| {
        matches!(
            word,
            "le" | "the" | "of" | "de" | "den" | "dem" | "der" | "th" | "er" | "e"
        )
    };
    let behind = lower.iter().enumerate().skip(at + 1);
    let mut rest = behind.filter(|(_, word)| !small(word));
    let (start, first) = rest.next()?;
    let (_, second) = rest.next()?;
    let (last, third) = rest.next()?;
    // 2027-03-12 is a year first
    let (first, year) = match first.len() == 4 && second.len() == 2 {
        true => (third, first),
        false => (first, third),
    };
    let year = year.parse().ok().filter(|y| (1800..2200).contains(y))?;
    if last > at + 6 {
        return None;
    }
    let number = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let number = digits.parse::<i8>().ok();
        number.filter(|_| word.len() - digits.len() <= 3)
    };
    let month = |word: &str| {
        let mut months = names.months.iter();
        months.position(|month| is_lower_of(word, month))
    };
    let said = |from: usize, accepted: &dyn Fn(char) -> bool| {
        let said = block.text.get(from..words[last].0.end);
        said.is_some_and(|said| said.chars().all(accepted))
    };
    let in_words = || {
        let parts = match (number(first), month(second)) {
            (Some(number), Some(month)) => (number, month),
            _ => number(second).zip(month(first))?,
        };
        let close = |c: char| c.is_alphanumeric() || c.is_whitespace() || ",.(".contains(c);
        said(words[at].0.start, &close).then_some(parts)
    };
    // In English figures the month may come first.
    let in_figures = || {
        let figures = |c: char| c.is_ascii_digit() || "/.-".contains(c);
        if lang == "en" || !said(words[start].0.start, &figures) {
            return None;
        }
        let month = second.parse::<usize>().ok()?.checked_sub(1)?;
        Some((number(first)?, month)).filter(|(_, month)| *month < 12)
    };
    let (number, month) = in_words().or_else(in_figures)?;
    Some(Said {
        year,
        month: i8::try_from(month + 1).ok()?,
        number,
        last,
    })
}
