//! One tag of a component call: `{{<name …/>}}`, `{% <name …> %}` or `{% </name> %}`.

use crate::report::Text;
use crate::text;
use serde_json::{Number, Value};
use std::ops::Range;

/// Brackets in an argument deeper than this are refused.
const DEEPEST_VALUE: usize = 16;

/// Which of the three a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Whole,
    Open,
    Close,
}

/// A tag.
#[derive(Debug)]
pub(super) struct Tag {
    pub kind: Kind,
    pub name: Range<usize>,
    pub arguments: Vec<(String, Value)>,
    /// Where it ends.
    pub end: usize,
}

/// A tag that cannot be read.
#[derive(Debug)]
pub(super) struct Malformed {
    /// Where reading it ended.
    pub at: usize,
    pub message: Text,
    pub help: Text,
}

/// The next place where a tag begins, from an offset on: two braces, and a name after an angle bracket.
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find('{')?;
        if begins(&text.as_bytes()[at..]) && !is_escaped(text, at) {
            return Some(at);
        }
        at += 1;
    }
}

fn begins(bytes: &[u8]) -> bool {
    let [b'{', kind @ (b'{' | b'%'), rest @ ..] = bytes else {
        return false;
    };
    let rest = rest.strip_prefix(b"-").unwrap_or(rest).trim_ascii_start();
    let Some(rest) = rest.strip_prefix(b"<") else {
        return false;
    };
    let name = match *kind {
        b'%' => rest.strip_prefix(b"/").unwrap_or(rest),
        _ => rest,
    };
    // another generator writes `{{< name >}}`: that is told, not shown to readers
    let tight = bytes.get(2) == Some(&b'<');
    let name = if tight { name.trim_ascii_start() } else { name };
    name.first().is_some_and(u8::is_ascii_alphabetic)
}

fn is_escaped(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\');
    backslashes.count() % 2 == 1
}

