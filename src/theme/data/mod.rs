//! `load_data`: data files as values for templates.

mod parse;

use super::functions::{absent, file, flag, optional};
use super::problem::Problem;
use crate::config::Config;
use crate::memo::{Answer, FoundFile, Read, ask};
use crate::report::{did_you_mean, nearest};
use crate::sources;
use crate::text;
use parse::Format;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use tera::{Function, Kwargs, State, TeraResult, Value};

/// The function `load_data`.
pub struct LoadData {
    config: Arc<Config>,
}

impl LoadData {
    /// The function for a site.
    pub fn new(config: &Arc<Config>) -> Self {
        Self {
            config: Arc::clone(config),
        }
    }
}

impl Function<TeraResult<Value>> for LoadData {
    fn call(&self, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
        let path = optional(&kwargs, "path")?;
        let url = optional(&kwargs, "url")?;
        let literal = optional(&kwargs, "literal")?;
        let must_exist = flag(&kwargs, "required", true)?;
        let format = optional(&kwargs, "format")?
            .map(|name| format(&name))
            .transpose()?;
        match (path, url, literal) {
            (Some(path), None, None) => from_file(&path, format, must_exist),
            (None, Some(url), None) => match self.refuse(&url) {
                _ if !must_exist => Ok(Value::none()),
                problem => Err(problem.into()),
            },
            (None, None, Some(text)) => {
                let format = format.unwrap_or(Format::Plain);
                Ok(parse::parse(format, "", &text)?)
            }
            _ => Err(Problem::new(
                "data.arguments",
                text!(
                    fr: "« load_data » prend soit « path », soit « url », soit « literal ».",
                    en: "“load_data” takes either “path”, “url” or “literal”."
                ),
            )
            .into()),
        }
    }
}

impl LoadData {
    /// Nothing is read from the network: a build must not depend on it.
    fn refuse(&self, url: &str) -> Problem {
        let host = url
            .split_once("://")
            .map_or(url, |(_, rest)| rest)
            .split(['/', '?', '#', ':'])
            .next()
            .unwrap_or("");
        let named = self
            .config
            .load_data_hosts
            .iter()
            .any(|named| named == host);
        let message = if named {
            text!(
                fr: "« load_data » ne lit pas encore sur le réseau, même pas sur « {host} » que nomme « load_data_hosts ».",
                en: "“load_data” does not read from the network yet, not even from “{host}” which “load_data_hosts” names."
            )
        } else {
            text!(
                fr: "« load_data » ne lit pas « {url} » : « load_data_hosts », dans la configuration du site, ne nomme pas « {host} ».",
                en: "“load_data” does not read “{url}”: “load_data_hosts” in the site's configuration does not name “{host}”."
            )
        };
        Problem::new("data.network", message).help(text!(
            fr: "Enregistrez ces données dans un fichier du dossier « data », et lisez-le avec « path ».",
            en: "Save these data in a file of the folder “data”, and read it with “path”."
        ))
    }
}

fn format(name: &str) -> TeraResult<Format> {
    Format::from_name(&name.to_lowercase()).ok_or_else(|| {
        let help = match nearest(name, parse::FORMATS.iter().copied()) {
            Some(near) => did_you_mean(near),
            None => {
                let known = parse::FORMATS.join(", ");
                text!(fr: "Au choix : {known}.", en: "One of: {known}.")
            }
        };
        Problem::new(
            "data.format",
            text!(
                fr: "« {name} » n'est pas un format de données connu.",
                en: "“{name}” is not a known format of data."
            ),
        )
        .help(help)
        .into()
    })
}

type Parsed = HashMap<(String, Format), (Arc<FoundFile>, Value)>;

thread_local! {
    /// What this thread has parsed: a list of help numbers is shown on every page.
    static PARSED: RefCell<Parsed> = RefCell::new(HashMap::new());
}

/// Data files that a thread keeps parsed.
const KEPT: usize = 256;

fn from_file(path: &str, format: Option<Format>, must_exist: bool) -> TeraResult<Value> {
    let found = match ask(Read::File {
        path: Cow::Borrowed(path),
    }) {
        Answer::File(found) => found,
        Answer::Missing { .. } if !must_exist => return Ok(Value::none()),
        Answer::Missing { message, help } => return Err(absent("data.missing", message, help)),
        _ => return file(path).map(|_| Value::none()),
    };
    let format = format.unwrap_or_else(|| {
        let extension = found
            .path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension);
        Format::from_name(&extension.to_lowercase()).unwrap_or(Format::Plain)
    });
    let key = (found.path.clone(), format);
    let kept = PARSED.with_borrow(|parsed| {
        parsed
            .get(&key)
            .filter(|(file, _)| Arc::ptr_eq(file, &found) || file.bytes == found.bytes)
            .map(|(_, value)| value.clone())
    });
    if let Some(value) = kept {
        return Ok(value);
    }
    let text = sources::decode(&found.path, found.bytes.to_vec())
        .map_err(|finding| Problem::from(*finding))?;
    let value = parse::parse(format, &found.path, &text)?;
    PARSED.with_borrow_mut(|parsed| {
        if parsed.len() >= KEPT {
            parsed.clear();
        }
        parsed.insert(key, (found, value.clone()));
    });
    Ok(value)
}
