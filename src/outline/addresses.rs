//! From a file's place and front matter to its language, name and address.

use super::{Outline, at_key_document};
use crate::config::{Config, Dialect, is_device};
use crate::report::{Finding, Text, nearest};
use crate::sources::front_matter::Moment;
use crate::sources::{Document, Front, Sources};
use crate::text;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a document is called.
#[derive(Debug)]
pub struct Naming {
    /// Relative to `content/`.
    pub relative_path: String,
    /// The same without language code: what `get_page` and `get_section` know it by, together with `lang`.
    pub canonical_path: String,
    /// Its language.
    pub lang: String,
    /// The folder whose section lists it.
    pub(super) folder: String,
    /// The folder the file is in.
    pub(super) own_folder: String,
    pub(super) is_section: bool,
    /// `folder/index.md`.
    pub(super) colocated: bool,
    pub(super) slug: String,
    pub(super) date: Option<Arc<Moment>>,
    /// Its address below `base_url`, with `/` at both ends.
    pub path: String,
    /// Its whole address.
    pub permalink: String,
    /// The parts of its folder or address that templates see.
    pub components: Vec<String>,
}

/// The naming of a root section that has no file.
pub(super) fn root(config: &Config, lang: &str) -> Naming {
    let default = lang == config.default_language;
    let path = if default {
        "/".to_owned()
    } else {
        format!("/{lang}/")
    };
    Naming {
        permalink: permalink(config, &path),
        relative_path: if default {
            "_index.md".to_owned()
        } else {
            format!("_index.{lang}.md")
        },
        canonical_path: "_index.md".to_owned(),
        lang: lang.to_owned(),
        folder: String::new(),
        own_folder: String::new(),
        is_section: true,
        colocated: false,
        slug: String::new(),
        date: None,
        path,
        components: if default {
            Vec::new()
        } else {
            vec![lang.to_owned()]
        },
    }
}

/// The naming of a document; a finding where its file name or front matter does not allow one.
pub(super) fn naming(document: &Document, config: &Config) -> Result<Naming, Box<Finding>> {
    let relative_path = document.relative_path.clone();
    let (own_folder, name) = relative_path
        .rsplit_once('/')
        .unwrap_or(("", &relative_path));
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let (stem, lang) = language(document, stem, config)?;
    let is_section = stem == "_index";
    let colocated = !is_section && stem == "index" && !own_folder.is_empty();
    let canonical_path = if own_folder.is_empty() {
        format!("{stem}.md")
    } else {
        [own_folder, "/", &stem, ".md"].concat()
    };
    let folder = if colocated {
        own_folder.rsplit_once('/').map_or("", |(parent, _)| parent)
    } else {
        own_folder
    };
    let prefix = if lang == config.default_language {
        String::new()
    } else {
        format!("/{lang}")
    };

    if is_section {
        let path = if own_folder.is_empty() {
            format!("{prefix}/")
        } else {
            format!("{prefix}/{own_folder}/")
        };
        let components = parts(&path);
        return Ok(Naming {
            canonical_path,
            lang,
            folder: own_folder.to_owned(),
            own_folder: own_folder.to_owned(),
            is_section,
            colocated,
            slug: String::new(),
            date: None,
            permalink: permalink(config, &path),
            path,
            components,
            relative_path: relative_path.clone(),
        });
    }
    let Front::Page(front) = &document.front else {
        return Err(Box::new(Finding::error(
            "page.kind",
            text!(fr: "Ce fichier n'est pas une page.", en: "This file is not a page."),
        )));
    };
    let base = if colocated {
        own_folder.rsplit('/').next().unwrap_or(own_folder)
    } else {
        &stem
    };
    let (file_date, rest) = date_prefix(base, &config.timezone);
    let date = front.date.clone().or(file_date);
    let named = if config.slugify.paths_keep_dates || rest.is_empty() {
        base
    } else {
        rest
    };
    let slug = match &front.slug {
        Some(slug) => config.slugify.paths.segment(slug.trim()),
        None => config.slugify.paths.segment(named),
    };
    let path = match &front.path {
        Some(path) => {
            let path = path.trim().trim_matches('/');
            if path.is_empty() {
                "/".to_owned()
            } else {
                format!("/{path}/")
            }
        }
        None => {
            let slash = if folder.is_empty() { "" } else { "/" };
            if slug.is_empty() && stem == "index" && own_folder.is_empty() {
                format!("{prefix}/")
            } else {
                [&prefix, slash, folder, "/", &slug, "/"].concat()
            }
        }
    };
    let key = if front.path.is_some() { "path" } else { "slug" };
    if slug.is_empty() && front.path.is_none() && !document.damaged {
        let finding = Finding::error(
            "address.empty",
            text!(fr: "Cette page n'aurait pas d'adresse : son nom ne contient ni lettre ni chiffre.", en: "This page would have no address: its name has no letter or digit."),
        )
        .help(text!(fr: "Ajoutez « slug: un-nom » en tête de la page.", en: "Add “slug: a-name” to the head of the page."));
        return Err(Box::new(at_key_document(document, key, finding)));
    }
    if let Some(reason) = unsafe_path(&path) {
        let finding = Finding::error(
            "address.bad",
            text!(fr: "L'adresse « {path} » n'est pas possible.", en: "The address “{path}” is not possible."),
        )
        .help(reason);
        return Err(Box::new(at_key_document(document, key, finding)));
    }
    let components = parts(&path);
    Ok(Naming {
        canonical_path,
        lang,
        folder: folder.to_owned(),
        own_folder: own_folder.to_owned(),
        is_section,
        colocated,
        slug,
        date,
        permalink: permalink(config, &path),
        path,
        components,
        relative_path: relative_path.clone(),
    })
}

