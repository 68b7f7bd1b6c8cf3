//! Builds that die at any moment, and readers of the site meanwhile.

use crate::common::{SITE, tree};
use crate::harness::{Site, site};
use crate::table::Outcome;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const ROUNDS: usize = 100;
/// Each build of this number is not killed: it tells how long one takes at present.
const LEFT_ALONE: usize = 11;
const PAGES: usize = 40;

/// Writes all pages anew, each with the number of this version.
fn version(site: &Site, version: usize) {
    for page in 0..PAGES {
        let text = format!("---\ntitle: P{page}\n---\n<version {version}>\n")
            .replace("<version", "version")
            .replace(">\n", " end\n");
        fs::write(site.root().join(format!("content/p{page}.md")), text).unwrap();
    }
}

fn build(site: &Site) -> Command {
    let mut command = site.command();
    command.arg("build");
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// What is published, but for the notes on when each file was made, with the versions taken out; and those versions.
fn published(site: &Site) -> (BTreeMap<String, String>, Vec<usize>) {
    let mut versions = Vec::new();
    let mut found = BTreeMap::new();
    for (path, bytes) in tree(&site.root().join("public")) {
        if path.starts_with(".lucarne-") {
            continue;
        }
        let mut text = String::from_utf8(bytes).unwrap();
        while let Some(version) = version_in(&text) {
            versions.push(version);
            text = text.replace(&format!("version {version} end"), "");
        }
        found.insert(path, text);
    }
    versions.sort_unstable();
    versions.dedup();
    (found, versions)
}

fn version_in(text: &str) -> Option<usize> {
    let (_, rest) = text.split_once("version ")?;
    rest.split_once(" end")?.0.parse().ok()
}

/// Reads pages of a folder again and again, as a web server would, until told to stop. Every page must be there, whole, and
/// none older than the one read before it. Gives how many were read.
fn read_for_ever(public: &Path, stop: &AtomicBool) -> usize {
    let mut newest = 0;
    let mut count = 0;
    while !stop.load(Ordering::Relaxed) {
        for page in [0, PAGES / 2, PAGES - 1] {
            let file = public.join(format!("p{page}/index.html"));
            let text = fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("a reader misses {}: {error}", file.display()));
            let version = version_in(&text).unwrap_or_else(|| panic!("half a page: {text}"));
            assert!(text.trim_end().ends_with("</html>"), "half a page: {text}");
            assert!(version >= newest, "{version} after {newest}: a mixture");
            newest = version;
            count += 1;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    count
}

/// Does something while two readers read, at least a thousand pages a second.
fn under_readers(site: &Site, work: impl FnOnce()) {
    struct Stop<'a>(&'a AtomicBool);
    impl Drop for Stop<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let public = site.root().join("public");
    let start = Instant::now();
    let (stop, count) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| count.fetch_add(read_for_ever(&public, &stop), Ordering::Relaxed));
        }
        let _stop = Stop(&stop);
        work();
    });
    let (count, time) = (count.into_inner(), start.elapsed());
    assert!(
        count as f64 >= 1_000.0 * time.as_secs_f64(),
        "{count} in {time:?}"
    );
}

pub fn builds_killed_under_readers() -> Outcome {
    let all = site(SITE);
    version(&all, 0);
    let start = Instant::now();
    assert!(build(&all).status().unwrap().success());
    let mut usual = start.elapsed();
    let (whole, _) = published(&all);
    let (mut ended, mut before) = (0, 0);
    under_readers(&all, || {
        for round in 1..=ROUNDS + ROUNDS / (LEFT_ALONE - 1) {
            version(&all, round);
            let start = Instant::now();
            let mut child = build(&all).spawn().unwrap();
            if round % LEFT_ALONE != 0 {
                let part = u32::try_from(round * 37 % 100).unwrap();
                std::thread::sleep(usual * part / 90);
                child.kill().unwrap();
            }
            if child.wait().unwrap().success() {
                // The readers slow it down, and other work on the machine comes and goes.
                usual = start.elapsed();
                ended += 1;
            }
            let (found, versions) = published(&all);
            assert!(found == whole, "round {round}: {:?}", found.keys());
            assert_eq!(versions.len(), 1, "round {round}: a mixture");
            assert!([before, round].contains(&versions[0]), "round {round}");
            before = versions[0];
        }
    });
    assert!(ended < ROUNDS * 3 / 4, "{ended} were not killed in time");
    let last = 2 * ROUNDS;
    version(&all, last);
    assert!(build(&all).status().unwrap().success());
    assert_eq!(published(&all), (whole, vec![last]));
    let left: Vec<_> = fs::read_dir(all.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("lucarne-"))
        .collect();
    assert_eq!(left, [""; 0]);
    Outcome::Survived(ROUNDS)
}

pub fn readers_of_a_site_that_changes() -> Outcome {
    const BUILDS: usize = 100;
    let all = site(SITE);
    version(&all, 0);
    assert!(build(&all).status().unwrap().success());
    under_readers(&all, || {
        for round in 1..=BUILDS {
            version(&all, round);
            assert!(build(&all).status().unwrap().success());
        }
    });
    assert_eq!(published(&all).1, [BUILDS]);
    Outcome::Survived(BUILDS)
}
