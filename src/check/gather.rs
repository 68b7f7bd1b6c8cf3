//! The one pass over a rendered page that gathers its facts.

use super::facts::{
    Control, Facts, Heading, Image, Label, Link, Span, Table, TagFault, Zone, says_something,
};
use super::html::{Name, Passed, Piece, PlainLink, Reader};
use super::names::{Attribute, Attributes, Element, Key};
use super::uses::Use;
use super::words;
use std::ops::Range;

/// Reads a page. `texts`: pieces of text are wanted.
pub fn gather(html: &str, texts: bool) -> Facts<'_> {
    let mut gather = Gather {
        html,
        wants_texts: texts,
        facts: Facts::of_size(html.len()),
        seen: Attributes::default(),
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
    let mut reader = Reader::new(html);
    while let Some(piece) = reader.piece(gather.passes()) {
        match piece {
            Piece::Open(name) => gather.open(name, &mut reader),
            Piece::Close(name, at) => gather.close(name, at),
            Piece::Text(text, at) => gather.text(text, at),
            Piece::Link(link) => gather.plain_link(link),
        }
    }
    gather.facts.uses.elements += reader.passed();
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
    /// Of the tag that is looked at.
    seen: Attributes<'h>,
    heading: Option<Heading>,
    link: Option<Link<'h>>,
    label: Option<Label<'h>>,
    tables: Vec<Table>,
    /// Where the text of a header cell begins in the names.
    cell: Option<usize>,
    title: bool,
    /// The element that is hidden from readers, and how many of its name are open.
    hidden: Option<(Key, usize)>,
    depth: Depth,
    paragraph: Option<(Span, Bold, usize)>,
    /// A bold paragraph whose successor is not yet known.
    candidate: Option<(Span, Range<usize>)>,
    /// Nothing but a heading below the page's own was seen since the last text: a bold line here is its subtitle.
    under_heading: bool,
}

impl<'h> Gather<'h> {
    /// What no rule looks at from here on.
    fn passes(&self) -> Passed {
        Passed {
            texts: !self.wants_texts && !self.title && !self.is_naming(),
            plain: !self.wants_texts && self.hidden.is_none(),
            cells: self.cell.is_none() && self.tables.last().is_none_or(|table| table.cells),
        }
    }

    /// Whether what is said here is the name of something.
    fn is_naming(&self) -> bool {
        self.link.is_some()
            || self.heading.is_some()
            || self.label.is_some()
            || self.cell.is_some()
            || self.paragraph.is_some()
    }

    fn open(&mut self, name: Name, reader: &mut Reader<'h>) {
        let element = name.element;
        self.facts.uses.elements += 1;
        self.read_attributes(name.at, reader);
        let span = name.at..reader.tag_end();
        // what colours code is the generator's doing
        let inline = self.wants_texts && self.depth.pre == 0 && element != Element::Pre;
        if inline || !self.seen.is_empty() {
            self.facts.uses.look(element, &self.seen, &span, inline);
        }
        if let Some(id) = self.seen.get(Attribute::Id).filter(|id| !id.is_empty()) {
            self.facts.ids.push((id, span.clone()));
        }
        if self.is_hidden(name, reader.is_closed()) {
            return;
        }
        let label = words::trimmed(self.seen.text(Attribute::AriaLabel));
        if self.seen.text(Attribute::Role) == "main" && element != Element::Main {
            self.facts.mains.push(span.clone());
        }
        if !self.wants_texts && element.is_plain() {
            self.say(label);
            return;
        }
        self.bold_paragraph(element, &span);
        self.open_element(element, span, label);
    }

    fn read_attributes(&mut self, at: usize, reader: &mut Reader<'h>) {
        self.seen.clear();
        let first = self.facts.tags.len();
        while let Some((attribute, name, value)) = reader.attribute() {
            self.seen.add(attribute, value);
            if attribute == Attribute::Other && !value.is_empty() && is_handler(name) {
                self.facts.tags.push((TagFault::Handler, name, at..at));
            }
        }
        if let Some(index) = self.seen.get(Attribute::Tabindex)
            && index.trim().parse::<i32>().is_ok_and(|index| index > 0)
        {
            self.facts.tags.push((TagFault::TabIndex, index, at..at));
        }
        for (_, _, span) in &mut self.facts.tags[first..] {
            span.end = reader.tag_end();
        }
    }

