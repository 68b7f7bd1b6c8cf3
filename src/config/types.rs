//! The configuration as the rest of the program sees it: every key with its default filled in.

use crate::report::Severity;
use indexmap::IndexMap;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Which tool's conventions a site follows, told by the name of its configuration file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// `lucarne.yaml`: Lucarne's own defaults.
    #[default]
    Native,
    /// `zola.toml` or `config.toml`: Zola's defaults and behaviour.
    Zola,
}

/// The whole configuration of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// Native or Zola.
    pub dialect: Dialect,
    /// The configuration file, relative to the site's root.
    pub file: String,
    /// `base_url` without a trailing slash.
    pub base_url: String,
    /// The folder in which the site is published on its host: empty, or `/folder`. A preview, which has none, keeps it.
    pub folder: String,
    /// `base_url` as templates see it: in a Zola site as it was written.
    pub shown_base_url: String,
    /// `theme`.
    pub theme: Option<String>,
    /// `default_language`: a code like `fr` or `fr-BE`.
    pub default_language: String,
    /// What belongs to each language; the default language first, the others in the order of the file.
    pub languages: IndexMap<String, LanguageOptions>,
    /// `output_dir`, relative to the root.
    pub output_dir: String,
    /// `preserve_dotfiles_in_output`.
    pub preserve_dotfiles_in_output: bool,
    /// `compile_sass`.
    pub compile_sass: bool,
    /// `minify_html`.
    pub minify_html: bool,
    /// `ignored_content`: globs relative to `content/`.
    pub ignored_content: Vec<String>,
    /// `ignored_static`: globs relative to `static/`.
    pub ignored_static: Vec<String>,
    /// `content_templating` (native) and its default for the dialect.
    pub content_templating: ContentTemplating,
    /// `skip_content_templating`: globs of content files whose braces are text.
    pub skip_content_templating: Vec<String>,
    /// `hard_link_static`: accepted, files are always published in the cheapest safe way.
    pub hard_link_static: bool,
    /// `feed_limit`.
    pub feed_limit: Option<usize>,
    /// `author`.
    pub author: Option<String>,
    /// `taxonomy_root`.
    pub taxonomy_root: Option<String>,
    /// `generate_sitemap`.
    pub generate_sitemap: bool,
    /// `generate_robots_txt`.
    pub generate_robots_txt: bool,
    /// `exclude_paginated_pages_in_sitemap: all`.
    pub exclude_paginated_pages_in_sitemap: bool,
    /// `[markdown]`.
    pub markdown: Markdown,
    /// `[link_checker]`.
    pub link_checker: LinkChecker,
    /// `[slugify]`.
    pub slugify: Slugify,
    /// `timezone` (native) as an IANA name: the zone of dates that name none.
    pub timezone: String,
    /// `menus` (native): name to entries.
    pub menus: IndexMap<String, Vec<MenuEntry>>,
    /// `load_data_hosts` (native): hosts from which `load_data(url=…)` may read. A Zola site has none either.
    pub load_data_hosts: Vec<String>,
    /// `check` (native).
    pub check: Check,
    /// `[extra]`, a theme's `extra` merged under it.
    pub extra: Map<String, Value>,
}

impl Config {
    /// Takes over where the site will be published, with or without a trailing slash.
    pub fn set_base_url(&mut self, url: &str) {
        url.trim_end_matches('/').clone_into(&mut self.base_url);
        let host = self.base_url.split_once("://").map_or("", |(_, host)| host);
        let folder = host.find('/').map_or("", |slash| &host[slash..]);
        folder.clone_into(&mut self.folder);
        self.shown_base_url = match self.dialect {
            Dialect::Zola => url.to_owned(),
            Dialect::Native => self.base_url.clone(),
        };
    }
}

/// What a site says for one of its languages.
#[derive(Clone, Debug, Default)]
pub struct LanguageOptions {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `generate_feeds`.
    pub generate_feeds: bool,
    /// `feed_filenames`.
    pub feed_filenames: Vec<String>,
    /// `taxonomies`.
    pub taxonomies: Vec<TaxonomyOptions>,
    /// `build_search_index`.
    pub build_search_index: bool,
    /// `search`.
    pub search: Search,
    /// `translations`: key to text.
    pub translations: IndexMap<String, String>,
}

