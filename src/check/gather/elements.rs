//! What the tags of each element add to the facts.

use super::Gather;
use super::bold::Bold;
use crate::check::facts::{Control, Image, Label, Link, Span, Table, TagFault};
use crate::check::html::Name;
use crate::check::names::{Attribute, Element};
use crate::words::says_something;

impl<'h> Gather<'h> {
    pub(super) fn open_element(&mut self, element: Element, span: Span, label: &'h str) {
        match element {
            Element::A => self.open_link(span, label),
            Element::Img => self.image(span, label, false),
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
                let is_image = matches!(self.seen.text(Attribute::Role).trim(), "img" | "image");
                let named = !label.is_empty() || self.is_titled();
                if is_image && !named && !self.is_drawing_named(span.end) {
                    self.unnamed(TagFault::Drawing, &span);
                }
                self.say(label);
                self.depth.svg += 1;
            }
            Element::Main => {
                self.facts.mains.push(span);
                self.depth.mains += 1;
            }
            Element::Header if self.depth.sectioned() || self.plays_other_than("banner") => {
                self.depth.own_headers += 1;
            }
            Element::Header => {
                self.facts.banners.push(span);
                self.depth.headers += 1;
            }
            Element::Footer if self.depth.sectioned() || self.plays_other_than("contentinfo") => {
                self.depth.own_footers += 1;
            }
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
            Element::Area => self.area(span, label),
            Element::Object if self.seen.has(Attribute::Data) => {
                let named = !label.is_empty() || self.is_titled() || self.is_presentation();
                if !named && !self.is_object_named(span.end) {
                    self.unnamed(TagFault::Object, &span);
                }
            }
            Element::Iframe => {
                let named = !label.is_empty() || self.is_titled() || self.is_presentation();
                if !named && self.is_shown() {
                    self.unnamed(TagFault::Frame, &span);
                }
                if self.seen.text(Attribute::Src).contains("autoplay=1") {
                    self.facts.tags.push((TagFault::Autoplay, "autoplay", span));
                }
            }
            Element::Audio | Element::Video if self.starts_by_itself() => {
                self.facts.tags.push((TagFault::Autoplay, "autoplay", span));
            }
            Element::Br => self.say(" "),
            element => match element.level() {
                Some(level) if !self.plays_other_than("heading") => {
                    self.open_heading(level, span, label);
                }
                _ => self.say(label),
            },
        }
    }

    pub(super) fn close(&mut self, name: Name, at: usize) {
        if let Some((key, depth)) = &mut self.hidden {
            if *key == name.key {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        if !self.acting.is_empty() {
            self.end_act(name);
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
            element if element.level().is_some() => self.end_heading(element != Element::H1),
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

    fn is_presentation(&self) -> bool {
        matches!(self.seen.text(Attribute::Role), "presentation" | "none")
    }

    /// Sound that nobody asked for; a silent film that can be stopped is none.
    fn starts_by_itself(&self) -> bool {
        self.seen.has(Attribute::Autoplay)
            && !(self.seen.has(Attribute::Controls) && self.seen.has(Attribute::Muted))
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
        self.link = Some(self.link(href, label, span, 0));
    }

    /// A link, as far as its tag tells; `end`: where it ends.
    fn link(&mut self, href: &'h str, name: &str, span: Span, end: usize) -> Link<'h> {
        let start = self.facts.names.len();
        self.facts.names.push_str(name);
        Link {
            span,
            href,
            name: start..self.facts.names.len(),
            named: self.is_named(),
            described: self.seen.has(Attribute::AriaDescribedby),
            in_table: !self.tables.is_empty(),
            zone: self.depth.zone(),
            nav: self.nav(),
            end,
        }
    }

    /// A part of an image that is a link.
    fn area(&mut self, span: Span, label: &'h str) {
        let Some(href) = self.seen.get(Attribute::Href) else {
            return;
        };
        let name = match label {
            "" => self.seen.text(Attribute::Alt),
            label => label,
        };
        if self.lets_go_of(name, href, &span) {
            self.facts.let_go = true;
            return;
        }
        let end = span.end;
        let link = self.link(href, name, span, end);
        self.facts.links.push(link);
    }

    /// Whether a frame is meant to be seen: those without a size are for programs.
    fn is_shown(&self) -> bool {
        let style = self.seen.text(Attribute::Style);
        let hides = |what: &str| {
            let mut of = style.split(what).skip(1);
            of.any(|after| {
                let value = after.trim_start().strip_prefix(':').unwrap_or("");
                value.trim_start().starts_with(['n', 'h'])
            })
        };
        let none = |attribute| {
            let size = self.seen.text(attribute).trim();
            matches!(size, "0" | "0px" | "1")
        };
        !hides("display") && !hides("visibility") && !none(Attribute::Height)
    }

    /// `speaks`: it cannot be there for decoration.
    fn image(&mut self, span: Span, label: &'h str, speaks: bool) {
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
            speaks,
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
        if element == Element::Button {
            let named = !label.is_empty() || self.is_titled() || self.label.is_some();
            if !named && !self.is_button_named(id, span.end) {
                self.unnamed(TagFault::Button, &span);
            }
        } else if element == Element::Input && is("image") {
            self.image(span, label, true);
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
}

/// `user-scalable=no`, or an enlargement of less than twice.
fn forbids_zoom(content: &str) -> bool {
    // what nearly all pages say
    if content == "width=device-width, initial-scale=1" {
        return false;
    }
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
