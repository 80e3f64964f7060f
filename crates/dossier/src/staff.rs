//! What papers say of staff: gender and rank in rosters (名册), explanations and heads of records.
//! A gender is never guessed from a name.

use std::sync::LazyLock;

use anjian_core::{facts::StaffNote, person::Gender};
use regex::{Captures, Regex};

use crate::{
    form::Form,
    names::{NAME, SHORTEST_NAME, is_name, is_surname, parse_names},
};

/// Ranks of sworn staff after 男 or 女.
const RANKS: &str =
    "民警|警官|干警|警察|警员|侦查员|侦查人员|检察官|检察人员|检察员|工作人员|书记员";

/// Words for auxiliary police.
const AUXILIARY: &str = "辅警|协警|协勤|协管员|警务辅助人员|辅助人员|文职人员|治安员";

/// A roster's row: name, gender and number in any order of the last two, then what the person is.
static ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?m)^(?:\d{{1,2}}[ 、.|]+)?(?P<name>{NAME})[ |，、]+(?:(?P<first>\d{{4,8}})[ |，、]+)?(?P<gender>[男女])(?:性)?(?:[ |，、]+(?P<second>\d{{4,8}}))?(?P<rest>[^\n]*)$"
    ))
    .expect("the pattern is a constant")
});

/// "女民警何晓燕、代玉在县局参加培训"
static RANKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<gender>[男女])性?(?:{RANKS})\s*(?P<names>{SHORTEST_NAME}(?:、{SHORTEST_NAME})*)(?:[，。；：）（\s、]|在|到|参|进行|未|没|留|均|等|对|向|因|系|担任|负责|全程|陪|和|及|与|为|作|开展|于|$)"
    ))
    .expect("the pattern is a constant")
});

/// "由孙立、董洪波两名男侦查员"
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:^|[由，。：；\s（]|民警|侦查员|侦查人员)(?P<names>{SHORTEST_NAME}(?:[、和]{SHORTEST_NAME})*)(?:[两二三四]名|[两二三四]位|均为|均系|都是|都系|系|是|为一名|为)(?P<gender>[男女])性?(?:{RANKS})"
    ))
    .expect("the pattern is a constant")
});

/// "杨静（女，警号431233）", "苗雨（女民警）"
static NOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<name>{NAME})\s*（(?:性别)?\s*：?(?P<gender>[男女])性?(?:(?:{RANKS})[^）\n]{{0,20}}|[，、 ][^）\n]{{0,30}})?）"
    ))
    .expect("the pattern is a constant")
});

/// "带领辅警满都拉在…"
static AUXILIARY_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:{AUXILIARY})\s*：?\s*(?P<names>{SHORTEST_NAME}(?:、{SHORTEST_NAME})*)(?:[，。；：）（\s]|在|到|将|对|于|等|前往|共同|一起|协助|担任|作为|记录|$)"
    ))
    .expect("the pattern is a constant")
});

/// "欧阳春（警务辅助人员）", "丁浩系辅警"
static AUXILIARY_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<name>{SHORTEST_NAME})(?:\s*（[^）\n]{{0,12}}(?:{AUXILIARY})[^）\n]{{0,12}}）|(?:系|是|为)[^，。\n]{{0,16}}(?:{AUXILIARY}))"
    ))
    .expect("the pattern is a constant")
});

