//! The site's configuration: `lucarne.yaml`, `zola.toml` or `config.toml`, read once and never changed.

mod address;
mod check;
mod device;
mod language;
mod load;
mod markdown;
mod menus;
mod root;
mod slugs;
mod theme;
mod types;
mod zone;

pub use address::is_site_address;
pub use check::waivers;
pub use device::is_device;
pub use load::{FILES, load};
pub use theme::{merge_theme_extra, merge_theme_translations};
pub use types::*;
pub use zone::zone;

#[cfg(test)]
mod tests;
