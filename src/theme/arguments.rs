//! Arguments that a function or filter does not know: Tera passes over them, and what was meant by them is not done.

use super::lexer::{Kind, Tag, tags};
use crate::report::{Finding, Findings, Place, did_you_mean, nearest};
use crate::text;

/// What each knows. Of Tera's own only those are here whose arguments are mistaken often.
const KNOWN: &[(&str, &[&str])] = &[
    ("base64_decode", &["url_safe"]),
    ("base64_encode", &["url_safe", "padded"]),
    ("date", &["format", "timezone", "locale"]),
    ("filesizeformat", &["binary"]),
    ("get_hash", &["path", "literal", "sha_type", "base64"]),
    ("get_image_metadata", &["path", "allow_missing"]),
    ("get_menu", &["name", "lang", "required"]),
    (
        "get_page",
        &["path", "lang", "metadata_only", "allow_missing"],
    ),
    ("get_random", &["start", "end", "seed"]),
    (
        "get_section",
        &["path", "lang", "metadata_only", "allow_missing"],
    ),
    ("get_taxonomy", &["kind", "lang", "required"]),
    ("get_taxonomy_term", &["kind", "term", "lang", "required"]),
    (
        "get_taxonomy_url",
        &["kind", "term", "name", "lang", "required"],
    ),
    ("get_url", &["path", "lang", "trailing_slash", "cachebust"]),
    ("json_encode", &["pretty"]),
    (
        "load_data",
        &[
            "path",
            "url",
            "literal",
            "format",
            "required",
            "method",
            "body",
            "content_type",
            "headers",
        ],
    ),
    ("markdown", &["inline"]),
    ("now", &["timestamp", "utc"]),
    ("num_format", &["locale"]),
    ("regex_replace", &["pattern", "rep"]),
    (
        "resize_image",
        &[
            "path", "width", "height", "op", "format", "quality", "speed",
        ],
    ),
    ("shuffle", &["seed"]),
    ("text_direction", &["lang"]),
    ("throw", &["message"]),
    ("trans", &["key", "lang"]),
    ("typography", &["lang"]),
];

/// Tells the unknown arguments of a template.
pub(super) fn judge(file: &str, text: &str, findings: &mut Findings) {
    for tag in tags(text) {
        for at in 0..tag.words.len() {
            let Some((name, known)) = called(&tag, at) else {
                continue;
            };
            for (argument, offset) in arguments(&tag, at + 2) {
                if !known.contains(&argument) {
                    let place = Place::range(file, text, offset..offset + argument.len());
                    findings.push(unknown(name, argument, known).at(place));
                }
            }
        }
    }
}

/// The known function or filter that a word calls.
fn called<'a>(tag: &Tag<'a>, at: usize) -> Option<(&'a str, &'static [&'static str])> {
    let name = tag.name(at).filter(|_| tag.is_mark(at + 1, '('))?;
    let known = KNOWN.iter().find(|(known, _)| *known == name)?;
    let of_something = at > 0 && tag.is_mark(at - 1, '.');
    (!of_something).then_some((name, known.1))
}

/// The named arguments of a call, from the word after its bracket on, with their offsets.
fn arguments<'a>(tag: &Tag<'a>, from: usize) -> Vec<(&'a str, usize)> {
    let mut depth = 1_usize;
    let mut found = Vec::new();
    for (at, word) in tag.words.iter().enumerate().skip(from) {
        match word.kind {
            Kind::Mark('(' | '[' | '{') => depth += 1,
            Kind::Mark(')' | ']' | '}') => depth -= 1,
            Kind::Name(name)
                if depth == 1
                    && (at == from || tag.is_mark(at - 1, ','))
                    && tag.is_mark(at + 1, '=')
                    && !tag.is_mark(at + 2, '=') =>
            {
                found.push((name, word.offset));
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

fn unknown(name: &str, argument: &str, known: &[&str]) -> Finding {
    let help = match nearest(argument, known.iter().copied()) {
        Some(near) => did_you_mean(near),
        None => {
            let known = known.join(", ");
            text!(fr: "« {name} » connaît : {known}.", en: "“{name}” knows: {known}.")
        }
    };
    Finding::warning(
        "template.unknown-argument",
        text!(
            fr: "« {name} » n'a pas d'argument « {argument} » : il ne change rien.",
            en: "“{name}” has no argument “{argument}”: it changes nothing."
        ),
    )
    .help(help)
}

#[cfg(test)]
mod tests {
    use super::judge;
    use crate::report::Findings;

    #[test]
    fn only_arguments_of_the_call_itself_are_judged() {
        let told = |text: &str| {
            let mut findings = Findings::default();
            judge("a.html", text, &mut findings);
            findings.iter().count()
        };
        for fine in [
            "{{ get_url(path=page.extra.a, trailing_slash=a == b) }}",
            "{{ get_url(path=get_section(path=\"a\").path) }}",
            "{{ page.date | date(format=\"%d (x=1)\") }}",
            "{{ page.extra.now(x=1) }}{{ other(path=1, x=2) }}",
            "{{ now() }}{{ now(",
        ] {
            assert_eq!(told(fine), 0, "{fine}");
        }
        for wrong in [
            "{{ get_url(pth=1) }}",
            "{{ a | date(fromat=\"x\") }}",
            "{% set a = get_url(path=now(x=1)) %}",
            "{% if get_url(path=[1, {\"a\": 2}], x=(1)) %}",
        ] {
            assert_eq!(told(wrong), 1, "{wrong}");
        }
    }
}
