//! What files the site has, told from outline, sources and configuration alone.

mod redirects;
mod settle;

use super::{Feed, FeedOf, Maker, Origin, Output, Pager, StyleSheet, place_of_alias};
use crate::config::{Config, Dialect, IndexFormat, LanguageOptions, Mode};
use crate::outline::{DocumentId, Head, Outline, PageId, unpublishable, unsafe_path};
use crate::report::{Finding, Findings, Place, Text, did_you_mean, nearest};
use crate::sources::Sources;
use crate::text;
use settle::{bad_name, settle};
use std::collections::HashSet;
use std::sync::Arc;

const SITEMAP_ENTRIES: usize = 30_000;
const ELASTICLUNR: &[u8] = include_bytes!("elasticlunr.min.js");

/// Plans all outputs, in the order of their paths. Two that would meet are named, both.
/// `has_sample`: there is a template that shows all parts of the theme. `extra`: files made from others, like compiled style sheets: path, bytes, the file to blame.
pub fn plan(
    config: &Config,
    sources: &Sources,
    outline: &Outline,
    mode: Mode,
    has_sample: bool,
    extra: Vec<StyleSheet>,
    findings: &mut Findings,
) -> Vec<Output> {
    let mut planner = Planner {
        config,
        outline,
        outputs: Vec::new(),
        findings,
    };
    planner.documents();
    planner.taxonomies();
    planner.feeds();
    planner.single_files(mode, has_sample);
    for (path, bytes, file) in extra {
        let origin = (
            Place::file(&file),
            text!(fr: "le fichier {file}", en: "the file {file}"),
        );
        planner.outputs.push(Output {
            path,
            maker: Maker::Bytes(Arc::new(bytes)),
            origin: other(origin),
        });
    }
    planner.files(sources);
    let mut outputs = planner.outputs;
    outputs.retain(|output| match unpublishable(&output.path) {
        Some(reason) => {
            findings.push(bad_name(output, outline, reason));
            false
        }
        None => true,
    });
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    redirects::judge(&outputs, config, outline, findings);
    settle(outputs, config, outline, findings)
}

struct Planner<'a> {
    config: &'a Config,
    outline: &'a Outline,
    outputs: Vec<Output>,
    findings: &'a mut Findings,
}

