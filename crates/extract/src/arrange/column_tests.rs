//! Columns of every length, and what only looks like columns.

use proptest::{prelude::*, test_runner::RngSeed};

use super::{tests::words, *};

const PAGE: PageSize = PageSize { width: 595.0, height: 842.0 };
const SIZE: f32 = 10.5;
const PITCH: f32 = 17.0;

/// Lines of a column `ems` wide, as `lengths` of paragraphs in chars; each begins `indent` ems in.
/// Sentences are broken where they meet the column's side.
fn column(mark: char, ems: usize, indent: usize, lengths: &[usize]) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    for length in lengths {
        let mut chars: Vec<char> = (0..*length)
            .map(|at| match at {
                0 => mark,
                at if at % 9 == 8 => '，',
                _ => '文',
            })
            .collect();
        chars.push('。');
        let mut begin = 0;
        while begin < chars.len() {
            let margin = if begin == 0 { indent } else { 0 };
            let end = (begin + ems - margin).min(chars.len());
            lines.push((margin, chars[begin..end].iter().collect()));
            begin = end;
        }
    }
    lines
}

fn place(lines: &[(usize, String)], left: f32, top: f32) -> Vec<Fragment> {
    let place = |(row, (margin, text)): (usize, &(usize, String))| {
        words(text, left + *margin as f32 * SIZE, top + row as f32 * PITCH, SIZE)
    };
    lines.iter().enumerate().map(place).collect()
}

