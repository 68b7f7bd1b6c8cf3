//! French: the signs that take a space, quotes, apostrophes and dots.

use super::Edit;
use super::chars::{
    LINE, NARROW, NBSP, OBJECT, address_end, before, gap_after, gap_before, is_edge, is_letter,
    is_of_word, is_space, opens, token_end, word_around,
};
use super::quotes::{self, Quote, Role};
use super::setter::Setter;
use super::{dashes, numbers, ordinals, words};

/// Finds the replacements in a flow, whose signs are told. True where a second look may find more.
pub(super) fn set(
    text: &str,
    signs: &[usize],
    brands: &[String],
    raised: bool,
    edits: &mut Vec<Edit>,
) -> bool {
    let bytes = text.as_bytes();
    let mut setter = Setter::new(text, brands, raised, edits);
    let mut done = 0;
    for &at in signs {
        if at < done {
            continue;
        }
        done = match bytes[at] {
            b'\'' => apostrophe(&mut setter, at),
            b'"' => quote(&mut setter, at),
            b':' => colon(&mut setter, at),
            b';' | b'!' | b'?' => mark(&mut setter, at),
            b'.' => dot(&mut setter, at),
            b'-' => dashes::hyphens(&mut setter, at),
            b'/' => slash(text, at),
            b'0'..=b'9' => numbers::number(&mut setter, at),
            b'I' | b'V' | b'X' => ordinals::roman(&mut setter, at),
            b'M' | b'D' | b'P' => title(&mut setter, at),
            _ => other(&mut setter, at),
        };
    }
    setter.is_doubtful()
}

/// The straight quotes, and which belong together.
pub(super) fn pairs(text: &str) -> Vec<Quote> {
    quotes::pairs(text, '"', &['«', '“', '‘'], &['»', '”'])
}

fn role(setter: &mut Setter<'_>, at: usize) -> Option<Role> {
    quotes::role(&setter.quotes(pairs), at)
}

fn apostrophe(setter: &mut Setter<'_>, at: usize) -> usize {
    let next = at + 1;
    let follows = match setter.after(next) {
        Some('"') => matches!(role(setter, next), Some(Role::Open(_))),
        Some(c) => is_of_word(c) || matches!(c, '«' | '“' | '(' | '[' | OBJECT),
        None => false,
    };
    let wanted = follows
        && setter.before(at).is_some_and(is_letter)
        && !(setter.mails() && is_mail(&setter.text[next..]));
    if wanted || is_cut(setter, at) {
        setter.replace(at..next, "’");
    }
    next
}

/// Whether an apostrophe ends a word that is cut short, like « coloc' », and no quotation in straight apostrophes.
fn is_cut(setter: &mut Setter<'_>, at: usize) -> bool {
    let next = at + 1;
    let letters = setter.text[..at].chars().rev().take(2);
    let ends = match setter.after(next) {
        Some('"') => matches!(role(setter, next), Some(Role::Close(_))),
        Some(c) => is_space(c) || ",.;:!?…)]»”".contains(c),
        None => true,
    };
    ends && letters.filter(|c| is_letter(*c)).count() == 2
        && !setter.has_single_quotes()
        && !(setter.mails() && is_mail(&setter.text[next..]))
}

/// Whether the rest of a mail address begins here.
fn is_mail(rest: &str) -> bool {
    let inside = |c: &char| c.is_alphanumeric() || *c == OBJECT || "._+-…".contains(*c);
    let mut signs = rest.chars().take(64).skip_while(inside);
    signs.next() == Some('@')
}

fn quote(setter: &mut Setter<'_>, at: usize) -> usize {
    let next = at + 1;
    match role(setter, at) {
        Some(Role::Open(depth)) => {
            let gap = next..gap_after(setter.text, next);
            match depth {
                0 if gap.is_empty() => setter.replace(at..next, "«\u{a0}"),
                0 => {
                    setter.replace(at..next, "«");
                    setter.space(gap, NBSP);
                }
                1 => {
                    setter.replace(at..next, "“");
                    setter.space(gap, "");
                }
                _ => {
                    setter.replace(at..next, "‘");
                    setter.space(gap, "");
                }
            }
        }
        Some(Role::Close(depth)) => {
            let gap = gap_before(setter.text, at)..at;
            match depth {
                0 if gap.is_empty() => setter.replace(at..next, "\u{a0}»"),
                0 => {
                    setter.space(gap, NBSP);
                    setter.replace(at..next, "»");
                }
                1 => {
                    setter.space(gap, "");
                    setter.replace(at..next, "”");
                }
                _ => {
                    setter.space(gap, "");
                    setter.replace(at..next, "’");
                }
            }
        }
        None => {}
    }
    next
}

