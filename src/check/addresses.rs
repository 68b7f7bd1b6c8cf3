//! The addresses that rendered pages and feeds name, and where in the site they lead.

use super::facts::{Facts, Span};
use super::page::Body;
use super::uses::Use;
use super::words;
use crate::config::Config;
use crate::report::nearest;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;

/// The addresses that a page names, and the places in it that others may name.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// One after the other, entities read.
    text: String,
    marks: Vec<Mark>,
    /// Each between line ends, sorted.
    ids: String,
    /// Relative addresses do not start from the page.
    pub(super) based: bool,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    end: u32,
    used: Use,
    in_body: Option<bool>,
}

/// An address that a page names.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    /// As written, entities read.
    pub written: &'a str,
    /// What for.
    pub used: Use,
    /// Whether the page's own Markdown names it; none where that is not known.
    pub in_body: Option<bool>,
}

impl Addresses {
    /// Takes over what concerns this site. `own`: the path of the page below the output folder, where addresses of its places
    /// that are there need not be kept. `others`: the addresses of other sites too. Places of a body that is known are not taken
    /// over: they are kept with it.
    pub(super) fn new(
        facts: &Facts<'_>,
        base: &str,
        own: Option<&str>,
        others: bool,
        body: &Body<'_>,
    ) -> Self {
        // of a body that is known, ids have no tag
        let kept_here = |span: &Span| !facts.knows_body || !span.is_empty();
        let written = facts.ids.iter().filter(|(_, span)| kept_here(span));
        let named = written.map(|(id, _)| id).chain(&facts.uses.names);
        let mut addresses = Self {
            based: facts.uses.based,
            ..Self::of_places(named)
        };
        if facts.uses.addresses.is_empty() {
            return addresses;
        }
        // those of the body are asked for too
        let all = facts.knows_body.then(|| {
            let ids = facts.ids.iter().map(|(id, _)| id);
            Self::of_places(ids.chain(&facts.uses.names))
        });
        let own = own.and_then(public_path);
        let own = own.map(|path| format!("{base}/{path}#"));
        for (used, written, span) in &facts.uses.addresses {
            let written = words::decoded(written);
            let of_place = match written.strip_prefix('#') {
                Some(anchor) => Some(anchor),
                None => own
                    .as_ref()
                    .and_then(|own| written.strip_prefix(own.as_str())),
            };
            let kept = match of_place {
                Some(anchor) => !all.as_ref().unwrap_or(&addresses).has_place(anchor),
                None => others || below(&written, base).is_some() || !has_scheme(&written),
            };
            if kept {
                addresses.push(&written, *used, body.holds(span.start));
            }
        }
        addresses.text.shrink_to_fit();
        addresses.marks.shrink_to_fit();
        addresses
    }

    /// Places that are named like this, entities not read.
    pub(super) fn of_places<'n>(
        names: impl IntoIterator<Item = &'n (impl AsRef<str> + ?Sized + 'n)>,
    ) -> Self {
        let names = names.into_iter().map(|name| words::decoded(name.as_ref()));
        let mut names: Vec<Cow<'_, str>> = names.collect();
        names.sort_unstable();
        let mut ids = String::new();
        if !names.is_empty() {
            ids.reserve_exact(names.iter().map(|name| name.len() + 1).sum::<usize>() + 1);
            ids.push('\n');
        }
        for name in &names {
            ids.push_str(name);
            ids.push('\n');
        }
        Self {
            ids,
            ..Self::default()
        }
    }

    fn push(&mut self, written: &str, used: Use, in_body: Option<bool>) {
        self.text.push_str(written);
        if let Ok(end) = u32::try_from(self.text.len()) {
            self.marks.push(Mark { end, used, in_body });
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Address<'_>> {
        let mut start = 0;
        self.marks.iter().map(move |mark| {
            let end = mark.end as usize;
            let written = self.text.get(start..end).unwrap_or("");
            start = end;
            Address {
                written,
                used: mark.used,
                in_body: mark.in_body,
            }
        })
    }

    /// Nothing is there to be told of.
    pub fn is_silent(&self) -> bool {
        self.marks.is_empty() && self.ids.is_empty()
    }

    /// Whether a fragment names a place of the page. What scripts make of fragments does.
    pub fn has_place(&self, anchor: &str) -> bool {
        let there = |id: &str| {
            let mut rest = self.ids.as_bytes();
            while let Some((_, behind)) = rest.split_first() {
                let middle = behind.len() / 2;
                let start = memchr::memrchr(b'\n', &behind[..middle]).map_or(0, |end| end + 1);
                let end = memchr::memchr(b'\n', &behind[start..]).map_or(0, |end| start + end);
                match id.as_bytes().cmp(&behind[start..end]) {
                    Ordering::Equal => return end > start,
                    Ordering::Less => rest = &rest[..=start],
                    Ordering::Greater => rest = &behind[end..],
                }
            }
            false
        };
        anchor.is_empty()
            || there(anchor)
            || anchor.eq_ignore_ascii_case("top")
            || anchor.starts_with([':', '/', '!', '?'])
            || anchor.contains(['=', '{', '$'])
            || there(&decode(anchor))
    }

    /// The places in it, each on a line, sorted.
    #[cfg(test)]
    pub fn places(&self) -> &str {
        &self.ids
    }

    pub(super) fn nearest_place(&self, anchor: &str) -> Option<&str> {
        nearest(anchor, self.ids.split('\n').filter(|id| !id.is_empty()))
    }
}

