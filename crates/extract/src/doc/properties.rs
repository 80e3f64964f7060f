//! Properties of a DOC's paragraphs and characters, kept in pages of 512 bytes (FKP).

use super::bytes::Bytes;

/// Bytes of a page, and most pages: those of a file of 300 MB.
const PAGE: usize = 512;
const PAGES: usize = 600_000;
/// Most stretches with properties of their own; pages may be named over and over.
const RUNS: usize = 5_000_000;

/// What is asked of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct ParagraphProperties {
    pub is_in_table: bool,
    /// Its mark ends a row.
    pub ends_row: bool,
    /// Its mark ends a cell, or a row, of a table inside a table.
    pub ends_inner_cell: bool,
    pub ends_inner_row: bool,
    /// 1-based number of a use of a list; 0 is none.
    pub list: u16,
    pub level: u8,
}

/// What is asked of characters.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct CharacterProperties {
    pub is_hidden: bool,
    pub is_deleted: bool,
    /// A sign of a font of signs that stands for the character.
    pub sign: Option<u16>,
}

/// Properties by place in the file, in order; what is not listed has none.
pub(super) struct Properties<T>(Vec<(u32, u32, T)>);

impl<T: Copy + Default + PartialEq> Properties<T> {
    /// The properties at a place.
    pub fn at(&self, place: u32) -> T {
        let after = self.0.partition_point(|(start, _, _)| *start <= place);
        match after.checked_sub(1).and_then(|index| self.0.get(index)) {
            Some((_, end, properties)) if place < *end => *properties,
            _ => T::default(),
        }
    }

    /// Reads the pages that `list` names; `read` takes those of one stretch from its page.
    fn from_pages(
        stream: Bytes<'_>,
        list: Bytes<'_>,
        read: impl Fn(Bytes<'_>, usize) -> T,
    ) -> Self {
        let count = list.0.len().saturating_sub(4) / 8;
        let mut all = Vec::new();
        for index in 0..count.min(PAGES) {
            let number = list.u32(4 * (count + 1) + 4 * index).unwrap_or(0) & 0x3F_FFFF;
            let Some(page) = stream.slice(number as usize * PAGE, PAGE) else { continue };
            let runs = usize::from(page.u8(PAGE - 1).unwrap_or(0));
            for run in 0..runs.min(RUNS.saturating_sub(all.len())) {
                let (Some(start), Some(end)) = (page.u32(4 * run), page.u32(4 * run + 4)) else {
                    break;
                };
                let properties = read(page, run);
                if start < end && properties != T::default() {
                    all.push((start, end, properties));
                }
            }
        }
        all.sort_by_key(|(start, _, _)| *start);
        Self(all)
    }
}

impl Properties<ParagraphProperties> {
    pub fn of_paragraphs(stream: Bytes<'_>, list: Bytes<'_>) -> Self {
        Self::from_pages(stream, list, |page, run| {
            let runs = usize::from(page.u8(PAGE - 1).unwrap_or(0));
            let offset =
                page.u8(4 * (runs + 1) + 13 * run).map_or(0, |place| 2 * usize::from(place));
            let mut properties = ParagraphProperties::default();
            if offset == 0 {
                return properties;
            }
            // A length of 0 means that the next byte has it.
            let (start, length) = match (page.u8(offset), page.u8(offset + 1)) {
                (Some(0), Some(words)) => (offset + 2, 2 * usize::from(words)),
                (Some(words), _) => (offset + 1, (2 * usize::from(words)).saturating_sub(1)),
                _ => return properties,
            };
            // The style comes first.
            let Some(changes) = page.slice(start + 2, length.saturating_sub(2)) else {
                return properties;
            };
            for (code, operand) in Changes(changes) {
                let is_on = operand.u8(0).is_some_and(|value| value != 0);
                match code {
                    0x2416 => properties.is_in_table = is_on,
                    0x2417 => properties.ends_row = is_on,
                    0x244B => properties.ends_inner_cell = is_on,
                    0x244C => properties.ends_inner_row = is_on,
                    0x460B => properties.list = operand.u16(0).unwrap_or(0),
                    0x260A => properties.level = operand.u8(0).unwrap_or(0),
                    _ => {}
                }
            }
            properties
        })
    }
}

impl Properties<CharacterProperties> {
    pub fn of_characters(stream: Bytes<'_>, list: Bytes<'_>) -> Self {
        Self::from_pages(stream, list, |page, run| {
            let runs = usize::from(page.u8(PAGE - 1).unwrap_or(0));
            let offset = page.u8(4 * (runs + 1) + run).map_or(0, |place| 2 * usize::from(place));
            let mut properties = CharacterProperties::default();
            let length = page.u8(offset).map_or(0, usize::from);
            let changes = page.slice(offset + 1, length).filter(|_| offset != 0);
            for (code, operand) in changes.map(Changes).into_iter().flatten() {
                let is_on = operand.u8(0).is_some_and(|value| value == 1);
                match code {
                    0x083C => properties.is_hidden = is_on,
                    0x0800 => properties.is_deleted = is_on,
                    0x6A09 => properties.sign = operand.u16(2),
                    _ => {}
                }
            }
            properties
        })
    }
}

/// Changes of properties (Sprm): a code and its operand each.
struct Changes<'b>(Bytes<'b>);

impl<'b> Iterator for Changes<'b> {
    type Item = (u16, Bytes<'b>);

    fn next(&mut self) -> Option<Self::Item> {
        let code = self.0.u16(0)?;
        // The three upper bits tell how long the operand is.
        let (skip, length) = match code >> 13 {
            0 | 1 => (2, 1),
            2 | 4 | 5 => (2, 2),
            3 => (2, 4),
            7 => (2, 3),
            _ if code == 0xD608 => (4, usize::from(self.0.u16(2)?).saturating_sub(1)),
            _ => (3, usize::from(self.0.u8(2)?)),
        };
        let operand = self.0.slice(skip, length)?;
        self.0 = Bytes(&self.0.0[skip + length..]);
        Some((code, operand))
    }
}
