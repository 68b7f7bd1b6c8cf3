//! Resized images: decoded, turned upright, cut, resized and encoded without any metadata, and kept in a cache by content.

use super::facts::{corrupt, decoder, exif_of};
use super::sizes::steps;
use super::{ImageRequest, TargetFormat};
use crate::report::{Finding, Place};
use crate::sources::own_file;
use crate::text;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, Rgb, RgbImage};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Pixels of the largest original that is processed, and of the largest image that is made.
const MOST_PIXELS: u64 = 100_000_000;

/// JPEG quality where none is asked for.
const JPEG_QUALITY: u8 = 75;

/// Changes when the same request would give other bytes.
const VERSION: &[u8] = b"lucarne image 1\n";

/// The bytes of a requested image. `source`: the original's bytes. `cache`: a folder for what was made before, made when
/// needed, where there is one; an entry that is damaged, or a folder that cannot be used, only costs time. Errors are findings at the original:
/// `image.corrupt`, `image.unknown-format`, `image.too-large`, `image.no-encoder`.
pub fn make(
    request: &ImageRequest,
    source: &[u8],
    cache: Option<&Path>,
) -> Result<Vec<u8>, Box<Finding>> {
    let Some(cache) = cache else {
        return process(request, source);
    };
    let entry = entry(cache, request, source);
    if let Some(bytes) = kept(&entry) {
        return Ok(bytes);
    }
    let bytes = process(request, source)?;
    let _ = keep(&entry, &bytes);
    Ok(bytes)
}

fn process(request: &ImageRequest, source: &[u8]) -> Result<Vec<u8>, Box<Finding>> {
    let path = request.source.as_str();
    let (mut decoder, _) = decoder(path, source)?;
    let (width, height) = decoder.dimensions();
    if is_too_large(width, height) {
        return Err(too_large(path, width, height));
    }
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = exif_of(&mut decoder).orientation;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| corrupt(path))?;
    if let Some(orientation) = Orientation::from_exif(orientation) {
        image.apply_orientation(orientation);
    }
    let steps = steps(request.operation, image.width(), image.height());
    if let Some((width, height)) = steps.size
        && is_too_large(width, height)
    {
        return Err(would_be_too_large(path, width, height));
    }
    if let Some((left, top, width, height)) = steps.crop {
        image = image.crop_imm(left, top, width, height);
    }
    if let Some((width, height)) = steps.size {
        image = image.resize_exact(width, height, FilterType::Lanczos3);
    }
    encode(request, image, profile.filter(|profile| is_rgb(profile)))
}

fn is_too_large(width: u32, height: u32) -> bool {
    u64::from(width) * u64::from(height) > MOST_PIXELS
}

/// A CMYK or grey profile does not fit the pixels after decoding.
fn is_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"RGB ")
}

fn encode(
    request: &ImageRequest,
    image: DynamicImage,
    profile: Option<Vec<u8>>,
) -> Result<Vec<u8>, Box<Finding>> {
    let path = request.source.as_str();
    let mut bytes = Vec::new();
    let written = match request.format {
        TargetFormat::Jpeg => {
            let quality = request.quality.unwrap_or(JPEG_QUALITY);
            let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
            write(&DynamicImage::ImageRgb8(on_white(image)), encoder, profile)
        }
        TargetFormat::Png => write(&image, PngEncoder::new(&mut bytes), profile),
        TargetFormat::Webp => {
            let image = if image.color().has_alpha() {
                DynamicImage::ImageRgba8(image.into_rgba8())
            } else {
                DynamicImage::ImageRgb8(image.into_rgb8())
            };
            write(&image, WebPEncoder::new_lossless(&mut bytes), profile)
        }
        TargetFormat::Avif => return Err(no_avif(path)),
    };
    written.map_err(|_| corrupt(path))?;
    Ok(bytes)
}

fn write(
    image: &DynamicImage,
    mut encoder: impl ImageEncoder,
    profile: Option<Vec<u8>>,
) -> image::ImageResult<()> {
    if let Some(profile) = profile {
        let _ = encoder.set_icc_profile(profile);
    }
    image.write_with_encoder(encoder)
}

/// JPEG knows no transparency: what shines through is white, as paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        let over = |colour: u8| {
            let mixed =
                (u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha)) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

fn too_large(path: &str, width: u32, height: u32) -> Box<Finding> {
    let finding = Finding::error(
        "image.too-large",
        text!(
            fr: "L'image « {path} » est trop grande pour être redimensionnée : {width} × {height} pixels.",
            en: "The image “{path}” is too large to be resized: {width} × {height} pixels."
        ),
    )
    .help(text!(
        fr: "Réduisez-la d'abord dans un logiciel d'images : 4000 pixels de large suffisent toujours.",
        en: "Make it smaller in an image program first: 4000 pixels of width are always enough."
    ));
    Box::new(finding.at(Place::file(path)))
}

/// A narrow image that is made wide becomes immensely high.
fn would_be_too_large(path: &str, width: u32, height: u32) -> Box<Finding> {
    let finding = Finding::error(
        "image.too-large",
        text!(
            fr: "L'image « {path} » aurait {width} × {height} pixels une fois redimensionnée : c'est trop.",
            en: "The image “{path}” would have {width} × {height} pixels once resized: that is too large."
        ),
    )
    .help(text!(
        fr: "Demandez une largeur ou une hauteur plus petite.",
        en: "Ask for a smaller width or height."
    ));
    Box::new(finding.at(Place::file(path)))
}

fn no_avif(path: &str) -> Box<Finding> {
    let finding = Finding::error(
        "image.no-encoder",
        text!(
            fr: "« {path} » ne peut pas être converti en AVIF : cette version de Lucarne n'écrit pas ce format.",
            en: "“{path}” cannot be converted to AVIF: this build of Lucarne does not write this format."
        ),
    )
    .help(text!(
        fr: "Demandez format=\"webp\" ou format=\"jpeg\".",
        en: "Ask for format=\"webp\" or format=\"jpeg\"."
    ));
    Box::new(finding.at(Place::file(path)))
}

fn entry(folder: &Path, request: &ImageRequest, source: &[u8]) -> PathBuf {
    let mut digest = Sha256::new();
    digest.update(VERSION);
    let ImageRequest {
        operation,
        format,
        quality,
        speed,
        ..
    } = request;
    digest.update(format!("{operation:?} {format:?} {quality:?} {speed:?}\n"));
    digest.update(source);
    let name: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    folder.join(name)
}

/// An entry is the digest of an image's bytes, and the bytes.
fn kept(entry: &Path) -> Option<Vec<u8>> {
    let mut bytes = own_file(entry)?;
    let image = bytes.split_off(DIGEST.min(bytes.len()));
    (Sha256::digest(&image).as_slice() == bytes).then_some(image)
}

const DIGEST: usize = 32;

fn keep(entry: &Path, image: &[u8]) -> std::io::Result<()> {
    let folder = entry.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&Sha256::digest(image))?;
    file.write_all(image)?;
    file.persist(entry)?;
    Ok(())
}
