//! What each template draws on: everything it extends, includes and calls, however deep.

use super::reading::{Looks, Reading};
use super::{BUILTIN_PREFIX, Closure, TemplateSource};
use crate::fingerprint::Fingerprint;
use std::collections::{BTreeSet, HashMap};

/// All templates of a site, compiled or not, with what was read in each.
pub struct Graph {
    /// By full name.
    pub readings: HashMap<String, Reading>,
    prefixes: Vec<String>,
    components: HashMap<String, String>,
}

impl Graph {
    /// Reads all templates. `theme` is the name of the site's theme.
    pub fn new(files: &HashMap<String, TemplateSource>, theme: Option<&str>) -> Self {
        let prefixes = prefixes(theme);
        let readings: HashMap<String, Reading> = files
            .iter()
            .map(|(name, source)| (name.clone(), super::reading::read(&source.text)))
            .collect();
        let mut components: HashMap<String, String> = HashMap::new();
        for (template, reading) in &readings {
            for (name, _) in &reading.components {
                let rank = |template: &str| (priority(template, &prefixes), template.to_owned());
                match components.get(name) {
                    Some(present) if rank(present) <= rank(template) => {}
                    _ => {
                        components.insert(name.clone(), template.clone());
                    }
                }
            }
        }
        Self {
            readings,
            prefixes,
            components,
        }
    }

    /// The full name of the template that a name means: the site's, else the theme's, else a built-in one.
    pub fn resolve(&self, name: &str) -> Option<&str> {
        if let Some((name, _)) = self.readings.get_key_value(name) {
            return Some(name);
        }
        self.prefixes.iter().find_map(|prefix| {
            self.readings
                .get_key_value(&format!("{prefix}{name}"))
                .map(|(name, _)| name.as_str())
        })
    }

    /// The template that defines a component.
    pub fn component(&self, name: &str) -> Option<&str> {
        self.components.get(name).map(String::as_str)
    }

    /// The templates that one template extends, includes or calls itself.
    pub fn references<'a>(&'a self, reading: &'a Reading) -> impl Iterator<Item = &'a str> {
        let by_name = reading.extends.iter().chain(&reading.includes);
        by_name
            .filter_map(|(name, _)| self.resolve(name))
            .chain(reading.calls.iter().filter_map(|name| self.component(name)))
    }

    /// The templates that one draws on, however deep.
    fn beneath<'a>(&'a self, reading: &'a Reading) -> BTreeSet<&'a str> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = self.references(reading).collect();
        while let Some(name) = open.pop() {
            if seen.insert(name)
                && let Some(reading) = self.readings.get(name)
            {
                open.extend(self.references(reading));
            }
        }
        seen
    }

    /// The full names of a template and of those that it draws on, however deep.
    pub fn drawn_on(&self, name: &str) -> BTreeSet<String> {
        let named = self.resolve(name);
        let Some((name, reading)) = named.and_then(|name| Some((name, self.readings.get(name)?)))
        else {
            return BTreeSet::new();
        };
        let beneath = self.beneath(reading).into_iter().map(str::to_owned);
        beneath.chain([name.to_owned()]).collect()
    }

    /// The closure of a template, or of a text that is none of them.
    pub fn closure(
        &self,
        text: Fingerprint,
        reading: &Reading,
        files: &HashMap<String, TemplateSource>,
    ) -> Closure {
        let mut fingerprint = text;
        let mut looks: Looks = reading.looks;
        for name in self.beneath(reading) {
            if let Some(source) = files.get(name) {
                fingerprint = fingerprint.and(Fingerprint::of(&(name, &source.text)));
            }
            if let Some(reading) = self.readings.get(name) {
                looks = looks.or(reading.looks);
            }
        }
        Closure {
            fingerprint,
            foreign_bodies: looks.foreign_bodies(),
            neighbours: looks.neighbours,
        }
    }
}

/// Where templates are looked for when there is none of the exact name, in order.
pub fn prefixes(theme: Option<&str>) -> Vec<String> {
    theme
        .map(|theme| format!("{theme}/templates/"))
        .into_iter()
        .chain([BUILTIN_PREFIX.to_owned()])
        .collect()
}

/// The rank of a template: 0 for the site's own, then the prefixes in order.
fn priority(template: &str, prefixes: &[String]) -> usize {
    prefixes
        .iter()
        .position(|prefix| template.starts_with(prefix.as_str()))
        .map_or(0, |index| index + 1)
}
