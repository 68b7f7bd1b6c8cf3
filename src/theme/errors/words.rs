//! Small pieces of the messages about templates.

use crate::report::Text;

/// What stands between the first two backquotes.
pub fn quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

/// All that stands between backquotes.
pub fn all_quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// A kind of value as template authors may call it, with its article.
pub fn kind(name: &str) -> Text {
    let (fr, en) = match name {
        "string" | "String" | "&str" | "Str" => ("un texte", "a text"),
        "bool" => ("vrai ou faux", "true or false"),
        "integer" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32"
        | "u64" | "u128" | "usize" => ("un nombre entier", "a whole number"),
        "float" | "f32" | "f64" => ("un nombre à virgule", "a decimal number"),
        "number" | "Number" => ("un nombre", "a number"),
        "array" | "&[Value]" | "Vec<Value>" => ("une liste", "a list"),
        "map" | "Map" | "map/struct" => ("un groupe de champs", "a map"),
        "bytes" => ("des octets", "bytes"),
        "none" | "null" => ("une valeur vide", "nothing (none)"),
        "undefined" => ("une valeur qui n'existe pas", "an undefined value"),
        other => return Text::new(format!("« {other} »"), format!("“{other}”")),
    };
    Text::new(fr, en)
}
