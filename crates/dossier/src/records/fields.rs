//! Labelled fields of records, whose heads often run several fields into one line without colons:
//! "讯问人 聂卫东 记录人 晁阳 单位 汝陂县公安局".

use std::ops::Range;

use crate::form::{Field, Form};

/// Labels at which the value before them ends.
const LABELS: &[&str] = &[
    "讯问人",
    "询问人",
    "讯问人员",
    "询问人员",
    "侦查人员",
    "侦查员",
    "办案民警",
    "民警",
    "记录人",
    "记录员",
    "记录人员",
    "记录",
    "被讯问人",
    "被询问人",
    "犯罪嫌疑人",
    "嫌疑人",
    "法定代理人",
    "合适成年人",
    "见证人",
    "翻译",
    "翻译人员",
    "持有人",
    "辨认人",
    "被搜查人",
    "搜查人",
    "勘验人",
    "检查人",
    "地点",
    "时间",
    "单位",
    "工作单位",
    "警号",
    "电话",
    "性别",
    "年龄",
    "出生日期",
    "民族",
    "绘图",
    "照相",
    "录像",
    "附",
];

/// Fields with `label` inside `within`, also where only spaces part label and value in mid-line;
/// values end before the next label of the line.
pub(super) fn labelled(form: &Form<'_>, label: &str, within: Range<usize>) -> Vec<Field> {
    let mut fields: Vec<Field> = form.fields(label, within.clone());
    fields.extend(spaced(form, label, within));
    for field in &mut fields {
        let text = &form.text()[field.value_range.clone()];
        let end = field.value_range.start + spaced_label(text).unwrap_or(text.len());
        field.value_range.end = end;
        field.range.end = field.range.end.min(end);
        field.value = form.text()[field.value_range.clone()]
            .trim_matches([' ', '_', '，', '；', '。'])
            .to_owned();
    }
    fields
}

/// `… 记录人 晁阳`: a label between spaces in mid-line.
fn spaced(form: &Form<'_>, label: &str, within: Range<usize>) -> Vec<Field> {
    let text = form.text();
    let wanted = format!(" {label} ");
    let Some(part) = text.get(within.clone()) else { return Vec::new() };
    let in_line = part.match_indices(&wanted).map(|(at, _)| (at + 1, at + 1 + label.len() + 1));
    // "讯问人（签名） 李强": a line that begins with label and note.
    let noted = ["（签名）", "（签字）", "（签名、捺指印）"].into_iter().flat_map(|note| {
        let wanted = format!("\n{label}{note} ");
        part.match_indices(&wanted)
            .map(|(at, found)| (at + 1, at + found.len()))
            .collect::<Vec<_>>()
    });
    in_line
        .chain(noted)
        .map(|(start, value_start)| {
            let start = within.start + start;
            let value_start = within.start + value_start;
            let end = text[value_start..within.end]
                .find('\n')
                .map_or(within.end, |end| value_start + end);
            Field { range: start..end, value_range: value_start..end, value: String::new() }
        })
        .collect()
}

/// Where in `value` the next label begins that has no colon.
pub(super) fn spaced_label(value: &str) -> Option<usize> {
    LABELS
        .iter()
        .filter_map(|label| {
            value.match_indices(label).map(|(at, _)| at).find(|at| {
                let before = value[..*at].chars().next_back();
                let after = value[at + label.len()..].chars().next();
                *at > 0
                    && before == Some(' ')
                    && after.is_none_or(|c| matches!(c, ' ' | '：' | '（' | '\n'))
            })
        })
        .min()
}
