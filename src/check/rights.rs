//! What a page asks of its readers without asking them: calls to other hosts, code that a strict policy would block, and
//! ways to write or call that do not work.

use super::addresses::has_scheme;
use super::rules::Judged;
use super::uses::Inline;
use super::words;
use crate::codes::When;
use crate::report::Text;
use crate::text;
use percent_encoding::percent_decode_str;

/// Applies these rules to a page.
pub(super) fn judge(page: &mut Judged<'_, '_>, when: When, base: &str) {
    contacts(page);
    if when == When::Check {
        strangers(page, base);
        inline(page);
    }
}

fn contacts(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    for link in &facts.links {
        if !may_be_contact(link.href) {
            continue;
        }
        let href = words::decoded(link.href);
        let href = href.trim();
        let (scheme, rest) = href.split_once(':').unwrap_or(("", ""));
        let found = match scheme.to_ascii_lowercase().as_str() {
            "mailto" => wrong_mail(rest).map(|(message, help)| ("rights.mail", message, help)),
            "tel" => wrong_phone(rest).map(|(message, help)| ("rights.phone", message, help)),
            _ => None,
        };
        if let Some((code, message, help)) = found {
            page.say_of_link(code, link, message, help);
        }
    }
}

/// Whether an address may be one to write to or to call: only few are, and most begin otherwise.
pub(super) fn may_be_contact(href: &str) -> bool {
    matches!(
        words::trimmed(href).as_bytes(),
        [b'm' | b'M' | b't' | b'T' | b'&', ..]
    )
}

/// What is wrong with the address of a `mailto:` link. One without address lets readers choose it.
fn wrong_mail(rest: &str) -> Option<(Text, Text)> {
    let (addresses, tail) = rest.split_once('?').unwrap_or((rest, ""));
    let decoded = percent_decode_str(addresses).decode_utf8_lossy();
    if decoded.is_empty() {
        return tail.is_empty().then(|| {
            (
                Text::new(
                    "Ce lien « mailto: » n'a pas d'adresse.",
                    "This “mailto:” link has no address.",
                ),
                Text::new(
                    "Écrivez l'adresse après « mailto: », sans espace.",
                    "Write the address after “mailto:”, without a space.",
                ),
            )
        });
    }
    let wrong = decoded.split(',').find(|address| !is_mail(address))?;
    Some((
        text!(fr: "« {wrong} » n'est pas une adresse électronique.", en: "“{wrong}” is no mail address."),
        Text::new(
            "Écrivez-la sans espace, comme « mailto:nom@exemple.be ».",
            "Write it without spaces, like “mailto:name@example.org”.",
        ),
    ))
}

fn is_mail(address: &str) -> bool {
    let Some((name, host)) = address.rsplit_once('@') else {
        return false;
    };
    let odd = |c: char| c.is_whitespace() || c.is_control() || "@<>()[],;:\\\"/".contains(c);
    let label = |part: &str| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-');
    !name.is_empty()
        && !name.contains(odd)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && host.contains('.')
        && !host.contains(odd)
        && host.split('.').all(label)
}

/// Countries whose numbers lose their first zero after these.
const NO_ZERO: [&str; 8] = ["+31", "+32", "+33", "+41", "+43", "+44", "+49", "+61"];

/// What is wrong with the number of a `tel:` link.
fn wrong_phone(rest: &str) -> Option<(Text, Text)> {
    let number = rest.split(';').next().unwrap_or("");
    let decoded = percent_decode_str(number).decode_utf8_lossy();
    let digits = decoded.chars().filter(char::is_ascii_digit).count();
    let inner_plus = decoded.chars().skip(1).any(|c| c == '+');
    let odd = |c: char| !c.is_ascii_digit() && !"+-.()*#".contains(c);
    let abroad = decoded.starts_with('+');
    let mut kept: String = decoded
        .replace("(0)", "")
        .char_indices()
        .filter(|(at, c)| c.is_ascii_digit() || (*at == 0 && *c == '+'))
        .map(|(_, c)| c)
        .collect();
    let zero_kept = NO_ZERO.iter().find(|code| {
        let rest = kept.strip_prefix(**code);
        rest.is_some_and(|rest| rest.starts_with('0'))
    });
    if let Some(code) = zero_kept {
        kept.remove(code.len());
    }
    // short numbers are those of services, which begin with neither; 000 is one of them
    let cut_short = digits < 7
        && !decoded.contains(['*', '#'])
        && (abroad || kept.starts_with('0') && kept != "000");
    let odd = decoded.contains(odd) || inner_plus || abroad && decoded.contains("(0)");
    if !(odd || cut_short || zero_kept.is_some()) && (2..=15).contains(&digits) {
        return None;
    }
    let whole = (2..=16).contains(&kept.len()) && !cut_short;
    let help = match whole && !decoded.contains(char::is_alphabetic) {
        true => text!(fr: "Écrivez « tel:{kept} ».", en: "Write “tel:{kept}”."),
        false => Text::new(
            "Écrivez le numéro en chiffres, par exemple « tel:+3242234567 » ou « tel:103 ».",
            "Write the number in digits, for example “tel:+3242234567” or “tel:103”.",
        ),
    };
    Some((
        text!(
            fr: "« tel:{decoded} » n'est pas un numéro que tous les téléphones savent composer.",
            en: "“tel:{decoded}” is no number that every phone can dial.",
        ),
        help,
    ))
}