/// The address of an output below that of the site, where it is written as it is looked up.
pub(super) fn public_path(output: &str) -> Option<&str> {
    let path = match output.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => output,
    };
    let mut last = b'/';
    for byte in path.bytes() {
        let odd = !byte.is_ascii()
            || matches!(byte, b'%' | b'?' | b'#' | b'&' | b'{' | b'$' | b'<' | b'\n');
        let empty = byte == b'/' && matches!(last, b'/' | b'.');
        if odd || empty {
            return None;
        }
        last = byte;
    }
    (last != b'.').then_some(path)
}

/// `https:`, `mailto:`, `//host`.
pub(super) fn has_scheme(address: &str) -> bool {
    let ends = |byte: &u8| matches!(byte, b'/' | b'?' | b'#' | b':');
    let end = address.bytes().find(ends);
    end == Some(b':') || address.starts_with("//")
}

/// Whether an address as written, entities not read, is one of another site, or of none. None of this site is.
pub(super) fn is_foreign(written: &str, base: &str) -> bool {
    let ends = |byte: &u8| matches!(byte, b'/' | b'?' | b'#' | b':' | b'&');
    let scheme = written.bytes().position(|byte| ends(&byte));
    let Some(scheme) = scheme.filter(|at| written.as_bytes()[*at] == b':') else {
        return false;
    };
    let Some(rest) = written
        .get(scheme + 1..)
        .and_then(|rest| rest.strip_prefix("//"))
    else {
        return !base.starts_with(&written[..=scheme]);
    };
    let host = rest.bytes().position(|byte| ends(&byte) && byte != b':');
    let host = scheme + 3 + host.unwrap_or(rest.len());
    written.as_bytes().get(host) != Some(&b'&') && !base.starts_with(&written[..host])
}

/// What follows the address of the site.
pub(super) fn below<'w>(written: &'w str, base: &str) -> Option<&'w str> {
    let rest = match written.starts_with("//") {
        true => written.strip_prefix(base.split_once(':')?.1)?,
        false => written.strip_prefix(base)?,
    };
    matches!(rest.as_bytes(), [] | [b'/' | b'?' | b'#', ..]).then_some(rest)
}

pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let decoded = percent_decode_str(text).decode_utf8_lossy();
    Cow::Owned(decoded.nfc().collect())
}

/// Where an address leads, as far as that is this site.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lead<'w> {
    /// A path below the output folder, as it stands in addresses.
    Inside(Cow<'w, str>),
    /// On the same host, beside the folder of the site.
    Beside(&'w str),
    /// Another site, or nothing that can be looked up.
    Elsewhere,
}

/// An address without its query and fragment.
pub(super) fn plain(written: &str) -> &str {
    let end = memchr::memchr2(b'?', b'#', written.as_bytes());
    written.get(..end.unwrap_or(written.len())).unwrap_or("")
}

/// Where an address leads from a page.
pub(super) fn lead<'w>(written: &'w str, page: &str, based: bool, config: &Config) -> Lead<'w> {
    if written.contains(['{', '$', '<', '\n']) {
        return Lead::Elsewhere;
    }
    let (start, path) = if let Some(rest) = below(written, &config.base_url) {
        ("", plain(rest).trim_start_matches('/'))
    } else if has_scheme(written) {
        return Lead::Elsewhere;
    } else if let Some(rest) = written.strip_prefix('/') {
        let path = plain(rest);
        match config.folder.trim_matches('/') {
            "" => ("", path),
            folder => match path.strip_prefix(folder) {
                Some(inside) if inside.is_empty() || inside.starts_with('/') => {
                    ("", inside.trim_start_matches('/'))
                }
                _ => return Lead::Beside(path),
            },
        }
    } else if based {
        return Lead::Elsewhere;
    } else if plain(written).is_empty() {
        let own = page.strip_suffix("index.html").unwrap_or(page);
        return Lead::Inside(Cow::Owned(own.to_owned()));
    } else {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        (folder, plain(written))
    };
    let simple = start.is_empty()
        && !path.contains("//")
        && !path.contains("./")
        && !path.ends_with('.')
        && path.is_ascii()
        && !path.contains('%');
    if simple {
        return Lead::Inside(Cow::Borrowed(path));
    }
    let decoded = decode(path);
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut joined = parts.join("/");
    let folder = decoded.ends_with('/') || decoded.ends_with("/..") || decoded.ends_with("/.");
    if !joined.is_empty() && (folder || matches!(&*decoded, "." | "..")) {
        joined.push('/');
    }
    Lead::Inside(Cow::Owned(joined))
}

