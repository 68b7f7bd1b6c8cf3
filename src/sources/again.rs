//! Reading again only what is said to have changed.

use super::files::{self, SourceFile, is_junk};
use super::{Sources, documents, lock, normal_form};
use crate::config::Config;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

impl Sources {
    /// The site as it is now, where only these paths can have changed since. None where that takes a walk through all
    /// folders: what is new, what hands on keys to other pages, what is reached over symbolic links.
    pub(super) fn again(&self, config: &Config, changed: &[PathBuf]) -> Option<Self> {
        if self.linked || !self.findings.is_empty() {
            return None;
        }
        let mut next = Self {
            root: self.root.clone(),
            documents: self.documents.clone(),
            assets: Arc::clone(&self.assets),
            static_files: Arc::clone(&self.static_files),
            templates: Arc::clone(&self.templates),
            sass: Arc::clone(&self.sass),
            theme_file: self.theme_file.clone(),
            theme_translations: self.theme_translations.clone(),
            files_state: self.files_state,
            templates_state: self.templates_state,
            findings: Vec::new(),
            linked: false,
            state: None,
            cascades: Arc::clone(&self.cascades),
            example: self.example.clone(),
            lets_go: self.lets_go,
            keeps_last_good: self.keeps_last_good,
            on_demand: Mutex::new(lock(&self.on_demand).clone()),
        };
        for path in changed {
            next.look_at(path, config)?;
        }
        Some(next)
    }

    fn look_at(&mut self, on_disk: &Path, config: &Config) -> Option<()> {
        let path = files::slashes(on_disk.strip_prefix(&self.root).ok()?);
        if *normal_form(&path) != path {
            return None;
        }
        self.forget_on_demand(&path);
        let below = |folder: &str| Some(path.strip_prefix(folder)?.strip_prefix('/')?.to_owned());
        let theme = config.theme.as_ref().map(|theme| format!("themes/{theme}"));
        if let Some(relative) = below("content") {
            return self.look_at_content(on_disk, path, relative, config);
        }
        if below("templates").is_some() || path.starts_with("themes/") {
            let template = |source: &super::TemplateSource| source.file == path;
            if let Some(at) = self.templates.iter().position(template) {
                let text = String::from_utf8(files::read(on_disk).ok()?.1).ok()?;
                if text.starts_with('\u{feff}') || files::stamp_of(on_disk)?.0.is_symlink() {
                    return None;
                }
                if self.templates[at].text != text {
                    Arc::make_mut(&mut self.templates)[at].text = text;
                    self.templates_state += 1;
                }
                return Some(());
            }
        }
        let of_static = below("static").or_else(|| below(&format!("{}/static", theme.as_ref()?)));
        if let Some(relative) = of_static {
            return self.look_at_file(on_disk, &path, &relative, |sources| {
                &mut sources.static_files
            });
        }
        let of_sass = below("sass").or_else(|| below(&format!("{}/sass", theme.as_ref()?)));
        if let Some(relative) = of_sass {
            return self.look_at_file(on_disk, &path, &relative, |sources| &mut sources.sass);
        }
        // what no list knows is read on demand, if at all, and the configuration by itself
        let listed = ["templates/", "themes/"];
        let known = listed.iter().any(|folder| path.starts_with(folder));
        (!known).then_some(())
    }

    fn look_at_content(
        &mut self,
        on_disk: &Path,
        path: String,
        relative: String,
        config: &Config,
    ) -> Option<()> {
        let found = files::stamp_of(on_disk);
        let place = self
            .documents
            .binary_search_by(|document| document.relative_path.as_str().cmp(&relative));
        let Some((kind, stamp)) = found else {
            match place {
                Ok(_) if documents::is_section(&relative) => return None,
                Ok(at) => {
                    self.documents.remove(at);
                }
                Err(_) if self.assets.contains_key(&relative) => {
                    Arc::make_mut(&mut self.assets).remove(&relative);
                    self.files_state += 1;
                }
                Err(_) => {}
            }
            return Some(());
        };
        if !kind.is_file() || files::is_too_large(&path, stamp) {
            return None;
        }
        let file = SourceFile {
            path,
            on_disk: on_disk.to_owned(),
            stamp,
        };
        let example = self.example.clone();
        let like = example.as_deref();
        match place {
            Ok(at) => {
                let before = Some(&self.documents[at]).filter(|_| self.keeps_last_good);
                let cascades = &self.cascades;
                self.documents[at] =
                    documents::read_alone(config, relative, file, cascades, before, like)?;
            }
            Err(at) if self.admits(&relative, on_disk, config) => {
                let cascades = &self.cascades;
                let new = documents::read_alone(config, relative, file, cascades, None, like)?;
                self.documents.insert(at, new);
            }
            Err(_) => {
                self.look_at_file(on_disk, &file.path, &relative, |sources| {
                    &mut sources.assets
                })?;
            }
        }
        Some(())
    }

    /// Whether a new file is plainly a page: by its name, and by where it really is.
    fn admits(&self, relative: &str, on_disk: &Path, config: &Config) -> bool {
        let is_page = relative.ends_with(".md") && !documents::is_section(relative);
        let in_place = || {
            let root = self.root.canonicalize().ok()?;
            let real = on_disk.canonicalize().ok()?;
            Some(real == root.join("content").join(relative))
        };
        is_page
            && config.ignored_content.is_empty()
            && !relative.split('/').any(|name| is_junk(name, false))
            && !on_disk.starts_with(self.root.join(&config.output_dir))
            && in_place() == Some(true)
    }

    /// A file that one of the lists knows: it has other bytes, or is gone. None where the list does not know it.
    fn look_at_file(
        &mut self,
        on_disk: &Path,
        path: &str,
        relative: &str,
        list: impl FnOnce(&mut Self) -> &mut Arc<BTreeMap<String, SourceFile>>,
    ) -> Option<()> {
        let list = list(self);
        if list.get(relative)?.path != path {
            return None;
        }
        let (kind, stamp) = files::stamp_of(on_disk)?;
        if !kind.is_file() || files::is_too_large(path, stamp) {
            return None;
        }
        if let Some(known) = Arc::make_mut(list).get_mut(relative)
            && known.stamp != stamp
        {
            known.stamp = stamp;
            self.files_state += 1;
        }
        Some(())
    }

    /// Forgets what was read of a file, and which files were not there.
    fn forget_on_demand(&mut self, path: &str) {
        let mut known = lock(&self.on_demand);
        let before = known.len();
        known.retain(|name, read| read.is_some() && name.trim_start_matches('/') != path);
        if known.len() < before {
            self.files_state += 1;
        }
    }
}
