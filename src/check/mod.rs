//! Judging a site beyond what making it shows.
//!
//! What a finding means, and how bad it is, stands in [`crate::codes`]; what the site wants of it is applied by [`settle`].

mod external;
mod sarif;
mod settle;

pub use external::{Pace, external};
pub use sarif::sarif;
pub use settle::{Waived, settle, waived};
