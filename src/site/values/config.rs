//! `config` as templates see it.

use super::{list, map, number, optional, taxonomy, text, with};
use crate::config::{AnchorLinks, Config, IndexFormat, LanguageOptions, Mode};
use crate::site::typeset;
use crate::typography::Rules;
use tera::value::Key;
use tera::{Map, Value};

/// `config`, with what belongs to the language.
pub fn config(config: &Config, lang: &str, mode: Mode) -> Value {
    let default = LanguageOptions::default();
    let own = config.languages.get(lang).unwrap_or(&default);
    let others: Map = config
        .languages
        .iter()
        .filter(|(code, _)| *code != lang)
        .map(|(code, options)| {
            (
                Key::from(code.clone()),
                other_language(config, code, options),
            )
        })
        .collect();
    let mut map: Map = language(config, lang, own).into_map().unwrap_or_default();
    let mut put = |key: &'static str, value: Value| {
        map.insert(Key::Str(key), value);
    };
    put("generate_feed", Value::from(own.generate_feeds));
    put(
        "search",
        self::map([("index_format", index_format(own.search.index_format))]),
    );
    put("base_url", text(&config.shown_base_url));
    put(
        "mode",
        text(match mode {
            Mode::Build => "build",
            Mode::Serve => "serve",
            Mode::Check => "check",
        }),
    );
    put("languages", Value::from(others));
    put("default_language", text(&config.default_language));
    put("author", optional(config.author.as_deref()));
    put("extra", Value::from_serializable(&config.extra));
    put("markdown", markdown(config));
    put("generate_sitemap", Value::from(config.generate_sitemap));
    put(
        "generate_robots_txt",
        Value::from(config.generate_robots_txt),
    );
    put(
        "exclude_paginated_pages_in_sitemap",
        text(if config.exclude_paginated_pages_in_sitemap {
            "all"
        } else {
            "none"
        }),
    );
    map.into()
}

fn index_format(format: IndexFormat) -> Value {
    text(match format {
        IndexFormat::ElasticlunrJavascript => "elasticlunr_javascript",
        IndexFormat::ElasticlunrJson => "elasticlunr_json",
        IndexFormat::FuseJavascript => "fuse_javascript",
        IndexFormat::FuseJson => "fuse_json",
    })
}

/// Another language than that of the page, with all its options.
fn other_language(config: &Config, lang: &str, options: &LanguageOptions) -> Value {
    let search = &options.search;
    let rules = rules(config, lang);
    let translations: Map = options
        .translations
        .iter()
        .map(|(key, value)| (Key::from(key.clone()), text(&typeset(value, rules))))
        .collect();
    with(
        &language(config, lang, options),
        [
            (
                "search",
                map([
                    ("include_title", Value::from(search.include_title)),
                    (
                        "include_description",
                        Value::from(search.include_description),
                    ),
                    ("include_date", Value::from(search.include_date)),
                    ("include_path", Value::from(search.include_path)),
                    ("include_content", Value::from(search.include_content)),
                    (
                        "truncate_content_length",
                        search.truncate_content_length.map_or(Value::none(), number),
                    ),
                    ("index_format", index_format(search.index_format)),
                ]),
            ),
            ("translations", Value::from(translations)),
        ],
    )
}

/// The rules for the site's own texts in a language.
pub fn rules<'c>(config: &'c Config, lang: &str) -> Option<Rules<'c>> {
    let markdown = &config.markdown;
    let wanted = markdown.typography.then_some(&markdown.brand_names)?;
    Rules::of(lang, wanted)
}

fn language(config: &Config, lang: &str, options: &LanguageOptions) -> Value {
    let rules = rules(config, lang);
    let shown = |text: &'_ Option<String>| {
        let text = text.as_deref();
        optional(text.map(|text| typeset(text, rules)).as_deref())
    };
    map([
        ("title", shown(&options.title)),
        ("description", shown(&options.description)),
        ("generate_feeds", Value::from(options.generate_feeds)),
        ("feed_filenames", list(&options.feed_filenames)),
        (
            "taxonomies",
            Value::from(options.taxonomies.iter().map(taxonomy).collect::<Vec<_>>()),
        ),
        (
            "build_search_index",
            Value::from(options.build_search_index),
        ),
    ])
}

fn markdown(config: &Config) -> Value {
    let markdown = &config.markdown;
    let anchors = match markdown.insert_anchor_links {
        AnchorLinks::None => "none",
        AnchorLinks::Left => "left",
        AnchorLinks::Right => "right",
        AnchorLinks::Heading => "heading",
    };
    let highlighting = markdown
        .highlighting
        .as_ref()
        .map_or(Value::none(), |highlighting| {
            let style = if highlighting.inline {
                "inline"
            } else {
                "class"
            };
            match &highlighting.dark_theme {
                Some(dark) => map([
                    ("style", text(style)),
                    ("light_theme", text(&highlighting.light_theme)),
                    ("dark_theme", text(dark)),
                ]),
                None => map([
                    ("style", text(style)),
                    ("theme", text(&highlighting.light_theme)),
                ]),
            }
        });
    map([
        ("highlighting", highlighting),
        ("render_emoji", Value::from(markdown.render_emoji)),
        (
            "external_links_class",
            optional(markdown.external_links_class.as_deref()),
        ),
        (
            "external_links_target_blank",
            Value::from(markdown.external_links_target_blank),
        ),
        (
            "external_links_no_follow",
            Value::from(markdown.external_links_no_follow),
        ),
        (
            "external_links_no_referrer",
            Value::from(markdown.external_links_no_referrer),
        ),
        (
            "external_links_external",
            Value::from(markdown.external_links_external),
        ),
        ("smart_punctuation", Value::from(markdown.smart_punctuation)),
        ("definition_list", Value::from(markdown.definition_list)),
        ("bottom_footnotes", Value::from(markdown.bottom_footnotes)),
        ("lazy_async_image", Value::from(markdown.lazy_async_image)),
        ("insert_anchor_links", text(anchors)),
        ("github_alerts", Value::from(markdown.github_alerts)),
    ])
}
