//! `markdown` and `markdown.highlighting`.

use super::root::lenient;
use super::{AnchorLinks, DataAttrPosition, Dialect, Highlighting, Markdown, RawHtml};
use crate::data::{At, Part, Reader};
use crate::report::{Finding, Severity, Text};
use crate::text;
use serde_json::Value;

pub(super) const KEYS: &[&str] = &[
    "highlighting",
    "render_emoji",
    "external_links_class",
    "external_links_target_blank",
    "external_links_no_follow",
    "external_links_no_referrer",
    "external_links_external",
    "smart_punctuation",
    "definition_list",
    "bottom_footnotes",
    "lazy_async_image",
    "insert_anchor_links",
    "github_alerts",
    "raw_html",
    "autolink",
    "typography",
    "brand_names",
];

const HIGHLIGHTING_KEYS: &[&str] = &[
    "error_on_missing_language",
    "style",
    "theme",
    "light_theme",
    "dark_theme",
    "extra_grammars",
    "extra_themes",
    "data_attr_position",
];

const OLD_KEYS: &[(&str, &str)] = &[
    ("highlight_code", "highlighting"),
    ("highlight_theme", "highlighting.theme"),
    ("highlight_themes_css", "highlighting.style"),
    ("extra_syntaxes_and_themes", "highlighting.extra_grammars"),
    (
        "error_on_missing_highlight",
        "highlighting.error_on_missing_language",
    ),
];

/// What holds where nothing is said.
pub(super) fn defaults(dialect: Dialect) -> Markdown {
    let native = dialect == Dialect::Native;
    Markdown {
        highlighting: native.then(|| Highlighting {
            light_theme: "github-light".to_owned(),
            dark_theme: Some("github-dark".to_owned()),
            ..no_highlighting()
        }),
        external_links_external: !native,
        github_alerts: native,
        autolink: native,
        typography: native,
        brand_names: vec!["Yahoo!".to_owned(), "Joomla!".to_owned()],
        raw_html: if native { RawHtml::Safe } else { RawHtml::All },
        ..Markdown::default()
    }
}

fn no_highlighting() -> Highlighting {
    Highlighting {
        error_on_missing_language: false,
        inline: false,
        light_theme: String::new(),
        dark_theme: None,
        data_attr_position: DataAttrPosition::default(),
    }
}

/// Reads `markdown`.
pub(super) fn read(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    dialect: Dialect,
    into: &mut Markdown,
) {
    const ANCHOR_LINKS: &[(&str, AnchorLinks)] = &[
        ("none", AnchorLinks::None),
        ("left", AnchorLinks::Left),
        ("right", AnchorLinks::Right),
        ("heading", AnchorLinks::Heading),
    ];
    const RAW_HTML: &[(&str, RawHtml)] = &[("safe", RawHtml::Safe), ("all", RawHtml::All)];
    for (key, value) in reader.keys(at, value).unwrap_or_default() {
        let here = at.key(&key);
        match key.as_str() {
            "highlighting" => highlighting(reader, &here, value, dialect, &mut into.highlighting),
            "render_emoji" => reader.read(&here, value, &mut into.render_emoji),
            "external_links_class" => class(reader, &here, value, &mut into.external_links_class),
            "external_links_target_blank" => {
                reader.read(&here, value, &mut into.external_links_target_blank);
            }
            "external_links_no_follow" => {
                reader.read(&here, value, &mut into.external_links_no_follow);
            }
            "external_links_no_referrer" => {
                reader.read(&here, value, &mut into.external_links_no_referrer);
            }
            "external_links_external" => {
                reader.read(&here, value, &mut into.external_links_external);
            }
            "smart_punctuation" => reader.read(&here, value, &mut into.smart_punctuation),
            "definition_list" => reader.read(&here, value, &mut into.definition_list),
            "bottom_footnotes" => reader.read(&here, value, &mut into.bottom_footnotes),
            "lazy_async_image" => reader.read(&here, value, &mut into.lazy_async_image),
            "insert_anchor_links" => {
                reader.choice(&here, value, ANCHOR_LINKS, &mut into.insert_anchor_links);
            }
            "github_alerts" => reader.read(&here, value, &mut into.github_alerts),
            "raw_html" => reader.choice(&here, value, RAW_HTML, &mut into.raw_html),
            "autolink" => reader.read(&here, value, &mut into.autolink),
            "typography" => reader.read(&here, value, &mut into.typography),
            "brand_names" => brand_names(reader, &here, value, &mut into.brand_names),
            _ => unknown(reader, at, &key, dialect),
        }
    }
}

fn unknown(reader: &mut Reader<'_>, at: &At<'_>, key: &str, dialect: Dialect) {
    match OLD_KEYS.iter().find(|(old, _)| *old == key) {
        Some((_, new)) => {
            let help = text!(
                fr: "Cette clé a changé de nom : écrivez « markdown.{new} ».",
                en: "This key has a new name: write “markdown.{new}”.",
            );
            reader.unknown_with(at, key, lenient(dialect), help);
        }
        None => reader.unknown(at, key, lenient(dialect), KEYS),
    }
}

