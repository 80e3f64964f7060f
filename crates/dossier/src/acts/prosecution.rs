//! Prosecution and after: sent, accepted, plea, indictment, judgment.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind};
use regex::Regex;

use super::{act_on, arrest::per_subject, at, closed, review, signed};
use crate::{form::Form, moments, people};

static ACCEPTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:于|我院|本院)?[^。；\n]{0,30}(?:收到|受理)[^。；\n]{0,40}")
        .expect("the pattern is a constant")
});

/// Labels of the day a procuratorate took a case in.
const ACCEPTANCE_LABELS: &[&str] = &[
    "受理日期",
    "受理时间",
    "收案日期",
    "收案时间",
    "受案日期",
    "受案时间",
    "受理登记时间",
    "收到案件日期",
    "收案登记时间",
    "登记时间",
    "登记日期",
    "移送案件收到日期",
];

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subjects = people::introduced(form, suspects);
    match form.kind() {
        "prosecution_opinion" => {
            let mut acts = per_subject(form, ActKind::SentForProsecution, &subjects);
            for act in &mut acts {
                // What it says of the suspect: age, guardian, measures.
                let label = act.subject().map(|name| format!("犯罪嫌疑人{name}"));
                let at = label.and_then(|label| form.text().find(&label));
                act.quotes.extend(at.and_then(|at| form.reading.quote_line(at)));
            }
            acts.extend(read_offences(form));
            acts
        }
        "procuratorate_prosecution_register" => {
            fast_track(form, read_acceptance(form, ActKind::ProsecutionAccepted, &subjects))
        }
        "procuratorate_acceptance_register" => {
            let is_prosecution =
                form.text().contains("审查起诉") && !form.text().contains("审查逮捕");
            let kind = if is_prosecution {
                ActKind::ProsecutionAccepted
            } else {
                ActKind::ArrestReviewAccepted
            };
            read_acceptance(form, kind, &subjects)
        }
        "indictment" => fast_track(form, per_subject(form, ActKind::Indicted, &subjects)),
        "non_prosecution_decision" => per_subject(form, ActKind::NotProsecuted, &subjects),
        "plea_agreement"
            if subjects.first().is_some_and(|_| {
                signed(form, act_on(form, ActKind::PleaSigned, None)).is_some()
            }) =>
        {
            signed(form, act_on(form, ActKind::PleaSigned, subjects.first().copied()))
                .into_iter()
                .collect()
        }
        "plea_agreement" => {
            closed(form, act_on(form, ActKind::PleaSigned, subjects.first().copied()))
                .into_iter()
                .collect()
        }
        "supplementary_investigation_decision" => review::read_return(form),
        _ => per_subject(form, ActKind::Sentenced, &subjects),
    }
}

/// Marks acts of a paper that names the fast-track procedure (速裁程序), whose limits are shorter.
fn fast_track(form: &Form<'_>, mut acts: Vec<Act>) -> Vec<Act> {
    if form.text().contains("速裁") {
        for act in &mut acts {
            act.reason = Some("速裁程序".to_owned());
        }
    }
    acts
}

static FOUND_OUT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"查明\s*[：，]").expect("the pattern is a constant"));

static FOUND_OUT_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"认定上述|上述犯罪事实|上述事实|以上事实|综上").expect("the pattern is a constant")
});

/// The offences that the opinion alleges: each sentence of its facts that begins with a moment.
fn read_offences(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    let Some(begin) = FOUND_OUT.find(text) else { return Vec::new() };
    let end = FOUND_OUT_END
        .find(&text[begin.end()..])
        .map_or(text.len(), |found| begin.end() + found.start());
    let mut acts: Vec<Act> = Vec::new();
    for stated in moments::find_moments(&text[begin.end()..end], form.reference()) {
        let at_byte = begin.end() + stated.range.start;
        let sentence = form.reading.sentence_range(at_byte);
        let before = text[sentence.start.max(begin.end())..at_byte].trim();
        // "二、", "1." and "2024年" may stand before; a moment inside the sentence is a detail.
        if before.chars().count() <= 4 {
            acts.push(at(
                act_on(form, ActKind::OffenceAlleged, None),
                stated.moment,
                form.reading.quote(sentence),
            ));
        }
    }
    acts
}

/// The day of the register counts, not the police paper's closing (目录 BH-01).
fn read_acceptance(form: &Form<'_>, kind: ActKind, subjects: &[&str]) -> Vec<Act> {
    let rows = review::rows(form, kind, subjects);
    if !rows.is_empty() {
        return rows;
    }
    let labelled = ACCEPTANCE_LABELS.iter().find_map(|label| {
        let field = form.field(&[label])?;
        let moment = moments::first_moment(&field.value, form.reference())?;
        Some((moment, field.range))
    });
    let stated = labelled.or_else(|| {
        ACCEPTED
            .find_iter(form.text())
            .find_map(|found| Some((form.moment_in(found.range())?, found.range())))
    });
    let build = |subject: Option<&str>| {
        let act = act_on(form, kind, subject);
        match &stated {
            Some((moment, range)) => Some(at(act, *moment, form.reading.quote(range.clone()))),
            None => closed(form, act),
        }
    };
    if subjects.is_empty() {
        build(None).into_iter().collect()
    } else {
        subjects.iter().filter_map(|name| build(Some(name))).collect()
    }
}
