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
        SlugStrategy::Safe => safe(text)
            .chars()
            .filter(|c| !"\"'`<>".contains(*c))
            .collect::<String>()
            .replace(' ', "_"),
        SlugStrategy::Off => text.to_owned(),
    }
}

/// Without what file systems and addresses do not bear; white space becomes `_`.
fn safe(text: &str) -> String {
    let kept: String = text
        .nfc()
        .filter(|c| !"<>:\"/\\|?*#%&'`".contains(*c) && !c.is_control() || c.is_whitespace())
        .map(|c| if c.is_whitespace() { '_' } else { c })
        .collect();
    kept.trim_matches(|c| c == '.' || c == '_').to_owned()
}
