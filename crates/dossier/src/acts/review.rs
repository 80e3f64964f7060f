//! Periods of the procuratorate: review of arrest (审查逮捕) and for prosecution (审查起诉) with its
//! returns for supplementary investigation (退回补充侦查), and custody's necessity.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment};
use regex::Regex;

use super::{act_on, at, closed};
use crate::{form::Form, moments, people};

static COLUMN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\p{Han}{1,8}(?:日期|时间)").expect("the pattern is a constant"));

static ACCEPTED_COLUMN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"收案|受理|受案|登记|收到").expect("the pattern is a constant"));

/// The day in the row of each of `subjects` under a head 收案日期: a register of several cases.
pub(super) fn rows(form: &Form<'_>, kind: ActKind, subjects: &[&str]) -> Vec<Act> {
    let text = form.text();
    let head = text.lines().find(|line| {
        COLUMN.find_iter(line).any(|column| ACCEPTED_COLUMN.is_match(column.as_str()))
            && moments::first_moment(line, form.reference()).is_none()
    });
    let Some(head) = head else { return Vec::new() };
    let column = COLUMN
        .find_iter(head)
        .position(|column| ACCEPTED_COLUMN.is_match(column.as_str()))
        .unwrap_or(0);
    let mut acts = Vec::new();
    for subject in subjects {
        let own = text.match_indices(subject).find_map(|(at, _)| {
            let line = form.reading.line_range(at);
            let stated = moments::find_moments(&text[line.clone()], form.reference());
            Some((stated.get(column)?.moment, line))
        });
        let Some((moment, line)) = own else { continue };
        acts.push(self::at(act_on(form, kind, Some(subject)), moment, form.reading.quote(line)));
    }
    acts
}

static ACCEPTED_NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；，\n（]{4,24}(?:收案|收到[^。；，\n]{0,12}提请|(?:依法)?受理)|(?:当日|同日)(?:收案|收到|受理)")
        .expect("the pattern is a constant")
});

/// A decision on arrest that says when the request came in ("（2024年3月27日收案）").
pub(super) fn read_noted_acceptance(form: &Form<'_>, subjects: &[&str]) -> Vec<Act> {
    let noted = ACCEPTED_NOTE
        .find_iter(form.text())
        .find_map(|found| Some((noted_moment(form, found.range())?, found.range())));
    let Some((moment, range)) = noted else { return Vec::new() };
    subjects
        .iter()
        .map(|subject| {
            at(
                act_on(form, ActKind::ArrestReviewAccepted, Some(subject)),
                moment,
                form.reading.quote(range.clone()),
            )
        })
        .collect()
}

/// The moment of a note, or where it says 当日 the last one before it in its sentence.
fn noted_moment(form: &Form<'_>, range: std::ops::Range<usize>) -> Option<Moment> {
    form.moment_in(range.clone()).or_else(|| {
        let words = &form.text()[range.clone()];
        let sentence = form.reading.sentence_range(range.start);
        let before = &form.text()[sentence.start..range.end];
        ["当日", "同日"].iter().any(|word| words.contains(word)).then_some(())?;
        let stated = moments::find_moments(before, form.reference()).pop()?;
        Some(stated.moment)
    })
}

static SIGNED_FOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^\n]*(?:签收|收到|接收|收件)[^\n]*").expect("the pattern is a constant")
});

/// A return for supplementary investigation: decided on its closing, received by the police when
/// they signed for it. Its outline (提纲) is another paper of the same return.
pub(super) fn read_return(form: &Form<'_>) -> Vec<Act> {
    let mut acts = Vec::new();
    if form.document.title.contains("提纲") {
        return acts;
    }
    acts.extend(closed(form, act_on(form, ActKind::ReturnedForInvestigation, None)));
    let received = SIGNED_FOR.find_iter(form.text()).find_map(|found| {
        let text = found.as_str();
        let stated = moments::find_moments(text, form.reference());
        Some((stated.last()?.moment, found.range()))
    });
    if let Some((moment, range)) = received {
        let act = act_on(form, ActKind::SupplementReceived, None);
        acts.push(at(act, moment, form.reading.quote(range)));
    }
    acts
}

static AGAIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；，\n]*(?:重新移送|重新受理|再次移送|再次受理|补查重报|重报|补充侦查完毕|补充侦查终结|补查完毕|补侦完毕|补充侦查后[^。；，\n]{0,12}移送)[^。；，\n]*")
        .expect("the pattern is a constant")
});

/// Days on which a case came back after a return, as registers and indictments note them.
pub(super) fn read_resubmissions(form: &Form<'_>) -> Vec<Act> {
    AGAIN
        .find_iter(form.text())
        .filter_map(|found| {
            let moment = form.moment_in(found.range())?;
            let act = act_on(form, ActKind::Resubmitted, None);
            Some(at(act, Moment::day(moment.date()), form.reading.quote(found.range())))
        })
        .collect()
}

static EXTENDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；，\n]*(?:延长(?:本案)?(?:的)?(?:审查起诉|审查期限|审查时间|办案期限|办理期限|起诉期限|起诉时间|期限(?:半个月|十五日|十五天|15[日天]|一次))|(?:审查起诉|审查|办案|办理)(?:期限|时间)[^。；，\n]{0,8}延长|延期(?:半个月|十五日|15日|一次))[^。；，\n]*")
        .expect("the pattern is a constant")
});

static NOT_DONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:未|没有|没|无|不|不予|未经|尚未|未曾|未办理|未依法)(?:再|曾|申请|批准|办理|决定|需要?|予)?(?:延长|延期|退回|退补)|延长[^。；，\n]{0,16}[：:]\s*(?:无|未|否)|(?:如|若|可以|应当|需要|认为需)[^。；，\n]{0,10}(?:延长|退回)")
        .expect("the pattern is a constant")
});

/// An extension of the review (延长审查起诉期限): its approval, or an indictment's word of it.
pub(super) fn read_extension(form: &Form<'_>) -> Vec<Act> {
    if form.kind() == "prosecution_review_extension" {
        return closed(form, act_on(form, ActKind::ReviewExtended, None)).into_iter().collect();
    }
    EXTENDED
        .find_iter(form.text())
        .filter(|found| !NOT_DONE.is_match(found.as_str()))
        .take(1)
        .map(|found| {
            let mut act = act_on(form, ActKind::ReviewExtended, None);
            act.quotes.extend(form.reading.quote(found.range()));
            act
        })
        .collect()
}

static RETURNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:退回[^。；，\n]{0,24}补充(?:侦查|调查)|退补|退查|退侦|退回(?:公安|侦查|监察)机关)[^。；\n]*")
        .expect("the pattern is a constant")
});

/// Means of a return that only another paper tells of.
const MENTIONED: &str = "提及";

/// Returns for supplementary investigation that an indictment or a decision not to prosecute tells
/// of: each with its day, or one without a day where none is stated.
pub(super) fn read_told_returns(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    let mut acts = Vec::new();
    let mut undated = None;
    for found in RETURNED.find_iter(text) {
        if NOT_DONE.is_match(found.as_str()) {
            continue;
        }
        // The day of the return stands in its own clause, the police's coming back in the next.
        let mut start = found.start();
        let mut dated = false;
        for clause in found.as_str().split_inclusive('，') {
            let range = start..start + clause.len();
            start = range.end;
            let is_return = RETURNED.is_match(clause) && !AGAIN.is_match(clause);
            let Some(moment) = form.moment_in(range.clone()).filter(|_| is_return) else {
                continue;
            };
            dated = true;
            let mut act = act_on(form, ActKind::ReturnedForInvestigation, None);
            act.means = Some(MENTIONED.to_owned());
            let day = Moment::day(moment.date());
            acts.push(at(act, day, form.reading.quote(range)));
        }
        if !dated {
            undated = undated.or(Some(found.range()));
        }
    }
    if let Some(range) = undated.filter(|_| acts.is_empty()) {
        let mut act = act_on(form, ActKind::ReturnedForInvestigation, None);
        act.means = Some(MENTIONED.to_owned());
        act.quotes.extend(form.reading.quote(range));
        acts.push(act);
    }
    acts
}

static SENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:移送|报送|受理)[^。；\n]{0,30}(?:审查起诉|起诉|我院|本院)|(?:我院|本院)[^。；，\n]{0,12}(?:收到|受理|收案)")
        .expect("the pattern is a constant")
});

/// The day an indictment or a decision not to prosecute gives for the case's coming in ("于某日向
/// 本院移送审查起诉"): a mention, where no register is in the file.
pub(super) fn read_told_acceptance(form: &Form<'_>, subjects: &[&str]) -> Vec<Act> {
    let text = form.text();
    let told = SENT.find_iter(text).find_map(|found| {
        let sentence = form.reading.sentence_range(found.start());
        // The last day before the words is theirs.
        let stated = moments::find_moments(&text[sentence.start..found.end()], form.reference());
        let stated = stated.into_iter().last()?;
        let between = text.get(sentence.start + stated.range.end..found.start()).unwrap_or("");
        let is_near = between.chars().count() <= 16 && !AGAIN.is_match(&text[sentence.clone()]);
        is_near.then(|| (stated.moment, sentence.start + stated.range.start..found.end()))
    });
    let Some((moment, range)) = told else { return Vec::new() };
    subjects
        .iter()
        .map(|subject| {
            let mut act = act_on(form, ActKind::ReviewAcceptanceTold, Some(subject));
            act.means = Some(MENTIONED.to_owned());
            let day = Moment::day(moment.date());
            at(act, day, form.reading.quote(range.clone()))
        })
        .collect()
}

static EXCLUDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"精神病|精神状态|刑事责任能力").expect("the pattern is a constant")
});

/// A notice that a psychiatric examination does not count (刑诉法第一百四十九条): its beginning, and
/// its end where it says so. Other examinations count, whatever the notice says.
pub(super) fn read_exclusion(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let text = form.text();
    if !EXCLUDED.is_match(text) {
        return Vec::new();
    }
    let Some(subject) = people::subjects(form, suspects).into_iter().next() else {
        return Vec::new();
    };
    let span = moments::find_spans(text, form.reference()).into_iter().next();
    let act = act_on(form, ActKind::PeriodExcluded, Some(subject));
    match span {
        Some(span) => {
            let mut act = at(act, span.from, form.reading.quote(span.range));
            act.to = span.to;
            vec![act]
        }
        None => closed(form, act).into_iter().collect(),
    }
}

static ENTRUSTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:委托|受理|鉴定)(?:日期|时间)\s*[： ][^\n，；]{4,40}")
        .expect("the pattern is a constant")
});

/// A psychiatric opinion: from the day it was asked for to the day it was given.
pub(super) fn read_psychiatric(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let text = form.text();
    if !EXCLUDED.is_match(text) {
        return Vec::new();
    }
    let Some(subject) = people::subjects(form, suspects).into_iter().next() else {
        return Vec::new();
    };
    let Some((until, quote)) = form.closing_moment() else { return Vec::new() };
    let begun = ENTRUSTED
        .find_iter(text)
        .find_map(|found| Some((form.moment_in(found.range())?, found.range())));
    let Some((moment, range)) = begun else { return Vec::new() };
    let mut act = act_on(form, ActKind::PeriodExcluded, Some(subject));
    act.means = Some("鉴定意见".to_owned());
    act.to = Some(until);
    act.quotes.extend(quote);
    vec![at(act, moment, form.reading.quote(range))]
}

static NECESSITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:羁押必要性审查|继续羁押的?必要|有羁押必要|无羁押必要|没有继续羁押)[^。；\n]*")
        .expect("the pattern is a constant")
});

/// A review of the necessity of custody, as its own paper or another's note says.
pub(super) fn read_necessity(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let Some(found) = NECESSITY.find(form.text()) else { return Vec::new() };
    people::subjects(form, suspects)
        .into_iter()
        .map(|subject| {
            let mut act = act_on(form, ActKind::NecessityReviewed, Some(subject));
            act.from = form.reference().map(Moment::day);
            act.quotes.extend(form.reading.quote(found.range()));
            act
        })
        .collect()
}
