//! Pages, sections, taxonomies and menus.

use super::{flag, optional, required, value_or_none};
use crate::memo::{self, Answer, Read, ask};
use crate::theme::lang_or_current;
use std::borrow::Cow;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, TeraResult, Value};

pub fn register(tera: &mut Tera) {
    tera.register_function("get_page", get_page);
    tera.register_function("get_section", get_section);
    tera.register_function("get_taxonomy", get_taxonomy);
    tera.register_function("get_taxonomy_term", get_taxonomy_term);
    tera.register_function("get_taxonomy_url", get_taxonomy_url);
    tera.register_function("get_menu", get_menu);
}

fn get_page(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let path = required(&kwargs, "get_page", "path")?;
    let metadata_only = flag(&kwargs, "metadata_only", false)?;
    let answer = ask(Read::Page {
        path,
        lang: Cow::Borrowed(&lang(&kwargs)?),
        bodies: !metadata_only && memo::bodies_wanted(),
    });
    value_or_none(
        answer,
        "template.unknown-page",
        flag(&kwargs, "allow_missing", false)?,
    )
}

fn get_section(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let path = required(&kwargs, "get_section", "path")?;
    let metadata_only = flag(&kwargs, "metadata_only", false)?;
    let answer = ask(Read::Section {
        path,
        lang: Cow::Borrowed(&lang(&kwargs)?),
        pages: !metadata_only,
        bodies: !metadata_only && memo::bodies_wanted(),
    });
    value_or_none(
        answer,
        "template.unknown-section",
        flag(&kwargs, "allow_missing", false)?,
    )
}

fn get_taxonomy(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let answer = ask(Read::Taxonomy {
        kind: required(&kwargs, "get_taxonomy", "kind")?,
        lang: Cow::Borrowed(&lang(&kwargs)?),
        bodies: memo::bodies_wanted(),
    });
    value_or_none(
        answer,
        "template.unknown-taxonomy",
        !flag(&kwargs, "required", true)?,
    )
}

fn get_taxonomy_term(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let answer = ask(Read::Term {
        kind: required(&kwargs, "get_taxonomy_term", "kind")?,
        term: required(&kwargs, "get_taxonomy_term", "term")?,
        lang: Cow::Borrowed(&lang(&kwargs)?),
        bodies: memo::bodies_wanted(),
    });
    value_or_none(
        answer,
        "template.unknown-term",
        !flag(&kwargs, "required", true)?,
    )
}

/// `required=false` allows an unknown taxonomy, not an unknown term.
fn get_taxonomy_url(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let kind = required(&kwargs, "get_taxonomy_url", "kind")?;
    let term = match optional(&kwargs, "name")? {
        Some(name) if optional(&kwargs, "term")?.is_none() => name,
        _ => required(&kwargs, "get_taxonomy_url", "term")?,
    };
    let lang = lang(&kwargs)?;
    let answer = ask(Read::TermUrl {
        kind: Cow::Borrowed(&kind),
        term,
        lang: Cow::Borrowed(&lang),
    });
    let mut may_be_missing = false;
    if matches!(answer, Answer::Missing { .. }) && !flag(&kwargs, "required", true)? {
        let taxonomy = ask(Read::Taxonomy {
            kind: Cow::Borrowed(&kind),
            lang: Cow::Borrowed(&lang),
            bodies: false,
        });
        may_be_missing = matches!(taxonomy, Answer::Missing { .. });
    }
    value_or_none(answer, "template.unknown-term", may_be_missing).map(Value::mark_safe)
}

fn get_menu(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let answer = ask(Read::Menu {
        name: required(&kwargs, "get_menu", "name")?,
        lang: Cow::Borrowed(&lang(&kwargs)?),
        current: Cow::Owned(memo::current_file().to_string()),
    });
    value_or_none(
        answer,
        "template.unknown-menu",
        !flag(&kwargs, "required", true)?,
    )
}

fn lang(kwargs: &Kwargs) -> TeraResult<Arc<str>> {
    Ok(lang_or_current(optional(kwargs, "lang")?))
}
