//! Characters of the pages that the site's own fonts have not.
//!
//! Only fonts for text are judged, those with all letters of English, and only the characters that French, its neighbours and
//! their typography need. Where something is in doubt, as with a font of the reader's system, nothing is said.

use super::addresses::{Lead, lead, plain};
use super::asked::asked_for;
use super::cmap;
use super::links::Reach;
use super::page::Seen;
use super::sheet::{StyleSheet, read};
use super::words;
use crate::config::Config;
use crate::report::{Finding, Place, Text};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Beyond Latin-1: letters of French, quotes, dashes and spaces.
const SIGNS: &str = "ŒœŸ€‘’‚“”„–—…\u{2011}\u{202f}";

/// Those that need a name to be known.
const NAMES: &[(char, &str, &str)] = &[
    ('\u{a0}', "espace insécable", "no-break space"),
    ('\u{202f}', "espace fine insécable", "narrow no-break space"),
    ('\u{2011}', "trait d'union insécable", "no-break hyphen"),
    ('’', "apostrophe courbe", "curved apostrophe"),
    ('–', "tiret demi-cadratin", "en dash"),
    ('—', "tiret cadratin", "em dash"),
    ('…', "points de suspension", "ellipsis"),
];

/// How many missing characters are named.
const MOST_NAMED: usize = 8;

fn is_judged(c: char) -> bool {
    // a soft hyphen is shown as a hyphen
    matches!(c, '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{ff}') || SIGNS.contains(c)
}

/// The characters of some texts, as HTML writes them, that fonts are judged by, in order.
pub(super) fn signs<'h>(texts: impl Iterator<Item = &'h str>) -> Vec<char> {
    let mut signs = BTreeSet::new();
    for text in texts {
        if !text.is_ascii() || text.contains('&') {
            let text = words::decoded(text);
            signs.extend(text.chars().filter(|c| is_judged(*c)));
        }
    }
    signs.into_iter().collect()
}

/// What one `@font-face` brings.
struct Face {
    /// What it is used for; nothing where that is everything.
    ranges: Vec<RangeInclusive<u32>>,
    /// What it has of the characters that matter; none where that is not known.
    has: Option<BTreeSet<char>>,
    /// The file that was read, for people.
    file: String,
    place: Place,
}

impl Face {
    fn covers(&self, c: char) -> bool {
        let code = u32::from(c);
        (self.ranges.is_empty() || self.ranges.iter().any(|range| range.contains(&code)))
            && self.has.as_ref().is_none_or(|has| has.contains(&c))
    }
}

/// A file that may be a font.
pub struct FontFile {
    /// The name that people know it by.
    pub file: String,
    /// What is in it.
    pub bytes: Arc<Vec<u8>>,
}

/// The faces of a family, by its name in small letters.
type Families = BTreeMap<String, (String, Vec<Face>)>;

