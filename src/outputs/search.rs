//! Search indexes in the formats that Zola's themes know.

use crate::config::{IndexFormat, Search};
use crate::outline::DocumentId;
use crate::site::Site;
use elasticlunr::{IndexBuilder, lang};
use serde_json::{Map, Value, json};

/// One entry: a page or a section that is to be found.
struct Entry<'a> {
    url: &'a str,
    path: &'a str,
    title: &'a str,
    description: &'a str,
    date: &'a str,
    text: &'a str,
}

/// The search index of a language, as the configuration wants it.
pub(super) fn index(site: &Site, lang: &str) -> String {
    let search = site
        .config
        .languages
        .get(lang)
        .map(|options| options.search.clone())
        .unwrap_or_default();
    let entries = entries(site, lang);
    match search.index_format {
        IndexFormat::ElasticlunrJavascript => format!(
            "window.searchIndex = {};",
            elasticlunr(&entries, &search, lang)
        ),
        IndexFormat::ElasticlunrJson => elasticlunr(&entries, &search, lang),
        IndexFormat::FuseJavascript => format!("window.searchIndex = {};", fuse(&entries, &search)),
        IndexFormat::FuseJson => fuse(&entries, &search),
    }
}

fn entries<'a>(site: &'a Site, lang: &str) -> Vec<Entry<'a>> {
    let outline = &site.outline;
    let mut entries: Vec<Entry> = outline
        .documents()
        .filter(|id| outline.head(*id).lang == lang)
        .filter_map(|id| {
            let head = outline.head(id);
            let (title, description, date, listed) = match id {
                DocumentId::Page(id) => {
                    let page = &outline.pages[id];
                    let front = page.front();
                    let listed =
                        front.in_search_index.unwrap_or(true) && front.render.unwrap_or(true);
                    (
                        &front.title,
                        &front.description,
                        page.date.as_ref(),
                        listed && !front.hidden.unwrap_or(false),
                    )
                }
                DocumentId::Section(id) => {
                    let section = &outline.sections[id];
                    let front = section.front();
                    let listed = front.in_search_index.unwrap_or(true) && section.is_rendered();
                    (
                        &front.title,
                        &front.description,
                        None,
                        listed && !front.hidden.unwrap_or(false),
                    )
                }
            };
            listed.then(|| Entry {
                url: &head.permalink,
                path: &head.path,
                title: title.as_deref().unwrap_or_default(),
                description: description.as_deref().unwrap_or_default(),
                date: date.map_or("", |date| date.text.as_str()),
                text: site.bodies.get(id).map_or("", |body| body.text.as_str()),
            })
        })
        .collect();
    entries.sort_by_key(|entry| entry.url);
    entries
}

impl Entry<'_> {
    /// The wanted fields in their usual order.
    fn fields(&self, search: &Search) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        let mut add = |wanted: bool, name: &'static str, value: &str| {
            if wanted {
                fields.push((name, value.to_owned()));
            }
        };
        add(search.include_title, "title", self.title);
        add(search.include_description, "description", self.description);
        add(search.include_date, "date", self.date);
        add(search.include_path, "path", self.path);
        let text = match search.truncate_content_length {
            Some(length) => self
                .text
                .char_indices()
                .nth(length)
                .map_or(self.text, |(end, _)| &self.text[..end]),
            None => self.text,
        };
        add(search.include_content, "body", text);
        fields
    }
}

fn elasticlunr(entries: &[Entry], search: &Search, language: &str) -> String {
    let code = language.split(['-', '_']).next().unwrap_or(language);
    let language = lang::from_code(code).unwrap_or_else(|| Box::new(lang::English::new()));
    let mut builder = IndexBuilder::with_language(language).save_docs(true);
    let names = Entry {
        url: "",
        path: "",
        title: "",
        description: "",
        date: "",
        text: "",
    };
    for (name, _) in names.fields(search) {
        builder = if name == "path" {
            builder.add_field_with_tokenizer(
                name,
                Box::new(|path: &str| {
                    path.split(['/', '-', '_', '.'])
                        .filter(|part| !part.is_empty())
                        .map(str::to_lowercase)
                        .collect()
                }),
            )
        } else {
            builder.add_field(name)
        };
    }
    let mut index = builder.build();
    for entry in entries {
        index.add_doc(
            entry.url,
            entry.fields(search).into_iter().map(|(_, value)| value),
        );
    }
    index.to_json()
}

fn fuse(entries: &[Entry], search: &Search) -> String {
    let items: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let mut item = Map::new();
            item.insert("url".to_owned(), json!(entry.url));
            for (name, value) in entry.fields(search) {
                item.insert(name.to_owned(), Value::String(value));
            }
            Value::Object(item)
        })
        .collect();
    Value::Array(items).to_string()
}
