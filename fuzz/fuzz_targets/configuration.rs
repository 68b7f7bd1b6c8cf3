//! Configurations in both languages: findings or settings, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lucarne::config;
use lucarne::report::Findings;
use std::sync::LazyLock;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));

fuzz_target!(|bytes: &[u8]| {
    for name in ["lucarne.yaml", "zola.toml"] {
        let file = FOLDER.path().join(name);
        std::fs::write(&file, bytes).expect("the configuration");
        config::load(FOLDER.path(), Some(&file), &mut Findings::default());
    }
});
