//! A site in one string, built through the library or through the program, and what is asked of the result in chained calls.

use lucarne::pipeline::{Mode, Options, Outcome, Sink, Workshop};
use lucarne::report::{Finding, Language, Severity, terminal};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// A site in a folder of its own, gone when dropped.
pub struct Site {
    folder: TempDir,
}

/// A site from its files, each after a line `-- path --`. Text before the first such line is ignored.
pub fn site(files: &str) -> Site {
    let site = empty_folder();
    let mut parts: Vec<(&str, String)> = Vec::new();
    for line in files.split_inclusive('\n') {
        let name = line
            .trim_end()
            .strip_prefix("-- ")
            .and_then(|name| name.strip_suffix(" --"));
        match (name, parts.last_mut()) {
            (Some(name), _) => parts.push((name, String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {}
        }
    }
    for (path, text) in parts {
        site.write(path, text.as_bytes());
    }
    site
}

/// A folder with nothing in it.
pub fn empty_folder() -> Site {
    Site {
        folder: tempfile::tempdir().expect("a folder for the test"),
    }
}

/// Every file, folder and link below a folder, with the bytes of files and the targets of links.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap();
        let bytes = if entry.path_is_symlink() {
            fs::read_link(entry.path())
                .unwrap()
                .into_os_string()
                .into_encoded_bytes()
        } else if entry.file_type().is_file() {
            fs::read(entry.path()).unwrap()
        } else {
            Vec::new()
        };
        found.insert(path.to_str().unwrap().replace('\\', "/"), bytes);
    }
    found
}

impl Site {
    /// Where it is.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a file or writes it anew.
    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.write(path, bytes.as_ref());
        self
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().expect("a file in the site")).expect("its folder");
        fs::write(file, bytes).expect("its text");
    }

    /// The text of one of its files.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Builds it in memory.
    pub fn build(&self) -> Built {
        self.build_with(|_| {})
    }

    /// Builds it in memory with other options.
    pub fn build_with(&self, change: impl FnOnce(&mut Options)) -> Built {
        let mut options = Options::new(self.root(), Mode::Build);
        change(&mut options);
        let sink = Memory::default();
        let outcome = Workshop::new(options).build(&sink, None, &[]);
        let outputs = sink.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        Built { outputs, outcome }
    }

    /// Runs the program in its folder, in English unless the words say otherwise.
    pub fn run(&self, words: &[&str]) -> Ran {
        self.run_in(".", words)
    }

    /// The program, to be run in its folder, in English.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lucarne"));
        command
            .current_dir(self.root())
            .env_remove("LANGUAGE")
            .env("LC_ALL", "C.UTF-8");
        command
    }

    /// Runs the program in one of its folders.
    pub fn run_in(&self, folder: &str, words: &[&str]) -> Ran {
        let output = self
            .command()
            .args(words)
            .current_dir(self.root().join(folder))
            .output()
            .expect("the program");
        Ran {
            words: words.join(" "),
            status: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<bool, Box<Finding>> {
        let before = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), bytes);
        assert!(before.is_none(), "{path} was made twice");
        Ok(true)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        self.put(
            path,
            fs::read(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())),
        )
    }

    fn keep(&self, _path: &str) {}
}

/// What a build in memory gave.
pub struct Built {
    outputs: BTreeMap<String, Vec<u8>>,
    /// All that the build said.
    pub outcome: Outcome,
}

impl Built {
    /// The text of an output.
    pub fn text(&self, path: &str) -> String {
        match self.outputs.get(path) {
            Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            None => panic!("no {path} among {:?}\n{}", self.paths(), self.said()),
        }
    }

    /// The paths of all outputs.
    pub fn paths(&self) -> Vec<&str> {
        self.outputs.keys().map(String::as_str).collect()
    }

    /// An output holds a text.
    #[track_caller]
    pub fn has(&self, path: &str, text: &str) -> &Self {
        let output = self.text(path);
        assert!(output.contains(text), "{path} has no {text:?}:\n{output}");
        self
    }

    /// An output does not hold a text.
    #[track_caller]
    pub fn lacks(&self, path: &str, text: &str) -> &Self {
        let output = self.text(path);
        assert!(!output.contains(text), "{path} has {text:?}:\n{output}");
        self
    }

    /// There is no such output.
    #[track_caller]
    pub fn absent(&self, path: &str) -> &Self {
        assert!(!self.outputs.contains_key(path), "{path} was made");
        self
    }

    /// Nothing of severity error or warning was found.
    #[track_caller]
    pub fn fine(&self) -> &Self {
        let bad = self
            .outcome
            .findings
            .iter()
            .filter(|finding| finding.severity < Severity::Info);
        assert_eq!(bad.count(), 0, "{}", self.said());
        self
    }

    /// A finding with this code is at this file and line (0: the whole file).
    #[track_caller]
    pub fn finds(&self, code: &str, file: &str, line: usize) -> &Self {
        let found = self.outcome.findings.iter().any(|finding| {
            finding.code == code
                && finding
                    .place
                    .as_ref()
                    .is_some_and(|place| place.file == file && place.line == line)
        });
        assert!(found, "no {code} at {file}:{line} among\n{}", self.said());
        self
    }

    /// All findings, as a person reads them in English.
    pub fn said(&self) -> String {
        terminal(&self.outcome.findings, Language::English, false)
    }
}

/// What a run of the program gave.
pub struct Ran {
    words: String,
    status: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// It ended with a status.
    #[track_caller]
    pub fn status(&self, status: i32) -> &Self {
        assert_eq!(
            self.status,
            Some(status),
            "lucarne {}\n{}{}",
            self.words,
            self.out,
            self.err
        );
        self
    }

    /// A text stands on standard output.
    #[track_caller]
    pub fn prints(&self, text: &str) -> &Self {
        assert!(
            self.out.contains(text),
            "lucarne {}: no {text:?} in\n{}",
            self.words,
            self.out
        );
        self
    }

    /// A text stands on standard error.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(
            self.err.contains(text),
            "lucarne {}: no {text:?} in\n{}",
            self.words,
            self.err
        );
        self
    }

    /// Standard output as one JSON value.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("lucarne {}: {error}\n{}", self.words, self.out))
    }
}

/// Takes outputs, and keeps none.
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, _: Vec<u8>) -> Result<bool, Box<Finding>> {
        Ok(true)
    }

    fn copy(&self, _: &str, _: &Path) -> Result<bool, Box<Finding>> {
        Ok(true)
    }

    fn keep(&self, _: &str) {}
}
