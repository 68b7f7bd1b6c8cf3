//! BibTeX, in the form that Zola gives it.

use crate::data::dates;
use std::collections::{BTreeMap, HashMap};

/// How deep names may stand for names.
const DEEPEST: usize = 64;

/// How much longer than their file texts may become where names are put in, besides a MB.
const GROWTH: usize = 16;

/// What stands in a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bibtex {
    pub preambles: Vec<String>,
    /// What stands in `@comment`, and between the entries.
    pub comments: Vec<String>,
    /// What `@string` names, but for what takes in names that nothing defines.
    pub variables: BTreeMap<String, String>,
    pub entries: Vec<Entry>,
}

/// A work.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// `book` and the like, as it is written.
    pub kind: String,
    pub key: String,
    /// By name in lower case, but for what takes in names that nothing defines.
    pub tags: BTreeMap<String, String>,
}

/// A part of a value.
enum Piece<'t> {
    Text(&'t str),
    Name(&'t str),
}

type Value<'t> = Vec<Piece<'t>>;

enum Item<'t> {
    Comment(&'t str),
    Preamble(Value<'t>),
    Variable(&'t str, Value<'t>),
    Entry(&'t str, &'t str, Vec<(&'t str, Value<'t>)>),
}

/// Reads a file. Errors: where, in bytes, something cannot be read.
pub fn read(text: &str) -> Result<Bibtex, usize> {
    let mut reader = Reader { text, at: 0 };
    let mut items = Vec::new();
    while reader.peek().is_some() {
        items.push((reader.at, reader.item()?));
    }
    let mut names = Names::new(text.len());
    for (at, item) in &items {
        if let Item::Variable(name, value) = item {
            names.values.insert(name, (*at, value));
        }
    }
    let mut all = Bibtex::default();
    for (at, item) in &items {
        match item {
            Item::Comment(comment) => all.comments.push(comment.trim().to_owned()),
            Item::Preamble(value) => all.preambles.push(names.text(*at, value)?.ok_or(*at)?),
            Item::Variable(name, _) => {
                if let Some(text) = names.named(name)? {
                    all.variables.insert((*name).to_owned(), text);
                }
            }
            Item::Entry(kind, key, tags) => {
                let mut entry = Entry {
                    kind: (*kind).to_owned(),
                    key: (*key).to_owned(),
                    tags: BTreeMap::new(),
                };
                for (name, value) in tags {
                    if let Some(text) = names.text(*at, value)? {
                        entry.tags.insert(name.to_lowercase(), text);
                    }
                }
                all.entries.push(entry);
            }
        }
    }
    Ok(all)
}

struct Reader<'t> {
    text: &'t str,
    /// In bytes.
    at: usize,
}

impl<'t> Reader<'t> {
    /// What follows white space.
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn takes(&mut self, sign: char) -> bool {
        let there = self.peek() == Some(sign);
        self.at += if there { sign.len_utf8() } else { 0 };
        there
    }

    fn require(&mut self, sign: char) -> Result<(), usize> {
        self.takes(sign).then_some(()).ok_or(self.at)
    }

    fn word(&mut self) -> Result<&'t str, usize> {
        self.peek();
        let rest = &self.text[self.at..];
        let ends = |c: char| c.is_whitespace() || "\"#%'(),={}@".contains(c);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        (!word.is_empty()).then_some(word).ok_or(self.at)
    }

    fn item(&mut self) -> Result<Item<'t>, usize> {
        if !self.takes('@') {
            let rest = &self.text[self.at..];
            let comment = &rest[..rest.find('@').unwrap_or(rest.len())];
            self.at += comment.len();
            return Ok(Item::Comment(comment));
        }
        let kind = self.word()?;
        if kind.eq_ignore_ascii_case("comment") {
            self.peek();
            return Ok(Item::Comment(self.braced()?));
        }
        let close = if self.takes('(') { ')' } else { '}' };
        if close == '}' {
            self.require('{')?;
        }
        let item = if kind.eq_ignore_ascii_case("preamble") {
            Item::Preamble(self.value()?)
        } else if kind.eq_ignore_ascii_case("string") {
            let (name, value) = self.pair()?;
            Item::Variable(name, value)
        } else {
            self.entry(kind, close)?
        };
        self.require(close)?;
        Ok(item)
    }

    fn entry(&mut self, kind: &'t str, close: char) -> Result<Item<'t>, usize> {
        self.peek();
        let rest = &self.text[self.at..];
        let key = &rest[..rest.find([',', close]).ok_or(self.at)?];
        self.at += key.len();
        let mut tags = Vec::new();
        while self.takes(',') && self.peek() != Some(close) {
            tags.push(self.pair()?);
        }
        Ok(Item::Entry(kind, key, tags))
    }

    fn pair(&mut self) -> Result<(&'t str, Value<'t>), usize> {
        let name = self.word()?;
        self.require('=')?;
        Ok((name, self.value()?))
    }

    /// Texts, numbers and names, with `#` between them.
    fn value(&mut self) -> Result<Value<'t>, usize> {
        let mut pieces = Vec::new();
        loop {
            pieces.push(match self.peek() {
                Some('"') => Piece::Text(self.quoted()?),
                Some('{') => Piece::Text(self.braced()?.trim()),
                _ => match self.word()? {
                    number if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                        Piece::Text(number)
                    }
                    name => Piece::Name(name),
                },
            });
            if !self.takes('#') {
                return Ok(pieces);
            }
        }
    }

    /// The text between the brace here and the one that closes it.
    fn braced(&mut self) -> Result<&'t str, usize> {
        let start = self.at;
        self.require('{')?;
        self.until('}').ok_or(start)
    }

    /// The text between the quote here and the next one that stands in no braces.
    fn quoted(&mut self) -> Result<&'t str, usize> {
        let start = self.at;
        self.require('"')?;
        self.until('"').ok_or(start)
    }

    fn until(&mut self, close: char) -> Option<&'t str> {
        let mut depth = 0_usize;
        let rest = &self.text[self.at..];
        for (end, sign) in rest.char_indices() {
            match sign {
                sign if sign == close && depth == 0 => {
                    self.at += end + 1;
                    return Some(&rest[..end]);
                }
                '{' => depth += 1,
                '}' => depth = depth.checked_sub(1)?,
                _ => {}
            }
        }
        None
    }
}

