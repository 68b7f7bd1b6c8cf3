//! One build, from files to outputs: the file to read first.
//!
//! [`Workshop::build`] is the whole of Lucarne in one function: each step takes complete values and gives a complete value.

mod interface;
mod judge;
mod stage;
mod themed;
mod unchanged;

pub use crate::config::Mode;
pub use interface::{Arranged, Options, Outcome, Sink};
pub use unchanged::Note;

use crate::bodies;
use crate::check::{self, Noticed};
use crate::config::{self, Config};
use crate::fingerprint::Fingerprint;
use crate::images;
use crate::memo::{Grounds, Record};
use crate::outline::{self, Outline, Wanted};
use crate::outputs::{self, Made, Maker, Output, Plan, Remembered, StyleSheet};
use crate::report::{Finding, Findings};
use crate::site::{Occasion, Site, broken_anchors};
use crate::sources::{SourceFile, Sources};
use crate::theme::Theme;
use foldhash::HashMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use stage::{Stage, arrangement};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Everything that is kept between the builds of one process.
pub struct Workshop {
    options: Options,
    remembering: bool,
    keeps_last_good: bool,
    clock: Timestamp,
    /// Of the configuration without what the theme adds.
    config: Fingerprint,
    sources: Option<Arc<Sources>>,
    theme: Stage<Theme>,
    outline: Stage<Outline>,
    /// The settings that the outline was arranged with.
    arranged_with: Fingerprint,
    /// When a page becomes due or expires that was not when the outline was arranged.
    next_turn: Option<Timestamp>,
    sheets: Stage<Vec<StyleSheet>>,
    plan: Stage<Plan>,
    bodies: bodies::Memory,
    site: Option<Arc<Site>>,
    outputs: HashMap<String, Arc<Remembered>>,
    noticed: HashMap<String, Noticed>,
    /// Of the last outputs.
    grounds: Grounds,
}

/// What is known before any body is read: what the site will consist of.
struct LaidOut {
    config: Arc<Config>,
    sources: Arc<Sources>,
    theme: Arc<Theme>,
    outline: Arc<Outline>,
    /// Of all that the outline was made from.
    arrangement: Fingerprint,
    plan: Arc<Plan>,
    /// Of all that the plan was made from.
    planned: Fingerprint,
    /// As in [`Arranged`].
    gone: Vec<String>,
}

impl LaidOut {
    fn arranged<'a>(&'a self, findings: &'a Findings) -> Arranged<'a> {
        Arranged {
            outline: &self.outline,
            base_url: &self.config.base_url,
            outputs: &self.plan.paths,
            gone: self.gone.iter().map(String::as_str).collect(),
            findings,
        }
    }
}

/// What goes into a build's outputs: all that is known before the first of them is made.
struct Ready {
    config: Arc<Config>,
    sources: Arc<Sources>,
    theme: Arc<Theme>,
    plan: Arc<Plan>,
    site: Arc<Site>,
    grounds: Grounds,
}