/// One of `taxonomies`.
#[derive(Clone, Debug, Default, Hash)]
pub struct TaxonomyOptions {
    /// `name`, as front matter calls it.
    pub name: String,
    /// The slug of the name.
    pub slug: String,
    /// `paginate_by`.
    pub paginate_by: Option<usize>,
    /// `paginate_path`, `page` where none is said.
    pub paginate_path: String,
    /// `render`, true where nothing is said.
    pub render: bool,
    /// `feed`.
    pub feed: bool,
}

/// What a page body may contain of the template language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentTemplating {
    /// Only component calls; every other brace is text. Default of a native site.
    Components,
    /// The body is rendered as a template before it is Markdown. Default of a Zola site.
    Full,
    /// Nothing.
    Off,
}

/// `[markdown]`.
#[derive(Clone, Debug, Default, Hash)]
pub struct Markdown {
    /// `highlighting`; none where code is not highlighted.
    pub highlighting: Option<Highlighting>,
    /// `render_emoji`.
    pub render_emoji: bool,
    /// `external_links_class`.
    pub external_links_class: Option<String>,
    /// `external_links_target_blank`.
    pub external_links_target_blank: bool,
    /// `external_links_no_follow`.
    pub external_links_no_follow: bool,
    /// `external_links_no_referrer`.
    pub external_links_no_referrer: bool,
    /// `external_links_external` (true in Zola where nothing is said; false in a native site).
    pub external_links_external: bool,
    /// `smart_punctuation`.
    pub smart_punctuation: bool,
    /// `definition_list`.
    pub definition_list: bool,
    /// `bottom_footnotes`.
    pub bottom_footnotes: bool,
    /// `lazy_async_image`.
    pub lazy_async_image: bool,
    /// `insert_anchor_links`.
    pub insert_anchor_links: AnchorLinks,
    /// `github_alerts` (true in a native site where nothing is said).
    pub github_alerts: bool,
    /// `raw_html` (native): `safe` or `all`; a Zola site has `all`.
    pub raw_html: RawHtml,
    /// `autolink` (native, default true): bare URLs become links. False in a Zola site.
    pub autolink: bool,
    /// `typography` (native, default true): texts are set by the rules of their language. False in a Zola site.
    pub typography: bool,
    /// `brand_names`: names whose last `!` or `?` belongs to them.
    pub brand_names: Vec<String>,
}

/// Raw HTML in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum RawHtml {
    /// An allow-list: nothing that runs survives.
    #[default]
    Safe,
    /// As written.
    All,
}

/// `[markdown.highlighting]`.
#[derive(Clone, Debug, Hash)]
pub struct Highlighting {
    /// `error_on_missing_language`.
    pub error_on_missing_language: bool,
    /// `style`: true for `inline`.
    pub inline: bool,
    /// `theme`, or `light_theme`.
    pub light_theme: String,
    /// `dark_theme`.
    pub dark_theme: Option<String>,
    /// `data_attr_position`: where `data-lang` is put.
    pub data_attr_position: DataAttrPosition,
}

/// Where a code block says its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum DataAttrPosition {
    /// On `<code>`.
    #[default]
    Code,
    /// On `<pre>`.
    Pre,
    /// On both.
    Both,
    /// Nowhere.
    None,
}

/// Where a heading's anchor link goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum AnchorLinks {
    /// No link.
    #[default]
    None,
    /// Before the text.
    Left,
    /// After the text.
    Right,
    /// Around the text.
    Heading,
}

/// `[link_checker]`.
#[derive(Clone, Debug, Default)]
pub struct LinkChecker {
    /// `skip_prefixes`.
    pub skip_prefixes: Vec<String>,
    /// `skip_anchor_prefixes`.
    pub skip_anchor_prefixes: Vec<String>,
    /// `internal_level: warn`.
    pub internal_warn: bool,
    /// `external_level: warn`.
    pub external_warn: bool,
    /// `ignored_files`.
    pub ignored_files: Vec<String>,
}

