//! From the staged site to the live one: the best way that the system has.

use super::existing::remove;
use super::target::Target;
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// What a staged site changes, as paths below the output folder.
pub(super) struct Changes<'a> {
    /// Files to put in place, the manifest first.
    pub written: &'a [&'a str],
    /// Files, links and empty folders to take away.
    pub removed: &'a [&'a str],
}

/// Makes the staged site the live one. Afterwards the staging folder, where it still exists, is of no use.
///
/// Best is an exchange of the two folders in one step; else the old one is set aside for a moment, which
/// [`Target::tidy`] mends after a kill; where the folder itself cannot be moved the files are moved one by one.
pub(super) fn go_live(target: &Target, staging: &Path, changes: &Changes<'_>) -> io::Result<()> {
    if target.inside {
        return move_files(staging, &target.output, changes);
    }
    if !fs::exists(&target.output)? {
        return fs::rename(staging, &target.output);
    }
    if let Ok(found) = fs::metadata(&target.output) {
        let _ = fs::set_permissions(staging, found.permissions());
    }
    exchange(staging, &target.output)
        .or_else(|_| set_aside(target, staging))
        .or_else(|_| move_files(staging, &target.output, changes))
}

/// Whether all that changes is what one file says: then replacing it is one step already.
pub(super) fn is_one_file(target: &Target, changes: &Changes<'_>) -> bool {
    let is_file = |path: &str| {
        let found = fs::symlink_metadata(target.output.join(path));
        found.is_ok_and(|found| found.is_file()) && is_free(&target.output, path)
    };
    changes.removed.is_empty() && matches!(changes.written, [_, path] if is_file(path))
}

/// Replaces the one file, and then the manifest. As long as that is not done, and where it cannot be, the manifest tells of a file
/// that is no longer there, and the next build compares this one byte by byte.
pub(super) fn replace_one(
    target: &Target,
    staging: &Path,
    changes: &Changes<'_>,
) -> io::Result<()> {
    let [manifest, path] = changes.written else {
        return Ok(());
    };
    let replace = |path: &str| fs::rename(staging.join(path), target.output.join(path));
    replace(path)?;
    let _ = replace(manifest);
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(staging: &Path, output: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(
        CWD,
        staging,
        CWD,
        output,
        RenameFlags::EXCHANGE,
    )?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_staging: &Path, _output: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn set_aside(target: &Target, staging: &Path) -> io::Result<()> {
    let aside = target.beside("old");
    fs::rename(&target.output, &aside)?;
    if let Err(error) = fs::rename(staging, &target.output) {
        fs::rename(&aside, &target.output)?;
        return Err(error);
    }
    fs::rename(&aside, staging)
}

/// Each file is replaced in one step; what pages need comes before the pages, and nothing is taken away before all is there.
fn move_files(staging: &Path, output: &Path, changes: &Changes<'_>) -> io::Result<()> {
    let is_page = |path: &&&str| path.ends_with(".html");
    let (pages, others): (Vec<_>, Vec<_>) = changes.written.iter().partition(is_page);
    for path in others.into_iter().chain(pages) {
        let (from, to) = (staging.join(path), output.join(path));
        if !is_free(output, path) || fs::rename(&from, &to).is_err() {
            clear(output, path)?;
            fs::rename(&from, &to)?;
        }
    }
    for path in changes.removed {
        if !changes.written.contains(path) {
            let _ = fs::remove_file(output.join(path));
        }
        let folders = Path::new(path)
            .ancestors()
            .filter(|path| *path != Path::new(""));
        for folder in folders {
            if fs::remove_dir(output.join(folder)).is_err() && output.join(folder).is_dir() {
                break;
            }
        }
    }
    Ok(())
}

/// Whether every folder on the way to a file is a real folder.
fn is_free(output: &Path, path: &str) -> bool {
    folders(path)
        .all(|folder| fs::symlink_metadata(output.join(folder)).is_ok_and(|found| found.is_dir()))
}

/// Makes way for a file: real folders above it, no folder at its place.
fn clear(output: &Path, path: &str) -> io::Result<()> {
    for folder in folders(path) {
        let folder = output.join(folder);
        match fs::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => continue,
            Ok(_) => fs::remove_file(&folder)?,
            Err(_) => {}
        }
        fs::create_dir(&folder)?;
    }
    let file = output.join(path);
    if file.is_dir() { remove(&file) } else { Ok(()) }
}

/// The folders above a path, the highest first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Lets a file, a link or a whole folder appear at a second place, by a hard link where that is possible.
pub(super) fn carry(from: &Path, to: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(from)?;
    if found.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            carry(&entry.path(), &to.join(entry.file_name()))?;
        }
        return fs::set_permissions(to, found.permissions());
    }
    if fs::hard_link(from, to).is_ok() || !found.is_file() {
        return Ok(());
    }
    fs::copy(from, to)?;
    File::options()
        .write(true)
        .open(to)?
        .set_modified(found.modified()?)
}
