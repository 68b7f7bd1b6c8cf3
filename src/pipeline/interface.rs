//! What a build is asked, where its outputs go, and what it gives.

use super::unchanged::Note;
use crate::check::Weight;
use crate::config::{LinkChecker, Mode};
use crate::outline::Outline;
use crate::report::{Finding, Findings, Place};
use std::collections::{BTreeMap, BTreeSet};
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

impl Options {
    /// A site as its own files describe it.
    pub fn new(root: impl Into<PathBuf>, mode: Mode) -> Self {
        Self {
            root: root.into(),
            config: None,
            base_url: None,
            output_dir: None,
            drafts: false,
            future: false,
            mode,
        }
    }
}

/// Takes outputs as they are made, from several threads, each path once a build.
pub trait Sink: Sync {
    /// A file's bytes, at a path below the output folder (with `/`, no leading one). True where they are new or different.
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<bool, Box<Finding>>;
    /// A file published as it is.
    fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>>;
    /// What was put at this path last time is still right (only asked of a sink that keeps its files between builds).
    fn keep(&self, path: &str);
    /// What the site consists of from now on. Told once a build: where something is gone before anything is made, else when
    /// the outputs that were asked for first are made.
    fn arranged(&self, _site: &Arranged<'_>) {}
}

/// What a site consists of, known before most of it is made.
pub struct Arranged<'a> {
    /// Every page and its address.
    pub outline: &'a Arc<Outline>,
    /// `base_url` as built, without trailing slash.
    pub base_url: &'a str,
    /// The folder that the published site has on its host: empty, or `/folder`.
    pub folder: &'a str,
    /// Every output but the images that pages will ask for, as paths below the output folder.
    pub outputs: &'a BTreeSet<String>,
    /// What the last build had among these, and this one has not.
    pub gone: Vec<&'a str>,
    /// What was found so far.
    pub findings: &'a Findings,
}

/// What a build made.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Everything there is to say, sorted.
    pub findings: Vec<Finding>,
    /// Every output of the site, made or kept or failed, as paths below the output folder.
    pub outputs: Arc<BTreeSet<String>>,
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
    /// The images that pages asked for, each with its bytes, as paths below the output folder.
    pub image_sizes: BTreeMap<String, u64>,
    /// What each page weighs; only where the site is made to be judged.
    pub weights: Vec<Weight>,
    /// Settings of `link_checker`.
    pub link_checker: LinkChecker,
    /// Every page and its address; none where there was no site to arrange.
    pub outline: Option<Arc<Outline>>,
    /// Whether the configuration could be read at all.
    pub usable: bool,
    /// What tells the next process that nothing has changed; none where it would have to build in any case.
    pub note: Option<Note>,
}
