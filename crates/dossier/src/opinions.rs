//! Expert opinions (鉴定意见) and their tellings (鉴定意见通知书 and other ways).

use std::sync::LazyLock;

use anjian_core::{
    Moment, Person, Quote, Record,
    opinion::{ExpertOpinion, OpinionField, OpinionTelling},
};
use jiff::civil::Date;
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::{NAME, SHORTEST_NAME, is_name},
    signings::find_signings,
};

static FIELDS: LazyLock<Vec<(OpinionField, Regex)>> = LazyLock::new(|| {
    use OpinionField as F;
    [
        (F::Mental, r"精神状态|责任能力|精神病|精神分裂|精鉴"),
        (F::Death, r"死亡原因|死因|尸体|致死|休克死亡|损伤死亡|法医病理"),
        (F::Injury, r"损伤程度|轻伤|轻微伤|重伤|伤残|伤情|法医临床|临鉴"),
        (F::Dna, r"DNA|STR|基因分型|分型一致"),
        (F::Print, r"指印|指纹|掌纹"),
        (F::Speed, r"车速|行驶速度|时速|制动|转向系"),
        (F::Vehicle, r"机动车(?:属性|类型|定义)|车辆属性|属于[^。\n]{0,12}机动车|属机动车|摩托车的定义|车鉴字|车辆类型"),
        (F::Trace, r"痕迹|痕鉴|工具痕|凹坑"),
        (F::BloodAlcohol, r"乙醇|酒精|血醇|毒鉴|毒检|血液检验|毒物"),
        (F::Drug, r"甲基苯丙胺|海洛因|冰毒|氯胺酮|可卡因|大麻|吗啡|毒品|鉴（毒"),
        (F::Accounting, r"司法会计|会计鉴定|审计|销售金额|资金(?:收取|返还)|收取[^。\n]{0,10}资金|会鉴字"),
        (F::Species, r"红豆杉|立木蓄积|野生(?:植物|动物)|物种|树木|林木|保护(?:植物|动物)"),
        (F::Quality, r"真伪|真品|假冒|伪劣|闪点|质量(?:鉴定|检验)|不合格|合格产品|格列本脲|药品|食品|烟草|卷烟"),
        (F::Document, r"笔迹|印章印文|文书鉴定|文件检验|朱墨"),
        (F::Electronic, r"电子数据|电子物证|恢复数据"),
    ]
    .map(|(field, pattern)| (field, Regex::new(pattern).expect("the patterns are constants")))
    .into()
});

static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<name>{SHORTEST_NAME})\s*[（]\s*(?:电子)?(?:签名|签字|签章|签名章)[^）\n]{{0,30}}[）]|(?:签名|签字)\s*[：]\s*(?P<signature>{SHORTEST_NAME})(?:[（，。；、 \n]|$|\d)|(?:司法)?(?:鉴定人|检验人|鉴别人|检验员|主检人|授权签字人|复核人|审核人?)(?:员)?(?:签名|（签名）|（签字）)?\s*[：]\s*(?P<plain>(?:[\p{{Han}}]{{2,6}}(?:师|员)\s*)?{NAME}(?:[、 ]{{1,2}}{NAME})*)(?:[（，。；、 \n]|$|\d)"
    ))
    .expect("the pattern is a constant")
});

static EMPTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:司法)?(?:鉴定人|检验人|主检人)(?:员)?(?:签名|（签名）|（签字）|（签章）)?\s*[：]\s*(?:_{2,}|—{2,}|\s{2,}|（空白）|（未签名?）|□|$|\n|(?:执业证|证号))[^\n]{0,40}")
        .expect("the pattern is a constant")
});

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"鉴定人|检验人|主检人|检验员").expect("the pattern is a constant")
});

static QUALIFIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"许可证|资质|资格证|资格证书|执业证|资质认定|证号|人员资格|职业资格|CMA")
        .expect("the pattern is a constant")
});

