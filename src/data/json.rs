//! JSON to plain values.

use super::Source;
use crate::report::{Finding, Text};
use serde_json::Value;

/// Reads a whole text.
pub(super) fn parse(source: &Source<'_>) -> Result<Value, Vec<Finding>> {
    serde_json::from_str(source.data()).map_err(|error| {
        let message = if error.is_eof() {
            Text::new(
                "Ce fichier JSON s'arrête avant sa fin : une accolade, un crochet ou un guillemet n'est pas fermé.",
                "This JSON file stops before its end: a brace, a bracket or a quote is not closed.",
            )
        } else {
            Text::new(
                "Ce fichier JSON n'est pas écrit correctement à cet endroit.",
                "This JSON file is not well-formed here.",
            )
        };
        let lines = source.data().split_inclusive('\n');
        let before: usize = lines.take(error.line() - 1).map(str::len).sum();
        let at = (before + error.column().saturating_sub(1)).min(source.data().trim_end().len());
        let place = source.place(at..at + 1);
        vec![
            Finding::error("json.syntax", message)
                .at(place)
                .help(Text::new(
                    "Vérifiez les virgules entre les valeurs (aucune après la dernière), les guillemets \" autour des noms et des textes, et les accolades.",
                    "Check the commas between values (none after the last), the double quotes around names and texts, and the braces.",
                )),
        ]
    })
}
