//! How much a build takes: of the processor's time and of memory.

use crate::harness::Site;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a build took and said.
pub struct Measured {
    /// How it ended; none where a signal ended it.
    pub status: Option<i32>,
    /// Standard error.
    pub err: String,
    /// Time of the processor in seconds, all threads together; 0 where the system does not tell.
    pub seconds: f64,
    /// The most memory that was in use in MB; 0 where the system does not tell.
    pub megabytes: f64,
}

/// After that a build is taken for endless.
const ENDLESS: Duration = Duration::from_secs(60);

/// Clock ticks in a second, on every Linux in use.
const TICKS: f64 = 100.0;

impl Measured {
    /// Builds a site, watching.
    pub fn build(site: &Site) -> Self {
        let err = tempfile::NamedTempFile::new().expect("a file");
        let mut child = Command::new(env!("CARGO_BIN_EXE_lucarne"))
            .arg("build")
            .current_dir(site.root())
            .env_remove("LANGUAGE")
            .env("LC_ALL", "C.UTF-8")
            .stdout(Stdio::null())
            .stderr(err.reopen().expect("the same file"))
            .spawn()
            .expect("the program");
        let (mut seconds, mut megabytes) = (0.0, 0.0);
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("its end") {
                break status;
            }
            if let Some(found) = processor(child.id()) {
                seconds = found;
            }
            if let Some(found) = memory(child.id()) {
                megabytes = found;
            }
            if start.elapsed() > ENDLESS {
                let _ = child.kill();
                let _ = child.wait();
                panic!("endless, with {megabytes} MB");
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        Self {
            status: status.code(),
            err: fs::read_to_string(err.path()).expect("what it said"),
            seconds,
            megabytes,
        }
    }

    /// It failed as it should, within these limits.
    #[track_caller]
    pub fn failed_within(&self, seconds: f64, megabytes: f64, what: &str) {
        assert_eq!(self.status, Some(1), "{what}: {}", self.err);
        assert!(self.err.contains("error["), "{what}: {}", self.err);
        assert!(!self.err.contains("panicked"), "{what}: {}", self.err);
        self.within(seconds, megabytes, what);
    }

    /// It took no more than this.
    #[track_caller]
    pub fn within(&self, seconds: f64, megabytes: f64, what: &str) {
        assert!(self.seconds <= seconds, "{what}: {} s", self.seconds);
        assert!(self.megabytes <= megabytes, "{what}: {} MB", self.megabytes);
    }
}

/// The time of the processor that a process has had, in seconds.
pub fn processor(process: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    let ticks: f64 = rest
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum();
    Some(ticks / TICKS)
}

/// The most memory that a process has used, in MB.
fn memory(process: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024.0)
}