fn language(
    document: &Document,
    stem: &str,
    config: &Config,
) -> Result<(String, String), Box<Finding>> {
    let default = config.default_language.clone();
    if config.languages.len() < 2 {
        return Ok((stem.to_owned(), default));
    }
    let Some((name, code)) = stem.rsplit_once('.') else {
        return Ok((stem.to_owned(), default));
    };
    if config.languages.contains_key(code) {
        return Ok((name.to_owned(), code.to_owned()));
    }
    let known = config
        .languages
        .keys()
        .map(String::as_str)
        .collect::<Vec<_>>();
    let list = known.join(", ");
    let help = match nearest(code, known) {
        Some(near) => {
            text!(fr: "Vouliez-vous écrire « {near} » ? Langues du site : {list}.", en: "Did you mean “{near}”? Languages of the site: {list}.")
        }
        None => text!(
            fr: "Langues du site : {list}. Ajoutez celle-ci dans la configuration, ou enlevez le point du nom du fichier.",
            en: "Languages of the site: {list}. Add this one to the configuration, or take the dot out of the file's name."
        ),
    };
    Err(Box::new(
        Finding::error(
            "language.unknown",
            text!(fr: "Le nom de ce fichier demande la langue « {code} », que le site n'a pas.", en: "The name of this file asks for the language “{code}”, which the site does not have."),
        )
        .at(document.place(0..0))
        .help(help),
    ))
}

/// A date at the head of a file name, and what follows it.
fn date_prefix<'a>(name: &'a str, timezone: &str) -> (Option<Arc<Moment>>, &'a str) {
    let bytes = name.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    if !(digits(0..4)
        && bytes.get(4) == Some(&b'-')
        && digits(5..7)
        && bytes.get(7) == Some(&b'-')
        && digits(8..10))
    {
        return (None, name);
    }
    let Ok(date) = name[..10].parse::<Date>() else {
        return (None, name);
    };
    let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
    let after = &name[10..];
    if after.starts_with(['T', 't']) {
        // the time of an RFC 3339 date has dashes of its own: the longest head that is a date wins
        let ends = after
            .char_indices()
            .filter(|(_, c)| *c == '-' || *c == '_')
            .map(|(at, _)| 10 + at)
            .collect::<Vec<_>>();
        for end in ends.into_iter().rev() {
            let head = &name[..end];
            let timestamp = head.parse::<jiff::Timestamp>().ok().or_else(|| {
                head.parse::<DateTime>()
                    .ok()?
                    .to_zoned(zone.clone())
                    .ok()
                    .map(|zoned| zoned.timestamp())
            });
            if let Some(timestamp) = timestamp {
                let moment = Moment {
                    text: head.to_owned(),
                    timestamp,
                    ymd: (date.year(), date.month(), date.day()),
                };
                return (Some(Arc::new(moment)), &name[end + 1..]);
            }
        }
        return (None, name);
    }
    let close = after.strip_prefix(char::is_whitespace).unwrap_or(after);
    let rest = match close.strip_prefix(['-', '_']) {
        Some(rest) => rest,
        // a date all the same, but the name stays whole
        None => name,
    };
    let Ok(zoned) = date.to_zoned(zone) else {
        return (None, name);
    };
    let moment = Moment {
        text: name[..10].to_owned(),
        timestamp: zoned.timestamp(),
        ymd: (date.year(), date.month(), date.day()),
    };
    (Some(Arc::new(moment)), rest)
}

/// Why a path that a person gave cannot be an address; none where it can.
pub(crate) fn unsafe_path(path: &str) -> Option<Text> {
    unpublishable(path).or_else(|| {
        path.split('/')
            .find(|part| part.contains('#'))
            .map(odd_sign)
    })
}

fn odd_sign(part: &str) -> Text {
    text!(
        fr: "« {part} » contient un caractère que tous les systèmes n'acceptent pas : n'utilisez que lettres, chiffres et tirets.",
        en: "“{part}” has a character that not every system accepts: use letters, digits and dashes only."
    )
}

