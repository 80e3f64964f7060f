//! Explanations (情况说明) and medical papers: whom they name and what they are about.

use anjian_core::{
    Person,
    facts::{Explanation, Topic},
};

use crate::form::Form;

const TOPICS: &[(Topic, &[&str])] = &[
    (Topic::Delivery, &["送押", "送看守所", "送至看守所", "入所", "收押", "送所"]),
    (Topic::Interrogation, &["讯问"]),
    (Topic::Notification, &["通知家属", "通知其家属", "拘留通知", "无法通知"]),
    (
        Topic::Medical,
        &[
            "住院",
            "抢救",
            "就医",
            "昏迷",
            "不予收押",
            "暂不收押",
            "不宜收押",
            "手术",
            "治疗",
            "入院",
        ],
    ),
    (
        Topic::Recording,
        &[
            "设备故障",
            "录像故障",
            "系统故障",
            "录像中断",
            "未能录",
            "无法录",
            "未录音录像",
            "未录像",
            "未同步录",
            "没有录像",
            "没有固定录像",
        ],
    ),
    (Topic::Travel, &["路途", "途中", "押解", "异地", "在途", "跨省"]),
    (
        Topic::Waiting,
        &[
            "等待鉴定",
            "鉴定期间",
            "待鉴定",
            "尚在鉴定",
            "等待检验",
            "中止侦查",
            "中止案件",
            "境外取证",
            "并案侦查",
            "等待另案",
            "待另案",
            "等待协查",
        ],
    ),
];

/// The explanation that `form` is, where it is one.
pub fn read_explanation(form: &Form<'_>, people: &[Person]) -> Option<Explanation> {
    if !matches!(form.kind(), "explanation_note" | "medical_certificate" | "appearance_account") {
        return None;
    }
    let text = form.text();
    let mut topics = Vec::new();
    let mut first = None;
    for (topic, words) in TOPICS {
        if let Some(at) = words.iter().filter_map(|word| text.find(word)).min() {
            topics.push(*topic);
            first = Some(first.map_or(at, |known: usize| known.min(at)));
        }
    }
    Some(Explanation {
        document: form.index,
        persons: people.iter().map(|p| p.name.clone()).filter(|name| text.contains(name)).collect(),
        topics,
        quote: form.reading.quote(form.reading.sentence_range(first?)),
    })
}
