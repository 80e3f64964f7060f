//! People of the dossier: suspects from the papers that name them as such, others from records.

use std::sync::LazyLock;

use anjian_core::{
    Person, Record, RecordKind,
    person::{Gender, Standing},
};
use jiff::civil::Date;
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::{NAME, SHORTEST_NAME, is_name},
};

static SUSPECT: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        format!(r"(?:被讯问人|被拘留人|被逮捕人|被取保候审人|被监视居住人|犯罪嫌疑人姓名|嫌疑人姓名|犯罪嫌疑人|被告人|被告知人)(?:姓名|（[^）\n]{{1,12}}）)?\s*[： ]\s*(?P<name>{NAME})(?:[（ \n，。、；]|$)"),
        format!(r"(?:犯罪嫌疑人|被告人|[罪案]的|对)\s*(?P<name>{NAME})\s*（(?:性别|男|女|别名|曾用名|绰号|化名|自报)"),
        format!(r"(?:^|\n|。|；|[一二三四五六七八九十]、|\d[.、])\s*(?:犯罪嫌疑人|被告人|被不起诉人)[：\s]*(?P<name>{NAME})\s*(?:（[^）\n]{{0,40}}）)?\s*[，,]\s*(?:[男女]|性别|曾用名|绰号|别名|化名|自报)"),
        // Longer names, as Yi, Mongols or Tibetans have them, where a description follows at once.
        r"(?:被讯问人|被拘留人|被逮捕人|犯罪嫌疑人|被告人|被不起诉人)(?:姓名)?\s*[：\s]?\s*(?P<name>\p{Han}{5,8})\s*[，, （]\s*(?:[男女]|性别)".to_owned(),
        format!(r"(?:被拘留人|被逮捕人)(?P<name>{SHORTEST_NAME})(?:已?于|由)"),
        format!(r"(?:传唤|拘传)(?:涉嫌[^，。\n]{{2,24}}的)?(?:犯罪嫌疑人|嫌疑人)(?P<name>{SHORTEST_NAME})\s*(?:（|于|到|，)"),
        format!(r"(?:涉嫌[^，。\n]{{2,24}}的)(?:犯罪嫌疑人)?(?P<name>{SHORTEST_NAME})(?:刑事拘留|执行逮捕|执行拘留|依法)"),
    ]
    .iter()
    .map(|pattern| Regex::new(pattern).expect("the patterns are constants"))
    .collect()
});

static QUESTIONED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:被询问人|被询问人姓名)(?:（[^）\n]{{1,12}}）)?\s*[： ]\s*(?P<name>{SHORTEST_NAME})\s*(?:（(?P<standing>[^）\n]{{1,12}})）|[，,。；;、（\s\d]|性别|[男女](?:[，,。\s\d]|性)|身份|证件|出生|年龄|住址|电话|签名|捺|$)"
    ))
    .expect("the pattern is a constant")
});

static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:出生日期|出生年月日?|生日)\s*[：为是]?\s*(?P<date>[^\n，；]{6,24})|(?P<born>[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日)\s*(?:出生|生[，。（])")
        .expect("the pattern is a constant")
});

static ID_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d])(?P<id>[1-9]\d{5}(?P<y>19\d\d|20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])\d{3}[\dXx])")
        .expect("the pattern is a constant")
});

static AT_LARGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<name>{SHORTEST_NAME})(?:（[^）\n]{{0,40}}）)?(?:（在逃|现在逃|仍在逃|在逃|负案在逃|潜逃)"
    ))
    .expect("the pattern is a constant")
});

static INTRODUCTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:（[^）\n]{0,40}）)?\s*[，,（]\s*(?:[男女]|性别|曾用名|绰号|别名|化名|自报)")
        .expect("the pattern is a constant")
});

