//! The output folder: staged beside its place, compared file by file, switched in one step. Nothing else writes there.

use crate::report::Finding;
use std::path::{Path, PathBuf};

/// What a publication did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or different, as paths below the output folder, sorted.
    pub written: Vec<String>,
    /// How many were the same as before.
    pub unchanged: usize,
    /// Files that were there before and are no longer, sorted.
    pub removed: Vec<String>,
}

/// A publication under way. `put` and `copy` may be called from several threads.
pub struct Publication {
    #[allow(dead_code)]
    output: PathBuf,
}

impl Publication {
    /// Prepares to publish into `output`. Refuses a folder that is not empty and bears no manifest (unless `force`), a
    /// folder that holds the site, or one inside its sources (`inputs`), and waits for or refuses another build under way.
    pub fn begin(
        output: &Path,
        root: &Path,
        inputs: &[PathBuf],
        force: bool,
    ) -> Result<Self, Box<Finding>> {
        let _ = (root, inputs, force);
        Ok(Self {
            output: output.to_owned(),
        })
    }

    /// Publishes bytes at a path below the output folder (with `/`). True where they differ from what was there.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<bool, Box<Finding>> {
        let _ = (path, bytes);
        Ok(false)
    }

    /// Publishes a file as it is.
    pub fn copy(&self, path: &str, from: &Path) -> Result<bool, Box<Finding>> {
        let _ = (path, from);
        Ok(false)
    }

    /// Makes everything live in one switch. `keep_dotfiles`: dotfiles at the output's root that Lucarne did not make stay.
    pub fn commit(self, keep_dotfiles: bool) -> Result<Written, Box<Finding>> {
        let _ = keep_dotfiles;
        Ok(Written::default())
    }
}
