//! Headings: their ids, anchor links and tree.

use super::escape;
use super::writer::Writer;
use super::{Heading, state::State};
use crate::config::AnchorLinks;
use crate::words;

/// A heading that is being written.
pub(super) struct OpenHeading {
    level: u8,
    id: Option<String>,
    classes: Vec<String>,
    /// Where its content starts in the output.
    pub start: usize,
    /// Its text without markup.
    pub text: String,
}

impl OpenHeading {
    /// A heading without content yet.
    pub fn new(level: u8, id: Option<String>, classes: Vec<String>, start: usize) -> Self {
        Self {
            level,
            id,
            classes,
            start,
            text: String::new(),
        }
    }
}

impl Writer<'_, '_> {
    /// Writes the heading around what was written since it started.
    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        let content = self.out.split_off(heading.start);
        let level = heading.level;
        let id = match heading.id {
            Some(id) => id,
            None => self.state.free_id(&heading.text),
        };
        self.state.vouched &= self.state.input.anchor_links == AnchorLinks::None
            && words::says_something(&heading.text)
            && !id.is_empty()
            && escape::is_plain(&id);
        let digit = char::from(b'0' + level);
        self.out.push_str("<h");
        self.out.push(digit);
        self.out.push_str(" id=\"");
        escape::attribute(&mut self.out, &id);
        if !heading.classes.is_empty() {
            self.out.push_str("\" class=\"");
            escape::attribute(&mut self.out, &heading.classes.join(" "));
        }
        self.out.push_str("\">");
        self.write_with_anchor(&content, &id, level);
        self.out.push_str("</h");
        self.out.push(digit);
        self.out.push_str(">\n");
        self.state.text_break();
        self.state.ids.push(id.clone());
        self.state.headings.push(Heading {
            level,
            permalink: [self.state.input.permalink, "#", &id].concat(),
            id,
            title: heading.text,
            children: Vec::new(),
        });
    }

    fn write_with_anchor(&mut self, content: &str, id: &str, level: u8) {
        let position = self.state.input.anchor_links;
        if position == AnchorLinks::None {
            self.out.push_str(content);
            return;
        }
        let lang = self.state.input.lang;
        let anchor = match self.state.components.anchor_link(id, level, lang) {
            Ok(anchor) => anchor,
            Err(finding) => {
                self.state.findings.push(finding);
                self.out.push_str(content);
                return;
            }
        };
        match (position, opening_tag(&anchor)) {
            (AnchorLinks::Left, _) => {
                self.parts.push(&mut self.out, anchor);
                self.out.push_str(content);
            }
            (AnchorLinks::Heading, Some(tag)) => {
                self.out.push_str(tag);
                self.out.push_str(content);
                self.out.push_str("</a>");
            }
            (AnchorLinks::Heading | AnchorLinks::None, _) => self.out.push_str(content),
            (AnchorLinks::Right, _) => {
                self.out.push_str(content);
                self.parts.push(&mut self.out, anchor);
            }
        }
    }
}

/// The opening `<a …>` of a template's result.
fn opening_tag(html: &str) -> Option<&str> {
    let start = html
        .match_indices("<a")
        .map(|(at, _)| at)
        .find(|at| html[at + 2..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>'))?;
    let end = start + html[start..].find('>')?;
    Some(&html[start..=end])
}

impl State<'_> {
    /// An id for a heading's text that no other heading of the body has.
    fn free_id(&mut self, text: &str) -> String {
        let mut slug = self.config.slugify.anchors.anchor(text);
        if slug.is_empty() && self.config.dialect == crate::config::Dialect::Native {
            slug.push_str("section");
        }
        let count = self.slugs.entry(slug.clone()).or_insert(0);
        loop {
            let id = match *count {
                0 => slug.clone(),
                n => format!("{slug}-{n}"),
            };
            *count += 1;
            if self.taken_ids.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Headings in the order of the text as a tree: each below the nearest one before it that is of a higher rank.
pub(super) fn tree(headings: Vec<Heading>) -> Vec<Heading> {
    let mut tops: Vec<Heading> = Vec::new();
    let mut path: Vec<Heading> = Vec::new();
    let close = |path: &mut Vec<Heading>, tops: &mut Vec<Heading>| {
        if let Some(done) = path.pop() {
            match path.last_mut() {
                Some(parent) => parent.children.push(done),
                None => tops.push(done),
            }
        }
    };
    for heading in headings {
        while path.last().is_some_and(|open| open.level >= heading.level) {
            close(&mut path, &mut tops);
        }
        path.push(heading);
    }
    while !path.is_empty() {
        close(&mut path, &mut tops);
    }
    tops
}
