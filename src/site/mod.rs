//! The whole site as templates may know it. It is put together once, never changes, and answers every question.

mod anchors;
mod answers;
mod backlinks;
mod body;
mod fingerprints;
mod known;
mod links;
mod menus;
mod shown;
mod values;

use crate::SHARE;
use crate::config::{Config, LanguageOptions, Mode};
use crate::fingerprint::Fingerprint;
use crate::outline::{DocumentId, Outline, TaxonomyOutline};
use crate::report::{Finding, Place, nearest};
use crate::sources::{Sources, normal_form};
use crate::typography::Rules;
use jiff::Timestamp;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use tera::Value;

use backlinks::Backlinks;
use fingerprints::Fingerprints;
use known::Known;
use shown::ByListed;

pub(crate) use anchors::broken_anchors;
pub use body::{Bodies, ConvertedBody};
pub(crate) use links::{advice, made_by_host};
pub use shown::Listed;
pub use values::map;
pub(crate) use values::taxonomy;

/// Files made by Lucarne, by path below the output folder.
pub type MadeFiles = BTreeMap<String, Arc<Vec<u8>>>;

/// Makes a file from the whole site, by its path below the output folder.
pub type MakeLate = fn(&Site, &str) -> Vec<u8>;

/// The site. Without bodies while these are being converted, whole afterwards.
pub struct Site {
    /// Its configuration.
    pub config: Arc<Config>,
    /// Its files.
    pub sources: Arc<Sources>,
    /// Its outline.
    pub outline: Arc<Outline>,
    /// Paths of all outputs, without leading `/`.
    pub outputs: Arc<BTreeSet<String>>,
    /// Bodies of all documents; empty while they are converted.
    pub bodies: Bodies,
    /// Files that were made from others before any page: style sheets and the like, by path below the output folder.
    made: Arc<MadeFiles>,
    /// Files that are made from the whole site, when first asked for.
    late: BTreeMap<String, OnceLock<Arc<Vec<u8>>>>,
    make_late: MakeLate,
    /// `config` as templates of each language see it.
    configs: HashMap<String, (Value, Fingerprint)>,
    /// What the site calls things, by language and key, as readers see it.
    translations: HashMap<String, HashMap<String, String>>,
    /// Of the configuration as far as bodies depend on it.
    markdown: Fingerprint,
    clock: Arc<Clock>,
    /// Values of pages without bodies and neighbours; empty while bodies are converted.
    pages: Vec<Value>,
    /// Those that a template asked for with their bodies.
    whole_pages: Vec<OnceLock<Value>>,
    /// Values of sections without pages.
    bare_sections: Vec<Value>,
    /// Those that a template asked for with their pages.
    sections: Vec<ByListed>,
    /// The same of terms, by taxonomy and term.
    terms: Vec<Vec<ByListed>>,
    backlinks: Arc<Backlinks>,
    known: Known,
    /// Stands for the front matter and place of all documents; none where nothing is compared with another build.
    fronts: Option<Fingerprint>,
    heads: Arc<Fingerprints>,
    /// Of the links that lead to each document, as it may show them.
    mentions: Arc<Fingerprints>,
    fulls: Fingerprints,
}

/// The present moment as templates are told it, and whether any was told.
#[derive(Debug)]
pub struct Clock {
    now: Timestamp,
    asked: AtomicBool,
}

impl Clock {
    /// A clock that nothing has asked yet.
    pub fn at(now: Timestamp) -> Self {
        Self {
            now,
            asked: AtomicBool::new(false),
        }
    }

    fn ask(&self) -> Timestamp {
        self.asked.store(true, Ordering::Relaxed);
        self.now
    }
}

/// What a build is for.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// What the site is made for.
    pub mode: Mode,
    /// One for the whole build.
    pub clock: Arc<Clock>,
    /// Stands for the front matter and place of all documents; none where nothing is remembered for the next build.
    pub fronts: Option<Fingerprint>,
}