/// The host of an address on the web; none elsewhere.
pub(super) fn host_of(address: &str) -> Option<&str> {
    let lower = |start: &str| {
        address
            .get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    let start = ["https://", "http://", "//"]
        .into_iter()
        .find(|start| lower(start))?;
    let rest = &address[start.len()..];
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    (!host.is_empty()).then_some(host)
}

fn strangers(page: &mut Judged<'_, '_>, base: &str) {
    let facts = page.facts;
    let own = host_of(base).unwrap_or("");
    for (used, written, span) in &facts.uses.addresses {
        if !used.asks() || !has_scheme(written) {
            continue;
        }
        let written = words::decoded(written);
        let Some(host) = host_of(&written).filter(|host| !host.eq_ignore_ascii_case(own)) else {
            continue;
        };
        let (message, help) = call(host);
        page.say("rights.third-party", span, message, help);
    }
}

/// What there is to say of a call to another host, and what to do.
pub(super) fn call(host: &str) -> (Text, Text) {
    (
        text!(
            fr: "Ouvrir cette page appelle un autre site, « {host} », qui apprend ainsi qui la lit.",
            en: "Opening this page calls another site, “{host}”, which so learns who reads it.",
        ),
        text!(
            fr: "Copiez le fichier dans le site, ou faites un lien à la place. Si c'est voulu : « allowed_hosts: [{host}] » sous « check ».",
            en: "Copy the file into the site, or make a link instead. Where it is meant: “allowed_hosts: [{host}]” below “check”.",
        ),
    )
}

/// Whether a fault about another host concerns one that the site allows.
pub(super) fn is_allowed(message: &Text, hosts: &[String]) -> bool {
    is_allowed_host(message.en.split(['“', '”']).nth(1).unwrap_or(""), hosts)
}

/// Whether the site allows calls to a host.
pub(super) fn is_allowed_host(host: &str, hosts: &[String]) -> bool {
    hosts.iter().any(|allowed| {
        let allowed = allowed.trim().trim_start_matches("*.");
        host.eq_ignore_ascii_case(allowed)
            || host
                .to_ascii_lowercase()
                .ends_with(&format!(".{}", allowed.to_ascii_lowercase()))
    })
}

fn inline(page: &mut Judged<'_, '_>) {
    let facts = page.facts;
    if facts.uses.inline_allowed {
        return;
    }
    for (kind, span) in &facts.uses.inline {
        let (message, help) = match kind {
            Inline::Script => (
                Text::new(
                    "Ce script est écrit dans la page : une politique de sécurité stricte (CSP) l'empêcherait d'agir.",
                    "This script is written into the page: a strict content security policy would not let it run.",
                ),
                Text::new(
                    "Mettez-le dans un fichier de « static », et appelez-le : <script src=\"/nom.js\" defer></script>.",
                    "Put it into a file of “static”, and call it: <script src=\"/name.js\" defer></script>.",
                ),
            ),
            Inline::Style => (
                Text::new(
                    "Cette feuille de style est écrite dans la page : une politique de sécurité stricte (CSP) l'ignorerait.",
                    "This style sheet is written into the page: a strict content security policy would ignore it.",
                ),
                Text::new(
                    "Mettez-la dans un fichier, et appelez-la par <link rel=\"stylesheet\">.",
                    "Put it into a file, and call it by <link rel=\"stylesheet\">.",
                ),
            ),
            Inline::Attribute => (
                Text::new(
                    "Cet attribut « style » serait ignoré sous une politique de sécurité stricte (CSP).",
                    "This “style” attribute would be ignored under a strict content security policy.",
                ),
                Text::new(
                    "Donnez une classe à l'élément, et écrivez son style dans un fichier.",
                    "Give the element a class, and write its style in a file.",
                ),
            ),
            Inline::Address => (
                Text::new(
                    "Cette adresse « javascript: » est un programme : une politique de sécurité stricte (CSP) l'empêcherait d'agir.",
                    "This “javascript:” address is a program: a strict content security policy would not let it run.",
                ),
                Text::new(
                    "Écrivez un vrai lien, ou un <button> que fait agir un fichier .js.",
                    "Write a real link, or a <button> that a .js file brings to life.",
                ),
            ),
        };
        page.say("rights.inline", span, message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_and_numbers_are_read_as_programs_read_them() {
        for fine in [
            "a@b.be",
            "a.b+c@d-e.org,f@g.be?subject=x y",
            "?subject=x",
            "jos%C3%A9@b.be",
            "o'hara@b.co.uk",
        ] {
            assert!(wrong_mail(fine).is_none(), "{fine}");
        }
        for wrong in [
            "",
            "a@b",
            "a b@c.be",
            "a@@b.be",
            "a@b..be",
            "nom",
            "a@b.be;c@d.be",
            " a@b.be",
            "a@b.be.",
        ] {
            assert!(wrong_mail(wrong).is_some(), "{wrong}");
        }
        for fine in [
            "+3242234567",
            "103",
            "+32-4-223.45.67",
            "0471234567",
            "*100#",
            "*#06#",
            "+3242234567;ext=12",
            "1733",
            "116000",
            "080012345",
            "+390612345678",
            "000",
        ] {
            assert!(wrong_phone(fine).is_none(), "{fine}");
        }
        for wrong in [
            "",
            "04 223 45 67",
            "+32%204%20223",
            "+32(0)42234567",
            "0471/23.45.67",
            "appelez",
            "0032+4",
            "1",
            "04250",
            "+32103",
            "+3204223456",
        ] {
            assert!(wrong_phone(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn hosts_are_told_from_paths() {
        assert_eq!(host_of("https://a.be:80/x"), Some("a.be"));
        assert_eq!(host_of("//a.be/x"), Some("a.be"));
        assert_eq!(host_of("/a.be/x"), None);
    }
}
