//! What the texts of one body share: the body itself and those of its components.

use super::{Components, Heading, Input, InternalLink, Written};
use crate::config::Config;
use crate::report::Finding;
use foldhash::{HashMap, HashSet};

/// A body says no more than this about itself.
pub const MOST_FINDINGS: usize = 300;

/// What is gathered while a body is written.
pub(super) struct State<'a> {
    pub input: Input<'a>,
    pub config: &'a Config,
    pub components: &'a dyn Components,
    pub findings: Findings,
    /// In the order of the text.
    pub headings: Vec<Heading>,
    pub ids: Vec<String>,
    /// Ids that no slug may take.
    pub taken_ids: HashSet<String>,
    /// How often each slug was asked for.
    pub slugs: HashMap<String, usize>,
    pub internal_links: Vec<InternalLink>,
    pub external_links: Vec<(String, Written)>,
    pub text: String,
    /// Whether nothing was written so far that anybody must look at: see [`super::Body::vouched`].
    pub vouched: bool,
    /// How many components the text being written is inside of.
    pub depth: usize,
    /// How many component bodies were written.
    pub bodies: usize,
}

/// Findings up to a limit, so that a hostile text cannot make them without end.
#[derive(Default)]
pub(super) struct Findings(pub Vec<Finding>);

impl Findings {
    pub fn push(&mut self, finding: Finding) {
        if !self.full() {
            self.0.push(finding);
        }
    }

    pub fn full(&self) -> bool {
        self.0.len() >= MOST_FINDINGS
    }
}

impl<'a> State<'a> {
    pub fn new(input: Input<'a>, config: &'a Config, components: &'a dyn Components) -> Self {
        Self {
            input,
            config,
            components,
            findings: Findings::default(),
            headings: Vec::new(),
            ids: Vec::new(),
            taken_ids: HashSet::default(),
            slugs: HashMap::default(),
            internal_links: Vec::new(),
            external_links: Vec::new(),
            text: String::new(),
            vouched: true,
            depth: 0,
            bodies: 0,
        }
    }

    /// Separates what comes next in the plain text from what came before.
    pub fn text_break(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}
