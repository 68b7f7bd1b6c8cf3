//! The colours of a theme, by the name that Zola gives it.

use super::color::Color;
use super::kinds::{KINDS, Kind};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use syntect::highlighting::{FontStyle, Highlighter, Theme};
use syntect::parsing::Scope;
use two_face::theme::{EmbeddedLazyThemeSet, EmbeddedThemeName as Name};

/// A theme's colours.
pub(super) struct Palette {
    pub text: Color,
    pub background: Color,
    /// Behind marked lines.
    pub marked: Color,
    /// Of line numbers.
    pub numbers: Color,
    styles: HashMap<Kind, Style>,
}

/// How words of one kind look.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub color: Color,
    pub font: FontStyle,
}

/// Themes by the beginning of their name, and the one among ours that is nearest to it.
const NEAREST: &[(&str, Name)] = &[
    ("ayu-light", Name::OneHalfLight),
    ("catppuccin-frappe", Name::CatppuccinFrappe),
    ("catppuccin-latte", Name::CatppuccinLatte),
    ("catppuccin-macchiato", Name::CatppuccinMacchiato),
    ("catppuccin-mocha", Name::CatppuccinMocha),
    ("dark-plus", Name::TwoDark),
    ("dracula", Name::Dracula),
    ("everforest-light", Name::GruvboxLight),
    ("everforest-dark", Name::GruvboxDark),
    ("github-light", Name::Github),
    ("gruvbox-dark", Name::GruvboxDark),
    ("gruvbox-light", Name::GruvboxLight),
    ("horizon-bright", Name::OneHalfLight),
    ("kanagawa-lotus", Name::GruvboxLight),
    ("kanagawa", Name::Zenburn),
    ("light-plus", Name::InspiredGithub),
    ("material-theme-lighter", Name::OneHalfLight),
    ("material-theme", Name::Base16OceanDark),
    ("min-light", Name::InspiredGithub),
    ("monokai", Name::MonokaiExtended),
    ("night-owl-light", Name::OneHalfLight),
    ("night-owl", Name::ColdarkDark),
    ("nord", Name::Nord),
    ("one-dark-pro", Name::OneHalfDark),
    ("one-light", Name::OneHalfLight),
    ("rose-pine-dawn", Name::CatppuccinLatte),
    ("rose-pine", Name::CatppuccinMocha),
    ("slack-ochin", Name::OneHalfLight),
    ("snazzy-light", Name::OneHalfLight),
    ("solarized-dark", Name::SolarizedDark),
    ("solarized-light", Name::SolarizedLight),
    ("vitesse-light", Name::OneHalfLight),
    ("vesper", Name::Leet),
];

/// The colours of GitHub's dark page, which is not among our themes.
const DARK: &[(Kind, [u8; 3])] = &[
    (Kind::Comment, [0x6A, 0x73, 0x7D]),
    (Kind::Text, [0x9E, 0xCB, 0xFF]),
    (Kind::Escape, [0x79, 0xB8, 0xFF]),
    (Kind::Number, [0x79, 0xB8, 0xFF]),
    (Kind::Constant, [0x79, 0xB8, 0xFF]),
    (Kind::Keyword, [0xF9, 0x75, 0x83]),
    (Kind::Operator, [0xF9, 0x75, 0x83]),
    (Kind::Function, [0xB3, 0x92, 0xF0]),
    (Kind::Type, [0xB3, 0x92, 0xF0]),
    (Kind::Parameter, [0xFF, 0xAB, 0x70]),
    (Kind::Tag, [0x85, 0xE8, 0x9D]),
    (Kind::Attribute, [0xB3, 0x92, 0xF0]),
    (Kind::Property, [0x79, 0xB8, 0xFF]),
    (Kind::Heading, [0x79, 0xB8, 0xFF]),
    (Kind::Bold, [0xE1, 0xE4, 0xE8]),
    (Kind::Italic, [0xE1, 0xE4, 0xE8]),
    (Kind::Link, [0xDB, 0xED, 0xFF]),
    (Kind::Inserted, [0x85, 0xE8, 0x9D]),
    (Kind::Deleted, [0xFD, 0xAE, 0xB7]),
    (Kind::Invalid, [0xFD, 0xAE, 0xB7]),
];
const DARK_TEXT: Color = Color([0xE1, 0xE4, 0xE8]);
const DARK_BACKGROUND: Color = Color([0x24, 0x29, 0x2E]);

/// The colours that go by a name; those of GitHub where the name is unknown, dark unless it says `light`.
pub(super) fn palette(theme: &str) -> Arc<Palette> {
    static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Palette>>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let palette = known
        .entry(theme.to_owned())
        .or_insert_with(|| Arc::new(make(theme)));
    Arc::clone(palette)
}

