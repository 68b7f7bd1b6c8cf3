//! Whether a file is still the one that was read.

use std::hash::{Hash, Hasher};

/// What tells whether a file is still the one that was read. Of a file that has just been written nothing does: clocks are
/// coarse, and its next version could bear the same times. Its stamp equals no other.
#[derive(Clone, Copy, Debug)]
pub struct FileStamp {
    size: u64,
    modified: i128,
    changed: i128,
    inode: u64,
    fresh: bool,
}

impl FileStamp {
    /// How many bytes the file has.
    pub fn size(self) -> u64 {
        self.size
    }
}

/// How long a file counts as just written.
const FRESH: i128 = 50_000_000;

/// How long it may have the same times as its next version where file systems count seconds, or two at once.
const YOUNG: i128 = 3_000_000_000;

/// What the times are multiples of where a file system counts seconds, or hundredths of them.
const COARSE: i128 = 10_000_000;

impl PartialEq for FileStamp {
    fn eq(&self, other: &Self) -> bool {
        let all = |stamp: &Self| (stamp.size, stamp.modified, stamp.changed, stamp.inode);
        !self.fresh && !other.fresh && all(self) == all(other)
    }
}

impl Hash for FileStamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.size, self.modified, self.changed, self.inode).hash(state);
    }
}

/// Whether a time in nanoseconds since 1970 is a moment ago, or still to come.
fn is_fresh(modified: i128) -> bool {
    is_fresher(modified, FRESH)
}

fn is_fresher(modified: i128, age: i128) -> bool {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    i128::try_from(now.as_nanos()).unwrap_or(i128::MAX) - modified < age
}

impl FileStamp {
    /// Whether its next version could bear the same stamp, even where a file system counts whole seconds only, or does not
    /// tell when a file was put in its place.
    pub(super) fn is_young(self) -> bool {
        let age = match self.changed % COARSE {
            0 => YOUNG,
            _ => FRESH,
        };
        cfg!(not(unix)) || is_fresher(self.modified.max(self.changed), age)
    }

    #[cfg(unix)]
    pub(super) fn of(metadata: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds =
            |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        let changed = nanoseconds(metadata.ctime(), metadata.ctime_nsec());
        Self {
            size: metadata.size(),
            modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed,
            inode: metadata.ino(),
            fresh: is_fresh(changed),
        }
    }

    #[cfg(not(unix))]
    pub(super) fn of(metadata: &std::fs::Metadata) -> Self {
        let modified = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let modified = modified.map_or(0, |time| i128::try_from(time.as_nanos()).unwrap_or(0));
        Self {
            size: metadata.len(),
            modified,
            changed: 0,
            inode: 0,
            fresh: is_fresh(modified),
        }
    }
}
