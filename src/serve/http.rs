//! The answers, as a static host would give them.

use super::file::file_response;
use super::guard::{self, Ends, Verdict};
use super::page::{EVENTS_PATH, SCRIPT, SCRIPT_PATH, STYLE, STYLE_PATH, plain};
use super::store::{Found, Stored};
use super::{Preview, page};
use crate::report::{Finding, Text};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Request, State, connect_info::Connected};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, LOCATION, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;

pub(super) const HTML: &str = "text/html; charset=utf-8";

/// How many files, connections included, may be open at once where the system allows it.
#[cfg(unix)]
const OPEN_FILES: u64 = 1 << 16;

/// How long no connection is taken after one could not be.
const OUT_OF_RESOURCES: Duration = Duration::from_millis(100);

/// How soon a page is looked for again that the first build has not made yet.
const NOT_YET: Duration = Duration::from_millis(5);

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
        Verdict::Welcome => {
            while !can_be_answered(&preview, request.uri.path()) {
                tokio::time::sleep(NOT_YET).await;
            }
            welcome(&preview, &request)
        }
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

/// Whether an answer can be given already. A browser that has come back is told of its page when the site is whole: before
/// that, anything would seem new to it.
fn can_be_answered(preview: &Preview, path: &str) -> bool {
    match path {
        EVENTS_PATH => preview.first_build.has_ended(),
        SCRIPT_PATH | STYLE_PATH => true,
        path => preview.is_known(path),
    }
}

fn welcome(preview: &Preview, request: &Parts) -> Response {
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let mut response = StatusCode::METHOD_NOT_ALLOWED.into_response();
        set(&mut response, ALLOW, "GET, HEAD");
        return response;
    }
    match request.uri.path() {
        SCRIPT_PATH => own_file("text/javascript; charset=utf-8", SCRIPT),
        STYLE_PATH => own_file("text/css; charset=utf-8", STYLE),
        EVENTS_PATH => events(preview, request),
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
    preview.hub.note(path);
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
        Found::Missing(page) => match preview.pages.below_folder(path) {
            // addresses as the published site has them
            Some(below) if page::decode(&below).is_some() => moved(StatusCode::FOUND, &below),
            _ => missing(preview, request, page.as_deref()),
        },
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

fn own_file(kind: &str, text: &'static str) -> Response {
    with_bytes(StatusCode::OK, kind, Bytes::from_static(text.as_bytes()))
}

pub(super) fn with_bytes(status: StatusCode, kind: &str, bytes: Bytes) -> Response {
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

pub(super) fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
