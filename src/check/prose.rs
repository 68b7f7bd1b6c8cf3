//! What is wrong with the words of a page's Markdown: days that do not agree with their dates, what a word processor left
//! behind, `tu` and `vous` on one page. Only what is certain.

mod elsewhere;
mod leftovers;
mod weekdays;

use super::html::{Passed, Piece, Reader};
use super::names::Element;
use crate::data::said;
use crate::report::{Finding, Place, Text};
use crate::sources::{Document, Front};
use crate::text;
pub use elsewhere::mixed_elsewhere;
pub(super) use elsewhere::said_otherwise;
use leftovers::leftovers;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use weekdays::weekdays;

/// What stands for code and calls of components in a text.
const GAP: char = '\u{fffc}';

/// A paragraph, heading or cell as plain text.
struct Block {
    text: String,
    /// Where pieces of the text begin, in it and in the file.
    map: Vec<(usize, usize)>,
    quoted: bool,
    table: bool,
}

impl Block {
    /// Where a part of the text stands in the file.
    fn source(&self, range: Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let piece = self.map.partition_point(|(start, _)| *start <= offset);
            let (start, source) = self
                .map
                .get(piece.saturating_sub(1))
                .copied()
                .unwrap_or_default();
            source + (offset - start.min(offset))
        };
        let start = at(range.start);
        start..at(range.end.saturating_sub(1)).max(start) + 1
    }

    fn words(&self) -> Vec<(Range<usize>, &str)> {
        let mut words = Vec::new();
        let mut start = None;
        for (at, c) in self.text.char_indices().chain([(self.text.len(), ' ')]) {
            match (c.is_alphanumeric(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    words.push((from..at, &self.text[from..at]));
                    start = None;
                }
                _ => {}
            }
        }
        words
    }
}

/// Judges the Markdown of a page of a language.
pub fn prose(document: &Document, lang: &str) -> Vec<Finding> {
    let mut blocks = blocks(document);
    let text = document.text();
    let front = text.get(..document.body).unwrap_or("");
    blocks.extend(sentences(front, 0, said(front)));
    let body = text.get(document.body..).unwrap_or("");
    blocks.extend(sentences(body, document.body, arguments(body)));
    let declared = declared(document);
    judge(&blocks, lang, declared, &|range| document.place(range))
}

/// Judges the texts of a data file, in a language.
pub fn said_in_data(file: &str, text: &str, lang: &str) -> Vec<Finding> {
    let blocks = sentences(text, 0, said(text));
    judge(&blocks, lang, None, &|range| {
        Place::range(file, text, range)
    })
}

/// The days in the text of a template that are not those of their dates.
pub fn days_in_template(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for mut block in html_blocks(text, 0, false) {
        hide_calls(&mut block.text);
        for (range, message, help) in weekdays(&block) {
            let range = block.source(range);
            let comment = text[..range.start].rfind("{#");
            if comment.is_some_and(|at| !text[at..range.start].contains("#}")) {
                continue;
            }
            let finding = Finding::warning("rights.weekday", message);
            findings.push(finding.at(Place::range(file, text, range)).help(help));
        }
    }
    findings
}

fn judge(
    blocks: &[Block],
    lang: &str,
    declared: Option<&str>,
    place: &dyn Fn(Range<usize>) -> Place,
) -> Vec<Finding> {
    let family = lang.split(['-', '_']).next().unwrap_or(lang).to_lowercase();
    let declared = declared.filter(|_| family == "fr");
    let mut findings = Vec::new();
    let mut say =
        |code: &'static str, block: &Block, range: Range<usize>, message: Text, help: Text| {
            let place = place(block.source(range));
            findings.push(Finding::warning(code, message).at(place).help(help));
        };
    for block in blocks {
        for (range, message, help) in weekdays(block) {
            say("rights.weekday", block, range, message, help);
        }
        for (range, message, help) in leftovers(block, &family) {
            say("rights.leftover", block, range, message, help);
        }
        if let Some(declared) = declared
            && !block.quoted
        {
            for (range, message, help) in mixed(block, declared) {
                say("rights.tu-vous", block, range, message, help);
            }
        }
    }
    findings
}