impl Site {
    /// The site as bodies may know it: front matter and addresses, no bodies.
    #[allow(clippy::too_many_arguments)] // all that it is made of
    pub fn bare(
        config: &Arc<Config>,
        sources: &Arc<Sources>,
        outline: &Arc<Outline>,
        outputs: &Arc<BTreeSet<String>>,
        made: &Arc<MadeFiles>,
        occasion: &Occasion,
        before: Option<&Self>,
    ) -> Self {
        let &Occasion {
            mode,
            ref clock,
            fronts,
        } = occasion;
        let entry = |lang: &String| {
            let value = values::config(config, lang, mode);
            let fingerprint = Fingerprint::of(&value.to_string());
            (lang.clone(), (value, fingerprint))
        };
        let configs = config.languages.keys().map(entry).collect();
        let texts = |(lang, options): (&String, &LanguageOptions)| {
            let rules = values::rules(config, lang);
            let text =
                |(key, text): (&String, &String)| (key.clone(), typeset(text, rules).into_owned());
            (
                lang.clone(),
                options.translations.iter().map(text).collect(),
            )
        };
        let translations = config.languages.iter().map(texts).collect();
        let markdown = Fingerprint::of(&(
            &config.markdown,
            config.slugify,
            config.dialect,
            &config.base_url,
            config.content_templating,
            &config.skip_content_templating,
        ));
        let mut site = Self {
            config: Arc::clone(config),
            sources: Arc::clone(sources),
            outline: Arc::clone(outline),
            outputs: Arc::clone(outputs),
            bodies: Bodies::default(),
            made: Arc::clone(made),
            late: BTreeMap::new(),
            make_late: |_, _| Vec::new(),
            configs,
            translations,
            markdown,
            clock: Arc::clone(clock),
            pages: Vec::new(),
            whole_pages: Vec::new(),
            bare_sections: Vec::new(),
            sections: Vec::new(),
            terms: Vec::new(),
            backlinks: Arc::default(),
            known: Known::default(),
            fronts,
            heads: Arc::default(),
            mentions: Arc::default(),
            fulls: Fingerprints::default(),
        };
        site.heads = match before {
            Some(before)
                if fronts.is_some()
                    && before.fronts == fronts
                    && before.markdown == site.markdown =>
            {
                Arc::clone(&before.heads)
            }
            _ => Arc::new(site.fingerprints(Site::head_fingerprint)),
        };
        site
    }

    /// The whole site, from a bare one and all bodies. `late`: the files that `make` makes from it. `before`: the last
    /// one, whose values are used again where they are the same.
    pub fn assemble(
        mut self,
        bodies: Bodies,
        late: Vec<String>,
        make: MakeLate,
        before: Option<&Self>,
    ) -> Self {
        self.late = late
            .into_iter()
            .map(|path| (path, OnceLock::new()))
            .collect();
        self.make_late = make;
        self.backlinks = match before {
            Some(before) if self.links_as(before, &bodies) => Arc::clone(&before.backlinks),
            _ => Arc::new(Backlinks::new(&self.outline, &bodies)),
        };
        self.bodies = bodies;
        self.mentions = match before {
            Some(before)
                if Arc::ptr_eq(&before.heads, &self.heads)
                    && Arc::ptr_eq(&before.backlinks, &self.backlinks) =>
            {
                Arc::clone(&before.mentions)
            }
            _ => Arc::new(self.mentions()),
        };
        self.fulls = self.fingerprints(Site::full_fingerprint);
        let outline = Arc::clone(&self.outline);
        let same_ids =
            before.is_some_and(|before| Arc::ptr_eq(&before.outline.by_path, &outline.by_path));
        let at = |id: DocumentId| {
            if same_ids {
                return Some(id);
            }
            let path = &outline.head(id).relative_path;
            before?.outline.by_path.get(path).copied()
        };
        let pages: Vec<(Value, OnceLock<Value>)> = (0..outline.pages.len())
            .into_par_iter()
            .with_max_len(SHARE)
            .map(|id| {
                let known = at(DocumentId::Page(id)).zip(before);
                let (bare, whole) = match known {
                    Some((DocumentId::Page(old), before)) => self.page_as(id, before, old),
                    _ => (None, None),
                };
                let bare = bare.unwrap_or_else(|| values::page(&self, id));
                (bare, whole.unwrap_or_default())
            })
            .collect();
        let sections: Vec<(Value, ByListed)> = (0..outline.sections.len())
            .into_par_iter()
            .map(|id| {
                let known = at(DocumentId::Section(id)).zip(before);
                let (bare, lists) = match known {
                    Some((DocumentId::Section(old), before)) => self.section_as(id, before, old),
                    _ => (None, ByListed::default()),
                };
                (bare.unwrap_or_else(|| values::section(&self, id)), lists)
            })
            .collect();
        (self.pages, self.whole_pages) = pages.into_iter().unzip();
        (self.bare_sections, self.sections) = sections.into_iter().unzip();
        let terms = |of: &TaxonomyOutline| of.terms.iter().map(|_| Default::default()).collect();
        self.terms = outline.taxonomies.iter().map(terms).collect();
        self
    }

