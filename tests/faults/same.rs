//! The same site gives the same bytes, on any machine, also on one without a network.

use crate::common::{SITE, tree};
use crate::harness::{Site, empty_folder, site};
use crate::table::Outcome;
use std::process::Command;

const MORE: [(&str, &str); 6] = [
    (
        "content/elan.md",
        "---\ntitle: Élan\ndate: 2026-01-02T23:30:00+02:00\ntaxonomies: {tags: [Été, argent]}\n---\n## A\n[m](mission.md)\n",
    ),
    (
        "content/b/_index.md",
        "---\ntitle: B\nsort_by: title\ngenerate_feeds: true\n---\n",
    ),
    ("content/b/Zoé.md", "---\ntitle: Zoé\n---\n"),
    ("content/b/ecole.md", "---\ntitle: École\n---\n"),
    (
        "content/b/i.md",
        "---\ntitle: ıİiI\n---\n```rust\nfn a() {}\n```\n",
    ),
    ("static/css/a.css", "a{}"),
];

fn lucarne(site: &Site) -> Command {
    let mut command = site.command();
    command.arg("build");
    command
}

pub fn threads_zone_locale_and_order_change_no_byte() -> Outcome {
    let forward = MORE
        .iter()
        .fold(site(SITE), |site, (path, text)| site.with(path, text));
    let mut backward = empty_folder();
    for (path, text) in MORE.iter().rev() {
        backward = backward.with(path, text);
    }
    for (path, bytes) in tree(forward.root()) {
        if forward.root().join(&path).is_file() && !backward.root().join(&path).exists() {
            backward = backward.with(&path, bytes);
        }
    }
    let one = lucarne(&forward)
        .envs([("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8")])
        .envs([("LC_ALL", "tr_TR.UTF-8"), ("RAYON_NUM_THREADS", "1")])
        .output()
        .unwrap();
    assert!(
        one.status.success(),
        "{}",
        String::from_utf8_lossy(&one.stderr)
    );
    let other = lucarne(&backward)
        .envs([("TZ", "America/Los_Angeles"), ("LANG", "fr_BE.ISO-8859-1")])
        .envs([("LC_ALL", "C"), ("RAYON_NUM_THREADS", "2")])
        .output()
        .unwrap();
    assert!(
        other.status.success(),
        "{}",
        String::from_utf8_lossy(&other.stderr)
    );
    let (one, other) = (
        tree(&forward.root().join("public")),
        tree(&backward.root().join("public")),
    );
    assert!(one.len() > 20);
    let differing: Vec<_> = one
        .keys()
        .chain(other.keys())
        .filter(|path| one.get(*path) != other.get(*path))
        .collect();
    assert!(differing.is_empty(), "{differing:?}");
    Outcome::Survived(1)
}

/// Runs only where the system lets a process cut itself off from the network.
pub fn a_machine_without_a_network_builds() -> Outcome {
    let cut_off = |program: &str| {
        let mut command = Command::new("unshare");
        command.args(["--net", "--map-root-user", program]);
        command
    };
    if !cut_off("true")
        .output()
        .is_ok_and(|ran| ran.status.success())
    {
        return Outcome::Skipped("no process may be cut off from the network");
    }
    let root = env!("CARGO_MANIFEST_DIR");
    let folder = empty_folder();
    let ran = cut_off(env!("CARGO_BIN_EXE_lucarne"))
        .args(["build", "--root", root, "--output-dir"])
        .arg(folder.root().join("public"))
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    assert!(folder.read("public/index.html").contains("<html"));
    Outcome::Survived(1)
}
