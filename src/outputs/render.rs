//! Making one output: its context, its template, its bytes; or nothing at all, where the memo still holds.

use super::{Maker, Output, Pager, feeds, folder, input, minify, sitemap};
use crate::fingerprint::Fingerprint;
use crate::memo::{Depth, Record, Scope, within};
use crate::outline::{DocumentId, PageId, permalink};
use crate::report::{Finding, Place};
use crate::site::{Listed, Site, map, taxonomy};
use crate::text;
use crate::theme::{self, Theme};
use std::sync::Arc;
use tera::{Context, Value};

/// The version whose vocabulary templates may count on.
const ZOLA_VERSION: &str = "0.23.0";

/// What became of an output.
pub enum Made {
    /// The bytes made before are still right.
    Kept,
    /// Its bytes, and what they depended on.
    New(Vec<u8>, Remembered),
    /// It could not be made: what there is to say.
    Failed(Record),
}

/// What is kept of an output between builds.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// Of everything that was handed to its template.
    pub input: Fingerprint,
    /// What was asked besides.
    pub record: Record,
    /// How much of the site was asked of.
    pub depth: Depth,
}

/// Makes an output that is rendered by a template. `before`: what was remembered of it. `recording`: remember this time
/// too. `agrees`: whether questions of a depth have the same answers as then.
pub fn make(
    site: &Arc<Site>,
    theme: &Theme,
    output: &Output,
    before: Option<&Remembered>,
    recording: bool,
    agrees: &(dyn Fn(Depth) -> bool + Sync),
) -> Made {
    let job = Job::new(site, theme, output, recording);
    if let Some(before) = before
        && before.input == job.input
        && (agrees(before.depth) || before.record.holds_in(site.as_ref()))
    {
        return Made::Kept;
    }
    let scope = Scope {
        world: Arc::<Site>::clone(site),
        recording,
        lang: Arc::from(job.lang.as_str()),
        file: Arc::from(job.file.as_str()),
        bodies: job.listed.bodies,
        typography: is_typeset(site, output),
    };
    let (result, mut record) = within(scope, || job.render(site, theme, output));
    match result {
        Ok(mut bytes) => {
            if site.config.minify_html
                && output.path.ends_with(".html")
                && let Ok(html) = std::str::from_utf8(&bytes)
            {
                bytes = minify::html(html).into_bytes();
            }
            let input = job.input;
            let depth = record.depth();
            Made::New(
                bytes,
                Remembered {
                    input,
                    record,
                    depth,
                },
            )
        }
        Err(finding) => {
            if finding.code != theme::BROKEN {
                record.findings.push(*finding);
            }
            Made::Failed(record)
        }
    }
}

/// The template that an output is made with. None where it needs none, or there is none of that name.
pub fn template(site: &Site, theme: &Theme, output: &Output) -> Option<String> {
    Job::new(site, theme, output, false).template
}

/// Whether an output is set by the rules of its language: a page says so for itself.
fn is_typeset(site: &Site, output: &Output) -> bool {
    match &output.maker {
        Maker::Page(id) => site.is_typeset(DocumentId::Page(*id)),
        Maker::Section(id, _) => site.is_typeset(DocumentId::Section(*id)),
        _ => site.config.markdown.typography,
    }
}

/// An output with what is needed to tell whether it must be rendered.
struct Job {
    template: Option<String>,
    wanted: Vec<String>,
    lang: String,
    file: String,
    listed: Listed,
    input: Fingerprint,
}

