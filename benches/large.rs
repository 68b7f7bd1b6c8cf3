//! Sites of unlikely size, each built at a size and at its double: `cargo bench --bench large -- [PART OF A NAME]`.
//!
//! Prints the table of `docs/benchmarks.md`: seconds of the processor and the most memory at both sizes, and how much longer the
//! double takes. Sites are made in the folder for temporary files (`TMPDIR=/dev/shm`: in memory).

#[allow(dead_code, reason = "shared with tests/faults")]
#[path = "../tests/faults/large.rs"]
mod large;
#[path = "../tests/faults/process.rs"]
mod process;

use large::{ALL, Large};
use process::{memory, processor};
use std::fs;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// A build that takes longer is ended.
const ENDLESS: Duration = Duration::from_secs(120);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let part = arguments
        .find(|argument| argument != "--bench")
        .unwrap_or_default();
    println!(
        "| | size | time | memory | twice the size | | growth |\n|---|---|---|---|---|---|---|"
    );
    let mut fine = true;
    for large in ALL.iter().filter(|large| large.what.contains(&part)) {
        let size = large.size;
        let (Some(once), Some(twice)) = (build(large, size), build(large, size * 2)) else {
            println!("| {} | {size} | failed | | | | |", large.what);
            fine = false;
            continue;
        };
        let growth = match once.seconds > 0.05 {
            true => format!("{:.1}", twice.seconds / once.seconds),
            false => String::new(),
        };
        println!(
            "| {} | {size} | {:.2} s | {:.0} MB | {:.2} s | {:.0} MB | {growth} |",
            large.what, once.seconds, once.megabytes, twice.seconds, twice.megabytes
        );
    }
    match fine {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// What a build took.
struct Taken {
    seconds: f64,
    megabytes: f64,
}

/// None where the program crashed or went on for ever; a site that is refused counts as built.
fn build(large: &Large, size: usize) -> Option<Taken> {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in large::site((large.files)(size)) {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
        fs::write(file, text).expect("a file");
    }
    let errors = tempfile::NamedTempFile::new().expect("a file");
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_lucarne"))
        .arg("build")
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(errors.reopen().expect("the same file"))
        .spawn()
        .expect("the program");
    let (mut seconds, mut megabytes): (f64, f64) = (0.0, 0.0);
    let status = loop {
        if let Some(status) = child.try_wait().expect("its end") {
            break status;
        }
        megabytes = megabytes.max(memory(child.id()).unwrap_or(0.0));
        seconds = seconds.max(processor(child.id()).unwrap_or(0.0));
        if start.elapsed() > ENDLESS {
            let _ = child.kill();
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let said = fs::read_to_string(errors.path()).unwrap_or_default();
    let ended = matches!(status.code(), Some(0 | 1)) && !said.contains("panicked");
    if !ended {
        let end = said.lines().rev().take(5).collect::<Vec<_>>().join("\n");
        eprintln!("{} {size}: {status}\n{end}", large.what);
    }
    ended.then_some(Taken { seconds, megabytes })
}
