//! Links to other sites: does somebody answer there? Asked politely: few hosts at a time, one question after the other to
//! each, and without a body where the host allows that.

use super::answered::Answered;
use crate::config::LinkChecker;
use crate::report::{Finding, Place, Severity, Text};
use crate::text;
use indexmap::IndexMap;
use jiff::Timestamp;
use std::collections::HashMap;
use std::net::ToSocketAddrs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use ureq::Agent;
use url::Url;

/// How fast other sites are asked.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Hosts that are asked at the same time.
    pub hosts: usize,
    /// Between two questions to one host.
    pub pause: Duration,
    /// For one answer, redirections included.
    pub patience: Duration,
    /// How often a host that is busy or late is asked once more.
    pub retries: u32,
    /// The longest that a host may ask to be left alone (`Retry-After`) and still be asked again.
    pub longest_wait: Duration,
    /// A host that is always there where there is a network. Only its name is looked up, and only when another was not found.
    pub sure_host: &'static str,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            hosts: 4,
            pause: Duration::from_millis(500),
            patience: Duration::from_secs(15),
            retries: 2,
            longest_wait: Duration::from_secs(20),
            sure_host: "example.org",
        }
    }
}

/// Redirections that are followed.
const MOST_REDIRECTIONS: u32 = 5;

/// A host that was too late for so many addresses in a row is not asked for its others.
const MOST_LATE: u32 = 3;

/// What came of asking for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Fine,
    /// There is no such page: the status.
    Gone(u16),
    UnknownHost,
    /// The address cannot even be asked for.
    Malformed,
    /// The host wants no such visitor, or not now: the status.
    Refused(u16),
    TooLate,
    Insecure,
    /// Nobody could be reached.
    Unreachable,
    /// From one address to the next without end.
    Circle,
}

struct Link<'a> {
    written: &'a str,
    place: &'a Place,
    url: Url,
    answer: Option<Answer>,
}

/// Asks for every address. `links`: addresses with a place that names them, each once. `told`: called after every answer
/// with how many there are and how many there will be. Without a network there is a single finding, a warning.
/// `cache`: the file that remembers what answered well, which is not asked again for some days.
pub fn external(
    links: &[(String, Place)],
    settings: &LinkChecker,
    pace: Pace,
    cache: &Path,
    told: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut answered = Answered::read(cache, Timestamp::now());
    let mut hosts: IndexMap<String, Vec<Link<'_>>> = IndexMap::new();
    for (written, place) in links {
        if answered.holds(written) {
            continue;
        }
        let skipped = |prefix: &String| written.starts_with(prefix.as_str());
        if settings.skip_prefixes.iter().any(skipped) {
            continue;
        }
        let Some((url, host)) = askable(written) else {
            findings.push(finding(&Answer::Malformed, written, "", place, settings));
            continue;
        };
        hosts.entry(host).or_default().push(Link {
            written,
            place,
            url,
            answer: None,
        });
    }
    let total = hosts.values().map(Vec::len).sum();
    let hosts = ask_all(hosts, pace, &|done| told(done, total));
    for link in hosts.iter().flat_map(|(_, links)| links) {
        if link.answer == Some(Answer::Fine) {
            answered.add(link.written);
        }
    }
    answered.write(cache);
    let answers = || hosts.iter().flat_map(|(_, links)| links);
    let reached = |link: &Link<'_>| {
        !matches!(
            link.answer,
            Some(Answer::UnknownHost | Answer::Unreachable | Answer::TooLate)
        )
    };
    let unknown = answers().any(|link| link.answer == Some(Answer::UnknownHost));
    let names_are_found = !unknown || resolves(pace.sure_host);
    if !names_are_found && !answers().any(reached) {
        findings.push(offline(total));
        return findings;
    }
    for (host, links) in &hosts {
        for link in links {
            let answer = match &link.answer {
                Some(Answer::Fine) | None => continue,
                Some(Answer::UnknownHost) if !names_are_found => &Answer::Unreachable,
                Some(answer) => answer,
            };
            findings.push(finding(answer, link.written, host, link.place, settings));
        }
    }
    findings
}

fn resolves(host: &str) -> bool {
    (host, 443).to_socket_addrs().is_ok()
}

/// The address without its fragment, and its host.
fn askable(written: &str) -> Option<(Url, String)> {
    let mut url = Url::parse(written).ok()?;
    url.set_fragment(None);
    let host = url.host_str()?.to_owned();
    matches!(url.scheme(), "http" | "https").then_some((url, host))
}

type Host<'a> = (String, Vec<Link<'a>>);

