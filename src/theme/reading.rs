//! What one template's text says: what it extends, includes, calls and defines, and what of a page it looks at.

use super::lexer::{Kind, Tag, Word, tags};
use std::collections::BTreeSet;

/// What was read in one template.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The template it extends, as named, with the byte offset of the name.
    pub extends: Option<(String, usize)>,
    /// The templates it includes, with byte offsets.
    pub includes: Vec<(String, usize)>,
    /// Every name that follows a `<`: the components it may call.
    pub calls: BTreeSet<String>,
    /// The components it defines, with byte offsets.
    pub components: Vec<(String, usize)>,
    /// What of a page it looks at.
    pub looks: Looks,
}

/// What of a page a template looks at. Doubt is always counted as yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// At the body of something that is surely not its own `page` or `section`.
    pub foreign: bool,
    /// At the body of `page`.
    pub page: bool,
    /// At the body of `section`.
    pub section: bool,
    /// `page` is given another meaning somewhere.
    pub page_rebound: bool,
    /// `section` is given another meaning somewhere.
    pub section_rebound: bool,
    /// At `lower` or `higher`.
    pub neighbours: bool,
}

impl Looks {
    /// What two templates of one closure look at together.
    pub fn or(self, other: Self) -> Self {
        Self {
            foreign: self.foreign || other.foreign,
            page: self.page || other.page,
            section: self.section || other.section,
            page_rebound: self.page_rebound || other.page_rebound,
            section_rebound: self.section_rebound || other.section_rebound,
            neighbours: self.neighbours || other.neighbours,
        }
    }

    /// Whether bodies of other pages may be looked at.
    pub fn foreign_bodies(self) -> bool {
        self.foreign || self.page && self.page_rebound || self.section && self.section_rebound
    }
}

/// What only a converted body can answer.
const BODY_FIELDS: [&str; 6] = [
    "content",
    "summary",
    "toc",
    "word_count",
    "reading_time",
    "backlinks",
];

/// Filters that show a value's fields without naming them.
const WHOLE_VALUE_FILTERS: [&str; 4] = ["json_encode", "values", "pairs", "str"];

/// Fields below which there is only what writers put into front matter.
const PLAIN_FIELDS: [&str; 2] = ["extra", "taxonomies"];

/// Fields and variables that are plain text or numbers.
const SCALARS: [&str; 14] = [
    "title",
    "description",
    "permalink",
    "path",
    "slug",
    "name",
    "date",
    "updated",
    "lang",
    "base_url",
    "authors",
    "relative_path",
    "current_url",
    "current_path",
];

/// Reads a template.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    for tag in tags(text) {
        references(&tag, &mut reading);
        bindings(&tag, &mut reading.looks);
        accesses(&tag, &mut reading.looks);
    }
    reading
}

fn references(tag: &Tag<'_>, reading: &mut Reading) {
    let named = |index: usize| {
        tag.text(index)
            .map(|name| (name.to_owned(), tag.words[index].offset))
    };
    match tag.keyword() {
        Some("extends") => reading.extends = named(1),
        Some("include") => reading.includes.extend(named(1)),
        Some("component") => {
            let name = tag
                .name(1)
                .map(|name| (name.to_owned(), tag.words[1].offset));
            reading.components.extend(name);
        }
        _ => {}
    }
    for index in 0..tag.words.len() {
        if tag.is_mark(index, '<')
            && let Some(name) = tag.name(index + 1)
        {
            reading.calls.insert(name.to_owned());
        }
    }
}

fn bindings(tag: &Tag<'_>, looks: &mut Looks) {
    let mut bind = |name: &str| match name {
        "page" => looks.page_rebound = true,
        "section" => looks.section_rebound = true,
        _ => {}
    };
    match tag.keyword() {
        Some("component") => (2..tag.words.len())
            .filter_map(|i| tag.name(i))
            .for_each(bind),
        Some("set" | "set_global") => {
            if let Some(name) = tag.name(1) {
                bind(name);
            }
        }
        _ => {
            for index in 0..tag.words.len() {
                if tag.name(index) == Some("for") {
                    let names = (index + 1..tag.words.len()).map_while(|i| match tag.name(i) {
                        Some("in") => None,
                        Some(name) => Some(Some(name)),
                        None => tag.is_mark(i, ',').then_some(None),
                    });
                    names.flatten().for_each(&mut bind);
                }
            }
        }
    }
}