    /// The values of a page of the last build without and with its body, as far as they are still right.
    fn page_as(
        &self,
        id: usize,
        before: &Self,
        old: usize,
    ) -> (Option<Value>, Option<OnceLock<Value>>) {
        let same = |body| {
            self.fronts.is_some()
                && self.page_fingerprint(id, body) == before.page_fingerprint(old, body)
        };
        (
            before.pages.get(old).filter(|_| same(false)).cloned(),
            before.whole_pages.get(old).filter(|_| same(true)).cloned(),
        )
    }

    /// The values of a section of the last build without and with its pages, as far as they are still right.
    fn section_as(&self, id: usize, before: &Self, old: usize) -> (Option<Value>, ByListed) {
        let same = |pages, bodies| {
            self.fronts.is_some()
                && self.section_fingerprint(id, pages, bodies)
                    == before.section_fingerprint(old, pages, bodies)
        };
        let mut lists = ByListed::default();
        // what is on the other side of a neighbour may be any page
        if same(false, true)
            && let Some(known) = before.sections.get(old)
        {
            for bodies in [false, true] {
                let slot = Listed {
                    bodies,
                    ..Listed::BARE
                }
                .index();
                if same(true, bodies) {
                    lists[slot] = known[slot].clone();
                }
            }
        }
        let bare = before.bare_sections.get(old);
        (bare.filter(|_| same(false, true)).cloned(), lists)
    }

    /// Whether the same documents link to the same documents as before.
    fn links_as(&self, before: &Self, bodies: &Bodies) -> bool {
        let same = |(old, new): (&Arc<ConvertedBody>, &Arc<ConvertedBody>)| {
            let targets = |body: &ConvertedBody| {
                let links = body.internal_links.iter();
                links.map(|link| link.target.clone()).collect::<Vec<_>>()
            };
            Arc::ptr_eq(old, new) || targets(old) == targets(new)
        };
        Arc::ptr_eq(&before.outline.by_path, &self.outline.by_path)
            && before.bodies.pages.iter().zip(&bodies.pages).all(same)
            && before
                .bodies
                .sections
                .iter()
                .zip(&bodies.sections)
                .all(same)
    }

    /// Whether anything was made that shows the present moment, or chance.
    pub fn clock_was_asked(&self) -> bool {
        self.clock.asked.load(Ordering::Relaxed)
    }

    /// A file that Lucarne makes and that no template is needed for, by its path below the output folder.
    pub fn made_file(&self, path: &str) -> Option<Arc<Vec<u8>>> {
        let late = || {
            let file = self.late.get(path)?;
            let bytes = file.get_or_init(|| Arc::new((self.make_late)(self, path)));
            Some(Arc::clone(bytes))
        };
        self.made.get(path).map(Arc::clone).or_else(late)
    }

