//! tmp
use super::Source;
use super::yaml::Problem;
use crate::report::{Finding, Text};
pub(super) fn explain(source: &Source<'_>, problem: Problem) -> Finding {
    let range = match problem {
        Problem::Syntax(_, at) => at..at,
        Problem::Duplicate(_, r)
        | Problem::Repetition(r)
        | Problem::KeyIsNoText(r)
        | Problem::SecondDocument(r) => r,
    };
    Finding::error(
        "yaml.syntax",
        Text::new(
            "Cette ligne n'est pas écrite correctement.",
            "This line is not well-formed.",
        ),
    )
    .at(source.place(range))
}
