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

#[cfg(test)]
mod tests {
    use super::{SlugStrategy, UNSAFE};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_slug_is_plain_and_its_own_slug(text in "\\PC{0,40}") {
            let slug = SlugStrategy::On.segment(&text);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            prop_assert!(slug.chars().all(plain), "{slug:?}");
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            prop_assert_eq!(SlugStrategy::On.segment(&slug), slug);
        }

        #[test]
        fn a_safe_step_leads_nowhere_else(text in "[\\PC/\\\\.:*? ]{0,40}") {
            let step = SlugStrategy::Safe.segment(&text);
            prop_assert!(!step.contains(UNSAFE), "{step:?}");
        }
    }
}
