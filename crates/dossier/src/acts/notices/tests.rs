use anjian_core::FilePages;

use crate::dossier::Dossier;

use super::*;

fn told(papers: &[&str]) -> Vec<String> {
    let files = papers
        .iter()
        .enumerate()
        .map(|(at, text)| FilePages::unpaged(&format!("{at}.txt"), (*text).to_owned()))
        .collect();
    Dossier::read(files)
        .facts()
        .acts
        .iter()
        .filter(|act| matches!(act.kind, ActKind::FamilyNotified | ActKind::ArrestFamilyNotified))
        .map(|act| {
            let when = act.from.map_or_else(|| format!("{:?}", act.outcome), |at| at.to_iso());
            format!("{} {when} {}", act.subject().unwrap_or(""), act.means.as_deref().unwrap_or(""))
        })
        .collect()
}

#[test]
fn receipts_in_many_forms() {
    let warrant = "某县公安局\n拘留证\n兹决定对犯罪嫌疑人张大山（性别男）执行拘留。\n2024年3月1日\n本证已于2024年3月1日9时向我宣布。被拘留人：张大山";
    for (notice, expected) in [
        ("收到。李梅（妻，捺印）　2024年3月1日18时", "张大山 2024-03-01T18:00 签收"),
        ("李梅（捺印） 2024年3月1日10:30", "张大山 2024-03-01T10:30 签收"),
        ("注：2024年3月1日20时电话通知其妻李梅。经办人：王强", "张大山 2024-03-01T20:00 通知"),
        ("本通知书已于2024年3月2日8时10分以挂号信交邮。", "张大山 2024-03-02T08:10 邮寄"),
        ("被拘留人家属：李梅\n2024年3月1日21时05分", "张大山 2024-03-01T21:05 签收"),
        ("已收到本通知书。　李梅（妻子）", "张大山 Done "),
    ] {
        let text = format!(
            "某县公安局\n拘留通知书\n李梅：\n张大山因涉嫌盗窃罪于2024年3月1日9时被我局刑事拘留，羁押于某县看守所。\n某县公安局\n二〇二四年三月一日\n{notice}"
        );
        assert_eq!(told(&[warrant, &text]), [expected], "{notice}");
    }
}

#[test]
fn one_notice_for_several() {
    let warrant = |name: &str| {
        format!(
            "某县公安局\n拘留证\n兹决定对犯罪嫌疑人{name}（性别男）执行拘留。\n2024年3月1日\n本证已于2024年3月1日9时向我宣布。被拘留人：{name}"
        )
    };
    let notice = "某县公安局\n逮捕通知书\n张大山、陈小河已于2024年4月1日被执行逮捕。\n张大山：妻李梅，2024年4月1日18时签收（捺指印）。\n陈小河：无家属，无法通知。\n二〇二四年四月一日";
    assert_eq!(
        told(&[&warrant("张大山"), &warrant("陈小河"), notice]),
        [
            "张大山 2024-04-01T18:00 签收",
            "陈小河 Omitted { reason: \"陈小河：无家属，无法通知\" } "
        ]
    );
}
