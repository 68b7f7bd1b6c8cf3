//! Judging what a build has made: each page as it is rendered, and the site as a whole at the end.

use super::{Outcome, Ready};
use crate::check::{self, Noticed, Seen, StyleSheet};
use crate::codes::When;
use crate::config::Mode;
use crate::outline::DocumentId;
use crate::outputs::{Maker, Output};
use crate::report::{Finding, Place};
use crate::site::Site;
use crate::sources::Sources;
use foldhash::HashMap;
use std::sync::Arc;

/// Judges the pages, and the site as a whole. `noticed`: by the path of an output, what it showed.
/// `outcome`: what the build has come to, its external links to be completed. `known`: what was found before.
pub(super) fn judge(
    ready: &Ready,
    noticed: &HashMap<String, Noticed>,
    mode: Mode,
    outcome: &mut Outcome,
    known: &[Finding],
) -> Vec<Finding> {
    let Ready {
        sources,
        site,
        plan,
        ..
    } = ready;
    let Some(when) = check::wanted(&site.config, mode) else {
        return Vec::new();
    };
    let outputs = plan.outputs.iter();
    let pages: Vec<Seen<'_>> = outputs
        .filter_map(|output| Some(seen(site, output, noticed.get(&output.path)?)))
        .collect();
    let templates = &sources.templates;
    let mut findings = check::tell(&pages, templates, &check::waived(sources));
    findings.extend(check::contrasts(
        &published_sheets(&plan.outputs, site, sources),
        &site.config.check.contrast,
    ));
    let outputs = &outcome.outputs;
    findings.extend(check::broken(&pages, site, templates, outputs, known));
    if when == When::Check {
        findings.extend(check::titles(&pages, templates));
        let redirects: Vec<(&str, &str)> = plan
            .outputs
            .iter()
            .filter_map(|output| match &output.maker {
                Maker::Redirect(url) => Some((output.path.as_str(), url.as_str())),
                _ => None,
            })
            .collect();
        findings.extend(check::menu_order(&pages, templates));
        findings.extend(check::menu_names(&pages, templates));
        findings.extend(check::help_place(&pages, templates));
        let outputs = &outcome.outputs;
        findings.extend(check::orphans(&pages, &redirects, outputs, &site.config));
        let links = &mut outcome.external_links;
        links.extend(check::external_addresses(&pages, site, templates, links));
        links.sort();
    }
    findings
}

/// The style sheets that name colours.
fn published_sheets(plan: &[Output], site: &Site, sources: &Sources) -> Vec<StyleSheet> {
    let sheet = |output: &Output| {
        let (file, bytes) = match &output.maker {
            Maker::File(file) => (file.path.clone(), sources.file(&file.path)?),
            Maker::Bytes(bytes) => (output.told_origin(&site.outline).0.file, Arc::clone(bytes)),
            _ => return None,
        };
        let css = String::from_utf8(bytes.as_ref().clone()).ok()?;
        css.contains("--").then_some(StyleSheet { file, css })
    };
    plan.iter()
        .filter(|output| output.path.ends_with(".css"))
        .filter_map(sheet)
        .collect()
}

/// What a rendered page shows.
pub(super) fn look(site: &Site, output: &Output, bytes: &[u8], when: When) -> Option<Noticed> {
    let html = std::str::from_utf8(bytes).ok()?;
    let base = site.config.base_url.as_str();
    if let Maker::Feed(_) = output.maker {
        return Some(check::notice_feed(html, base));
    }
    let body = match output.maker {
        Maker::Page(id) => site.bodies.get(DocumentId::Page(id)),
        Maker::Section(id, _) => site.bodies.get(DocumentId::Section(id)),
        _ => None,
    };
    let body = body.and_then(|body| body.content.as_str()).unwrap_or("");
    Some(check::notice(html, body, when, base))
}

/// A page that was noticed, with what it comes from.
fn seen<'a>(site: &'a Site, output: &'a Output, noticed: &'a Noticed) -> Seen<'a> {
    let outline = &site.outline;
    let (head, hidden, first) = match &output.maker {
        Maker::Page(id) => {
            let page = &outline.pages[*id];
            (Some(&page.head), page.front().hidden, true)
        }
        Maker::Section(id, pager) => {
            let section = &outline.sections[*id];
            let first = pager.is_none_or(|pager| pager.index == 0);
            (Some(&section.head), section.front().hidden, first)
        }
        _ => (None, None, true),
    };
    let lang = match &output.maker {
        Maker::TermList(kind) | Maker::Term(kind, ..) => outline.taxonomies[*kind].lang.as_str(),
        Maker::NotFound(lang) => lang.as_str(),
        _ => site.config.default_language.as_str(),
    };
    let document = head.and_then(|head| head.document.as_deref());
    Seen {
        path: &output.path,
        noticed,
        document,
        origin: document.map_or_else(
            || output.told_origin(outline).0,
            |document| Place::file(&document.file),
        ),
        lang: head.map_or(lang, |head| head.lang.as_str()),
        first,
        listed: head.is_some() && hidden != Some(true),
        implied: head.is_some_and(|head| head.document.is_none()),
    }
}
