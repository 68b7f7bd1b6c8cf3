//! Where the front matter ends and the body starts.

use super::{FrontMatterFormat, Split};
use crate::report::{Finding, Place, Text};
use crate::text;
use std::ops::Range;

/// Splits a content file. A file without front matter is refused: the finding says how to add one.
pub fn split(file: &str, text: &str) -> Result<Split, Box<Finding>> {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = lines(text, bom);
    let opening = lines.find(|line| !text[line.clone()].trim().is_empty());
    let Some((opening, format)) = opening.and_then(|line| Some((line.clone(), mark(&text[line])?)))
    else {
        return Err(Box::new(missing(file, text, bom)));
    };
    let start = opening.end;
    let mut other = None;
    for line in lines {
        match mark(&text[line.clone()]) {
            Some(found) if found == format => {
                return Ok(Split {
                    format,
                    front_matter: start..line.start,
                    body: line.end,
                });
            }
            Some(_) => other = other.or(Some(line)),
            None => {}
        }
    }
    Err(Box::new(unclosed(file, text, &opening, format, other)))
}

/// The lines from an offset on, each with its end of line.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut start = from;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = rest.find('\n').map_or(text.len(), |at| start + at + 1);
        let line = start..end;
        start = end;
        Some(line)
    })
}

fn mark(line: &str) -> Option<FrontMatterFormat> {
    match line.trim_end() {
        "---" => Some(FrontMatterFormat::Yaml),
        "+++" => Some(FrontMatterFormat::Toml),
        _ => None,
    }
}

impl FrontMatterFormat {
    fn mark(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }
}

fn missing(file: &str, text: &str, bom: usize) -> Finding {
    let first = lines(text, bom)
        .find(|line| !text[line.clone()].trim().is_empty())
        .unwrap_or(bom..bom);
    let line = text[first.clone()].trim();
    let near_mark = line.len() >= 2
        && line
            .chars()
            .all(|c| matches!(c, '-' | '+' | '=' | '–' | '—' | '*' | '_' | ' '));
    let help = if near_mark {
        Text::new(
            "L'en-tête s'ouvre par une ligne de trois tirets exactement : ---",
            "The front matter opens with a line of exactly three dashes: ---",
        )
    } else {
        let title = first_heading(&text[first.start..]);
        text!(
            fr: "Ajoutez ces trois lignes tout en haut du fichier :\n---\ntitle: {title}\n---",
            en: "Add these three lines at the very top of the file:\n---\ntitle: {title}\n---",
        )
    };
    let mut place = Place::range(file, text, first.start..first.start + line.len());
    if !near_mark {
        place.length = 0;
    }
    Finding::error(
        "front-matter.missing",
        Text::new(
            "Ce fichier ne commence pas par un en-tête.",
            "This file does not start with front matter.",
        ),
    )
    .at(place)
    .help(help)
}

fn first_heading(text: &str) -> String {
    let heading = text
        .lines()
        .find_map(|line| line.strip_prefix("# "))
        .map_or("…", str::trim);
    if heading.contains([':', '#', '"']) {
        format!("\"{}\"", heading.replace('"', "'"))
    } else {
        heading.to_owned()
    }
}

fn unclosed(
    file: &str,
    text: &str,
    opening: &Range<usize>,
    format: FrontMatterFormat,
    other: Option<Range<usize>>,
) -> Finding {
    let mark = format.mark();
    let finding = Finding::error(
        "front-matter.unclosed",
        text!(
            fr: "L'en-tête ouvert par « {mark} » n'est pas fermé.",
            en: "The front matter opened by “{mark}” is not closed.",
        ),
    )
    .at(Place::range(
        file,
        text,
        opening.start..opening.start + mark.len(),
    ));
    if let Some(other) = other {
        let found = if format == FrontMatterFormat::Yaml {
            "+++"
        } else {
            "---"
        };
        return finding
            .help(text!(
                fr: "La ligne qui ferme l'en-tête doit être la même que celle qui l'ouvre : remplacez « {found} » par « {mark} ».",
                en: "The line that closes the front matter must be the same as the one that opens it: replace “{found}” by “{mark}”.",
            ))
            .also(
                Place::range(file, text, other.start..other.start + found.len()),
                text!(fr: "« {mark} » est attendu ici", en: "“{mark}” is expected here"),
            );
    }
    finding.help(text!(
        fr: "Ajoutez une ligne « {mark} », seule, après la dernière ligne de l'en-tête.",
        en: "Add a line “{mark}”, alone, after the last line of the front matter.",
    ))
}
