//! A careful way to make HTML smaller: only white space that no browser shows goes.

/// Folds runs of white space into one space or line end, outside `pre`, `textarea`, `script` and `style`, and outside tags.
pub(super) fn html(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        fold(&rest[..at], &mut out);
        rest = &rest[at..];
        let kept = ["pre", "textarea", "script", "style"]
            .into_iter()
            .find(|name| opens(rest, name));
        let end = match kept {
            Some(name) => closing(rest, name),
            None if rest.starts_with("<!--") && !rest.starts_with("<!--[") => {
                let end = rest.find("-->").map_or(rest.len(), |at| at + 3);
                rest = &rest[end..];
                continue;
            }
            None => tag_end(rest),
        };
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    fold(rest, &mut out);
    out
}

fn fold(text: &str, out: &mut String) {
    let mut blank = false;
    for c in text.chars() {
        if c.is_ascii_whitespace() {
            blank = true;
            continue;
        }
        if blank {
            out.push(' ');
            blank = false;
        }
        out.push(c);
    }
    if blank {
        out.push(' ');
    }
}

fn opens(rest: &str, name: &str) -> bool {
    rest.get(1..=name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name))
        && rest[1 + name.len()..]
            .starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace())
}

fn closing(rest: &str, name: &str) -> usize {
    let closes = |at: &usize| {
        rest.get(at + 2..at + 2 + name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    let found = rest.match_indices("</").map(|(at, _)| at).find(closes);
    found.map_or(rest.len(), |at| at + tag_end(&rest[at..]))
}

/// The length of a tag, quoted attribute values respected.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn only_white_space_that_is_not_shown_goes() {
        assert_eq!(
            html("<p>\n  a   b </p>\n\n<pre>\n x  y</pre>"),
            "<p> a b </p> <pre>\n x  y</pre>"
        );
        assert_eq!(
            html("<a title=\"a  >  b\">x</a><!-- gone -->"),
            "<a title=\"a  >  b\">x</a>"
        );
    }
}
