//! The site's files as they were read. This is the only part of Lucarne that reads them.
//!
//! Files whose stamp (size, times, inode) is that of the last reading are not read again.

mod again;
mod documents;
mod encoding;
mod files;
pub mod front_matter;
mod stamp;
mod text;
mod walk;

pub use documents::{Document, Front};
pub use encoding::decode;
pub use files::SourceFile;
pub(crate) use files::{folded, is_junk, normal_form, own_file, own_folder};
pub use stamp::FileStamp;

use crate::config::Config;
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use crate::packed::Example;
use crate::report::{Finding, Findings, nearest};
use crate::text;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A template file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateSource {
    /// Its name: `page.html`, or `<theme>/templates/page.html` for a theme's.
    pub name: String,
    /// The file, relative to the site's root: for findings. Empty for a built-in.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// All files of a site. Paths are relative to the root with `/`, in Unicode form C.
pub struct Sources {
    /// The site's root.
    pub root: PathBuf,
    /// The Markdown files below `content/`, by path.
    pub documents: Vec<Arc<Document>>,
    /// The other files below `content/`, by path relative to `content/`.
    pub assets: Arc<BTreeMap<String, SourceFile>>,
    /// What `static/` of the theme and of the site publish, by path below the output folder; the site's own win.
    pub static_files: Arc<BTreeMap<String, SourceFile>>,
    /// Templates of the site, then of the theme.
    pub templates: Arc<Vec<TemplateSource>>,
    /// Style sheets to compile: `sass/` of the theme and of the site, by path below that folder; the site's own win.
    pub sass: Arc<BTreeMap<String, SourceFile>>,
    /// `theme.yaml` or `theme.toml` of the theme.
    pub theme_file: Option<(String, String)>,
    /// Texts of the theme: `translations/<lang>.yaml`, as language code, file and text.
    pub theme_translations: Vec<(String, String, String)>,
    /// Which state of the files that are neither documents nor templates this is; the same number means the same files.
    pub files_state: u64,
    /// Which state of the templates this is.
    pub templates_state: u64,
    /// What [`Self::survey`] would have said before the first of them was read. Of a whole reading only.
    pub state: Option<Fingerprint>,
    /// What was said about files that are left out.
    findings: Vec<Finding>,
    /// Whether there is a symbolic link among the folders and files.
    linked: bool,
    cascades: Arc<documents::Cascades>,
    /// Texts are read again after their bodies are converted, where something is to be said of them.
    pub lets_go: bool,
    /// What is wrong at the next reading is stood in for by what it is here.
    pub keeps_last_good: bool,
    /// What texts are packed by; none where they are not kept for long.
    example: Option<Arc<OnceLock<Example>>>,
    /// Files read on demand for templates (data, hashes, images), kept while their stamp holds.
    on_demand: Mutex<OnDemand>,
}

/// Files by path below the root; none where there is no such file.
type OnDemand = HashMap<String, Option<(FileStamp, Arc<Vec<u8>>)>>;

impl Sources {
    /// Reads a site. `previous` saves reading what has not changed; `changed`: all that can differ from it, none where that
    /// is not known; `remembering`: what is read will be compared with that.
    pub fn read(
        root: &Path,
        config: &Config,
        previous: Option<&Sources>,
        changed: Option<&[PathBuf]>,
        remembering: bool,
        findings: &mut Findings,
    ) -> Self {
        let again = || previous?.again(config, changed?);
        let sources = match again() {
            Some(sources) => sources,
            None => Self::walk(root, config, previous, remembering),
        };
        findings.extend(sources.findings.iter().cloned());
        for document in &sources.documents {
            findings.extend(document.findings().iter().cloned());
        }
        sources
    }

    /// Of the stamps of all files that a site is read from, but for those that are asked for. None where that does not tell
    /// it from other sites.
    pub fn survey(root: &Path, config: &Config) -> Option<Fingerprint> {
        let mut findings = Findings::default();
        let mut walker = walk::Walker::new(root, &config.output_dir, &mut findings);
        let found = Found::below(&mut walker, root, config);
        walker.state(&found.theme_file)
    }

    /// Of the stamps of files that are asked for, or of their absence. None where that does not tell them from others.
    pub fn stamps<'a>(root: &Path, paths: impl Iterator<Item = &'a str>) -> Option<Fingerprint> {
        let stamps = paths.map(|path| (path, files::stamp_within(root, path)));
        stamps_of(stamps)
    }

    fn walk(root: &Path, config: &Config, previous: Option<&Sources>, remembering: bool) -> Self {
        let mut findings = Findings::default();
        let mut walker = walk::Walker::new(root, &config.output_dir, &mut findings);
        let Found {
            content,
            static_files,
            sass,
            templates: template_files,
            theme_file,
            translations,
        } = Found::below(&mut walker, root, config);
        let mut theme_translations = Vec::new();
        for (path, file) in translations {
            if let (Some(lang), Some(text)) =
                (path.strip_suffix(".yaml"), walker.optional_text(&file.path))
            {
                theme_translations.push((lang.to_owned(), file.path.clone(), text));
            }
        }
        let mut templates: Vec<TemplateSource> = Vec::new();
        for (name, file) in template_files {
            let kind = name.rsplit('.').next().unwrap_or("");
            if !["html", "xml", "md", "txt", "json", "ics"].contains(&kind) {
                continue;
            }
            if let Some(text) = walker.text(&file.path) {
                templates.push(TemplateSource {
                    name,
                    file: file.path,
                    text,
                });
            }
        }
        let linked = walker.linked;
        let state = walker.state(&theme_file);
        let (markdown, assets): (Vec<_>, Vec<_>) = content
            .into_iter()
            .partition(|(path, _)| path.ends_with(".md"));
        let (markdown, assets) = (BTreeMap::from_iter(markdown), BTreeMap::from_iter(assets));
        let example = remembering.then(|| {
            let known = previous.and_then(|previous| previous.example.clone());
            known.unwrap_or_default()
        });
        let (documents, cascades) = documents::read(
            config,
            markdown,
            previous,
            example.as_deref(),
            &mut findings,
        );
        let on_demand = previous.map(Sources::files_still_right).unwrap_or_default();
        let (files_state, templates_state) = previous.map_or((0, 0), |previous| {
            let same_files = *previous.assets == assets
                && *previous.static_files == static_files
                && *previous.sass == sass
                && lock(&previous.on_demand).len() == on_demand.len();
            let same_templates = *previous.templates == templates;
            (
                previous.files_state + u64::from(!same_files),
                previous.templates_state + u64::from(!same_templates),
            )
        });
        Self {
            root: root.to_owned(),
            documents,
            assets: Arc::new(assets),
            static_files: Arc::new(static_files),
            templates: Arc::new(templates),
            sass: Arc::new(sass),
            theme_file,
            theme_translations,
            files_state,
            templates_state,
            findings: findings.sorted(),
            linked,
            state,
            cascades: Arc::new(cascades),
            example,
            lets_go: false,
            keeps_last_good: false,
            on_demand: Mutex::new(on_demand),
        }
    }

    /// The body of a document is converted: its text is hardly wanted any more.
    pub fn done_with(&self, document: &Document) {
        if self.lets_go {
            document.let_go();
        }
    }

    /// The folders below the root in which files were read on demand.
    pub fn folders_on_demand(&self) -> BTreeSet<PathBuf> {
        let read = lock(&self.on_demand);
        let folder = |path: &String| {
            let (folder, _) = path.trim_start_matches('/').rsplit_once('/')?;
            Some(self.root.join(folder))
        };
        read.keys().filter_map(folder).collect()
    }

    /// The files that were read on demand, relative to the root, in order.
    pub fn files_on_demand(&self) -> Vec<String> {
        self.on_demand(Option::is_some)
    }

    /// The files that were asked for on demand, whether they were there or not, relative to the root, in order.
    pub fn asked_on_demand(&self) -> Vec<String> {
        self.on_demand(|_| true)
    }

    fn on_demand(&self, which: impl Fn(&Option<(FileStamp, Arc<Vec<u8>>)>) -> bool) -> Vec<String> {
        let asked = lock(&self.on_demand);
        let wanted = asked.iter().filter(|(_, found)| which(found));
        let mut paths: Vec<String> = wanted.map(|(path, _)| path.clone()).collect();
        paths.sort_unstable();
        paths
    }

    /// Of the stamps that [`Self::asked_on_demand`] had when they were read.
    pub fn stamps_on_demand(&self) -> Option<Fingerprint> {
        let asked = lock(&self.on_demand);
        let known: BTreeMap<_, _> = asked.iter().collect();
        let stamps = known.into_iter().map(|(path, found)| {
            let stamp = found.as_ref().map(|(stamp, _)| *stamp);
            (path.as_str(), stamp)
        });
        stamps_of(stamps)
    }

    /// The bytes of a file below the root, read once as long as it does not change. None where there is no such file, or
    /// where it lies outside the site.
    pub fn file(&self, path: &str) -> Option<Arc<Vec<u8>>> {
        let mut cache = lock(&self.on_demand);
        if let Some(known) = cache.get(path) {
            return known.as_ref().map(|(_, bytes)| Arc::clone(bytes));
        }
        let read =
            files::read_within(&self.root, path).map(|(stamp, bytes)| (stamp, Arc::new(bytes)));
        let bytes = read.as_ref().map(|(_, bytes)| Arc::clone(bytes));
        cache.insert(path.to_owned(), read);
        bytes
    }

    /// The file of the same folder whose name is nearest to that of one that does not exist. Both are paths below the root.
    pub fn near_file(&self, path: &str) -> Option<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folder.split('/').any(|part| part == "..") {
            return None;
        }
        let names: Vec<String> = std::fs::read_dir(self.root.join(folder))
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        let near = nearest(name, names.iter().map(String::as_str))?;
        Some(path[..path.len() - name.len()].to_owned() + near)
    }

    fn files_still_right(&self) -> OnDemand {
        lock(&self.on_demand)
            .iter()
            .filter(|(path, known)| {
                let now = files::stamp_within(&self.root, path);
                known
                    .as_ref()
                    .is_some_and(|(stamp, _)| now.as_ref() == Some(stamp))
            })
            .map(|(path, known)| (path.clone(), known.clone()))
            .collect()
    }
}

