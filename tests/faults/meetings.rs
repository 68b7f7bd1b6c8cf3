//! Two things at one address, exactly or for a system that takes two spellings for one.

use crate::common::SITE;
use crate::harness::site;
use crate::table::Outcome;

/// Builds the site with these files and finds a collision that names both sources.
#[track_caller]
fn meet(files: &[(&str, &str)], sources: [&str; 2]) {
    let all = files
        .iter()
        .fold(site(SITE), |site, (path, text)| site.with(path, text));
    let built = all.build();
    let told = built.outcome.findings.iter().any(|finding| {
        let named = |text: &str| sources.iter().all(|source| text.contains(source));
        finding.code == "address.collision"
            && finding.place.is_some()
            && named(&finding.message.fr)
            && named(&finding.message.en)
    });
    assert!(told, "{sources:?} are not named in\n{}", built.said());
    all.run(&["build"]).status(1);
    assert!(!all.root().join("public").exists());
}

pub fn two_pages_of_one_address_are_named() -> Outcome {
    meet(
        &[("content/a.md", "---\nslug: mission\n---\n")],
        ["content/a.md", "content/mission.md"],
    );
    meet(
        &[("content/a.md", "---\npath: /\n---\n")],
        ["content/a.md", "content/_index.md"],
    );
    meet(
        &[("content/mission/_index.md", "---\ntitle: x\n---\n")],
        ["content/mission.md", "content/mission/_index.md"],
    );
    Outcome::Survived(3)
}

pub fn what_makes_an_address_of_its_own_meets_no_other() -> Outcome {
    let alias = "---\ntitle: A\naliases: [old]\n---\n";
    let other_alias = "---\ntitle: B\naliases: [/old/]\n---\n";
    meet(
        &[("content/a.md", alias), ("content/b.md", other_alias)],
        ["content/a.md", "content/b.md"],
    );
    meet(
        &[
            ("content/a.md", alias),
            ("content/old.md", "---\ntitle: B\n---\n"),
        ],
        ["content/a.md", "content/old.md"],
    );
    meet(
        &[("content/tags.md", "---\ntitle: B\n---\n")],
        ["content/tags.md", "tags"],
    );
    meet(
        &[("content/a.md", "---\npath: tags/argent\n---\n")],
        ["content/a.md", "argent"],
    );
    meet(
        &[("content/a.md", "---\naliases: [tags/argent]\n---\n")],
        ["content/a.md", "argent"],
    );
    meet(
        &[("static/mission/index.html", "x")],
        ["content/mission.md", "static/mission/index.html"],
    );
    meet(&[("static/atom.xml", "x")], ["static/atom.xml", "atom.xml"]);
    meet(
        &[("static/sitemap.xml", "x")],
        ["static/sitemap.xml", "sitemap.xml"],
    );
    meet(
        &[("content/a.md", "---\naliases: [atom.xml/index.html]\n---\n")],
        ["content/a.md", "atom.xml"],
    );
    meet(
        &[
            ("content/a/index.md", "---\ntitle: A\n---\n"),
            ("content/a/x.txt", "x"),
            ("static/a/x.txt", "y"),
        ],
        ["content/a/x.txt", "static/a/x.txt"],
    );
    meet(
        &[("static/mission", "a file where a folder must be")],
        ["content/mission.md", "static/mission"],
    );
    meet(
        &[
            (
                "content/s/_index.md",
                "---\ntitle: S\npaginate_by: 1\n---\n",
            ),
            (
                "content/s/page/2.md",
                "---\ntitle: Deux\nslug: \"2\"\n---\n",
            ),
            ("content/s/a.md", "---\ntitle: A\n---\n"),
            ("content/s/b.md", "---\ntitle: B\n---\n"),
        ],
        ["content/s/_index.md", "content/s/page/2.md"],
    );
    Outcome::Survived(12)
}

pub fn letter_case_alone_tells_nothing_apart() -> Outcome {
    meet(
        &[("static/Logo.png", "a"), ("static/logo.png", "b")],
        ["static/Logo.png", "static/logo.png"],
    );
    meet(
        &[
            ("content/a.md", "---\npath: A\n---\n"),
            ("content/b.md", "---\npath: a\n---\n"),
        ],
        ["content/a.md", "content/b.md"],
    );
    meet(
        &[
            ("content/a.md", "---\npath: ÉTÉ\n---\n"),
            ("content/b.md", "---\npath: e\u{301}te\u{301}\n---\n"),
        ],
        ["content/a.md", "content/b.md"],
    );
    meet(
        &[("content/a.md", "---\naliases: [Mission]\n---\n")],
        ["content/a.md", "content/mission.md"],
    );
    meet(
        &[("static/Photos/a.png", "a"), ("static/photos/A.png", "b")],
        ["static/Photos/a.png", "static/photos/A.png"],
    );
    Outcome::Survived(5)
}
