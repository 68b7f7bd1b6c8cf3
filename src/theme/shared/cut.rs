//! Where templates show the same on every page of a language: found in their text, doubt counted as no.

use super::same::{Scopes, names, rebinds_global};
use crate::theme::lexer::{Tag, tags};
use foldhash::{HashMap, HashSet};
use std::collections::BTreeSet;
use std::ops::Range;

/// A template with holes.
pub(super) struct Cut<'t> {
    /// Its text: a function is called in place of each part, and every other byte has kept its place.
    pub text: String,
    /// The names of the functions, and the texts that they stand for.
    pub parts: Vec<(String, &'t str)>,
}

/// How the names of the functions begin.
const NAME: &str = "__part_";

/// Cuts the parts out of templates, by name and text. Gives those that have any. `together`: by the
/// name of each, the templates that may take part where it does.
pub(super) fn cut<'t>(
    templates: &[(&'t str, &'t str)],
    together: &HashMap<String, BTreeSet<String>>,
) -> Vec<(&'t str, Cut<'t>)> {
    let read: Vec<Vec<Tag<'t>>> = templates.iter().map(|(_, text)| tags(text)).collect();
    let is_taken = templates.iter().any(|(_, text)| text.contains(NAME));
    if is_taken || read.iter().any(|tags| rebinds_global(tags)) {
        return Vec::new();
    }
    let words = read
        .iter()
        .map(|tags| tags.iter().flat_map(names).collect());
    let by_name: HashMap<&str, HashSet<&str>> =
        templates.iter().map(|(name, _)| *name).zip(words).collect();
    let mut count = 0;
    let mut cuts = Vec::new();
    for ((name, text), tags) in templates.iter().zip(&read) {
        let beside = together.get(*name).into_iter().flatten();
        let others = beside.filter(|other| other != name);
        let others = others.filter_map(|other| by_name.get(other.as_str()));
        let mut finder = Finder {
            tags,
            met: counted(tags),
            elsewhere: others.flat_map(|words| words.iter().copied()).collect(),
            found: Vec::new(),
        };
        let extends = tags.iter().any(|tag| tag.keyword() == Some("extends"));
        finder.sequence(0..tags.len(), !extends);
        let parts = finder.found.into_iter().filter_map(|range| {
            let name = format!("{NAME}{count}");
            let hole = hole(&text[range.clone()], &name)?;
            count += 1;
            Some((range, name, hole))
        });
        let parts: Vec<(Range<usize>, String, String)> = parts.collect();
        if parts.is_empty() {
            continue;
        }
        let mut holed = (*text).to_owned();
        for (range, _, hole) in &parts {
            holed.replace_range(range.clone(), hole);
        }
        let parts = parts.into_iter();
        let parts = parts.map(|(range, name, _)| (name, &text[range]));
        cuts.push((
            *name,
            Cut {
                text: holed,
                parts: parts.collect(),
            },
        ));
    }
    cuts
}

/// What stands for a part: as long as it is, on as many lines, and taking away the same white space around it. None where
/// there is no room for that.
fn hole(part: &str, name: &str) -> Option<String> {
    let blank = part.bytes().map(|byte| match byte {
        b'\n' => b'\n',
        _ => b' ',
    });
    let mut hole: Vec<u8> = blank.collect();
    let start = match part.as_bytes().get(2)? {
        b'-' => format!("{{{{-{name}()"),
        _ => format!("{{{{ {name}()"),
    };
    let end = match part.ends_with("-%}") || part.ends_with("-}}") {
        true => "-}}",
        false => " }}",
    };
    let room = hole.len().checked_sub(end.len())?;
    if start.len() > room || hole[..start.len()].contains(&b'\n') || hole[room] == b'\n' {
        return None;
    }
    hole[..start.len()].copy_from_slice(start.as_bytes());
    hole[room..].copy_from_slice(end.as_bytes());
    String::from_utf8(hole).ok()
}

/// A tag, or all from one that opens to the one that closes it.
type Unit = Range<usize>;

struct Finder<'t, 'r> {
    tags: &'r [Tag<'t>],
    /// How often each name is met in them.
    met: HashMap<&'t str, usize>,
    /// The names that are met in templates that take part beside this one.
    elsewhere: HashSet<&'t str>,
    /// The bytes of the parts.
    found: Vec<Range<usize>>,
}

