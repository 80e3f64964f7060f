use super::*;

fn text(html: &str) -> String {
    read_text(html).text
}

#[test]
fn blocks_are_lines_and_rows_are_lines() {
    let html = "<html><head><title>题</title><style>p{}</style></head><body><h1>起诉 意见书</h1><p>第一段，\n  续行<br>换行</p><div>一<span>二</span></div>\
        <table><caption>清单</caption><tr><th>名称<th>数量<tr><td>刀<p>水果刀</p></td><td>1&nbsp;把</td></tr><tr><td colspan=2><p>备注一</p><p>备注二</p></td></tr></table>尾<script>x<p></script></body></html>";
    assert_eq!(
        text(html),
        "起诉 意见书\n第一段， 续行\n换行\n一二\n清单\n名称 数量\n刀 水果刀 1 把\n备注一\n备注二\n尾"
    );
}

#[test]
fn tables_that_arrange_a_page_keep_its_lines() {
    let html = "<table><tr><td>栏一<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table></td><td>栏二</td></tr></table>";
    assert_eq!(text(html), "栏一\n甲 乙\n丙 丁\n栏二");
}

#[test]
fn what_is_hidden_is_left_out_and_told() {
    let page =
        read_text("<p>明<span style='DISPLAY: none'>暗<b>线</b></span>白</p><p hidden>藏<p>后");
    assert_eq!(page.text, "明白\n后");
    assert_eq!(page.layout.expect("a note").notes[0].words, "暗线 藏");
}

#[test]
fn forms_show_what_is_filled_in() {
    let html = "姓名<input value='张三'><input type=hidden value=x>性别<select><option>男<option selected>女</select><input type=checkbox checked>同意<textarea>意见</textarea>";
    assert_eq!(text(html), "姓名张三性别女☑同意意见");
}

#[test]
fn encodings_are_the_pages_own() {
    let html = "<html><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><p>讯问笔录</html>";
    let read_back = |bytes: &[u8]| read(bytes, None).map(|page| page.text);
    assert_eq!(read_back(&GB18030.encode(html).0).as_deref(), Ok("讯问笔录"));
    assert_eq!(read_back(html.as_bytes()).as_deref(), Ok("讯问笔录"), "a declaration left over");
    let big5 = html.replace("gb2312", "big5").replace("讯问笔录", "訊問筆錄");
    assert_eq!(read_back(&encoding_rs::BIG5.encode(&big5).0).as_deref(), Ok("訊問筆錄"));
    assert_eq!(read(b"<html><p> </html>", None).err(), Some(Refusal::Empty));
}

#[test]
fn pages_are_known_by_their_beginning() {
    for html in [
        "<!DOCTYPE html>",
        "\u{FEFF} <html xmlns:o='x'>",
        "<!-- a --><table border=1>",
        "<meta charset=gbk><p>",
    ] {
        assert!(is_html(html), "{html}");
    }
    for other in ["<?xml version='1.0'?><paragraph>", "讯问<p>", "<pre-trial> 审前", "<笔录>"]
    {
        assert!(!is_html(other), "{other}");
    }
}

#[test]
fn hostile_pages_end() {
    let deep = "<table><tr><td>".repeat(20_000) + "深";
    assert_eq!(text(&deep), "深");
    assert_eq!(text(&("<div hidden>".repeat(5_000) + "藏")), "");
    assert_eq!(text(&"&".repeat(1000)).len(), 1000);
}
