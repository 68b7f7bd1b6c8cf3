//! Where an element of a rendered page was written: in the page's Markdown, else in a template.
//!
//! Only faults are looked for, after the fact, by what the element says: nothing is kept while pages are made, and a place
//! is right for the files as they are now.

use super::html::{Tag, Token, tokens};
use super::rules::Element;
use super::words;
use crate::report::Place;
use crate::sources::{Document, TemplateSource};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag as Start, TagEnd};
use std::ops::Range;

/// A page's Markdown, read once for all of its faults.
pub struct Written<'a> {
    document: &'a Document,
    items: Vec<Item>,
}

/// A part of a Markdown text.
struct Item {
    kind: Kind,
    /// Letters and digits of what it says.
    text: String,
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
        let text: &str = &document.text;
        let start = document.body.min(text.len());
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut items: Vec<Item> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let events = Parser::new_ext(text.get(start..).unwrap_or(""), options);
        for (event, range) in events.into_offset_iter() {
            let range = start + range.start..start + range.end;
            match event {
                Event::Start(tag) => {
                    if let Some(kind) = kind(&tag) {
                        open.push(items.len());
                        items.push(Item {
                            kind,
                            text: String::new(),
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
                Event::Text(said) | Event::Code(said) => {
                    let said = words::bare(&said);
                    for index in &open {
                        items[*index].text.push_str(&said);
                    }
                }
                _ => {}
            }
        }
        Self { document, items }
    }

    /// Where an element is written.
    pub fn find(&self, element: &Element, templates: &[TemplateSource]) -> Option<Place> {
        let range = self
            .in_markdown(element)
            .or_else(|| self.in_html(element, true))
            .or_else(|| self.in_call(element))
            .or_else(|| self.in_html(element, false))
            .or_else(|| self.by_words(element))
            .or_else(|| match element.in_body {
                Some(true) => self.in_component(element, templates),
                _ => None,
            })?;
        let written = self.document.text.get(range.clone()).unwrap_or("");
        let range = range.start..range.start + written.trim_end().len();
        Some(self.document.place(range))
    }

    fn in_markdown(&self, element: &Element) -> Option<Range<usize>> {
        let tag = first_tag(&element.tag)?;
        let name = tag.name.to_ascii_lowercase();
        let text = words::bare(&element.text);
        let value = |wanted: &str| {
            let mut attributes = tag.attributes();
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
                        && (item.text == text
                            || by_id
                                .as_ref()
                                .is_some_and(|id| !id.is_empty() && *id == item.text))
                })
            }
            "a" => Box::new(move |item| item.kind == Kind::Link && item.text == text),
            "img" if tag.attributes().any(|(name, _)| name == "alt") => {
                let file = Kind::Image(words::last_segment(value("src")).into_owned());
                let alt = words::bare(value("alt"));
                Box::new(move |item| item.kind == file && item.text == alt)
            }
            "table" if tag.attributes().next().is_none() => {
                Box::new(|item| item.kind == Kind::Table)
            }
            "p" => Box::new(move |item| item.kind == Kind::Paragraph && item.text == text),
            _ => return None,
        };
        let mut found = self.items.iter().filter(wanted).map(|item| &item.range);
        found.nth(element.nth).cloned()
    }

