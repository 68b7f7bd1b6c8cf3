//! Findings in SARIF 2.1.0, the format in which code hosts take them.

use super::weight::{SiteIndex, Weight};
use crate::codes::{self, Code};
use crate::report::{Finding, Language, Place, Severity};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What a path must not contain in a URI.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'\\')
    .add(b'^');

/// All findings of a run as one SARIF log, its texts in a language. `weights`: of its pages, for the EcoIndex.
pub fn sarif(findings: &[Finding], weights: &[Weight], language: Language) -> String {
    let mut met: Vec<&Code> = findings
        .iter()
        .filter_map(|finding| codes::find(finding.code))
        .collect();
    met.sort_by_key(|code| code.code);
    met.dedup_by_key(|code| code.code);
    let rules: Vec<Value> = met.iter().map(|code| rule(code, language)).collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let index = met.iter().position(|code| code.code == finding.code);
            result(finding, index, language)
        })
        .collect();
    let mut log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "Lucarne",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "language": match language {
                        Language::French => "fr",
                        Language::English => "en-US",
                    },
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    if let Some(index) = SiteIndex::of(weights) {
        log["runs"][0]["properties"] = json!({ "ecoindex": index.json() });
    }
    format!("{log:#}")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(code: &Code, language: Language) -> Value {
    let why = code.why.text();
    let why = why.get(language);
    let title = code.title.text();
    let short = match title.get(language) {
        "" => why,
        title => title,
    };
    let mut tags: Vec<String> = vec![code.category.title().get(language).to_owned()];
    tags.extend(
        code.wcag
            .split(", ")
            .filter(|number| !number.is_empty())
            .map(|number| format!("WCAG {number}")),
    );
    json!({
        "id": code.code,
        "shortDescription": { "text": short },
        "fullDescription": { "text": why },
        "help": { "text": codes::facts(code, language) },
        "defaultConfiguration": { "level": level(code.severity) },
        "properties": { "tags": tags },
    })
}

fn result(finding: &Finding, index: Option<usize>, language: Language) -> Value {
    let mut text = finding.message.get(language).to_owned();
    if let Some(help) = &finding.help {
        text.push('\n');
        text.push_str(help.get(language));
    }
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), json!(finding.code));
    if let Some(index) = index {
        result.insert("ruleIndex".to_owned(), json!(index));
    }
    result.insert("level".to_owned(), json!(level(finding.severity)));
    result.insert("message".to_owned(), json!({ "text": text }));
    let locations: Vec<Value> = finding.place.iter().map(location).collect();
    result.insert("locations".to_owned(), json!(locations));
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|(place, label)| {
            let mut location = location(place);
            location["message"] = json!({ "text": label.get(language) });
            location
        })
        .collect();
    if !related.is_empty() {
        result.insert("relatedLocations".to_owned(), json!(related));
    }
    Value::Object(result)
}

fn location(place: &Place) -> Value {
    let uri = utf8_percent_encode(&place.file, PATH).to_string();
    let mut physical = json!({ "artifactLocation": { "uri": uri, "uriBaseId": "%SRCROOT%" } });
    if place.line > 0 {
        let mut region = json!({ "startLine": place.line });
        if place.column > 0 {
            region["startColumn"] = json!(place.column);
            if place.length > 0 {
                region["endColumn"] = json!(place.column + place.length);
            }
        }
        if !place.excerpt.is_empty() {
            region["snippet"] = json!({ "text": place.excerpt });
        }
        physical["region"] = region;
    }
    json!({ "physicalLocation": physical })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Text;

    #[test]
    fn a_log_names_its_rules_and_places() {
        let text = "a\n![](é.png)\n";
        let place = Place::range("content/a b.md", text, 2..13);
        let findings = [
            Finding::error("a11y.image-alt", Text::new("Sans texte.", "No text."))
                .at(place.clone())
                .help(Text::new("Écrivez.", "Write."))
                .also(place, Text::new("ici", "here")),
            Finding::info("data.to-fill-in", Text::new("Vide.", "Empty.")),
        ];
        let log: Value = serde_json::from_str(&sarif(&findings, &[], Language::English)).unwrap();
        let run = &log["runs"][0];
        let first = &run["results"][0];
        assert_eq!(first["message"]["text"], "No text.\nWrite.");
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], first["ruleId"]);
        let physical = &first["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "content/a%20b.md");
        assert_eq!(physical["region"]["startLine"], 2);
        assert_eq!(physical["region"]["endColumn"], 11);
        assert_eq!(first["relatedLocations"][0]["message"]["text"], "here");
        assert_eq!(run["results"][1]["level"], "note");
        assert_eq!(run["results"][1]["locations"], json!([]));
    }
}
