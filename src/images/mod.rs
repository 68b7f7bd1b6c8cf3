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

/// Facts about an image, read from its header.
#[derive(Clone, Debug, Hash)]
pub struct ImageFacts {
    /// Relative to the site's root.
    pub path: String,
    /// In pixels, as shown (orientation applied).
    pub width: u32,
    /// In pixels, as shown.
    pub height: u32,
    /// `png`, `jpeg`, `webp`, `gif`, `avif`, `svg`, …
    pub format: String,
    /// `image/png` and so on.
    pub mime: String,
    /// What its EXIF says it shows, if anything.
    pub description: Option<String>,
    /// When its EXIF says it was taken, as EXIF writes it: `2024:05:06 07:08:09`.
    pub created: Option<String>,
    /// A fingerprint of the file's bytes, for the names of what is made from it.
    pub content: Fingerprint,
}

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

/// How an image is resized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// Cropped to the middle after scaling.
    Fill {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// Largest size within the box, never enlarged.
    Fit {
        /// Of the box, in pixels.
        width: u32,
        /// Of the box, in pixels.
        height: u32,
    },
    /// To this width, the height in proportion.
    FitWidth {
        /// In pixels.
        width: u32,
    },
    /// To this height, the width in proportion.
    FitHeight {
        /// In pixels.
        height: u32,
    },
    /// To exactly this size.
    Scale {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
}

/// The formats that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TargetFormat {
    /// Photographs, in the oldest format of all.
    Jpeg,
    /// Drawings, without loss.
    Png,
    /// Either, smaller.
    Webp,
    /// Either, smallest and slowest.
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
