//! Workbooks (XLSX, XLSB, XLS, ODS by `calamine`; XML of Excel 2003): a page per sheet, a line per row.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{
    Data, ExcelDateTime, Reader, SheetVisible, Sheets, Xls, XlsError, open_workbook_auto_from_rs,
};

use crate::{error::Refusal, package, page::ExtractedPage};

mod number;
mod xml2003;

/// First bytes of a compound file (OLE).
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";
/// Most used cells of a sheet.
const CELLS: usize = 4_000_000;
/// Whole numbers from here on have more digits than a workbook keeps: 15.
const ROUNDED: f64 = 1e15;

/// Reads every sheet, hidden ones too. Empty sheets stay, so that numbers hold.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Vec<ExtractedPage>, Refusal> {
    if bytes.starts_with(b"PK") {
        package::refuse_bomb(&bytes)?;
    } else if !bytes.starts_with(COMPOUND) {
        let sheets = xml2003::read(&bytes)?.into_iter();
        return told(
            sheets.map(|sheet| print_sheet(&sheet.name, sheet.is_hidden, sheet.rows)).collect(),
        );
    }
    let mut workbook = open(bytes)?;
    let sheets: Vec<(String, SheetVisible)> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible))
        .collect();
    let mut pages = Vec::with_capacity(sheets.len());
    for (sheet, visible) in sheets {
        let rows = read_rows(&mut workbook, &sheet)?;
        pages.push(print_sheet(&sheet, visible != SheetVisible::Visible, rows));
    }
    told(pages)
}

fn told(pages: Vec<ExtractedPage>) -> Result<Vec<ExtractedPage>, Refusal> {
    if pages.iter().all(|page| page.text.is_empty()) { Err(Refusal::Empty) } else { Ok(pages) }
}

/// The name, and a line for each row; nothing where there are no rows.
fn print_sheet(name: &str, is_hidden: bool, rows: Vec<Vec<String>>) -> ExtractedPage {
    let mut text = name.to_owned();
    if is_hidden {
        text.push_str("（隐藏工作表）");
    }
    let has_words = !rows.is_empty();
    for row in rows {
        text.push('\n');
        text.push_str(&row.join(" "));
    }
    ExtractedPage { text: if has_words { text } else { String::new() }, layout: None }
}

fn open(bytes: Vec<u8>) -> Result<Sheets<Cursor<Vec<u8>>>, Refusal> {
    if bytes.starts_with(COMPOUND) {
        refuse_endless(&bytes)?;
        return Xls::new(Cursor::new(bytes)).map(Sheets::Xls).map_err(|error| match error {
            XlsError::Password => Refusal::Encrypted,
            _ => Refusal::Damaged,
        });
    }
    open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)
}

/// Refuses a compound file with a stream longer than the file: `calamine` copies a stream's sectors
/// until its length is reached, round and round where they make a circle.
fn refuse_endless(bytes: &[u8]) -> Result<(), Refusal> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut streams = file.walk().filter(cfb::Entry::is_stream);
    if streams.any(|stream| stream.len() > bytes.len() as u64) {
        return Err(Refusal::Damaged);
    }
    Ok(())
}

/// The printed cells of each row that has some.
fn read_rows(
    workbook: &mut Sheets<Cursor<Vec<u8>>>,
    sheet: &str,
) -> Result<Vec<Vec<String>>, Refusal> {
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut used = 0;
    let mut take = |(row, column): (u32, u32), cell: &Data, code: Option<&str>| {
        let printed = print(cell, code);
        if !printed.is_empty() {
            used += 1;
            rows.entry(row).or_default().insert(column, printed);
        }
        if used > CELLS { Err(Refusal::Bomb) } else { Ok(()) }
    };
    if let Sheets::Xlsx(xlsx) = workbook {
        // Only this format's numbers come with their looks.
        let styles = xlsx.worksheet_style(sheet).map_err(|_| Refusal::Damaged)?;
        // Cell by cell: a rectangle up to a stray mark in the last corner would fill the memory.
        let mut cells = xlsx.worksheet_cells_reader(sheet).map_err(|_| Refusal::Damaged)?;
        while let Some(cell) = cells.next_cell().map_err(|_| Refusal::Damaged)? {
            let place = cell.get_position();
            let format = styles.get(place).and_then(|style| style.number_format.as_ref());
            let code = format.map(|format| &*format.format_code);
            take(place, &cell.get_value().clone().into(), code)?;
        }
    } else {
        let range = workbook.worksheet_range(sheet).map_err(|_| Refusal::Damaged)?;
        for (row, column, cell) in range.used_cells() {
            take((row as u32, column as u32), cell, None)?;
        }
    }
    Ok(rows.into_values().map(|row| row.into_values().collect()).collect())
}

