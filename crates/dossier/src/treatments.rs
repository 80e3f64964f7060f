//! What papers show was done about people whom an accusation does not charge (处理依据).

use anjian_core::{CaseFacts, facts::Treatment};

use crate::form::Form;

/// Kinds of papers that are a basis by themselves where they name the person.
const BASES: &[(&str, &str)] = &[
    ("case_filing_decision", "立案"),
    ("detention_warrant", "拘留"),
    ("detention_notice", "拘留"),
    ("arrest_warrant", "逮捕"),
    ("arrest_approval_decision", "批准逮捕"),
    ("arrest_refusal_decision", "不批准逮捕"),
    ("bail_decision", "取保候审"),
    ("residential_surveillance_decision", "监视居住"),
    ("wanted_order", "通缉"),
    ("fugitive_register", "追逃"),
    ("administrative_penalty_decision", "行政处罚"),
    ("non_prosecution_decision", "不起诉"),
    ("criminal_judgment", "判决"),
    ("separate_handling_note", "另案处理说明"),
    ("investigation_termination_decision", "终止侦查"),
    ("suspected_crime_transfer", "移送"),
];

/// Words of notes and other papers that show a person was dealt with.
const WORDS: &[&str] = &[
    "立案",
    "追逃",
    "通缉",
    "抓捕",
    "刑事拘留",
    "取保候审",
    "行政处罚",
    "行政拘留",
    "罚款",
    "不予追究",
    "不追究",
    "终止侦查",
    "不予处罚",
    "责令",
    "管教",
    "训诫",
    "移送",
    "判决",
    "起诉",
    "继续侦查",
    "线索",
    "未查明",
    "身份不明",
    "无法查实",
    "不构成犯罪",
    "不知情",
    "另案",
    "未满",
    "年龄",
    "死亡",
    "社区矫正",
    "强制隔离",
];

/// True where `words` tell on which day somebody was entered as a fugitive (网上追逃).
fn is_sought(words: &str) -> bool {
    (words.contains("追逃") || words.contains("通缉"))
        && !crate::moments::find_moments(words, None).is_empty()
}

/// The treatments that `forms` show of the people `names`.
pub fn read_treatments(forms: &[Form<'_>], names: &[String], facts: &mut CaseFacts) {
    for form in forms {
        let text = form.text();
        for name in names.iter().filter(|name| text.contains(name.as_str())) {
            let base = BASES.iter().find(|(kind, _)| *kind == form.kind()).map(|(_, what)| *what);
            let place = text.match_indices(name.as_str()).find_map(|(at, _)| {
                let range = form.reading.sentence_range(at);
                let words = &text[range.clone()];
                let said = WORDS.iter().find(|word| words.contains(**word));
                (base.is_some() || said.is_some()).then_some((range, said))
            });
            // A register's entry runs over several sentences of one line.
            let entry = || {
                text.match_indices(name.as_str())
                    .map(|(at, _)| form.reading.line_range(at))
                    .find(|range| is_sought(&text[range.clone()]))
                    .map(|range| (range, Some(&"追逃")))
            };
            let place = place.or_else(entry);
            let Some((range, said)) = place else { continue };
            let is_note = matches!(
                form.kind(),
                "explanation_note" | "household_certificate" | "unrecognised"
            ) || form.document.title.contains("说明")
                || form.document.title.contains("责令")
                || form.document.title.contains("训诫");
            let what = match (base, said) {
                (Some(what), _) => what,
                (None, Some(said)) if is_note => said,
                // A register's entry copied into another paper: a day on which the person was sought.
                (None, Some(_)) if is_sought(&text[form.reading.line_range(range.start)]) => "追逃",
                _ => continue,
            };
            facts.treatments.push(Treatment {
                document: form.index,
                person: name.clone(),
                what: what.to_owned(),
                quote: form.reading.quote(range),
            });
        }
    }
}
