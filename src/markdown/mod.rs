//! Markdown to HTML: one body in, its HTML, table of contents, summary and findings out. No I/O: links and components
//! are asked for through [`crate::memo::ask`] and [`Components`].

mod alerts;
mod autolink;
mod code;
mod components;
mod count;
mod escape;
mod footnotes;
mod headings;
mod highlight;
mod images;
mod links;
mod parts;
mod raw_html;
mod source;
mod state;
#[cfg(test)]
mod tests;
mod unread;
mod writer;

pub use count::reading;
pub use highlight::stylesheets;
pub use state::MOST_FINDINGS;

use crate::config::{AnchorLinks, Config, ContentTemplating};
use crate::memo;
use crate::report::{Finding, Place};
use crate::typography::Rules;
use foldhash::HashSet;
use source::Source;
use state::State;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// A body to be converted.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The file, relative to the site's root: for findings.
    pub file: &'a str,
    /// The same relative to `content/`: for links.
    pub relative_path: &'a str,
    /// The whole text of the file, so that findings have the right line.
    pub text: &'a str,
    /// Where the body starts in it.
    pub body: usize,
    /// The body after templating, where the site asks for full templating and it changed something: converted instead of
    /// the rest of `text`, and places are then found by searching `text`.
    pub templated: Option<&'a str>,
    /// The language of the page, like `fr-BE`.
    pub lang: &'a str,
    /// The address of the page: for permalinks of headings.
    pub permalink: &'a str,
    /// How braces are read here.
    pub templating: ContentTemplating,
    /// Where heading anchor links go (page or section settings applied).
    pub anchor_links: crate::config::AnchorLinks,
    /// A prefix that makes footnote ids unique where several bodies share a page.
    pub footnote_prefix: &'a str,
    /// How its text is set; none where it stays as it is written.
    pub typography: Option<Rules<'a>>,
}

/// A converted body. Equal inputs and equal answers give equal bodies.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The HTML.
    pub html: String,
    /// What stands before `<!-- more -->`, as HTML; none without it.
    pub summary: Option<String>,
    /// The headings as a tree.
    pub toc: Vec<Heading>,
    /// Words, as Unicode counts them, outside code (characters for zh and ja).
    pub word_count: usize,
    /// Minutes.
    pub reading_time: usize,
    /// Links to pages and sections of the site: checked once all bodies are known, and turned into backlinks.
    pub internal_links: Vec<InternalLink>,
    /// Links to other sites, for `check --external`, with where they are written.
    pub external_links: Vec<(String, Written)>,
    /// Every `id` in the body (headings, footnotes, raw HTML, `name` of anchors): what a `#fragment` may name.
    pub ids: Vec<String>,
    /// The text without markup, for search.
    pub text: String,
    /// What there is to say about it.
    pub findings: Vec<Finding>,
    /// Where no rule can have anything against the HTML, so that nobody need read it: the levels of its headings, in order. It
    /// is plain Markdown then: its links lead to other sites or to what is in [`Self::internal_links`], and say so; its
    /// headings and the heads of its tables say something; no id is there twice, and all are in [`Self::ids`]; and it has
    /// neither images nor raw HTML nor components.
    pub vouched: Option<Box<[u8]>>,
}

/// A heading of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its address.
    pub permalink: String,
    /// Its text as HTML (inline code and emphasis stripped of tags as templates expect).
    pub title: String,
    /// The headings below it.
    pub children: Vec<Heading>,
}

/// A link from a body to a page or section.
#[derive(Clone, Debug)]
pub struct InternalLink {
    /// The target's content file, relative to `content/`.
    pub target: String,
    /// The fragment, without `#`.
    pub anchor: Option<String>,
    /// Where it is written.
    pub written: Written,
}

/// The bytes of a text below its front matter that are meant; none where they are not known. There are so many links that
/// the line they are on is looked up only where there is something to say of one.
pub type Written = Option<Range<usize>>;

/// A component call in a body.
#[derive(Clone, Debug)]
pub struct ComponentCall<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its arguments in order.
    pub arguments: Vec<(String, serde_json::Value)>,
    /// Its body, already converted to HTML; none for a call without body.
    pub body: Option<String>,
    /// The whole call in the file, for findings.
    pub range: Range<usize>,
    /// The file's text and name, for findings.
    pub input: Input<'a>,
}

