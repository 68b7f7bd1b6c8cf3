//! The events of one Markdown text written as HTML.

mod html;
mod notes;
mod text;

use super::alerts::{self, Alert};
use super::code;
use super::components::{self, Calls};
use super::footnotes::Footnotes;
use super::headings::OpenHeading;
use super::images::OpenImage;
use super::parts::Parts;
use super::raw_html;
use super::source::Source;
use super::state::State;
use crate::config::{Dialect, RawHtml};
use crate::report::Finding;
use crate::words;
use memchr::memchr;
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

/// Containers deeper than this are written without their tags: no reader sees the difference, and no program chokes on it.
const DEEPEST: usize = 200;

/// What one text became.
pub(super) struct Written {
    pub html: String,
    pub summary: Option<String>,
}

/// What is to be done where a container ends.
enum Close {
    Nothing,
    Markup(&'static str),
    Paragraph,
    Heading,
    Image,
    Link(&'static str),
    Code,
    Footnote,
    HtmlBlock,
    TableHead,
    TableCell,
}

/// Writes one text.
pub(super) struct Writer<'s, 'a> {
    pub(super) state: &'s mut State<'a>,
    pub(super) source: &'s Source<'a>,
    pub(super) out: String,
    pub(super) heading: Option<OpenHeading>,
    pub(super) image: Option<OpenImage>,
    pub(super) footnotes: Footnotes,
    pub(super) parts: Parts,
    calls: &'s Calls<'a>,
    open: Vec<Close>,
    links: usize,
    /// Where the text of the link or of the head of a table begins that was opened last.
    said_from: usize,
    code: Option<code::OpenCode>,
    alert: Option<Alert>,
    table_head: bool,
    alignments: Vec<Alignment>,
    cell: usize,
    html_seen: bool,
    /// Inside a comment of several lines that is not published.
    skipping: bool,
    summary: Option<String>,
}

/// Writes a text: its component calls are taken out, the rest is read as Markdown. `outermost`: it is the body itself, not that
/// of a component.
pub(super) fn write<'a>(
    source: Source<'a>,
    state: &mut State<'a>,
    footnote_prefix: &str,
    outermost: bool,
) -> Written {
    let options = options(state);
    let (source, calls) = components::take_out(source, options, state);
    reserve_ids(&source.text, options, state);
    let protect = state.config.markdown.raw_html == RawHtml::Safe && may_hold_markup(&source.text);
    let mut writer = Writer {
        out: String::with_capacity(source.text.len() + source.text.len() / 3),
        heading: None,
        image: None,
        footnotes: Footnotes::new(footnote_prefix),
        parts: Parts::new(&source.text, protect),
        calls: &calls,
        open: Vec::new(),
        links: 0,
        said_from: 0,
        code: None,
        alert: None,
        table_head: true,
        alignments: Vec::new(),
        cell: 0,
        html_seen: false,
        skipping: false,
        summary: None,
        source: &source,
        state,
    };
    let mut run: Option<Run<'_>> = None;
    for (event, range) in Parser::new_ext(&source.text, options).into_offset_iter() {
        match (event, &mut run) {
            (Event::Text(text), Some(run)) => run.push(text, range, &source.text),
            (Event::Text(text), None) => run = Some(Run::new(text, range)),
            (event, _) => {
                if let Some(run) = run.take() {
                    writer.text(&run.text, run.range);
                }
                writer.event(event, range, outermost);
            }
        }
    }
    if let Some(run) = run {
        writer.text(&run.text, run.range);
    }
    writer.finish()
}

/// The text of events that follow one another: mostly a piece of the source, which need not be copied.
struct Run<'t> {
    text: Cow<'t, str>,
    range: Range<usize>,
}

impl<'t> Run<'t> {
    fn new(text: CowStr<'t>, range: Range<usize>) -> Self {
        let text = match text {
            CowStr::Borrowed(text) => Cow::Borrowed(text),
            text => Cow::Owned(text.into_string()),
        };
        Self { text, range }
    }

    fn push(&mut self, more: CowStr<'t>, range: Range<usize>, source: &'t str) {
        self.range.end = range.end;
        match (&mut self.text, more) {
            (Cow::Borrowed(text), CowStr::Borrowed(more)) if is_followed(text, more) => {
                let whole = source.get(self.range.clone());
                let whole = whole.filter(|whole| {
                    std::ptr::eq(whole.as_ptr(), text.as_ptr())
                        && whole.len() == text.len() + more.len()
                });
                match whole {
                    Some(whole) => *text = whole,
                    None => self.text.to_mut().push_str(more),
                }
            }
            (text, more) => text.to_mut().push_str(&more),
        }
    }
}

/// Whether one text lies behind another in memory.
fn is_followed(text: &str, more: &str) -> bool {
    std::ptr::eq(text.as_bytes().as_ptr_range().end, more.as_ptr())
}

