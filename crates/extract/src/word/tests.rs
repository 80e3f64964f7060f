use anjian_core::PageNoteKind;

use super::*;
use crate::package::tests::package;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A DOCX whose text is `body`, with further parts and what the text refers to.
fn docx(body: &str, parts: &[(&str, &str)], relations: &[(&str, &str, &str)]) -> Vec<u8> {
    let relations: String = relations
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id='{id}' Type='{TYPES}/{kind}' Target='{target}'/>")
        })
        .collect();
    let mut all = vec![
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships><Relationship Id='r' Type='{TYPES}/officeDocument' Target='/word/document.xml'/></Relationships>"
            ),
        ),
        (
            "word/document.xml".to_owned(),
            format!("<w:document><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships>{relations}</Relationships>"),
        ),
    ];
    all.extend(parts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    package(all)
}

fn page(bytes: &[u8]) -> ExtractedPage {
    read(bytes, &mut PictureReader::blind()).expect("a DOCX")
}

fn text(body: &str) -> String {
    page(&docx(body, &[], &[])).text
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_and_what_runs_hold_are_lines() {
    let body = "<w:p><w:r><w:t>问：</w:t><w:tab/><w:t xml:space='preserve'>你叫&lt;什么&gt; </w:t></w:r></w:p>\
        <w:p/><w:p><w:r><w:t>答：</w:t><w:br/><w:t>张</w:t><w:softHyphen/><w:t>三</w:t><w:noBreakHyphen/><w:sym w:font='Wingdings' w:char='F0FE'/></w:r></w:p>\
        <w:p><w:r><w:ruby><w:rt><w:r><w:t>àn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>案</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    assert_eq!(text(body), "问： 你叫<什么>\n答：\n张三-☑\n案");
}

#[test]
fn changes_read_as_they_will_be() {
    let body = format!(
        "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>连</w:t></w:r></w:p>{}\
         <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("上"),
        p("删")
    );
    assert_eq!(text(&body), "新来\n连上");
}

#[test]
fn fields_show_their_results() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let body = format!(
        "<w:p>{b}<w:r><w:instrText>HYPERLINK \"http://x\"</w:instrText></w:r>{b}<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>码</w:t></w:r>{s}<w:r><w:t>无</w:t></w:r>{e}{s}<w:r><w:t>结果</w:t></w:r>{e}<w:r><w:t>后</w:t></w:r></w:p>\
         <w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>{e}<w:r><w:t>是</w:t></w:r></w:p>\
         <w:p><w:fldSimple w:instr='DATE'><w:r><w:t>2024年</w:t></w:r></w:fldSimple></w:p>",
        b = field("begin"),
        s = field("separate"),
        e = field("end"),
    );
    assert_eq!(text(&body), "结果后\n☑是\n2024年");
}

#[test]
fn rows_are_lines_and_merged_cells_are_read_once() {
    let cell = |properties: &str, inner: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
    };
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val='restart'/>", &p("姓名")),
        cell("", &format!("{}{}", p("张三"), p("男"))),
        cell("<w:vMerge/>", &p("姓名")),
        cell("", &p("李四")),
        cell("<w:gridSpan w:val='2'/>", &format!("{}{}", p("第一段"), p("第二段"))),
        cell("", &p("物品")),
        cell(
            "",
            &format!(
                "<w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/>",
                cell("", &p("刀")),
                cell("", &p("1把"))
            )
        ),
    );
    assert_eq!(text(&body), "姓名 张三 男\n李四\n第一段\n第二段\n物品 刀 1把");
}

#[test]
fn a_text_box_is_read_once() {
    let drawn = format!("<w:txbxContent>{}</w:txbxContent>", p("框内"));
    let body = format!(
        "<w:p><w:r><w:t>框外</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{drawn}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{drawn}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent><w:t>之后</w:t></w:r></w:p>"
    );
    assert_eq!(text(&body), "框外之后\n框内");
}

