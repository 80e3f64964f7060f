//! Files made wrong, by seed: bits, chunks, lengths, numbers; in zip packages also inside a part, in
//! PNG inside a chunk.

use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

mod png;

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same files on any machine.
pub struct Random(u64);

impl Random {
    /// A stream of numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }
}

/// Numbers that parsers stumble over.
const NUMBERS: &[&str] =
    &["0", "-1", "1", "65536", "2147483647", "4294967296", "999999999999", "0.0000001", "1e99"];

/// Sizes of pictures that decoders stumble over.
const NUMBERS_OF_PIXELS: &[u32] = &[0, 1, 7, 8, 9, 0x4000, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, u32::MAX];

/// `file` with one to four faults. A zip package is opened half of the time and a part of it broken,
/// and a PNG three times of four, so that faults reach behind the checksums.
pub fn mutate(file: &[u8], random: &mut Random) -> Vec<u8> {
    if file.starts_with(b"PK\x03\x04")
        && random.below(2) == 0
        && let Some(package) = mutate_part(file, random)
    {
        return package;
    }
    if file.starts_with(png::SIGNATURE)
        && random.below(4) != 0
        && let Some(picture) = png::mutate(file, random)
    {
        return picture;
    }
    mutate_bytes(file, random)
}

fn mutate_bytes(file: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=random.below(4) {
        match random.below(8) {
            0 | 1 => flip_bits(&mut bytes, random),
            2 => remove_chunk(&mut bytes, random),
            3 => double_chunk(&mut bytes, random),
            4 => swap_chunks(&mut bytes, random),
            5 => change_number(&mut bytes, random),
            6 => change_length(&mut bytes, random),
            _ => {
                // Cut off rarely at the start: there is nothing to read in ten bytes.
                let kept = bytes.len() / 4 + random.below(bytes.len() * 3 / 4);
                bytes.truncate(kept);
            }
        }
    }
    bytes
}

fn flip_bits(bytes: &mut [u8], random: &mut Random) {
    for _ in 0..=random.below(8) {
        let (at, bit) = (random.below(bytes.len()), random.below(8));
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }
}

/// Start and end of a chunk, at most an eighth of the file.
fn chunk(bytes: &[u8], random: &mut Random) -> (usize, usize) {
    let start = random.below(bytes.len());
    let longest = (bytes.len() / 8).max(1);
    (start, (start + 1 + random.below(longest)).min(bytes.len()))
}

fn remove_chunk(bytes: &mut Vec<u8>, random: &mut Random) {
    let (start, end) = chunk(bytes, random);
    bytes.drain(start..end);
}

fn double_chunk(bytes: &mut Vec<u8>, random: &mut Random) {
    let (start, end) = chunk(bytes, random);
    let copy = bytes[start..end].to_vec();
    let at = random.below(bytes.len());
    bytes.splice(at..at, copy);
}

fn swap_chunks(bytes: &mut [u8], random: &mut Random) {
    let (start, end) = chunk(bytes, random);
    let other = random.below(bytes.len().saturating_sub(end - start));
    for at in 0..end - start {
        bytes.swap(start + at, other + at);
    }
}

/// Replaces a number written in digits: a count, a size, a reference.
fn change_number(bytes: &mut Vec<u8>, random: &mut Random) {
    let from = random.below(bytes.len());
    let Some(start) = (from..bytes.len()).find(|at| bytes[*at].is_ascii_digit()) else { return };
    let digits = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = NUMBERS[random.below(NUMBERS.len())];
    bytes.splice(start..start + digits, number.bytes());
}

/// Overwrites what may be a length of one, two or four bytes.
fn change_length(bytes: &mut [u8], random: &mut Random) {
    let value: u32 = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, u32::MAX][random.below(8)];
    let width = [1, 2, 4][random.below(3)];
    let at = random.below(bytes.len().saturating_sub(width));
    let field = if random.below(2) == 0 { value.to_le_bytes() } else { value.to_be_bytes() };
    for (byte, new) in bytes.iter_mut().skip(at).zip(&field[..width]) {
        *byte = *new;
    }
}

/// The package with one of its parts mutated and all packed anew; `None` where it does not open.
fn mutate_part(file: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let chosen = random.below(archive.len());
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if index == chosen && !content.is_empty() {
            content = mutate_bytes(&content, random);
        }
        packed.start_file(name, SimpleFileOptions::default()).ok()?;
        packed.write_all(&content).ok()?;
    }
    Some(packed.finish().ok()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_makes_the_same_files_and_few_are_whole() {
        let file: Vec<u8> = (0..=255).cycle().take(3000).collect();
        let made = |seed| {
            let mut random = Random::new(seed);
            (0..50).map(|_| mutate(&file, &mut random)).collect::<Vec<_>>()
        };
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
        assert!(made(1).iter().filter(|it| **it == file).count() < 5);
    }

    #[test]
    fn files_of_any_length_can_be_mutated() {
        for length in 0..40usize {
            let file: Vec<u8> = (0..length as u8).collect();
            let mut random = Random::new(length as u64);
            for _ in 0..300 {
                let _ = mutate(&file, &mut random);
            }
        }
    }

    #[test]
    fn a_package_opens_after_a_fault_inside() {
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        packed.start_file("a.txt", SimpleFileOptions::default()).expect("started");
        packed.write_all(&[b'a'; 500]).expect("written");
        let file = packed.finish().expect("an archive").into_inner();
        let made = mutate_part(&file, &mut Random::new(3)).expect("a package");
        let mut archive = ZipArchive::new(Cursor::new(made)).expect("opens");
        let mut content = Vec::new();
        archive.by_index(0).expect("a part").read_to_end(&mut content).expect("unpacks");
        assert_ne!(content, [b'a'; 500]);
    }
}