    fn open_element(&mut self, element: Element, span: Span, label: &'h str) {
        match element {
            Element::A => self.open_link(span, label),
            Element::Img => self.image(span, label),
            Element::Html => {
                let speaks = !self.seen.text(Attribute::Lang).trim().is_empty();
                self.facts.root = Some((span, speaks));
            }
            Element::Body => self.facts.body = Some(span),
            Element::Title if self.depth.svg == 0 => {
                self.title = true;
                self.facts.title.get_or_insert((span, ""));
            }
            Element::Svg => {
                self.say(label);
                self.depth.svg += 1;
            }
            Element::Main => {
                self.facts.mains.push(span);
                self.depth.mains += 1;
            }
            Element::Header if self.depth.sectioned() => self.depth.own_headers += 1,
            Element::Header => {
                self.facts.banners.push(span);
                self.depth.headers += 1;
            }
            Element::Footer if self.depth.sectioned() => self.depth.own_footers += 1,
            Element::Footer => {
                self.facts.footers.push(span);
                self.depth.footers += 1;
            }
            Element::Nav => {
                self.facts.navs.push(span);
                self.depth.navs += 1;
            }
            Element::Aside => self.depth.asides += 1,
            Element::Article | Element::Section => self.depth.sections += 1,
            Element::Pre => {
                self.depth.pre += 1;
                self.depth.code += 1;
            }
            element if element.is_code() => self.depth.code += 1,
            element if element.is_narrow() => self.depth.narrow += 1,
            Element::Table => {
                self.depth.narrow += 1;
                self.tables.push(Table {
                    span,
                    header: false,
                    cells: false,
                    layout: self.is_presentation() || self.depth.pre > 0,
                });
            }
            Element::Tr | Element::Tbody | Element::Tfoot => self.end_header_cell(),
            Element::Th | Element::Td => {
                self.end_header_cell();
                let role = self.seen.text(Attribute::Role);
                if let Some(table) = self.tables.last_mut() {
                    table.cells = true;
                    table.header |= matches!(role, "columnheader" | "rowheader");
                }
                if element == Element::Th {
                    self.cell = Some(self.facts.names.len());
                    self.say(label);
                }
            }
            Element::Input
            | Element::Select
            | Element::Textarea
            | Element::Button
            | Element::Meter
            | Element::Output
            | Element::Progress => self.control(element, span, label),
            Element::Label => {
                let start = self.facts.names.len();
                self.facts.names.push_str(label);
                self.label = Some(Label {
                    span,
                    target: self.seen.text(Attribute::For),
                    around: false,
                    text: start..start,
                });
            }
            Element::Meta => self.meta(span),
            Element::Iframe if self.seen.text(Attribute::Src).contains("autoplay=1") => {
                self.facts.tags.push((TagFault::Autoplay, "autoplay", span));
            }
            Element::Audio | Element::Video if self.starts_by_itself() => {
                self.facts.tags.push((TagFault::Autoplay, "autoplay", span));
            }
            Element::Br => self.say(" "),
            element => match element.level() {
                Some(level) => {
                    let start = self.facts.names.len();
                    self.heading = Some(Heading {
                        level,
                        span,
                        named: !label.is_empty() || self.seen.has(Attribute::AriaLabelledby),
                        text: start..start,
                    });
                }
                None => self.say(label),
            },
        }
    }

    fn is_presentation(&self) -> bool {
        matches!(self.seen.text(Attribute::Role), "presentation" | "none")
    }

    /// Sound that nobody asked for; a silent film that can be stopped is none.
    fn starts_by_itself(&self) -> bool {
        self.seen.has(Attribute::Autoplay)
            && !(self.seen.has(Attribute::Controls) && self.seen.has(Attribute::Muted))
    }

    /// Follows an element that is hidden from readers. True inside of it.
    fn is_hidden(&mut self, name: Name, closed: bool) -> bool {
        if let Some((key, depth)) = &mut self.hidden {
            if *key == name.key && !closed {
                *depth += 1;
            }
            return true;
        }
        let hides =
            self.seen.has(Attribute::Hidden) || self.seen.text(Attribute::AriaHidden) == "true";
        if hides && !name.element.is_void() && !closed {
            self.hidden = Some((name.key, 1));
        }
        hides
    }

    /// Whether the tag has a name by another element or by its `title`.
    fn is_named(&self) -> bool {
        self.seen.has(Attribute::AriaLabelledby)
            || !self.seen.text(Attribute::Title).trim().is_empty()
    }