static SCOPE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"业务范围\s*(?P<colon>[：含包括为是 ]*)(?P<scope>[^\n；。）]{2,80})")
        .expect("the pattern is a constant")
});

static VALID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"有效期(?:限)?[^\n\d]{0,4}(?P<from>\d{4}年\d{1,2}月\d{1,2}日)\s*(?:起)?(?:至|—|－|-|到)\s*(?P<until>\d{4}年\d{1,2}月\d{1,2}日)")
        .expect("the pattern is a constant")
});

static CATEGORY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:鉴定类别|鉴定类型|鉴定项目|鉴定事项)\s*[： ]\s*(?P<category>[^\n。]{2,30})")
        .expect("the pattern is a constant")
});

static CONCLUSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:鉴定意见|检验意见|检验结论|鉴定结论|检验鉴定意见|检验结果|结果)\s*[：]\s*[^\n]{4,160}",
    )
    .expect("the pattern is a constant")
});

/// Fields that `text` names.
pub fn fields_of(text: &str) -> Vec<OpinionField> {
    // A fingerprint below a signature is no opinion on fingerprints.
    let text = text.replace("捺指印", "").replace("（指印）", "");
    let text = text.as_str();
    FIELDS.iter().filter(|(_, words)| words.is_match(text)).map(|(field, _)| *field).collect()
}

/// Reads the opinion that `form` is.
pub fn read_opinion(form: &Form<'_>, people: &[Person]) -> Option<ExpertOpinion> {
    if !matches!(form.kind(), "expert_opinion" | "blood_alcohol_report") {
        return None;
    }
    let text = form.text();
    let category = CATEGORY.captures(text);
    let stated =
        category.as_ref().map(|captures| fields_of(&captures["category"])).unwrap_or_default();
    let conclusion = CONCLUSION.find(text);
    let mut fields = stated;
    let title_and_number: String = text.lines().take(4).collect::<Vec<_>>().join("\n");
    let told = conclusion.map_or("", |found| found.as_str());
    for field in
        fields_of(&title_and_number).into_iter().chain(fields_of(told)).chain(fields_of(text))
    {
        if !fields.contains(&field)
            && (fields.is_empty() || !is_mention_only(field, told, &title_and_number))
        {
            fields.push(field);
        }
    }
    let scope = SCOPE.captures(text);
    let institution = form.document.authority.clone().or_else(|| first_institution(text));
    let is_police = institution.as_deref().is_some_and(|name| name.contains("公安"));
    let signers = signers(text);
    let closing = form.closing_moment().or_else(|| last_day(form));
    Some(ExpertOpinion {
        document: form.index,
        number: form.document.number.clone(),
        is_police: is_police || text.contains("公安机关鉴定机构资格"),
        institution,
        fields,
        opined: closing.as_ref().map(|(moment, _)| *moment),
        closing_quote: closing.and_then(|(_, quote)| quote),
        empty_places: EMPTY
            .find_iter(text)
            .filter_map(|found| form.reading.quote_line(found.start()))
            .collect(),
        has_signature_place: PLACE.is_match(text),
        is_electronic: text.contains("校验码")
            || text.contains("电子签章")
            || text.contains("电子签名"),
        signers,
        qualification: QUALIFIED
            .find(text)
            .and_then(|found| form.reading.quote_line(found.start())),
        scope: scope.as_ref().map(|captures| captures["scope"].to_owned()),
        scope_quote: scope
            .as_ref()
            .and_then(|captures| form.reading.quote(captures.get(0)?.range())),
        scope_is_partial: scope.as_ref().is_some_and(|captures| {
            captures.name("colon").is_some_and(|colon| {
                colon.as_str().contains('含') || colon.as_str().contains("包括")
            })
        }),
        valid: validity(text),
        category_quote: category.and_then(|captures| form.reading.quote(captures.get(0)?.range())),
        conclusion_quote: conclusion.and_then(|found| form.reading.quote(found.range())),
        persons: people
            .iter()
            .map(|person| person.name.clone())
            .filter(|name| text.contains(name.as_str()))
            .collect(),
    })
}

