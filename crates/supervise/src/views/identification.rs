//! View `identification`: one identification (辨认) with its annex.
//!
//! Fields: `person` (the suspect identified, where one is, and who identifies), `identifier`, `title`, `from` (moment), `kind` (`person`, `thing`, `place`),
//! `by_photographs`, `by_procuratorate`, `count` (−1 where unknown; the annex's where it has one),
//! `stated`, `attached` (−1 where unknown), `presider_count`, `presiders`, `has_witness`,
//! `witness_place`, `recorded`, `has_features`, `shown_before` (text or empty).
//! Quotes: `time`, `stated`, `attached`, `presiders`, `witness`, `features`, `shown_before`.

use anjian_core::{
    CaseFacts,
    identification::{Identification, IdentifiedKind},
};

use super::titles;
use crate::view::View;

/// One view per identification.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.identifications.iter().map(|identification| view(facts, identification)).collect()
}

fn view(facts: &CaseFacts, identification: &Identification) -> View {
    let witness = identification.witness.as_deref().unwrap_or("");
    let subject = match &identification.identified {
        Some(identified) => format!("{identified}、{witness}"),
        None => witness.to_owned(),
    };
    let mut view = View::of(&subject);
    view.set("identifier", witness);
    let document = facts.documents.get(identification.document);
    view.set("title", document.map_or("", |document| document.title.as_str()));
    view.set_moment("from", identification.from);
    view.judged_on(identification.from);
    view.set(
        "kind",
        match identification.kind {
            IdentifiedKind::Person => "person",
            IdentifiedKind::Thing => "thing",
            IdentifiedKind::Place => "place",
        },
    );
    view.set("by_photographs", identification.by_photographs);
    view.set("by_procuratorate", identification.by_procuratorate);
    let number = |count: Option<u32>| count.map_or(-1, i64::from);
    view.set("count", number(identification.attached.or(identification.stated)));
    view.set("stated", number(identification.stated));
    view.set("attached", number(identification.attached));
    view.set("presider_count", identification.presiders.len());
    view.set("presiders", identification.presiders.clone());
    view.set("has_witness", identification.attesting.is_some());
    view.set("witness_place", identification.has_attesting_place);
    view.set("recorded", identification.recorded);
    view.set("has_features", identification.features.is_some());
    let shown = identification.shown_before.as_ref();
    view.set("shown_before", shown.map_or(String::new(), |quote| quote.text().to_owned()));
    view.cite("stated", identification.stated_quote.clone());
    view.cite("attached", identification.attached_quote.clone());
    view.cite("presiders", identification.presiders_quote.clone());
    view.cite("witness", identification.attesting_quote.clone());
    view.cite("features", identification.features.clone());
    view.cite("shown_before", identification.shown_before.clone());
    let record = facts.records.iter().find(|record| record.document == identification.document);
    view.cite(
        "time",
        record.and_then(|record| record.time_quote.clone().or_else(|| record.title_quote.clone())),
    );
    view.searched = titles(facts, &["identification_record", "recording_disc"], "");
    view
}
