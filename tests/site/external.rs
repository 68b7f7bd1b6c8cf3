//! `check --external`, against a host of the test's own.

use crate::harness::{Ran, Site, site};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

const PAGES: &str = "
-- lucarne.yaml --
base_url: https://example.org
title: Essai
link_checker: {skip_prefixes: ['HOST/private']}
-- templates/index.html --
{{ section.content | safe }}
-- content/_index.md --
---
title: Accueil
---
[fine](HOST/fine) [once more](HOST/fine#part) [no heads](HOST/no-heads) [moved](HOST/moved)

[gone](<HOST/passé là>) [refused](HOST/refused) [busy](HOST/busy) [circle](HOST/circle)

[skipped](HOST/private/x)
";

/// A host on this computer that knows a few pages, for as long as the test runs.
fn host() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("its address"));
    let own = address.clone();
    std::thread::spawn(move || {
        let mut seen = String::new();
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream);
            let mut request = String::new();
            let _ = reader.read_line(&mut request);
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let mut words = request.split(' ');
            let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let asked_before = seen.clone();
            seen.push_str(&format!("{method} {path}\n"));
            if path == "/asked" {
                seen.clear();
            }
            let status = match (method, path) {
                (_, "/asked") => "200 OK".to_owned(),
                (_, "/fine") | ("GET", "/no-heads" | "/data.json") => "200 OK".to_owned(),
                ("HEAD", "/no-heads") => "405 Method Not Allowed".to_owned(),
                (_, "/moved") => format!("301 Moved Permanently\r\nLocation: {own}/fine"),
                (_, "/circle") => format!("302 Found\r\nLocation: {own}/circle"),
                (_, "/refused") => "403 Forbidden".to_owned(),
                (_, "/later") if asked_before.contains("/later") => "200 OK".to_owned(),
                (_, "/later") => "429 Too Many Requests\r\nRetry-After: 1".to_owned(),
                (_, "/wait") => "503 Service Unavailable\r\nRetry-After: 3600".to_owned(),
                (_, "/busy") => "429 Too Many Requests".to_owned(),
                _ => "404 Not Found".to_owned(),
            };
            let body = match path {
                "/data.json" => "{\"places\": [3, 5]}",
                "/asked" => asked_before.as_str(),
                _ => "",
            };
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            let _ = reader.get_mut().write_all(answer.as_bytes());
        }
    });
    address
}

fn links_to(host: &str) -> Site {
    site(&PAGES.replace("HOST", host))
}

fn codes(ran: &Ran) -> Vec<(String, String, u64)> {
    let findings = ran.json()["findings"].clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
    let list = findings.as_array().cloned().unwrap_or_default();
    list.iter()
        .map(|f| {
            (
                text(&f["severity"]),
                text(&f["code"]),
                f["line"].as_u64().unwrap_or(0),
            )
        })
        .collect()
}

#[test]
fn links_to_other_sites_are_followed_when_asked() {
    let site = links_to(&host());
    let ran = site.run(&["check", "--external", "--format", "json"]);
    ran.status(1);
    let told: Vec<_> = codes(&ran);
    let told: Vec<_> = told
        .iter()
        .map(|(s, c, l)| (s.as_str(), c.as_str(), *l))
        .collect();
    assert_eq!(
        told,
        [
            ("error", "link.external-broken", 6),
            ("info", "link.external-unsure", 6),
            ("info", "link.external-unsure", 6),
            ("info", "link.external-unsure", 6),
        ]
    );
    let asked_nothing = site.run(&["check", "--format", "json"]);
    asked_nothing.status(0);
    assert!(codes(&asked_nothing).is_empty());
}

/// What the host was asked since it was last asked this.
fn asked(host: &str) -> Vec<String> {
    let mut stream =
        std::net::TcpStream::connect(host.trim_start_matches("http://")).expect("the host");
    stream
        .write_all(b"GET /asked HTTP/1.1\r\nHost: a\r\n\r\n")
        .expect("a question");
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut stream, &mut answer).expect("an answer");
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    body.lines().map(str::to_owned).collect()
}

#[test]
fn a_busy_host_is_asked_again_when_it_says_and_good_answers_are_remembered() {
    let host = host();
    let page = "[fine](HOST/fine) [its part](HOST/fine#part) [later](HOST/later) [wait](HOST/wait)";
    let site = site(&PAGES.replace("[skipped]", &format!("{page}\n\n[skipped]"))
        .replace("[fine](HOST/fine) [once more](HOST/fine#part) [no heads](HOST/no-heads) [moved](HOST/moved)", "")
        .replace("[gone](<HOST/passé là>) [refused](HOST/refused) [busy](HOST/busy) [circle](HOST/circle)", "")
        .replace("HOST", &host));
    let start = std::time::Instant::now();
    let ran = site.run(&["check", "--external", "--format", "json"]);
    ran.status(0);
    assert!(start.elapsed() >= std::time::Duration::from_secs(1));
    let told = codes(&ran);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].1, "link.external-unsure");
    assert_eq!(
        asked(&host),
        ["HEAD /fine", "HEAD /later", "HEAD /later", "HEAD /wait"]
    );
    assert!(site.read(".lucarne/links.json").contains("/later"));
    site.run(&["check", "--external"]).status(0);
    assert_eq!(asked(&host), ["HEAD /wait"]);
}

#[test]
fn the_configuration_says_how_bad_a_broken_link_is() {
    let site = links_to(&host());
    let softer = site
        .read("lucarne.yaml")
        .replace("{skip", "{external_level: warn, skip");
    let ran = site
        .with("lucarne.yaml", softer)
        .run(&["check", "--external", "--format", "json"]);
    ran.status(0);
    assert_eq!(codes(&ran)[0].0, "warning");
}

#[test]
fn data_come_from_the_hosts_that_are_named_only() {
    let host = host();
    let files = "
-- lucarne.yaml --
base_url: https://example.org
title: Essai
HOSTS
-- templates/index.html --
{% set data = load_data(url=\"HOST/data.json\", format=\"json\") %}{{ data.places | join(sep=\" and \") }}
"
    .replace("HOST/", &format!("{host}/"));
    site(&files.replace("HOSTS", "load_data_hosts: [127.0.0.1]"))
        .build()
        .fine()
        .has("index.html", "3 and 5");
    site(&files.replace("HOSTS", "load_data_hosts: [example.org]"))
        .build()
        .finds("data.network", "templates/index.html", 1);
    let moved = files.replace("/data.json", "/moved");
    site(&moved.replace("HOSTS", "load_data_hosts: [127.0.0.1]"))
        .build()
        .finds("data.unreachable", "templates/index.html", 1);
}