/// A cell as a person reads it; `code` is its number's format.
fn print(cell: &Data, code: Option<&str>) -> String {
    let shown = |number: f64| {
        let formatted = code.and_then(|code| number::write(number, code));
        formatted.unwrap_or_else(|| number::write_general(number))
    };
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.split_whitespace().collect::<Vec<&str>>().join(" "),
        Data::Int(number) if number.unsigned_abs() < 1 << 53 => shown(*number as f64),
        Data::Int(number) => number.to_string(),
        // An account number typed as a number has lost its last digits; nobody may take it for whole.
        Data::Float(number) if number.abs() >= ROUNDED => {
            format!("{number:.0}（数值超过15位，尾数可能失真）")
        }
        Data::Float(number) => shown(*number),
        Data::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        Data::DateTime(moment) => print_moment(moment),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.replace('T', " "),
        Data::Error(error) => error.to_string(),
    }
}

/// `2024-03-01`, `2024-03-01 22:10:00`, or a time of day alone.
fn print_moment(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date} {hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// A workbook of a visible sheet with `cells` and a hidden one.
    fn workbook(cells: &str) -> Vec<u8> {
        let sheet = |rows: &str| {
            format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
            )
        };
        let parts = [
            (
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned(),
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"银行流水\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"备注\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>".to_owned(),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>".to_owned(),
            ),
            (
                "xl/styles.xml",
                "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"00000\"/></numFmts><cellXfs count=\"5\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"4\"/><xf numFmtId=\"10\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>".to_owned(),
            ),
            ("xl/worksheets/sheet1.xml", sheet(cells)),
            (
                "xl/worksheets/sheet2.xml",
                sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>勿外传</t></is></c></row>"),
            ),
        ];
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(name, SimpleFileOptions::default()).expect("a part");
            archive.write_all(content.as_bytes()).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    #[test]
    fn rows_are_lines_and_hidden_sheets_are_told() {
        let pages = read(workbook(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>交易时间</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>对方\n账户</t></is></c></row>\
             <row r=\"3\"><c r=\"A3\" s=\"1\"><v>45352.5</v></c><c r=\"B3\"><v>12</v></c><c r=\"C3\"><v>6222021234567890123</v></c></row>",
        ))
        .expect("a workbook");
        assert_eq!(
            pages[0].text,
            "银行流水\n交易时间 对方 账户\n2024-03-01 12:00:00 12 6222021234567890000（数值超过15位，尾数可能失真）"
                .replace("6222021234567890000", &format!("{:.0}", 6222021234567890123f64))
        );
        assert_eq!(pages[1].text, "备注（隐藏工作表）\n勿外传");
    }

    #[test]
    fn numbers_formulas_and_merged_cells_are_what_is_seen() {
        let cells = "<row r=\"1\"><c r=\"A1\" s=\"2\"><v>1234.5</v></c><c r=\"B1\" s=\"3\"><v>0.355</v></c><c r=\"C1\" s=\"4\"><v>123</v></c><c r=\"D1\" t=\"str\"><f>A1&amp;\"x\"</f><v>00917</v></c><c r=\"E1\"><f>A1*2</f><v>2469</v></c><c r=\"F1\"><v>0.30000000000000004</v></c></row>\
             <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>合并</t></is></c><c r=\"B2\"/></row>";
        assert_eq!(
            read(workbook(cells)).expect("a workbook")[0].text,
            "银行流水\n1,234.50 35.50% 00123 00917 2469 0.3\n合并"
        );
    }

    #[test]
    fn a_mark_in_the_last_corner_costs_one_cell() {
        let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        assert_eq!(read(workbook(far)).expect("a workbook")[0].text, "银行流水\n1\n1");
    }

    #[test]
    fn workbooks_as_xml_are_read() {
        let xml = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"流水\"><Table><Row><Cell><Data ss:Type=\"String\">账号 <B>甲</B></Data></Cell><Cell/><Cell><Data ss:Type=\"DateTime\">2024-03-01T22:10:00.000</Data></Cell></Row><Row/></Table></Worksheet></Workbook>";
        assert_eq!(crate::format::detect(xml.as_bytes()), Ok(crate::format::Format::Sheet));
        let pages = read(xml.as_bytes().to_vec()).expect("a workbook");
        assert_eq!(pages[0].text, "流水\n账号 甲 2024-03-01 22:10:00");
    }

    #[test]
    fn a_torn_workbook_is_damaged() {
        let mut bytes = workbook("");
        bytes.truncate(bytes.len() / 2);
        assert_eq!(read(bytes).err(), Some(Refusal::Damaged));
    }

    #[test]
    fn a_stream_longer_than_its_file_is_refused() {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
        let mut stream = file.create_stream("Workbook").expect("a stream");
        stream.write_all(&[0; 5000]).expect("written");
        drop(stream);
        let mut bytes = file.into_inner().into_inner();
        assert_eq!(refuse_endless(&bytes), Ok(()));
        let name: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let entry = bytes.windows(name.len()).position(|window| window == name).expect("its entry");
        bytes[entry + 120..entry + 124].copy_from_slice(&0xFFFF_0000u32.to_le_bytes());
        assert_eq!(refuse_endless(&bytes), Err(Refusal::Damaged));
        assert_eq!(read(bytes), Err(Refusal::Damaged));
    }
}
