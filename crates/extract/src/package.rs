//! Zip packages (DOCX, XLSX): what they unpack to is counted before a parser sees it.

use std::io::{Cursor, Read};

use crate::error::Refusal;

/// A part of a package that unpacks to more than this, or to more than this many times its
/// packed size, is no letter an office wrote.
const PART_BYTES: u64 = 128 << 20;
const RATIO: u64 = 200;

/// Unpacks every part, counting, before the parser sees it: declared sizes can lie.
pub(crate) fn refuse_bomb(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut total = 0u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Refusal::Damaged)?;
        let packed = part.compressed_size();
        let unpacked = std::io::copy(&mut part.take(PART_BYTES + 1), &mut std::io::sink())
            .map_err(|_| Refusal::Damaged)?;
        total += unpacked;
        let is_dense = unpacked > (4 << 20) && unpacked / packed.max(1) > RATIO;
        if unpacked > PART_BYTES || total > 2 * PART_BYTES || is_dense {
            return Err(Refusal::Bomb);
        }
    }
    Ok(())
}
