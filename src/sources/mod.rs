//! The site's files as they were read: the only part of Lucarne that reads them.

pub mod front_matter;
