//! Facts about an image file, from its header alone.

use super::exif::{self, Exif};
use super::{ImageFacts, vector};
use crate::fingerprint::Fingerprint;
use crate::report::{Finding, Place};
use crate::text;
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Bytes that decoding may take: enough for 100 megapixels of four bytes, and as much again.
const MEMORY: u64 = 1 << 30;

/// Bytes that what stands beside the picture may take: a colour profile that unfolds to more is left out.
const BESIDE: u64 = 32 << 20;

/// Reads the facts of an image. `path` is relative to the site's root. The format is told by the content, not the name;
/// SVG and AVIF by their names, as browsers need them to be. Errors are findings at the file: `image.corrupt`,
/// `image.unknown-format`.
pub fn facts(path: &str, bytes: &[u8]) -> Result<ImageFacts, Box<Finding>> {
    let content = Fingerprint::of(bytes);
    let vector = |size: Option<(u32, u32)>, format: &str, mime: &str| {
        let (width, height) = size.ok_or_else(|| corrupt(path))?;
        Ok(ImageFacts {
            path: path.to_owned(),
            width,
            height,
            format: format.to_owned(),
            mime: mime.to_owned(),
            description: None,
            created: None,
            content,
        })
    };
    match extension(path).as_str() {
        "svg" => return vector(vector::svg_size(bytes), "svg", "image/svg+xml"),
        "avif" => return vector(vector::avif_size(bytes), "avif", "image/avif"),
        _ => {}
    }
    let (mut decoder, format) = decoder(path, bytes)?;
    let exif = exif_of(&mut decoder);
    let (width, height) = decoder.dimensions();
    let turned = exif.orientation >= 5;
    let (width, height) = if turned {
        (height, width)
    } else {
        (width, height)
    };
    Ok(ImageFacts {
        path: path.to_owned(),
        width,
        height,
        format: name(format),
        mime: format.to_mime_type().to_owned(),
        description: exif.description,
        created: exif.created,
        content,
    })
}

/// A decoder for an image's content, its header read.
pub fn decoder<'a>(
    path: &str,
    bytes: &'a [u8],
) -> Result<(impl ImageDecoder + 'a, ImageFormat), Box<Finding>> {
    let format = image::guess_format(bytes).map_err(|_| unknown_format(path))?;
    let limits = |bytes: u64| {
        let mut limits = Limits::default();
        limits.max_alloc = Some(bytes);
        limits
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits(BESIDE));
    let decoder = reader.into_decoder().and_then(|mut decoder| {
        decoder.set_limits(limits(MEMORY))?;
        Ok(decoder)
    });
    match decoder {
        Ok(decoder) => Ok((decoder, format)),
        Err(image::ImageError::Unsupported(_)) => Err(unknown_format(path)),
        Err(_) => Err(corrupt(path)),
    }
}

/// What the EXIF block of an image says.
pub fn exif_of(decoder: &mut impl ImageDecoder) -> Exif {
    let block = decoder.exif_metadata().ok().flatten().unwrap_or_default();
    exif::read(&block)
}

/// An image whose data are damaged or cut off.
pub fn corrupt(path: &str) -> Box<Finding> {
    let finding = Finding::error(
        "image.corrupt",
        text!(
            fr: "L'image « {path} » est abîmée ou incomplète : elle ne peut pas être lue.",
            en: "The image “{path}” is damaged or incomplete: it cannot be read."
        ),
    )
    .help(text!(
        fr: "Ouvrez-la dans un logiciel d'images et enregistrez-la de nouveau, ou remplacez-la.",
        en: "Open it in an image program and save it again, or replace it."
    ));
    Box::new(finding.at(Place::file(path)))
}

fn unknown_format(path: &str) -> Box<Finding> {
    let finding = Finding::error(
        "image.unknown-format",
        text!(
            fr: "« {path} » n'est pas une image d'un format connu.",
            en: "“{path}” is not an image of a known format."
        ),
    )
    .help(text!(
        fr: "Enregistrez-la en JPEG, PNG, WebP, GIF ou SVG.",
        en: "Save it as JPEG, PNG, WebP, GIF or SVG."
    ));
    Box::new(finding.at(Place::file(path)))
}

fn name(format: ImageFormat) -> String {
    match format {
        ImageFormat::Jpeg => "jpeg",
        other => other.extensions_str().first().copied().unwrap_or(""),
    }
    .to_owned()
}

fn extension(path: &str) -> String {
    path.rsplit_once('.')
        .map_or(String::new(), |(_, extension)| extension.to_lowercase())
}
