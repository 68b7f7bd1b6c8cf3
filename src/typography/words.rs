//! Words of French that belong to a number or a name beside them.

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

/// Months, whole or shortened without their point.
pub(super) fn is_month(word: &str) -> bool {
    matches!(
        word,
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

/// Whether a text ends with a word that a number belongs to: `n°`, `p.`, `art.`, `bte`…
pub(super) fn takes_number(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "n°", "N°", "nº", "Nº", "p.", "pp.", "P.", "art.", "Art.", "bte", "Bte", "bte.", "Bte.",
        "chap.", "Chap.", "vol.", "Vol.", "fig.", "Fig.", "al.", "§", "tél.", "Tél.", "GSM",
    ];
    let last = text.as_bytes().last().copied();
    if !matches!(last, Some(b'.' | b'e' | b'M' | 0xB0 | 0xBA | 0xA7)) {
        return false;
    }
    WORDS.iter().any(|word| {
        text.strip_suffix(word)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

/// The length of the title of a person at the beginning of a text: `M.`, `Mme`, `Dr`…
pub(super) fn title(text: &str) -> Option<usize> {
    const TITLES: &[&str] = &[
        "MM.", "M.", "Mmes", "Mme", "Mlles", "Mlle", "Mgr", "Me", "Dre", "Dr", "Pre", "Pr",
    ];
    if !matches!(
        text.as_bytes().get(1),
        Some(b'.' | b'M' | b'm' | b'l' | b'g' | b'e' | b'r')
    ) {
        return None;
    }
    let title = TITLES.iter().find(|title| {
        text.strip_prefix(**title)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'))
    })?;
    Some(title.len())
}
