//! What Tera says while rendering, and about names it does not know, in plain words. Recognised by Tera 2's own patterns.

mod limits;

use super::words::{all_quoted, kind, quoted};
use crate::report::{Text, did_you_mean, nearest};
use crate::text;
use crate::theme::{filters, functions};
use limits::limits;

/// An error in plain words.
pub struct Explained {
    /// A finding's code.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Option<Text>,
}

impl Explained {
    /// An error without further advice.
    pub fn new(code: &'static str, message: Text) -> Self {
        Self {
            code,
            message,
            help: None,
        }
    }

    /// The same, with what to do.
    pub fn help(mut self, help: impl Into<Option<Text>>) -> Self {
        self.help = help.into();
        self
    }
}

/// A filter, test, function, component, template or block that does not exist.
pub fn reference(message: &str, components: &[&str], templates: &[&str]) -> Explained {
    let name = quoted(message).unwrap_or("");
    let near = |names: &[&str]| nearest(name, names.iter().copied()).map(did_you_mean);
    let unknown = |code, fr: &str, en: &str, names: &[&str]| {
        let all = || {
            let names = names.join(", ");
            text!(fr: "Ceux qui existent : {names}.", en: "Those that exist: {names}.")
        };
        Explained::new(
            code,
            text!(fr: "{fr} « {name} » n'existe pas.", en: "There is no {en} “{name}”."),
        )
        .help(near(names).unwrap_or_else(all))
    };
    if message.starts_with("Unknown filter") {
        let known: Vec<&str> = filters::FILTERS.to_vec();
        let found = unknown("template.unknown-filter", "Le filtre", "filter", &known);
        let gone = replacement(name);
        return if gone.is_some() {
            found.help(gone)
        } else {
            found
        };
    }
    if message.starts_with("Unknown test") {
        return unknown("template.unknown-test", "Le test", "test", &filters::TESTS);
    }
    if message.starts_with("Unknown function") {
        let found = unknown(
            "template.unknown-function",
            "La fonction",
            "function",
            &functions::FUNCTIONS,
        );
        if near(&functions::FUNCTIONS).is_some() {
            return found;
        }
        return found.help(text!(
            fr: "Si c'est un composant (ce qui s'appelait « shortcode »), écrivez {{{{<{name} … />}}}}.",
            en: "If it is a component (what was called a shortcode), write {{{{<{name} … />}}}}."
        ));
    }
    if message.starts_with("Unknown component") {
        return unknown(
            "template.unknown-component",
            "Le composant",
            "component",
            components,
        );
    }
    if message.starts_with("Unknown template") {
        return unknown("template.unknown", "Le modèle", "template", templates);
    }
    if message.starts_with("Block `") {
        return Explained::new(
            "template.unknown-block",
            text!(
                fr: "Le bloc « {name} » n'existe pas dans le modèle que celui-ci prolonge : son contenu n'apparaîtrait nulle part.",
                en: "The block “{name}” does not exist in the template that this one extends: its content would appear nowhere."
            ),
        )
        .help(text!(
            fr: "Ajoutez « {{% block {name} %}}{{% endblock %}} » au modèle parent, ou utilisez un bloc qui y existe.",
            en: "Add “{{% block {name} %}}{{% endblock %}}” to the parent template, or use a block that exists there."
        ));
    }
    rendering(message, "", components)
}

/// What took the place of a filter that Tera 1 had.
fn replacement(name: &str) -> Option<Text> {
    let new = match name {
        "escape" => "escape_html",
        "linebreaksbr" => "newlines_to_br",
        "trim_start_matches" => "trim_start(pat=…)",
        "trim_end_matches" => "trim_end(pat=…)",
        "as_str" => "str",
        "slice" => "[1:3]",
        "concat" => "[...a, ...b]",
        "map" => "[x.title for x in list]",
        "filter" => "[x for x in list if x.draft]",
        "replace_re" => "regex_replace(pattern=…, rep=…)",
        _ => return None,
    };
    Some(text!(
        fr: "Ce filtre vient d'une ancienne version du langage. Aujourd'hui, on écrit : {new}",
        en: "This filter comes from an older version of the language. Today one writes: {new}"
    ))
}

/// An error met while rendering. `expression`: the part of the template it is about.
pub fn rendering(message: &str, expression: &str, components: &[&str]) -> Explained {
    undefined(message, expression)
        .or_else(|| component_call(message, components))
        .or_else(|| argument(message))
        .or_else(|| types(message, expression))
        .or_else(|| limits(message, expression))
        .unwrap_or_else(|| {
            Explained::new(
                "template.failed",
                text!(
                    fr: "Cette partie du modèle n'a pas pu être calculée.",
                    en: "This part of the template could not be computed."
                ),
            )
            .help(text!(
                fr: "Vérifiez les valeurs que cette balise reçoit : un texte, un nombre, une liste, une date ?",
                en: "Check the values that this tag is given: a text, a number, a list, a date?"
            ))
        })
}