fn lock(on_demand: &Mutex<OnDemand>) -> MutexGuard<'_, OnDemand> {
    on_demand.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Of stamps; none where one of them may be its next version's too.
fn stamps_of<'a>(
    stamps: impl Iterator<Item = (&'a str, Option<FileStamp>)>,
) -> Option<Fingerprint> {
    let mut hasher = FingerprintHasher::default();
    for (path, stamp) in stamps {
        if stamp.is_some_and(FileStamp::is_young) {
            return None;
        }
        (path, stamp).hash(&mut hasher);
    }
    Some(hasher.fingerprint())
}

/// The files of a site, seen and not yet read.
struct Found {
    content: BTreeMap<String, SourceFile>,
    static_files: BTreeMap<String, SourceFile>,
    sass: BTreeMap<String, SourceFile>,
    /// By the name of the template.
    templates: Vec<(String, SourceFile)>,
    /// As in [`Sources`].
    theme_file: Option<(String, String)>,
    /// Of the theme's `translations/`.
    translations: BTreeMap<String, SourceFile>,
}

impl Found {
    fn below(walker: &mut walk::Walker<'_>, root: &Path, config: &Config) -> Self {
        let mut found = Self {
            content: walker.walk("content", &config.ignored_content),
            static_files: BTreeMap::new(),
            sass: BTreeMap::new(),
            templates: Vec::new(),
            theme_file: None,
            translations: BTreeMap::new(),
        };
        if let Some(theme) = usable_theme(walker, root, config) {
            let folder = format!("themes/{theme}");
            let static_files = walker.walk(&format!("{folder}/static"), &[]);
            found.static_files.extend(static_files);
            found
                .sass
                .extend(walker.walk(&format!("{folder}/sass"), &[]));
            for (path, file) in walker.walk(&format!("{folder}/templates"), &[]) {
                let name = format!("{theme}/templates/{path}");
                found.templates.push((name, file));
            }
            found.theme_file = ["theme.yaml", "theme.toml"].into_iter().find_map(|name| {
                let file = format!("{folder}/{name}");
                let text = walker.optional_text(&file)?;
                Some((file, text))
            });
            found.translations = walker.walk(&format!("{folder}/translations"), &[]);
        }
        let own = walker.walk("static", &config.ignored_static);
        found.static_files.extend(own);
        found.sass.extend(walker.walk("sass", &[]));
        found.templates.extend(walker.walk("templates", &[]));
        found
    }
}

