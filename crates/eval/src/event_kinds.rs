//! Gold events are free words; which kinds of act they can mean.

use anjian_core::ActKind;

/// Words of gold events, the more special first, with the kinds they mean.
const WORDS: &[(&str, &[ActKind])] = &[
    ("通知家属", &[ActKind::FamilyNotified, ActKind::ArrestFamilyNotified]),
    ("延长侦查羁押", &[ActKind::CustodyExtended]),
    ("延长拘留", &[ActKind::DetentionExtended]),
    ("提请批准逮捕", &[ActKind::ArrestRequested]),
    ("不批准逮捕", &[ActKind::ArrestRefused]),
    ("批准逮捕", &[ActKind::ArrestApproved]),
    ("执行逮捕", &[ActKind::ArrestAnnounced]),
    ("被逮捕", &[ActKind::ArrestAnnounced]),
    ("宣布逮捕", &[ActKind::ArrestAnnounced]),
    ("受理审查起诉", &[ActKind::ProsecutionAccepted]),
    ("移送", &[ActKind::SentForProsecution]),
    ("告知委托辩护", &[ActKind::CounselRightTold]),
    ("权利告知", &[ActKind::RightsTold]),
    ("鉴定意见告知", &[ActKind::OpinionNotified]),
    ("鉴定聘请", &[ActKind::ExpertEngaged]),
    ("鉴定意见", &[ActKind::ExpertOpined]),
    ("拘留", &[ActKind::DetentionAnnounced, ActKind::DetentionOrdered]),
    ("送看守所", &[ActKind::DeliveredToDetentionHouse]),
    ("收押", &[ActKind::DeliveredToDetentionHouse]),
    ("入所", &[ActKind::DeliveredToDetentionHouse, ActKind::IntakeExamined]),
    ("解除取保", &[ActKind::BailEnded]),
    ("取保候审", &[ActKind::BailStarted]),
    ("释放", &[ActKind::Released]),
    ("认罪认罚具结", &[ActKind::PleaSigned]),
    ("退回补充侦查", &[ActKind::ReturnedForInvestigation]),
    ("起诉", &[ActKind::Indicted]),
    ("报案", &[ActKind::ReportReceived, ActKind::CaseAccepted]),
    ("接警", &[ActKind::ReportReceived]),
    ("受案", &[ActKind::CaseAccepted]),
    ("立案", &[ActKind::CaseFiled]),
    ("抓获", &[ActKind::SeizedAtScene]),
    ("投案", &[ActKind::Surrendered]),
    ("传唤", &[ActKind::Summoned]),
    ("到案", &[ActKind::Arrived]),
    ("讯问", &[ActKind::Interrogated]),
    ("询问", &[ActKind::Questioned]),
    ("辨认", &[ActKind::Identified]),
    ("搜查", &[ActKind::Searched]),
    ("扣押", &[ActKind::ItemSeized]),
    ("勘验", &[ActKind::SceneInspected]),
    ("勘查", &[ActKind::SceneInspected]),
    ("呼气", &[ActKind::BreathTested]),
    ("血样", &[ActKind::SampleTaken]),
    ("送检", &[ActKind::SampleSent]),
    ("宣判", &[ActKind::Sentenced]),
];

/// Kinds that `event` can mean; an event of no such words is what the case is about (案发).
pub fn kinds_of(event: &str) -> Vec<ActKind> {
    match WORDS.iter().find(|(word, _)| event.contains(word)) {
        Some((_, kinds)) => kinds.to_vec(),
        None => vec![ActKind::OffenceAlleged],
    }
}
