//! What is wrong with the words of a page's Markdown: days that do not agree with their dates, what a word processor left
//! behind, `tu` and `vous` on one page. Only what is certain.

use crate::data::dates::LANGUAGES;
use crate::data::said_on_a_line;
use crate::report::{Finding, Place, Text};
use crate::sources::{Document, Front};
use crate::text;
use jiff::civil::Date;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

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
    blocks.extend(sentences(front, 0, said_on_a_line(front)));
    let body = text.get(document.body..).unwrap_or("");
    blocks.extend(sentences(body, document.body, arguments(body)));
    let declared = declared(document);
    judge(&blocks, lang, declared, &|range| document.place(range))
}

/// Judges the texts of a data file, in a language.
pub fn said_in_data(file: &str, text: &str, lang: &str) -> Vec<Finding> {
    let blocks = sentences(text, 0, said_on_a_line(text));
    judge(&blocks, lang, None, &|range| {
        Place::range(file, text, range)
    })
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
fn declared(document: &Document) -> Option<&str> {
    let extra = match &document.front {
        Front::Page(front) => &front.extra,
        Front::Section(front) => &front.extra,
    };
    let said = extra.0.get("adresse")?.as_str()?.trim();
    matches!(said, "tu" | "vous").then_some(said)
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

/// Whether a word is a name in small letters.
fn is_lower_of(word: &str, name: &str) -> bool {
    name.chars().flat_map(char::to_lowercase).eq(word.chars())
}

/// Days of the week that are not those of the date after them, in French, English, Dutch and German.
fn weekdays(block: &Block) -> Vec<Found> {
    let words = block.words();
    let lower: Vec<String> = words.iter().map(|(_, word)| word.to_lowercase()).collect();
    let mut found = Vec::new();
    for (at, word) in lower.iter().enumerate() {
        let known = LANGUAGES.iter().find_map(|(lang, names)| {
            let day = names.days.iter().position(|day| is_lower_of(word, day))?;
            Some((*lang, names, day))
        });
        let Some((lang, names, day)) = known else {
            continue;
        };
        let small = |word: &&String| {
            matches!(
                word.as_str(),
                "le" | "the" | "of" | "de" | "den" | "dem" | "der" | "th" | "er" | "e"
            )
        };
        let mut rest = lower
            .iter()
            .enumerate()
            .skip(at + 1)
            .filter(|(_, word)| !small(word));
        let mut three = [(0, ""); 3];
        for slot in &mut three {
            if let Some((at, word)) = rest.next() {
                *slot = (at, word.as_str());
            }
        }
        let [(start, first), (_, second), (last, year)] = three;
        let number = |word: &str| {
            let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
            digits
                .parse::<i8>()
                .ok()
                .filter(|_| word.len() - digits.len() <= 3)
        };
        let month = |word: &str| {
            let mut months = names.months.iter();
            months.position(|month| is_lower_of(word, month))
        };
        let parts = match (number(first), month(second)) {
            (Some(number), Some(month)) => Some((number, month)),
            _ => number(second).zip(month(first)),
        };
        // In English figures the month may come first.
        let figures = block
            .text
            .get(words[start].0.start..words[last].0.end)
            .filter(|said| {
                lang != "en"
                    && said
                        .chars()
                        .all(|c| c.is_ascii_digit() || "/.-".contains(c))
            })
            .and_then(|_| {
                let month = second.parse::<usize>().ok()?.checked_sub(1)?;
                Some((number(first)?, month)).filter(|(_, month)| *month < 12)
            });
        let parts = parts.or(figures);
        let Some((number, month)) = parts else {
            continue;
        };
        let Some(year) = year
            .parse::<i16>()
            .ok()
            .filter(|y| (1800..2200).contains(y))
        else {
            continue;
        };
        let range = words[at].0.start..words[last].0.end;
        let said = block.text.get(range.clone()).unwrap_or("");
        let close = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, ',' | '.');
        if last > at + 6 || figures.is_none() && !said.chars().all(close) {
            continue;
        }
        let month = i8::try_from(month + 1).unwrap_or(1);
        let real = Date::new(year, month, number).ok();
        let right =
            real.map(|date| usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()));
        if right == Some(day) {
            continue;
        }
        let wanted = right.map(|right| names.days[right]).map(|day| {
            let capital = words[at].1.starts_with(char::is_uppercase);
            match (capital, day.split_at(1)) {
                (true, (first, rest)) => first.to_uppercase() + rest,
                (false, _) => day.to_lowercase(),
            }
        });
        found.push(match wanted {
            Some(wanted) => (
                range,
                text!(
                    fr: "« {said} » : ce jour-là est un « {wanted} ».",
                    en: "“{said}”: that day is a “{wanted}”.",
                ),
                Text::new(
                    "Corrigez le jour ou la date, après avoir vérifié lequel des deux est juste.",
                    "Correct the day or the date, after finding out which of them is right.",
                ),
            ),
            None => (
                range,
                text!(fr: "« {said} » : ce jour n'existe pas.", en: "“{said}”: there is no such day."),
                Text::new("Corrigez la date.", "Correct the date."),
            ),
        });
    }
    found
}

