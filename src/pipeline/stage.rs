//! What the stages before the outputs made last, so that the same input need not be worked through again.

use crate::fingerprint::Fingerprint;
use crate::report::{Finding, Findings};
use crate::sources::front_matter::SortBy;
use crate::sources::{Document, Front};
use std::sync::Arc;

/// What a stage made last, from what, and what it said.
pub(super) struct Stage<T>(Option<Known<T>>);

struct Known<T> {
    input: Fingerprint,
    value: Arc<T>,
    findings: Vec<Finding>,
}

impl<T> Default for Stage<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Stage<T> {
    /// The value for an input: the last one, or a new one. The empty input is never known.
    pub fn make(
        &mut self,
        input: Fingerprint,
        findings: &mut Findings,
        make: impl FnOnce(&mut Findings) -> T,
    ) -> Arc<T> {
        if let Some(known) = &self.0
            && known.input == input
            && input != Fingerprint::default()
        {
            findings.extend(known.findings.iter().cloned());
            return Arc::clone(&known.value);
        }
        let mut said = Findings::default();
        let value = Arc::new(make(&mut said));
        let said: Vec<Finding> = said.iter().cloned().collect();
        findings.extend(said.iter().cloned());
        self.0 = Some(Known {
            input,
            value: Arc::clone(&value),
            findings: said,
        });
        value
    }

    /// The last value, where it was made from this input and nothing had to be said.
    pub fn silent(&self, input: Fingerprint) -> Option<&Arc<T>> {
        let known = self.0.as_ref()?;
        (known.input == input && known.findings.is_empty()).then_some(&known.value)
    }

    /// The last value.
    pub fn last(&self) -> Option<&Arc<T>> {
        self.0.as_ref().map(|known| &known.value)
    }

    /// Puts another value in the place of the last one, made from the same input.
    pub fn replace(&mut self, value: &Arc<T>) {
        if let Some(known) = &mut self.0 {
            known.value = Arc::clone(value);
        }
    }

    /// Forgets the last value, and gives it.
    pub fn forget(&mut self) -> Option<Arc<T>> {
        self.0.take().map(|known| known.value)
    }
}

/// What stands for all in the documents that decides where pages stand.
pub(super) fn arrangement(documents: &[Arc<Document>]) -> Fingerprint {
    let sorts_by_title = |document: &Arc<Document>| match &document.front {
        Front::Section(front) => matches!(front.sort_by, SortBy::Title | SortBy::TitleBytes),
        Front::Page(_) => false,
    };
    let by_title = documents.iter().any(sorts_by_title);
    let of = |document: &Arc<Document>| {
        let front = if by_title {
            document.front_fingerprint
        } else {
            document.arrangement
        };
        (document.identity, front)
    };
    Fingerprint::of(&documents.iter().map(of).collect::<Vec<_>>())
}