/// The gender that follows a name: "，女，", "（性别女，…", " 男 1998年…".
static GENDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\n。：]{0,24}?(?:^|[ ，、（,|])(?:性别\s*：?\s*)?(?P<gender>[男女])(?:[ ，、。）,|\n]|性|$)|^[^\n]{0,40}?\s性别\s*：?\s*(?P<stated>[男女])")
        .expect("the pattern is a constant")
});

/// Chars around a name in which its birth and number are looked for.
const DESCRIPTION_CHARS: usize = 160;

/// Everybody the `forms` name, suspects first, in filed order.
pub fn find_people(forms: &[Form<'_>]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for form in forms {
        let text = form.text();
        for pattern in SUSPECT.iter() {
            for captures in pattern.captures_iter(text) {
                let Some(name) = captures.name("name") else { continue };
                // 被告知人 is whoever is told: on a victim's notice a victim.
                let is_told_only = captures.get(0).is_some_and(|whole| {
                    whole.as_str().starts_with("被告知人") && !tells_suspects(form)
                });
                if is_plausible(name.as_str()) && !is_told_only {
                    note(&mut people, form, name, Standing::Suspect);
                }
            }
        }
        for captures in QUESTIONED.captures_iter(text) {
            let Some(name) = captures.name("name") else { continue };
            if is_plausible(name.as_str()) {
                let standing =
                    standing_of(captures.name("standing").map_or("", |m| m.as_str()), text);
                note(&mut people, form, name, standing);
            }
        }
    }
    for form in forms {
        describe_certified(form, &mut people);
        for captures in AT_LARGE.captures_iter(form.text()) {
            let Some(name) = captures.name("name") else { continue };
            // The pattern may take words before a name along: 同案人杨海平.
            for person in people.iter_mut().filter(|person| name.as_str().ends_with(&person.name)) {
                person.at_large = true;
                // The words that say so, not the bare name, are what a claim of it rests on.
                let whole = captures.get(0).map_or(name.range(), |whole| whole.range());
                person.quote = form.reading.quote(whole).or(person.quote.take());
            }
        }
    }
    people.sort_by_key(|person| !person.is_suspect());
    people
}

/// Adds those questioned whom only their record's layout names: "汪某，女，1988年…" without a label.
pub fn add_questioned(forms: &[Form<'_>], records: &[Record], people: &mut Vec<Person>) {
    for record in records.iter().filter(|record| record.kind == RecordKind::Questioning) {
        let (Some(form), Some(subject)) = (forms.get(record.document), &record.subject) else {
            continue;
        };
        if people.iter().any(|person| person.name == *subject) || !is_plausible(subject) {
            continue;
        }
        let Ok(exact) = Regex::new(&regex::escape(subject)) else { continue };
        if let Some(found) = exact.find(form.text()) {
            note(people, form, found, standing_of("", form.text()));
        }
    }
}

/// True of a notice that only suspects get.
fn tells_suspects(form: &Form<'_>) -> bool {
    matches!(form.kind(), "counsel_right_notice" | "suspect_rights_notice" | "plea_rights_notice")
        && !["诉讼代理人", "被害人", "证人"].iter().any(|word| form.document.title.contains(word))
}

fn standing_of(stated: &str, text: &str) -> Standing {
    let told = ["被害人", "受害人"];
    let head: String = text.chars().take(900).collect();
    let is_victim = told.iter().any(|word| stated.contains(word))
        || (stated.is_empty()
            && (head.contains("《被害人诉讼权利") || head.contains("作为被害人")));
    if is_victim { Standing::Victim } else { Standing::Witness }
}

fn is_plausible(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "的", "涉嫌", "因", "被", "供述", "及", "姓名", "等人", "执行", "进行", "辩解", "在", "到",
        "于", "已", "系", "是", "不", "讯问", "拘留", "本人", "逮捕", "有关", "家属", "单位",
        "签收", "起算", "起止", "录制", "日期", "时间", "送达", "签发", "到案", "羁押", "户籍",
        "出生", "身份", "证件", "文化", "住址", "地址", "电话", "情况", "意见", "告知", "阅读",
        "确认", "申请", "回避", "笔录", "上述", "其他", "同案", "共同", "二人", "三人", "四人",
        "家庭", "签字", "羁押", "采取", "提供", "取保", "没有", "盗窃", "诈骗",
    ];
    // 阿不都·热合曼, 于晓东: chars that are words elsewhere are parts of a name.
    if name.contains(['·', '•']) {
        return is_name(name);
    }
    let rest = match name.strip_prefix('于') {
        Some(given) if !begins_with_time(given) => given,
        _ => name.strip_prefix("阿不").unwrap_or(name),
    };
    is_name(name) && !WORDS.iter().any(|word| rest.contains(word))
}

