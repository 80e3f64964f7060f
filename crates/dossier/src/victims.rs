//! Victims (被害人) whom the police's opinion or the procuratorate's register lists, and whether they,
//! or those who stand for them, were told of their rights.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{
    Act, ActKind, Moment, Outcome, Participant, Person, Quote, Role, facts::Victim,
    person::Standing,
};
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::is_surname,
    signings::{Signing, find_signings},
    victim_registers,
};

/// Papers that list victims with the authority of a form.
const LISTING: &[&str] = &[
    "prosecution_opinion",
    "procuratorate_prosecution_register",
    "procuratorate_acceptance_register",
    "indictment",
];

static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^被害人(?:姓名|信息|基本情况)?[ ：]+(?P<list>[^\n]{2,200})")
        .expect("the pattern is a constant")
});

static FIELD_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?P<name>[\p{Han}·]{2,4}?|[\p{Han}]{1,8}[·•][\p{Han}]{1,8})(?:\s*（|\d|\s|，|。|$|电话|近亲属|等)")
        .expect("the pattern is a constant")
});

static IN_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"(?:[\p{Han}]{1,8}(?:[·•][\p{Han}]{1,8})+|[\p{Han}]{2,3}?)";
    Regex::new(&format!(
        r"被害人\s*[：]?\s*(?P<list>{name}(?:[、和及]{name})*)(?:，|。|；|（|、|的|于|死亡|当场|经|受伤|受轻|受重|系|在|被|头|面|身|腹|胸|左|右|倒|遗体|之|与|等|陈述|报案|住|持有|重伤|轻伤|打|从|家|处|发生|驾|骑|手|人民币|现金|钱|财|达成|谅解|不|已|自|向|说|称|将|送|昏|年|一|两|三|二|$|\s)"
    ))
    .expect("the pattern is a constant")
});

static UNREACHABLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]{0,40}(?:无法联系|联系不上|无法告知|无法通知|下落不明|去向不明|拒绝接受|拒收|拒绝签收|查无此人|地址不详|电话停机|空号|无人接听|身份不明|匿名)[^。；\n]{0,30}")
        .expect("the pattern is a constant")
});

static PUBLIC_NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]{0,50}(?:公告)[^。；\n]{0,30}(?:诉讼权利|权利义务|诉讼代理人|告知)[^。；\n]{0,30}|[^。；\n]{0,30}(?:以|通过|采取|采用|发布)公告[^。；\n]{0,16}告知[^。；\n]{0,30}")
        .expect("the pattern is a constant")
});

/// Words that follow 被害人 and are no names though they begin with a surname.
const NOT_VICTIMS: &[&str] = &[
    "陈述", "家属", "单位", "身份", "方面", "权利", "时间", "损失", "谅解", "任何", "双方", "多次",
    "全部", "同意", "和解", "自愿", "伤情", "死因", "房屋", "住处", "车辆", "家中", "及其", "近亲",
    "应当", "意见", "包括", "农户", "代表", "广大", "本人", "财物", "尸体", "诉讼", "施救", "安全",
    "辨认", "居住", "有权", "其他", "陪同", "丈夫", "妻子",
];

