//! A mistake of Lucarne's own: told as such, never as a bare panic.

use super::{Console, Status};
use lucarne::report::{Finding, Text};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

/// Does the work of a command. Where Lucarne itself fails, says so, with one line for its authors.
pub fn guarded(console: &Console, work: impl FnOnce() -> Status) -> Status {
    set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let payload = panic.payload();
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let why = text
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("");
        eprintln!(
            "[lucarne {}, {}: {why}]",
            env!("CARGO_PKG_VERSION"),
            place.unwrap_or_default()
        );
    }));
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(status) => status,
        Err(_) => console.fail(
            Finding::error(
                "lucarne.crash",
                Text::new(
                    "Lucarne s'est arrêté à cause d'une erreur qui est la sienne, pas la vôtre. Rien n'a été publié.",
                    "Lucarne stopped because of a mistake of its own, not of yours. Nothing was published.",
                ),
            )
            .help(Text::new(
                "Annulez le dernier changement fait au site, et envoyez aux auteurs de Lucarne la ligne entre crochets.",
                "Undo the last change made to the site, and send the line in brackets to Lucarne's authors.",
            )),
        ),
    }
}
