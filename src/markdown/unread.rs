//! Links and notes that were meant and are shown as they are typed, because one character is wrong.

use crate::report::{Finding, floor};
use crate::text;
use memchr::memchr;
use std::ops::Range;

/// Brackets that are looked at in one text, and bytes of one link: a writer's text has fewer, a hostile one is not dwelt on.
const MOST_BRACKETS: usize = 64;
const LONGEST: usize = 400;

type Found = (Range<usize>, Finding);

/// The first of them in a text that holds no link, with its bytes.
pub(super) fn find(text: &str) -> Option<Found> {
    memchr(b'[', text.as_bytes())?;
    text.match_indices(['[', ')'])
        .take(MOST_BRACKETS)
        .find_map(|(at, _)| {
            spaced(text, at)
                .or_else(|| swapped(text, at))
                .or_else(|| note(text, at))
        })
}

/// `##Title` at the start of a line.
pub(super) fn heading(text: &str) -> Option<Found> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let title = text.get(level..)?;
    if !(2..=6).contains(&level) || !title.starts_with(char::is_alphabetic) {
        return None;
    }
    let marks = &text[..level];
    let finding = Finding::error(
        "heading.space",
        text!(
            fr: "Ce titre n'est pas compris : il manque une espace après « {marks} ».",
            en: "This heading is not understood: a space is missing after “{marks}”.",
        ),
    )
    .help(text!(
        fr: "Écrivez : {marks} {title}",
        en: "Write: {marks} {title}",
    ));
    Some((0..text.len(), finding))
}

/// `[a](my file.pdf)`, `[a] (b.md)` or `[a](b.md` at an opening bracket.
fn spaced(text: &str, at: usize) -> Option<Found> {
    let text = &text[..floor(text, at + LONGEST)];
    let rest = text[at..].strip_prefix('[')?;
    let label_end = at + 1 + rest.find(']')?;
    let label = &text[at + 1..label_end];
    let after = &text[label_end + 1..];
    let (gap, target) = match after.strip_prefix('(') {
        Some(target) => ("", target),
        None => (" ", after.strip_prefix(" (")?),
    };
    let start = label_end + 1 + gap.len() + 1;
    let end = target.find([')', '\n']).unwrap_or(target.len());
    let closed = target[end..].starts_with(')');
    let target = target[..end].trim();
    if label.is_empty() || !is_address(target.split('#').next().unwrap_or(target)) {
        return None;
    }
    let range = at..start + end + usize::from(closed);
    if !closed {
        return Some((range, not_closed()));
    }
    if gap.is_empty() && !target.contains(' ') {
        return None;
    }
    Some((range, space(label, target, !gap.is_empty())))
}

/// `(a)[b.md]` at a closing parenthesis.
fn swapped(text: &str, at: usize) -> Option<Found> {
    let text = &text[..floor(text, at + LONGEST)];
    let rest = text[at..].strip_prefix(")[")?;
    let end = rest.find(']')?;
    let from = floor(text, at.saturating_sub(LONGEST));
    let start = from + text[from..at].rfind('(')?;
    let (label, target) = (&text[start + 1..at], &rest[..end]);
    if label.is_empty() || !is_address(target) || target.contains(' ') {
        return None;
    }
    let finding = Finding::error(
        "link.swapped",
        text!(
            fr: "Ce lien n'est pas compris : ses crochets et ses parenthèses sont échangés.",
            en: "This link is not understood: its brackets and its parentheses are swapped.",
        ),
    )
    .help(text!(
        fr: "Écrivez : [{label}]({target})",
        en: "Write: [{label}]({target})",
    ));
    Some((start..at + 2 + end + 1, finding))
}

/// `[^1]` at an opening bracket.
fn note(text: &str, at: usize) -> Option<Found> {
    let text = &text[..floor(text, at + LONGEST)];
    let rest = text[at..].strip_prefix("[^")?;
    let end = rest.find(']')?;
    let name = &rest[..end];
    if name.is_empty() || name.contains([' ', '[']) {
        return None;
    }
    let finding = Finding::error(
        "footnote.undefined",
        text!(
            fr: "La note « {name} » est appelée ici, mais son texte manque.",
            en: "The footnote “{name}” is referred to here, but its text is missing.",
        ),
    )
    .help(text!(
        fr: "Ajoutez plus bas, seule sur sa ligne : [^{name}]: le texte de la note",
        en: "Add below, on a line of its own: [^{name}]: the text of the note",
    ));
    Some((at..at + 2 + end + 1, finding))
}

/// Whether something in parentheses was meant as an address.
fn is_address(target: &str) -> bool {
    let known_end = [
        ".md", ".pdf", ".html", ".jpg", ".jpeg", ".png", ".svg", ".webp", ".doc", ".docx", ".odt",
    ];
    let lower = target.to_lowercase();
    lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.starts_with("www.")
        || is_contact(&lower)
        || target.starts_with("@/")
        || target.starts_with("../")
        || known_end.iter().any(|end| lower.ends_with(end))
}

/// Whether an address begins a mail or a call.
fn is_contact(target: &str) -> bool {
    target.starts_with("mailto:") || target.starts_with("tel:")
}

fn space(label: &str, target: &str, between: bool) -> Finding {
    let (message, fixed) = if between {
        (
            text!(
                fr: "Ce lien n'est pas compris, à cause de l'espace entre « ] » et « ( ».",
                en: "This link is not understood because of the space between “]” and “(”.",
            ),
            target.to_owned(),
        )
    } else {
        (
            text!(
                fr: "Ce lien n'est pas compris, à cause de l'espace dans son adresse.",
                en: "This link is not understood because of the space in its address.",
            ),
            match is_contact(&target.to_lowercase()) {
                true => target.replace(' ', ""),
                false => format!("<{target}>"),
            },
        )
    };
    Finding::error("link.space", message).help(text!(
        fr: "Écrivez : [{label}]({fixed})",
        en: "Write: [{label}]({fixed})",
    ))
}

fn not_closed() -> Finding {
    Finding::error(
        "link.unclosed",
        text!(
            fr: "Ce lien n'est pas compris : sa parenthèse n'est pas refermée.",
            en: "This link is not understood: its parenthesis is not closed.",
        ),
    )
    .help(text!(
        fr: "Ajoutez « ) » juste après l'adresse.",
        en: "Add “)” right after the address.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_as_a_link_or_note_is_seen_and_nothing_else() {
        for (text, wanted) in [
            (
                "a [b](my file.pdf) c",
                Some(("link.space", "[b](my file.pdf)")),
            ),
            (
                "[a](tel:04 250 60 70)",
                Some(("link.space", "[a](tel:04 250 60 70)")),
            ),
            ("[é] (../é.md)", Some(("link.space", "[é] (../é.md)"))),
            (
                "(b)[https://a.be/]",
                Some(("link.swapped", "(b)[https://a.be/]")),
            ),
            ("[b](c.md", Some(("link.unclosed", "[b](c.md"))),
            ("a[^1] b", Some(("footnote.undefined", "[^1]"))),
            ("[x] (see below), f(a)[i], a[0] and [ ] (todo)", None),
            ("[b](c)", None),
        ] {
            let found = find(text);
            let found = found
                .as_ref()
                .map(|(range, finding)| (finding.code, &text[range.clone()]));
            assert_eq!(found, wanted, "{text}");
        }
    }
}
