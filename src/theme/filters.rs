//! Filters and tests beyond Tera's own.

#![allow(clippy::needless_pass_by_value)] // as Tera calls them

use super::dates::{self, Style};
use super::functions::optional;
use super::problem::Problem;
use crate::config::{Config, Dialect};
use crate::memo::{self, Read, ask};
use crate::text;
use crate::typography::Rules;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale;
use jiff::tz::TimeZone;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use tera::value::Key;
use tera::{Kwargs, Map, State, Tera, TeraResult, Value};

/// The names of all filters.
pub const FILTERS: [&str; 52] = [
    "abs",
    "base64_decode",
    "base64_encode",
    "capitalize",
    "date",
    "default",
    "escape_html",
    "escape_xml",
    "filesizeformat",
    "first",
    "float",
    "format",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "json_encode",
    "keys",
    "last",
    "length",
    "lower",
    "markdown",
    "newlines_to_br",
    "nth",
    "num_format",
    "pairs",
    "pluralize",
    "regex_replace",
    "replace",
    "reverse",
    "round",
    "safe",
    "shuffle",
    "slugify",
    "sort",
    "spaceless",
    "split",
    "str",
    "striptags",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "typography",
    "unique",
    "upper",
    "urlencode",
    "urlencode_strict",
    "values",
    "wordcount",
];

