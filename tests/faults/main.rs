//! What Lucarne survives: each fault of [`FAULTS`], brought about for real. One of them: `cargo test --test faults -- F7`.

mod bombs;
mod broken;
mod common;
mod disguised;
mod disk;
mod growth;
#[allow(dead_code, reason = "shared with tests/site")]
#[path = "../site/harness.rs"]
mod harness;
mod hidden;
mod killed;
#[allow(dead_code, reason = "shared with benches/large.rs")]
mod large;
mod live;
mod measure;
mod meetings;
mod moving;
mod odd;
mod output;
mod outside;
mod pictures;
mod process;
#[allow(dead_code, reason = "shared with tests/site")]
#[path = "../site/running.rs"]
mod running;
mod same;
mod scripts;
mod serving;
mod table;
mod text;
mod watching;

use std::process::ExitCode;
use table::{Fault, Try};

const fn fault(
    number: &'static str,
    what: &'static str,
    holds: &'static str,
    tries: &'static [Try],
) -> Fault {
    Fault {
        number,
        what,
        holds,
        tries,
        alone: false,
    }
}

/// The same, measured while nothing else runs.
const fn timed(fault: Fault) -> Fault {
    Fault {
        alone: true,
        ..fault
    }
}

/// Gives each function with its name.
macro_rules! tries {
    ($($module:ident::$name:ident),+ $(,)?) => { &[$((stringify!($name), $module::$name)),+] };
}

