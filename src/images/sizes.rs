//! What an operation makes of an image's size.

use super::Operation;

/// What to cut out of the original, and the size to bring it to. Pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Left, top, width, height; none for the whole image.
    pub crop: Option<(u32, u32, u32, u32)>,
    /// The new size; none where it stays.
    pub size: Option<(u32, u32)>,
}

/// The size of the result of an operation on an image of a certain size.
pub fn resized(operation: Operation, width: u32, height: u32) -> (u32, u32) {
    steps(operation, width, height)
        .size
        .unwrap_or((width, height))
}

/// The steps of an operation on an image of a certain size.
pub fn steps(operation: Operation, width: u32, height: u32) -> Steps {
    let to = |size| Steps {
        crop: None,
        size: Some(size),
    };
    match operation {
        Operation::Scale { width, height } => to((width, height)),
        Operation::FitWidth { width: wanted } => to((wanted, scaled(height, wanted, width))),
        Operation::FitHeight { height: wanted } => to((scaled(width, wanted, height), wanted)),
        Operation::Fit {
            width: most_width,
            height: most_height,
        } => {
            if width <= most_width && height <= most_height {
                Steps {
                    crop: None,
                    size: None,
                }
            } else if u64::from(width) * u64::from(most_height)
                > u64::from(height) * u64::from(most_width)
            {
                to((most_width, scaled(height, most_width, width)))
            } else {
                to((scaled(width, most_height, height), most_height))
            }
        }
        Operation::Fill {
            width: new_width,
            height: new_height,
        } => Steps {
            crop: middle(width, height, new_width, new_height),
            size: Some((new_width, new_height)),
        },
    }
}

/// `side * numerator / denominator`, at least one pixel.
fn scaled(side: u32, numerator: u32, denominator: u32) -> u32 {
    let exact = u64::from(side) * u64::from(numerator) / u64::from(denominator.max(1));
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

/// The largest part in the middle that has the new shape; none where the shapes are nearly the same.
fn middle(
    width: u32,
    height: u32,
    new_width: u32,
    new_height: u32,
) -> Option<(u32, u32, u32, u32)> {
    let horizontal = f64::from(width) / f64::from(new_width);
    let vertical = f64::from(height) / f64::from(new_height);
    if (horizontal - vertical).abs() <= 0.1 {
        None
    } else if horizontal < vertical {
        let kept = rounded(horizontal * f64::from(new_height), height);
        Some((0, (height - kept) / 2, width, kept))
    } else {
        let kept = rounded(vertical * f64::from(new_width), width);
        Some(((width - kept) / 2, 0, kept, height))
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rounded(side: f64, most: u32) -> u32 {
    (side.round() as u32).clamp(1, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fit_never_enlarges_and_fill_cuts_the_middle() {
        let fit = Operation::Fit {
            width: 100,
            height: 100,
        };
        assert_eq!(resized(fit, 50, 80), (50, 80));
        assert_eq!(resized(fit, 400, 200), (100, 50));
        assert_eq!(resized(fit, 1, 4000), (1, 100));
        assert_eq!(
            resized(Operation::FitWidth { width: 300 }, 100, 50),
            (300, 150)
        );
        let fill = Operation::Fill {
            width: 100,
            height: 100,
        };
        assert_eq!(
            steps(fill, 400, 200),
            Steps {
                crop: Some((100, 0, 200, 200)),
                size: Some((100, 100))
            }
        );
        assert_eq!(steps(fill, 101, 100).crop, None);
    }
}
