//! The faults as a table: run row by row, and written to `docs/reliability.md`.

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError, RwLock};

/// Where the table stands. It is written anew where the environment has [`WRITE`].
const FILE: &str = "docs/reliability.md";
const WRITE: &str = "LUCARNE_WRITE_RELIABILITY";

/// What came of trying a fault. Where it is not survived, the try panics.
#[derive(Clone, Copy)]
pub enum Outcome {
    /// It was tried that many times, and survived.
    Survived(usize),
    /// It could not be tried on this machine, for this reason.
    Skipped(&'static str),
}

/// A try by its name.
pub type Try = (&'static str, fn() -> Outcome);

/// A fault, and the tries that it is survived.
#[derive(Clone, Copy)]
pub struct Fault {
    /// Its number.
    pub number: &'static str,
    /// What goes wrong.
    pub what: &'static str,
    /// What must hold nevertheless.
    pub holds: &'static str,
    /// The tries, by name.
    pub tries: &'static [Try],
    /// Whether nothing else may run meanwhile, because time is measured.
    pub alone: bool,
}

static OUTCOMES: Mutex<BTreeMap<&str, Outcome>> = Mutex::new(BTreeMap::new());
static CALM: RwLock<()> = RwLock::new(());

/// Tries all faults that the command line asks for; where it asks for all, holds the table against what came of it.
pub fn run(faults: &'static [Fault]) -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = faults.iter().flat_map(|fault| {
        let alone = fault.alone;
        fault.tries.iter().map(move |(name, run)| {
            let full = format!("{}::{name}", fault.number);
            Trial::ignorable_test(full, move || attempt(name, *run, alone))
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    if conclusion.has_failed() || conclusion.num_filtered_out > 0 || arguments.list {
        return conclusion.exit_code();
    }
    judge(faults)
}

fn attempt(name: &'static str, run: fn() -> Outcome, alone: bool) -> Result<Completion, Failed> {
    let outcome = if alone {
        let _calm = CALM.write().unwrap_or_else(PoisonError::into_inner);
        run()
    } else {
        let _busy = CALM.read().unwrap_or_else(PoisonError::into_inner);
        run()
    };
    let mut outcomes = OUTCOMES.lock().unwrap_or_else(PoisonError::into_inner);
    outcomes.insert(name, outcome);
    Ok(match outcome {
        Outcome::Survived(_) => Completion::Completed,
        Outcome::Skipped(why) => Completion::ignored_with(why),
    })
}

/// Writes the table, or holds it against the one that is there: but for what was skipped, now or then.
fn judge(faults: &[Fault]) -> ExitCode {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let table = page(faults);
    if std::env::var_os(WRITE).is_some() {
        if let Err(error) = std::fs::write(&file, table) {
            eprintln!("{}: {error}", file.display());
            return ExitCode::FAILURE;
        }
        return ExitCode::SUCCESS;
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    if same(&table, &written) {
        return ExitCode::SUCCESS;
    }
    eprintln!("{FILE} is out of date: {WRITE}=1 cargo test --test faults");
    ExitCode::FAILURE
}

fn same(now: &str, then: &str) -> bool {
    let skipping = |text: &str| text.contains("skipped");
    if skipping(now) || skipping(then) {
        let rows = |text: &str| -> Vec<(String, String)> {
            let rows = text.lines().filter(|line| line.starts_with("| F"));
            rows.filter_map(|row| row.trim_end_matches(" |").rsplit_once(" | "))
                .map(|(fault, score)| (fault.to_owned(), score.to_owned()))
                .collect()
        };
        let (now, then) = (rows(now), rows(then));
        return now.len() == then.len()
            && now.iter().zip(&then).all(|(now, then)| {
                now.0 == then.0 && (now.1 == then.1 || skipping(&now.1) || skipping(&then.1))
            });
    }
    now == then
}

fn page(faults: &[Fault]) -> String {
    let outcomes = OUTCOMES.lock().unwrap_or_else(PoisonError::into_inner);
    let mut rows = String::new();
    let (mut total, mut survived, mut whole) = (0, 0, 0);
    for fault in faults {
        let mut count = 0;
        let mut skipped = None;
        for (name, _) in fault.tries {
            match outcomes.get(name) {
                Some(Outcome::Survived(tries)) => count += tries,
                Some(Outcome::Skipped(why)) => skipped = Some(why),
                None => skipped = Some(&"not run"),
            }
        }
        total += 1;
        survived += count;
        let score = match skipped {
            None => {
                whole += 1;
                format!("{count} / {count}")
            }
            Some(why) if count == 0 => format!("skipped: {why}"),
            Some(why) => format!("{count} / {count}, the rest skipped: {why}"),
        };
        let Fault {
            number,
            what,
            holds,
            ..
        } = fault;
        let _ = writeln!(rows, "| {number} | {what} | {holds} | {score} |");
    }
    format!(
        "# What Lucarne survives\n\n\
         Each row is a fault that has broken other generators, or their users' evening. The tests of `tests/faults/` bring it about\n\
         and see what holds. A run in which one try fails is red, so that the table cannot say less than all. This page is made by\n\
         that run: `{WRITE}=1 cargo test --test faults`; without the variable the same run fails where the page is\n\
         out of date. What a machine does not permit (mounting a small disk, being somebody else) is skipped there, and said.\n\n\
         **{whole} of {total} faults survived, {survived} tries.**\n\n\
         | | What goes wrong | What must hold | Survived / tried |\n|---|---|---|---|\n{rows}"
    )
}
