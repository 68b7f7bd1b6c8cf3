//! What is empty in data files and is to be filled in.

use super::Site;
use crate::report::{Finding, Place};
use crate::text;

impl Site {
    /// What is empty in the data files that the configuration lists as to be filled in.
    pub fn still_to_fill_in(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for path in &self.config.check.to_fill_in {
            let Some(bytes) = self.sources.file(path) else {
                continue;
            };
            let Ok(text) = std::str::from_utf8(&bytes) else {
                continue;
            };
            let mut offset = 0;
            for line in text.split_inclusive('\n') {
                let body = line.split(" #").next().unwrap_or(line).trim_end();
                let value = body
                    .split_once(':')
                    .map(|(key, value)| (key.trim(), value.trim()));
                if let Some((key, "" | "\"\"" | "''" | "null" | "~" | "[]" | "{}")) = value
                    && !key.starts_with('#')
                    && !opens_block(text, offset + line.len(), line)
                {
                    found.push(
                        Finding::info("data.to-fill-in", text!(fr: "« {key} » reste à remplir.", en: "“{key}” is still to be filled in."))
                            .at(Place::range(path, text, offset..offset + body.len())),
                    );
                }
                offset += line.len();
            }
        }
        found
    }
}

/// Whether the line after an empty value is indented deeper or a list item: then the value is not empty.
fn opens_block(text: &str, next: usize, line: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    text[next..]
        .lines()
        .find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .is_some_and(|below| {
            indent(below) > indent(line)
                || (below.trim_start().starts_with("- ") && indent(below) == indent(line))
        })
}
