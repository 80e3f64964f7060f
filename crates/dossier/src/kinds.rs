//! Kinds of documents (文书种类) and their recognition by title.

use std::{collections::HashMap, sync::LazyLock};

use anjian_core::DocumentKind;
use regex::Regex;
use serde::Deserialize;

/// A kind of document, as `kinds.yaml` lists it.
#[derive(Debug, Clone, Deserialize)]
pub struct Kind {
    /// Code in code, JSON and URLs.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Volume it is filed in (诉讼文书卷, 证据卷 …).
    pub volume: String,
    /// Other titles a paper may carry.
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl Kind {
    fn titles(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// All kinds, in the order of the file.
pub static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    serde_norway::from_str(include_str!("../kinds.yaml")).expect("kinds.yaml is checked by a test")
});

static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\p{Han}（）]{2,30}(?:局|分局|检察院|法院|看守所|支队|大队|派出所|中心|委员会|监狱|医院|鉴定所|户政科)$")
        .expect("the pattern is a constant")
});

static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^第[\d一二三四五六七八九十]{1,3}次").expect("the pattern is a constant")
});

static SUFFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[（(\[【〔][^）)\]】〕]{1,20}[）)\]】〕]|第[\d一二三四五六七八九十]{1,3}次)$")
        .expect("the pattern is a constant")
});

/// Families of titles that papers word in many ways; tried where no listed title fits. A kind's code
/// stands beside the pattern that the whole line has to match.
static FAMILIES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (r"(?:审查起诉(?:阶段|期间)?)?(?:犯罪嫌疑人)?(?:有权)?委托(?:辩护人|辩护)(?:[、/／和及与或暨]?(?:申请)?(?:获得)?法律援助)?(?:权利)?(?:的)?告知(?:书|笔录|记录|单)(?:.{0,4}听取意见.{0,6})?", "counsel_right_notice"),
        (r"(?:被害人(?:（近亲属）|及其?近亲属)?)?委托诉讼代理人(?:[、/／和及与或]?(?:申请)?法律援助)?(?:权利)?告知(?:书|笔录|记录|单)?(?:[、及和]?听取.{0,6}意见(?:记录|笔录)?)?", "counsel_right_notice"),
        (r"被害人(?:（.{2,10}）|及其.{2,6}|[、及和]?(?:近亲属|法定代理人)){0,2}(?:诉讼)?权利(?:和)?义务告知(?:书|笔录|记录)?(?:[、及和]?听取.{0,6}意见(?:记录|笔录)?)?", "victim_rights_notice"),
        (r"(?:涉嫌|涉罪|刑事)(?:刑事)?(?:犯罪)?(?:案件|线索)+移送(?:书|函|通知书)|涉嫌犯罪移送(?:书|函)", "suspected_crime_transfer"),
        (r"(?:刑事)?(?:案件)?立案(?:情况)?(?:告知书|告知函|通知函)", "case_filing_notice"),
        (r"变更(?:为)?取保候审(?:决定书|通知书)|取保候审变更决定书", "bail_decision"),
        (r"(?:诉讼)?权利(?:义务)?告知(?:情况|记录|登记表?|书)?", "counsel_right_notice"),
        (r"(?:驾驶人|当事人|(?:犯罪|违法)?嫌疑人|被查获人)?(?:血样|血液|静脉血|血液样本)(?:（.{1,4}）)?(?:样本|样品)?(?:提取|采集|抽取)(?:、?(?:封装|保存|送检))*(?:登记表|笔录|记录表?|单|表)", "extraction_record"),
        (r"(?:血样|检材|血液样本|血液|样本|检验样品)(?:送检|移交|交接|送样|接收|受理)(?:登记)?(?:表|回执|单|记录|凭证)", "sample_receipt"),
        (r"呼气(?:式)?酒精(?:含量)?(?:测试|检测|检验)(?:结果)?(?:单|记录|记录单|报告|报告单|凭条)", "breath_test_result"),
        (r"(?:血液|血样)?(?:中)?(?:乙醇|酒精)(?:含量|浓度|成分)?(?:检验|鉴定|检测)(?:鉴定)?(?:报告|意见)(?:书)?", "blood_alcohol_report"),
        (r"(?:新)?(?:收押|入所|在押|收监|被监管|留所)(?:人员)?(?:健康|身体|体格|体表|入所)*(?:检查|体检|复查)(?:登记|情况|复查)?(?:表|记录表?|笔录|单)", "intake_examination"),
        (r"(?:辨认|指认)(?:对象|人员)?(?:照片|相片)(?:一览|说明|列表|附件|附页|组|及){1,3}(?:表)?", "identification_record"),
        (r"(?:现场|物品|照片|人身|尸体)?(?:辨认|指认)(?:现场)?笔录", "identification_record"),
        (r"(?:电话|通话)(?:告知|通知|联系|沟通|工作)*记录(?:单|表)?|(?:办案)?工作记录", "phone_record"),
        (r"(?:刑事)?(?:辩护)?(?:授权)?委托书(?:（辩护）)?|[\p{Han}]{0,12}律师事务所(?:公)?函|辩护(?:人)?(?:公)?函|指派(?:律师)?(?:函|通知书)", "counsel_papers"),
        (r"(?:涉案财物|随案|涉案物品|物证|赃证物)(?:随案)?(?:移送|移交)(?:物品|财物|文件|、)*清单", "transfer_list"),
        (r"(?:返还|发还|退还)(?:涉案|被害人)?(?:物品|财物|、|文件)*(?:清单|凭证|登记表)", "return_list"),
        (r"(?:现场|住所|住处|人身|当场)?(?:搜查|人身检查)(?:[、，,/／和与及暨])?(?:查封)?(?:[、和])?(?:扣押)(?:物品|财物)?(?:笔录|记录)", "search_record"),
        (r"(?:查封|现场)?(?:[、，,/／和与及])?扣押(?:物品|财物|经过|情况)(?:的)?(?:笔录|记录)", "seizure_record"),
        (r"(?:现场)?(?:提取|调取|收缴|登记保存)[、，,/／和与及暨]?扣押(?:物品|财物)?(?:[、和及]文件)?(?:清单|登记表|记录)?", "seizure_list"),
        (r"扣押(?:物品|财物|财产|物证|书证|文件)(?:[、和及](?:物品|财物|文件))?(?:登记|明细)?(?:清单|登记表|登记单|明细表)", "seizure_list"),
        (r"(?:犯罪嫌疑人|违法嫌疑人|嫌疑人)?(?:抓捕|抓获|捉获|缉捕|到案|归案|查获|破案|投案|投案自首|侦破|盘查|传唤到案|到案、抓获)(?:经过|过程|情况)(?:说明|报告|材料|登记表)?", "appearance_account"),
        (r"(?:犯罪嫌疑人|被害人|当事人)?(?:血样|血液|检材|样本|物证)(?:送检|委托|移交|送达)?(?:接收|收检|收样|受理)(?:回执|单|登记表|确认单|凭证)", "sample_receipt"),
        (r"(?:通知|指派|提供)?(?:法律援助|辩护)(?:机构)?(?:指派|辩护)?(?:律师)?(?:通知书|通知函|建议书)", "legal_aid_notice"),
    ]
    .map(|(pattern, code)| {
        (Regex::new(&format!("^(?:{pattern})$")).expect("the patterns are constants"), code)
    })
    .into()
});

