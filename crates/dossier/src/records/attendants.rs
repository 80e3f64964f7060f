//! Those present besides officers and subject: guardians, witnesses, interpreters, counsel.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Attendance, Attendant, Quote, Signature};
use regex::Regex;

use super::fields::labelled;
use crate::{
    form::Form,
    names::{SHORTEST_NAME, first_clause, is_name, is_surname, parse_names},
};

/// Why a guardian could not be told or come.
pub(super) static GUARDIAN_REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:法定代理人|监护人)(?:未|不能|无法|未能)[^。：\n]{0,4}到场(?:的)?(?:原因|理由)\s*：\s*[^\s无/][^\n]{3,}|(?:法定代理人|监护人|父母|父亲|母亲|家长|家属)[^。\n]{0,40}(?:无法通知|无法到场|不能到场|未能到场|不宜到场|不便到场|无法联系|联系不上|不能及时到场|不在本地|同案|共犯|去世|死亡|拒绝到场|不愿到场|在外地|外出务工|无法及时赶到|未能赶到)[^。\n]{0,30}")
        .expect("the pattern is a constant")
});

static COMPANY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:爸|妈|父亲|母亲|父母|监护人|法定代理人|家长|老师|班主任|社工|合适成年人|爷爷|奶奶|外公|外婆|姑姑|叔叔|伯伯|舅舅|姨)[^。？\n]{0,14}(?:在场|陪|到场|在旁)|(?:在场|陪同|到场)[^。？\n]{0,14}(?:父|母|爸|妈|监护人|法定代理人|家长|社工|老师|合适成年人)")
        .expect("the pattern is a constant")
});

/// Words of company that are no denial of it.
pub(super) fn read_company(form: &Form<'_>) -> Option<Quote> {
    const DENIED: &[&str] = &["未", "没", "不", "无"];
    let found = COMPANY.find_iter(form.text()).find(|found| {
        let words = found.as_str().replace("未成年", "");
        !DENIED.iter().any(|word| words.contains(word))
    })?;
    form.reading.quote(found.range())
}

static RELATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:系|与[^：，。\n（）]{2,12}关系\s*：?\s*(?:系|为)?)\s*(?P<relation>[^，。\n（）：]{2,20})")
        .expect("the pattern is a constant")
});

static RELATION_NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"（(?P<relation>[^）\n]{1,20})）").expect("the pattern is a constant")
});

/// Those present, as head and signatures name them.
pub(super) fn read_attendants(
    form: &Form<'_>,
    head: &Range<usize>,
    tail: &Range<usize>,
) -> Vec<Attendant> {
    const LABELS: &[(&str, Attendance)] = &[
        ("法定代理人", Attendance::Guardian),
        ("法定代理人（监护人）", Attendance::Guardian),
        ("监护人", Attendance::Guardian),
        ("到场法定代理人", Attendance::Guardian),
        ("在场法定代理人", Attendance::Guardian),
        ("法定代理人姓名", Attendance::Guardian),
        ("合适成年人", Attendance::AppropriateAdult),
        ("到场合适成年人", Attendance::AppropriateAdult),
        ("合适成年人姓名", Attendance::AppropriateAdult),
        ("法定代理人/合适成年人", Attendance::AppropriateAdult),
        ("法定代理人、合适成年人", Attendance::AppropriateAdult),
        ("法定代理人或合适成年人", Attendance::AppropriateAdult),
        ("法定代理人（合适成年人）", Attendance::AppropriateAdult),
        ("到场人", Attendance::AppropriateAdult),
        ("到场人员", Attendance::AppropriateAdult),
        ("在场人", Attendance::AppropriateAdult),
        ("在场人员", Attendance::AppropriateAdult),
        ("在场", Attendance::AppropriateAdult),
        ("在场家属", Attendance::AppropriateAdult),
        ("家属", Attendance::AppropriateAdult),
        ("被搜查人家属", Attendance::AppropriateAdult),
        ("被搜查人家中在场人", Attendance::AppropriateAdult),
        ("其他在场人员", Attendance::AppropriateAdult),
        ("其他在场人", Attendance::AppropriateAdult),
        ("在场亲属", Attendance::AppropriateAdult),
        ("在场负责人", Attendance::AppropriateAdult),
        ("单位负责人", Attendance::AppropriateAdult),
        ("到场法定代理人姓名", Attendance::Guardian),
        ("到场监护人", Attendance::Guardian),
        ("监护人姓名", Attendance::Guardian),
        ("到场合适成年人姓名", Attendance::AppropriateAdult),
        ("合适成年人到场", Attendance::AppropriateAdult),
        ("陪同到场", Attendance::AppropriateAdult),
        ("陪同到场人", Attendance::AppropriateAdult),
        ("到场法定代理人（监护人）", Attendance::Guardian),
        ("到场的法定代理人", Attendance::Guardian),
        ("陪同人", Attendance::AppropriateAdult),
        ("陪同人员", Attendance::AppropriateAdult),
        ("社工", Attendance::AppropriateAdult),
        ("教师", Attendance::AppropriateAdult),
        ("班主任", Attendance::AppropriateAdult),
        ("法定代理人签名", Attendance::Guardian),
        ("合适成年人签名", Attendance::AppropriateAdult),
        ("在场女工作人员", Attendance::FemaleStaff),
        ("女工作人员", Attendance::FemaleStaff),
        ("到场女工作人员", Attendance::FemaleStaff),
        ("在场成年人", Attendance::AppropriateAdult),
        ("到场成年人", Attendance::AppropriateAdult),
        ("见证人", Attendance::Witness),
        ("见证人基本情况", Attendance::Witness),
        ("见证人姓名", Attendance::Witness),
        ("翻译", Attendance::Interpreter),
        ("翻译人员", Attendance::Interpreter),
        ("翻译人", Attendance::Interpreter),
        ("值班律师", Attendance::Counsel),
        ("辩护人", Attendance::Counsel),
        ("律师", Attendance::Counsel),
    ];
    let mut attendants: Vec<Attendant> = Vec::new();
    for (label, attendance) in LABELS {
        for within in [head.clone(), tail.clone()] {
            let is_tail = within == *tail;
            for field in labelled(form, label, within) {
                let line = form.reading.line_range(field.range.start);
                for entry in parse_names(first_clause(&field.value)) {
                    if !is_name(&entry.name) {
                        continue;
                    }
                    let signature = if is_tail || field.range.start >= tail.start {
                        Signature::Present
                    } else {
                        Signature::Absent
                    };
                    let relation =
                        relation_of(&form.text()[field.range.start..line.end], &entry.notes);
                    match attendants.iter_mut().find(|known| known.name == entry.name) {
                        Some(known) => {
                            if signature == Signature::Present {
                                known.signature = signature;
                            }
                            known.relation = known.relation.take().or(relation);
                        }
                        None => attendants.push(Attendant {
                            name: entry.name,
                            attendance: *attendance,
                            relation,
                            signature,
                            quote: form.reading.quote(field.range.clone()),
                        }),
                    }
                }
            }
        }
    }
    add_narrated(form, &mut attendants);
    super::kin::add_told(form, head, &mut attendants);
    let signed: Vec<String> = signed_names(&form.text()[tail.clone()]);
    for attendant in &mut attendants {
        if signed.contains(&attendant.name) || has_signed(form.text(), head, &attendant.name) {
            attendant.signature = Signature::Present;
        }
    }
    attendants
}

static NARRATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:在(?:被搜查人|持有人|当事人|家属)?(?P<other>{SHORTEST_NAME})(?:（[^）\n]{{0,30}}）)?[、和及])?(?:见证人)\s*(?P<witness>{SHORTEST_NAME})(?:（[^）\n]{{0,40}}）)?(?:、|，|在场|到场|的|和|及|均|见证|等)"
    ))
    .expect("the pattern is a constant")
});

/// Records that tell in their sentences who was there: "在汪某、见证人桂某（村委会委员）在场下，搜查…".
fn add_narrated(form: &Form<'_>, attendants: &mut Vec<Attendant>) {
    if attendants.iter().any(|known| known.attendance == Attendance::Witness) {
        return;
    }
    for captures in NARRATED.captures_iter(form.text()) {
        let told = [("other", Attendance::AppropriateAdult), ("witness", Attendance::Witness)];
        for (group, attendance) in told {
            let Some(name) = captures.name(group) else { continue };
            let is_plausible = is_name(name.as_str()) && is_surname(name.as_str());
            if is_plausible && attendants.iter().all(|known| known.name != name.as_str()) {
                attendants.push(Attendant {
                    name: name.as_str().to_owned(),
                    attendance,
                    relation: None,
                    signature: Signature::Absent,
                    quote: form.reading.quote(name.range()),
                });
            }
        }
    }
}

/// Relation or office of an attendant: 系被讯问人父亲, 与被讯问人关系：父子, （班主任）.
fn relation_of(line: &str, notes: &str) -> Option<String> {
    if let Some(captures) = RELATION.captures(line) {
        let relation = captures["relation"].split(' ').next().unwrap_or("").trim();
        let is_word = relation.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
        return is_word.then(|| relation.to_owned());
    }
    let note = RELATION_NOTE.captures(notes).or_else(|| RELATION_NOTE.captures(line))?;
    let text = note["relation"].trim_start_matches('系').to_owned();
    (!["捺指印", "签名", "签字", "捺印"].contains(&text.as_str())).then_some(text)
}

/// True where `name` stands below the head outside the turns, as signatures do wherever a form puts
/// them ("在场，没有意见。李某（指印）"), or with the mark of one in a turn's line.
fn has_signed(text: &str, head: &Range<usize>, name: &str) -> bool {
    const MARKS: &[&str] = &["（捺", "（指印", "（手印", "（签", "签名", "签字", "（按", "（代"];
    const NOT_SIGNED: &[&str] =
        &["未签", "没签", "没有签", "拒绝签", "拒签", "不签", "未到", "不在"];
    let below = text.get(head.end..).unwrap_or("");
    below.split('\n').any(|line| {
        let is_turn = line.starts_with(['问', '答']);
        line.match_indices(name).any(|(at, found)| {
            let after = line[at + found.len()..].trim_start();
            let clause: String = after.chars().take_while(|c| !matches!(c, '。' | '；')).collect();
            let is_denied = NOT_SIGNED.iter().any(|word| clause.contains(word));
            !is_denied && (!is_turn || MARKS.iter().any(|mark| after.starts_with(mark)))
        })
    })
}

/// Names that stand in the signatures' part after a colon or with a fingerprint.
fn signed_names(tail: &str) -> Vec<String> {
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?:：\s*|、|\s)(?P<name>{SHORTEST_NAME})(?:（[^）\n]{{1,12}}）|[ \n，、]|$)"
        ))
        .expect("the pattern is a constant")
    });
    SIGNED.captures_iter(tail).map(|captures| captures["name"].to_owned()).collect()
}
