//! `{{ title }}` and the like in archetypes and in the starting site, filled in by plain replacement.

/// Fills in the placeholders of a text. In its front matter, or in the whole of a configuration file (`all_data`), a value
/// that stands between quotes is escaped for them, and one that is a whole value by itself gets quotes. Anything else
/// between braces stays as it is.
pub fn fill(text: &str, all_data: bool, values: &[(&str, &str)]) -> String {
    let data_end = if all_data {
        text.len()
    } else {
        front_matter_end(text)
    };
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        let Some(length) = rest[open..].find("}}") else {
            break;
        };
        let name = rest[open + 2..open + length].trim();
        let (before, after) = (&rest[..open], &rest[open + length + 2..]);
        let position = text.len() - rest.len() + open;
        filled.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) if position < data_end && name != "date" => {
                filled.push_str(&quoted(value, before, after));
            }
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[open..open + length + 2]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn quoted(value: &str, before: &str, after: &str) -> String {
    let json = serde_json::Value::from(value).to_string();
    let line_before = before.rsplit('\n').next().unwrap_or("").trim_end();
    let after = after.trim_start_matches(' ');
    let whole = after.is_empty() || after.starts_with(['\n', '\r']);
    if line_before.ends_with('"') {
        json[1..json.len() - 1].to_owned()
    } else if line_before.ends_with('\'') {
        value.replace('\'', "''")
    } else if whole && line_before.ends_with([':', '=', '-']) {
        json
    } else {
        value.to_owned()
    }
}

/// Where the second line of three `-` or `+` ends; 0 where there is no front matter.
fn front_matter_end(text: &str) -> usize {
    let Some(mark) = ["---", "+++"]
        .into_iter()
        .find(|mark| text.starts_with(mark))
    else {
        return 0;
    };
    text[3..]
        .find(&format!("\n{mark}"))
        .map_or(0, |end| 3 + end)
}

#[cfg(test)]
mod tests {
    use super::fill;

    const VALUES: [(&str, &str); 2] = [
        ("title", "Paris : \"la\" ville d'eau"),
        ("date", "2026-11-03"),
    ];

    #[test]
    fn a_title_cannot_break_the_front_matter() {
        let text = "---\ntitle: {{ title }}\na: \"{{title}}\"\nb: 'x {{ title }}'\ndate: {{ date }}\n---\n# {{ title }}\n";
        assert_eq!(
            fill(text, false, &VALUES),
            "---\ntitle: \"Paris : \\\"la\\\" ville d'eau\"\na: \"Paris : \\\"la\\\" ville d'eau\"\n\
             b: 'x Paris : \"la\" ville d'eau'\ndate: 2026-11-03\n---\n# Paris : \"la\" ville d'eau\n"
        );
    }

    #[test]
    fn other_braces_stay() {
        let text = "Un {{ autre }} {{<bouton />}} {{ title";
        assert_eq!(fill(text, false, &VALUES), text);
    }
}
