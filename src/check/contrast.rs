//! Contrast of the colours that style sheets name as custom properties, in every colour scheme.
//!
//! Pairs are declared, under `contrast` of `theme.yaml` or `check.contrast` of the configuration, or seen: a rule that sets
//! `color` and `background` from properties is one.

use super::colors::{Scheme, contrast as ratio};
use super::sheet::{Declaration, Sheet, StyleSheet, read};
use crate::config::ColorPairs;
use crate::report::{Finding, Text};
use crate::text;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Two colours that are seen together.
struct Pair<'s> {
    seen: String,
    ground: String,
    least: f64,
    /// Where they were seen together, for pairs that are not declared.
    at: Option<(usize, &'s Declaration<'s>)>,
}

/// When a block of properties counts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    Always,
    Light,
    Dark,
    /// Under a class or attribute of the root, like `[data-theme="dark"]`.
    Variant(String, bool),
    /// For old browsers: `@supports not (…)`.
    Fallback,
}

/// Judges all pairs of all style sheets.
pub fn contrasts(sheets: &[StyleSheet], declared: &[ColorPairs]) -> Vec<Finding> {
    let coloured = sheets.iter().map(|sheet| match sheet.css.contains("--") {
        true => read(&sheet.css),
        false => read(""),
    });
    let read: Vec<Sheet<'_>> = coloured.collect();
    let mut properties: Vec<(Scope, usize, &Declaration<'_>)> = Vec::new();
    for (index, sheet) in read.iter().enumerate() {
        for declaration in &sheet.declarations {
            let block = &sheet.blocks[declaration.block];
            if declaration.name.starts_with("--")
                && let Some(scope) = scope(&block.selector, &block.around)
            {
                properties.push((scope, index, declaration));
            }
        }
    }
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for one in declared {
        for seen in &one.of {
            pairs.push(Pair {
                seen: seen.clone(),
                ground: one.on.clone(),
                least: one.least,
                at: None,
            });
        }
    }
    for (index, sheet) in read.iter().enumerate() {
        seen_together(index, sheet, &mut pairs);
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    let schemes = schemes(&properties, sheets);
    let mut findings = Vec::new();
    for pair in &pairs {
        findings.extend(too_weak(pair, &schemes, &properties, sheets));
    }
    findings
}

/// When the properties of a block count; none where they belong to a part of the page, or to paper.
fn scope(selector: &str, around: &[String]) -> Option<Scope> {
    let mut scope = Scope::Always;
    for rule in around {
        if rule.contains("print")
            || rule.contains("prefers-contrast")
            || rule.contains("forced-colors")
        {
            return None;
        }
        if rule.contains("prefers-color-scheme") {
            scope = if rule.contains("dark") {
                Scope::Dark
            } else {
                Scope::Light
            };
        } else if rule.starts_with("@supports") && rule.contains("not") {
            scope = Scope::Fallback;
        }
    }
    let mut found = None;
    for one in selector.split(',') {
        let one = one.trim();
        let bare = one
            .trim_start_matches(":root")
            .trim_start_matches("html")
            .trim_start_matches("body")
            .trim_start_matches(":host");
        if bare.is_empty()
            || bare == "*"
            || bare.starts_with(":not(")
            || bare.starts_with(":where(")
        {
            return Some(scope);
        }
        let plain = bare.starts_with(['.', '[', '#']) && !bare.contains([' ', '>', '+', '~', ':']);
        if plain && (bare.len() < one.len() || names_a_scheme(bare)) {
            found = Some(Scope::Variant(bare.to_owned(), scope == Scope::Dark));
        }
    }
    found
}

/// Whether a class or attribute that does not say that it is the root's sounds like one for a whole page. Others colour a
/// part of it.
fn names_a_scheme(selector: &str) -> bool {
    const WORDS: [&str; 9] = [
        "dark", "light", "theme", "scheme", "mode", "palette", "sombre", "clair", "nuit",
    ];
    let selector = selector.to_lowercase();
    WORDS.iter().any(|word| selector.contains(word))
}

/// `color: var(--a)` and `background: var(--b)` of one rule; one of them may be a colour as such.
fn seen_together<'s>(index: usize, sheet: &'s Sheet<'s>, pairs: &mut Vec<Pair<'s>>) {
    let mut colors: HashMap<usize, (Option<&Declaration<'_>>, Option<&Declaration<'_>>)> =
        HashMap::new();
    for declaration in &sheet.declarations {
        let of = colors.entry(declaration.block).or_default();
        match declaration.name.to_ascii_lowercase().as_str() {
            "color" => of.0 = is_one_value(&declaration.value).then_some(declaration),
            "background" | "background-color" => {
                of.1 = is_one_value(&declaration.value).then_some(declaration);
            }
            _ => {}
        }
    }
    let blocks: BTreeMap<usize, _> = colors.into_iter().collect();
    for (block, found) in blocks {
        let (Some(color), Some(background)) = found else {
            continue;
        };
        // what names no property belongs to no scheme
        if ![color, background]
            .iter()
            .any(|one| one.value.contains("var(--"))
        {
            continue;
        }
        let selector = sheet.blocks[block].selector.to_lowercase();
        // behind the page there is no text; what cannot be used may be pale
        if matches!(selector.as_str(), "html" | ":root") || selector.contains("disabled") {
            continue;
        }
        if sheet.blocks[block]
            .around
            .iter()
            .any(|rule| rule.contains("print"))
        {
            continue;
        }
        pairs.push(Pair {
            seen: color.value.clone(),
            ground: background.value.clone(),
            least: 4.5,
            at: Some((index, color)),
        });
    }
}

/// Whether a value has no blanks but within parentheses: a colour, not a colour and a picture.
fn is_one_value(value: &str) -> bool {
    let mut depth = 0_i32;
    value.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth > 0 || !c.is_whitespace()
    })
}

