//! ZIP files written by hand: names and sizes that no packer would write.

/// A part of an archive.
pub struct Part<'a> {
    pub name: &'a [u8],
    pub packed: Vec<u8>,
    /// As the archive declares it.
    pub size: u64,
    pub method: Method,
}

#[derive(Clone, Copy)]
pub enum Method {
    Stored = 0,
    Deflated = 8,
}

impl<'a> Part<'a> {
    /// Bytes as they are.
    pub fn stored(name: &'a [u8], bytes: &[u8]) -> Self {
        Self { name, packed: bytes.to_vec(), size: bytes.len() as u64, method: Method::Stored }
    }
}

/// The archive of `parts`; names are in UTF-8, flagged so.
pub fn zip(parts: &[Part<'_>]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let place = file.len() as u32;
        let crc = match part.method {
            Method::Stored => crc32(&part.packed),
            Method::Deflated => 0,
        };
        let mut common = Vec::new();
        for value in [20u16, 0x800, part.method as u16, 0, 0x5A63] {
            common.extend(value.to_le_bytes());
        }
        for value in [crc, part.packed.len() as u32, part.size.min(u64::from(u32::MAX)) as u32] {
            common.extend(value.to_le_bytes());
        }
        common.extend((part.name.len() as u16).to_le_bytes());
        common.extend(0u16.to_le_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(part.name);
        file.extend(&part.packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(place.to_le_bytes());
        directory.extend(part.name);
    }
    let (start, count) = (file.len() as u32, parts.len() as u16);
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count.to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend((directory.len() as u32).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0; 2]);
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}