impl Planner<'_> {
    fn add(&mut self, path: &str, maker: Maker, origin: Origin) {
        self.outputs.push(Output {
            path: path.trim_start_matches('/').to_owned(),
            maker,
            origin,
        });
    }

    /// A page at an address with `/` at both ends.
    fn add_page(&mut self, address: &str, maker: Maker, origin: Origin) {
        self.add(&format!("{address}index.html"), maker, origin);
    }

    fn documents(&mut self) {
        let outline = self.outline;
        for (id, page) in outline.pages.iter().enumerate() {
            if page.is_rendered() {
                let origin = Origin::Document(DocumentId::Page(id));
                self.add_page(&page.head.path, Maker::Page(id), origin);
            }
            self.aliases(DocumentId::Page(id), &page.front().aliases);
        }
        for (id, section) in outline.sections.iter().enumerate() {
            let (head, front) = (&section.head, section.front());
            let origin = Origin::Document(DocumentId::Section(id));
            if !front.render.unwrap_or(true) {
                // only its pages are published
            } else if let Some(target) = &front.redirect_to {
                let target = self.redirect_target(head, target);
                self.add_page(&head.path, Maker::Redirect(target), origin);
            } else {
                let path = front
                    .paginate_path
                    .clone()
                    .unwrap_or_else(|| "page".to_owned());
                self.paginated(
                    &head.path,
                    &head.permalink,
                    &path,
                    front.paginate_by,
                    section.pages.len(),
                    &origin,
                    |pager| Maker::Section(id, pager),
                );
            }
            self.aliases(DocumentId::Section(id), &front.aliases);
        }
    }

    #[allow(clippy::too_many_arguments)] // one list, all of it
    fn paginated(
        &mut self,
        address: &str,
        permalink: &str,
        path: &str,
        size: Option<usize>,
        total: usize,
        origin: &Origin,
        maker: impl Fn(Option<Pager>) -> Maker,
    ) {
        let Some(size) = size.filter(|size| *size > 0) else {
            self.add_page(address, maker(None), origin.clone());
            return;
        };
        let count = total.div_ceil(size).max(1);
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("{}/", path.trim_matches('/'))
        };
        self.add_page(
            address,
            maker(Some(Pager {
                index: 0,
                count,
                size,
            })),
            origin.clone(),
        );
        self.add_page(
            &format!("{address}{path}1/"),
            Maker::Redirect(permalink.to_owned()),
            origin.clone(),
        );
        for index in 1..count {
            self.add_page(
                &format!("{address}{path}{}/", index + 1),
                maker(Some(Pager { index, count, size })),
                origin.clone(),
            );
        }
    }

    fn redirect_target(&mut self, head: &Head, target: &str) -> String {
        if target.starts_with("http://") || target.starts_with("https://") {
            return target.to_owned();
        }
        let clean = target.trim_start_matches("@/").trim_start_matches('/');
        let (path, tail) = clean.find('#').map_or((clean, ""), |at| clean.split_at(at));
        match self.outline.by_path.get(path) {
            Some(id) => format!("{}{tail}", self.outline.head(*id).permalink),
            None => {
                let whole = clean.is_empty() || clean.ends_with('/') || clean.contains('#');
                let names_file = clean.contains('.') && self.config.dialect == Dialect::Native;
                let slash = if whole || names_file { "" } else { "/" };
                if target.starts_with("@/") {
                    let known = self.outline.by_path.keys().map(String::as_str);
                    let finding = Finding::error(
                        "link.broken",
                        text!(fr: "« redirect_to » mène à {path}, qui n'existe pas.", en: "“redirect_to” leads to {path}, which does not exist."),
                    )
                    .help(match nearest(path, known) {
                        Some(near) => did_you_mean(near),
                        None => text!(fr: "Vérifiez le nom du fichier dans le dossier content.", en: "Check the name of the file in the folder content."),
                    });
                    self.findings.push(match &head.document {
                        Some(document) => finding.at(document.key_place("redirect_to")),
                        None => finding,
                    });
                }
                format!("{}/{clean}{slash}", self.config.base_url)
            }
        }
    }

    fn aliases(&mut self, id: DocumentId, aliases: &[String]) {
        let head = self.outline.head(id);
        for (index, alias) in aliases.iter().enumerate() {
            let clean = alias.trim().trim_matches('/');
            if let Some(reason) = unsafe_path(clean).or_else(|| clean.is_empty().then(|| text!(fr: "Donnez l'ancienne adresse de la page.", en: "Give the page's former address."))) {
                let finding = Finding::error("address.bad-alias", text!(fr: "L'ancienne adresse « {alias} » n'est pas possible.", en: "The former address “{alias}” is not possible."));
                self.findings.push(finding.at(place_of_alias(head, index)).help(reason));
                continue;
            }
            let path = if clean.ends_with(".html") || clean.ends_with(".htm") {
                clean.to_owned()
            } else {
                format!("{clean}/index.html")
            };
            let target = Maker::Redirect(head.permalink.clone());
            self.add(&path, target, Origin::Alias(id, index));
        }
    }

    fn taxonomies(&mut self) {
        let outline = self.outline;
        for (kind, taxonomy) in outline.taxonomies.iter().enumerate() {
            let empty = taxonomy.terms.is_empty() && self.config.dialect == Dialect::Zola;
            if !taxonomy.options.render || empty {
                continue;
            }
            let name = &taxonomy.options.name;
            let origin = (
                Place::file(&self.config.file),
                text!(fr: "la taxonomie « {name} »", en: "the taxonomy “{name}”"),
            );
            self.add_page(&taxonomy.path, Maker::TermList(kind), other(origin));
            for (at, term) in taxonomy.terms.iter().enumerate() {
                let options = &taxonomy.options;
                self.paginated(
                    &term.path,
                    &term.permalink,
                    &options.paginate_path,
                    options.paginate_by,
                    term.pages.len(),
                    &Origin::Term(kind, at),
                    |pager| Maker::Term(kind, at, pager),
                );
            }
        }
    }

    fn feeds(&mut self) {
        let outline = self.outline;
        // Zola makes feeds without entries too
        let dated = |pages: &[PageId]| {
            self.config.dialect == Dialect::Zola
                || pages.iter().any(|id| outline.pages[*id].date.is_some())
        };
        let mut met: HashSet<String> = HashSet::new();
        for (lang, language) in &self.config.languages {
            let origin = |filename: &str| {
                other((
                    Place::file(&self.config.file),
                    text!(fr: "le flux {filename}", en: "the feed {filename}"),
                ))
            };
            let mut feeds = Vec::new();
            if language.generate_feeds
                && (self.config.dialect == Dialect::Zola
                    || outline
                        .pages
                        .iter()
                        .any(|page| page.head.lang == *lang && page.date.is_some()))
            {
                let prefix = if *lang == self.config.default_language {
                    String::new()
                } else {
                    format!("{lang}/")
                };
                feeds.push((prefix, FeedOf::Site));
            }
            for (id, section) in outline.sections.iter().enumerate() {
                if section.head.lang == *lang
                    && section.front().generate_feeds == Some(true)
                    && dated(&section.pages)
                {
                    feeds.push((section.head.path.clone(), FeedOf::Section(id)));
                }
            }
            for (kind, taxonomy) in outline
                .taxonomies
                .iter()
                .enumerate()
                .filter(|(_, t)| t.lang == *lang && t.options.feed && t.options.render)
            {
                for (at, term) in taxonomy
                    .terms
                    .iter()
                    .enumerate()
                    .filter(|(_, term)| dated(&term.pages))
                {
                    feeds.push((term.path.clone(), FeedOf::Term(kind, at)));
                }
            }
            let mut outputs = Vec::new();
            for (folder, of) in feeds {
                for filename in &language.feed_filenames {
                    let feed = Feed {
                        filename: filename.clone(),
                        lang: lang.clone(),
                        of,
                    };
                    outputs.push((
                        format!("{folder}{filename}"),
                        Maker::Feed(feed),
                        origin(filename),
                    ));
                }
            }
            for (path, maker, origin) in outputs {
                // the home page's own feed is the site's
                if met.insert(path.trim_start_matches('/').to_owned()) {
                    self.add(&path, maker, origin);
                }
            }
        }
    }

    fn single_files(&mut self, mode: Mode, has_sample: bool) {
        let config = self.config;
        let own = |path: &str| {
            other((
                Place::file(&config.file),
                text!(fr: "{path}, que Lucarne fabrique", en: "{path}, which Lucarne makes"),
            ))
        };
        if config.generate_sitemap {
            let entries = super::sitemap::length(config, self.outline);
            if entries < SITEMAP_ENTRIES {
                self.add("sitemap.xml", Maker::Sitemap(None), own("sitemap.xml"));
            } else {
                let parts = entries.div_ceil(SITEMAP_ENTRIES);
                self.add(
                    "sitemap.xml",
                    Maker::SitemapIndex(parts),
                    own("sitemap.xml"),
                );
                for part in 0..parts {
                    let range = part * SITEMAP_ENTRIES..((part + 1) * SITEMAP_ENTRIES).min(entries);
                    let path = format!("sitemap{}.xml", part + 1);
                    self.add(&path, Maker::Sitemap(Some(range)), own(&path));
                }
            }
        }
        if config.generate_robots_txt {
            self.add("robots.txt", Maker::Robots, own("robots.txt"));
        }
        for lang in config.languages.keys() {
            if *lang == config.default_language {
                self.add("404.html", Maker::NotFound(lang.clone()), own("404.html"));
            } else if config.dialect == Dialect::Native {
                let path = format!("{lang}/404.html");
                self.add(&path, Maker::NotFound(lang.clone()), own(&path));
            }
        }
        if mode == Mode::Serve && has_sample {
            self.add("theme/index.html", Maker::ThemeSample, own("theme/"));
        }
        // Zola asks the default language first
        let default_too = |wants: fn(&LanguageOptions) -> bool| {
            config.dialect == Dialect::Native
                || config
                    .languages
                    .get(&config.default_language)
                    .is_some_and(wants)
        };
        let mut library = false;
        for (lang, language) in &config.languages {
            if !(language.build_search_index && default_too(|options| options.build_search_index)) {
                continue;
            }
            let format = super::search::index_format(config, lang);
            let kind = match format {
                IndexFormat::ElasticlunrJavascript | IndexFormat::FuseJavascript => "js",
                IndexFormat::ElasticlunrJson | IndexFormat::FuseJson => "json",
            };
            library |= matches!(
                format,
                IndexFormat::ElasticlunrJavascript | IndexFormat::ElasticlunrJson
            );
            let path = format!("search_index.{lang}.{kind}");
            self.add(&path, Maker::SearchIndex(lang.clone()), own(&path));
        }
        if library {
            self.add(
                "elasticlunr.min.js",
                Maker::Bytes(Arc::new(ELASTICLUNR.to_vec())),
                own("elasticlunr.min.js"),
            );
        }
    }

    fn files(&mut self, sources: &Sources) {
        let outline = self.outline;
        for id in outline.documents() {
            // a Zola site does not publish what lies beside a page that is not published
            let published = match id {
                DocumentId::Page(id) => outline.pages[id].is_rendered(),
                DocumentId::Section(id) => outline.sections[id].is_rendered(),
            };
            if !published && self.config.dialect == Dialect::Zola {
                continue;
            }
            let head = outline.head(id);
            let folder = head
                .canonical_path
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            for asset in &head.assets {
                let Some(file) = sources.assets.get(asset) else {
                    continue;
                };
                let below = asset
                    .strip_prefix(folder)
                    .unwrap_or(asset)
                    .trim_start_matches('/');
                let path = format!("{}{below}", head.path);
                self.add(&path, Maker::File(file.clone()), Origin::Itself);
            }
        }
        for (path, file) in sources.static_files.iter() {
            self.add(path, Maker::File(file.clone()), Origin::Itself);
        }
    }
}

fn other(origin: (Place, Text)) -> Origin {
    Origin::Other(Arc::new(origin))
}
