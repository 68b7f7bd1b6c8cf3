//! The Markdown files: text, front matter as data and as keys.

use super::files::{self, SourceFile};
use super::front_matter::{self, Json, PageFront, Reading, SectionFront, Split};
use super::stamp::FileStamp;
use super::text::{Like, Text};
use super::{Sources, encoding};
use crate::SHARE;
use crate::config::Config;
use crate::data::{At, Part};
use crate::fingerprint::Fingerprint;
use crate::report::{Finding, Findings, Place};
use crate::text;
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

/// A Markdown file below `content/`.
pub struct Document {
    /// Relative to `content/`, with `/`.
    pub relative_path: String,
    /// Relative to the root: for findings.
    pub file: String,
    text: Text,
    on_disk: PathBuf,
    /// Where the body starts.
    pub body: usize,
    /// Front matter, checked.
    pub front: Front,
    /// Of the body's text.
    pub body_fingerprint: Fingerprint,
    /// Of the front matter as read.
    pub front_fingerprint: Fingerprint,
    /// Of that part of the front matter which decides where a page stands: without title, description and extra.
    pub arrangement: Fingerprint,
    /// Of its path, and whether it could be read.
    pub identity: Fingerprint,
    /// The front matter could not be read: links to this document are not to be called broken, it is not rendered.
    pub damaged: bool,
    /// The file has an error now, and this is what it said before: its last good version stands in for it.
    outdated: bool,
    /// Where its front matter is; none where it could not be read.
    split: Option<Split>,
    /// What a section hands on to the pages below it.
    hands_on: Option<Box<Json>>,
    cascade: Fingerprint,
    stamp: FileStamp,
    findings: Vec<Finding>,
}

/// The two kinds of front matter.
#[derive(Clone)]
pub enum Front {
    /// Of a page.
    Page(Box<PageFront>),
    /// Of a section.
    Section(Box<SectionFront>),
}

impl Document {
    /// The whole text.
    pub fn text(&self) -> Arc<str> {
        self.text.get(|| {
            let (_, bytes) = files::read(&self.on_disk).ok()?;
            encoding::decode(&self.file, &bytes).ok().map(Arc::from)
        })
    }

    /// Its text is not wanted any more, or hardly: then it is read again.
    pub(super) fn let_go(&self) {
        self.text.let_go();
    }

    /// Where something of the file is.
    pub fn place(&self, range: std::ops::Range<usize>) -> Place {
        Place::range(&self.file, &self.text(), range)
    }

    /// Where something below the front matter is; the file where that is not known.
    pub fn place_in_body(&self, written: &Option<std::ops::Range<usize>>) -> Place {
        match written {
            Some(range) => self.place(self.body + range.start..self.body + range.end),
            None => Place::file(&self.file),
        }
    }

    /// What there is to say about its front matter.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether there is an error in its front matter.
    pub fn is_wrong(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }

    /// Whether it is what its file says now.
    fn is_current(&self, stamp: FileStamp) -> bool {
        self.stamp == stamp && !self.damaged && !self.outdated
    }

    /// Itself; where that is wrong what the file said before, with what is wrong now.
    fn or_before(self: Arc<Self>, before: Option<&Arc<Self>>) -> Arc<Self> {
        match before {
            Some(good) if self.is_wrong() && (good.outdated || !good.is_wrong()) => {
                Arc::new(Self {
                    relative_path: good.relative_path.clone(),
                    file: good.file.clone(),
                    text: good.text.clone(),
                    on_disk: good.on_disk.clone(),
                    front: good.front.clone(),
                    split: good.split.clone(),
                    hands_on: good.hands_on.clone(),
                    stamp: self.stamp,
                    findings: self.findings.clone(),
                    outdated: true,
                    ..**good
                })
            }
            _ => self,
        }
    }

    /// The place of an entry's value in the front matter. None where it is not there.
    pub fn place_of(&self, at: &At<'_>) -> Option<Place> {
        let split = self.split.as_ref()?;
        front_matter::source(&self.file, &self.text(), split).locate(at, Part::Value)
    }

    /// The place of a front-matter key, of the file's start where it is not there.
    pub fn key_place(&self, key: &str) -> Place {
        self.place_of(&At::Root.key(key))
            .unwrap_or_else(|| self.place(0..0))
    }
}

struct Raw {
    relative_path: String,
    file: String,
    on_disk: PathBuf,
    /// None where it is that of the known document.
    text: Option<Text>,
    stamp: FileStamp,
    /// What its front matter says; none where that is wrong, or was read before.
    data: Option<(Split, Map<String, Value>)>,
    hands_on: Option<Box<Json>>,
    findings: Vec<Finding>,
}

