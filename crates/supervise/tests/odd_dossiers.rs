//! Dossiers that are not as they should be: no point panics, and none fires for nothing.

use anjian_core::{FilePages, Finding};
use anjian_dossier::Dossier;
use anjian_supervise::{Catalogue, check, national_calendar};

fn findings(papers: &[&str]) -> Vec<Finding> {
    let files = papers
        .iter()
        .enumerate()
        .map(|(n, text)| FilePages::paged(&format!("{n:02}.pdf"), [(*text).to_owned()]))
        .collect();
    let catalogue = Catalogue::embedded().expect("the embedded catalogue is sound");
    check(&catalogue, Dossier::read(files).facts(), &national_calendar())
        .expect("every expression holds on every view")
}

fn record(time: &str, person: &str) -> String {
    format!(
        "讯问笔录（第2次）\n时间：{time}\n地点：某县看守所第1讯问室\n讯问人（签名）：李强 工作单位：某县公安局\n记录人（签名）：王磊 工作单位：某县公安局\n被讯问人：{person} 性别：男\n问：说说经过。\n答：就是这样。\n以上笔录我看过，和我说的相符。\n被讯问人：{person}（捺指印）\n侦查人员：李强 记录人：王磊"
    )
}

#[test]
fn no_documents_have_no_findings() {
    assert!(findings(&[]).is_empty());
    assert!(findings(&["", " \n "]).is_empty());
}

#[test]
fn dates_that_do_not_exist_are_no_moments() {
    let papers = [
        "某县公安局\n拘留证\n兹决定对犯罪嫌疑人王某某（性别男）执行拘留。\n某县公安局\n2024年2月30日\n本证已于2024年2月30日25时61分向我宣布。\n被拘留人：王某某（捺指印）\n被拘留人王某某已于2024年13月1日送至我所。",
    ];
    assert!(findings(&papers).iter().all(|finding| finding.point_id != "QZ-01"));
}

#[test]
fn an_end_before_its_start_is_no_negative_length() {
    let reversed = record("2024年3月2日10时00分至2024年3月2日9时00分", "王某某");
    let other = record("2024年3月2日9时20分至2024年3月2日9时40分", "赵某某");
    let found = findings(&[&reversed, &other]);
    assert!(found.iter().all(|finding| !finding.explanation.contains('-')), "{found:?}");
}

#[test]
fn a_record_across_midnight_ends_the_next_day() {
    let night = record("2024年3月2日23时30分至次日1时10分", "王某某");
    let morning = record("2024年3月2日0时10分至2024年3月2日1时00分", "赵某某");
    let found = findings(&[&night, &morning]);
    assert!(found.iter().all(|finding| finding.point_id != "ZC-04"), "{found:?}");
}

#[test]
fn names_of_one_char_are_read_as_they_are() {
    let paper = record("2024年3月2日9时00分至2024年3月2日10时00分", "王");
    let found = findings(&[
        &paper,
        "起诉意见书\n犯罪嫌疑人王，男，1990年1月1日出生。\n某县公安局\n2024年5月1日",
    ]);
    assert!(found.iter().all(|finding| finding.subject.chars().count() <= 12), "{found:?}");
}

#[test]
fn two_cases_in_one_folder_keep_their_people_apart() {
    let detention = |name: &str, day: u8, hour: u8| {
        format!(
            "某县公安局\n拘留证\n兹决定对犯罪嫌疑人{name}（性别男）执行拘留，送某县看守所羁押。\n某县公安局\n2024年3月{day}日\n本证已于2024年3月{day}日10时00分向我宣布。\n被拘留人：{name}（捺指印）\n被拘留人{name}已于2024年3月{day}日{hour}时00分送至我所。"
        )
    };
    // Each was delivered the same day; mixed up, one would come days late.
    let found = findings(&[&detention("王大海", 1, 15), &detention("赵小川", 9, 16)]);
    assert!(found.iter().all(|finding| finding.point_id != "QZ-01"), "{found:?}");
}