/// What names stand for.
struct Names<'t> {
    /// Where each is defined, and as what.
    values: HashMap<&'t str, (usize, &'t Value<'t>)>,
    /// What was found out; none where it takes in a name that nothing defines.
    known: HashMap<&'t str, Option<String>>,
    depth: usize,
    /// How many bytes may be written yet.
    left: usize,
}

impl<'t> Names<'t> {
    fn new(length: usize) -> Self {
        Self {
            values: HashMap::new(),
            known: HashMap::new(),
            depth: 0,
            left: length * GROWTH + (1 << 20),
        }
    }

    /// A value with its names put in. Errors: names stand for themselves, or the whole becomes too long.
    fn text(&mut self, at: usize, value: &'t Value<'t>) -> Result<Option<String>, usize> {
        let mut text = String::new();
        for piece in value {
            let of_name;
            let piece = match piece {
                Piece::Text(text) => *text,
                Piece::Name(name) => match self.named(name)? {
                    Some(text) => {
                        of_name = text;
                        &of_name
                    }
                    None => return Ok(None),
                },
            };
            self.left = self.left.checked_sub(piece.len()).ok_or(at)?;
            text.push_str(piece);
        }
        Ok(Some(text))
    }

    fn named(&mut self, name: &'t str) -> Result<Option<String>, usize> {
        if let Some(known) = self.known.get(name) {
            return Ok(known.clone());
        }
        let Some((at, value)) = self.values.get(name).copied() else {
            return Ok(month(name).map(str::to_owned));
        };
        if self.depth == DEEPEST {
            return Err(at);
        }
        self.depth += 1;
        let text = self.text(at, value)?;
        self.depth -= 1;
        self.known.insert(name, text.clone());
        Ok(text)
    }
}

/// The months have names from the start.
fn month(name: &str) -> Option<&'static str> {
    let is = |month: &&str| name.len() == 3 && month[..3].to_ascii_lowercase() == name;
    dates::names("en")?.months.into_iter().find(is)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        pairs.iter().map(own).collect()
    }

    #[test]
    fn all_kinds_of_entries_are_read() {
        let read = read("@Preamble{ \"\\commande\" # { texte } }\n@comment{ du {texte} }\nentre deux\n@string(lieu = {Liège})\n@STRING{chez = lieu # \", rue\"}\n@Book{cle:2020, Title = {Le {Grand} Livre}, AUTHOR = \"D. {\"}Nom{\"}\",\n year = 2020, month = feb # \"~1\", address = chez, note = inconnu,\n}\n@misc{nue}\n").unwrap();
        assert_eq!(read.preambles, ["\\commandetexte"]);
        assert_eq!(read.comments, ["du {texte}", "entre deux"]);
        let variables = [("lieu", "Liège"), ("chez", "Liège, rue")];
        assert_eq!(read.variables, pairs(&variables));
        let tags = [
            ("title", "Le {Grand} Livre"),
            ("author", "D. {\"}Nom{\"}"),
            ("year", "2020"),
            ("month", "February~1"),
            ("address", "Liège, rue"),
        ];
        let entry = |kind: &str, key: &str, tags: &[(&str, &str)]| Entry {
            kind: kind.to_owned(),
            key: key.to_owned(),
            tags: pairs(tags),
        };
        let entries = [entry("Book", "cle:2020", &tags), entry("misc", "nue", &[])];
        assert_eq!(read.entries, entries);
    }

    #[test]
    fn what_cannot_be_read_has_its_place() {
        for (text, at) in [
            ("@book{a, b}", 10),
            ("@comment{é", 8),
            ("x @book", 7),
            ("@book{a, b = \"c}", 13),
            ("@string{a = a}", 0),
            (" @string{a = b}@string{b = a}", 1),
            ("@preamble{nobody}", 0),
            ("@", 1),
        ] {
            assert_eq!(read(text).err(), Some(at), "{text}");
        }
    }

    #[test]
    fn names_of_names_do_not_grow_without_end() {
        let ten = |name: &str| [name; 10].join("#");
        let mut text = "@string{a0 = \"xxxxxxxxxx\"}".to_owned();
        for level in 1..30 {
            text += &format!("@string{{a{level} = {}}}", ten(&format!("a{}", level - 1)));
        }
        assert!(read(&text).is_err());
        let chain = |length: usize| -> String {
            let link = |n| format!("@string{{a{n} = a{}}}", n + 1);
            (0..length).map(link).collect()
        };
        assert_eq!(read(&chain(50)).unwrap().variables, BTreeMap::new());
        assert!(read(&chain(50_000)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[@a{}()=,#\" é]{0,40}") {
            if let Err(at) = read(&text) {
                prop_assert!(text.is_char_boundary(at), "{at}");
            }
        }
    }
}
