//! The preview over real connections, with a builder that takes the files of `content/` as they are.

use super::address::Address;
use super::guard::{self, Ends, Verdict};
use super::rebuild::Rebuilder;
use super::{Builder, Preview, SOON, http};
use crate::pipeline::{Outcome, Sink};
use crate::report::{Finding, Language, Text};
use axum::http::Request;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Publishes each file of `content/` at its path. A file that says `fail` fails, one that says `panic` does worse.
struct Copies(PathBuf);

impl Builder for Copies {
    fn build(&mut self, sink: &dyn Sink, _: Option<&[PathBuf]>, _: &[String]) -> Outcome {
        let content = self.0.join("content");
        let mut outcome = Outcome {
            inputs: vec![content.clone(), self.0.join("lucarne.yaml")],
            output_dir: self.0.join("public"),
            usable: !self.0.join("broken").exists(),
            ..Outcome::default()
        };
        if !outcome.usable {
            let message = Text::new("Réglages <faux>", "Settings <wrong>");
            outcome
                .findings
                .push(Finding::error("config.wrong", message));
            return outcome;
        }
        for entry in walkdir::WalkDir::new(&content) {
            let Ok(entry) = entry else { continue };
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path().strip_prefix(&content).unwrap();
            let path = path.to_string_lossy().into_owned();
            let bytes = fs::read(entry.path()).unwrap_or_default();
            assert!(bytes != b"panic", "a mistake in Lucarne");
            if bytes == b"fail" {
                outcome.failed.insert(path.clone());
                let message = Text::new("Page <fausse>", "Page <wrong>");
                outcome.findings.push(Finding::error("page.wrong", message));
            } else if path.ends_with(".mp4") {
                let _ = sink.copy(&path, entry.path());
            } else if sink.put(&path, bytes).unwrap_or_default() {
                outcome.rendered.push(path.clone());
            }
            Arc::make_mut(&mut outcome.outputs).insert(path);
        }
        outcome
    }
}

/// A running preview.
struct Bench {
    folder: TempDir,
    port: u16,
}

impl Bench {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        fs::create_dir(root.join("content")).unwrap();
        let (listener, address) =
            Address::listen(IpAddr::V4(Ipv4Addr::LOCALHOST), Some(0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let bench = Self { folder, port };
        for (path, text) in files {
            bench.write(path, text);
        }
        let preview = Arc::new(Preview::new(address, Language::English));
        let (sender, built) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let make = {
                let root = root.clone();
                move || -> Box<dyn Builder> { Box::new(Copies(root.clone())) }
            };
            let mut rebuilder = Rebuilder::new(Arc::clone(&preview), root, Box::new(make));
            rebuilder.build(None);
            preview.first_build.end();
            http::listen(listener, preview).unwrap();
            sender.send(()).unwrap();
            rebuilder.follow_changes()
        });
        built.recv().unwrap();
        bench
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("content").join(path)
    }

    /// Writes a file at once: half of it would be a change too, seen where the machine is busy.
    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let new = self.folder.path().join("new.lucarne-new");
        fs::write(&new, text).unwrap();
        fs::rename(new, path).unwrap();
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Answer {
            status: head.split(' ').nth(1).unwrap_or("").to_owned(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    fn get_with(&self, path: &str, headers: &str) -> Answer {
        let port = self.port;
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}Connection: close\r\n\r\n"
        ))
    }

    fn eventually(&self, path: &str, is_right: impl Fn(&Answer) -> bool) {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if is_right(&answer) {
                return;
            }
            let Answer { status, body, .. } = answer;
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "{path}: {status} {body}"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn events(&self, page: &str) -> Events {
        let port = self.port;
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .unwrap();
        let request = format!(
            "GET /_lucarne/events?page={page} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        Events(BufReader::new(stream))
    }
}

struct Answer {
    status: String,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The data of the next event of this kind.
    fn next(&mut self, kind: &str) -> String {
        let mut is_it = false;
        loop {
            let mut line = String::new();
            assert!(
                self.0.read_line(&mut line).unwrap() > 0,
                "the stream has ended"
            );
            if let Some(found) = line.strip_prefix("event: ") {
                is_it = found.trim() == kind;
            }
            if let (true, Some(data)) = (is_it, line.strip_prefix("data: ")) {
                return data.trim_end().to_owned();
            }
        }
    }
}

/// Makes the home page, and the other one when it is allowed to.
struct Slow(Arc<Mutex<()>>);

impl Builder for Slow {
    fn build(&mut self, sink: &dyn Sink, _: Option<&[PathBuf]>, first: &[String]) -> Outcome {
        assert_eq!(first, ["index.html"]);
        sink.put("index.html", b"home".to_vec()).unwrap();
        let _allowed = self.0.lock();
        sink.put("other/index.html", b"other".to_vec()).unwrap();
        Outcome {
            outputs: Arc::new(["index.html", "other/index.html"].map(str::to_owned).into()),
            usable: true,
            ..Outcome::default()
        }
    }
}

#[test]
fn a_first_build_that_takes_long_is_shown_page_by_page() {
    let folder = tempfile::tempdir().unwrap();
    let (listener, address) = Address::listen(IpAddr::V4(Ipv4Addr::LOCALHOST), Some(0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let preview = Arc::new(Preview::new(address, Language::English));
    http::listen(listener, Arc::clone(&preview)).unwrap();
    let (gate, root) = (Arc::new(Mutex::new(())), folder.path().to_owned());
    let not_yet = gate.lock().unwrap();
    let make = {
        let gate = Arc::clone(&gate);
        move || -> Box<dyn Builder> { Box::new(Slow(Arc::clone(&gate))) }
    };
    let bench = Bench { folder, port };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            Rebuilder::new(Arc::clone(&preview), root, Box::new(make)).build(None);
            preview.first_build.end();
        });
        assert!(bench.get("/").body.contains("home"));
        assert!(preview.first_build.start.elapsed() >= SOON);
        let mut events = TcpStream::connect(("127.0.0.1", bench.port)).unwrap();
        let ask = "GET /_lucarne/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
        events.write_all(ask.as_bytes()).unwrap();
        let other = scope.spawn(|| bench.get("/other/"));
        let none = scope.spawn(|| bench.get("/none/"));
        std::thread::sleep(Duration::from_millis(100));
        assert!(!other.is_finished() && !none.is_finished());
        events.set_nonblocking(true).unwrap();
        assert!(events.read(&mut [0]).is_err(), "told of half a site");
        events.set_nonblocking(false).unwrap();
        drop(not_yet);
        events.read_exact(&mut [0; 12]).unwrap();
        assert!(other.join().unwrap().body.contains("other"));
        assert!(none.join().unwrap().status == "404");
    });
}

