use anjian_core::{LineRole, PageLayout};

use super::*;

mod writer;

use writer::{Sheet, hex, sheet, show, turned, write};

fn open(bytes: Vec<u8>) -> PdfFile {
    PdfFile::open(bytes, None).unwrap_or_else(|refusal| panic!("refused: {refusal:?}"))
}

fn read(content: impl Into<String>) -> (String, PageLayout) {
    read_sheet(sheet(content))
}

fn read_sheet(sheet: Sheet<'_>) -> (String, PageLayout) {
    let page = open(write(&[sheet], "", &[])).reader().read_page(0, || None);
    (page.text, page.layout.expect("a PDF has a layout"))
}

/// What the page says at each line, with its role.
fn lines(text: &str, layout: &PageLayout) -> Vec<(String, LineRole)> {
    let slice = |line: &anjian_core::Line| {
        text.chars().skip(line.start).take(line.end - line.start).collect()
    };
    layout.lines.iter().map(|line| (slice(line), line.role)).collect()
}

#[test]
fn fonts_that_are_not_embedded_are_read() {
    let (text, layout) = read(show("拘留证2024年4月8日", 90.0, 742.0, 20.0));
    assert_eq!(text, "拘留证2024年4月8日");
    let bounds = layout.lines[0].bounds;
    assert_eq!((bounds.left, bounds.right), (90.0, 90.0 + 6.0 * 20.0 + 6.0 * 10.0));
    assert!((bounds.top - (100.0 - 17.0)).abs() < 0.1 && (bounds.bottom - 104.0).abs() < 0.1);
}

#[test]
fn a_closing_mark_hangs_over_the_side_of_its_cell() {
    let mut content = String::new();
    for (x0, y0, x1, y1) in [
        (80, 760, 300, 760),
        (80, 730, 300, 730),
        (80, 730, 80, 760),
        (150, 730, 150, 760),
        (300, 730, 300, 760),
    ] {
        content += &format!("{x0} {y0} m {x1} {y1} l S\n");
    }
    // The mark is drawn from 148 on, and touches the words of the next cell.
    content += &show("贴有“平安”", 88.0, 740.0, 12.0);
    content += &show("随案移送", 160.0, 740.0, 12.0);
    assert_eq!(read(content).0, "贴有“平安” 随案移送");
}

#[test]
fn two_byte_encodings_are_read() {
    let (bytes, _, _) = encoding_rs::GBK.encode("询问笔录2024年，第一次");
    let codes: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    let page = format!("BT /F5 12 Tf 90 700 Td <{codes}> Tj ET");
    assert_eq!(read(page).0, "询问笔录2024年，第一次");
}

#[test]
fn a_turned_page_is_read_as_it_is_viewed() {
    // The page is turned clockwise to be viewed, so its words run up the sheet.
    let content = turned("转过来的页面", [0.0, 1.0, -1.0, 0.0], 100.0, 50.0, 20.0);
    let (text, layout) = read_sheet(Sheet { content, entries: "/Rotate 90" });
    assert_eq!(text, "转过来的页面");
    assert_eq!((layout.width, layout.height), (842.0, 595.0));
    let bounds = layout.lines[0].bounds;
    assert!(bounds.width() > 100.0 && bounds.height() < 30.0, "{bounds:?}");
    assert!((bounds.left - 50.0).abs() < 0.1, "{bounds:?}");
}

#[test]
fn notes_in_the_margin_are_read_in_their_own_direction() {
    let body = show("正文第一行文字很长", 90.0, 700.0, 12.0)
        + &show("正文第二行文字很长", 90.0, 680.0, 12.0);
    let up = turned("装订线内不得书写", [0.0, 1.0, -1.0, 0.0], 40.0, 300.0, 12.0);
    let over = turned("倒置的", [-1.0, 0.0, 0.0, -1.0], 300.0, 100.0, 12.0);
    let (text, layout) = read(up + &over + &body);
    assert_eq!(text, "正文第一行文字很长\n正文第二行文字很长\n装订线内不得书写\n倒置的");
    let note = layout.lines[2].bounds;
    assert!(note.height() > 90.0 && note.width() < 14.0, "{note:?}");
    assert!((note.bottom - (842.0 - 300.0)).abs() < 0.1, "{note:?}");
}