/// The templates that bodies use.
#[allow(
    clippy::result_large_err,
    reason = "a finding is rare, and is passed on as it is"
)]
pub trait Components: Sync {
    /// Whether a component exists.
    fn has(&self, name: &str) -> bool;
    /// All names, for "did you mean".
    fn names(&self) -> Vec<String>;
    /// The HTML of a call.
    fn render(&self, call: ComponentCall<'_>) -> Result<String, Finding>;
    /// `anchor-link.html` for a heading.
    fn anchor_link(&self, id: &str, level: u8, lang: &str) -> Result<String, Finding>;
    /// `summary-cutoff.html`.
    fn summary_cutoff(&self, summary: &str, lang: &str) -> Result<String, Finding>;
}

/// Converts one body.
pub fn convert(input: Input<'_>, config: &Config, components: &dyn Components) -> Body {
    let mut state = State::new(input, config, components);
    let prefix = input.footnote_prefix;
    let written = writer::write(Source::body(input), &mut state, prefix, true);
    let raw = input.text.get(input.body..).unwrap_or("");
    let (word_count, reading_time) = count::reading(raw, input.lang);
    let vouched = !drop_repeated(&mut state.ids) && state.vouched;
    let levels = state.headings.iter().map(|heading| heading.level);
    let vouched = vouched.then(|| levels.collect());
    if let Some(rules) = input.typography {
        for heading in &mut state.headings {
            set(&mut heading.title, |title| rules.text(title));
        }
    }
    Body {
        html: typeset(written.html, input.typography),
        summary: written
            .summary
            .map(|summary| typeset(summary, input.typography)),
        toc: headings::tree(state.headings),
        word_count,
        reading_time,
        internal_links: state.internal_links,
        external_links: state.external_links,
        ids: state.ids,
        text: state.text,
        findings: state.findings.0,
        vouched,
    }
}

/// Keeps the first of each. True where there was another one.
fn drop_repeated(ids: &mut Vec<String>) -> bool {
    let mut met = HashSet::default();
    let new: Vec<bool> = ids.iter().map(|id| met.insert(id.as_str())).collect();
    let before = ids.len();
    let mut new = new.into_iter();
    ids.retain(|_| new.next().unwrap_or(true));
    ids.len() < before
}

/// HTML with its text set; the text for search, the ids and the addresses were taken before, and stay as they are written.
fn typeset(mut html: String, typography: Option<Rules<'_>>) -> String {
    if let Some(rules) = typography {
        set(&mut html, |html| rules.html(html));
    }
    html
}

fn set(text: &mut String, by: impl FnOnce(&str) -> Cow<'_, str>) {
    if let Cow::Owned(set) = by(text) {
        *text = set;
    }
}

/// One piece of Markdown as HTML, for the `markdown` filter; `inline` takes the surrounding paragraph away.
pub fn fragment(text: &str, inline: bool, lang: &str, config: &Config) -> String {
    let from = memo::current_file();
    let file = format!("content/{from}");
    let input = Input {
        file: &file,
        relative_path: &from,
        text,
        body: 0,
        templated: None,
        lang,
        permalink: "",
        templating: ContentTemplating::Off,
        anchor_links: AnchorLinks::None,
        footnote_prefix: "",
        typography: match memo::typography_wanted() {
            true => Rules::of(lang, &config.markdown.brand_names),
            false => None,
        },
    };
    let mut state = State::new(input, config, &NoComponents);
    let html = writer::write(Source::body(input), &mut state, "", true).html;
    let html = typeset(html, input.typography);
    for mut finding in state.findings.0 {
        finding.place = (!from.is_empty()).then(|| Place::file(&*file));
        memo::note(finding);
    }
    if !inline {
        return html;
    }
    html.trim_start_matches("<p>")
        .trim_end_matches("</p>\n")
        .to_owned()
}

/// No component, and templates that show nothing: what a fragment may use.
pub struct NoComponents;

impl Components for NoComponents {
    fn has(&self, _: &str) -> bool {
        false
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    fn render(&self, _: ComponentCall<'_>) -> Result<String, Finding> {
        Ok(String::new())
    }

    fn anchor_link(&self, _: &str, _: u8, _: &str) -> Result<String, Finding> {
        Ok(String::new())
    }

    fn summary_cutoff(&self, _: &str, _: &str) -> Result<String, Finding> {
        Ok(String::new())
    }
}

/// A text with `:smile:` and the like as emoji.
fn emoji(text: &str) -> Cow<'_, str> {
    static REPLACER: LazyLock<gh_emoji::Replacer> = LazyLock::new(gh_emoji::Replacer::new);
    match text.contains(':') {
        true => REPLACER.replace_all(text),
        false => Cow::Borrowed(text),
    }
}
