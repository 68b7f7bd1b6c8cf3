//! The files that a style sheet asks for.

use std::ops::Range;

/// Where a sheet names what it asks for: in `url(…)`, after `@import`, and in `image-set(…)`; as written, without quotes.
pub(super) fn asked_for(css: &str) -> Vec<Range<usize>> {
    let bytes = css.as_bytes();
    let mut found = Vec::new();
    if !may_ask(bytes) {
        return found;
    }
    let mut at = 0;
    // a text in quotes is an address: after `@import`, and between these parentheses
    let mut imports = false;
    let (mut depth, mut set) = (0_usize, None);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let end = memchr::memmem::find(&bytes[at + 2..], b"*/");
                at = end.map_or(bytes.len(), |end| at + 2 + end + 2);
                continue;
            }
            b'\\' => at += 1,
            b'"' | b'\'' => {
                let end = end_of_quoted(bytes, at);
                if imports || set == Some(depth) {
                    found.push(at + 1..end);
                }
                imports = false;
                at = end;
            }
            b'@' if follows(bytes, at, b"@import") => imports = true,
            // a name, not a file
            b'@' if follows(bytes, at, b"@namespace") => {
                let end = memchr::memchr(b';', &bytes[at..]);
                at = end.map_or(bytes.len(), |end| at + end);
            }
            b'(' if is_called(bytes, at, b"url") => {
                let start = after_blanks(bytes, at + 1);
                let quoted = matches!(bytes.get(start), Some(b'"' | b'\''));
                let range = match quoted {
                    true => start + 1..end_of_quoted(bytes, start),
                    false => start..end_of_bare(bytes, start),
                };
                at = memchr::memchr(b')', &bytes[range.end..])
                    .map_or(bytes.len(), |end| range.end + end);
                // a bare address with other signs is none
                if quoted || at == range.end {
                    let bare = css.get(range.clone()).map_or("", str::trim_end);
                    found.push(range.start..range.start + bare.len());
                }
                imports = false;
            }
            b'(' => {
                depth += 1;
                if is_called(bytes, at, b"image-set") {
                    set = Some(depth);
                }
            }
            b')' => {
                set = set.filter(|set| *set < depth);
                depth = depth.saturating_sub(1);
            }
            b';' | b'{' | b'}' => (imports, depth, set) = (false, 0, None),
            _ => {}
        }
        at += 1;
    }
    found.retain(|range| !range.is_empty());
    found
}

/// Whether there is anything to look for.
fn may_ask(bytes: &[u8]) -> bool {
    let mut signs = memchr::memchr2_iter(b'(', b'@', bytes);
    signs.any(|at| {
        follows(bytes, at, b"@import")
            || is_called(bytes, at, b"url")
            || is_called(bytes, at, b"image-set")
    })
}

/// Whether a word stands at an offset, in any case.
fn follows(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    let written = bytes.get(at..at + word.len());
    written.is_some_and(|written| written.eq_ignore_ascii_case(word))
}

/// Whether a word stands before an offset, in any case.
fn is_called(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    bytes.get(at) == Some(&b'(')
        && at
            .checked_sub(word.len())
            .is_some_and(|from| follows(bytes, from, word))
}

fn after_blanks(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    from + rest.iter().take_while(|byte| **byte <= b' ').count()
}

/// Where the text ends whose quote is at an offset: at the same quote, or where the line ends.
fn end_of_quoted(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 1,
            b'\n' => break,
            byte if *byte == bytes[at] => break,
            _ => {}
        }
        end += 1;
    }
    end.min(bytes.len())
}

/// Where an address without quotes ends.
fn end_of_bare(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    let ends = |byte: &u8| matches!(byte, b')' | b'"' | b'\'' | b'(' | b'\n' | b'{' | b'}');
    rest.iter()
        .position(ends)
        .map_or(bytes.len(), |end| from + end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_sheet_asks_for_is_told_from_what_it_only_says() {
        let css = "/* url(a.png) */ @import \"b.css\" screen; @IMPORT URL( 'c.css' ) layer(x); @namespace url(http://d/);\n\
            .é { background: url(e.png), url( \"f;g.png\" ), url(); content: \"url(h.png)\"; src: local(\"i\") }\n\
            .j { background: image-set(\"k.avif\" type(\"image/avif\"), url(l.png) 2x); content: \"m\" }\n\
            .o { background: url(var(--p)), url(data:image/svg+xml;utf8,<svg a='b'/>) } .q\\[url\\(r\\)\\] { }\n\
            @import 'n.css'";
        let told: Vec<&str> = asked_for(css)
            .into_iter()
            .map(|range| &css[range])
            .collect();
        let wanted = [
            "b.css", "c.css", "e.png", "f;g.png", "k.avif", "l.png", "n.css",
        ];
        assert_eq!(told, wanted);
        let quoted = "background:url(&quot;a b.png&quot;)";
        assert_eq!(&quoted[asked_for(quoted)[0].clone()], "&quot;a b.png&quot;");
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_a_part_of_the_sheet(
            pieces in prop::collection::vec(prop::sample::select(&[
                "url(", ")", "\"", "'", "é", "a.png", "@import ", ";", "{", "}", "/*", "*/", "\\", "\n", "image-set(", "(", " ",
            ][..]), 0..20),
        ) {
            let css = pieces.concat();
            for range in asked_for(&css) {
                prop_assert!(css.get(range).is_some_and(|said| !said.is_empty()));
            }
        }
    }
}
