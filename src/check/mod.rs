//! Judging a site beyond what making it shows.
//!
//! What a finding means, and how bad it is, stands in [`crate::codes`]; what the site wants of it is applied by [`settle`].
//! Each rendered page is read once ([`notice`], `gather`) and judged by what was seen in it (`rules`); what was noticed is kept
//! with the page. At the end of a build faults get their place, in Markdown or a template ([`tell`], `locate`, `pattern`), and
//! the site as a whole is judged (`whole`), and its style sheets: their colours (`contrast`), what they ask for (`asked`), whom they
//! call (`calls`), and what their fonts have (`fonts`).

mod addresses;
mod answered;
mod asked;
mod calls;
mod cmap;
mod colors;
mod contrast;
mod data;
mod external;
mod facts;
mod files;
mod fonts;
mod gather;
mod html;
mod links;
mod locate;
mod mixing;
mod names;
mod page;
mod pattern;
mod prose;
mod rights;
mod rules;
mod sarif;
mod settle;
mod sheet;
mod unfilled;
mod uses;
mod weight;
mod whole;

use crate::words;
pub use calls::calls;
pub use contrast::contrasts;
pub use data::outdated;
pub use external::{Pace, external};
pub use fonts::{FontFile, fonts};
pub use gather::Known;
pub use links::{Reach, Targets, asked_in_vain, broken, external as external_addresses};
pub use locate::Templates;
pub use page::{Noticed, Page, Seen, notice, notice_feed, tell, wanted};
pub use prose::{days_in_template, declared, mixed_elsewhere, prose, said_in_data};
pub use sarif::sarif;
pub use settle::{Waived, settle, waived};
pub use sheet::StyleSheet;
pub use unfilled::unfilled;
pub use weight::{SiteIndex, Weight, grade, over_budget, weigh};
pub use whole::{help_place, menu_names, menu_order, orphans, titles};
