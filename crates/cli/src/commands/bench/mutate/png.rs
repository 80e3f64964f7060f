//! Faults in a PNG that its checksums don't give away: without them, a decoder refuses nearly every
//! mutation before it decodes anything.

use std::io::{Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

use super::{NUMBERS_OF_PIXELS, Random, mutate_bytes};

/// Bytes that a seed's pixels unpack to at most.
const UNPACKED: u64 = 64 << 20;

/// What every PNG begins with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A chunk: its kind and what it holds.
type Chunk = (Vec<u8>, Vec<u8>);

/// The picture with a fault in a chunk, in its pixels or in their order, all checksums right; `None` where it has no
/// chunks.
pub(super) fn mutate(file: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut chunks = chunks_of(file)?;
    let (chosen, other) = (random.below(chunks.len()), random.below(chunks.len()));
    match random.below(10) {
        0 => {
            chunks.remove(chosen);
        }
        1 => chunks.insert(other, chunks[chosen].clone()),
        2 => chunks.swap(chosen, other),
        // The header says what all the rest means.
        3 | 4 => change_header(&mut chunks.first_mut()?.1, random),
        5 => chunks[chosen].0 = mutate_bytes(&chunks[chosen].0, random),
        6 => chunks[chosen].1 = mutate_bytes(&chunks[chosen].1, random),
        // Behind the packing, too, which breaks at most faults.
        _ => mutate_pixels(&mut chunks, random),
    }
    let mut picture = SIGNATURE.to_vec();
    for (mut kind, content) in chunks {
        kind.resize(4, b'x');
        kind.extend(content);
        picture.extend(u32::try_from(kind.len() - 4).ok()?.to_be_bytes());
        let checksum = crc32(&kind);
        picture.extend(kind);
        picture.extend(checksum.to_be_bytes());
    }
    Some(picture)
}

/// Unpacks the rows of pixels, breaks them and packs them anew, in one chunk.
fn mutate_pixels(chunks: &mut Vec<Chunk>, random: &mut Random) {
    let is_data = |chunk: &Chunk| chunk.0 == b"IDAT";
    let Some(first) = chunks.iter().position(is_data) else { return };
    let packed: Vec<u8> =
        chunks.iter().filter(|chunk| is_data(chunk)).flat_map(|chunk| chunk.1.clone()).collect();
    let mut rows = Vec::new();
    // A seed cut short gives the rows that it has.
    let _ = ZlibDecoder::new(&*packed).take(UNPACKED).read_to_end(&mut rows);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let Ok(()) = encoder.write_all(&mutate_bytes(&rows, random)) else { return };
    let Ok(packed) = encoder.finish() else { return };
    chunks.retain(|chunk| !is_data(chunk));
    chunks.insert(first, (b"IDAT".to_vec(), packed));
}

/// Changes width, height, depth, colours, or the ways in which pixels are packed.
fn change_header(header: &mut [u8], random: &mut Random) {
    match random.below(4) {
        side @ (0 | 1) => {
            let size = NUMBERS_OF_PIXELS[random.below(NUMBERS_OF_PIXELS.len())];
            if let Some(field) = header.get_mut(4 * side..4 * side + 4) {
                field.copy_from_slice(&size.to_be_bytes());
            }
        }
        _ => {
            let at = 8 + random.below(5);
            if let Some(field) = header.get_mut(at) {
                *field = [0, 1, 2, 3, 4, 6, 8, 16][random.below(8)];
            }
        }
    }
}

fn chunks_of(file: &[u8]) -> Option<Vec<Chunk>> {
    let mut left = file.strip_prefix(SIGNATURE)?;
    let mut chunks = Vec::new();
    while let Some((length, rest)) = left.split_first_chunk() {
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let kind = rest.get(..4)?.to_vec();
        chunks.push((kind, rest.get(4..4 + length)?.to_vec()));
        left = rest.get(4 + length + 4..)?;
    }
    (!chunks.is_empty()).then_some(chunks)
}

/// The checksum of PNG (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{GrayImage, ImageFormat};

    use super::*;

    #[test]
    fn mutations_reach_behind_the_checksums() {
        let mut picture = Cursor::new(Vec::new());
        let noise = GrayImage::from_fn(60, 40, |x, y| image::Luma([(x * 7 + y * 13) as u8]));
        noise.write_to(&mut picture, ImageFormat::Png).expect("encoded");
        let picture = picture.into_inner();
        let mut random = Random::new(1);
        let mut decoded = 0;
        for _ in 0..200 {
            let made = mutate(&picture, &mut random).expect("a picture");
            assert!(chunks_of(&made).is_some(), "lengths fit");
            let result = image::load_from_memory_with_format(&made, ImageFormat::Png);
            decoded += usize::from(result.is_ok());
            let said = result.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(!said.contains("CRC"), "{said}");
        }
        assert!((20..180).contains(&decoded), "{decoded}");
        assert_eq!(mutate(SIGNATURE, &mut random), None);
        for length in 0..picture.len() {
            mutate(&picture[..length], &mut random);
        }
    }
}