/// A field that only the body mentions (a licence's scope, a method) is not the opinion's.
fn is_mention_only(field: OpinionField, told: &str, head: &str) -> bool {
    let words = FIELDS.iter().find(|(known, _)| *known == field).map(|(_, words)| words);
    words.is_none_or(|words| !words.is_match(told) && !words.is_match(head))
}

fn first_institution(text: &str) -> Option<String> {
    let is_institution = |line: &&str| {
        [
            "鉴定所",
            "鉴定中心",
            "检验所",
            "鉴定室",
            "检测站",
            "研究院",
            "评估公司",
            "有限公司",
            "检验院",
        ]
        .iter()
        .any(|end| line.ends_with(end))
    };
    text.lines().take(3).map(str::trim).find(is_institution).map(str::to_owned)
}

fn last_day(form: &Form<'_>) -> Option<(Moment, Option<Quote>)> {
    let stated = moments::find_moments(form.text(), None);
    let last = stated.iter().max_by_key(|stated| stated.moment.date())?;
    Some((Moment::day(last.moment.date()), form.reading.quote_line(last.range.start)))
}

fn signers(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for captures in SIGNED.captures_iter(text) {
        // 被鉴定人 is whom the opinion is about.
        let start = captures.get(0).map_or(0, |whole| whole.start());
        if text[..start].ends_with('被') {
            continue;
        }
        let one = captures.name("name").or_else(|| captures.name("signature"));
        let plain = captures.name("plain").map_or("", |plain| plain.as_str());
        for name in
            one.map_or("", |name| name.as_str()).split(['、', ' ']).chain(plain.split(['、', ' ']))
        {
            let is_title = ["师", "员", "鉴定人", "检验人", "主检人", "证号"]
                .iter()
                .any(|end| name.ends_with(end) && name.chars().count() >= 3);
            if is_name(name) && !is_title && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

fn validity(text: &str) -> Option<(Date, Date)> {
    let captures = VALID.captures(text)?;
    let day = |name: &str| moments::first_moment(&captures[name], None).map(|moment| moment.date());
    Some((day("from")?, day("until")?))
}

/// A qualification paper (资质证明) filed apart completes the opinions of its institution.
pub fn complete(opinions: &mut [ExpertOpinion], form: &Form<'_>) {
    if form.kind() != "expert_qualification" {
        return;
    }
    let text = form.text();
    let last = opinions.len().checked_sub(1);
    for (at, opinion) in opinions.iter_mut().enumerate() {
        let names = opinion.institution.as_deref().is_some_and(|name| text.contains(name));
        if !names && Some(at) != last {
            continue;
        }
        if opinion.qualification.is_none() {
            opinion.qualification = form.document.title_quote.clone();
        }
        if opinion.scope.is_none()
            && let Some(captures) = SCOPE.captures(text)
        {
            opinion.scope = Some(captures["scope"].to_owned());
            opinion.scope_quote =
                captures.name("scope").and_then(|scope| form.reading.quote(scope.range()));
        }
        opinion.valid = opinion.valid.or_else(|| validity(text));
    }
}

static IN_RECORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:鉴定意见|鉴定结论|检验结果|检验报告|鉴定书)[^\n]{0,60}(?:告知|宣布|送达|有无异议|有没有异议|有异议|异议吗|有意见|意见吗|听清|知道|申请(?:补充|重新))|(?:告知|宣布|送达)[^\n]{0,30}(?:鉴定意见|鉴定结论|检验结果)")
        .expect("the pattern is a constant")
});

static TOLD_ORALLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]{0,60}(?:鉴定意见|鉴定结论|检验(?:结果|报告|意见))[^。；\n]{0,40}(?:告知|送达)[^。\n]{0,60}").expect("the pattern is a constant")
});

