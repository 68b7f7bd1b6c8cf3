//! Data that say when somebody last verified them, and were not looked at since.

use crate::report::{Finding, Place};
use crate::text;
use jiff::civil::Date;
use std::ops::Range;

/// The keys under which data say when they were verified.
const KEYS: [&str; 4] = ["verifie_le", "vérifié_le", "verified_on", "last_verified"];

/// What was verified too long ago in a file. `days`: how long a verification holds.
pub fn outdated(file: &str, text: &str, today: Date, days: u64) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (range, date) in verifications(file, text) {
        let age = (today - date).get_days();
        if u64::try_from(age).unwrap_or(0) <= days {
            continue;
        }
        findings.push(
            Finding::warning(
                "rights.outdated",
                text!(
                    fr: "Ces données ont été vérifiées le {date} : il y a {age} jours.",
                    en: "These data were verified on {date}: {age} days ago.",
                ),
            )
            .at(Place::range(file, text, range))
            .help(text!(
                fr: "Vérifiez-les à leur source, puis écrivez la date du jour, même si rien n'a changé. Délai : {days} jours (« verify_after_days » sous « check »).",
                en: "Verify them at their source, then write today's date, even if nothing has changed. They hold for {days} days (“verify_after_days” below “check”).",
            )),
        );
    }
    findings
}

/// The dates that say when something was verified, and where they stand.
fn verifications(file: &str, text: &str) -> Vec<(Range<usize>, Date)> {
    if file.ends_with(".csv") {
        return verified_column(text).unwrap_or_default();
    }
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim_start().starts_with(['#', '/']) {
            let dates = KEYS.iter().flat_map(|key| verified(line, key));
            found.extend(dates.map(|(at, date)| (offset + at.start..offset + at.end, date)));
        }
        offset += line.len();
    }
    found
}

/// The dates under a key in a line.
fn verified(line: &str, key: &str) -> Vec<(Range<usize>, Date)> {
    let keys = line.match_indices(key);
    keys.filter_map(|(at, key)| {
        let rest = &line[at + key.len()..];
        let value = rest.trim_start_matches(['"', '\'', ' ', ':', '=', '\t']);
        let gap = &rest[..rest.len() - value.len()];
        let start = line.len() - value.len();
        let date = date(value.get(..10)?).filter(|_| gap.contains([':', '=']))?;
        Some((start..start + 10, date))
    })
    .collect()
}

/// The dates in the column of a table that says when its rows were verified; none where it has none.
fn verified_column(text: &str) -> Option<Vec<(Range<usize>, Date)>> {
    let mut rows = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let names = rows.headers().ok()?;
    let column = names.iter().position(|name| KEYS.contains(&name.trim()))?;
    let mut found = Vec::new();
    for row in rows.records().map_while(Result::ok) {
        let start = row.position().map(csv::Position::byte).map(usize::try_from);
        let (Some(Ok(start)), Some(said)) = (start, row.get(column).map(str::trim)) else {
            continue;
        };
        let at = text.get(start..).and_then(|rest| rest.find(said));
        if let (Some(at), Some(date)) = (at, date(said)) {
            found.push((start + at..start + at + said.len(), date));
        }
    }
    Some(found)
}

/// `2026-11-21`, or `21/11/2026`.
fn date(said: &str) -> Option<Date> {
    let written = said.parse().ok();
    written.or_else(|| {
        let mut parts = said.split(['/', '.']);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    })
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
        assert_eq!(lines("a:\n  verifie_le: \"21/11/2020\"\n"), [2]);
        assert_eq!(
            lines("[{\"verified_on\": \"2027-03-01\"}, {\"verified_on\": \"2020-01-01\"}]\n"),
            [1]
        );
        let table = "nom,verifie_le\nA,2020-01-01\n\"B, b\",2027-03-01\nC,01/02/2020\n";
        let of_table = outdated("data/a.csv", table, today, 183).into_iter();
        let of_table: Vec<_> = of_table.filter_map(|f| Some(f.place?.line)).collect();
        assert_eq!(of_table, [2, 4]);
        assert!(lines("verifie_le: 2028-01-01\nverifie_le:\nverifie_le non\n").is_empty());
    }
}
