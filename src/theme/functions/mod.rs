//! The functions that templates may call. All of them reach the site through [`crate::memo::ask`] and nothing else.

#![allow(clippy::needless_pass_by_value)] // as Tera calls them

mod content;
mod files;
mod i18n;
mod images;
mod misc;

use super::problem::Problem;
use crate::config::Config;
use crate::memo::Answer;
use crate::report::{Text, nearest};
use crate::text;
pub use files::file;
use std::borrow::Cow;
use std::sync::Arc;
use tera::{ArgFromValue, Kwargs, Tera, TeraResult, Value};

/// The names of all functions.
pub const FUNCTIONS: [&str; 19] = [
    "get_env",
    "get_hash",
    "get_image_metadata",
    "get_menu",
    "get_page",
    "get_random",
    "get_section",
    "get_taxonomy",
    "get_taxonomy_term",
    "get_taxonomy_url",
    "get_url",
    "load_data",
    "now",
    "range",
    "resize_image",
    "super",
    "text_direction",
    "throw",
    "trans",
];

/// Makes the functions known to Tera.
pub fn register(tera: &mut Tera, config: &Arc<Config>) {
    content::register(tera);
    files::register(tera, config);
    images::register(tera, config);
    i18n::register(tera);
    misc::register(tera);
    tera.register_function("load_data", super::data::LoadData::new(config));
}

/// An argument that may be left out; an empty value counts as left out.
pub fn optional<'k>(kwargs: &'k Kwargs, name: &'static str) -> TeraResult<Option<Cow<'k, str>>> {
    let given = argument(kwargs, name);
    Ok(given
        .filter(|value| !value.is_undefined() && !value.is_none())
        .map(text_of))
}

/// An argument that is given. There are so few that to look at each is less than to make a hash of the name.
fn argument<'k>(kwargs: &'k Kwargs, name: &str) -> Option<&'k Value> {
    let mut given = kwargs.iter();
    let found = given.find(|(key, _)| key.as_str() == Some(name));
    found.map(|(_, value)| value)
}

/// A value as text: a string as it is, for that is what nearly all arguments are.
fn text_of(value: &Value) -> Cow<'_, str> {
    value
        .as_str()
        .map_or_else(|| value.to_string().into(), Cow::Borrowed)
}

/// An argument that must be given.
fn required<'k>(
    kwargs: &'k Kwargs,
    function: &str,
    name: &'static str,
) -> TeraResult<Cow<'k, str>> {
    if let Some(value) = optional(kwargs, name)? {
        return Ok(value);
    }
    let given = kwargs.iter().filter_map(|(key, _)| key.as_str());
    let help = match nearest(name, given.filter(|given| *given != name)) {
        Some(near) => text!(
            fr: "Il y a « {near} » : vouliez-vous écrire « {name} » ?",
            en: "There is “{near}”: did you mean “{name}”?"
        ),
        None => text!(
            fr: "Écrivez {function}({name}=\"…\").",
            en: "Write {function}({name}=\"…\")."
        ),
    };
    Err(Problem::new(
        "template.missing-argument",
        text!(
            fr: "« {function} » a besoin de l'argument « {name} ».",
            en: "“{function}” needs the argument “{name}”."
        ),
    )
    .help(help)
    .into())
}

/// A yes-or-no argument.
pub fn flag(kwargs: &Kwargs, name: &'static str, default: bool) -> TeraResult<bool> {
    argument(kwargs, name).map_or(Ok(default), bool::from_value)
}

/// The value of an answer, or nothing where there is none and `optional` allows that.
fn value_or_none(answer: Answer, code: &'static str, optional: bool) -> TeraResult<Value> {
    match answer {
        Answer::Value(value) => Ok(value),
        Answer::Missing { .. } if optional => Ok(Value::none()),
        Answer::Missing { message, help } => Err(absent(code, message, help)),
        _ => Err(unexpected()),
    }
}

/// Something that is not there. Where nothing near is known, how to do without it.
pub fn absent(code: &'static str, message: Text, help: Option<Text>) -> tera::Error {
    let advice = match code {
        "data.missing" => text!(
            fr: "Vérifiez le chemin, ou ajoutez required=false si ce fichier peut manquer.",
            en: "Check the path, or add required=false if this file may be missing."
        ),
        "template.unknown-page" | "template.unknown-section" | "image.missing" => text!(
            fr: "Vérifiez le chemin, ou ajoutez allow_missing=true si cela peut manquer.",
            en: "Check the path, or add allow_missing=true if it may be missing."
        ),
        "translation.missing" => text!(
            fr: "Ajoutez ce texte à « translations », dans la configuration du site ou dans le thème.",
            en: "Add this text to “translations”, in the site's configuration or in the theme."
        ),
        _ => text!(fr: "Vérifiez comment il est écrit.", en: "Check how it is written."),
    };
    Problem::new(code, message)
        .help(help.unwrap_or(advice))
        .into()
}

fn unexpected() -> tera::Error {
    Problem::new(
        "template.failed",
        text!(
            fr: "Le site a donné une réponse d'un autre genre que celle attendue.",
            en: "The site gave an answer of another kind than the expected one."
        ),
    )
    .into()
}
