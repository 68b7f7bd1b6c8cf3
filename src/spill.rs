//! Bytes that wait on disk: what a large site is made of, and only one of its pages will want.

use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A temporary file, gone with the program however that ends.
pub struct Spill {
    file: File,
    end: AtomicU64,
    lost: AtomicBool,
}

/// Bytes in a [`Spill`].
#[derive(Clone, Copy, Debug)]
pub struct Spilled {
    at: u64,
    length: usize,
}

impl Spill {
    /// An empty one.
    ///
    /// # Errors
    /// Where the system gives no temporary file.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            file: tempfile::tempfile()?,
            end: AtomicU64::new(0),
            lost: AtomicBool::new(false),
        })
    }

    /// Puts bytes aside. None where there is no room.
    pub fn put(&self, bytes: &[u8]) -> Option<Spilled> {
        let length = bytes.len();
        let at = self.end.fetch_add(length as u64, Ordering::Relaxed);
        write(&self.file, bytes, at).ok()?;
        Some(Spilled { at, length })
    }

    /// Bytes that were put aside. Nothing where they cannot be read: then [`Spill::is_lost`].
    pub fn get(&self, spilled: Spilled) -> Vec<u8> {
        let mut bytes = vec![0; spilled.length];
        if read(&self.file, &mut bytes, spilled.at).is_err() {
            self.lost.store(true, Ordering::Relaxed);
            bytes.clear();
        }
        bytes
    }

    /// Whether anything could not be read again.
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }
}

#[cfg(unix)]
fn write(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn write(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        bytes = &bytes[written..];
        at += written as u64;
    }
    Ok(())
}

#[cfg(windows)]
fn read(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        at += read as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Spill;

    #[test]
    fn bytes_come_back_to_each_thread_and_a_loss_is_known() {
        let spill = Spill::new().expect("a temporary file");
        std::thread::scope(|scope| {
            for thread in 0..4_u8 {
                let spill = &spill;
                scope.spawn(move || {
                    let texts: Vec<Vec<u8>> =
                        (0..100).map(|length| vec![thread; length * 7]).collect();
                    let put = |text: &Vec<u8>| spill.put(text).expect("room");
                    let spilled: Vec<_> = texts.iter().map(put).collect();
                    for (text, spilled) in texts.iter().zip(spilled) {
                        assert_eq!(&spill.get(spilled), text);
                    }
                });
            }
        });
        assert!(!spill.is_lost());
        spill.file.set_len(0).expect("cut");
        assert!(spill.get(super::Spilled { at: 0, length: 3 }).is_empty());
        assert!(spill.is_lost());
    }
}
