//! Files of the site that its style sheets ask for, and that are not there.

use super::Reach;
use super::said::{Said, elsewhere, missing};
use crate::check::addresses::{Lead, has_scheme, lead, plain};
use crate::check::asked::asked_for;
use crate::check::sheet::StyleSheet;
use crate::check::uses::used_by_style;
use crate::markdown::MOST_FINDINGS;
use crate::report::Finding;
use crate::site::{Site, made_by_host};
use std::ops::Range;

/// The formats of fonts.
const FONTS: [&str; 5] = [".woff2", ".woff", ".ttf", ".otf", ".eot"];

/// What style sheets ask for in vain, each at its line. These are warnings: a page without its decoration can be read.
pub fn asked_in_vain(sheets: &[StyleSheet], site: &Site, reach: &Reach<'_>) -> Vec<Finding> {
    let found = sheets.iter().flat_map(|sheet| {
        let asked = asked_for(&sheet.css);
        let found = (0..asked.len()).filter_map(|at| {
            let range = asked.get(at)?.clone();
            let (code, message, help) = wrong(sheet, &range, site, reach)?;
            if another_font(sheet, &asked, at, site, reach) {
                return None;
            }
            let mut finding = Finding::warning(code, message);
            finding.help = help;
            Some(finding.at(sheet.place(range, &site.sources)))
        });
        found.take(MOST_FINDINGS).collect::<Vec<_>>()
    });
    found.collect()
}

fn wrong(sheet: &StyleSheet, range: &Range<usize>, site: &Site, reach: &Reach<'_>) -> Option<Said> {
    let written = sheet.css.get(range.clone())?;
    if written.contains('\\') {
        return None;
    }
    let used = used_by_style(written);
    match lead(written, &sheet.path, false, &site.config) {
        Lead::Inside(path) => {
            let there = reach.file(&path).is_some() || made_by_host(site, written, &path);
            (!there).then(|| missing(written, used, &path, site, reach))
        }
        Lead::Beside(path) => {
            reach.file(path).filter(|_| !path.is_empty())?;
            let folder = &site.config.folder;
            Some(elsewhere(
                written,
                used,
                &format!("{folder}/{path}"),
                folder,
            ))
        }
        Lead::Elsewhere => None,
    }
}

/// Whether the block of one address names a font too that is there: of its several forms one is enough.
fn another_font(
    sheet: &StyleSheet,
    asked: &[Range<usize>],
    at: usize,
    site: &Site,
    reach: &Reach<'_>,
) -> bool {
    let is_there = |range: &Range<usize>| {
        let written = sheet.css.get(range.clone()).unwrap_or("");
        let name = plain(written);
        FONTS.iter().any(|end| name.ends_with(end))
            && !has_scheme(written)
            && wrong(sheet, range, site, reach).is_none()
    };
    // on both sides, as far as the block goes
    let together = |one: &Range<usize>, next: &Range<usize>| {
        let between = sheet.css.get(one.end..next.start).unwrap_or("");
        !between.contains(['{', '}'])
    };
    let before = asked[..=at].windows(2).rev();
    let after = asked[at..].windows(2);
    let mut before = before.take_while(|two| together(&two[0], &two[1]));
    let mut after = after.take_while(|two| together(&two[0], &two[1]));
    before.any(|two| is_there(&two[0])) || after.any(|two| is_there(&two[1]))
}