impl Job {
    fn new(site: &Site, theme: &Theme, output: &Output, recording: bool) -> Self {
        let outline = &site.outline;
        let default = &site.config.default_language;
        let (wanted, lang, file) = match &output.maker {
            Maker::Page(id) => {
                let page = &outline.pages[*id];
                let own = page.front().template.as_ref().or_else(|| {
                    let section = &outline.sections[page.section_template?];
                    section.front().page_template.as_ref()
                });
                (
                    vec![own.cloned().unwrap_or_else(|| "page.html".to_owned())],
                    &page.head.lang,
                    page.head.relative_path.clone(),
                )
            }
            Maker::Section(id, _) => {
                let section = &outline.sections[*id];
                let usual = if section.head.canonical_path == "_index.md" {
                    "index.html"
                } else {
                    "section.html"
                };
                let own = section
                    .front()
                    .template
                    .clone()
                    .unwrap_or_else(|| usual.to_owned());
                (
                    vec![own],
                    &section.head.lang,
                    section.head.relative_path.clone(),
                )
            }
            Maker::TermList(kind) => {
                let taxonomy = &outline.taxonomies[*kind];
                let own = format!("{}/list.html", taxonomy.options.name);
                (
                    vec![own, "taxonomy_list.html".to_owned()],
                    &taxonomy.lang,
                    String::new(),
                )
            }
            Maker::Term(kind, ..) => {
                let taxonomy = &outline.taxonomies[*kind];
                let own = format!("{}/single.html", taxonomy.options.name);
                (
                    vec![own, "taxonomy_single.html".to_owned()],
                    &taxonomy.lang,
                    String::new(),
                )
            }
            Maker::Feed(feed) => (vec![feed.filename.clone()], &feed.lang, String::new()),
            Maker::Redirect(_) => (
                vec!["internal/alias.html".to_owned()],
                default,
                String::new(),
            ),
            Maker::Sitemap(_) => (vec!["sitemap.xml".to_owned()], default, String::new()),
            Maker::SitemapIndex(_) => (
                vec!["split_sitemap_index.xml".to_owned()],
                default,
                String::new(),
            ),
            Maker::Robots => (vec!["robots.txt".to_owned()], default, String::new()),
            Maker::NotFound(lang) => (vec!["404.html".to_owned()], lang, String::new()),
            Maker::ThemeSample => (vec!["theme.html".to_owned()], default, String::new()),
            Maker::SearchIndex(lang) => (Vec::new(), lang, String::new()),
            Maker::Bytes(_) | Maker::File(_) => (Vec::new(), default, String::new()),
        };
        let names: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let template = theme.first(&names).map(str::to_owned);
        let closure = template.as_deref().and_then(|name| theme.closure(name));
        let listed = Listed {
            bodies: closure.is_none_or(|closure| closure.foreign_bodies),
            neighbours: closure.is_none_or(|closure| closure.neighbours),
        };
        let input = if recording {
            let own = input::of(site, &output.maker, listed);
            let templates = closure.map(|closure| closure.fingerprint);
            Fingerprint::of(&(
                &template,
                lang,
                own,
                templates,
                site.config_fingerprint(lang),
            ))
        } else {
            Fingerprint::default()
        };
        Self {
            template,
            lang: lang.clone(),
            wanted,
            file,
            listed,
            input,
        }
    }

    fn render(&self, site: &Site, theme: &Theme, output: &Output) -> Result<Vec<u8>, Box<Finding>> {
        if let Maker::SearchIndex(_) = &output.maker {
            let bytes = site.made_file(&output.path).unwrap_or_default();
            return Ok(bytes.as_ref().clone());
        }
        let Some(template) = &self.template else {
            return Err(Box::new(self.no_template(site, theme, output)));
        };
        theme
            .render(template, &self.context(site, &output.maker))
            .map_err(|finding| Box::new(while_making(*finding, site, output)))
    }

    fn context(&self, site: &Site, maker: &Maker) -> Context {
        let mut context = Context::new();
        context.insert_value("zola_version", Value::from(ZOLA_VERSION));
        context.insert_value("config", site.config_value(&self.lang));
        context.insert_value("lang", Value::from(self.lang.as_str()));
        let mut at = |path: &str| {
            context.insert_value("current_path", Value::from(path));
            context.insert_value("current_url", Value::from(permalink(&site.config, path)));
        };
        match maker {
            Maker::Page(id) => {
                at(&site.outline.pages[*id].head.path);
                context.insert_value("page", site.own_page(*id, self.listed.bodies));
            }
            Maker::Section(id, pager) => {
                let section = &site.outline.sections[*id];
                let path = section.front().paginate_path.as_deref().unwrap_or("page");
                at(&pager_path(&section.head.path, path, *pager));
                context.insert_value("section", site.section_with_pages(*id, self.listed));
                if let Some(pager) = pager {
                    let reversed = section.front().paginate_reversed;
                    let pages =
                        site.list_value(&part(&section.pages, *pager, reversed), self.listed);
                    let paginator = paginator(
                        &section.head.permalink,
                        path,
                        *pager,
                        pages,
                        section.pages.len(),
                    );
                    context.insert_value("paginator", paginator);
                }
            }
            Maker::TermList(kind) => {
                let of = &site.outline.taxonomies[*kind];
                at(&of.path);
                context.insert_value("taxonomy", taxonomy(&of.options));
                let terms: Vec<Value> = (0..of.terms.len())
                    .map(|term| site.term_value(*kind, term, self.listed))
                    .collect();
                context.insert_value("terms", Value::from(terms));
            }
            Maker::Term(kind, term, pager) => {
                let of = &site.outline.taxonomies[*kind];
                let value = site.term_value(*kind, *term, self.listed);
                let term = &of.terms[*term];
                at(&pager_path(&term.path, &of.options.paginate_path, *pager));
                context.insert_value("taxonomy", taxonomy(&of.options));
                context.insert_value("term", value);
                if let Some(pager) = pager {
                    let pages = site.list_value(&part(&term.pages, *pager, false), self.listed);
                    let of = paginator(
                        &term.permalink,
                        &of.options.paginate_path,
                        *pager,
                        pages,
                        term.pages.len(),
                    );
                    context.insert_value("paginator", of);
                }
            }
            Maker::Feed(feed) => feeds::context(site, feed, self.listed, &mut context),
            Maker::Redirect(url) => context.insert_value("url", Value::from(url.as_str())),
            Maker::Sitemap(range) => {
                let mut entries = sitemap::values(site);
                if let Some(range) = range {
                    entries = entries.drain(range.clone()).collect();
                }
                context.insert_value("entries", Value::from(entries));
            }
            Maker::SitemapIndex(parts) => {
                let urls: Vec<Value> = (1..=*parts)
                    .map(|part| Value::from(format!("{}/sitemap{part}.xml", site.config.base_url)))
                    .collect();
                context.insert_value("sitemaps", Value::from(urls));
            }
            Maker::ThemeSample => at("/theme/"),
            Maker::Robots
            | Maker::NotFound(_)
            | Maker::SearchIndex(_)
            | Maker::Bytes(_)
            | Maker::File(_) => {}
        }
        context
    }

