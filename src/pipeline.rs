//! One build, from files to outputs: the file to read first.
//!
//! [`Workshop::build`] is the whole of Lucarne in one function: each step takes complete values and gives a complete value.

pub use crate::config::Mode;

use crate::bodies;
use crate::check::{self, Noticed, Seen, StyleSheet};
use crate::codes::When;
use crate::config::{self, Config, LinkChecker};
use crate::fingerprint::Fingerprint;
use crate::images;
use crate::markdown;
use crate::memo::Record;
use crate::outline::{self, DocumentId, Wanted};
use crate::outputs::{self, Maker, Output, Remembered};
use crate::report::{Finding, Findings, Place};
use crate::site::{MadeFiles, Occasion, Site, broken_anchors};
use crate::sources::{SourceFile, Sources};
use crate::theme::Theme;
use crate::theme::sass::{self, SassSource};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a command asks of a build.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's root folder.
    pub root: PathBuf,
    /// A configuration file other than the usual ones.
    pub config: Option<PathBuf>,
    /// Overrides `base_url`.
    pub base_url: Option<String>,
    /// Overrides `output_dir`; relative to the current folder.
    pub output_dir: Option<PathBuf>,
    /// Drafts are pages too.
    pub drafts: bool,
    /// Pages whose `publish_date` lies ahead or whose `expiry_date` is past are pages too.
    pub future: bool,
    /// What the site is made for; templates see it as `config.mode`.
    pub mode: Mode,
}

/// Takes outputs as they are made, from several threads, each path once a build.
pub trait Sink: Sync {
    /// A file's bytes, at a path below the output folder (with `/`, no leading one). True where they are new or different.
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<bool, Box<Finding>>;
    /// A file published as it is.
    fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>>;
    /// What was put at this path last time is still right (only asked of a sink that keeps its files between builds).
    fn keep(&self, path: &str);
}

/// What a build made.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Everything there is to say, sorted.
    pub findings: Vec<Finding>,
    /// Every output of the site, made or kept or failed, as paths below the output folder.
    pub outputs: BTreeSet<String>,
    /// Outputs that could not be made (their template or page is wrong).
    pub failed: BTreeSet<String>,
    /// Pages and sections in the site.
    pub pages: usize,
    /// Outputs that were rendered, not taken from the memo.
    pub rendered: Vec<String>,
    /// The folder to publish into.
    pub output_dir: PathBuf,
    /// The folders and files the site was read from, for publishing (never write there) and watching.
    pub inputs: Vec<PathBuf>,
    /// `base_url` as built, without trailing slash.
    pub base_url: String,
    /// `preserve_dotfiles_in_output`.
    pub keep_dotfiles: bool,
    /// Addresses outside the site that it links to, each once with the first place, sorted; only where it is made to be
    /// judged.
    pub external_links: Vec<(String, Place)>,
    /// Settings of `link_checker`.
    pub link_checker: LinkChecker,
    /// Whether the configuration could be read at all.
    pub usable: bool,
}

/// Everything that is kept between the builds of one process.
pub struct Workshop {
    options: Options,
    remembering: bool,
    sources: Option<Arc<Sources>>,
    bodies: bodies::Memory,
    outputs: HashMap<String, Remembered>,
    noticed: HashMap<String, Noticed>,
    clock: Timestamp,
}