fn accesses(tag: &Tag<'_>, looks: &mut Looks) {
    for (index, word) in tag.words.iter().enumerate() {
        match word.kind {
            Kind::Name("__tera_context") => unknown(looks),
            Kind::Name(name) if index > 0 && tag.is_mark(index - 1, '.') => {
                field(tag, index - 1, name, looks);
            }
            Kind::Name(name)
                if index > 0
                    && tag.is_mark(index - 1, '|')
                    && WHOLE_VALUE_FILTERS.contains(&name)
                    && !plain_before(tag, index - 1) =>
            {
                unknown(looks);
            }
            Kind::Name("get" | "group_by" | "sort" | "unique" | "join")
                if index > 0 && tag.is_mark(index - 1, '|') =>
            {
                filter_argument(tag, index, looks);
            }
            Kind::Mark('[') if is_index(tag, index) => subscript(tag, index, looks),
            Kind::Spread
                if tag.keyword() != Some("component")
                    && !plain_chain(tag, index + 1)
                    && !is_slice_or_rest(tag, index) =>
            {
                unknown(looks);
            }
            Kind::Name("for") => pairs_loop(tag, index, looks),
            _ => {}
        }
    }
}

fn unknown(looks: &mut Looks) {
    looks.foreign = true;
    looks.neighbours = true;
}

/// A field that is named: `.name` or `["name"]`, whose dot or bracket is at `before`.
fn field(tag: &Tag<'_>, before: usize, name: &str, looks: &mut Looks) {
    if matches!(name, "lower" | "higher") {
        looks.neighbours = true;
    }
    if !BODY_FIELDS.contains(&name) {
        return;
    }
    let alone = before < 2 || !tag.is_mark(before - 2, '.');
    match before.checked_sub(1).and_then(|root| tag.name(root)) {
        Some("page") if alone => looks.page = true,
        Some("section") if alone => looks.section = true,
        _ if root_of(tag, before) == Some("config") => {}
        _ if chain_has_plain_field(tag, before) => {}
        _ => looks.foreign = true,
    }
}

fn subscript(tag: &Tag<'_>, bracket: usize, looks: &mut Looks) {
    let closed = tag.is_mark(bracket + 2, ']');
    match tag.words.get(bracket + 1).map(|word| word.kind) {
        Some(Kind::Text(name)) if closed => field(tag, bracket, name, looks),
        Some(Kind::Number) => {}
        Some(Kind::Mark('-' | ':')) => {}
        _ if root_of(tag, bracket) == Some("config") || chain_has_plain_field(tag, bracket) => {}
        _ => unknown(looks),
    }
}

/// `get(key=…)`, `group_by(attribute=…)` and the like: harmless with a literal that names no body field.
fn filter_argument(tag: &Tag<'_>, filter: usize, looks: &mut Looks) {
    if !tag.is_mark(filter + 1, '(') {
        return;
    }
    let argument = (filter + 2..tag.words.len())
        .take_while(|&i| !tag.is_mark(i, ')'))
        .find(|&i| matches!(tag.name(i), Some("key" | "attribute")));
    let Some(argument) = argument else { return };
    match tag.words.get(argument + 2).map(|word| word.kind) {
        Some(Kind::Text(path)) => {
            for name in path.split('.') {
                if matches!(name, "lower" | "higher") {
                    looks.neighbours = true;
                }
                if BODY_FIELDS.contains(&name) && !chain_has_plain_field(tag, filter - 1) {
                    looks.foreign = true;
                }
            }
        }
        _ if plain_before(tag, filter - 1) => {}
        _ => unknown(looks),
    }
}

/// `for key, value in …` gives every field of a map.
fn pairs_loop(tag: &Tag<'_>, keyword: usize, looks: &mut Looks) {
    if !tag.is_mark(keyword + 2, ',') {
        return;
    }
    let container = keyword + 5;
    let grouped = (container..tag.words.len())
        .any(|i| tag.name(i) == Some("group_by") && i > 0 && tag.is_mark(i - 1, '|'));
    let listed = tag.is_mark(container, '{');
    if !grouped && !listed && !plain_chain(tag, container) {
        unknown(looks);
    }
}

/// Whether the chain that starts here is configuration, front matter or data: nothing that has a body.
fn plain_chain(tag: &Tag<'_>, start: usize) -> bool {
    match tag.name(start) {
        Some("config" | "load_data" | "get_menu") => true,
        Some(_) => {
            let mut at = start + 1;
            while tag.is_mark(at, '.') {
                if tag
                    .name(at + 1)
                    .is_some_and(|name| PLAIN_FIELDS.contains(&name))
                {
                    return true;
                }
                at += 2;
            }
            false
        }
        None => false,
    }
}

/// Whether what stands before a `|` is a text, a number, configuration, front matter or data.
fn plain_before(tag: &Tag<'_>, pipe: usize) -> bool {
    let Some(last) = pipe.checked_sub(1) else {
        return false;
    };
    match tag.words[last].kind {
        Kind::Text(_) | Kind::Number => true,
        Kind::Name(name) => {
            SCALARS.contains(&name)
                || BODY_FIELDS.contains(&name)
                || root_of(tag, pipe) == Some("config")
                || chain_has_plain_field(tag, pipe)
                || last > 0
                    && tag.is_mark(last - 1, '|')
                    && !matches!(name, "first" | "last" | "safe")
        }
        _ => false,
    }
}

