//! A running preview, and a browser's questions to it.

use crate::harness::Site;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;

/// How long anything may take on a computer that has much to do.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview, ended when dropped.
pub struct Preview {
    /// The site that it shows.
    pub site: Site,
    /// Where it listens.
    pub port: u16,
    /// What it printed before it was ready.
    pub said: String,
    child: Child,
    errors: NamedTempFile,
}

impl Preview {
    /// Starts it with these words after `serve`, in French.
    pub fn start(site: Site, words: &[&str]) -> Self {
        let errors = NamedTempFile::new().expect("a file");
        let mut child = site
            .command()
            .arg("serve")
            .args(words)
            .env("LC_ALL", "fr_BE.UTF-8")
            .stdout(Stdio::piped())
            .stderr(errors.reopen().expect("the same file"))
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
            port,
            said,
            child,
            errors,
        }
    }

    /// Writes one of the site's files.
    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.site.root().join(path), text).expect("a file");
    }

    /// A connection to it.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream
    }

    /// Its whole answer for a path.
    pub fn get(&self, path: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ))
    }

    /// Its whole answer for a request.
    pub fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// All that it has said on standard error.
    pub fn errors(&self) -> String {
        fs::read_to_string(self.errors.path()).expect("its text")
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Its answer for a path, once that holds a text.
    #[track_caller]
    pub fn eventually(&self, path: &str, text: &str) -> String {
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
    pub fn version(&self, path: &str) -> String {
        let answer = self.get(path);
        let (_, rest) = answer.split_once("data-page=\"").expect("the script");
        rest.split('"').next().expect("a version").to_owned()
    }

    /// What it tells a browser that shows this version of a page.
    pub fn events(&self, page: &str, shown: &str) -> Events {
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

/// What a browser is told of its page.
pub struct Events(BufReader<TcpStream>);

impl Events {
    /// The data of the next event of this kind.
    pub fn next(&mut self, kind: &str) -> String {
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
