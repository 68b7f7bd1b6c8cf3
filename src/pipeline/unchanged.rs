//! What the last build was made from, as it is noted on disk: so that nothing is done where nothing has changed.
//!
//! The note is believed where all of it still holds: the same program, settings and files by their stamps (size, times and
//! inode), none of them young when it was seen, no clock asked, the same day. What was found is told again. In any doubt the
//! site is built.

use super::{Options, Outcome, Workshop};
use crate::codes;
use crate::config::{self, Mode};
use crate::fingerprint::Fingerprint;
use crate::outline::Outline;
use crate::report::{Finding, Findings, Place, Severity, Text};
use crate::site::Site;
use crate::sources::{Sources, own_file, own_folder};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// What a build was made from and gave.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Note {
    /// Of the program, the settings, and the stamps of all files but those below.
    made_from: Fingerprint,
    /// Files that were read because something asked for them, and those that were not there.
    asked_for: Vec<String>,
    /// Of their stamps.
    asked: Fingerprint,
    /// When it was made, and until when the same files make the same site; in milliseconds since 1970.
    between: (i64, i64),
    /// As in [`Outcome`].
    pages: usize,
    /// Warnings and the like: a site with an error is not published.
    findings: Vec<Told>,
}

/// The file of the note, in Lucarne's own folder.
const NAME: &str = "last-build.json";

/// A site of which there is more to say is built each time: reading it all again would take as long.
const MOST_FINDINGS: usize = 10_000;

/// A finding as it is noted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Told {
    severity: Severity,
    code: String,
    place: Option<Place>,
    message: Text,
    help: Option<Text>,
    related: Vec<(Place, Text)>,
}

impl From<&Finding> for Told {
    fn from(finding: &Finding) -> Self {
        let finding = finding.clone();
        Self {
            severity: finding.severity,
            code: finding.code.to_owned(),
            place: finding.place,
            message: finding.message,
            help: finding.help,
            related: finding.related,
        }
    }
}

impl Told {
    /// None where this program knows no such code.
    fn again(self) -> Option<Finding> {
        Some(Finding {
            severity: self.severity,
            code: codes::find(&self.code)?.code,
            place: self.place,
            message: self.message,
            help: self.help,
            related: self.related,
        })
    }
}

/// A note, and what tells whether it is whole.
#[derive(Serialize, Deserialize)]
struct Kept {
    note: Note,
    /// Of all files that were published.
    published: Fingerprint,
    seal: Fingerprint,
}

impl Kept {
    fn new(note: Note, published: Fingerprint) -> Self {
        Self {
            seal: seal(&note, published),
            note,
            published,
        }
    }

    fn is_whole(&self) -> bool {
        self.seal == seal(&self.note, self.published)
    }
}

fn seal(note: &Note, published: Fingerprint) -> Fingerprint {
    Fingerprint::of(&(note, published))
}

impl Note {
    /// Keeps it with what stands for all that was published, for [`Workshop::unchanged`]. That it cannot be written costs
    /// time only.
    pub fn keep(self, root: &Path, published: Fingerprint) {
        let Some(folder) = own_folder(root) else {
            return;
        };
        let json = serde_json::to_vec(&Kept::new(self, published)).unwrap_or_default();
        let written = fs::create_dir_all(&folder)
            .and_then(|()| NamedTempFile::new_in(&folder))
            .and_then(|mut file| file.write_all(&json).map(|()| file));
        if let Ok(file) = written {
            let _ = file.persist(folder.join(NAME));
        }
    }
}

impl Workshop {
    /// What the last build gave, where the same files would give the same again: as long as what it published is still there,
    /// which the fingerprint stands for.
    pub fn unchanged(&self) -> Option<(Outcome, Fingerprint)> {
        let root = &self.options.root;
        let Kept {
            note, published, ..
        } = own_folder(root)
            .and_then(|folder| own_file(&folder.join(NAME)))
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .filter(Kept::is_whole)?;
        let now = Timestamp::now().as_millisecond();
        if !(note.between.0..note.between.1).contains(&now) {
            return None;
        }
        // read anew: since the output was begun another build may have been waited for
        let config = self.config(&mut Findings::default())?;
        let asked = Sources::stamps(root, note.asked_for.iter().map(String::as_str))?;
        let settings = Fingerprint::of_debug(&config);
        let made_from = made_from(&self.options, settings, Sources::survey(root, &config)?)?;
        if note.made_from != made_from || note.asked != asked {
            return None;
        }
        let findings: Option<Vec<Finding>> = note.findings.into_iter().map(Told::again).collect();
        let outcome = Outcome {
            pages: note.pages,
            findings: findings?,
            ..self.outcome(Some(&config), Findings::default())
        };
        Some((outcome, published))
    }
}

/// What to note of a build, where another one from the same files would give the same.
pub(super) fn note(
    options: &Options,
    settings: Fingerprint,
    site: &Site,
    outcome: &Outcome,
) -> Option<Note> {
    let (config, sources) = (&site.config, &site.sources);
    let much = outcome.findings.len() > MOST_FINDINGS;
    if options.mode != Mode::Build || much || site.clock_was_asked() {
        return None;
    }
    let made_from = made_from(options, settings, sources.state?)?;
    let now = Timestamp::now();
    let zone = config::zone(&config.timezone).unwrap_or(TimeZone::UTC);
    let tomorrow = now.to_zoned(zone).checked_add(1.day()).ok()?;
    let tomorrow = tomorrow.start_of_day().ok()?.timestamp();
    let turn = Outline::next_turn(&sources.documents, now);
    Some(Note {
        made_from,
        asked: sources.stamps_on_demand()?,
        asked_for: sources.asked_on_demand(),
        between: (
            now.as_millisecond(),
            turn.map_or(tomorrow, |turn| turn.min(tomorrow))
                .as_millisecond(),
        ),
        pages: outcome.pages,
        findings: outcome.findings.iter().map(Told::from).collect(),
    })
}

/// `settings`: of the configuration without what the theme adds; `files`: of the stamps of all files. None where the program
/// itself cannot be told from another one.
fn made_from(options: &Options, settings: Fingerprint, files: Fingerprint) -> Option<Fingerprint> {
    let program = std::env::current_exe().and_then(fs::metadata).ok()?;
    let program = (
        env!("CARGO_PKG_VERSION"),
        program.len(),
        program.modified().ok()?,
    );
    let options = (
        &options.base_url,
        &options.output_dir,
        options.drafts,
        options.future,
    );
    Some(Fingerprint::of(&(program, options, settings, files)))
}