/// Judges the fonts of all style sheets by what the pages show. `reach`: the files of the site; `open`: one of them, by its
/// path below the output folder.
pub fn fonts(
    sheets: &[StyleSheet],
    pages: &[Seen<'_>],
    reach: &Reach<'_>,
    config: &Config,
    open: &dyn Fn(&str) -> Option<FontFile>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let find = |sheet: &StyleSheet, written: &str| match lead(written, &sheet.path, false, config) {
        Lead::Inside(path) => open(reach.file(&path)?),
        _ => None,
    };
    let families = families(sheets, &find, &mut findings);
    if families.is_empty() {
        return findings;
    }
    let shown: BTreeSet<char> = pages
        .iter()
        .flat_map(|page| page.noticed.facts.signs.iter().copied())
        .collect();
    for (family, (name, faces)) in &families {
        let mut letters = ('a'..='z').chain('A'..='Z');
        if !letters.all(|letter| faces.iter().any(|face| face.covers(letter))) {
            continue;
        }
        let mut missing = BTreeSet::new();
        for list in uses(sheets, family) {
            let of_list = |name: &String| families.get(name).map(|(_, faces)| faces);
            let faces: Vec<&Face> = list.iter().filter_map(of_list).flatten().collect();
            let lacks = |c: &char| !faces.iter().any(|face| face.covers(*c));
            missing.extend(shown.iter().copied().filter(lacks));
        }
        let read = faces.iter().find(|face| face.has.is_some());
        if let (Some(face), false) = (read, missing.is_empty()) {
            findings.push(tell(name, face, &missing, pages));
        }
    }
    findings
}

/// The families that style sheets bring.
fn families(
    sheets: &[StyleSheet],
    find: &dyn Fn(&StyleSheet, &str) -> Option<FontFile>,
    findings: &mut Vec<Finding>,
) -> Families {
    let mut families = Families::new();
    let matters = || {
        ('a'..='z')
            .chain('A'..='Z')
            .chain('\u{a0}'..='ÿ')
            .chain(SIGNS.chars())
    };
    for sheet in sheets
        .iter()
        .filter(|sheet| sheet.css.contains("@font-face"))
    {
        let read = read(&sheet.css);
        for (index, block) in read.blocks.iter().enumerate() {
            if !block.selector.eq_ignore_ascii_case("@font-face") {
                continue;
            }
            let of_block = |name: &str| {
                let mut declarations = read.declarations.iter();
                declarations.find(|one| one.block == index && one.name.eq_ignore_ascii_case(name))
            };
            let Some(family) = of_block("font-family") else {
                continue;
            };
            let sources = read.declarations.iter();
            let sources =
                sources.filter(|one| one.block == index && one.name.eq_ignore_ascii_case("src"));
            let mut files = sources
                .flat_map(|source| {
                    asked_for(&source.value)
                        .into_iter()
                        .map(move |at| (source, at))
                })
                .filter_map(|(source, at)| source.value.get(at))
                .filter(|written| is_font(written))
                .filter_map(|written| find(sheet, written));
            let place = sheet.place_of(family);
            let (file, has) = match files.next() {
                Some(FontFile { file, bytes }) => {
                    let has = cmap::has(&bytes, matters());
                    if has.is_none() && !bytes.starts_with(b"wOF2ttcf") {
                        findings.push(unreadable(&file, place.clone()));
                    }
                    (file, has)
                }
                None => (String::new(), None),
            };
            let name = unquoted(&family.value).to_owned();
            let ranges = of_block("unicode-range").map_or_else(Vec::new, |one| ranges(&one.value));
            let entry = families.entry(name.to_lowercase());
            let (_, faces) = entry.or_insert_with(|| (name, Vec::new()));
            faces.push(Face {
                ranges,
                has,
                file,
                place,
            });
        }
    }
    families
}

/// Whether an address is that of a font of today: others are for browsers that nobody has.
fn is_font(written: &str) -> bool {
    let path = plain(written).to_ascii_lowercase();
    [".woff2", ".woff", ".ttf", ".otf"]
        .iter()
        .any(|end| path.ends_with(end))
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\'']).trim()
}

/// The ranges of `U+0-FF, U+20??, U+20AC`.
fn ranges(value: &str) -> Vec<RangeInclusive<u32>> {
    let number = |text: &str| u32::from_str_radix(text, 16).ok();
    let range = |part: &str| {
        let part = part.trim();
        let code = part
            .strip_prefix("U+")
            .or_else(|| part.strip_prefix("u+"))?;
        let (from, to) = code.split_once('-').unwrap_or((code, code));
        Some(number(&from.replace('?', "0"))?..=number(&to.replace('?', "F"))?)
    };
    value.split(',').filter_map(range).collect()
}

/// The lists of families, in small letters, that begin with a family: in declarations that choose a font for text. Those for
/// code are left out.
fn uses(sheets: &[StyleSheet], family: &str) -> Vec<Vec<String>> {
    let mut lists = Vec::new();
    for sheet in sheets {
        if !sheet.css.to_lowercase().contains(family) {
            continue;
        }
        let read = read(&sheet.css);
        for one in &read.declarations {
            let list: Vec<String> = one
                .value
                .split(',')
                .map(|name| unquoted(name).to_lowercase())
                .collect();
            let selector = read.blocks[one.block].selector.to_lowercase();
            if !is_first(family, &list)
                || list.last().is_some_and(|last| last == "monospace")
                || selector == "@font-face"
                || is_of_code(&selector)
            {
                continue;
            }
            let is_used = match one.name.to_ascii_lowercase().as_str() {
                "font-family" | "font" => true,
                name => name.starts_with("--") && is_asked(sheets, name),
            };
            if is_used {
                let rest = list.into_iter().skip(1);
                lists.push(std::iter::once(family.to_owned()).chain(rest).collect());
            }
        }
    }
    lists
}

