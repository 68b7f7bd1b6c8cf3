//! Broken sites, one mistake each: what is found, where, and that both languages name what matters.
//!
//! `cases.txt` holds them: a line `=== name`, a line `code file:line words…`, then the files that differ from a good site.
//! The words, if any, must stand in the message or the help in both languages. Line 0 is a whole file; `-` is no file;
//! `a+b` are the two places that belong together, in any order.

use crate::harness::{Built, Site, site};
use lucarne::report::{Finding, Severity};

const GOOD: &str = include_str!("good.txt");
const CASES: &str = include_str!("cases.txt");

#[test]
fn the_site_without_a_mistake_is_fine() {
    good()
        .build()
        .fine()
        .has("mission/index.html", "Nous aidons.")
        .lacks("index.html", "Nous aidons.")
        .absent("brouillon/index.html");
}

#[test]
fn every_mistake_is_told_at_its_line_in_both_languages() {
    let cases: Vec<&str> = CASES.split("=== ").skip(1).collect();
    assert!(cases.len() >= 40);
    let wrong: Vec<String> = cases.iter().filter_map(|case| told(case).err()).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn text_in_another_encoding_is_guessed() {
    let latin1 = b"---\ntitle: Mission\n---\nL'\xe9quipe\n";
    let built = good().with("content/mission.md", latin1).build();
    expect(&built, "file.not-utf8 content/mission.md:4 UTF-8 1252").unwrap();
    let utf16: Vec<u8> = "\u{feff}---\ntitle: Mission\n---\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let built = good().with("content/mission.md", utf16).build();
    expect(&built, "file.not-utf8 content/mission.md:1 UTF-16").unwrap();
}

#[test]
fn a_corrupt_image_is_named() {
    let template = "{{ page.title }}\n{% set small = resize_image(path=\"logo.png\", width=8, op=\"fit_width\") %}{{ small.url }}";
    let cut_short = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0";
    let built = good()
        .with("templates/page.html", template)
        .with("static/logo.png", cut_short)
        .build();
    expect(&built, "image.corrupt static/logo.png:0 logo.png").unwrap();
}

#[test]
fn a_skipped_heading_level_is_a_warning() {
    let built = good()
        .with(
            "content/mission.md",
            "---\ntitle: Mission\n---\n## A\n\n#### B\n",
        )
        .build();
    built.finds("a11y.heading-skip", "content/mission.md", 6);
    assert!(errors(&built).is_empty(), "{}", built.said());
}

#[test]
fn a_broken_template_hides_no_other_finding() {
    let built = good()
        .with("templates/page.html", "{{ page.title | uper }}")
        .with(
            "content/mission.md",
            "---\ntitle: Mission\n---\n[x](absent.md)\n",
        )
        .with("content/blog/one.md", "---\ntitle: Paris : la ville\n---\n")
        .build();
    built
        .finds("template.unknown-filter", "templates/page.html", 1)
        .finds("link.broken", "content/mission.md", 4)
        .finds("yaml.colon", "content/blog/one.md", 2);
}

fn good() -> Site {
    site(GOOD)
}

fn told(case: &str) -> Result<(), String> {
    let (name, rest) = case.split_once('\n').unwrap_or((case, ""));
    let (expected, files) = rest.split_once('\n').unwrap_or((rest, ""));
    let built = site(&format!("{GOOD}\n{files}")).build();
    expect(&built, expected).map_err(|why| format!("=== {name}\n{expected}\n{why}\n"))
}

/// One error, with this code, at this place, naming these words.
fn expect(built: &Built, expected: &str) -> Result<(), String> {
    let mut words = expected.split(' ');
    let (code, place) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let words: Vec<&str> = words.collect();
    let errors = errors(built);
    let [error] = errors[..] else {
        return Err(format!("{} errors: {}", errors.len(), built.said()));
    };
    let mut places: Vec<String> = error
        .place
        .iter()
        .chain(error.related.iter().map(|(place, _)| place))
        .map(|place| format!("{}:{}", place.file, place.line))
        .collect();
    if place.contains('+') {
        places.sort();
    } else {
        places.truncate(1);
    }
    let found = if places.is_empty() {
        "-".to_owned()
    } else {
        places.join("+")
    };
    if (error.code, found.as_str()) != (code, place) {
        return Err(format!(
            "found {} {found}: {}",
            error.code, error.message.en
        ));
    }
    let help = error.help.as_ref().ok_or("it does not say what to do")?;
    let languages = [
        format!("{}\n{}", error.message.fr, help.fr),
        format!("{}\n{}", error.message.en, help.en),
    ];
    match languages
        .iter()
        .find(|text| !words.iter().all(|word| text.contains(word)))
    {
        Some(text) => Err(format!("not all of {words:?} in: {text}")),
        None => Ok(()),
    }
}

fn errors(built: &Built) -> Vec<&Finding> {
    built
        .outcome
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect()
}
