use proptest::prelude::*;

use super::*;

const PAGE: PageSize = PageSize { width: 595.0, height: 842.0 };

/// Words of `size` points whose left upper corner is at (`left`, `top`).
pub(super) fn words(text: &str, left: f32, top: f32, size: f32) -> Fragment {
    let ems: f32 = text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
    Fragment {
        text: text.to_owned(),
        bounds: Bounds { left, top, right: left + ems * size, bottom: top + 1.05 * size },
        size,
        role: LineRole::Body,
        source: TextSource::TextLayer,
        confidence: None,
    }
}

/// The sides of cells between `columns` and `lines`.
fn ruled(columns: &[f32], lines: &[f32]) -> Vec<Ruling> {
    let (left, right) = (columns[0], columns[columns.len() - 1]);
    let (top, bottom) = (lines[0], lines[lines.len() - 1]);
    let level =
        lines.iter().map(|at| Ruling { axis: Axis::Horizontal, at: *at, from: left, to: right });
    let upright =
        columns.iter().map(|at| Ruling { axis: Axis::Vertical, at: *at, from: top, to: bottom });
    level.chain(upright).collect()
}

fn read(fragments: Vec<Fragment>, rulings: &[Ruling]) -> String {
    arrange(fragments, rulings, PAGE).text
}

#[test]
fn rows_are_read_across_whatever_their_order() {
    let page = vec![
        words("第二行", 90.0, 130.0, 12.0),
        words("数量", 300.0, 100.4, 12.0),
        words("名称", 90.0, 100.0, 12.0),
    ];
    assert_eq!(read(page, &[]), "名称 数量\n第二行");
}

#[test]
fn a_table_is_read_cell_by_cell() {
    let rulings = ruled(&[90.0, 130.0, 240.0, 400.0], &[100.0, 130.0, 180.0]);
    let page = vec![
        words("序号", 95.0, 105.0, 12.0),
        words("名称", 135.0, 105.0, 12.0),
        words("特征", 245.0, 105.0, 12.0),
        words("1", 95.0, 145.0, 12.0),
        // Eight characters fill the cell, the ninth goes on below.
        words("黑色苹果牌手机一", 137.0, 133.0, 12.0),
        words("部", 137.0, 149.0, 12.0),
        words("屏幕碎裂", 245.0, 145.0, 12.0),
    ];
    let read = arrange(page, &rulings, PAGE);
    assert_eq!(read.text, "序号 名称 特征\n1 黑色苹果牌手机一部 屏幕碎裂");
    assert!(read.lines.iter().all(|line| line.role == LineRole::Cell));
}

#[test]
fn a_merged_cell_stands_in_the_row_where_it_begins() {
    let mut rulings = ruled(&[90.0, 150.0, 250.0, 400.0], &[100.0, 130.0, 160.0]);
    // The label's column is not cut by the middle line.
    rulings[1].from = 150.0;
    let page = vec![
        words("犯罪嫌", 100.0, 112.0, 12.0),
        words("疑人", 100.0, 126.0, 12.0),
        words("姓名", 155.0, 108.0, 12.0),
        words("马占林", 255.0, 108.0, 12.0),
        words("性别", 155.0, 138.0, 12.0),
        words("男", 255.0, 138.0, 12.0),
    ];
    assert_eq!(read(page, &rulings), "犯罪嫌疑人 姓名 马占林\n性别 男");
}

#[test]
fn paragraphs_of_a_wide_cell_stay_lines() {
    let rulings = ruled(&[90.0, 150.0, 400.0], &[100.0, 200.0]);
    let page = vec![
        words("简要案情", 95.0, 140.0, 12.0),
        words("二零二四年四月八日二十二时许，马占林", 179.0, 103.0, 12.0),
        words("伙同他人盗窃财物。", 155.0, 119.0, 12.0),
        words("现已立案侦查。", 179.0, 135.0, 12.0),
    ];
    assert_eq!(
        read(page, &rulings),
        "简要案情 二零二四年四月八日二十二时许，马占林伙同他人盗窃财物。\n现已立案侦查。"
    );
}

#[test]
fn an_account_number_is_whole_and_a_time_keeps_its_space() {
    let rulings = ruled(&[90.0, 165.0, 240.0], &[100.0, 140.0]);
    let page = vec![
        words("62220212345", 94.0, 103.0, 12.0),
        words("67890123", 94.0, 119.0, 12.0),
        words("2024-03-01", 169.0, 103.0, 12.0),
        words("12:00:00", 169.0, 119.0, 12.0),
    ];
    assert_eq!(read(page, &rulings), "6222021234567890123 2024-03-01 12:00:00");
}

#[test]
fn ruled_paper_and_a_frame_are_no_tables() {
    let mut rulings = ruled(&[80.0, 500.0], &[90.0, 120.0, 150.0, 180.0]);
    rulings.extend(ruled(&[40.0, 560.0], &[40.0, 800.0]));
    let page = vec![
        words("讯问笔录", 250.0, 60.0, 18.0),
        words("问：你叫什么名字？", 90.0, 100.0, 12.0),
        words("答：我叫马占林。", 90.0, 130.0, 12.0),
    ];
    let read = arrange(page, &rulings, PAGE);
    assert_eq!(read.text, "讯问笔录\n问：你叫什么名字？\n答：我叫马占林。");
    assert!(read.lines.iter().all(|line| line.role == LineRole::Body));
}