/// Whether a file is a section's: `_index.md` or `_index.<lang>.md`.
pub(crate) fn is_section(relative_path: &str) -> bool {
    relative_path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with("_index."))
}

/// `cascade` of each section that has one, by folder and language suffix.
pub(super) type Cascades = HashMap<(String, String), Json>;

/// Reads all documents, in the order of their paths, and the cascades among them. `like`: given where what is read will be
/// compared with the next reading.
pub(super) fn read(
    config: &Config,
    files: BTreeMap<String, SourceFile>,
    previous: Option<&Sources>,
    like: Like<'_>,
    findings: &mut Findings,
) -> (Vec<Arc<Document>>, Cascades) {
    let known: HashMap<&str, &Arc<Document>> = previous
        .iter()
        .flat_map(|p| &p.documents)
        .map(|d| (d.relative_path.as_str(), d))
        .collect();
    let files: Vec<(String, SourceFile)> = files.into_iter().collect();
    let raws: Vec<Result<Raw, Box<Finding>>> = files
        .into_par_iter()
        .with_max_len(SHARE)
        .map(
            |(relative_path, file)| match known.get(relative_path.as_str()) {
                Some(known) if known.is_current(file.stamp) => Ok(Raw {
                    relative_path,
                    file: file.path,
                    on_disk: file.on_disk,
                    text: None,
                    stamp: known.stamp,
                    data: None,
                    hands_on: known.hands_on.clone(),
                    findings: Vec::new(),
                }),
                _ => read_one(config, relative_path, file, like),
            },
        )
        .collect();
    let mut kept = Vec::with_capacity(raws.len());
    for raw in raws {
        match raw {
            Ok(raw) => kept.push(raw),
            Err(finding) => findings.push(*finding),
        }
    }
    let keeps_last_good = previous.is_some_and(|previous| previous.keeps_last_good);
    let cascades = cascades(&kept, Some(&known).filter(|_| keeps_last_good));
    let documents: Vec<Arc<Document>> = kept
        .into_par_iter()
        .with_max_len(SHARE)
        .map(|raw| {
            let known = known.get(raw.relative_path.as_str()).copied();
            let good = known.filter(|_| keeps_last_good);
            finish(raw, config, &cascades, known, like).or_before(good)
        })
        .collect();
    (documents, cascades)
}

/// Reads one document anew. None where that cannot be done without the others: it cannot be read, or hands on keys to them.
pub(super) fn read_alone(
    config: &Config,
    relative_path: String,
    file: SourceFile,
    cascades: &Cascades,
    before: Option<&Arc<Document>>,
    like: Like<'_>,
) -> Option<Arc<Document>> {
    let raw = read_one(config, relative_path, file, like).ok()?;
    if is_section(&raw.relative_path) {
        let known = cascades.get(&folder_and_suffix(&raw.relative_path));
        if raw.hands_on.as_ref().map(|json| &json.0) != known.map(|json| &json.0) {
            return None;
        }
    }
    Some(finish(raw, config, cascades, None, like).or_before(before))
}

fn read_one(
    config: &Config,
    relative_path: String,
    file: SourceFile,
    like: Like<'_>,
) -> Result<Raw, Box<Finding>> {
    // the stamp of what is read, not of what was seen: the file may have changed in between
    let (stamp, bytes) = files::read(&file.on_disk).map_err(|_| {
        Finding::error(
            "file.unreadable",
            text!(fr: "{relative_path} ne peut pas être lu.", en: "{relative_path} cannot be read."),
        )
        .at(Place::file(&file.path))
        .help(text!(fr: "Vérifiez les droits d'accès à ce fichier.", en: "Check the permissions of this file."))
    })?;
    let mut findings = Vec::new();
    let (text, data) = match encoding::decode(&file.path, &bytes) {
        Ok(text) => {
            let data = parse(config, &file.path, text, &mut findings);
            (text, data)
        }
        Err(finding) => {
            findings.push(*finding);
            ("", None)
        }
    };
    let cascade = |(_, keys): &(Split, Map<String, Value>)| {
        let cascade = keys.get("cascade")?.as_object()?;
        is_section(&relative_path).then(|| Box::new(Json(cascade.clone())))
    };
    Ok(Raw {
        hands_on: data.as_ref().and_then(cascade),
        relative_path,
        file: file.path,
        on_disk: file.on_disk,
        text: Some(Text::new(text, like)),
        stamp,
        data,
        findings,
    })
}

fn parse(
    config: &Config,
    file: &str,
    text: &str,
    findings: &mut Vec<Finding>,
) -> Option<(Split, Map<String, Value>)> {
    let split = front_matter::split(file, text)
        .map_err(|finding| findings.push(*finding))
        .ok()?;
    let reading = reading(config, file, text);
    let data = front_matter::parse(reading, &split)
        .map_err(|found| findings.extend(found))
        .ok()?;
    Some((split, data))
}