/// Reads the tag that begins at an offset which [`next`] gave.
pub(super) fn read(text: &str, at: usize) -> Result<Tag, Malformed> {
    let mut reader = Reader { text, at: at + 2 };
    let braces = &text[at..at + 2];
    reader.take("-");
    reader.blanks();
    reader.take("<");
    let closing = reader.take("/");
    reader.blanks();
    let name = reader.name();
    let mut arguments: Vec<(String, Value)> = Vec::new();
    loop {
        reader.blanks();
        if reader.rest().starts_with(['/', '>']) {
            break;
        }
        let start = reader.at;
        let (key, value) = reader.argument()?;
        if closing || arguments.iter().any(|(known, _)| *known == key) {
            return Err(Malformed {
                at: start,
                message: text!(
                    fr: "« {key} » n'a pas sa place ici.",
                    en: "“{key}” does not belong here.",
                ),
                help: text!(
                    fr: "Ne donnez chaque réglage qu'une fois, et dans la balise d'ouverture.",
                    en: "Give each argument once only, and in the opening tag.",
                ),
            });
        }
        arguments.push((key, value));
    }
    let whole = reader.take("/");
    if !reader.take(">") {
        return Err(reader.unclosed());
    }
    reader.blanks();
    reader.take("-");
    let kind = match (braces, whole, closing) {
        ("{{", true, false) if reader.take("}}") => Kind::Whole,
        ("{%", false, false) if reader.take("%}") => Kind::Open,
        ("{%", false, true) if reader.take("%}") => Kind::Close,
        _ => return Err(reader.unclosed()),
    };
    Ok(Tag {
        kind,
        name,
        arguments,
        end: reader.at,
    })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn word(&mut self, belongs: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        self.at += self
            .rest()
            .bytes()
            .take_while(|byte| belongs(*byte))
            .count();
        start..self.at
    }

    fn name(&mut self) -> Range<usize> {
        self.word(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
    }

    fn argument(&mut self) -> Result<(String, Value), Malformed> {
        let key = self.word(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if key.is_empty() {
            return Err(self.unclosed());
        }
        let key = self.text[key].to_owned();
        self.blanks();
        if !self.take("=") {
            return Ok((key, Value::Bool(true)));
        }
        self.blanks();
        let value = match self.rest().chars().next() {
            Some('"' | '\'' | '`') => self.string()?,
            Some('{') => {
                self.at += 1;
                let value = self.value(0)?;
                self.blanks();
                if !self.take("}") {
                    return Err(self.not_a_value());
                }
                value
            }
            _ => {
                let written = self.word(|byte| !byte.is_ascii_whitespace() && byte != b'>');
                let written = self.text[written].trim_matches(['“', '”', '„', '«', '»', '‘', '’']);
                return Err(Malformed {
                    at: self.at,
                    message: text!(
                        fr: "La valeur de « {key} » n'est ni entre guillemets ni entre accolades.",
                        en: "The value of “{key}” is neither between quotes nor between braces.",
                    ),
                    help: text!(
                        fr: "Écrivez {key}=\"{written}\" pour un texte, {key}={{{written}}} pour un nombre.",
                        en: "Write {key}=\"{written}\" for a text, {key}={{{written}}} for a number.",
                    ),
                });
            }
        };
        Ok((key, value))
    }

    fn string(&mut self) -> Result<Value, Malformed> {
        let start = self.at;
        let mut characters = self.rest().char_indices();
        let quote = characters.next().map_or('"', |(_, quote)| quote);
        let mut value = String::new();
        while let Some((at, c)) = characters.next() {
            if c == quote {
                self.at = start + at + c.len_utf8();
                return Ok(Value::String(value));
            }
            match c {
                '\\' => match characters.next().map(|(_, c)| c) {
                    Some('n') => value.push('\n'),
                    Some('t') => value.push('\t'),
                    Some('r') => value.push('\r'),
                    Some(c) => value.push(c),
                    None => {}
                },
                c => value.push(c),
            }
        }
        Err(Malformed {
            at: start,
            message: text!(
                fr: "Le guillemet {quote} ouvert ici n'est fermé nulle part.",
                en: "The quote {quote} that opens here is closed nowhere.",
            ),
            help: text!(
                fr: "Ajoutez {quote} à la fin du texte.",
                en: "Add {quote} at the end of the text.",
            ),
        })
    }

    /// A value between braces: text, number, `true`, `false` or a list of them.
    fn value(&mut self, depth: usize) -> Result<Value, Malformed> {
        self.blanks();
        match self.rest().chars().next() {
            Some('"' | '\'' | '`') => self.string(),
            Some('[') if depth < DEEPEST_VALUE => {
                self.at += 1;
                let mut values = Vec::new();
                loop {
                    self.blanks();
                    if self.take("]") {
                        return Ok(Value::Array(values));
                    }
                    values.push(self.value(depth + 1)?);
                    self.blanks();
                    if !self.take(",") && !self.rest().starts_with(']') {
                        return Err(self.not_a_value());
                    }
                }
            }
            _ => {
                let start = self.at;
                let word =
                    self.word(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte));
                let word = &self.text[word];
                let value = match word {
                    "true" | "True" => Some(Value::Bool(true)),
                    "false" | "False" => Some(Value::Bool(false)),
                    _ => word.parse::<i64>().map(Value::from).ok().or_else(|| {
                        let number = word.parse::<f64>().ok()?;
                        Number::from_f64(number).map(Value::Number)
                    }),
                };
                self.at = start + word.len();
                value.ok_or_else(|| self.not_a_value())
            }
        }
    }

    fn not_a_value(&self) -> Malformed {
        Malformed {
            at: self.at,
            message: text!(
                fr: "Entre accolades, on n'écrit ici qu'un nombre, true, false, un texte entre guillemets ou une liste entre crochets.",
                en: "Between braces, only a number, true, false, a text between quotes or a list between brackets can be written here.",
            ),
            help: text!(
                fr: "Par exemple {{3}}, {{true}} ou {{[\"a\", \"b\"]}}.",
                en: "For example {{3}}, {{true}} or {{[\"a\", \"b\"]}}.",
            ),
        }
    }

    fn unclosed(&self) -> Malformed {
        Malformed {
            at: self.at,
            message: text!(
                fr: "L'appel de ce composant n'est pas écrit comme il faut.",
                en: "This component's call is not written as it should be.",
            ),
            help: text!(
                fr: "Un composant s'écrit {{{{<nom reglage=\"valeur\" />}}}}, ou {{% <nom> %}} … {{% </nom> %}} autour d'un texte.",
                en: "A component is written {{{{<name argument=\"value\" />}}}}, or {{% <name> %}} … {{% </name> %}} around a text.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn arguments_are_read_as_the_template_language_writes_them() {
        let text =
            r#"a {{ <carte nom="L\"été" n={3} x={-1.5} liste={[1, 'b', [true]]} vu t=`u` /> }}"#;
        let at = next(text, 0).unwrap();
        let tag = read(text, at).unwrap();
        assert_eq!((at, tag.end, tag.kind), (2, text.len(), Kind::Whole));
        assert_eq!(&text[tag.name], "carte");
        let arguments: serde_json::Map<_, _> = tag.arguments.into_iter().collect();
        assert_eq!(
            Value::Object(arguments),
            json!({"nom": "L\"été", "n": 3, "x": -1.5, "liste": [1, "b", [true]], "vu": true, "t": "u"})
        );
    }

    #[test]
    fn what_is_no_tag_is_text_and_what_is_half_one_is_told() {
        for text in [
            "{{ x }}",
            "{{<5}}",
            "{% if a < b %}",
            "\\{{<x/>}}",
            "{{</x>}}",
        ] {
            assert_eq!(next(text, 0), None, "{text}");
        }
        for text in [
            "{{<x>}}",
            "{{<x a=3/>}}",
            "{{<x a=\"b/>}}",
            "{% <x /> %}",
            "{{<x a={y}/>}}",
            "{{<x",
            "{% </x a=\"1\"> %}",
            "{{<x a={[[[[[[[[[[[[[[[[[[[[[[[",
        ] {
            assert!(read(text, next(text, 0).unwrap()).is_err(), "{text}");
        }
    }
}
