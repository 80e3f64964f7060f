//! Records (笔录): head, officers, attendants, rights, signatures.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{
    Attendance, Attendant, Moment, Quote, Record, RecordKind, Signature, record::RightsTold,
};
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::{NAME, is_name, parse_names},
    numerals::parse_numeral,
};

mod officers;

/// Words by which a record tells rights (公安机关讯问犯罪嫌疑人诉讼权利义务告知书 的内容).
const RIGHTS_WORDS: &[&str] = &[
    "诉讼权利",
    "权利义务告知书",
    "同告知书",
    "委托辩护",
    "委托律师",
    "申请回避",
    "回避",
    "法律援助",
    "认罪认罚",
    "如实供述",
    "如实回答",
    "从宽",
];

/// Chars of a record that can be its head.
const HEAD_CHARS: usize = 1200;

static SEQUENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"第\s*([\d一二三四五六七八九十]{1,3})\s*次").expect("the pattern is a constant")
});

static FIRST_TURN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|\n)问：").expect("the pattern is a constant"));

static LAST_TURN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\n[问答]：").expect("the pattern is a constant"));

static GUARDIAN_REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:法定代理人|监护人)(?:未|不能|无法|未能)[^。：\n]{0,4}到场(?:的)?(?:原因|理由)\s*：\s*[^\s无/][^\n]{3,}|(?:法定代理人|监护人|父母|父亲|母亲|家长|家属)[^。\n]{0,40}(?:无法通知|无法到场|不能到场|未能到场|不宜到场|不便到场|无法联系|联系不上|不能及时到场|不在本地|同案|共犯|去世|死亡|拒绝到场|不愿到场|在外地|外出务工|无法及时赶到|未能赶到)[^。\n]{0,30}")
        .expect("the pattern is a constant")
});

static RECORDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:全程|同步)[^。\n]{0,6}(?:录音录像|录像)").expect("the pattern is a constant")
});

static RELATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:系|与[^：，。\n（）]{2,12}关系\s*：?\s*(?:系|为)?)\s*(?P<relation>[^，。\n（）：]{2,20})")
        .expect("the pattern is a constant")
});

static RELATION_NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"（(?P<relation>[^）\n]{1,20})）").expect("the pattern is a constant")
});

/// Kind of record that documents of kind `code` are.
pub fn record_kind(code: &str) -> Option<RecordKind> {
    Some(match code {
        "interrogation_record" => RecordKind::Interrogation,
        "questioning_record" => RecordKind::Questioning,
        "identification_record" => RecordKind::Identification,
        "search_record" => RecordKind::Search,
        "seizure_record" => RecordKind::Seizure,
        "scene_inspection_record" => RecordKind::SceneInspection,
        "extraction_record" => RecordKind::Extraction,
        _ => return None,
    })
}

/// Reads the record that `form` is.
pub fn read_record(form: &Form<'_>, kind: RecordKind) -> Record {
    let text = form.text();
    let head = head_range(text);
    let tail = tail_range(text, &head);
    let (from, to, time_quote) = read_time(form, &head);
    let (subject, subject_quote) = read_subject(form, kind, &head);
    let officers = officers::read_officers(form, &head, &tail, from.zip(to).is_some());
    let mut attendants = read_attendants(form, &head, &tail);
    attendants.retain(|attendant| {
        Some(&attendant.name) != subject.as_ref()
            && officers.iter().all(|o| o.name != attendant.name)
    });
    let reason = GUARDIAN_REASON.find(text);
    Record {
        kind,
        document: form.index,
        sequence: SEQUENCE
            .captures(&form.document.title)
            .or_else(|| SEQUENCE.captures(&text[head.clone()]))
            .and_then(|captures| parse_numeral(&captures[1])),
        subject,
        from,
        to,
        place: form
            .field(&[
                "地点",
                "讯问地点",
                "询问地点",
                "讯问、询问地点",
                "辨认地点",
                "勘验地点",
                "现场地点",
            ])
            .map(|field| field.value)
            .filter(|value| !value.is_empty()),
        officers,
        attendants,
        guardian_absence_reason: reason.map(|found| found.as_str().to_owned()),
        rights: read_rights(form),
        recorded: RECORDED.is_match(text),
        time_quote,
        subject_quote,
        signature_quote: read_signature_quote(form, &tail),
        title_quote: form.document.title_quote.clone(),
    }
}

