//! What is known before any body is read: what the site will consist of.

use super::stage::arrangement;
use super::{Arranged, Workshop, themed};

use crate::config::{self, Config, Mode};
use crate::fingerprint::Fingerprint;
use crate::outline::{self, Outline, Wanted};
use crate::outputs::{self, Plan};
use crate::report::Findings;
use crate::sources::Sources;
use crate::theme::Theme;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::path::PathBuf;
use std::sync::Arc;

/// What is known before any body is read: what the site will consist of.
pub(super) struct LaidOut {
    pub config: Arc<Config>,
    pub sources: Arc<Sources>,
    pub theme: Arc<Theme>,
    pub outline: Arc<Outline>,
    /// Of all that the outline was made from.
    pub arrangement: Fingerprint,
    pub plan: Arc<Plan>,
    /// Of all that the plan was made from.
    pub planned: Fingerprint,
    /// As in [`Arranged`].
    pub gone: Vec<String>,
}

impl LaidOut {
    pub fn arranged<'a>(&'a self, findings: &'a Findings) -> Arranged<'a> {
        Arranged {
            outline: &self.outline,
            base_url: &self.config.base_url,
            folder: &self.config.folder,
            outputs: &self.plan.paths,
            gone: self.gone.iter().map(String::as_str).collect(),
            findings,
        }
    }
}

impl Workshop {
    /// All that comes before the bodies. None where there is no usable configuration.
    pub(super) fn lay_out(
        &mut self,
        changed: Option<&[PathBuf]>,
        findings: &mut Findings,
    ) -> Option<LaidOut> {
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
}
