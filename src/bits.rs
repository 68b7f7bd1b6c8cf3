//! Flags of the bytes of a text, sixty-four at a time, as the bits of a number.

/// How many bytes are looked at at a time.
pub(crate) const BLOCK: usize = 64;

/// A bit for each flag, which is 0 or 1; the first in the lowest.
pub(crate) fn bits(flags: &[u8; BLOCK]) -> u64 {
    let words = flags.as_chunks::<8>().0;
    let mut bits = 0;
    for word in words.iter().rev() {
        // the highest byte of the product is the lowest bits of the eight bytes, side by side
        let product = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080);
        bits = bits << 8 | product >> 56;
    }
    bits
}
