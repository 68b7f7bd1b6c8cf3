//! Words of French that belong to a number or a name beside them.

use std::borrow::Cow;

/// Units that follow a number.
pub(super) fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "h" | "min"
            | "mn"
            | "s"
            | "ms"
            | "heure"
            | "heures"
            | "minute"
            | "minutes"
            | "seconde"
            | "secondes"
            | "an"
            | "ans"
            | "année"
            | "années"
            | "mois"
            | "jour"
            | "jours"
            | "j"
            | "semaine"
            | "semaines"
            | "mm"
            | "cm"
            | "dm"
            | "m"
            | "km"
            | "mm²"
            | "cm²"
            | "m²"
            | "km²"
            | "cm³"
            | "m³"
            | "ha"
            | "km/h"
            | "m/s"
            | "mg"
            | "g"
            | "kg"
            | "t"
            | "ml"
            | "mL"
            | "cl"
            | "cL"
            | "dl"
            | "dL"
            | "l"
            | "L"
            | "W"
            | "kW"
            | "MW"
            | "Wh"
            | "kWh"
            | "MWh"
            | "V"
            | "Hz"
            | "kHz"
            | "MHz"
            | "GHz"
            | "dB"
            | "o"
            | "ko"
            | "Ko"
            | "Mo"
            | "Go"
            | "To"
            | "kB"
            | "KB"
            | "MB"
            | "GB"
            | "TB"
            | "octets"
            | "px"
            | "pt"
            | "EUR"
            | "k€"
            | "M€"
            | "Md€"
            | "euro"
            | "euros"
            | "cent"
            | "cents"
            | "centimes"
            | "mille"
            | "million"
            | "millions"
            | "milliard"
            | "milliards"
            | "°"
            | "°C"
            | "°F"
    )
}

/// Months, whole or shortened without their point, also with a capital.
pub(super) fn is_month(word: &str) -> bool {
    let word = match word.as_bytes() {
        [b'A'..=b'Z', ..] => Cow::Owned(word.to_ascii_lowercase()),
        _ => Cow::Borrowed(word),
    };
    matches!(
        &*word,
        "janvier"
            | "février"
            | "fevrier"
            | "mars"
            | "avril"
            | "mai"
            | "juin"
            | "juillet"
            | "août"
            | "aout"
            | "septembre"
            | "octobre"
            | "novembre"
            | "décembre"
            | "decembre"
            | "janv"
            | "févr"
            | "avr"
            | "juill"
            | "sept"
            | "oct"
            | "nov"
            | "déc"
    )
}

/// Days of the week, whole or shortened without their point.
fn is_weekday(word: &str) -> bool {
    matches!(
        word,
        "lundi"
            | "mardi"
            | "mercredi"
            | "jeudi"
            | "vendredi"
            | "samedi"
            | "dimanche"
            | "lun"
            | "mar"
            | "mer"
            | "jeu"
            | "ven"
            | "sam"
            | "dim"
            | "lu"
            | "ma"
            | "me"
            | "je"
            | "ve"
            | "sa"
            | "di"
    )
}

/// Whether a dash between two words stands for « to »: days, months, hours, amounts.
pub(super) fn is_range(from: &str, to: &str) -> bool {
    if from == to {
        return is_unit(from) || matches!(from, "€" | "%" | ":");
    }
    let (from, to) = (from.to_lowercase(), to.to_lowercase());
    is_weekday(&from) && is_weekday(&to) || is_month(&from) && is_month(&to)
}

/// Whether a text ends with a word that a number belongs to: `n°`, `p.`, `art.`, `bte`…
pub(super) fn takes_number(text: &str) -> bool {
    let may_be = match text.as_bytes() {
        [.., before, last] => match last {
            b'.' | 0xB0 | 0xBA | 0xA7 => true,
            b'e' => *before == b't',
            b'M' => *before == b'S',
            _ => false,
        },
        _ => false,
    };
    if !may_be {
        return false;
    }
    let stem = text.strip_suffix(['.', '°', '§']).unwrap_or(text);
    let start = stem.trim_end_matches(char::is_alphanumeric).len();
    matches!(
        &text[start..],
        "n°" | "N°"
            | "nº"
            | "Nº"
            | "p."
            | "pp."
            | "P."
            | "art."
            | "Art."
            | "bte"
            | "Bte"
            | "bte."
            | "Bte."
            | "chap."
            | "Chap."
            | "vol."
            | "Vol."
            | "fig."
            | "Fig."
            | "al."
            | "§"
            | "tél."
            | "Tél."
            | "GSM"
    )
}

/// The length of the title of a person at the beginning of a text: `M.`, `Mme`, `Dr`…
pub(super) fn title(text: &str) -> Option<usize> {
    let letters = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (word, rest) = text.split_at(letters);
    let length = match word {
        "M" | "MM" | "Dr" | "Pr" if rest.starts_with('.') => letters + 1,
        "Mr" | "Mme" | "Mmes" | "Mlle" | "Mlles" | "Mgr" | "Me" | "Dr" | "Dre" | "Pr" | "Pre" => {
            letters
        }
        _ => return None,
    };
    let goes_on = |c: char| c.is_alphanumeric() || c == '.';
    (!text[length..].starts_with(goes_on)).then_some(length)
}
