use std::io::Write;

use anjian_core::PageNoteKind;

use super::*;

/// Where the text stands in the stream, behind the head and the two pages of properties.
const TEXT: usize = 0x800;
const PARAGRAPH_PAGE: usize = 2;
const CHARACTER_PAGE: usize = 3;

/// A stretch of chars with the changes to its paragraph's or its own looks.
type Run<'a> = (&'a str, &'a [u8]);

/// A page of properties: `width` bytes of entry for each run, its changes from the end of the page.
fn property_page(runs: &[Run<'_>], width: usize, is_paragraphs: bool) -> Vec<u8> {
    let mut page = vec![0u8; 512];
    let mut at = TEXT as u32;
    let mut free = 510;
    for (index, (words, changes)) in runs.iter().enumerate() {
        page[4 * index..4 * index + 4].copy_from_slice(&at.to_le_bytes());
        at += 2 * words.encode_utf16().count() as u32;
        page[4 * index + 4..4 * index + 8].copy_from_slice(&at.to_le_bytes());
        let mut entry = Vec::new();
        if is_paragraphs {
            entry.extend([0, (changes.len() as u8 + 2).div_ceil(2), 0, 0]);
        } else {
            entry.push(changes.len() as u8);
        }
        entry.extend(*changes);
        free = (free - entry.len()) & !1;
        page[free..free + entry.len()].copy_from_slice(&entry);
        page[4 * (runs.len() + 1) + width * index] = (free / 2) as u8;
    }
    page[511] = runs.len() as u8;
    page
}

/// A DOC of one piece: paragraphs and, over the same text, runs of characters.
fn doc(
    paragraphs: &[Run<'_>],
    characters: &[Run<'_>],
    change: impl FnOnce(&mut Vec<u8>),
) -> Vec<u8> {
    let text: String = paragraphs.iter().map(|(words, _)| *words).collect();
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut table = Vec::new();
    let mut main = vec![0u8; 0x400];
    main[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
    main[0x0B] = 0x02;
    main[0x4C..0x50].copy_from_slice(&(units.len() as u32 / 2).to_le_bytes());
    let mut put = |number: usize, content: &[u8]| {
        let entry = 0x9A + 8 * number;
        main[entry..entry + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
        main[entry + 4..entry + 8].copy_from_slice(&(content.len() as u32).to_le_bytes());
        table.extend(content);
    };
    let end = (TEXT + units.len()) as u32;
    let pages = |page: u32| [TEXT as u32, end, page].map(u32::to_le_bytes).concat();
    put(12, &pages(CHARACTER_PAGE as u32));
    put(13, &pages(PARAGRAPH_PAGE as u32));
    let mut pieces = vec![2];
    pieces.extend(16u32.to_le_bytes());
    pieces.extend([0, units.len() as u32 / 2].map(u32::to_le_bytes).concat());
    pieces.extend([0, 0]);
    pieces.extend((TEXT as u32).to_le_bytes());
    pieces.extend([0, 0]);
    put(33, &pieces);
    // A list of one level, 一、 and so on; its level stands behind it.
    let mut list = 1u16.to_le_bytes().to_vec();
    let mut entry = vec![0u8; 28];
    entry[0] = 77;
    entry[26] = 1;
    list.extend(entry);
    put(73, &list);
    let mut level = vec![0u8; 28];
    level[0] = 1;
    level[4] = 37;
    level.extend([2, 0, 0, 0]);
    level.extend('、'.to_string().encode_utf16().flat_map(u16::to_le_bytes));
    put(74 + 20, &level);
    let mut uses = 1u32.to_le_bytes().to_vec();
    uses.extend([77, 0, 0, 0]);
    uses.extend([0; 12]);
    put(74, &uses);
    main.extend(property_page(paragraphs, 13, true));
    main.extend(property_page(characters, 1, false));
    assert_eq!(main.len(), TEXT);
    main.extend(&units);
    change(&mut main);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    for (name, content) in [("/WordDocument", main), ("/1Table", table)] {
        file.create_stream(name).expect("a stream").write_all(&content).expect("written");
    }
    file.flush().expect("written");
    file.into_inner().into_inner()
}

const IN_TABLE: &[u8] = &[0x16, 0x24, 1];
const ROW_END: &[u8] = &[0x16, 0x24, 1, 0x17, 0x24, 1];
const LISTED: &[u8] = &[0x0B, 0x46, 1, 0, 0x0A, 0x26, 0];

#[test]
fn rows_are_lines_and_lists_have_their_numbers() {
    let paragraphs: [Run<'_>; 9] = [
        ("起诉意见书\r", &[]),
        ("案件来源\r", LISTED),
        ("查明事实\r", LISTED),
        ("姓名\u{7}", IN_TABLE),
        ("张三\r", IN_TABLE),
        ("男\u{7}", IN_TABLE),
        ("\u{7}", ROW_END),
        ("第一段\r第二段\u{7}", IN_TABLE),
        ("\u{7}", ROW_END),
    ];
    let page = read(&doc(&paragraphs, &[], |_| {})).expect("a DOC");
    assert_eq!(page.text, "起诉意见书\n一、案件来源\n二、查明事实\n姓名 张三 男\n第一段\n第二段");
}

#[test]
fn fields_changes_and_hidden_words_are_as_in_docx() {
    let words = [
        "见",
        "\u{13} HYPERLINK x \u{14}链接\u{15}",
        "旧",
        "新",
        "暗",
        "\u{28}",
        "完\u{1e}\u{1f}\r",
    ];
    let text = words.concat();
    let characters: [Run<'_>; 7] = [
        (words[0], &[]),
        (words[1], &[]),
        (words[2], &[0x00, 0x08, 1]),
        (words[3], &[]),
        (words[4], &[0x3C, 0x08, 1]),
        (words[5], &[0x09, 0x6A, 3, 0, 0xFE, 0xF0]),
        (words[6], &[]),
    ];
    let page = read(&doc(&[(&text, &[])], &characters, |_| {})).expect("a DOC");
    assert_eq!(page.text, "见链接新☑完-");
    let notes = page.layout.expect("a note").notes;
    assert_eq!((notes[0].kind, &*notes[0].words), (PageNoteKind::HiddenText, "暗"));
}

#[test]
fn a_file_of_pictures_is_not_called_empty() {
    let refusal = read(&doc(&[("\u{1}\r\u{1}\r", &[])], &[], |_| {})).err();
    assert!(matches!(refusal, Some(Refusal::Unsupported(_))));
    let page = read(&doc(&[("见图\u{1}\r", &[])], &[], |_| {})).expect("a DOC");
    assert_eq!(page.text, "见图");
    assert_eq!(page.layout.expect("a note").notes[0].kind, PageNoteKind::SeeOriginal);
}

#[test]
fn encrypted_old_and_torn_files_are_refused() {
    let refusal = |change: fn(&mut Vec<u8>)| read(&doc(&[("案\r", &[])], &[], change)).err();
    assert_eq!(refusal(|main| main[0x0B] |= 1), Some(Refusal::Encrypted));
    assert!(matches!(refusal(|main| main[2] = 0x65), Some(Refusal::NeedsConversion(_))));
    assert_eq!(refusal(|main| main[0] = 0), Some(Refusal::Damaged));
    assert_eq!(refusal(|main| main.truncate(TEXT)), Some(Refusal::Damaged));
    assert_eq!(refusal(|_| {}), None);
    let whole = doc(&[("案\r", &[])], &[], |_| {});
    for length in (0..whole.len()).step_by(37) {
        // No panic; a file cut behind its text may still be read.
        let _ = read(&whole[..length]);
    }
    // Every byte of the head broken in turn.
    for at in 0..0x300 {
        let _ = read(&doc(&[("案\u{7}", ROW_END)], &[], |main| main[at] ^= 0xFF));
    }
}