/// Keeps the ids that headings ask for from being given to others before them.
fn reserve_ids(text: &str, options: Options, state: &mut State<'_>) {
    let bytes = text.as_bytes();
    if memchr(b'{', bytes).is_none() || memchr(b'#', bytes).is_none() {
        return;
    }
    for event in Parser::new_ext(text, options) {
        if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
            state.taken_ids.insert(id.to_string());
        }
    }
}

fn options(state: &State<'_>) -> Options {
    let markdown = &state.config.markdown;
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    options.set(
        Options::ENABLE_SMART_PUNCTUATION,
        markdown.smart_punctuation && state.input.typography.is_none(),
    );
    options.set(Options::ENABLE_DEFINITION_LIST, markdown.definition_list);
    options.set(Options::ENABLE_GFM, markdown.github_alerts);
    options
}

fn may_hold_markup(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || b"!?/".contains(&pair[1])))
}

impl Writer<'_, '_> {
    pub(super) fn native(&self) -> bool {
        self.state.config.dialect == Dialect::Native
    }

    pub(super) fn note(&mut self, finding: Finding, range: Range<usize>) {
        if !self.state.findings.full() {
            let place = self.source.place(range);
            self.state.findings.push(finding.at(place));
        }
    }

    /// What was said since a link or the head of a table was opened.
    fn said(&self) -> &str {
        self.state.text.get(self.said_from..).unwrap_or("")
    }

