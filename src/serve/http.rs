//! The answers, as a static host would give them.

use super::guard::{self, Ends, Verdict};
use super::page::{SCRIPT, STYLE, plain};
use super::store::{Content, Found, Stored};
use super::{Preview, page};
use crate::report::{Finding, Text};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State, connect_info::Connected};
use axum::http::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderName,
    IF_RANGE, LOCATION, RANGE, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;

const HTML: &str = "text/html; charset=utf-8";

/// How much of a file on the disk is read at a time, in bytes.
const CHUNK: u64 = 1 << 18;

/// How many files, connections included, may be open at once where the system allows it.
#[cfg(unix)]
const OPEN_FILES: u64 = 1 << 16;

/// How long no connection is taken after one could not be.
const OUT_OF_RESOURCES: Duration = Duration::from_millis(100);

/// Answers on a thread of its own until the process ends.
pub(super) fn listen(listener: TcpListener, preview: Arc<Preview>) -> Result<(), Box<Finding>> {
    let failed = |_| {
        Box::new(Finding::error(
            "serve.start",
            Text::new(
                "L'aperçu n'a pas pu démarrer : l'ordinateur manque de ressources. Fermez d'autres programmes, puis recommencez.",
                "The preview could not start: the computer is out of resources. Close other programs, then try again.",
            ),
        ))
    };
    allow_many_connections();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    let listener = {
        let _inside = runtime.enter();
        Prompt(tokio::net::TcpListener::from_std(listener).map_err(failed)?)
    };
    let service = Router::new()
        .fallback(answer)
        .with_state(preview)
        .into_make_service_with_connect_info::<Ends>();
    std::thread::Builder::new()
        .name("answers".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                let _ = axum::serve(listener, service).await;
            });
        })
        .map_err(failed)?;
    Ok(())
}

/// Every connection is an open file, and a build needs some besides.
fn allow_many_connections() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        let most = limit
            .maximum
            .map_or(OPEN_FILES, |most| most.min(OPEN_FILES));
        if limit.current.is_some_and(|current| current < most) {
            limit.current = Some(most);
            let _ = setrlimit(Resource::Nofile, limit);
        }
    }
}

/// Connections on which small messages are sent at once.
struct Prompt(tokio::net::TcpListener);

