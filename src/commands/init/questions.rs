//! What a new site must be told: by options, by a person at the terminal, or by defaults.

use super::Answers;
use crate::cli::Init;
use crate::commands::Console;
use lucarne::config::is_site_address;
use lucarne::report::{Language, Text};
use lucarne::text;
use std::io::{self, BufRead, IsTerminal, Write};

const EXAMPLE_ADDRESS: &str = "https://example.org";

/// The answers. Nobody is asked with `--yes`, nor where no person is there.
pub fn ask(arguments: &Init, console: &Console) -> Answers {
    let person = !arguments.yes && io::stdin().is_terminal() && io::stdout().is_terminal();
    let ask = |given: Option<String>,
               question: Text,
               default: &str,
               accept: &dyn Fn(&str) -> Result<(), Text>| {
        given.unwrap_or_else(|| {
            if person {
                answer(console, &question, default, accept)
            } else {
                default.to_owned()
            }
        })
    };
    let language = arguments.language.map_or_else(
        || {
            let default = match console.language() {
                Language::French => "fr",
                Language::English => "en",
            };
            let question = Text::new("Langue du site, fr ou en", "Language of the site, fr or en");
            match ask(None, question, default, &is_language).as_str() {
                "fr" => Language::French,
                _ => Language::English,
            }
        },
        Language::from,
    );
    let default_title = match language {
        Language::French => "Mon site",
        Language::English => "My site",
    };
    let title = ask(
        arguments.title.clone(),
        Text::new("Titre du site", "Title of the site"),
        default_title,
        &|_| Ok(()),
    );
    let base_url = ask(
        arguments.base_url.clone(),
        Text::new(
            "Adresse du site (elle peut être changée plus tard)",
            "Address of the site (it can be changed later)",
        ),
        EXAMPLE_ADDRESS,
        &|written| {
            if is_site_address(written) {
                Ok(())
            } else {
                Err(no_address(written))
            }
        },
    );
    Answers {
        title,
        base_url,
        language,
    }
}

/// What to say where it cannot.
pub fn no_address(written: &str) -> Text {
    text!(
        fr: "« {written} » n'est pas une adresse complète, comme https://exemple.org.",
        en: "“{written}” is not a complete address, like https://example.org.",
    )
}

fn is_language(written: &str) -> Result<(), Text> {
    match written {
        "fr" | "en" => Ok(()),
        _ => Err(Text::new("Répondez fr ou en.", "Answer fr or en.")),
    }
}

/// Asks until the answer is accepted. An empty line, or the end of the input, means the default.
fn answer(
    console: &Console,
    question: &Text,
    default: &str,
    accept: &dyn Fn(&str) -> Result<(), Text>,
) -> String {
    loop {
        let question = question.get(console.language());
        console.print(&format!("{question} [{default}] "));
        let _ = io::stdout().flush();
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        let line = line.trim();
        if line.is_empty() || read.is_err() {
            return default.to_owned();
        }
        match accept(line) {
            Ok(()) => return line.to_owned(),
            Err(why) => console.print(&format!("{}\n", why.get(console.language()))),
        }
    }
}