/// Words that nobody writes twice on purpose.
const TWICE: [(&str, &[&str]); 3] = [
    (
        "fr",
        &[
            "le", "les", "de", "des", "du", "un", "une", "et", "à", "dans", "pour", "sur", "avec",
            "par", "qui",
        ],
    ),
    ("en", &["the", "of", "and", "with", "for"]),
    ("nl", &["de", "het", "een", "van", "met", "voor"]),
];

/// `coeur` and its kin, in the singular.
const LIGATURES: [&str; 11] = [
    "coeur",
    "soeur",
    "oeuvre",
    "oeil",
    "noeud",
    "voeu",
    "boeuf",
    "oeuf",
    "moeurs",
    "choeur",
    "manoeuvre",
];

/// After a hyphen that stands for the rest of a word: « avant- et après-midi ».
const LINKING: [&str; 16] = [
    "et", "ou", "à", "and", "or", "to", "und", "oder", "bis", "bzw", "sowie", "en", "of", "als",
    "nor", "tot",
];

/// What a word processor, or haste, left behind.
fn leftovers(block: &Block, lang: &str) -> Vec<Found> {
    let text = block.text.as_str();
    let mut found = Vec::new();
    let words = block.words();
    for pair in words.windows(2) {
        let [(a, first), (b, second)] = pair else {
            continue;
        };
        let between = &text[a.end..b.start];
        let range = a.start..b.end;
        let said = &text[range.clone()];
        let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
        let spaces = between.trim_start_matches(',');
        if spaces.chars().count() >= 2
            && between.len() - spaces.len() <= 1
            && spaces.chars().all(blank)
            // many who write English put two spaces, and no browser shows them
            && (lang != "en" || spaces.contains(['\u{a0}', '\u{202f}']))
            && !block.table
        {
            found.push((
                a.end..b.start,
                text!(fr: "Il y a plusieurs espaces entre « {first} » et « {second} ».", en: "There are several spaces between “{first}” and “{second}”."),
                Text::new("Gardez-en une.", "Keep one."),
            ));
        }
        let both = TWICE.iter().any(|(of, list)| {
            *of == lang
                && first.to_lowercase() == second.to_lowercase()
                && list.contains(&second.to_lowercase().as_str())
        });
        let apart = text[..a.start].ends_with(['-', '\'', '’'])
            || text[b.end..].starts_with(['-', '\'', '’']);
        if both
            && !apart
            && between.chars().all(char::is_whitespace)
            && first.chars().next().is_some_and(char::is_lowercase)
                == second.chars().next().is_some_and(char::is_lowercase)
        {
            found.push((
                range,
                text!(fr: "« {said} » : le même mot deux fois.", en: "“{said}”: the same word twice."),
                Text::new("Enlevez-en un.", "Take one out."),
            ));
        } else if between == "- "
            && ["fr", "en", "nl", "de"].contains(&lang)
            && first.chars().count() >= 2
            && second.chars().count() >= 2
            && first.chars().all(char::is_alphabetic)
            && second.chars().all(char::is_lowercase)
            && !LINKING.contains(second)
        {
            found.push((
                range,
                text!(
                    fr: "« {said} » : un trait d'union suivi d'un espace, comme dans un mot coupé en fin de ligne.",
                    en: "“{said}”: a hyphen with a space after it, as in a word cut at the end of a line.",
                ),
                text!(
                    fr: "Écrivez « {first}{second} » en un mot, ou le trait d'union sans espace, ou un tiret entre deux espaces.",
                    en: "Write “{first}{second}” as one word, or the hyphen without a space, or a dash between two spaces.",
                ),
            ));
        }
    }
    for wrong in ["…,", "...,"] {
        for (at, said) in text.match_indices(wrong) {
            found.push((
                at..at + said.len(),
                text!(fr: "« {said} » : des points de suspension suivis d'une virgule.", en: "“{said}”: an ellipsis with a comma after it."),
                Text::new("Gardez l'un des deux.", "Keep one of them."),
            ));
        }
    }
    if lang == "fr" {
        found.extend(french_leftovers(block, &words));
    }
    found
}

