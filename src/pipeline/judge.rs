//! Judging what a build has made: each page as it is rendered, and the site as a whole at the end.

use super::{LaidOut, Outcome, Ready};
use crate::check::{
    self, FontFile, Known, Noticed, Page, Reach, Seen, StyleSheet, Targets, Templates,
};
use crate::codes::When;
use crate::config::{self, Mode};
use crate::markdown::InternalLink;
use crate::outline::DocumentId;
use crate::outputs::{Maker, Output, template};
use crate::report::{Finding, Place};
use crate::site::{ConvertedBody, Site};
use crate::sources::Sources;
use foldhash::HashMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Judges the pages, and the site as a whole. `noticed`: by the path of an output, what it showed.
/// `outcome`: what the build has come to, its external links to be completed. `known`: what was found before. `targets`: the pages that links lead to.
pub(super) fn judge(
    ready: &Ready,
    noticed: &HashMap<String, Box<Noticed>>,
    mode: Mode,
    outcome: &mut Outcome,
    known: &[Finding],
    targets: &Targets<'_>,
) -> Vec<Finding> {
    let Ready { laid_out, site, .. } = ready;
    let LaidOut {
        sources,
        theme,
        plan,
        ..
    } = laid_out;
    let Some(when) = check::wanted(&site.config, mode) else {
        return Vec::new();
    };
    let outputs = plan.outputs.par_iter().enumerate();
    let pages: Vec<Seen<'_>> = outputs
        .filter_map(|(index, output)| Some(seen(site, (index, output), noticed.get(&output.path)?)))
        .collect();
    let drawn_on = |output: usize| {
        let template = template(site, theme, &plan.outputs[output]);
        template.map_or_else(BTreeSet::new, |name| theme.drawn_on(&name))
    };
    let templates = &Templates::new(&sources.templates, &drawn_on);
    let mut findings = check::tell(
        &pages,
        templates,
        &check::waived(sources),
        &site.config.check.allowed_hosts,
    );
    let sheets = published_sheets(&plan.outputs, site, sources);
    findings.extend(check::contrasts(&sheets, &site.config.check.contrast));
    let outputs = Arc::clone(&outcome.outputs);
    let reach = &Reach::new(&outputs, &site.config.folder);
    findings.extend(check::asked_in_vain(&sheets, site, reach));
    findings.extend(check::broken(
        &pages, site, templates, reach, known, targets,
    ));
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
        findings.extend(check::orphans(&pages, &redirects, reach, &site.config));
        let written: Vec<&Seen<'_>> = pages.iter().filter(|page| page.first).collect();
        let said = written.par_iter().flat_map_iter(|page| {
            let said = page
                .document
                .map(|document| check::prose(document, page.lang));
            said.unwrap_or_default()
        });
        findings.extend(said.collect::<Vec<_>>());
        let hosts = &site.config.check.allowed_hosts;
        findings.extend(check::calls(&sheets, &site.config.base_url, hosts, sources));
        findings.extend(judged_fonts(ready, &sheets, &pages, reach));
        findings.extend(judged_data(site, sources, &pages));
        findings.extend(weigh(ready, &pages, reach, outcome));
        let links = &mut outcome.external_links;
        links.extend(check::external_addresses(&pages, site, templates, links));
        links.sort();
    }
    findings
}

