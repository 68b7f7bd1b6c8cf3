//! One build, from files to outputs: the file to read first.

use crate::report::Finding;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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

/// What a site is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// To be published.
    Build,
    /// To be looked at while writing.
    Serve,
    /// To be judged only.
    Check,
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
    /// Whether the configuration could be read at all.
    pub usable: bool,
}

/// Everything that is kept between the builds of one process.
pub struct Workshop {
    options: Options,
}

impl Workshop {
    /// An empty workshop.
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// What it builds.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Reads the configuration only: where the site would be published, and what it is made from.
    pub fn prepare(&mut self) -> Outcome {
        Outcome::default()
    }

    /// Builds the site as its files are now. `changed`: the paths that may differ since the last build, none where that is
    /// not known. `first`: output paths to make before all others.
    pub fn build(
        &mut self,
        sink: &dyn Sink,
        changed: Option<&[PathBuf]>,
        first: &[String],
    ) -> Outcome {
        let _ = (sink, changed, first);
        Outcome::default()
    }
}
