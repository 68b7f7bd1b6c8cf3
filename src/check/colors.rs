//! Colours of custom properties, as a browser resolves them.

use super::mixing;
use csscolorparser::Color;
use std::collections::HashMap;

/// Custom properties of a colour scheme: their values as written.
pub struct Scheme<'s> {
    /// By name, with the two dashes.
    pub properties: HashMap<&'s str, &'s str>,
    /// What `light-dark()` chooses.
    pub dark: bool,
}

/// Properties that name each other deeper than this name each other in a circle.
const DEEPEST: usize = 20;

impl Scheme<'_> {
    /// The colour of a value; none where it is no colour, or of a kind that is not known.
    pub fn color(&self, value: &str) -> Option<Color> {
        let value = match value.trim().starts_with("--") {
            true => format!("var({})", value.trim()),
            false => value.to_owned(),
        };
        let written = self.substituted(&value, DEEPEST)?;
        self.evaluated(written.trim(), DEEPEST)
    }

    /// A value with its properties in place of `var()`.
    fn substituted(&self, value: &str, depth: usize) -> Option<String> {
        let Some(at) = value.find("var(") else {
            return Some(value.to_owned());
        };
        let depth = depth.checked_sub(1)?;
        let (inner, rest) = parentheses(&value[at + 3..])?;
        let (name, fallback) = match inner.split_once(',') {
            Some((name, fallback)) => (name.trim(), Some(fallback.trim())),
            None => (inner.trim(), None),
        };
        let written = self.properties.get(name).copied().or(fallback)?;
        let written = self.substituted(written, depth)?;
        let rest = self.substituted(rest, depth)?;
        Some(format!("{}{written}{rest}", &value[..at]))
    }

    fn evaluated(&self, value: &str, depth: usize) -> Option<Color> {
        let depth = depth.checked_sub(1)?;
        let lower = value.to_ascii_lowercase();
        if let Some(inner) = function(&lower, "light-dark") {
            let parts = split_list(inner);
            let chosen = parts.get(usize::from(self.dark))?;
            return self.evaluated(chosen.trim(), depth);
        }
        if let Some(inner) = function(&lower, "color-mix") {
            return self.mixed(inner, depth);
        }
        let lower = calculated(&lower)?;
        if let Some(color) = function(&lower, "color").and_then(mixing::of_space) {
            return Some(color);
        }
        csscolorparser::parse(&lower).ok()
    }

    /// `color-mix(in oklch, red 40%, blue)`.
    fn mixed(&self, inner: &str, depth: usize) -> Option<Color> {
        let parts = split_list(inner);
        let [space, one, other] = parts.as_slice() else {
            return None;
        };
        let space = space.trim().strip_prefix("in ")?.trim();
        let (space, way) = space.split_once(' ').unwrap_or((space, "shorter hue"));
        let (one, first) = with_share(one);
        let (other, second) = with_share(other);
        let (one, other) = (self.evaluated(one, depth)?, self.evaluated(other, depth)?);
        let (first, second) = match (first, second) {
            (None, None) => (0.5, 0.5),
            (Some(first), None) => (first, 1.0 - first),
            (None, Some(second)) => (1.0 - second, second),
            (Some(first), Some(second)) => (first, second),
        };
        let sum = first + second;
        if sum <= 0.0 {
            return None;
        }
        let share = second / sum;
        let mut mixed = mixing::mixed(space, way, &one, &other, share)?;
        mixed.a *= sum.min(1.0);
        Some(mixed)
    }
}

/// `red 40%` and `40% red`.
fn with_share(part: &str) -> (&str, Option<f32>) {
    let part = part.trim();
    let read = |word: &str| -> Option<f32> {
        let number: f32 = word.strip_suffix('%')?.parse().ok()?;
        Some((number / 100.0).clamp(0.0, 1.0))
    };
    if let Some((color, last)) = part.rsplit_once(char::is_whitespace)
        && let Some(share) = read(last)
    {
        return (color.trim(), Some(share));
    }
    if let Some((first, color)) = part.split_once(char::is_whitespace)
        && let Some(share) = read(first)
    {
        return (color.trim(), Some(share));
    }
    (part, None)
}

/// What is between the parentheses that a text begins with, and what follows them.
fn parentheses(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some((&text[1..at], &text[at + 1..]));
                }
            }
            _ => {}
        }
    }
    None
}

/// The arguments of a value that is one call of a function.
fn function<'v>(value: &'v str, name: &str) -> Option<&'v str> {
    let (inner, rest) = parentheses(value.strip_prefix(name)?)?;
    rest.trim().is_empty().then_some(inner)
}

