//! Templates: the site's over the theme's over the built-in ones, compiled, with the functions, filters and tests they use.
//!
//! A name is looked for among the site's templates, then below `<theme>/templates/`, then below `__zola_builtins/`. A
//! template that does not compile is left out with a finding of its own; one that draws on it is left out without.

mod arguments;
mod blocks;
mod branches;
mod builtin;
mod closure;
mod components;
mod data;
pub(crate) mod dates;
mod errors;
mod escape;
mod filters;
mod functions;
mod lexer;
mod limits;
mod load;
mod problem;
mod reading;
pub mod sass;
mod shared;
#[cfg(test)]
mod tests;

use crate::config::Config;
use crate::fingerprint::Fingerprint;
use crate::memo;
use crate::report::{Finding, Findings};
use crate::sources::TemplateSource;
use closure::Graph;
pub use limits::Watch;
use limits::{Output, Turn};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// The prefix of the built-in templates: Zola's, so that a theme may extend them by name.
const BUILTIN_PREFIX: &str = "__zola_builtins/";

/// The code of a finding about a template that could not be compiled: why has been told by [`Theme::load`], so that this
/// one need not be shown.
pub const BROKEN: &str = "template.broken";

/// The version of the vocabulary that templates see as `zola_version`.
const ZOLA_VERSION: &str = "0.23.0";

/// All templates of a site, ready to render.
pub struct Theme {
    tera: tera::Tera,
    files: HashMap<String, TemplateSource>,
    closures: HashMap<String, Closure>,
    graph: Graph,
    broken: HashSet<String>,
    fingerprint: Fingerprint,
    markdown: Fingerprint,
    /// The templates without what they have in common, where that was asked for.
    shared: OnceLock<Option<tera::Tera>>,
}

/// What is known of a template and all it extends, includes and calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Changes when any of them changes.
    pub fingerprint: Fingerprint,
    /// Whether any of them may look at content, toc, summary and the like of a page other than the one being made.
    pub foreign_bodies: bool,
    /// Whether any of them may look at `lower` or `higher`.
    pub neighbours: bool,
}

impl Theme {
    /// Compiles the templates. Broken ones are left out, with a finding each; everything else stays usable.
    pub fn load(templates: &[TemplateSource], config: &Config, findings: &mut Findings) -> Self {
        let files: HashMap<String, TemplateSource> = templates
            .iter()
            .filter(|source| source.name != builtin::REDIRECT)
            .cloned()
            .chain(builtin::sources(config.dialect))
            .map(|source| (source.name.clone(), source))
            .collect();
        let graph = Graph::new(&files, config.theme.as_deref());
        let (tera, broken) = load::compile(&files, &graph, config, findings);
        let mut texts: Vec<_> = files
            .values()
            .map(|file| (&file.name, &file.text))
            .collect();
        texts.sort_unstable();
        let fingerprint = Fingerprint::of(&texts);
        let closures: HashMap<String, Closure> = graph
            .readings
            .iter()
            .map(|(name, reading)| {
                let text = Fingerprint::of(&(name, &files[name].text));
                (name.clone(), graph.closure(text, reading, &files))
            })
            .collect();
        let of = |name: &str| closures.get(graph.resolve(name)?).map(|c| c.fingerprint);
        let markdown = Fingerprint::of(&(of("anchor-link.html"), of("summary-cutoff.html")));
        Self {
            markdown,
            tera,
            files,
            closures,
            graph,
            broken,
            fingerprint,
            shared: OnceLock::new(),
        }
    }

    /// From now on, what templates show alike on every page of a language is rendered once. Only for a build that remembers
    /// nothing.
    pub fn share(&self) {
        self.shared.get_or_init(|| {
            let is_whole = self.broken.is_empty();
            is_whole
                .then(|| shared::without_parts(&self.tera, &self.files, &self.graph))
                .flatten()
        });
    }

