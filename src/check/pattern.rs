//! Templates as patterns: what is written in them as it stands, and holes for what is filled in. A rendered element that
//! fits the pattern of a tag may come from it.

use super::words;
use std::ops::Range;

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Written as it stands.
    Text,
    /// Anything.
    Hole,
    /// Nothing: a comment, an assignment.
    Nothing,
    /// The beginning of what is there or not.
    Branch,
    /// The beginning of another branch.
    Else,
    /// The beginning of what is repeated.
    Loop,
    /// The end of a branch or loop.
    End,
    /// What is before it in the file is not what is before it in the page.
    Edge,
}

/// A template, read once for all of its tags.
pub struct Template<'t> {
    text: &'t str,
    parts: Vec<(Part, Range<usize>)>,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// These letters, without blanks.
    Text(String),
    /// Anything but the quote that it stands in.
    Hole(Option<char>),
}

/// A tag of a template that an element fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Where the tag is written.
    pub range: Range<usize>,
    /// How many letters of the element, its text and what is before it are written in the template.
    pub letters: usize,
    /// Nothing in the tag is filled in.
    pub literal: bool,
    /// The end of what must be in the page before all that the file says, without blanks, where that is known.
    pub outside: Option<String>,
}

/// A rendered element and what is known of its surroundings.
pub struct Rendered<'a> {
    /// The name of its tag.
    pub name: &'a str,
    /// Its opening tag.
    pub tag: &'a str,
    /// What it says; none where that is not known.
    pub text: Option<&'a str>,
    /// The end of what is before it in the page; none where that is not known.
    pub before: Option<&'a str>,
}

impl<'t> Template<'t> {
    /// Reads a template.
    pub fn new(text: &'t str) -> Self {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'{', text.as_bytes().get(at..).unwrap_or(&[])) {
            let start = at + found;
            let (closing, kind): (_, fn(&str) -> Part) = match text.as_bytes().get(start + 1) {
                Some(b'{') => ("}}", |_| Part::Hole),
                Some(b'%') => ("%}", statement),
                Some(b'#') => ("#}", |_| Part::Nothing),
                _ => {
                    at = start + 1;
                    continue;
                }
            };
            let Some(length) = text[start..].find(closing) else {
                break;
            };
            let end = start + length + closing.len();
            let kept = parts
                .last()
                .map_or(0, |(_, range): &(_, Range<usize>)| range.end);
            if kept < start {
                parts.push((Part::Text, kept..start));
            }
            parts.push((kind(&text[start + 2..start + length]), start..end));
            at = end;
        }
        let kept = parts.last().map_or(0, |(_, range)| range.end);
        if kept < text.len() {
            parts.push((Part::Text, kept..text.len()));
        }
        Self { text, parts }
    }

    /// The tags that an element fits.
    pub fn fits(&self, element: &Rendered<'_>) -> Vec<Fit> {
        let mut fits = Vec::new();
        for (index, (part, range)) in self.parts.iter().enumerate() {
            if *part != Part::Text {
                continue;
            }
            let text = &self.text[range.clone()];
            for at in memchr::memchr_iter(b'<', text.as_bytes()) {
                let named = text
                    .get(at + 1..at + 1 + element.name.len())
                    .is_some_and(|name| name.eq_ignore_ascii_case(element.name));
                let after = text.as_bytes().get(at + 1 + element.name.len());
                let ends = after.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
                if named && ends {
                    fits.extend(self.fit(element, index, range.start + at));
                }
            }
        }
        fits
    }

    fn fit(&self, element: &Rendered<'_>, index: usize, at: usize) -> Option<Fit> {
        let (tag, end) = self.tag(index, at)?;
        let mut letters = matched(&tag, &without_blanks(element.tag))?;
        if let Some(said) = element.text.filter(|said| !said.is_empty()) {
            // of what is nothing but signs these count
            let bare = words::bare(said);
            let (as_read, text): (fn(&str) -> String, _) = match bare.is_empty() {
                true => (signs, signs(said)),
                false => (words::bare, bare),
            };
            letters += matched(&self.said(end, element.name, as_read), &text)?;
        }
        let mut outside = None;
        if let Some(before) = element.before {
            let written;
            (written, outside) = self.follows(index, at, before)?;
            letters += written;
        }
        Some(Fit {
            range: at..end,
            letters,
            outside,
            literal: !tag.iter().any(|piece| matches!(piece, Piece::Hole(_))),
        })
    }

    /// The parts from an offset on, cut there. What is in branches and loops counts as filled in.
    fn from(&self, index: usize, at: usize) -> impl Iterator<Item = (bool, Range<usize>)> {
        let mut depth = 0_usize;
        let parts = self.parts.iter().skip(index);
        parts.filter_map(move |(part, range)| {
            let range = range.start.max(at)..range.end;
            match part {
                Part::Text => Some((depth == 0, range)),
                Part::Branch | Part::Loop => {
                    depth += 1;
                    Some((false, range))
                }
                Part::End => {
                    depth = depth.saturating_sub(1);
                    Some((false, range))
                }
                Part::Hole | Part::Else => Some((false, range)),
                Part::Nothing | Part::Edge => None,
            }
        })
    }

