//! Records (笔录): head, officers, attendants, rights, signatures.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Moment, Quote, Record, RecordKind, record::SearchNotes};
use regex::Regex;

use crate::{form::Form, moments, numerals::parse_numeral};

mod attendants;
mod fields;
mod officers;
mod recording;
mod rights;
mod search;
mod subject;
mod tail;
pub(crate) mod women;

/// Chars of a record that can be its head.
const HEAD_CHARS: usize = 1200;

static SEQUENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"第\s*([\d一二三四五六七八九十]{1,3})\s*次").expect("the pattern is a constant")
});

static FIRST_TURN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|\n)问：").expect("the pattern is a constant"));

static LAST_TURN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\n[问答]：").expect("the pattern is a constant"));

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
    let (place, place_quote) = match read_place(form, &head) {
        Some((place, quote)) => (Some(place), quote),
        None => (None, None),
    };
    let (subject, subject_quote) = subject::read_subject(form, kind, &head, &tail);
    let mut attendants = attendants::read_attendants(form, &head, &tail);
    attendants.retain(|attendant| Some(&attendant.name) != subject.as_ref());
    let others: Vec<&str> = attendants
        .iter()
        .map(|attendant| attendant.name.as_str())
        .chain(subject.as_deref())
        .collect();
    let officers = officers::read_officers(form, &head, &tail, from.zip(to).is_some(), &others);
    attendants.retain(|attendant| officers.iter().all(|o| o.name != attendant.name));
    let reason = attendants::GUARDIAN_REASON.find(text);
    let (head_officers, head_recorders) = officers::named(form, &head);
    let (first_question, introduced_officers) = recording::read_first_question(form);
    let (recorded, recording_quote) = recording::read_recording(form, &head);
    let pages = subject.as_deref().map_or((0, 0), |name| form.reading.pages_ending_with(name));
    let other_subjects = subject::read_others(form, kind, &head, subject.as_deref());
    let description = subject::read_description(form, &head, subject.as_deref());
    let signatures = tail::read_tail(form, kind, subject.as_deref(), &tail, &officers);
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
        place,
        place_quote,
        search: if kind == RecordKind::Search {
            search::read_notes(form)
        } else {
            SearchNotes::default()
        },
        other_subjects,
        description,
        officers,
        head_officers,
        head_recorders,
        introduced_officers,
        has_unclear_officers: officers::are_unclear(form, &head, &tail),
        attendants,
        guardian_absence_reason: reason.map(|found| found.as_str().to_owned()),
        company_quote: attendants::read_company(form),
        card_shown_quote: recording::read_card(form),
        notice_told_quote: recording::read_notice(form),
        female_absence_quote: women::read_absence(form),
        rights: rights::read_rights(form),
        recorded,
        recording_quote,
        unrecorded_quote: recording::read_denial(form),
        first_question,
        interjections: recording::read_interjections(form),
        tail: signatures,
        page_count: pages.0,
        signed_page_count: pages.1,
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
    let start = match (after_turns, tail::closing_start(text)) {
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

/// The place: labelled, or what follows the time in its line ("2025年3月10日9时30分至10时 某某派出所").
fn read_place(form: &Form<'_>, head: &Range<usize>) -> Option<(String, Option<Quote>)> {
    const LABELS: &[&str] = &[
        "地点",
        "讯问地点",
        "询问地点",
        "讯问、询问地点",
        "讯（询）问地点",
        "询（讯）问地点",
        "讯问场所",
        "询问场所",
        "辨认地点",
        "搜查地点",
        "被搜查处所",
        "搜查处所",
        "搜查对象",
        "对象",
        "勘验地点",
        "现场地点",
        "扣押地点",
        "提取地点",
    ];
    let labelled = LABELS
        .iter()
        .flat_map(|label| fields::labelled(form, label, head.clone()))
        .find(|field| !field.value.is_empty())
        .map(|field| (field.value, form.reading.quote(field.range)));
    labelled.or_else(|| {
        let text = &form.text()[head.clone()];
        let spans = moments::find_spans(text, form.reference());
        let span = spans.iter().find(|span| span.to.is_some() && span.from.time().is_some())?;
        let line_end =
            text[span.range.end..].find('\n').map_or(text.len(), |at| span.range.end + at);
        let rest = text[span.range.end..line_end].trim_start_matches([' ', '，', '。', '止']);
        let colon = rest.find('：').map_or(rest, |at| {
            rest[..at].rfind([' ', '，', '。']).map_or("", |space| &rest[..space])
        });
        let place = colon[..fields::spaced_label(colon).unwrap_or(colon.len())].trim();
        let at = head.start + span.range.end + text[span.range.end..].find(place)?;
        let quote = form.reading.quote(at..at + place.len());
        (4..=60).contains(&place.chars().count()).then(|| (place.to_owned(), quote))
    })
}

/// The line of the officers' signatures, or the last line of the record.
fn read_signature_quote(form: &Form<'_>, tail: &Range<usize>) -> Option<Quote> {
    let text = form.text();
    let signatures = officers::labels_in(&text[tail.clone()])
        .iter()
        .flat_map(|label| form.fields(label, tail.clone()))
        .map(|field| field.range.start)
        .max();
    let at = signatures.unwrap_or_else(|| text.trim_end().len().saturating_sub(1));
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at))?;
    form.reading.quote_line(at)
}

