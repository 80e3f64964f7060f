//! Health examinations in custody (入所健康检查): fresh injuries and the cause stated.

use std::{ops::Range, sync::LazyLock};

use anjian_core::health::{ArrestNote, HealthExam};
use regex::Regex;

use crate::{form::Form, moments};

static INJURY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"淤青|瘀青|瘀斑|淤斑|瘀血|淤血|皮下出血|骨折|裂伤|裂创|挫伤|擦伤|挫裂|肿胀|红肿|出血|烫伤|烧伤|创口|伤口|抓痕|勒痕|抓伤|划伤|剥脱|青紫|石膏|软组织损伤|破损|咬伤|刀伤|电击|针眼及周围")
        .expect("the pattern is a constant")
});

/// Words of a clause that tells of no fresh injury.
const NONE_OR_OLD: &[&str] = &[
    "无外伤",
    "未见",
    "无明显",
    "无新鲜",
    "无淤",
    "无瘀",
    "陈旧",
    "旧伤",
    "瘢痕",
    "疤",
    "术后",
    "幼年",
    "幼时",
    "多年前",
    "年前",
    "既往",
    "胃",
    "十二指肠",
    "病史",
    "无骨折",
    "无出血",
    "眼底",
];

static REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\n 　])(?:致伤|形成|受伤|损伤|外伤|伤情|成因|伤情形成)?(?:原因|成因)(?:说明|及说明)?[ ：]*(?P<reason>[^\n]*)|(?:^|\n)(?:伤情说明|情况说明|说明|伤情来源|伤情备注)[ ：]+(?P<note>[^\n]*)")
        .expect("the pattern is a constant")
});

static INLINE_REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:系|因|为|自述|自称|本人(?:称|述|自述)|供称)[^\n。；]{2,60}(?:所致|造成|引起|所伤|致伤|摔|跌|碰|撞|打|咬|划|烫|伤|输液|手术)[^\n。；]{0,20}")
        .expect("the pattern is a constant")
});

static EMPTY_REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:不详|不明|不清楚|未说明|无|/|—*|_*|待查|拒绝说明|拒不说明|未述|说不清|空白|（空白）|不愿说|本人拒绝说明)?$")
        .expect("the pattern is a constant")
});

/// Reads the examinations on `form`, one for each suspect whom it names.
pub fn read_exams(form: &Form<'_>, suspects: &[String]) -> Vec<HealthExam> {
    if form.kind() != "intake_examination" {
        return Vec::new();
    }
    let text = form.text();
    let mut named: Vec<(usize, &String)> =
        suspects.iter().filter_map(|name| Some((own_place(text, name)?, name))).collect();
    named.sort_unstable();
    let only = named.len() == 1;
    (0..named.len())
        .filter_map(|at| {
            let (start, name) = named.get(at)?;
            let next = named.get(at + 1).map_or(text.len(), |(next, _)| *next);
            let part = if only { 0..text.len() } else { *start..next };
            Some(read_exam(form, name, part))
        })
        .collect()
}

/// Where a person's own part begins: behind 姓名, or at a row's beginning.
fn own_place(text: &str, name: &str) -> Option<usize> {
    let places: Vec<usize> = text.match_indices(name).map(|(at, _)| at).collect();
    let is_own = |at: &&usize| {
        let before = text[..**at].trim_end_matches([' ', '：']);
        before.ends_with("姓名") || text[..**at].ends_with('\n') || before.ends_with("被检查人")
    };
    places.iter().find(is_own).or(places.first()).copied()
}

fn read_exam(form: &Form<'_>, name: &str, part: Range<usize>) -> HealthExam {
    let text = form.text();
    let words = &text[part.clone()];
    let at = exam_moment(form, words);
    let found = injuries(words);
    let injuries_range = found.map(|range| part.start + range.start..part.start + range.end);
    let reason = injuries_range.as_ref().and_then(|range| reason(form, words, part.start, range));
    let (reason, reason_range) = match reason {
        Some((reason, range)) => (reason, Some(range)),
        None => (None, None),
    };
    HealthExam {
        document: form.index,
        person: name.to_owned(),
        at,
        injuries: injuries_range.clone().map(|range| text[range].trim().to_owned()),
        injuries_quote: injuries_range.and_then(|range| form.reading.quote(range)),
        is_new: words.contains("新增") || words.contains("新发现"),
        reason,
        reason_quote: reason_range.and_then(|range| form.reading.quote(range)),
        has_papers: ["附", "病历", "出院", "门诊", "诊断证明"]
            .iter()
            .filter(|word| words.contains(**word))
            .count()
            >= 2,
    }
}