fn undefined(message: &str, expression: &str) -> Option<Explained> {
    let name = quoted(message).unwrap_or("");
    if message.starts_with("Variable `") {
        let near = known(message, "Available variables: ")
            .and_then(|names| nearest(name, names.split(", ")).map(did_you_mean));
        return Some(
            Explained::new(
                "template.undefined-variable",
                text!(
                    fr: "La variable « {name} » n'existe pas ici.",
                    en: "The variable “{name}” does not exist here."
                ),
            )
            .help(near.or_else(|| known(message, "Available variables: ").map(|names| {
                text!(fr: "Celles qui existent ici : {names}.", en: "Those that exist here: {names}.")
            }))),
        );
    }
    if message.starts_with("Field `") {
        let names = known(message, "Available fields: ");
        let near = names.and_then(|names| nearest(name, names.split(", ")).map(did_you_mean));
        let advice = text!(
            fr: "Si ce champ peut manquer, écrivez par exemple « {{{{ page.extra?.{name} or \"\" }}}} ».",
            en: "If this field may be missing, write for instance “{{{{ page.extra?.{name} or \"\" }}}}”."
        );
        return Some(
            Explained::new(
                "template.undefined-field",
                text!(
                    fr: "Le champ « {name} » n'existe pas ici.",
                    en: "The field “{name}” does not exist here."
                ),
            )
            .help(near.unwrap_or(advice)),
        );
    }
    let nothing = [
        "Tried to render a variable that is undefined",
        "Cannot index into an undefined value",
        "Cannot slice an undefined value",
        "Index expression is undefined",
        "Slice start is undefined",
        "Slice end is undefined",
        "Slice step is undefined",
        "Tried to escape an undefined value",
    ];
    if nothing.contains(&message)
        || message.starts_with("Iteration not possible on type `undefined`")
    {
        let what = shown(expression);
        return Some(
            Explained::new(
                "template.undefined-variable",
                text!(
                    fr: "{what} n'a pas de valeur ici.",
                    en: "{what} has no value here."
                ),
            )
            .help(text!(
                fr: "Vérifiez le nom, ou donnez une valeur de remplacement avec « or » : « {{{{ a or \"rien\" }}}} ».",
                en: "Check the name, or give a value to fall back on with “or”: “{{{{ a or \"none\" }}}}”."
            )),
        );
    }
    None
}

fn known<'a>(message: &'a str, before: &str) -> Option<&'a str> {
    let (_, names) = message.split_once(before)?;
    Some(names.trim_end_matches('.'))
}

fn component_call(message: &str, components: &[&str]) -> Option<Explained> {
    if let Some(rest) = message.strip_prefix("Unknown argument(s) ") {
        let (given, possible) = rest.split_once(" in component call.").unwrap_or((rest, ""));
        let given = all_quoted(given);
        let possible = all_quoted(possible);
        let mut given_sorted = given.clone();
        given_sorted.sort_unstable();
        let names = given_sorted.join(", ");
        let near = given
            .first()
            .and_then(|name| nearest(name, possible.iter().copied()));
        return Some(
            Explained::new(
                "component.unknown-argument",
                text!(
                    fr: "Ce composant ne connaît pas « {names} ».",
                    en: "This component does not know “{names}”."
                ),
            )
            .help(match near {
                Some(near) => did_you_mean(near),
                None if possible.is_empty() => text!(
                    fr: "Il ne prend aucun réglage.",
                    en: "It takes no argument."
                ),
                None => {
                    let possible = possible.join(", ");
                    text!(fr: "Il connaît : {possible}.", en: "It knows: {possible}.")
                }
            }),
        );
    }
    if message.starts_with("Component argument `") {
        let quoted = all_quoted(message);
        if let [name, found, expected] = quoted[..] {
            let expected_name = expected;
            let (found, expected) = (kind(found), kind(expected));
            return Some(Explained::new(
                "component.wrong-type",
                Text::new(
                    format!(
                        "« {name} » doit être {}, mais c'est {}.",
                        expected.fr, found.fr
                    ),
                    format!("“{name}” must be {}, but it is {}.", expected.en, found.en),
                ),
            )
            .help(match expected_name {
                "string" => text!(fr: "Écrivez {name}=\"…\".", en: "Write {name}=\"…\"."),
                _ => text!(
                    fr: "Un nombre, une liste ou « true » s'écrit entre accolades : {name}={{…}}.",
                    en: "A number, a list or “true” is written in braces: {name}={{…}}."
                ),
            }));
        }
    }
    if (message.starts_with("Argument `") && message.ends_with(" missing."))
        || message.starts_with("Implicit argument `")
    {
        let name = quoted(message).unwrap_or("");
        return Some(
            Explained::new(
                "component.missing-argument",
                text!(
                    fr: "Il manque « {name} » dans l'appel de ce composant.",
                    en: "“{name}” is missing in the call of this component."
                ),
            )
            .help(text!(
                fr: "Ajoutez {name}=\"…\" à l'appel.",
                en: "Add {name}=\"…\" to the call."
            )),
        );
    }
    if let Some(name) = message
        .strip_prefix("Component '")
        .and_then(|rest| rest.strip_suffix("' not found"))
    {
        return Some(reference(
            &format!("Unknown component `{name}`"),
            components,
            &[],
        ));
    }
    (message == "Maximum render recursion depth for components exceeded.").then(|| {
        Explained::new(
            "component.recursion",
            text!(
                fr: "Ce composant s'appelle lui-même trop de fois.",
                en: "This component calls itself too many times."
            ),
        )
        .help(text!(
            fr: "Enlevez cet appel, ou entourez-le d'un « if » qui finit par être faux.",
            en: "Take this call out, or put it into an “if” that becomes false in the end."
        ))
    })
}

