//! Tera's errors in plain words and two languages, at their place in the template.

mod explain;
mod structure;
mod syntax;
mod words;

use super::TemplateSource;
use super::problem::{self, MARKER};
use crate::report::{Finding, Place, did_you_mean, nearest};
use crate::text;
use explain::Explained;
use std::collections::HashMap;
use std::ops::Range;
use tera::{Error, ErrorKind, ReportError};

/// What an error may refer to.
pub struct Sources<'a> {
    /// All templates by full name.
    pub files: &'a HashMap<String, TemplateSource>,
    /// The names of all components, sorted.
    pub components: Vec<&'a str>,
    /// The page body that is rendered as a template, if that is what is rendered.
    pub body: Option<Body<'a>>,
}

/// A page body that is a template itself.
#[derive(Clone, Copy)]
pub struct Body<'a> {
    /// Its file, relative to the site's root.
    pub file: &'a str,
    /// The whole text of the file.
    pub text: &'a str,
    /// Where the body starts in it.
    pub body: usize,
}

/// One error of a text in which Tera has joined several.
pub struct Report<'a> {
    /// What is wrong, in Tera's words.
    pub message: &'a str,
    /// The template's full name.
    pub template: &'a str,
    line: usize,
    column: usize,
}

/// The name that Tera gives to a text that is no template file.
const ONE_OFF: &str = "__tera_one_off";

/// An error met while the templates were compiled.
pub fn loading(error: &Error, sources: &Sources<'_>) -> Finding {
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            if let Some(finding) = unclosed(report, sources) {
                return finding;
            }
            let source = sources
                .text(report.filename())
                .map_or("", |(_, text, start)| &text[start..]);
            finding(syntax::explain(
                report.message(),
                source,
                report.span().range.clone(),
            ))
            .maybe_at(place(report, sources))
        }
        _ => rendering(error, sources),
    }
}

/// Where an error of writing comes from something that is not closed: that, at the place where it opens.
fn unclosed(report: &ReportError, sources: &Sources<'_>) -> Option<Finding> {
    let (file, text, start) = sources.text(report.filename())?;
    let fault = structure::fault(&text[start..])?;
    let place =
        |range: Range<usize>| Place::range(file, text, range.start + start..range.end + start);
    let found = finding(fault.explained).at(place(fault.range));
    Some(match fault.related {
        Some((range, label)) => found.also(place(range), label),
        None => found,
    })
}

/// One of the errors joined in a text.
pub fn reported(report: &Report<'_>, sources: &Sources<'_>) -> Finding {
    let explained = explain::reference(
        report.message,
        &sources.components,
        &template_names(sources),
    );
    let place = sources.text(report.template).map(|(file, text, start)| {
        let line = report.line + text[..start].matches('\n').count();
        let mut place = Place::line_column(file, text, line, report.column);
        let name = words::quoted(report.message).unwrap_or("");
        let at: String = place.excerpt.chars().skip(report.column - 1).collect();
        if let Some(before) = at.find(name) {
            place.column += at[..before].chars().count();
            place.length = name.chars().count();
        }
        place
    });
    finding(explained).maybe_at(place)
}

/// An error met while something was rendered.
pub fn rendering(error: &Error, sources: &Sources<'_>) -> Finding {
    match error.kind() {
        ErrorKind::RenderingError(report) => {
            let place = place(report, sources);
            let callers = callers(&error.to_string(), sources);
            let mut finding = if report.message() == MARKER {
                from_problem(place)
            } else {
                let expression = sources
                    .text(report.filename())
                    .and_then(|(_, text, start)| {
                        text.get(report.span().range.start + start..report.span().range.end + start)
                    })
                    .unwrap_or("");
                finding(explain::rendering(
                    report.message(),
                    expression,
                    &sources.components,
                ))
                .maybe_at(place)
            };
            for caller in callers {
                finding = finding.also(caller, text!(fr: "appelé ici", en: "called here"));
            }
            finding
        }
        ErrorKind::SyntaxError(_) => loading(error, sources),
        ErrorKind::TemplateNotFound(name) => unknown_template(name, sources),
        kind => {
            let message = kind.to_string();
            if message == MARKER {
                return from_problem(None);
            }
            if let Some(report) = reports(&message).first() {
                return reported(report, sources);
            }
            let place = sources.body.map(|body| Place::file(body.file));
            finding(explain::rendering(&message, "", &sources.components)).maybe_at(place)
        }
    }
}

/// What is wrong with a page body that is a template: all that it names and that does not exist, else the error it met.
pub fn in_body(error: &Error, sources: &Sources<'_>) -> Vec<Finding> {
    let message = error.kind().to_string();
    let mut all = reports(&message);
    if all.is_empty() {
        return vec![rendering(error, sources)];
    }
    // Tera tells them in no order
    all.sort_by_key(|report| (report.line, report.column));
    let findings = all.iter().map(|report| reported(report, sources));
    findings.collect()
}