const FAULTS: &[Fault] = &[
    fault(
        "F1",
        "A build is killed at any moment, while others read the site",
        "The output is the old site or the new one, whole; the next build tidies up",
        tries![killed::builds_killed_under_readers],
    ),
    fault(
        "F2",
        "The disk is full",
        "A clean failure; what was published stays, nothing is left behind",
        tries![disk::a_full_disk, disk::a_full_disk_elsewhere],
    ),
    fault(
        "F3",
        "A page, a template or the configuration is wrong",
        "A clean failure at the right line; what was published stays",
        tries![broken::a_broken_site_leaves_the_published_one_as_it_was],
    ),
    fault(
        "F4",
        "Pages are renamed, removed, made drafts",
        "Nothing stale stays published; an alias leads on",
        tries![broken::nothing_stale_stays_published],
    ),
    fault(
        "F5",
        "The output folder is the disk, the home, the sources or somebody's photographs",
        "Refused, and nothing touched",
        tries![output::folders_that_are_not_for_the_site_alone_are_refused],
    ),
    fault(
        "F6",
        "The output folder lies within what is read",
        "Refused, and nothing touched",
        tries![output::outputs_within_the_sources_are_refused],
    ),
    fault(
        "F7",
        "Links in circles and out of the site",
        "Left out with a warning, or a clean failure; nothing from outside is published",
        tries![outside::links_out_of_the_site_are_left_out],
    ),
    fault(
        "F8",
        "Two pages at one address",
        "An error that names both sources",
        tries![meetings::two_pages_of_one_address_are_named],
    ),
    fault(
        "F9",
        "A page, an alias, a term, a file or a feed at the address of another",
        "An error that names both sources",
        tries![meetings::what_makes_an_address_of_its_own_meets_no_other],
    ),
    fault(
        "F10",
        "Names that differ in letter case only",
        "An error on every system",
        tries![meetings::letter_case_alone_tells_nothing_apart],
    ),
    fault(
        "F11",
        "Accents in both Unicode forms",
        "One name: links, images and data are found; both at once are an error",
        tries![
            text::both_forms_of_an_accent_are_one_name,
            text::both_forms_at_once_are_refused,
            text::a_resized_image_has_a_name_for_addresses,
        ],
    ),
    fault(
        "F12",
        "Paths that lead out of the site, in every key, setting and argument",
        "Refused or made harmless; nothing is written or read outside",
        tries![
            outside::no_path_of_a_site_leads_out_of_it,
            outside::no_argument_of_a_component_leads_out_of_it,
            disguised::own_files_that_are_links,
        ],
    ),
    fault(
        "F13",
        "Names that some system cannot hold",
        "An error on every system",
        tries![
            outside::names_that_some_system_cannot_hold_are_refused,
            outside::odd_tags_have_addresses_or_are_refused,
            text::a_name_in_another_encoding_is_refused,
        ],
    ),
    fault(
        "F14",
        "YAML, BibTeX and XML that unfold without end",
        "Refused in less than a second and 100 MB",
        tries![
            bombs::yaml_that_unfolds,
            bombs::bibtex_that_unfolds,
            bombs::xml_that_is_deep,
        ],
    ),
    fault(
        "F15",
        "Latin-1, UTF-16, byte order marks, Windows' line ends",
        "Read, or an error with the line and the guessed encoding",
        tries![
            text::marks_and_line_ends_of_windows_are_read,
            text::other_encodings_are_told_with_line_and_guess,
        ],
    ),
    fault(
        "F16",
        "Images that claim to be immense, or would become so, or have a colour profile that unfolds",
        "Refused from their header, or read without it, in less than 200 MB",
        tries![
            bombs::images_that_claim_to_be_immense,
            pictures::profiles_that_unfold
        ],
    ),
    fault(
        "F17",
        "Images that are cut short, empty, misnamed, animated, in print colours",
        "An error that names the file, or a right image; no crash",
        tries![pictures::odd_images],
    ),
    fault(
        "F18",
        "Photographs that tell where and with what they were taken",
        "No such byte is published; they stay upright",
        tries![pictures::photographs_keep_their_secrets],
    ),
    fault(
        "F19",
        "Scripts in texts",
        "None is live, in pages, lists, feeds and the search index",
        tries![scripts::scripts_in_texts, disguised::scripts_in_calls],
    ),
    fault(
        "F20",
        "Scripts and markup in titles, front matter, alternative texts and data",
        "Text in pages, feeds, sitemap, JSON-LD, the search index and headers, all well-formed",
        tries![
            scripts::markup_in_values,
            scripts::scripts_in_values,
            scripts::line_ends_in_headers,
            disguised::addresses_in_values,
            disguised::control_characters_in_feeds,
            disguised::messages_command_no_terminal,
        ],
    ),
    fault(
        "F21",
        "Templates, components, style sheets and coloured code without end",
        "A clean failure, or code without colours, in bounded time and memory",
        tries![
            bombs::templates_without_end,
            bombs::loops_without_end,
            bombs::style_sheets_without_end,
            bombs::code_without_end,
            bombs::deep_texts
        ],
    ),
    timed(fault(
        "F22",
        "A thousand changes in a second, files that editors leave behind",
        "At most two builds; none for what is not the site's; idle when idle",
        tries![watching::a_thousand_changes, watching::nothing_to_do],
    )),
    fault(
        "F23",
        "Editors that save by renaming, deleting, copying; a branch is switched",
        "What is served is what was saved, within a second",
        tries![watching::ways_of_saving, watching::a_switched_branch],
    ),
    fault(
        "F24",
        "A mistake while previewing",
        "The last good page with the finding over it; mended by itself",
        tries![watching::mistakes_mended],
    ),
    fault(
        "F25",
        "Others in the network",
        "The preview listens on this computer only, unless asked, and then wants a token",
        tries![serving::listens_here_only],
    ),
    fault(
        "F26",
        "Other hosts and origins",
        "Refused; no answer permits another origin",
        tries![serving::foreign_hosts_and_origins],
    ),
    fault(
        "F27",
        "Paths out of the site in all encodings, asked of the preview",
        "Not found",
        tries![serving::paths_out_of_the_site],
    ),
    fault(
        "F28",
        "A site is published while it is read",
        "No reader misses a page, or sees new before old",
        tries![killed::readers_of_a_site_that_changes],
    ),
    fault(
        "F34",
        "Several builds at once",
        "One after the other, or a clean failure",
        tries![output::builds_at_once_do_not_disturb_each_other],
    ),
    fault(
        "F35",
        "Other threads, zone, locale and order of files",
        "The same bytes",
        tries![same::threads_zone_locale_and_order_change_no_byte],
    ),
    fault(
        "F36",
        "Drafts, pages to come, pages expired",
        "Nowhere: no page, list, feed, sitemap, index, image",
        tries![hidden::hidden_pages_are_nowhere_until_asked_for],
    ),
    fault(
        "F37",
        "What systems and editors leave behind",
        "Never published",
        tries![hidden::what_systems_and_editors_leave_behind_is_never_published],
    ),
    fault(
        "F38",
        "No network at all",
        "A whole build",
        tries![same::a_machine_without_a_network_builds],
    ),
    fault(
        "F39",
        "No permission to read or to write, a read-only disk",
        "A clean failure; nothing touched",
        tries![
            disk::nothing_may_be_written,
            disk::something_may_not_be_read,
            disk::a_read_only_disk
        ],
    ),
    fault(
        "F40",
        "Files change and vanish while they are read",
        "A whole site or a clean failure; the next build is right",
        tries![moving::files_that_come_and_go],
    ),
    fault(
        "F41",
        "The clock jumps, files come from the future and from 1970",
        "The same bytes, and every change is seen",
        tries![moving::a_clock_that_jumps],
    ),
    fault(
        "F42",
        "Slow and broken clients of the preview, a thousand connections",
        "Nobody else notices",
        tries![
            serving::slow_and_broken_clients,
            serving::a_thousand_connections
        ],
    ),
    fault(
        "F43",
        "Texts, lists, tags, folders, links and tables of unlikely size",
        "Four times as much takes about four times as long, in bounded memory",
        tries![growth::unlikely_sizes],
    ),
    fault(
        "F44",
        "Settings and templates that no one would write on purpose: circles, impossible addresses, the ends of time",
        "Told where they stand, in bounded time and memory",
        tries![
            odd::menus_in_circles,
            odd::redirections_in_circles,
            odd::addresses_of_no_site,
            odd::dates_at_the_ends_of_time,
            odd::branches_without_end,
            odd::arguments_that_nobody_knows,
        ],
    ),
    fault(
        "F45",
        "Files that take no room on the disk, and all of the memory",
        "Refused in less than 100 MB; what is only published may have any size",
        tries![odd::hollow_files],
    ),
];

fn main() -> ExitCode {
    table::run(FAULTS)
}