/// The addresses of this site in a feed: of its entries, and in the texts that it holds.
pub fn of_feed(xml: &str, base: &str, sure: impl Fn(&str) -> bool) -> Addresses {
    let mut addresses = Addresses::default();
    let mut rest = xml;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), base.as_bytes()) {
        let from = &rest[at..];
        let end = from
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '&' | ']' | ')' | '\\')
            })
            .unwrap_or(from.len());
        let written = &from[..end];
        if below(written, base).is_some() && !sure(written) {
            addresses.push(written, Use::Link, Some(false));
        }
        rest = &from[end.max(1)..];
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::super::gather::Wanted;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_lead_where_a_browser_would_go() {
        let inside = |path: &'static str| Lead::Inside(Cow::Borrowed(path));
        let mut config = Config::new(crate::config::Dialect::Native, "lucarne.yaml");
        config.set_base_url("https://example.org/sub/");
        for (written, lead_to) in [
            ("https://example.org/sub/a/?x#y", inside("a/")),
            ("//example.org/sub/a/", inside("a/")),
            ("/sub/a/b.png", inside("a/b.png")),
            ("/sub", inside("")),
            ("../x/", inside("a/x/")),
            ("./", inside("a/b/")),
            ("..", inside("a/")),
            ("%C3%A9.png", inside("a/b/é.png")),
            ("?page=2", inside("a/b/")),
            ("/other/", Lead::Beside("other/")),
            ("/subway/", Lead::Beside("subway/")),
            ("https://example.org/other/", Lead::Elsewhere),
            ("https://example.org.evil/sub/", Lead::Elsewhere),
            ("mailto:a@example.org", Lead::Elsewhere),
            ("${url}", Lead::Elsewhere),
        ] {
            assert_eq!(
                lead(written, "a/b/index.html", false, &config),
                lead_to,
                "{written}"
            );
        }
    }

    #[test]
    fn a_feed_names_addresses_in_tags_and_in_escaped_texts() {
        let feed = "<link>https://e.org/a/</link><c>&lt;a href=&quot;https://e.org/b/&quot;&gt;</c><id>https://e.orgx/</id>";
        let of = of_feed(feed, "https://e.org", |_| false);
        let told: Vec<&str> = of.iter().map(|address| address.written).collect();
        assert_eq!(told, ["https://e.org/a/", "https://e.org/b/"]);
        let feed = r#"{"url": "https://e.org/a/", "content_html": "<a href=\"https://e.org/b/\">\n<p>https://e.org/c/\n"}"#;
        let of = of_feed(feed, "https://e.org", |_| false);
        let told: Vec<&str> = of.iter().map(|address| address.written).collect();
        assert_eq!(
            told,
            ["https://e.org/a/", "https://e.org/b/", "https://e.org/c/"]
        );
    }

    proptest! {
        #[test]
        fn a_place_is_found_by_its_whole_name(
            names in prop::collection::vec("[a-cé]{1,3}", 0..8),
            asked in "[a-cé]{1,3}",
        ) {
            let html: String = names.iter().map(|name| format!("<p id=\"{name}\">")).collect();
            let facts = crate::check::gather::gather(&html, Wanted::default());
            let addresses = Addresses::new(&facts, "https://e.org", None, false, &Body::new(&html, ""));
            prop_assert_eq!(addresses.has_place(&asked), names.contains(&asked));
        }
    }
}
