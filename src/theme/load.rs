//! Compiling all templates at once, and, where that fails, finding the broken ones and going on without them.

use super::closure::{Graph, prefixes};
use super::errors::{self, Sources};
use super::{
    TemplateSource, ZOLA_VERSION, arguments, blocks, branches, escape, filters, functions,
};
use crate::config::{Config, Dialect, RawHtml};
use crate::report::{Finding, Findings, Place, Severity};
use crate::text;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use tera::{ErrorKind, Tera};

/// Compiles the templates. Beside them: the full names of those that cannot be used.
pub fn compile(
    files: &HashMap<String, TemplateSource>,
    graph: &Graph,
    config: &Config,
    findings: &mut Findings,
) -> (Tera, HashSet<String>) {
    let mut tera = Tera::default();
    let _ = tera.set_fallback_prefixes(prefixes(config.theme.as_deref()));
    if config.markdown.raw_html == RawHtml::Safe {
        tera.set_escape_fn(escape::harmless);
    }
    let config = Arc::new(config.clone());
    filters::register(&mut tera, &config);
    functions::register(&mut tera, &config);
    tera.global_context().insert("zola_version", ZOLA_VERSION);

    let mut loading = Loading {
        files,
        graph,
        usable: files
            .iter()
            .map(|(name, source)| (name.as_str(), Cow::Borrowed(source.text.as_str())))
            .collect(),
        broken: HashSet::new(),
    };
    if config.dialect == Dialect::Native {
        loading.judge_arguments(findings);
    }
    loading.leave_out_too_many_branches(findings);
    if loading.broken.is_empty() && add(&mut tera, &loading.usable).is_ok() {
        return (tera, HashSet::new());
    }
    loading.leave_out_unreadable(config.dialect, findings);
    loading.leave_out_dependents();
    while let Err(error) = add(&mut tera, &loading.usable) {
        let before = loading.usable.len();
        loading.leave_out(&error, findings);
        loading.leave_out_dependents();
        if loading.usable.len() == before {
            findings.push(errors::loading(&error, &loading.sources()));
            loading.keep_builtins_only();
            if loading.usable.len() == before {
                break;
            }
        }
    }
    let broken = loading.broken.into_iter().map(str::to_owned).collect();
    (tera, broken)
}

fn add(tera: &mut Tera, texts: &Texts<'_>) -> tera::TeraResult<()> {
    tera.add_raw_templates(texts)
}

/// The texts of the templates by full name, sorted so that findings have one order.
type Texts<'a> = BTreeMap<&'a str, Cow<'a, str>>;

struct Loading<'a> {
    files: &'a HashMap<String, TemplateSource>,
    graph: &'a Graph,
    usable: Texts<'a>,
    broken: HashSet<&'a str>,
}