impl Workshop {
    /// An empty workshop for one build.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            remembering: false,
            sources: None,
            bodies: HashMap::new(),
            outputs: HashMap::new(),
            noticed: HashMap::new(),
            clock: Timestamp::now(),
        }
    }

    /// An empty workshop that remembers what it makes, for a sink that keeps its files between builds.
    pub fn remembering(options: Options) -> Self {
        Self {
            remembering: true,
            ..Self::new(options)
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
        let _ = changed;
        let mut findings = Findings::default();
        let Some(mut config) = self.config(&mut findings) else {
            return self.outcome(None, findings);
        };

        let sources = Arc::new(Sources::read(
            &self.options.root,
            &config,
            self.sources.as_deref(),
            self.remembering,
            &mut findings,
        ));
        theme_settings(&mut config, &sources, &mut findings);
        self.set_clock(&config);
        let theme = Theme::load(sources.templates.clone(), &config, &mut findings);
        let outline = Arc::new(outline::arrange(
            &sources,
            &config,
            self.wanted(),
            &mut findings,
        ));
        let extra = style_sheets(&sources, &config, &mut findings);
        let has_template = |name: &str| theme.first(&[name]).is_some();
        let plan = outputs::plan(
            &config,
            &sources,
            &outline,
            self.options.mode,
            &has_template,
            extra,
            &mut findings,
        );
        let paths: BTreeSet<String> = plan.iter().map(|output| output.path.clone()).collect();

        let (config, paths) = (Arc::new(config), Arc::new(paths));
        let (made, late) = files_made(&plan);
        let bare = || {
            let mode = self.options.mode;
            Site::bare(
                &config,
                &sources,
                &outline,
                &paths,
                &made,
                Occasion {
                    mode,
                    now: self.clock,
                    remembering: self.remembering,
                },
            )
        };
        let whole = Arc::new(bare());
        let converted = bodies::convert(
            &whole,
            &theme,
            &mut self.bodies,
            self.remembering,
            &mut findings,
        );
        let whole = Arc::try_unwrap(whole).unwrap_or_else(|_| bare());
        let site = Arc::new(whole.assemble(converted, late, outputs::search_index));
        findings.extend(broken_anchors(&site));
        findings.extend(site.wrong_menus());
        findings.extend(site.still_to_fill_in());

        let made = self.render(&site, &theme, &plan, sink, first);
        let mut outcome = self.outcome(Some(&config), findings);
        outcome.outputs = paths.as_ref().clone();
        if self.options.mode == Mode::Check {
            outcome.external_links = site.external_links();
        }
        outcome.pages = outline.pages.len()
            + outline
                .sections
                .iter()
                .filter(|s| s.head.document.is_some())
                .count();
        let mut findings = Findings::default();
        findings.extend(std::mem::take(&mut outcome.findings));
        self.account(made, &mut outcome, &mut findings);
        findings.extend(self.judge(&site, &plan, &sources));
        self.make_images(&sources, sink, &mut outcome, &mut findings);
        if !self.remembering {
            // the process is about to end: taking the whole site apart would cost a tenth of the build
            std::mem::forget((site, theme));
        }
        outcome.findings = check::settle(
            findings.sorted(),
            &config,
            self.options.mode,
            &check::waived(&sources),
        );
        self.sources = self.remembering.then_some(sources);
        outcome
    }

    /// Renders what the memo does not hold, `first` before the rest, and hands everything to the sink.
    fn render(
        &self,
        site: &Arc<Site>,
        theme: &Theme,
        plan: &[Output],
        sink: &dyn Sink,
        first: &[String],
    ) -> Vec<(String, Rendered)> {
        let one = |output: &Output| {
            (
                output.path.clone(),
                self.render_one(site, theme, output, sink),
            )
        };
        let (urgent, rest): (Vec<&Output>, Vec<&Output>) =
            plan.iter().partition(|output| first.contains(&output.path));
        let mut made: Vec<_> = urgent.into_par_iter().map(one).collect();
        made.par_extend(rest.into_par_iter().map(one));
        made
    }

    fn render_one(
        &self,
        site: &Arc<Site>,
        theme: &Theme,
        output: &Output,
        sink: &dyn Sink,
    ) -> Rendered {
        let wanted = match output.maker.is_page() {
            true => check::wanted(&site.config, self.options.mode),
            false => None,
        };
        // a page that was not judged when it was made is made again
        let judged = wanted.is_none() || self.noticed.contains_key(&output.path);
        let before = self.outputs.get(&output.path).filter(|_| judged);
        let mut rendered = Rendered {
            remembered: Remembered::default(),
            noticed: None,
            kept: false,
            failed: false,
            templated: false,
        };
        let published = match &output.maker {
            Maker::File(file) => {
                let input = Fingerprint::of(&(&file.path, file.stamp));
                rendered.kept = before.is_some_and(|before| before.input == input);
                rendered.remembered.input = input;
                if rendered.kept {
                    sink.keep(&output.path);
                    return rendered;
                }
                publish_file(sink, output, file)
            }
            Maker::Bytes(bytes) => sink.put(&output.path, bytes.as_ref().clone()),
            _ => {
                let made = outputs::make(site, theme, output, before, self.remembering);
                rendered.remembered = made.remembered;
                rendered.failed = made.failed;
                rendered.kept = made.bytes.is_none() && !made.failed;
                rendered.templated = made.bytes.is_some();
                if let (Some(when), Some(bytes)) = (wanted, &made.bytes) {
                    rendered.noticed = look(site, output, bytes, when);
                }
                match made.bytes {
                    Some(bytes) => sink.put(&output.path, bytes),
                    None => {
                        sink.keep(&output.path);
                        Ok(false)
                    }
                }
            }
        };
        if let Err(finding) = published {
            rendered.remembered.record.findings.push(*finding);
            rendered.failed = true;
        }
        rendered
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

    /// Judges the pages, and the site as a whole.
    fn judge(&self, site: &Site, plan: &[Output], sources: &Sources) -> Vec<Finding> {
        let Some(when) = check::wanted(&site.config, self.options.mode) else {
            return Vec::new();
        };
        let pages: Vec<Seen<'_>> = plan
            .iter()
            .filter_map(|output| {
                let noticed = self.noticed.get(&output.path)?;
                Some(seen(site, output, noticed))
            })
            .collect();
        let templates = &sources.templates;
        let mut findings = check::tell(&pages, templates, &check::waived(sources));
        findings.extend(check::contrasts(
            &published_sheets(plan, sources),
            &site.config.check.contrast,
        ));
        if when == When::Check {
            findings.extend(check::titles(&pages, templates));
            let redirects: Vec<(&str, &str)> = plan
                .iter()
                .filter_map(|output| match &output.maker {
                    Maker::Redirect(url) => Some((output.path.as_str(), url.as_str())),
                    _ => None,
                })
                .collect();
            findings.extend(check::menu_order(&pages, templates));
            findings.extend(check::menu_names(&pages, templates));
            findings.extend(check::help_place(&pages, templates));
            findings.extend(check::orphans(&pages, &redirects, &site.config));
        }
        findings
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
        let bodies = self.bodies.values().flat_map(bodies::Remembered::images);
        let requests: BTreeMap<&str, &images::ImageRequest> = wanted
            .chain(bodies)
            .map(|request| (request.output.as_str(), request))
            .collect();
        let cache = self.options.root.join(".lucarne").join("images");
        let requests: Vec<_> = requests.into_values().collect();
        let results: Vec<(String, Result<bool, Box<Finding>>)> = requests
            .into_par_iter()
            .map(|request| {
                let bytes = sources.file(&request.source).unwrap_or_default();
                let made = images::make(request, &bytes, &cache);
                (
                    request.output.clone(),
                    made.and_then(|image| sink.put(&request.output, image)),
                )
            })
            .collect();
        for (path, result) in results {
            if let Err(finding) = result {
                findings.push(*finding);
                outcome.failed.insert(path.clone());
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
    remembered: Remembered,
    /// What the page showed, where it is one that is judged.
    noticed: Option<Noticed>,
    kept: bool,
    failed: bool,
    templated: bool,
}

/// The style sheets that name colours.
fn published_sheets(plan: &[Output], sources: &Sources) -> Vec<StyleSheet> {
    let sheet = |output: &Output| {
        let (file, bytes) = match &output.maker {
            Maker::File(file) => (file.path.clone(), sources.file(&file.path)?),
            Maker::Bytes(bytes) => (output.origin.0.file.clone(), Arc::clone(bytes)),
            _ => return None,
        };
        let css = String::from_utf8(bytes.as_ref().clone()).ok()?;
        css.contains("--").then_some(StyleSheet { file, css })
    };
    plan.iter()
        .filter(|output| output.path.ends_with(".css"))
        .filter_map(sheet)
        .collect()
}

/// What a rendered page shows.
fn look(site: &Site, output: &Output, bytes: &[u8], when: When) -> Option<Noticed> {
    let html = std::str::from_utf8(bytes).ok()?;
    let body = match output.maker {
        Maker::Page(id) => site.bodies.get(DocumentId::Page(id)),
        Maker::Section(id, _) => site.bodies.get(DocumentId::Section(id)),
        _ => None,
    };
    let body = body.and_then(|body| body.content.as_str()).unwrap_or("");
    Some(check::notice(html, body, when))
}

/// A page that was noticed, with what it comes from.
fn seen<'a>(site: &'a Site, output: &'a Output, noticed: &'a Noticed) -> Seen<'a> {
    let outline = &site.outline;
    let (head, hidden, first) = match &output.maker {
        Maker::Page(id) => {
            let page = &outline.pages[*id];
            (Some(&page.head), page.front().hidden, true)
        }
        Maker::Section(id, pager) => {
            let section = &outline.sections[*id];
            let first = pager.is_none_or(|pager| pager.index == 0);
            (Some(&section.head), section.front().hidden, first)
        }
        _ => (None, None, true),
    };
    let lang = match &output.maker {
        Maker::TermList(kind) | Maker::Term(kind, ..) => outline.taxonomies[*kind].lang.as_str(),
        Maker::NotFound(lang) => lang.as_str(),
        _ => site.config.default_language.as_str(),
    };
    Seen {
        path: &output.path,
        noticed,
        document: head.and_then(|head| head.document.as_deref()),
        origin: &output.origin.0,
        lang: head.map_or(lang, |head| head.lang.as_str()),
        first,
        listed: head.is_some() && hidden != Some(true),
        implied: head.is_some_and(|head| head.document.is_none()),
    }
}

/// The files that no template makes: those whose bytes are known already, and the paths of those made from the whole site.
fn files_made(plan: &[Output]) -> (Arc<MadeFiles>, Vec<String>) {
    let mut made = MadeFiles::new();
    let mut late = Vec::new();
    for output in plan {
        match &output.maker {
            Maker::Bytes(bytes) => {
                made.insert(output.path.clone(), Arc::clone(bytes));
            }
            Maker::SearchIndex(_) => late.push(output.path.clone()),
            _ => {}
        }
    }
    (Arc::new(made), late)
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

/// The theme's own settings and texts, under the site's.
fn theme_settings(config: &mut Config, sources: &Sources, findings: &mut Findings) {
    if let Some((file, text)) = &sources.theme_file {
        config::merge_theme_extra(config, file, text, findings);
    }
    for (lang, file, text) in &sources.theme_translations {
        config::merge_theme_translations(config, lang, file, text, findings);
    }
}

/// Style sheets that Lucarne makes: compiled Sass and the colours of code. Path, bytes, and the file to blame.
fn style_sheets(
    sources: &Sources,
    config: &Config,
    findings: &mut Findings,
) -> Vec<(String, Vec<u8>, String)> {
    let mut sheets = Vec::new();
    if config.compile_sass || config.theme.is_some() {
        let text = |file: &SourceFile| {
            let bytes = sources.file(&file.path)?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        };
        let own = |file: &SourceFile| file.path.starts_with("sass/");
        let files: Vec<SassSource> = sources
            .sass
            .iter()
            .filter(|(_, file)| config.compile_sass || !own(file))
            .filter_map(|(path, file)| {
                Some(SassSource {
                    path: path.clone(),
                    file: file.path.clone(),
                    text: text(file)?,
                })
            })
            .collect();
        let (compiled, found) = sass::compile(&files);
        findings.extend(found);
        sheets.extend(
            compiled
                .into_iter()
                .map(|(path, css)| (path, css.into_bytes(), "sass".to_owned())),
        );
    }
    for (path, css) in markdown::stylesheets(config) {
        sheets.push((path, css.into_bytes(), config.file.clone()));
    }
    sheets
}
