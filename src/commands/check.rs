//! `lucarne check`: a build that publishes nothing.

use super::console::duration;
use super::progress::{Links, Progress};
use super::{Console, Status, folder, patience};
use crate::cli::{Check, SiteArguments};
use lucarne::check::{self, SiteIndex, Weight};
use lucarne::pipeline::{Mode, Options, Outcome, Sink, Workshop};
use lucarne::public::Written;
use lucarne::report::{Finding, Findings, Text};
use std::path::Path;
use std::time::Instant;

/// Builds, and tells what was found.
pub fn run(site: &SiteArguments, arguments: &Check, console: &Console) -> Status {
    let start = Instant::now();
    let root = match folder::root(site) {
        Ok(root) => root,
        Err(message) => return console.refuse(&message),
    };
    let mut workshop = Workshop::new(Options {
        config: site.config.clone(),
        drafts: arguments.pages.drafts,
        future: arguments.pages.future,
        ..Options::new(root, Mode::Check)
    });
    let cached_in = workshop.options().root.clone();
    let progress = *console;
    let built =
        patience::wait_for(move || workshop.build(&Progress::new(&Nowhere, progress), None, &[]));
    let mut outcome = built.unwrap_or_else(|finding| Outcome {
        findings: vec![*finding],
        ..Outcome::default()
    });
    if arguments.external {
        let cache = cached_in.join(".lucarne").join("links.json");
        let progress = Links::new(*console);
        let found = check::external(
            &outcome.external_links,
            &outcome.link_checker,
            check::Pace::default(),
            &cache,
            &|done, total| progress.at(done, total),
        );
        drop(progress);
        let mut findings = Findings::default();
        findings.extend(outcome.findings);
        findings.extend(found);
        outcome.findings = findings.sorted();
    }
    let time = start.elapsed();
    let pages = Text::counted(
        outcome.pages,
        ["page vérifiée", "pages vérifiées"],
        ["page checked", "pages checked"],
    );
    let took = duration(time);
    let success = Text::new(
        format!("{} en {}, sans erreur.", pages.fr, took.fr),
        format!("{} in {}, no error.", pages.en, took.en),
    );
    let failure = Text::new(
        format!("{} en {}.", pages.fr, took.fr),
        format!("{} in {}.", pages.en, took.en),
    );
    let light = ecoindex(&outcome.weights);
    let success = Text::new(success.fr + &light.fr, success.en + &light.en);
    let failure = Text::new(failure.fr + &light.fr, failure.en + &light.en);
    console.conclude(
        arguments.output.format(),
        &outcome,
        &Written::default(),
        time,
        &success,
        &failure,
    )
}

/// The EcoIndex of the pages in one sentence, with a space before it; empty where there are none.
fn ecoindex(weights: &[Weight]) -> Text {
    let Some(index) = SiteIndex::of(weights) else {
        return Text::new("", "");
    };
    let (low, mid) = (check::grade(index.least), check::grade(index.median));
    let (least, middle) = (index.least.round(), index.median.round());
    let address = index.heaviest;
    Text::new(
        format!(
            " EcoIndex : {middle} ({mid}) pour la page médiane, {least} ({low}) pour la plus lourde, {address}."
        ),
        format!(
            " EcoIndex: {middle} ({mid}) for the median page, {least} ({low}) for the heaviest, {address}."
        ),
    )
}

/// Outputs that go nowhere.
struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _path: &str, _bytes: Vec<u8>) -> Result<bool, Box<Finding>> {
        Ok(false)
    }

    fn copy(&self, _path: &str, _from: &Path) -> Result<bool, Box<Finding>> {
        Ok(false)
    }

    fn keep(&self, _path: &str) {}
}
