//! What a site wants of the rules.

use crate::codes::{self, When};
use crate::config::{Config, Dialect, Mode};
use crate::report::{Finding, Severity};
use crate::sources::{Front, Sources};
use std::collections::HashMap;

/// What pages set aside: codes, by the page's file.
pub type Waived<'a> = HashMap<&'a str, Vec<&'a str>>;

/// What the front matter of all pages and sections sets aside.
pub fn waived(sources: &Sources) -> Waived<'_> {
    let mut waived = Waived::new();
    for document in &sources.documents {
        let check = match &document.front {
            Front::Page(front) => &front.check,
            Front::Section(front) => &front.check,
        };
        if !check.0.is_empty() {
            let codes = check.0.keys().map(String::as_str).collect();
            waived.insert(document.file.as_str(), codes);
        }
    }
    waived
}

/// Gives every finding of a rule the severity that the site wants, and leaves out what is off, set aside by the page it is
/// found in, or not looked for in this mode. `waived`: by the file of a page, what its front matter sets aside.
pub fn settle(
    findings: Vec<Finding>,
    config: &Config,
    mode: Mode,
    waived: &Waived<'_>,
) -> Vec<Finding> {
    let settled = findings.into_iter().filter_map(|mut finding| {
        let Some((rule, when)) =
            codes::find(finding.code).and_then(|code| Some((code, code.when?)))
        else {
            return Some(finding);
        };
        if when == When::Check && mode != Mode::Check {
            return None;
        }
        let of_page = finding
            .place
            .as_ref()
            .and_then(|place| waived.get(place.file.as_str()));
        if of_page.is_some_and(|codes| codes.contains(&finding.code)) {
            return None;
        }
        finding.severity = match (config.check.rules.get(rule.code), config.dialect) {
            (Some(level), _) => (*level)?,
            (None, Dialect::Native) => rule.severity,
            (None, Dialect::Zola) => Severity::Warning,
        };
        Some(finding)
    });
    settled.collect()
}
