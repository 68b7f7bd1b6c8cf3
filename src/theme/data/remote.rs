//! `load_data(url=…)`: data from the hosts that the configuration names, read once a process.

use super::super::limits;
use super::super::problem::Problem;
use crate::text;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use ureq::Agent;

/// What is asked of a host.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// The address.
    pub url: String,
    /// `POST` instead of `GET`.
    pub post: bool,
    /// What is sent with `POST`.
    pub body: Option<String>,
    /// The kind of the body.
    pub content_type: Option<String>,
    /// Further headers: names and values.
    pub headers: Vec<(String, String)>,
}

/// The longest answer that is taken, in bytes.
const LONGEST: u64 = 16 * 1024 * 1024;

/// How long a host may take for its whole answer.
const PATIENCE: Duration = Duration::from_secs(30);

type Answers = Mutex<HashMap<Request, Result<Arc<str>, Box<Problem>>>>;

/// The text that a host answers. It is asked once: later calls get what was answered then.
pub fn read(request: &Request) -> Result<Arc<str>, Box<Problem>> {
    static ANSWERS: OnceLock<Answers> = OnceLock::new();
    let mut answers = ANSWERS
        .get_or_init(Answers::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    answers
        .entry(request.clone())
        .or_insert_with(|| ask(request))
        .clone()
}

/// The host of an address; none where that is not one of the web.
pub fn host(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    ["http", "https"]
        .contains(&url.scheme())
        .then(|| url.host_str().map(str::to_owned))
        .flatten()
}

fn ask(request: &Request) -> Result<Arc<str>, Box<Problem>> {
    limits::allow(PATIENCE);
    // a redirection could lead to a host that nobody named
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent("Lucarne")
        .build()
        .into();
    let url = &request.url;
    let answer = if request.post {
        let mut post = agent.post(url);
        for (name, value) in &request.headers {
            post = post.header(name, value);
        }
        if let Some(kind) = &request.content_type {
            post = post.header("Content-Type", kind);
        }
        post.send(request.body.as_deref().unwrap_or_default())
    } else {
        let mut get = agent.get(url);
        for (name, value) in &request.headers {
            get = get.header(name, value);
        }
        get.call()
    };
    let mut answer = answer.map_err(|_| Box::new(unreachable(url)))?;
    let status = answer.status();
    if !status.is_success() {
        return Err(Box::new(refused(url, status.as_u16())));
    }
    let text = answer
        .body_mut()
        .with_config()
        .limit(LONGEST)
        .read_to_string()
        .map_err(|_| Box::new(unreadable(url)))?;
    Ok(text.into())
}

fn unreachable(url: &str) -> Problem {
    Problem::new(
        "data.unreachable",
        text!(fr: "« {url} » ne répond pas.", en: "“{url}” does not answer."),
    )
    .help(text!(
        fr: "Vérifiez l'adresse et la connexion, ou enregistrez ces données dans un fichier du dossier « data » et lisez-le avec « path ».",
        en: "Check the address and the connection, or save these data in a file of the folder “data” and read it with “path”."
    ))
}

fn refused(url: &str, status: u16) -> Problem {
    let help = if (300..400).contains(&status) {
        text!(
            fr: "Cette adresse renvoie à une autre : écrivez celle-là, et nommez son hôte dans « load_data_hosts ».",
            en: "This address sends on to another one: write that one, and name its host in “load_data_hosts”."
        )
    } else {
        text!(fr: "Ouvrez cette adresse dans un navigateur pour la vérifier.", en: "Open this address in a browser to check it.")
    };
    Problem::new(
        "data.unreachable",
        text!(fr: "« {url} » ne donne pas de données : il répond {status}.", en: "“{url}” gives no data: it answers {status}."),
    )
    .help(help)
}

fn unreadable(url: &str) -> Problem {
    Problem::new(
        "data.unreachable",
        text!(
            fr: "Ce que répond « {url} » est trop long, coupé, ou n'est pas un texte en UTF-8.",
            en: "What “{url}” answers is too long, cut off, or no text in UTF-8."
        ),
    )
    .help(text!(
        fr: "Enregistrez ces données dans un fichier du dossier « data », et lisez-le avec « path ».",
        en: "Save these data in a file of the folder “data”, and read it with “path”."
    ))
}
