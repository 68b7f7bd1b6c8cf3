//! The addresses of other sites that answered well, each with the moment, kept between runs outside of the published folder.

use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::path::Path;

/// How long a good answer holds.
const HOLDS: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The addresses that answered well, and when.
pub(super) struct Answered {
    now: Timestamp,
    known: BTreeMap<String, Timestamp>,
}

impl Answered {
    /// What the file remembers and still holds. A file that is not there, or not understood, remembers nothing.
    pub fn read(file: &Path, now: Timestamp) -> Self {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let written: BTreeMap<String, String> = serde_json::from_str(&text).unwrap_or_default();
        let moments = written
            .into_iter()
            .filter_map(|(address, at)| Some((address, at.parse::<Timestamp>().ok()?)));
        let known = moments
            .filter(|(_, at)| *at <= now && now.duration_since(*at) < HOLDS)
            .collect();
        Self { now, known }
    }

    /// Whether an address answered well not long ago.
    pub fn holds(&self, address: &str) -> bool {
        self.known.contains_key(address)
    }

    /// Notes that an address answered well.
    pub fn add(&mut self, address: &str) {
        self.known.insert(address.to_owned(), self.now);
    }

    /// Writes the file. Where that cannot be done, all is asked again next time.
    pub fn write(&self, file: &Path) {
        let moments = self
            .known
            .iter()
            .map(|(address, at)| (address, at.to_string()));
        let moments: BTreeMap<&String, String> = moments.collect();
        let Ok(text) = serde_json::to_string_pretty(&moments) else {
            return;
        };
        if let Some(folder) = file.parent()
            && std::fs::create_dir_all(folder).is_ok()
        {
            let beside = file.with_extension("new");
            let written = std::fs::write(&beside, text + "\n").is_ok();
            let _ = written && std::fs::rename(&beside, file).is_ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_answer_holds_for_some_days() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a/links.json");
        let then = Timestamp::constant(1_800_000_000, 0);
        let mut answered = Answered::read(&file, then);
        answered.add("https://example.org/");
        answered.write(&file);
        let later = |hours| Answered::read(&file, then + SignedDuration::from_hours(hours));
        assert!(later(1).holds("https://example.org/"));
        assert!(!later(24 * 8).holds("https://example.org/"));
        assert!(!later(-1).holds("https://example.org/"));
        std::fs::write(&file, "{").expect("a file");
        assert!(!later(1).holds("https://example.org/"));
    }
}