/// `[slugify]`.
#[derive(Clone, Copy, Debug, Default, Hash)]
pub struct Slugify {
    /// `paths`.
    pub paths: SlugStrategy,
    /// `paths_keep_dates`.
    pub paths_keep_dates: bool,
    /// `taxonomies`.
    pub taxonomies: SlugStrategy,
    /// `anchors`.
    pub anchors: SlugStrategy,
}

/// How text becomes part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum SlugStrategy {
    /// ASCII letters, digits and dashes.
    #[default]
    On,
    /// Only what no file system or address bears is taken out.
    Safe,
    /// As it is.
    Off,
}

/// `[search]`.
#[derive(Clone, Debug, Hash)]
pub struct Search {
    /// `include_title`.
    pub include_title: bool,
    /// `include_description`.
    pub include_description: bool,
    /// `include_date`.
    pub include_date: bool,
    /// `include_path`.
    pub include_path: bool,
    /// `include_content`.
    pub include_content: bool,
    /// `truncate_content_length`.
    pub truncate_content_length: Option<usize>,
    /// `index_format`.
    pub index_format: IndexFormat,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            include_title: true,
            include_description: false,
            include_date: false,
            include_path: false,
            include_content: true,
            truncate_content_length: None,
            index_format: IndexFormat::default(),
        }
    }
}

/// The file format of a search index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum IndexFormat {
    /// `elasticlunr_javascript`.
    #[default]
    ElasticlunrJavascript,
    /// `elasticlunr_json`.
    ElasticlunrJson,
    /// `fuse_javascript`.
    FuseJavascript,
    /// `fuse_json`.
    FuseJson,
}

/// One entry of a menu, from the configuration or from a page's `menu`.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
pub struct MenuEntry {
    /// What is shown.
    pub name: String,
    /// `@/page.md`, a path from the site's root, or a whole URL.
    pub url: String,
    /// Lower comes first; entries of one weight keep their order.
    pub weight: i64,
    /// What `parent` of another entry refers to; the name where nothing is said.
    pub identifier: String,
    /// The identifier of the entry above.
    pub parent: Option<String>,
}

/// `check`.
#[derive(Clone, Debug)]
pub struct Check {
    /// Data files whose empty fields are listed as still to fill in.
    pub to_fill_in: Vec<String>,
    /// What the site says of rules, by code: how bad, none where it is off.
    pub rules: BTreeMap<&'static str, Option<Severity>>,
    /// Pairs of colours whose contrast is checked, beside those that the theme declares.
    pub contrast: Vec<ColorPairs>,
    /// Folders and files below the site that its host answers for: links to them are not looked up.
    pub made_by_host: Vec<String>,
    /// What a page may weigh.
    pub budget: Budget,
    /// Other hosts that pages may call: `example.org` means its subdomains too.
    pub allowed_hosts: Vec<String>,
    /// After how many days data that say when they were verified (`verifie_le`, `verified_on`) are to be looked at again.
    pub verify_after_days: u64,
}

impl Default for Check {
    fn default() -> Self {
        Self {
            to_fill_in: Vec::new(),
            rules: BTreeMap::new(),
            contrast: Vec::new(),
            made_by_host: Vec::new(),
            budget: Budget::default(),
            allowed_hosts: Vec::new(),
            verify_after_days: 183,
        }
    }
}

/// `check.budget`: the most that one page may ask of those who open it. Sizes are those of files, before compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Of the page and all that it loads.
    pub bytes: u64,
    /// The page and the files that it loads.
    pub requests: u64,
    /// Of its largest image, in bytes.
    pub image: u64,
    /// Of the page's own code.
    pub elements: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: 2_000_000,
            requests: 60,
            image: 500_000,
            elements: 3_000,
        }
    }
}

/// Custom properties of style sheets that are seen on another: one entry of `contrast`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColorPairs {
    /// The ground, like `--paper`.
    pub on: String,
    /// What is seen on it, like `--ink`.
    pub of: Vec<String>,
    /// The contrast that is asked for, from 1 to 21: 4.5 for text, 3 for large text and controls.
    pub least: f64,
}

/// What a site is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// To be published.
    Build,
    /// To be looked at while writing.
    Serve,
    /// To be judged only.
    Check,
}