/// How surely a line is a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TitleMatch {
    /// A short line that ends with a title ("关于马占林的情况说明").
    Ending,
    /// The line is the title, agency and bracketed notes aside.
    Exact,
}

/// True when `line` is nothing but the name of an authority, as it stands above a title.
pub fn is_agency(line: &str) -> bool {
    AGENCY.is_match(&squeezed(line))
}

/// The kind whose title `line` is.
pub fn recognise_title(line: &str) -> Option<(&'static Kind, TitleMatch)> {
    let line = squeezed(line);
    if line.is_empty() || line.chars().count() > 40 {
        return None;
    }
    let bare = strip_suffixes(strip_number(&line));
    let bare = strip_register(bare);
    for form in [line.as_str(), bare, strip_ordinal(bare)] {
        if let Some(kind) = find_exact(form) {
            return Some((kind, TitleMatch::Exact));
        }
    }
    // Running text is no heading, whatever it ends with.
    if bare.contains(['，', '。', '；', '：', ':', '？', ',']) {
        return None;
    }
    let mut best: Option<(&'static Kind, usize)> = None;
    for kind in KINDS.iter() {
        for title in kind.titles() {
            let length = title.chars().count();
            let Some(prefix) = bare.strip_suffix(title) else { continue };
            if length >= 3 && best.is_none_or(|(_, longest)| length > longest) {
                if AGENCY.is_match(prefix) {
                    return Some((kind, TitleMatch::Exact));
                }
                best = Some((kind, length));
            }
        }
    }
    let is_heading = bare.chars().count() <= 26
        && !bare.contains(['，', '。', '；', '：', ':', '、', '《', '？', ',']);
    best.filter(|_| is_heading).map(|(kind, _)| (kind, TitleMatch::Ending))
}

/// The kind that a file's name tells, for papers without a title: the kind named first.
pub fn recognise_file_name(file: &str) -> Option<&'static Kind> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let mut best: Option<(&'static Kind, usize, usize)> = None;
    for kind in KINDS.iter() {
        for title in kind.titles().filter(|title| title.chars().count() >= 3) {
            let Some(at) = name.find(title) else { continue };
            let better = best.is_none_or(|(_, first, length)| {
                at < first || (at == first && title.len() > length)
            });
            if better {
                best = Some((kind, at, title.len()));
            }
        }
    }
    best.map(|(kind, _, _)| kind)
}

/// The kind with `code`.
pub fn kind_of(code: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.code == code)
}

/// Chinese name of a kind's code; 未识别文书 for unrecognised ones.
pub fn kind_name(kind: &DocumentKind) -> &'static str {
    kind_of(kind.as_str()).map_or("未识别文书", |kind| kind.name.as_str())
}

