//! YAML to plain values, from the parser's events.

use super::{Found, Step, yaml_simple};
use serde_json::{Map, Number, Value};
use serde_yaml::granit_parser::{
    ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span, StrInput, Tag, options,
};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// How much aliases may repeat in one text, in values: enough for people, too little for a bomb.
const MAX_REPEATED_NODES: usize = 100_000;

/// So many bytes of text weigh as much as one value more.
const BYTES_OF_A_NODE: usize = 64;

/// Why a text is no usable YAML. Offsets are bytes of the text.
#[derive(Debug)]
pub(super) enum Problem {
    /// It is not well-formed at this offset.
    Syntax(ErrorKind, usize),
    /// A key is said twice in one mapping: its way from the inside out, and the second place.
    Duplicate(Vec<Way>, Range<usize>),
    /// Aliases repeat too much, or refer to themselves.
    Repetition(Range<usize>),
    /// A key is a list or a mapping, like `{{ title }}`.
    KeyIsNoText(Range<usize>),
    /// A second document starts.
    SecondDocument(Range<usize>),
}

/// A step of the way to a key.
#[derive(Debug)]
pub(super) enum Way {
    Key(String),
    Index(usize),
}

fn limits() -> Options {
    let mut options = options! {
        flow_nesting_limit: 64,
        block_nesting_limit: 64,
    };
    options.set_emit_comments(false);
    options
}

/// Reads one document. An empty text is null.
pub(super) fn parse(text: &str) -> Result<Value, Problem> {
    yaml_simple::parse(text).map_or_else(|| parse_fully(text), Ok)
}

/// The same for every text, however plain.
pub(super) fn parse_fully(text: &str) -> Result<Value, Problem> {
    let mut builder = Builder {
        parser: Parser::new_from_str_with_options(text, limits()),
        anchors: HashMap::new(),
        repeated: 0,
    };
    let mut document = None;
    loop {
        let (event, span) = builder.next()?;
        match event {
            Event::StreamEnd => return Ok(document.unwrap_or_default()),
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
            _ if document.is_some() => return Err(Problem::SecondDocument(bytes(&span))),
            event => document = Some(builder.node(event, &span)?.0),
        }
    }
}

struct Builder<'a> {
    parser: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, (Value, usize)>,
    repeated: usize,
}

impl<'a> Builder<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Problem> {
        next(&mut self.parser)
    }

    /// The value that an event starts, and how many values it is made of or weighs as much as.
    fn node(&mut self, event: Event<'a>, span: &Span) -> Result<(Value, usize), Problem> {
        let (anchor, built) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let nodes = 1 + text.len() / BYTES_OF_A_NODE;
                (anchor, (scalar(text, style, tag.as_deref()), nodes))
            }
            Event::SequenceStart(_, anchor, _) => (anchor, self.sequence()?),
            Event::MappingStart(_, anchor, _) => (anchor, self.mapping()?),
            Event::Alias(id) => {
                let Some((value, nodes)) = self.anchors.get(&id) else {
                    return Err(Problem::Repetition(bytes(span)));
                };
                self.repeated += nodes;
                if self.repeated > MAX_REPEATED_NODES {
                    return Err(Problem::Repetition(bytes(span)));
                }
                return Ok((value.clone(), *nodes));
            }
            _ => (0, (Value::Null, 1)),
        };
        if anchor != 0 {
            self.anchors.insert(anchor, built.clone());
        }
        Ok(built)
    }

    fn sequence(&mut self) -> Result<(Value, usize), Problem> {
        let mut items = Vec::new();
        let mut nodes = 1;
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Ok((Value::Array(items), nodes));
            }
            let (value, count) = self
                .node(event, &span)
                .map_err(|problem| problem.below(|| Way::Index(items.len())))?;
            nodes += count;
            items.push(value);
        }
    }

    fn mapping(&mut self) -> Result<(Value, usize), Problem> {
        let mut map = Map::new();
        let mut merged = Vec::new();
        let mut nodes = 1;
        loop {
            let (event, span) = self.next()?;
            let key = match event {
                Event::MappingEnd => break,
                Event::Scalar(text, style, ..) => {
                    if style == ScalarStyle::Plain && text == "<<" {
                        let (event, span) = self.next()?;
                        let (value, count) = self.node(event, &span)?;
                        nodes += count;
                        merged.push(value);
                        continue;
                    }
                    text.into_owned()
                }
                _ => return Err(Problem::KeyIsNoText(bytes(&span))),
            };
            if map.contains_key(&key) {
                return Err(Problem::Duplicate(vec![Way::Key(key)], bytes(&span)));
            }
            let (event, span) = self.next()?;
            let (value, count) = self
                .node(event, &span)
                .map_err(|problem| problem.below(|| Way::Key(key.clone())))?;
            nodes += count;
            map.insert(key, value);
        }
        for value in merged {
            merge(&mut map, value);
        }
        Ok((Value::Object(map), nodes))
    }
}

