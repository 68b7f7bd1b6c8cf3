//! Data that say when somebody last verified them, and were not looked at since.

use crate::report::{Finding, Place};
use crate::text;
use jiff::civil::Date;

/// The keys under which data say when they were verified.
const KEYS: [&str; 4] = ["verifie_le", "vérifié_le", "verified_on", "last_verified"];

/// What was verified too long ago in a file. `days`: how long a verification holds.
pub fn outdated(file: &str, text: &str, today: Date, days: u64) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let Some((range, date)) = verified(line) else {
            continue;
        };
        let age = (today - date).get_days();
        if u64::try_from(age).unwrap_or(0) <= days {
            continue;
        }
        let place = Place::range(file, text, start + range.start..start + range.end);
        findings.push(
            Finding::warning(
                "rights.outdated",
                text!(
                    fr: "Ces données ont été vérifiées le {date} : il y a {age} jours.",
                    en: "These data were verified on {date}: {age} days ago.",
                ),
            )
            .at(place)
            .help(text!(
                fr: "Vérifiez-les à leur source, puis écrivez la date du jour, même si rien n'a changé. Délai : {days} jours (« verify_after_days » sous « check »).",
                en: "Verify them at their source, then write today's date, even if nothing has changed. They hold for {days} days (“verify_after_days” below “check”).",
            )),
        );
    }
    findings
}

/// The date of a line that says when something was verified, and where it stands in the line.
fn verified(line: &str) -> Option<(std::ops::Range<usize>, Date)> {
    if line.trim_start().starts_with(['#', '/']) {
        return None;
    }
    let (at, key) = KEYS.iter().find_map(|key| Some((line.find(key)?, *key)))?;
    let rest = &line[at + key.len()..];
    let value = rest.trim_start_matches(['"', '\'', ' ', ':', '=', '\t']);
    let gap = &rest[..rest.len() - value.len()];
    if !gap.contains([':', '=']) {
        return None;
    }
    let start = line.len() - value.len();
    let date = value.get(..10)?.parse().ok()?;
    Some((start..start + 10, date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_verification_are_read_in_every_format() {
        let today = Date::constant(2027, 6, 1);
        let lines = |text: &str| -> Vec<usize> {
            let found = outdated("data/a.yaml", text, today, 183);
            found
                .iter()
                .filter_map(|f| Some(f.place.as_ref()?.line))
                .collect()
        };
        let yaml = "# verifie_le: 2020-01-01\n- nom: a\n  verifie_le: 2026-11-21\n- {nom: b, verifie_le: '2027-03-01'}\n";
        assert_eq!(lines(yaml), [3]);
        assert_eq!(lines("{\"verified_on\": \"2020-01-01\"}\n"), [1]);
        assert_eq!(lines("verifie_le = 2020-01-01\n"), [1]);
        assert!(lines("verifie_le: 2028-01-01\nverifie_le:\nverifie_le non\n").is_empty());
    }
}
