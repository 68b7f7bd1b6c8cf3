//! Images: facts from their headers, and resized copies made once and kept in a cache by content.

mod exif;
mod facts;
mod make;
mod metadata;
mod sizes;
#[cfg(test)]
mod tests;
mod vector;

pub use facts::facts;
pub use make::make;
pub use metadata::{may_carry_metadata, strip_metadata};
pub use sizes::resized;

use crate::fingerprint::Fingerprint;

/// A resized image that some page wants.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImageRequest {
    /// The original, relative to the site's root.
    pub source: String,
    /// A fingerprint of the original's bytes.
    pub content: Fingerprint,
    /// Where the result is published, below the output folder.
    pub output: String,
    /// What to do.
    pub operation: Operation,
    /// The result's format.
    pub format: TargetFormat,
    /// 1 to 100.
    pub quality: Option<u8>,
    /// For AVIF, 1 to 10.
    pub speed: Option<u8>,
}

/// How an image is resized. Pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Operation {
    /// Cropped to the middle after scaling.
    Fill {
        width: u32,
        height: u32,
    },
    /// Largest size within the box, never enlarged.
    Fit {
        width: u32,
        height: u32,
    },
    FitWidth {
        width: u32,
    },
    FitHeight {
        height: u32,
    },
    /// To exactly this size.
    Scale {
        width: u32,
        height: u32,
    },
}

/// The formats that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum TargetFormat {
    Jpeg,
    Png,
    Webp,
    Avif,
}

impl TargetFormat {
    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Avif => "avif",
        }
    }
}
