//! Judging a site beyond what making it shows.
//!
//! What a finding means, and how bad it is, stands in [`crate::codes`]; what the site wants of it is applied by [`settle`].
//! Each rendered page is read once ([`notice`]) and judged by what was seen in it (`rules`); what was noticed is kept with the
//! page. At the end of a build faults get their place, in Markdown or a template ([`tell`], `locate`), and the site as a
//! whole is judged (`whole`), and the colours of its style sheets (`contrast`).

mod colors;
mod contrast;
mod external;
mod facts;
mod html;
mod links;
mod locate;
mod page;
mod rules;
mod sarif;
mod settle;
mod sheet;
mod uses;
mod whole;
mod words;

pub use contrast::{StyleSheet, contrasts};
pub use external::{Pace, external};
pub use links::{broken, external as external_addresses};
pub use page::{Noticed, Seen, notice, notice_feed, tell, wanted};
pub use sarif::sarif;
pub use settle::{Waived, settle, waived};
pub use whole::{help_place, menu_names, menu_order, orphans, titles};