/// A template that is asked for by name and does not exist.
pub fn missing(name: &str, names: &[&str]) -> Finding {
    let finding = Finding::error(
        "template.unknown",
        text!(
            fr: "Il n'y a pas de modèle « {name} ».",
            en: "There is no template “{name}”."
        ),
    );
    finding.help(match nearest(name, names.iter().copied()) {
        Some(near) => did_you_mean(near),
        None => text!(
            fr: "Créez le fichier « templates/{name} », ou nommez un modèle qui existe.",
            en: "Create the file “templates/{name}”, or name a template that exists."
        ),
    })
}

/// The same, seen from another template.
pub fn unknown_template(name: &str, sources: &Sources<'_>) -> Finding {
    missing(name, &template_names(sources))
}

/// A template that cannot be used because it, or one it draws on, did not compile.
pub fn broken(name: &str) -> Finding {
    Finding::error(
        super::BROKEN,
        text!(
            fr: "Le modèle « {name} », ou un modèle dont il dépend, contient une erreur.",
            en: "The template “{name}”, or one it draws on, has an error."
        ),
    )
}

/// All errors in a text in which Tera has joined several.
pub fn reports(message: &str) -> Vec<Report<'_>> {
    let lines: Vec<&str> = message.lines().collect();
    lines
        .windows(2)
        .filter_map(|pair| {
            let message = pair[0].strip_prefix("error: ")?;
            let (template, line, column) = locus(pair[1].trim_start().strip_prefix("--> ")?)?;
            Some(Report {
                message,
                template,
                line,
                column,
            })
        })
        .collect()
}

fn locus(text: &str) -> Option<(&str, usize, usize)> {
    let (rest, column) = text.rsplit_once(':')?;
    let (template, line) = rest.rsplit_once(':')?;
    Some((template, line.parse().ok()?, column.parse().ok()?))
}

/// Where the template was called from: only the shown form of an error knows.
fn callers(shown: &str, sources: &Sources<'_>) -> Vec<Place> {
    shown
        .lines()
        .filter_map(|line| locus(line.strip_prefix("note: called from ")?))
        .filter_map(|(template, line, column)| {
            let (file, text, start) = sources.text(template)?;
            let line = line + text[..start].matches('\n').count();
            Some(Place::line_column(file, text, line, column))
        })
        .collect()
}

fn from_problem(template: Option<Place>) -> Finding {
    let Some(problem) = problem::take() else {
        return finding(explain::rendering("", "", &[])).maybe_at(template);
    };
    let mut finding = Finding::error(problem.code, problem.message);
    finding.help = problem.help;
    finding.related = problem.related;
    match (problem.place, template) {
        (Some(place), Some(template)) => finding
            .at(place)
            .also(template, text!(fr: "lu d'ici", en: "read from here")),
        (place, template) => finding.maybe_at(place.or(template)),
    }
}

fn finding(explained: Explained) -> Finding {
    let mut finding = Finding::error(explained.code, explained.message);
    finding.help = explained.help;
    finding
}

fn place(report: &ReportError, sources: &Sources<'_>) -> Option<Place> {
    let (file, text, start) = sources.text(report.filename())?;
    let Range { start: from, end } = report.span().range;
    let meant = text.get(from + start..).unwrap_or("");
    let blank = meant.len() - meant.trim_start().len();
    let at = from + start + blank..end + start;
    if at.start >= text.len() {
        let last = text.trim_end().len();
        return Some(Place::range(file, text, last..last));
    }
    Some(Place::range(file, text, at))
}

fn template_names<'a>(sources: &Sources<'a>) -> Vec<&'a str> {
    let mut names: Vec<&str> = sources
        .files
        .keys()
        .map(|name| {
            name.split_once("/templates/")
                .map_or(name.as_str(), |(_, name)| name)
        })
        .collect();
    names.sort_unstable();
    names
}

impl<'a> Sources<'a> {
    /// The file of a template, its text, and where in that text the template starts. None for a built-in one.
    fn text(&self, template: &str) -> Option<(&'a str, &'a str, usize)> {
        if template == ONE_OFF {
            return self.body.map(|body| (body.file, body.text, body.body));
        }
        let source = self.files.get(template)?;
        (!source.file.is_empty()).then_some((source.file.as_str(), source.text.as_str(), 0))
    }
}

trait MaybeAt {
    fn maybe_at(self, place: Option<Place>) -> Self;
}

impl MaybeAt for Finding {
    fn maybe_at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }
}
