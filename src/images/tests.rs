//! Small images made here, and what becomes of them.

use super::exif::orientation_only;
use super::{ImageRequest, Operation, TargetFormat, facts, make, strip_metadata};
use crate::fingerprint::Fingerprint;
use crate::report::Finding;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// Left half red, right half blue.
fn picture(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([255, 0, 0])
        } else {
            Rgb([0, 0, 255])
        }
    }))
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture(64, 32)
        .write_to(&mut bytes, format)
        .expect("encodes");
    bytes.into_inner()
}

/// A photograph as a telephone writes it: turned, with a secret, and something behind its end.
fn photograph() -> Vec<u8> {
    let plain = encoded(ImageFormat::Jpeg);
    let block = [
        b"Exif\0\0".to_vec(),
        orientation_only(6),
        b"GPS SECRET".to_vec(),
    ]
    .concat();
    let length = u16::try_from(block.len() + 2).expect("short").to_be_bytes();
    let comment = b"\xff\xfe\0\x08SECRET";
    [
        &plain[..2],
        &[0xff, 0xe1],
        &length,
        &block,
        comment,
        &plain[2..],
        b"SECRET",
    ]
    .concat()
}

fn request(operation: Operation, format: TargetFormat) -> ImageRequest {
    ImageRequest {
        source: "static/p.jpg".to_owned(),
        content: Fingerprint(1),
        output: "processed_images/p.1.jpg".to_owned(),
        operation,
        format,
        quality: None,
        speed: None,
    }
}

fn fresh(request: &ImageRequest, source: &[u8]) -> Result<Vec<u8>, Box<Finding>> {
    let folder = tempfile::tempdir().expect("a folder");
    make(request, source, Some(folder.path()))
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn facts_are_those_of_the_image_as_shown() {
    let read = facts("static/p.jpg", &photograph()).expect("an image");
    assert_eq!(
        (read.width, read.height, read.format.as_str()),
        (32, 64, "jpeg")
    );
    let png = facts("static/wrong-name.jpg", &encoded(ImageFormat::Png)).expect("an image");
    assert_eq!(
        (png.width, png.format.as_str(), png.mime.as_str()),
        (64, "png", "image/png")
    );
}

#[test]
fn a_turned_photograph_is_made_upright_and_without_secrets() {
    let fill = Operation::Fill {
        width: 16,
        height: 32,
    };
    for format in [TargetFormat::Jpeg, TargetFormat::Png, TargetFormat::Webp] {
        let bytes = fresh(&request(fill, format), &photograph()).expect("made");
        assert!(!holds(&bytes, b"SECRET") && !holds(&bytes, b"Exif"));
        let image = image::load_from_memory(&bytes)
            .expect("an image")
            .into_rgb8();
        assert_eq!(image.dimensions(), (16, 32));
        let (top, bottom) = (image.get_pixel(8, 2).0, image.get_pixel(8, 29).0);
        assert!(
            top[0] > 200 && bottom[2] > 200,
            "{format:?}: {top:?} {bottom:?}"
        );
    }
}

#[test]
fn damaged_files_are_findings() {
    let fit = Operation::FitWidth { width: 8 };
    let code = |bytes: &[u8], format| {
        fresh(&request(fit, format), bytes)
            .map_err(|f| f.code)
            .err()
    };
    let png = encoded(ImageFormat::Png);
    assert_eq!(
        code(&png[..png.len() / 2], TargetFormat::Png),
        Some("image.corrupt")
    );
    assert_eq!(code(b"GIF89a", TargetFormat::Png), Some("image.corrupt"));
    assert_eq!(
        code(b"<html>", TargetFormat::Png),
        Some("image.unknown-format")
    );
    assert_eq!(code(b"", TargetFormat::Png), Some("image.unknown-format"));
    assert_eq!(code(&png, TargetFormat::Avif), Some("image.no-encoder"));
    let mut huge = png;
    huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let found = code(&huge, TargetFormat::Png);
    assert!(
        matches!(found, Some("image.too-large" | "image.corrupt")),
        "{found:?}"
    );
}

#[test]
fn the_cache_is_used_and_a_damaged_entry_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let request = request(Operation::FitWidth { width: 8 }, TargetFormat::Png);
    let source = encoded(ImageFormat::Png);
    let cached = || make(&request, &source, Some(folder.path())).expect("made");
    let first = cached();
    let entry = std::fs::read_dir(folder.path())
        .expect("read")
        .next()
        .expect("one")
        .expect("entry")
        .path();
    assert_eq!(cached(), first);
    let mut bytes = std::fs::read(&entry).expect("read");
    bytes[40] ^= 1;
    std::fs::write(&entry, &bytes).expect("write");
    assert_eq!(cached(), first);
    assert_ne!(std::fs::read(&entry).expect("read"), bytes);
}

#[test]
fn a_stripped_original_keeps_its_pixels_and_its_orientation() {
    let original = photograph();
    let stripped = strip_metadata(&original).expect("changed");
    assert!(!holds(&stripped, b"SECRET"));
    let read = facts("p.jpg", &stripped).expect("an image");
    assert_eq!((read.width, read.height), (32, 64));
    let pixels = |bytes: &[u8]| {
        image::load_from_memory(bytes)
            .expect("an image")
            .into_rgb8()
    };
    assert_eq!(pixels(&stripped), pixels(&original));
    assert_eq!(strip_metadata(&stripped), None);
    assert_eq!(strip_metadata(&original[..original.len() / 2]), None);

    let png = encoded(ImageFormat::Png);
    assert_eq!(strip_metadata(&png), None);
    let text = b"\0\0\0\x06tEXtSECRET\0\0\0\0";
    let mut chunk = 26_u32.to_be_bytes().to_vec();
    chunk.extend(b"eXIf");
    chunk.extend(orientation_only(6));
    chunk.extend([0; 4]);
    let end = png.len() - 12;
    let marked = [&png[..33], text, &chunk, &png[33..end], &png[end..]].concat();
    let clean = strip_metadata(&marked).expect("changed");
    assert!(!holds(&clean, b"SECRET"));
    assert_eq!(facts("p.png", &clean).expect("an image").width, 32);

    let webp = encoded(ImageFormat::WebP);
    assert_eq!(strip_metadata(&webp), None);
    let mut marked = [webp.as_slice(), b"XMP \x06\0\0\0SECRET"].concat();
    let size = u32::try_from(marked.len() - 8).expect("short");
    marked[4..8].copy_from_slice(&size.to_le_bytes());
    assert_eq!(strip_metadata(&marked), Some(webp));
}

#[test]
fn a_file_cut_anywhere_is_survived() {
    let webp = encoded(ImageFormat::WebP);
    for bytes in [photograph(), encoded(ImageFormat::Png), webp] {
        for end in (0..bytes.len()).step_by(3) {
            let _ = strip_metadata(&bytes[..end]);
            let _ = facts("p.jpg", &bytes[..end]);
        }
    }
}
