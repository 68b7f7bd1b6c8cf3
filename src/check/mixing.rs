//! Colours mixed in the spaces that CSS knows, and those that are written in one of them.

use csscolorparser::Color;

/// Below this, a colour of a space whose chroma goes to about 0.4 or 1 is a grey, whose hue says nothing.
const GREY: f32 = 0.0005;

/// The same where chroma goes beyond 100.
const GREY_LCH: f32 = 0.05;

/// Two colours mixed in a space, as `color-mix()` does; `way`: which way round the hue goes, where there is one; `share`: of
/// the second, from 0 to 1.
pub(super) fn mixed(
    space: &str,
    way: &str,
    one: &Color,
    other: &Color,
    share: f32,
) -> Option<Color> {
    let flat = |one, other| mix(one, other, share);
    let round = |one: [f32; 4], other: [f32; 4], angle: usize, grey: [bool; 2]| {
        let mut mixed = mix(one, other, share);
        mixed[angle] = hue([one[angle], other[angle]], grey, way, share)?;
        Some(mixed)
    };
    Some(match space {
        "srgb" => from(flat(one.to_array(), other.to_array()), Color::new),
        // these differ by what is the same for all of their colours
        "srgb-linear" | "xyz" | "xyz-d65" | "xyz-d50" => from(
            flat(one.to_linear_rgba(), other.to_linear_rgba()),
            Color::from_linear_rgba,
        ),
        "display-p3" => from(flat(to_p3(one), to_p3(other)), from_p3),
        "oklab" => from(flat(one.to_oklaba(), other.to_oklaba()), Color::from_oklaba),
        "lab" => from(flat(one.to_laba(), other.to_laba()), Color::from_laba),
        "oklch" => {
            let (one, other) = (degrees(one.to_oklcha()), degrees(other.to_oklcha()));
            let grey = [one, other].map(|color| color[1].abs() < GREY);
            let [l, c, h, a] = round(one, other, 2, grey)?;
            Color::from_oklcha(l, c, h.to_radians(), a)
        }
        "lch" => {
            let (one, other) = (degrees(one.to_lcha()), degrees(other.to_lcha()));
            let grey = [one, other].map(|color| color[1].abs() < GREY_LCH);
            let [l, c, h, a] = round(one, other, 2, grey)?;
            Color::from_lcha(l, c, h.to_radians(), a)
        }
        "hsl" => {
            let (one, other) = (one.to_hsla(), other.to_hsla());
            let grey = [one, other].map(|color| color[1].abs() < GREY);
            from(round(one, other, 0, grey)?, Color::from_hsla)
        }
        "hwb" => {
            let (one, other) = (one.to_hwba(), other.to_hwba());
            let grey = [one, other].map(|color| color[1] + color[2] > 1.0 - GREY);
            from(round(one, other, 0, grey)?, Color::from_hwba)
        }
        _ => return None,
    })
}

/// The arguments of `color()`: `display-p3 0.2 40% 1 / 50%`. None of a space that is not known here.
pub(super) fn of_space(arguments: &str) -> Option<Color> {
    let (channels, alpha) = arguments.split_once('/').unwrap_or((arguments, "1"));
    let number = |word: &str| -> Option<f32> {
        match word.strip_suffix('%') {
            Some(percent) => Some(percent.parse::<f32>().ok()? / 100.0),
            None if word == "none" => Some(0.0),
            None => word.parse().ok(),
        }
    };
    let mut words = channels.split_whitespace();
    let space = words.next()?;
    let mut next = || number(words.next()?);
    let channels = [next()?, next()?, next()?, number(alpha.trim())?];
    Some(match space {
        "srgb" => from(channels, Color::new),
        "srgb-linear" => from(channels, Color::from_linear_rgba),
        "display-p3" => from(channels, from_p3),
        "xyz" | "xyz-d65" => from(channels, Color::from_xyz_d65),
        "xyz-d50" => from(channels, Color::from_xyz_d50),
        _ => return None,
    })
}

fn from(channels: [f32; 4], make: impl Fn(f32, f32, f32, f32) -> Color) -> Color {
    let [one, two, three, alpha] = channels;
    make(one, two, three, alpha)
}

/// A colour whose hue is in radians, with its hue in degrees.
fn degrees(mut color: [f32; 4]) -> [f32; 4] {
    color[2] = color[2].to_degrees();
    color
}

/// Two colours mixed with their transparency counted in.
fn mix(one: [f32; 4], other: [f32; 4], share: f32) -> [f32; 4] {
    let alpha = one[3] + (other[3] - one[3]) * share;
    let mut mixed = [0.0, 0.0, 0.0, alpha];
    for index in 0..3 {
        let weighted = one[index] * one[3] * (1.0 - share) + other[index] * other[3] * share;
        mixed[index] = if alpha > 0.0 { weighted / alpha } else { 0.0 };
    }
    mixed
}

/// The hue between two, in degrees; that of a grey is the other's.
fn hue([one, other]: [f32; 2], grey: [bool; 2], way: &str, share: f32) -> Option<f32> {
    match grey {
        [true, _] => return Some(other),
        [_, true] => return Some(one),
        _ => {}
    }
    let up = (other - one).rem_euclid(360.0);
    let down = up - 360.0;
    let (short, long) = if up > 180.0 { (down, up) } else { (up, down) };
    let turn = match way.trim().strip_suffix("hue")?.trim_end() {
        "shorter" => short,
        "longer" if up == 0.0 => 0.0,
        "longer" => long,
        "increasing" => up,
        "decreasing" if up == 0.0 => 0.0,
        "decreasing" => down,
        _ => return None,
    };
    Some((one + turn * share).rem_euclid(360.0))
}

/// Linear sRGB to linear Display P3.
const TO_P3: [[f32; 3]; 3] = [
    [0.822_462, 0.177_538, 0.0],
    [0.033_194, 0.966_806, 0.0],
    [0.017_083, 0.072_397, 0.910_52],
];

/// Linear Display P3 to linear sRGB.
const FROM_P3: [[f32; 3]; 3] = [
    [1.224_94, -0.224_94, 0.0],
    [-0.042_057, 1.042_057, 0.0],
    [-0.019_638, -0.078_636, 1.098_274],
];

fn times(matrix: &[[f32; 3]; 3], color: [f32; 3]) -> [f32; 3] {
    matrix.map(|row| row[0] * color[0] + row[1] * color[1] + row[2] * color[2])
}

// both spaces have one curve, which is that of sRGB

fn to_p3(color: &Color) -> [f32; 4] {
    let [r, g, b, alpha] = color.to_linear_rgba();
    let [r, g, b] = times(&TO_P3, [r, g, b]);
    Color::from_linear_rgba(r, g, b, alpha).to_array()
}

fn from_p3(r: f32, g: f32, b: f32, alpha: f32) -> Color {
    let [r, g, b, alpha] = Color::new(r, g, b, alpha).to_linear_rgba();
    let [r, g, b] = times(&FROM_P3, [r, g, b]);
    Color::from_linear_rgba(r, g, b, alpha)
}