#[test]
fn served_as_by_a_static_host() {
    let bench = Bench::new(&[
        ("index.html", "<html><body>home</BODY></html>"),
        ("a/index.html", "<p>A"),
        ("main.css", "body{}"),
        ("film.mp4", "0123456789"),
        ("été/index.html", "summer"),
        ("404.html", "nothing"),
        ("fr/404.html", "rien"),
    ]);
    let home = bench.get("/");
    assert_eq!(home.status, "200");
    assert_eq!(
        home.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(home.header("cache-control"), Some("no-store"));
    assert_eq!(home.header("access-control-allow-origin"), None);
    let (before, after) = home
        .body
        .split_once("<script src=\"/_lucarne/reload.js\"")
        .unwrap();
    assert_eq!(before, "<html><body>home");
    assert!(after.ends_with("defer></script></BODY></html>"), "{after}");
    assert!(bench.get("/a/").body.starts_with("<p>A<script"));

    let moved = bench.get("/a?x=1");
    assert_eq!(
        (moved.status.as_str(), moved.header("location")),
        ("301", Some("/a/?x=1"))
    );
    assert_eq!(
        bench.get("/%C3%A9t%C3%A9").header("location"),
        Some("/%C3%A9t%C3%A9/")
    );
    assert_eq!(bench.get("/%C3%A9t%C3%A9/").status, "200");

    let missing = bench.get("/fr/x/");
    assert_eq!(
        (
            missing.status.as_str(),
            missing.body.starts_with("rien<script")
        ),
        ("404", true)
    );
    assert!(bench.get("/x").body.starts_with("nothing<script"));

    let css = bench.get("/main.css");
    assert_eq!(
        (css.body.as_str(), css.header("content-length")),
        ("body{}", Some("6"))
    );
    for (path, body) in [("/film.mp4", "345"), ("/main.css", "y{}")] {
        let part = bench.get_with(path, "Range: bytes=3-5\r\n");
        assert_eq!((part.status.as_str(), part.body.as_str()), ("206", body));
    }
    let beyond = bench.get_with("/film.mp4", "Range: bytes=10-\r\n");
    assert_eq!(beyond.status, "416");
    assert_eq!(beyond.header("content-range"), Some("bytes */10"));

    let host = format!(
        "Host: localhost:{}\r\nConnection: close\r\n\r\n",
        bench.port
    );
    let head = bench.send(&format!("HEAD /film.mp4 HTTP/1.1\r\n{host}"));
    assert_eq!(
        (head.header("content-length"), head.body.as_str()),
        (Some("10"), "")
    );
    for path in ["/", "/main.css", "/missing", "/_lucarne/events"] {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"] {
            let answer = bench.send(&format!(
                "{method} {path} HTTP/1.1\r\nContent-Length: 0\r\n{host}"
            ));
            assert_eq!(answer.status, "405", "{method} {path}");
            assert_eq!(answer.header("allow"), Some("GET, HEAD"));
        }
    }
    let head = bench.send(&format!("HEAD /x HTTP/1.1\r\n{host}"));
    assert_eq!((head.status.as_str(), head.body.as_str()), ("404", ""));
    let several = bench.get_with("/film.mp4", "Range: bytes=0-1,4-5\r\n");
    assert_eq!(
        (several.status.as_str(), several.body.as_str()),
        ("200", "0123456789")
    );
    let unknown = "Range: bytes=3-5\r\nIf-Range: \"an older one\"\r\n";
    assert_eq!(bench.get_with("/film.mp4", unknown).status, "200");
    let last = bench.get_with("/film.mp4", "Range: bytes=-2\r\n");
    assert_eq!(last.header("content-range"), Some("bytes 8-9/10"));
    assert_eq!(last.body, "89");
}