    pub(super) fn new_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>, outermost: bool) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(range),
            // part of a run
            Event::Text(_) => {}
            Event::Code(text) => self.code_span(&text),
            Event::Html(html) => self.html(&html, outermost),
            Event::InlineHtml(html) => {
                self.look_at(&html, range.start);
                self.html(&html, outermost);
            }
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br />\n"),
            Event::Rule => {
                self.new_line();
                self.out.push_str("<hr />\n");
            }
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::TaskListMarker(checked) => {
                let checked = if checked { " checked=\"\"" } else { "" };
                let html = format!("<input disabled=\"\" type=\"checkbox\"{checked}/>\n");
                self.parts.push(&mut self.out, html);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.image.is_some() || self.open.len() >= DEEPEST {
            self.state.vouched = false;
            self.open.push(Close::Nothing);
            return;
        }
        let close = match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading {
                level, id, classes, ..
            } => {
                self.new_line();
                let classes = classes.iter().map(ToString::to_string).collect();
                let level = level as u8;
                let id = id.map(|id| id.to_string());
                let start = self.out.len();
                self.heading = Some(OpenHeading::new(level, id, classes, start));
                Close::Heading
            }
            Tag::BlockQuote(kind) => {
                self.start_quote(kind, &range);
                Close::Markup("</blockquote>\n")
            }
            Tag::CodeBlock(kind) => {
                if self.native() {
                    self.new_line();
                }
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => self.calls.restore(info),
                    CodeBlockKind::Indented => "".into(),
                };
                self.code = Some(code::OpenCode::new(&info, range));
                Close::Code
            }
            Tag::HtmlBlock => {
                self.start_html_block(range);
                Close::HtmlBlock
            }
            Tag::MetadataBlock(_) => Close::Nothing,
            Tag::List(first) => {
                self.new_line();
                match first {
                    Some(1) => self.out.push_str("<ol>\n"),
                    Some(first) => {
                        let _ = writeln!(self.out, "<ol start=\"{first}\">");
                    }
                    None => self.out.push_str("<ul>\n"),
                }
                Close::Markup(if first.is_some() {
                    "</ol>\n"
                } else {
                    "</ul>\n"
                })
            }
            Tag::Item => self.block("<li>", "</li>\n"),
            Tag::DefinitionList => self.block("<dl>\n", "</dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>", "</dt>\n"),
            Tag::DefinitionListDefinition => self.block("<dd>", "</dd>\n"),
            Tag::FootnoteDefinition(name) => self.start_footnote(&name),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.inline("<table>", "</tbody></table>\n")
            }
            Tag::TableHead => {
                self.table_head = true;
                self.said_from = self.state.text.len();
                self.cell = 0;
                self.out.push_str("<thead><tr>");
                Close::TableHead
            }
            Tag::TableRow => {
                self.cell = 0;
                self.inline("<tr>", "</tr>\n")
            }
            Tag::TableCell => {
                self.start_cell();
                Close::TableCell
            }
            Tag::Emphasis => self.inline("<em>", "</em>"),
            Tag::Strong => self.inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.inline("<del>", "</del>"),
            Tag::Superscript => self.inline("<sup>", "</sup>"),
            Tag::Subscript => self.inline("<sub>", "</sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let title = self.calls.restore(&title).into_owned();
                self.start_link(&dest_url, &title, link_type == LinkType::Email, range);
                self.said_from = self.state.text.len();
                self.links += 1;
                Close::Link("</a>")
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                let title = self.calls.restore(&title).into_owned();
                self.state.vouched = false;
                let address = self.image_address(&dest_url, range.clone());
                self.image = Some(OpenImage::new(address, title, range));
                Close::Image
            }
        };
        self.open.push(close);
    }

    fn end(&mut self, range: Range<usize>) {
        match self.open.pop().unwrap_or(Close::Nothing) {
            Close::Nothing => {}
            Close::Markup(markup) => {
                self.out.push_str(markup);
                if markup.ends_with('\n') {
                    self.state.text_break();
                }
            }
            Close::Paragraph => self.end_paragraph(),
            Close::Heading => self.end_heading(),
            Close::Image => self.end_image(),
            Close::Link(markup) => {
                self.out.push_str(markup);
                self.links -= 1;
                self.state.vouched &= words::is_clear(self.said());
            }
            Close::Code => self.end_code(range),
            Close::Footnote => self.end_footnote(),
            Close::HtmlBlock => self.skipping = false,
            Close::TableHead => {
                self.out.push_str("</tr></thead><tbody>\n");
                self.table_head = false;
                self.state.vouched &= words::says_something(self.said());
                self.state.text_break();
            }
            Close::TableCell => {
                let end = if self.table_head { "</th>" } else { "</td>" };
                self.out.push_str(end);
                self.cell += 1;
                self.state.text_break();
            }
        }
    }

    fn block(&mut self, start: &str, end: &'static str) -> Close {
        self.new_line();
        self.inline(start, end)
    }

    fn inline(&mut self, start: &str, end: &'static str) -> Close {
        self.out.push_str(start);
        Close::Markup(end)
    }

    fn start_paragraph(&mut self) -> Close {
        match &mut self.alert {
            Some(alert) if !alert.in_title => alert.in_title = true,
            _ => {
                self.new_line();
                self.out.push_str("<p>");
            }
        }
        Close::Paragraph
    }

    fn end_paragraph(&mut self) {
        self.alert = None;
        self.footnotes.paragraph_ends(self.out.len());
        self.out.push_str("</p>\n");
        self.state.text_break();
    }

    fn start_quote(&mut self, kind: Option<pulldown_cmark::BlockQuoteKind>, range: &Range<usize>) {
        self.new_line();
        let own = match kind {
            None if self.native() && self.state.config.markdown.github_alerts => {
                alerts::with_own_title(&self.source.text[range.clone()])
            }
            _ => None,
        };
        let Some(kind) = kind.or(own.as_ref().map(|own| own.0)) else {
            self.out.push_str("<blockquote>\n");
            return;
        };
        let class = alerts::class(kind);
        let _ = writeln!(self.out, "<blockquote class=\"{class}\">");
        if !self.native() {
            return;
        }
        self.out.push_str("<p class=\"markdown-alert-title\">");
        match own {
            Some((_, marker)) => self.alert = Some(Alert::new(marker)),
            None => {
                self.out
                    .push_str(alerts::title(kind, self.state.input.lang));
                self.out.push_str("</p>\n");
            }
        }
    }

    fn start_cell(&mut self) {
        let name = if self.table_head { "<th" } else { "<td" };
        self.out.push_str(name);
        let side = match self.alignments.get(self.cell) {
            Some(Alignment::Left) => "left",
            Some(Alignment::Center) => "center",
            Some(Alignment::Right) => "right",
            _ => {
                self.out.push('>');
                return;
            }
        };
        let _ = if self.native() {
            write!(self.out, " class=\"align-{side}\">")
        } else {
            write!(self.out, " style=\"text-align: {side}\">")
        };
    }

    fn end_code(&mut self, range: Range<usize>) {
        let Some(mut code) = self.code.take() else {
            return;
        };
        code.text = self.calls.restore(&code.text).into_owned();
        self.state.text.push_str(&code.text);
        self.state.text_break();
        let (html, finding) = code.html(self.state.config);
        if let Some(finding) = finding {
            let start = code.range.start;
            self.note(finding, start..range.end);
        }
        self.parts.push(&mut self.out, html);
    }

    fn finish(mut self) -> Written {
        let complete = self
            .footnotes
            .write_list(&mut self.out, &mut self.state.ids);
        self.state.vouched &= complete;
        let safe = self.state.config.markdown.raw_html == RawHtml::Safe;
        let clean = self.html_seen && safe;
        let parts = &self.parts;
        let finished = |html: String| {
            let html = if clean { raw_html::clean(&html) } else { html };
            parts.put_back(html)
        };
        Written {
            html: finished(self.out),
            summary: self.summary.map(finished),
        }
    }
}