fn argument(message: &str) -> Option<Explained> {
    if message.starts_with("Missing keyword argument `") {
        let name = quoted(message).unwrap_or("");
        return Some(
            Explained::new(
                "template.missing-argument",
                text!(fr: "Il manque l'argument « {name} ».", en: "The argument “{name}” is missing."),
            )
            .help(text!(
                fr: "Ajoutez {name}=… entre les parenthèses.",
                en: "Add {name}=… between the parentheses."
            )),
        );
    }
    if message.starts_with("Invalid type for the value, expected `") {
        let quoted = all_quoted(message);
        if let [expected, found] = quoted[..] {
            let (expected, found) = (kind(expected), kind(found));
            return Some(
                Explained::new(
                    "template.wrong-type",
                    Text::new(
                        format!("Il faut ici {}, mais c'est {}.", expected.fr, found.fr),
                        format!("This must be {}, but it is {}.", expected.en, found.en),
                    ),
                )
                .help(text!(
                    fr: "Vérifiez la valeur donnée à ce filtre ou à cette fonction.",
                    en: "Check the value given to this filter or function."
                )),
            );
        }
    }
    None
}

fn types(message: &str, expression: &str) -> Option<Explained> {
    let what = shown(expression);
    let names = all_quoted(message);
    let of = |index: usize| kind(names.get(index).copied().unwrap_or("undefined"));
    let wrong = |text: Text| {
        let help = text!(
            fr: "Vérifiez le nom de la valeur et ce qu'elle contient.",
            en: "Check the name of the value and what it holds."
        );
        Some(Explained::new("template.wrong-type", text).help(help))
    };
    if message.starts_with("Iteration not possible on type")
        || message.starts_with("Key/value iteration is not possible")
    {
        let found = of(0);
        return wrong(Text::new(
            format!(
                "On ne peut pas parcourir {what} avec « for » : c'est {}.",
                found.fr
            ),
            format!("“for” cannot go through {what}: it is {}.", found.en),
        ));
    }
    if message.starts_with("Cannot compare `") || message.starts_with("Cannot sort: `") {
        let (a, b) = (of(0), of(1));
        return wrong(Text::new(
            format!("On ne peut pas comparer {} et {}.", a.fr, b.fr),
            format!("{} and {} cannot be compared.", a.en, b.en),
        ));
    }
    if message.starts_with("`+` requires both operands") {
        let (a, b) = (of(1), of(2));
        return wrong(Text::new(
            format!(
                "« + » additionne des nombres, mais il y a ici {} et {}.",
                a.fr, b.fr
            ),
            format!("“+” adds numbers, but here are {} and {}.", a.en, b.en),
        ))
        .map(|found| {
            found.help(text!(
                fr: "Pour joindre des textes, écrivez « ~ » à la place de « + ».",
                en: "To join texts, write “~” instead of “+”."
            ))
        });
    }
    if message.starts_with("Math operations can only be done on numbers")
        || message.starts_with("Only numbers can be")
        || message.starts_with("This filter can only be used on a number")
    {
        let found = of(0);
        return wrong(Text::new(
            format!(
                "On ne peut calculer qu'avec des nombres ; {what}, c'est {}.",
                found.fr
            ),
            format!(
                "Only numbers can be calculated with; {what} is {}.",
                found.en
            ),
        ));
    }
    if message.starts_with("`in` cannot be used on a container") {
        let found = of(1);
        return wrong(Text::new(
            format!(
                "« in » cherche dans une liste, un texte ou un groupe de champs ; ici, c'est {}.",
                found.fr
            ),
            format!(
                "“in” looks into a list, a text or a map; this is {}.",
                found.en
            ),
        ));
    }
    if message.starts_with("Spread operator requires")
        || message.starts_with("Slicing can only be used")
        || message.contains("cannot be converted to")
        || message.starts_with("Value of type ")
        || message.contains(" index must be an integer")
    {
        return Some(
            Explained::new(
                "template.wrong-type",
                text!(
                    fr: "{what} n'est pas du bon genre pour ce qu'on en fait ici.",
                    en: "{what} is not the right kind of value for what is done with it here."
                ),
            )
            .help(text!(
                fr: "Vérifiez ce que contient cette valeur, ou enlevez le filtre qui ne lui convient pas.",
                en: "Check what this value holds, or take out the filter that does not fit it."
            )),
        );
    }
    None
}

fn shown(expression: &str) -> String {
    let line = expression.trim().lines().next().unwrap_or("");
    if line.is_empty() {
        "…".to_owned()
    } else {
        format!("« {line} »")
    }
}
