//! View `seizure`: one seizure list with its signatures, or one seizure without any list.
//!
//! Fields: `person`, `list`, `has_list`, `officer_count`, `officers`, `has_officer_place`,
//! `witness_place`, `holder_place` (false where the list has no such place), `witness_signed`,
//! `holder_signed`, `holder_noted`, `recording_noted`, `item_count`, `items_without_features` (of things that need features),
//! `made_by`, `is_list_told` (a record says that a list was made). Quotes: `signatures`, `title`,
//! `items`, `list_told`.

use anjian_core::{
    ActKind, CaseFacts, Record, RecordKind, Signature,
    facts::{ListedItem, SeizureList},
};

use super::titles;
use crate::view::View;

/// One view per list, and one per seizure decision or record that has none.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut views: Vec<View> =
        facts.seizure_lists.iter().map(|list| of_list(facts, list)).collect();
    views.extend(without_list(facts));
    views
}

fn of_list(facts: &CaseFacts, list: &SeizureList) -> View {
    let mut view = View::of(list.holder_name.as_deref().unwrap_or(""));
    let document = facts.documents.get(list.document);
    let name = document.map_or_else(String::new, |document| {
        document.number.clone().map_or_else(
            || document.title.clone(),
            |number| format!("{}（{number}）", document.title),
        )
    });
    view.set("list", name);
    view.set("has_list", true);
    view.set("officer_count", list.officers.len());
    view.set(
        "officers",
        list.officers.iter().map(|officer| officer.name.clone()).collect::<Vec<_>>(),
    );
    view.set("has_officer_place", list.has_officer_place);
    view.set("witness_place", list.witness.quote.is_some());
    view.set("holder_place", list.holder.quote.is_some());
    view.judged_on(list.date);
    view.set("witness_signed", list.witness.signature == Signature::Present);
    view.set("holder_signed", list.holder.signature == Signature::Present);
    let refused = list.holder.signature == Signature::Refused;
    view.set("holder_noted", refused || list.holder_note.is_some());
    view.set("recording_noted", list.recording_note.is_some());
    view.set("item_count", list.items.iter().filter(|item| needs_features(item)).count());
    view.set(
        "items_without_features",
        list.items.iter().filter(|item| needs_features(item) && item.features.is_none()).count(),
    );
    view.set("made_by", "");
    view.set("is_list_told", false);
    let places = list.witness.quote.clone().into_iter().chain(list.holder.quote.clone());
    let officers = list.officers.iter().filter_map(|officer| officer.quote.clone());
    view.cite("signatures", places.chain(officers));
    view.cite("title", list.title_quote.clone());
    view.cite(
        "items",
        list.items
            .iter()
            .filter(|item| needs_features(item) && item.features.is_none())
            .filter_map(|item| item.quote.clone()),
    );
    view
}

/// Money and papers are told by sum and count; other things need their features (程序规定第二百三十条).
fn needs_features(item: &ListedItem) -> bool {
    const PAPERS: &[&str] = &[
        "合同",
        "收据",
        "发票",
        "借条",
        "欠条",
        "票",
        "账",
        "单",
        "凭证",
        "协议",
        "文件",
        "材料",
        "现金",
        "人民币",
        "笔记本",
        "名片",
        "资料",
        "证明",
        "通知",
        "档案",
        "款",
        "书",
    ];
    let is_counted = item.quantity.as_deref().is_some_and(|quantity| {
        quantity.trim_end().ends_with(['份', '本', '张', '页', '册', '元', '封', '卷'])
    });
    !(is_counted || PAPERS.iter().any(|word| item.name.contains(word)))
        || item.name.contains("电脑")
}

/// Decisions and records of seizure in a dossier whose lists do not cover them: no list of the
/// same holder, nor any of the same day.
fn without_list(facts: &CaseFacts) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    let decisions = facts.acts_of(ActKind::ItemSeized).filter(|act| {
        facts
            .documents
            .get(act.document)
            .is_some_and(|document| document.kind.as_str() == "seizure_decision")
    });
    for act in decisions {
        let day = act.from.map(|from| from.date());
        if !is_listed(facts, act.document, act.subject(), day) {
            views.push(unlisted(facts, act.document, act.subject().unwrap_or(""), &act.quotes));
        }
    }
    let records = facts.records.iter().filter(|record| record.kind == RecordKind::Seizure);
    for record in records {
        let day = record.from.map(|from| from.date());
        let is_known =
            views.iter().any(|view| view.subject == record.subject.as_deref().unwrap_or(""));
        if !is_known && !is_listed(facts, record.document, record.subject.as_deref(), day) {
            let quotes: Vec<_> = quotes_of(record);
            views.push(unlisted(
                facts,
                record.document,
                record.subject.as_deref().unwrap_or(""),
                &quotes,
            ));
        }
    }
    views
}

fn quotes_of(record: &Record) -> Vec<anjian_core::Quote> {
    record.title_quote.clone().into_iter().chain(record.time_quote.clone()).collect()
}

/// A list covers what its holder gave up, what was seized about the same days, and what stands with it
/// in one file, as decision, record and list are bound together.
fn is_listed(
    facts: &CaseFacts,
    document: usize,
    holder: Option<&str>,
    day: Option<jiff::civil::Date>,
) -> bool {
    let file = facts.documents.get(document).map(|document| &document.file);
    facts.seizure_lists.iter().any(|list| {
        let own = facts.documents.get(list.document);
        let same_holder = holder.is_some() && list.holder_name.as_deref() == holder;
        let names_holder = holder.is_some_and(|holder| {
            own.is_some_and(|own| own.persons.iter().any(|person| person == holder))
        });
        let about_same_day = day.zip(list.date).is_some_and(|(day, date)| {
            anjian_core::period::days_between(day, date.date()).abs() <= 3
        });
        let same_file = file.is_some_and(|file| {
            own.is_some_and(|own| own.file == *file && list.document.abs_diff(document) <= 3)
        });
        same_holder || names_holder || about_same_day || same_file
    })
}

fn unlisted(
    facts: &CaseFacts,
    document: usize,
    holder: &str,
    quotes: &[anjian_core::Quote],
) -> View {
    let mut view = View::of(holder);
    let title = facts.documents.get(document).map_or("", |document| document.title.as_str());
    view.set("list", "");
    view.set("has_list", false);
    for field in ["officer_count", "item_count", "items_without_features"] {
        view.set(field, 0i64);
    }
    view.set("officers", Vec::<String>::new());
    for field in [
        "witness_signed",
        "holder_signed",
        "holder_noted",
        "recording_noted",
        "has_officer_place",
        "witness_place",
        "holder_place",
    ] {
        view.set(field, false);
    }
    view.set("made_by", title);
    view.set("is_list_told", !facts.seizure_list_notes.is_empty());
    view.cite("list_told", facts.seizure_list_notes.iter().take(2).cloned());
    view.cite("title", quotes.iter().cloned());
    view.searched = titles(
        facts,
        &["seizure_list", "seizure_decision", "seizure_record", "search_record"],
        holder,
    );
    view
}
