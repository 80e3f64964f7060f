use super::*;
use crate::package::tests::package;

const OFD: &str = "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
const DOCUMENT: &str = "<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID='9' BaseLoc='Tpls/T.xml'/></ofd:CommonData><ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/P0.xml'/><ofd:Page ID='2' BaseLoc='Pages/missing.xml'/></ofd:Pages><ofd:Annotations>Annots.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>";

/// An OFD whose first page holds `objects`, beside further parts.
pub(super) fn ofd(objects: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let page = format!(
        "<ofd:Page><ofd:Template TemplateID='9'/><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
    );
    let mut all: Vec<(&str, &[u8])> = vec![
        ("OFD.xml", OFD.as_bytes()),
        ("Doc_0/Document.xml", DOCUMENT.as_bytes()),
        ("Doc_0/Pages/P0.xml", page.as_bytes()),
    ];
    all.extend(parts);
    package(all)
}

pub(super) fn text_object(boundary: &str, attributes: &str, code: &str) -> String {
    format!(
        "<ofd:TextObject ID='5' Boundary='{boundary}' Font='3' Size='5' {attributes}><ofd:FillColor Value='0 0 0'/>{code}</ofd:TextObject>"
    )
}

pub(super) fn page(bytes: &[u8]) -> ExtractedPage {
    let mut file = OfdFile::open(bytes).expect("an OFD");
    assert_eq!(file.page_count(), 2);
    file.read_page(0, &mut PictureReader::blind())
}

#[test]
fn words_come_in_reading_order_with_their_places() {
    let objects = [
        text_object(
            "20 60 100 10",
            "",
            "<ofd:TextCode X='0' Y='5' DeltaX='g 3 5'>张某盗窃</ofd:TextCode>",
        ),
        text_object(
            "20 30 100 10",
            "",
            "<ofd:TextCode X='0' Y='5' DeltaX='5 5 5'>起诉意见</ofd:TextCode>",
        ),
        // The last char of the title, drawn by an object of its own and scaled.
        text_object(
            "40 30 50 10",
            "CTM='0.5 0 0 0.5 0 0'",
            "<ofd:TextCode X='0' Y='10'>书</ofd:TextCode>",
        ),
        text_object("120 60 50 10", "", "<ofd:TextCode X='0' Y='5'>2024</ofd:TextCode>"),
    ]
    .concat();
    let template = "<ofd:Page><ofd:Content><ofd:Layer><ofd:PageBlock><ofd:TextObject Boundary='20 10 80 10' Size='4'><ofd:TextCode X='0' Y='4' DeltaX='g 5 4'>陇河县公安局</ofd:TextCode></ofd:TextObject></ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>";
    let page = page(&ofd(&objects, &[("Doc_0/Tpls/T.xml", template.as_bytes())]));
    assert_eq!(page.text, "陇河县公安局\n起诉意见书\n张某盗窃 2024");
    let layout = page.layout.expect("places");
    assert_eq!((layout.width.round(), layout.height.round()), (595.0, 842.0));
    let line = &layout.lines[1];
    assert_eq!((line.start, line.end), (7, 12));
    assert!((line.bounds.left - 20.0 * POINTS).abs() < 0.1, "{:?}", line.bounds);
    assert!((line.bounds.right - 42.5 * POINTS).abs() < 0.1, "{:?}", line.bounds);
    assert!((line.bounds.bottom - 36.0 * POINTS).abs() < 0.1, "{:?}", line.bounds);
}

