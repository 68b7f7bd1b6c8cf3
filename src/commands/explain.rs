//! `lucarne explain`: what a code means, why it matters, and what is right.

use super::{Console, Status};
use crate::cli::Explain;
use lucarne::codes::{self, Category, Code, Words};
use lucarne::report::{Language, Text};
use lucarne::text;
use std::fmt::Write;

/// Explains one code, or lists them all.
pub fn run(arguments: &Explain, console: &Console) -> Status {
    let language = console.language();
    if arguments.markdown {
        console.print(&codes::markdown(language));
        return Status::Fine;
    }
    let Some(written) = &arguments.code else {
        console.print(&list(language));
        return Status::Fine;
    };
    let name = written.trim().trim_matches(['[', ']']).to_lowercase();
    if let Some(code) = codes::find(&name) {
        console.print(&explained(code, language));
        return Status::Fine;
    }
    let area: Vec<&Code> = codes::all().filter(|code| code.area() == name).collect();
    if !area.is_empty() {
        let lines: String = area.iter().map(|code| line(code, language)).collect();
        console.print(&lines);
        return Status::Fine;
    }
    console.refuse(&match codes::near(&name) {
        Some(near) => text!(
            fr: "Aucun message ne porte le code « {written} ». Vouliez-vous écrire « {near} » ?",
            en: "No message has the code “{written}”. Did you mean “{near}”?",
        ),
        None => text!(
            fr: "Aucun message ne porte le code « {written} ». Pour les voir tous : lucarne explain",
            en: "No message has the code “{written}”. To see them all: lucarne explain",
        ),
    })
}

fn list(language: Language) -> String {
    let mut list = String::new();
    for category in Category::ALL {
        let _ = writeln!(list, "{}", category.title().get(language));
        for code in codes::all().filter(|code| code.category == category) {
            list.push_str(&line(code, language));
        }
        list.push('\n');
    }
    list
}

/// The code, and its title or what it means.
fn line(code: &Code, language: Language) -> String {
    let said = match code.title.fr {
        "" => code.why,
        _ => code.title,
    };
    format!("  {:<28} {}\n", code.code, said.text().get(language))
}

fn explained(code: &Code, language: Language) -> String {
    let mut page = format!("{}\n\n", codes::facts(code, language));
    let mut part = |title: Text, words: Words| {
        let text = words.raw(language);
        if !text.is_empty() {
            let indented: String = text.lines().map(|line| format!("    {line}\n")).collect();
            let _ = writeln!(page, "{}\n\n{indented}", title.get(language));
        }
    };
    part(Text::new("Ce qui ne va pas :", "What is wrong:"), code.bad);
    part(Text::new("Ce qui va :", "What is right:"), code.good);
    if code.when.is_some() {
        let name = code.code;
        let how = text!(
            fr: "Pour la régler, dans lucarne.yaml (error, warning ou off) :\n\n    check:\n      rules:\n        {name}: off\n\nPour une seule page, dans son en-tête, avec la raison :\n\n    check:\n      {name}: \"la raison\"\n",
            en: "To set it, in lucarne.yaml (error, warning or off):\n\n    check:\n      rules:\n        {name}: off\n\nFor one page alone, in its front matter, with the reason:\n\n    check:\n      {name}: \"the reason\"\n",
        );
        page.push_str(how.get(language));
    }
    format!("{}\n", page.trim_end())
}
