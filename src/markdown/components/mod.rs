//! Component calls in a writer's text. They are taken out before the text is read as Markdown, each leaving a mark, so that
//! neither their arguments nor their HTML are ever read as Markdown.

mod scan;
mod tag;

use super::links::{dangerous, dangerous_scheme};
use super::source::Source;
use super::state::{MOST_FINDINGS, State};
use super::{ComponentCall, escape, parts, raw_html, writer};
use crate::config::ContentTemplating;
use crate::report::{self, Finding, did_you_mean, floor};
use crate::text;
use pulldown_cmark::Options;
use scan::{Call, Problem};
use std::borrow::Cow;
use std::ops::Range;

/// Components inside of components, and no deeper.
const DEEPEST: usize = 12;

/// The calls of a text, and the marks they left in it.
pub(super) struct Calls<'a> {
    /// The text in which the ranges are.
    original: Source<'a>,
    calls: Vec<Call>,
    mark: String,
}

/// Takes the calls out of a text: the text with marks, and the calls.
pub(super) fn take_out<'a>(
    source: Source<'a>,
    options: Options,
    state: &mut State<'a>,
) -> (Source<'a>, Calls<'a>) {
    if state.input.templating != ContentTemplating::Components {
        return without_calls(source);
    }
    let (calls, problems) = scan::scan(&source.text, options);
    for problem in mismatched(problems) {
        let (finding, range) = describe(problem, &source);
        let place = source.place(range);
        state.findings.push(finding.at(place));
    }
    if calls.is_empty() {
        return without_calls(source);
    }
    state.vouched = false;
    let mark = parts::unused(&source.text, "lucarne-call-");
    let mut pieces: Vec<(Range<usize>, Option<String>)> = Vec::new();
    let mut at = 0;
    for (index, call) in calls.iter().enumerate() {
        pieces.push((at..call.range.start, None));
        let mark = match !call.wrong && stands_alone(&source.text, &call.range) {
            true => format!("<!--{mark}{index}-->"),
            false => format!("<{mark}{index}/>"),
        };
        pieces.push((call.range.clone(), Some(mark)));
        at = call.range.end;
    }
    pieces.push((at..source.text.len(), None));
    let marked = source.derived(&pieces);
    let calls = Calls {
        original: source,
        calls,
        mark,
    };
    (marked, calls)
}

/// An opening tag without end and a closing one without beginning, of nearly one name, are one mistake.
fn mismatched(problems: Vec<Problem>) -> Vec<Problem> {
    let mut told: Vec<Problem> = Vec::new();
    for problem in problems.into_iter().take(MOST_FINDINGS) {
        let pair = match &problem {
            Problem::Stray(range, name) => told.iter().position(|earlier| {
                matches!(earlier, Problem::Unclosed(opened, open)
                    if opened.end <= range.start && report::nearest(name, [open.as_str()]).is_some())
            }),
            _ => None,
        };
        match (pair, problem) {
            (Some(at), Problem::Stray(range, written)) => {
                if let Problem::Unclosed(opened, name) = told.remove(at) {
                    told.push(Problem::Mismatch {
                        range,
                        written,
                        opened,
                        name,
                    });
                }
            }
            (_, problem) => told.push(problem),
        }
    }
    told
}

fn without_calls<'a>(source: Source<'a>) -> (Source<'a>, Calls<'a>) {
    let original = source.derived(&[]);
    let calls = Calls {
        original,
        calls: Vec::new(),
        mark: String::new(),
    };
    (source, calls)
}

fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end_matches([' ', '\t']);
    let after = text[range.end..].trim_start_matches([' ', '\t', '\r']);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

impl<'a> Calls<'a> {
    /// The first mark in a piece of HTML, and the number of its call. A mark inside a tag is none.
    pub fn next_mark(&self, html: &str) -> Option<(Range<usize>, usize)> {
        if self.calls.is_empty() {
            return None;
        }
        let at = html.find(&self.mark)?;
        let (index, length) = number(&html[at + self.mark.len()..])?;
        let comment = html[..at].ends_with("<!--");
        let start = at - if comment { 4 } else { 1 };
        let end = at + self.mark.len() + length + if comment { 3 } else { 2 };
        (index < self.calls.len() && end <= html.len()).then_some((start..end, index))
    }

    /// A text in which marks are again what they stand for: for code, titles and the like.
    pub fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.calls.is_empty() || !text.contains(&self.mark) {
            return Cow::Borrowed(text);
        }
        let mut restored = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((range, index)) = self.next_mark(rest) {
            restored.push_str(&rest[..range.start]);
            restored.push_str(&self.original.text[self.calls[index].range.clone()]);
            rest = &rest[range.end..];
        }
        restored.push_str(rest);
        Cow::Owned(restored)
    }

    /// The HTML of a call.
    pub fn render(&self, index: usize, state: &mut State<'a>) -> String {
        let Some(call) = self.calls.get(index) else {
            return String::new();
        };
        if call.wrong {
            let mut written = String::new();
            escape::text(&mut written, &self.original.text[call.range.clone()]);
            return written;
        }
        let finding = if !state.components.has(&call.name) {
            Some(unknown(&call.name, &state.components.names()))
        } else if state.depth >= DEEPEST {
            Some(too_deep(&call.name))
        } else {
            None
        };
        if let Some(finding) = finding {
            let place = self.original.place(call.range.clone());
            state.findings.push(finding.at(place));
            return String::new();
        }
        let alone = stands_alone(&self.original.text, &call.range);
        let body = call.body.clone().map(|range| {
            let html = self.body(range, state);
            if alone { html } else { without_paragraph(html) }
        });
        let range = self.original.offset(call.range.start)..self.original.offset(call.range.end);
        let rendered = state.components.render(ComponentCall {
            name: &call.name,
            arguments: call.arguments.clone(),
            body,
            range,
            input: state.input,
        });
        match rendered {
            Ok(html) => {
                raw_html::ids(&html, &mut state.ids);
                if let Some(scheme) = disarmed(call, &html) {
                    let place = self.original.place(call.range.clone());
                    state.findings.push(dangerous(scheme).at(place));
                }
                html
            }
            Err(finding) => {
                state.findings.push(finding);
                String::new()
            }
        }
    }

    fn body(&self, range: Range<usize>, state: &mut State<'a>) -> String {
        let source = dedented(&self.original, range);
        state.depth += 1;
        state.bodies += 1;
        let prefix = format!("{}c{}-", state.input.footnote_prefix, state.bodies);
        let written = writer::write(source, state, &prefix, false);
        state.depth -= 1;
        written.html
    }
}