/// Those of some texts that are sentences rather than settings: three words at least, and nothing of a program. `start`: where
/// the text that holds them begins in its file.
fn sentences(text: &str, start: usize, ranges: Vec<Range<usize>>) -> Vec<Block> {
    let programs = |c: char| "{}<>[]|\\=$".contains(c);
    let sentence = |said: &&str| said.split_whitespace().count() > 2 && !said.contains(programs);
    let blocks = ranges.into_iter().filter_map(|range| {
        let said = text.get(range.clone()).filter(sentence)?;
        Some(Block {
            text: said.to_owned(),
            map: vec![(0, start + range.start)],
            quoted: false,
            table: false,
        })
    });
    blocks.collect()
}

/// The texts that calls of components are given, as bytes of a body.
fn arguments(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (opening, closing) in [("{{<", "}}"), ("{% <", "%}")] {
        for (start, _) in body.match_indices(opening) {
            let end = body[start..]
                .find(closing)
                .map_or(body.len(), |end| start + end);
            let mut at = start;
            while let Some(quote) = body[at..end].find("=\"") {
                let from = at + quote + 2;
                let length = body[from..end].find('"').unwrap_or(end - from);
                found.push(from..from + length);
                at = (from + length + 1).min(end);
            }
        }
    }
    found
}

/// `tu` or `vous`, as `extra.adresse` of the front matter says.
pub fn declared(document: &Document) -> Option<&'static str> {
    let extra = match &document.front {
        Front::Page(front) => &front.extra,
        Front::Section(front) => &front.extra,
    };
    let said = extra.0.get("adresse")?.as_str()?.trim();
    ["tu", "vous"].into_iter().find(|known| *known == said)
}

fn blocks(document: &Document) -> Vec<Block> {
    let text = document.text();
    let start = document.body.min(text.len());
    let body = text.get(start..).unwrap_or("");
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    let (mut quotes, mut code, mut skipped) = (0_usize, false, 0_usize);
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        let source = start + range.start;
        let mut add = |text: &str, at: usize| {
            let block = open.get_or_insert_with(|| Block {
                text: String::new(),
                map: Vec::new(),
                quoted: quotes > 0,
                table: false,
            });
            block.map.push((block.text.len(), at));
            block.text.push_str(text);
        };
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(text) if !code && skipped == 0 => add(&text, source),
            Event::SoftBreak => add(" ", source),
            Event::HardBreak => add("\n", source),
            Event::Start(Tag::HtmlBlock) => {
                blocks.extend(open.take());
                let html = body.get(range).unwrap_or("");
                blocks.extend(html_blocks(html, source, quotes > 0));
            }
            Event::Code(_) | Event::InlineMath(_) | Event::FootnoteReference(_) => {
                add(GAP.encode_utf8(&mut [0; 4]), source);
            }
            Event::InlineHtml(html) => {
                let name = html.trim_start_matches(['<', '/']).to_ascii_lowercase();
                let is_code = ["code", "kbd", "samp", "pre"]
                    .iter()
                    .any(|tag| name.starts_with(tag));
                match (is_code, html.starts_with("</")) {
                    (true, false) => skipped += 1,
                    (true, true) => skipped = skipped.saturating_sub(1),
                    _ => {}
                }
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell)
            | Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
            ) => {
                let cell = matches!(event, Event::End(TagEnd::TableCell));
                skipped = 0;
                blocks.extend(open.take().map(|block| Block {
                    table: cell,
                    ..block
                }));
            }
            _ => {}
        }
    }
    blocks.extend(open);
    for block in &mut blocks {
        hide_calls(&mut block.text);
    }
    blocks
}

/// The texts of raw HTML, each as far as the next tag of a block. `start`: where it begins in its file.
fn html_blocks(html: &str, start: usize, quoted: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut quotes, mut silent) = (0_usize, 0_usize);
    let new = |quotes: usize| Block {
        text: String::new(),
        map: Vec::new(),
        quoted: quoted || quotes > 0,
        table: false,
    };
    let mut block = new(0);
    let mut reader = Reader::new(html);
    while let Some(piece) = reader.piece(Passed::default()) {
        let (element, opens) = match piece {
            Piece::Text(text, at) => {
                if silent == 0 {
                    block.map.push((block.text.len(), start + at));
                    block.text.push_str(text);
                }
                continue;
            }
            Piece::Open(name) => (name.element, true),
            Piece::Close(name, _) => (name.element, false),
            Piece::Link(_) | Piece::Body(_) => continue,
        };
        let counted = match element {
            Element::Blockquote => Some(&mut quotes),
            Element::Script | Element::Style | Element::Svg | Element::Pre | Element::Textarea => {
                Some(&mut silent)
            }
            element if element.is_code() => Some(&mut silent),
            _ => None,
        };
        match counted {
            Some(count) if opens => *count += 1,
            Some(count) => *count = count.saturating_sub(1),
            None => {}
        }
        if is_within_a_line(element) {
            continue;
        }
        let done = std::mem::replace(&mut block, new(quotes));
        blocks.push(done);
    }
    blocks.push(block);
    blocks.retain(|block| !block.text.trim().is_empty());
    blocks
}

