//! Tests of the whole program: a site in one string, a build, what must come out of it.

mod accessibility;
mod broken;
mod cli;
mod codes;
mod dependencies;
mod external;
mod fonts;
mod harness;
mod imports;
mod incremental;
mod languages;
mod lists;
mod preview;
mod rights;
#[allow(dead_code, reason = "shared with tests/faults")]
mod running;
mod starting;
mod typography;
mod unchanged;
mod zola;
