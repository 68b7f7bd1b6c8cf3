//! Conditions with more branches than Tera can hold: its compiler calls itself for each, and would fall off its stack.

use super::lexer::tags;
use crate::report::{Finding, Place};
use crate::text;
use std::ops::Range;

/// How many branches may be open at one place of a template, those of the conditions around included.
const MOST: usize = 500;

/// What there is to say of the first `elif` that is too many in a text; none where it can be compiled. `file` and `text` are
/// for the place; only `part` of the text is a template.
pub(super) fn too_many(file: &str, text: &str, part: Range<usize>) -> Option<Finding> {
    let template = text.get(part.clone())?;
    template.matches("elif").nth(MOST)?;
    let mut open = Vec::new();
    let tags = tags(template);
    let found = tags.iter().find(|tag| {
        match tag.keyword() {
            Some("if") => open.push(0),
            Some("elif") => {
                if let Some(count) = open.last_mut() {
                    *count += 1;
                }
            }
            Some("endif") => drop(open.pop()),
            _ => {}
        }
        open.iter().sum::<usize>() > MOST
    })?;
    let range = part.start + found.range.start..part.start + found.range.end;
    Some(
        Finding::error(
            "template.too-many-branches",
            text!(
                fr: "Ce « if » a plus de {MOST} branches « elif ».",
                en: "This “if” has more than {MOST} branches “elif”."
            ),
        )
        .help(text!(
            fr: "Mettez ces cas dans un fichier de données, et lisez-le avec « load_data ».",
            en: "Put these cases into a file of data, and read it with “load_data”."
        ))
        .at(Place::range(file, text, range)),
    )
}

#[cfg(test)]
mod tests {
    use super::too_many;

    #[test]
    fn branches_add_up_within_each_other_only() {
        let judged = |text: &str| too_many("a.html", text, 0..text.len()).is_some();
        let many = "{% elif a %}".repeat(300);
        let one = format!("{{% if a %}}{many}{{% endif %}}");
        assert!(!judged(&one.repeat(5)));
        assert!(judged(&format!("{{% if a %}}{many}{one}{{% endif %}}")));
        assert!(judged(&format!("{{% if a %}}{many}{many}")));
        assert!(!judged(&"elif ".repeat(1_000)));
    }
}
