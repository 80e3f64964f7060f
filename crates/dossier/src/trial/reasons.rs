//! The reasons (本院认为): which circumstances the court affirms or denies of each defendant.

use std::{ops::Range, sync::LazyLock};

use anjian_core::judgment::Sentence;
use regex::Regex;

use crate::form::Form;

/// Circumstances and the words for them.
pub const CIRCUMSTANCES: &[(&str, &[&str])] = &[
    ("自首", &["自首"]),
    ("重大立功", &["重大立功"]),
    ("立功", &["立功"]),
    ("坦白", &["坦白", "如实供述"]),
    ("认罪认罚", &["认罪认罚"]),
    ("从犯", &["从犯"]),
    ("胁从犯", &["胁从"]),
    ("主犯", &["主犯"]),
    ("未遂", &["未遂", "未得逞"]),
    ("中止", &["犯罪中止", "系中止"]),
    ("预备", &["犯罪预备"]),
    ("未成年", &["未成年", "未满十八周岁", "不满十八周岁", "未满18周岁", "不满18周岁"]),
    ("老年", &["七十五周岁", "75周岁"]),
    ("过当", &["防卫过当", "避险过当"]),
    ("限制责任能力", &["限制刑事责任能力", "限定刑事责任能力", "限制责任能力"]),
    ("聋哑", &["又聋又哑", "聋哑", "盲人"]),
    ("累犯", &["累犯"]),
    ("犯罪集团首要分子", &["犯罪集团的首要分子", "犯罪集团首要分子", "集团首要分子"]),
    ("减轻处罚", &["减轻处罚", "减轻其刑", "予以减轻"]),
    ("免除处罚", &["免除处罚", "免予刑事处罚"]),
    ("从轻处罚", &["从轻处罚"]),
    ("核准", &["报请最高人民法院核准", "最高人民法院核准", "报最高人民法院核准"]),
];

/// Words that turn a clause into its opposite.
const DENYING: &[&str] = &[
    "不构成",
    "不属于",
    "不属",
    "不是",
    "不成立",
    "不能认定",
    "不予认定",
    "不认定",
    "非系",
    "并非",
    "不具有",
    "没有",
    "未认定",
    "不宜认定",
    "不应认定",
    "不予采纳",
    "不能成立",
    "不具备",
    "尚未构成",
    "难以认定",
    "不以",
];

static CLAUSE_END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[。；，,\n]").expect("the pattern is a constant"));

static ALL_OF_THEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[二两三四五六七八九十各]\s*(?:名)?(?:被告人|人)|均|上述被告人")
        .expect("the pattern is a constant")
});

/// A clause of the reasons with the defendants it is about.
struct Clause<'t> {
    range: Range<usize>,
    text: &'t str,
    about: Vec<usize>,
}

/// Reads what `range` of the form says of the sentenced.
pub(super) fn read_findings(form: &Form<'_>, range: Range<usize>, sentences: &mut [Sentence]) {
    let Some(text) = form.text().get(range.clone()) else { return };
    let names: Vec<String> = sentences.iter().map(|sentence| sentence.defendant.clone()).collect();
    for clause in clauses(text, &names) {
        if is_of_parties(clause.text) {
            continue;
        }
        let denied = DENYING.iter().any(|word| clause.text.contains(word));
        for (circumstance, words) in CIRCUMSTANCES {
            if !words.iter().any(|word| clause.text.contains(word)) {
                continue;
            }
            for index in &clause.about {
                let Some(sentence) = sentences.get_mut(*index) else { continue };
                let list = if denied { &mut sentence.denials } else { &mut sentence.findings };
                if !list.iter().any(|known| known == circumstance) {
                    list.push((*circumstance).to_owned());
                }
                let place = range.start + clause.range.start..range.start + clause.range.end;
                if let Some(quote) = form.reading.quote(place)
                    && !sentence.finding_quotes.contains(&quote)
                {
                    sentence.finding_quotes.push(quote);
                }
            }
        }
    }
}

/// What parties say or ask is not what the court finds, unless it follows them.
fn is_of_parties(clause: &str) -> bool {
    let told = ["辩护人", "辩称", "辩解", "公诉机关", "提出", "建议", "请求"];
    told.iter().any(|word| clause.contains(word)) && !clause.contains("予以采纳")
}

fn clauses<'t>(text: &'t str, names: &[String]) -> Vec<Clause<'t>> {
    let mut clauses: Vec<Clause<'t>> = Vec::new();
    let all: Vec<usize> = (0..names.len()).collect();
    let mut about: Vec<usize> = all.clone();
    let mut start = 0;
    let ends = CLAUSE_END.find_iter(text).map(|found| found.end()).chain([text.len()]);
    for end in ends {
        let part = &text[start..end];
        let mut named: Vec<(usize, usize)> = names
            .iter()
            .enumerate()
            .filter_map(|(index, name)| part.find(name.as_str()).map(|at| (at, index)))
            .collect();
        named.sort_unstable();
        if named.is_empty() {
            if ALL_OF_THEM.is_match(part) && !part.contains("同案") {
                about = all.clone();
            }
        } else {
            about = leading(part, &named, names);
        }
        clauses.push(Clause { range: start..end, text: part, about: about.clone() });
        start = end;
    }
    clauses
}

/// Those who head a clause ("甲、乙系从犯"); a name further on is an object ("协助抓捕丙").
fn leading(part: &str, named: &[(usize, usize)], names: &[String]) -> Vec<usize> {
    let mut subjects: Vec<usize> = Vec::new();
    let mut end: Option<usize> = None;
    for (at, index) in named {
        let joins = end.is_none_or(|end| {
            *at >= end
                && matches!(
                    part.get(end..*at).map(str::trim),
                    Some("、" | "和" | "与" | "及" | "以及" | "")
                )
        });
        if !joins {
            break;
        }
        subjects.push(*index);
        end = names.get(*index).map(|name| at + name.len());
    }
    subjects
}
