//! Where the signs of a text may be: found 64 bytes at a time, as most of a text is letters and spaces.

use crate::bits::{BLOCK, bits};

/// The offsets at which a text may have a sign, in its order: every sign is among them, and some other capitals and
/// punctuation. `<` and `&` are among them too.
pub(super) struct Signs<'t> {
    bytes: &'t [u8],
    /// Where the block that is looked at begins.
    block: usize,
    /// What was found in it and has not been given yet: a bit for each byte, the first in the lowest.
    found: u64,
}

impl<'t> Signs<'t> {
    pub fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        Self {
            bytes,
            block: 0,
            found: in_block(bytes, 0),
        }
    }

    /// Goes on at an offset that is not before the last one given.
    #[inline]
    pub fn skip_to(&mut self, at: usize) {
        if at - self.block >= BLOCK {
            self.block = at - at % BLOCK;
            self.found = in_block(self.bytes, self.block);
        }
        self.found &= u64::MAX << (at % BLOCK);
    }
}

impl Iterator for Signs<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.block += BLOCK;
            if self.block >= self.bytes.len() {
                return None;
            }
            self.found = in_block(self.bytes, self.block);
        }
        let at = self.block + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some(at)
    }
}

/// What is found in the block that begins at an offset.
#[inline(never)]
fn in_block(bytes: &[u8], start: usize) -> u64 {
    let rest = bytes.get(start..).unwrap_or_default();
    match rest.first_chunk() {
        Some(block) => found(block),
        None => {
            let mut block = [0; BLOCK];
            block[..rest.len()].copy_from_slice(rest);
            found(&block)
        }
    }
}

/// A bit for each byte, the first in the lowest. Written so that a compiler makes vector instructions of it.
fn found(block: &[u8; BLOCK]) -> u64 {
    let mut flags = [0; BLOCK];
    for (at, flag) in flags.iter_mut().enumerate() {
        let is_ascii = block[at].wrapping_sub(b'!') <= b'X' - b'!';
        *flag = u8::from(is_ascii | (block[at] & 0xDF == 0xC2));
    }
    bits(&flags)
}