impl Listener for Prompt {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            if let Ok((stream, there)) = self.0.accept().await {
                let _ = stream.set_nodelay(true);
                return (stream, there);
            }
            tokio::time::sleep(OUT_OF_RESOURCES).await;
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Prompt>> for Ends {
    fn connect_info(stream: IncomingStream<'_, Prompt>) -> Self {
        Self {
            here: stream.io().local_addr().ok(),
            there: *stream.remote_addr(),
        }
    }
}

async fn answer(
    State(preview): State<Arc<Preview>>,
    ConnectInfo(ends): ConnectInfo<Ends>,
    request: Request,
) -> Response {
    let (request, _) = request.into_parts();
    let mut response = match guard::judge(&request, ends, &preview.address) {
        Verdict::Welcome => welcome(&preview, &request),
        Verdict::Newcomer => {
            let path = request.uri.path();
            let path = page::decode(path).map_or("/", |_| path);
            let mut response = moved(StatusCode::SEE_OTHER, path);
            set(&mut response, SET_COOKIE, &guard::cookie(&preview.address));
            response
        }
        Verdict::Stranger => refusal(
            &preview,
            &Text::new(
                "Ouvrez l'adresse complète que montre la fenêtre de Lucarne",
                "Open the whole address that Lucarne's window shows",
            ),
        ),
        Verdict::Foreign => refusal(
            &preview,
            &Text::new(
                "Cet aperçu ne répond pas à ce nom d'hôte",
                "This preview does not answer to this host name",
            ),
        ),
    };
    set(&mut response, CACHE_CONTROL, "no-store");
    set(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}

fn welcome(preview: &Preview, request: &Parts) -> Response {
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let mut response = StatusCode::METHOD_NOT_ALLOWED.into_response();
        set(&mut response, ALLOW, "GET, HEAD");
        return response;
    }
    match request.uri.path() {
        "/_lucarne/reload.js" => own_file("text/javascript; charset=utf-8", SCRIPT),
        "/_lucarne/panel.css" => own_file("text/css; charset=utf-8", STYLE),
        "/_lucarne/events" => events(preview, request),
        path => site(preview, request, path),
    }
}

fn events(preview: &Preview, request: &Parts) -> Response {
    if !guard::is_same_origin(&request.headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let query = request.uri.query().unwrap_or_default();
    let page = guard::parameter(query, "page").unwrap_or_else(|| "/".to_owned());
    let shown = guard::parameter(query, "shown");
    let parts = guard::parameter(query, "parts");
    let greeting = || preview.greeting(&page, shown.as_deref(), parts);
    let events = preview.hub.join(&page, greeting);
    Sse::new(events)
        .keep_alive(KeepAlive::default())
        .into_response()
}

fn site(preview: &Preview, request: &Parts, path: &str) -> Response {
    match preview.store.find(path) {
        Found::File(file) => {
            let version = preview.version_of(&file);
            file_response(preview, request, &file, StatusCode::OK, &version)
                .unwrap_or_else(|| missing(preview, request, None))
        }
        Found::Moved(mut to) => {
            if let Some(query) = request.uri.query() {
                to = format!("{to}?{query}");
            }
            moved(StatusCode::MOVED_PERMANENTLY, &to)
        }
        Found::Missing(page) => missing(preview, request, page.as_deref()),
    }
}

fn missing(preview: &Preview, request: &Parts, page: Option<&Stored>) -> Response {
    let version = preview.version(request.uri.path());
    let own = page
        .and_then(|page| file_response(preview, request, page, StatusCode::NOT_FOUND, &version));
    own.unwrap_or_else(|| {
        let message = if preview.store.is_empty() {
            Text::new(
                "Le site n'a pas encore pu être fabriqué",
                "The site could not be built yet",
            )
        } else {
            Text::new("Il n'y a pas de page ici", "There is no page here")
        };
        let html = plain(&message, preview.language);
        let html = preview.with_script(html.as_bytes(), &version, None);
        with_bytes(StatusCode::NOT_FOUND, HTML, html.into())
    })
}

/// A file of the site; none where it is on the disk and cannot be read any more.
fn file_response(
    preview: &Preview,
    request: &Parts,
    file: &Stored,
    status: StatusCode,
    version: &str,
) -> Option<Response> {
    let kind = content_type(&file.path);
    if kind == HTML {
        let html = match &file.content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::OnDisk { from, .. } => {
                let mut bytes = Vec::new();
                open(from)?.read_to_end(&mut bytes).ok()?;
                bytes.into()
            }
        };
        let mark = preview.mark(&file.path);
        let html = preview.with_script(&html, version, mark.as_deref());
        return Some(with_bytes(status, HTML, html.into()));
    }
    let (size, mut opened) = match &file.content {
        Content::Bytes(bytes) => (bytes.len() as u64, None),
        Content::OnDisk { from, .. } => {
            let file = open(from)?;
            (file.metadata().ok()?.len(), Some(file))
        }
    };
    let (status, start, length) = match wanted(request, status, size) {
        Range::Whole => (status, 0, size),
        Range::Part { start, length } => (StatusCode::PARTIAL_CONTENT, start, length),
        Range::Nothing => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            set(&mut response, CONTENT_RANGE, &format!("bytes */{size}"));
            return Some(response);
        }
    };
    let body = match (&file.content, opened.take()) {
        (Content::Bytes(bytes), _) => {
            let start = usize::try_from(start).ok()?;
            let length = usize::try_from(length).ok()?;
            Body::from(bytes.slice(start..start + length))
        }
        (_, Some(mut file)) => {
            file.seek(SeekFrom::Start(start)).ok()?;
            let rest = file.take(length);
            Body::from_stream(Chunks { rest })
        }
        _ => return None,
    };
    let mut response = (status, body).into_response();
    set(&mut response, CONTENT_TYPE, &kind);
    set(&mut response, CONTENT_LENGTH, &length.to_string());
    set(&mut response, ACCEPT_RANGES, "bytes");
    if status == StatusCode::PARTIAL_CONTENT {
        let end = start + length - 1;
        set(
            &mut response,
            CONTENT_RANGE,
            &format!("bytes {start}-{end}/{size}"),
        );
    }
    Some(response)
}

/// A file of the site to be read; none where it has become something else.
fn open(path: &Path) -> Option<File> {
    let is_file = std::fs::metadata(path).is_ok_and(|found| found.is_file());
    is_file.then(|| File::open(path).ok())?
}

/// Which bytes of a file are wanted.
#[derive(Debug, PartialEq, Eq)]
enum Range {
    Whole,
    /// From `start`, `length` (at least one) bytes.
    Part {
        start: u64,
        length: u64,
    },
    Nothing,
}

fn wanted(request: &Parts, status: StatusCode, size: u64) -> Range {
    if status != StatusCode::OK || request.headers.contains_key(IF_RANGE) {
        return Range::Whole;
    }
    match request.headers.get(RANGE).map(HeaderValue::to_str) {
        Some(Ok(range)) => parse_range(range, size),
        _ => Range::Whole,
    }
}

