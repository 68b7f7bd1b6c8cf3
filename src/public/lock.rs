//! One build at a time into one folder.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a build waits for another one into the same folder.
const PATIENCE: Duration = Duration::from_secs(5);

/// A held lock: a locked file that the system frees when the process ends, however it ends.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
    /// False where the file system knows no locks: then nobody can be kept out.
    pub exclusive: bool,
}

impl Lock {
    /// Takes the lock, waiting a few seconds for whoever has it; none where they still have it then.
    pub fn acquire(path: &Path) -> io::Result<Option<Self>> {
        let start = Instant::now();
        // a link could lead anywhere, and a pipe would be waited for; a folder goes away where it is empty
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_dir() => fs::remove_dir(path)?,
            Ok(found) if !found.is_file() => fs::remove_file(path)?,
            _ => {}
        }
        loop {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(path)?;
            let exclusive = match file.try_lock() {
                Ok(()) if is_at(&file, path) => true,
                Ok(()) => continue,
                Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => return Ok(None),
                Err(TryLockError::WouldBlock) => {
                    std::thread::sleep(Duration::from_millis(20));
                    continue;
                }
                Err(TryLockError::Error(_)) => false,
            };
            return Ok(Some(Self {
                path: path.to_owned(),
                _file: file,
                exclusive,
            }));
        }
    }
}

/// The file is removed while it is locked: who waits for it sees that it is gone, and makes a new one.
#[cfg(unix)]
impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(found)) => (held.dev(), held.ino()) == (found.dev(), found.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    fs::exists(path).unwrap_or(false)
}
