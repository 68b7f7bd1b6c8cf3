//! The language in which Lucarne speaks.

/// The languages of Lucarne's own messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// French.
    French,
    /// English, also for every other locale.
    English,
}

impl Language {
    /// The language asked for, else that of the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`, or the system's setting).
    pub fn detect(asked: Option<&str>) -> Self {
        match asked {
            Some(asked) => Self::of(asked),
            None => Self::of_environment(|name| std::env::var(name).ok())
                .or_else(|| sys_locale::get_locale().map(|locale| Self::of(&locale)))
                .unwrap_or(Self::English),
        }
    }

    fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|locale| !locale.is_empty())
            .map(|locale| Self::of(&locale))
    }

    fn of(locale: &str) -> Self {
        let language = locale
            .split(['-', '_', '.', '@'])
            .next()
            .unwrap_or_default();
        if language.eq_ignore_ascii_case("fr") {
            Self::French
        } else {
            Self::English
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_something_counts() {
        let environment = |name: &str| match name {
            "LC_ALL" => Some(String::new()),
            "LC_MESSAGES" => Some("fr_BE.UTF-8".to_owned()),
            _ => Some("en_GB.UTF-8".to_owned()),
        };
        assert_eq!(
            Language::of_environment(environment),
            Some(Language::French)
        );
        assert_eq!(Language::of_environment(|_| None), None);
        assert_eq!(Language::detect(Some("fr")), Language::French);
        assert_eq!(Language::of("frr"), Language::English);
    }
}
