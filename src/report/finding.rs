//! One finding, and the collection of them that a build gathers.

use super::{Language, Place, Text};
use serde::{Deserialize, Serialize};

/// How bad a finding is. Only an error makes a command end with status 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// A page is wrong, missing or misleading.
    Error,
    /// A reader can live with it.
    Warning,
    /// Still to fill in, or good to know.
    Info,
}

impl Severity {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// Its name for people.
    pub fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (_, Language::English) => self.name(),
            (Self::Error, Language::French) => "erreur",
            (Self::Warning, Language::French) => "avertissement",
            (Self::Info, Language::French) => "à savoir",
        }
    }
}

/// Something to tell the writer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Its stable code, `area.what`, like `link.broken`.
    pub code: &'static str,
    /// Where it is; none where no file is to blame.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Option<Text>,
    /// Other places that belong to it, like the first of two pages with one address.
    pub related: Vec<(Place, Text)>,
}

impl Finding {
    /// An error.
    pub fn error(code: &'static str, message: Text) -> Self {
        Self {
            severity: Severity::Error,
            code,
            place: None,
            message,
            help: None,
            related: Vec::new(),
        }
    }

    /// Whether it is one that nothing is published with.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// A warning.
    pub fn warning(code: &'static str, message: Text) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// An information.
    pub fn info(code: &'static str, message: Text) -> Self {
        Self {
            severity: Severity::Info,
            ..Self::error(code, message)
        }
    }

    /// The same, at a place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same, with what to do.
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// The same, with another place that belongs to it.
    pub fn also(mut self, place: Place, label: Text) -> Self {
        self.related.push((place, label));
        self
    }
}

/// All findings of a run.
#[derive(Clone, Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Adds many.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.0.extend(findings);
    }

    /// Sorted by file, line, column, severity and code, each once.
    pub fn sorted(mut self) -> Vec<Finding> {
        let key = |f: &Finding| {
            let place = f.place.as_ref();
            (
                place.map(|p| p.file.clone()),
                place.map_or((0, 0), |p| (p.line, p.column)),
                f.severity,
                f.code,
                f.message.en.clone(),
            )
        };
        self.0.sort_by_cached_key(key);
        // one mistake in a template shows on every page: it is told once, with the first of them
        self.0
            .dedup_by(|a, b| a.code == b.code && a.place == b.place && a.message == b.message);
        self.0
    }

    /// All of them, in the order in which they came.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }
}