/// Reads a `Range` header. Several ranges at once, and what is no range, are answered with the whole.
fn parse_range(header: &str, size: u64) -> Range {
    let Some((first, last)) = header
        .strip_prefix("bytes=")
        .and_then(|range| range.trim().split_once('-'))
    else {
        return Range::Whole;
    };
    let number = |text: &str| text.parse::<u64>().ok();
    let (start, end) = match (number(first), number(last)) {
        (Some(start), Some(end)) if start <= end => (start, end.min(size.saturating_sub(1))),
        (Some(start), None) if last.is_empty() => (start, size.saturating_sub(1)),
        (None, Some(0)) if first.is_empty() => return Range::Nothing,
        (None, Some(count)) if first.is_empty() => {
            (size.saturating_sub(count), size.saturating_sub(1))
        }
        _ => return Range::Whole,
    };
    if start >= size {
        return Range::Nothing;
    }
    Range::Part {
        start,
        length: end - start + 1,
    }
}

/// The rest of an open file, piece by piece.
struct Chunks {
    rest: io::Take<File>,
}

impl futures_core::Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut chunk = Vec::new();
        let read = self.rest.by_ref().take(CHUNK).read_to_end(&mut chunk);
        Poll::Ready(match read {
            Ok(0) => None,
            Ok(_) => Some(Ok(chunk.into())),
            Err(error) => Some(Err(error)),
        })
    }
}

/// The media type of a file by its name.
fn content_type(path: &str) -> String {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let known = mime_guess::from_path(path).first_or_octet_stream();
    let kind = match ending.to_ascii_lowercase().as_str() {
        "mjs" => "text/javascript",
        "map" => "application/json",
        "vcf" => "text/vcard",
        "m4a" => "audio/mp4",
        "otf" => "font/otf",
        _ => known.essence_str(),
    };
    let is_text = kind.starts_with("text/")
        || kind.ends_with("+xml")
        || kind.ends_with("+json")
        || matches!(kind, "application/json" | "application/xml");
    if is_text {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_owned()
    }
}

fn own_file(kind: &str, text: &'static str) -> Response {
    with_bytes(StatusCode::OK, kind, Bytes::from_static(text.as_bytes()))
}

fn with_bytes(status: StatusCode, kind: &str, bytes: Bytes) -> Response {
    let length = bytes.len().to_string();
    let mut response = (status, bytes).into_response();
    set(&mut response, CONTENT_TYPE, kind);
    set(&mut response, CONTENT_LENGTH, &length);
    response
}

fn moved(status: StatusCode, to: &str) -> Response {
    let mut response = status.into_response();
    set(&mut response, LOCATION, to);
    response
}

fn refusal(preview: &Preview, message: &Text) -> Response {
    let html = plain(message, preview.language);
    with_bytes(StatusCode::FORBIDDEN, HTML, html.into())
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, content_type, parse_range};

    #[test]
    fn ranges() {
        let part = |start, length| Range::Part { start, length };
        for (header, expected) in [
            ("bytes=0-0", part(0, 1)),
            ("bytes=2-4", part(2, 3)),
            ("bytes=8-99", part(8, 2)),
            ("bytes=7-", part(7, 3)),
            ("bytes=-3", part(7, 3)),
            ("bytes=-99", part(0, 10)),
            ("bytes=10-", Range::Nothing),
            ("bytes=-0", Range::Nothing),
            ("bytes=4-2", Range::Whole),
            ("bytes=0-1,3-4", Range::Whole),
            ("bytes=-", Range::Whole),
            ("bytes=99999999999999999999-", Range::Whole),
            ("lines=1-2", Range::Whole),
        ] {
            assert_eq!(parse_range(header, 10), expected, "{header}");
        }
        assert_eq!(parse_range("bytes=0-", 0), Range::Nothing);
    }

    #[test]
    fn types_of_what_sites_hold() {
        for (path, expected) in [
            ("a/index.html", "text/html; charset=utf-8"),
            ("main.css", "text/css; charset=utf-8"),
            ("search.js", "text/javascript; charset=utf-8"),
            ("atom.xml", "text/xml; charset=utf-8"),
            ("logo.svg", "image/svg+xml; charset=utf-8"),
            ("feed.json", "application/json; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("a.woff2", "font/woff2"),
            ("module.MJS", "text/javascript; charset=utf-8"),
            ("a.wasm", "application/wasm"),
            (
                "site.webmanifest",
                "application/manifest+json; charset=utf-8",
            ),
            ("agenda.ics", "text/calendar; charset=utf-8"),
            ("carte.vcf", "text/vcard; charset=utf-8"),
            ("dossier.pdf", "application/pdf"),
            ("film.mp4", "video/mp4"),
            ("son.m4a", "audio/mp4"),
            ("sous-titres.vtt", "text/vtt; charset=utf-8"),
            ("a.otf", "font/otf"),
            ("a.ico", "image/x-icon"),
            ("photo.avif", "image/avif"),
            ("CNAME", "application/octet-stream"),
        ] {
            assert_eq!(content_type(path), expected, "{path}");
        }
    }
}
