//! Codes: each that the program can say is in the table, and the documentation is made from the table.

use crate::harness::site;
use lucarne::codes;
use lucarne::report::Language;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Codes as they stand in the source: literals of the shape `area.what` whose area has codes.
fn in_the_source() -> BTreeSet<(String, String)> {
    let areas: BTreeSet<&str> = codes::all().map(codes::Code::area).collect();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    for entry in WalkDir::new(&source).sort_by_file_name() {
        let entry = entry.expect("a readable source folder");
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "rs")
            || path.ends_with("tests.rs")
            || path.starts_with(source.join("codes"))
        {
            continue;
        }
        let text = fs::read_to_string(path).expect("a source file");
        let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
        for literal in program.split('"') {
            let Some((area, what)) = literal.split_once('.') else {
                continue;
            };
            let plain = |part: &str| {
                !part.is_empty()
                    && part.starts_with(|c: char| c.is_ascii_lowercase())
                    && part
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            };
            let is_file = ["html", "toml", "yaml", "yml", "md", "xml", "js", "css"].contains(&what);
            if areas.contains(area) && plain(what) && !is_file {
                found.insert((literal.to_owned(), path.display().to_string()));
            }
        }
        for call in ["Finding::error(", "Finding::warning(", "Finding::info("] {
            for (at, _) in program.match_indices(call) {
                let argument = program[at + call.len()..].trim_start();
                if let Some(literal) = argument.strip_prefix('"') {
                    let code = literal.split('"').next().unwrap_or("");
                    found.insert((code.to_owned(), path.display().to_string()));
                }
            }
        }
    }
    found
}

#[test]
fn every_code_in_the_source_is_explained() {
    let found = in_the_source();
    assert!(found.len() > 150, "only {} codes are seen", found.len());
    let unknown: Vec<_> = found
        .iter()
        .filter(|(code, _)| codes::find(code).is_none())
        .collect();
    assert!(
        unknown.is_empty(),
        "give these an entry in src/codes: {unknown:#?}"
    );
}

#[test]
fn every_code_that_is_explained_is_in_the_source() {
    let found = in_the_source();
    let unsaid: Vec<&str> = codes::all()
        .map(|code| code.code)
        .filter(|code| !found.iter().any(|(said, _)| said == code))
        .collect();
    assert!(unsaid.is_empty(), "nothing says {unsaid:?}");
}

#[test]
fn the_documentation_is_that_of_the_table() {
    for (language, name) in [(Language::French, "fr"), (Language::English, "en")] {
        let file = format!("docs/codes.{name}.md");
        let written = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&file));
        assert!(
            written.unwrap_or_default() == codes::markdown(language),
            "{file} is old: lucarne --lang {name} explain --markdown > {file}"
        );
    }
}

#[test]
fn a_code_is_explained_in_both_languages() {
    let here = site("");
    here.run(&["explain", "a11y.image-alt"])
        .status(0)
        .prints("a11y.image-alt – Image without alternative text")
        .prints("WCAG 1.1.1")
        .prints("![](facade.jpg)");
    here.run(&["--lang", "fr", "explain", "a11y.heading-skip"])
        .status(0)
        .prints("Niveau de titre sauté")
        .prints("#### Le mercredi");
    here.run(&["explain"])
        .status(0)
        .prints("Accessibility")
        .prints("yaml.tab");
    here.run(&["explain", "link"])
        .status(0)
        .prints("link.broken");
    here.run(&["explain", "a11y.image-atl"])
        .status(2)
        .says("a11y.image-alt");
    here.run(&["explain", "qwertyuiop"])
        .status(2)
        .says("lucarne explain");
}

const PAGE: &str = "
-- templates/index.html --
{{ section.content | safe }}
-- templates/page.html --
{{ page.content | safe }}
-- content/_index.md --
---
title: A
---
";

fn with(config: &str, front: &str) -> crate::harness::Site {
    site(PAGE)
        .with(
            "lucarne.yaml",
            format!("base_url: https://example.org\n{config}"),
        )
        .with(
            "content/a.md",
            format!("---\ntitle: B\n{front}---\n\n![](a.png)\n"),
        )
        .with("content/a.png", b"\x89PNG\r\n\x1a\n")
}

fn codes_of(site: &crate::harness::Site) -> Vec<(String, &'static str)> {
    let built = site.build();
    let findings = built.outcome.findings.iter();
    findings
        .filter(|finding| finding.code.starts_with("a11y.") || finding.code.starts_with("check."))
        .map(|finding| (finding.code.to_owned(), finding.severity.name()))
        .collect()
}

#[test]
fn a_rule_is_an_error_a_warning_or_off() {
    let said = |config: &str| codes_of(&with(config, ""));
    let alone = |severity| vec![("a11y.image-alt".to_owned(), severity)];
    assert_eq!(said(""), alone("error"));
    assert_eq!(
        said("check:\n  rules:\n    a11y.image-alt: warning\n"),
        alone("warning")
    );
    assert_eq!(said("check:\n  rules:\n    a11y.image-alt: off\n"), []);
    assert_eq!(
        said("check:\n  rules:\n    a11y:\n      image-alt: off\n"),
        []
    );
    assert_eq!(
        said("check:\n  rules:\n    a11y: warning\n"),
        alone("warning")
    );
}

#[test]
fn an_unknown_rule_is_refused_with_the_one_that_was_meant() {
    with("check:\n  rules:\n    a11y.image-atl: off\n", "")
        .build()
        .finds("check.unknown-rule", "lucarne.yaml", 4);
    let told = with(
        "check:\n  rules:\n    image-alt: off\n    yaml.tab: off\n",
        "",
    )
    .build();
    told.finds("check.unknown-rule", "lucarne.yaml", 4).finds(
        "check.unknown-rule",
        "lucarne.yaml",
        5,
    );
    assert!(told.said().contains("“a11y.image-alt”"), "{}", told.said());
    with("check:\n  rules:\n    a11y.image-alt: never\n", "")
        .build()
        .finds("data.choice", "lucarne.yaml", 4);
}

#[test]
fn a_page_sets_a_rule_aside_with_a_reason() {
    let said = |front: &str| codes_of(&with("", front));
    assert_eq!(
        said("check:\n  a11y.image-alt: \"a test of an empty text\"\n"),
        []
    );
    for empty in ["\"\"", "", "off", "false"] {
        let site = with("", &format!("check:\n  a11y.image-alt: {empty}\n"));
        site.build().finds("check.no-reason", "content/a.md", 4);
    }
    with("", "check:\n  a11y.alt: \"why\"\n").build().finds(
        "check.unknown-rule",
        "content/a.md",
        4,
    );
}

#[test]
fn findings_go_to_code_hosts_as_sarif() {
    let ran = with("", "").run(&["check", "--format", "sarif"]);
    let log = ran.status(1).json();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let result = results
        .iter()
        .find(|result| result["ruleId"] == "a11y.image-alt")
        .expect("the image");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/a.md");
    assert_eq!(place["region"]["startLine"], 5);
}

#[test]
fn a_line_for_each_category_closes_a_run() {
    with("", "")
        .run(&["check"])
        .status(1)
        .says("Accessibility: 1\u{a0}error");
}
