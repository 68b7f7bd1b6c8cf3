//! Outputs that cannot stand beside each other, or bear their name.

use crate::config::{Config, Dialect};
use crate::data::At;
use crate::outline::Outline;
use crate::outputs::{Maker, Output};
use crate::report::{Finding, Findings, Text};
use crate::sources::folded;
use crate::text;
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;

/// Takes out outputs that would meet, also by letter case or Unicode form, with a finding that names both.
pub fn settle(
    mut outputs: Vec<Output>,
    config: &Config,
    outline: &Outline,
    findings: &mut Findings,
) -> Vec<Output> {
    let mut out = left_out(&outputs, config, outline, findings).into_iter();
    outputs.retain(|_| !out.next().unwrap_or(false));
    outputs
}

/// Which of these outputs cannot be there because of another one.
fn left_out(
    outputs: &[Output],
    config: &Config,
    outline: &Outline,
    findings: &mut Findings,
) -> Vec<bool> {
    let paths: Vec<Cow<'_, str>> = outputs.iter().map(|output| folded(&output.path)).collect();
    let is_file = |at: usize| matches!(outputs[at].maker, Maker::File(_));
    let mut out = vec![false; outputs.len()];
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(outputs.len());
    for (at, output) in outputs.iter().enumerate() {
        let Some(first) = seen.insert(&paths[at], at) else {
            continue;
        };
        let other = &outputs[first];
        // Zola copies static files last, over anything: its sites may count on it
        if config.dialect == Dialect::Zola
            && is_file(first) != is_file(at)
            && other.path == output.path
        {
            let (static_one, made) = if is_file(first) {
                (other, output)
            } else {
                (output, other)
            };
            if matches!(made.maker, Maker::Page(_) | Maker::Section(..)) {
                findings.push(collision(static_one, made, outline, false));
            }
            out[if is_file(at) { first } else { at }] = true;
        } else {
            findings.push(collision(other, output, outline, true));
            out[at] = true;
        }
        if out[at] {
            seen.insert(&paths[at], first);
        }
    }
    // a file where another output needs a folder
    let kept = || (0..outputs.len()).filter(|at| !out[*at]);
    let mut folders: HashMap<&str, usize> = HashMap::with_capacity(outputs.len());
    for at in kept() {
        for (slash, _) in paths[at].match_indices('/') {
            folders.entry(&paths[at][..slash]).or_insert(at);
        }
    }
    for at in kept() {
        if let Some(other) = folders.get(&*paths[at]) {
            findings.push(collision(&outputs[*other], &outputs[at], outline, true));
        }
    }
    out
}

/// A name that cannot be published.
pub fn bad_name(output: &Output, outline: &Outline, reason: Text) -> Finding {
    let of_term = || {
        let Maker::Term(kind, at, _) = &output.maker else {
            return None;
        };
        let taxonomy = &outline.taxonomies[*kind];
        let first = &outline.pages[*taxonomy.terms[*at].pages.first()?].head;
        let key = At::Root.key("taxonomies");
        let document = first.document.as_ref()?;
        document.place_of(&key.key(&taxonomy.options.name))
    };
    let path = output.path.escape_debug();
    let (place, Text { fr, en }) = output.told_origin(outline);
    let message = text!(
        fr: "L'adresse /{path} n'est pas possible. Elle vient de ceci : {fr}.",
        en: "The address /{path} is not possible. It comes from this: {en}."
    );
    Finding::error("address.bad", message)
        .at(of_term().unwrap_or(place))
        .help(reason)
}

fn collision(first: &Output, second: &Output, outline: &Outline, error: bool) -> Finding {
    let address = format!(
        "/{}",
        second
            .path
            .strip_suffix("index.html")
            .unwrap_or(&second.path)
    );
    let ((first_place, one), (place, other)) =
        (first.told_origin(outline), second.told_origin(outline));
    let (one_fr, other_fr, one_en, other_en) = (&one.fr, &other.fr, &one.en, &other.en);
    let (message, help) = if first.path == second.path || first.path.starts_with(&second.path) {
        (
            text!(
                fr: "Deux sources donnent la même adresse {address} : {one_fr} et {other_fr}.",
                en: "Two sources give the same address {address}: {one_en} and {other_en}."
            ),
            text!(fr: "Renommez l'une des deux, ou donnez-lui un autre « slug ».", en: "Rename one of the two, or give it another “slug”."),
        )
    } else {
        (
            text!(
                fr: "Deux sources ne diffèrent que par les majuscules ou le codage des accents de leur adresse {address} : {one_fr} et {other_fr}.",
                en: "Two sources differ only by letter case or by how accents are encoded in their address {address}: {one_en} and {other_en}."
            ),
            text!(fr: "Renommez l'une des deux : tous les serveurs ne les distinguent pas.", en: "Rename one of the two: not every server can tell them apart."),
        )
    };
    let finding = if error {
        Finding::error("address.collision", message)
    } else {
        Finding::warning("address.collision", message)
    };
    finding.at(place).help(help).also(
        first_place,
        text!(fr: "l'autre est ici", en: "the other one is here"),
    )
}