/// Data that were not verified for long, and what is wrong with their words, among those that pages show; and what templates
/// and data say to readers whom the page addresses otherwise.
fn judged_data(site: &Site, sources: &Sources, pages: &[Seen<'_>]) -> Vec<Finding> {
    let zone = config::zone(&site.config.timezone).unwrap_or(TimeZone::UTC);
    let today = Timestamp::now().to_zoned(zone).date();
    let days = site.config.check.verify_after_days;
    let mut findings = Vec::new();
    let mut data: Vec<(String, String)> = Vec::new();
    for path in sources.files_on_demand() {
        let is_data = [".yaml", ".yml", ".toml", ".json", ".csv"];
        if !is_data.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        let bytes = sources.file(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        findings.extend(check::outdated(&path, &text, today, days));
        let lang = &site.config.default_language;
        findings.extend(check::said_in_data(&path, &text, lang));
        data.push((path, text));
    }
    let settings = sources.file(&site.config.file).unwrap_or_default();
    data.push((
        site.config.file.clone(),
        String::from_utf8_lossy(&settings).into_owned(),
    ));
    let templates = sources.templates.iter();
    findings.extend(
        templates
            .clone()
            .flat_map(|template| check::days_in_template(&template.file, &template.text)),
    );
    let templates = templates.map(|template| (template.file.as_str(), &*template.text));
    let data = data
        .iter()
        .map(|(file, text)| (file.as_str(), text.as_str()));
    let files: Vec<(&str, &str)> = templates.chain(data).collect();
    findings.extend(check::mixed_elsewhere(pages, &files));
    for document in &sources.documents {
        let text = document.text();
        let front = text.get(..document.body).unwrap_or("");
        findings.extend(check::outdated(&document.file, front, today, days));
    }
    findings
}

/// Pages that are beyond the budget; what all of them weigh goes into the outcome.
fn weigh(
    ready: &Ready,
    pages: &[Seen<'_>],
    reach: &Reach<'_>,
    outcome: &mut Outcome,
) -> Vec<Finding> {
    let outputs = ready.laid_out.plan.outputs.iter();
    let mut sizes: BTreeMap<&str, u64> = outputs
        .filter_map(|output| {
            let size = match &output.maker {
                Maker::File(file) => file.stamp.size(),
                Maker::Bytes(bytes) => bytes.len() as u64,
                _ => return None,
            };
            Some((output.path.as_str(), size))
        })
        .collect();
    let made = outcome.image_sizes.iter();
    sizes.extend(made.map(|(path, size)| (path.as_str(), *size)));
    let config = &ready.site.config;
    let whole = pages
        .iter()
        .filter(|page| page.noticed.facts.whole && page.noticed.size > 0);
    let mut findings = Vec::new();
    let mut weights = Vec::new();
    for page in whole {
        let weight = check::weigh(page, reach, &sizes, config);
        if page.first {
            findings.extend(check::over_budget(page, &weight, &config.check.budget));
        }
        weights.push(weight);
    }
    outcome.weights = weights;
    findings
}

/// What fonts of the site lack of what the pages show.
fn judged_fonts(
    ready: &Ready,
    sheets: &[StyleSheet],
    pages: &[Seen<'_>],
    reach: &Reach<'_>,
) -> Vec<Finding> {
    let LaidOut { sources, plan, .. } = &ready.laid_out;
    let config = &ready.site.config;
    let open = |path: &str| {
        let output = plan.outputs.iter().find(|output| output.path == path)?;
        match &output.maker {
            Maker::File(file) => Some(FontFile {
                bytes: sources.file(&file.path)?,
                file: file.path.clone(),
            }),
            Maker::Bytes(bytes) => Some(FontFile {
                bytes: Arc::clone(bytes),
                file: path.to_owned(),
            }),
            _ => None,
        }
    };
    check::fonts(sheets, pages, reach, config, &open)
}

/// All style sheets.
fn published_sheets(plan: &[Output], site: &Site, sources: &Sources) -> Vec<StyleSheet> {
    let sheet = |output: &Output| {
        let (file, bytes, made) = match &output.maker {
            Maker::File(file) => (file.path.clone(), sources.file(&file.path)?, false),
            Maker::Bytes(bytes) => {
                let origin = output.place(&site.outline).file;
                (origin, Arc::clone(bytes), true)
            }
            _ => return None,
        };
        let css = String::from_utf8(bytes.as_ref().clone()).ok()?;
        let path = output.path.clone();
        Some(StyleSheet {
            path,
            file,
            css,
            made,
        })
    };
    plan.iter()
        .filter(|output| output.path.ends_with(".css"))
        .filter_map(sheet)
        .collect()
}

/// What a rendered page shows. `reach`: as for [`check::notice`].
pub(super) fn look(
    site: &Site,
    output: &Output,
    bytes: &[u8],
    when: When,
    ground: Option<&Ground<'_>>,
) -> Option<Noticed> {
    let reach = ground.map(|ground| &ground.reach);
    let html = simdutf8::basic::from_utf8(bytes).ok()?;
    let base = site.config.base_url.as_str();
    if let Maker::Feed(_) = output.maker {
        return Some(check::notice_feed(html, base, reach));
    }
    let body = body_of(site, output);
    let content = body.map_or(Cow::Borrowed(""), |body| body.html());
    let head = match output.maker {
        Maker::Page(id) => Some(&site.outline.pages[id].head),
        Maker::Section(id, _) => Some(&site.outline.sections[id].head),
        _ => None,
    };
    let french = head
        .filter(|head| when == When::Check && (head.lang == "fr" || head.lang.starts_with("fr-")));
    let document = french.and_then(|head| head.document.as_deref());
    let page = Page {
        html,
        path: &output.path,
        body: &content,
        known: body.and_then(|body| known(site, body, ground?)),
        declared: document.and_then(check::declared),
    };
    Some(check::notice(page, when, base, reach))
}

/// The ids in the body of the page at a path below the output folder.
pub(super) fn ids_of<'a>(ready: &'a Ready, path: &str) -> Option<&'a [String]> {
    let outputs = &ready.laid_out.plan.outputs;
    let at = outputs.binary_search_by(|output| output.path.as_str().cmp(path));
    let body = body_of(&ready.site, &outputs[at.ok()?])?;
    Some(body.ids.as_slice())
}

/// The body of a page or section.
fn body_of<'s>(site: &'s Site, output: &Output) -> Option<&'s Arc<ConvertedBody>> {
    match output.maker {
        Maker::Page(id) => site.bodies.get(DocumentId::Page(id)),
        Maker::Section(id, _) => site.bodies.get(DocumentId::Section(id)),
        _ => None,
    }
}

