//! Actions elsewhere that no record of their own tells: accounts of how somebody came in (到案经过、
//! 抓获经过) and search warrants (搜查证) for a place of another county.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{field_action::FieldAction, place::Place};
use regex::Regex;

use crate::{field_actions, form::Form, moments, places::find_places};

static DONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"宣布拘留|执行拘留|刑事拘留|执行逮捕|宣布逮捕|进行(?:了)?搜查|(?:依法|予以|当场|随后|并|该|内|室|处|所|房)搜查|搜查(?:其|了|该)|扣押|查封|(?:口头|依法|书面)?传唤|拘传")
        .expect("the pattern is a constant")
});

/// What was not done, or by others, or is to be done.
static NOT_OURS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"当地|警方|协作|协助|配合|移交|交接|寄押|临时羁押|拟|准备|(?:未|没有)(?:进行)?(?:搜查|扣押)|曾因|曾被|前科|刑满")
        .expect("the pattern is a constant")
});

static WARRANTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:对|前往|到)[^。\n]{0,60}?搜查").expect("the pattern is a constant")
});

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:向我宣布|向其宣布|向本人宣布|出示|宣布)[^。\n]*")
        .expect("the pattern is a constant")
});

/// The actions elsewhere that `form` tells, at most one for each place.
pub fn read_account_actions(form: &Form<'_>) -> Vec<FieldAction> {
    match form.kind() {
        "appearance_account" => read_account(form),
        "search_warrant" => read_warrant(form).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Each sentence that says at which place a measure was carried out.
fn read_account(form: &Form<'_>) -> Vec<FieldAction> {
    let text = form.text();
    let mut actions: Vec<FieldAction> = Vec::new();
    for (place, range) in find_places(text) {
        let sentence = form.reading.sentence_range(range.start);
        let before = text[sentence.start..range.start].trim_end();
        let is_where = ["在", "到", "至", "于", "赶赴", "前往", "抵达", "位于"]
            .iter()
            .any(|word| before.ends_with(word));
        let rest = &text[range.end..sentence.end];
        let Some(done) = DONE.find(rest).filter(|_| is_where) else { continue };
        // A unit of the place (某县公安局) is no place of the action, a residence no more.
        let between = &rest[..done.start()];
        if NOT_OURS.is_match(&text[sentence.clone()]) || between.contains("公安") {
            continue;
        }
        if actions.iter().any(|known| known.place == place) {
            continue;
        }
        let stated = moments::find_moments(&text[sentence.clone()], form.reference());
        // The moment nearest before the place is when they were there.
        let at = stated
            .iter()
            .rfind(|stated| sentence.start + stated.range.end <= range.start)
            .or(stated.first());
        let Some(at) = at else { continue };
        let mut what: Vec<&str> = Vec::new();
        for word in ["传唤", "拘传", "拘留", "逮捕", "搜查", "扣押", "查封"] {
            if DONE.find_iter(rest).any(|found| found.as_str().contains(word)) {
                what.push(word);
            }
        }
        let started = at.moment;
        actions.push(action(form, &what.join("、"), place, range, started, sentence));
    }
    actions
}

/// A warrant that was carried out: it names the place, and somebody signed when it was announced.
fn read_warrant(form: &Form<'_>) -> Option<FieldAction> {
    let text = form.text();
    let clause = WARRANTED.find(text)?;
    let (place, range) =
        find_places(text).into_iter().find(|(_, range)| clause.range().contains(&range.start))?;
    let told = ANNOUNCED.find_iter(text).filter(|found| found.start() > clause.end());
    let (moment, words) =
        told.filter_map(|found| Some((form.moment_in(found.range())?, found.range()))).next()?;
    Some(action(form, "搜查", place, range, moment, words))
}

fn action(
    form: &Form<'_>,
    what: &str,
    place: Place,
    range: Range<usize>,
    started: anjian_core::Moment,
    words: Range<usize>,
) -> FieldAction {
    let text = form.text();
    FieldAction {
        document: form.index,
        what: what.to_owned(),
        started: Some(started),
        place,
        place_text: text[range.clone()].to_owned(),
        in_detention_house: false,
        local_help: field_actions::has_local_help(text),
        is_urgent: field_actions::is_urgent(text),
        quotes: [words, form.reading.sentence_range(range.start)]
            .into_iter()
            .filter_map(|range| form.reading.quote(range))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    fn actions(text: &str) -> Vec<(String, Option<String>, bool)> {
        let mut read = Vec::new();
        form(text, |form| {
            read = read_account_actions(form)
                .into_iter()
                .map(|action| (action.what, action.place.county, action.local_help))
                .collect();
        });
        read
    }

    #[test]
    fn accounts_tell_where_measures_were_carried_out() {
        let county = |name: &str| Some(name.to_owned());
        assert_eq!(
            actions(
                "到案经过\n2024年3月5日7时许，民警王强、李明在湖北省汉浦市东岭区光明路5号将张大山抓获，当场宣布拘留，随后在其租房内搜查。\n2024年3月6日"
            ),
            [("拘留、搜查".to_owned(), county("东岭区"), false)]
        );
        for clean in [
            "抓获经过\n2024年3月5日，张大山在湖北省汉浦市东岭区光明路5号被当地警方抓获，宣布拘留后移交我局。\n2024年3月6日",
            "到案经过\n张大山，住湖北省汉浦市东岭区光明路5号，2024年3月5日经口头传唤到案。\n2024年3月6日",
            "抓获经过\n2024年3月5日，民警赶赴湖北省汉浦市东岭区将张大山抓获并带回。\n2024年3月6日",
        ] {
            assert!(actions(clean).is_empty(), "{clean}");
        }
        assert_eq!(
            actions(
                "某县公安局\n搜查证\n兹派王强、李明对张大山租住处（湖北省汉浦市东岭区光明路5号）进行搜查。\n二〇二四年三月四日\n2024年3月5日8时向我宣布。张大山（指印）"
            ),
            [("搜查".to_owned(), county("东岭区"), false)]
        );
        assert!(actions("某县公安局\n搜查证\n兹派王强、李明对湖北省汉浦市东岭区光明路5号进行搜查。\n二〇二四年三月四日").is_empty());
    }
}
