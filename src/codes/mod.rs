//! Every code that a finding can bear: what it means, why it matters, and an example; in French and English.
//!
//! `lucarne explain`, the documentation and `--format sarif` are made from this table, and so is what the configuration may
//! say about rules. A rule is a code that a site can set to `error`, `warning` or `off`.
//!
//! To add a rule: write its entry in the file of its category (`Code::rule`, then `.about`, `.because` and `.example`), and
//! make findings with its code, of whatever severity, wherever the fault is seen: while a body is converted, from the facts
//! of a rendered page (`check::rules`), or from the whole site (`check::whole`). `check::settle` gives each finding the severity that the
//! site wants. `lucarne explain --markdown` then writes the documentation anew. Tests hold the table against the source.

mod accessibility;
mod links;
mod pages;
mod publishing;
mod reading;
mod settings;
mod show;
mod templates;

pub use show::{facts, markdown};

use crate::report::{Finding, Language, Severity, Text, nearest};
use crate::text;

/// One code.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// `area.what`; never changes.
    pub code: &'static str,
    /// Which part of a site it is about.
    pub category: Category,
    /// How bad it is where the configuration says nothing, in a native site.
    pub severity: Severity,
    /// When it is looked for; none for what is no rule but is always told.
    pub when: Option<When>,
    /// Numbers of WCAG 2.2, like `1.1.1`, separated by commas; empty where it does not belong there.
    pub wcag: &'static str,
    /// What is wrong, in a few words.
    pub title: Words,
    /// Why it matters, and what to do.
    pub why: Words,
    /// What is wrong and what is right, as it is written; empty where there is none.
    pub bad: Words,
    /// See `bad`.
    pub good: Words,
}

/// When a rule is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In every build and in the preview: what is certain and cheap to see.
    Build,
    /// By `lucarne check` only: what may be meant so, or takes the whole site.
    Check,
}

/// A constant text in two languages.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// In French.
    pub fr: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Words {
    const NONE: Self = Self { fr: "", en: "" };

    /// The text for people; French gets its no-break spaces.
    pub fn text(self) -> Text {
        Text::new(self.fr, self.en)
    }

    /// The version in a language, as it is.
    pub fn raw(self, language: Language) -> &'static str {
        match language {
            Language::French => self.fr,
            Language::English => self.en,
        }
    }
}

/// Which part of a site a code is about. Findings are counted by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// What keeps some readers out.
    Accessibility,
    /// Where links lead.
    Links,
    /// Text, images, components and front matter of pages.
    Pages,
    /// Data and files that cannot be read.
    Files,
    /// The configuration and its menus.
    Settings,
    /// Templates, style sheets, the theme.
    Templates,
    /// Addresses and the output folder.
    Publishing,
}

impl Category {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Accessibility,
        Self::Links,
        Self::Pages,
        Self::Files,
        Self::Settings,
        Self::Templates,
        Self::Publishing,
    ];

    /// Its name for people.
    pub fn title(self) -> Text {
        match self {
            Self::Accessibility => Text::new("Accessibilité", "Accessibility"),
            Self::Links => Text::new("Liens", "Links"),
            Self::Pages => Text::new("Pages", "Pages"),
            Self::Files => Text::new("Fichiers et données", "Files and data"),
            Self::Settings => Text::new("Réglages", "Settings"),
            Self::Templates => Text::new("Modèles et thème", "Templates and theme"),
            Self::Publishing => Text::new("Publication", "Publishing"),
        }
    }
}

impl Code {
    /// A rule, which the configuration can change; `severity` is its default.
    const fn rule(
        code: &'static str,
        category: Category,
        severity: Severity,
        when: When,
        wcag: &'static str,
    ) -> Self {
        Self {
            code,
            category,
            severity,
            when: Some(when),
            wcag,
            title: Words::NONE,
            why: Words::NONE,
            bad: Words::NONE,
            good: Words::NONE,
        }
    }

    /// Something that is always told.
    const fn fact(
        code: &'static str,
        category: Category,
        severity: Severity,
        fr: &'static str,
        en: &'static str,
    ) -> Self {
        let mut fact = Self::rule(code, category, severity, When::Build, "");
        fact.when = None;
        fact.why = Words { fr, en };
        fact
    }