/// Every note on staff in `forms`.
pub fn read_staff(forms: &[Form<'_>]) -> Vec<StaffNote> {
    let mut notes = Vec::new();
    for form in forms {
        if is_roster(form) {
            read_rows(form, &mut notes);
        }
        for pattern in [&*RANKED, &*COUNTED] {
            for captures in pattern.captures_iter(form.text()) {
                let gender = captures.name("gender").and_then(|m| Gender::of(m.as_str()));
                note_all(form, &captures, gender, false, &mut notes);
            }
        }
        for captures in NOTED.captures_iter(form.text()) {
            let gender = captures.name("gender").and_then(|m| Gender::of(m.as_str()));
            note_one(form, &captures, gender, false, &mut notes);
        }
        for captures in AUXILIARY_BEFORE.captures_iter(form.text()) {
            note_all(form, &captures, None, true, &mut notes);
        }
        for captures in AUXILIARY_AFTER.captures_iter(form.text()) {
            note_one(form, &captures, None, true, &mut notes);
        }
    }
    notes
}

fn is_roster(form: &Form<'_>) -> bool {
    let head: String = form.text().chars().take(120).collect();
    let is_of_staff =
        ["民警", "办案人员", "侦查人员", "警员", "人员名册", "人员名单", "辅警", "干警"];
    (head.contains("名册")
        || head.contains("名单")
        || head.contains("信息")
        || head.contains("花名"))
        && is_of_staff.iter().any(|word| head.contains(word))
}

fn read_rows(form: &Form<'_>, notes: &mut Vec<StaffNote>) {
    for captures in ROW.captures_iter(form.text()) {
        let Some(name) = captures.name("name").filter(|name| is_name(name.as_str())) else {
            continue;
        };
        let rest = captures.name("rest").map_or("", |m| m.as_str());
        let number = captures.name("first").or_else(|| captures.name("second"));
        let range = captures.get(0).map_or(name.range(), |whole| whole.range());
        notes.push(StaffNote {
            name: name.as_str().to_owned(),
            number: number.map(|m| m.as_str().to_owned()),
            gender: captures.name("gender").and_then(|m| Gender::of(m.as_str())),
            is_auxiliary: AUXILIARY.split('|').any(|word| rest.contains(word)),
            quote: form.reading.quote(range),
        });
    }
}

fn note_all(
    form: &Form<'_>,
    captures: &Captures<'_>,
    gender: Option<Gender>,
    is_auxiliary: bool,
    notes: &mut Vec<StaffNote>,
) {
    let Some(names) = captures.name("names") else { return };
    let range = captures.get(0).map_or(names.range(), |whole| whole.range());
    // 由 before the first name belongs to the sentence.
    for entry in parse_names(names.as_str().trim_start_matches('由')) {
        if !is_told_as_name(&entry.name, is_auxiliary) {
            continue;
        }
        notes.push(StaffNote {
            name: entry.name,
            number: None,
            gender,
            is_auxiliary,
            quote: form.reading.quote(range.clone()),
        });
    }
}

/// A word after 女民警 or 辅警 may go on with the sentence instead: 女民警在岗, 男侦查员逐一检查.
fn is_told_as_name(name: &str, is_auxiliary: bool) -> bool {
    const GOING_ON: &[char] = &[
        '在', '到', '对', '将', '等', '协', '共', '负', '未', '没', '不', '参', '进', '及', '的',
        '也', '均',
    ];
    let goes_on = name.starts_with(GOING_ON);
    let is_plausible = is_auxiliary || is_surname(name) || name.contains(['·', '•']);
    is_plausible && !goes_on
}

fn note_one(
    form: &Form<'_>,
    captures: &Captures<'_>,
    gender: Option<Gender>,
    is_auxiliary: bool,
    notes: &mut Vec<StaffNote>,
) {
    let Some(name) = captures.name("name").filter(|name| is_name(name.as_str())) else { return };
    let range = captures.get(0).map_or(name.range(), |whole| whole.range());
    notes.push(StaffNote {
        name: name.as_str().to_owned(),
        number: None,
        gender,
        is_auxiliary,
        quote: form.reading.quote(range),
    });
}

#[cfg(test)]
mod tests {
    use anjian_core::FilePages;

    use crate::Dossier;

    use super::*;

    fn notes(text: &str) -> Vec<(String, Option<Gender>, bool)> {
        let dossier = Dossier::read(vec![FilePages::unpaged("说明.txt", text.to_owned())]);
        dossier
            .facts()
            .staff
            .iter()
            .map(|note| (note.name.clone(), note.gender, note.is_auxiliary))
            .collect()
    }

    #[test]
    fn reads_gender_and_rank_where_papers_tell_them() {
        let (male, female) = (Some(Gender::Male), Some(Gender::Female));
        assert_eq!(
            notes(
                "某派出所\n办案人员名册\n姓名 性别 警号 身份\n向明 男 431226 民警\n杨静 女 431233 民警\n丁浩 男 辅警"
            ),
            [
                ("向明".into(), male, false),
                ("杨静".into(), female, false),
                ("丁浩".into(), male, true)
            ]
        );
        assert_eq!(
            notes("情况说明\n首次询问由男民警冯刚、邱林进行，女民警代玉在外培训。"),
            [
                ("冯刚".into(), male, false),
                ("邱林".into(), male, false),
                ("代玉".into(), female, false)
            ]
        );
        assert_eq!(
            notes("情况说明\n由孙立、董洪波两名男侦查员逐一检查。"),
            [("孙立".into(), male, false), ("董洪波".into(), male, false)]
        );
        assert_eq!(
            notes("情况说明\n民警布和带领辅警满都拉在路口巡逻。"),
            [("满都拉".into(), None, true)]
        );
    }
}
