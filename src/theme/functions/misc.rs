//! Time, chance, and what a build does not know.

use super::{flag, optional};
use crate::memo::{Answer, Read, ask};
use crate::report::Text;
use crate::text;
use crate::theme::problem::Problem;
use jiff::Timestamp;
use tera::{Kwargs, State, Tera, TeraResult, Value};

pub fn register(tera: &mut Tera) {
    tera.register_function("now", now);
    tera.register_function("get_random", get_random);
    tera.register_function("get_env", get_env);
    tera.register_function("throw", throw);
}

/// The present moment: the site's answer where it is a moment (so that all pages of a build agree), else the clock's.
fn now(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let now = match ask(Read::Clock) {
        Answer::Value(value) => value.as_str().and_then(|text| text.parse().ok()),
        _ => None,
    };
    let now = now.unwrap_or_else(Timestamp::now);
    Ok(if flag(&kwargs, "timestamp", false)? {
        Value::from(now.as_second())
    } else {
        Value::from(now.to_string())
    })
}

/// Without a seed the answer is another one at every build: it is asked of the clock, so that nothing remembers it.
fn get_random(kwargs: Kwargs, state: &State) -> TeraResult<i64> {
    if optional(&kwargs, "seed")?.is_none() {
        let _ = ask(Read::Clock);
    }
    let start = kwargs.must_get::<i64>("start")?;
    let end = kwargs.must_get::<i64>("end")?;
    if start >= end {
        return Err(Problem::new(
            "template.arguments",
            text!(
                fr: "« get_random » : « start » ({start}) doit être plus petit que « end » ({end}).",
                en: "“get_random”: “start” ({start}) must be below “end” ({end})."
            ),
        )
        .into());
    }
    tera_contrib::rand::get_random(kwargs, state)
}

fn get_env(_: Kwargs, _: &State) -> TeraResult<Value> {
    Err(Problem::new(
        "template.environment",
        text!(
            fr: "« get_env » n'existe pas : un site ne dépend que de ses propres fichiers, pas de l'ordinateur qui le construit.",
            en: "There is no “get_env”: a site depends on its own files only, not on the computer that builds it."
        ),
    )
    .help(text!(
        fr: "Mettez cette valeur dans « extra », dans la configuration du site, et lisez-la par « config.extra ».",
        en: "Put this value into “extra” in the site's configuration, and read it as “config.extra”."
    ))
    .into())
}

/// The template's author speaks: the message is shown as it is.
fn throw(kwargs: Kwargs, _: &State) -> TeraResult<bool> {
    let message = optional(&kwargs, "message")?.unwrap_or_default();
    Err(Problem::new("template.throw", Text::new(message.clone(), message)).into())
}
