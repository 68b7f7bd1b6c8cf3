//! What was found about links before pages were made.

use crate::check::addresses::decode;
use crate::report::{Finding, Place};
use foldhash::{HashMap, HashSet, HashSetExt};

/// What was found before about links.
pub(super) struct Known<'a> {
    lines: HashMap<(&'a str, usize), Vec<&'a Place>>,
    /// What their messages quote, with the file and without.
    quoted: HashSet<(Option<&'a str>, String)>,
}

impl<'a> Known<'a> {
    /// Of all findings, those about links.
    pub fn new(findings: &'a [Finding]) -> Self {
        let mut known = Self {
            lines: HashMap::default(),
            quoted: HashSet::new(),
        };
        let of_links = |finding: &&Finding| {
            finding.code.starts_with("link.") || finding.code == "image.missing"
        };
        for finding in findings.iter().filter(of_links) {
            let place = finding.place.as_ref();
            let file = place.map(|place| place.file.as_str());
            if let Some(place) = place {
                let line = (place.file.as_str(), place.line);
                known.lines.entry(line).or_default().push(place);
            }
            let message = plain_spaces(&finding.message.fr);
            for quoted in message.split("« ").skip(1) {
                let quoted = quoted.split(" »").next().unwrap_or("");
                known.quoted.insert((None, quoted.to_owned()));
                known.quoted.insert((file, quoted.to_owned()));
            }
        }
        known
    }

    /// Whether something was found here.
    pub fn are_at(&self, place: &Place) -> bool {
        let ends = |place: &Place| place.column + place.length.max(1);
        let meets = |known: &&Place| {
            known.column == 0 || known.column < ends(place) && place.column < ends(known)
        };
        let line = self.lines.get(&(place.file.as_str(), place.line));
        line.is_some_and(|known| known.iter().any(meets))
    }

    /// Whether an address or its anchor was named, in a file or in any.
    pub fn say(&self, written: &str, file: Option<&'a str>) -> bool {
        let decoded = decode(written);
        let anchors = [written, &*decoded].map(|it| it.find('#').map(|at| it[at..].to_owned()));
        let mut names = anchors.into_iter().flatten().chain([decoded.into_owned()]);
        names.any(|name| self.quoted.contains(&(file, name)))
    }
}

/// French with ordinary spaces.
fn plain_spaces(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}