/// Victims that the papers list, in filed order.
pub fn find_victims(forms: &[Form<'_>], people: &[Person]) -> Vec<Victim> {
    let mut victims: Vec<Victim> = Vec::new();
    for form in forms.iter().filter(|form| LISTING.contains(&form.kind())) {
        for (name, range) in listed(form.text(), people) {
            let is_suspect = people.iter().any(|person| person.name == name && person.is_suspect());
            if is_suspect || victims.iter().any(|victim| victim.name == name) {
                continue;
            }
            victims.push(Victim {
                document: form.index,
                is_dead: false,
                quote: form.reading.quote(range),
                name,
            });
        }
    }
    for form in forms.iter().filter(|form| is_telling(form) || LISTING.contains(&form.kind())) {
        for row in victim_registers::rows(form) {
            let is_suspect =
                people.iter().any(|person| person.name == row.name && person.is_suspect());
            if !is_suspect && victims.iter().all(|victim| victim.name != row.name) {
                victims.push(Victim {
                    document: form.index,
                    is_dead: false,
                    quote: form.reading.quote(row.name_range),
                    name: row.name,
                });
            }
        }
    }
    for victim in &mut victims {
        victim.is_dead = forms.iter().any(|form| says_dead(form.text(), &victim.name));
    }
    victims
}

fn listed(text: &str, people: &[Person]) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    for captures in FIELD.captures_iter(text) {
        let Some(list) = captures.name("list") else { continue };
        let mut start = list.start();
        for piece in list.as_str().split(['、', '；', '，']) {
            if let Some(name) = FIELD_NAME.captures(piece).and_then(|c| c.name("name"))
                && is_victim_name(name.as_str())
            {
                let range = start + name.start()..start + name.end();
                found.push((name.as_str().to_owned(), range));
            }
            start += piece.len() + piece_separator(text, start + piece.len());
        }
    }
    for captures in IN_TEXT.captures_iter(text) {
        let Some(list) = captures.name("list") else { continue };
        let mut start = list.start();
        for piece in list.as_str().split(['、', '和', '及']) {
            if is_victim_name(piece) {
                found.push((piece.to_owned(), start..start + piece.len()));
            }
            start += piece.len() + '、'.len_utf8();
        }
    }
    for person in people.iter().filter(|person| person.standings.contains(&Standing::Victim)) {
        let label = format!("被害人{}", person.name);
        if let Some(at) = text.find(&label) {
            found.push((person.name.clone(), at + "被害人".len()..at + label.len()));
        }
    }
    // "解玉芬死": a name that begins with another found one took a word along.
    let names: Vec<String> = found.iter().map(|(name, _)| name.clone()).collect();
    found.retain(|(name, _)| {
        !names.iter().any(|other| other != name && name.starts_with(other.as_str()))
    });
    found
}

fn piece_separator(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

fn is_victim_name(name: &str) -> bool {
    crate::names::is_name(name)
        && (is_surname(name) || name.contains(['·', '•']))
        && !NOT_VICTIMS.iter().any(|word| name.contains(word))
}

fn says_dead(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let after: String = text[at + name.len()..].chars().take(14).collect();
        let before: String =
            text[..at].chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
        let clause = after.split(['。', '；']).next().unwrap_or("");
        ["死亡", "殁年", "身亡", "已故", "死者", "遇害"].iter().any(|word| clause.contains(word))
            || before.contains("死者")
            || (before.contains('致') && clause.starts_with("死"))
    })
}

/// Tellings that `form` attests: the rights of victims before the procuratorate.
pub fn read_tellings(form: &Form<'_>, victims: &[Victim]) -> Vec<Act> {
    let text = form.text();
    if !is_telling(form) {
        return Vec::new();
    }
    let named: Vec<&Victim> =
        victims.iter().filter(|victim| text.contains(victim.name.as_str())).collect();
    let names: Vec<String> = named.iter().map(|victim| victim.name.clone()).collect();
    let signings = find_signings(form, &names);
    let rows = victim_registers::rows(form);
    let mut acts = Vec::new();
    for victim in named {
        if victim_registers::is_left_out(&rows, victim) {
            continue;
        }
        let own = signings.iter().find(|signing| signing.name == victim.name);
        let stands_for = |signing: &&Signing| names.iter().all(|name| *name != signing.name);
        let signing = own.or_else(|| signings.iter().find(stands_for));
        let mut act = Act::new(ActKind::VictimRightTold, form.index);
        act.authority.clone_from(&form.document.authority);
        act.participants.push(Participant { name: victim.name.clone(), role: Role::Subject });
        act.reason = hears(text).then(|| "听取意见".to_owned());
        match signing {
            Some(signing) => {
                act.from = Some(signing.moment);
                act.participants
                    .push(Participant { name: signing.name.clone(), role: Role::Recipient });
                act.quotes.extend(form.reading.quote(signing.range.clone()));
            }
            None => match called(form).or_else(|| form.closing_moment()) {
                Some((moment, quote)) => {
                    act.from = Some(moment);
                    let means = if form.kind() == "phone_record" { "电话" } else { "落款" };
                    act.means = Some(means.to_owned());
                    act.quotes.extend(quote);
                }
                None => act.quotes.extend(form.document.title_quote.clone()),
            },
        }
        acts.push(act);
    }
    if acts.is_empty() && victims.len() == 1 {
        acts.extend(told_by_another(form, &victims[0], &signings));
    }
    acts
}