fn french_leftovers(block: &Block, words: &[(Range<usize>, &str)]) -> Vec<Found> {
    let text = block.text.as_str();
    let mut found = Vec::new();
    for (range, word) in words {
        let after = &text[range.end..];
        let ellipsis = ["...", "…"]
            .into_iter()
            .find(|dots| after.starts_with(dots));
        if let ("etc", Some(dots)) = (word.to_lowercase().as_str(), ellipsis) {
            found.push((
                range.start..range.end + dots.len(),
                text!(fr: "« {word}{dots} » dit deux fois que la liste continue.", en: "“{word}{dots}” says twice that the list goes on."),
                Text::new("Écrivez « etc. ».", "Write “etc.”."),
            ));
        }
        let lower = word.to_lowercase();
        let singular = lower.strip_suffix(['s', 'x']).unwrap_or(&lower);
        if LIGATURES.contains(&singular) || LIGATURES.contains(&lower.as_str()) {
            let right = word
                .replacen("oe", "œ", 1)
                .replacen("Oe", "Œ", 1)
                .replacen("OE", "Œ", 1);
            found.push((
                range.clone(),
                text!(fr: "« {word} » s'écrit « {right} ».", en: "“{word}” is spelt “{right}”."),
                Text::new(
                    "Remplacez les deux lettres par une.",
                    "Replace the two letters by one.",
                ),
            ));
        }
        if after.starts_with(" ,") && after[2..].starts_with([' ', '\n']) {
            found.push((
                range.end..range.end + 2,
                Text::new(
                    "Il y a une espace devant la virgule.",
                    "There is a space before the comma.",
                ),
                Text::new("Enlevez-la.", "Take it out."),
            ));
        }
    }
    found
}

/// Words of the form of address that the page does not use. What is quoted is somebody else's.
fn mixed(block: &Block, declared: &str) -> Vec<Found> {
    const TU: [&str; 5] = ["tu", "toi", "tes", "ta", "te"];
    const VOUS: [&str; 4] = ["vous", "votre", "vos", "vôtre"];
    let text = block.text.as_str();
    let (other, strange): (&str, &[&str]) = match declared {
        "tu" => ("vous", &VOUS),
        _ => ("tu", &TU),
    };
    let mut found = Vec::new();
    for (range, word) in block.words() {
        if !strange.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        let before = &text[..range.start];
        let quoted = [('«', '»'), ('“', '”')]
            .iter()
            .any(|(open, close)| before.matches(*open).count() > before.matches(*close).count())
            || before.matches('"').count() % 2 == 1;
        let lower = before.to_lowercase();
        let set = lower.ends_with("rendez-")
            || lower.trim_end().ends_with("s'il")
            || lower.trim_end().ends_with("s’il")
            || lower.trim_end().ends_with("est")
            || text[range.end..].starts_with(['\'', '’', '.']) && word.len() < 3;
        if quoted || set {
            continue;
        }
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
