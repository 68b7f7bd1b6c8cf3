//! What Tera does not do, or not with such a value.

use super::{Explained, shown};
use crate::text;

/// What is to be said of such a message.
pub fn limits(message: &str, expression: &str) -> Option<Explained> {
    let what = shown(expression);
    if message.starts_with("Invalid value: expected a string or integer") {
        return Some(
            Explained::new(
                "template.date",
                text!(
                    fr: "Il n'y a pas de date à montrer ici : la valeur est vide, ou n'est pas une date.",
                    en: "There is no date to show here: the value is empty, or is not a date."
                ),
            )
            .help(text!(
                fr: "Si la date peut manquer, demandez-le d'abord : « {{% if page.date %}} … {{% endif %}} ».",
                en: "If the date may be missing, ask first: “{{% if page.date %}} … {{% endif %}}”."
            )),
        );
    }
    if message.contains("Cannot divide by 0") {
        return Some(
            Explained::new(
                "template.division-by-zero",
                text!(fr: "Division par zéro.", en: "Division by zero."),
            )
            .help(text!(
                fr: "Vérifiez d'abord que le diviseur n'est pas zéro : « {{% if b != 0 %}} ».",
                en: "Check first that the divisor is not zero: “{{% if b != 0 %}}”."
            )),
        );
    }
    if message.starts_with("Function `range`") {
        return Some(
            Explained::new(
                "template.range",
                text!(
                    fr: "Les bornes de « range » ne conviennent pas.",
                    en: "The bounds of “range” do not fit."
                ),
            )
            .help(text!(
                fr: "« start » doit être plus petit que « end », « step_by » différent de 0, et la liste avoir au plus 100 000 éléments.",
                en: "“start” must be below “end”, “step_by” must not be 0, and the list may have 100,000 elements at most."
            )),
        );
    }
    if message.starts_with("The string ") && message.contains("cannot be parsed as a valid date")
        || message.starts_with("Invalid date format")
        || message.starts_with("Unknown timezone")
        || message.starts_with("Invalid timestamp")
        || message.starts_with("Invalid UTS-35")
        || message.starts_with("Setting `locale` requires")
    {
        return Some(
            Explained::new(
                "template.date",
                text!(
                    fr: "{what} ne peut pas être montré comme date.",
                    en: "{what} cannot be shown as a date."
                ),
            )
            .help(if message.starts_with("Setting `locale` requires") {
                text!(
                    fr: "Avec « locale », donnez aussi « format » : date(format=\"d MMMM y\", locale=\"fr\").",
                    en: "With “locale”, give “format” as well: date(format=\"d MMMM y\", locale=\"en\")."
                )
            } else if message.starts_with("Unknown timezone") {
                text!(
                    fr: "Le fuseau « timezone » s'écrit par exemple « Europe/Brussels ».",
                    en: "A “timezone” is written like “Europe/Brussels”."
                )
            } else if message.starts_with("Invalid date format") || message.starts_with("Invalid UTS-35") {
                text!(
                    fr: "Un format s'écrit par exemple « %d/%m/%Y » (jour, mois, année).",
                    en: "A format is written like “%d/%m/%Y” (day, month, year)."
                )
            } else {
                text!(
                    fr: "Une date s'écrit année-mois-jour : 2026-09-01.",
                    en: "A date is written year-month-day: 2026-09-01."
                )
            }),
        );
    }
    if message.starts_with("Map does not have a key")
        || message.contains("does not have an attribute at path")
    {
        return Some(
            Explained::new(
                "template.undefined-field",
                text!(
                    fr: "Un champ demandé ici manque dans au moins un élément.",
                    en: "A field that is asked for here is missing in at least one element."
                ),
            )
            .help(text!(
                fr: "Ajoutez ce champ partout, ou écartez d'abord les éléments qui ne l'ont pas.",
                en: "Add this field everywhere, or leave out the elements that lack it first."
            )),
        );
    }
    if message.starts_with("super() called outside") || message.starts_with("Tried to use super()")
    {
        return Some(Explained::new(
            "template.super",
            text!(
                fr: "« super() » n'a rien à montrer ici : aucun modèle parent ne remplit ce bloc.",
                en: "“super()” has nothing to show here: no parent template fills this block."
            ),
        )
        .help(text!(fr: "Enlevez « {{{{ super() }}}} ».", en: "Take “{{{{ super() }}}}” out.")));
    }
    None
}
