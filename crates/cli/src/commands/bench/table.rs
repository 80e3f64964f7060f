//! `bench extract`'s figures for people, each beside its bar.

use super::report::{
    PDFTOTEXT, PYMUPDF, RAPIDOCR, Reading, Report, Row, SCAN_TIME_BAR, TEXT_SPEED_BAR,
};

/// The whole table.
pub fn print_table(report: &Report) -> String {
    let speed = "每秒页数不含抽查（不带识别模型读取）";
    let models = if report.can_recognise {
        "相似度为带识别模型、抽查文字层时的"
    } else {
        "没有识别模型，未抽查文字层"
    };
    let mut out =
        format!("文字PDF：相似度（NFKC，去空白，按阅读顺序）和每秒页数；{models}，{speed}\n\n");
    let text = [
        "种类",
        "页",
        "案鉴",
        "PyMuPDF",
        "pdftotext",
        "标准",
        "",
        "案鉴页/秒",
        "PyMuPDF页/秒",
        "倍数",
        "≥2",
    ];
    let rows = report.rows.iter().filter(|row| !row.is_scan);
    out += &grid(&text, rows.map(text_row).collect());
    out += &text_total(report);
    if let Some((seconds, files, pages)) = report.comparison() {
        out += &format!(
            "抽查文字层（与识别结果比对）另用：{files} 个文件、{pages} 页共 {seconds:.1} 秒，每文件 {:.2} 秒（含载入模型）\n",
            seconds / files as f64
        );
    }
    out += "\n扫描页和须识别的页：字符准确率（同上）、不计顺序的字符准确率、每页秒数（不含载入模型）\n\n";
    let scan = [
        "种类",
        "页",
        "案鉴",
        "RapidOCR",
        "标准",
        "",
        "案鉴不计序",
        "RapidOCR不计序",
        "案鉴秒/页",
        "RapidOCR秒/页",
        "比",
        "≤0.5",
    ];
    let rows = report.rows.iter().filter(|row| row.is_scan);
    out += &grid(&scan, rows.map(scan_row).collect());
    out += &scan_total(report);
    out += &format!(
        "\n启动子进程并读完一行文字：{:.3} 秒（已计入各文件）\n",
        report.child_start_seconds
    );
    let seconds =
        |value: Option<f64>| value.map_or("未测".to_owned(), |it| format!("{it:.2} 秒"));
    out += &format!(
        "载入识别模型：案鉴 {}，RapidOCR {}\n",
        seconds(report.model_load_seconds),
        seconds(report.rapidocr_load_seconds)
    );
    for row in &report.rows {
        if let Some(refused) = &row.anjian.refused {
            out += &format!("未读取 {}：{refused}\n", row.kind);
        }
    }
    out
}

fn text_row(row: &Row) -> Vec<String> {
    let rate = |reading: &Reading| row.pages as f64 / reading.seconds;
    let pymupdf = row.peer(PYMUPDF);
    let times = row.time_share(PYMUPDF).map(|share| 1.0 / share);
    vec![
        row.kind.clone(),
        row.pages.to_string(),
        format!("{:.4}", row.anjian.similarity),
        similarity(pymupdf),
        similarity(row.peer(PDFTOTEXT)),
        bar(row),
        verdict(row.is_faithful()),
        format!("{:.0}", rate(&row.anjian)),
        pymupdf.map_or("—".to_owned(), |it| format!("{:.0}", rate(it))),
        times.map_or("—".to_owned(), |it| format!("{it:.2}")),
        verdict(times.map(|it| it >= TEXT_SPEED_BAR)),
    ]
}

fn scan_row(row: &Row) -> Vec<String> {
    let per_page = |reading: &Reading| reading.seconds / row.pages.max(1) as f64;
    let peer = row.peer(RAPIDOCR);
    let share = row.time_share(RAPIDOCR);
    vec![
        row.kind.clone(),
        row.pages.to_string(),
        format!("{:.4}", row.anjian.similarity),
        similarity(peer),
        bar(row),
        verdict(row.is_faithful()),
        format!("{:.4}", row.anjian.unordered),
        peer.map_or("—".to_owned(), |it| format!("{:.4}", it.unordered)),
        format!("{:.2}", per_page(&row.anjian)),
        peer.map_or("—".to_owned(), |it| format!("{:.2}", per_page(it))),
        share.map_or("—".to_owned(), |it| format!("{it:.2}")),
        verdict(share.map(|it| it <= SCAN_TIME_BAR)),
    ]
}

fn text_total(report: &Report) -> String {
    let (ours, theirs, pages) = report.times(PYMUPDF);
    let Some(share) = report.mean_time_share(PYMUPDF) else { return String::new() };
    let times = 1.0 / share;
    format!(
        "\n合计 {pages} 页：案鉴 {:.0} 页/秒（含启动子进程），PyMuPDF {:.0} 页/秒（在其进程内）；各种类倍数的几何平均 {times:.2}，标准 ≥{TEXT_SPEED_BAR}：{}\n",
        pages as f64 / ours,
        pages as f64 / theirs,
        verdict(Some(times >= TEXT_SPEED_BAR))
    )
}

fn scan_total(report: &Report) -> String {
    let (ours, theirs, pages) = report.times(RAPIDOCR);
    let Some(share) = report.mean_time_share(RAPIDOCR) else { return String::new() };
    format!(
        "\n合计 {pages} 页：案鉴 {:.2} 秒/页，RapidOCR {:.2} 秒/页；各种类比的几何平均 {share:.2}，标准 ≤{SCAN_TIME_BAR}：{}\n",
        ours / pages as f64,
        theirs / pages as f64,
        verdict(Some(share <= SCAN_TIME_BAR))
    )
}

fn similarity(reading: Option<&Reading>) -> String {
    reading.map_or("—".to_owned(), |it| format!("{:.4}", it.similarity))
}

fn bar(row: &Row) -> String {
    row.group.bar().map_or("—".to_owned(), |bar| format!("≥{bar}"))
}

fn verdict(is_reached: Option<bool>) -> String {
    match is_reached {
        Some(true) => "达到".to_owned(),
        Some(false) => "未达到".to_owned(),
        None => String::new(),
    }
}

/// Columns in line on a terminal, where a Chinese character is two cells wide.
pub fn grid(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let all: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let columns = all.iter().map(Vec::len).max().unwrap_or_default();
    let width_of = |column: usize| {
        all.iter().filter_map(|row| row.get(column)).map(|cell| cells(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width_of).collect();
    let mut out = String::new();
    for row in &all {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line += cell;
            line += &" ".repeat(width - cells(cell) + 2);
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

fn cells(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2E80}' { 2 } else { 1 }).sum()
}
