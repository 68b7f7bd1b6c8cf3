//! Images that are not what they should be, and photographs that know too much.

use crate::common::{SITE, tree};
use crate::harness::site;
use crate::measure::Measured;
use crate::table::Outcome;
use image::{DynamicImage, ImageFormat};
use std::io::Cursor;

/// A PNG file that claims a size, with next to nothing in it.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 2, 0, 0, 0],
    ]
    .concat();
    let empty = b"x\x9c\x03\0\0\0\0\x01";
    for (kind, content) in [(b"IHDR", &header[..]), (b"IDAT", empty), (b"IEND", b"")] {
        let length = u32::try_from(content.len()).expect("short");
        let chunk = [&kind[..], content].concat();
        bytes.extend(length.to_be_bytes());
        bytes.extend(&chunk);
        bytes.extend(checksum(&chunk).to_be_bytes());
    }
    bytes
}

fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 * (sum & 1))
        })
    })
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::new_rgb8(40, 20);
    image.write_to(&mut bytes, format).expect("an image");
    bytes.into_inner()
}

/// A site whose home resizes an image.
fn resizing(name: &str, bytes: &[u8]) -> crate::harness::Site {
    let call = format!(
        "{{% set small = resize_image(path=\"{name}\", width=10, op=\"fit_width\") %}}{{{{ small.url }}}}"
    );
    site(SITE)
        .with(&format!("static/{name}"), bytes)
        .with("templates/index.html", call)
}

pub fn odd_images() -> Outcome {
    let (good_png, jpeg) = (encoded(ImageFormat::Png), encoded(ImageFormat::Jpeg));
    let (gif, webp) = (encoded(ImageFormat::Gif), encoded(ImageFormat::WebP));
    let animated = [
        b"RIFF\x62\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x27\0\0\x13\0\0ANIM\x06\0\0\0\0\0\0\0\0\0"
            .as_slice(),
        b"ANMF\x18\0\0\0\0\0\0\0\0\0\x27\0\0\x13\0\0\x64\0\0\0",
    ]
    .concat();
    let two_frames = [&gif[..gif.len() - 1], &gif[13..]].concat();
    let print_colours = {
        let mut bytes = jpeg.clone();
        let adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\x02";
        bytes.splice(2..2, adobe.iter().copied());
        bytes
    };
    let refused: [(&str, &[u8]); 9] = [
        ("empty.png", b""),
        ("cut.png", &good_png[..good_png.len() / 2]),
        ("cut.jpg", &jpeg[..30]),
        ("cut.gif", &gif[..12]),
        ("cut.webp", &webp[..20]),
        ("text.png", b"<!doctype html><p>not an image"),
        ("zeros.jpg", &[0; 4096]),
        ("animated-cut.webp", &animated),
        ("none.bmp", b"BM"),
    ];
    for (name, bytes) in refused {
        let ran = resizing(name, bytes).run(&["build"]);
        ran.status(1).says(&format!("static/{name}"));
        assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
    }
    let misnamed = [
        ("png.jpg", &good_png),
        ("jpeg.png", &jpeg),
        ("webp.gif", &webp),
    ];
    let others = [("frames.gif", &two_frames), ("print.jpg", &print_colours)];
    for (name, bytes) in misnamed.iter().chain(&others) {
        let all = resizing(name, bytes);
        let ran = all.run(&["build"]);
        assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        ran.status(0);
        let made = tree(&all.root().join("public"));
        let made = made
            .iter()
            .find(|(path, bytes)| path.starts_with("processed_images/") && !bytes.is_empty());
        let (path, bytes) = made.unwrap_or_else(|| panic!("{name}: nothing was made"));
        let image =
            image::load_from_memory(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!((image.width(), image.height()), (10, 5), "{name}");
    }
    Outcome::Survived(refused.len() + misnamed.len() + others.len())
}

/// So many zeros as zlib packs them: a thousandth of their length.
fn packed_zeros(most: usize) -> Vec<u8> {
    // a literal zero, then copies of 258 bytes from one before, in the codes that deflate begins with
    let copies = most / 258;
    let bits = [
        &b"11000110000"[..],
        &b"1100010100000".repeat(copies),
        b"0000000",
    ]
    .concat();
    let bytes = bits.chunks(8).map(|eight| {
        let bit = |(at, bit): (usize, &u8)| (bit - b'0') << at;
        eight.iter().enumerate().map(bit).sum::<u8>()
    });
    let sum = u32::try_from((1 + 258 * copies) % 65_521).expect("short") << 16 | 1;
    [
        &b"x\x9c"[..],
        &bytes.collect::<Vec<u8>>(),
        &sum.to_be_bytes(),
    ]
    .concat()
}

/// A colour profile may unfold, as nothing else in an image that is read: it is left out then.
pub fn profiles_that_unfold() -> Outcome {
    let png = encoded(ImageFormat::Png);
    let profile = [&b"iCCPa\0\0"[..], &packed_zeros(300 << 20)].concat();
    let length = u32::try_from(profile.len() - 4).expect("short");
    let (length, sum) = (length.to_be_bytes(), checksum(&profile).to_be_bytes());
    let bomb = [&png[..33], &length, &profile, &sum, &png[33..]].concat();
    let claims =
        b"RIFF\x4a\0\0\0WEBPVP8X\x0a\0\0\0\x20\0\0\0\x27\0\0\x13\0\0ICCP\xff\xff\xff\x7fprofile";
    let built = Measured::build(&resizing("a.png", &bomb));
    assert_eq!(built.status, Some(0), "{}", built.err);
    built.within(3.0, 200.0, "a.png");
    let built = Measured::build(&resizing("b.webp", claims));
    built.failed_within(3.0, 200.0, "b.webp");
    Outcome::Survived(2)
}

/// An EXIF block: the camera lay on its side, its maker, its serial number, and where it was.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = tag.to_le_bytes().to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    let mut block = b"II*\0\x08\0\0\0\x04\0".to_vec();
    block.extend(entry(0x010f, 2, 12, 80));
    block.extend(entry(0x0112, 3, 1, 6));
    block.extend(entry(0x8825, 4, 1, 62));
    block.extend(entry(0xa431, 2, 13, 92));
    block.extend([0; 4]);
    block.extend(1_u16.to_le_bytes());
    block.extend(entry(0x0002, 2, 12, 106));
    block.extend([0; 4]);
    block.extend(b"SECRETMAKER\0SECRETNUMBER\0\0SECRETPLACE\0");
    block
}