/// When a call was made: the first clock time, or the first day, of its record.
fn called(form: &Form<'_>) -> Option<(Moment, Option<Quote>)> {
    if form.kind() != "phone_record" {
        return None;
    }
    let stated = moments::find_moments(form.text(), form.reference());
    let first = stated.iter().find(|stated| stated.moment.time().is_some()).or(stated.first())?;
    Some((first.moment, form.reading.quote(first.range.clone())))
}

/// The only victim's relative may sign a notice that does not name the victim.
fn told_by_another(form: &Form<'_>, victim: &Victim, signings: &[Signing]) -> Option<Act> {
    let signing = signings.first()?;
    let mut act = Act::new(ActKind::VictimRightTold, form.index);
    act.participants.push(Participant { name: victim.name.clone(), role: Role::Subject });
    act.participants.push(Participant { name: signing.name.clone(), role: Role::Recipient });
    act.reason = hears(form.text()).then(|| "听取意见".to_owned());
    act.from = Some(signing.moment);
    act.quotes.extend(form.reading.quote(signing.range.clone()));
    Some(act)
}

fn is_telling(form: &Form<'_>) -> bool {
    let text = form.text();
    match form.kind() {
        // One paper may list those told on both sides.
        "counsel_right_notice" => {
            form.document.title.contains("诉讼代理人")
                || (text.contains("诉讼代理人") && text.contains("被害人"))
        }
        "victim_rights_notice" => {
            text.contains("诉讼代理人") || text.contains("检察院") || text.contains("审查起诉")
        }
        "phone_record" | "service_receipt" => text.contains("诉讼代理人"),
        "questioning_record" => {
            form.document.authority.as_deref().is_some_and(|name| name.contains("检察院"))
                && text.contains("诉讼代理人")
        }
        _ => false,
    }
}

fn hears(text: &str) -> bool {
    ["意见", "要求", "答复", "无异议"].iter().any(|word| text.contains(word))
}

/// Notes of the procuratorate that a victim could not be told, and public notices (公告) in place of
/// many tellings.
pub fn read_impediments(form: &Form<'_>, victims: &[Victim]) -> Vec<Act> {
    let is_procuratorate =
        form.document.authority.as_deref().is_some_and(|name| name.contains("检察院"))
            || is_telling(form);
    if !is_procuratorate {
        return Vec::new();
    }
    let text = form.text();
    let mut acts = Vec::new();
    for found in UNREACHABLE.find_iter(text) {
        for victim in victims {
            if found.as_str().contains(&victim.name) || found.as_str().contains("被害人") {
                let mut act = Act::new(ActKind::VictimRightTold, form.index);
                act.participants
                    .push(Participant { name: victim.name.clone(), role: Role::Subject });
                act.outcome = Outcome::Omitted { reason: found.as_str().trim().to_owned() };
                act.quotes.extend(form.reading.quote(found.range()));
                acts.push(act);
            }
        }
    }
    if let Some(found) = PUBLIC_NOTICE.find(text) {
        let mut act = Act::new(ActKind::VictimRightTold, form.index);
        act.means = Some("公告".to_owned());
        act.from = moments::first_moment(found.as_str(), form.reference())
            .or_else(|| form.closing_moment().map(|(moment, _)| moment));
        act.quotes.extend(form.reading.quote(found.range()));
        acts.push(act);
    }
    acts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let mut names: Vec<String> = listed(text, &[]).into_iter().map(|(name, _)| name).collect();
        names.dedup();
        names
    }

    #[test]
    fn lists_the_victims_that_papers_name() {
        assert_eq!(names("被害人 陶敏捷19968801254；童雪琴19968803310"), ["陶敏捷", "童雪琴"]);
        assert_eq!(names("被害人：麻秀珍（不能表达），丈夫荆有德"), ["麻秀珍"]);
        assert_eq!(names("致被害人解玉芬当场死亡"), ["解玉芬"]);
        assert_eq!(names("有被害人何桂兰、汪志远的陈述"), ["何桂兰", "汪志远"]);
        assert_eq!(names("被害人陈述、被害人家属的谅解书、被害人单位的证明"), Vec::<String>::new());
    }
}