    fn no_template(&self, site: &Site, theme: &Theme, output: &Output) -> Finding {
        let name = self.wanted.last().map_or("", String::as_str);
        let outline = &site.outline;
        let place = match &output.maker {
            Maker::Page(id) => {
                let page = &outline.pages[*id];
                let by_section = match page.front().template {
                    Some(_) => None,
                    None => page.section_template,
                };
                match by_section {
                    Some(section) => {
                        outline.place_of(&outline.sections[section].head, "page_template")
                    }
                    None => outline.place_of(&page.head, "template"),
                }
            }
            Maker::Section(id, _) => outline.place_of(&outline.sections[*id].head, "template"),
            _ => None,
        };
        theme
            .unknown(name)
            .at(place.unwrap_or_else(|| output.place(outline)))
    }
}

/// Says which page was being made, where a template failed.
fn while_making(finding: Finding, site: &Site, output: &Output) -> Finding {
    let document = match &output.maker {
        Maker::Page(id) => site.outline.pages[*id].head.document.as_ref(),
        Maker::Section(id, _) => site.outline.sections[*id].head.document.as_ref(),
        _ => None,
    };
    let place = document.map_or_else(
        || output.place(&site.outline),
        |document| Place::file(&document.file),
    );
    let path = &output.path;
    finding.also(
        place,
        text!(fr: "pendant la fabrication de {path}", en: "while making {path}"),
    )
}

fn part(pages: &[PageId], pager: Pager, reversed: bool) -> Vec<PageId> {
    let (skip, take) = (pager.index * pager.size, pager.size);
    if reversed {
        pages.iter().rev().skip(skip).take(take).copied().collect()
    } else {
        pages.iter().skip(skip).take(take).copied().collect()
    }
}

fn pager_path(address: &str, path: &str, pager: Option<Pager>) -> String {
    match pager {
        Some(pager) if pager.index > 0 => format!("{address}{}{}/", folder(path), pager.index + 1),
        _ => address.to_owned(),
    }
}

fn paginator(permalink: &str, path: &str, pager: Pager, pages: Value, total: usize) -> Value {
    let base = format!("{permalink}{}", folder(path));
    let url = |index: usize| {
        if index == 0 {
            permalink.to_owned()
        } else {
            format!("{base}{}/", index + 1)
        }
    };
    let number = |value: usize| Value::from(value as u64);
    map([
        ("paginate_by", number(pager.size)),
        ("base_url", Value::from(base.as_str())),
        ("number_pagers", number(pager.count)),
        ("total_pages", number(total)),
        ("first", Value::from(permalink)),
        ("last", Value::from(url(pager.count - 1))),
        (
            "previous",
            pager
                .index
                .checked_sub(1)
                .map_or(Value::none(), |index| Value::from(url(index))),
        ),
        (
            "next",
            if pager.index + 1 < pager.count {
                Value::from(url(pager.index + 1))
            } else {
                Value::none()
            },
        ),
        ("current_index", number(pager.index + 1)),
        ("pages", pages),
    ])
}
