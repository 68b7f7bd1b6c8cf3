//! Lucarne compiles Markdown pages into a themed static site.

mod bits;
pub mod bodies;
pub mod check;
pub mod codes;
pub mod config;
pub mod data;
pub mod fingerprint;
pub mod images;
pub mod markdown;
pub mod memo;
pub mod outline;
pub mod outputs;
pub mod packed;
pub mod pipeline;
pub mod public;
pub mod report;
pub mod serve;
pub mod site;
pub mod sources;
pub mod spill;
pub mod theme;
pub mod typography;
mod words;

/// How many pages a thread takes at a time: so few that none is left with many when the others have finished.
pub(crate) const SHARE: usize = 64;