/// All colour schemes, each with its name for people.
fn schemes<'s>(
    properties: &[(Scope, usize, &'s Declaration<'s>)],
    sheets: &[StyleSheet],
) -> Vec<(Text, Vec<Scope>, Scheme<'s>)> {
    let dark = properties.iter().any(|(scope, ..)| *scope == Scope::Dark)
        || sheets.iter().any(|sheet| sheet.css.contains("light-dark("));
    let variants: BTreeSet<&str> = properties
        .iter()
        .filter_map(|(scope, ..)| match scope {
            Scope::Variant(name, _) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let mut wanted: Vec<(Text, Vec<Scope>, bool)> = Vec::new();
    let names = std::iter::once(None).chain(variants.into_iter().map(Some));
    for name in names {
        for is_dark in [false, true] {
            if is_dark && !dark {
                continue;
            }
            let mut scopes = vec![
                Scope::Always,
                if is_dark { Scope::Dark } else { Scope::Light },
            ];
            let (fr, en) = match is_dark {
                true => ("dans le thème sombre", "in the dark scheme"),
                false => ("dans le thème clair", "in the light scheme"),
            };
            let mut shown = Text::new(fr, en);
            if let Some(name) = name {
                scopes.push(Scope::Variant(name.to_owned(), false));
                if is_dark {
                    scopes.push(Scope::Variant(name.to_owned(), true));
                }
                shown = text!(fr: "{fr}, avec « {name} »", en: "{en}, with “{name}”");
            }
            wanted.push((shown, scopes, is_dark));
        }
    }
    if properties
        .iter()
        .any(|(scope, ..)| *scope == Scope::Fallback)
    {
        wanted.push((
            Text::new("dans un vieux navigateur", "in an old browser"),
            vec![Scope::Always, Scope::Fallback],
            false,
        ));
    }
    wanted
        .into_iter()
        .map(|(shown, scopes, dark)| {
            let mut of = HashMap::new();
            for scope in &scopes {
                for (when, _, declaration) in properties {
                    if when == scope {
                        of.insert(declaration.name, declaration.value.as_str());
                    }
                }
            }
            (
                shown,
                scopes,
                Scheme {
                    properties: of,
                    dark,
                },
            )
        })
        .collect()
}

/// A property as it is declared: by which style sheet, and how.
type Declared<'s> = (usize, &'s Declaration<'s>);

/// Where a pair is not good enough: of the schemes in which the same declarations count, the one in which it is worst.
fn too_weak(
    pair: &Pair<'_>,
    schemes: &[(Text, Vec<Scope>, Scheme<'_>)],
    properties: &[(Scope, usize, &Declaration<'_>)],
    sheets: &[StyleSheet],
) -> Vec<Finding> {
    let mut found: Vec<Weak<'_>> = Vec::new();
    for (shown, scopes, scheme) in schemes {
        let (Some(seen), Some(ground)) = (scheme.color(&pair.seen), scheme.color(&pair.ground))
        else {
            continue;
        };
        let contrast = ratio(&seen, &ground);
        if ground.a < 0.999 || seen.a <= 0.0 || contrast >= pair.least - 0.005 {
            continue;
        }
        // the declaration that counts in this scheme is the last of the last scope that has one
        let declared = |value: &str| {
            let name = name(value);
            scopes.iter().rev().find_map(|scope| {
                let mut of = properties.iter().rev();
                let of = of.find(|(when, _, one)| when == scope && one.name == name);
                of.map(|(_, index, declaration)| (*index, *declaration))
            })
        };
        let weak = Weak {
            contrast,
            shown,
            seen: declared(&pair.seen),
            ground: declared(&pair.ground),
        };
        let at = |of: Option<Declared<'_>>| of.map(|(index, one)| (index, one.range.start));
        let same = |other: &&mut Weak<'_>| {
            at(other.seen) == at(weak.seen) && at(other.ground) == at(weak.ground)
        };
        match found.iter_mut().find(same) {
            Some(known) if weak.contrast < known.contrast => *known = weak,
            Some(_) => {}
            None => found.push(weak),
        }
    }
    let found = found.into_iter();
    found.map(|weak| tell(pair, &weak, sheets)).collect()
}

/// A scheme in which a pair is not good enough.
struct Weak<'s> {
    contrast: f64,
    /// The name of the scheme.
    shown: &'s Text,
    /// The declarations that count in it.
    seen: Option<Declared<'s>>,
    ground: Option<Declared<'s>>,
}

/// The property that a value names first, or the value.
fn name(value: &str) -> &str {
    let inner = value.trim().trim_start_matches("var(");
    let end = inner.find([',', ')']).filter(|_| inner.starts_with("--"));
    inner.get(..end.unwrap_or(inner.len())).unwrap_or("").trim()
}

fn tell(pair: &Pair<'_>, weak: &Weak<'_>, sheets: &[StyleSheet]) -> Finding {
    let (found, shown) = (weak.contrast, weak.shown);
    let (seen, ground) = (name(&pair.seen), name(&pair.ground));
    let (in_fr, in_en) = (&shown.fr, &shown.en);
    let number = |number: f64| format!("{:.1}", (number * 10.0).floor() / 10.0);
    let (found, least) = (number(found), number(pair.least));
    let (found_fr, least_fr) = (found.replace('.', ","), least.replace('.', ","));
    let code = match pair.least < 4.5 {
        true => "a11y.contrast-control",
        false => "a11y.contrast-text",
    };
    let finding = Finding::warning(
        code,
        text!(
            fr: "« {seen} » sur « {ground} » n'a qu'un contraste de {found_fr} {in_fr} : il en faut {least_fr}.",
            en: "“{seen}” on “{ground}” has a contrast of {found} only {in_en}: {least} is needed.",
        ),
    )
    .help(Text::new(
        "Éloignez les deux couleurs : l'une plus claire, ou l'autre plus sombre (dans « oklch », le premier nombre).",
        "Set the two colours further apart: one lighter, or the other darker (in “oklch”, the first number).",
    ));
    let place = |index: usize, declaration: &Declaration<'_>| sheets[index].place_of(declaration);
    let finding = match (weak.seen, pair.at) {
        (Some((index, declaration)), _) | (None, Some((index, declaration))) => {
            finding.at(place(index, declaration))
        }
        (None, None) => finding,
    };
    match (weak.ground, pair.at) {
        (_, Some((index, declaration))) => finding.also(
            place(index, declaration),
            Text::new("vus ensemble ici", "seen together here"),
        ),
        (Some((index, declaration)), None) => finding.also(
            place(index, declaration),
            Text::new("le fond", "the ground"),
        ),
        (None, None) => finding,
    }
}
