//! The building thread: waits for a change, makes the site again, tells the terminal and the browsers.

use super::pages::Place;
use super::store::is_part_of_pages;
use super::watch::{Changes, Watch};
use super::{Builder, Preview};
use crate::pipeline::{Arranged, Outcome, Sink};
use crate::report::{self, Finding, Language, Severity, Text};
use crate::text;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

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
            different: AtomicUsize::new(0),
            assets: Mutex::default(),
            moves: Mutex::default(),
        };
        let changed = changes.and_then(|changes| changes.paths.as_deref());
        let first = match changes {
            Some(_) => preview.hub.looked_at(),
            None => vec!["index.html".to_owned()],
        };
        let built = catch_unwind(AssertUnwindSafe(|| {
            self.builder.build(&live, changed, &first)
        }));
        let outcome = built.unwrap_or_else(|_| {
            self.builder = (self.make)();
            self.after_crash()
        });
        if outcome.usable {
            live.tell_moves();
            let others = preview.store.others(&outcome.outputs);
            live.drop_all(others.iter().map(String::as_str));
        }
        preview.show(&outcome.findings);
        preview.hub.tell_versions(|page| preview.version(page));
        live.tell_of_assets();

        let different = live.different.into_inner();
        let by_guess = changes.is_some_and(|changes| changes.shown.is_empty());
        if !by_guess || different > 0 || outcome.findings != self.last.findings {
            let reason = changes.map(|changes| reason(&self.root, &changes.shown));
            let line = done(reason, &outcome, different, start.elapsed());
            tell(
                &line,
                &outcome.findings,
                changes.is_none(),
                preview.language,
            );
        }
        self.last = outcome;
    }

    /// What is known after a build that did not end.
    fn after_crash(&self) -> Outcome {
        let mut outcome = Outcome {
            findings: vec![crash()],
            usable: false,
            ..self.last.clone()
        };
        if outcome.inputs.is_empty() {
            let folders = ["content", "templates", "themes", "data", "static"];
            outcome.inputs = folders.map(|folder| self.root.join(folder)).into();
        }
        outcome
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
    /// How many files are new or different.
    different: AtomicUsize,
    /// Those of them that are no pages, as paths in an address.
    assets: Mutex<Vec<String>>,
    /// Where pages that browsers show have gone.
    moves: Mutex<Vec<(String, Place)>>,
}

impl Live<'_> {
    fn has_changed(&self, path: &str) {
        self.different.fetch_add(1, Ordering::Relaxed);
        if path.ends_with(".html") {
            let preview = self.preview;
            preview.hub.tell_of(path, |page| preview.version(page));
        } else if is_part_of_pages(path) {
            let mut assets = self.assets.lock().unwrap_or_else(PoisonError::into_inner);
            assets.push(format!("/{path}"));
        }
    }

    /// Drops outputs that the site no longer has.
    fn drop_all<'a>(&self, paths: impl IntoIterator<Item = &'a str>) {
        let preview = self.preview;
        let held = preview.pages.held();
        for path in paths {
            if !held.contains(path) && preview.store.remove(path) {
                self.different.fetch_add(1, Ordering::Relaxed);
                preview.hub.tell_of(path, |page| preview.version(page));
            }
        }
    }

    /// Sends browsers on, now that there is something at the new addresses.
    fn tell_moves(&self) {
        let moves = self.moves.lock().unwrap_or_else(PoisonError::into_inner);
        self.preview.hub.tell_moved(&moves);
    }

    fn tell_of_assets(&self) {
        let mut assets = self.assets.lock().unwrap_or_else(PoisonError::into_inner);
        assets.sort();
        let parts = self.preview.store.parts();
        self.preview
            .hub
            .tell_parts(parts, std::mem::take(&mut *assets));
    }
}

impl Sink for Live<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<bool, Box<Finding>> {
        let changed = self.preview.store.put(path, &bytes);
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

    fn arranged(&self, site: &Arranged<'_>) {
        let Preview {
            hub,
            pages,
            language,
            ..
        } = self.preview;
        let marks = pages.marks(*language);
        let mut moves = self.moves.lock().unwrap_or_else(PoisonError::into_inner);
        *moves = pages.follow(site);
        let moved = |path: &str| moves.iter().any(|(output, _)| output == path);
        self.drop_all(site.gone.iter().copied().filter(|path| !moved(path)));
        let now = pages.marks(*language);
        if now != marks {
            hub.tell_all("marks", &now);
        }
    }
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

/// What was done, in one line; no reason where it was the first time.
fn done(reason: Option<Text>, outcome: &Outcome, different: usize, time: Duration) -> Text {
    let milliseconds = time.as_millis();
    let Some(reason) = reason else {
        let Text { fr, en } = Text::counted(
            outcome.pages,
            ["page fabriquée", "pages fabriquées"],
            ["page made", "pages made"],
        );
        return text!(fr: "{fr} en {milliseconds} ms", en: "{en} in {milliseconds} ms");
    };
    let made = Text::counted(
        outcome.rendered.len(),
        ["fichier refait", "fichiers refaits"],
        ["file made again", "files made again"],
    );
    let different = Text::counted(
        different,
        ["différent", "différents"],
        ["different", "different"],
    );
    Text::new(
        format!(
            "{}\u{a0}: {}, {}, en {milliseconds} ms",
            reason.fr, made.fr, different.fr
        ),
        format!(
            "{}: {}, {}, in {milliseconds} ms",
            reason.en, made.en, different.en
        ),
    )
}

/// Tells the terminal: a line, and the findings under it. `all`: with what is still to fill in.
fn tell(line: &Text, findings: &[Finding], all: bool, language: Language) {
    let shown: Vec<Finding> = findings
        .iter()
        .filter(|finding| all || finding.severity < Severity::Info)
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