/// The head: everything before the first question, or the first part of a record without turns.
fn head_range(text: &str) -> Range<usize> {
    let limit = text.char_indices().nth(HEAD_CHARS).map_or(text.len(), |(at, _)| at);
    match FIRST_TURN.find(text) {
        Some(turn) => 0..turn.start(),
        None => 0..limit,
    }
}

/// The signatures' part: what follows the last turn's first line, or the last lines.
fn tail_range(text: &str, head: &Range<usize>) -> Range<usize> {
    let after_turns = LAST_TURN.find_iter(text).last().and_then(|turn| {
        let answer = turn.end();
        text[answer..].find('\n').map(|end| answer + end)
    });
    let start = match (after_turns, text.rfind("以上笔录")) {
        (Some(turns), Some(closing)) => turns.min(closing),
        (Some(turns), None) => turns,
        (None, Some(closing)) => closing,
        // A record without turns: its signatures stand at the end, below the narrative.
        (None, None) => text
            .char_indices()
            .rev()
            .filter(|(_, c)| *c == '\n')
            .nth(8)
            .map_or(head.start, |(at, _)| at),
    };
    start..text.len()
}

fn read_time(
    form: &Form<'_>,
    head: &Range<usize>,
) -> (Option<Moment>, Option<Moment>, Option<Quote>) {
    const BEGIN: &[&str] =
        &["开始时间", "讯问开始时间", "询问开始时间", "起始时间", "讯问时间自", "开始"];
    const END: &[&str] = &["结束时间", "讯问结束时间", "询问结束时间", "终止时间", "结束"];
    const WHOLE: &[&str] = &[
        "时间",
        "讯问时间",
        "询问时间",
        "讯问、询问时间",
        "起止时间",
        "讯问起止时间",
        "询问起止时间",
        "辨认时间",
        "搜查时间",
        "扣押时间",
        "勘验时间",
        "检查时间",
        "勘查时间",
        "提取时间",
        "勘验、检查时间",
        "现场勘验时间",
        "现场勘查时间",
        "勘验（检查）时间",
        "提取血样时间",
    ];
    let field_of = |labels: &[&str]| {
        labels
            .iter()
            .flat_map(|label| form.fields(label, head.clone()))
            .find(|field| !moments::find_moments(&field.value, form.reference()).is_empty())
    };
    if let Some(begin) = field_of(BEGIN) {
        let from = moments::first_moment(&begin.value, form.reference());
        let end = field_of(END);
        let reference = from.map(|moment| moment.date()).or(form.reference());
        let to = end.as_ref().and_then(|field| moments::first_moment(&field.value, reference));
        let until = end.map_or(begin.range.end, |field| field.range.end.max(begin.range.end));
        let quote = form
            .reading
            .quote(begin.range.start..until)
            .filter(|_| until - begin.range.start < 300)
            .or_else(|| form.reading.quote(begin.range.clone()));
        return (from, to, quote);
    }
    if let Some(field) = field_of(WHOLE) {
        // The line, not the field: the end of a range may stand after what looks like a label.
        let line = field.value_range.start..form.reading.line_range(field.range.start).end;
        let text = &form.text()[line.clone()];
        if let Some(span) = moments::find_spans(text, form.reference()).first() {
            let quote = form.reading.quote(field.range.start..line.start + span.range.end);
            return (Some(span.from), span.to, quote);
        }
    }
    // No label: the first range of the head.
    let spans = moments::find_spans(&form.text()[head.clone()], form.reference());
    match spans.iter().find(|span| span.to.is_some() && span.from.time().is_some()) {
        Some(span) => {
            let range = head.start + span.range.start..head.start + span.range.end;
            (Some(span.from), span.to, form.reading.quote(range))
        }
        None => (None, None, None),
    }
}

