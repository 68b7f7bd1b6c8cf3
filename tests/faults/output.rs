//! The output folder: never one of somebody else, always whole, whoever else builds and whenever a build dies.

use crate::common::{SITE, fails_cleanly, tree};
use crate::harness::{Site, site};
use crate::table::Outcome;
use lucarne::public::Publication;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

fn build(site: &Site) -> Command {
    let mut command = site.command();
    command.arg("build");
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// A site in `site/`, with folders of other people beside it and in it.
fn among_others() -> Site {
    let outer = SITE.replace("\n-- ", "\n-- site/");
    site(&outer.replacen("-- ", "-- site/", 1))
        .with("photo.jpg", "mine")
        .with("other/letter.txt", "mine")
        .with("site/other/letter.txt", "mine")
}

/// The folder is refused as an output, with and without force where that changes nothing, and nothing is touched.
fn refused(all: &Site, output: &str, force: bool) {
    let before = tree(all.root());
    let flags: &[&str] = if force { &["--force"] } else { &[] };
    let words = [&["build", "--output-dir", output], flags].concat();
    let ran = all.run_in("site", &words);
    fails_cleanly(&ran, output);
    ran.says("[output.");
    assert!(tree(all.root()) == before, "{words:?}");
}

pub fn folders_that_are_not_for_the_site_alone_are_refused() -> Outcome {
    let all = among_others();
    let never = [".", "..", "lucarne.yaml", ".lucarne", ".lucarne/x", ".git"];
    let not_ours = ["other", "../other"];
    for output in never {
        refused(&all, output, false);
        refused(&all, output, true);
    }
    for output in not_ours {
        refused(&all, output, false);
    }
    let home = std::env::home_dir().expect("a home");
    // Only asked: a mistake here must not cost whoever runs the tests their files.
    for output in [Path::new("/"), &home] {
        let root = all.root().join("site");
        let begun = Publication::begin(output, &root, &[root.join("content")], true);
        let code = begun.err().expect("a refusal").code;
        assert_eq!(code, "output.forbidden", "{}", output.display());
    }
    Outcome::Survived(never.len() * 2 + not_ours.len() + 2)
}

pub fn outputs_within_the_sources_are_refused() -> Outcome {
    let all = among_others();
    let within = [
        "content",
        "content/public",
        "content/a/b/c",
        "static",
        "static/public",
        "templates/x",
        "content/../static/x",
    ];
    for output in within {
        refused(&all, output, false);
        refused(&all, output, true);
    }
    Outcome::Survived(within.len() * 2)
}

/// Writes as many pages as make a build last, all of one version.
fn version(site: &Site, version: usize) {
    for page in 0..100 {
        let text = format!(
            "---\ntitle: P{page}\n---\n{}\n",
            format!("version {version} ").repeat(20)
        );
        std::fs::write(site.root().join(format!("content/p{page}.md")), text).unwrap();
    }
}

fn assert_tidy(folder: &Path, output: &str) {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.retain(|name| name.starts_with('.') && name.contains(output) && !name.ends_with("lock"));
    assert!(names.is_empty(), "{names:?}");
}

/// What is published, but for the notes on when each file was made.
fn pages(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut found = tree(&site.root().join("public"));
    found.retain(|path, _| !path.starts_with(".lucarne-"));
    found
}

pub fn builds_at_once_do_not_disturb_each_other() -> Outcome {
    const AT_ONCE: usize = 4;
    let all = site(SITE);
    version(&all, 0);
    let children: Vec<_> = (0..AT_ONCE).map(|_| build(&all).spawn().unwrap()).collect();
    for mut child in children {
        let status = child.wait().unwrap().code();
        assert!(matches!(status, Some(0 | 1)), "{status:?}");
    }
    let at_once = pages(&all);
    std::fs::remove_dir_all(all.root().join("public")).unwrap();
    assert!(build(&all).status().unwrap().success());
    assert!(pages(&all) == at_once);
    assert_tidy(all.root(), "public");
    Outcome::Survived(AT_ONCE)
}
