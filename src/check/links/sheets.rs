//! Files of the site that its style sheets ask for, and that are not there.

use super::Reach;
use super::said::{elsewhere, missing};
use crate::check::addresses::{Lead, lead};
use crate::check::asked::asked_for;
use crate::check::sheet::StyleSheet;
use crate::check::uses::used_by_style;
use crate::markdown::MOST_FINDINGS;
use crate::report::Finding;
use crate::site::{Site, made_by_host};
use std::collections::BTreeSet;

/// What style sheets ask for in vain, each at its line. These are warnings: a page without its decoration can be read, and
/// of several forms of a font one is enough.
pub fn asked_in_vain(
    sheets: &[StyleSheet],
    site: &Site,
    outputs: &BTreeSet<String>,
) -> Vec<Finding> {
    let reach = Reach::new(outputs, &site.config.folder);
    let mut findings = Vec::new();
    for sheet in sheets {
        let found = asked_for(&sheet.css).into_iter().filter_map(|range| {
            let written = sheet.css.get(range.clone())?;
            let used = used_by_style(written);
            let (code, message, help) = match lead(written, &sheet.path, false, &site.config) {
                _ if written.contains('\\') => return None,
                Lead::Inside(path) => {
                    if reach.file(&path).is_some() || made_by_host(site, written, &path) {
                        return None;
                    }
                    missing(written, used, &path, site, &reach)
                }
                Lead::Beside(path) => {
                    reach.file(path).filter(|_| !path.is_empty())?;
                    let folder = &site.config.folder;
                    elsewhere(written, used, &format!("{folder}/{path}"), folder)
                }
                Lead::Elsewhere => return None,
            };
            let mut finding = Finding::warning(code, message);
            finding.help = help;
            Some(finding.at(sheet.place(range, &site.sources)))
        });
        findings.extend(found.take(MOST_FINDINGS));
    }
    findings
}