/// True of what follows 于 where it is a word: 于当日, 于昨晚, 于法无据.
fn begins_with_time(text: &str) -> bool {
    ["当", "昨", "今", "同", "本", "次", "是", "法", "上", "下", "前", "某", "凌"]
        .iter()
        .any(|word| text.starts_with(word))
}

fn note(people: &mut Vec<Person>, form: &Form<'_>, name: regex::Match<'_>, standing: Standing) {
    let text = form.text();
    let at = match people.iter().position(|person| person.name == name.as_str()) {
        Some(at) => at,
        None => {
            people.push(Person {
                name: name.as_str().to_owned(),
                standings: Vec::new(),
                birth: None,
                birth_quote: None,
                gender: None,
                id_number: None,
                quote: form.reading.quote(name.range()),
                at_large: false,
            });
            people.len() - 1
        }
    };
    let Some(person) = people.get_mut(at) else { return };
    if !person.standings.contains(&standing) {
        person.standings.push(standing);
    }
    describe(person, form, description(text, name.end()), name.end());
}

/// The text after a name up to the next person's description.
fn description(text: &str, from: usize) -> &str {
    let window: usize = text[from..].chars().take(DESCRIPTION_CHARS).map(char::len_utf8).sum();
    let rest = &text[from..from + window];
    let end = ["\n问：", "犯罪嫌疑人", "被告人", "兹证明"]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    &rest[..end]
}

fn describe(person: &mut Person, form: &Form<'_>, described: &str, offset: usize) {
    if person.birth.is_none()
        && let Some((birth, range)) = find_birth(described)
    {
        person.birth = Some(birth);
        person.birth_quote = form.reading.quote(offset + range.start..offset + range.end);
    }
    if person.gender.is_none() {
        person.gender = GENDER.captures(described).and_then(|captures| {
            captures
                .name("gender")
                .or_else(|| captures.name("stated"))
                .and_then(|m| Gender::of(m.as_str()))
        });
    }
    if person.id_number.is_none()
        && let Some(captures) = ID_NUMBER.captures(described)
        && let Some(id) = captures.name("id")
    {
        person.id_number = Some(id.as_str().to_ascii_uppercase());
        if person.birth.is_none() {
            person.birth = birth_of_id(&captures);
            person.birth_quote = form.reading.quote(offset + id.start()..offset + id.end());
        }
    }
}

/// Household certificates (户籍证明) name a person and then give the birth.
fn describe_certified(form: &Form<'_>, people: &mut [Person]) {
    if form.kind() != "household_certificate" {
        return;
    }
    let text = form.text();
    for person in people.iter_mut() {
        if let Some(at) = text.find(&person.name) {
            let from = at + person.name.len();
            describe(person, form, description(text, from), from);
        }
    }
}

/// The first birth stated in `text`, with its byte range.
pub fn find_birth(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
    for captures in BIRTH.captures_iter(text) {
        let Some(stated) = captures.name("date").or_else(|| captures.name("born")) else {
            continue;
        };
        if let Some(moment) = moments::find_moments(stated.as_str(), None).first() {
            return Some((moment.moment.date(), stated.start()..stated.start() + moment.range.end));
        }
    }
    None
}

fn birth_of_id(captures: &regex::Captures<'_>) -> Option<Date> {
    let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    Date::new(number("y")?, i8::try_from(number("m")?).ok()?, i8::try_from(number("d")?).ok()?).ok()
}