/// Units that show the same one after the other.
#[derive(Default)]
struct Run<'t> {
    units: Option<Range<usize>>,
    /// Variables that they set.
    sets: HashSet<&'t str>,
    /// Whether anything is asked, or repeated: a name alone costs less than a part.
    asks: bool,
}

impl<'t> Finder<'t, '_> {
    /// Looks at tags that stand on the same level. `shown`: they are more than the blocks among them.
    fn sequence(&mut self, tags: Range<usize>, shown: bool) {
        let mut run = Run::default();
        let mut at = tags.start;
        while at < tags.end {
            let Some(unit) = self.unit(at, tags.end) else {
                // an unfinished element: Tera has told
                return;
            };
            at = unit.end;
            let same = match shown {
                true => self.same(unit.clone(), &run.sets),
                false => None,
            };
            match same {
                Some((sets, asks)) => {
                    run.sets.extend(sets);
                    run.asks |= asks;
                    let start = run.units.as_ref().map_or(unit.start, |units| units.start);
                    run.units = Some(start..unit.end);
                }
                None => {
                    self.end(std::mem::take(&mut run));
                    if self.tags[unit.start].keyword() == Some("block") {
                        self.sequence(unit.start + 1..unit.end - 1, true);
                    }
                }
            }
        }
        self.end(run);
    }

    fn end(&mut self, run: Run<'t>) {
        let Some(units) = run.units.filter(|_| run.asks) else {
            return;
        };
        let tags = &self.tags[units];
        let here = match run.sets.is_empty() {
            true => HashMap::default(),
            false => counted(tags),
        };
        let is_own =
            |set: &&'t str| !self.elsewhere.contains(set) && here.get(set) == self.met.get(set);
        if let (Some(first), Some(last)) = (tags.first(), tags.last())
            && run.sets.iter().all(is_own)
        {
            self.found.push(first.range.start..last.range.end);
        }
    }

    fn unit(&self, at: usize, end: usize) -> Option<Unit> {
        let mut depth = 0_usize;
        for (index, tag) in self.tags[at..end].iter().enumerate() {
            if opens(tag) {
                depth += 1;
            } else if closes(tag) {
                depth = depth.checked_sub(1)?;
            }
            if depth == 0 {
                return Some(at..at + index + 1);
            }
        }
        None
    }

    /// The variables that a unit sets, and whether it asks anything. None where it might show something else on another page.
    fn same(&self, unit: Unit, known: &HashSet<&'t str>) -> Option<(HashSet<&'t str>, bool)> {
        let mut scopes = Scopes::new(known);
        for tag in &self.tags[unit] {
            scopes.tag(tag)?;
        }
        Some((scopes.sets, scopes.asks))
    }
}

/// How often each name is met.
fn counted<'t>(tags: &[Tag<'t>]) -> HashMap<&'t str, usize> {
    let mut met = HashMap::default();
    for name in tags.iter().flat_map(names) {
        *met.entry(name).or_default() += 1;
    }
    met
}

fn opens(tag: &Tag<'_>) -> bool {
    let is_mark = |index, mark| tag.is_mark(index, mark);
    match tag.keyword() {
        Some("for" | "if" | "block" | "filter" | "component") => true,
        Some("set" | "set_global") => !(0..tag.words.len()).any(|index| is_mark(index, '=')),
        None => tag.block && is_mark(0, '<') && !is_mark(1, '/'),
        _ => false,
    }
}