/// Why no file can be published at a path below the output folder; none where one can.
pub(crate) fn unpublishable(path: &str) -> Option<Text> {
    if is_plain(path) {
        return None;
    }
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    if decoded.split('/').any(|part| part == ".." || part == ".") {
        return Some(
            text!(fr: "« .. » ne peut pas en faire partie : donnez une adresse à l'intérieur du site.", en: "“..” cannot be part of it: give an address inside the site."),
        );
    }
    if decoded.contains("://") {
        return Some(
            text!(fr: "Gardez seulement ce qui suit le nom du site, par exemple « actualites/bienvenue ».", en: "Keep what follows the site's name only, like “news/welcome”."),
        );
    }
    if decoded.contains('\\') || decoded.chars().any(char::is_control) {
        return Some(
            text!(fr: "Enlevez les barres obliques inversées et les caractères invisibles.", en: "Take out backslashes and invisible characters."),
        );
    }
    if decoded.trim_start_matches('/').contains("//") {
        return Some(
            text!(fr: "Enlevez la double barre oblique.", en: "Take out the double slash."),
        );
    }
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        if is_device(part) {
            return Some(
                text!(fr: "« {part} » est un nom réservé par Windows : choisissez-en un autre.", en: "“{part}” is a name that Windows keeps for itself: choose another."),
            );
        }
        if part.contains(['<', '>', ':', '"', '|', '?', '*']) {
            return Some(odd_sign(part));
        }
        if part.ends_with(['.', ' ']) {
            return Some(
                text!(fr: "« {part} » finit par un point ou une espace : enlevez-les.", en: "“{part}” ends with a dot or a space: take them off."),
            );
        }
        if part.len() > 240 {
            return Some(
                text!(fr: "Ce nom est trop long : raccourcissez-le (240 octets au plus).", en: "This name is too long: shorten it (240 bytes at most)."),
            );
        }
    }
    None
}

/// Whether a path is plainly fit for every system: most are, and are asked about at every build.
fn is_plain(path: &str) -> bool {
    let sign =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/-_.".contains(&byte);
    let fit = |part: &str| {
        let hidden = part.is_empty() || part.starts_with('.');
        part.len() <= 240 && !hidden && !part.ends_with('.') && !is_device(part)
    };
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    path.bytes().all(sign) && path.split('/').all(fit)
}

fn parts(path: &str) -> Vec<String> {
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The whole address of a path that begins with `/`. Zola leaves it as it is; elsewhere it is encoded.
pub(crate) fn permalink(config: &Config, path: &str) -> String {
    match config.dialect {
        Dialect::Zola => [config.base_url.as_str(), path].concat(),
        Dialect::Native => [config.base_url.as_str(), &encode(path)].concat(),
    }
}

/// A path as it stands in a URL.
fn encode(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const PATH: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`')
        .add(b'{')
        .add(b'}');
    if path
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"/-_.~%".contains(&byte))
    {
        return path.to_owned();
    }
    utf8_percent_encode(path, PATH).to_string()
}

/// Gives every co-located file its page or section, and its address.
pub(super) fn place_assets(outline: &mut Outline, sources: &Sources, config: &Config) {
    use std::collections::HashMap;
    let mut owners: HashMap<String, Vec<super::DocumentId>> = HashMap::new();
    for (id, page) in outline.pages.iter().enumerate() {
        if let Some(folder) = &page.colocated_path {
            owners
                .entry(folder.trim_end_matches('/').to_owned())
                .or_default()
                .push(super::DocumentId::Page(id));
        }
    }
    for (id, section) in outline.sections.iter().enumerate() {
        let folder = section
            .head
            .canonical_path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        owners
            .entry(folder.to_owned())
            .or_default()
            .push(super::DocumentId::Section(id));
    }
    // what lies beside a document that is left out is not handed on to the page above
    for path in outline.left_out.keys() {
        if let Some((folder, name)) = path.rsplit_once('/')
            && (name.starts_with("index.") || name.starts_with("_index."))
        {
            owners.entry(folder.to_owned()).or_default();
        }
    }
    let mut assets: Vec<&String> = sources.assets.keys().collect();
    if config.dialect == Dialect::Zola {
        // a name without an end is none of Zola's assets
        assets.retain(|asset| asset.rsplit('/').next().is_some_and(has_extension));
    }
    assets.sort_by_cached_key(|asset| asset.to_ascii_lowercase());
    let mut addresses = BTreeMap::new();
    for asset in assets {
        let own = asset.rsplit_once('/').map_or("", |(folder, _)| folder);
        let found = super::above(own).find_map(|folder| {
            let ids = owners.get(folder)?;
            let deep = folder != own;
            let fitting: Vec<_> = ids
                .iter()
                .copied()
                .filter(|id| !deep || matches!(id, super::DocumentId::Page(_)))
                .collect();
            (!fitting.is_empty() || ids.is_empty()).then(|| (folder.to_owned(), fitting))
        });
        let Some((folder, ids)) = found else { continue };
        let below = asset[folder.len()..].trim_start_matches('/');
        for id in ids {
            let head = outline.head_mut(id);
            head.assets.push(asset.clone());
            let address = format!("{}{below}", head.path.trim_start_matches('/'));
            if head.lang == config.default_language || !addresses.contains_key(asset) {
                addresses.insert(asset.clone(), address);
            }
        }
    }
    outline.assets = Arc::new(addresses);
}

fn has_extension(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(stem, _)| !stem.is_empty())
}
