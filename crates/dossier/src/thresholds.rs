//! Results that decide whether an act is a crime (入罪标准), and disputes behind a case.

use std::sync::LazyLock;

use anjian_core::threshold::{CivilJudgment, Dispute, Measured, Measurement};
use regex::Regex;

use crate::{amounts::find_amounts, dated::issued, form::Form};

static INJURY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:损伤|伤情|伤势|之伤|鉴定意见|评定为|鉴定为|构成|属于?)[^。\n]{0,60}?(?P<grade>未达(?:到)?轻微伤|未构成轻微伤|轻微伤|不构成轻伤|未构成轻伤|轻伤[一二]级|轻伤|重伤[一二]级|重伤)[^。\n]*")
        .expect("the pattern is a constant")
});

static ALCOHOL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:乙醇|酒精)[^。\n]{0,40}?(?P<whole>\d{1,3})(?:\.(?P<fraction>\d{1,2}))?\s*mg\s*/\s*100\s*m[lL][^。\n]*")
        .expect("the pattern is a constant")
});

static EFFECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:发生法律效力|已生效|生效判决|已经生效|终审判决)[^。\n]*")
        .expect("the pattern is a constant")
});

static PERFORMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:已(?:于)?[^。\n，]{0,24}(?:付款|支付|履行|偿还|给付|付清)|已付|部分履行)[^。\n]*")
        .expect("the pattern is a constant")
});

static CONTRACT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:合同(?:关系)?[^。\n]{0,10}(?:合法有效|有效|成立)|构成违约|借贷关系|债权债务|债务关系)[^。\n]*")
        .expect("the pattern is a constant")
});

static AIM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:想把钱[^。\n]{0,6}(?:拿|要)回来|公安出面|执行太慢|要回(?:货款|欠款|钱))[^。\n]*")
        .expect("the pattern is a constant")
});

const DISPUTE_WORDS: &[&str] = &[
    "合同",
    "借条",
    "欠款",
    "退股",
    "货款",
    "违约",
    "租赁",
    "工程款",
    "已起诉",
    "民事判决",
    "仲裁",
    "欠条",
];

const DECEIT_WORDS: &[&str] = &[
    "虚构",
    "隐瞒",
    "挥霍",
    "失联",
    "假公章",
    "冒用",
    "伪造",
    "逃匿",
    "潜逃",
    "虚假",
    "空壳",
    "没有货源",
    "拉黑",
    "编造",
];

/// The results that `form` states.
pub fn read_measurement(form: &Form<'_>) -> Option<Measurement> {
    let text = form.text();
    let (measured, amount, range) = match form.kind() {
        "blood_alcohol_report" => {
            // Limits of detection and of the law stand beside the result: the highest counts.
            let results = ALCOHOL.captures_iter(text).filter_map(|found| {
                let whole: i64 = found["whole"].parse().ok()?;
                let fraction = found.name("fraction").map_or("", |found| found.as_str());
                let hundredths: i64 = format!("{fraction:0<2}").parse().ok()?;
                Some((whole * 100 + hundredths, found.get(0)?.range()))
            });
            let (amount, range) = results.max_by_key(|(amount, _)| *amount)?;
            (Measured::Alcohol, amount, range)
        }
        // A death outweighs what others suffered.
        "expert_opinion" if ["死亡原因", "致死", "尸体检验"].iter().any(|w| text.contains(w)) =>
        {
            let at = text.find("死").unwrap_or(0);
            (Measured::Injury, 3, form.reading.sentence_range(at))
        }
        "expert_opinion" => {
            let found = INJURY.captures_iter(text).last()?;
            let grade = match &found["grade"] {
                grade if grade.contains("重伤") => 2,
                "轻伤" | "轻伤一级" | "轻伤二级" => 1,
                _ => 0,
            };
            (Measured::Injury, grade, found.get(0)?.range())
        }
        "price_appraisal" => {
            // The total is the largest amount: single prices add up to it.
            let (amount, range) =
                find_amounts(text).into_iter().max_by_key(|(amount, _)| *amount)?;
            (Measured::Value, amount, form.reading.sentence_range(range.start))
        }
        _ => return None,
    };
    Some(Measurement {
        document: form.index,
        measured,
        amount,
        day: issued(form).map(|(day, _)| day),
        quote: form.reading.quote(range),
    })
}

/// The dispute that the `forms` show.
pub fn read_dispute(forms: &[Form<'_>]) -> Dispute {
    let mut dispute = Dispute::default();
    for form in forms {
        let text = form.text();
        let tells = matches!(
            form.kind(),
            "questioning_record"
                | "interrogation_record"
                | "contract_papers"
                | "civil_judgment"
                | "case_acceptance_register"
                | "accusation_letter"
        );
        if tells {
            for word in DISPUTE_WORDS.iter().filter(|word| text.contains(**word)) {
                if !dispute.words.iter().any(|known| known == word) {
                    dispute.words.push((*word).to_owned());
                }
            }
        }
        // A question that asks for deceit says nothing; the authorities' own papers do.
        let asserts = matches!(
            form.kind(),
            "case_acceptance_register"
                | "arrest_request"
                | "prosecution_opinion"
                | "indictment"
                | "civil_judgment"
                | "case_filing_decision"
                | "filing_review_extension_report"
                | "detention_extension_report"
        );
        if asserts {
            for word in DECEIT_WORDS.iter().filter(|word| text.contains(**word)) {
                if !dispute.deceit_words.iter().any(|known| known == word) {
                    dispute.deceit_words.push((*word).to_owned());
                }
            }
        }
        if form.kind() == "questioning_record" {
            dispute
                .quotes
                .extend(AIM.find(text).and_then(|found| form.reading.quote(found.range())));
        }
        if form.kind() == "civil_judgment" && !form.document.title.contains("刑事") {
            dispute.judgments.push(read_judgment(form));
        }
    }
    dispute
}

fn read_judgment(form: &Form<'_>) -> CivilJudgment {
    let text = form.text();
    let found = [&CONTRACT, &EFFECTIVE, &PERFORMED].map(|pattern| pattern.find(text));
    CivilJudgment {
        document: form.index,
        day: issued(form).map(|(day, _)| day),
        is_effective: found[1].is_some(),
        is_performed: found[2].is_some(),
        finds_contract: found[0].is_some(),
        quotes: found
            .into_iter()
            .flatten()
            .filter_map(|found| form.reading.quote(found.range()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    #[test]
    fn results_are_read_as_numbers() {
        for (text, measured, amount) in [
            (
                "鉴定书\n鉴定意见：施某的损伤程度为轻微伤。\n二〇二四年三月十二日",
                Measured::Injury,
                0,
            ),
            ("鉴定书\n被鉴定人陈某的损伤属轻微伤。\n2024年3月12日", Measured::Injury, 0),
            ("鉴定书\n鉴定意见：施某所受损伤属轻伤二级。\n2024年3月12日", Measured::Injury, 1),
            (
                "血液酒精含量检验报告\n检出乙醇成分，含量为78.5mg/100ml。\n2024年3月12日",
                Measured::Alcohol,
                7850,
            ),
            (
                "价格认定结论书\n手机2300元，手表450元，合计2750元。\n2024年3月12日",
                Measured::Value,
                2750,
            ),
        ] {
            form(text, |form| {
                let found = read_measurement(form).expect(text);
                assert_eq!((found.measured, found.amount), (measured, amount), "{text}");
            });
        }
    }
}