#[test]
fn a_ruled_table_is_read_cell_by_cell() {
    let cell = |x: f32, y: f32, words: &str| {
        let code = format!("<ofd:TextCode X='0' Y='4' DeltaX='g 20 4'>{words}</ofd:TextCode>");
        format!("<ofd:TextObject Boundary='{x} {y} 60 6' Size='4'>{code}</ofd:TextObject>")
    };
    let line = |x: f32, y: f32, width: f32, height: f32| {
        format!(
            "<ofd:PathObject Boundary='{x} {y} {width} {height}' LineWidth='0.3'><ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData></ofd:PathObject>"
        )
    };
    let mut objects: Vec<String> =
        [50.0, 60.0, 74.0].iter().map(|y| line(20.0, *y, 120.0, 0.0)).collect();
    objects.extend([20.0, 40.0, 78.0, 140.0].iter().map(|x| line(*x, 50.0, 0.0, 24.0)));
    objects.extend([
        cell(22.0, 53.0, "序号"),
        cell(42.0, 53.0, "名称"),
        cell(80.0, 53.0, "特征"),
        cell(22.0, 65.0, "1"),
        cell(42.0, 61.0, "黑色苹果牌手机一"),
        cell(42.0, 67.0, "部"),
        cell(80.0, 65.0, "屏幕碎裂"),
    ]);
    // Each character of the line beneath is an object of its own.
    objects.extend(
        "经核对无误"
            .chars()
            .zip(0u8..)
            .map(|(c, at)| cell(22.0 + 4.0 * f32::from(at), 80.0, &c.to_string())),
    );
    let page = page(&ofd(&objects.concat(), &[]));
    assert_eq!(page.text, "序号 名称 特征\n1 黑色苹果牌手机一部 屏幕碎裂\n经核对无误");
    let layout = page.layout.expect("places");
    assert_eq!(layout.lines.iter().filter(|line| line.role == LineRole::Cell).count(), 7);
    assert_eq!(layout.lines.iter().filter(|line| line.role == LineRole::Body).count(), 1);
}

#[test]
fn hidden_words_are_told_and_annotations_come_last() {
    let code = |words: &str| format!("<ofd:TextCode X='0' Y='5'>{words}</ofd:TextCode>");
    let objects = [
        text_object("20 30 100 10", "", &code("正文")),
        text_object("20 50 100 10", "Visible='false'", &code("暗文")),
        text_object("20 70 100 10", "Alpha='0'", &code("透明")),
    ]
    .concat();
    let list = "<ofd:Annotations><ofd:Page PageID='1'><ofd:FileLoc>Annots/A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>";
    let annotations = "<ofd:PageAnnot><ofd:Annot Type='Watermark'><ofd:Appearance Boundary='10 10 100 20'><ofd:TextObject Boundary='0 0 50 10' Size='5'><ofd:TextCode X='0' Y='5'>内部资料</ofd:TextCode></ofd:TextObject></ofd:Appearance></ofd:Annot></ofd:PageAnnot>";
    let page = page(&ofd(
        &objects,
        &[("Doc_0/Annots.xml", list.as_bytes()), ("Doc_0/Annots/A.xml", annotations.as_bytes())],
    ));
    assert_eq!(page.text, "正文\n内部资料");
    let layout = page.layout.expect("places");
    assert_eq!(layout.lines[1].role, LineRole::Watermark);
    assert_eq!(
        (layout.notes[0].kind, &*layout.notes[0].words),
        (PageNoteKind::HiddenText, "暗文透明")
    );
}

#[test]
fn a_scan_that_nobody_reads_is_told() {
    let mut scan = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(420, 594).write_to(&mut scan, image::ImageFormat::Png).expect("encoded");
    let resources = "<ofd:Res BaseLoc='Res'><ofd:MultiMedias><ofd:MultiMedia ID='7' Type='Image'><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>";
    let image = "<ofd:ImageObject Boundary='0 0 210 297' CTM='210 0 0 297 0 0' ResourceID='7'/>";
    let hidden = text_object(
        "20 30 100 10",
        "Visible='false'",
        "<ofd:TextCode X='0' Y='5'>层中文字</ofd:TextCode>",
    );
    let scan = scan.into_inner();
    let parts: [(&str, &[u8]); 2] =
        [("Doc_0/PublicRes.xml", resources.as_bytes()), ("Doc_0/Res/scan.png", &scan)];
    let read = page(&ofd(image, &parts));
    assert_eq!(read.text, "");
    assert_eq!(read.layout.expect("a note").notes[0].kind, PageNoteKind::SeeOriginal);
    assert_eq!(page(&ofd(&format!("{image}{hidden}"), &parts)).text, "层中文字");
}

