//! What of a template that extends another one is shown at all.

use super::lexer::tags;

/// A template that extends another one, with blanks for all that stands outside its blocks and components: Tera 2.0 passed
/// over it in silence, later ones refuse it. Every byte that stays keeps its place.
pub fn without_unreachable(text: &str) -> String {
    let mut blank: Vec<u8> = text
        .bytes()
        .map(|byte| if byte == b'\n' { b'\n' } else { b' ' })
        .collect();
    let mut start = None;
    let mut depth = 0_usize;
    let mut kept = Vec::new();
    for tag in tags(text) {
        match tag.keyword() {
            Some("extends") if depth == 0 => kept.push(tag.range),
            Some("block" | "component") => {
                start = start.or(Some(tag.range.start));
                depth += 1;
            }
            Some("endblock" | "endcomponent") => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(start) = start.take()
                {
                    kept.push(start..tag.range.end);
                }
            }
            _ => {}
        }
    }
    for range in kept {
        blank[range.clone()].copy_from_slice(&text.as_bytes()[range]);
    }
    String::from_utf8(blank).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blocks_and_components_of_a_child_are_reached() {
        let text = "{% extends \"a\" %}é\n{% block a %}b{% block c %}{% endblock %}{% endblock a %}{{ x }}";
        let reached = "{% extends \"a\" %}  \n{% block a %}b{% block c %}{% endblock %}{% endblock a %}       ";
        assert_eq!(without_unreachable(text), reached);
    }
}
