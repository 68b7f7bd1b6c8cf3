//! What one pass over a rendered page sees: rules judge these facts, not the page.

use super::html::{Tag, Token, tokens};
use super::uses::Uses;
use std::borrow::Cow;
use std::ops::Range;

/// Where an element is in the rendered page: its opening tag.
pub type Span = Range<usize>;

/// A part of the page that readers jump to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Zone {
    /// `<header>` of the page.
    Header,
    /// `<nav>`.
    Nav,
    /// `<main>`.
    Main,
    /// `<aside>`.
    Aside,
    /// `<footer>` of the page.
    Footer,
    /// None of them.
    Other,
}

/// A heading.
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its tag.
    pub span: Span,
    /// Whether it says anything.
    pub named: bool,
    /// Its text, in the names.
    pub text: Range<usize>,
}

/// A link with an address.
pub struct Link<'h> {
    /// Its tag.
    pub span: Span,
    /// As written.
    pub href: &'h str,
    /// What is read aloud of it, in the names.
    pub name: Range<usize>,
    /// It has a name by other means: another element, or its `title`.
    pub named: bool,
    /// It is described by another element.
    pub described: bool,
    /// In a cell of a table.
    pub in_table: bool,
    /// Where.
    pub zone: Zone,
    /// The number of the `<nav>` it is in, from 0.
    pub nav: Option<usize>,
    /// After its closing tag.
    pub end: usize,
}

/// An image.
pub struct Image<'h> {
    /// Its tag.
    pub span: Span,
    /// `alt` as written; none where there is none.
    pub alt: Option<&'h str>,
    /// `src` as written.
    pub src: &'h str,
    /// It has a name or a role that makes `alt` needless.
    pub excused: bool,
}

/// A field of a form.
pub struct Control<'h> {
    /// Its tag.
    pub span: Span,
    /// Its `id`, empty without.
    pub id: &'h str,
    /// It has a name without a label.
    pub named: bool,
}

/// A label.
pub struct Label<'h> {
    /// Its tag.
    pub span: Span,
    /// `for`, empty without.
    pub target: &'h str,
    /// It is around a control.
    pub around: bool,
    /// It says something.
    pub text: Range<usize>,
}

/// A table.
pub struct Table {
    /// Its tag.
    pub span: Span,
    /// A header cell with a text.
    pub header: bool,
    /// Any cell at all.
    pub cells: bool,
    /// It is there for layout.
    pub layout: bool,
}

/// A fault that one tag shows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagFault {
    /// `tabindex` above 0.
    TabIndex,
    /// `onclick` and its kin.
    Handler,
    /// Starts by itself.
    Autoplay,
    /// Reloads or leaves by itself.
    Refresh,
    /// Keeps from enlarging.
    Zoom,
}

