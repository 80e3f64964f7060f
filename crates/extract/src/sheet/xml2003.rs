//! Workbooks of Excel 2003 as XML, which banks' systems export under the name of XLS.

use crate::{
    error::Refusal,
    xml::{self, Element, Node},
};

/// A sheet: its name, whether it is shown, the words of its cells by row.
pub(super) struct XmlSheet {
    pub name: String,
    pub is_hidden: bool,
    pub rows: Vec<Vec<String>>,
}

/// Reads every sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<XmlSheet>, Refusal> {
    let text = xml::decode(bytes);
    let root = xml::parse(&text)?;
    let sheets = root.all("Worksheet").map(|sheet| {
        let rows = sheet.all("Table").flat_map(|table| table.all("Row")).map(read_row);
        let visible = sheet.child("WorksheetOptions").and_then(|options| options.child("Visible"));
        XmlSheet {
            name: sheet.attribute("Name").unwrap_or_default(),
            is_hidden: visible.is_some_and(|visible| visible.text().starts_with("SheetHidden")),
            rows: rows.filter(|row| !row.is_empty()).collect(),
        }
    });
    Ok(sheets.collect())
}

fn read_row(row: &Element<'_>) -> Vec<String> {
    let data = row.all("Cell").filter_map(|cell| cell.child("Data"));
    data.map(|data| {
        let mut words = String::new();
        collect(data, &mut words);
        let is_moment = data.attribute("Type").as_deref() == Some("DateTime");
        let words = if is_moment { moment(&words) } else { words };
        words.split_whitespace().collect::<Vec<&str>>().join(" ")
    })
    .filter(|words| !words.is_empty())
    .collect()
}

/// `2024-03-01T22:10:00.000`; midnight is a date alone.
fn moment(text: &str) -> String {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    match time.split('.').next() {
        None | Some("" | "00:00:00") => date.to_owned(),
        Some(time) => format!("{date} {time}"),
    }
}

/// Words, those inside marks of type too.
fn collect(element: &Element<'_>, words: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => words.push_str(text),
            Node::Element(inner) => collect(inner, words),
        }
    }
}
