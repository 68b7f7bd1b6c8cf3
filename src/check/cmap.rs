//! The characters that a font has, of all formats that browsers read.

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use std::collections::BTreeSet;
use std::io::Read;
use ttf_parser::{RawFace, Tag, cmap};

/// No font of a site unfolds to more bytes.
const MOST: u64 = 30_000_000;

/// Which of some characters a font has; none where it cannot be read.
pub(super) fn has(font: &[u8], wanted: impl Iterator<Item = char>) -> Option<BTreeSet<char>> {
    let table = match font.get(..4)? {
        b"wOF2" => woff2(font)?,
        b"wOFF" => woff(font)?,
        _ => {
            let face = RawFace::parse(font, 0).ok()?;
            face.table(Tag::from_bytes(b"cmap"))?.to_vec()
        }
    };
    let table = cmap::Table::parse(&table)?;
    let of_unicode = |subtable: &cmap::Subtable<'_>| subtable.is_unicode();
    let subtables: Vec<_> = table.subtables.into_iter().filter(of_unicode).collect();
    let is_there = |c: &char| {
        subtables.iter().any(|subtable| {
            let glyph = subtable.glyph_index(u32::from(*c));
            glyph.is_some_and(|glyph| glyph.0 != 0)
        })
    };
    Some(wanted.filter(is_there).collect())
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(two)))
}

/// The table of characters of a WOFF: each table is packed by itself.
fn woff(font: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 44;
    const ENTRY: usize = 20;
    let entries = 0..short(font, 12)?;
    let mut entries = entries.map(|index| HEADER + index * ENTRY);
    let entry = entries.find(|at| font.get(*at..at + 4) == Some(b"cmap"))?;
    let (start, packed, whole) = (
        number(font, entry + 4)?,
        number(font, entry + 8)?,
        number(font, entry + 12)?,
    );
    let bytes = font.get(start..start.checked_add(packed)?)?;
    if packed == whole {
        return Some(bytes.to_vec());
    }
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    decompress_to_vec_zlib_with_limit(bytes, whole.min(most)).ok()
}

/// The table of characters of a WOFF2: all tables are packed as one.
fn woff2(font: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 48;
    // tables whose names are numbers, and those that bear their name
    const CMAP: u8 = 0;
    const GLYPHS: u8 = 10;
    const PLACES: u8 = 11;
    const NAMED: u8 = 63;
    if font.get(4..8)? == b"ttcf" {
        return None;
    }
    let mut at = HEADER;
    let mut start = 0_u64;
    let mut found = None;
    for _ in 0..short(font, 12)? {
        let flags = *font.get(at)?;
        at += 1;
        let (table, version) = (flags & 63, flags >> 6);
        let mut is_cmap = table == CMAP;
        if table == NAMED {
            is_cmap = font.get(at..at + 4)? == b"cmap";
            at += 4;
        }
        let mut length = base_128(font, &mut at)?;
        let is_changed = match table {
            GLYPHS | PLACES => version != 3,
            _ => version != 0,
        };
        if is_changed {
            length = base_128(font, &mut at)?;
        }
        if is_cmap && !is_changed {
            found = Some((start, length));
        }
        start += length;
    }
    let (start, length) = found.filter(|(start, length)| start + length <= MOST)?;
    let packed = font.get(at..)?;
    let mut unpacked = brotli_decompressor::Decompressor::new(packed, 4096);
    let skipped = std::io::copy(&mut unpacked.by_ref().take(start), &mut std::io::sink()).ok()?;
    let mut table = Vec::new();
    unpacked.take(length).read_to_end(&mut table).ok()?;
    (skipped == start && table.len() as u64 == length).then_some(table)
}

/// A number in groups of seven bits, at most five.
fn base_128(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0_u64;
    for _ in 0..5 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value = value << 7 | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FONT: &[u8] = include_bytes!("../../themes/horizon/static/atkinson.woff2");

    #[test]
    fn a_woff2_tells_its_characters() {
        let wanted = "aZéœ\u{202f}Ж語";
        let found = has(FONT, wanted.chars()).expect("a font");
        assert_eq!(found, "aZéœ\u{202f}".chars().collect());
    }

    #[test]
    fn what_is_no_font_has_nothing() {
        let mut bomb = FONT.to_vec();
        // the first table is said to be as long as can be
        bomb[49..54].copy_from_slice(&[0x8F, 0xFF, 0xFF, 0xFF, 0x7F]);
        for font in [
            &b""[..],
            b"wOF2",
            b"wOFF",
            b"wOF2ttcf",
            b"<html>",
            &FONT[..2000],
            &bomb,
        ] {
            assert_eq!(has(font, "a".chars()), None);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn damage_never_panics(
            head in 0..3_usize,
            changes in prop::collection::vec((0..400_usize, any::<u8>()), 1..6),
            length in 0..FONT.len(),
        ) {
            let mut font = FONT[..length.max(600)].to_vec();
            font[..4].copy_from_slice([*b"wOF2", *b"wOFF", [0, 1, 0, 0]][head].as_slice());
            for (at, byte) in changes {
                font[at + 4] = byte;
            }
            has(&font, "aé".chars());
        }
    }
}
