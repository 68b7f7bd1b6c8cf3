//! Waiting for a build, but not for ever.

use lucarne::report::{Finding, Text};
use lucarne::theme;
use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How often it is asked whether a template seems never to end, or takes all memory.
const LOOK: Duration = Duration::from_millis(50);

/// As much as the main thread has.
const STACK: usize = 8 << 20;

/// Does some work on a thread of its own. Errors: one of its templates seems never to end or takes all memory (the work goes on until the process
/// ends, and nobody waits for it); no thread could be started.
pub fn wait_for<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Box<Finding>> {
    let (at_work, ended) = channel::<()>();
    let worker = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            let _at_work = at_work;
            work()
        })
        .map_err(|_| no_thread())?;
    let mut watch = theme::Watch::default();
    while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(LOOK) {
        if let Some(finding) = watch.overdue() {
            return Err(Box::new(finding));
        }
    }
    worker.join().or_else(|panic| resume_unwind(panic))
}

fn no_thread() -> Box<Finding> {
    Box::new(
        Finding::error(
            "build.start",
            Text::new(
                "La fabrication n'a pas pu commencer\u{a0}: l'ordinateur manque de ressources.",
                "The build could not start: the computer is out of resources.",
            ),
        )
        .help(Text::new(
            "Fermez d'autres programmes, puis recommencez.",
            "Close other programs, then try again.",
        )),
    )
}