#[test]
fn writing_downwards_goes_from_right_to_left() {
    let column =
        |text: &str, x: f32| format!("BT /F3 20 Tf 1 0 0 1 {x} 700 Tm {} Tj ET\n", hex(text));
    let (text, layout) = read(column("第二列", 400.0) + &column("第一列文字。", 440.0));
    assert_eq!(text, "第一列文字。\n第二列");
    let bounds = layout.lines[0].bounds;
    assert!(bounds.height() > 100.0 && bounds.width() < 25.0, "{bounds:?}");
}

#[test]
fn watermarks_are_told_behind_the_text() {
    let slanted =
        format!("0.8 g {}0 g\n", turned("仅供查阅", [0.7, 0.7, -0.7, 0.7], 100.0, 300.0, 60.0));
    let marked = format!(
        "/Artifact << /Type /Pagination /Subtype /Watermark >> BDC {} EMC\n",
        show("内部资料", 200.0, 690.0, 30.0)
    );
    let pale = format!("0.85 g {}0 g\n", show("机密", 120.0, 702.0, 40.0));
    let text = show("于2024年4月8日被拘留", 90.0, 700.0, 12.0);
    let (text, layout) = read(slanted + &marked + &pale + &text);
    assert_eq!(
        lines(&text, &layout),
        [
            ("于2024年4月8日被拘留".to_owned(), LineRole::Body),
            ("仅供查阅".to_owned(), LineRole::Watermark),
            ("内部资料".to_owned(), LineRole::Watermark),
            ("机密".to_owned(), LineRole::Watermark),
        ]
    );
}

#[test]
fn words_painted_over_are_told_and_left_out() {
    let old = show("于2024年4月8日拘留", 90.0, 700.0, 12.0);
    let patch = "1 g 100 696 80 16 re f 0 g\n";
    let new = show("2024年5月9日", 102.0, 700.0, 12.0);
    let (text, layout) = read(format!("{old}{patch}{new}"));
    assert_eq!(text, "于2024年5月9日拘留");
    assert_eq!(layout.notes[0].kind, anjian_core::PageNoteKind::HiddenText);
    assert_eq!(layout.notes[0].words, "2024年4月8日");
    // A patch that is clipped away, or beneath the words, covers nothing.
    let clipped = format!("{old}q 300 300 10 10 re W n {patch}Q\n");
    assert_eq!(read(clipped).0, "于2024年4月8日拘留");
    assert_eq!(read(format!("{patch}{old}")).0, "于2024年4月8日拘留");
}

#[test]
fn light_print_on_a_field_is_text() {
    let field = "0 0.2 0.6 rg 80 690 400 40 re f 1 1 1 rg\n";
    let page = format!(
        "{field}{}0 0 0 rg\n{}",
        show("起诉意见书", 90.0, 700.0, 28.0),
        show("正文", 90.0, 600.0, 12.0)
    );
    let (text, layout) = read(page);
    assert_eq!(text, "起诉意见书\n正文");
    assert!(layout.lines.iter().all(|line| line.role == LineRole::Body));
}

#[test]
fn drawn_cells_are_kept_apart() {
    // Borders as strokes, as a stroked rectangle and as a filled bar.
    let borders = "90 640 300 60 re S 90 670 m 390 670 l S 200 640 0.5 60 re f\n";
    let words = show("物品", 95.0, 680.0, 12.0)
        + &show("黑色苹果牌手机一部屏幕已", 204.0, 680.0, 12.0)
        + &show("数量", 95.0, 650.0, 12.0)
        + &show("壹部", 204.0, 650.0, 12.0);
    let (text, layout) = read(format!("{borders}{words}"));
    assert_eq!(text, "物品 黑色苹果牌手机一部屏幕已\n数量 壹部");
    assert!(layout.lines.iter().all(|line| line.role == LineRole::Cell));
}

#[test]
fn words_that_touch_a_border_are_parted_by_it() {
    let borders = "90 670 120 30 re S 150 670 m 150 700 l S\n";
    let words = show("满满五个字", 90.0, 680.0, 12.0) + &show("满满五个字", 150.0, 680.0, 12.0);
    assert_eq!(read(format!("{borders}{words}")).0, "满满五个字 满满五个字");
}

#[test]
fn doubled_and_spaced_print_is_read_once() {
    let bold = show("2024年4月8日", 90.0, 700.0, 12.0) + &show("2024年4月8日", 90.4, 700.0, 12.0);
    assert_eq!(read(bold).0, "2024年4月8日");
    let spaced = "BT /F2 12 Tf 90 700 Td [(Case) -400 (No)] TJ 60 0 Td ( 12) Tj ET";
    assert_eq!(read(spaced).0, "Case No 12");
    assert_eq!(read(show("侦查人员：雷正平　石磊", 90.0, 700.0, 12.0)).0, "侦查人员：雷正平　石磊");
}

