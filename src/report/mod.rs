//! What Lucarne tells its users: findings, each with its place, what is wrong and what to do, in French and English.
//!
//! A finding carries both languages from birth, so that no message can exist in one only.

mod finding;
mod html;
mod language;
mod place;
mod show;

pub use finding::{Finding, Findings, Severity};
pub use html::html;
pub use language::Language;
pub use place::Place;
pub(crate) use place::floor;
pub use show::{Format, json, summary, terminal};

use serde::{Deserialize, Serialize};

/// A text in the two languages that Lucarne speaks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// A text from its two versions. French quotation, question and exclamation marks get the no-break space they ask for.
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            fr: unbroken(fr.into()),
            en: en.into(),
        }
    }

    /// A number and its noun (singular and plural). In French zero is singular.
    pub fn counted(count: usize, fr: [&str; 2], en: [&str; 2]) -> Self {
        let fr = fr[usize::from(count > 1)];
        let en = en[usize::from(count != 1)];
        Self::new(format!("{count} {fr}"), format!("{count} {en}"))
    }

    /// The version in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::French => &self.fr,
            Language::English => &self.en,
        }
    }
}

fn unbroken(french: String) -> String {
    let mut text = String::new();
    let mut done = 0;
    // Past the first colon, and on the lines that it announces, stands what is to be written, letter by letter.
    let (mut colon, mut list) = (false, false);
    let marks = ['»', '?', '!', ';'];
    for (at, _) in french.match_indices(' ') {
        let (before, after) = (&french[..at], &french[at + 1..]);
        let within = before.ends_with('«') || after.starts_with(marks);
        let kept = within
            || match after.strip_prefix(':') {
                Some(said) if said.starts_with('\n') => !std::mem::replace(&mut list, true),
                Some(said) if said.starts_with(' ') && !said[1..].starts_with(marks) => {
                    !std::mem::replace(&mut colon, true)
                }
                _ => false,
            };
        if kept {
            text.push_str(&french[done..at]);
            text.push('\u{a0}');
            done = at + 1;
        }
    }
    match done {
        0 => french,
        _ => text + &french[done..],
    }
}

/// `text!(fr: "… {x}", en: "… {x}")`: a [`Text`] from two format strings.
#[macro_export]
macro_rules! text {
    (fr: $fr:literal, en: $en:literal $(,)?) => {
        $crate::report::Text::new(format!($fr), format!($en))
    };
}

/// « Vouliez-vous écrire … ? »
pub fn did_you_mean(near: &str) -> Text {
    Text::new(
        format!("Vouliez-vous écrire « {near} » ?"),
        format!("Did you mean “{near}”?"),
    )
}

/// The candidate nearest to what was written, when it is near enough to be what was meant.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = written.to_lowercase();
    let length = lower.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let candidates_length = candidate.chars().count();
            let most = 1 + candidates_length.max(length) / 4;
            if candidates_length.abs_diff(length) > most {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            (distance <= most).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rules one after the other.
    fn by_rules(french: &str) -> String {
        let mut text = french.replace("« ", "«\u{a0}");
        for mark in ['»', '?', '!', ';'] {
            text = text.replace(&format!(" {mark}"), &format!("\u{a0}{mark}"));
        }
        for colon in [" : ", " :\n"] {
            text = text.replacen(colon, &colon.replacen(' ', "\u{a0}", 1), 1);
        }
        text
    }

    proptest! {
        #[test]
        fn signs_get_their_spaces_in_one_pass(text in "[a :«»?!;\n]{0,16}") {
            prop_assert_eq!(unbroken(text.clone()), by_rules(&text));
        }
    }
}
