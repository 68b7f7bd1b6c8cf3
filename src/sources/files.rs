//! Reading files, without ever leaving the site, and the forms of their paths.

use super::stamp::FileStamp;
use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The most bytes of a file that is read as a whole: several times the longest text or photograph that a site could have.
pub(super) const MOST_BYTES: u64 = 256 << 20;

/// A file of the site that was seen, not yet read.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceFile {
    /// Relative to the root, with `/`, in Unicode form C.
    pub path: String,
    /// Where it really is.
    pub on_disk: PathBuf,
    /// What it was when it was seen.
    pub stamp: FileStamp,
}

/// Whether a file would be read as a whole, and is too large for that. What is only published, like a film, may have any size.
pub(super) fn is_too_large(path: &str, stamp: FileStamp) -> bool {
    const READ: [&str; 10] = [
        "md", "css", "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp",
    ];
    let read = || {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        READ.iter().any(|read| extension.eq_ignore_ascii_case(read))
            || ["templates", "sass", "translations"]
                .iter()
                .any(|folder| path.split('/').any(|part| part == *folder))
    };
    stamp.size() > MOST_BYTES && read()
}

/// What is at a place itself, a symbolic link not followed; none where there is nothing.
pub(super) fn stamp_of(on_disk: &Path) -> Option<(std::fs::FileType, FileStamp)> {
    let metadata = on_disk.symlink_metadata().ok()?;
    Some((metadata.file_type(), FileStamp::of(&metadata)))
}

/// The stamp and bytes of a file.
pub(super) fn read(on_disk: &Path) -> std::io::Result<(FileStamp, Vec<u8>)> {
    let mut file = std::fs::File::open(on_disk)?;
    let metadata = file.metadata()?;
    if metadata.len() > MOST_BYTES {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(
        usize::try_from(metadata.len())
            .unwrap_or(0)
            .saturating_add(1),
    );
    // the length is known: without `take`, it would be asked for twice more
    file.by_ref().take(u64::MAX).read_to_end(&mut bytes)?;
    Ok((FileStamp::of(&metadata), bytes))
}

/// The bytes of a file that Lucarne has put beside the sources; none where something else stands in its place: a link could
/// lead anywhere, and a pipe would be waited for.
pub(crate) fn own_file(path: &Path) -> Option<Vec<u8>> {
    let found = path.symlink_metadata().ok()?;
    found.is_file().then(|| std::fs::read(path).ok())?
}

/// The folder of a site in which Lucarne keeps what spares it work; none where a link stands in its place, which could lead
/// out of the site. It need not exist.
pub(crate) fn own_folder(root: &Path) -> Option<PathBuf> {
    let folder = root.join(".lucarne");
    (!folder.is_symlink()).then_some(folder)
}

/// The bytes and stamp of a file below the root. None for a path that leaves the site.
pub(super) fn read_within(root: &Path, path: &str) -> Option<(FileStamp, Vec<u8>)> {
    let on_disk = within(root, path)?;
    let metadata = on_disk.metadata().ok()?;
    if !metadata.is_file() {
        return None;
    }
    Some((FileStamp::of(&metadata), std::fs::read(&on_disk).ok()?))
}

/// The stamp of a file below the root.
pub(super) fn stamp_within(root: &Path, path: &str) -> Option<FileStamp> {
    let metadata = within(root, path)?.metadata().ok()?;
    metadata.is_file().then(|| FileStamp::of(&metadata))
}

fn within(root: &Path, path: &str) -> Option<PathBuf> {
    if path.contains('\0') || path.contains('\\') {
        return None;
    }
    let path = path.trim_start_matches('/');
    let mut on_disk = root.join(path);
    let real = match on_disk.canonicalize() {
        Ok(real) => real,
        Err(_) if path.is_ascii() => return None,
        Err(_) => {
            on_disk = in_other_form(root, path)?;
            on_disk.canonicalize().ok()?
        }
    };
    real.starts_with(root.canonicalize().ok()?)
        .then_some(on_disk)
}

/// Where a path is whose accents are encoded differently on the disk.
fn in_other_form(root: &Path, path: &str) -> Option<PathBuf> {
    let mut on_disk = root.to_owned();
    for part in path.split('/') {
        let exact = on_disk.join(part);
        on_disk = if part.is_ascii() || exact.exists() {
            exact
        } else {
            let wanted = normal_form(part);
            let mut names = std::fs::read_dir(&on_disk).ok()?.flatten();
            let same = |name: &std::ffi::OsStr| normal_form(&name.to_string_lossy()) == wanted;
            names.find(|entry| same(&entry.file_name()))?.path()
        };
    }
    Some(on_disk)
}

/// A path with `/` between its parts.
pub(super) fn slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace('\\', "/")
    }
}

/// A path in Unicode form C, as all paths of the site are.
pub(crate) fn normal_form(path: &str) -> Cow<'_, str> {
    if path.is_ascii() || is_nfc(path) {
        Cow::Borrowed(path)
    } else {
        Cow::Owned(path.nfc().collect())
    }
}

/// A path without what letter case and the forms of accents tell apart.
pub(crate) fn folded(path: &str) -> Cow<'_, str> {
    if !path.is_ascii() {
        Cow::Owned(path.nfc().collect::<String>().to_lowercase())
    } else if path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(path.to_ascii_lowercase())
    } else {
        Cow::Borrowed(path)
    }
}

/// What editors, systems and version control leave behind, never content. Other hidden files count only in `static/`.
pub(crate) fn is_junk(name: &str, hidden_too: bool) -> bool {
    const BEGINNINGS: [&str; 8] = [
        ".git",
        ".env",
        "._",
        "~$",
        ".~",
        ".#",
        ".trash-",
        ".goutputstream-",
    ];
    const ENDS: [&str; 9] = [
        "~",
        ".bak",
        ".swp",
        ".swo",
        ".swx",
        ".tmp",
        ".orig",
        ".part",
        ".crdownload",
    ];
    const NAMES: [&str; 16] = [
        ".ds_store",
        ".svn",
        ".hg",
        ".jj",
        ".idea",
        ".vscode",
        ".directory",
        ".localized",
        ".spotlight-v100",
        ".fseventsd",
        "__macosx",
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "$recycle.bin",
        "icon\r",
    ];
    let lower = name.to_ascii_lowercase();
    BEGINNINGS.iter().any(|start| lower.starts_with(start))
        || ENDS.iter().any(|end| lower.ends_with(end))
        || NAMES.contains(&lower.as_str())
        || (lower.len() > 1 && lower.starts_with('#') && lower.ends_with('#'))
        || (!hidden_too && name.starts_with('.'))
}