#[cfg(test)]
mod tests {
    use anjian_core::{FilePages, Signature};

    use super::*;
    use crate::Dossier;

    fn read(text: &str) -> Record {
        let file = FilePages::unpaged("笔录.txt", text.to_owned());
        let dossier = Dossier::read(vec![file]);
        dossier.facts().records.first().expect("the text is a record").clone()
    }

    fn names(record: &Record) -> Vec<&str> {
        record.officers.iter().map(|officer| officer.name.as_str()).collect()
    }

    #[test]
    fn reads_heads_whose_fields_share_a_line_without_colons() {
        let record = read(
            "讯问笔录\n时间 2024.10.28　9:20—10:10 地点 某县公安局交警大队讯问室\n讯问人 和卫东　记录人 晁阳 单位 某县公安局交警大队\n被讯问人 司马文　男　汉族　1981年7月14日出生\n问：我们是某县公安局民警。\n答：好。\n以上笔录我看过，和我说的相符。\n司马文（捺印）2024年10月28日　讯问人 和卫东　记录人 晁阳\n被讯问人 司马文",
        );
        assert_eq!(record.subject.as_deref(), Some("司马文"));
        assert_eq!(names(&record), ["和卫东", "晁阳"]);
        assert_eq!(record.head_recorders, ["晁阳"]);
        assert_eq!(record.place.as_deref(), Some("某县公安局交警大队讯问室"));
        assert!(record.tail.confirmation.is_some());
        assert_eq!(record.tail.subject.signature, Signature::Present);
    }

    #[test]
    fn reads_subject_and_officers_from_signatures_where_the_head_is_short() {
        let record = read(
            "讯问笔录\n第2次　2024年6月1日9时至9时30分　松县看守所\n讯问人：付强\n问：以前讲的属实吗？\n答：属实。\n以上笔录念给我听过，和我讲的一样。\n佟大勇（捺印） 2024年6月1日 付强　宫立民",
        );
        assert_eq!(record.subject.as_deref(), Some("佟大勇"));
        assert_eq!(names(&record), ["付强", "宫立民"]);
        assert_eq!((record.head_officers.len(), record.tail.officers.len()), (1, 2));
        assert_eq!(record.place.as_deref(), Some("松县看守所"));
    }

    #[test]
    fn tells_an_empty_place_from_a_refusal_and_a_fingerprint() {
        let tail = |tail: &str| {
            let head = "询问笔录\n时间：2024年3月5日10时至11时\n地点：某派出所\n询问人：李强　记录人：王磊\n被询问人：张三，男\n问：看见什么？\n答：没看见。\n";
            read(&format!("{head}{tail}")).tail
        };
        let empty = tail("被询问人：\n询问人：李强　记录人：王磊");
        assert_eq!(empty.subject.signature, Signature::Absent);
        assert!(empty.subject.quote.is_some() && empty.confirmation.is_none());
        let refused = tail("张三阅读后拒绝签名、捺指印。\n询问人：李强　记录人：王磊");
        assert_eq!(refused.subject.signature, Signature::Refused);
        let marked =
            tail("（不识字，以上笔录已向其宣读）\n被询问人：（捺右手食指印）\n询问人：李强");
        assert_eq!(marked.subject.signature, Signature::Present);
        assert!(marked.note.is_some());
        assert_eq!(marked.officers, ["李强"]);
    }

    #[test]
    fn a_guardian_with_a_note_of_several_clauses_is_read() {
        let record = read(
            "询问笔录\n时间：2025年3月9日9时00分至9时50分\n地点：某医院病房\n询问人：杨静（女，警号431233） 陈波 记录人：陈波\n被询问人：钟凯 男 15岁 2009年8月11日出生\n到场法定代理人：刘刚（继父，与其母共同抚养钟凯） 电话13900000000\n问：头还痛吗？\n答：能讲。\n以上笔录看过，对的。\n钟凯（捺印） 刘刚（捺印） 2025年3月9日\n询问人 杨静 陈波",
        );
        let guardian = record.attendants.first().expect("the guardian is there");
        assert_eq!((guardian.name.as_str(), guardian.signature), ("刘刚", Signature::Present));
        assert_eq!(names(&record), ["杨静", "陈波"]);
    }
}
