//! Which days records tell of an offence: deeds of suspects, losses of victims, reports.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Record, person::Standing, statement::ToldEvent};
use regex::Regex;

use super::ends_answers;
use crate::{form::Form, moments};

/// Words of an offence done, in the mouth of a suspect.
const DEEDS: &[&str] = &["偷", "盗", "抢", "骗", "砸", "撬", "拆", "勒索", "敲诈"];

/// Words of taking, which tell of an offence where the talk is of one: "讲你们偷东西的事".
const TAKING: &[&str] = &[
    "拿到",
    "拿了",
    "拿走",
    "拿的",
    "搞到",
    "搞了",
    "弄到",
    "弄了",
    "得手",
    "到手",
    "搬走",
    "搬了",
    "翻进",
    "翻墙",
    "钻进",
    "爬进",
    "别开",
    "别的门",
    "开的锁",
    "开了锁",
    "扭开",
    "剪断",
    "割断",
    "顺走",
    "摸走",
    "拉走",
    "转走",
    "转给",
    "打给",
    "套走",
    "刷走",
];

/// Words of a deal, which is an offence where drugs are dealt in; elsewhere goods are sold after it.
const DEALS: &[&str] = &["卖给", "卖了", "卖过", "给他", "给了", "转我", "收了"];

/// Words of drugs.
const DRUGS: &[&str] = &["毒", "冰", "海洛因", "K粉", "麻古", "大麻", "摇头丸"];

/// Words by which a teller speaks of what others did to him.
const SUFFERED: &[&str] = &["打我", "打了我", "骂我", "卖给我", "骗我", "偷我", "抢我"];

/// Words of a loss or a deal, in the mouth of a victim or witness.
const LOSSES: &[&str] = &[
    "被偷",
    "被盗",
    "不见了",
    "丢了",
    "少了",
    "没了",
    "全没",
    "被撬",
    "撬",
    "被抢",
    "抢走",
    "被骗",
    "骗走",
    "被打",
    "被砸",
    "锯断",
    "失窃",
    "冰毒",
    "毒品",
    "海洛因",
    "K粉",
    "麻古",
    "勒索",
    "敲诈",
    "被拿",
    "被撬",
    "被割",
    "被剪",
    "被拆",
    "被顺",
    "被摸",
    "被扒",
    "不翼而飞",
    "找不到了",
    "被诈骗",
    "被捅",
    "被砍",
];

pub(super) fn read_events(
    form: &Form<'_>,
    record: &Record,
    teller: &str,
    standing: Standing,
) -> Vec<ToldEvent> {
    let text = form.text();
    let reference = record.from.map(|from| from.date()).or(form.reference());
    let mut events = Vec::new();
    // Days count where the question names them too: "问：3月20号晚上呢？"
    let mut start = 0;
    let mut asked: Option<(jiff::civil::Date, Range<usize>)> = None;
    let mut day_before = None;
    // A question of an offence makes the taking that answers it one.
    let mut asked_of_offence = false;
    let mut answers = false;
    for line in text.split_inclusive('\n') {
        let line_range = start..start + line.len();
        start += line.len();
        if line.starts_with("问：") {
            asked = moments::first_moment(line, reference)
                .map(|moment| (moment.date(), line_range.clone()));
            asked_of_offence = DEEDS.iter().any(|word| line.contains(word));
            answers = false;
            continue;
        }
        // An answer runs on over lines until the next question or the words that close the record.
        answers = line.starts_with("答：") || answers && !ends_answers(line);
        if !answers {
            continue;
        }
        let mut at = line_range.start;
        asked_of_offence |= DEEDS.iter().any(|word| line.contains(word));
        for sentence in line.split_inclusive(['。', '；']) {
            let range = at..at + sentence.len();
            at += sentence.len();
            let stated = find_days(sentence, reference, day_before);
            let days = if stated.is_empty() {
                asked.as_ref().map(|(day, _)| *day).into_iter().collect()
            } else {
                stated
            };
            day_before = days.last().copied().or(day_before);
            let takes = standing == Standing::Suspect
                && asked_of_offence
                && TAKING.iter().any(|word| sentence.contains(word))
                && !SUFFERED.iter().any(|word| sentence.contains(word));
            if !takes && !is_of_offence(sentence, text, standing) {
                continue;
            }
            for day in days {
                let is_past = reference.is_none_or(|reference| day <= reference);
                if is_past && !events.iter().any(|known: &ToldEvent| known.day == day) {
                    events.push(ToldEvent {
                        document: record.document,
                        teller: teller.to_owned(),
                        standing,
                        day,
                        corroborates: standing != Standing::Suspect,
                        quote: form.reading.quote(range.clone()),
                    });
                }
            }
        }
    }
    events
}

/// True where a sentence tells of an offence: of a suspect's own deed, or of a loss suffered or seen.
fn is_of_offence(sentence: &str, text: &str, standing: Standing) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    if standing != Standing::Suspect {
        return has(LOSSES);
    }
    let deals = has(DEALS) && DRUGS.iter().any(|word| text.contains(word));
    (has(DEEDS) || deals) && !has(SUFFERED)
}

/// Days of a sentence: full dates, and bare days (20号) in the month spoken of.
fn find_days(
    sentence: &str,
    reference: Option<jiff::civil::Date>,
    before: Option<jiff::civil::Date>,
) -> Vec<jiff::civil::Date> {
    let days: Vec<_> = moments::find_moments(sentence, reference)
        .into_iter()
        .map(|stated| stated.moment.date())
        .collect();
    if !days.is_empty() {
        return days;
    }
    let Some(month) = before.or(reference) else { return Vec::new() };
    BARE_DAY
        .captures_iter(sentence)
        .filter_map(|captures| {
            let day = crate::numerals::parse_numeral(&captures["day"])?;
            month.with().day(i8::try_from(day).ok()?).build().ok()
        })
        .collect()
}

static BARE_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d月])(?P<day>\d{1,2})[号日](?:夜|晚|早|上午|下午|中午|凌晨|半夜|傍晚|白天|那天|那晚)").expect("the pattern is a constant")
});

/// The event a register of acceptance (受案登记表) reports.
pub(super) fn read_reported(form: &Form<'_>) -> Vec<ToldEvent> {
    let text = form.text();
    let reported = [
        "被盗",
        "被偷",
        "丢失",
        "被骗",
        "被抢",
        "被打",
        "拆走",
        "被撬",
        "失窃",
        "被敲诈",
        "不见了",
        "丢了",
        "少了",
        "被诈骗",
        "被拿走",
        "被割",
        "被剪",
        "被砸",
    ];
    if !reported.iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let Some(field) = form.field(&["接报时间", "报案时间", "接警时间", "接报案时间"])
    else {
        return Vec::new();
    };
    let Some(moment) = moments::first_moment(&field.value, form.reference()) else {
        return Vec::new();
    };
    vec![ToldEvent {
        document: form.index,
        teller: "报案人".into(),
        standing: Standing::Victim,
        day: moment.date(),
        corroborates: true,
        quote: form.reading.quote(field.range),
    }]
}
