//! Every dependency has its line in `docs/dependencies.md`, which says why.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_dependency_says_why() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("a file of the repository");
    let manifest: toml::Table = read("Cargo.toml").parse().expect("TOML");
    let unix = &manifest["target"]["cfg(unix)"]["dependencies"];
    let tables = [
        &manifest["dependencies"],
        &manifest["dev-dependencies"],
        unix,
    ];
    let crates: BTreeSet<String> = tables
        .into_iter()
        .flat_map(|table| table.as_table().expect("a table"))
        .map(|(name, asked)| {
            let other = asked.get("package").and_then(|name| name.as_str());
            other.unwrap_or(name).to_owned()
        })
        .collect();
    let page = read("docs/dependencies.md");
    let rows = page.lines().filter_map(|line| {
        let (name, why) = line.strip_prefix("| ")?.split_once(" | ")?;
        let is_row = !name.starts_with('-') && name != "Crate";
        is_row.then(|| {
            assert!(why.len() > 10, "{name}");
            name.to_owned()
        })
    });
    let rows: Vec<String> = rows.collect();
    let told: BTreeSet<String> = rows.iter().cloned().collect();
    assert_eq!(rows.len(), told.len(), "a crate stands there twice");
    assert_eq!(told, crates);
}