fn brand_names(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Vec<String>) {
    reader.read(at, value, into);
    let wrong = into.iter().position(|name| !name.ends_with(['!', '?']));
    if let Some(index) = wrong {
        let name = into.remove(index);
        let finding = Finding::error(
            "config.brand-name",
            text!(
                fr: "« {name} » ne finit ni par « ! » ni par « ? ».",
                en: "“{name}” ends neither with “!” nor with “?”.",
            ),
        )
        .help(text!(
            fr: "Cette liste ne sert qu'aux noms comme « Yahoo! », où le dernier signe se colle au mot : enlevez celui-ci.",
            en: "This list is only for names like “Yahoo!”, whose last sign is a part of them: take this one out.",
        ));
        reader.say(&at.index(index), Part::Value, finding);
    }
}

fn class(reader: &mut Reader<'_>, at: &At<'_>, value: Value, into: &mut Option<String>) {
    reader.read(at, value, into);
    if into
        .as_ref()
        .is_some_and(|class| class.contains(['"', '\'']))
    {
        *into = None;
        let finding = Finding::error(
            "config.class",
            Text::new(
                "Le nom de classe contient un guillemet.",
                "The class name contains a quote.",
            ),
        );
        let help = Text::new("Effacez-le du nom.", "Delete it from the name.");
        reader.say(at, Part::Value, finding.help(help));
    }
}

fn highlighting(
    reader: &mut Reader<'_>,
    at: &At<'_>,
    value: Value,
    dialect: Dialect,
    into: &mut Option<Highlighting>,
) {
    const STYLES: &[(&str, bool)] = &[("inline", true), ("class", false)];
    const POSITIONS: &[(&str, DataAttrPosition)] = &[
        ("code", DataAttrPosition::Code),
        ("pre", DataAttrPosition::Pre),
        ("both", DataAttrPosition::Both),
        ("none", DataAttrPosition::None),
        // as Zola 0.23.0 wants them
        ("Code", DataAttrPosition::Code),
        ("Pre", DataAttrPosition::Pre),
        ("Both", DataAttrPosition::Both),
        ("None", DataAttrPosition::None),
    ];
    if let Value::Bool(wanted) = value {
        if !wanted {
            *into = None;
        }
        return;
    }
    let Some(map) = reader.keys(at, value) else {
        return;
    };
    let mut read = no_highlighting();
    read.inline = dialect == Dialect::Zola;
    let (mut single, mut light) = (None::<String>, None::<String>);
    let mut ignored: Vec<String> = Vec::new();
    let mut misspelt = false;
    for (key, value) in map {
        let here = at.key(&key);
        match key.as_str() {
            "error_on_missing_language" => {
                reader.read(&here, value, &mut read.error_on_missing_language);
            }
            "style" => reader.choice(&here, value, STYLES, &mut read.inline),
            "theme" => reader.read(&here, value, &mut single),
            "light_theme" => reader.read(&here, value, &mut light),
            "dark_theme" => reader.read(&here, value, &mut read.dark_theme),
            "extra_grammars" | "extra_themes" => {
                reader.read(&here, value, &mut ignored);
                if !ignored.is_empty() {
                    reader.say(&here, Part::Key, not_read(&key));
                }
            }
            "data_attr_position" => {
                reader.choice(&here, value, POSITIONS, &mut read.data_attr_position);
            }
            _ => {
                misspelt = true;
                reader.unknown(at, &key, Severity::Error, HIGHLIGHTING_KEYS);
            }
        }
    }
    match (single, light, &read.dark_theme) {
        (Some(theme), None, None) => read.light_theme = theme,
        (None, Some(light), Some(_)) => read.light_theme = light,
        (None, None, None) if dialect == Dialect::Native => {
            if let Some(default) = defaults(dialect).highlighting {
                read.light_theme = default.light_theme;
                read.dark_theme = default.dark_theme;
            }
        }
        _ if misspelt => return,
        _ => return reader.say(at, Part::Key, themes_unclear()),
    }
    *into = Some(read);
}

fn not_read(key: &str) -> Finding {
    Finding::info(
        "config.not-read",
        text!(
            fr: "« {key} » n'est pas lu par Lucarne, qui a ses propres langages et couleurs.",
            en: "“{key}” is not read by Lucarne, which has its own languages and colours.",
        ),
    )
}

fn themes_unclear() -> Finding {
    Finding::error(
        "config.highlighting",
        Text::new(
            "Les couleurs du code ne sont pas bien choisies.",
            "The colours of code are not well chosen.",
        ),
    )
    .help(Text::new(
        "Donnez soit « theme » seul, soit « light_theme » et « dark_theme » ensemble.",
        "Give either “theme” alone, or “light_theme” and “dark_theme” together.",
    ))
}