/// The scheme of an argument that would have run something at the place of an address, where the templates have seen to it
/// that it does not: they put an invisible sign before it.
fn disarmed(call: &Call, html: &str) -> Option<&'static str> {
    let disarmed = |quote: char| html.contains(&format!("={quote}\u{2060}"));
    let scheme = call
        .arguments
        .iter()
        .find_map(|(_, value)| dangerous_scheme(value.as_str()?))?;
    (disarmed('"') || disarmed('\'')).then_some(scheme)
}

fn number(text: &str) -> Option<(usize, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, length))
}

/// A part of a text without the indentation that all its lines share.
fn dedented<'a>(source: &Source<'a>, range: Range<usize>) -> Source<'a> {
    let text = &source.text[range.clone()];
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let shared = text
        .split_inclusive('\n')
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(blanks)
        .min()
        .unwrap_or(0);
    let mut at = range.start;
    let mut pieces = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let indent = match number {
            0 => blanks(line),
            _ => blanks(line).min(shared),
        };
        pieces.push((at + indent..at + line.len(), None));
        at += line.len();
    }
    source.derived(&pieces)
}

/// The content of the only paragraph, where there is but one.
fn without_paragraph(html: String) -> String {
    match html
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>\n"))
    {
        Some(content) if !content.contains("<p>") => content.to_owned(),
        _ => html,
    }
}

fn describe(problem: Problem, source: &Source<'_>) -> (Finding, Range<usize>) {
    match problem {
        Problem::Malformed(start, malformed) => {
            let end = floor(&source.text, malformed.at);
            let finding =
                Finding::error("component.malformed", malformed.message).help(malformed.help);
            (finding, start..end.max(start))
        }
        Problem::Unclosed(range, name) => {
            let finding = Finding::error(
                "component.unclosed",
                text!(
                    fr: "Le composant « {name} » est ouvert ici et n'est fermé nulle part.",
                    en: "The component “{name}” opens here and is closed nowhere.",
                ),
            )
            .help(text!(
                fr: "Écrivez {{% </{name}> %}} après le texte qu'il entoure.",
                en: "Write {{% </{name}> %}} after the text it goes around.",
            ));
            (finding, range)
        }
        Problem::Mismatch {
            range,
            written,
            opened,
            name,
        } => {
            let finding = Finding::error(
                "component.unclosed",
                text!(
                    fr: "« {written} » est fermé ici, mais c'est « {name} » qui est ouvert.",
                    en: "“{written}” is closed here, but it is “{name}” that is open.",
                ),
            )
            .help(text!(
                fr: "Écrivez {{% </{name}> %}} à cet endroit.",
                en: "Write {{% </{name}> %}} here.",
            ))
            .also(
                source.place(opened),
                text!(fr: "ouvert ici", en: "opened here"),
            );
            (finding, range)
        }
        Problem::Stray(range, name) => {
            let finding = Finding::error(
                "component.stray-end",
                text!(
                    fr: "Le composant « {name} » est fermé ici, mais il n'est pas ouvert.",
                    en: "The component “{name}” is closed here, but it is not open.",
                ),
            )
            .help(text!(
                fr: "Écrivez {{% <{name}> %}} avant le texte qu'il entoure, ou enlevez cette ligne.",
                en: "Write {{% <{name}> %}} before the text it goes around, or take this line out.",
            ));
            (finding, range)
        }
    }
}

fn unknown(name: &str, names: &[String]) -> Finding {
    let near = report::nearest(name, names.iter().map(String::as_str));
    let help = match near {
        Some(near) => did_you_mean(near),
        None => {
            let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
            names.sort_unstable();
            let names = names.join(", ");
            text!(
                fr: "Les composants de ce site : {names}.",
                en: "The components of this site: {names}.",
            )
        }
    };
    Finding::error(
        "component.unknown",
        text!(
            fr: "Il n'y a pas de composant « {name} ».",
            en: "There is no component “{name}”.",
        ),
    )
    .help(help)
}

fn too_deep(name: &str) -> Finding {
    Finding::error(
        "component.too-deep",
        text!(
            fr: "Le composant « {name} » est dans un composant, lui-même dans un composant, et ainsi de suite plus de {DEEPEST} fois.",
            en: "The component “{name}” is in a component that is in a component, and so on more than {DEEPEST} times.",
        ),
    )
    .help(text!(
        fr: "Mettez moins de composants les uns dans les autres.",
        en: "Put fewer components into each other.",
    ))
}