/// The moment of the examination, not of the person's birth.
fn exam_moment(form: &Form<'_>, words: &str) -> Option<anjian_core::Moment> {
    let stated = moments::find_moments(words, form.reference());
    let labelled = ["检查时间", "体检时间", "检查日期", "体检日期", "入所时间", "收押时间", "入所"]
        .iter()
        .find_map(|label| {
            let at = words.find(label)? + label.len();
            stated.iter().find(|stated| {
                stated.range.start >= at && words[at..stated.range.start].chars().count() <= 3
            })
        });
    labelled
        .or_else(|| stated.iter().find(|stated| stated.moment.time().is_some()))
        .map(|stated| stated.moment)
}

/// The clauses that tell of fresh injuries: from the first to the last of one line.
fn injuries(words: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in words.split('\n') {
        let is_reason =
            REASON.find(line).is_some_and(|found| found.start() == 0 && !line.contains("体表"));
        let mut whole: Option<Range<usize>> = None;
        let mut from = start;
        for clause in line.split_inclusive(['；', '。', '，']) {
            let is_fresh =
                INJURY.is_match(clause) && !NONE_OR_OLD.iter().any(|word| clause.contains(word));
            if is_fresh && !is_reason {
                let end = from + clause.trim_end_matches(['；', '。', '，']).len();
                whole = Some(whole.map_or(from..end, |known| known.start..end));
            }
            from += clause.len();
        }
        if let Some(range) = whole {
            // The label of the field (体表检查) is no part of it.
            let label =
                words[range.clone()].find([' ', '：']).filter(|at| *at <= "与入所时比较".len());
            let skipped = label
                .and_then(|at| words[range.start + at..].chars().next().map(|c| at + c.len_utf8()));
            return Some(range.start + skipped.unwrap_or(0)..range.end);
        }
        start += line.len() + 1;
    }
    None
}

/// The cause: `None` inside for an empty field.
fn reason(
    form: &Form<'_>,
    words: &str,
    offset: usize,
    injuries: &Range<usize>,
) -> Option<(Option<String>, Range<usize>)> {
    if let Some(captures) = REASON.captures(words) {
        let value = captures.name("reason").or_else(|| captures.name("note"))?;
        let stated = value.as_str().trim();
        let range = if stated.is_empty() {
            let whole = captures.get(0)?;
            offset + whole.start()..offset + whole.end()
        } else {
            offset + value.start()..offset + value.end()
        };
        let bare = stated.trim_end_matches(['。', '；', '，']);
        let reason = (!EMPTY_REASON.is_match(bare)).then(|| stated.to_owned());
        return Some((reason, range));
    }
    let after = form.text().get(injuries.start..offset + words.len())?;
    let line = after.split("\n姓名").next()?;
    let found = INLINE_REASON.find(line)?;
    let range = injuries.start + found.start()..injuries.start + found.end();
    Some((Some(found.as_str().to_owned()), range))
}

static RESISTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<no>(?:未|没有|无|均未|未作|未做|没)[^，。；\n]{0,4}(?:反抗|抗拒|挣扎)|配合(?:民警|抓捕|工作)?|主动投案|自动投案)|(?P<yes>反抗|挣扎|抗拒抓捕|逃跑|逃窜|摔倒|跌倒|跳车|跳窗|翻墙|搏斗|制服|扑倒|控制过程中)")
        .expect("the pattern is a constant")
});

/// What a paper on the arrest says of resistance; the first clear word of each kind.
pub fn read_arrest_notes(form: &Form<'_>, suspects: &[String]) -> Vec<ArrestNote> {
    if form.kind() != "appearance_account" {
        return Vec::new();
    }
    let text = form.text();
    let persons: Vec<String> =
        suspects.iter().filter(|name| text.contains(name.as_str())).cloned().collect();
    let mut notes: Vec<ArrestNote> = Vec::new();
    for captures in RESISTED.captures_iter(text) {
        let resisted = captures.name("yes").is_some();
        if notes.iter().any(|note| note.resisted == resisted) {
            continue;
        }
        let Some(whole) = captures.get(0) else { continue };
        let sentence = form.reading.sentence_range(whole.start());
        notes.push(ArrestNote {
            document: form.index,
            persons: persons.clone(),
            resisted,
            quote: form.reading.quote(sentence),
        });
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_scars_are_no_fresh_injuries() {
        let found = |text: &str| injuries(text).map(|range| text[range].to_owned());
        assert_eq!(
            found("体表 左侧胸壁陈旧性手术瘢痕8厘米，左第7、8肋陈旧性骨折；其余无外伤"),
            None
        );
        assert_eq!(found("体表检查 无外伤，左耳廓缺损系幼年旧伤"), None);
        assert_eq!(
            found("体表 双手腕环形皮肤肿胀、表皮剥脱，左肩背部片状瘀斑约6cm×4cm").as_deref(),
            Some("双手腕环形皮肤肿胀、表皮剥脱，左肩背部片状瘀斑约6cm×4cm")
        );
    }
}