#[test]
fn recognised_words_stand_where_the_image_does() {
    let read = ExtractedPage {
        text: "一行".to_owned(),
        layout: Some(anjian_core::PageLayout {
            width: 100.0,
            height: 50.0,
            lines: vec![anjian_core::Line {
                start: 0,
                end: 2,
                bounds: anjian_core::Bounds { left: 10.0, top: 5.0, right: 50.0, bottom: 10.0 },
                role: LineRole::Body,
                source: anjian_core::TextSource::Recognition,
                confidence: Some(0.9),
            }],
            ..Default::default()
        }),
    };
    let place = Box2 { x: 100.0, y: 200.0, width: 50.0, height: 25.0 };
    let fragments = scan::fragments_of(&read, &place, &A4);
    assert_eq!(fragments[0].text, "一行");
    let left = fragments[0].bounds.left / POINTS;
    assert!((left - 105.0).abs() < 0.01, "{left}");

    // The image is 10 mm from the left and the top, and leaves 50 mm below.
    let place = Box2 { x: 10.0, y: 10.0, width: 200.0, height: 237.0 };
    for (turn, width, line) in [
        (0, 210.0, (30.0, 33.7)),
        (90, 297.0, (50.0 + 23.7, 10.0 + 20.0)),
        (180, 210.0, (20.0, 50.0 + 23.7)),
        (270, 297.0, (10.0 + 23.7, 20.0)),
    ] {
        let mut read = read.clone();
        read.layout.as_mut().expect("places").turn = turn;
        let scan = scan::page_of(read, &place, &A4, Vec::new(), Vec::new());
        let layout = scan.layout.expect("places");
        let near = |points: f32, millimetres: f32| (points / POINTS - millimetres).abs() < 0.01;
        assert!(near(layout.width, width), "{turn}: {layout:?}");
        let bounds = layout.lines[0].bounds;
        assert!(near(bounds.left, line.0) && near(bounds.top, line.1), "{turn}: {bounds:?}");
    }
    assert!(scan::is_echo("一行字", &fragments) && !scan::is_echo("别的", &fragments));
}

#[test]
fn broken_pages_stay_and_attachments_are_members() {
    let attachments = "<ofd:Attachments><ofd:Attachment ID='1' Name='合同'><ofd:FileLoc>a.pdf</ofd:FileLoc></ofd:Attachment><ofd:Attachment ID='2' Name='失.txt'><ofd:FileLoc>../../../gone.txt</ofd:FileLoc></ofd:Attachment></ofd:Attachments>";
    let bytes = ofd(
        "",
        &[
            ("Doc_0/Attachs/Attachments.xml", attachments.as_bytes()),
            ("Doc_0/Attachs/a.pdf", b"%PDF-"),
        ],
    );
    let mut file = OfdFile::open(&bytes).expect("an OFD");
    let page = file.read_page(1, &mut PictureReader::blind());
    assert_eq!(page.layout.expect("a note").notes[0].kind, PageNoteKind::Unread);
    let mut taken = Vec::new();
    file.attachments(&mut |member| {
        taken.push(member);
        Ok(())
    })
    .expect("taking never fails");
    assert_eq!(taken[0], Ok(Member { name: "合同.pdf".to_owned(), bytes: b"%PDF-".to_vec() }));
    assert!(taken[1].is_err());
}

#[test]
fn hostile_files_are_refused() {
    let whole = ofd("", &[]);
    for length in 0..whole.len() {
        assert!(OfdFile::open(&whole[..length]).is_err());
    }
    let deep = "<ofd:PageBlock>".repeat(50_000);
    let page = page(&ofd(&deep, &[]));
    assert_eq!(page.layout.expect("a note").notes[0].kind, PageNoteKind::Unread);
    let odd = text_object(
        "NaN 1e39 x",
        "CTM='1e30 0 0 1e30 inf 0' HScale='-1e9'",
        "<ofd:TextCode X='1e38' Y='-1e38' DeltaX='g 999999999999 1e38 g'>字字</ofd:TextCode>",
    );
    let mut file = OfdFile::open(&whole).expect("an OFD");
    file.read_page(7, &mut PictureReader::blind());
    let bytes = ofd(&odd, &[]);
    OfdFile::open(&bytes).expect("an OFD").read_page(0, &mut PictureReader::blind());
    let encrypted = ofd("", &[("Encryptions.xml", b"<a/>")]);
    assert_eq!(OfdFile::open(&encrypted).err(), Some(Refusal::Encrypted));
}
