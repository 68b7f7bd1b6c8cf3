//! Footnotes: their numbers, and their list at the bottom where the site asks for one.

use super::escape;
use foldhash::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

/// The footnotes of one text.
pub(super) struct Footnotes {
    prefix: String,
    /// By name: its number and how often it was referred to.
    numbers: HashMap<String, (usize, usize)>,
    /// Where references stand in the output, for the summary.
    references: Vec<Range<usize>>,
    open: Option<Definition>,
    definitions: Vec<Definition>,
}

struct Definition {
    name: String,
    /// Where it starts in the output.
    start: usize,
    html: String,
    /// Where its last paragraph ends, from its start.
    last_paragraph: Option<usize>,
}

/// A reference whose footnote is at the bottom.
pub(super) struct Reference {
    /// The id of the reference itself.
    pub id: String,
    target: String,
}

impl Footnotes {
    /// None yet; the prefix comes before every id.
    pub fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            numbers: HashMap::default(),
            references: Vec::new(),
            open: None,
            definitions: Vec::new(),
        }
    }

    /// The id of a definition that stands where it was written.
    pub fn id(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Its number: footnotes are counted in the order in which they are met.
    pub fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        if let Some((number, _)) = self.numbers.get(name) {
            return *number;
        }
        self.numbers.insert(name.to_owned(), (next, 0));
        next
    }

    /// Counts a reference to a footnote at the bottom.
    pub fn refer(&mut self, name: &str) -> Reference {
        let prefix = &self.prefix;
        let count = self.numbers.get_mut(name).map_or(1, |(_, count)| {
            *count += 1;
            *count
        });
        Reference {
            id: format!("fr-{prefix}{name}-{count}"),
            target: format!("fn-{prefix}{name}"),
        }
    }

    /// Remembers where a reference was written.
    pub fn remember(&mut self, range: Range<usize>) {
        if self.open.is_none() {
            self.references.push(range);
        }
    }

    /// The beginning of the output without its references.
    pub fn without_references(&self, out: &str) -> String {
        let mut summary = String::with_capacity(out.len());
        let mut kept = 0;
        for range in &self.references {
            if range.end <= out.len() {
                summary.push_str(&out[kept..range.start]);
                kept = range.end;
            }
        }
        summary.push_str(&out[kept..]);
        summary
    }

    /// Where the definition that is being written started.
    pub fn open_start(&self) -> Option<usize> {
        self.open.as_ref().map(|definition| definition.start)
    }

    /// Starts a definition that goes to the bottom; false within another one, of which it then is a part.
    pub fn start_definition(&mut self, name: &str, start: usize) -> bool {
        if self.open.is_some() {
            return false;
        }
        self.open = Some(Definition {
            name: name.to_owned(),
            start,
            html: String::new(),
            last_paragraph: None,
        });
        true
    }

    /// Tells that a paragraph ends at an offset of the output.
    pub fn paragraph_ends(&mut self, at: usize) {
        if let Some(definition) = &mut self.open {
            definition.last_paragraph = Some(at - definition.start);
        }
    }

    /// Takes the definition that ends here out of the output.
    pub fn end_definition(&mut self, out: &mut String) {
        if let Some(mut definition) = self.open.take() {
            definition.html = out.split_off(definition.start);
            self.definitions.push(definition);
        }
    }

    /// Writes the list of those that are referred to, each with the way back. False where one is left out, with all that it
    /// holds.
    pub fn write_list(&mut self, out: &mut String, ids: &mut Vec<String>) -> bool {
        let all = self.definitions.len();
        let mut listed: Vec<(usize, usize, Definition)> = self
            .definitions
            .drain(..)
            .filter_map(|definition| {
                let (number, count) = *self.numbers.get(&definition.name)?;
                Some((number, count, definition))
            })
            .collect();
        let complete = listed.len() == all;
        if listed.is_empty() {
            return complete;
        }
        listed.sort_by_key(|(number, ..)| *number);
        let prefix = &self.prefix;
        out.push_str("<section class=\"footnotes\">\n<ol class=\"footnotes-list\">\n");
        for (_, count, definition) in listed {
            let name = &definition.name;
            let id = format!("fn-{prefix}{name}");
            out.push_str("<li id=\"");
            escape::attribute(out, &id);
            out.push_str("\">\n");
            ids.push(id);
            let back = definition.last_paragraph.unwrap_or(definition.html.len());
            out.push_str(&definition.html[..back]);
            for nth in 1..=count {
                out.push_str(" <a href=\"#");
                escape::attribute(out, &format!("fr-{prefix}{name}-{nth}"));
                out.push_str("\">↩");
                if nth > 1 {
                    let _ = write!(out, "{nth}");
                }
                out.push_str("</a>");
            }
            out.push_str(&definition.html[back..]);
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
        complete
    }
}

/// Writes a reference whose footnote is at the bottom.
pub(super) fn write_bottom_reference(out: &mut String, reference: &Reference, number: usize) {
    out.push_str("<sup class=\"footnote-reference\" id=\"");
    escape::attribute(out, &reference.id);
    out.push_str("\"><a href=\"#");
    escape::attribute(out, &reference.target);
    let _ = write!(out, "\">[{number}]</a></sup>");
}
