//! One file a command.

pub mod build;
pub mod check;
mod console;
mod crash;
pub mod explain;
mod folder;
pub mod init;
pub mod manual;
pub mod new;
mod patience;
mod placeholders;
mod progress;
pub mod serve;

pub use console::{Console, Status};
pub use crash::guarded;
