//! How text becomes part of an address.

use super::SlugStrategy;

/// What no file system or address bears.
const UNSAFE: &[char] = &['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

impl SlugStrategy {
    /// A text as one step of a path.
    pub fn path(self, text: &str) -> String {
        match self {
            Self::On => slug::slugify(text),
            Self::Safe => text.trim_end_matches([' ', '.']).replace(UNSAFE, ""),
            Self::Off => text.to_owned(),
        }
    }
}