/// The page of `columns` side by side, and what it says read column by column.
fn page_of(columns: &[Vec<(usize, String)>], ems: usize) -> (Vec<Fragment>, String) {
    let pitch = (ems as f32 + 2.0) * SIZE;
    let mut page = vec![words("关于办理盗窃案件若干问题的意见及其说明全文", 70.0, 60.0, 22.0)];
    let mut expected = vec![page[0].text.clone()];
    for (index, lines) in columns.iter().enumerate() {
        page.extend(place(lines, 50.0 + index as f32 * pitch, 110.0));
        expected.extend(lines.iter().map(|(_, text)| text.clone()));
    }
    (page, expected.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    /// Two columns, the right one of any length, paragraphs indented or not.
    #[test]
    fn the_right_column_may_end_early(
        left in proptest::collection::vec(30usize..140, 4..8),
        right in proptest::collection::vec(4usize..90, 1..6),
        indent in prop_oneof![Just(0usize), Just(2)],
    ) {
        let ems = 22;
        let left = column('左', ems, indent, &left);
        let mut right = column('右', ems, indent, &right);
        right.truncate(left.len());
        prop_assume!(right.len() >= 2);
        let (page, expected) = page_of(&[left, right], ems);
        prop_assert_eq!(arrange(page, &[], PAGE).text, expected);
    }

    /// Three columns, the last one cut short.
    #[test]
    fn three_columns_are_read_in_turn(
        first in proptest::collection::vec(20usize..90, 5..8),
        second in proptest::collection::vec(20usize..90, 5..8),
        third in proptest::collection::vec(20usize..60, 1..4),
    ) {
        let ems = 14;
        let mut columns: Vec<_> = [('甲', first), ('乙', second), ('丙', third)]
            .iter()
            .map(|(mark, lengths)| column(*mark, ems, 0, lengths))
            .collect();
        let rows = columns[0].len().min(columns[1].len());
        columns.iter_mut().for_each(|column| column.truncate(rows));
        prop_assume!(columns[2].len() >= 2);
        let (page, expected) = page_of(&columns, ems);
        prop_assert_eq!(arrange(page, &[], PAGE).text, expected);
    }

    /// A list without rulings is read across, however long its names and remarks.
    #[test]
    fn unruled_lists_are_no_columns(
        names in proptest::collection::vec(2usize..16, 5..20),
        remarks in proptest::collection::vec(1usize..12, 20),
    ) {
        let mut page = Vec::new();
        let mut expected = Vec::new();
        for (row, name) in names.iter().enumerate() {
            let top = 110.0 + row as f32 * PITCH;
            let (name, remark) = ("物".repeat(*name), "注".repeat(remarks[row]));
            page.push(words(&name, 50.0, top, SIZE));
            page.push(words("1部", 260.0, top, SIZE));
            page.push(words(&remark, 320.0, top, SIZE));
            expected.push(format!("{name} 1部 {remark}"));
        }
        prop_assert_eq!(arrange(page, &[], PAGE).text, expected.join("\n"));
    }
}

#[test]
fn questions_and_answers_in_columns_are_read_one_after_the_other() {
    let left = [
        "讯问笔录（第二次）",
        "问：你的姓名、出生日期和住址？",
        "答：我叫马占林，一九九〇年三月五日出生，现住",
        "陇河县城关镇人民路九号。",
        "问：你把经过详细讲一遍。",
        "答：二〇二四年四月八日晚上十点多，我和任年涛",
        "从三里桥出来，看见一辆面包车没有锁，我就拉开",
        "车门，把副驾驶座上的双肩包拿走了。",
        "问：赃款去向如何？",
        "答：我还了欠别人的七百元，剩下的吃饭和上网花",
    ];
    let right = [
        "掉了。",
        "问：你是否申请回避？",
        "答：不申请。",
        "问：你还有什么要补充的？",
        "答：没有。",
    ];
    let place = |lines: &[&str], left: f32| -> Vec<Fragment> {
        let line = |(row, text): (usize, &&str)| words(text, left, 80.0 + row as f32 * PITCH, SIZE);
        lines.iter().enumerate().map(line).collect()
    };
    let mut page = place(&left, 50.0);
    page.extend(place(&right, 310.0));
    let expected: Vec<&str> = left.iter().chain(&right).copied().collect();
    assert_eq!(arrange(page, &[], PAGE).text, expected.join("\n"));
}

#[test]
fn a_column_goes_on_beneath_a_space_when_its_neighbour_has_ended() {
    let left = column('左', 22, 2, &[60, 60, 60]);
    let below = column('下', 22, 2, &[60, 40]);
    let right = column('右', 22, 2, &[60, 50]);
    let (mut page, _) = page_of(&[left.clone(), right.clone()], 22);
    page.extend(place(&below, 50.0, 110.0 + left.len() as f32 * PITCH + 2.5 * SIZE));
    let text = arrange(page, &[], PAGE).text;
    let order: Vec<usize> = ['左', '下', '右'].iter().filter_map(|mark| text.find(*mark)).collect();
    assert!(order.len() == 3 && order.is_sorted(), "{text}");
}

#[test]
fn a_mark_may_hang_over_the_side_of_its_column() {
    let left = [
        // The others that were broken end two ems before this one, which a mark ends.
        "还有杨某和黄某某，另外还有一个人叫“阿翔”",
        "的，真名我不清楚。",
        "问：你因何事到案？",
        "答：因为我拿了别人的手机，我愿意如实讲",
        "清楚。",
        "问：赃款去向如何？",
        "答：还了债，剩下的在网吧和饭馆里都花完",
        "了。",
        "问：你的姓名、出生日期和住址？",
        "答：我叫马占林，现住陇河县城关镇人民路",
        "九号。",
        "问：以上所说是否属实？",
        "答：属实。",
    ];
    let right = ["问：你还有什么要补充的？", "答：没有。"];
    let place = |lines: &[&str], left: f32| -> Vec<Fragment> {
        let line = |(row, text): (usize, &&str)| words(text, left, 80.0 + row as f32 * PITCH, SIZE);
        lines.iter().enumerate().map(line).collect()
    };
    let mut page = place(&left, 50.0);
    page.extend(place(&right, 310.0));
    let expected: Vec<&str> = left.iter().chain(&right).copied().collect();
    assert_eq!(arrange(page, &[], PAGE).text, expected.join("\n"));
}

#[test]
fn the_end_of_a_sentence_is_a_column_with_a_signature_beneath_or_alone() {
    let left = column('左', 22, 2, &[60, 60, 60, 31]);
    for right in [&["左文。", "见证人（签名）：韦某"][..], &["左文。"]] {
        let lines: Vec<(usize, String)> =
            right.iter().map(|text| (0, (*text).to_owned())).collect();
        let (mut left, mut expected) = (left.clone(), Vec::new());
        // Its last line is full and ends in the middle of a sentence.
        left.pop();
        let (page, _) = page_of(&[left.clone(), lines], 22);
        expected.extend(left.iter().map(|(_, text)| text.as_str()));
        expected.extend(right);
        let text = arrange(page, &[], PAGE).text;
        assert!(text.ends_with(&expected.join("\n")), "{text}");
    }
    // Beside a text whose sentences end, a remark is one.
    let (page, _) = page_of(&[left, vec![(0, "附件一。".to_owned())]], 22);
    assert!(!arrange(page, &[], PAGE).text.ends_with("附件一。"));
}

#[test]
fn short_titles_stand_above_three_columns() {
    let columns = [column('甲', 14, 0, &[60, 60, 60]), column('乙', 14, 0, &[20, 20])];
    let (mut page, text) = page_of(&columns, 14);
    page.remove(0);
    page.push(words("陇河县公安局", 240.0, 40.0, 18.0));
    page.push(words("起诉意见书", 250.0, 75.0, 18.0));
    let (_, rest) = text.split_once('\n').expect("a title");
    assert_eq!(arrange(page, &[], PAGE).text, format!("陇河县公安局\n起诉意见书\n{rest}"));
}

#[test]
fn a_list_of_described_things_is_read_across() {
    let things = [
        ("黑色苹果手机，屏幕碎裂，背面贴有标签", "1部"),
        ("白色华为手机，外壳完好，无卡", "2部"),
        ("银色手镯，内侧刻有编号，重约三十克", "1只"),
        ("蓝色双肩包，内有衣物、雨伞、钥匙", "1个"),
        ("红色电动自行车，无号牌，前轮瘪", "1辆"),
        ("黑色折叠刀，刃长七厘米，柄有裂", "1把"),
    ];
    let mut page = Vec::new();
    for (row, (thing, count)) in things.iter().enumerate() {
        let top = 110.0 + row as f32 * PITCH;
        page.push(words(thing, 50.0, top, SIZE));
        page.push(words(count, 310.0, top, SIZE));
    }
    let expected: Vec<String> =
        things.iter().map(|(thing, count)| format!("{thing} {count}")).collect();
    assert_eq!(arrange(page, &[], PAGE).text, expected.join("\n"));
}
