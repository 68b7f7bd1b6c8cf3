//! `load_data`: data files as values for templates.

mod bibtex;
mod parse;
mod remote;

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
            (None, Some(url), None) => {
                let asked = self.request(url.into_owned(), &kwargs)?;
                let read = self.allow(&asked.url).and_then(|()| remote::read(&asked));
                match read {
                    Ok(text) => Ok(parse::parse(format.unwrap_or(Format::Plain), "", &text)?),
                    Err(_) if !must_exist => Ok(Value::none()),
                    Err(problem) => Err(problem.into()),
                }
            }
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
    fn request(&self, url: String, kwargs: &Kwargs) -> TeraResult<remote::Request> {
        let method = optional(kwargs, "method")?
            .map_or_else(|| "get".to_owned(), |method| method.to_lowercase());
        if !["get", "post"].contains(&method.as_str()) {
            return Err(Problem::new(
                "data.arguments",
                text!(fr: "« method » est « get » ou « post ».", en: "“method” is “get” or “post”."),
            )
            .into());
        }
        let headers = kwargs.get::<Vec<Value>>("headers")?.unwrap_or_default();
        let pair = |header: &Value| {
            let (name, value) = header.as_str()?.split_once('=')?;
            Some((name.trim().to_owned(), value.trim().to_owned()))
        };
        Ok(remote::Request {
            url,
            post: method == "post",
            body: optional(kwargs, "body")?.map(Cow::into_owned),
            content_type: optional(kwargs, "content_type")?.map(Cow::into_owned),
            headers: headers.iter().filter_map(pair).collect(),
        })
    }

    /// Only hosts that the configuration names are asked: a build must not depend on the network unawares.
    fn allow(&self, url: &str) -> Result<(), Box<Problem>> {
        let host = remote::host(url);
        if host
            .as_ref()
            .is_some_and(|host| self.config.load_data_hosts.contains(host))
        {
            return Ok(());
        }
        let host = host.unwrap_or_else(|| url.to_owned());
        let message = text!(
            fr: "« load_data » ne lit pas « {url} » : « load_data_hosts », dans la configuration du site, ne nomme pas « {host} ».",
            en: "“load_data” does not read “{url}”: “load_data_hosts” in the site's configuration does not name “{host}”."
        );
        Err(Box::new(Problem::new("data.network", message).help(text!(
            fr: "Ajoutez « {host} » à « load_data_hosts », ou enregistrez ces données dans un fichier du dossier « data » et lisez-le avec « path ».",
            en: "Add “{host}” to “load_data_hosts”, or save these data in a file of the folder “data” and read it with “path”."
        ))))
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
    let text =
        sources::decode(&found.path, &found.bytes).map_err(|finding| Problem::from(*finding))?;
    let value = parse::parse(format, &found.path, text)?;
    PARSED.with_borrow_mut(|parsed| {
        if parsed.len() >= KEPT {
            parsed.clear();
        }
        parsed.insert(key, (found, value.clone()));
    });
    Ok(value)
}