fn reading<'a>(config: &'a Config, file: &'a str, text: &'a str) -> Reading<'a> {
    Reading {
        file,
        text,
        dialect: config.dialect,
        timezone: &config.timezone,
    }
}

/// The cascades of all sections. One that cannot be read has that of its last good version, where there is one.
fn cascades(raws: &[Raw], good: Option<&HashMap<&str, &Arc<Document>>>) -> Cascades {
    raws.iter()
        .filter(|raw| is_section(&raw.relative_path))
        .filter_map(|raw| {
            let is_wrong = raw.data.is_none() && raw.hands_on.is_none();
            let before = || good?.get(raw.relative_path.as_str())?.hands_on.as_ref();
            let own = raw.hands_on.as_ref();
            let cascade = own.or_else(|| before().filter(|_| is_wrong))?;
            Some((
                folder_and_suffix(&raw.relative_path),
                cascade.as_ref().clone(),
            ))
        })
        .collect()
}

/// The folder of a document, and its language suffix (`fr` of `a.fr.md`, empty without).
fn folder_and_suffix(relative_path: &str) -> (String, String) {
    let (folder, name) = relative_path
        .rsplit_once('/')
        .unwrap_or(("", relative_path));
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let suffix = stem.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    (folder.to_owned(), suffix.to_owned())
}

fn finish(
    raw: Raw,
    config: &Config,
    cascades: &Cascades,
    known: Option<&Arc<Document>>,
    like: Like<'_>,
) -> Arc<Document> {
    let (folder, suffix) = folder_and_suffix(&raw.relative_path);
    let mut chain = Vec::new();
    if !cascades.is_empty() {
        let mut above = folder.as_str();
        loop {
            chain.extend(cascades.get(&(above.to_owned(), suffix.clone())));
            match above.rsplit_once('/') {
                Some((parent, _)) => above = parent,
                None if !above.is_empty() => above = "",
                None => break,
            }
        }
    }
    chain.reverse();
    let cascade = Fingerprint::of(&(
        chain
            .iter()
            .map(|json| Fingerprint::of(*json))
            .collect::<Vec<_>>(),
        &config.timezone,
    ));
    if let Some(known) = known
        && known.is_current(raw.stamp)
        && known.cascade == cascade
    {
        return Arc::clone(known);
    }
    let kept = match raw.text {
        Some(text) => text,
        None => known.map_or_else(Text::default, |known| known.text.clone()),
    };
    let text = kept.get(|| None);
    let mut findings = raw.findings;
    let reading = reading(config, &raw.file, &text);
    let section = is_section(&raw.relative_path);
    let mut data = raw.data;
    if known.is_some_and(|known| known.is_current(raw.stamp)) {
        // what it said was not kept
        data = parse(config, &raw.file, &text, &mut findings);
    }
    let damaged = data.is_none();
    let nothing = || {
        let split = Split {
            format: front_matter::FrontMatterFormat::Yaml,
            front_matter: 0..0,
            body: text.len(),
        };
        (split, Map::new())
    };
    let (split, keys) = data.unwrap_or_else(nothing);
    let of = |make: &dyn Fn() -> Fingerprint| {
        if like.is_some() {
            make()
        } else {
            Fingerprint::default()
        }
    };
    let (front, front_fingerprint, arrangement, said) = if section {
        let (front, said) = front_matter::section(reading, &split, keys);
        let fingerprint = of(&|| Fingerprint::of(&front));
        (
            Front::Section(Box::new(front)),
            fingerprint,
            fingerprint,
            said,
        )
    } else {
        let (front, said) = front_matter::page(reading, &split, keys, &chain);
        let fingerprint = of(&|| Fingerprint::of(&front));
        let arrangement = of(&|| {
            Fingerprint::of(&PageFront {
                title: None,
                description: None,
                extra: Json::default(),
                ..front.clone()
            })
        });
        (Front::Page(Box::new(front)), fingerprint, arrangement, said)
    };
    if !damaged {
        findings.extend(said);
    }
    Arc::new(Document {
        body_fingerprint: of(&|| Fingerprint::of(&text[split.body.min(text.len())..])),
        identity: of(&|| Fingerprint::of(&(&raw.relative_path, damaged))),
        arrangement,
        body: split.body,
        relative_path: raw.relative_path,
        file: raw.file,
        text: kept,
        on_disk: raw.on_disk,
        front,
        front_fingerprint,
        damaged,
        outdated: false,
        split: (!damaged).then_some(split),
        hands_on: raw.hands_on,
        cascade,
        stamp: raw.stamp,
        findings,
    })
}