/// Tellings that `form` attests: receipts on a notice, a receipt of service, a turn of a record.
pub fn read_tellings(
    form: &Form<'_>,
    people: &[Person],
    record: Option<&Record>,
) -> Vec<OpinionTelling> {
    let text = form.text();
    let known: Vec<String> = people
        .iter()
        .map(|person| person.name.clone())
        .filter(|name| text.contains(name.as_str()))
        .collect();
    let telling =
        |person: &str, told: Option<Moment>, quote: Option<Quote>, words: &str| OpinionTelling {
            document: form.index,
            person: person.to_owned(),
            told,
            fields: fields_of(words),
            numbers: numbers(words),
            is_price: words.contains("价格") && fields_of(words).is_empty(),
            quote,
        };
    match form.kind() {
        "expert_opinion_notice" => {
            let body = text.split("本通知书已收到").next().unwrap_or(text);
            let mut found: Vec<OpinionTelling> = find_signings(form, &known)
                .into_iter()
                .map(|signing| {
                    let quote = form.reading.quote(signing.range.clone());
                    telling(&signing.name, Some(signing.moment), quote, body)
                })
                .collect();
            // "邢海涛 单雨薇 赵洪亮（均签名捺印） 2024年6月3日", or signatures without a day.
            for name in &known {
                if found.iter().any(|own| own.person == *name) {
                    continue;
                }
                let signed = text.match_indices(name.as_str()).find(|(at, _)| {
                    let after = text[at + name.len()..].trim_start();
                    after.starts_with("（捺")
                        || after.starts_with("（签")
                        || after.starts_with("（均签")
                });
                if let Some((at, _)) = signed {
                    let line = form.reading.line_range(at);
                    let told = moments::first_moment(&text[line.clone()], form.reference());
                    found.push(telling(name, told, form.reading.quote(line), body));
                }
            }
            found
        }
        "service_receipt" | "phone_record"
            if text.contains("鉴定意见")
                || text.contains("检验报告")
                || text.contains("鉴定结论") =>
        {
            let mut found: Vec<OpinionTelling> = find_signings(form, &known)
                .into_iter()
                .map(|signing| {
                    let quote = form.reading.quote(signing.range.clone());
                    telling(&signing.name, Some(signing.moment), quote, text)
                })
                .collect();
            if found.is_empty() {
                let stated = moments::find_moments(text, form.reference()).into_iter().next();
                for name in &known {
                    let quote =
                        stated.as_ref().and_then(|stated| form.reading.quote(stated.range.clone()));
                    found.push(telling(
                        name,
                        stated.as_ref().map(|stated| stated.moment),
                        quote,
                        text,
                    ));
                }
            }
            found
        }
        "interrogation_record" | "questioning_record" => {
            let Some(record) = record else { return Vec::new() };
            let Some(subject) = record.subject.as_deref() else { return Vec::new() };
            let mut start = 0;
            let mut found = Vec::new();
            for line in text.split('\n') {
                if line.starts_with('问')
                    && let Some(words) = IN_RECORD.find(line)
                {
                    let range = start + words.start()..start + words.end();
                    found.push(telling(subject, record.from, form.reading.quote(range), line));
                }
                start += line.len() + 1;
            }
            found
        }
        // "（结论已由蒋卫平于2024年10月20日当面告知侯四喜）" below an opinion.
        "expert_opinion" | "blood_alcohol_report" | "explanation_note" => {
            let mut found = Vec::new();
            for words in TOLD_ORALLY.find_iter(text) {
                for name in known.iter().filter(|name| words.as_str().contains(name.as_str())) {
                    let told = moments::first_moment(words.as_str(), form.reference());
                    found.push(telling(name, told, form.reading.quote(words.range()), text));
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

fn numbers(text: &str) -> Vec<String> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[〔（\[［]\d{4}[〕）\]］][^\s，。；第]{0,6}第?\d{1,6}号")
            .expect("the pattern is a constant")
    });
    NUMBER.find_iter(text).map(|found| found.as_str().to_owned()).collect()
}
