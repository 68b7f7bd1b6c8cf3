//! What a template that extends another one says outside of blocks. Tera 2.0 passes over it, and so over mistakes in it;
//! later versions refuse it. A site for Zola may have it.

use super::lexer::spans;
use std::ops::Range;

/// The text with blanks in place of what stands outside of blocks, lines and columns unchanged, and the range of the first
/// such piece. None where there is nothing of the kind.
pub fn blanked(text: &str) -> Option<(String, Range<usize>)> {
    let tags = spans(text);
    if tags.first()?.1.keyword() != Some("extends") {
        return None;
    }
    let mut pieces = Vec::new();
    let (mut depth, mut start) = (0_usize, tags[0].0.end);
    for (range, tag) in &tags[1..] {
        match tag.keyword() {
            Some("block" | "component") => {
                if depth == 0 {
                    pieces.push(start..range.start);
                }
                depth += 1;
            }
            Some("endblock" | "endcomponent") => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    start = range.end;
                }
            }
            _ => {}
        }
    }
    if depth == 0 {
        pieces.push(start..text.len());
    }
    pieces.retain(|piece| says_something(&text[piece.clone()]));
    let first = trimmed(text, pieces.first()?);
    let mut bytes = text.as_bytes().to_vec();
    for piece in pieces {
        for byte in &mut bytes[piece] {
            if *byte != b'\n' && *byte != b'\r' {
                *byte = b' ';
            }
        }
    }
    Some((String::from_utf8(bytes).ok()?, first))
}

/// Whether a piece is more than blanks and comments.
fn says_something(piece: &str) -> bool {
    let mut rest = piece;
    loop {
        rest = rest.trim_start();
        match rest.strip_prefix("{#").map(|inner| inner.split_once("#}")) {
            Some(Some((_, after))) => rest = after,
            Some(None) => return false,
            None => return !rest.is_empty(),
        }
    }
}

fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    let line = text[start..].lines().next().unwrap_or("").trim_end();
    start..(start + line.len()).min(range.end)
}

#[cfg(test)]
mod tests {
    use super::blanked;

    #[test]
    fn blocks_and_components_stay_where_they_are() {
        let text = "{% extends 'a' %}\né {{ b }}\n{% if c %}{% block d %}e{% block f %}g{% endblock %}{% endblock %}{% endif %}\n{# h #}";
        let (blank, first) = blanked(text).expect("something to blank");
        assert_eq!(&text[first], "é {{ b }}");
        assert_eq!(
            blank,
            "{% extends 'a' %}\n          \n          {% block d %}e{% block f %}g{% endblock %}{% endblock %}           \n{# h #}"
        );
        assert!(blanked("{% extends 'a' %} {# b #} {% block c %}{% endblock %}").is_none());
        assert!(blanked("a {% block c %}{% endblock %}").is_none());
    }
}
