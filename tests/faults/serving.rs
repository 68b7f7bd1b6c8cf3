//! The preview, asked by whoever should not, for what it should not give, and in ways that nobody asks.

use crate::common::SITE;
use crate::harness::{Site, site};
use crate::running::{PATIENCE, Preview};
use crate::table::Outcome;
use std::io::Write;
use std::net::{TcpStream, UdpSocket};
use std::time::{Duration, Instant};

fn preview() -> Preview {
    Preview::start(secretive(), &["--port", "0"])
}

/// A site with a secret beside its content, and in a folder whose name begins like the output's.
fn secretive() -> Site {
    site(SITE)
        .with("secret.txt", "SECRET")
        .with("data/secret.txt", "SECRET")
        .with("public_x/secret.txt", "SECRET")
        .with("static/css/a.css", "a{}")
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

pub fn paths_out_of_the_site() -> Outcome {
    let preview = preview();
    let ups = [
        "..",
        "%2e%2e",
        "%2E%2e",
        ".%2e",
        "%2e.",
        "%252e%252e",
        "%25252e%25252e",
        "..%2f",
        "..%5c",
        "..\\",
        "%c0%ae%c0%ae",
        "%uff0e%uff0e",
        "..;",
        "..%00",
        "...",
        "....",
        "%e0%80%ae%e0%80%ae",
        "..%0a",
        "..%20",
        "..%09",
        "%f0%80%80%ae.",
        "..%c0%af",
        "..%ef%bc%8f",
        "。。",
    ];
    let mut paths: Vec<String> = ups
        .iter()
        .flat_map(|up| {
            [
                format!("/{up}/secret.txt"),
                format!("/css/{up}/{up}/secret.txt"),
                format!("/css/{up}/{up}/public_x/secret.txt"),
            ]
        })
        .collect();
    paths.extend(
        [
            "/../secret.txt/../index.html",
            "//secret.txt",
            "//etc/passwd",
            "/secret.txt",
            "/data/secret.txt",
            "/lucarne.yaml",
            "/.git/config",
            "/%2fetc%2fpasswd",
            "/file:///etc/passwd",
            "/C:/Windows/win.ini",
            "/C:%5cWindows%5cwin.ini",
            "/%5c%5chost%5cshare",
            "/css%2fa.css",
            "/css/a.css/",
            "/css/a.css%00.html",
            "/css//a.css",
            "/./css/a.css",
            "/css/../css/a.css",
            "/%",
            "/%zz",
            "/%ff",
            "/_lucarne/../secret.txt",
            "/_lucarne/%2e%2e/secret.txt",
            "/@fs/etc/passwd",
            "/proc/self/environ",
        ]
        .map(str::to_owned),
    );
    assert!(paths.len() >= 40);
    for path in &paths {
        let answer = preview.get(path);
        assert!(matches!(status(&answer), "404" | "400"), "{path}: {answer}");
        assert!(
            !answer.contains("SECRET") && !answer.contains("root:"),
            "{path}: {answer}"
        );
    }
    assert_eq!(status(&preview.get("/css/a.css")), "200");
    Outcome::Survived(paths.len())
}

pub fn foreign_hosts_and_origins() -> Outcome {
    let preview = preview();
    let port = preview.port;
    let ask = |head: &str| {
        let answer = preview.ask(&format!("{head}Connection: close\r\n\r\n"));
        let permits = answer.to_lowercase().contains("access-control-allow");
        assert!(!permits, "{head}: {answer}");
        status(&answer).to_owned()
    };
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(
            ask(&format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\n")),
            "200"
        );
    }
    let hosts = [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "evil.example#localhost",
        "192.168.1.1",
        "0.0.0.0",
        "[::]",
        "2130706433",
        "0x7f.1",
        "localhost:x",
        "[::1",
        "",
        "localhost,evil.example",
        "xn--localhost-.example",
    ];
    for host in hosts {
        let found = ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n"));
        assert!(matches!(found.as_str(), "403" | "400"), "{host}: {found}");
    }
    let heads = [
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n",
        "GET / HTTP/1.0\r\n",
    ];
    for head in heads {
        assert!(matches!(ask(head).as_str(), "403" | "400"), "{head}");
    }
    let origins = [
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: https://localhost",
        "Origin: http://localhost:1",
        "Origin: http://localhost.evil.example",
        "Sec-Fetch-Site: cross-site",
    ];
    for origin in origins {
        let head = format!(
            "GET /_lucarne/events?page=/ HTTP/1.1\r\nHost: localhost:{port}\r\n{origin}\r\n"
        );
        assert_eq!(ask(&head), "403", "{origin}");
        ask(&format!(
            "GET / HTTP/1.1\r\nHost: localhost:{port}\r\n{origin}\r\n"
        ));
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE"] {
        let found = ask(&format!(
            "{method} / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 0\r\n"
        ));
        assert!(
            matches!(found.as_str(), "405" | "400" | "403"),
            "{method}: {found}"
        );
    }
    Outcome::Survived(hosts.len() + heads.len() + origins.len() + 6)
}

pub fn listens_here_only() -> Outcome {
    let closed = preview();
    // Nothing is sent: this only tells which of its addresses the computer would use.
    let own = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    });
    let Ok(own) = own.map(|own| own.ip()) else {
        return Outcome::Skipped("the computer has no address in a network");
    };
    if own.is_loopback() || own.is_unspecified() {
        return Outcome::Skipped("the computer has no address in a network");
    }
    let open = |port| TcpStream::connect_timeout(&(own, port).into(), Duration::from_secs(2));
    assert!(open(closed.port).is_err(), "{own} answers");
    let asked = Preview::start(secretive(), &["--port", "0", "--interface", "0.0.0.0"]);
    assert!(asked.said.contains("/?token="), "{}", asked.said);
    // for telephones
    assert!(asked.said.contains('█'), "{}", asked.said);
    let foreign = asked.ask(&format!(
        "GET / HTTP/1.1\r\nHost: evil.example:{}\r\nConnection: close\r\n\r\n",
        asked.port
    ));
    assert_eq!(status(&foreign), "403");
    Outcome::Survived(2)
}

