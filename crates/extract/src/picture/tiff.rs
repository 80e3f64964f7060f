//! The pages of a TIFF, which is a chain of directories; also what EXIF is written in.

use crate::error::Refusal;

/// Most pages; more is a loop or an attack.
const PAGES: usize = 5_000;
/// Most entries of a directory that are looked at.
const ENTRIES: u64 = 500;
/// Tag: what a page is to the file; bit 0 is a small copy of another.
const SUBFILE_TYPE: u16 = 0xFE;

/// The order of bytes, and the width of places, that a TIFF uses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    is_little: bool,
    is_big_file: bool,
}

pub(super) fn is_tiff(bytes: &[u8]) -> bool {
    layout_of(bytes).is_some()
}

/// The places of the pages' directories, small copies left out.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<u64>, Refusal> {
    let layout = layout_of(bytes).ok_or(Refusal::Damaged)?;
    let mut pages = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut place = first_directory(bytes).ok_or(Refusal::Damaged)?;
    while place != 0 {
        if !seen.insert(place) || seen.len() > PAGES {
            return Err(Refusal::Damaged);
        }
        let directory = Directory::at(bytes, layout, place).ok_or(Refusal::Damaged)?;
        let is_copy = directory.number(SUBFILE_TYPE).is_some_and(|kind| kind & 1 == 1);
        if !is_copy {
            pages.push(place);
        }
        // A chain cut off ends with the pages whose directories came through; their places hold.
        place = directory.next().ok_or(Refusal::Damaged)?;
    }
    if pages.is_empty() { Err(Refusal::Damaged) } else { Ok(pages) }
}

/// Makes the directory at `place` the file's first, which is the one decoders read.
pub(super) fn put_first(bytes: &mut [u8], place: u64) -> Result<(), Refusal> {
    let layout = layout_of(bytes).ok_or(Refusal::Damaged)?;
    let (start, width) = if layout.is_big_file { (8, 8) } else { (4, 4) };
    let field = bytes.get_mut(start..start + width).ok_or(Refusal::Damaged)?;
    let little = place.to_le_bytes();
    field.copy_from_slice(&little[..width]);
    if !layout.is_little {
        field.reverse();
    }
    Ok(())
}

/// The first directory of `bytes`.
pub(super) fn first<'b>(bytes: &'b [u8]) -> Option<Directory<'b>> {
    Directory::at(bytes, layout_of(bytes)?, first_directory(bytes)?)
}

fn layout_of(bytes: &[u8]) -> Option<Layout> {
    let (is_little, is_big_file) = match bytes.get(..4)? {
        b"II*\0" => (true, false),
        b"MM\0*" => (false, false),
        b"II+\0" => (true, true),
        b"MM\0+" => (false, true),
        _ => return None,
    };
    Some(Layout { is_little, is_big_file })
}

fn first_directory(bytes: &[u8]) -> Option<u64> {
    let layout = layout_of(bytes)?;
    if layout.is_big_file { layout.read(bytes, 8, 8) } else { layout.read(bytes, 4, 4) }
}

impl Layout {
    /// The number of `width` bytes at `place`.
    fn read(self, bytes: &[u8], place: u64, width: usize) -> Option<u64> {
        let start = usize::try_from(place).ok()?;
        let field = bytes.get(start..start.checked_add(width)?)?;
        let join = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        Some(if self.is_little {
            field.iter().rev().fold(0, join)
        } else {
            field.iter().fold(0, join)
        })
    }
}

/// A directory: the tags of one page.
pub(super) struct Directory<'b> {
    bytes: &'b [u8],
    layout: Layout,
    /// Place of the first entry.
    entries: u64,
    count: u64,
}

impl<'b> Directory<'b> {
    fn at(bytes: &'b [u8], layout: Layout, place: u64) -> Option<Self> {
        let width = if layout.is_big_file { 8 } else { 2 };
        let count = layout.read(bytes, place, width)?;
        Some(Self { bytes, layout, entries: place.checked_add(width as u64)?, count })
    }

    fn entry_bytes(&self) -> u64 {
        if self.layout.is_big_file { 20 } else { 12 }
    }

    /// Place of the entry of `tag`.
    fn entry(&self, tag: u16) -> Option<u64> {
        (0..self.count.min(ENTRIES))
            .map(|index| self.entries + index * self.entry_bytes())
            .find(|place| self.layout.read(self.bytes, *place, 2) == Some(u64::from(tag)))
    }

    /// The number of `tag`.
    pub fn number(&self, tag: u16) -> Option<u64> {
        let entry = self.entry(tag)?;
        let width = match self.layout.read(self.bytes, entry + 2, 2)? {
            3 => 2,
            4 => 4,
            _ => return None,
        };
        self.layout.read(self.bytes, entry + self.value_offset(), width)
    }

    /// The fraction of `tag`.
    pub fn fraction(&self, tag: u16) -> Option<f32> {
        let entry = self.entry(tag)?;
        if self.layout.read(self.bytes, entry + 2, 2)? != 5 {
            return None;
        }
        let value = entry + self.value_offset();
        // Eight bytes stand in the entry itself only in a big file.
        let place =
            if self.layout.is_big_file { value } else { self.layout.read(self.bytes, value, 4)? };
        let above = self.layout.read(self.bytes, place, 4)?;
        let below = self.layout.read(self.bytes, place.checked_add(4)?, 4)?;
        (below > 0).then(|| above as f32 / below as f32)
    }

    fn value_offset(&self) -> u64 {
        if self.layout.is_big_file { 12 } else { 8 }
    }

    /// Place of the next directory; 0 at the end.
    fn next(&self) -> Option<u64> {
        let place = self.entries.checked_add(self.count.checked_mul(self.entry_bytes())?)?;
        self.layout.read(self.bytes, place, if self.layout.is_big_file { 8 } else { 4 })
    }
}
