//! Events told in a sentence.

use anjian_core::ActKind;
use anjian_dossier::TimelineEvent;

/// `2024年4月8日16时20分，对马占林宣布拘留。`
pub(super) fn tell(event: &TimelineEvent) -> String {
    let at = event.at.to_chinese();
    let act = event.kind.chinese();
    match (&event.person, event.kind) {
        (Some(person), ActKind::DeliveredToDetentionHouse) => {
            format!("{at}，{person}被送达看守所。")
        }
        (Some(person), ActKind::SeizedAtScene) => format!("{at}，{person}被抓获。"),
        (Some(person), ActKind::Released) => format!("{at}，{person}被释放。"),
        (Some(person), ActKind::Arrived) => format!("{at}，{person}到案。"),
        (Some(person), ActKind::Surrendered) => format!("{at}，{person}投案。"),
        (Some(person), ActKind::FamilyNotified) => format!("{at}，就{person}被拘留通知家属。"),
        (
            Some(person),
            ActKind::SentForProsecution | ActKind::ProsecutionAccepted | ActKind::Indicted,
        ) => {
            format!("{at}，{act}（{person}）。")
        }
        (Some(person), _) => format!("{at}，对{person}{act}。"),
        (None, _) => format!("{at}，{act}。"),
    }
}
