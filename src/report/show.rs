//! Findings as a terminal or a program reads them.

use super::{Finding, Language, Place, Severity};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use rayon::prelude::*;
use serde_json::json;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, on standard error.
    Text,
    /// For programs, one object on standard output.
    Json,
    /// For code hosts: SARIF 2.1.0 on standard output.
    Sarif,
}

/// Findings for a terminal, grouped by file, each with its excerpt; `color` decides on escape codes.
pub fn terminal(findings: &[Finding], language: Language, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(120);
    let mut order: Vec<&Finding> = findings.iter().collect();
    order.sort_by_key(|finding| {
        let file = finding.place.as_ref().map(|place| place.file.as_str());
        (file.is_none(), file)
    });
    let shown = order.into_par_iter().map(|finding| {
        let finding = plain(finding);
        let shown = renderer.render(&[group(&finding, language)]);
        format!("{}\n\n", shown.trim_end())
    });
    shown.collect()
}

/// A finding as a terminal may show it: what writers wrote must not command it.
fn plain(finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    let texts = std::iter::once(&mut finding.message)
        .chain(&mut finding.help)
        .chain(finding.related.iter_mut().map(|(_, label)| label));
    for text in texts {
        visible(&mut text.fr);
        visible(&mut text.en);
    }
    let places = finding.place.iter_mut();
    for place in places.chain(finding.related.iter_mut().map(|(place, _)| place)) {
        visible(&mut place.file);
        visible(&mut place.excerpt);
    }
    finding
}

fn visible(text: &mut String) {
    let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(commands) {
        *text = text.replace(commands, "\u{fffd}");
    }
}

fn group(finding: &Finding, language: Language) -> Group<'_> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let level = level.with_name(finding.severity.word(language));
    let title = level
        .primary_title(finding.message.get(language))
        .id(finding.code);
    let mut group = Group::with_title(title);
    if let Some(place) = &finding.place {
        group = located(group, place, AnnotationKind::Primary, None);
    }
    for (place, label) in &finding.related {
        group = located(
            group,
            place,
            AnnotationKind::Context,
            Some(label.get(language)),
        );
    }
    if let Some(help) = &finding.help {
        let word = match language {
            Language::French => "aide",
            Language::English => "help",
        };
        group = group.element(Level::HELP.with_name(word).message(help.get(language)));
    }
    group
}

fn located<'a>(
    group: Group<'a>,
    place: &'a Place,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Group<'a> {
    if place.line == 0 || place.excerpt.is_empty() {
        let mut origin = Origin::path(place.file.as_str());
        if place.line > 0 {
            origin = origin.line(place.line);
        }
        if place.column > 0 {
            origin = origin.char_column(place.column);
        }
        let group = group.element(origin);
        return match label {
            Some(label) => group.element(Level::NOTE.no_name().message(label)),
            None => group,
        };
    }
    let mut annotation = kind.span(place.span());
    if let Some(label) = label {
        annotation = annotation.label(label);
    }
    group.element(
        Snippet::source(place.excerpt.as_str())
            .line_start(place.line)
            .path(place.file.as_str())
            .annotation(annotation),
    )
}

/// Findings as a JSON array, as `--format json` prints them.
pub fn json(findings: &[Finding], language: Language) -> serde_json::Value {
    findings
        .iter()
        .map(|finding| {
            let place = finding.place.as_ref();
            let known = |number: usize| (number > 0).then_some(number);
            json!({
                "severity": finding.severity.name(),
                "code": finding.code,
                "file": place.map(|place| place.file.as_str()),
                "line": place.and_then(|place| known(place.line)),
                "column": place.and_then(|place| known(place.column)),
                "message": finding.message.get(language),
                "help": finding.help.as_ref().map(|help| help.get(language)),
            })
        })
        .collect()
}

/// How many of each severity: « 3 erreurs, 1 avertissement ».
pub fn summary(findings: &[Finding], language: Language) -> String {
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| (severity, count(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| {
            let words = match (severity, language) {
                (Severity::Error, Language::French) => ["erreur", "erreurs"],
                (Severity::Warning, Language::French) => ["avertissement", "avertissements"],
                (Severity::Info, Language::French) => ["point à savoir", "points à savoir"],
                (Severity::Error, Language::English) => ["error", "errors"],
                (Severity::Warning, Language::English) => ["warning", "warnings"],
                (Severity::Info, Language::English) => ["thing to know", "things to know"],
            };
            format!("{count}\u{a0}{}", words[usize::from(count > 1)])
        })
        .collect();
    if parts.is_empty() {
        return match language {
            Language::French => "aucune erreur",
            Language::English => "no errors",
        }
        .to_owned();
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Text;

    fn findings() -> Vec<Finding> {
        let text = "---\ntitle: Paris : l'été\ntitle: a < b\n---\n";
        let second = text.rfind("title").unwrap_or_default();
        let place = |range| Place::range("content/a.md", text, range);
        vec![
            Finding::error("yaml.duplicate", Text::new("Deux fois.", "Twice."))
                .at(place(second..second + 5))
                .help(Text::new("Gardez\nune", "Keep\none"))
                .also(place(4..9), Text::new("la première", "the first")),
            Finding::warning("a.b", Text::new("Fichier.", "File.")).at(Place::file("b.md")),
            Finding::info("c.d", Text::new("Rien.", "Nothing.")),
            Finding::info("c.e", Text::new("Rien.", "Nothing.")),
        ]
    }

    #[test]
    fn the_terminal_shows_severity_code_place_excerpt_and_help() {
        let shown = terminal(&findings(), Language::French, false);
        for part in [
            "erreur[yaml.duplicate]: Deux fois.",
            "content/a.md:3:1",
            "3 | title: a < b",
            "2 | title: Paris : l'été",
            "la première",
            "aide: Gardez",
            "avertissement[a.b]: Fichier.",
            "--> b.md",
            "à savoir[c.d]: Rien.",
        ] {
            assert!(shown.contains(part), "{part} is missing in:\n{shown}");
        }
        assert!(!shown.contains('\u{1b}'));
        assert!(terminal(&findings(), Language::English, true).contains('\u{1b}'));
    }

    #[test]
    fn the_column_counts_characters_also_after_tabs_and_accents() {
        let text = "\té: x\n";
        let finding =
            Finding::error("a.b", Text::new("a", "b")).at(Place::range("a.md", text, 5..6));
        let shown = terminal(&[finding], Language::English, false);
        assert!(shown.contains("a.md:1:5"), "{shown}");
    }

    #[test]
    fn json_has_null_where_a_place_is_unknown() {
        let json = json(&findings(), Language::English);
        assert_eq!(
            json[0],
            json!({
                "severity": "error", "code": "yaml.duplicate", "file": "content/a.md",
                "line": 3, "column": 1, "message": "Twice.", "help": "Keep\none",
            })
        );
        assert_eq!(json[1]["line"], serde_json::Value::Null);
        assert_eq!(json[2]["file"], serde_json::Value::Null);
    }

    #[test]
    fn the_summary_counts_in_both_languages() {
        let french = summary(&findings(), Language::French);
        assert_eq!(
            french.replace('\u{a0}', " "),
            "1 erreur, 1 avertissement, 2 points à savoir"
        );
        assert_eq!(summary(&[], Language::English), "no errors");
    }
}
