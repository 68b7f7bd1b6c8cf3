//! One build, from files to outputs: the file to read first.
//!
//! [`Workshop::build`] is the whole of Lucarne in one function: each step takes complete values and gives a complete value.

mod interface;
mod judge;
mod lay_out;
mod render;
mod stage;
mod themed;
mod unchanged;

pub use crate::config::Mode;
pub use interface::{Arranged, Options, Outcome, Sink};
pub use unchanged::Note;

use crate::bodies;
use crate::check::{self, Noticed, Targets};
use crate::config::{self, Config};
use crate::fingerprint::Fingerprint;
use crate::memo::Grounds;
use crate::outline::Outline;
use crate::outputs::{self, Plan, Remembered, StyleSheet};
use crate::report::{Finding, Findings};
use crate::site::{Clock, Occasion, Site, broken_anchors};
use crate::sources::Sources;
use crate::theme::Theme;
use foldhash::HashMap;
use jiff::Timestamp;
use lay_out::LaidOut;
use stage::Stage;
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
    noticed: HashMap<String, Box<Noticed>>,
    /// Of the last outputs.
    grounds: Grounds,
}

/// What goes into a build's outputs: all that is known before the first of them is made.
struct Ready {
    laid_out: LaidOut,
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
    pub fn prepare(&self) -> Outcome {
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
        let ready = self.prepare_outputs(laid_out, &mut findings);
        let Ready { laid_out, site, .. } = &ready;
        let LaidOut {
            config,
            sources,
            plan,
            ..
        } = laid_out;
        let mut made = self.render(&ready, plan.urgent(first), sink);
        if !early {
            sink.arranged(&laid_out.arranged(&findings));
        }
        findings.extend(site.wrong_menus());
        findings.extend(check::unfilled(sources, config));
        made.extend(self.render(&ready, plan.rest(first), sink));
        made.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));

        let mut outcome = self.outcome(Some(config), Findings::default());
        outcome.outputs = Arc::clone(&plan.paths);
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
        findings.extend(bodies::lost(site));
        let ids_of = |path: &str| judge::ids_of(&ready, path);
        let targets = Targets::new(&self.noticed, &ids_of);
        findings.extend(broken_anchors(site, &|address, anchor| {
            let page = format!("{address}index.html");
            targets.have(page.trim_start_matches('/'), anchor) == Some(true)
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
            &targets,
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
            std::mem::forget((ready, std::mem::take(&mut self.noticed)));
        }
        outcome
    }

    /// All else that comes before the outputs.
    fn prepare_outputs(&mut self, laid_out: LaidOut, findings: &mut Findings) -> Ready {
        let LaidOut {
            config,
            sources,
            theme,
            outline,
            plan,
            ..
        } = &laid_out;
        let fronts = self.remembering.then(|| {
            let fronts = sources.documents.iter().map(|d| d.front_fingerprint);
            Fingerprint::of(&(laid_out.arrangement, fronts.collect::<Vec<_>>()))
        });
        let before = self.site.as_deref();
        let occasion = Occasion {
            mode: self.options.mode,
            clock: Arc::new(Clock::at(self.clock)),
            fronts,
        };
        let (paths, made) = (&plan.paths, &plan.made);
        let bare = || Site::bare(config, sources, outline, paths, made, &occasion, before);
        let whole = Arc::new(bare());
        let grounds = fronts.map(|fronts| Grounds {
            settings: Fingerprint::of(&(laid_out.planned, self.clock)),
            fronts,
        });
        let converted = bodies::convert(&whole, theme, &mut self.bodies, grounds, findings);
        let whole = Arc::into_inner(whole).unwrap_or_else(bare);
        let late = plan.late.clone();
        let site = Arc::new(whole.assemble(converted, late, outputs::search_index, before));
        Ready {
            laid_out,
            site,
            grounds: grounds.unwrap_or_default(),
        }
    }

    fn config(&self, findings: &mut Findings) -> Option<Config> {
        let mut config =
            config::load(&self.options.root, self.options.config.as_deref(), findings)?;
        if let Some(base_url) = &self.options.base_url {
            let published = std::mem::take(&mut config.folder);
            config.set_base_url(base_url);
            // addresses are judged as those of the published site
            if self.options.mode == Mode::Serve {
                config.folder = published;
            }
        }
        Some(config)
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
