//! Addresses written as plain text.

use std::ops::Range;

/// The web addresses in a text, without the punctuation that follows them.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (colon, _) in text.match_indices("://") {
        let Some(scheme) = ["https", "http"]
            .into_iter()
            .find(|scheme| ends_with_scheme(&text[..colon], scheme))
        else {
            continue;
        };
        let start = colon - scheme.len();
        if found.last().is_some_and(|last| last.end > start) {
            continue;
        }
        let end = start + length(&text[start..]);
        let host = &text[(colon + 3).min(end)..end];
        if host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            found.push(start..end);
        }
    }
    found
}

fn ends_with_scheme(before: &str, scheme: &str) -> bool {
    let Some(start) = before.len().checked_sub(scheme.len()) else {
        return false;
    };
    before
        .get(start..)
        .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
        && !before[..start].ends_with(|c: char| c.is_alphanumeric())
}

/// How many bytes of a text that begins with an address belong to it.
fn length(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"«»“”„`|".contains(c))
        .unwrap_or(text.len());
    let mut address = &text[..end];
    let mut open = [
        balance(address, '(', ')'),
        balance(address, '[', ']'),
        balance(address, '{', '}'),
    ];
    while let Some(last) = address.chars().next_back() {
        let bracket = ")]}".find(last);
        let outside = match bracket {
            Some(kind) if open[kind] < 0 => {
                open[kind] += 1;
                true
            }
            Some(_) => false,
            None => ".,;:!?'*_~…’‘".contains(last),
        };
        if !outside {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

fn balance(text: &str, open: char, close: char) -> isize {
    text.chars()
        .map(|c| isize::from(c == open) - isize::from(c == close))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_the_punctuation_of_the_sentence() {
        let table: &[(&str, &[&str])] = &[
            ("Voir https://a.be/x.", &["https://a.be/x"]),
            ("(https://a.be/x)", &["https://a.be/x"]),
            ("https://a.be/x_(y)", &["https://a.be/x_(y)"]),
            ("« https://a.be » !", &["https://a.be"]),
            ("https://a.be\u{a0}?", &["https://a.be"]),
            (
                "http://a.be, https://b.be/?q=1&r=2…",
                &["http://a.be", "https://b.be/?q=1&r=2"],
            ),
            ("xhttps://a.be ftp://a.be https:// http://.", &[]),
            (
                "https://a.be/?u=http://b.be",
                &["https://a.be/?u=http://b.be"],
            ),
        ];
        for (text, wanted) in table {
            let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(&found, wanted, "{text}");
        }
    }
}
