//! Imports go one way: no module knows one that stands below it in the map of `ARCHITECTURE.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn architecture() -> String {
    fs::read_to_string(Path::new(ROOT).join("ARCHITECTURE.md")).expect("the map")
}

/// The modules in the order of the map.
fn mapped() -> Vec<String> {
    let architecture = architecture();
    let cells = architecture.lines().filter_map(|line| {
        let (modules, _) = line.strip_prefix("| `")?.split_once("` |")?;
        Some(modules.split("`, `").map(str::to_owned))
    });
    cells.flatten().collect()
}

#[test]
fn imports_go_one_way() {
    let source = Path::new(ROOT).join("src");
    let mapped = mapped();
    let height = |module: &str| {
        let height = mapped.iter().position(|known| known == module);
        height.unwrap_or_else(|| panic!("give src/{module} its place in the map"))
    };
    let mut upward = Vec::new();
    for entry in WalkDir::new(&source).sort_by_file_name() {
        let entry = entry.expect("a readable source folder");
        if entry
            .path()
            .extension()
            .is_none_or(|extension| extension != "rs")
            || entry.file_name() == "tests.rs"
        {
            continue;
        }
        let path = entry
            .path()
            .strip_prefix(&source)
            .expect("a file below src/");
        let text = fs::read_to_string(entry.path()).expect("a source file");
        let module = path
            .iter()
            .next()
            .expect("a module")
            .to_string_lossy()
            .replace(".rs", "");
        let is_top =
            path.iter().count() == 1 || path.iter().count() == 2 && path.ends_with("mod.rs");
        for other in imported(&text, is_top) {
            if height(&other) > height(&module) {
                upward.push(format!("{}: {module} imports {other}", path.display()));
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
}

#[test]
fn the_map_names_what_there_is() {
    let source = Path::new(ROOT).join("src");
    let there = |module: &String| {
        source.join(module).is_dir() || source.join(module).with_extension("rs").is_file()
    };
    let gone: Vec<String> = mapped()
        .into_iter()
        .filter(|module| !there(module))
        .collect();
    assert_eq!(gone, Vec::<String>::new());
    let architecture = architecture();
    let files = architecture.split('`').skip(1).step_by(2);
    for file in files.filter(|text| text.ends_with(".rs") || text.ends_with(".js")) {
        let found = Path::new(ROOT).join(file).exists() || source.join(file).exists();
        assert!(found, "{file}");
    }
}

/// The modules of the crate that a file names, tests and comments left out. `is_top`: `super` means the crate.
fn imported(text: &str, is_top: bool) -> BTreeSet<String> {
    let code: Vec<&str> = text
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    let roots: &[&str] = if is_top {
        &["crate::", "super::"]
    } else {
        &["crate::"]
    };
    let mut modules = BTreeSet::new();
    for root in roots {
        for (start, _) in code.match_indices(root) {
            if code[..start].ends_with('$') {
                continue;
            }
            let rest = &code[start + root.len()..];
            match rest.strip_prefix('{') {
                Some(group) => modules.extend(first_names(group)),
                None => modules.extend([first_name(rest)]),
            }
        }
    }
    // Macros stand at the root of the crate wherever they are written.
    modules.retain(|name| name.starts_with(|c: char| c.is_ascii_lowercase()) && name != "text");
    modules
}

/// The first names of the paths in `{a::b, c::{d, e}}`, after the opening brace.
fn first_names(group: &str) -> Vec<String> {
    let mut names = vec![first_name(group.trim_start())];
    let mut depth = 0;
    for (position, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(group[position + 1..].trim_start())),
            _ => {}
        }
    }
    names
}

fn first_name(path: &str) -> String {
    path.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn every_form_of_import_is_seen() {
    let text = "use crate::{memo::{self, ask}, report::Text};\n// crate::serve::run\nlet x = crate::config::load();\n\
                crate::text!(fr: \"\", en: \"\");\nuse super::sources;\n#[cfg(test)]\nuse crate::pipeline::Workshop;\n";
    let seen: Vec<String> = imported(text, true).into_iter().collect();
    assert_eq!(seen, ["config", "memo", "report", "sources"]);
    assert!(!imported(text, false).contains("sources"));
}