/// Whether the straight quote before an offset opens.
fn opened(setter: &mut Setter<'_>, at: usize) -> bool {
    matches!(role(setter, at - 1), Some(Role::Open(_)))
}

/// Whether a missing space is inserted behind this.
fn closes(setter: &mut Setter<'_>, at: usize) -> bool {
    match setter.before(at) {
        Some('"') => !opened(setter, at),
        Some('\'') => is_cut(setter, at - 1),
        Some('.') => before(setter.text, at - 1).is_some_and(|c| c.is_alphabetic() || c == '.'),
        Some(c) => {
            is_of_word(c)
                || matches!(
                    c,
                    ')' | ']' | '}' | '»' | '”' | '’' | '…' | '%' | '€' | '°' | OBJECT
                )
                || is_emoji(c)
        }
        None => false,
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{1f300}'..='\u{1faff}')
}

/// Whether spaces before a sign belong to it: something stands before them, and opens nothing.
fn belongs(setter: &Setter<'_>, gap: usize) -> bool {
    setter
        .before(gap)
        .is_some_and(|c| c != LINE && (!opens(c) || matches!(c, '’' | '\'' | '-' | '–' | '—')))
}

fn mark(setter: &mut Setter<'_>, at: usize) -> usize {
    let bytes = setter.text.as_bytes();
    let sign = bytes[at];
    let mut end = at + 1;
    if sign != b';' {
        while matches!(bytes.get(end), Some(b'!' | b'?')) {
            end += 1;
        }
    }
    let start = &setter.text[..=at];
    if is_brand(start, setter.brands) {
        return at + 1;
    }
    let gap = gap_before(setter.text, at)..at;
    let fits = match setter.after(end) {
        None => true,
        Some(c) if is_space(c) => true,
        Some(OBJECT) => sign != b';' || !gap.is_empty(),
        Some(')' | ']' | '}') => sign != b';',
        Some(c) => {
            matches!(
                c,
                '»' | '”' | '’' | '"' | ',' | '.' | ':' | ';' | '…' | '*' | '<'
            ) || !c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '–' | '—')
        }
    };
    if !fits {
        return end;
    }
    if !gap.is_empty() {
        if belongs(setter, gap.start) {
            setter.space(gap, NARROW);
        }
    } else if closes(setter, at) {
        let with = match sign {
            b';' => "\u{202f};",
            b'!' => "\u{202f}!",
            _ => "\u{202f}?",
        };
        setter.replace(at..at + 1, with);
    }
    end
}

