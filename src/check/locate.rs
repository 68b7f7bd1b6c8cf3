//! Where an element of a rendered page was written: in the page's Markdown, else in a template.
//!
//! Only faults are looked for, after the fact, by what the element says: nothing is kept while pages are made, and a place
//! is right for the files as they are now.

mod alike;
mod templates;

use super::html::first_tag;
use super::pattern::{Rendered, Template};
use super::rules::Element;
use super::{files, words};
use crate::report::Place;
use crate::sources::{Document, TemplateSource};
use alike::{equal_attributes, like_attributes, same_name};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag as Start, TagEnd};
use std::ops::Range;
use std::sync::Arc;
pub use templates::Templates;

/// A page's Markdown, read once for all of its faults.
pub struct Written<'a> {
    document: &'a Document,
    source: Arc<str>,
    items: Vec<Item>,
    /// What is shown as it is written, in the whole file.
    code: Vec<Range<usize>>,
}

/// A part of a Markdown text.
struct Item {
    kind: Kind,
    /// Where what it says is written, in the whole file.
    said: Vec<Range<usize>>,
    /// In the whole file.
    range: Range<usize>,
}

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Heading(u8),
    Link,
    /// With the last part of its address.
    Image(String),
    Table,
    Paragraph,
}

impl<'a> Written<'a> {
    /// Reads the Markdown of a page.
    pub fn new(document: &'a Document) -> Self {
        let source = document.text();
        let text: &str = &source;
        let start = document.body.min(text.len());
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut items: Vec<Item> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut code: Vec<Range<usize>> = Vec::new();
        let events = Parser::new_ext(text.get(start..).unwrap_or(""), options);
        for (event, range) in events.into_offset_iter() {
            let range = start + range.start..start + range.end;
            if matches!(event, Event::Start(Start::CodeBlock(_)) | Event::Code(_)) {
                code.push(range.clone());
            }
            match event {
                Event::Start(tag) => {
                    if let Some(kind) = kind(&tag) {
                        open.push(items.len());
                        items.push(Item {
                            kind,
                            said: Vec::new(),
                            range,
                        });
                    }
                }
                Event::End(
                    TagEnd::Heading(_)
                    | TagEnd::Link
                    | TagEnd::Image
                    | TagEnd::Table
                    | TagEnd::Paragraph,
                ) => {
                    open.pop();
                }
                Event::Text(_) | Event::Code(_) => {
                    for index in &open {
                        items[*index].said.push(range.clone());
                    }
                }
                _ => {}
            }
        }
        Self {
            document,
            source,
            items,
            code,
        }
    }

    /// Where an element is written. Of one that may come from a template too, only what is sure is told.
    pub fn find(&self, element: &Element, templates: &[&TemplateSource]) -> Option<Place> {
        let sure = self
            .in_markdown(element)
            .or_else(|| self.in_html(element, true));
        let range = match element.in_body {
            Some(true) => sure
                .or_else(|| self.in_call(element))
                .or_else(|| self.in_html(element, false))
                .or_else(|| self.by_words(element))
                .or_else(|| self.in_component(element, templates))?,
            // words without a tag are found by themselves only
            _ if element.tag.is_empty() => sure.or_else(|| self.by_words(element))?,
            _ => sure?,
        };
        let written = self.source.get(range.clone()).unwrap_or("");
        let range = range.start..range.start + written.trim_end().len();
        Some(self.document.place(range))
    }

    /// Letters and digits of what an item says.
    fn text(&self, item: &Item) -> String {
        let said = item.said.iter().cloned();
        said.filter_map(|range| self.source.get(range))
            .map(words::bare)
            .collect()
    }

