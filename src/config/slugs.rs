//! How text becomes part of an address.

use super::SlugStrategy;

/// What no file system or address bears.
const UNSAFE: &[char] = &['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

impl SlugStrategy {
    /// A text as one step of a path.
    pub fn segment(self, text: &str) -> String {
        match self {
            Self::On => slug::slugify(text),
            Self::Safe => text.trim_end_matches([' ', '.']).replace(UNSAFE, ""),
            Self::Off => text.to_owned(),
        }
    }

    /// A text as the `id` of a heading.
    pub fn anchor(self, text: &str) -> String {
        match self {
            Self::On => slug::slugify(text),
            Self::Safe | Self::Off => text.replace(|c: char| c.is_ascii_whitespace(), "_"),
        }
    }
}
