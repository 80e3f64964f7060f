//! The lists of a DOC: how the levels are written, and which list a paragraph's number is of.

use super::bytes::Bytes;
use crate::word::numbering::{Level, Numbering};

/// Most lists; Word itself has 2,047.
const LISTS: usize = 4_000;
/// Bytes of a list, a use of a list, and a level's head.
const LIST_BYTES: usize = 28;
const USE_BYTES: usize = 16;
const LEVEL_BYTES: usize = 28;

/// Reads the lists at `lists` of the stream of tables, and their uses at `uses`. The levels stand
/// behind the lists, out of their count.
pub(super) fn read(
    table: Bytes<'_>,
    lists: Option<(usize, usize)>,
    uses: Option<(usize, usize)>,
) -> Numbering {
    let mut numbering = Numbering::default();
    // A broken list costs the numbers, never the words.
    let _ = read_lists(table, lists, &mut numbering);
    let _ = read_uses(table, uses, &mut numbering);
    numbering
}

fn read_lists(
    table: Bytes<'_>,
    place: Option<(usize, usize)>,
    numbering: &mut Numbering,
) -> Option<()> {
    let (start, length) = place?;
    let count = usize::from(table.u16(start)?).min(LISTS);
    let mut at = start.checked_add(length)?;
    for index in 0..count {
        let list = table.slice(start + 2 + LIST_BYTES * index, LIST_BYTES)?;
        let is_simple = list.u8(26)? & 1 == 1;
        let mut levels = Vec::new();
        for _ in 0..if is_simple { 1 } else { 9 } {
            let (level, bytes) = read_level(Bytes(table.0.get(at..)?))?;
            levels.push(level);
            at += bytes;
        }
        numbering.add_list(&list.u32(0)?.to_string(), levels);
    }
    Some(())
}

/// A level, and the bytes it takes.
fn read_level(level: Bytes<'_>) -> Option<(Level, usize)> {
    let flags = level.u8(5)?;
    let looks = usize::from(level.u8(24)?) + usize::from(level.u8(25)?);
    let chars = usize::from(level.u16(LEVEL_BYTES + looks)?);
    let start = LEVEL_BYTES + looks + 2;
    let units = level.slice(start, 2 * chars)?;
    let mut text = String::new();
    let units = units.0.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    for c in char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')) {
        match c as u32 {
            // Stands for the number of that level.
            level @ 0..=8 => text.push_str(&format!("%{}", level + 1)),
            _ => text.push(c),
        }
    }
    let read = Level {
        start: level.u32(0)?,
        format: format_name(level.u8(4)?).to_owned(),
        text,
        restart: (flags & 0x08 != 0).then(|| level.u8(26).map(usize::from)).flatten(),
        is_legal: flags & 0x04 != 0,
        style: None,
    };
    Some((read, start + 2 * chars))
}

fn read_uses(
    table: Bytes<'_>,
    place: Option<(usize, usize)>,
    numbering: &mut Numbering,
) -> Option<()> {
    let (start, _) = place?;
    let count = (table.u32(start)? as usize).min(LISTS);
    for index in 0..count {
        let list = table.u32(start + 4 + USE_BYTES * index)?;
        numbering.add_instance(&(index + 1).to_string(), &list.to_string());
    }
    Some(())
}

/// The name that DOCX has for a number's format ([MS-OSHARED] MSONFC).
fn format_name(code: u8) -> &'static str {
    match code {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 => "decimalFullWidth",
        16 => "japaneseLegal",
        17 => "japaneseDigitalTenThousand",
        18 => "decimalEnclosedCircle",
        19 => "decimalFullWidth2",
        22 => "decimalZero",
        23 => "bullet",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        28 => "decimalEnclosedCircleChinese",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        32 => "ideographZodiacTraditional",
        33 => "taiwaneseCounting",
        34 => "ideographLegalTraditional",
        35 => "taiwaneseCountingThousand",
        36 => "taiwaneseDigital",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        57 => "numberInDash",
        255 => "none",
        _ => "decimal",
    }
}
