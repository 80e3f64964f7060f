//! Small PDFs, written by hand for the tests.

/// A page to be written: its content and what its dictionary holds besides.
pub(super) struct Sheet<'s> {
    pub content: String,
    /// Further entries of the page's dictionary, such as `/Rotate 90`.
    pub entries: &'s str,
}

/// Font `F1`: Chinese by UniGB-UCS2-H without an embedded font; `F2` Helvetica; `F3` Chinese
/// written downwards; `F4` Chinese without any way to its characters; `F5` Chinese by GBK-EUC-H.
const FONTS: &str = "/Font << /F1 4 0 R /F2 6 0 R /F3 7 0 R /F4 9 0 R /F5 11 0 R >>";

/// A file of `sheets`; `further` objects begin with number 20, `catalog` adds to the catalog.
/// Pages are objects 100, 101 …
pub(super) fn write(sheets: &[Sheet<'_>], catalog: &str, further: &[(u32, String)]) -> Vec<u8> {
    let descendant = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] >>";
    let identity = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unknown /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>";
    let kids: Vec<String> = (0..sheets.len()).map(|index| format!("{} 0 R", 100 + index)).collect();
    let mut objects: Vec<(u32, String)> = vec![
        (1, format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>")),
        (2, format!("<< /Type /Pages /Count {} /Kids [{}] >>", sheets.len(), kids.join(" "))),
        (4, "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>".into()),
        (5, descendant.into()),
        (6, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".into()),
        (7, "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-V /DescendantFonts [5 0 R] >>".into()),
        (9, "<< /Type /Font /Subtype /Type0 /BaseFont /Unknown /Encoding /Identity-H /DescendantFonts [10 0 R] >>".into()),
        (10, identity.into()),
        (11, "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [5 0 R] >>".into()),
    ];
    for (index, sheet) in sheets.iter().enumerate() {
        let number = 100 + index as u32;
        let content = 1000 + index as u32;
        let entries = sheet.entries;
        objects.push((number, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {FONTS} >> /Contents {content} 0 R {entries} >>")));
        objects.push((
            content,
            format!("<< /Length {} >>\nstream\n{}\nendstream", sheet.content.len(), sheet.content),
        ));
    }
    objects.extend(further.iter().cloned());
    assemble(objects)
}

fn assemble(mut objects: Vec<(u32, String)>) -> Vec<u8> {
    objects.sort_by_key(|(number, _)| *number);
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = String::from("0 1\n0000000000 65535 f \n");
    for (number, body) in &objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
    }
    let start = file.len();
    let size = objects.last().map_or(1, |(number, _)| number + 1);
    file.extend(
        format!(
            "xref\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    file
}

/// A page of `content` alone.
pub(super) fn sheet(content: impl Into<String>) -> Sheet<'static> {
    Sheet { content: content.into(), entries: "" }
}

/// `text` as the hexadecimal string of a font by UCS2.
pub(super) fn hex(text: &str) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<{codes}>")
}

/// Shows `text` at (`x`, `y`), from the page's lower left corner, at `size` points.
pub(super) fn show(text: &str, x: f32, y: f32, size: f32) -> String {
    turned(text, [1.0, 0.0, 0.0, 1.0], x, y, size)
}

/// Shows `text` turned by a matrix.
pub(super) fn turned(text: &str, matrix: [f32; 4], x: f32, y: f32, size: f32) -> String {
    let [a, b, c, d] = matrix;
    format!("BT /F1 {size} Tf {a} {b} {c} {d} {x} {y} Tm {} Tj ET\n", hex(text))
}
