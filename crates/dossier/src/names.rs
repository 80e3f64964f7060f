//! Names of people as forms give them.

use std::sync::LazyLock;

use regex::Regex;

/// Pattern of a name: two to four Han chars, or parts joined by a middle dot.
pub const NAME: &str = r"(?:\p{Han}{1,8}(?:[·•]\p{Han}{1,8})+|\p{Han}{2,4})";

/// The same, as few chars as what follows allows: names inside sentences.
pub const SHORTEST_NAME: &str = r"(?:\p{Han}{1,8}(?:[·•]\p{Han}{1,8})+|\p{Han}{2,4}?)";

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
    "手印",
    "讯问人",
    "询问人",
    "被讯问人",
    "被询问人",
    "侦查员",
    "侦查人",
    "犯罪嫌疑人",
    "翻译",
    "翻译人员",
    "辨认人",
    "搜查人",
    "被搜查人",
    "勘验人",
    "证人",
    "被害人",
    "记录",
    "记录员",
    "主持",
    "主持人",
    "绘图",
    "照相",
    "在场人",
    "监护人",
    "家属",
    "检察官",
    "书记员",
    "医师",
    "护士",
    "手写",
    "略",
    "同上",
    "汉族",
    "地点",
    "附",
    "身份证",
    "联系电话",
    "技术员",
    "中队长",
    "大队长",
    "教导员",
    "指挥员",
    "副大队长",
    "副中队长",
    "法医",
    "计算机",
];

/// Surnames that are a whole piece before 和 or 及: 欧阳和平.
const SURNAMES_OF_TWO: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "尉迟", "令狐", "皇甫", "慕容", "司徒", "东方", "长孙", "夏侯",
    "端木", "公孙", "南宫", "呼延", "宇文", "闻人", "濮阳", "淳于", "申屠", "钟离", "鲜于", "拓跋",
    "独孤", "澹台", "轩辕", "东郭", "百里", "太史", "赫连", "万俟", "公冶", "颛孙", "仲孙", "西门",
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

/// Surnames (姓) that a name may begin with, common and less common ones.
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴郁胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公覃佟岳斯肖付闫沙付代布仁哈木买阿吾热依努其恒玉召岩余肉麦刀杞禾普郇妥盘撒冶佴冼揭侬鲜呼佘幺侍綦亓仝谌晋渠苑栗隋睢楚仉蜂";

/// True where `text` begins with a surname.
pub fn is_surname(text: &str) -> bool {
    text.chars().next().is_some_and(|first| SURNAMES.contains(first)) || has_compound_surname(text)
}

/// True where `text` begins with a surname of two chars (复姓) and goes on.
pub fn has_compound_surname(text: &str) -> bool {
    SURNAMES_OF_TWO
        .iter()
        .any(|surname| text.strip_prefix(surname).is_some_and(|given| !given.is_empty()))
}

static GLUED_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<before>\p{Han})(?P<date>(?:\d{4}|[二三][〇○零]\p{Han}{2})\s*年)")
        .expect("the pattern is a constant")
});

/// Splits at separators outside brackets, and before a date that a wrapped line glued to a name.
fn pieces(value: &str) -> Vec<String> {
    let value = GLUED_DATE.replace_all(value, "$before $date");
    let mut pieces = vec![String::new()];
    let mut depth = 0usize;
    let chars: Vec<char> = value.chars().collect();
    for (at, c) in chars.iter().copied().enumerate() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separates = depth == 0
            && match c {
                '、' | '，' | ',' | '；' | ' ' | '\n' | '/' | '。' => true,
                '和' | '及' => {
                    joins_names(pieces.last().map_or("", String::as_str), &chars[at + 1..])
                }
                _ => false,
            };
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
            // "蒋　鹏": a name of two chars is set apart to the width of three.
            Some(previous) if is_one_han(previous) && is_one_han(&piece) => {
                previous.push_str(&piece)
            }
            Some(previous) if piece.starts_with('（') || piece.starts_with("警号") => {
                previous.push_str(&piece)
            }
            _ => joined.push(piece),
        }
    }
    joined
}

fn is_one_han(piece: &str) -> bool {
    let mut chars = piece.chars();
    chars.next().is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) && chars.next().is_none()
}

/// 和 and 及 join names where a whole one stands on either side; else they are part of one: 和志强,
/// 布和, 李和平.
fn joins_names(before: &str, after: &[char]) -> bool {
    let is_han = |c: &&char| matches!(**c, '\u{4e00}'..='\u{9fff}');
    let is_whole =
        before.ends_with('）') || before.chars().count() >= 2 && !SURNAMES_OF_TWO.contains(&before);
    is_whole && after.iter().take_while(is_han).count() >= 2
}

/// The part of `value` before its first ， 。 or ； outside brackets: where a name's description begins.
pub fn first_clause(value: &str) -> &str {
    let mut depth = 0usize;
    for (at, c) in value.char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            '，' | ',' | '。' | '；' if depth == 0 => return &value[..at],
            _ => {}
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(value: &str) -> Vec<String> {
        parse_names(value).into_iter().map(|entry| entry.name).collect()
    }

    #[test]
    fn a_name_may_hold_the_word_that_joins_names() {
        assert_eq!(names("蒋　鹏　　黄立群".replace('\u{3000}', " ").as_str()), ["蒋鹏", "黄立群"]);
        assert_eq!(names("和志强"), ["和志强"]);
        assert_eq!(names("布和 姜海涛"), ["布和", "姜海涛"]);
        assert_eq!(names("李和平、王及第"), ["李和平", "王及第"]);
        assert_eq!(names("胡月仙和李和平"), ["胡月仙", "李和平"]);
        assert_eq!(
            first_clause("刘志刚（继父，共同抚养） 43993"),
            "刘志刚（继父，共同抚养） 43993"
        );
        assert_eq!(first_clause("冯玉梅，女，58岁"), "冯玉梅");
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