#[test]
fn a_replacement_text_stands_for_its_glyphs() {
    let span = format!(
        "/Span << /ActualText <FEFF4EBA6C11> >> BDC {} EMC {}",
        show("⼈⺠", 90.0, 700.0, 12.0),
        show("法院", 114.0, 700.0, 12.0)
    );
    assert_eq!(read(span).0, "人民法院");
}

#[test]
fn glyphs_that_say_nothing_make_a_page_untrusted() {
    let page = "BT /F4 12 Tf 90 700 Td <00100011001200130014> Tj ET\n".to_owned();
    let (text, layout) = read(page);
    assert_eq!(text, "");
    assert_eq!(layout.notes[0].kind, anjian_core::PageNoteKind::Unread);
}

#[test]
fn page_numbers_are_marked() {
    let page = show("正文", 90.0, 700.0, 12.0) + &show("第 3 页  共 5 页", 250.0, 40.0, 9.0);
    let (text, layout) = read(page);
    assert_eq!(text, "正文\n第 3 页 共 5 页");
    assert_eq!(layout.lines.last().map(|line| line.role), Some(LineRole::PageNumber));
}

#[test]
fn bookmarks_stand_on_their_pages() {
    let title = |text: &str| {
        let codes: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        format!("<FEFF{codes}>")
    };
    let further = [
        (20, "<< /Type /Outlines /First 21 0 R /Last 23 0 R >>".to_owned()),
        (
            21,
            format!(
                "<< /Title {} /Dest [100 0 R /Fit] /First 22 0 R /Next 23 0 R >>",
                title("诉讼文书卷")
            ),
        ),
        // Its chain leads back to its parent.
        (
            22,
            format!("<< /Title {} /A << /S /GoTo /D (warrant) >> /Next 21 0 R >>", title("拘留证")),
        ),
        (23, format!("<< /Title {} /Dest /record >>", title("讯问笔录"))),
        (24, "<< /Names [(warrant) << /D [101 0 R /XYZ 0 0 0] >>] /Kids [24 0 R] >>".to_owned()),
    ];
    let catalog = "/Outlines 20 0 R /Names << /Dests 24 0 R >> /Dests << /record [2 /Fit] >>";
    let pages: Vec<Sheet<'_>> = (0..3).map(|_| sheet(show("页", 90.0, 700.0, 12.0))).collect();
    let pdf = open(write(&pages, catalog, &further));
    let found: Vec<Vec<(String, u16)>> = (0..3)
        .map(|index| {
            let layout = pdf.reader().read_page(index, || None).layout.expect("a layout");
            layout.bookmarks.into_iter().map(|mark| (mark.title, mark.level)).collect()
        })
        .collect();
    assert_eq!(
        found,
        [
            vec![("诉讼文书卷".to_owned(), 0)],
            vec![("拘留证".to_owned(), 1)],
            vec![("讯问笔录".to_owned(), 0)]
        ]
    );
}

#[test]
fn attachments_are_taken_out() {
    let file = |bytes: &str| format!("<< /Length {} >>\nstream\n{bytes}\nendstream", bytes.len());
    let further = [
        (20, "<< /Names [(a.txt) << /Type /Filespec /UF <FEFF76D163A789C69891002E0074007800740020> /EF << /F 21 0 R >> >>] >>".to_owned()),
        (21, file("first")),
        (22, "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (b.txt) /EF << /F 23 0 R >> >> >>".to_owned()),
        (23, file("second")),
        // The same file pinned to the page again.
        (24, "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (c.txt) /EF << /F 23 0 R >> >> >>".to_owned()),
    ];
    let page = Sheet { content: String::new(), entries: "/Annots [22 0 R 24 0 R]" };
    let pdf = open(write(&[page], "/Names << /EmbeddedFiles 20 0 R >>", &further));
    let attachments = pdf.attachments();
    let found: Vec<(&str, &[u8])> =
        attachments.found.iter().map(|file| (file.name.trim(), file.bytes.as_slice())).collect();
    assert_eq!(found, [("监控视频.txt", b"first".as_slice()), ("b.txt", b"second")]);
    assert_eq!(attachments.left_out, 0);
}

