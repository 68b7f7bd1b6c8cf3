//! What is open and never closed in a template. Tera stops where it is lost, which is often far below; here is looked for
//! where it began.

use super::explain::Explained;
use crate::report::Text;
use crate::text;
use std::ops::Range;

/// A tag or block without its other half.
pub struct Fault {
    /// What it is.
    pub explained: Explained,
    /// The bytes of the template that are to blame.
    pub range: Range<usize>,
    /// The other place that belongs to it, with what is there.
    pub related: Option<(Range<usize>, Text)>,
}

/// A tag as far as it matters here.
struct Tag<'a> {
    range: Range<usize>,
    inside: &'a str,
    block: bool,
}

/// Blocks, with the name of their end.
const BLOCKS: [(&str, &str); 7] = [
    ("if", "endif"),
    ("for", "endfor"),
    ("block", "endblock"),
    ("filter", "endfilter"),
    ("component", "endcomponent"),
    ("set", "endset"),
    ("raw", "endraw"),
];

/// The first thing that is not closed, or closed without being open.
pub fn fault(text: &str) -> Option<Fault> {
    let mut open: Vec<(String, Range<usize>)> = Vec::new();
    let mut at = 0;
    loop {
        let tag = match next_tag(text, at) {
            Ok(Some(tag)) => tag,
            Ok(None) => break,
            Err(fault) => return Some(*fault),
        };
        at = tag.range.end;
        if !tag.block {
            continue;
        }
        if let Some(call) = tag.inside.strip_prefix('<') {
            if let Some(fault) = component(call, &tag, &mut open) {
                return Some(fault);
            }
            continue;
        }
        let word = tag.inside.split_whitespace().next().unwrap_or("");
        if word == "raw" {
            match end_of_raw(text, at) {
                Some(end) => at = end,
                None => return Some(never_closed("raw", tag.range)),
            }
        } else if opens(word, tag.inside) {
            open.push((word.to_owned(), tag.range));
        } else if matches!(word, "else" | "elif") {
            let fits = open
                .last()
                .is_some_and(|(name, _)| name == "if" || name == "for" && word == "else");
            if !fits {
                return Some(stray(word, "if", &open, tag.range));
            }
        } else if let Some((start, _)) = BLOCKS.iter().find(|(_, end)| *end == word) {
            if open.last().is_none_or(|(name, _)| name != start) {
                return Some(stray(word, start, &open, tag.range));
            }
            open.pop();
        }
    }
    let (name, range) = open.pop()?;
    Some(never_closed(&name, range))
}

fn opens(word: &str, inside: &str) -> bool {
    match word {
        "set" => !inside.contains('='),
        _ => BLOCKS.iter().any(|(start, _)| *start == word),
    }
}

fn component(call: &str, tag: &Tag<'_>, open: &mut Vec<(String, Range<usize>)>) -> Option<Fault> {
    let (closing, call) = match call.strip_prefix('/') {
        Some(call) => (true, call),
        None => (false, call),
    };
    let end = call
        .find(|c: char| !c.is_alphanumeric() && !"_-.".contains(c))
        .unwrap_or(call.len());
    let name = format!("<{}>", &call[..end]);
    if !closing {
        if !tag.inside.ends_with("/>") {
            open.push((name, tag.range.clone()));
        }
        return None;
    }
    if open.last().is_some_and(|(opened, _)| *opened == name) {
        open.pop();
        return None;
    }
    Some(stray(
        &format!("</{}>", &call[..end]),
        &name,
        open,
        tag.range.clone(),
    ))
}

fn next_tag(text: &str, from: usize) -> Result<Option<Tag<'_>>, Box<Fault>> {
    let mut from = from;
    loop {
        let Some(start) = opening(text, from) else {
            return Ok(None);
        };
        if text.as_bytes()[start + 1] != b'#' {
            return whole_tag(text, start).map(Some);
        }
        match text[start..].find("#}") {
            Some(length) => from = start + length + 2,
            None => return Err(Box::new(unclosed_comment(start..start + 2))),
        }
    }
}