    fn open_link(&mut self, span: Span, label: &'h str) {
        self.end_link(span.start);
        let Some(href) = self.seen.get(Attribute::Href) else {
            return;
        };
        let start = self.facts.names.len();
        self.facts.names.push_str(label);
        self.link = Some(Link {
            span,
            href,
            name: start..self.facts.names.len(),
            named: self.is_named(),
            described: self.seen.has(Attribute::AriaDescribedby),
            in_table: !self.tables.is_empty(),
            zone: self.depth.zone(),
            nav: self.nav(),
            end: 0,
        });
    }

    /// A link that is named by its text alone, outside of all that is named itself.
    fn plain_link(&mut self, link: PlainLink<'h>) {
        self.facts.uses.elements += 1;
        self.facts.uses.push(link.href, Use::Link, &link.span);
        let start = self.facts.names.len();
        self.facts.names.push_str(link.text);
        self.facts.links.push(Link {
            span: link.span,
            href: link.href,
            name: start..self.facts.names.len(),
            named: false,
            described: false,
            in_table: !self.tables.is_empty(),
            zone: self.depth.zone(),
            nav: self.nav(),
            end: link.end,
        });
    }

    /// The number of the `<nav>` that is open.
    fn nav(&self) -> Option<usize> {
        (self.depth.navs > 0).then(|| self.facts.navs.len().saturating_sub(1))
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

    fn image(&mut self, span: Span, label: &'h str) {
        let alt = self.seen.get(Attribute::Alt);
        let name = match label {
            "" => alt.unwrap_or_else(|| self.seen.text(Attribute::Title)),
            label => label,
        };
        if !name.trim().is_empty() {
            self.say(name);
        }
        self.facts.images.push(Image {
            span,
            alt,
            src: self.seen.text(Attribute::Src),
            excused: !label.is_empty() || self.is_named() || self.is_presentation(),
        });
    }

    fn control(&mut self, element: Element, span: Span, label: &'h str) {
        let id = self.seen.text(Attribute::Id);
        let kind = self.seen.text(Attribute::Type);
        let is = |wanted: &str| kind.eq_ignore_ascii_case(wanted);
        if !id.is_empty() && !is("hidden") {
            self.facts.labelable.push(id);
        }
        let field = match element {
            Element::Select | Element::Textarea => true,
            Element::Input => !["hidden", "submit", "button", "reset", "image"]
                .iter()
                .any(|kind| is(kind)),
            _ => false,
        };
        if let Some(label) = &mut self.label
            && (field || element != Element::Button)
        {
            label.around = true;
        }
        if element == Element::Input && is("image") {
            self.image(span, label);
        } else if field && !self.seen.has(Attribute::Disabled) {
            self.facts.controls.push(Control {
                span,
                id,
                named: !label.is_empty() || self.is_named(),
                label: self.label.as_ref().map(|_| self.facts.labels.len()),
            });
        }
    }

    fn meta(&mut self, span: Span) {
        let content = self.seen.text(Attribute::Content);
        let is = |attribute, wanted: &str| self.seen.text(attribute).eq_ignore_ascii_case(wanted);
        if is(Attribute::HttpEquiv, "refresh") {
            let delay = content.trim_start();
            let digits = delay.find(|c: char| !c.is_ascii_digit() && c != '.');
            let (seconds, rest) = delay.split_at(digits.unwrap_or(delay.len()));
            let leaves = !rest.trim_matches([' ', ';', ',']).is_empty();
            let waits = seconds.parse::<f64>().is_ok_and(|seconds| seconds > 0.0);
            if waits || (!leaves && !seconds.is_empty()) {
                self.facts.tags.push((TagFault::Refresh, content, span));
            }
        } else if is(Attribute::Name, "viewport") && forbids_zoom(content) {
            self.facts.tags.push((TagFault::Zoom, content, span));
        }
    }

    fn close(&mut self, name: Name, at: usize) {
        if let Some((key, depth)) = &mut self.hidden {
            if *key == name.key {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        let element = name.element;
        if !self.wants_texts && element.is_plain() {
            return;
        }
        let end = self.facts.names.len();
        let depth = &mut self.depth;
        match element {
            Element::A => self.end_link(at),
            Element::Title => self.title = false,
            Element::Svg => depth.svg = depth.svg.saturating_sub(1),
            Element::Main => {
                self.candidate = None;
                depth.mains = depth.mains.saturating_sub(1);
            }
            Element::Header if depth.own_headers > 0 => depth.own_headers -= 1,
            Element::Header => depth.headers = depth.headers.saturating_sub(1),
            Element::Footer if depth.own_footers > 0 => depth.own_footers -= 1,
            Element::Footer => depth.footers = depth.footers.saturating_sub(1),
            Element::Nav => depth.navs = depth.navs.saturating_sub(1),
            Element::Aside => depth.asides = depth.asides.saturating_sub(1),
            Element::Article | Element::Section => {
                self.candidate = None;
                depth.sections = depth.sections.saturating_sub(1);
            }
            Element::Pre => {
                depth.pre = depth.pre.saturating_sub(1);
                depth.code = depth.code.saturating_sub(1);
            }
            element if element.is_code() => depth.code = depth.code.saturating_sub(1),
            element if element.is_narrow() => depth.narrow = depth.narrow.saturating_sub(1),
            Element::Table => {
                depth.narrow = depth.narrow.saturating_sub(1);
                self.end_header_cell();
                self.facts.tables.extend(self.tables.pop());
            }
            Element::Th => self.end_header_cell(),
            Element::Label => {
                if let Some(mut label) = self.label.take() {
                    label.text.end = end;
                    self.facts.labels.push(label);
                }
            }
            Element::P => self.end_paragraph(),
            Element::Strong | Element::B => {
                if let Some((_, bold, _)) = &mut self.paragraph
                    && *bold == Bold::Inside
                {
                    *bold = Bold::After;
                }
            }
            // what ends here cannot be followed by what a heading is over
            Element::Div => self.candidate = None,
            element if element.level().is_some() => {
                if let Some(mut heading) = self.heading.take() {
                    heading.text.end = end;
                    self.facts.headings.push(heading);
                    self.under_heading = element != Element::H1;
                }
            }
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
        if !text.is_empty() && self.is_naming() {
            self.facts.names.push_str(text);
        }
    }

    fn bold_paragraph(&mut self, element: Element, span: &Span) {
        if !self.wants_texts {
            return;
        }
        if matches!(
            element,
            Element::P
                | Element::Ul
                | Element::Ol
                | Element::Table
                | Element::Pre
                | Element::Blockquote
                | Element::Dl
                | Element::Figure
                | Element::Div
        ) {
            self.facts.bold.extend(self.candidate.take());
        } else if element.level().is_some()
            || matches!(element, Element::Hr | Element::Footer | Element::Nav)
        {
            self.candidate = None;
        }
        match (element, &mut self.paragraph) {
            (Element::P, _) => {
                let wide = self.depth.narrow == 0 && self.depth.asides == 0 && !self.under_heading;
                let start = self.facts.names.len();
                self.paragraph = wide.then(|| (span.clone(), Bold::Begun, start));
            }
            (Element::Strong | Element::B, Some((_, bold, start))) if *bold == Bold::Begun => {
                *bold = Bold::Inside;
                *start = self.facts.names.len();
            }
            (
                Element::Em | Element::I | Element::Br | Element::Span,
                Some((_, Bold::Inside, _)),
            )
            | (Element::Em | Element::I, Some((_, Bold::Begun, _))) => {}
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

fn is_handler(name: &str) -> bool {
    name.len() > 4
        && name
            .get(..2)
            .is_some_and(|on| on.eq_ignore_ascii_case("on"))
        && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// `user-scalable=no`, or an enlargement of less than twice.
fn forbids_zoom(content: &str) -> bool {
    content.split([',', ';']).any(|setting| {
        let (key, value) = setting.split_once('=').unwrap_or((setting, ""));
        let (key, value) = (key.trim(), value.trim());
        if key.eq_ignore_ascii_case("user-scalable") {
            ["no", "0", "false"]
                .iter()
                .any(|no| value.eq_ignore_ascii_case(no))
        } else if key.eq_ignore_ascii_case("maximum-scale") {
            let scale = value.parse::<f64>();
            scale.is_ok_and(|scale| (0.0..2.0).contains(&scale))
        } else {
            false
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All that both ways to read a page must agree on.
    fn shown(facts: &Facts<'_>) -> Vec<String> {
        let said = |range: &Range<usize>| facts.names.get(range.clone()).unwrap_or("?");
        let mut shown = vec![
            format!("{:?} {:?} {:?}", facts.root, facts.body, facts.title),
            format!("{:?} {:?}", facts.ids, facts.labelable),
            format!("{:?} {:?} {:?}", facts.mains, facts.banners, facts.footers),
            format!("{:?} {:?}", facts.navs, facts.tags),
            format!("{:?} {:?}", facts.uses.addresses, facts.uses.names),
            format!("{} {}", facts.uses.elements, facts.uses.based),
        ];
        shown.extend(facts.headings.iter().map(|heading| {
            let Heading {
                level,
                span,
                named,
                text,
            } = heading;
            format!("h{level} {span:?} {named} {}", said(text))
        }));
        shown.extend(facts.links.iter().map(|link| {
            format!(
                "{:?} {} {} {} {} {} {:?} {:?} {}",
                link.span,
                link.href,
                said(&link.name),
                link.named,
                link.described,
                link.in_table,
                link.zone,
                link.nav,
                link.end
            )
        }));
        shown.extend(facts.images.iter().map(|image| {
            format!(
                "{:?} {:?} {} {}",
                image.span, image.alt, image.src, image.excused
            )
        }));
        shown.extend(facts.controls.iter().map(|control| {
            format!(
                "{:?} {} {} {:?}",
                control.span, control.id, control.named, control.label
            )
        }));
        shown.extend(facts.labels.iter().map(|label| {
            format!(
                "{:?} {} {} {}",
                label.span,
                label.target,
                label.around,
                said(&label.text)
            )
        }));
        shown.extend(facts.tables.iter().map(|table| {
            format!(
                "{:?} {} {} {}",
                table.span, table.header, table.cells, table.layout
            )
        }));
        shown
    }

    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<a href=\"/a/\">",
        "<a href='b' class=c>",
        "<a name=x>",
        "<A HREF=c>",
        "</a>",
        "</A >",
        "word",
        " ",
        "&nbsp;",
        "é < b",
        "\n",
        "<h1>",
        "<h2 id=\"i\">",
        "<h3 aria-label=x>",
        "</h1>",
        "</h2>",
        "</h3>",
        "<li>",
        "</li>",
        "<ul class=\"u\">",
        "</ul>",
        "<table>",
        "<table role=none>",
        "</table>",
        "<tr>",
        "<td>",
        "<td style=\"a\">",
        "<th>",
        "</th>",
        "</td>",
        "</tr>",
        "<tbody>",
        "<strong>",
        "</strong>",
        "<em>",
        "</em>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<img src=\"i.png\">",
        "<img src=i.png alt=\"x\">",
        "<img hidden>",
        "<label for=\"i\">",
        "<label>",
        "</label>",
        "<input id=i>",
        "<input type=image src=k.png>",
        "<button>",
        "</button>",
        "<select id=s>",
        "</select>",
        "<div hidden>",
        "<div aria-hidden=\"true\">",
        "<div>",
        "</div>",
        "<span title=\"t\">",
        "</span>",
        "<nav>",
        "<nav aria-label=\"n\">",
        "</nav>",
        "<main>",
        "</main>",
        "<header>",
        "</header>",
        "<footer>",
        "</footer>",
        "<aside>",
        "</aside>",
        "<section>",
        "</section>",
        "<article>",
        "</article>",
        "<svg viewBox=\"0\">",
        "<path d=\"m\"/>",
        "<title>",
        "</title>",
        "</svg>",
        "<html lang=fr>",
        "<html>",
        "<body>",
        "<script>a<b</script>",
        "<style>p{}</style>",
        "<textarea><p>",
        "</textarea>",
        "<!-- <a> -->",
        "<!doctype html>",
        "<br>",
        "<br/>",
        "<hr>",
        "<base href=/>",
        "<meta http-equiv=refresh content=5>",
        "<meta name=viewport content=user-scalable=no>",
        "<p onclick=\"x()\">",
        "<p tabindex=3>",
        "<video autoplay>",
        "</video>",
        "<iframe src=\"x?autoplay=1\">",
        "<link rel=stylesheet href=s.css>",
        "<abbr title=x>",
        "</abbr>",
        "<article-x>",
        "</article-x>",
        "<p",
        "<a href=\"",
        "</",
        "<",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href=\"/d/\" aria-describedby=\"e\" title=f>",
        "<blockquote>",
        "</blockquote>",
        "<p hidden>",
        "<li hidden>",
        "<p role=\"main\">",
        "<th aria-label=\"x\">",
        "<dl>",
        "<dt>",
        "<dd>",
    ];

    proptest! {
        #[test]
        fn what_is_passed_over_would_change_nothing(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        ) {
            let html = pieces.concat();
            let (few, all) = (gather(&html, false), gather(&html, true));
            prop_assert_eq!(shown(&few), shown(&all));
        }
    }
}
