//! `lucarne serve`: the site in a browser, made again at each change.

use super::{Console, Status, folder};
use crate::cli::{Serve, SiteArguments};
use lucarne::pipeline::{Mode, Options};
use lucarne::serve::{self, Settings};

/// Serves until it is interrupted.
pub fn run(site: &SiteArguments, arguments: &Serve, console: &Console) -> Status {
    let root = match folder::root(site) {
        Ok(root) => root,
        Err(message) => return console.refuse(&message),
    };
    let settings = Settings {
        interface: arguments.interface,
        port: arguments.port,
        open: arguments.open,
        language: console.language(),
        options: Options {
            config: site.config.clone(),
            drafts: arguments.pages.drafts,
            future: arguments.pages.future,
            ..Options::new(root, Mode::Serve)
        },
    };
    match serve::run(settings) {
        Err(finding) => console.fail(*finding),
    }
}
