//! Data that say when somebody last verified them, and were not looked at since.

use crate::report::{Finding, Place};
use crate::text;
use jiff::civil::Date;
use std::ops::Range;

/// The keys under which data say when they were verified.
const KEYS: [&str; 4] = ["verifie_le", "vérifié_le", "verified_on", "last_verified"];

/// What was verified too long ago in a file. `days`: how long a verification holds.
pub fn outdated(file: &str, text: &str, today: Date, days: u64) -> Vec<Finding> {
    let judged = verifications(file, text).into_iter();
    let found = judged.filter_map(|(range, date)| {
        let (message, help) = match date {
            Some(date) => {
                let age = (today - date).get_days();
                if u64::try_from(age).unwrap_or(0) <= days {
                    return None;
                }
                (
                    text!(
                        fr: "Ces données ont été vérifiées le {date} : il y a {age} jours.",
                        en: "These data were verified on {date}: {age} days ago.",
                    ),
                    text!(
                        fr: "Vérifiez-les à leur source, puis écrivez la date du jour, même si rien n'a changé. Délai : {days} jours (« verify_after_days » sous « check »).",
                        en: "Verify them at their source, then write today's date, even if nothing has changed. They hold for {days} days (“verify_after_days” below “check”).",
                    ),
                )
            }
            None => {
                let said = text.get(range.clone()).unwrap_or("");
                (
                    text!(
                        fr: "« {said} » n'est pas une date : personne ne peut dire de quand sont ces données.",
                        en: "“{said}” is no date: nobody can tell how old these data are.",
                    ),
                    text!(
                        fr: "Écrivez l'année, le mois et le jour, comme « {today} ».",
                        en: "Write year, month and day, like “{today}”.",
                    ),
                )
            }
        };
        let finding = Finding::warning("rights.outdated", message);
        Some(finding.at(Place::range(file, text, range)).help(help))
    });
    found.collect()
}

/// What says when something was verified: where it stands, and the date, if it is one.
type Verification = (Range<usize>, Option<Date>);

fn verifications(file: &str, text: &str) -> Vec<Verification> {
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

/// What is said under a key in a line.
fn verified(line: &str, key: &str) -> Vec<Verification> {
    let keys = line.match_indices(key);
    keys.filter_map(|(at, key)| {
        let rest = &line[at + key.len()..];
        let value = rest.trim_start_matches(['"', '\'', ' ', ':', '=', '\t']);
        let gap = &rest[..rest.len() - value.len()];
        let start = line.len() - value.len();
        let said = numbers(value);
        let is_said = !said.is_empty() && gap.contains([':', '=']);
        is_said.then(|| (start..start + said.len(), date(said)))
    })
    .collect()
}

/// The dates in the column of a table that says when its rows were verified; none where it has none.
fn verified_column(text: &str) -> Option<Vec<Verification>> {
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
        if let Some(at) = at.filter(|_| !numbers(said).is_empty()) {
            found.push((start + at..start + at + said.len(), date(numbers(said))));
        }
    }
    Some(found)
}

/// What a text begins with that is meant as a date.
fn numbers(said: &str) -> &str {
    let end = said.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '/' | '.'));
    let numbers = said[..end.unwrap_or(said.len())].trim_end_matches(['-', '/', '.']);
    match numbers.starts_with(|c: char| c.is_ascii_digit()) {
        true => numbers,
        false => "",
    }
}

/// `2026-11-21`, or `21/11/2026`.
fn date(said: &str) -> Option<Date> {
    let mut parts = said.split(['-', '/', '.']);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, day) = match first.len() {
        4 => (first, last),
        _ => (last, first),
    };
    let whole = year.len() == 4 && parts.next().is_none();
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date.ok().filter(|_| whole)
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
        assert!(
            lines("verifie_le: 1/3/2027\nverifie_le: 2027-3-1T10:00\nverifie_le: hier\n")
                .is_empty()
        );
        let wrong = "verifie_le: 32/13/2026\nverifie_le: 1/3/2020 # à revoir\nverifie_le: 2026\n";
        assert_eq!(lines(wrong), [1, 2, 3]);
        let told = outdated("data/a.yaml", wrong, today, 183);
        assert_eq!(
            told[0].message.en,
            "“32/13/2026” is no date: nobody can tell how old these data are."
        );
    }
}