#[test]
fn only_asked_by_its_own_name() {
    let bench = Bench::new(&[("index.html", "home")]);
    let port = bench.port;
    let status = |request: &str| {
        bench
            .send(&format!("{request}Connection: close\r\n\r\n"))
            .status
    };
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]", "[::1]:80"] {
        assert_eq!(
            status(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n")),
            "200",
            "{host}"
        );
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "192.168.1.1",
        "0.0.0.0",
        "localhost:x",
        "[::1",
        "::1",
        "",
        "localhost,evil.example",
    ] {
        assert_eq!(
            status(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n")),
            "403",
            "{host}"
        );
    }
    assert_eq!(
        status("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n"),
        "403"
    );
    assert_eq!(
        status("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n"),
        "403"
    );
    assert_eq!(status("GET / HTTP/1.0\r\n"), "403");

    let events = format!("GET /_lucarne/events?page=/ HTTP/1.1\r\nHost: localhost:{port}\r\n");
    for headers in [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: https://localhost\r\n",
        "Origin: http://localhost:1\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
    ] {
        assert_eq!(status(&format!("{events}{headers}")), "403", "{headers}");
    }
    bench.events("/").next("page");
}

#[test]
fn other_devices_need_the_token() {
    let (_listener, address) = Address::listen(IpAddr::V4(Ipv4Addr::LOCALHOST), Some(0)).unwrap();
    let here: SocketAddr = "192.168.1.5:1111".parse().unwrap();
    let judge = |there: &str, path: &str, cookie: &str| {
        let request = Request::builder()
            .uri(path)
            .header("host", "192.168.1.5:1111")
            .header("cookie", cookie)
            .body(())
            .unwrap();
        let there = SocketAddr::new(there.parse().unwrap(), 40_000);
        let ends = Ends {
            here: Some(here),
            there,
        };
        guard::judge(&request.into_parts().0, ends, &address)
    };
    let token = &address.token;
    let with_token = format!("/a/?token={token}");
    let cookie = guard::cookie(&address);
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(judge("192.168.1.9", "/", ""), Verdict::Stranger);
    assert_eq!(
        judge("192.168.1.9", "/?token=", "lucarne_preview="),
        Verdict::Stranger
    );
    assert_eq!(judge("192.168.1.9", &with_token, ""), Verdict::Newcomer);
    assert_eq!(
        judge("192.168.1.9", "/", &format!("a=b; {cookie}")),
        Verdict::Welcome
    );
    assert_eq!(judge("192.168.1.5", "/", ""), Verdict::Welcome);
    assert_eq!(judge("127.0.0.1", "/", ""), Verdict::Welcome);
}