/// Whether a family is the first of a list. A shorthand has the style and size before it.
fn is_first(family: &str, list: &[String]) -> bool {
    let before = list.first().and_then(|first| first.strip_suffix(family));
    before.is_some_and(|before| {
        let before = before.trim_end_matches(['"', '\'']);
        before.is_empty() || before.ends_with(char::is_whitespace)
    })
}

/// Whether a style sheet uses a property.
fn is_asked(sheets: &[StyleSheet], property: &str) -> bool {
    let asked = format!("var({property}");
    sheets.iter().any(|sheet| {
        let css = sheet.css.to_ascii_lowercase();
        css.replace("var( ", "var(").contains(&asked)
    })
}

/// Whether a selector names nothing but elements for code.
fn is_of_code(selector: &str) -> bool {
    let code = |part: &str| {
        let last = part.split([' ', '>', '+', '~']).next_back().unwrap_or("");
        let name = last.split(['.', ':', '[', '#']).next().unwrap_or("");
        matches!(
            name,
            "code" | "pre" | "kbd" | "samp" | "tt" | "var" | "textarea"
        )
    };
    selector.split(',').all(|part| code(part.trim()))
}

fn unreadable(file: &str, place: Place) -> Finding {
    Finding::warning(
        "rights.font",
        text!(
            fr: "La police {file} ne se laisse pas lire : un navigateur ne la montrera pas non plus.",
            en: "The font {file} cannot be read: a browser will not show it either.",
        ),
    )
    .at(place)
    .help(Text::new(
        "Remplacez le fichier par une copie intacte, en WOFF2 de préférence.",
        "Replace the file by a copy that is whole, best as WOFF2.",
    ))
}

fn tell(name: &str, face: &Face, missing: &BTreeSet<char>, pages: &[Seen<'_>]) -> Finding {
    let lacking = |page: &&Seen<'_>| {
        let signs = &page.noticed.facts.signs;
        signs.iter().any(|c| missing.contains(c))
    };
    let count = pages.iter().filter(lacking).count();
    let named = |language: fn(&(char, &'static str, &'static str)) -> &'static str| {
        let shown: Vec<String> = missing
            .iter()
            .take(MOST_NAMED)
            .map(|c| {
                let code = format!("U+{:04X}", u32::from(*c));
                match NAMES.iter().find(|named| named.0 == *c) {
                    Some(named) => format!("{} ({code})", language(named)),
                    None => format!("{c} ({code})"),
                }
            })
            .collect();
        shown.join(", ")
    };
    let (mut fr, mut en) = (named(|named| named.1), named(|named| named.2));
    if missing.len() > MOST_NAMED {
        let others = missing.len() - MOST_NAMED;
        fr = format!("{fr} et {others} autres");
        en = format!("{en} and {others} more");
    }
    let pages_fr = if count > 1 { "pages" } else { "page" };
    let pages_en = if count > 1 {
        "pages show"
    } else {
        "page shows"
    };
    let verb_fr = if count > 1 { "montrent" } else { "montre" };
    let file = &face.file;
    let codes: Vec<String> = missing
        .iter()
        .map(|c| format!("U+{:04X}", u32::from(*c)))
        .collect();
    let codes = codes.join(", ");
    let finding = Finding::warning(
        "rights.font",
        text!(
            fr: "La police « {name} » ({file}) n'a pas tous les caractères que {count} {pages_fr} {verb_fr} : {fr}.",
            en: "The font “{name}” ({file}) has not all characters that {count} {pages_en}: {en}.",
        ),
    )
    .at(face.place.clone())
    .help(text!(
        fr: "Prenez une version de la police qui les a, ou refaites-en le sous-ensemble avec eux. À défaut, dites d'où ils viennent : @font-face {{ font-family: \"{name}\"; src: local(\"Arial\"); unicode-range: {codes}; }}",
        en: "Take a version of the font that has them, or make its subset anew with them. Failing that, say where they come from: @font-face {{ font-family: \"{name}\"; src: local(\"Arial\"); unicode-range: {codes}; }}",
    ));
    let written = |page: &&Seen<'_>| page.document.is_some();
    let first = pages.iter().filter(lacking).find(written);
    match first.or_else(|| pages.iter().find(lacking)) {
        Some(page) => finding.also(
            page.origin.clone(),
            Text::new("la première de ces pages", "the first of these pages"),
        ),
        None => finding,
    }
}
