//! Codes as people read them, and the documentation of all.

use super::{Category, Code, When, all};
use crate::report::{Language, Severity, Text};
use crate::text;
use std::fmt::Write;

/// What a code is: its name, title, severity, numbers and explanation, without the examples.
pub fn facts(code: &Code, language: Language) -> String {
    let mut facts = format!("{}\n", heading(code, language));
    let _ = write!(
        facts,
        "{}\n\n{}",
        line(code, language),
        code.why.text().get(language)
    );
    facts
}

fn heading(code: &Code, language: Language) -> String {
    match code.title.fr {
        "" => code.code.to_owned(),
        _ => format!("{} – {}", code.code, code.title.text().get(language)),
    }
}

/// « Avertissement · WCAG 1.1.1 · dans chaque fabrication ».
fn line(code: &Code, language: Language) -> String {
    let mut parts = vec![code.severity.word(language).to_owned()];
    if !code.wcag.is_empty() {
        parts.push(format!("WCAG {}", code.wcag));
    }
    let when = match code.when {
        Some(When::Build) => Some(Text::new("à chaque fabrication", "in every build")),
        Some(When::Check) => Some(Text::new("par « lucarne check »", "by “lucarne check”")),
        None => None,
    };
    parts.extend(when.map(|when| when.get(language).to_owned()));
    parts.join(" · ")
}

/// The whole list as Markdown: `docs/codes.fr.md` and `docs/codes.en.md`.
pub fn markdown(language: Language) -> String {
    let mut page = introduction(language);
    for category in Category::ALL {
        let _ = writeln!(page, "\n## {}", category.title().get(language));
        let (rules, facts): (Vec<&Code>, Vec<&Code>) = all()
            .filter(|code| code.category == category)
            .partition(|code| code.when.is_some());
        for code in rules {
            rule(&mut page, code, language);
        }
        if !facts.is_empty() {
            page.push('\n');
        }
        for code in facts {
            let severity = match code.severity {
                Severity::Error => String::new(),
                other => format!(" ({})", other.word(language)),
            };
            let why = escaped(code.why.text().get(language));
            let _ = writeln!(page, "- `{}`{severity} {why}", code.code);
        }
    }
    page
}

fn rule(page: &mut String, code: &Code, language: Language) {
    let _ = write!(
        page,
        "\n### `{}` {}\n\n{}\n\n{}\n",
        code.code,
        escaped(code.title.text().get(language)),
        line(code, language),
        escaped(code.why.text().get(language)),
    );
    let words = [
        (Text::new("Ce qui ne va pas :", "What is wrong:"), code.bad),
        (Text::new("Ce qui va :", "What is right:"), code.good),
    ];
    for (title, example) in words {
        let _ = write!(
            page,
            "\n{}\n\n```\n{}\n```\n",
            title.get(language),
            example.raw(language)
        );
    }
}

fn introduction(language: Language) -> String {
    let title = Text::new("# Les messages de Lucarne", "# The messages of Lucarne");
    let made = Text::new(
        "<!-- Fait par « lucarne --lang fr explain --markdown > docs/codes.fr.md » : ne pas modifier ici. -->",
        "<!-- Made by “lucarne --lang en explain --markdown > docs/codes.en.md”: do not edit. -->",
    );
    let rules = text!(
        fr: "Chaque message porte un code entre crochets. `lucarne explain CODE` l'explique.\n\nLes messages décrits avec un exemple sont des règles : le site peut changer leur gravité dans `lucarne.yaml`, une par une ou par groupe.\n\n```yaml\ncheck:\n  rules:\n    a11y.capitals: off        # error, warning ou off\n    a11y.link-vague: error\n```\n\nUne page peut mettre une règle de côté dans son en-tête, en disant pourquoi :\n\n```yaml\ncheck:\n  a11y.heading-skip: \"le texte est celui d'un décret\"\n```\n\n`lucarne build` et `lucarne serve` appliquent les règles certaines, `lucarne check` les applique toutes. Un site écrit pour Zola n'est jugé que par `lucarne check`, et par des avertissements seulement.",
        en: "Every message has a code between brackets. `lucarne explain CODE` explains it.\n\nThe messages that are described with an example are rules: a site can change how severe they are in `lucarne.yaml`, one by one or by group.\n\n```yaml\ncheck:\n  rules:\n    a11y.capitals: off        # error, warning or off\n    a11y.link-vague: error\n```\n\nA page can set a rule aside in its front matter, saying why:\n\n```yaml\ncheck:\n  a11y.heading-skip: \"the text is that of a decree\"\n```\n\n`lucarne build` and `lucarne serve` apply the certain rules, `lucarne check` applies them all. A site written for Zola is judged by `lucarne check` only, and by warnings alone.",
    );
    format!(
        "{}\n\n{}\n\n{}\n",
        title.get(language),
        made.get(language),
        rules.get(language)
    )
}

/// A text whose tags and braces are text in Markdown too.
fn escaped(text: &str) -> String {
    text.replace('<', "\\<")
        .replace('*', "\\*")
        .replace('_', "\\_")
}