fn opening(text: &str, from: usize) -> Option<usize> {
    let pairs = text.as_bytes().get(from..)?.windows(2);
    pairs
        .into_iter()
        .position(|pair| pair[0] == b'{' && matches!(pair[1], b'{' | b'%' | b'#'))
        .map(|at| from + at)
}

fn whole_tag(text: &str, start: usize) -> Result<Tag<'_>, Box<Fault>> {
    let bytes = text.as_bytes();
    let block = bytes[start + 1] == b'%';
    let (close, other) = if block { ("%}", "}}") } else { ("}}", "%}") };
    let mut depth = 0_usize;
    let mut at = start + 2;
    while at < bytes.len() {
        let rest = &bytes[at..];
        match rest[0] {
            b'"' | b'\'' | b'`' => match closing_quote(bytes, at) {
                Some(end) => {
                    at = end + 1;
                    continue;
                }
                None => return Err(Box::new(unclosed_quote(at..at + 1))),
            },
            _ if depth == 0 && rest.starts_with(close.as_bytes()) => {
                let inside = text[start + 2..at].trim_matches('-').trim();
                return Ok(Tag {
                    range: start..at + 2,
                    inside,
                    block,
                });
            }
            _ if depth == 0 && rest.starts_with(other.as_bytes()) => {
                return Err(Box::new(wrong_close(block, at..at + 2)));
            }
            b'{' if matches!(rest.get(1), Some(b'%' | b'#'))
                || depth == 0 && rest.get(1) == Some(&b'{') =>
            {
                break;
            }
            b'{' => depth += 1,
            b'}' if depth == 0 => return Err(Box::new(single_brace(close, at..at + 1))),
            b'}' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    let end = text[start..]
        .find('\n')
        .map_or(text.len(), |end| start + end);
    Err(Box::new(unclosed_tag(block, start..end)))
}

/// The quote that closes one, where there is one before the line or the tag ends.
fn closing_quote(bytes: &[u8], quote: usize) -> Option<usize> {
    let mut at = quote + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' => return None,
            byte if byte == bytes[quote] => return Some(at),
            _ => at += 1,
        }
    }
    None
}

fn end_of_raw(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let start = at + text[at..].find("{%")?;
        let end = start + text[start..].find("%}")? + 2;
        if text[start + 2..end - 2].trim_matches('-').trim() == "endraw" {
            return Some(end);
        }
        at = start + 2;
    }
}

fn fault_at(range: Range<usize>, message: Text, help: Text) -> Fault {
    Fault {
        explained: Explained::new("template.unclosed", message).help(help),
        range,
        related: None,
    }
}

fn never_closed(name: &str, range: Range<usize>) -> Fault {
    let end = match BLOCKS.iter().find(|(start, _)| *start == name) {
        Some((_, end)) => format!("{{% {end} %}}"),
        None => format!("{{% </{} %}}", &name[1..]),
    };
    fault_at(
        range,
        text!(
            fr: "« {name} » est ouvert ici et n'est jamais refermé.",
            en: "“{name}” is opened here and never closed."
        ),
        text!(
            fr: "Ajoutez « {end} » là où cette partie se termine.",
            en: "Add “{end}” where this part ends."
        ),
    )
}

fn stray(word: &str, start: &str, open: &[(String, Range<usize>)], range: Range<usize>) -> Fault {
    let Some((inner, opened)) = open.last() else {
        let mut fault = fault_at(
            range,
            text!(
                fr: "« {word} » est de trop : aucun « {start} » n'est ouvert ici.",
                en: "“{word}” is one too many: no “{start}” is open here."
            ),
            text!(
                fr: "Enlevez cette balise, ou ajoutez avant elle le « {start} » qui manque.",
                en: "Take this tag out, or add the missing “{start}” before it."
            ),
        );
        fault.explained.code = "template.stray-end";
        return fault;
    };
    let end = match BLOCKS.iter().find(|(start, _)| start == inner) {
        Some((_, end)) => (*end).to_owned(),
        None => format!("</{}", &inner[1..]),
    };
    let mut fault = fault_at(
        range,
        text!(
            fr: "« {word} » ne convient pas ici : c'est « {inner} » qui est ouvert.",
            en: "“{word}” does not fit here: it is “{inner}” that is open."
        ),
        text!(
            fr: "Fermez d'abord « {inner} » avec « {{% {end} %}} », ou corrigez l'une des deux balises.",
            en: "Close “{inner}” first with “{{% {end} %}}”, or correct one of the two tags."
        ),
    );
    fault.related = Some((opened.clone(), text!(fr: "ouvert ici", en: "opened here")));
    fault
}