impl Workshop {
    /// An empty workshop for one build.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            remembering: false,
            keeps_last_good: false,
            clock: Timestamp::now(),
            config: Fingerprint::default(),
            sources: None,
            theme: Stage::default(),
            outline: Stage::default(),
            arranged_with: Fingerprint::default(),
            next_turn: None,
            sheets: Stage::default(),
            plan: Stage::default(),
            bodies: bodies::Memory::default(),
            site: None,
            outputs: HashMap::default(),
            noticed: HashMap::default(),
            grounds: Grounds::default(),
        }
    }

    /// An empty workshop that remembers what it makes, for a sink that keeps its files between builds.
    pub fn remembering(options: Options) -> Self {
        Self {
            remembering: true,
            ..Self::new(options)
        }
    }

    /// Itself, with the last good version of a page or section standing in for one whose front matter is wrong.
    pub fn keeping_last_good(self) -> Self {
        Self {
            keeps_last_good: true,
            ..self
        }
    }

    /// What it builds.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Reads the configuration only: where the site would be published, and what it is made from.
    pub fn prepare(&mut self) -> Outcome {
        let mut findings = Findings::default();
        let config = self.config(&mut findings);
        self.outcome(config.as_ref(), findings)
    }

    /// Builds the site as its files are now. `changed`: the paths that may differ since the last build, none where that is
    /// not known. `first`: output paths to make before all others.
    pub fn build(
        &mut self,
        sink: &dyn Sink,
        changed: Option<&[PathBuf]>,
        first: &[String],
    ) -> Outcome {
        let mut findings = Findings::default();
        let Some(laid_out) = self.lay_out(changed, &mut findings) else {
            return self.outcome(None, findings);
        };
        // What is gone is said before anything is made, what is there not before that is made which was asked for.
        let early = !laid_out.gone.is_empty();
        if early {
            sink.arranged(&laid_out.arranged(&findings));
        }
        let ready = self.prepare_outputs(&laid_out, &mut findings);
        let Ready {
            config,
            sources,
            plan,
            site,
            ..
        } = &ready;
        let mut made = self.render(&ready, plan.urgent(first), sink);
        if !early {
            sink.arranged(&laid_out.arranged(&findings));
        }
        findings.extend(site.wrong_menus());
        findings.extend(check::unfilled(sources, config));
        made.extend(self.render(&ready, plan.rest(first), sink));
        made.sort_by(|(a, _), (b, _)| a.cmp(b));

        let mut outcome = self.outcome(Some(config), Findings::default());
        outcome.outputs = plan.paths.as_ref().clone();
        outcome.outline = Some(Arc::clone(&site.outline));
        if self.options.mode == Mode::Check {
            outcome.external_links = site.external_links();
        }
        outcome.pages = site.outline.pages.len()
            + site
                .outline
                .sections
                .iter()
                .filter(|s| s.head.document.is_some())
                .count();
        self.account(made, &mut outcome, &mut findings);
        findings.extend(broken_anchors(site, &|address, anchor| {
            let page = format!("{address}index.html");
            let noticed = self.noticed.get(page.trim_start_matches('/'));
            noticed.is_some_and(|noticed| noticed.addresses.has_place(anchor))
        }));
        self.make_images(sources, sink, &mut outcome, &mut findings);
        let known: Vec<Finding> = findings.iter().cloned().collect();
        let mode = self.options.mode;
        findings.extend(judge::judge(
            &ready,
            &self.noticed,
            mode,
            &mut outcome,
            &known,
        ));
        outcome.inputs.extend(sources.folders_on_demand());
        outcome.findings = check::settle(
            findings.sorted(),
            config,
            self.options.mode,
            &check::waived(sources),
        );
        if self.remembering {
            self.sources = Some(Arc::clone(sources));
            self.site = Some(Arc::clone(site));
            self.grounds = ready.grounds;
        } else {
            outcome.note = unchanged::note(&self.options, self.config, site, &outcome);
            // the process is about to end: taking the whole site apart would cost a tenth of the build
            std::mem::forget(ready);
        }
        outcome
    }

    /// All that comes before the bodies. None where there is no usable configuration.
    fn lay_out(&mut self, changed: Option<&[PathBuf]>, findings: &mut Findings) -> Option<LaidOut> {
        let remembering = self.remembering;
        let print = |of: &dyn Fn() -> Fingerprint| {
            if remembering {
                of()
            } else {
                Fingerprint::default()
            }
        };
        let mut config = self.config(findings)?;
        let settings = Fingerprint::of_debug(&config);
        let mut sources = Sources::read(
            &self.options.root,
            &config,
            self.sources.as_deref(),
            changed.filter(|_| settings == self.config),
            remembering,
            findings,
        );
        sources.keeps_last_good = self.keeps_last_good;
        sources.lets_go = !remembering && self.options.mode == Mode::Build;
        let sources = Arc::new(sources);
        self.config = settings;
        themed::settings(&mut config, &sources, findings);
        self.set_clock(&config);
        let config = Arc::new(config);
        let settings = print(&|| Fingerprint::of_debug(&config));

        let templates = print(&|| Fingerprint::of(&(settings, sources.templates_state)));
        let theme = self.theme.make(templates, findings, |findings| {
            Theme::load(&sources.templates, &config, findings)
        });
        let (outline, arrangement) = self.arrange(&sources, &config, settings, findings);
        let files = print(&|| Fingerprint::of(&(settings, sources.files_state)));
        let sheets = self.sheets.make(files, findings, |findings| {
            themed::style_sheets(&sources, &config, findings)
        });
        let has_sample = theme.first(&["theme.html"]).is_some();
        let planned = print(&|| Fingerprint::of(&(arrangement, files, has_sample)));
        let mode = self.options.mode;
        let before = self.plan.last().map(|plan| Arc::clone(&plan.paths));
        if self.plan.silent(planned).is_none() {
            // what it says names lines of front matter, which may have moved
            self.plan.forget();
        }
        let plan = self.plan.make(planned, findings, |findings| {
            let sheets = sheets.as_ref().clone();
            let (sources, outline) = (&sources, &outline);
            Plan::new(outputs::plan(
                &config, sources, outline, mode, has_sample, sheets, findings,
            ))
        });
        let gone = before
            .filter(|before| !Arc::ptr_eq(before, &plan.paths))
            .map(|before| before.difference(&plan.paths).cloned().collect());
        Some(LaidOut {
            config,
            sources,
            theme,
            outline,
            arrangement,
            plan,
            planned,
            gone: gone.unwrap_or_default(),
        })
    }

    /// All else that comes before the outputs.
    fn prepare_outputs(&mut self, laid_out: &LaidOut, findings: &mut Findings) -> Ready {
        let LaidOut {
            config,
            sources,
            theme,
            outline,
            plan,
            ..
        } = laid_out;
        let fronts = self.remembering.then(|| {
            let fronts = sources.documents.iter().map(|d| d.front_fingerprint);
            Fingerprint::of(&(laid_out.arrangement, fronts.collect::<Vec<_>>()))
        });
        let before = self.site.as_deref();
        let (mode, now) = (self.options.mode, self.clock);
        let occasion = Occasion { mode, now, fronts };
        let (paths, made) = (&plan.paths, &plan.made);
        let bare = || Site::bare(config, sources, outline, paths, made, occasion, before);
        let whole = Arc::new(bare());
        let grounds = fronts.map(|fronts| Grounds {
            settings: Fingerprint::of(&(laid_out.planned, now)),
            fronts,
        });
        let converted = bodies::convert(&whole, theme, &mut self.bodies, grounds, findings);
        let whole = Arc::try_unwrap(whole).unwrap_or_else(|whole| bare().asked_as(&whole));
        let late = plan.late.clone();
        let site = Arc::new(whole.assemble(converted, late, outputs::search_index, before));
        Ready {
            config: Arc::clone(config),
            sources: Arc::clone(sources),
            theme: Arc::clone(theme),
            plan: Arc::clone(plan),
            site,
            grounds: grounds.unwrap_or_default(),
        }
    }

    /// The outline, and what stands for all that it was made from but the documents' texts. Where these differ in nothing
    /// that decides where a page stands, the last outline serves again.
    fn arrange(
        &mut self,
        sources: &Sources,
        config: &Config,
        settings: Fingerprint,
        findings: &mut Findings,
    ) -> (Arc<Outline>, Fingerprint) {
        let wanted = self.wanted();
        if !self.remembering {
            let outline = outline::arrange(sources, config, wanted, None, findings);
            return (Arc::new(outline), Fingerprint::default());
        }
        let documents = &sources.documents;
        let input = Fingerprint::of(&(settings, sources.files_state, arrangement(documents)));
        let before = self.sources.as_deref().map(|before| &before.documents);
        let due = self.next_turn.is_some_and(|turn| turn <= wanted.now);
        if let (false, Some(before), Some(known)) = (due, before, self.outline.silent(input)) {
            let renewed = before.iter().zip(documents);
            let renewed: Vec<_> = renewed
                .filter(|(before, now)| !Arc::ptr_eq(before, now))
                .map(|(_, now)| Arc::clone(now))
                .collect();
            let outline = Arc::new(known.with(&renewed));
            self.outline.replace(&outline);
            return (outline, input);
        }
        self.next_turn = Outline::next_turn(documents, wanted.now);
        let known = self.outline.forget();
        let same_settings = self.arranged_with == settings;
        self.arranged_with = settings;
        let outline = self.outline.make(input, findings, |findings| {
            let before = known.as_deref().filter(|_| same_settings);
            outline::arrange(sources, config, wanted, before, findings)
        });
        (outline, input)
    }

    /// Renders what the memo does not hold, and hands everything to the sink.
    fn render<'p>(
        &self,
        ready: &Ready,
        outputs: impl Iterator<Item = &'p Output>,
        sink: &dyn Sink,
    ) -> Vec<(String, Rendered)> {
        let outputs: Vec<&Output> = outputs.collect();
        outputs
            .into_par_iter()
            .map(|output| {
                let rendered = self.render_one(ready, output, sink);
                (output.path.clone(), rendered)
            })
            .collect()
    }

    fn render_one(&self, ready: &Ready, output: &Output, sink: &dyn Sink) -> Rendered {
        let wanted = match output.maker.is_page() || matches!(output.maker, Maker::Feed(_)) {
            true => check::wanted(&ready.config, self.options.mode),
            false => None,
        };
        // a page that was not judged when it was made is made again
        let judged = wanted.is_none() || self.noticed.contains_key(&output.path);
        let before = self.outputs.get(&output.path).filter(|_| judged);
        let mut noticed = None;
        let published = match &output.maker {
            Maker::File(file) => {
                let input = Fingerprint::of(&(&file.path, file.stamp));
                if let Some(before) = before.filter(|before| before.input == input) {
                    sink.keep(&output.path);
                    return Rendered::kept(Arc::clone(before));
                }
                let remembered = Remembered {
                    input,
                    ..Remembered::default()
                };
                (remembered, false, publish_file(sink, output, file))
            }
            Maker::Bytes(bytes) => {
                let bytes = bytes.as_ref().clone();
                (Remembered::default(), false, sink.put(&output.path, bytes))
            }
            _ => match outputs::make(
                &ready.site,
                &ready.theme,
                output,
                before.map(AsRef::as_ref),
                self.remembering,
                &|depth| self.remembering && ready.grounds.agree(&self.grounds, depth),
            ) {
                Made::Kept => {
                    sink.keep(&output.path);
                    return Rendered::kept(before.map(Arc::clone).unwrap_or_default());
                }
                Made::Failed(record) => {
                    sink.keep(&output.path);
                    return Rendered::failed(record);
                }
                Made::New(bytes, remembered) => {
                    noticed =
                        wanted.and_then(|when| judge::look(&ready.site, output, &bytes, when));
                    (remembered, true, sink.put(&output.path, bytes))
                }
            },
        };
        let (mut remembered, templated, published) = published;
        match published {
            Ok(_) => Rendered {
                remembered: Arc::new(remembered),
                noticed,
                kept: false,
                failed: false,
                templated,
            },
            Err(finding) => {
                remembered.record.findings.push(*finding);
                Rendered::failed(remembered.record)
            }
        }
    }

    /// Takes over what was made: findings, what failed, what to remember.
    fn account(
        &mut self,
        made: Vec<(String, Rendered)>,
        outcome: &mut Outcome,
        findings: &mut Findings,
    ) {
        self.outputs.clear();
        let mut before = std::mem::take(&mut self.noticed);
        for (path, rendered) in made {
            let kept = rendered.kept.then(|| before.remove(&path)).flatten();
            if let Some(noticed) = rendered.noticed.or(kept) {
                self.noticed.insert(path.clone(), noticed);
            }
            findings.extend(rendered.remembered.record.findings.iter().cloned());
            if rendered.failed {
                outcome.failed.insert(path);
                continue;
            }
            if rendered.templated {
                outcome.rendered.push(path.clone());
            }
            let Record { images, .. } = &rendered.remembered.record;
            if self.remembering || !images.is_empty() {
                self.outputs.insert(path, rendered.remembered);
            }
        }
        outcome.rendered.sort();
    }

    /// Makes the images that rendered pages asked for, each once.
    fn make_images(
        &self,
        sources: &Sources,
        sink: &dyn Sink,
        outcome: &mut Outcome,
        findings: &mut Findings,
    ) {
        let wanted = self
            .outputs
            .values()
            .flat_map(|remembered| &remembered.record.images);
        let bodies = self.bodies.bodies().flat_map(bodies::Remembered::images);
        let requests: BTreeMap<&str, &images::ImageRequest> = wanted
            .chain(bodies)
            .map(|request| (request.output.as_str(), request))
            .collect();
        let cache = self.options.root.join(".lucarne").join("images");
        let requests: Vec<_> = requests.into_values().collect();
        let results: Vec<(String, Result<u64, Box<Finding>>)> = requests
            .into_par_iter()
            .map(|request| {
                let bytes = sources.file(&request.source).unwrap_or_default();
                let made = images::make(request, &bytes, &cache);
                (
                    request.output.clone(),
                    made.and_then(|image| {
                        let size = image.len() as u64;
                        sink.put(&request.output, image).map(|_| size)
                    }),
                )
            })
            .collect();
        for (path, result) in results {
            match result {
                Ok(size) => {
                    outcome.image_sizes.insert(path.clone(), size);
                }
                Err(finding) => {
                    findings.push(*finding);
                    outcome.failed.insert(path.clone());
                }
            }
            outcome.outputs.insert(path);
        }
    }

    fn config(&self, findings: &mut Findings) -> Option<Config> {
        let mut config =
            config::load(&self.options.root, self.options.config.as_deref(), findings)?;
        if let Some(base_url) = &self.options.base_url {
            config.set_base_url(base_url);
        }
        Some(config)
    }

    /// Sets the clock that templates see. It strikes once a day: a preview that lives long need not make every page that
    /// shows the year again at each change.
    fn set_clock(&mut self, config: &Config) {
        let zone = config::zone(&config.timezone).unwrap_or(TimeZone::UTC);
        let date = |moment: Timestamp| moment.to_zoned(zone.clone()).date();
        let now = Timestamp::now();
        if !self.remembering || date(now) != date(self.clock) {
            self.clock = now;
        }
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            drafts: self.options.drafts,
            future: self.options.future,
            now: Timestamp::now(),
        }
    }

    fn outcome(&self, config: Option<&Config>, findings: Findings) -> Outcome {
        let root = &self.options.root;
        let output_dir = self.options.output_dir.clone();
        let own = || root.join(config.map_or("public", |config| config.output_dir.as_str()));
        let mut inputs: Vec<PathBuf> = [
            "content",
            "templates",
            "static",
            "sass",
            "data",
            "themes",
            "archetypes",
        ]
        .iter()
        .map(|folder| root.join(folder))
        .collect();
        inputs.extend(config.map(|config| root.join(&config.file)));
        Outcome {
            findings: findings.sorted(),
            output_dir: output_dir.unwrap_or_else(own),
            inputs,
            base_url: config
                .map(|config| config.base_url.clone())
                .unwrap_or_default(),
            link_checker: config
                .map(|config| config.link_checker.clone())
                .unwrap_or_default(),
            keep_dotfiles: config.is_some_and(|config| config.preserve_dotfiles_in_output),
            usable: config.is_some(),
            ..Outcome::default()
        }
    }
}

/// What became of one output.
struct Rendered {
    remembered: Arc<Remembered>,
    /// What the page showed, where it is one that is judged and was made.
    noticed: Option<Noticed>,
    kept: bool,
    failed: bool,
    templated: bool,
}

impl Rendered {
    fn kept(remembered: Arc<Remembered>) -> Self {
        Self {
            remembered,
            noticed: None,
            kept: true,
            failed: false,
            templated: false,
        }
    }

    fn failed(record: Record) -> Self {
        Self {
            remembered: Arc::new(Remembered {
                record,
                ..Remembered::default()
            }),
            noticed: None,
            kept: false,
            failed: true,
            templated: false,
        }
    }
}

/// A file as it is, but photographs without what a camera notes of place and owner.
fn publish_file(sink: &dyn Sink, output: &Output, file: &SourceFile) -> Result<bool, Box<Finding>> {
    if images::may_carry_metadata(&file.path)
        && let Ok(bytes) = std::fs::read(&file.on_disk)
        && let Some(clean) = images::strip_metadata(&bytes)
    {
        return sink.put(&output.path, clean);
    }
    sink.copy(&output.path, &file.on_disk)
}
