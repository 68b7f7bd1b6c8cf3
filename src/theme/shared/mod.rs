//! What templates show alike on every page of a language, rendered once: a menu of all sections asks the site the same on
//! each page, and a site has thousands.
//!
//! Such parts are cut out of the templates, and a function that knows what each of them has become is called in their place.
//! Where anything is in doubt a template stays as it is. Only a build that nothing follows does this: what is remembered of a
//! page must know all that the page has asked.

mod cut;
mod same;
#[cfg(test)]
mod tests;

use super::TemplateSource;
use super::closure::Graph;
use super::limits::Output;
use crate::memo;
use foldhash::HashMap;
use std::collections::{self, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};
use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

/// A language, and whether bodies of other pages are wanted: what the answers of functions depend on besides the site.
type Occasion = (Arc<str>, bool);

/// Templates that make a part each, and what they have made.
struct Parts {
    tera: Tera,
    made: RwLock<HashMap<(String, Occasion), Option<Value>>>,
}

/// The same templates, all of them compiled, with their parts cut out. None where there is no part. Where a part cannot be
/// rendered by itself, nor can what it was cut out of: then only the templates as they were can tell what is wrong.
pub(super) fn without_parts(
    tera: &Tera,
    files: &collections::HashMap<String, TemplateSource>,
    graph: &Graph,
) -> Option<Tera> {
    let hidden = within_components(graph);
    let mut texts: Vec<(&str, &str)> = files
        .values()
        .map(|file| (file.name.as_str(), file.text.as_str()))
        .filter(|(name, _)| !hidden.contains(*name))
        .collect();
    texts.sort_unstable();
    let mut together: HashMap<String, BTreeSet<String>> = HashMap::default();
    for name in files.keys() {
        let drawn_on = graph.drawn_on(name);
        for one in &drawn_on {
            let known = together.entry(one.clone()).or_default();
            known.extend(drawn_on.iter().cloned());
        }
    }
    let cuts = cut::cut(&texts, &together);
    if cuts.is_empty() {
        return None;
    }
    let mut own = tera.clone();
    let named = cuts.iter().flat_map(|(name, cut)| {
        let parts = cut.parts.iter();
        // the end of its name says whether a template's values are escaped
        parts.map(move |(part, text)| (part.clone(), format!("{part}/{name}"), *text))
    });
    let named: Vec<(String, String, &str)> = named.collect();
    let made = named.iter().map(|(_, template, text)| (template, text));
    own.add_raw_templates(made).ok()?;
    let parts = Arc::new(Parts {
        tera: own,
        made: RwLock::default(),
    });
    let mut holed = tera.clone();
    for (part, template, _) in named {
        let parts = Arc::clone(&parts);
        let call = move |_: Kwargs, state: &State| parts.get(&template, state);
        holed.register_function(part, call);
    }
    let texts = cuts.iter().map(|(name, cut)| (name, &cut.text));
    holed.add_raw_templates(texts).ok()?;
    Some(holed)
}

impl Parts {
    fn get(&self, template: &str, state: &State<'_>) -> TeraResult<Value> {
        let occasion = (memo::current_lang(), memo::bodies_wanted());
        let key = (template.to_owned(), occasion);
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        let known = made.get(&key).cloned();
        drop(made);
        let value = known.unwrap_or_else(|| {
            let value = self.render(template, state);
            let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
            made.entry(key).or_insert(value).clone()
        });
        value.ok_or_else(|| Error::message("a part that cannot be rendered by itself"))
    }

    fn render(&self, template: &str, state: &State<'_>) -> Option<Value> {
        let mut given = Context::new();
        for name in same::GLOBALS {
            given.insert_value(name, state.get::<Value>(name).ok()??);
        }
        let mut output = Output::default();
        self.tera.render_to(template, &given, &mut output).ok()?;
        let html = String::from_utf8(output.0).ok()?;
        Some(Value::safe_string(&html))
    }
}

/// The templates that components may include: what is in the context of a page is hidden from these.
fn within_components(graph: &Graph) -> BTreeSet<String> {
    let readings = graph.readings.iter();
    let define = readings.filter(|(_, reading)| !reading.components.is_empty());
    let beneath = define.flat_map(|(name, _)| {
        let mut drawn_on = graph.drawn_on(name);
        drawn_on.remove(name);
        drawn_on
    });
    beneath.collect()
}
