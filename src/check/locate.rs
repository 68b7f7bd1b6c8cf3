//! Where an element of a rendered page was written: in the page's Markdown, else in a template.
//!
//! Only faults are looked for, after the fact, by what the element says: nothing is kept while pages are made, and a place
//! is right for the files as they are now.

use super::html::{Tag, first_tag};
use super::page::Seen;
use super::pattern::{Fit, Rendered, Template};
use super::rules::Element;
use super::{files, words};
use crate::report::Place;
use crate::sources::{Document, TemplateSource};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag as Start, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

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

/// The templates of a site, and who draws on which.
pub struct Templates<'a> {
    all: Vec<&'a TemplateSource>,
    drawn_on: &'a DrawnOn<'a>,
}

/// The names of the templates that take part in making an output, by its number.
pub type DrawnOn<'a> = dyn Fn(usize) -> BTreeSet<String> + Sync + 'a;

impl<'a> Templates<'a> {
    /// `all`: every template.
    pub fn new(all: &'a [TemplateSource], drawn_on: &'a DrawnOn<'a>) -> Self {
        Self {
            all: all.iter().collect(),
            drawn_on,
        }
    }

    /// Every template.
    pub fn all(&self) -> &[&'a TemplateSource] {
        &self.all
    }

    /// Those that took part in making a page.
    pub fn of(&self, page: &Seen<'_>) -> Vec<&'a TemplateSource> {
        let names = (self.drawn_on)(page.output);
        let all = self.all.iter().copied();
        all.filter(|template| names.contains(&template.name))
            .collect()
    }

    /// Where an element of a page is written, as far as that is certain. `before`: the end of what is before it in the page,
    /// where that is known.
    pub fn place(&self, element: &Element, before: Option<&str>, page: &Seen<'_>) -> Option<Place> {
        match element.in_body {
            Some(false) => in_templates(element, before, &self.of(page)),
            _ => in_templates(element, before, &self.all),
        }
    }
}

/// What one letter more or less may be owed to chance.
const BY_CHANCE: usize = 8;

/// Where an element is written in one of some templates: the tag, if only one of them can have made it, else the file, if it is
/// one. `before`: the end of what is before it in the page, where that is known.
fn in_templates(
    element: &Element,
    before: Option<&str>,
    templates: &[&TemplateSource],
) -> Option<Place> {
    if element.tag.is_empty() {
        return words_in_templates(&element.text, templates);
    }
    let tag = first_tag(&element.tag)?;
    // what is read aloud instead of a text may come from anywhere
    let labelled = tag.attributes.iter().any(|(name, _)| *name == "aria-label");
    let rendered = Rendered {
        name: tag.name,
        tag: &element.tag,
        text: (!labelled).then_some(element.text.as_str()),
        before,
    };
    let mut fits: Vec<(Fit, &TemplateSource)> = Vec::new();
    for template in templates {
        let found = Template::new(&template.text).fits(&rendered);
        let found = found
            .into_iter()
            .filter(|fit| may_begin(fit, template, templates));
        fits.extend(found.map(|fit| (fit, *template)));
    }
    let most = fits.iter().map(|(fit, _)| fit.letters).max()?;
    fits.retain(|(fit, _)| fit.letters + BY_CHANCE > most);
    let (first, template) = fits.first()?;
    if fits.iter().any(|(_, other)| other.name != template.name) {
        return None;
    }
    let range = match fits.as_slice() {
        [_] => Some(&first.range),
        // one tag, several times
        same if same.iter().all(|(fit, _)| fit.literal) => {
            same.get(element.nth).map(|(fit, _)| &fit.range)
        }
        _ => None,
    };
    Some(match range {
        Some(range) => Place::range(&template.file, &template.text, range.clone()),
        None => Place::file(&template.file),
    })
}

/// Whether a file that is included may begin where an element does: as far as its first tags go, that depends on those that
/// include it.
fn may_begin(fit: &Fit, template: &TemplateSource, templates: &[&TemplateSource]) -> bool {
    let Some(before) = &fit.outside else {
        return true;
    };
    let is_it = |file: &str| {
        let rest = template.name.strip_suffix(file);
        !file.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    let includers = templates
        .iter()
        .filter_map(|other| Template::new(&other.text).includes(is_it, before));
    let mut included = false;
    for fits in includers {
        if fits {
            return true;
        }
        included = true;
    }
    !included
}

/// Where words are written that only one template has, and only once.
fn words_in_templates(text: &str, templates: &[&TemplateSource]) -> Option<Place> {
    let found = |template: &&TemplateSource| {
        let mut found = template.text.match_indices(text);
        let (at, said) = found.next()?;
        Some((
            template.file.clone(),
            at..at + said.len(),
            found.next().is_some(),
        ))
    };
    let mut all = templates
        .iter()
        .filter(|_| text.len() > 2)
        .filter_map(|template| Some((template, found(template)?)));
    let (template, (file, range, again)) = all.next()?;
    match all.next() {
        Some(_) => None,
        None if again => Some(Place::file(file)),
        None => Some(Place::range(file, &template.text, range)),
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
            let range = from + at..from + at + end.min(here.end);
            found.push((here, range));
        }
    }
    found
}

/// How many attributes two tags share; those that are written alike count twice.
fn equal_attributes(one: &Tag<'_>, other: &Tag<'_>) -> usize {
    let same = |(name, value): &(&str, &str)| {
        other
            .attributes
            .iter()
            .any(|(other, written)| name.eq_ignore_ascii_case(other) && value == written)
    };
    like_attributes(one, other) + one.attributes.iter().filter(|it| same(it)).count()
}

/// How many attributes two tags share: one is as it was written, the other as it is published.
fn like_attributes(one: &Tag<'_>, other: &Tag<'_>) -> usize {
    let like = |(name, value): &(&str, &str)| {
        other.attributes.iter().any(|(other, written)| {
            name.eq_ignore_ascii_case(other)
                && (value == written
                    || (matches!(*name, "src" | "href") && same_file(value, written)))
        })
    };
    one.attributes.iter().filter(|it| like(it)).count()
}

/// Whether two addresses end in the same name: one is as it was written, the other as it is published.
fn same_file(one: &str, other: &str) -> bool {
    let name = files::last_segment(one.trim_end_matches('/'));
    !name.is_empty() && name == files::last_segment(other.trim_end_matches('/'))
}
