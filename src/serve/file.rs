//! A file of the site as an answer: its type, and the part of it that is wanted.

use super::Preview;
use super::http::{HTML, set, with_bytes};
use super::store::{Content, Stored};
use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, IF_RANGE, RANGE,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

/// How much of a file on the disk is read at a time, in bytes.
const CHUNK: u64 = 1 << 18;

/// A file of the site; none where it is on the disk and cannot be read any more.
pub(super) fn file_response(
    preview: &Preview,
    request: &Parts,
    file: &Stored,
    status: StatusCode,
    version: &str,
) -> Option<Response> {
    let kind = content_type(&file.path);
    if kind == HTML {
        let html = match &file.content {
            Content::Bytes(made) => made.bytes(),
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
    let (bytes, size, mut opened) = match &file.content {
        Content::Bytes(made) => {
            let bytes = made.bytes();
            let size = bytes.len() as u64;
            (bytes, size, None)
        }
        Content::OnDisk { from, .. } => {
            let file = open(from)?;
            (Bytes::new(), file.metadata().ok()?.len(), Some(file))
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
    let body = match opened.take() {
        None => {
            let start = usize::try_from(start).ok()?;
            let length = usize::try_from(length).ok()?;
            Body::from(bytes.slice(start..start + length))
        }
        Some(mut file) => {
            file.seek(SeekFrom::Start(start)).ok()?;
            let rest = file.take(length);
            Body::from_stream(Chunks { rest })
        }
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
