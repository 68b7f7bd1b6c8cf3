//! Colours and how well they can be told from each other.

use std::fmt;
use syntect::highlighting::Color as Opaque;

/// The contrast that text needs for people who see less well (WCAG 2, level AA).
const ENOUGH: f64 = 4.5;

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Color(pub [u8; 3]);

impl From<Opaque> for Color {
    fn from(color: Opaque) -> Self {
        Self([color.r, color.g, color.b])
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02X}{g:02X}{b:02X}")
    }
}

impl Color {
    /// This colour with some percent of another one in it.
    pub fn mixed(self, other: Self, percent: u16) -> Self {
        let mut mixed = self.0;
        for (mine, theirs) in mixed.iter_mut().zip(other.0) {
            let sum = u16::from(*mine) * (100 - percent) + u16::from(theirs) * percent;
            *mine = u8::try_from(sum / 100).unwrap_or(u8::MAX);
        }
        Self(mixed)
    }

    /// The colour nearest to this one that can be read on all of some backgrounds.
    pub fn readable_on(self, backgrounds: &[Self]) -> Self {
        let lights = backgrounds.iter().map(|color| color.luminance());
        let light = lights.fold(0.0, f64::max) > 0.18;
        let end = Self(if light { [0; 3] } else { [255; 3] });
        (0..=100)
            .step_by(2)
            .map(|percent| self.mixed(end, percent))
            .find(|color| {
                backgrounds
                    .iter()
                    .all(|background| color.contrast(*background) >= ENOUGH)
            })
            .unwrap_or(end)
    }

    /// The contrast ratio of two colours, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}
