//! The output folder: never one of somebody else, always whole, whoever else builds and whenever a build dies.

use super::{SITE, fails_cleanly, tree};
use crate::harness::{Site, site};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn build(site: &Site) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lucarne"));
    command.arg("build").current_dir(site.root());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn folders_that_are_not_for_the_site_alone_are_refused() {
    let outer = SITE.replace("\n-- ", "\n-- site/");
    let all = site(&outer.replacen("-- ", "-- site/", 1))
        .with("photo.jpg", "mine")
        .with("other/letter.txt", "mine")
        .with("site/other/letter.txt", "mine");
    let before = tree(all.root());
    let never = [
        ".",
        "..",
        "content",
        "content/public",
        "static",
        "templates/x",
        "lucarne.yaml",
    ];
    let not_ours = ["other", "../other"];
    let tries = never
        .iter()
        .flat_map(|output| [(*output, false), (*output, true)]);
    for (output, force) in tries.chain(not_ours.map(|output| (output, false))) {
        let flags: &[&str] = if force { &["--force"] } else { &[] };
        let words = [&["build", "--output-dir", output], flags].concat();
        let ran = all.run_in("site", &words);
        fails_cleanly(&ran, output);
        ran.says("[output.");
        assert!(tree(all.root()) == before, "{words:?}");
    }
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

#[cfg(unix)]
#[test]
fn a_build_killed_at_any_moment_leaves_one_whole_site() {
    let all = site(SITE);
    let mut versions = Vec::new();
    let mut longest = Duration::ZERO;
    for number in 0..2 {
        version(&all, number);
        let start = Instant::now();
        assert!(build(&all).status().unwrap().success());
        longest = longest.max(start.elapsed());
        versions.push(pages(&all));
    }
    assert!(versions[0] != versions[1]);
    let (mut ended, mut killed) = (0, 0);
    for round in 0..24_u32 {
        version(&all, round as usize % 2);
        let mut child = build(&all).spawn().unwrap();
        std::thread::sleep(longest * (round * 7 % 24) / 22);
        child.kill().unwrap();
        let success = child.wait().unwrap().success();
        ended += usize::from(success);
        killed += usize::from(!success);
        let found = pages(&all);
        assert!(versions.contains(&found), "a mixture after {round} rounds");
    }
    assert!(killed > 5, "{killed} killed, {ended} ended");
    version(&all, 0);
    assert!(build(&all).status().unwrap().success());
    assert!(pages(&all) == versions[0]);
    assert_tidy(all.root(), "public");
}

#[test]
fn builds_at_once_do_not_disturb_each_other() {
    let all = site(SITE);
    version(&all, 0);
    let children: Vec<_> = (0..4).map(|_| build(&all).spawn().unwrap()).collect();
    for mut child in children {
        let status = child.wait().unwrap().code();
        assert!(matches!(status, Some(0 | 1)), "{status:?}");
    }
    let at_once = pages(&all);
    std::fs::remove_dir_all(all.root().join("public")).unwrap();
    assert!(build(&all).status().unwrap().success());
    assert!(pages(&all) == at_once);
    assert_tidy(all.root(), "public");
}