    /// The first of these names that exists: site, then theme, then built-in.
    pub fn first<'a>(&self, names: &[&'a str]) -> Option<&'a str> {
        names
            .iter()
            .find(|name| self.graph.resolve(name).is_some())
            .copied()
    }

    /// All names that can be asked for, sorted, without prefixes: for "did you mean".
    pub fn names(&self) -> Vec<&str> {
        let prefixes = closure::prefixes(None);
        let mut names: Vec<&str> = self
            .files
            .keys()
            .filter(|name| !prefixes.iter().any(|prefix| name.starts_with(prefix)))
            .map(|name| {
                name.split_once("/templates/")
                    .map_or(name.as_str(), |(_, name)| name)
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What there is to say of a template that does not exist: `template.unknown`, with the near name. It has no place.
    pub fn unknown(&self, name: &str) -> Finding {
        errors::missing(name, &self.names())
    }

    /// Of all templates together.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Of the templates that every body may use: anchor links and the summary's end.
    pub fn markdown_fingerprint(&self) -> Fingerprint {
        self.markdown
    }

    /// What is known of a template. None where there is no such template.
    pub fn closure(&self, name: &str) -> Option<&Closure> {
        self.closures.get(self.graph.resolve(name)?)
    }

    /// The full names of the templates that take part when one is rendered.
    pub fn drawn_on(&self, name: &str) -> BTreeSet<String> {
        self.graph.drawn_on(name)
    }

    /// Renders a template into bytes. Must run within a [`crate::memo::Scope`]. The finding has the template's file and line.
    /// Where the template, or one it draws on, could not be compiled, its code is [`BROKEN`]: [`Theme::load`] has told why.
    pub fn render(&self, name: &str, context: &tera::Context) -> Result<Vec<u8>, Box<Finding>> {
        match self.graph.resolve(name) {
            None => return Err(Box::new(errors::missing(name, &self.names()))),
            Some(full) if self.broken.contains(full) => {
                return Err(Box::new(errors::broken(name)));
            }
            Some(_) => {}
        }
        let _turn = Turn::begin(self.file_of(name));
        let shared = self.shared.get().and_then(Option::as_ref);
        let mut output = Output(Vec::with_capacity(16 * 1024));
        let mut result = shared
            .unwrap_or(&self.tera)
            .render_to(name, context, &mut output);
        if shared.is_some() && result.is_err() && !output.is_full() {
            // what is wrong is told of the templates as they are written
            output.0.clear();
            result = self.tera.render_to(name, context, &mut output);
        }
        match result {
            Ok(()) if name.ends_with(".xml") => Ok(escape::without_forbidden(output.0)),
            Ok(()) => Ok(output.0),
            Err(_) if output.is_full() => Err(Box::new(limits::too_long(self.file_of(name)))),
            Err(error) => Err(Box::new(errors::rendering(&error, &self.sources(None)))),
        }
    }

    /// The file of a template, as its writer knows it.
    fn file_of<'a>(&'a self, name: &'a str) -> &'a str {
        let source = self
            .graph
            .resolve(name)
            .and_then(|name| self.files.get(name));
        source.map_or(name, |source| source.file.as_str())
    }

    /// Renders a page body as a template (full templating): `file`, `text` and `body` as in [`crate::markdown::Input`]. All
    /// that is wrong with it, else.
    pub fn render_body(
        &self,
        file: &str,
        text: &str,
        body: usize,
        context: &tera::Context,
    ) -> Result<String, Vec<Finding>> {
        let template = text.get(body..).unwrap_or("");
        let refused = self.refuse_broken_components(template);
        refused.map_err(|finding| vec![*finding])?;
        if let Some(finding) = branches::too_many(file, text, body..text.len()) {
            return Err(vec![finding]);
        }
        let _turn = Turn::begin(file);
        self.tera
            .render_str(template, context, false)
            .map_err(|error| {
                let sources = self.sources(Some(errors::Body { file, text, body }));
                errors::in_body(&error, &sources)
            })
    }

    fn sources<'a>(&'a self, body: Option<errors::Body<'a>>) -> errors::Sources<'a> {
        errors::Sources {
            files: &self.files,
            components: self.component_names(),
            body,
        }
    }

    fn component_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.tera.get_component_names().collect();
        names.sort_unstable();
        names
    }

    fn refuse_broken_components(&self, template: &str) -> Result<(), Box<Finding>> {
        if self.broken.is_empty() {
            return Ok(());
        }
        let reading = reading::read(template);
        match self
            .graph
            .references(&reading)
            .find(|name| self.broken.contains(*name))
        {
            Some(name) => Err(Box::new(errors::broken(name))),
            None => Ok(()),
        }
    }
}

/// The language a `lang` argument means: as given, else that of what is being made.
fn lang_or_current(lang: Option<Cow<'_, str>>) -> Arc<str> {
    lang.map_or_else(memo::current_lang, Arc::from)
}
