//! Calls to other sites from style sheets: imports, fonts, pictures.

use super::contrast::StyleSheet;
use super::rights::{call, host_of, is_allowed_host};
use super::sheet::without_comments;
use crate::report::{Finding, Place};
use std::ops::Range;

/// The addresses of other sites that style sheets ask for, each at its line. `base`: the address of the site. `hosts`: those
/// that may be called.
pub fn calls(sheets: &[StyleSheet], base: &str, hosts: &[String]) -> Vec<Finding> {
    let own = host_of(base).unwrap_or("");
    let mut findings = Vec::new();
    for sheet in sheets {
        for (range, address) in asked_for(&sheet.css) {
            let Some(host) = host_of(&address).filter(|host| !host.eq_ignore_ascii_case(own))
            else {
                continue;
            };
            if is_allowed_host(host, hosts) {
                continue;
            }
            let place = match sheet.made {
                true => Place::file(&sheet.file),
                false => Place::range(&sheet.file, &sheet.css, range),
            };
            let (message, help) = call(host);
            findings.push(
                Finding::warning("rights.third-party", message)
                    .at(place)
                    .help(help),
            );
        }
    }
    findings
}

/// What a sheet asks for: the contents of `url(…)`, and what `@import` names.
fn asked_for(css: &str) -> Vec<(Range<usize>, String)> {
    let plain = without_comments(css);
    let lower = plain.to_ascii_lowercase();
    let mut found = Vec::new();
    for (start, closing) in [("url(", ")"), ("@import", ";")] {
        for (at, _) in lower.match_indices(start) {
            let from = at + start.len();
            let rest = &plain[from..];
            let written = rest.trim_start();
            let from = from + rest.len() - written.len();
            let (from, written) = match written.as_bytes().first() {
                Some(quote @ (b'"' | b'\'')) => {
                    let inside = &written[1..];
                    let end = inside.find(char::from(*quote)).unwrap_or(0);
                    (from + 1, &inside[..end])
                }
                // `@import url(…)` is found as `url(…)`
                _ if start == "@import" => continue,
                _ => {
                    let end = written.find(closing).unwrap_or(0);
                    (from, written[..end].trim_end())
                }
            };
            found.push((from..from + written.len(), written.to_owned()));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_searched_for_calls() {
        let css = "/* url(https://a.example/) */\n@import \"https://b.example/x.css\";\n@import URL( 'https://c.example/y.css' );\n\
            .é { background: url(/own.png), url(//d.example/z.png) }\n@font-face { src: url(data:font/woff2;base64,AA), url(https://e.example/f.woff2) }\n\
            .x { background: url(https://site.example/own.png) url(https://fine.example/a.png) }";
        let sheets = [StyleSheet {
            file: "static/a.css".to_owned(),
            path: "a.css".to_owned(),
            css: css.to_owned(),
            made: false,
        }];
        let hosts = ["fine.example".to_owned()];
        let found = calls(&sheets, "https://site.example", &hosts);
        let lines: Vec<(usize, &str)> = found
            .iter()
            .filter_map(|finding| {
                let host = finding.message.en.split(['“', '”']).nth(1)?;
                Some((finding.place.as_ref()?.line, host))
            })
            .collect();
        let wanted = [
            (2, "b.example"),
            (3, "c.example"),
            (4, "d.example"),
            (5, "e.example"),
        ];
        assert_eq!(lines, wanted);
    }
}
