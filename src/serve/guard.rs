//! Who may look at the preview.

use super::address::Address;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HOST, ORIGIN};
use axum::http::request::Parts;
use std::net::{IpAddr, SocketAddr};

/// Browsers send the cookies of one port to all the others of a host: each preview has its own.
fn cookie_name(address: &Address) -> String {
    format!("lucarne_preview_{}", address.port())
}

/// The two ends of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    /// Our end; none where the system does not tell.
    pub here: Option<SocketAddr>,
    /// The browser's end.
    pub there: SocketAddr,
}

/// What is to be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Answer it.
    Welcome,
    /// It shows the token in its address: give it the cookie.
    Newcomer,
    /// It comes from another device and shows no token.
    Stranger,
    /// It was meant for another host: some page elsewhere gave its own name this computer's address.
    Foreign,
}

/// Judges a request. A browser on this computer needs no token; no request may name another host than it has reached.
pub(super) fn judge(request: &Parts, ends: Ends, address: &Address) -> Verdict {
    let here = ends.here.map(|end| end.ip().to_canonical());
    let there = ends.there.ip().to_canonical();
    let named = request
        .uri
        .authority()
        .map(axum::http::uri::Authority::as_str);
    let host = single(&request.headers, HOST.as_str());
    let is_ours = |host: &str| is_own_name(host, here);
    if !host.is_some_and(is_ours) || !named.is_none_or(is_ours) {
        return Verdict::Foreign;
    }
    if there.is_loopback() || Some(there) == here || has_cookie(&request.headers, address) {
        return Verdict::Welcome;
    }
    match parameter(request.uri.query().unwrap_or_default(), "token") {
        Some(token) if token == address.token => Verdict::Newcomer,
        _ => Verdict::Stranger,
    }
}

/// Whether a request for the event stream comes from a page of the preview, as far as the browser tells.
pub(super) fn is_same_origin(headers: &HeaderMap) -> bool {
    let site = single(headers, "sec-fetch-site").unwrap_or("same-origin");
    let origin_fits = match headers.get(ORIGIN) {
        None => true,
        Some(_) => match (
            single(headers, ORIGIN.as_str()),
            single(headers, HOST.as_str()),
        ) {
            (Some(origin), Some(host)) => origin.strip_prefix("http://") == Some(host),
            _ => false,
        },
    };
    origin_fits && matches!(site, "same-origin" | "none")
}

/// What a newcomer is given, for as long as its browser is open.
pub(super) fn cookie(address: &Address) -> String {
    let (name, token) = (cookie_name(address), &address.token);
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax")
}

/// A parameter of a query string, decoded.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    let decoded = percent_encoding::percent_decode_str(value).decode_utf8();
    decoded.ok().map(std::borrow::Cow::into_owned)
}

/// The value of a header that must be there once and be plain text.
fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

fn has_cookie(headers: &HeaderMap, address: &Address) -> bool {
    let name = cookie_name(address);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(name.as_str())?.strip_prefix('='))
        .any(|value| value == address.token)
}

/// Whether a host, with or without port, is this computer by a name that nobody else can give away.
fn is_own_name(host: &str, here: Option<IpAddr>) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((name, port)) if name.contains(':') && (port.is_empty() || is_port(port)) => name,
            _ => return false,
        },
        None => match host.split_once(':') {
            Some((name, port)) if is_port(&format!(":{port}")) => name,
            Some(_) => return false,
            None => host,
        },
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let Ok(ip) = name.parse::<IpAddr>() else {
        return false;
    };
    let ip = ip.to_canonical();
    ip.is_loopback() || Some(ip) == here
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':')
        .is_some_and(|port| port.parse::<u16>().is_ok())
}
