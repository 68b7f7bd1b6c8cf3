//! What of a template's tags is the same on every page of a language.

use crate::theme::lexer::{Kind, Tag, Word};
use foldhash::HashSet;

/// Functions that answer alike on every page of a language.
const FUNCTIONS: [&str; 11] = [
    "get_hash",
    "get_page",
    "get_section",
    "get_taxonomy",
    "get_taxonomy_term",
    "get_taxonomy_url",
    "get_url",
    "load_data",
    "range",
    "text_direction",
    "trans",
];

/// Filters that make the same of the same.
const FILTERS: [&str; 45] = [
    "abs",
    "base64_encode",
    "capitalize",
    "date",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "filesizeformat",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "json_encode",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "num_format",
    "pairs",
    "pluralize",
    "regex_replace",
    "replace",
    "reverse",
    "round",
    "safe",
    "slugify",
    "sort",
    "split",
    "str",
    "striptags",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "values",
];

/// Words of expressions that name nothing.
const WORDS: [&str; 14] = [
    "and", "or", "not", "in", "is", "if", "else", "true", "True", "false", "False", "none", "None",
    "null",
];

/// Variables that are the same on every page of a language.
pub(super) const GLOBALS: [&str; 2] = ["config", "lang"];

/// All names of a tag.
pub(super) fn names<'t>(tag: &Tag<'t>) -> impl Iterator<Item = &'t str> {
    (0..tag.words.len()).filter_map(|index| tag.name(index))
}

/// Whether a template gives another meaning to a variable that is the same on every page, where other templates may see it.
/// In a loop they do only where they are included, or fill a block.
pub(super) fn rebinds_global(tags: &[Tag<'_>]) -> bool {
    let is_global = |name: &str| GLOBALS.contains(&name);
    let mut loops: Vec<bool> = Vec::new();
    tags.iter().any(|tag| match tag.keyword() {
        Some("set" | "set_global") => tag.name(1).is_some_and(is_global),
        Some("for") => {
            let bound = names(tag).skip(1).take_while(|name| *name != "in");
            loops.push(bound.into_iter().any(is_global));
            false
        }
        Some("endfor") => {
            loops.pop();
            false
        }
        Some("include" | "block") => loops.contains(&true),
        _ => false,
    })
}

/// The variables that are known where a tag stands.
pub(super) struct Scopes<'t, 'k> {
    /// Those that were set before.
    known: &'k HashSet<&'t str>,
    /// Those that are set now, outside all loops.
    pub sets: HashSet<&'t str>,
    /// Those of each loop that is open.
    loops: Vec<HashSet<&'t str>>,
    /// Whether anything is asked of the site, or repeated.
    pub asks: bool,
}

impl<'t, 'k> Scopes<'t, 'k> {
    /// Where some variables have been set that are the same on every page.
    pub fn new(known: &'k HashSet<&'t str>) -> Self {
        Self {
            known,
            sets: HashSet::default(),
            loops: Vec::new(),
            asks: false,
        }
    }

    /// None where the tag might show something else on another page.
    pub fn tag(&mut self, tag: &Tag<'t>) -> Option<()> {
        match tag.keyword() {
            None if tag.block => return None,
            None => self.expression(tag, 0)?,
            Some("if" | "elif") => self.expression(tag, 1)?,
            Some("else" | "endif") => {}
            Some("break" | "continue") => drop(self.loops.last()?),
            Some("for") => {
                let end = (1..tag.words.len()).find(|index| tag.name(*index) == Some("in"))?;
                self.expression(tag, end + 1)?;
                self.loops
                    .push((1..end).filter_map(|index| tag.name(index)).collect());
                self.asks = true;
            }
            Some("endfor") => drop(self.loops.pop()?),
            Some("set") if tag.is_mark(2, '=') => {
                self.expression(tag, 3)?;
                let innermost = self.loops.last_mut().unwrap_or(&mut self.sets);
                innermost.insert(tag.name(1)?);
            }
            Some(_) => return None,
        }
        Some(())
    }

    fn expression(&mut self, tag: &Tag<'t>, from: usize) -> Option<()> {
        let is_mark = |index: usize, mark: char| tag.is_mark(index, mark);
        for (index, Word { kind, .. }) in tag.words.iter().enumerate().skip(from) {
            let follows = |mark: char| index > from && is_mark(index - 1, mark);
            let name = match kind {
                // a component may show anything
                Kind::Spread | Kind::Mark('<') => return None,
                Kind::Name(name) => *name,
                _ => continue,
            };
            let is_test = match index.checked_sub(1).and_then(|before| tag.name(before)) {
                Some("not") => index > 1 && tag.name(index - 2) == Some("is"),
                before => before == Some("is") && name != "not",
            };
            let is_argument = (follows('(') || follows(','))
                && is_mark(index + 1, '=')
                && !is_mark(index + 2, '=');
            let is_same = if follows('.') || is_test || is_argument {
                true
            } else if follows('|') {
                FILTERS.contains(&name)
            } else if is_mark(index + 1, '(') {
                self.asks = true;
                FUNCTIONS.contains(&name)
            } else {
                WORDS.contains(&name) || self.knows(name)
            };
            is_same.then_some(())?;
        }
        Some(())
    }

    fn knows(&self, name: &str) -> bool {
        GLOBALS.contains(&name)
            || name == "loop" && !self.loops.is_empty()
            || self.known.contains(name)
            || self.sets.contains(name)
            || self.loops.iter().any(|names| names.contains(name))
    }
}
