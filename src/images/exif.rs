//! The few facts of an EXIF block that matter here. EXIF is a TIFF file: entries of tag, type, count and value.

/// What an EXIF block says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exif {
    /// 1 to 8, as the standard numbers them; 1 for upright.
    pub orientation: u8,
    /// What the image shows.
    pub description: Option<String>,
    /// When it was taken: `2024:05:06 07:08:09`.
    pub created: Option<String>,
}

const ORIENTATION: u16 = 0x0112;
const DESCRIPTION: u16 = 0x010e;
const EXIF_FOLDER: u16 = 0x8769;
const CREATED: u16 = 0x9003;

/// Reads an EXIF block, with or without its `Exif\0\0` in front. What cannot be read is left out.
pub fn read(block: &[u8]) -> Exif {
    let mut exif = Exif {
        orientation: 1,
        ..Exif::default()
    };
    let tiff = Tiff {
        bytes: block.strip_prefix(b"Exif\0\0").unwrap_or(block),
        little: !block
            .strip_prefix(b"Exif\0\0")
            .unwrap_or(block)
            .starts_with(b"MM"),
    };
    let Some(first) = tiff.u32(4) else {
        return exif;
    };
    tiff.entries(first, |tag, value| match tag {
        ORIENTATION => {
            exif.orientation = tiff
                .u16(value)
                .and_then(|number| u8::try_from(number).ok())
                .filter(|number| (1..=8).contains(number))
                .unwrap_or(1);
        }
        DESCRIPTION => exif.description = tiff.text(value),
        EXIF_FOLDER => {
            if let Some(folder) = tiff.u32(value) {
                tiff.entries(folder, |tag, value| {
                    if tag == CREATED {
                        exif.created = tiff.text(value);
                    }
                });
            }
        }
        _ => {}
    });
    exif
}

/// An EXIF block that says nothing but the orientation.
pub fn orientation_only(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x01\0".to_vec();
    block.extend(ORIENTATION.to_le_bytes());
    block.extend([3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]);
    block
}

struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl Tiff<'_> {
    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    /// Calls `each` with every entry's tag and the offset of its value field.
    fn entries(&self, folder: u32, mut each: impl FnMut(u16, usize)) {
        let Ok(start) = usize::try_from(folder) else {
            return;
        };
        let count = usize::from(self.u16(start).unwrap_or(0));
        for index in 0..count {
            let entry = start.saturating_add(2 + index * 12);
            match self.u16(entry) {
                Some(tag) => each(tag, entry.saturating_add(8)),
                None => return,
            }
        }
    }

    /// The text of an entry whose value field is at an offset: within it where it is short, elsewhere where it is not.
    fn text(&self, value: usize) -> Option<String> {
        let length = usize::try_from(self.u32(value.checked_sub(4)?)?).ok()?;
        let start = if length <= 4 {
            value
        } else {
            usize::try_from(self.u32(value)?).ok()?
        };
        let bytes = self.bytes.get(start..start.checked_add(length)?)?;
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_matches(['\0', ' ']);
        (!text.is_empty()).then(|| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_orientation_written_is_the_one_read() {
        assert_eq!(read(&orientation_only(6)).orientation, 6);
    }

    #[test]
    fn facts_are_read_and_nonsense_is_survived() {
        let mut block = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
        block.extend(b"\x01\x0e\0\x02\0\0\0\x03Hi\0\0");
        block.extend(b"\x87\x69\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
        block.extend(b"\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0\x38\0\0\0\0");
        block.extend(b"2024:05:06 07:08:09\0");
        let exif = read(&block);
        assert_eq!(exif.description.as_deref(), Some("Hi"));
        assert_eq!(exif.created.as_deref(), Some("2024:05:06 07:08:09"));
        for end in 0..block.len() {
            read(&block[..end]);
        }
        read(b"II*\0\xff\xff\xff\xff");
    }
}