#[test]
fn a_change_is_served_and_told() {
    let bench = Bench::new(&[
        ("index.html", "one"),
        ("a/index.html", "A"),
        ("main.css", "1"),
    ]);
    let (mut home, mut other) = (bench.events("/"), bench.events("/a/"));
    let first = home.next("page");
    other.next("page");
    assert!(
        bench.get("/").body.contains(&first),
        "the page does not know its version"
    );

    bench.write("index.html", "two");
    assert_ne!(home.next("page"), first);
    bench.eventually("/", |answer| answer.body.starts_with("two<"));
    bench.write("main.css", "2");
    while !home.next("assets").contains("[\"/main.css\"]") {}

    let temporary = bench.path("index.html.tmp123");
    fs::write(&temporary, "three").unwrap();
    fs::rename(&temporary, bench.path("index.html")).unwrap();
    bench.eventually("/", |answer| answer.body.starts_with("three<"));

    bench.write("new/deep/index.html", "new");
    bench.eventually("/new/deep/", |answer| answer.status == "200");
    bench.write("new/deep/index.html", "newer");
    bench.eventually("/new/deep/", |answer| answer.body.starts_with("newer<"));
    fs::rename(bench.path("new"), bench.path("moved")).unwrap();
    bench.eventually("/moved/deep/", |answer| answer.status == "200");
    bench.eventually("/new/deep/", |answer| answer.status == "404");
    bench.write("moved/deep/index.html", "newest");
    bench.eventually("/moved/deep/", |answer| answer.body.starts_with("newest<"));

    fs::remove_file(bench.path("a/index.html")).unwrap();
    assert!(other.next("page").starts_with("404-"));

    fs::remove_dir_all(bench.path("")).unwrap();
    bench.eventually("/", |answer| answer.status == "404");
    bench.write("index.html", "again");
    bench.eventually("/", |answer| answer.body.starts_with("again<"));
    bench.write("index.html", "and again");
    bench.eventually("/", |answer| answer.body.starts_with("and again<"));
}

#[test]
fn a_browser_that_was_away_is_told_which_parts_changed() {
    let bench = Bench::new(&[("index.html", "one"), ("main.css", "1"), ("feed.xml", "1")]);
    let state = |events: &mut Events| {
        let told: serde_json::Value = serde_json::from_str(&events.next("assets")).unwrap();
        let state = told["state"].as_str().unwrap().to_owned();
        (state, told["paths"].to_string())
    };
    let mut watching = bench.events("/");
    let (first, _) = state(&mut watching);
    for (path, text) in [("main.css", "2"), ("feed.xml", "2"), ("a.svg", "<svg/>")] {
        bench.write(path, text);
        bench.eventually(&format!("/{path}"), |answer| answer.body == text);
    }
    while !state(&mut watching).1.contains("/a.svg") {}
    let back = |known: &str| state(&mut bench.events(&format!("/&parts={known}")));
    let (now, paths) = back(&first);
    assert_eq!(paths, "[\"/a.svg\",\"/main.css\"]");
    assert_eq!(back(&now).1, "[]");
    assert_eq!(back("unheard-of").1, "[\"*\"]");
    bench.write("main.css", "1");
    bench.write("feed.xml", "1");
    fs::remove_file(bench.path("a.svg")).unwrap();
    bench.eventually("/a.svg", |answer| answer.status == "404");
    bench.eventually("/main.css", |answer| answer.body == "1");
    while state(&mut watching).0 != first {}
}

#[test]
fn a_mistake_leaves_the_last_good_page_under_its_findings() {
    let bench = Bench::new(&[("index.html", "good"), ("b.html", "B")]);
    let mut events = bench.events("/");
    assert_eq!(events.next("findings"), "\"\"");
    bench.write("index.html", "fail");
    assert!(events.next("findings").contains("Page &lt;wrong&gt;"));
    let page = bench.get("/").body;
    assert!(page.starts_with("good<lucarne-findings>"), "{page}");
    assert!(page.contains("Page &lt;wrong&gt;"), "{page}");

    bench.write("index.html", "mended");
    assert_eq!(events.next("findings"), "\"\"");
    assert!(bench.get("/").body.starts_with("mended<script"));

    bench.write("b.html", "panic");
    assert!(events.next("findings").contains("mistake of its own"));
    assert!(bench.get("/b.html").body.starts_with("B<"));
    bench.write("b.html", "B2");
    assert_eq!(events.next("findings"), "\"\"");
    assert!(bench.get("/b.html").body.starts_with("B2<"));

    fs::write(bench.folder.path().join("broken"), "").unwrap();
    assert!(events.next("findings").contains("Settings &lt;wrong&gt;"));
    assert!(bench.get("/").body.starts_with("mended<"));
}

#[test]
fn a_first_start_with_errors_shows_them() {
    let bench = Bench::new(&[("index.html", "fail"), ("good.html", "good")]);
    let answer = bench.get("/");
    assert_eq!(answer.status, "404");
    assert!(answer.body.contains("Page &lt;wrong&gt;"));
    assert!(bench.get("/good.html").body.starts_with("good<"));
}

#[test]
fn a_taken_port_is_told_or_avoided() {
    let local = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let (first, _) = Address::listen(local, None).unwrap();
    let port = first.local_addr().unwrap().port();
    let (second, _) = Address::listen(local, None).unwrap();
    assert_ne!(second.local_addr().unwrap().port(), port);
    assert_eq!(
        Address::listen(local, Some(port)).err().unwrap().code,
        "serve.port-taken"
    );
    let elsewhere = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    assert_eq!(
        Address::listen(elsewhere, None).err().unwrap().code,
        "serve.address"
    );
}
