//! The building thread: waits for a change, makes the site again, tells the terminal and the browsers.

use super::watch::{Changes, Watch};
use super::{Builder, Preview};
use crate::pipeline::{Outcome, Sink};
use crate::report::{self, Finding, Language, Severity, Text};
use crate::text;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Above how many changed files browsers are told to load everything anew.
const MANY: usize = 100;

/// Makes the site again and again.
pub(super) struct Rebuilder {
    preview: Arc<Preview>,
    root: PathBuf,
    make: Box<dyn Fn() -> Box<dyn Builder>>,
    builder: Box<dyn Builder>,
    last: Outcome,
}

impl Rebuilder {
    /// `make` gives a builder that knows nothing yet: at the start, and after one has crashed.
    pub fn new(
        preview: Arc<Preview>,
        root: PathBuf,
        make: Box<dyn Fn() -> Box<dyn Builder>>,
    ) -> Self {
        Self {
            preview,
            root,
            builder: make(),
            make,
            last: Outcome::default(),
        }
    }

    /// Makes the site and shows it. `changes`: why; none for the first time.
    pub fn build(&mut self, changes: Option<&Changes>) {
        let start = Instant::now();
        let preview = Arc::clone(&self.preview);
        let live = Live {
            preview: &preview,
            assets: Mutex::default(),
        };
        let changed = changes.and_then(|changes| changes.paths.as_deref());
        let first = preview.hub.looked_at();
        let built = catch_unwind(AssertUnwindSafe(|| {
            self.builder.build(&live, changed, &first)
        }));
        let mut assets = live
            .assets
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let outcome = built.unwrap_or_else(|_| {
            self.builder = (self.make)();
            Outcome {
                findings: vec![crash()],
                usable: false,
                ..self.last.clone()
            }
        });
        let dropped = outcome.usable && preview.store.keep_only(&outcome.outputs);
        preview.show(&outcome.findings);
        preview.hub.tell_versions(|page| preview.version(page));
        assets.sort();
        if !assets.is_empty() {
            if assets.len() > MANY {
                assets = vec!["*".to_owned()];
            }
            let json = serde_json::Value::from(assets.clone()).to_string();
            preview.hub.tell_all("assets", &json);
        }
        let nothing_new = outcome.rendered.is_empty() && assets.is_empty() && !dropped;
        let quiet = changes
            .is_some_and(|changes| changes.paths.is_none() && changes.shown.is_empty())
            && nothing_new
            && outcome.findings == self.last.findings;
        if !quiet {
            let shown = changes.map(|changes| changes.shown.as_slice());
            tell(
                &self.root,
                shown,
                &outcome,
                start.elapsed(),
                preview.language,
            );
        }
        self.last = outcome;
    }

    /// Builds whenever a file has changed, for ever.
    pub fn follow_changes(mut self) -> ! {
        let mut watch = Watch::new(&self.root, self.preview.language);
        loop {
            let mut changes = Changes::unknown();
            if !watch.follow(&self.last.inputs, &self.last.output_dir) {
                changes = watch.next();
                if watch.follow(&self.last.inputs, &self.last.output_dir) {
                    changes.paths = None;
                }
            }
            self.build(Some(&changes));
        }
    }
}

/// Files on their way into the preview. A page that somebody looks at is shown as soon as it is made.
struct Live<'a> {
    preview: &'a Preview,
    assets: Mutex<Vec<String>>,
}

impl Live<'_> {
    fn has_changed(&self, path: &str) {
        if path.ends_with(".html") {
            let preview = self.preview;
            preview.hub.tell_of(path, |page| preview.version(page));
        } else {
            let mut assets = self.assets.lock().unwrap_or_else(PoisonError::into_inner);
            assets.push(format!("/{path}"));
        }
    }
}

impl Sink for Live<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<bool, Box<Finding>> {
        let changed = self.preview.store.put(path, bytes);
        if changed {
            self.has_changed(path);
        }
        Ok(changed)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        let changed = self.preview.store.copy(path, from)?;
        if changed {
            self.has_changed(path);
        }
        Ok(changed)
    }

    fn keep(&self, _path: &str) {}
}

fn crash() -> Finding {
    Finding::error(
        "serve.crash",
        Text::new(
            "Lucarne a rencontré une erreur qui lui est propre : l'aperçu montre la dernière version réussie.",
            "Lucarne ran into a mistake of its own: the preview shows the last version that went well.",
        ),
    )
    .help(Text::new(
        "Annulez la dernière modification, et signalez-la aux auteurs de Lucarne avec le texte affiché dans le terminal.",
        "Undo the last change, and report it to Lucarne's authors with the text shown in the terminal.",
    ))
}

/// One line on what was done, and what there is to say under it.
fn tell(
    root: &Path,
    changed: Option<&[PathBuf]>,
    outcome: &Outcome,
    time: Duration,
    language: Language,
) {
    let milliseconds = time.as_millis();
    let line = match changed {
        None => counted(
            outcome.pages,
            &Text::new("page fabriquée", "page made"),
            &Text::new("pages fabriquées", "pages made"),
        ),
        Some(changed) => {
            let made = counted(
                outcome.rendered.len(),
                &Text::new("fichier refait", "file made again"),
                &Text::new("fichiers refaits", "files made again"),
            );
            let why = reason(root, changed);
            Text::new(
                format!("{}\u{a0}: {}", why.fr, made.fr),
                format!("{}: {}", why.en, made.en),
            )
        }
    };
    let Text { fr, en } = line;
    let line = text!(fr: "{fr} en {milliseconds} ms", en: "{en} in {milliseconds} ms");
    let shown: Vec<Finding> = outcome
        .findings
        .iter()
        .filter(|finding| changed.is_none() || finding.severity < Severity::Info)
        .cloned()
        .collect();
    let mut stderr = anstream::stderr();
    let _ = writeln!(stderr, "{}", line.get(language));
    if !shown.is_empty() {
        let findings = report::terminal(&shown, language, true);
        let _ = writeln!(stderr, "{}", findings.trim_end());
    }
}

/// What has changed, in a few words.
fn reason(root: &Path, changed: &[PathBuf]) -> Text {
    let name = |path: &PathBuf| {
        let path = path.strip_prefix(root).unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    };
    match changed {
        [] => Text::new("Modifications", "Changes"),
        [one] => Text::new(name(one), name(one)),
        [first, rest @ ..] => {
            let (first, more) = (name(first), rest.len());
            let others = if more == 1 { "autre" } else { "autres" };
            let en_others = if more == 1 { "other" } else { "others" };
            text!(fr: "{first} et {more} {others}", en: "{first} and {more} {en_others}")
        }
    }
}

/// A number and its noun. In French zero is singular.
fn counted(count: usize, one: &Text, many: &Text) -> Text {
    let fr = if count > 1 { &many.fr } else { &one.fr };
    let en = if count == 1 { &one.en } else { &many.en };
    text!(fr: "{count} {fr}", en: "{count} {en}")
}
