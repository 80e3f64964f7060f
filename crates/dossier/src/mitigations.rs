//! What papers say for and against keeping a person in custody: plea, forgiveness, record, illness,
//! the penalty that is proposed.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Factor, Mitigation};
use regex::Regex;

use crate::{form::Form, numerals::parse_numeral};

static FACTORS: LazyLock<Vec<(Factor, Regex)>> = LazyLock::new(|| {
    [
        (Factor::Plea, r"认罪认罚|自愿认罪"),
        (Factor::Forgiven, r"取得[^。，；]{0,8}谅解|表示谅解|予以谅解|得到[^。，；]{0,8}谅解|达成[^。，；]{0,6}和解|已谅解|谅解书"),
        (Factor::FirstOffender, r"初犯|偶犯|无前科|无犯罪前科|没有前科|未发现违法犯罪|无违法犯罪|无犯罪记录|未受过刑事处罚"),
        (Factor::Accessory, r"从犯|胁从犯|次要作用|辅助作用|作用较小"),
        (Factor::Illness, r"严重疾病|怀孕|妊娠|哺乳|很高危|极高危|恶性肿瘤|癌症|尿毒症|肾衰竭|心功能|冠心病|艾滋病|肺结核|生活不能自理|精神分裂|偏瘫|瘫痪"),
        (Factor::Prior, r"累犯|再犯|[有其的]前科|犯罪前科|刑满释放|(?:因|曾因|因犯)[^。，；]{2,16}罪[^。；]{0,16}(?:判处|被判)|故意犯罪"),
        (Factor::Denial, r"拒不认罪|不认罪|拒不供认|不供认|拒不供述|未签署具结书|翻供|零口供"),
        (Factor::Danger, r"串供|毁灭、?(?:伪造)?证据|报复|脱逃|逃跑|干扰[^。，；]{0,6}作证|打击报复|无固定住[处所]|流窜作案|自杀"),
    ]
    .into_iter()
    .map(|(factor, pattern)| (factor, Regex::new(pattern).expect("the patterns are constants")))
    .collect()
});

static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:不|未|没有|拒绝|拒不|无)[^。，；]{0,4}$").expect("the pattern is a constant")
});

static PENALTY: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[\d一二两三四五六七八九十]{1,3}";
    Regex::new(&format!(
        r"(?P<kind>有期徒刑|拘役|管制)\s*(?:(?P<years>{number})\s*年)?(?:零|又)?\s*(?:(?P<months>{number})\s*个?月)?(?:以上)?(?:\s*(?:至|到|-|—)?\s*(?P<until>{number})\s*年(?:以下)?(?:(?P<until_months>{number})\s*个?月)?)?"
    ))
    .expect("the pattern is a constant")
});

/// Kinds of papers that assess a person.
const PAPERS: &[&str] = &[
    "prosecution_opinion",
    "indictment",
    "sentencing_recommendation",
    "plea_agreement",
    "forgiveness_letter",
    "medical_certificate",
    "criminal_record_check",
    "arrest_request",
    "custody_necessity_report",
    "arrest_approval_decision",
];

/// Kinds that propose a penalty.
const PROPOSALS: &[&str] = &["sentencing_recommendation", "plea_agreement", "indictment"];

/// What `form` says of each of `suspects`.
pub fn read_mitigations(form: &Form<'_>, suspects: &[String]) -> Vec<Mitigation> {
    if !PAPERS.contains(&form.kind()) {
        return Vec::new();
    }
    let text = form.text();
    let named: Vec<&str> =
        suspects.iter().map(String::as_str).filter(|name| text.contains(name)).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Mitigation> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut start = 0;
    for clause in text.split_inclusive(['。', '；', '，', '\n']) {
        let range = start..start + clause.len();
        start = range.end;
        let here: Vec<&str> = named.iter().copied().filter(|name| clause.contains(name)).collect();
        if !here.is_empty() {
            open = here;
        }
        let meant: &[&str] = if named.len() == 1 { &named } else { &open };
        for (factor, words) in factors(form, clause, &range) {
            note(&mut found, form, meant, factor, words, None);
        }
        if PROPOSALS.contains(&form.kind())
            && let Some((months, probation, words)) = penalty(form, clause, &range)
        {
            note(&mut found, form, meant, Factor::Penalty, words, Some((months, probation)));
        }
        // A line of its own is about its own people, but a description goes on over sentences.
        if clause.ends_with('\n') && named.len() > 1 && text[start..].starts_with("犯罪嫌疑人")
        {
            open.clear();
        }
    }
    found
}

fn note(
    found: &mut Vec<Mitigation>,
    form: &Form<'_>,
    people: &[&str],
    factor: Factor,
    words: Range<usize>,
    penalty: Option<(i64, bool)>,
) {
    for person in people {
        found.push(Mitigation {
            person: (*person).to_owned(),
            factor,
            document: form.index,
            months: penalty.map(|(months, _)| months),
            probation: penalty.is_some_and(|(_, probation)| probation),
            quote: form.reading.quote(words.clone()),
        });
    }
}

/// The factors of one clause, those that it denies left out.
fn factors(form: &Form<'_>, clause: &str, range: &Range<usize>) -> Vec<(Factor, Range<usize>)> {
    FACTORS
        .iter()
        .filter_map(|(factor, pattern)| {
            let words = pattern.find(clause)?;
            let is_denied = DENIED.is_match(&clause[..words.start()]);
            let is_own_negation = matches!(factor, Factor::FirstOffender | Factor::Denial);
            if is_denied && !is_own_negation {
                return None;
            }
            // The title of the notice (《认罪认罚从宽制度告知书》) is no plea.
            if clause[words.end()..].starts_with("从宽制度") {
                return None;
            }
            let sentence = form.reading.sentence_range(range.start + words.start());
            Some((*factor, sentence))
        })
        .collect()
}

/// The longest penalty of a clause in months, and whether it may be served in freedom.
fn penalty(
    form: &Form<'_>,
    clause: &str,
    range: &Range<usize>,
) -> Option<(i64, bool, Range<usize>)> {
    let captures = PENALTY.captures(clause)?;
    // A former sentence is no proposal.
    if ["曾", "前罪", "刑满", "因犯", "被判处"].iter().any(|word| clause.contains(word)) {
        return None;
    }
    let number = |name: &str| {
        captures.name(name).and_then(|m| parse_numeral(m.as_str())).map_or(0, i64::from)
    };
    let lower = number("years") * 12 + number("months");
    let upper = number("until") * 12 + number("until_months");
    let months = lower.max(upper);
    if months == 0 {
        return None;
    }
    let sentence = form.reading.sentence_range(range.start);
    let probation = &captures["kind"] == "管制" || form.text()[sentence.clone()].contains("缓刑");
    Some((months, probation, sentence))
}
