//! What was published, as the output folder itself tells it.
//!
//! The manifest is the same for the same site, so it holds no times. A file's own modification time says instead whether
//! the file is still what the manifest tells: its fraction of a second is set to some digits of the file's fingerprint.
//! Whoever changes the file later changes the time as well, and it is then compared byte by byte.

use crate::fingerprint::Fingerprint;
use crate::sources::own_file;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};
use twox_hash::XxHash3_128;

/// The manifest's place in the output folder.
pub(super) const NAME: &str = ".lucarne-manifest.json";

const VERSION: u32 = 1;

/// A published file's size in bytes, and the fingerprint of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Entry(pub u64, pub Fingerprint);

/// Every published file by its path below the output folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    version: u32,
    pub files: BTreeMap<String, Entry>,
}

impl Manifest {
    pub fn new(files: BTreeMap<String, Entry>) -> Self {
        Self {
            version: VERSION,
            files,
        }
    }

    /// The manifest of an output folder; none where there is none, or where it is damaged or another version's.
    pub fn read(output: &Path) -> Option<Self> {
        let bytes = own_file(&output.join(NAME))?;
        serde_json::from_slice(&bytes)
            .ok()
            .filter(|manifest: &Self| manifest.version == VERSION)
    }

    /// Of all files.
    pub fn state(&self) -> Fingerprint {
        Fingerprint::of(&self.files)
    }

    pub fn write(&self, file: &Path) -> io::Result<()> {
        let mut json = BufWriter::new(File::create(file)?);
        serde_json::to_writer(&mut json, self)?;
        json.write_all(b"\n")?;
        json.flush()
    }
}

/// The fingerprint of a file's bytes. Not that of other values: there are so many bytes that it has to be a faster one.
pub(super) fn fingerprint(bytes: &[u8]) -> Fingerprint {
    Fingerprint(XxHash3_128::oneshot(bytes))
}

/// The size and fingerprint of all that can be read, each piece shown to `each` as well.
pub(super) fn measure<E: From<io::Error>>(
    mut source: impl Read,
    mut each: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<Entry, E> {
    let mut hasher = XxHash3_128::new();
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        match source.read(&mut buffer) {
            Ok(0) => return Ok(Entry(size, Fingerprint(hasher.finish_128()))),
            Ok(count) => {
                hasher.write(&buffer[..count]);
                each(&buffer[..count])?;
                size += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Sets a written file's time so that it bears the fingerprint. Where that is not possible it will be compared by its bytes.
pub(super) fn seal(file: &File, fingerprint: Fingerprint) {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    if let Ok(now) = now {
        let time = Duration::new(now.as_secs(), digits(fingerprint));
        let _ = file.set_modified(SystemTime::UNIX_EPOCH + time);
    }
}

/// Whether a file of this time has not changed since it was sealed with the fingerprint.
pub(super) fn is_sealed(modified: SystemTime, fingerprint: Fingerprint) -> bool {
    modified
        .duration_since(SystemTime::UNIX_EPOCH)
        .is_ok_and(|time| time.subsec_nanos() == digits(fingerprint))
}

/// Nanoseconds out of a fingerprint: whole hundreds, which is as exact as NTFS is, and never 0, which is what a file
/// system without fractions gives to every file.
fn digits(fingerprint: Fingerprint) -> u32 {
    let number = u32::try_from(fingerprint.0 % 9_999_999).unwrap_or_default();
    (number + 1) * 100
}