    const fn about(mut self, fr: &'static str, en: &'static str) -> Self {
        self.title = Words { fr, en };
        self
    }

    const fn because(mut self, fr: &'static str, en: &'static str) -> Self {
        self.why = Words { fr, en };
        self
    }

    const fn example(
        mut self,
        bad: (&'static str, &'static str),
        good: (&'static str, &'static str),
    ) -> Self {
        self.bad = Words {
            fr: bad.0,
            en: bad.1,
        };
        self.good = Words {
            fr: good.0,
            en: good.1,
        };
        self
    }

    /// The part before the dot.
    pub fn area(&self) -> &'static str {
        self.code.split('.').next().unwrap_or(self.code)
    }
}

/// All codes, category by category.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [
        accessibility::CODES,
        links::CODES,
        pages::CODES,
        reading::CODES,
        settings::CODES,
        templates::CODES,
        publishing::CODES,
    ]
    .into_iter()
    .flatten()
}

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Code> {
    all().filter(|code| code.when.is_some())
}

/// A code by its name.
pub fn find(code: &str) -> Option<&'static Code> {
    all().find(|known| known.code == code)
}

/// The code that was probably meant: by its spelling, or by the part after the dot.
pub fn near(written: &str) -> Option<&'static str> {
    let lower = written.trim().to_lowercase();
    let after_dot = |code: &Code| code.code.rsplit('.').next() == Some(lower.as_str());
    all()
        .find(|code| after_dot(code))
        .map(|code| code.code)
        .or_else(|| nearest(&lower, all().map(|code| code.code)))
        .or_else(|| {
            let what = lower.rsplit('.').next().filter(|what| what.len() > 3)?;
            all().map(|code| code.code).find(|code| code.contains(what))
        })
}

/// One line for each category in which something was found: « Accessibilité : 2 erreurs, 1 avertissement ».
pub fn summary(findings: &[Finding]) -> Vec<Text> {
    let category =
        |finding: &Finding| find(finding.code).map_or(Category::Pages, |code| code.category);
    Category::ALL
        .into_iter()
        .filter_map(|wanted| {
            let of: Vec<Finding> = findings
                .iter()
                .filter(|finding| category(finding) == wanted)
                .cloned()
                .collect();
            if of.is_empty() {
                return None;
            }
            let Text { fr, en } = wanted.title();
            let counted = |language| crate::report::summary(&of, language);
            let (in_fr, in_en) = (counted(Language::French), counted(Language::English));
            Some(text!(fr: "{fr}\u{a0}: {in_fr}", en: "{en}: {in_en}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_there_once_and_says_something() {
        let mut seen = BTreeSet::new();
        for code in all() {
            assert!(seen.insert(code.code), "{} is there twice", code.code);
            let (area, what) = code.code.split_once('.').unwrap_or_default();
            assert!(!area.is_empty() && !what.is_empty(), "{}", code.code);
            assert!(
                !code.why.fr.is_empty() && !code.why.en.is_empty(),
                "{}",
                code.code
            );
            if code.when.is_some() {
                for words in [code.title, code.bad, code.good] {
                    assert!(
                        !words.fr.is_empty() && !words.en.is_empty(),
                        "{}",
                        code.code
                    );
                }
            }
        }
    }

    #[test]
    fn a_name_that_is_nearly_right_is_recognised() {
        assert_eq!(near("a11y.image-atl"), Some("a11y.image-alt"));
        assert_eq!(near("image-alt"), Some("a11y.image-alt"));
        assert_eq!(near("A11Y.Image-Alt"), Some("a11y.image-alt"));
        assert_eq!(near("zzzzzzzzzzzz"), None);
    }

    #[test]
    fn findings_are_counted_by_category() {
        let finding = |code| Finding::warning(code, Text::new("a", "b"));
        let lines = summary(&[
            finding("link.broken"),
            finding("a11y.image-alt"),
            finding("a11y.lang"),
        ]);
        let english: Vec<&str> = lines.iter().map(|line| line.en.as_str()).collect();
        assert_eq!(
            english,
            ["Accessibility: 2\u{a0}warnings", "Links: 1\u{a0}warning"]
        );
    }
}
