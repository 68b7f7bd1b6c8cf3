//! The sizes of images that the decoders here do not read: SVG and AVIF.

/// The size of an SVG drawing, in pixels: its `width` and `height`, else its `viewBox`.
pub fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = String::from_utf8_lossy(bytes);
    let tag = root_tag(&text)?;
    let side = |name| attribute(tag, name).and_then(pixels);
    let size = match (side("width"), side("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let mut numbers = attribute(tag, "viewBox")?
                .split(|c: char| c == ',' || c.is_whitespace())
                .filter(|part| !part.is_empty())
                .map(|part| part.parse::<f64>().ok());
            (numbers.nth(2)??, numbers.next()??)
        }
    };
    Some((whole(size.0)?, whole(size.1)?))
}

/// The text of the root element's tag, without its name.
fn root_tag(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find('<')?..];
        if rest.starts_with("<!--") {
            rest = &rest[rest.find("-->")? + 3..];
        } else if let Some(tag) = rest.strip_prefix("<svg") {
            return Some(&tag[..tag.find('>')?]);
        } else {
            rest = &rest[1..];
        }
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        if !before.is_none_or(char::is_whitespace) {
            continue;
        }
        if let Some(value) = after.strip_prefix('=').map(str::trim_start) {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value[1..].split(quote).next();
        }
    }
    None
}

/// A length in pixels. None for one that depends on the page around it.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let end = length
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+'))
        .unwrap_or(length.len());
    let number: f64 = length[..end].parse().ok()?;
    let factor = match &length[end..] {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        _ => return None,
    };
    Some(number * factor)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> Option<u32> {
    (number >= 0.0 && number <= f64::from(u32::MAX)).then_some(number as u32)
}

/// The size of an AVIF image: the largest of the sizes that its properties name.
pub fn avif_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let kind = content(bytes, *b"ftyp")?;
    if !kind
        .chunks(4)
        .any(|brand| matches!(brand, b"avif" | b"avis"))
    {
        return None;
    }
    let meta = content(bytes, *b"meta")?.get(4..)?;
    let properties = content(content(meta, *b"iprp")?, *b"ipco")?;
    boxes(properties)
        .filter(|(kind, _)| kind == b"ispe")
        .filter_map(|(_, content)| Some((number(content, 4)?, number(content, 8)?)))
        .max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}

fn content(bytes: &[u8], kind: [u8; 4]) -> Option<&[u8]> {
    boxes(bytes)
        .find(|(found, _)| *found == kind)
        .map(|(_, content)| content)
}

/// The boxes of an ISO media file: their kinds and contents.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let size = usize::try_from(number(rest, 0)?).ok()?;
        let kind = rest.get(4..8)?.try_into().ok()?;
        let (head, size) = match size {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(number(rest, 12)?).ok()?),
            size => (8, size),
        };
        let content = rest.get(head..size)?;
        rest = &rest[size..];
        Some((kind, content))
    })
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_the_size_it_says_or_that_of_its_view_box() {
        let size = |svg: &str| svg_size(svg.as_bytes());
        assert_eq!(
            size("<?xml?><!-- <svg width='1' height='1'> --><svg width=\"30px\" height='2cm'>"),
            Some((30, 75))
        );
        assert_eq!(
            size("<svg stroke-width='9' width='100%' viewBox='0,0 640 480'/>"),
            Some((640, 480))
        );
        assert_eq!(size("<svg>"), None);
        assert_eq!(size("<html>"), None);
    }

    #[test]
    fn avif_boxes_are_walked_and_nonsense_is_survived() {
        fn wrap(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
            let mut bytes = u32::try_from(content.len() + 8)
                .expect("short")
                .to_be_bytes()
                .to_vec();
            bytes.extend(kind);
            bytes.extend(content);
            bytes
        }
        let small = wrap(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2]);
        let large = wrap(b"ispe", &[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 3]);
        let properties = wrap(b"iprp", &wrap(b"ipco", &[small, large].concat()));
        let meta = wrap(b"meta", &[vec![0; 4], properties].concat());
        let file = [wrap(b"ftyp", b"avif\0\0\0\0"), meta].concat();
        assert_eq!(avif_size(&file), Some((256, 3)));
        for end in 0..file.len() {
            assert_eq!(avif_size(&file[..end]), None);
        }
    }
}
