//! The site's configuration: `lucarne.yaml`, `zola.toml` or `config.toml`, read once and never changed.

mod load;
mod types;

pub use load::load;
pub use types::*;
