//! View `set_aside`: one person whom an accusation names as 另案处理, 在逃 or 另处, and what was done.
//!
//! Fields: `person` `paper` `note` `treatments` `treatment_count` `penalised` `claims_done` `is_too_light` `is_underage`
//! `is_at_large` `is_secret`. Quotes: `note` `treatments`.

use anjian_core::{CaseFacts, accusation::SetAside};

use super::titles;
use crate::view::View;

/// One view per person set aside, of opinions before indictments.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut seen: Vec<&str> = Vec::new();
    let mut views = Vec::new();
    let mut accusations: Vec<_> = facts.accusations.iter().collect();
    accusations.sort_by_key(|accusation| accusation.is_indictment);
    let charged: Vec<&str> = facts
        .accusations
        .iter()
        .flat_map(|a| a.accused.iter().map(|accused| accused.name.as_str()))
        .collect();
    for accusation in accusations {
        for aside in &accusation.set_aside {
            if seen.contains(&aside.name.as_str()) {
                continue;
            }
            seen.push(&aside.name);
            let paper = facts.documents.get(accusation.document);
            let mut view = view(facts, aside);
            // Charged by a later paper of the same file.
            view.set("is_charged", charged.contains(&aside.name.as_str()));
            view.set("paper", paper.map_or("", |document| document.kind_name.as_str()));
            view.judged_on(paper.and_then(|d| d.closing_date).map(anjian_core::Moment::day));
            views.push(view);
        }
    }
    views
}

fn view(facts: &CaseFacts, aside: &SetAside) -> View {
    let mut view = View::of(&aside.name);
    view.set("note", aside.note.as_str());
    let treatments: Vec<_> =
        facts.treatments.iter().filter(|treatment| treatment.person == aside.name).collect();
    let what: Vec<String> = treatments.iter().map(|treatment| treatment.what.clone()).collect();
    view.set("treatment_count", what.len());
    let penalised = [
        "行政处罚",
        "不予处罚",
        "行政拘留",
        "罚款",
        "终止侦查",
        "不予追究",
        "不追究",
        "不起诉",
        "判决",
        "训诫",
        "责令",
    ];
    view.set("penalised", what.iter().any(|done| penalised.contains(&done.as_str())));
    view.set("treatments", what);
    let says = |words: &[&str]| words.iter().any(|word| aside.note.contains(word));
    view.set(
        "claims_done",
        says(&[
            "已判",
            "已起诉",
            "已上网追逃",
            "网上追逃",
            "已移送",
            "已行政处罚",
            "已作行政处罚",
            "已被行政",
            "已刑拘",
            "已取保",
            "已刑事拘留",
            "已立案",
            "已处罚",
            "附后",
            "材料附",
        ]),
    );
    view.set(
        "is_too_light",
        says(&["不够刑事处罚", "情节显著轻微", "情节轻微", "不构成犯罪", "不够刑事", "未达追诉"]),
    );
    view.set(
        "is_underage",
        says(&["未达刑事责任年龄", "未满十四", "未满十六", "不满十四", "不满十六", "未达责任年龄"]),
    );
    view.set("is_at_large", says(&["在逃"]));
    view.set("is_secret", says(&["监委", "监察", "涉密"]));
    view.cite("note", aside.quote.clone());
    view.cite("treatments", treatments.iter().filter_map(|treatment| treatment.quote.clone()));
    view.searched = titles(
        facts,
        &[
            "separate_handling_note",
            "case_filing_decision",
            "detention_warrant",
            "fugitive_register",
            "wanted_order",
            "administrative_penalty_decision",
            "explanation_note",
        ],
        "",
    );
    view
}