/// Parts between commas that stand in no parentheses.
fn split_list(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_i32, 0, Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// A value with the results of its `calc()`.
fn calculated(value: &str) -> Option<String> {
    let Some(at) = value.find("calc(") else {
        return Some(value.to_owned());
    };
    // relative colours calculate with channels, which the parser of colours does
    if value.contains("(from ") {
        return Some(value.to_owned());
    }
    let (inner, rest) = parentheses(&value[at + 4..])?;
    let (number, unit) = sum(&calculated(inner)?)?;
    Some(format!(
        "{}{number}{unit}{}",
        &value[..at],
        calculated(rest)?
    ))
}

/// `230 + 8 * 2`, with the unit of the first number that has one.
fn sum(text: &str) -> Option<(f64, String)> {
    let spaced = text
        .replace('*', " * ")
        .replace('/', " / ")
        .replace(['(', ')'], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut unit = String::new();
    let mut number = |word: &str| -> Option<f64> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        if digits.len() < word.len() {
            word[digits.len()..].clone_into(&mut unit);
        }
        digits.parse().ok()
    };
    let mut terms: Vec<f64> = vec![number(words.first()?)?];
    let mut rest = words[1..].iter();
    while let Some(sign) = rest.next() {
        let next = number(rest.next()?)?;
        let last = terms.last_mut()?;
        match *sign {
            "*" => *last *= next,
            "/" => *last /= next,
            "+" => terms.push(next),
            "-" => terms.push(-next),
            _ => return None,
        }
    }
    Some((terms.iter().sum(), unit))
}

/// The contrast of two colours as WCAG counts it, from 1 to 21. What is seen through the first is the second.
pub fn contrast(seen: &Color, ground: &Color) -> f64 {
    let (seen, ground) = (seen.clamp(), ground.clamp());
    let over = |one: f32, other: f32| one * seen.a + other * (1.0 - seen.a);
    let seen = Color::new(
        over(seen.r, ground.r),
        over(seen.g, ground.g),
        over(seen.b, ground.b),
        1.0,
    );
    let (one, other) = (luminance(&seen), luminance(&ground));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: &Color) -> f64 {
    let linear = |part: f32| {
        let part = f64::from(part);
        match part <= 0.040_45 {
            true => part / 12.92,
            false => ((part + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme(dark: bool) -> Scheme<'static> {
        let properties = [
            ("--hue", "230"),
            ("--ink", "oklch(27% .045 var(--hue))"),
            ("--shifted", "oklch(44% .1 calc(var(--hue) + 8))"),
            ("--mixed", "color-mix(in srgb, black 25%, white)"),
            ("--ok", "color-mix(in oklab, var(--white), black)"),
            ("--round", "color-mix(in oklch, red, #0000ff)"),
            ("--both", "light-dark(#fff, hsl(0 0% 0%))"),
            ("--white", "#fff"),
            ("--a", "var(--b)"),
            ("--b", "var(--a)"),
        ];
        Scheme {
            properties: properties.into_iter().collect(),
            dark,
        }
    }

    fn hex(value: &str) -> String {
        scheme(false)
            .color(value)
            .map_or("none".to_owned(), |color| {
                color.clamp().to_css_hex().to_string()
            })
    }

    #[test]
    fn values_are_resolved_as_browsers_do() {
        assert_eq!(hex("--white"), "#ffffff");
        assert_eq!(hex("var(--nothing, teal)"), "#008080");
        assert_eq!(hex("--mixed"), "#bfbfbf");
        assert_eq!(hex("--ok"), "#636363");
        assert_eq!(hex("--round"), "#ba00c2");
        assert_eq!(hex("--both"), "#ffffff");
        assert_eq!(hex("color-mix(in lch, white, black)"), "#777777");
        assert_eq!(hex("color-mix(in hwb, white, black)"), "#808080");
        assert_eq!(hex("color-mix(in xyz, white, black)"), "#bcbcbc");
        assert_eq!(hex("color-mix(in display-p3, #f00, #f00)"), "#ff0000");
        assert_eq!(hex("color-mix(in hsl, red, lime)"), "#ffff00");
        assert_eq!(hex("color-mix(in hsl longer hue, red, lime)"), "#0000ff");
        assert_eq!(
            hex("color-mix(in hsl decreasing hue, red, lime)"),
            "#0000ff"
        );
        assert_eq!(hex("color(display-p3 .5 .5 .5)"), "#808080");
        assert_eq!(hex("color(srgb-linear 1 1 1 / 50%)"), "#ffffff80");
        assert_eq!(hex("--a"), "none");
        assert_eq!(hex("--nothing"), "none");
        assert_eq!(hex("rgb(0 128 0 / 50%)"), "#00800080");
        assert!(scheme(false).color("--shifted").is_some());
        let dark = scheme(true).color("--both").map(|color| color.to_rgba8());
        assert_eq!(dark, Some([0, 0, 0, 255]));
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |one: &str, other: &str| {
            let scheme = scheme(false);
            contrast(&scheme.color(one).unwrap(), &scheme.color(other).unwrap())
        };
        assert!((ratio("#000", "#fff") - 21.0).abs() < 0.01);
        assert!((ratio("#767676", "#fff") - 4.54).abs() < 0.01);
        assert!((ratio("#999", "#fff") - 2.85).abs() < 0.01);
        assert!((ratio("rgb(0 0 0 / 50%)", "#fff") - 3.98).abs() < 0.05);
    }
}
