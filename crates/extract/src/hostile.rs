//! Any bytes may be a file: what every reader does with broken ones.

use proptest::prelude::*;

use crate::{
    archive, doc,
    email::{self, Letter},
    format::{Format, detect},
    html,
    ofd::OfdFile,
    package::tests::package,
    picture::{PictureFile, PictureReader},
    sheet, text, word,
};

/// Reads `bytes` as what they seem to be; the result is of no interest, an end without panic is.
fn read(bytes: &[u8]) {
    let Ok(format) = detect(bytes) else { return };
    let mut pictures = PictureReader::blind();
    match format {
        Format::Docx => drop(word::read(bytes, &mut pictures)),
        Format::Doc => drop(doc::read(bytes)),
        Format::Sheet => drop(sheet::read(bytes.to_vec())),
        Format::Picture => drop(PictureFile::open(bytes.to_vec())),
        Format::Html => drop(html::read(bytes, None)),
        Format::Text => drop(text::read(bytes)),
        Format::Letter => {
            let bytes = email::readable(bytes);
            if let Ok(letter) = Letter::open(&bytes) {
                drop(letter.page());
                drop(letter.attachments(&mut |_| Ok(())));
            }
        }
        Format::Ofd => {
            if let Ok(mut file) = OfdFile::open(bytes) {
                for index in 0..file.page_count().min(3) {
                    file.read_page(index, &mut pictures);
                    drop(file.draw(index, |_, _| Some(0.5)));
                }
                drop(file.attachments(&mut |_| Ok(())));
            }
        }
        Format::Archive => drop(archive::read(bytes, None, &mut |_| Ok(()))),
        // Has its own tests.
        Format::Pdf => {}
    }
}

/// XML that is well formed or nearly so, of the names that readers know.
fn xml() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:pPr",
        "w:rPr",
        "w:del",
        "w:fldChar",
        "w:numPr",
        "w:sectPr",
        "mc:AlternateContent",
        "mc:Choice",
        "w:txbxContent",
        "ofd:Layer",
        "ofd:TextObject",
        "ofd:TextCode",
        "ofd:ImageObject",
        "ofd:PathObject",
        "ofd:AbbreviatedData",
        "ofd:Clips",
        "ofd:Clip",
        "ofd:Area",
        "ofd:Path",
        "ofd:CGTransform",
        "ofd:Glyphs",
        "ofd:Page",
        "ofd:Content",
    ]);
    let value = prop::sample::select(vec![
        "0",
        "1",
        "-1",
        "1e39",
        "begin",
        "end",
        "0 0 210 297",
        "g 99999999 1",
        "NaN",
        "",
    ]);
    let step = prop::sample::select(vec!["M 0 0", "L 90 50", "Q 1 1 1e30 9", "B 1 2 3 4 5 6", "C"]);
    let words = "[案卷a&;<> ]{0,6}".prop_map(|text: String| text.replace('<', "&lt;"));
    let path = prop::collection::vec(step, 0..6).prop_map(|steps| steps.join(" "));
    let leaf = prop_oneof![words, path];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        (name.clone(), value.clone(), prop::collection::vec(inner, 0..6)).prop_map(|(name, value, inner)| {
            format!(
                "<{name} w:val='{value}' Boundary='{value}' CTM='{value}' X='{value}' DeltaX='{value}' w:fldCharType='{value}' Size='{value}' LineWidth='{value}' DashPattern='{value} {value}' Fill='true' CodeCount='{value}' CodePosition='{value}'>{}</{name}>",
                inner.concat()
            )
        })
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read(&bytes);
    }

    #[test]
    fn any_bytes_behind_a_beginning_are_read_to_an_end(
        beginning in prop::sample::select(vec![
            &b"II*\0\x08\0\0\0"[..], b"MM\0+\0\x08\0\0", b"\x89PNG\r\n\x1a\n", b"\xFF\xD8\xFF\xE0", b"BM",
            b"GIF89a", b"RIFF\x10\0\0\0WEBP", b"PK\x03\x04", b"7z\xBC\xAF\x27\x1C",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<html>", b"From: a\nTo: b\nSubject: c\n",
            b"<?xml urn:schemas-microsoft-com:office:spreadsheet", b"\xFF\xFE",
        ]),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        read(&[beginning, &bytes].concat());
    }

    #[test]
    fn any_document_is_read_to_an_end(inner in xml()) {
        let document = format!("<w:document><w:body>{inner}</w:body></w:document>");
        read(&package([("word/document.xml", document)]));
        let page = format!("<ofd:Page><ofd:Content>{inner}</ofd:Content></ofd:Page>");
        read(&package([
            ("OFD.xml", "<a><DocBody><DocRoot>D.xml</DocRoot></DocBody></a>".to_owned()),
            ("D.xml", "<a><Pages><Page ID='1' BaseLoc='P.xml'/></Pages></a>".to_owned()),
            ("P.xml", page),
        ]));
    }
}