/// All facts of a page.
#[derive(Default)]
pub struct Facts<'h> {
    /// `<html>`, and whether it says its language.
    pub root: Option<(Span, bool)>,
    /// `<body>`.
    pub body: Option<Span>,
    /// `<title>` of the page and its text.
    pub title: Option<(Span, &'h str)>,
    /// In order.
    pub headings: Vec<Heading>,
    /// In order.
    pub links: Vec<Link<'h>>,
    /// In order.
    pub images: Vec<Image<'h>>,
    /// In order.
    pub controls: Vec<Control<'h>>,
    /// In order.
    pub labels: Vec<Label<'h>>,
    /// In the order in which they end.
    pub tables: Vec<Table>,
    /// Every `id` with its tag.
    pub ids: Vec<(&'h str, Span)>,
    /// `id`s of what a label may name.
    pub labelable: Vec<&'h str>,
    /// `<main>`.
    pub mains: Vec<Span>,
    /// `<header>` of the page.
    pub banners: Vec<Span>,
    /// `<footer>` of the page.
    pub footers: Vec<Span>,
    /// `<nav>`.
    pub navs: Vec<Span>,
    /// Tags that are wrong by themselves, with the attribute that is.
    pub tags: Vec<(TagFault, &'h str, Span)>,
    /// Paragraphs that are bold as a whole and have a block after them.
    pub bold: Vec<(Span, Range<usize>)>,
    /// Pieces of text, outside of code.
    pub texts: Vec<(&'h str, usize)>,
    /// The texts of headings, links and labels, one after the other.
    pub names: String,
    /// The addresses it names, and what it holds besides its text.
    pub uses: Uses<'h>,
}

/// Reads a page. `texts`: pieces of text are wanted.
pub fn gather(html: &str, texts: bool) -> Facts<'_> {
    let mut gather = Gather {
        html,
        wants_texts: texts,
        facts: Facts::default(),
        heading: None,
        link: None,
        label: None,
        tables: Vec::new(),
        cell: None,
        title: false,
        hidden: None,
        depth: Depth::default(),
        paragraph: None,
        candidate: None,
        under_heading: false,
    };
    for token in tokens(html) {
        match token {
            Token::Open(tag) => gather.open(&tag),
            Token::Close(name, at) => gather.close(name, at),
            Token::Text(text, at) => gather.text(text, at),
        }
    }
    gather.finish()
}

/// How many elements of a kind are open.
#[derive(Default)]
struct Depth {
    /// `article` and `section`.
    sections: usize,
    asides: usize,
    navs: usize,
    mains: usize,
    /// `header`s and `footer`s of the page.
    headers: usize,
    footers: usize,
    /// Those of a part, which are no landmarks.
    own_headers: usize,
    own_footers: usize,
    /// What shows its text as written.
    code: usize,
    pre: usize,
    svg: usize,
    /// Where bold is no heading: list items, quotes, cells.
    narrow: usize,
}

/// A paragraph that may be bold as a whole.
#[derive(Clone, PartialEq, Eq)]
enum Bold {
    /// Nothing but its tag was seen.
    Begun,
    /// Inside of the bold element.
    Inside,
    /// After it.
    After,
}

struct Gather<'h> {
    html: &'h str,
    wants_texts: bool,
    facts: Facts<'h>,
    heading: Option<Heading>,
    link: Option<Link<'h>>,
    label: Option<Label<'h>>,
    tables: Vec<Table>,
    /// Where the text of a header cell begins in the names.
    cell: Option<usize>,
    title: bool,
    /// The element that is hidden from readers, and how many of its name are open.
    hidden: Option<(&'h str, usize)>,
    depth: Depth,
    paragraph: Option<(Span, Bold, usize)>,
    /// A bold paragraph whose successor is not yet known.
    candidate: Option<(Span, Range<usize>)>,
    /// Nothing but a heading was seen since the last text: a bold line here is its subtitle.
    under_heading: bool,
}

/// The attributes that any rule looks at.
#[derive(Default)]
struct Seen<'h> {
    id: &'h str,
    href: Option<&'h str>,
    src: &'h str,
    alt: Option<&'h str>,
    title: &'h str,
    label: &'h str,
    labelled: bool,
    described: bool,
    hidden: bool,
    role: &'h str,
    lang: &'h str,
    name: &'h str,
    content: &'h str,
    http_equiv: &'h str,
    target: &'h str,
    kind: &'h str,
    autoplay: bool,
    controls: bool,
    disabled: bool,
}

/// Elements that only the rules about text look at: most of a page.
const PLAIN: [&str; 11] = [
    "p", "li", "span", "div", "em", "strong", "ul", "path", "b", "i", "small",
];

const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

impl<'h> Gather<'h> {
    fn open(&mut self, tag: &Tag<'h>) {
        let name = lower(tag.name);
        let span = tag.at..tag.end;
        let seen = self.look(tag, &span);
        self.facts.uses.look(&name, tag, self.wants_texts);
        if !seen.id.is_empty() {
            self.facts.ids.push((seen.id, span.clone()));
        }
        if self.hidden(&name, tag, seen.hidden) {
            return;
        }
        if !self.wants_texts && PLAIN.contains(&&*name) {
            self.say(seen.label);
            return;
        }
        self.bold_paragraph(&name, &span);
        match &*name {
            "a" => self.open_link(&seen, span),
            "img" => self.image(&seen, span),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                let start = self.facts.names.len();
                self.heading = Some(Heading {
                    level,
                    span,
                    named: !seen.label.is_empty() || seen.labelled,
                    text: start..start,
                });
            }
            "html" => self.facts.root = Some((span, !seen.lang.trim().is_empty())),
            "body" => self.facts.body = Some(span),
            "title" if self.depth.svg == 0 => {
                self.title = true;
                self.facts.title.get_or_insert((span, ""));
            }
            "svg" => {
                self.say(seen.label);
                self.depth.svg += 1;
            }
            "main" => {
                self.facts.mains.push(span);
                self.depth.mains += 1;
            }
            "header" if self.depth.sectioned() => self.depth.own_headers += 1,
            "header" => {
                self.facts.banners.push(span);
                self.depth.headers += 1;
            }
            "footer" if self.depth.sectioned() => self.depth.own_footers += 1,
            "footer" => {
                self.facts.footers.push(span);
                self.depth.footers += 1;
            }
            "nav" => {
                self.facts.navs.push(span);
                self.depth.navs += 1;
            }
            "aside" => self.depth.asides += 1,
            "article" | "section" => self.depth.sections += 1,
            "pre" => {
                self.depth.pre += 1;
                self.depth.code += 1;
            }
            "code" | "kbd" | "samp" | "abbr" | "var" => self.depth.code += 1,
            "li" | "blockquote" | "dd" | "dt" | "figcaption" | "figure" => self.depth.narrow += 1,
            "table" => {
                self.depth.narrow += 1;
                self.tables.push(Table {
                    span,
                    header: false,
                    cells: false,
                    layout: matches!(seen.role, "presentation" | "none") || self.depth.pre > 0,
                });
            }
            "tr" | "tbody" | "tfoot" => self.end_header_cell(),
            "th" | "td" => {
                self.end_header_cell();
                let start = self.facts.names.len();
                if let Some(table) = self.tables.last_mut() {
                    table.cells = true;
                    table.header |= matches!(seen.role, "columnheader" | "rowheader");
                }
                if name == "th" {
                    self.cell = Some(start);
                    self.say(seen.label);
                }
            }
            "input" | "select" | "textarea" | "button" | "meter" | "output" | "progress" => {
                self.control(&name, &seen, span);
            }
            "label" => {
                let start = self.facts.names.len();
                self.label = Some(Label {
                    span,
                    target: seen.target,
                    around: false,
                    text: start..start,
                });
            }
            "meta" => self.meta(&seen, span),
            "iframe" if seen.src.contains("autoplay=1") => {
                self.facts.tags.push((TagFault::Autoplay, "autoplay", span));
            }
            "audio" | "video" if seen.autoplay && !(seen.controls && self.is_muted(tag)) => {
                self.facts.tags.push((TagFault::Autoplay, "autoplay", span));
            }
            "br" => self.say(" "),
            _ => self.say(seen.label),
        }
        if seen.role == "main" && name != "main" {
            self.facts.mains.push(tag.at..tag.end);
        }
    }

    fn is_muted(&self, tag: &Tag<'h>) -> bool {
        tag.attributes()
            .any(|(name, _)| name.eq_ignore_ascii_case("muted"))
    }

    /// Reads the attributes, and notes those that are wrong wherever they stand.
    fn look(&mut self, tag: &Tag<'h>, span: &Span) -> Seen<'h> {
        let mut seen = Seen::default();
        for (name, value) in tag.attributes() {
            match &*lower(name) {
                "class" => {}
                "id" => seen.id = value,
                "href" => seen.href = Some(value),
                "src" => seen.src = value,
                "alt" => seen.alt = Some(value),
                "title" => seen.title = value.trim(),
                "role" => seen.role = value,
                "lang" => seen.lang = value,
                "name" => seen.name = value,
                "content" => seen.content = value,
                "http-equiv" => seen.http_equiv = value,
                "for" => seen.target = value,
                "type" => seen.kind = value,
                "autoplay" => seen.autoplay = true,
                "controls" => seen.controls = true,
                "disabled" => seen.disabled = true,
                "hidden" => seen.hidden = true,
                "aria-hidden" => seen.hidden |= value == "true",
                "aria-label" => seen.label = value.trim(),
                "aria-labelledby" => seen.labelled = true,
                "aria-describedby" => seen.described = true,
                "tabindex" => {
                    if value.trim().parse::<i32>().is_ok_and(|index| index > 0) {
                        self.facts
                            .tags
                            .push((TagFault::TabIndex, value, span.clone()));
                    }
                }
                other => {
                    if other.len() > 4
                        && other.starts_with("on")
                        && other.bytes().all(|byte| byte.is_ascii_lowercase())
                        && !value.is_empty()
                    {
                        self.facts
                            .tags
                            .push((TagFault::Handler, name, span.clone()));
                    }
                }
            }
        }
        seen
    }

    /// Follows an element that is hidden from readers. True inside of it.
    fn hidden(&mut self, name: &str, tag: &Tag<'h>, hides: bool) -> bool {
        if let Some((element, depth)) = &mut self.hidden {
            if element.eq_ignore_ascii_case(name) && !tag.closed() {
                *depth += 1;
            }
            return true;
        }
        if !hides || VOID.contains(&name) || tag.closed() {
            return hides;
        }
        self.hidden = Some((tag.name, 1));
        true
    }

    fn open_link(&mut self, seen: &Seen<'h>, span: Span) {
        self.end_link(span.start);
        let Some(href) = seen.href else {
            return;
        };
        let start = self.facts.names.len();
        let named = seen.labelled || !seen.title.is_empty();
        self.link = Some(Link {
            span,
            href,
            name: start..start,
            named,
            described: seen.described,
            in_table: !self.tables.is_empty(),
            zone: self.depth.zone(),
            nav: (self.depth.navs > 0).then(|| self.facts.navs.len().saturating_sub(1)),
            end: 0,
        });
        if !seen.label.is_empty() {
            self.facts.names.push_str(seen.label);
            if let Some(link) = &mut self.link {
                link.name.end = self.facts.names.len();
            }
        }
    }

    fn end_link(&mut self, at: usize) {
        if let Some(mut link) = self.link.take() {
            if link.name.is_empty() {
                link.name.end = self.facts.names.len();
            }
            link.end = at;
            self.facts.links.push(link);
        }
    }

    fn image(&mut self, seen: &Seen<'h>, span: Span) {
        let name = match (seen.label, seen.alt) {
            ("", alt) => alt.unwrap_or(seen.title),
            (label, _) => label,
        };
        if !name.trim().is_empty() {
            self.say(name);
        }
        self.facts.images.push(Image {
            span,
            alt: seen.alt,
            src: seen.src,
            excused: seen.labelled
                || !seen.label.is_empty()
                || !seen.title.is_empty()
                || matches!(seen.role, "presentation" | "none"),
        });
    }

    fn control(&mut self, name: &str, seen: &Seen<'h>, span: Span) {
        if !seen.id.is_empty() && seen.kind != "hidden" {
            self.facts.labelable.push(seen.id);
        }
        let field = match name {
            "select" | "textarea" => true,
            "input" => !matches!(
                seen.kind.to_ascii_lowercase().as_str(),
                "hidden" | "submit" | "button" | "reset" | "image"
            ),
            _ => false,
        };
        if let Some(label) = &mut self.label
            && (field || name != "button")
        {
            label.around = true;
        }
        if name == "input" && seen.kind.eq_ignore_ascii_case("image") {
            self.image(seen, span);
        } else if field && !seen.disabled {
            let around = self.label.is_some();
            self.facts.controls.push(Control {
                span,
                id: seen.id,
                named: around || seen.labelled || !seen.label.is_empty() || !seen.title.is_empty(),
            });
        }
    }

    fn meta(&mut self, seen: &Seen<'h>, span: Span) {
        if seen.http_equiv.eq_ignore_ascii_case("refresh") {
            let delay = seen.content.trim_start();
            let digits = delay.find(|c: char| !c.is_ascii_digit() && c != '.');
            let (seconds, rest) = delay.split_at(digits.unwrap_or(delay.len()));
            let leaves = !rest.trim_matches([' ', ';', ',']).is_empty();
            let waits = seconds.parse::<f64>().is_ok_and(|seconds| seconds > 0.0);
            if waits || (!leaves && !seconds.is_empty()) {
                self.facts
                    .tags
                    .push((TagFault::Refresh, seen.content, span));
            }
        } else if seen.name.eq_ignore_ascii_case("viewport") && forbids_zoom(seen.content) {
            self.facts.tags.push((TagFault::Zoom, seen.content, span));
        }
    }

    fn close(&mut self, name: &'h str, at: usize) {
        let name = lower(name);
        if let Some((element, depth)) = &mut self.hidden {
            if element.eq_ignore_ascii_case(&name) {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        if !self.wants_texts && PLAIN.contains(&&*name) {
            return;
        }
        let end = self.facts.names.len();
        let depth = &mut self.depth;
        match &*name {
            "a" => self.end_link(at),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                if let Some(mut heading) = self.heading.take() {
                    heading.text.end = end;
                    self.facts.headings.push(heading);
                    self.under_heading = true;
                }
            }
            "title" => self.title = false,
            "svg" => depth.svg = depth.svg.saturating_sub(1),
            "main" => {
                self.candidate = None;
                depth.mains = depth.mains.saturating_sub(1);
            }
            "header" if depth.own_headers > 0 => depth.own_headers -= 1,
            "header" => depth.headers = depth.headers.saturating_sub(1),
            "footer" if depth.own_footers > 0 => depth.own_footers -= 1,
            "footer" => depth.footers = depth.footers.saturating_sub(1),
            "nav" => depth.navs = depth.navs.saturating_sub(1),
            "aside" => depth.asides = depth.asides.saturating_sub(1),
            "article" | "section" => {
                self.candidate = None;
                depth.sections = depth.sections.saturating_sub(1);
            }
            "pre" => {
                depth.pre = depth.pre.saturating_sub(1);
                depth.code = depth.code.saturating_sub(1);
            }
            "code" | "kbd" | "samp" | "abbr" | "var" => depth.code = depth.code.saturating_sub(1),
            "li" | "blockquote" | "dd" | "dt" | "figcaption" | "figure" => {
                depth.narrow = depth.narrow.saturating_sub(1);
            }
            "table" => {
                depth.narrow = depth.narrow.saturating_sub(1);
                self.end_header_cell();
                self.facts.tables.extend(self.tables.pop());
            }
            "th" => self.end_header_cell(),
            "label" => {
                if let Some(mut label) = self.label.take() {
                    label.text.end = end;
                    self.facts.labels.push(label);
                }
            }
            "p" => self.end_paragraph(),
            "strong" | "b" => {
                if let Some((_, bold, _)) = &mut self.paragraph
                    && *bold == Bold::Inside
                {
                    *bold = Bold::After;
                }
            }
            // what ends here cannot be followed by what a heading is over
            "div" => self.candidate = None,
            _ => {}
        }
    }

    fn end_header_cell(&mut self) {
        let Some(start) = self.cell.take() else {
            return;
        };
        let said = self.facts.names.get(start..).unwrap_or("");
        if let Some(table) = self.tables.last_mut() {
            table.header |= says_something(said);
        }
    }

    fn text(&mut self, text: &'h str, at: usize) {
        if self.title {
            if let Some((_, title)) = &mut self.facts.title
                && title.is_empty()
            {
                *title = text;
            }
            if self.depth.svg == 0 {
                return;
            }
        }
        if self.hidden.is_some() {
            return;
        }
        let named = self.link.is_some()
            || self.heading.is_some()
            || self.label.is_some()
            || self.cell.is_some();
        let paragraph = self.paragraph.is_some();
        if !named && !paragraph && !self.wants_texts {
            return;
        }
        if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.say(" ");
            return;
        }
        if self.wants_texts && self.depth.code == 0 && self.depth.svg == 0 {
            self.facts.texts.push((text, at));
        }
        if let Some((_, bold, _)) = &self.paragraph
            && *bold != Bold::Inside
        {
            self.paragraph = None;
        }
        self.candidate = None;
        self.under_heading = false;
        self.say(text);
    }

    /// Adds to the names that are being read.
    fn say(&mut self, text: &str) {
        let labelled_link = self.link.as_ref().is_some_and(|link| !link.name.is_empty());
        if let Some(heading) = &mut self.heading
            && !labelled_link
        {
            heading.named |= says_something(text);
        }
        if !text.is_empty()
            && (self.link.is_some()
                || self.heading.is_some()
                || self.label.is_some()
                || self.cell.is_some()
                || self.paragraph.is_some())
        {
            self.facts.names.push_str(text);
        }
    }

    fn bold_paragraph(&mut self, name: &str, span: &Span) {
        if !self.wants_texts {
            return;
        }
        if matches!(
            name,
            "p" | "ul" | "ol" | "table" | "pre" | "blockquote" | "dl" | "figure" | "div"
        ) {
            self.facts.bold.extend(self.candidate.take());
        } else if (name.len() == 2 && name.starts_with('h')) || matches!(name, "footer" | "nav") {
            self.candidate = None;
        }
        match (name, &mut self.paragraph) {
            ("p", _) => {
                let wide = self.depth.narrow == 0 && self.depth.asides == 0 && !self.under_heading;
                let start = self.facts.names.len();
                self.paragraph = wide.then(|| (span.clone(), Bold::Begun, start));
            }
            ("strong" | "b", Some((_, bold, start))) if *bold == Bold::Begun => {
                *bold = Bold::Inside;
                *start = self.facts.names.len();
            }
            ("em" | "i" | "br" | "span", Some((_, Bold::Inside, _))) => {}
            (_, Some(_)) => self.paragraph = None,
            (_, None) => {}
        }
    }

    fn end_paragraph(&mut self) {
        if let Some((span, Bold::After, start)) = self.paragraph.take() {
            self.candidate = Some((span, start..self.facts.names.len()));
        }
    }

    fn finish(mut self) -> Facts<'h> {
        self.end_link(self.html.len());
        self.facts
    }
}

