//! Which paths can be published: those that every system can hold and that lead nowhere else.

use super::failure::too_long;
use crate::config::is_device;
use crate::report::{Finding, Text};
use crate::text;

/// The most bytes that a file's name can have on every common file system.
const LONGEST_NAME: usize = 255;

/// What Lucarne's own files at the output's root begin with.
pub(super) const OWN: &str = ".lucarne-";

/// Refuses a path that would leave the output folder, or that some system cannot hold.
pub(super) fn check(path: &str) -> Result<(), Box<Finding>> {
    if path.starts_with('/') || path.split('/').any(|name| matches!(name, "" | "." | "..")) {
        return Err(refuse(
            "output.outside",
            path,
            Text::new(
                "il ne reste pas dans le dossier publié",
                "it does not stay within the published folder",
            ),
        ));
    }
    if path.starts_with(OWN) {
        return Err(refuse(
            "output.name",
            path,
            Text::new(
                "ce nom est réservé à Lucarne",
                "that name is reserved for Lucarne",
            ),
        ));
    }
    for name in path.split('/') {
        if name.len() > LONGEST_NAME {
            return Err(Box::new(too_long(path)));
        }
        if let Some(reason) = unportable(name) {
            return Err(refuse("output.name", path, reason));
        }
    }
    Ok(())
}

fn refuse(code: &'static str, path: &str, reason: Text) -> Box<Finding> {
    let path = path.escape_debug();
    let Text { fr, en } = reason;
    Box::new(
        Finding::error(
            code,
            text!(
                fr: "Le chemin «\u{a0}{path}\u{a0}» ne peut pas être publié : {fr}.",
                en: "The path “{path}” cannot be published: {en}.",
            ),
        )
        .help(Text::new(
            "Changez le nom du fichier, ou l'adresse de la page (slug, path ou aliases).",
            "Change the file's name, or the page's address (slug, path or aliases).",
        )),
    )
}

/// Why some system cannot hold a file of this name.
fn unportable(name: &str) -> Option<Text> {
    if let Some(sign) = name
        .chars()
        .find(|c| c.is_control() || "<>:\"|?*\\".contains(*c))
    {
        let sign = sign.escape_debug();
        return Some(text!(
            fr: "le signe «\u{a0}{sign}\u{a0}» n'est pas permis dans un nom de fichier",
            en: "“{sign}” is not allowed in a file's name",
        ));
    }
    if name.ends_with(['.', ' ']) {
        return Some(Text::new(
            "un nom de fichier ne peut finir ni par un point ni par une espace",
            "a file's name cannot end with a dot or a space",
        ));
    }
    is_device(name).then(|| {
        let stem = name.split('.').next().unwrap_or(name).trim_end();
        text!(
            fr: "Windows réserve le nom «\u{a0}{stem}\u{a0}»",
            en: "Windows reserves the name “{stem}”",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::outline::unpublishable;
    use proptest::prelude::*;

    proptest! {
        /// What a writer was not told about must not be refused when all is made.
        #[test]
        fn an_address_that_is_fit_can_be_published(
            path in "([a-zA-Zé.%~ ]{1,6}|[\\PC]{1,4}|con|nul|com[0-9])(/([a-z.]{1,4}|\\PC{1,3}|aux)){0,3}",
        ) {
            let plain = path.trim_matches('/');
            prop_assume!(!plain.is_empty() && !plain.contains('%'));
            if unpublishable(plain).is_none() {
                prop_assert!(check(plain).is_ok(), "{plain:?}: {:?}", check(plain).map_err(|why| why.message.en));
            }
        }

        #[test]
        fn what_is_published_stays_inside(path in "[a-c./\\\\\u{0}]{0,12}") {
            if check(&path).is_ok() {
                let parts: Vec<_> = std::path::Path::new(&path).components().collect();
                let normal = |part: &std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
                prop_assert!(parts.iter().all(normal), "{path:?}");
                prop_assert_eq!(parts.len(), path.split('/').count());
            }
        }
    }

    #[test]
    fn only_paths_that_stay_inside_and_fit_everywhere() {
        let long = "é".repeat(128);
        for bad in [
            "",
            "/etc/passwd",
            "..",
            "a/../b",
            "a//b",
            "a/",
            "./a",
            "a\\b",
            "..\\b",
            "a\0b",
            "a\nb",
            "C:/x",
            "a:b",
            "CON",
            "tags/Nul/index.html",
            "nul.tar.gz",
            "com1",
            "LPT9.txt",
            "aux .txt",
            "end.",
            "end ",
            "a. /b",
            "what?",
            ".lucarne-manifest.json",
            long.as_str(),
        ] {
            assert!(check(bad).is_err(), "{bad:?} was accepted");
        }
        for good in [
            "index.html",
            "c#/index.html",
            "été/Chênée.html",
            ".well-known/a",
            "..a/b..c",
            "console/nullable/com/index.html",
            "a b/100%.txt",
            &"x".repeat(255),
        ] {
            assert!(check(good).is_ok(), "{good:?} was refused");
        }
    }
}
