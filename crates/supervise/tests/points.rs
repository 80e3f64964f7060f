//! The catalogue's own examples and exceptions, as small papers: what fires and what does not.

use anjian_core::{FilePages, Finding, Severity};
use anjian_dossier::Dossier;
use anjian_supervise::{Catalogue, check, national_calendar};

fn findings(papers: &[String]) -> Vec<Finding> {
    let files = papers
        .iter()
        .enumerate()
        .map(|(n, text)| FilePages::paged(&format!("{n:02}.pdf"), [text.clone()]))
        .collect();
    let dossier = Dossier::read(files);
    let catalogue = Catalogue::embedded().expect("the embedded catalogue is sound");
    check(&catalogue, dossier.facts(), &national_calendar())
        .expect("every expression holds on every view")
}

/// Severity of the finding of `point`, if it fires.
fn fires(point: &str, papers: &[String]) -> Option<Severity> {
    findings(papers)
        .into_iter()
        .find(|finding| finding.point_id == point)
        .map(|finding| finding.severity)
}

fn detention(announced: &str, delivered: &str) -> String {
    format!(
        "某县公安局\n拘留证\n某公（拘）字〔2024〕1号\n兹决定对犯罪嫌疑人王某某（性别男，出生日期1990年1月1日）执行拘留，送某县看守所羁押。\n某县公安局\n2024年3月1日\n本证已于{announced}向我宣布。\n被拘留人：王某某（捺指印）\n本证副本已收到，被拘留人王某某已于{delivered}送至我所。"
    )
}

fn family(receipt: &str) -> String {
    format!(
        "某县公安局\n拘留通知书\n王某甲：\n我局已于2024年3月1日14时30分将涉嫌盗窃罪的王某某刑事拘留，现羁押在某县看守所。\n某县公安局\n2024年3月1日\n{receipt}"
    )
}

fn told_family() -> String {
    family("本通知书已收到。 被拘留人家属：王某甲（捺指印）\n2024年3月1日20时00分")
}

fn interrogation(number: u8, time: &str, officers: (&str, &str), rights: &str) -> String {
    let (first, second) = officers;
    format!(
        "讯问笔录（第{number}次）\n时间：{time}\n地点：某县公安局办案中心第1讯问室\n讯问人（签名）：{first} 工作单位：某县公安局\n记录人（签名）：{second} 工作单位：某县公安局\n被讯问人：王某某 性别：男 出生日期：1990年1月1日\n问：{rights}\n答：听清了。\n以上笔录我看过，和我说的相符。\n被讯问人：王某某（捺指印）\n侦查人员：{first} 记录人：{second}"
    )
}

const RIGHTS: &str = "现将《犯罪嫌疑人诉讼权利义务告知书》送达给你，你有权委托律师辩护，可以申请法律援助，是否申请回避？";

fn first_interrogation() -> String {
    interrogation(1, "2024年3月2日9时00分至2024年3月2日10时00分", ("李强", "王磊"), RIGHTS)
}

fn request(day: &str) -> String {
    format!(
        "某县公安局\n提请批准逮捕书\n犯罪嫌疑人王某某，男，1990年1月1日出生。\n局长：（签名章）\n某县公安局\n{day}"
    )
}

fn extension(text: &str, day: &str) -> String {
    format!(
        "某县公安局\n延长拘留期限通知书\n某县看守所：\n我局对犯罪嫌疑人王某某执行拘留，{text}\n某县公安局\n{day}"
    )
}

fn arrest(day: &str) -> String {
    format!(
        "某县公安局\n逮捕证\n兹由我局对涉嫌盗窃罪的王某某（性别男，出生日期1990年1月1日）执行逮捕。\n某县公安局\n{day}\n本证已于{day}10时00分向我宣布。\n被逮捕人：王某某（捺指印）"
    )
}

fn opinion(day: &str) -> String {
    format!(
        "某县公安局\n起诉意见书\n犯罪嫌疑人王某某，男，1990年1月1日出生。\n经依法侦查查明：2024年2月1日王某某盗窃。\n上述犯罪事实清楚，现将此案移送审查起诉。\n某县公安局\n{day}"
    )
}

#[test]
fn qz_01_delivery_within_24_hours() {
    let case = |delivered: &str| vec![detention("2024年3月1日14时30分", delivered), told_family()];
    assert_eq!(fires("QZ-01", &case("2024年3月2日18时10分")), Some(Severity::High), "27 h 40 min");
    assert_eq!(fires("QZ-01", &case("2024年3月2日11时00分")), None, "20.5 h");
    assert_eq!(
        fires("QZ-01", &case("2024年3月2日15时20分")),
        Some(Severity::Low),
        "the starting hour is not counted"
    );
    assert_eq!(fires("QZ-01", &case("2024年3月2日")), None, "a bare day reads leniently");
    assert_eq!(fires("QZ-01", &case("    年  月  日  时")), Some(Severity::Low), "blank");
    let note = "情况说明\n王某某被拘留后突发疾病住院治疗，未能及时送看守所，出院后立即送押。\n某县公安局\n2024年3月3日".to_owned();
    assert_eq!(
        fires("QZ-01", &[case("2024年3月3日18时10分"), vec![note]].concat()),
        None,
        "explained by illness"
    );
}

