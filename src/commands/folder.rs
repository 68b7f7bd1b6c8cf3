//! Where the site is that a command works on.

use crate::cli::SiteArguments;
use lucarne::config;
use lucarne::report::Text;
use lucarne::text;
use std::path::{Path, PathBuf};

/// The root folder of the site: the one that was named, else the current folder or the nearest above it that has a
/// configuration file. Each file name is looked for in all of them before the next one.
///
/// # Errors
/// Where a folder or a configuration file was named and does not exist: the command line is wrong.
pub fn root(arguments: &SiteArguments) -> Result<PathBuf, Text> {
    if let Some(config) = &arguments.config
        && !config.is_file()
    {
        let config = config.display();
        return Err(text!(
            fr: "le fichier de configuration « {config} » n'existe pas.",
            en: "there is no configuration file “{config}”.",
        ));
    }
    match &arguments.root {
        Some(root) if root.is_dir() => Ok(root.clone()),
        Some(root) => {
            let root = root.display();
            Err(
                text!(fr: "le dossier « {root} » n'existe pas.", en: "there is no folder “{root}”."),
            )
        }
        None => {
            let current = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
            Ok(nearest_site(&current).unwrap_or(&current).to_owned())
        }
    }
}

fn nearest_site(folder: &Path) -> Option<&Path> {
    config::FILES.iter().find_map(|name| {
        folder
            .ancestors()
            .find(|folder| folder.join(name).is_file())
    })
}

/// A path as messages show it: from the current folder where it lies below it.
pub fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let short = path.strip_prefix(&current).unwrap_or(path);
    if short.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        short.display().to_string()
    }
}