/// Kinds by their titles: every line of a page is looked up.
static BY_TITLE: LazyLock<HashMap<&'static str, &'static Kind>> = LazyLock::new(|| {
    let titles = |kind: &'static Kind| kind.titles().map(move |title| (title, kind));
    // Of two kinds with one title the first counts.
    KINDS.iter().rev().flat_map(titles).collect()
});

fn find_exact(form: &str) -> Option<&'static Kind> {
    let family = || FAMILIES.iter().find(|(pattern, _)| pattern.is_match(form));
    BY_TITLE.get(form).copied().or_else(|| family().and_then(|(_, code)| kind_of(code)))
}

fn strip_suffixes(line: &str) -> &str {
    let mut bare = line;
    while let Some(found) = SUFFIX.find(bare).filter(|found| found.start() > 0) {
        bare = &bare[..found.start()];
    }
    bare
}

/// The number of a paper (文号) behind its title on one line; a long one goes on below:
/// "搜查证（某公（刑）搜查字〔2024〕第31".
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<title>[\p{Han}、]{2,20}?(?:证|书|表|单|笔录|清单))(?:[（(]副本[）)])?[（(]?[\p{Han}]{1,8}[（(\p{Han}）)]{0,14}(?:[〔\[【（(]\d{4}[〕\]】）)]|字第?\d{4}[-—－]).{0,20}$")
        .expect("the pattern is a constant")
});

fn strip_number(line: &str) -> &str {
    let title = NUMBER.captures(line).and_then(|captures| captures.name("title"));
    title.map_or(line, |title| &line[..title.end()])
}

/// Registers of the service of a paper (送达登记) carry the paper's title before.
static REGISTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:告知书|通知书)(?:[（(][^）)]{1,20}[）)])?(?P<register>(?:的)?(?:送达|签收|告知|签领|领取)(?:情况)?(?:登记|记录|一览)?(?:表|簿|册|回执)?)$")
        .expect("the pattern is a constant")
});

fn strip_register(line: &str) -> &str {
    let register = REGISTER.captures(line).and_then(|captures| captures.name("register"));
    register.map_or(line, |register| strip_suffixes(&line[..register.start()]))
}

fn strip_ordinal(line: &str) -> &str {
    ORDINAL.find(line).map_or(line, |found| &line[found.end()..])
}

fn squeezed(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_of_kinds_is_sound() {
        assert!(KINDS.len() >= 118);
        let mut titles: Vec<&str> = KINDS.iter().flat_map(Kind::titles).collect();
        titles.sort_unstable();
        let before = titles.len();
        titles.dedup();
        assert_eq!(titles.len(), before, "a title names one kind");
    }

    #[test]
    fn recognises_titles_as_papers_print_them() {
        for (line, code) in [
            ("拘  留  证", "detention_warrant"),
            ("讯问笔录（第1次）", "interrogation_record"),
            ("第二次讯问笔录", "interrogation_record"),
            ("甘肃省陇河县公安局拘留通知书", "detention_notice"),
            ("拘留证（副本）", "detention_warrant"),
            ("常住人口基本信息（户籍证明）", "household_certificate"),
            ("收押凭证（入所登记）", "detention_intake_receipt"),
        ] {
            let (kind, matched) = recognise_title(line).expect(line);
            assert_eq!((kind.code.as_str(), matched), (code, TitleMatch::Exact), "{line}");
        }
        for (line, code) in [
            ("委托辩护人及申请法律援助告知书", "counsel_right_notice"),
            ("审查起诉阶段委托辩护人/申请法律援助权利告知书", "counsel_right_notice"),
            ("委托诉讼代理人告知书、听取意见记录", "counsel_right_notice"),
            ("被害人（近亲属）诉讼权利义务告知书", "victim_rights_notice"),
            ("法律援助机构指派律师通知书", "legal_aid_notice"),
            ("搜查证（松公（刑）搜查字〔2024〕第31", "search_warrant"),
            ("搜查证（松公(刑)搜字2024-0022）", "search_warrant"),
            ("搜查、扣押笔录", "search_record"),
            ("现场搜查及扣押物品笔录", "search_record"),
            ("扣押物品、文件登记表", "seizure_list"),
            ("抓 捕 经 过", "appearance_account"),
            ("犯罪嫌疑人归案情况", "appearance_account"),
            ("血样接收单", "sample_receipt"),
            ("被害人诉讼权利义务告知书（委托诉讼代理人告知书）送达登记", "victim_rights_notice"),
            ("委托辩护人、申请法律援助告知书送达登记表", "counsel_right_notice"),
        ] {
            let (kind, matched) = recognise_title(line).expect(line);
            assert_eq!((kind.code.as_str(), matched), (code, TitleMatch::Exact), "{line}");
        }
        let (kind, matched) = recognise_title("关于马占林的情况说明").expect("a heading");
        assert_eq!((kind.code.as_str(), matched), ("explanation_note", TitleMatch::Ending));
        assert!(recognise_title("以上事实有拘留证、逮捕证、起诉意见书").is_none());
        assert!(recognise_title("问：你看过起诉意见书？").is_none());
    }
}
