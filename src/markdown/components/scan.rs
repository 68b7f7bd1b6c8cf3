//! The component calls of a text.

use super::tag::{self, Kind, Malformed};
use crate::report::floor;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use std::collections::HashMap;
use std::ops::Range;

/// The closing braces of a tag that cannot be read are not looked for beyond this many bytes.
const LONGEST_WRONG: usize = 300;

/// A call in a text.
pub(super) struct Call {
    pub name: String,
    pub arguments: Vec<(String, Value)>,
    /// The whole call.
    pub range: Range<usize>,
    /// What stands between its tags.
    pub body: Option<Range<usize>>,
    /// It is no call but a tag that is wrong, and is shown as it is written.
    pub wrong: bool,
}

impl Call {
    fn wrong(range: Range<usize>) -> Self {
        Self {
            name: String::new(),
            arguments: Vec::new(),
            range,
            body: None,
            wrong: true,
        }
    }
}

/// Something wrong with the tags of a text.
pub(super) enum Problem {
    /// A tag that cannot be read, from its beginning on.
    Malformed(usize, Malformed),
    /// An opening tag without a closing one.
    Unclosed(Range<usize>, String),
    /// A closing tag without an opening one.
    Stray(Range<usize>, String),
    /// A closing tag that was meant for an opening one and has another name.
    Mismatch {
        range: Range<usize>,
        written: String,
        opened: Range<usize>,
        name: String,
    },
}

/// The outermost calls of a text in its order, and what is wrong with its tags. Calls inside the body of another one are
/// left for when that body is read.
pub(super) fn scan(text: &str, options: Options) -> (Vec<Call>, Vec<Problem>) {
    let Some(first) = tag::next(text, 0) else {
        return (Vec::new(), Vec::new());
    };
    let mut code = code_ranges(text, options).into_iter().peekable();
    let mut frames = vec![Frame::default()];
    let mut open: HashMap<String, usize> = HashMap::new();
    let mut next = Some(first);
    while let Some(at) = next {
        while code.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = code.peek().filter(|range| range.start <= at) {
            next = tag::next(text, range.end);
            continue;
        }
        next = match tag::read(text, at) {
            Ok(read) => {
                let end = read.end;
                take(&mut frames, &mut open, read, at, text);
                tag::next(text, end)
            }
            Err(malformed) => {
                let end = end_of_malformed(text, at, malformed.at);
                let frame = top(&mut frames);
                frame.calls.push(Call::wrong(at..end));
                frame.problems.push(Problem::Malformed(at, malformed));
                tag::next(text, end)
            }
        };
    }
    let mut calls = Vec::new();
    let mut problems = Vec::new();
    for frame in frames {
        if let Some((range, name)) = frame.opening {
            calls.push(Call::wrong(range.clone()));
            problems.push(Problem::Unclosed(range, name));
        }
        calls.extend(frame.calls);
        problems.extend(frame.problems);
    }
    (calls, problems)
}

/// Where a tag ends that cannot be read: at its closing braces, if they are on its line.
fn end_of_malformed(text: &str, start: usize, read: usize) -> usize {
    let near = floor(text, start + LONGEST_WRONG);
    let line = text[start..near].split('\n').next().unwrap_or("");
    let braces = if line.starts_with("{{") { "}}" } else { "%}" };
    match line.find(braces) {
        Some(at) => start + at + braces.len(),
        None => floor(text, read.min(start + line.len())).max(start + 2),
    }
}

/// What was found since an opening tag; the first frame has none.
#[derive(Default)]
struct Frame {
    opening: Option<(Range<usize>, String)>,
    arguments: Vec<(String, Value)>,
    calls: Vec<Call>,
    problems: Vec<Problem>,
}

fn top(frames: &mut Vec<Frame>) -> &mut Frame {
    if frames.is_empty() {
        frames.push(Frame::default());
    }
    let last = frames.len() - 1;
    &mut frames[last]
}

/// `open`: how many frames each name has opened.
fn take(
    frames: &mut Vec<Frame>,
    open: &mut HashMap<String, usize>,
    tag: tag::Tag,
    at: usize,
    text: &str,
) {
    let name = text[tag.name].to_owned();
    let range = at..tag.end;
    match tag.kind {
        Kind::Whole => top(frames).calls.push(Call {
            name,
            arguments: tag.arguments,
            range,
            body: None,
            wrong: false,
        }),
        Kind::Open => {
            *open.entry(name.clone()).or_default() += 1;
            frames.push(Frame {
                opening: Some((range, name)),
                arguments: tag.arguments,
                ..Frame::default()
            });
        }
        Kind::Close => {
            let is_open = open.get(&name).is_some_and(|count| *count > 0);
            let opened = is_open.then(|| {
                frames.iter().rposition(|frame| {
                    let opening = frame.opening.as_ref();
                    opening.is_some_and(|(_, opened)| *opened == name)
                })
            });
            let opened = opened.flatten();
            let Some(opened) = opened else {
                let frame = top(frames);
                frame.calls.push(Call::wrong(range.clone()));
                frame.problems.push(Problem::Stray(range, name));
                return;
            };
            let mut closed = frames.drain(opened..).inspect(|frame| {
                let name = frame.opening.as_ref().map(|(_, name)| name);
                if let Some(count) = name.and_then(|name| open.get_mut(name)) {
                    *count -= 1;
                }
            });
            let first = closed.next();
            closed.for_each(drop);
            if let Some(frame) = first
                && let Some((opening, name)) = frame.opening
            {
                top(frames).calls.push(Call {
                    name,
                    arguments: frame.arguments,
                    body: Some(opening.end..range.start),
                    range: opening.start..range.end,
                    wrong: false,
                });
            }
        }
    }
}

/// Where a text is code or a comment, in order and apart from each other.
fn code_ranges(text: &str, options: Options) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut block: Option<usize> = None;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => ranges.push(range),
            Event::Code(_) => ranges.push(range),
            Event::InlineHtml(html) if html.starts_with("<!--") => ranges.push(range),
            Event::Start(Tag::HtmlBlock) => block = Some(range.start),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(start) = block.take() {
                    comments(text, start..range.end, &mut ranges);
                }
            }
            _ => {}
        }
    }
    ranges
}

fn comments(text: &str, block: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    let mut at = block.start;
    while let Some(start) = text[at..block.end].find("<!--").map(|found| at + found) {
        let end = match text[start..block.end].find("-->") {
            Some(found) => start + found + 3,
            None => block.end,
        };
        ranges.push(start..end);
        at = end;
    }
}