fn read_subject(
    form: &Form<'_>,
    kind: RecordKind,
    head: &Range<usize>,
) -> (Option<String>, Option<Quote>) {
    let labels: &[&str] = match kind {
        RecordKind::Interrogation => {
            &["被讯问人姓名", "被讯问人", "犯罪嫌疑人姓名", "犯罪嫌疑人", "被讯（询）问人", "姓名"]
        }
        RecordKind::Questioning => &[
            "被询问人姓名",
            "被询问人",
            "被询（讯）问人",
            "证人姓名",
            "被害人姓名",
            "证人",
            "被害人",
            "姓名",
        ],
        RecordKind::Identification => &["辨认人姓名", "辨认人"],
        RecordKind::Search => &["被搜查人", "被搜查人姓名", "当事人", "被搜查人（持有人）"],
        RecordKind::Seizure => &["持有人", "当事人", "被扣押人", "财物持有人"],
        RecordKind::SceneInspection => &[],
        RecordKind::Extraction => &["被提取人", "当事人", "被提取人姓名", "犯罪嫌疑人", "姓名"],
    };
    let whole = 0..form.text().len();
    for label in labels {
        for within in [head.clone(), whole.clone()] {
            for field in form.fields(label, within) {
                let end = field.value.find(['，', '。', '；']).unwrap_or(field.value.len());
                let value = &field.value[..end];
                if let Some(entry) = parse_names(value).first() {
                    let at = form.text()[field.value_range.clone()]
                        .find(&entry.name)
                        .map_or(field.value_range.end, |at| {
                            field.value_range.start + at + entry.name.len()
                        });
                    return (Some(entry.name.clone()), form.reading.quote(field.range.start..at));
                }
            }
        }
    }
    (None, None)
}

fn read_attendants(form: &Form<'_>, head: &Range<usize>, tail: &Range<usize>) -> Vec<Attendant> {
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
            for field in form.fields(label, within) {
                let line = form.reading.line_range(field.range.start);
                let stop = field.value.find(['，', '。']).unwrap_or(field.value.len());
                for entry in parse_names(&field.value[..stop]) {
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
    let signed: Vec<String> = signed_names(&form.text()[tail.clone()]);
    for attendant in &mut attendants {
        if signed.contains(&attendant.name) {
            attendant.signature = Signature::Present;
        }
    }
    attendants
}

/// Relation or office of an attendant: 系被讯问人父亲, 与被讯问人关系：父子, （班主任）.
fn relation_of(line: &str, notes: &str) -> Option<String> {
    if let Some(captures) = RELATION.captures(line) {
        return Some(captures["relation"].trim().to_owned());
    }
    let note = RELATION_NOTE.captures(notes).or_else(|| RELATION_NOTE.captures(line))?;
    let text = note["relation"].trim_start_matches('系').to_owned();
    (!["捺指印", "签名", "签字", "捺印"].contains(&text.as_str())).then_some(text)
}

/// Names that stand in the signatures' part after a colon or with a fingerprint.
fn signed_names(tail: &str) -> Vec<String> {
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?:：\s*|、|\s)(?P<name>{NAME}?)(?:（[^）\n]{{1,12}}）|[ \n，、]|$)"))
            .expect("the pattern is a constant")
    });
    SIGNED.captures_iter(tail).map(|captures| captures["name"].to_owned()).collect()
}

fn read_rights(form: &Form<'_>) -> RightsTold {
    let text = form.text();
    let mut rights = RightsTold::default();
    for word in RIGHTS_WORDS {
        // What the suspect says of leniency in an answer tells nobody his rights.
        let told = text.match_indices(word).map(|(at, _)| at).find(|at| !is_in_answer(text, *at));
        if let Some(at) = told {
            rights.keywords.push((*word).to_owned());
            if rights.quotes.len() < 2
                && let Some(quote) = form.reading.quote(form.reading.sentence_range(at))
                && !rights.quotes.contains(&quote)
            {
                rights.quotes.push(quote);
            }
        }
    }
    rights
}

fn is_in_answer(text: &str, at: usize) -> bool {
    let before = &text[..at];
    match (before.rfind("答："), before.rfind("问：")) {
        (Some(answer), Some(question)) => answer > question,
        (Some(_), None) => true,
        _ => false,
    }
}

/// The line of the officers' signatures, or the last line of the record.
fn read_signature_quote(form: &Form<'_>, tail: &Range<usize>) -> Option<Quote> {
    let text = form.text();
    let signatures = officers::LABELS
        .iter()
        .flat_map(|label| form.fields(label, tail.clone()))
        .map(|field| field.range.start)
        .max();
    let at = signatures.unwrap_or_else(|| text.trim_end().len().saturating_sub(1));
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at))?;
    form.reading.quote_line(at)
}
