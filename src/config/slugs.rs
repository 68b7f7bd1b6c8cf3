//! How text becomes part of an address.

use super::SlugStrategy;

/// What no file system or address bears.
const UNSAFE: &[char] = &['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

impl SlugStrategy {
    /// A text as one step of a path.
    pub fn segment(self, text: &str) -> String {
        match self {
            Self::On if is_slug(text) => text.to_owned(),
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

/// Whether a text is its own slug.
fn is_slug(text: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.bytes().all(sign) && !text.starts_with('-') && !text.ends_with('-') && !text.contains("--")
}