#[test]
fn lists_get_their_numbers_also_by_style() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/><w:pStyle w:val='Sub'/></w:lvl></w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let styles = "<w:styles><w:style w:styleId='Sub'><w:pPr><w:numPr><w:numId w:val='7'/></w:numPr></w:pPr></w:style><w:style w:styleId='Own'><w:basedOn w:val='Sub'/></w:style><w:style w:styleId='Loop'><w:basedOn w:val='Loop'/></w:style></w:styles>";
    let item = |properties: &str, words: &str| {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let number = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr>";
    let body = [
        item(number, "案件来源"),
        item("<w:pStyle w:val='Sub'/>", "报案"),
        item("<w:pStyle w:val='Own'/>", "受案"),
        item("<w:pStyle w:val='Sub'/><w:numPr><w:numId w:val='0'/></w:numPr>", "不编号"),
        item("<w:pStyle w:val='Loop'/>", "无样式"),
        item(number, "查明事实"),
    ]
    .concat();
    let parts = [("word/numbering.xml", numbering), ("word/styles.xml", styles)];
    let relations = [("r1", "numbering", "numbering.xml"), ("r2", "styles", "styles.xml")];
    assert_eq!(
        page(&docx(&body, &parts, &relations)).text,
        "一、案件来源\n1. 报案\n2. 受案\n不编号\n无样式\n二、查明事实"
    );
}

#[test]
fn notes_come_behind_their_paragraph_and_heads_once() {
    let body = format!(
        "<w:p><w:r><w:t>依据</w:t><w:footnoteReference w:id='2'/><w:t>规定</w:t><w:endnoteReference w:id='1'/></w:r></w:p>{}\
         <w:p><w:pPr><w:sectPr><w:headerReference w:type='default' r:id='h1'/></w:sectPr></w:pPr></w:p>\
         <w:sectPr><w:headerReference w:type='default' r:id='h1'/><w:headerReference w:type='first' r:id='h2'/><w:footerReference w:type='default' r:id='f1'/></w:sectPr>",
        p("下文")
    );
    let footnotes = format!(
        "<w:footnotes><w:footnote w:type='separator' w:id='0'>{}</w:footnote><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t>刑法</w:t><w:footnoteReference w:id='2'/></w:r></w:p></w:footnote></w:footnotes>",
        p("——")
    );
    let endnotes =
        format!("<w:endnotes><w:endnote w:id='1'>{}</w:endnote></w:endnotes>", p("卷二"));
    let (head, foot) =
        (format!("<w:hdr>{}</w:hdr>", p("起诉意见书")), format!("<w:ftr>{}</w:ftr>", p("第1页")));
    let first = format!("<w:hdr>{}</w:hdr>", p("未启用"));
    let parts = [
        ("word/footnotes.xml", &*footnotes),
        ("word/endnotes.xml", &*endnotes),
        ("word/header1.xml", &*head),
        ("word/header2.xml", &*first),
        ("word/footer1.xml", &*foot),
    ];
    let relations = [
        ("n1", "footnotes", "footnotes.xml"),
        ("n2", "endnotes", "endnotes.xml"),
        ("h1", "header", "header1.xml"),
        ("h2", "header", "header2.xml"),
        ("f1", "footer", "footer1.xml"),
    ];
    let page = page(&docx(&body, &parts, &relations));
    assert_eq!(page.text, "起诉意见书\n依据[1]规定[i]\n[1] 刑法\n下文\n[i] 卷二\n第1页");
    let roles: Vec<(usize, LineRole)> =
        page.layout.expect("roles").lines.iter().map(|line| (line.start, line.role)).collect();
    assert_eq!(roles, [(0, LineRole::Header), (34, LineRole::Footer)]);
}

#[test]
fn hidden_words_are_left_out_and_told() {
    let body = "<w:p><w:r><w:t>明</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>白</w:t></w:r></w:p>";
    let page = page(&docx(body, &[], &[]));
    assert_eq!(page.text, "明白");
    let notes = page.layout.expect("a note").notes;
    assert_eq!((notes[0].kind, &*notes[0].words), (PageNoteKind::HiddenText, "暗"));
}

