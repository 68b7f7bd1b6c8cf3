//! What one pass over a rendered page sees: rules judge these facts, not the page.

use super::uses::{Sure, Uses};
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
    /// It is a button: to be there for decoration is no excuse.
    pub speaks: bool,
}

/// A field of a form.
pub struct Control<'h> {
    /// Its tag.
    pub span: Span,
    /// Its `id`, empty without.
    pub id: &'h str,
    /// It has a name without a label.
    pub named: bool,
    /// The label around it, by its number.
    pub label: Option<usize>,
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
    /// An image by its role, without a name. Like the next ones, it may leave that to another element.
    Drawing,
    /// `<iframe>` without a name.
    Frame,
    /// `<object>` without a name, and with nothing in its place.
    Object,
    /// `<button>` without a name, and with nothing in it that says something.
    Button,
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
    /// Not all that is in the page is there, but all that a rule may say something of.
    pub let_go: bool,
    /// The page's own Markdown was met, and what is known of it taken over.
    pub knows_body: bool,
    /// Where all links and headings are there nevertheless.
    pub whole: Span,
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
    /// `<main>`, like what follows by element or by role.
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

impl<'h> Facts<'h> {
    /// None yet, with room for what most pages have; addresses that are `sure` will be left out.
    pub fn but(sure: Option<&'h dyn Fn(&str) -> Sure>) -> Self {
        let mut facts = Self {
            ids: Vec::with_capacity(16),
            headings: Vec::with_capacity(16),
            names: String::with_capacity(256),
            uses: Uses::but(sure),
            ..Self::default()
        };
        facts.uses.addresses.reserve(8);
        facts
    }
}
