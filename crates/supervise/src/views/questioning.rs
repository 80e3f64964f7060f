//! View `questioning`: one questioning (询问) of a witness or victim with its place and whoever else was
//! there.
//!
//! Fields: `person title from to place has_place is_minor is_proposed is_scene is_own_place
//! is_connected_place has_notice shows_card others_present co_subjects has_interjection
//! interjection`; quotes `from place others interjections first_question subject`.

use anjian_core::{
    Attendance, Attendant, CaseFacts, Record, RecordKind, Signature, period::age_on,
};

use super::titles;
use crate::view::View;

/// One view per record of questioning.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts
        .records
        .iter()
        .filter(|record| record.kind == RecordKind::Questioning)
        .filter_map(|record| view(facts, record))
        .collect()
}

fn view(facts: &CaseFacts, record: &Record) -> Option<View> {
    let name = record.subject.as_deref()?;
    let mut view = View::of(name);
    view.judged_on(record.from);
    let document = facts.documents.get(record.document);
    view.set("title", document.map_or("", |document| document.title.as_str()));
    view.set_moment("from", record.from);
    view.set_moment("to", record.to);
    view.cite("from", record.time_quote.clone());
    view.cite("subject", record.subject_quote.clone());
    view.cite("first_question", record.first_question.clone());
    set_place(&mut view, facts, record, name);
    let person = facts.find_person(name);
    let age = person
        .and_then(|person| person.birth)
        .zip(record.from)
        .map(|(birth, from)| age_on(birth, from.date()));
    view.set("is_minor", age.is_some_and(|age| age < 18));
    let question = record.first_question.as_ref().map_or("", |quote| quote.text());
    let place = record.place.as_deref().unwrap_or("");
    let notice_words = ["询问通知书", "通知书"];
    let has_notice_paper = facts
        .documents_of(&["questioning_notice"])
        .any(|(_, document)| document.persons.iter().any(|person| person == name));
    let is_mentioned =
        notice_words.iter().any(|word| question.contains(word) || place.contains(word));
    view.set("has_notice", has_notice_paper || is_mentioned || record.notice_told_quote.is_some());
    let shows = ["警察证", "工作证", "证件", "民警证"];
    let is_shown =
        record.card_shown_quote.is_some() || shows.iter().any(|word| question.contains(word));
    view.set("shows_card", is_shown);
    let others: Vec<&Attendant> = record
        .attendants
        .iter()
        .filter(|attendant| attendant.attendance == Attendance::AppropriateAdult)
        .filter(|attendant| !is_company(attendant))
        .collect();
    view.set("others_present", others.iter().map(|other| other.name.clone()).collect::<Vec<_>>());
    let are_signed = others.iter().any(|other| other.signature == Signature::Present);
    view.set("others_signed", are_signed);
    let are_witnesses = others.iter().any(|other| {
        facts.records.iter().any(|record| {
            record.kind == RecordKind::Questioning
                && record.subject.as_deref() == Some(other.name.as_str())
        })
    });
    view.set("others_are_witnesses", are_witnesses);
    view.cite("others", others.iter().filter_map(|other| other.quote.clone()));
    view.set("co_subjects", record.other_subjects.clone());
    view.set("has_interjection", !record.interjections.is_empty());
    let first = record.interjections.first().map_or("", |quote| quote.text());
    view.set("interjection", first.split_whitespace().collect::<String>());
    view.cite("interjections", record.interjections.iter().cloned());
    view.searched = titles(facts, &["questioning_notice"], name);
    Some(view)
}

/// Family, teachers, doctors and interpreters keep somebody company; they are no other witnesses.
fn is_company(attendant: &Attendant) -> bool {
    const COMPANY: &[&str] = &[
        "父",
        "母",
        "妻",
        "夫",
        "儿",
        "女",
        "子",
        "兄",
        "弟",
        "姐",
        "妹",
        "亲",
        "监护",
        "老师",
        "教师",
        "班主任",
        "社工",
        "医",
        "护",
        "翻译",
        "律师",
        "代理人",
        "妇联",
        "居委",
        "村委",
        "心理",
    ];
    let relation = attendant.relation.as_deref().unwrap_or("");
    COMPANY.iter().any(|word| relation.contains(word))
}

fn set_place(view: &mut View, facts: &CaseFacts, record: &Record, name: &str) {
    let place = record.place.as_deref().unwrap_or("");
    view.set("place", place);
    view.set("has_place", !place.is_empty());
    view.cite("place", record.place_quote.clone());
    let question = record.first_question.as_ref().map_or("", |quote| quote.text());
    let says =
        |words: &[&str]| words.iter().any(|word| place.contains(word) || question.contains(word));
    view.set("is_proposed", says(&["提出", "要求", "同意", "自愿", "指定的地点", "方便"]));
    let scene = facts
        .records
        .iter()
        .filter(|other| other.kind == RecordKind::SceneInspection)
        .filter_map(|other| other.place.as_deref())
        .any(|scene| shares_words(scene, place));
    view.set("is_scene", scene || says(&["现场", "案发", "事发"]));
    let own =
        ["住处", "家中", "家里", "住所", "暂住", "租住", "宿舍", "单位", "工作", "经营", "办公室"];
    let police = ["公安", "派出所", "大队", "支队", "中队", "检察院", "执法", "办案", "警务"];
    let is_police = police.iter().any(|word| place.contains(word));
    let is_own = own.iter().any(|word| place.contains(word)) || place.contains(name);
    view.set("is_own_place", is_own && !is_police);
    // The witness works, lives or stays where the words of the place say: 酒店前台, 住…宾馆.
    let description = record.description.replace(place, "");
    let connected = [
        "员", "前台", "经理", "老板", "店主", "业主", "经营", "保安", "保洁", "收银", "厨师",
        "入住", "住客", "旅客", "房客",
    ];
    let is_connected = connected.iter().any(|word| description.contains(word))
        && [
            "酒店",
            "宾馆",
            "旅馆",
            "旅社",
            "招待所",
            "民宿",
            "会所",
            "洗浴",
            "浴池",
            "店",
            "馆",
            "KTV",
            "茶",
            "网吧",
            "酒吧",
        ]
        .iter()
        .any(|word| description.contains(word) && place.contains(word));
    view.set("is_connected_place", is_connected);
}

/// True where two places share a run of six chars: the same house or street number.
fn shares_words(a: &str, b: &str) -> bool {
    const RUN: usize = 6;
    let chars: Vec<char> = a.chars().collect();
    chars.windows(RUN).any(|run| {
        let run: String = run.iter().collect();
        b.contains(&run) && !run.ends_with(['县', '市', '镇', '区', '局'])
    })
}