/// The first name of the chain that ends before a position.
fn root_of<'a>(tag: &Tag<'a>, end: usize) -> Option<&'a str> {
    chain(tag, end).last()
}

fn chain_has_plain_field(tag: &Tag<'_>, end: usize) -> bool {
    let names: Vec<&str> = chain(tag, end).collect();
    let fields = names.len().saturating_sub(1);
    names[..fields]
        .iter()
        .any(|name| PLAIN_FIELDS.contains(name))
}

/// The names of the chain `a.b.c` that ends before a position, last first.
fn chain<'a>(tag: &Tag<'a>, end: usize) -> impl Iterator<Item = &'a str> {
    let mut next = end.checked_sub(1);
    std::iter::from_fn(move || {
        let at = next?;
        let name = tag.name(at)?;
        next = (at >= 2 && tag.is_mark(at - 1, '.')).then(|| at - 2);
        Some(name)
    })
}

fn is_index(tag: &Tag<'_>, bracket: usize) -> bool {
    match bracket.checked_sub(1).map(|i| tag.words[i].kind) {
        Some(Kind::Name(name)) => !matches!(
            name,
            "in" | "and" | "or" | "not" | "if" | "else" | "elif" | "is" | "set" | "for"
        ),
        Some(Kind::Mark(')' | ']')) | Some(Kind::Text(_)) => true,
        _ => false,
    }
}

fn is_slice_or_rest(tag: &Tag<'_>, spread: usize) -> bool {
    matches!(
        tag.words.get(spread + 1),
        None | Some(Word {
            kind: Kind::Mark(_) | Kind::Number | Kind::Text(_),
            ..
        })
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(text: &str) -> bool {
        read(text).looks.foreign_bodies()
    }

    #[test]
    fn only_its_own_body_is_no_foreign_one() {
        for own in [
            "{{ page.content | safe }}{% if page.toc %}{% endif %}{{ section[\"content\"] }}",
            "{% for p in section.pages %}{{ p.title }}{{ p.extra.content }}{% endfor %}",
            "{{ content }}{% for k, v in config.extra.content %}{{ v }}{% endfor %}",
            "{% for y, posts in section.pages | group_by(attribute=\"year\") %}{% endfor %}",
            "{{ page.title | json_encode }}{{ list[0] }}{{ page.extra[key] }}{% for x in [a, b] %}{% endfor %}",
            "{{ config.base_url | json_encode }}{{ page.taxonomies | get(key=\"tags\") }}",
        ] {
            assert!(!foreign(own), "{own}");
        }
    }

    #[test]
    fn doubt_counts_as_foreign() {
        for other in [
            "{% for p in section.pages %}{{ p.content }}{% endfor %}",
            "{% for page in section.pages %}{{ page.summary }}{% endfor %}",
            "{% set page = get_page(path=\"a.md\") %}{{ page.content }}",
            "{{ get_page(path=\"a.md\").toc }}{{ page.lower.content }}",
            "{{ p[key] }}",
            "{{ p | get(key=field) }}",
            "{{ p | get(key='summary') }}",
            "{% for k, v in p %}{% endfor %}",
            "{{ section.pages | json_encode }}",
            "{{ __tera_context }}",
            "{{ <card {...p} /> }}",
            "{% component card(page) %}{{ page.content }}{% endcomponent card %}",
            "{{ section.pages | sort(attribute=\"reading_time\") }}",
        ] {
            assert!(foreign(other), "{other}");
        }
    }

    #[test]
    fn neighbours_are_not_the_filter_of_that_name() {
        assert!(read("{{ page.lower.title }}").looks.neighbours);
        assert!(read("{{ page['higher'] }}").looks.neighbours);
        assert!(!read("{{ page.title | lower }}").looks.neighbours);
    }

    #[test]
    fn references_are_found_in_any_place() {
        let reading = read(
            "{% extends 'base.html' %}{%- block a -%}{% include \"x/y.html\" %}{{ <note a=\"1\" /> }}\
             {% <contact> %}{% </contact> %}{% endblock %}{% component own(a=1) %}{% endcomponent own %}",
        );
        assert_eq!(
            reading.extends.as_ref().map(|e| e.0.as_str()),
            Some("base.html")
        );
        assert_eq!(reading.includes[0].0, "x/y.html");
        assert!(reading.calls.contains("note") && reading.calls.contains("contact"));
        assert_eq!(reading.components[0].0, "own");
    }
}