fn make(theme: &str) -> Palette {
    static THEMES: LazyLock<EmbeddedLazyThemeSet> = LazyLock::new(two_face::theme::extra);
    let nearest = NEAREST
        .iter()
        .find(|(name, _)| theme.starts_with(name))
        .map(|(_, name)| *name);
    match nearest {
        Some(name) => from_theme(THEMES.get(name)),
        None if theme.contains("light") => from_theme(THEMES.get(Name::Github)),
        None => {
            let styles = DARK.iter().map(|(kind, color)| {
                let font = match kind {
                    Kind::Bold | Kind::Heading => FontStyle::BOLD,
                    Kind::Italic => FontStyle::ITALIC,
                    _ => FontStyle::empty(),
                };
                let color = Color(*color);
                (*kind, Style { color, font })
            });
            Palette::new(DARK_TEXT, DARK_BACKGROUND, styles)
        }
    }
}

fn from_theme(theme: &Theme) -> Palette {
    let highlighter = Highlighter::new(theme);
    let plain = highlighter.get_default();
    let styles = KINDS.iter().filter_map(|(kind, _, scope)| {
        let style = highlighter.style_for_stack(&[Scope::new(scope).ok()?]);
        let color = style.foreground.into();
        let font = style.font_style;
        Some((*kind, Style { color, font }))
    });
    Palette::new(plain.foreground.into(), plain.background.into(), styles)
}

impl Palette {
    /// Colours that can be read on the background, marked or not.
    fn new(text: Color, background: Color, styles: impl Iterator<Item = (Kind, Style)>) -> Self {
        let marked = background.mixed(text, 8);
        let grounds = [background, marked];
        let readable = |(kind, style): (Kind, Style)| {
            let color = style.color.readable_on(&grounds);
            (kind, Style { color, ..style })
        };
        Self {
            text: text.readable_on(&grounds),
            background,
            marked,
            numbers: background.mixed(text, 50).readable_on(&grounds),
            styles: styles.map(readable).collect(),
        }
    }

    /// How words of a kind look; none where they look like all others.
    pub fn style(&self, kind: Kind) -> Option<Style> {
        let style = *self.styles.get(&kind)?;
        let plain = style.color == self.text && style.font.is_empty();
        (!plain).then_some(style)
    }
}

/// The declarations of a font style.
pub(super) fn font_css(font: FontStyle) -> &'static str {
    match (
        font.contains(FontStyle::BOLD),
        font.contains(FontStyle::ITALIC),
        font.contains(FontStyle::UNDERLINE),
    ) {
        (false, false, false) => "",
        (true, false, false) => "font-weight: bold;",
        (false, true, false) => "font-style: italic;",
        (true, true, false) => "font-weight: bold;font-style: italic;",
        (_, _, true) => "text-decoration: underline;",
    }
}

/// The style sheet of a theme.
pub(super) fn css(theme: &str) -> String {
    let palette = palette(theme);
    let mut css = String::from(
        ".giallo-l { display: inline-block; min-height: 1lh; width: 100%; }\n\
         .giallo-ln { display: inline-block; user-select: none; margin-right: 0.4em; padding: 0.4em; min-width: 3ch; text-align: right; ",
    );
    let _ = writeln!(css, "color: {}; }}", palette.numbers);
    let _ = writeln!(
        css,
        ".z-code {{ color: {}; background-color: {}; }}\n.z-hl {{ background-color: {}; }}",
        palette.text, palette.background, palette.marked,
    );
    for (kind, class, _) in KINDS {
        if let Some(style) = palette.style(*kind) {
            let _ = write!(css, ".{class} {{ color: {};", style.color);
            let font = font_css(style.font);
            if !font.is_empty() {
                let _ = write!(css, " {font}");
            }
            css.push_str(" }\n");
        }
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_read_on_its_background() {
        for theme in [
            "github-light",
            "github-dark",
            "nord",
            "solarized-light",
            "?",
        ] {
            let palette = palette(theme);
            let styles = KINDS.iter().filter_map(|(kind, ..)| palette.style(*kind));
            let colors = styles.map(|style| style.color);
            for color in colors.chain([palette.text, palette.numbers]) {
                for ground in [palette.background, palette.marked] {
                    assert!(color.contrast(ground) >= 4.5, "{theme} {color} {ground}");
                }
            }
        }
    }

    #[test]
    fn light_is_light_and_dark_is_dark() {
        let white = Color([255; 3]);
        assert!(palette("github-light").background.contrast(white) < 1.5);
        assert!(palette("github-dark").background.contrast(white) > 10.0);
        assert!(css("github-dark").contains(".z-keyword { color: #F97583; }"));
    }
}
