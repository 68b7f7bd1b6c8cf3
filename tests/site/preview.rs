//! The preview of a whole site, through the program.

use crate::harness::{Site, site};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

const SITE: &str = r#"
-- lucarne.yaml --
base_url: https://example.org
title: Test
-- content/_index.md --
---
title: Home
---
-- content/a.md --
---
title: First
slug: one
---
Text of the first
-- content/b.md --
---
title: Second
---
Text of the second
-- templates/index.html --
<body>{% for p in section.pages %}[{{ p.title }} {{ p.path }}]{% endfor %}</body>
-- templates/page.html --
<body>{{ page.title }}: {{ page.content | safe }}</body>
-- templates/404.html --
<body>lost</body>
-- static/picture.svg --
<svg/>
"#;

const PATIENCE: Duration = Duration::from_secs(20);

/// A running preview, ended when dropped.
struct Preview {
    site: Site,
    child: Child,
    port: u16,
    /// What it printed before it was ready.
    said: String,
}

impl Preview {
    fn start(site: Site, words: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lucarne"))
            .arg("serve")
            .args(words)
            .current_dir(site.root())
            .env_remove("LANGUAGE")
            .env("LC_ALL", "fr_BE.UTF-8")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut said = String::new();
        out.read_line(&mut said).expect("its address");
        let port = said.trim_end().trim_end_matches('/').rsplit(':').next();
        let port = port.and_then(|port| port.parse().ok()).expect("its port");
        if words.contains(&"--interface") {
            while !said.contains("  \n") && !said.contains("██\n") {
                out.read_line(&mut said).expect("a picture");
            }
        }
        Self {
            site,
            child,
            port,
            said,
        }
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.site.root().join(path), text).expect("a file");
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[track_caller]
    fn eventually(&self, path: &str, text: &str) -> String {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if answer.contains(text) {
                return answer;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "no {text:?} at {path}: {answer}"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The version of a page that a browser is sent.
    fn version(&self, path: &str) -> String {
        let answer = self.get(path);
        let (_, rest) = answer.split_once("data-page=\"").expect("the script");
        rest.split('"').next().expect("a version").to_owned()
    }

    fn events(&self, page: &str, shown: &str) -> Events {
        let mut stream = self.connect();
        let request = format!(
            "GET /_lucarne/events?page={page}&shown={shown} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("a request");
        Events(BufReader::new(stream))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The data of the next event of this kind.
    fn next(&mut self, kind: &str) -> String {
        let mut is_it = false;
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("an event") > 0);
            if let Some(found) = line.strip_prefix("event: ") {
                is_it = found.trim() == kind;
            }
            if let (true, Some(data)) = (is_it, line.strip_prefix("data: ")) {
                return data.trim_end().to_owned();
            }
        }
    }
}

#[test]
fn a_page_whose_front_matter_breaks_stays_as_it_was() {
    let preview = Preview::start(site(SITE), &["--port", "0"]);
    let page = |front: &str| format!("---\n{front}\n---\nOther text\n");
    for wrong in [
        "title: [First",
        "title: First\npath: ../x",
        "title: First\ndate: soon",
    ] {
        preview.write("content/a.md", &page(wrong));
        let answer = preview.eventually("/one/", "<lucarne-findings>");
        assert!(
            answer.contains("First: <p>Text of the first"),
            "{wrong}: {answer}"
        );
        assert!(answer.contains("content/a.md"), "{wrong}: {answer}");
        assert!(answer.starts_with("HTTP/1.1 200"), "{wrong}");
        preview.write(
            "content/a.md",
            "---\ntitle: First\nslug: one\n---\nText of the first\n",
        );
        let start = Instant::now();
        while preview.get("/one/").contains("<lucarne-findings>") {
            assert!(start.elapsed() < PATIENCE, "{wrong}: the panel stays");
        }
    }
    preview.write("content/a.md", &page("title: [First"));
    let list = preview.eventually("/", "<lucarne-findings>");
    assert!(list.contains("[First /one/]"), "{list}");
    fs::remove_file(preview.site.root().join("content/a.md")).expect("a file");
    preview.eventually("/one/", "HTTP/1.1 404");
}

#[test]
fn a_first_start_with_errors_serves_what_can_be_made() {
    let broken = site(SITE).with("content/b.md", "---\ntitle: [B\n---\n");
    let preview = Preview::start(broken, &["--port", "0"]);
    let answer = preview.get("/one/");
    assert!(answer.contains("Text of the first"), "{answer}");
    assert!(answer.contains("content/b.md"), "{answer}");
    preview.write("content/b.md", "---\ntitle: B\n---\nMended\n");
    preview.eventually("/b/", "Mended");
}

#[test]
fn browsers_are_told_where_a_page_has_gone() {
    let preview = Preview::start(site(SITE), &["--port", "0"]);
    let shown = preview.version("/one/");
    let mut events = preview.events("/one/", &shown);
    assert_eq!(events.next("page"), shown);
    preview.write(
        "content/a.md",
        "---\ntitle: First\nslug: été\n---\nText of the first\n",
    );
    assert_eq!(events.next("moved"), "/ete/");
    preview.write(
        "content/a.md",
        "---\ntitle: First\nslug: two\n---\nText of the first\n",
    );
    assert_eq!(events.next("moved"), "/two/");

    let shown = preview.version("/b/");
    let mut events = preview.events("/b/", &shown);
    assert_eq!(events.next("page"), shown);
    let root = preview.site.root();
    fs::rename(root.join("content/b.md"), root.join("content/c.md")).expect("a name");
    assert_eq!(events.next("moved"), "/c/");
    let mut from_sleep = preview.events("/b/", &shown);
    assert_eq!(from_sleep.next("moved"), "/c/");
    let mut newcomer = preview.events("/b/", &preview.version("/b/"));
    assert!(newcomer.next("page").starts_with("404"));
}

#[test]
fn what_is_not_public_yet_is_marked() {
    let marked = site(SITE)
        .with("content/a.md", "---\ntitle: A\ndraft: true\n---\n")
        .with(
            "content/b.md",
            "---\ntitle: B\npublish_date: 2999-03-03\n---\n",
        )
        .with(
            "content/c.md",
            "---\ntitle: C\nexpiry_date: 2001-05-01\n---\n",
        );
    marked.run(&["build", "--drafts", "--future"]).status(0);
    assert!(!marked.read("public/a/index.html").contains("lucarne"));
    let preview = Preview::start(marked, &["--port", "0", "--drafts", "--future"]);
    for (path, mark) in [
        ("/a/", ">Brouillon<"),
        ("/b/", ">Prévue pour le 3 mars 2999<"),
        ("/c/", ">Expirée depuis le 1er mai 2001<"),
    ] {
        let answer = preview.get(path);
        assert!(answer.contains(mark), "{path}: {answer}");
    }
    assert!(!preview.get("/").contains("<lucarne-mark>"));
    let mut events = preview.events("/", "");
    assert!(events.next("marks").contains("\"/a/\":\"Brouillon\""));
    preview.write("content/a.md", "---\ntitle: A\n---\n");
    assert!(!events.next("marks").contains("Brouillon"));
    assert!(!preview.get("/a/").contains("<lucarne-mark>"));
}

#[test]
fn nothing_is_written() {
    let site = site(SITE);
    site.run(&["build"]).status(0);
    let tree = |root: PathBuf| -> BTreeMap<PathBuf, (SystemTime, u64)> {
        walkdir::WalkDir::new(root)
            .into_iter()
            .map(|entry| {
                let entry = entry.expect("an entry");
                let found = entry.metadata().expect("its state");
                let modified = found.modified().expect("a time");
                (entry.into_path(), (modified, found.len()))
            })
            .collect()
    };
    let preview = Preview::start(site, &["--port", "0"]);
    let root = preview.site.root().to_owned();
    preview.write("content/a.md", "---\ntitle: Edited\n---\nAnother\n");
    let before = tree(root.clone());
    preview.eventually("/a/", "Another");
    preview.get("/picture.svg");
    assert_eq!(tree(root), before);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_not_followed() {
    let site = site(SITE);
    let secret = tempfile::tempdir().expect("a folder");
    fs::write(secret.path().join("secret.txt"), "secret").expect("a file");
    let link = |to: &str| {
        std::os::unix::fs::symlink(secret.path(), site.root().join(to)).expect("a link");
    };
    link("static/out");
    link("content/out");
    let preview = Preview::start(site, &["--port", "0"]);
    for path in ["/out/secret.txt", "/out/", "/out"] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
}

#[test]
fn a_phone_is_shown_where_to_look() {
    let preview = Preview::start(site(SITE), &["--port", "0", "--interface", "0.0.0.0"]);
    let said = &preview.said;
    assert!(said.contains("/?token="), "{said}");
    assert!(said.contains("█████"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
    assert!(preview.get("/one/").contains("Text of the first"));
}

#[test]
fn a_thousand_connections_do_no_harm() {
    let preview = Preview::start(site(SITE), &["--port", "0"]);
    let open: Vec<TcpStream> = (0..1_000)
        .map_while(|_| TcpStream::connect(("127.0.0.1", preview.port)).ok())
        .collect();
    // Fewer where this test itself may not open that many files.
    assert!(open.len() > 200, "{}", open.len());
    let rest = open.len().saturating_sub(20);
    let mut open = open;
    open.truncate(rest);
    preview.write(
        "content/a.md",
        "---\ntitle: First\nslug: one\n---\nEdited\n",
    );
    preview.eventually("/one/", "Edited");
}

#[test]
fn the_same_port_serves_again_at_once() {
    let preview = Preview::start(site(SITE), &["--port", "0"]);
    let port = preview.port.to_string();
    let mut events = preview.events("/one/", "");
    events.next("page");
    drop(preview);
    let again = Preview::start(site(SITE), &["--port", &port]);
    assert!(again.get("/one/").contains("Text of the first"));
}
