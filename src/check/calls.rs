//! Calls to other sites from style sheets: imports, fonts, pictures.

use super::asked::asked_for;
use super::rights::{call, host_of, is_allowed_host};
use super::sheet::StyleSheet;
use crate::report::Finding;
use crate::sources::Sources;

/// The addresses of other sites that style sheets ask for, each at its line. `base`: the address of the site. `hosts`: those
/// that may be called.
pub fn calls(
    sheets: &[StyleSheet],
    base: &str,
    hosts: &[String],
    sources: &Sources,
) -> Vec<Finding> {
    let own = host_of(base).unwrap_or("");
    let mut findings = Vec::new();
    for sheet in sheets {
        for range in asked_for(&sheet.css) {
            let host = sheet.css.get(range.clone()).and_then(host_of);
            let Some(host) = host.filter(|host| !host.eq_ignore_ascii_case(own)) else {
                continue;
            };
            if is_allowed_host(host, hosts) {
                continue;
            }
            let (message, help) = call(host);
            findings.push(
                Finding::warning("rights.third-party", message)
                    .at(sheet.place(range, sources))
                    .help(help),
            );
        }
    }
    findings
}