#[test]
fn underlined_blanks_are_no_cells() {
    let line = |at, from, to| Ruling { axis: Axis::Horizontal, at, from, to };
    let mut rulings = ruled(&[40.0, 560.0], &[40.0, 400.0]);
    rulings.extend([
        line(116.0, 140.0, 240.0),
        line(136.0, 300.0, 400.0),
        line(156.0, 140.0, 540.0),
    ]);
    let page = vec![
        words("姓名：", 90.0, 100.0, 12.0),
        words("马占林", 150.0, 100.0, 12.0),
        words("性别：", 250.0, 120.0, 12.0),
        words("男", 310.0, 120.0, 12.0),
        words("住址：", 90.0, 140.0, 12.0),
        words("甘肃省陇河县", 150.0, 140.0, 12.0),
    ];
    assert_eq!(read(page, &rulings), "姓名： 马占林\n性别： 男\n住址： 甘肃省陇河县");
}

/// Two columns of `count` lines beneath a heading across both.
fn two_columns(count: usize) -> Vec<Fragment> {
    let mut page = vec![words("关于依法惩治盗窃犯罪若干问题的意见", 120.0, 70.0, 20.0)];
    for line in 0..count {
        let top = 120.0 + 18.0 * line as f32;
        // The right column's lines don't stand level with the left one's.
        page.push(words(&format!("左栏第{line:02}行写到栏边为止的文字"), 80.0, top, 12.0));
        page.push(words(&format!("右栏第{line:02}行写到栏边为止的文字"), 310.0, top + 7.0, 12.0));
    }
    page
}

#[test]
fn columns_of_prose_are_read_one_after_the_other() {
    let text = read(two_columns(8), &[]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 17);
    assert!(lines[0].starts_with("关于"));
    assert!(lines[1..9].iter().all(|line| line.starts_with("左栏")));
    assert!(lines[9..].iter().all(|line| line.starts_with("右栏")));
}

#[test]
fn a_page_number_is_no_line_of_its_column() {
    let mut page = two_columns(8);
    page.push(words("- 1 -", 150.0, 800.0, 9.0));
    assert!(read(page, &[]).ends_with("\n- 1 -"));
}

#[test]
fn lists_forms_and_signatures_are_read_across() {
    let mut list = Vec::new();
    let mut form = Vec::new();
    for line in 0..8 {
        let top = 120.0 + 18.0 * line as f32;
        let name =
            ["手机", "黑色苹果牌手机一部", "现金", "银行卡", "撬棍", "手套", "背包", "项链"][line];
        list.push(words(name, 80.0, top, 12.0));
        list.push(words("1", 250.0, top, 12.0));
        list.push(words("马占林", 330.0, top, 12.0));
        form.push(words("户籍地址：甘肃省陇河县柳林村", 80.0, top, 12.0));
        form.push(words("现在住址：甘肃省陇河县城关镇", 310.0, top, 12.0));
    }
    assert_eq!(read(list, &[]).lines().nth(1), Some("黑色苹果牌手机一部 1 马占林"));
    assert_eq!(read(form, &[]).lines().count(), 8);
    let signatures =
        vec![words("讯问人：张三", 80.0, 700.0, 12.0), words("记录人：李四", 310.0, 700.0, 12.0)];
    assert_eq!(read(signatures, &[]), "讯问人：张三 记录人：李四");
}

#[test]
fn a_raised_number_stays_on_its_line() {
    let page = vec![
        words("占地100平方米", 90.0, 100.0, 12.0),
        words("2", 170.0, 98.0, 7.0),
        words("下一行", 90.0, 116.0, 12.0),
    ];
    assert_eq!(read(page, &[]).lines().count(), 2);
}

#[test]
fn a_watermark_comes_last() {
    let mark = Fragment { role: LineRole::Watermark, ..words("仅供查阅", 200.0, 50.0, 60.0) };
    let page = arrange(vec![mark, words("正文", 90.0, 100.0, 12.0)], &[], PAGE);
    assert_eq!(page.text, "正文\n仅供查阅");
    assert_eq!(page.lines[1].role, LineRole::Watermark);
}

fn any_fragment() -> impl Strategy<Value = Fragment> {
    ("[一-龥a-z0-9：。 ]{1,12}", 0f32..560.0, 0f32..820.0, 6f32..30.0)
        .prop_map(|(text, left, top, size)| words(&text, left, top, size))
}

fn any_ruling() -> impl Strategy<Value = Ruling> {
    (any::<bool>(), 0f32..842.0, 0f32..842.0, 0f32..842.0).prop_map(|(level, at, a, b)| Ruling {
        axis: if level { Axis::Horizontal } else { Axis::Vertical },
        at,
        from: a.min(b),
        to: a.max(b),
    })
}

proptest! {
    /// Whatever the page, no word is lost or told twice, and lines cover all that is not white.
    #[test]
    fn every_word_is_on_one_line(
        page in proptest::collection::vec(any_fragment(), 0..40),
        rulings in proptest::collection::vec(any_ruling(), 0..20),
    ) {
        let solid = |text: &str| {
            let mut chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            chars.sort_unstable();
            chars
        };
        let before: String = page.iter().map(|fragment| fragment.text.as_str()).collect();
        let read = arrange(page, &rulings, PAGE);
        prop_assert_eq!(solid(&before), solid(&read.text));
        let chars: Vec<char> = read.text.chars().collect();
        let mut end = 0;
        for line in &read.lines {
            prop_assert!(end <= line.start && line.start < line.end);
            prop_assert!(chars[end..line.start].iter().all(|c| c.is_whitespace()));
            end = line.end;
        }
        prop_assert!(chars[end..].iter().all(|c| c.is_whitespace()));
    }
}