pub fn photographs_keep_their_secrets() -> Outcome {
    let (block, jpeg) = (exif(), encoded(ImageFormat::Jpeg));
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).expect("short");
        [&[0xff, marker][..], &length.to_be_bytes(), content].concat()
    };
    let photograph = [
        &jpeg[..2],
        &segment(0xe1, &[b"Exif\0\0", &block[..]].concat()),
        &segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>SECRETPLACE</x>"),
        &segment(0xed, b"Photoshop 3.0\0SECRETNAME"),
        &segment(0xfe, b"SECRETCOMMENT"),
        &jpeg[2..],
        b"SECRETTRAILER",
    ]
    .concat();
    let chunk = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("short");
        let whole = [kind, content].concat();
        [
            &length.to_be_bytes()[..],
            &whole,
            &checksum(&whole).to_be_bytes(),
        ]
        .concat()
    };
    let png = encoded(ImageFormat::Png);
    let drawing = [
        &png[..33],
        &chunk(b"eXIf", &block),
        &chunk(b"tEXt", b"Author\0SECRETNAME"),
        &png[33..],
    ]
    .concat();
    let webp = encoded(ImageFormat::WebP);
    let mut picture = [
        &webp[..],
        b"EXIF",
        &u32::try_from(block.len()).expect("short").to_le_bytes(),
        &block,
    ]
    .concat();
    picture.resize(picture.len() + picture.len() % 2, 0);
    let size = u32::try_from(picture.len() - 8).expect("short");
    picture[4..8].copy_from_slice(&size.to_le_bytes());

    let call = |name: &str| {
        format!(
            "{{% set small = resize_image(path=\"{name}\", width=10, op=\"fit_width\") %}}{{{{ small.url }}}}"
        )
    };
    let names = ["a.jpg", "b.png", "c.webp", "D.JPEG"];
    let all = site(SITE)
        .with("static/a.jpg", &photograph)
        .with("static/b.png", &drawing)
        .with("static/c.webp", &picture)
        .with("static/D.JPEG", &photograph)
        .with("content/p/index.md", "---\ntitle: P\n---\n![x](e.jpg)\n")
        .with("content/p/e.jpg", &photograph)
        .with("templates/index.html", names.map(call).concat());
    all.run(&["build"]).status(0);
    let output = tree(&all.root().join("public"));
    for (path, bytes) in &output {
        let tells = bytes.windows(6).any(|part| part == b"SECRET");
        assert!(!tells, "{path} tells");
    }
    for path in ["a.jpg", "D.JPEG", "p/e.jpg"] {
        let bytes = &output[path];
        let upright = bytes
            .windows(12)
            .any(|part| part.starts_with(b"\x12\x01\x03\0") || part.starts_with(b"\x01\x12\0\x03"));
        assert!(upright, "{path} is no longer upright");
    }
    Outcome::Survived(names.len() + 1)
}
