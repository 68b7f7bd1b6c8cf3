//! Search indexes in the formats that Zola's themes know.

use crate::config::{Config, Dialect, IndexFormat, Search};
use crate::outline::{DocumentId, Outline};
use crate::site::Site;
use crate::sources::front_matter::Moment;
use elasticlunr::{IndexBuilder, Language, Pipeline, lang};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::sync::LazyLock;

/// One entry: a page or a section that is to be found.
struct Entry<'a> {
    url: &'a str,
    path: &'a str,
    title: &'a str,
    description: &'a str,
    date: String,
    text: Cow<'a, str>,
}

/// The search index that a path below the output folder names, as the configuration wants it; nothing for another path.
pub fn index(site: &Site, path: &str) -> Vec<u8> {
    let lang = path
        .strip_prefix("search_index.")
        .and_then(|rest| rest.rsplit_once('.'))
        .map_or("", |(lang, _)| lang);
    let Some(options) = site.config.languages.get(lang) else {
        return Vec::new();
    };
    let search = &options.search;
    let entries = entries(site, lang);
    let index = match index_format(&site.config, lang) {
        IndexFormat::ElasticlunrJavascript => format!(
            "window.searchIndex = {};",
            elasticlunr(&entries, search, lang)
        ),
        IndexFormat::ElasticlunrJson => elasticlunr(&entries, search, lang),
        IndexFormat::FuseJavascript => format!("window.searchIndex = {};", fuse(&entries, search)),
        IndexFormat::FuseJson => fuse(&entries, search),
    };
    index.into_bytes()
}

/// The format of a language's index: in a Zola site that of the default language.
pub(super) fn index_format(config: &Config, lang: &str) -> IndexFormat {
    let lang = match config.dialect {
        Dialect::Zola => &config.default_language,
        Dialect::Native => lang,
    };
    config
        .languages
        .get(lang)
        .map(|options| options.search.index_format)
        .unwrap_or_default()
}

fn entries<'a>(site: &'a Site, lang: &str) -> Vec<Entry<'a>> {
    let outline = &site.outline;
    let mut ids: Vec<DocumentId> = match site.config.dialect {
        Dialect::Zola => listed(outline, lang),
        Dialect::Native => outline.documents().collect(),
    };
    ids.retain(|id| outline.head(*id).lang == lang && wanted(site, *id));
    ids.sort_unstable_by_key(|id| (&outline.head(*id).permalink, *id));
    ids.dedup();
    ids.into_iter().map(|id| entry(site, id)).collect()
}

/// What Zola searches: sections that do not refuse it, and the pages that they list.
fn listed(outline: &Outline, lang: &str) -> Vec<DocumentId> {
    let sections = outline.sections.iter().enumerate().filter(|(_, section)| {
        section.head.lang == lang && section.front().in_search_index.unwrap_or(true)
    });
    sections
        .flat_map(|(id, section)| {
            let pages = section.pages.iter().copied().map(DocumentId::Page);
            pages.chain([DocumentId::Section(id)])
        })
        .collect()
}

fn wanted(site: &Site, id: DocumentId) -> bool {
    match id {
        DocumentId::Page(id) => {
            let page = &site.outline.pages[id];
            let front = page.front();
            front.in_search_index.unwrap_or(true)
                && page.is_rendered()
                && !front.hidden.unwrap_or(false)
        }
        DocumentId::Section(id) => {
            let section = &site.outline.sections[id];
            let front = section.front();
            let shown = match site.config.dialect {
                Dialect::Zola => front.redirect_to.is_none(),
                Dialect::Native => section.is_rendered(),
            };
            front.in_search_index.unwrap_or(true) && shown && !front.hidden.unwrap_or(false)
        }
    }
}

fn entry(site: &Site, id: DocumentId) -> Entry<'_> {
    let outline = &site.outline;
    let head = outline.head(id);
    let (description, date) = match id {
        DocumentId::Page(id) => {
            let page = &outline.pages[id];
            (&page.front().description, page.date.as_ref())
        }
        DocumentId::Section(id) => (&outline.sections[id].front().description, None),
    };
    let body = site.bodies.get(id);
    let text = match site.config.dialect {
        Dialect::Zola => {
            Cow::Owned(body.map_or_else(String::new, |body| without_markup(&body.html())))
        }
        Dialect::Native => Cow::Borrowed(body.map_or("", |body| body.text.as_str())),
    };
    Entry {
        url: &head.permalink,
        path: &head.path,
        title: outline.title(id).unwrap_or_default(),
        description: description.as_deref().unwrap_or_default(),
        date: date.map_or_else(String::new, |date| moment(date)),
        text,
    }
}

/// A moment in full, as RFC 3339 has it.
fn moment(date: &Moment) -> String {
    if date.text.parse::<jiff::Timestamp>().is_ok() {
        date.text.clone()
    } else {
        date.timestamp.to_string()
    }
}

/// The text of a page as Zola's search sees it: no tags, nothing of code blocks, single blanks, entities kept.
fn without_markup(html: &str) -> String {
    static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::empty();
        builder.clean_content_tags(["script", "style", "pre"].into());
        builder
    });
    let text = CLEANER.clean(html).to_string();
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
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
        add(search.include_date, "date", &self.date);
        add(search.include_path, "path", self.path);
        let text = match search.truncate_content_length {
            Some(length) => self
                .text
                .char_indices()
                .nth(length)
                .map_or(&*self.text, |(end, _)| &self.text[..end]),
            None => &self.text,
        };
        add(search.include_content, "body", text);
        fields
    }
}

/// What is longer is no word that anybody looks for. The index has a level for each letter of a word, and is written level
/// by level.
const LONGEST_WORD: usize = 100;

/// A language without words beyond the longest.
struct Bounded(Box<dyn Language>);

impl Language for Bounded {
    fn name(&self) -> String {
        self.0.name()
    }

    fn code(&self) -> String {
        self.0.code()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        let mut words = self.0.tokenize(text);
        words.retain(|word| word.len() <= LONGEST_WORD || word.chars().count() <= LONGEST_WORD);
        words
    }

    fn make_pipeline(&self) -> Pipeline {
        self.0.make_pipeline()
    }
}

fn elasticlunr(entries: &[Entry], search: &Search, language: &str) -> String {
    let code = language.split(['-', '_']).next().unwrap_or(language);
    let language = lang::from_code(code).unwrap_or_else(|| Box::new(lang::English::new()));
    let mut builder = IndexBuilder::with_language(Box::new(Bounded(language))).save_docs(true);
    let names = Entry {
        url: "",
        path: "",
        title: "",
        description: "",
        date: String::new(),
        text: Cow::Borrowed(""),
    };
    for (name, _) in names.fields(search) {
        builder = if name == "path" {
            builder.add_field_with_tokenizer(
                name,
                Box::new(|path: &str| {
                    path.split(|c: char| c.is_whitespace() || c == '/' || c == '-')
                        .filter(|part| (1..=LONGEST_WORD).contains(&part.len()))
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
            let fields = entry.fields(search).into_iter();
            for (name, value) in fields.filter(|(name, _)| *name != "date") {
                item.insert(name.to_owned(), Value::String(value));
            }
            Value::Object(item)
        })
        .collect();
    Value::Array(items).to_string()
}
