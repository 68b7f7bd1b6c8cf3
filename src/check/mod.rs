//! Judging a site beyond what making it shows.

mod external;

pub use external::{Pace, external};
