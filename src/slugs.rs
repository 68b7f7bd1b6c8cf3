//! Text as part of an address.

use crate::config::SlugStrategy;
use unicode_normalization::UnicodeNormalization;

/// Text as one segment of a path.
pub fn segment(text: &str, strategy: SlugStrategy) -> String {
    match strategy {
        SlugStrategy::On => slug::slugify(text),
        SlugStrategy::Safe => safe(text),
        SlugStrategy::Off => text.to_owned(),
    }
}

/// A path of several segments: each is made a slug, the slashes stay.
pub fn path(text: &str, strategy: SlugStrategy) -> String {
    text.split('/')
        .map(|part| segment(part, strategy))
        .collect::<Vec<_>>()
        .join("/")
}

/// Text as the `id` of a heading.
pub fn anchor(text: &str, strategy: SlugStrategy) -> String {
    match strategy {
        SlugStrategy::On => slug::slugify(text),
        SlugStrategy::Safe | SlugStrategy::Off => {
            text.replace(|c: char| c.is_ascii_whitespace(), "_")
        }
    }
}

/// Without what file systems do not bear.
fn safe(text: &str) -> String {
    text.trim_end_matches([' ', '.'])
        .nfc()
        .filter(|c| !"<>:\"/\\|?*".contains(*c) && !c.is_control())
        .collect()
}
