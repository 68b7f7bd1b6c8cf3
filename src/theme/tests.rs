//! Themes in a few lines, and what comes out of them.