/// What is sent and then left alone.
const HALVES: [&[u8]; 8] = [
    b"",
    b"GET / HT",
    b"GET / HTTP/1.1\r\nHost: localh",
    b"\x16\x03\x01\x02\x00\x01\x00garbage\r\n\r\n",
    b"GET /_lucarne/events?page=%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
];

pub fn slow_and_broken_clients() -> Outcome {
    let preview = preview();
    let mut open = Vec::new();
    for n in 0..200 {
        let mut stream = preview.connect();
        let _ = stream.write_all(HALVES[n % HALVES.len()]);
        open.push(stream);
    }
    // Asks for much, and reads none of it.
    let large = format!("---\ntitle: Large\n---\n{}\n", "large ".repeat(200_000));
    preview.write("content/large.md", &large);
    preview.eventually("/large/", "large large");
    for _ in 0..20 {
        let mut stream = preview.connect();
        let request = "GET /large/ HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(4);
        let _ = stream.write_all(request.as_bytes());
        open.push(stream);
    }
    let start = Instant::now();
    let long = "x".repeat(100_000);
    assert_ne!(status(&preview.get(&format!("/{long}"))), "200");
    let many = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n",
        "a: b\r\n".repeat(5_000)
    );
    let mut stream = preview.connect();
    let _ = stream.write_all(many.as_bytes());
    assert_eq!(status(&preview.get("/")), "200");
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    preview.write("content/mission.md", "---\ntitle: M\n---\nchanged\n");
    preview.eventually("/mission/", "changed");
    drop(open);
    assert_eq!(status(&preview.get("/")), "200");
    Outcome::Survived(HALVES.len() + 3)
}

/// Lets this test open as many files as the system permits at all.
#[cfg(unix)]
fn open_many_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::Nofile).maximum;
    let current = maximum.map_or(Some(4_096), |most| Some(most.min(4_096)));
    let _ = setrlimit(Resource::Nofile, Rlimit { current, maximum });
}

#[cfg(not(unix))]
fn open_many_files() {}

/// Half of them follow a page, half say nothing.
pub fn a_thousand_connections() -> Outcome {
    const CONNECTIONS: usize = 1_000;
    open_many_files();
    let preview = preview();
    let connect = |number: usize| {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).ok()?;
        if number.is_multiple_of(2) {
            let follow = b"GET /_lucarne/events?page=/mission/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
            stream.write_all(follow).ok()?;
        }
        Some(stream)
    };
    let open: Vec<TcpStream> = (0..CONNECTIONS).map_while(connect).collect();
    assert_eq!(open.len(), CONNECTIONS);
    preview.write("content/mission.md", "---\ntitle: M\n---\nEdited\n");
    preview.eventually("/mission/", "Edited");
    assert_eq!(status(&preview.get("/")), "200");
    drop(open);
    assert_eq!(status(&preview.get("/mission/")), "200");
    Outcome::Survived(1)
}