/// Whether a sentence goes on over an element.
fn is_within_a_line(element: Element) -> bool {
    matches!(
        element,
        Element::A
            | Element::Abbr
            | Element::B
            | Element::Del
            | Element::Em
            | Element::I
            | Element::Mark
            | Element::Small
            | Element::Span
            | Element::Strong
            | Element::Sub
            | Element::Sup
            | Element::Time
    )
}

/// Puts gaps of the same length in the place of calls of components.
fn hide_calls(text: &mut String) {
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        let mut from = 0;
        while let Some(start) = text.get(from..).and_then(|rest| rest.find(open)) {
            let start = from + start;
            let end = text[start..]
                .find(close)
                .map_or(text.len(), |end| start + end + 2);
            text.replace_range(start..end, &"\u{1}".repeat(end - start));
            from = end;
        }
    }
}

type Found = (Range<usize>, Text, Text);

/// Words of the form of address that the page does not use. What is quoted is somebody else's.
fn mixed(block: &Block, declared: &str) -> Vec<Found> {
    let text = block.text.as_str();
    let other = if declared == "tu" { "vous" } else { "tu" };
    let mut found = Vec::new();
    let words = block.words();
    for (at, (range, word)) in words.iter().enumerate() {
        let last = at.checked_sub(1).and_then(|at| words.get(at));
        let last = last.map(|(_, last)| last.to_lowercase());
        let (before, after) = (&text[..range.start], &text[range.end..]);
        let lower = word.to_lowercase();
        let strange = match declared {
            "tu" => matches!(
                lower.as_str(),
                "vous" | "votre" | "vos" | "vôtre" | "vôtres"
            ),
            _ => is_tu(&lower, last.as_deref().unwrap_or(""), before, after),
        };
        if !strange {
            continue;
        }
        let quoted = [('«', '»'), ('“', '”')]
            .iter()
            .any(|(open, close)| before.matches(*open).count() > before.matches(*close).count())
            || before.matches('"').count() % 2 == 1;
        let lower = before.to_lowercase();
        let set = lower.ends_with("rendez-")
            || lower.trim_end().ends_with("s'il")
            || lower.trim_end().ends_with("s’il")
            || lower.trim_end().ends_with("est")
            || after.starts_with('.') && word.len() < 3;
        if quoted || set {
            continue;
        }
        let range = range.clone();
        found.push((
            range,
            text!(
                fr: "« {word} » : cette page dit « {declared} », et ici « {other} ».",
                en: "“{word}”: this page says “{declared}”, and “{other}” here.",
            ),
            text!(
                fr: "Écrivez toute la page avec « {declared} », ou changez « adresse » dans son en-tête.",
                en: "Write the whole page with “{declared}”, or change “adresse” in its front matter.",
            ),
        ));
    }
    found
}

/// Whether a word says « tu », as far as that is certain: « le ton » is none, « tiens » neither. `last`: the word before it.
fn is_tu(word: &str, last: &str, before: &str, after: &str) -> bool {
    let follows = |signs: [char; 2]| {
        let mut after = after.chars();
        after.next().is_some_and(|c| signs.contains(&c))
            && after.next().is_some_and(char::is_alphabetic)
    };
    match word {
        "tu" | "toi" | "tes" | "ta" | "te" => !after.starts_with(['\'', '’']),
        "t" => !before.ends_with(['\'', '’']) && follows(['\'', '’']),
        "tien" => matches!(last, "le" | "du" | "au"),
        "tienne" => last == "la",
        "tiens" | "tiennes" => matches!(last, "les" | "des" | "aux"),
        // after these it may be what one hears
        "ton" => {
            const SOUND: [&str; 16] = [
                "au", "aucun", "autre", "bon", "ce", "d", "de", "du", "en", "le", "même", "quel",
                "sans", "son", "sur", "un",
            ];
            follows([' ', '\u{a0}']) && !SOUND.contains(&last)
        }
        _ => false,
    }
}
