//! How much a build takes: of the processor's time and of memory.

use crate::harness::Site;
use crate::process::{memory, processor};
use std::fs;
use std::process::Stdio;
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

impl Measured {
    /// Builds a site, watching.
    pub fn build(site: &Site) -> Self {
        let err = tempfile::NamedTempFile::new().expect("a file");
        let mut child = site
            .command()
            .arg("build")
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
