//! tmp
use super::Source;
use crate::report::{Finding, Text};
pub(super) fn explain(source: &Source<'_>) -> Vec<Finding> {
    vec![
        Finding::error(
            "toml.syntax",
            Text::new(
                "Cette ligne n'est pas écrite correctement.",
                "This line is not well-formed.",
            ),
        )
        .at(source.place(0..0)),
    ]
}