fn closes(tag: &Tag<'_>) -> bool {
    match tag.keyword() {
        Some(name) => name.starts_with("end"),
        None => tag.block && tag.is_mark(0, '<') && tag.is_mark(1, '/'),
    }
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, HashMap, cut};

    /// The parts of a template, and what is left of it.
    fn parts(text: &str) -> (Vec<String>, String) {
        let cuts = cut(&[("a.html", text)], &HashMap::default());
        cuts.into_iter().next().map_or_else(
            || (Vec::new(), text.to_owned()),
            |(_, cut)| {
                (
                    cut.parts
                        .iter()
                        .map(|(_, part)| (*part).to_owned())
                        .collect(),
                    cut.text,
                )
            },
        )
    }

    #[test]
    fn what_asks_the_same_everywhere_is_a_part() {
        let menu = "{% set home = get_section(path=\"_index.md\") -%}\n<ul>{% for path in home.subsections %}\
                    {% set s = get_section(path=path, metadata_only=true) %}{% if not loop.first and s.title is defined %}, \
                    {% endif %}{{ s.title | upper }}{% endfor %}</ul>{{ config.title }}";
        let text = format!("<p>{{{{ page.title }}}}é\n{menu}\n{{{{ page.content }}}}");
        let (found, left) = parts(&text);
        assert_eq!(found, [menu]);
        assert_eq!(left.len(), text.len());
        assert_eq!(left.matches('\n').count(), text.matches('\n').count());
        assert_eq!(left.find("{{ page.content"), text.find("{{ page.content"));
        assert!(left.contains("\n{{ __part_0") && left.contains(" }}\n{{ page.content"));
    }

    #[test]
    fn white_space_is_taken_away_as_before() {
        let (_, left) = parts("a {%- for x in config.extra.list -%} {{ x }} {%- endfor -%} b");
        assert!(
            left.starts_with("a {{-__part_0() ") && left.ends_with(" -}} b"),
            "{left}"
        );
    }

    #[test]
    fn a_loop_may_use_the_name_of_the_language_for_itself() {
        let (found, _) = parts(
            "{% for lang, options in config.languages %}{{ lang }}{{ page.path }}{% endfor %}{{ trans(key=\"k\") }}",
        );
        assert_eq!(found, ["{{ trans(key=\"k\") }}"]);
    }

    #[test]
    fn blocks_are_looked_into() {
        let (found, _) = parts(
            "{% extends \"b\" %}{{ get_url(path=\"x\") }}{% block a %}{{ x }}{{ trans(key=\"k\") }}{% endblock %}",
        );
        assert_eq!(found, ["{{ trans(key=\"k\") }}"]);
    }

    #[test]
    fn what_a_part_sets_is_its_own() {
        let sets = "{% set a = get_url(path=\"x\") %}{{ a }}";
        let cut_beside = |beside: bool| {
            let texts = [("a.html", sets), ("b.html", "{{ a }}")];
            let names = ["a.html".to_owned(), "b.html".to_owned()];
            let together = names
                .clone()
                .map(|name| (name, BTreeSet::from(names.clone())));
            let together = together.into_iter().filter(|_| beside).collect();
            cut(&texts, &together).len()
        };
        assert_eq!((cut_beside(true), cut_beside(false)), (0, 1));
    }

    #[test]
    fn doubt_leaves_all_in_its_place() {
        for text in [
            "{{ config.title }}{{ lang }}",
            "{{ page.title | upper }}{{ get_url(path=page.path) }}",
            "{% for p in section.pages %}{{ trans(key=\"a\") }}{% endfor %}",
            "{{ get_menu(name=\"main\") }}{{ get_random(start=0, end=9) }}{{ now() }}",
            "{% for x in config.extra.list %}{{ x | markdown }}{% endfor %}",
            "{% for x in config.extra.list %}{{ current_path }}{% endfor %}",
            "{% for x in config.extra.list %}{{ <card {...x} /> }}{{ <card x={x} /> }}{% endfor %}",
            "{% set a = get_url(path=\"x\") %}{% if page %}{{ a }}{% endif %}",
            "{% set_global a = get_url(path=\"x\") %}",
            "{% set lang = page.lang %}{{ trans(key=\"a\") }}",
            "{% for lang in page.list %}{% include \"x.html\" %}{% endfor %}{{ trans(key=\"a\") }}",
            "{% component c(config) %}{{ trans(key=\"a\") }}{% endcomponent c %}",
            "{% include \"x.html\" %}{% for x in y %}",
            "{% for x in [a for a in page.list] %}{{ x }}{% endfor %}",
            "{{ __part_0() }}{{ trans(key=\"a\") }}",
        ] {
            assert_eq!(parts(text).0, Vec::<String>::new(), "{text}");
        }
    }
}