#[test]
fn qz_02_family_within_24_hours() {
    let case =
        |notice: String| vec![detention("2024年3月1日14时30分", "2024年3月1日18时00分"), notice];
    assert_eq!(fires("QZ-02", &case(told_family())), None);
    let late = family("本通知书已收到。 被拘留人家属：王某甲（捺指印）\n2024年3月5日9时00分");
    assert_eq!(fires("QZ-02", &case(late)), Some(Severity::High));
    let posted = family(
        "2024年3月2日9时00分以挂号信邮寄。\n本通知书已收到。 被拘留人家属：王某甲\n2024年3月6日10时00分",
    );
    assert_eq!(fires("QZ-02", &case(posted)), None, "posting counts");
    let hindering = family("未在二十四小时内通知家属的原因：有碍侦查。");
    assert_eq!(fires("QZ-02", &case(hindering)), Some(Severity::High), "not for theft");
    let unknown = family("注：被拘留人拒不讲真实姓名住址，身份不明，无法通知。");
    assert_eq!(fires("QZ-02", &case(unknown)), None, "lawful and noted");
    assert_eq!(
        fires("QZ-02", &case(family("本通知书已收到。 被拘留人家属：\n    年  月  日"))),
        Some(Severity::High),
        "the closing is no notification"
    );
}

#[test]
fn qz_03_request_within_the_limit() {
    let base = || vec![detention("2024年3月1日14时30分", "2024年3月1日18时00分"), told_family()];
    let case = |more: Vec<String>| [base(), more].concat();
    assert_eq!(fires("QZ-03", &case(vec![request("2024年3月4日")])), None);
    assert_eq!(fires("QZ-03", &case(vec![request("2024年3月5日")])), Some(Severity::High));
    let four = || extension("决定延长拘留期限四日，自2024年3月4日至2024年3月8日。", "2024年3月4日");
    assert_eq!(
        fires("QZ-03", &case(vec![four(), request("2024年3月11日")])),
        Some(Severity::High),
        "3 days over"
    );
    assert_eq!(fires("QZ-03", &case(vec![four(), request("2024年3月8日")])), None);
    let thirty = || {
        extension(
            "因其系结伙作案的重大嫌疑分子，决定延长至三十日，自2024年3月1日至2024年3月31日。",
            "2024年3月4日",
        )
    };
    assert_eq!(fires("QZ-03", &case(vec![thirty(), request("2024年3月29日")])), None);
    assert_eq!(
        fires("QZ-03", &case(vec![thirty(), request("2024年4月1日")])),
        Some(Severity::High),
        "30 days include the first three"
    );
    let late = extension("决定延长拘留期限四日。", "2024年3月6日");
    assert_eq!(
        fires("QZ-03", &case(vec![late, request("2024年3月7日")])),
        Some(Severity::High),
        "approved after expiry"
    );
}

#[test]
fn qz_06_custody_for_investigation() {
    let case = |arrested: &str, more: Vec<String>| [vec![arrest(arrested)], more].concat();
    assert_eq!(
        fires("QZ-06", &case("2024年1月15日", vec![opinion("2024年3月22日")])),
        Some(Severity::High),
        "7 days over"
    );
    assert_eq!(fires("QZ-06", &case("2024年1月15日", vec![opinion("2024年3月15日")])), None);
    assert_eq!(
        fires("QZ-06", &case("2024年1月31日", vec![opinion("2024年3月31日")])),
        None,
        "the month's last day"
    );
    let extended = |day: &str| {
        format!(
            "某市人民检察院\n批准延长侦查羁押期限决定书\n某县公安局：\n批准对犯罪嫌疑人王某某延长侦查羁押期限一个月，自2024年3月16日至2024年4月15日。\n某市人民检察院\n{day}"
        )
    };
    assert_eq!(
        fires(
            "QZ-06",
            &case("2024年1月15日", vec![extended("2024年3月8日"), opinion("2024年4月10日")])
        ),
        None
    );
    assert_eq!(
        fires(
            "QZ-06",
            &case("2024年1月15日", vec![extended("2024年3月18日"), opinion("2024年4月10日")])
        ),
        Some(Severity::High),
        "approved after expiry"
    );
}