fn ask_all<'a>(
    hosts: IndexMap<String, Vec<Link<'a>>>,
    pace: Pace,
    told: &(dyn Fn(usize) + Sync),
) -> Vec<Host<'a>> {
    let agent = agent(pace.patience);
    let done = AtomicUsize::new(0);
    let workers = pace.hosts.clamp(1, hosts.len().max(1));
    let waiting: Mutex<Vec<Host<'a>>> = Mutex::new(hosts.into_iter().rev().collect());
    let asked: Mutex<Vec<Host<'a>>> = Mutex::new(Vec::new());
    let next = || {
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.pop()
    };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((host, mut links)) = next() {
                    let mut met: HashMap<Url, Answer> = HashMap::new();
                    let mut late = 0;
                    for link in &mut links {
                        let answer = match met.get(&link.url) {
                            Some(answer) => answer.clone(),
                            None if late >= MOST_LATE => Answer::TooLate,
                            None => {
                                if !met.is_empty() {
                                    std::thread::sleep(pace.pause);
                                }
                                ask(&agent, &link.url, pace)
                            }
                        };
                        late = if answer == Answer::TooLate {
                            late + 1
                        } else {
                            0
                        };
                        met.insert(link.url.clone(), answer.clone());
                        link.answer = Some(answer);
                        told(done.fetch_add(1, Ordering::Relaxed) + 1);
                    }
                    let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
                    asked.push((host, links));
                }
            });
        }
    });
    let mut asked = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
    asked.sort_by(|a, b| a.0.cmp(&b.0));
    asked
}

fn agent(patience: Duration) -> Agent {
    let version = env!("CARGO_PKG_VERSION");
    Agent::config_builder()
        .user_agent(format!("Lucarne/{version} (link check)"))
        .http_status_as_error(false)
        .max_redirects(MOST_REDIRECTIONS)
        .timeout_global(Some(patience))
        .build()
        .new_agent()
}

/// First without a body; a host that answers such a question badly is asked once more as a browser would.
fn ask(agent: &Agent, url: &Url, pace: Pace) -> Answer {
    let pause = pace.pause;
    // what a failed look-up says differs from system to system
    let named = url.host_str().filter(|_| agent.config().proxy().is_none());
    if named.is_some_and(|host| !resolves(host.trim_matches(['[', ']']))) {
        return Answer::UnknownHost;
    }
    let mut tries = 0;
    loop {
        let (mut came, mut wait) = answer(agent.head(url.as_str()).call());
        let wants_body = matches!(came, Answer::Gone(_) | Answer::Refused(400..=499 | 501));
        if wants_body && came != Answer::Refused(429) {
            std::thread::sleep(pause);
            (came, wait) = answer(agent.get(url.as_str()).call());
        }
        let busy = matches!(came, Answer::Refused(429 | 502..=504) | Answer::TooLate);
        // one who is late is asked once more only: each time takes all of the patience
        let most = if came == Answer::TooLate {
            pace.retries.min(1)
        } else {
            pace.retries
        };
        let wait = wait.unwrap_or(pause * (tries + 1));
        if !busy || tries >= most || wait > pace.longest_wait {
            return came;
        }
        std::thread::sleep(wait.max(pause));
        tries += 1;
    }
}