#[test]
fn comments_are_told_apart_with_their_authors() {
    let body = "<w:p><w:commentRangeStart w:id='0'/><w:r><w:t>当场查获</w:t></w:r><w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r><w:r><w:t>手机一部</w:t></w:r></w:p>";
    let comment =
        |author: &str, inner: &str| format!("<w:comment {author} w:id='0'>{inner}</w:comment>");
    let reference = "<w:p><w:r><w:annotationRef/></w:r><w:r><w:t>扣押清单</w:t></w:r><w:r><w:t>在哪</w:t></w:r></w:p>";
    let comments = format!(
        "<w:comments>{}{}{}</w:comments>",
        comment(
            "w:author='审核 人' w:date='2024-02-19T09:30:00Z'",
            &format!("{reference}{}", p("请补"))
        ),
        comment("", &p("无名")),
        comment("w:author='空'", "<w:p/>"),
    );
    let parts = [("word/comments.xml", &*comments)];
    let relations = [("c1", "comments", "comments.xml")];
    let read = page(&docx(body, &parts, &relations));
    assert_eq!(read.text, "当场查获手机一部");
    let notes = read.layout.expect("notes").notes;
    let told: Vec<(PageNoteKind, &str)> =
        notes.iter().map(|note| (note.kind, &*note.words)).collect();
    let comment = |words| (PageNoteKind::Comment, words);
    assert_eq!(told, [comment("审核 人：扣押清单在哪\n请补"), comment("无名")]);

    // Nothing but comments is no empty file, and broken ones cost themselves.
    assert_eq!(page(&docx("<w:p/>", &parts, &relations)).text, "");
    let parts = [("word/comments.xml", "<w:comments><w:comment>")];
    assert_eq!(page(&docx(body, &parts, &relations)).layout, None);
    let many = format!("<w:comments>{}</w:comments>", comments_of(1000));
    let parts = [("word/comments.xml", &*many)];
    let notes = page(&docx(body, &parts, &relations)).layout.expect("notes").notes;
    assert_eq!(notes.last().map(|note| &*note.words), Some("另有800条批注未列出"));
}

fn comments_of(count: usize) -> String {
    format!("<w:comment w:author='甲'>{}</w:comment>", p("批")).repeat(count)
}

#[test]
fn pictures_that_cannot_be_read_are_told() {
    let mut picture = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(300, 200)
        .write_to(&mut picture, image::ImageFormat::Png)
        .expect("encoded");
    let body =
        format!("{}<w:p><w:r><w:drawing><a:blip r:embed='p1'/></w:drawing></w:r></w:p>", p("见图"));
    let relations = format!(
        "<Relationships><Relationship Id='p1' Type='{TYPES}/image' Target='media/1.png'/></Relationships>"
    );
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let bytes = package([
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/1.png", &*picture.into_inner()),
    ]);
    let page = page(&bytes);
    assert_eq!(page.text, "见图");
    let notes = page.layout.expect("a note").notes;
    assert_eq!(notes[0].kind, PageNoteKind::SeeOriginal);
}

#[test]
fn hostile_documents_are_refused() {
    let refusal = |bytes: &[u8]| read(bytes, &mut PictureReader::blind()).err();
    let deep = docx(&"<w:tbl><w:tr><w:tc>".repeat(50_000), &[], &[]);
    assert_eq!(refusal(&deep), Some(Refusal::Bomb));
    assert_eq!(refusal(&docx("<w:p>", &[], &[])), Some(Refusal::Damaged));
    assert_eq!(refusal(&docx("<w:p/>", &[], &[])), Some(Refusal::Empty));
    let whole = docx(&p("案"), &[], &[]);
    for length in 0..whole.len() {
        assert!(refusal(&whole[..length]).is_some());
    }
}
