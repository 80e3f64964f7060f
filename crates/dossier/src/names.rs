//! Names of people as forms give them.

use std::sync::LazyLock;

use regex::Regex;

/// Pattern of a name: two to four Han chars, or parts joined by a middle dot.
pub const NAME: &str = r"(?:\p{Han}{1,8}(?:[·•]\p{Han}{1,8})+|\p{Han}{2,4})";

static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?P<before>辅警|协警|协管员|民警|侦查员)?(?P<name>{NAME})\s*(?P<notes>(?:（[^）]*）\s*)*)(?:警号\s*(?P<number>\d{{4,8}}))?$"
    ))
    .expect("the pattern is a constant")
});

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{4,8}").expect("the pattern is a constant"));

/// Words that stand where a name is expected and are none.
const NOT_NAMES: &[&str] = &[
    "签名",
    "签字",
    "捺指印",
    "空白",
    "以下空白",
    "民警",
    "年月日",
    "无",
    "工作单位",
    "单位",
    "盖章",
    "见证人",
    "持有人",
    "记录人",
    "侦查人员",
    "办案民警",
    "保管人",
    "性别",
    "出生日期",
    "拒绝签名",
    "拒签",
    "未到场",
    "不在场",
    "在逃",
    "无法确定",
    "无见证人",
    "同意",
    "情况属实",
    "属实",
    "本人签名",
    "年龄",
    "职务",
    "住址",
    "电话",
    "备注",
    "日期",
    "时间",
    "签名章",
    "无异议",
    "法定代理人",
    "合适成年人",
    "父亲",
    "母亲",
    "姓名",
    "关系",
    "未签名",
    "缺席",
    "辅警",
    "协管员",
    "警号",
    "男",
    "女",
    "捺印",
    "盖章处",
    "强制措施",
    "收案日期",
    "决定日期",
    "受理日期",
    "涉嫌罪名",
    "罪名",
    "案由",
    "移送单位",
    "指印",
];

/// A name with what its form adds to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameEntry {
    /// The name.
    pub name: String,
    /// Notes in brackets after it, such as 捺指印, 辅警, 系张某父亲.
    pub notes: String,
    /// Police number, where given.
    pub number: Option<String>,
    /// True when the form calls the person auxiliary police (辅警、协管员).
    pub is_auxiliary: bool,
}

/// Reads the names of a field's value: separated by spaces, commas, 、, 和 or 及.
pub fn parse_names(value: &str) -> Vec<NameEntry> {
    let mut entries: Vec<NameEntry> = Vec::new();
    for piece in pieces(value) {
        let Some(captures) = ENTRY.captures(piece.trim()) else { continue };
        let Some(name) = captures.name("name") else { continue };
        let notes = captures.name("notes").map_or("", |m| m.as_str());
        let before = captures.name("before").map_or("", |m| m.as_str());
        let entry = NameEntry {
            name: name.as_str().to_owned(),
            notes: notes.to_owned(),
            number: captures
                .name("number")
                .or_else(|| NUMBER.find(notes))
                .map(|m| m.as_str().to_owned()),
            is_auxiliary: ["辅警", "协警", "协管", "警务辅助"]
                .iter()
                .any(|word| notes.contains(word) || before.contains(word)),
        };
        if is_name(&entry.name) && entries.iter().all(|known| known.name != entry.name) {
            entries.push(entry);
        }
    }
    entries
}

/// True when `text` can be a person's name.
pub fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    let is_unit =
        ["局", "所", "队", "院", "室", "科", "中心", "公司"].iter().any(|end| text.ends_with(end));
    length >= 2 && !NOT_NAMES.contains(&text) && !(is_unit && length > 3)
}

/// Splits at separators outside brackets.
fn pieces(value: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0usize;
    for c in value.chars() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separates = depth == 0
            && matches!(c, '、' | '，' | ',' | '；' | ' ' | '\n' | '/' | '。' | '和' | '及');
        if separates {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    // "李建军 （捺指印）": a bracket after a space belongs to the name before it.
    let mut joined: Vec<String> = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
        match joined.last_mut() {
            Some(previous) if piece.starts_with('（') || piece.starts_with("警号") => {
                previous.push_str(&piece)
            }
            _ => joined.push(piece),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(value: &str) -> Vec<String> {
        parse_names(value).into_iter().map(|entry| entry.name).collect()
    }

    #[test]
    fn reads_names_and_their_notes() {
        assert_eq!(names("李建军、王晓东"), ["李建军", "王晓东"]);
        assert_eq!(names("李建军 王晓东 2024年4月8日"), ["李建军", "王晓东"]);
        assert_eq!(names("马占林（捺指印） 2024年4月8日"), ["马占林"]);
        assert_eq!(names("阿不都·热合曼"), ["阿不都·热合曼"]);
        assert_eq!(names("（空白）"), Vec::<String>::new());
        assert_eq!(names("拒绝签名"), Vec::<String>::new());
        assert_eq!(names("李建军、王晓东，甘肃省陇河县公安局"), ["李建军", "王晓东"]);
        let entries = parse_names("赵一（警号061234）、辅警钱二");
        assert_eq!(entries[0].number.as_deref(), Some("061234"));
        assert!(entries[1].is_auxiliary && entries[1].name == "钱二");
    }
}
