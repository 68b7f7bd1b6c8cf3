//! Code in colours: which words of a line are what, the HTML of a block, and the style sheets that go with it.
//!
//! Grammars are loaded when the first block of a known language is met. What a line means depends only on its text and on
//! the lines before it, so it is worked out once for all blocks of the site.

mod aside;
mod block;
mod color;
mod kinds;
mod languages;
mod lines;
mod palette;

pub(super) use block::{Block, html};
pub(super) use languages::is_known;

use crate::config::Config;

/// The style sheets of the site's code blocks: file name and CSS. None where colours are written into the blocks, or where
/// there are no colours at all.
pub fn stylesheets(config: &Config) -> Vec<(String, String)> {
    let Some(highlighting) = &config.markdown.highlighting else {
        return Vec::new();
    };
    if highlighting.inline {
        return Vec::new();
    }
    let sheet = |file: &str, theme: &str| (file.to_owned(), palette::css(theme));
    match &highlighting.dark_theme {
        None => vec![sheet("giallo.css", &highlighting.light_theme)],
        Some(dark) => vec![
            sheet("giallo-light.css", &highlighting.light_theme),
            sheet("giallo-dark.css", dark),
        ],
    }
}