#[test]
fn qz_07_bail_per_organ() {
    let bail = |organ: &str, day: &str| {
        format!(
            "{organ}\n取保候审决定书\n犯罪嫌疑人王某某，男，1990年1月1日出生。决定对其取保候审，期限从{day}起算。\n{organ}\n{day}\n本决定书已于{day}向我宣布。\n被取保候审人：王某某（捺指印）"
        )
    };
    let police = || bail("某县公安局", "2023年3月1日");
    assert_eq!(fires("QZ-07", &[police(), opinion("2024年6月1日")]), Some(Severity::High));
    assert_eq!(
        fires("QZ-07", &[police(), opinion("2024年3月1日")]),
        None,
        "twelve months to the day"
    );
    let next = bail("某县人民检察院", "2023年12月1日");
    assert_eq!(
        fires("QZ-07", &[police(), opinion("2023年11月20日"), next]),
        None,
        "each organ has its own twelve months"
    );
}

#[test]
fn zc_01_two_officers() {
    let time = "2024年3月5日14时00分至2024年3月5日16时20分";
    assert_eq!(
        fires("ZC-01", &[interrogation(1, time, ("李强", "李强"), RIGHTS)]),
        Some(Severity::High)
    );
    assert_eq!(fires("ZC-01", &[interrogation(1, time, ("李强", "王磊"), RIGHTS)]), None);
    assert_eq!(
        fires("ZC-01", &[interrogation(1, time, ("李强", "王磊（辅警）"), RIGHTS)]),
        Some(Severity::High),
        "auxiliaries do not count"
    );
    let head_names_one = interrogation(1, time, ("李强", "王磊"), RIGHTS)
        .replace("记录人（签名）：王磊 工作单位：某县公安局\n", "");
    assert_eq!(fires("ZC-01", &[head_names_one]), None, "both signed at the end");
}

#[test]
fn zc_02_first_interrogation_within_24_hours() {
    let case = |time: &str| {
        vec![
            detention("2024年3月1日20时00分", "2024年3月1日23时00分"),
            told_family(),
            interrogation(2, time, ("李强", "王磊"), RIGHTS),
        ]
    };
    assert_eq!(
        fires("ZC-02", &case("2024年3月3日9时30分至2024年3月3日10时00分")),
        Some(Severity::High),
        "37.5 h"
    );
    assert_eq!(fires("ZC-02", &case("2024年3月2日10时00分至2024年3月2日11时00分")), None);
    let before = case("2024年3月1日10时00分至2024年3月1日11时00分");
    assert_eq!(
        fires("ZC-02", &before),
        Some(Severity::Medium),
        "the file ends on that day: a hint"
    );
    let goes_on = [before, vec![request("2024年3月4日")]].concat();
    assert_eq!(fires("ZC-02", &goes_on), Some(Severity::High), "one before does not count");
}

#[test]
fn zc_04_one_officer_one_place() {
    let witness = |name: &str, time: &str, place: &str| {
        format!(
            "询问笔录\n时间：{time}\n地点：{place}\n询问人（签名）：周民警、李强 工作单位：某县公安局\n被询问人：{name}（证人） 性别：男 出生日期：1980年1月1日\n问：讲一下情况？\n答：好。\n被询问人：{name}（捺指印）\n询问人：周民警 李强"
        )
    };
    let first = || witness("张三三", "2024年3月6日10时00分至11时30分", "甲派出所询问室");
    assert_eq!(
        fires(
            "ZC-04",
            &[first(), witness("李四四", "2024年3月6日10时20分至11时10分", "乙派出所询问室")]
        ),
        Some(Severity::Medium)
    );
    assert_eq!(
        fires(
            "ZC-04",
            &[first(), witness("李四四", "2024年3月6日11时45分至12时10分", "甲派出所询问室")]
        ),
        None
    );
    assert_eq!(
        fires(
            "ZC-04",
            &[first(), witness("李四四", "2024年3月6日11时33分至12时10分", "乙镇卫生院")]
        ),
        Some(Severity::Low),
        "three minutes to another place"
    );
}

#[test]
fn zc_06_rights_at_the_first_interrogation() {
    let silent = || {
        interrogation(
            1,
            "2024年3月5日10时00分至2024年3月5日11时00分",
            ("李强", "王磊"),
            "讲一下你的问题？",
        )
    };
    let notice = |time: &str| {
        format!(
            "某县公安局\n犯罪嫌疑人诉讼权利义务告知书\n有权委托辩护人，申请法律援助。\n本告知书已收到。\n犯罪嫌疑人：王某某（捺指印） {time}"
        )
    };
    assert_eq!(fires("ZC-06", &[silent()]), Some(Severity::Medium));
    assert_eq!(
        fires("ZC-06", &[silent(), notice("2024年3月6日9时00分")]),
        Some(Severity::Medium),
        "signed afterwards"
    );
    assert_eq!(fires("ZC-06", &[silent(), notice("2024年3月5日9时55分")]), None, "signed before");
    assert_eq!(fires("ZC-06", &[first_interrogation()]), None);
}

