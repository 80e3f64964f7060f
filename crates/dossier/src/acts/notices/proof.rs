//! Proofs that a family was told (送达回证、电话记录), beside the notice itself.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind};
use regex::Regex;

use super::{
    super::{act_on, at},
    FAILED,
};
use crate::{form::Form, people};

/// A receipt of service (送达回证) or a note of a phone call (电话记录) by which a family was told of
/// a detention or an arrest: it names the notice, or the measure and the family.
pub(in crate::acts) fn read_proof(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let text = form.text();
    let kind = if text.contains("监视居住通知书") {
        ActKind::SurveillanceFamilyNotified
    } else if text.contains("逮捕通知书") {
        ActKind::ArrestFamilyNotified
    } else if text.contains("拘留通知书") {
        ActKind::FamilyNotified
    } else if form.kind() == "phone_record" && FAMILY.is_match(text) && text.contains("逮捕") {
        ActKind::ArrestFamilyNotified
    } else if form.kind() == "phone_record" && FAMILY.is_match(text) && text.contains("拘留") {
        ActKind::FamilyNotified
    } else {
        return Vec::new();
    };
    let subjects = people::subjects(form, suspects);
    let [subject] = subjects.as_slice() else { return Vec::new() };
    if FAILED.is_match(text) {
        return Vec::new();
    }
    let labelled = PROOF.find_iter(text).find_map(|found| {
        let moment = form.moment_in(found.range())?;
        Some((moment, found.range()))
    });
    let Some((moment, range)) = labelled else { return Vec::new() };
    let mut act = at(act_on(form, kind, Some(subject)), moment, form.reading.quote(range));
    act.means = Some(if form.kind() == "phone_record" { "通知" } else { "签收" }.to_owned());
    vec![act]
}

static FAMILY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"家属|亲属|妻子?|丈夫|父亲?|母亲?|儿子|女儿|哥哥|弟弟|姐姐|妹妹")
        .expect("the pattern is a constant")
});

static PROOF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:送达时间|送达日期|签收时间|签收日期|收到时间|通话时间|通话日期|通知时间|时间|(?:受送达人|收件人|签收人)[^\n]{0,30})\s*[：：]?[^\n]{4,60}")
        .expect("the pattern is a constant")
});
