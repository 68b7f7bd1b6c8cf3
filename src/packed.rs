//! Bytes that take less memory than they are long.

use std::sync::Arc;

/// As much of an example as is of use.
const EXAMPLE: usize = 8 << 10;

/// What many things that are packed have in common, so that none has to say it again.
#[derive(Clone, Default)]
pub struct Example(Arc<[u8]>);

impl Example {
    /// One of these things.
    pub fn new(one: &[u8]) -> Self {
        Self(one[..one.len().min(EXAMPLE)].into())
    }
}

/// Bytes, packed.
#[derive(Clone)]
pub struct Packed {
    bytes: Box<[u8]>,
    /// In bytes, unpacked.
    size: usize,
    like: Example,
}

impl Packed {
    /// Packs bytes that are like this example.
    pub fn new(bytes: &[u8], like: &Example) -> Self {
        let packed = lz4_flex::block::compress_with_dict(bytes, &like.0);
        Self {
            // a copy of its own: what it was written into is as large as what it was made from
            bytes: Box::from(packed.as_slice()),
            size: bytes.len(),
            like: like.clone(),
        }
    }

    /// The bytes.
    pub fn unpack(&self) -> Vec<u8> {
        let unpacked = lz4_flex::block::decompress_with_dict(&self.bytes, self.size, &self.like.0);
        unpacked.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLE, Example, Packed};

    #[test]
    fn bytes_come_back_as_they_were() {
        let long = "abc déf ".repeat(3_000);
        let examples = [
            Example::default(),
            Example::new(b"abcdef"),
            Example::new(long.as_bytes()),
        ];
        assert_eq!(examples[2].0.len(), EXAMPLE);
        for example in &examples {
            for text in ["", "a", "abc déf", &long, &long[..EXAMPLE]] {
                let packed = Packed::new(text.as_bytes(), example);
                assert_eq!(packed.unpack(), text.as_bytes());
            }
        }
    }
}
