//! Where an element of a rendered page is written in templates, as far as that is certain.

use crate::check::html::first_tag;
use crate::check::page::Seen;
use crate::check::pattern::{Fit, Rendered, Template};
use crate::check::rules::Element;
use crate::report::Place;
use crate::sources::TemplateSource;
use std::collections::BTreeSet;

/// The templates of a site, and who draws on which.
pub struct Templates<'a> {
    all: Vec<&'a TemplateSource>,
    drawn_on: &'a DrawnOn<'a>,
}

/// The names of the templates that take part in making an output, by its number.
pub type DrawnOn<'a> = dyn Fn(usize) -> BTreeSet<String> + Sync + 'a;

impl<'a> Templates<'a> {
    /// `all`: every template.
    pub fn new(all: &'a [TemplateSource], drawn_on: &'a DrawnOn<'a>) -> Self {
        Self {
            all: all.iter().collect(),
            drawn_on,
        }
    }

    /// Every template.
    pub fn all(&self) -> &[&'a TemplateSource] {
        &self.all
    }

    /// Those that took part in making a page.
    pub fn of(&self, page: &Seen<'_>) -> Vec<&'a TemplateSource> {
        let names = (self.drawn_on)(page.output);
        let all = self.all.iter().copied();
        all.filter(|template| names.contains(&template.name))
            .collect()
    }

    /// Where an element of a page is written, as far as that is certain. `before`: the end of what is before it in the page,
    /// where that is known.
    pub fn place(&self, element: &Element, before: Option<&str>, page: &Seen<'_>) -> Option<Place> {
        match element.in_body {
            Some(false) => in_templates(element, before, &self.of(page)),
            _ => in_templates(element, before, &self.all),
        }
    }
}

/// What one letter more or less may be owed to chance.
const BY_CHANCE: usize = 8;

/// Where an element is written in one of some templates: the tag, if only one of them can have made it, else the file, if it is
/// one. `before`: the end of what is before it in the page, where that is known.
fn in_templates(
    element: &Element,
    before: Option<&str>,
    templates: &[&TemplateSource],
) -> Option<Place> {
    if element.tag.is_empty() {
        return words_in_templates(&element.text, templates);
    }
    let tag = first_tag(&element.tag)?;
    // what is read aloud instead of a text may come from anywhere
    let labelled = tag.attributes.iter().any(|(name, _)| *name == "aria-label");
    let rendered = Rendered {
        name: tag.name,
        tag: &element.tag,
        text: (!labelled).then_some(element.text.as_str()),
        before,
    };
    let mut fits: Vec<(Fit, &TemplateSource)> = Vec::new();
    for template in templates {
        let found = Template::new(&template.text).fits(&rendered);
        let found = found
            .into_iter()
            .filter(|fit| may_begin(fit, template, templates));
        fits.extend(found.map(|fit| (fit, *template)));
    }
    let most = fits.iter().map(|(fit, _)| fit.letters).max()?;
    fits.retain(|(fit, _)| fit.letters + BY_CHANCE > most);
    let (first, template) = fits.first()?;
    if fits.iter().any(|(_, other)| other.name != template.name) {
        return None;
    }
    let range = match fits.as_slice() {
        [_] => Some(&first.range),
        // one tag, several times
        same if same.iter().all(|(fit, _)| fit.literal) => {
            same.get(element.nth).map(|(fit, _)| &fit.range)
        }
        _ => None,
    };
    Some(match range {
        Some(range) => Place::range(&template.file, &template.text, range.clone()),
        None => Place::file(&template.file),
    })
}

/// Whether a file that is included may begin where an element does: as far as its first tags go, that depends on those that
/// include it.
fn may_begin(fit: &Fit, template: &TemplateSource, templates: &[&TemplateSource]) -> bool {
    let Some(before) = &fit.outside else {
        return true;
    };
    let is_it = |file: &str| {
        let rest = template.name.strip_suffix(file);
        !file.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    let includers = templates
        .iter()
        .filter_map(|other| Template::new(&other.text).includes(is_it, before));
    let mut included = false;
    for fits in includers {
        if fits {
            return true;
        }
        included = true;
    }
    !included
}

/// Where words are written that only one template has, and only once.
fn words_in_templates(text: &str, templates: &[&TemplateSource]) -> Option<Place> {
    let found = |template: &&TemplateSource| {
        let mut found = template.text.match_indices(text);
        let (at, said) = found.next()?;
        Some((
            template.file.clone(),
            at..at + said.len(),
            found.next().is_some(),
        ))
    };
    let mut all = templates
        .iter()
        .filter(|_| text.len() > 2)
        .filter_map(|template| Some((template, found(template)?)));
    let (template, (file, range, again)) = all.next()?;
    match all.next() {
        Some(_) => None,
        None if again => Some(Place::file(file)),
        None => Some(Place::range(file, &template.text, range)),
    }
}