/// How long a host asks to be left alone: a number of seconds, or a date.
fn retry_after<T>(response: &ureq::http::Response<T>) -> Option<Duration> {
    let value = response.headers().get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    let seconds = until.as_second() - Timestamp::now().as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// What came, and how long the host asks to be left alone.
fn answer<T>(result: Result<ureq::http::Response<T>, ureq::Error>) -> (Answer, Option<Duration>) {
    let wait = result.as_ref().ok().and_then(retry_after);
    let answer = match result {
        Ok(response) => match response.status().as_u16() {
            status @ (404 | 410) => Answer::Gone(status),
            status if status >= 400 => Answer::Refused(status),
            _ => Answer::Fine,
        },
        Err(ureq::Error::HostNotFound) => Answer::UnknownHost,
        Err(ureq::Error::Timeout(_)) => Answer::TooLate,
        Err(ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed) => Answer::Circle,
        Err(ureq::Error::BadUri(_) | ureq::Error::Http(_)) => Answer::Malformed,
        Err(ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::TlsRequired) => {
            Answer::Insecure
        }
        // rustls speaks through the socket's errors as well
        Err(ureq::Error::Io(error)) if error.kind() == std::io::ErrorKind::InvalidData => {
            Answer::Insecure
        }
        Err(ureq::Error::Io(error)) if error.kind() == std::io::ErrorKind::TimedOut => {
            Answer::TooLate
        }
        Err(_) => Answer::Unreachable,
    };
    (answer, wait)
}

fn finding(
    answer: &Answer,
    url: &str,
    host: &str,
    place: &Place,
    settings: &LinkChecker,
) -> Finding {
    let broken = if settings.external_warn {
        Severity::Warning
    } else {
        Severity::Error
    };
    let (severity, code, message) = match answer {
        Answer::Gone(status) => (
            broken,
            "link.external-broken",
            text!(
                fr: "Le lien « {url} » ne mène plus à rien : le site répond que cette page n'existe pas (réponse {status}).",
                en: "The link “{url}” leads nowhere any more: the site answers that there is no such page (status {status})."
            ),
        ),
        Answer::UnknownHost => (
            broken,
            "link.external-unknown-site",
            text!(
                fr: "Le lien « {url} » ne mène nulle part : il n'y a pas de site « {host} ».",
                en: "The link “{url}” leads nowhere: there is no site “{host}”."
            ),
        ),
        Answer::Malformed => (
            broken,
            "link.external-malformed",
            text!(
                fr: "L'adresse « {url} » n'est pas bien écrite.",
                en: "The address “{url}” is not written correctly."
            ),
        ),
        unsure => (
            Severity::Info,
            "link.external-unsure",
            why_unsure(unsure, url, host),
        ),
    };
    let help = if severity == Severity::Info {
        text!(
            fr: "À regarder : ouvrez ce lien dans un navigateur pour voir s'il mène au bon endroit.",
            en: "To be looked at: open this link in a browser to see whether it leads to the right place."
        )
    } else {
        text!(
            fr: "Cherchez la nouvelle adresse et corrigez le lien, ou enlevez-le.",
            en: "Find the new address and correct the link, or take it out."
        )
    };
    let finding = Finding {
        severity,
        ..Finding::error(code, message)
    };
    finding.at(place.clone()).help(help)
}

fn why_unsure(answer: &Answer, url: &str, host: &str) -> Text {
    let (fr, en) = match answer {
        Answer::Refused(status @ (429 | 500..)) => (
            format!("« {host} » ne peut pas répondre pour le moment (réponse {status})"),
            format!("“{host}” cannot answer at the moment (status {status})"),
        ),
        Answer::Refused(status) => (
            format!("« {host} » ne répond pas aux programmes (réponse {status})"),
            format!("“{host}” does not answer programs (status {status})"),
        ),
        Answer::TooLate => (
            format!("« {host} » ne répond pas à temps"),
            format!("“{host}” does not answer in time"),
        ),
        Answer::Insecure => (
            format!("la connexion à « {host} » n'est pas sûre, son certificat ne convient pas"),
            format!("the connection to “{host}” is not secure, its certificate does not fit"),
        ),
        Answer::Circle => (
            format!("« {host} » renvoie d'une adresse à l'autre sans fin"),
            format!("“{host}” leads from one address to the next without end"),
        ),
        _ => (
            format!("« {host} » ne peut pas être joint"),
            format!("“{host}” cannot be reached"),
        ),
    };
    text!(
        fr: "Le lien « {url} » n'a pas pu être vérifié : {fr}.",
        en: "The link “{url}” could not be checked: {en}."
    )
}

fn offline(total: usize) -> Finding {
    Finding::warning(
        "link.external-offline",
        text!(
            fr: "Pas de réseau : les liens vers d'autres sites ({total}) n'ont pas été vérifiés.",
            en: "No network: the links to other sites ({total}) were not checked."
        ),
    )
    .help(Text::new(
        "Vérifiez la connexion à l'internet, puis recommencez.",
        "Check the connection to the internet, then try again.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_site_is_told_only_where_names_are_found_at_all() {
        let link = |url: &str| (url.to_owned(), Place::file("content/a.md"));
        let links = [link("http://lucarne.invalid/a"), link("http://a b/")];
        let told = |sure_host| {
            let pace = Pace {
                sure_host,
                ..Pace::default()
            };
            let found = external(
                &links,
                &LinkChecker::default(),
                pace,
                Path::new(""),
                &|_, _| {},
            );
            let codes: Vec<_> = found.iter().map(|f| (f.severity, f.code)).collect();
            codes
        };
        assert_eq!(
            told("localhost"),
            [
                (Severity::Error, "link.external-malformed"),
                (Severity::Error, "link.external-unknown-site"),
            ]
        );
        assert_eq!(
            told("lucarne.invalid"),
            [
                (Severity::Error, "link.external-malformed"),
                (Severity::Warning, "link.external-offline"),
            ]
        );
    }
}