fn is_brand(start: &str, brands: &[String]) -> bool {
    brands.iter().any(|brand| {
        start
            .strip_suffix(brand.as_str())
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

fn colon(setter: &mut Setter<'_>, at: usize) -> usize {
    let bytes = setter.text.as_bytes();
    let next = at + 1;
    match bytes.get(next) {
        Some(b'/') if bytes.get(next + 1) == Some(&b'/') => return address_end(setter.text, at),
        Some(b'\\') => return address_end(setter.text, at),
        Some(b':') => {
            let colons = bytes[at..].iter().take_while(|byte| **byte == b':');
            return at + colons.count();
        }
        _ => {}
    }
    if ends_shortcode(bytes, at) {
        return next;
    }
    let gap = gap_before(setter.text, at)..at;
    let fits = match setter.after(next) {
        None => true,
        Some('"') => role(setter, next).is_some(),
        Some(OBJECT) => !gap.is_empty(),
        Some(c) => is_space(c) || matches!(c, '«' | '»' | '”' | '“' | '’' | '‘'),
    };
    if !fits {
        return next;
    }
    if !gap.is_empty() {
        if belongs(setter, gap.start) {
            setter.space(gap, NBSP);
        }
    } else if closes(setter, at) {
        setter.replace(at..next, "\u{a0}:");
    }
    next
}

/// Whether a colon ends something like `:smile:`.
fn ends_shortcode(bytes: &[u8], at: usize) -> bool {
    let name = bytes[..at]
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-'))
        .count();
    // two hyphens are a dash, which no name has
    let dashed = bytes[at - name..at].windows(2).any(|pair| pair == b"--");
    name > 0 && at > name && bytes[at - name - 1] == b':' && !dashed
}

fn dot(setter: &mut Setter<'_>, at: usize) -> usize {
    let bytes = setter.text.as_bytes();
    let dots = bytes[at..].iter().take_while(|byte| **byte == b'.').count();
    let end = at + dots;
    let outside = |byte: Option<&u8>| !matches!(byte, Some(b'/' | b'\\'));
    if dots == 3 {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        if outside(before) && outside(bytes.get(end)) {
            after_comma(setter, at);
            setter.replace(at..end, "…");
        }
        return end;
    }
    let (left, right) = (setter.before(at), setter.after(end));
    let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if dots == 1 && inside(left) && inside(right) && !(digits(left) && digits(right)) {
        let end = token_end(setter.text, at);
        let is_marked = matches!(bytes.get(end), Some(b'!' | b'?' | b';' | b':'));
        return match is_marked && is_address(word_around(setter.text, at)) {
            true => address_end(setter.text, at),
            false => end,
        };
    }
    end
}

/// Whether a word with dots is more than a name with dots.
fn is_address(word: &str) -> bool {
    word.contains(['/', '@', '\\']) || word.starts_with("www.")
}

/// A space between a comma and dots does not break.
fn after_comma(setter: &mut Setter<'_>, at: usize) {
    let gap = gap_before(setter.text, at);
    if setter.before(gap) == Some(',') {
        setter.glue(gap..at);
    }
}

/// A path is left as it is; where one begins, it is passed over.
fn slash(text: &str, at: usize) -> usize {
    let head = text[..at].trim_end_matches('.');
    let head = head.strip_suffix('~').unwrap_or(head);
    let begins = is_edge(before(head, head.len())) || head.ends_with(opens);
    let next = text.as_bytes().get(at + 1);
    let goes_on = next.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"._~".contains(byte));
    if begins && goes_on {
        return address_end(text, at);
    }
    at + 1
}

/// `M. Dupont`: a title stays with the name.
fn title(setter: &mut Setter<'_>, at: usize) -> usize {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    if setter.before(at).is_some_and(inside) {
        return at + 1;
    }
    let Some(length) = words::title(&setter.text[at..]) else {
        return at + 1;
    };
    let end = at + length;
    let gap = end..gap_after(setter.text, end);
    if setter.after(gap.end).is_some_and(char::is_uppercase) {
        setter.glue(gap);
    }
    end
}

/// The signs beyond ASCII.
fn other(setter: &mut Setter<'_>, at: usize) -> usize {
    let c = setter.after(at).unwrap_or(' ');
    let end = at + c.len_utf8();
    match c {
        '«' => {
            let gap = end..gap_after(setter.text, end);
            match setter.after(gap.end) {
                None | Some(LINE) => {}
                Some('«' | '»') if gap.is_empty() => {}
                Some('"') if gap.is_empty() && role(setter, end) == Some(Role::Open(0)) => {}
                Some(_) if gap.is_empty() => setter.replace(at..end, "«\u{a0}"),
                Some(_) => setter.space(gap, NBSP),
            }
        }
        '»' => {
            let gap = gap_before(setter.text, at)..at;
            match setter.before(gap.start) {
                None | Some(LINE) => {}
                Some('«') if gap.is_empty() => {}
                Some('"') if gap.is_empty() && role(setter, at - 1) == Some(Role::Open(0)) => {}
                Some(_) if gap.is_empty() => setter.replace(at..end, "\u{a0}»"),
                Some(_) => setter.space(gap, NBSP),
            }
        }
        '…' => after_comma(setter, at),
        '–' | '—' => dashes::dash(setter, at..end, None),
        _ => {}
    }
    end
}
