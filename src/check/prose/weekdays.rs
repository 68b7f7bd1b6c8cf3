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

/// The month that a word names, from 0: as a whole, or by its beginning where no other month begins like that.
fn month(word: &str, names: &Names) -> Option<usize> {
    let mut months = names.months.iter();
    let whole = months.position(|month| is_lower_of(word, month));
    let begins = |month: &str| month.to_lowercase().starts_with(word);
    whole.or_else(|| {
        let mut months = names.months.iter().enumerate();
        let (at, _) = months.find(|(_, month)| word.chars().count() >= 3 && begins(month))?;
        let other = months.any(|(_, month)| begins(month));
        (!other).then_some(at)
    })
}

/// Short names of days, from Monday on, as they stand before dates. Each is a word of its language, or begins one.
const SHORT: [(&str, [&[&str]; 7]); 4] = [
    (
        "fr",
        [
            &["lun"],
            &["mar"],
            &["mer"],
            &["jeu"],
            &["ven"],
            &["sam"],
            &["dim"],
        ],
    ),
    (
        "en",
        [
            &["mon"],
            &["tue", "tues"],
            &["wed"],
            &["thu", "thur", "thurs"],
            &["fri"],
            &["sat"],
            &["sun"],
        ],
    ),
    (
        "nl",
        [
            &["ma"],
            &["di"],
            &["wo"],
            &["do"],
            &["vr"],
            &["za"],
            &["zo"],
        ],
    ),
    (
        "de",
        [
            &["mo"],
            &["di"],
            &["mi"],
            &["do"],
            &["fr"],
            &["sa"],
            &["so"],
        ],
    ),
];

/// Between two days of which the second says the month or year of both: « du lundi 1er au vendredi 5 mars 2027 ».
const LINKS: [&str; 19] = [
    "au", "et", "ou", "à", "le", "to", "and", "or", "until", "till", "through", "tot", "en", "of",
    "t", "m", "bis", "und", "oder",
];

/// So many days may share a month or year.
const MOST_DAYS: usize = 8;

/// Days of the week that are not those of the date after them, in French, English, Dutch and German.
pub(super) fn weekdays(block: &Block) -> Vec<Found> {
    let words = block.words();
    let lower: Vec<String> = words.iter().map(|(_, word)| word.to_lowercase()).collect();
    let said = Words {
        block,
        words: &words,
        lower: &lower,
    };
    let mut found = Vec::new();
    for at in 0..words.len() {
        let mut dates = LANGUAGES.iter().filter_map(|(lang, names)| {
            let day = said.day(at, lang, names)?;
            Some((names, day, said.date(at, lang, names, MOST_DAYS)?))
        });
        let Some((names, day, date)) = dates.next() else {
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

/// The words of a block, as they are and in small letters.
struct Words<'b> {
    block: &'b Block,
    words: &'b [(Range<usize>, &'b str)],
    lower: &'b [String],
}

impl Words<'_> {
    /// Whether all between two offsets is accepted.
    fn are(&self, range: Range<usize>, accepted: impl Fn(char) -> bool) -> bool {
        let said = self.block.text.get(range);
        said.is_some_and(|said| said.chars().all(accepted))
    }

    /// The day that a word names, from 0 for Monday.
    fn day(&self, at: usize, lang: &str, names: &Names) -> Option<usize> {
        let word = self.lower.get(at)?;
        let whole = names.days.iter().position(|day| is_lower_of(word, day));
        whole.or_else(|| {
            let (_, days) = SHORT.iter().find(|(of, _)| *of == lang)?;
            let day = days.iter().position(|day| day.contains(&word.as_str()))?;
            self.is_short_day(at, lang).then_some(day)
        })
    }

    /// Whether a word that may be short for a day stands where one does: before a number, and at the beginning or after a word
    /// like « le ». « Au bord de la mer, 12 mars 2027 » is no Wednesday.
    fn is_short_day(&self, at: usize, lang: &str) -> bool {
        let (range, word) = &self.words[at];
        let Some((next, first)) = self.words.get(at + 1) else {
            return false;
        };
        let gap = &self.block.text[range.end..next.start];
        let close = match lang {
            "en" | "de" => matches!(gap, " " | ". " | ", " | "., "),
            _ => matches!(gap, " " | ". "),
        };
        let capital = !matches!(lang, "en" | "de") || word.starts_with(char::is_uppercase);
        let before = self.block.text[..range.start].trim_end();
        let begins = before.is_empty() || before.ends_with(|c: char| ".,!?…:;(«–—-/|".contains(c));
        let introduced = || {
            let last = at.checked_sub(1).map_or("", |last| &self.lower[last]);
            let introducing = [
                "le", "les", "du", "au", "on", "from", "to", "op", "van", "tot", "am", "vom", "bis",
            ];
            introducing.contains(&last) && !matches!(self.lower[at].as_str(), "jeu" | "so")
        };
        let number = first.starts_with(|c: char| c.is_ascii_digit());
        close && capital && (number || lang == "en") && (begins || introduced())
    }

    /// The date of the day that a word names: what follows, or what a day after it says for both, or for up to `most`.
    fn date(&self, at: usize, lang: &str, names: &Names, most: usize) -> Option<Said> {
        let own = date_after(self.block, self.words, self.lower, at, lang, names);
        own.or_else(|| self.shared(at, lang, names, most.checked_sub(1)?))
    }

    fn shared(&self, at: usize, lang: &str, names: &Names, most: usize) -> Option<Said> {
        let word = |at: usize| self.lower.get(at).map(String::as_str);
        let month = |at: usize| {
            let month = month(word(at)?, names)?;
            i8::try_from(month + 1).ok()
        };
        let number = |at: usize| {
            let word = word(at)?;
            let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
            let endings = ["", "er", "e", "st", "nd", "rd", "th"];
            let number = digits.parse::<i8>().ok();
            number.filter(|_| endings.contains(&&word[digits.len()..]))
        };
        let small = |at: usize| matches!(word(at), Some("le" | "the" | "den" | "dem" | "der"));
        let from = at + 1 + usize::from(small(at + 1));
        let (number, month, last) = match (number(from), month(from)) {
            (Some(number), _) => match month(from + 1) {
                Some(month) => (number, Some(month), from + 1),
                None => (number, None, from),
            },
            (None, Some(month)) => (number(from + 1)?, Some(month), from + 1),
            (None, None) => return None,
        };
        let links = |at: &usize| word(*at).is_some_and(|word| LINKS.contains(&word));
        let next = (last + 1..).find(|at| !links(at))?;
        self.day(next, lang, names)?;
        let close = |c: char| c.is_alphanumeric() || " \n\u{a0},.(–—-/".contains(c);
        let (start, end) = (self.words[at].0.start, self.words[next].0.start);
        if next > last + 3 || !self.are(start..end, close) {
            return None;
        }
        let other = self.date(next, lang, names, most)?;
        let month = month.unwrap_or(other.month);
        // the end of December may be that of the year before
        ((month, number) < (other.month, other.number)).then_some(Said {
            year: other.year,
            month,
            number,
            last,
        })
    }
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
    let month = |word: &str| month(word, names);
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