/// The theme's name, where there is such a folder in the site.
fn usable_theme<'c>(
    walker: &mut walk::Walker<'_>,
    root: &Path,
    config: &'c Config,
) -> Option<&'c str> {
    let theme = config.theme.as_deref()?;
    let folder = format!("themes/{theme}");
    let is_name = theme
        .split('/')
        .all(|part| !matches!(part, "" | "." | "..") && !part.contains('\\'));
    if !is_name || !root.join(&folder).is_dir() {
        walker.findings.push(unknown_theme(root, config, theme));
        return None;
    }
    if !walker.stays_inside(&root.join(&folder)) {
        walker.findings.push(walk::leads_outside(&folder));
        return None;
    }
    Some(theme)
}

fn unknown_theme(root: &Path, config: &Config, theme: &str) -> Finding {
    let mut themes: Vec<String> = std::fs::read_dir(root.join("themes"))
        .map(|entries| {
            entries
                .flatten()
                .filter(|e| e.path().is_dir())
                .map(|e| e.file_name().to_string_lossy().into_owned())
                .collect()
        })
        .unwrap_or_default();
    themes.sort();
    let near = crate::report::nearest(theme, themes.iter().map(String::as_str));
    let help = match near {
        Some(near) => {
            text!(fr: "Le dossier themes/{near} existe : est-ce celui-là ?", en: "The folder themes/{near} exists: is it that one?")
        }
        None => text!(
            fr: "Copiez le thème dans le dossier themes/{theme}, ou corrigez la clé « theme ».",
            en: "Copy the theme into the folder themes/{theme}, or correct the key “theme”."
        ),
    };
    let text = std::fs::read_to_string(root.join(&config.file)).unwrap_or_default();
    let place = text
        .find("theme")
        .and_then(|_| {
            let mut offset = 0;
            for line in text.split_inclusive('\n') {
                if line.trim_start().starts_with("theme") {
                    return Some(crate::report::Place::range(
                        &config.file,
                        &text,
                        offset..offset + line.trim_end().len(),
                    ));
                }
                offset += line.len();
            }
            None
        })
        .unwrap_or_else(|| crate::report::Place::file(&config.file));
    Finding::error(
        "theme.unknown",
        text!(fr: "Le thème « {theme} » n'existe pas.", en: "The theme “{theme}” does not exist."),
    )
    .at(place)
    .help(help)
}