/// Names of suspects that `form` is about: those of `suspects` it names, the first one alone where
/// the form is for one person.
pub fn subjects<'n>(form: &Form<'_>, suspects: &'n [String]) -> Vec<&'n str> {
    let text = form.text();
    let mut named: Vec<(usize, &str)> = suspects
        .iter()
        .filter_map(|name| text.find(name.as_str()).map(|at| (at, name.as_str())))
        .collect();
    named.sort_unstable();
    named.into_iter().map(|(_, name)| name).collect()
}

/// The suspects a paper proceeds against: those it introduces with a description ("犯罪嫌疑人张某，
/// 男，…"), not accomplices it only mentions; all it names where it introduces none.
pub fn introduced<'n>(form: &Form<'_>, suspects: &'n [String]) -> Vec<&'n str> {
    let text = form.text();
    let is_introduced = |name: &str| {
        ["犯罪嫌疑人", "被告人", "被不起诉人"].iter().any(|standing| {
            text.match_indices(&format!("{standing}{name}"))
                .any(|(at, found)| INTRODUCTION.is_match(&text[at + found.len()..]))
        })
    };
    let named = subjects(form, suspects);
    let introduced: Vec<&str> = named.iter().copied().filter(|name| is_introduced(name)).collect();
    if introduced.is_empty() { named } else { introduced }
}

/// The one suspect a form is for: named with a label of its own, or else named first.
pub fn subject<'n>(form: &Form<'_>, suspects: &'n [String]) -> Option<&'n str> {
    const LABELS: &[&str] = &[
        "被拘留人",
        "被逮捕人",
        "被取保候审人",
        "被监视居住人",
        "被告知人",
        "犯罪嫌疑人姓名",
        "犯罪嫌疑人",
        "姓名",
        "被讯问人",
        "被释放人",
        "受送达人",
    ];
    let labelled = LABELS.iter().find_map(|label| {
        let field = form.field(&[label])?;
        suspects.iter().find(|name| field.value.starts_with(name.as_str()))
    });
    match labelled {
        Some(name) => Some(name.as_str()),
        None => subjects(form, suspects).into_iter().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    fn suspects(text: &str) -> Vec<String> {
        let mut names = Vec::new();
        form(text, |form| {
            names = find_people(std::slice::from_ref(form))
                .into_iter()
                .map(|person| person.name)
                .collect();
        });
        names
    }

    #[test]
    fn names_of_every_length_and_people_are_read() {
        for (name, text) in [
            ("于海", "讯问笔录\n被讯问人：于海，男，1990年2月3日出生"),
            ("欧阳建国", "讯问笔录\n被讯问人 欧阳建国 男 1990-02-03"),
            ("阿不都·热合曼", "讯问笔录\n被讯问人：阿不都·热合曼，男，维吾尔族"),
            ("阿苏木加尔", "起诉意见书\n犯罪嫌疑人阿苏木加尔，男，1990年2月3日出生，彝族"),
            ("李扎朵", "起诉意见书\n犯罪嫌疑人李扎朵（别名扎朵），男，2008年1月9日出生"),
            ("于晓东", "询问笔录\n被询问人：于晓东，男，1993年2月20日生"),
            ("刀美芳", "询问笔录\n被询问人 刀美芳 性别/出生日期 女 1975-06-19"),
            ("孟和", "询问笔录\n被询问人：孟和男，蒙古族"),
        ] {
            assert_eq!(suspects(text), [name], "{text}");
        }
    }

    #[test]
    fn words_of_forms_are_no_names() {
        for text in [
            "换押证\n犯罪嫌疑人 签收\n日期",
            "计算表\n犯罪嫌疑人 起算日 届满日",
            "光盘制作说明\n被讯问人 录制起止 时长",
        ] {
            assert_eq!(suspects(text), Vec::<String>::new(), "{text}");
        }
    }
}
