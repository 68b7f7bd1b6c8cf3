//! Languages.

use super::{optional, required, value_or_none};
use crate::memo::{Read, ask};
use crate::text;
use crate::theme::lang_or_current;
use crate::theme::problem::Problem;
use icu_locale_core::LanguageIdentifier;
use std::borrow::Cow;
use tera::{Kwargs, State, Tera, TeraResult, Value};

pub fn register(tera: &mut Tera) {
    tera.register_function("trans", trans);
    tera.register_function("text_direction", text_direction);
}

fn trans(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let answer = ask(Read::Translation {
        key: required(&kwargs, "trans", "key")?,
        lang: Cow::Borrowed(&lang_or_current(optional(&kwargs, "lang")?)),
    });
    value_or_none(answer, "translation.missing", false)
}

fn text_direction(kwargs: Kwargs, _: &State) -> TeraResult<&'static str> {
    let lang = lang_or_current(optional(&kwargs, "lang")?);
    match direction(&lang) {
        Some(direction) => Ok(direction),
        None => Err(Problem::new(
            "language.unknown",
            text!(
                fr: "« {lang} » n'est pas un code de langue.",
                en: "“{lang}” is not a language code."
            ),
        )
        .help(text!(
            fr: "Un code de langue s'écrit comme « fr », « nl » ou « fr-BE ».",
            en: "A language code is written like “fr”, “nl” or “fr-BE”."
        ))
        .into()),
    }
}

const RTL_SCRIPTS: [&str; 12] = [
    "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi",
];

const RTL_LANGUAGES: [&str; 23] = [
    "ar", "arc", "arz", "ary", "aii", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo",
    "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "yi", "iw",
];

/// `ltr` or `rtl`; none where the text is no language code.
fn direction(lang: &str) -> Option<&'static str> {
    let id = LanguageIdentifier::try_from_str(lang).ok()?;
    let rtl = match id.script {
        Some(script) => RTL_SCRIPTS.contains(&script.as_str()),
        None => RTL_LANGUAGES.contains(&id.language.as_str()),
    };
    Some(if rtl { "rtl" } else { "ltr" })
}

#[cfg(test)]
mod tests {
    use super::direction;

    #[test]
    fn the_script_weighs_more_than_the_language() {
        assert_eq!(direction("fr-BE"), Some("ltr"));
        assert_eq!(direction("ar"), Some("rtl"));
        assert_eq!(direction("pa-Arab"), Some("rtl"));
        assert_eq!(direction("ar-Latn"), Some("ltr"));
        assert_eq!(direction("not a language"), None);
    }
}