    fn in_markdown(&self, element: &Element) -> Option<Range<usize>> {
        let tag = first_tag(&element.tag)?;
        let name = tag.name.to_ascii_lowercase();
        let text = words::bare(&element.text);
        let value = |wanted: &str| {
            let mut attributes = tag.attributes.iter().copied();
            attributes
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map_or("", |(_, value)| value)
        };
        let wanted: Box<dyn Fn(&&Item) -> bool> = match name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = Kind::Heading(name.as_bytes()[1] - b'0');
                let by_id = element.text.is_empty().then(|| words::bare(value("id")));
                Box::new(move |item| {
                    item.kind == level
                        && (self.text(item) == text
                            || by_id
                                .as_ref()
                                .is_some_and(|id| !id.is_empty() && *id == self.text(item)))
                })
            }
            "a" => Box::new(move |item| item.kind == Kind::Link && self.text(item) == text),
            "img"
                if tag
                    .attributes
                    .iter()
                    .copied()
                    .any(|(name, _)| name == "alt") =>
            {
                let file = Kind::Image(files::last_segment(value("src")).into_owned());
                let alt = words::bare(value("alt"));
                Box::new(move |item| item.kind == file && self.text(item) == alt)
            }
            "table" if tag.attributes.iter().copied().next().is_none() => {
                Box::new(|item| item.kind == Kind::Table)
            }
            "p" => Box::new(move |item| item.kind == Kind::Paragraph && self.text(item) == text),
            _ => return None,
        };
        let mut found = self.items.iter().filter(wanted).map(|item| &item.range);
        found.nth(element.nth).cloned()
    }

    /// Raw HTML, and calls of components that look like it. `whole`: with every attribute that the element has.
    fn in_html(&self, element: &Element, whole: bool) -> Option<Range<usize>> {
        let tag = first_tag(&element.tag)?;
        let attributes = tag
            .attributes
            .iter()
            .copied()
            .filter(|(name, _)| *name != "rel")
            .count();
        let text: &str = &self.source;
        let mut best: Vec<(usize, Range<usize>)> = Vec::new();
        for (found, range) in same_name(text, self.document.body.min(text.len()), &tag) {
            let score = equal_attributes(&found, &tag);
            let is_code = self.code.iter().any(|code| code.contains(&range.start));
            if is_code || (whole && like_attributes(&found, &tag) < attributes) {
                continue;
            }
            if score > 0
                || (found.attributes.iter().copied().next().is_none()
                    && tag.attributes.iter().copied().next().is_none())
            {
                best.push((score, range));
            }
        }
        let most = best.iter().map(|(score, _)| *score).max()?;
        best.retain(|(score, _)| *score == most);
        let index = element.nth.min(best.len() - 1);
        Some(best.swap_remove(index).1)
    }

    /// A call of a component that is given the element's address or text.
    fn in_call(&self, element: &Element) -> Option<Range<usize>> {
        let tag = first_tag(&element.tag)?;
        let mut keys: Vec<String> = vec![element.text.clone()];
        for (name, value) in tag.attributes.iter().copied() {
            if matches!(name, "src" | "href") {
                keys.push(files::last_segment(value.trim_end_matches('/')).into_owned());
            } else if matches!(name, "alt" | "id" | "for" | "title") {
                keys.push(value.to_owned());
            }
        }
        let start = self.document.body;
        let body = self.source.get(start..)?;
        let calls = body.match_indices("{{<").chain(body.match_indices("{% <"));
        let given = |call: &&str| {
            keys.iter()
                .any(|key| key.len() > 2 && call.contains(key.as_str()))
        };
        let mut found = calls.filter_map(|(at, _)| {
            let end = body[at..].find('}').map_or(body.len(), |end| at + end);
            let call = body.get(at..end)?;
            given(&call).then_some(start + at..start + at + call.lines().next().map_or(0, str::len))
        });
        found.next()
    }

    /// By an address, a name or the words that stand in the text too.
    fn by_words(&self, element: &Element) -> Option<Range<usize>> {
        let text: &str = &self.source;
        let body = text.get(self.document.body..)?;
        let mut keys: Vec<String> = Vec::new();
        if let Some(tag) = first_tag(&element.tag) {
            for (name, value) in tag.attributes.iter().copied() {
                match name {
                    "id" | "for" | "name" => keys.push(value.to_owned()),
                    "href" | "src" => {
                        keys.push(value.to_owned());
                        keys.push(files::last_segment(value.trim_end_matches('/')).into_owned());
                    }
                    _ => {}
                }
            }
        }
        let first: Vec<&str> = element.text.split_whitespace().take(3).collect();
        keys.insert(0, element.text.clone());
        keys.push(first.join(" "));
        let found = keys.iter().filter(|key| key.len() > 2).find_map(|key| {
            let (at, found) = body.match_indices(key.as_str()).nth(element.nth)?;
            Some(self.document.body + at..self.document.body + at + found.len())
        });
        found.or_else(|| self.by_line(&words::bare(&element.text), element.nth))
    }

    /// The line that says the same, but for typography.
    fn by_line(&self, bare: &str, nth: usize) -> Option<Range<usize>> {
        if bare.len() < 4 {
            return None;
        }
        let mut at = self.document.body;
        let mut met = 0;
        for line in self.source.get(at..)?.split_inclusive('\n') {
            if words::bare(line).contains(bare) {
                if met == nth {
                    return Some(at..at + line.len());
                }
                met += 1;
            }
            at += line.len();
        }
        None
    }

    /// The first call of a component whose template can make the element.
    fn in_component(
        &self,
        element: &Element,
        templates: &[&TemplateSource],
    ) -> Option<Range<usize>> {
        let body = self.source.get(self.document.body..)?;
        let tag = first_tag(&element.tag)?;
        let rendered = Rendered {
            name: tag.name,
            tag: &element.tag,
            text: None,
            before: None,
        };
        let makes = |name: &str| {
            let head = format!("component {name}(");
            let mut of_name = templates
                .iter()
                .filter(|template| template.text.contains(&head));
            of_name.any(|template| !Template::new(&template.text).fits(&rendered).is_empty())
        };
        let calls = body.match_indices("{{<").chain(body.match_indices("{% <"));
        let mut made = calls.filter_map(|(at, opening)| {
            let call = &body[at + opening.len()..];
            let name = call
                .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
                .next()?;
            let line = body[at..].lines().next().unwrap_or("");
            let start = self.document.body + at;
            makes(name).then_some(start..start + line.len())
        });
        made.next()
    }
}

fn kind(tag: &Start<'_>) -> Option<Kind> {
    Some(match tag {
        Start::Heading { level, .. } => Kind::Heading(match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            HeadingLevel::H3 => 3,
            HeadingLevel::H4 => 4,
            HeadingLevel::H5 => 5,
            HeadingLevel::H6 => 6,
        }),
        Start::Link { .. } => Kind::Link,
        Start::Image { dest_url, .. } => Kind::Image(files::last_segment(dest_url).into_owned()),
        Start::Table(_) => Kind::Table,
        Start::Paragraph => Kind::Paragraph,
        _ => return None,
    })
}