fn unclosed_tag(block: bool, range: Range<usize>) -> Fault {
    let (open, close) = if block { ("{%", "%}") } else { ("{{", "}}") };
    fault_at(
        range,
        text!(
            fr: "La balise ouverte ici par « {open} » n'est pas refermée.",
            en: "The tag that “{open}” opens here is not closed."
        ),
        text!(
            fr: "Ajoutez « {close} » à la fin de la balise.",
            en: "Add “{close}” at the end of the tag."
        ),
    )
}

fn wrong_close(block: bool, range: Range<usize>) -> Fault {
    let (open, close, wrong) = if block {
        ("{%", "%}", "}}")
    } else {
        ("{{", "}}", "%}")
    };
    fault_at(
        range,
        text!(
            fr: "Cette balise s'ouvre par « {open} » mais se ferme par « {wrong} ».",
            en: "This tag opens with “{open}” but closes with “{wrong}”."
        ),
        text!(
            fr: "Écrivez « {close} » à la place de « {wrong} ».",
            en: "Write “{close}” instead of “{wrong}”."
        ),
    )
}

fn single_brace(close: &str, range: Range<usize>) -> Fault {
    fault_at(
        range,
        text!(
            fr: "Il y a ici une seule accolade : la balise n'est pas bien refermée.",
            en: "There is a single brace here: the tag is not closed properly."
        ),
        text!(fr: "Écrivez « {close} ».", en: "Write “{close}”."),
    )
}

fn unclosed_quote(range: Range<usize>) -> Fault {
    fault_at(
        range,
        text!(
            fr: "Un guillemet est ouvert ici et n'est pas refermé.",
            en: "A quotation mark is opened here and not closed."
        ),
        text!(
            fr: "Ajoutez le même guillemet à la fin du texte.",
            en: "Add the same quotation mark at the end of the text."
        ),
    )
}

fn unclosed_comment(range: Range<usize>) -> Fault {
    fault_at(
        range,
        text!(
            fr: "Un commentaire « {{# » est ouvert ici et n'est jamais refermé.",
            en: "A comment “{{#” is opened here and never closed."
        ),
        text!(
            fr: "Ajoutez « #}} » à la fin du commentaire.",
            en: "Add “#}}” at the end of the comment."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn blames(template: &str, wanted: Option<&str>) {
        let found = fault(template).map(|fault| &template[fault.range]);
        assert_eq!(found, wanted, "{template}");
    }

    #[test]
    fn what_is_whole_has_no_fault() {
        blames(
            "{% if a %}{% elif b %}{% else %}{% endif %}{# {{ #}{{ {\"a\": {\"b\": 1}} }}",
            None,
        );
        blames(
            "{% raw %}{{ {% if %}{% endraw %}{% set a = 1 %}{% set b %}x{% endset %}",
            None,
        );
        blames(
            "{% <note a=\"}}\"> %}{{<a b={1} />}}{% </note> %}{%- for a in b -%}{%- endfor -%}",
            None,
        );
    }

    #[test]
    fn the_half_without_its_other_half_is_blamed() {
        blames("<h1>\n{{ a | safe\n</h1>\n{{ b }}", Some("{{ a | safe"));
        blames("{% if a %}\n{{ b }}", Some("{% if a %}"));
        blames("{% if a %}{% endfor %}", Some("{% endfor %}"));
        blames("{{ b }}{% endif %}", Some("{% endif %}"));
        blames("{{ a %} {{ b }}", Some("%}"));
        blames("{{ a } {{ b }}", Some("}"));
        blames("{{ f(a=\"b) }}\n", Some("\""));
        blames("{# a", Some("{#"));
        blames("{% <note> %} a", Some("{% <note> %}"));
        blames("{% <note> %}{% </nite> %}", Some("{% </nite> %}"));
    }
}
