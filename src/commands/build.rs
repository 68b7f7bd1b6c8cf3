//! `lucarne build`: the site, published in one switch, or nothing where there is an error.

use super::console::duration;
use super::progress::Progress;
use super::{Console, Status, folder, patience};
use crate::cli::{Build, SiteArguments};
use lucarne::pipeline::{Mode, Options, Outcome, Sink, Workshop};
use lucarne::public::{self, Publication, Written};
use lucarne::report::{Finding, Text};
use std::path::Path;
use std::time::Instant;

/// Builds and publishes.
pub fn run(site: &SiteArguments, arguments: &Build, console: &Console) -> Status {
    let start = Instant::now();
    let root = match folder::root(site) {
        Ok(root) => root,
        Err(message) => return console.refuse(&message),
    };
    let options = Options {
        config: site.config.clone(),
        base_url: arguments.base_url.clone(),
        output_dir: arguments.output_dir.clone(),
        drafts: arguments.pages.drafts,
        future: arguments.pages.future,
        ..Options::new(root, Mode::Build)
    };
    let (outcome, written) = publish(options, arguments.force, *console);
    let time = start.elapsed();
    let success = success(&outcome, &written, &duration(time));
    let failure = Text::new(
        "Rien n'est publié tant qu'il reste une erreur.",
        "Nothing is published as long as there is an error.",
    );
    console.conclude(
        arguments.output.format(),
        &outcome,
        &written,
        time,
        &success,
        &failure,
    )
}

/// Builds, and publishes where there is no error; every reason not to is among the outcome's findings.
fn publish(options: Options, force: bool, console: Console) -> (Outcome, Written) {
    let root = options.root.clone();
    let mut workshop = Workshop::new(options);
    let prepared = workshop.prepare();
    if !prepared.usable {
        return (prepared, Written::default());
    }
    let publication = match Publication::begin(&prepared.output_dir, &root, &prepared.inputs, force)
    {
        Ok(publication) => publication,
        Err(finding) => return (with(prepared, finding), Written::default()),
    };
    // the sources are asked first: meanwhile another thread looks at what is published
    if !force
        && let Some((outcome, published)) = workshop.unchanged()
        && let Some(untouched) = publication.untouched()
        && untouched.state == published
    {
        return (outcome, untouched);
    }
    let leavings = publication.leavings();
    let built = patience::wait_for(move || {
        let outcome = workshop.build(&Progress::new(&Into(&publication), console), None, &[]);
        (outcome, publication)
    });
    let (mut outcome, publication) = match built {
        Ok(built) => built,
        Err(finding) => {
            public::abandon(&leavings);
            return (with(prepared, finding), Written::default());
        }
    };
    if outcome.findings.iter().any(Finding::is_error) {
        return (outcome, Written::default());
    }
    match publication.commit(outcome.keep_dotfiles) {
        Ok(written) => {
            if let Some(note) = outcome.note.take() {
                note.keep(&root, written.state);
            }
            (outcome, written)
        }
        Err(finding) => (with(outcome, finding), Written::default()),
    }
}

fn with(mut outcome: Outcome, finding: Box<Finding>) -> Outcome {
    outcome.findings.push(*finding);
    outcome
}

fn success(outcome: &Outcome, written: &Written, time: &Text) -> Text {
    let pages = Text::counted(outcome.pages, ["page", "pages"], ["page", "pages"]);
    let changed = Text::counted(
        written.written.len() + written.removed.len(),
        ["fichier modifié", "fichiers modifiés"],
        ["file changed", "files changed"],
    );
    let place = folder::shown(&outcome.output_dir);
    Text::new(
        format!(
            "{} dans « {place} », {}, en {}.",
            pages.fr, changed.fr, time.fr
        ),
        format!("{} in “{place}”, {}, in {}.", pages.en, changed.en, time.en),
    )
}

/// Outputs on their way into a publication.
struct Into<'a>(&'a Publication);

impl Sink for Into<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<bool, Box<Finding>> {
        self.0.put(path, &bytes)
    }

    fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        self.0.copy(path, from)
    }

    fn keep(&self, _path: &str) {}
}