impl Depth {
    /// Whether a `<header>` or `<footer>` here belongs to a part of the page.
    fn sectioned(&self) -> bool {
        self.sections + self.asides + self.navs + self.mains > 0
    }

    fn zone(&self) -> Zone {
        match () {
            () if self.navs > 0 => Zone::Nav,
            () if self.mains > 0 => Zone::Main,
            () if self.asides > 0 => Zone::Aside,
            () if self.headers > 0 => Zone::Header,
            () if self.footers > 0 => Zone::Footer,
            () => Zone::Other,
        }
    }
}

/// `user-scalable=no`, or an enlargement of less than twice.
fn forbids_zoom(content: &str) -> bool {
    content.split([',', ';']).any(|setting| {
        let (key, value) = setting.split_once('=').unwrap_or((setting, ""));
        let value = value.trim().to_ascii_lowercase();
        match key.trim().to_ascii_lowercase().as_str() {
            "user-scalable" => matches!(value.as_str(), "no" | "0" | "false"),
            "maximum-scale" => value
                .parse::<f64>()
                .is_ok_and(|scale| (0.0..2.0).contains(&scale)),
            _ => false,
        }
    })
}

/// Whether a text, entities not read, has anything but blanks.
pub fn says_something(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
    if text.chars().all(blank) {
        return false;
    }
    !text.contains('&') || !super::words::decoded(text).chars().all(blank)
}

fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}