impl Problem {
    /// The same, seen from the mapping or list that holds it.
    fn below(mut self, step: impl FnOnce() -> Way) -> Self {
        if let Self::Duplicate(path, _) = &mut self {
            path.push(step());
        }
        self
    }
}

fn merge(map: &mut Map<String, Value>, from: Value) {
    match from {
        Value::Object(from) => {
            for (key, value) in from {
                map.entry(key).or_insert(value);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|item| merge(map, item)),
        _ => {}
    }
}

fn next<'a>(parser: &mut Parser<'a, StrInput<'a>>) -> Result<(Event<'a>, Span), Problem> {
    let ended = || Problem::Syntax(ErrorKind::UnexpectedEof, 0);
    parser
        .next_event()
        .ok_or_else(ended)?
        .map_err(|error: ScanError| {
            let offset = error.marker().byte_offset().unwrap_or_default();
            Problem::Syntax(error.kind().clone(), offset)
        })
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let is_text = match tag {
        None => style != ScalarStyle::Plain,
        Some(tag) => tag.core_suffix() == Some("str"),
    };
    if is_text {
        return Value::String(text.into_owned());
    }
    plain(&text).unwrap_or_else(|| Value::String(text.into_owned()))
}

/// What an unquoted text means in the core schema; none where it is just text. Numbers with needless leading zeros or
/// underscores, and the old words for yes and no, are text.
pub(super) fn plain(text: &str) -> Option<Value> {
    match text.as_bytes().first() {
        None | Some(b'~' | b'n' | b'N') => {
            matches!(text, "" | "~" | "null" | "Null" | "NULL").then_some(Value::Null)
        }
        Some(b't' | b'T') => matches!(text, "true" | "True" | "TRUE").then_some(Value::Bool(true)),
        Some(b'f' | b'F') => {
            matches!(text, "false" | "False" | "FALSE").then_some(Value::Bool(false))
        }
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(text).map(Value::Number),
        Some(_) => None,
    }
}

fn number(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let negative = text.starts_with('-');
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = unsigned.strip_prefix(prefix) {
            let digits = digits
                .starts_with(|c: char| c.is_ascii_hexdigit())
                .then_some(digits)?;
            let value = i64::from_str_radix(digits, radix).ok()?;
            return Some(Number::from(if negative { -value } else { value }));
        }
    }
    let all_digits = unsigned.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits {
        if unsigned.is_empty() || (unsigned.len() > 1 && unsigned.starts_with('0')) {
            return None;
        }
        let integer = text.parse::<i64>().map(Number::from);
        return integer
            .or_else(|_| text.parse::<u64>().map(Number::from))
            .ok()
            .or_else(|| Number::from_f64(text.parse().ok()?));
    }
    let numeric =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    if !unsigned.bytes().all(numeric) {
        return None;
    }
    Number::from_f64(text.parse().ok()?)
}

/// Where an entry is. None where the text has no such entry, or is not well-formed before it.
pub(super) fn find(text: &str, path: &[Step<'_>]) -> Option<Found> {
    let mut parser = Parser::new_from_str_with_options(text, limits());
    loop {
        let (event, span) = next(&mut parser).ok()?;
        match event {
            Event::StreamStart | Event::DocumentStart(..) => {}
            Event::StreamEnd => return None,
            event => return descend(&mut parser, &event, &span, None, path),
        }
    }
}

fn descend<'a>(
    parser: &mut Parser<'a, StrInput<'a>>,
    event: &Event<'a>,
    span: &Span,
    key: Option<Range<usize>>,
    path: &[Step<'_>],
) -> Option<Found> {
    let Some((step, rest)) = path.split_first() else {
        let value = bytes(span);
        let key = key.unwrap_or_else(|| value.clone());
        return Some(Found { key, value });
    };
    match (event, step) {
        (Event::MappingStart(..), Step::Key(wanted)) => loop {
            let (key, key_span) = next(parser).ok()?;
            let is_wanted = match &key {
                Event::MappingEnd => return None,
                Event::Scalar(text, ..) => text == wanted,
                _ => false,
            };
            if !is_wanted {
                skip(parser, &key)?;
            }
            let (value, value_span) = next(parser).ok()?;
            if is_wanted {
                return descend(parser, &value, &value_span, Some(bytes(&key_span)), rest);
            }
            skip(parser, &value)?;
        },
        (Event::SequenceStart(..), Step::Index(wanted)) => {
            for index in 0.. {
                let (item, item_span) = next(parser).ok()?;
                if matches!(item, Event::SequenceEnd) {
                    return None;
                }
                if index == *wanted {
                    return descend(parser, &item, &item_span, None, rest);
                }
                skip(parser, &item)?;
            }
            None
        }
        _ => None,
    }
}

fn skip<'a>(parser: &mut Parser<'a, StrInput<'a>>, event: &Event<'a>) -> Option<()> {
    let mut depth = 0;
    let mut count = |event: &Event<'_>| {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth -= 1,
            _ => {}
        }
        depth
    };
    let mut open = count(event);
    while open > 0 {
        open = count(&next(parser).ok()?.0);
    }
    Some(())
}