/// The names of all tests.
pub const TESTS: [&str; 20] = [
    "after",
    "array",
    "before",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "matching",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// Makes them known to Tera.
pub fn register(tera: &mut Tera, config: &Arc<Config>) {
    tera.register_filter("base64_encode", tera_contrib::base64::b64_encode);
    tera.register_filter("base64_decode", tera_contrib::base64::b64_decode);
    tera.register_filter(
        "regex_replace",
        tera_contrib::regex::RegexReplace::default(),
    );
    tera.register_filter("striptags", tera_contrib::regex::striptags);
    tera.register_filter("spaceless", tera_contrib::regex::spaceless);
    tera.register_filter("urlencode", tera_contrib::urlencode::urlencode);
    tera.register_filter(
        "urlencode_strict",
        tera_contrib::urlencode::urlencode_strict,
    );
    tera.register_filter("json_encode", tera_contrib::json::json_encode);
    tera.register_filter(
        "filesizeformat",
        tera_contrib::filesize_format::filesize_format,
    );
    tera.register_filter("format", tera_contrib::format::format);
    tera.register_filter("slugify", tera_contrib::slug::slug);
    tera.register_filter("shuffle", shuffle);
    tera.register_filter("date", date(config));
    tera.register_filter("num_format", num_format(config));
    tera.register_filter("markdown", markdown(config));
    tera.register_filter("typography", typography(config));
    tera.register_test("matching", tera_contrib::regex::Matching::default());
    tera.register_test("before", tera_contrib::dates::is_before);
    tera.register_test("after", tera_contrib::dates::is_after);
}

/// Without a seed the order is another one at every build, so that nothing may remember it.
fn shuffle(values: Vec<Value>, kwargs: Kwargs, state: &State) -> TeraResult<Vec<Value>> {
    if optional(&kwargs, "seed")?.is_none() {
        let _ = ask(Read::Clock);
    }
    tera_contrib::rand::shuffle(values, kwargs, state)
}

/// As Zola's, and `format="long"` or `"full"`: for people, in the page's language. In a native site dates are those of the
/// site's time zone; in a Zola one a date without zone is one of UTC.
fn date(config: &Arc<Config>) -> impl Fn(&Value, Kwargs, &State) -> TeraResult<String> + use<> {
    let zola = config.dialect == Dialect::Zola;
    let own_zone = (config.dialect == Dialect::Native).then(|| config.timezone.clone());
    move |value: &Value, kwargs: Kwargs, state: &State| {
        let asked = optional(&kwargs, "timezone")?.map(Cow::into_owned);
        if let (true, Some(plain)) = (zola, without_locale(&kwargs, asked.as_deref())?) {
            return date_in(value, plain, asked, state);
        }
        let Some(own) = own_zone.as_deref().filter(|_| asked.is_none()) else {
            return date_in(value, kwargs, asked, state);
        };
        let value = value
            .as_str()
            .and_then(|text| dates::in_zone(text, own))
            .map_or_else(|| value.clone(), Value::from);
        let mut given = vec![("timezone", Value::from(own))];
        for key in ["format", "locale"] {
            given.extend(kwargs.get::<Value>(key)?.map(|value| (key, value)));
        }
        date_in(
            &value,
            Kwargs::new(Arc::new(
                given
                    .into_iter()
                    .map(|(key, value)| (Key::Str(key), value))
                    .collect::<Map>(),
            )),
            Some(own.to_owned()),
            state,
        )
    }
}

/// The arguments of `date` without the language, where the pattern is one that knows none: Zola 0.23.0 passes over it.
fn without_locale(kwargs: &Kwargs, timezone: Option<&str>) -> TeraResult<Option<Kwargs>> {
    let format = kwargs.get::<&Value>("format")?;
    let Some(pattern) = format.filter(|value| value.as_str().is_some_and(|p| p.contains('%')))
    else {
        return Ok(None);
    };
    let format = ("format", pattern.clone());
    Ok(Some(match timezone {
        Some(zone) => Kwargs::from([format, ("timezone", Value::from(zone))]),
        None => Kwargs::from([format]),
    }))
}

fn date_in(
    value: &Value,
    kwargs: Kwargs,
    timezone: Option<String>,
    state: &State,
) -> TeraResult<String> {
    let style = match kwargs.get::<&Value>("format")?.and_then(Value::as_str) {
        Some("long") => Style::Long,
        Some("full") => Style::Full,
        _ => return tera_contrib::dates::date(value, kwargs, state),
    };
    let lang = super::lang_or_current(optional(&kwargs, "locale")?);
    let zone = timezone
        .as_deref()
        .map(|name| TimeZone::get(name).map_err(|_| Box::new(unknown_zone(name))));
    let day = dates::day(value, zone.transpose()?.as_ref()).ok_or_else(|| no_date(value))?;
    if let Some(written) = dates::written(day, style, &lang) {
        return Ok(written);
    }
    let kwargs = Kwargs::from([
        ("format", Value::from(dates::pattern(style, &lang))),
        ("locale", Value::from(&*lang)),
    ]);
    tera_contrib::dates::date(&Value::from(day.to_string()), kwargs, state)
}

fn unknown_zone(name: &str) -> Problem {
    Problem::new(
        "template.date",
        text!(
            fr: "Le fuseau horaire « {name} » n'existe pas.",
            en: "There is no time zone “{name}”."
        ),
    )
    .help(text!(
        fr: "Un fuseau s'écrit comme « Europe/Brussels ».",
        en: "A time zone is written like “Europe/Brussels”."
    ))
}

fn no_date(value: &Value) -> Problem {
    Problem::new(
        "template.date",
        text!(
            fr: "« {value} » n'est pas une date.",
            en: "“{value}” is not a date."
        ),
    )
    .help(text!(
        fr: "Une date s'écrit année-mois-jour, comme « 2026-09-01 ».",
        en: "A date is written year-month-day, like “2026-09-01”."
    ))
}

type NumberFilter = Box<dyn Fn(i128, Kwargs, &State) -> TeraResult<String> + Send + Sync>;

fn num_format(config: &Arc<Config>) -> NumberFilter {
    let default = config.default_language.clone();
    Box::new(move |number, kwargs, _| {
        let locale = optional(&kwargs, "locale")?.unwrap_or(Cow::Borrowed(default.as_str()));
        grouped(number, &locale)
    })
}

thread_local! {
    static FORMATTERS: RefCell<HashMap<String, DecimalFormatter>> = RefCell::new(HashMap::new());
}

/// A whole number with the thousands marks of a language.
fn grouped(number: i128, locale: &str) -> TeraResult<String> {
    FORMATTERS.with_borrow_mut(|formatters| {
        if !formatters.contains_key(locale) {
            let formatter = formatter(locale).ok_or_else(|| -> tera::Error {
                Problem::new(
                    "language.unknown",
                    text!(
                        fr: "« {locale} » n'est pas un code de langue.",
                        en: "“{locale}” is not a language code."
                    ),
                )
                .into()
            })?;
            formatters.insert(locale.to_owned(), formatter);
        }
        let shown = |number: i128| {
            formatters[locale]
                .format(&Decimal::from(number))
                .to_string()
        };
        let text = shown(number);
        // Some languages leave four digits together, which Zola does not.
        if (1000..10_000).contains(&number.unsigned_abs())
            && !text.contains(|c: char| !c.is_ascii_digit() && c != '-')
        {
            let mark: String = shown(10_000)
                .chars()
                .filter(|c| !c.is_ascii_digit())
                .collect();
            let (thousands, rest) = text.split_at(text.len() - 3);
            return Ok(format!("{thousands}{mark}{rest}"));
        }
        Ok(text)
    })
}

fn formatter(locale: &str) -> Option<DecimalFormatter> {
    let tag = format!("{}-u-nu-latn", locale.replace('_', "-"));
    let locale = Locale::try_from_str(&tag).ok()?;
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = Some(GroupingStrategy::Always);
    DecimalFormatter::try_new(locale.into(), options).ok()
}

type TextFilter = Box<dyn Fn(&Value, Kwargs, &State) -> TeraResult<String> + Send + Sync>;

fn markdown(config: &Arc<Config>) -> TextFilter {
    let config = Arc::clone(config);
    Box::new(move |value: &Value, kwargs: Kwargs, _: &State| {
        let Some(text) = value.as_str() else {
            return Err(tera::Error::new(tera::ErrorKind::InvalidArgument {
                expected_type: "string".to_owned(),
                actual_type: value.name().to_owned(),
            }));
        };
        let inline = super::functions::flag(&kwargs, "inline", false)?;
        let lang = memo::current_lang();
        Ok(crate::markdown::fragment(text, inline, &lang, &config))
    })
}

/// A text as the typographers of its language set it. HTML stays HTML, and a value that is no text stays as it is.
fn typography(
    config: &Arc<Config>,
) -> impl Fn(&Value, Kwargs, &State) -> TeraResult<Value> + use<> {
    let config = Arc::clone(config);
    move |value: &Value, kwargs: Kwargs, _: &State| {
        let lang = super::lang_or_current(optional(&kwargs, "lang")?);
        let (Some(text), Some(rules)) = (
            value.as_str(),
            Rules::of(&lang, &config.markdown.brand_names),
        ) else {
            return Ok(value.clone());
        };
        Ok(match value.is_safe() {
            true => Value::safe_string(&rules.html(text)),
            false => Value::from(&*rules.text(text)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped_as_their_language_does() {
        let shown = |locale| grouped(1_234_567, locale).unwrap_or_default();
        assert_eq!(shown("en"), "1,234,567");
        assert_eq!(shown("fr"), "1\u{202f}234\u{202f}567");
        assert_eq!(shown("de"), "1.234.567");
        assert_eq!(grouped(-1234, "es").ok().as_deref(), Some("-1.234"));
        assert!(grouped(1, "??").is_err());
    }
}
