//! Files that change while they are read, and times that cannot be true.

use crate::common::{SITE, tree};
use crate::harness::{Site, empty_folder, site};
use crate::table::Outcome;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

fn pages(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut found = tree(&site.root().join("public"));
    found.retain(|path, _| !path.starts_with(".lucarne-"));
    found
}

/// What a build of the same files elsewhere, from nothing, publishes.
fn afresh(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut other = empty_folder();
    for (path, bytes) in tree(site.root()) {
        if !path.starts_with("public")
            && !path.starts_with('.')
            && site.root().join(&path).is_file()
        {
            other = other.with(&path, bytes);
        }
    }
    other.run(&["build"]).status(0);
    pages(&other)
}

/// Somebody who never stops working at the site.
fn disturb(root: &Path, stop: &AtomicBool) {
    let content = root.join("content");
    let page = |n: usize, round: usize| {
        format!(
            "---\ntitle: P{n}\n---\n{}\n",
            "text ".repeat(round % 50 * 20)
        )
    };
    for round in 0.. {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let n = round * 7 % 40;
        let file = content.join(format!("p{n}.md"));
        let bundle = content.join(format!("b{}", n % 5));
        let _ = match round % 8 {
            0 => fs::remove_file(&file),
            1 => fs::write(&file, page(n, round)),
            2 => fs::rename(&file, content.join(format!("p{}.md", n + 40))),
            3 => fs::remove_file(content.join(format!("p{}.md", n + 40))),
            4 => fs::create_dir_all(&bundle)
                .and_then(|()| fs::write(bundle.join("index.md"), page(n, round)))
                .and_then(|()| fs::write(bundle.join("film.bin"), vec![1; 2 << 20])),
            5 => File::options()
                .write(true)
                .open(bundle.join("film.bin"))
                .and_then(|film| film.set_len(100)),
            6 => fs::remove_dir_all(&bundle),
            _ => fs::write(root.join("static/a.css"), "a{}".repeat(round % 1000)),
        };
    }
}

pub fn files_that_come_and_go() -> Outcome {
    const BUILDS: usize = 30;
    let all = site(SITE).with("static/a.css", "a{}");
    let stop = AtomicBool::new(false);
    let mut ended = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| disturb(all.root(), &stop));
        for _ in 0..BUILDS {
            let ran = all.run(&["build"]);
            let well = ran.err.contains("error[") || !ran.err.contains("error");
            if !well || ran.err.contains("panicked") {
                stop.store(true, Ordering::Relaxed);
                panic!("{}", ran.err);
            }
            ended += usize::from(!ran.err.contains("error["));
        }
        stop.store(true, Ordering::Relaxed);
    });
    for path in ["content/p0.md", "content/p1.md"] {
        fs::write(all.root().join(path), "---\ntitle: P\nslug: last\n---\n").unwrap();
        if path.ends_with("p1.md") {
            fs::remove_file(all.root().join(path)).unwrap();
        }
    }
    all.run(&["build"]).status(0);
    assert!(
        pages(&all) == afresh(&all),
        "after {ended} good builds of {BUILDS}"
    );
    Outcome::Survived(BUILDS)
}

/// Gives everything in a folder this time.
fn date(folder: &Path, time: SystemTime) {
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let file = File::options().write(true).open(entry.path()).unwrap();
            file.set_modified(time).unwrap();
        }
    }
}

pub fn a_clock_that_jumps() -> Outcome {
    let days = |days: u64| Duration::from_secs(days * 86_400);
    let (then, now) = (SystemTime::UNIX_EPOCH, SystemTime::now());
    let times = [
        now,
        then,
        now + days(36_500),
        then + days(1),
        then - days(3_650),
        now - days(1),
        now,
    ];
    let large = |n: usize| vec![u8::try_from(n).unwrap(); 3 << 20];
    let mut all = site(SITE).with("static/film.bin", large(0));
    all.run(&["build"]).status(0);
    for (round, time) in times.into_iter().enumerate() {
        // as long as before, so that only the bytes tell
        all = all
            .with(
                "content/mission.md",
                format!("---\ntitle: M\n---\nround {round}\n"),
            )
            .with("static/film.bin", large(round + 1))
            .with("static/a.css", format!("a{{}} /*{round}*/"));
        for folder in ["content", "static", "public"] {
            date(&all.root().join(folder), time);
        }
        all.run(&["build"]).status(0);
        assert!(pages(&all) == afresh(&all), "{time:?}");
        let page = all.read("public/mission/index.html");
        assert!(page.contains(&format!("round {round}")), "{time:?}: {page}");
    }
    Outcome::Survived(times.len())
}
