//! The templates that bodies use: components in a writer's text, heading anchors, the end of a summary.

use super::limits::Turn;
use super::{Theme, errors};
use crate::markdown::{ComponentCall, Components};
use crate::memo;
use crate::report::{Finding, Place};
use crate::text;
use tera::{Context, Value};

impl Components for Theme {
    fn has(&self, name: &str) -> bool {
        self.graph.component(name).is_some()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .graph
            .readings
            .values()
            .flat_map(|reading| reading.components.iter().map(|(name, _)| name.clone()))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The finding is at the call, for that is what its writer can change; the template is named beside it.
    fn render(&self, call: ComponentCall<'_>) -> Result<String, Finding> {
        let place = || Place::range(call.input.file, call.input.text, call.range.clone());
        if let Some(template) = self.graph.component(call.name)
            && self.broken.contains(template)
        {
            return Err(errors::broken(template).at(place()));
        }
        let template = self.graph.component(call.name).unwrap_or(call.name);
        let _turn = Turn::begin(self.file_of(template));
        let mut arguments = Context::new();
        for (name, value) in &call.arguments {
            arguments.insert_value(name.clone(), Value::from_serializable(value));
        }
        self.tera
            .render_component_with_implicits(
                call.name,
                &arguments,
                &language(call.input.lang),
                call.body.as_deref(),
                true,
            )
            .map_err(|error| {
                let mut finding = errors::rendering(&error, &self.sources(None));
                if let Some(template) = finding.place.replace(place()) {
                    finding = finding.also(
                        template,
                        text!(fr: "dans ce composant", en: "in this component"),
                    );
                }
                finding
            })
    }

    fn anchor_link(&self, id: &str, level: u8, lang: &str) -> Result<String, Finding> {
        let mut context = language(lang);
        context.insert("id", id);
        context.insert("level", &level);
        self.small("anchor-link.html", &context)
            .map_err(|finding| *finding)
    }

    fn summary_cutoff(&self, summary: &str, lang: &str) -> Result<String, Finding> {
        let mut context = language(lang);
        context.insert("summary", summary);
        self.small("summary-cutoff.html", &context)
            .map_err(|finding| *finding)
    }
}

impl Theme {
    fn small(&self, name: &str, context: &Context) -> Result<String, Box<Finding>> {
        let bytes = Theme::render(self, name, context)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn language(lang: &str) -> Context {
    let mut context = Context::new();
    if lang.is_empty() {
        context.insert("lang", memo::current_lang().as_ref());
    } else {
        context.insert("lang", lang);
    }
    context
}