    /// The pattern of the tag at an offset, and where it ends.
    fn tag(&self, index: usize, at: usize) -> Option<(Vec<Piece>, usize)> {
        let mut pieces = Vec::new();
        let mut quote = None;
        for (written, range) in self.from(index, at) {
            if !written {
                pieces.push(Piece::Hole(quote));
                continue;
            }
            let text = &self.text[range.clone()];
            for (offset, c) in text.char_indices() {
                match (quote, c) {
                    (None, '"' | '\'') => quote = Some(c),
                    (Some(mark), c) if mark == c => quote = None,
                    (None, '>') => {
                        pieces.push(Piece::Text(without_blanks(&text[..=offset])));
                        return Some((pieces, range.start + offset + 1));
                    }
                    _ => {}
                }
            }
            pieces.push(Piece::Text(without_blanks(text)));
        }
        None
    }

    /// The pattern of what an element says whose opening tag ends at an offset. `as_read`: what of a text counts.
    fn said(&self, end: usize, name: &str, as_read: fn(&str) -> String) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let index = self.parts.iter().position(|(_, range)| range.end > end);
        let index = index.unwrap_or(self.parts.len());
        let mut inside_tag = false;
        for (written, range) in self.from(index, end) {
            if !written {
                pieces.push(Piece::Hole(None));
                continue;
            }
            let mut rest = &self.text[range];
            while !rest.is_empty() {
                if inside_tag {
                    let close = rest.find('>').map_or(rest.len(), |at| at + 1);
                    inside_tag = !rest[..close].ends_with('>');
                    rest = &rest[close..];
                    continue;
                }
                let open = rest.find('<').unwrap_or(rest.len());
                pieces.push(Piece::Text(as_read(&rest[..open])));
                rest = &rest[open..];
                let tag = rest.get(1..).unwrap_or("");
                if tag
                    .strip_prefix('/')
                    .is_some_and(|tag| tag.starts_with(name))
                {
                    return pieces;
                }
                // what images and fields are called is read aloud too
                if !tag.is_empty() {
                    pieces.push(Piece::Hole(None));
                    inside_tag = true;
                }
            }
        }
        pieces.push(Piece::Hole(None));
        pieces
    }

    /// Whether this template includes a file, and if so, whether what it says before that may be the end of a text.
    pub fn includes(&self, is_file: impl Fn(&str) -> bool, before: &str) -> Option<bool> {
        let mut included = false;
        for (index, (_, range)) in self.parts.iter().enumerate() {
            let inner = self.text[range.clone()].trim_start_matches(['{', '%', '-', ' ', '\n']);
            let file = inner
                .strip_prefix("include")
                .and_then(|rest| rest.split(['"', '\'']).nth(1));
            if file.is_some_and(&is_file) {
                included = true;
                let Some(last) = index.checked_sub(1) else {
                    return Some(true);
                };
                if self.follows(last, range.start, before).is_some() {
                    return Some(true);
                }
            }
        }
        included.then_some(false)
    }

    /// Whether a tag may follow a text of the page: how many letters of it are written before the tag, and what is left of the
    /// text where the file begins. None where something else is written.
    fn follows(&self, index: usize, at: usize, before: &str) -> Option<(usize, Option<String>)> {
        let page = without_blanks(before);
        let mut rest = page.as_str();
        let mut beside = true;
        let mut letters = 0;
        let mut skipped = 0_usize;
        for (part, range) in self.parts[..=index].iter().rev() {
            match part {
                Part::End => {
                    skipped += 1;
                    beside = false;
                }
                Part::Branch | Part::Loop if skipped > 0 => skipped -= 1,
                _ if skipped > 0 => {}
                Part::Text => {
                    let text = without_blanks(&self.text[range.start..range.end.min(at)]);
                    if beside && rest.len() < text.len() {
                        return text.ends_with(rest).then_some((letters + rest.len(), None));
                    }
                    if !beside {
                        let found = !text.is_empty() && rest.contains(text.as_str());
                        return Some((letters + if found { text.len() } else { 0 }, None));
                    }
                    rest = rest.strip_suffix(text.as_str())?;
                    letters += text.len();
                }
                Part::Hole => beside = false,
                Part::Nothing | Part::Branch => {}
                // the branch before it was not taken
                Part::Else => skipped += 1,
                Part::Loop | Part::Edge => return Some((letters, None)),
            }
        }
        Some((letters, beside.then(|| rest.to_owned())))
    }
}

fn statement(inner: &str) -> Part {
    let inner = inner.trim_start_matches('-').trim_start();
    let word = inner
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or("");
    match word {
        "if" => Part::Branch,
        "for" => Part::Loop,
        "elif" | "else" => Part::Else,
        "endif" | "endfor" => Part::End,
        "set" | "set_global" | "import" | "extends" => Part::Nothing,
        "block" | "endblock" | "component" | "endcomponent" | "macro" | "endmacro" => Part::Edge,
        _ => Part::Hole,
    }
}