#[test]
fn zc_07_a_minor_has_somebody_with_him() {
    let minor = |attendants: &str, signed: &str| {
        format!(
            "讯问笔录（第1次）\n时间：2024年6月3日10时00分至2024年6月3日11时00分\n讯问人（签名）：李强 工作单位：某县公安局\n记录人（签名）：王磊 工作单位：某县公安局\n被讯问人：陈小某 性别：男 出生日期：2008年5月1日\n{attendants}问：{RIGHTS}\n答：听清了。\n以上笔录我看过。\n被讯问人：陈小某（捺指印）\n{signed}侦查人员：李强 记录人：王磊"
        )
    };
    assert_eq!(fires("ZC-07", &[minor("", "")]), Some(Severity::High));
    assert_eq!(
        fires(
            "ZC-07",
            &[minor("法定代理人：陈大某（系被讯问人父亲）\n", "法定代理人：陈大某（捺指印）\n")]
        ),
        None
    );
    assert_eq!(
        fires("ZC-07", &[minor("法定代理人：陈大某（系被讯问人父亲）\n", "")]),
        Some(Severity::High),
        "not signed"
    );
    let social_worker =
        "合适成年人：林某某（社工）\n法定代理人未到场原因：陈小某父亲系同案嫌疑人，不宜到场。\n";
    assert_eq!(fires("ZC-07", &[minor(social_worker, "合适成年人：林某某\n")]), None);
    assert_eq!(
        fires("ZC-07", &[minor("合适成年人：林某某（社工）\n", "合适成年人：林某某\n")]),
        Some(Severity::High),
        "no reason noted"
    );
    assert_eq!(fires("ZC-07", &[first_interrogation()]), None, "of age");
}

#[test]
fn cw_01_lists_and_their_signatures() {
    let list = |holder: &str, witness: &str, officers: &str| {
        format!(
            "某县公安局\n扣押清单\n决定扣押王某甲持有的下列物品：\n编号 名称 数量 特征 备注\n1 手机 1部 黑色，华为\n持有人：{holder}\n见证人：{witness}\n办案民警：{officers}\n2024年3月12日"
        )
    };
    assert_eq!(fires("CW-01", &[list("王某甲（捺指印）", "张村长", "李强、王磊")]), None);
    assert_eq!(fires("CW-01", &[list("", "", "李强")]), Some(Severity::Medium));
    assert_eq!(
        fires("CW-01", &[list("（王某甲在逃，未到场）", "张村长", "李强、王磊")]),
        None,
        "noted as absent"
    );
    assert_eq!(fires("CW-01", &[list("拒绝签名", "张村长", "李强、王磊")]), None, "refused");
    let decision = "某县公安局\n扣押决定书\n决定扣押犯罪嫌疑人王某某（性别男）持有的手机一部。\n某县公安局\n2024年3月12日".to_owned();
    assert_eq!(fires("CW-01", &[decision]), Some(Severity::High), "no list at all");
}

#[test]
fn bh_01_counsel_within_three_days() {
    let accepted = "某县人民检察院\n受理审查起诉案件登记表\n犯罪嫌疑人：王某某\n受理日期：2024年6月3日\n案件类型：审查起诉".to_owned();
    let told = |day: &str| {
        format!(
            "某县人民检察院\n委托辩护人告知书\n王某某：你有权委托辩护人，因经济困难可以申请法律援助。\n某县人民检察院\n2024年6月4日\n本告知书已收到。\n犯罪嫌疑人：王某某（捺指印） {day}"
        )
    };
    let case = |more: Vec<String>| [vec![opinion("2024年6月1日"), accepted.clone()], more].concat();
    assert_eq!(fires("BH-01", &case(vec![told("2024年6月12日")])), Some(Severity::Medium));
    assert_eq!(fires("BH-01", &case(vec![told("2024年6月5日")])), None);
    let unsigned = told("").replace("本告知书已收到。\n犯罪嫌疑人：王某某（捺指印） ", "");
    let receipt = "某县人民检察院\n送达回证\n送达文书：委托辩护人告知书（审查起诉）\n受送达人：王某某\n送达时间：2024年6月12日9时00分".to_owned();
    assert_eq!(
        fires("BH-01", &case(vec![unsigned, receipt])),
        Some(Severity::Medium),
        "made in time, served late"
    );
    assert_eq!(fires("BH-01", &case(vec![])), Some(Severity::Medium), "nobody told");
    assert_eq!(
        fires("BH-01", &[opinion("2024年6月1日")]),
        None,
        "not before the procuratorate yet"
    );
}