#[test]
fn a_file_cut_off_is_refused() {
    let whole = write(&[sheet(show("页", 90.0, 700.0, 12.0))], "", &[]);
    assert!(PdfFile::open(whole.clone(), None).is_ok());
    let cut = whole[..whole.len() - 8].to_vec();
    assert!(matches!(PdfFile::open(cut, None), Err(Refusal::Damaged)));
}

#[test]
fn a_page_that_cannot_be_unpacked_is_not_blank() {
    let blank = write(&[sheet("")], "", &[]);
    let notes = |file: Vec<u8>| {
        let page = open(file).reader().read_page(0, || None);
        page.layout.map(|layout| layout.notes.len()).unwrap_or_default()
    };
    assert_eq!(notes(blank), 0);
    let garbage = write(&[sheet("no deflated data at all")], "", &[]);
    let garbage = String::from_utf8(garbage).expect("the writer writes text");
    // The index no longer holds and is rebuilt.
    let filtered = garbage.replace("<< /Length 23 >>", "<</Length 23/Filter/FlateDecode>>");
    assert_eq!(notes(filtered.into_bytes()), 1);
}

#[test]
fn boxes_lie_on_the_page() {
    let page = show("伸出页面右边很远很远很远的文字", 500.0, 700.0, 20.0)
        + &turned("斜着", [0.7, 0.7, -0.7, 0.7], 580.0, 800.0, 40.0)
        + &turned("竖着伸出上边去的文字", [0.0, 1.0, -1.0, 0.0], 300.0, 790.0, 20.0);
    let (_, layout) = read(page);
    for line in &layout.lines {
        let bounds = line.bounds;
        assert!(bounds.left >= 0.0 && bounds.right <= layout.width, "{bounds:?}");
        assert!(bounds.top >= 0.0 && bounds.bottom <= layout.height, "{bounds:?}");
    }
}

#[test]
fn a_damaged_index_is_rebuilt() {
    let whole = write(
        &[sheet(show("一", 90.0, 700.0, 12.0)), sheet(show("二", 90.0, 700.0, 12.0))],
        "",
        &[],
    );
    let text = String::from_utf8(whole).expect("the writer writes text");
    let damaged = [
        // The table is elsewhere than said.
        text.replace("startxref\n", "startxref\n9"),
        // Its entries point beside the objects.
        text.replace("00000 n", "00001 n").replace("\n00", "\n01"),
        // There is no trailer.
        text.replace("trailer", "tailer"),
        // The tree of pages is lost.
        text.replace("/Pages 2 0 R", "/Pages 77 0 R"),
    ];
    for file in damaged {
        let pdf = open(file.into_bytes());
        let mut pages = pdf.reader();
        let texts: Vec<String> =
            (0..pdf.page_count()).map(|index| pages.read_page(index, || None).text).collect();
        assert_eq!(texts, ["一", "二"]);
    }
}

#[test]
fn pages_without_embedded_fonts_are_drawn_with_their_words() {
    // The font is the system's; without one there is nothing to draw with.
    if !fonts::are_there() {
        return;
    }
    let ink = |text: &str| {
        let pdf = open(write(&[sheet(show(text, 90.0, 700.0, 40.0))], "", &[]));
        let (image, _) = pdf.draw(0).expect("a page");
        image.pixels().filter(|pixel| pixel.0[0] < 128).count()
    };
    let (simple, dense) = (ink("一一一"), ink("讓讓讓"));
    assert!(simple > 0 && dense > 3 * simple, "{simple} {dense}");
}

#[test]
fn a_password_opens_what_it_closes() {
    let closed = include_bytes!("tests/files/password.pdf");
    let open = |password| PdfFile::open(closed.to_vec(), password);
    assert!(matches!(open(None), Err(Refusal::Encrypted)));
    assert!(matches!(open(Some("4321")), Err(Refusal::Encrypted)));
    let pdf = open(Some("1234")).unwrap_or_else(|refusal| panic!("refused: {refusal:?}"));
    assert_eq!(pdf.reader().read_page(0, || None).text, "Sealed volume 3");
    // Only its owner needs one: to change it, not to read it.
    let readable = include_bytes!("tests/files/owner_password.pdf");
    let pdf = super::tests::open(readable.to_vec());
    assert_eq!(pdf.reader().read_page(0, || None).text, "Sealed volume 3");
}