fn signs(text: &str) -> String {
    without_blanks(&words::decoded(text))
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How many letters of a text are written in a pattern that it fits as a whole; none where it does not.
fn matched(pieces: &[Piece], text: &str) -> Option<usize> {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    let mut letters = 0;
    for piece in pieces {
        let mut next = vec![false; text.len() + 1];
        match piece {
            Piece::Text(written) => {
                letters += written.len();
                for at in (0..=text.len()).filter(|at| reached[*at]) {
                    if text
                        .get(at..)
                        .is_some_and(|rest| rest.starts_with(written.as_str()))
                    {
                        next[at + written.len()] = true;
                    }
                }
            }
            Piece::Hole(quote) => {
                let mut open = false;
                for at in 0..=text.len() {
                    open |= reached[at];
                    next[at] = open;
                    let here = text.as_bytes().get(at).map(|byte| char::from(*byte));
                    open &= quote.is_none() || here != *quote;
                }
            }
        }
        reached = next;
    }
    reached[text.len()].then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(template: &str, tag: &str, text: &str, before: &str) -> Vec<usize> {
        let name = tag.trim_start_matches('<');
        let name = name.split([' ', '>']).next().unwrap_or("");
        let element = Rendered {
            name,
            tag,
            text: Some(text),
            before: Some(before),
        };
        let fits = Template::new(template).fits(&element);
        fits.iter()
            .map(|fit| template[..fit.range.start].matches('\n').count() + 1)
            .collect()
    }

    const CALL: &str = "{% component a(lien=\"\") -%}\n<p class=\"cadre\">{{ texte }}{% if lien %} \
        <a href=\"{% if b %}{{ c }}{% else %}{{ lien }}{% endif %}\">{{ trans(key=\"k\") }}</a>{% endif %}</p>\n\
        <p>\n<a class=\"x\" href=\"{{ b }}\">Aller à {{ c }}</a>{% endcomponent a %}";

    #[test]
    fn an_element_fits_the_tag_that_made_it_only() {
        let said = "<p class=\"cadre\">Bonjour > tous ";
        assert_eq!(lines(CALL, "<a href=\"/b/\">", "En savoir plus", said), [2]);
        assert_eq!(
            lines(
                CALL,
                "<a class=\"x\" href=\"/\">",
                "Aller à l’accueil",
                "<p> "
            ),
            [4]
        );
        let others = [
            ("<a class=\"y\" href=\"/\">", "Aller à", "<p>"),
            ("<a class=\"x\" href=\"/\">", "Accueil", "<p>"),
            ("<a class=\"x\" href=\"/\">", "Aller à", "<li>"),
            ("<a class=\"x\" href=\"/\" rel=\"y\">", "Aller à", "<p>"),
        ];
        for (tag, text, before) in others {
            assert!(
                lines(CALL, tag, text, before).is_empty(),
                "{tag} {text} {before}"
            );
        }
    }

    #[test]
    fn what_is_before_a_tag_counts_over_branches_not_over_loops_and_blocks() {
        let template = "<ul>{% for x in y %}<li>{% if x %}<b>{{ x }}</b>{% else %}<i>{{ x }}</i>{% endif %}<u>1</u></li>{% endfor %}";
        assert_eq!(lines(template, "<i>", "z", "</li><li>"), [1]);
        assert!(lines(template, "<i>", "z", "<ul>").is_empty());
        assert_eq!(lines(template, "<u>", "1", "<ul><li><b>z</b>"), [1]);
        let block = "<p>{% block a %}<i>{{ x }}</i>{% endblock a %}";
        assert_eq!(lines(block, "<i>", "z", "<div>"), [1]);
    }

    #[test]
    fn what_is_before_an_included_file_counts_for_its_first_tags() {
        let base = "<a>x</a>\n{% include \"parts/head.html\" %}\n<main></main>\n<header>";
        let is_head = |name: &str| name == "parts/head.html";
        let includes = |before| Template::new(base).includes(is_head, before);
        assert_eq!(includes("<a>x</a>"), Some(true));
        assert_eq!(includes("<header></header><main></main>"), Some(false));
        assert_eq!(Template::new(base).includes(|_| false, "<a>x</a>"), None);
    }

    #[test]
    fn a_hole_in_quotes_does_not_reach_beyond_them() {
        let template =
            "<img src=\"{{ src }}\" alt=''>\n<img src='{{ src }}'{% if w %} width=1{% endif %}>";
        assert_eq!(lines(template, "<img src=\"a\" alt=''>", "", ""), [1]);
        assert!(lines(template, "<img src=\"a\" title=\"b\" alt=''>", "", "").is_empty());
        assert_eq!(lines(template, "<img src='a' width=1>", "", ""), [2]);
    }
}