    /// `config` for templates of a language.
    pub fn config_value(&self, lang: &str) -> Value {
        self.config_entry(lang)
            .map_or(Value::none(), |(value, _)| value.clone())
    }

    /// Of `config` as templates of a language see it.
    pub fn config_fingerprint(&self, lang: &str) -> Fingerprint {
        self.config_entry(lang)
            .map(|(_, fingerprint)| *fingerprint)
            .unwrap_or_default()
    }

    /// Of the settings that bodies depend on.
    pub fn markdown_fingerprint(&self) -> Fingerprint {
        self.markdown
    }

    fn config_entry(&self, lang: &str) -> Option<&(Value, Fingerprint)> {
        self.configs
            .get(lang)
            .or_else(|| self.configs.get(&self.config.default_language))
    }

    /// Whether a document is set by the rules of its language: it says so itself, else the site does.
    pub fn is_typeset(&self, id: DocumentId) -> bool {
        let own = match id {
            DocumentId::Page(id) => self.outline.pages[id].front().typography,
            DocumentId::Section(id) => self.outline.sections[id].front().typography,
        };
        own.unwrap_or(self.config.markdown.typography)
    }

    /// The rules a document is set by.
    pub fn typography(&self, id: DocumentId) -> Option<Rules<'_>> {
        let wanted = self.is_typeset(id).then_some(&self.outline.head(id).lang);
        Rules::of(wanted?, &self.config.markdown.brand_names)
    }

    /// The title of a document as readers see it.
    pub(crate) fn title(&self, id: DocumentId) -> Option<Cow<'_, str>> {
        Some(typeset(self.outline.title(id)?, self.typography(id)))
    }

    /// The document of a path as templates give it to `get_page` and `get_section`: canonical, or that of a file.
    pub(crate) fn find(&self, path: &str, lang: &str) -> Option<DocumentId> {
        let path = normal_form(path);
        let path = path.strip_prefix("@/").unwrap_or(&path);
        let path = path.trim_start_matches('/');
        let path = path.strip_prefix("content/").unwrap_or(path);
        self.outline.named(path, lang).or_else(|| {
            let id = self.outline.by_path.get(path)?;
            self.outline
                .named(&self.outline.head(*id).canonical_path, lang)
        })
    }

    /// The content path nearest to one that does not exist.
    pub(crate) fn near_document(&self, path: &str) -> Option<&str> {
        let path = path.strip_prefix("@/").unwrap_or(path);
        nearest(
            path,
            self.outline
                .documents()
                .map(|id| self.outline.head(id).relative_path.as_str()),
        )
    }

    /// Menu entries that lead nowhere or cannot be seen.
    pub fn wrong_menus(&self) -> Vec<Finding> {
        menus::wrong(self)
    }

    /// Every address outside the site that a body or a menu links to, once, with the first place that does.
    pub fn external_links(&self) -> Vec<(String, Place)> {
        let documents = self.outline.documents();
        let bodies = documents.filter_map(|id| {
            let document = self.outline.head(id).document.as_ref()?;
            Some((document, self.bodies.get(id)?))
        });
        let mut links: Vec<(String, Place)> = bodies
            .flat_map(|(document, body)| {
                let links = body.external_links.iter();
                links.map(|(url, written)| (url.clone(), document.place_in_body(written)))
            })
            .chain(menus::external(self))
            .collect();
        links.sort();
        links.dedup_by(|later, first| later.0 == first.0);
        links
    }
}

/// A short text as readers see it.
fn typeset<'t>(text: &'t str, rules: Option<Rules<'_>>) -> Cow<'t, str> {
    match rules {
        Some(rules) => rules.label(text),
        None => Cow::Borrowed(text),
    }
}