    /// Raw HTML, and calls of components that look like it. `whole`: with every attribute that the element has.
    fn in_html(&self, element: &Element, whole: bool) -> Option<Range<usize>> {
        let tag = first_tag(&element.tag)?;
        let attributes = tag.attributes().filter(|(name, _)| *name != "rel").count();
        let text: &str = &self.document.text;
        let mut best: Vec<(usize, Range<usize>)> = Vec::new();
        for (found, range) in same_name(text, self.document.body.min(text.len()), &tag) {
            let score = equal_attributes(&found, &tag);
            if whole && score < attributes {
                continue;
            }
            if score > 0
                || (found.attributes().next().is_none() && tag.attributes().next().is_none())
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
        for (name, value) in tag.attributes() {
            if matches!(name, "src" | "href") {
                keys.push(words::last_segment(value.trim_end_matches('/')).into_owned());
            } else if matches!(name, "alt" | "id" | "for" | "title") {
                keys.push(value.to_owned());
            }
        }
        let start = self.document.body;
        let body = self.document.text.get(start..)?;
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
        let text: &str = &self.document.text;
        let body = text.get(self.document.body..)?;
        let mut keys: Vec<String> = Vec::new();
        if let Some(tag) = first_tag(&element.tag) {
            for (name, value) in tag.attributes() {
                match name {
                    "id" | "for" | "name" => keys.push(value.to_owned()),
                    "href" | "src" => {
                        keys.push(value.to_owned());
                        keys.push(words::last_segment(value.trim_end_matches('/')).into_owned());
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
        for line in self.document.text.get(at..)?.split_inclusive('\n') {
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

    /// The first call of a component whose template has such an element.
    fn in_component(
        &self,
        element: &Element,
        templates: &[TemplateSource],
    ) -> Option<Range<usize>> {
        let body = self.document.text.get(self.document.body..)?;
        let tag = first_tag(&element.tag);
        let makes = |name: &str| {
            let head = format!("component {name}(");
            let mut of_name = templates
                .iter()
                .filter(|template| template.text.contains(&head));
            of_name.any(|template| {
                tag.as_ref()
                    .is_none_or(|tag| !same_name(&template.text, 0, tag).is_empty())
            })
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
        Start::Image { dest_url, .. } => Kind::Image(words::last_segment(dest_url).into_owned()),
        Start::Table(_) => Kind::Table,
        Start::Paragraph => Kind::Paragraph,
        _ => return None,
    })
}

/// The place of an element in the template that is most like it: the site's own before those of the theme.
pub fn in_templates(element: &Element, templates: &[TemplateSource]) -> Option<Place> {
    /// How like, whose, and where.
    type Best<'t> = ((usize, bool), &'t TemplateSource, Vec<Range<usize>>);
    let mut best: Option<Best<'_>> = None;
    for template in templates {
        let own = template.file.starts_with("templates/");
        for (score, range) in likenesses(element, &template.text) {
            let rank = (score, own);
            match &mut best {
                Some((most, of, ranges)) if *most == rank && of.name == template.name => {
                    ranges.push(range);
                }
                Some((most, ..)) if *most >= rank => {}
                _ => best = Some((rank, template, vec![range])),
            }
        }
    }
    let (_, template, ranges) = best?;
    // where one line of a template makes many elements, there is no other to be told
    let range = ranges.get(element.nth).or(ranges.first())?;
    Some(Place::range(&template.file, &template.text, range.clone()))
}

/// Where a template has such an element, and how like it is.
fn likenesses(element: &Element, template: &str) -> Vec<(usize, Range<usize>)> {
    let Some(tag) = first_tag(&element.tag) else {
        let found = template.match_indices(element.text.as_str());
        return found.map(|(at, text)| (1, at..at + text.len())).collect();
    };
    let like = |(found, range): (Tag<'_>, Range<usize>)| {
        let rest = template.get(range.end..).unwrap_or("");
        let near: String = rest.chars().take(160).collect();
        let said = !element.text.is_empty() && near.contains(element.text.as_str());
        let score = 1
            + 4 * equal_attributes(&found, &tag)
            + common_names(&found, &tag)
            + if said { 8 } else { 0 };
        (score, range)
    };
    same_name(template, 0, &tag).into_iter().map(like).collect()
}

fn first_tag(html: &str) -> Option<Tag<'_>> {
    match tokens(html).next() {
        Some(Token::Open(tag)) => Some(tag),
        _ => None,
    }
}

/// The tags in a text, from an offset on, that have the name of another.
fn same_name<'t>(text: &'t str, from: usize, tag: &Tag<'_>) -> Vec<(Tag<'t>, Range<usize>)> {
    let mut found = Vec::new();
    let Some(rest) = text.get(from..) else {
        return found;
    };
    for at in memchr::memchr_iter(b'<', rest.as_bytes()) {
        let named = rest
            .get(at + 1..at + 1 + tag.name.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(tag.name));
        if named
            && let Some(here) = first_tag(&rest[at..])
            && here.name.len() == tag.name.len()
        {
            let end = rest[at..].find('>').map_or(here.end, |end| end + 1);
            found.push((here, from + at..from + at + end.min(here.end)));
        }
    }
    found
}

fn equal_attributes(one: &Tag<'_>, other: &Tag<'_>) -> usize {
    let same = |(name, value): &(&str, &str)| {
        other.attributes().any(|(other, written)| {
            name.eq_ignore_ascii_case(other)
                && (*value == written
                    || (matches!(*name, "src" | "href") && same_file(value, written)))
        })
    };
    one.attributes().filter(same).count()
}

/// Whether two addresses end in the same name: one is as it was written, the other as it is published.
fn same_file(one: &str, other: &str) -> bool {
    let name = words::last_segment(one.trim_end_matches('/'));
    !name.is_empty() && name == words::last_segment(other.trim_end_matches('/'))
}

fn common_names(one: &Tag<'_>, other: &Tag<'_>) -> usize {
    let known = |name: &str| other.attributes().any(|(other, _)| name == other);
    one.attributes().filter(|(name, _)| known(name)).count()
}