/// What the pages of a build that keeps nothing of them are held against.
pub(super) struct Ground<'a> {
    reach: Reach<'a>,
    /// Whoever links to a page or section leads to a file: none is without its own.
    is_whole: bool,
}

impl<'a> Ground<'a> {
    pub fn new(ready: &'a Ready) -> Self {
        let Ready { laid_out, site, .. } = ready;
        let reach = Reach::new(&laid_out.plan.paths, &site.config.folder);
        let outline = &site.outline;
        let pages = outline.pages.par_iter().map(|page| &page.head);
        let sections = outline.sections.par_iter().map(|section| &section.head);
        let base = &site.config.base_url;
        Self {
            is_whole: pages
                .chain(sections)
                .all(|head| reach.is_sure(&head.permalink, base)),
            reach,
        }
    }
}

/// What is known of a body whose links lead where something is.
fn known<'b>(site: &Site, body: &'b ConvertedBody, ground: &Ground<'_>) -> Option<Known<'b>> {
    let levels = body.vouched.as_deref()?;
    let right = |link: &InternalLink| {
        let id = site.outline.by_path.get(&link.target);
        let address = id.map(|id| &site.outline.head(*id).permalink);
        address.is_some_and(|address| ground.reach.is_sure(address, &site.config.base_url))
    };
    let known = Known {
        ids: &body.ids,
        levels,
    };
    (ground.is_whole || body.internal_links.iter().all(right)).then_some(known)
}

/// A page that was noticed, with what it comes from.
fn seen<'a>(
    site: &'a Site,
    (index, output): (usize, &'a Output),
    noticed: &'a Noticed,
) -> Seen<'a> {
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
        output: index,
        origin: document.map_or_else(
            || output.place(outline),
            |document| Place::file(&document.file),
        ),
        lang: head.map_or(lang, |head| head.lang.as_str()),
        first,
        listed: head.is_some() && hidden != Some(true),
        implied: head.is_some_and(|head| head.document.is_none()),
    }
}
