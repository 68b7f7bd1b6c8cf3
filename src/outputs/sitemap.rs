//! The sitemap: every page of the site that is worth finding.

use super::folder;
use crate::config::{Config, Dialect};
use crate::outline::{DocumentId, Outline};
use crate::site::{Site, map};
use tera::Value;

struct Entry<'a> {
    permalink: String,
    updated: Option<&'a str>,
    document: Option<DocumentId>,
}

/// How many entries the sitemap has.
pub(super) fn length(config: &Config, outline: &Outline) -> usize {
    entries(config, outline).len()
}

fn entries<'a>(config: &Config, outline: &'a Outline) -> Vec<Entry<'a>> {
    // in a Zola site empty lists have no pager, but sections that redirect or are not shown count too
    let zola = config.dialect == Dialect::Zola;
    let mut entries = Vec::new();
    for (id, page) in outline.pages.iter().enumerate() {
        let front = page.front();
        if front.render.unwrap_or(true) && !front.hidden.unwrap_or(false) {
            let updated = front
                .updated
                .as_ref()
                .or(page.date.as_ref())
                .map(|moment| moment.text.as_str());
            entries.push(Entry {
                permalink: page.head.permalink.clone(),
                updated,
                document: Some(DocumentId::Page(id)),
            });
        }
    }
    let pagers = |permalink: &str,
                  path: &str,
                  size: Option<usize>,
                  total: usize,
                  entries: &mut Vec<Entry<'a>>| {
        let Some(size) =
            size.filter(|size| *size > 0 && !config.exclude_paginated_pages_in_sitemap)
        else {
            return;
        };
        for index in 1..=total.div_ceil(size).max(usize::from(!zola)) {
            entries.push(Entry {
                permalink: format!("{permalink}{}{index}/", folder(path)),
                updated: None,
                document: None,
            });
        }
    };
    for (id, section) in outline.sections.iter().enumerate() {
        let front = section.front();
        let shown = section.is_rendered() || zola && front.render.unwrap_or(true);
        if shown && !front.hidden.unwrap_or(false) {
            entries.push(Entry {
                permalink: section.head.permalink.clone(),
                updated: None,
                document: Some(DocumentId::Section(id)),
            });
        }
        if (shown || zola) && !front.hidden.unwrap_or(false) {
            let path = front.paginate_path.as_deref().unwrap_or("page");
            pagers(
                &section.head.permalink,
                path,
                front.paginate_by,
                section.pages.len(),
                &mut entries,
            );
        }
    }
    for taxonomy in outline
        .taxonomies
        .iter()
        .filter(|taxonomy| taxonomy.options.render)
    {
        entries.push(Entry {
            permalink: taxonomy.permalink.clone(),
            updated: None,
            document: None,
        });
        for term in &taxonomy.terms {
            entries.push(Entry {
                permalink: term.permalink.clone(),
                updated: None,
                document: None,
            });
            pagers(
                &term.permalink,
                &taxonomy.options.paginate_path,
                taxonomy.options.paginate_by,
                term.pages.len(),
                &mut entries,
            );
        }
    }
    entries.sort_by(|a, b| a.permalink.cmp(&b.permalink));
    entries.dedup_by(|a, b| a.permalink == b.permalink);
    entries
}

pub(super) fn values(site: &Site) -> Vec<Value> {
    let outline = &site.outline;
    entries(&site.config, outline)
        .into_iter()
        .map(|entry| {
            let extra = entry.document.map_or(Value::none(), |id| match id {
                DocumentId::Page(id) => {
                    Value::from_serializable(&outline.pages[id].front().extra.0)
                }
                DocumentId::Section(id) => {
                    Value::from_serializable(&outline.sections[id].front().extra.0)
                }
            });
            let translations = entry
                .document
                .map(|id| outline.head(id).translations.as_slice())
                .filter(|all| all.len() > 1 && site.config.dialect == Dialect::Native);
            let alternates = translations.unwrap_or_default().iter().map(|id| {
                let head = outline.head(*id);
                map([
                    ("lang", Value::from(head.lang.as_str())),
                    ("permalink", Value::from(head.permalink.as_str())),
                ])
            });
            map([
                ("permalink", Value::from(entry.permalink)),
                ("updated", entry.updated.map_or(Value::none(), Value::from)),
                ("extra", extra),
                ("alternates", Value::from(alternates.collect::<Vec<_>>())),
            ])
        })
        .collect()
}