impl<'a> Loading<'a> {
    fn sources(&self) -> Sources<'a> {
        let mut components: Vec<&str> = self
            .graph
            .readings
            .values()
            .flat_map(|reading| reading.components.iter().map(|(name, _)| name.as_str()))
            .collect();
        components.sort_unstable();
        components.dedup();
        Sources {
            files: self.files,
            components,
            body: None,
        }
    }

    fn drop(&mut self, name: &str) {
        if let Some((name, _)) = self.files.get_key_value(name)
            && self.usable.remove(name.as_str()).is_some()
        {
            self.broken.insert(name);
        }
    }

    /// Zola passes over the arguments that it does not know.
    fn judge_arguments(&self, findings: &mut Findings) {
        for name in self.usable.keys() {
            let TemplateSource { file, text, .. } = &self.files[*name];
            if !file.is_empty() {
                arguments::judge(file, text, findings);
            }
        }
    }

    fn leave_out_too_many_branches(&mut self, findings: &mut Findings) {
        let names: Vec<&str> = self.usable.keys().copied().collect();
        for name in names {
            let TemplateSource { file, text, .. } = &self.files[name];
            if let Some(finding) = branches::too_many(file, text, 0..text.len()) {
                findings.push(finding);
                self.drop(name);
            }
        }
    }

    /// A Zola site may have content that no page shows: a warning there, for Zola passes over it.
    fn leave_out_unreadable(&mut self, dialect: Dialect, findings: &mut Findings) {
        let sources = self.sources();
        let names: Vec<&str> = self.usable.keys().copied().collect();
        for name in names {
            let Err(error) = syntax(name, &self.usable[name]) else {
                continue;
            };
            let mut finding = errors::loading(&error, &sources);
            if dialect == Dialect::Zola && finding.code == "template.ignored-content" {
                let reachable = blocks::without_unreachable(&self.files[name].text);
                if syntax(name, &reachable).is_ok() {
                    self.usable.insert(name, Cow::Owned(reachable));
                    finding.severity = Severity::Warning;
                    findings.push(finding);
                    continue;
                }
            }
            findings.push(finding);
            self.drop(name);
        }
    }

    fn leave_out_dependents(&mut self) {
        loop {
            let lost: Vec<&str> = self
                .usable
                .keys()
                .filter(|name| {
                    self.graph
                        .references(&self.graph.readings[**name])
                        .any(|reference| self.broken.contains(reference))
                })
                .copied()
                .collect();
            if lost.is_empty() {
                return;
            }
            for name in lost {
                self.drop(name);
            }
        }
    }

    fn leave_out(&mut self, error: &tera::Error, findings: &mut Findings) {
        match error.kind() {
            ErrorKind::CircularExtend {
                tpl,
                inheritance_chain,
            } => {
                let mut chain = vec![tpl.clone()];
                chain.extend(inheritance_chain.iter().cloned());
                self.leave_out_cycle(&chain, findings);
            }
            ErrorKind::CircularInclude { include_chain, .. } => {
                self.leave_out_cycle(include_chain, findings);
            }
            ErrorKind::MissingParent { current, parent } => {
                findings.push(self.missing_parent(current, parent));
                self.drop(current);
            }
            _ => {
                let message = error.to_string();
                if let Some((component, first, second)) = duplicate_component(&message) {
                    findings.push(self.duplicate(component, first, second));
                    self.drop(second);
                }
                for report in errors::reports(&message) {
                    findings.push(errors::reported(&report, &self.sources()));
                    self.drop(report.template);
                }
            }
        }
    }

    /// The last of the chain closes the circle; what stands before its first appearance only leads there.
    fn leave_out_cycle(&mut self, chain: &[String], findings: &mut Findings) {
        let Some(closing) = chain.last() else { return };
        let start = chain.iter().position(|name| name == closing).unwrap_or(0);
        let circle = &chain[start..];
        let shown: Vec<&str> = circle.iter().map(|name| self.shown(name)).collect();
        let path = shown.join(" → ");
        let mut finding = Finding::error(
            "template.cycle",
            text!(
                fr: "Ces modèles se renvoient l'un à l'autre sans fin : {path}.",
                en: "These templates lead to each other without end: {path}."
            ),
        )
        .help(text!(
            fr: "Retirez l'un des « extends » ou « include » de ce cercle.",
            en: "Take one of the “extends” or “include” of this circle out."
        ));
        if let Some(place) = circle.first().zip(circle.get(1)).and_then(|(from, to)| {
            let reading = self.graph.readings.get(from)?;
            let mut references = reading.extends.iter().chain(&reading.includes);
            let (name, offset) =
                references.find(|(name, _)| self.graph.resolve(name) == Some(to.as_str()))?;
            self.place(from, *offset, name.len() + 2)
        }) {
            finding = finding.at(place);
        }
        findings.push(finding);
        for name in circle {
            self.drop(name);
        }
    }

    fn missing_parent(&self, current: &str, parent: &str) -> Finding {
        let sources = self.sources();
        let mut finding = errors::unknown_template(parent, &sources);
        if let Some((name, offset)) = &self.graph.readings[current].extends
            && let Some(place) = self.place(current, *offset, name.len() + 2)
        {
            finding = finding.at(place);
        }
        finding
    }

    fn duplicate(&self, component: &str, first: &str, second: &str) -> Finding {
        let place = |template: &str| {
            let reading = self.graph.readings.get(template)?;
            let (name, offset) = reading
                .components
                .iter()
                .find(|(name, _)| name == component)?;
            self.place(template, *offset, name.len())
        };
        let mut finding = Finding::error(
            "template.duplicate-component",
            text!(
                fr: "Le composant « {component} » est défini dans deux fichiers.",
                en: "The component “{component}” is defined in two files."
            ),
        )
        .help(text!(
            fr: "Gardez l'une des deux définitions, ou donnez un autre nom à l'autre.",
            en: "Keep one of the two definitions, or give the other one another name."
        ));
        finding.place = place(second);
        if let Some(place) = place(first) {
            finding = finding.also(
                place,
                text!(fr: "il est défini ici aussi", en: "it is defined here as well"),
            );
        }
        finding
    }

    fn place(&self, template: &str, offset: usize, length: usize) -> Option<Place> {
        let source = self.files.get(template)?;
        let range = offset..offset + length;
        (!source.file.is_empty()).then(|| Place::range(&source.file, &source.text, range))
    }

    fn shown<'b>(&'b self, template: &'b str) -> &'b str {
        self.files
            .get(template)
            .map(|source| source.file.as_str())
            .filter(|file| !file.is_empty())
            .unwrap_or(template)
    }

    fn keep_builtins_only(&mut self) {
        let names: Vec<&str> = self.usable.keys().copied().collect();
        for name in names {
            if !self.files[name].file.is_empty() {
                self.drop(name);
            }
        }
    }
}

/// Whether a template is well written, whatever it refers to.
fn syntax(name: &str, text: &str) -> Result<(), Box<tera::Error>> {
    match Tera::default().add_raw_template(name, text) {
        Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => Err(Box::new(error)),
        _ => Ok(()),
    }
}

fn duplicate_component(message: &str) -> Option<(&str, &str, &str)> {
    let (component, rest) = message
        .strip_prefix("Component `")?
        .split_once("` is defined in both `")?;
    let (first, second) = rest.strip_suffix('`')?.split_once("` and `")?;
    Some((component, first, second))
}
