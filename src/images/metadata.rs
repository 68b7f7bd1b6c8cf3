//! Taking out of a photograph what it tells beside the picture: where it was taken, with what, by whom.
//!
//! Nothing is decoded: the pixels stay as they are, and so does the colour profile and the orientation.

use super::exif;

/// Whether a file of this name may be one that [`strip_metadata`] changes: worth being read.
pub fn may_carry_metadata(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| {
        ["jpg", "jpeg", "jpe", "jfif", "png", "webp"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// The same image without EXIF, XMP, IPTC, comments and anything behind its end; the orientation is kept. For JPEG, PNG and
/// WebP. None where there is nothing to take out, or the file cannot be followed to its end.
pub fn strip_metadata(bytes: &[u8]) -> Option<Vec<u8>> {
    let stripped = if bytes.starts_with(&[0xff, 0xd8]) {
        jpeg(bytes)
    } else if bytes.starts_with(PNG) {
        png(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)
    } else {
        None
    }?;
    (stripped != bytes).then_some(stripped)
}

const SOI: [u8; 2] = [0xff, 0xd8];

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut orientation = 1;
    let mut at = 2;
    loop {
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let (first, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if first != 0xff {
            return None;
        }
        if marker == 0xd9 {
            kept.extend([0xff, 0xd9]);
            break;
        }
        let length = usize::from(u16::from_be_bytes([
            *bytes.get(at + 2)?,
            *bytes.get(at + 3)?,
        ]));
        let mut end = at + 2 + length;
        let content = bytes.get(at + 4..end)?;
        let keep = match marker {
            0xe1 => {
                if content.starts_with(b"Exif\0\0") {
                    orientation = exif::read(content).orientation;
                }
                false
            }
            0xe2 => content.starts_with(b"ICC_PROFILE\0"),
            0xe0 | 0xee => true,
            0xe3..=0xed | 0xef | 0xfe => false,
            _ => true,
        };
        if marker == 0xda {
            end = end_of_scan(bytes, end)?;
        }
        if keep {
            kept.extend(bytes.get(at..end)?);
        }
        at = end;
    }
    let mut stripped = SOI.to_vec();
    if orientation == 1 {
        stripped.extend(kept);
        return Some(stripped);
    }
    // JFIF wants to be first.
    let first = if kept.starts_with(&[0xff, 0xe0]) {
        2 + usize::from(u16::from_be_bytes([kept[2], kept[3]]))
    } else {
        0
    };
    let block = exif::orientation_only(orientation);
    stripped.extend(&kept[..first]);
    stripped.extend([0xff, 0xe1]);
    stripped.extend(u16::try_from(block.len() + 8).ok()?.to_be_bytes());
    stripped.extend(b"Exif\0\0");
    stripped.extend(block);
    stripped.extend(&kept[first..]);
    Some(stripped)
}

/// The offset of the first marker after a scan's data.
fn end_of_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let data = bytes.get(from..)?;
    let length = data
        .windows(2)
        .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))?;
    Some(from + length)
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut stripped = PNG.to_vec();
    let mut at = PNG.len();
    loop {
        let length =
            usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()?;
        let kind = bytes.get(at + 4..at + 8)?;
        let end = at.checked_add(length)?.checked_add(12)?;
        let content = bytes.get(at + 8..end - 4)?;
        match kind {
            b"eXIf" => {
                let orientation = exif::read(content).orientation;
                if orientation != 1 {
                    png_chunk(
                        *b"eXIf",
                        &exif::orientation_only(orientation),
                        &mut stripped,
                    )?;
                }
            }
            b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" => {}
            _ => stripped.extend(bytes.get(at..end)?),
        }
        at = end;
        if kind == b"IEND" {
            return Some(stripped);
        }
    }
}

fn png_chunk(kind: [u8; 4], content: &[u8], to: &mut Vec<u8>) -> Option<()> {
    to.extend(u32::try_from(content.len()).ok()?.to_be_bytes());
    let start = to.len();
    to.extend(kind);
    to.extend(content);
    to.extend(crc(&to[start..]).to_be_bytes());
    Some(())
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

const EXIF_FLAG: u8 = 0x08;
const XMP_FLAG: u8 = 0x04;

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let body = bytes.get(..size.checked_add(8)?)?;
    let mut stripped = body[..12].to_vec();
    let mut flags = None;
    let mut orientation = 1;
    let mut at = 12;
    while at + 8 <= body.len() {
        let kind = &body[at..at + 4];
        let length =
            usize::try_from(u32::from_le_bytes(body[at + 4..at + 8].try_into().ok()?)).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?;
        let content = body.get(at + 8..end)?;
        let padded = (end + length % 2).min(body.len());
        match kind {
            b"EXIF" => orientation = exif::read(content).orientation,
            b"XMP " => {}
            _ => {
                if kind == b"VP8X" {
                    flags = Some(stripped.len() + 8);
                }
                stripped.extend(&body[at..padded]);
            }
        }
        at = padded;
    }
    if let Some(flags) = flags {
        let byte = stripped.get_mut(flags)?;
        *byte &= !(EXIF_FLAG | XMP_FLAG);
        if orientation != 1 {
            *byte |= EXIF_FLAG;
            let block = exif::orientation_only(orientation);
            stripped.extend(b"EXIF");
            stripped.extend(u32::try_from(block.len()).ok()?.to_le_bytes());
            stripped.extend(block);
        }
    }
    let size = u32::try_from(stripped.len() - 8).ok()?;
    stripped[4..8].copy_from_slice(&size.to_le_bytes());
    Some(stripped)
}
