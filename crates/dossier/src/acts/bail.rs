//! Bail (取保候审) and residential surveillance (监视居住): begun, ended, by which organ.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Act, ActKind, Moment, period::days_between};
use regex::Regex;

use super::{
    act_on, at,
    blanks::{Filled, read_moment},
    closed,
    sections::{is_signature, signers},
};
use crate::{form::Form, moments, people};

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本决定书|本决定|此决定)[^。；\n]{0,10}已?[由于][^。；，\n]{0,40}?(?:宣布|收到|送达)|[分时\d]\s*(?:[^。；，\n\d]{0,24})(?:向我|向其|向本人)[\p{Han}]{0,4}宣布|(?:宣布时间|执行时间|宣布日期)\s*[： ][^\n]{4,40}")
        .expect("the pattern is a constant")
});

static STARTED: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日";
    Regex::new(&format!(
        r"(?:自|从|由|期限|期间)\s*(?P<day>{day})\s*(?:\d{{1,2}}时)?\s*(?:起|开始|至|执行)|起算(?:日|日期|时间)?\s*[： ]\s*(?P<field>{day})|(?:期限|期间)[^。\n]{{0,10}}(?:自|从|由)\s*(?P<from>{day})"
    ))
    .expect("the pattern is a constant")
});

static LIFTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:自|从|于)[^。；\n]{4,24}?(?:起)?\s*(?:予以)?解除")
        .expect("the pattern is a constant")
});

/// Days that a decision's own beginning and its announcement may lie apart; more is another date.
const ANNOUNCED_WITHIN_DAYS: i64 = 45;

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subjects = persons(form, suspects);
    let is_start = form.kind().ends_with("_decision") && !form.kind().contains("lifting")
        || form.kind() == "bail_execution_notice";
    let kind = match (form.kind().starts_with("bail"), is_start) {
        (true, true) => ActKind::BailStarted,
        (true, false) => ActKind::BailEnded,
        (false, true) => ActKind::ResidentialSurveillanceStarted,
        (false, false) => ActKind::ResidentialSurveillanceEnded,
    };
    let read = |subject: &&str| {
        if is_start { start(form, kind, subject) } else { end(form, kind, subject) }
    };
    subjects.iter().filter_map(read).collect()
}

static DECIDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"决定[^。；\n]{0,12}对(?P<names>[^。；，\n]{2,60}?)(?:进行|采取|继续|重新|予以|执行|在其|指定|的)?\s*(?:取保候审|监视居住|指定居所)")
        .expect("the pattern is a constant")
});

/// Whose measure a paper orders or ends: those who sign it; else those named by its decision; else
/// the person it is for.
pub fn persons<'n>(form: &Form<'_>, suspects: &'n [String]) -> Vec<&'n str> {
    let signed = signers(form, suspects);
    if !signed.is_empty() {
        return signed;
    }
    let decided: Vec<&str> = DECIDED.captures(form.text()).map_or_else(Vec::new, |captures| {
        let names = &captures["names"];
        suspects.iter().map(String::as_str).filter(|name| names.contains(name)).collect()
    });
    if !decided.is_empty() {
        return decided;
    }
    let introduced = people::introduced(form, suspects);
    let head: Vec<&str> = introduced.iter().copied().filter(|name| is_listed(form, name)).collect();
    match head.len() {
        0 => people::subject(form, suspects).into_iter().collect(),
        _ => head,
    }
}

/// True where the paper calls the person 犯罪嫌疑人 or 被告人, alone or in a list of names.
fn is_listed(form: &Form<'_>, name: &str) -> bool {
    let text = form.text();
    text.match_indices(name).any(|(at, _)| {
        let before: String = text[..at].chars().rev().take(24).collect();
        let before: String = before.chars().rev().collect();
        let Some(from) =
            ["犯罪嫌疑人", "被告人"].iter().filter_map(|word| before.rfind(word)).max()
        else {
            return false;
        };
        !before[from..].contains(['，', '。', '；', '\n']) && !before[from..].contains('与')
    })
}

/// The measure runs from its announcement, else from the day the decision says, else from the
/// closing; a decision's date is not its execution's (目录 QZ-07).
fn start(form: &Form<'_>, kind: ActKind, subject: &str) -> Option<Act> {
    let stated = stated_start(form);
    let reached = |moment: &Moment| {
        stated.as_ref().is_none_or(|(day, _)| {
            (0..=ANNOUNCED_WITHIN_DAYS).contains(&days_between(day.date(), moment.date()))
        })
    };
    let announced = match read_moment(form, &ANNOUNCED) {
        Some(Filled::Moment(moment, range)) => Some((moment, range)),
        _ => signed(form, subject),
    };
    let announced = announced.filter(|(moment, _)| reached(moment));
    let act = act_on(form, kind, Some(subject));
    let mut act = match announced.clone().or_else(|| stated.clone()) {
        Some((moment, range)) => at(act, moment, form.reading.quote(range)),
        None => closed(form, act)?,
    };
    if let (Some(_), Some((_, range))) = (&announced, stated) {
        act.quotes.extend(form.reading.quote(range));
    }
    let until = moments::find_spans(form.text(), form.reference())
        .into_iter()
        .find(|span| span.to.is_some_and(|to| to.date() > span.from.date()));
    act.to = until.and_then(|span| span.to).map(|to| Moment::day(to.date()));
    if kind == ActKind::ResidentialSurveillanceStarted {
        read_place(form, &mut act);
    }
    Some(act)
}

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:执行处所|执行地点|执行场所|监视居住地点|监视居住处所|指定(?:的)?居所|居所地址|指定居所地址|居住地点)\s*(?:为|[：:])\s*(?P<place>[^。；\n]{2,50})|(?:指定|安排)在(?P<at>[^。；，\n]{2,40}?)(?:执行|监视居住)|决定在(?P<in>[^。；，\n]{2,40}?)对")
        .expect("the pattern is a constant")
});

/// Where the surveillance is carried out, and whether that is a designated place (指定居所) or the
/// person's home (住处).
fn read_place(form: &Form<'_>, act: &mut Act) {
    let text = form.text();
    if let Some(captures) = PLACE.captures(text) {
        let place = ["place", "at", "in"].iter().find_map(|group| captures.name(group));
        act.place = place.map(|place| place.as_str().trim().to_owned());
        let words = captures.get(0).map(|whole| whole.range());
        act.quotes.extend(words.and_then(|range| form.reading.quote(range)));
    }
    let at_home = act.place.as_deref().is_some_and(|place| place.contains("住处"))
        || text.contains("在其住处")
        || text.contains("住处监视居住")
        || text.contains("住处执行");
    let designated = text.contains("指定居所") && !at_home;
    act.means = match (designated, at_home) {
        (true, _) => Some("指定居所".to_owned()),
        (_, true) => Some("住处".to_owned()),
        _ => None,
    };
}

/// The day the decision says its measure runs from.
fn stated_start(form: &Form<'_>) -> Option<(Moment, Range<usize>)> {
    STARTED.captures_iter(form.text()).find_map(|captures| {
        let day = captures
            .name("day")
            .or_else(|| captures.name("field"))
            .or_else(|| captures.name("from"))?;
        Some((form.moment_in(day.range())?, captures.get(0)?.range()))
    })
}

/// Chars between a signature and its date, over signatures of others beside it.
const SIGNED_WITHIN_CHARS: usize = 60;

/// The moment beside the person's signature; a date may follow several signatures.
pub(super) fn signed(form: &Form<'_>, subject: &str) -> Option<(Moment, Range<usize>)> {
    let text = form.text();
    let mut found = None;
    for (start, name) in text.match_indices(subject) {
        let end = start + name.len();
        if !is_signature(text, start, end) {
            continue;
        }
        let window: usize = text[end..].chars().take(SIGNED_WITHIN_CHARS).map(char::len_utf8).sum();
        let after = &text[end..end + window];
        let after = after.split("\n\n").next().unwrap_or(after);
        if let Some(moment) = moments::find_moments(after, form.reference()).first() {
            found = Some((moment.moment, start..end + moment.range.end));
        }
    }
    found
}

fn end(form: &Form<'_>, kind: ActKind, subject: &str) -> Option<Act> {
    let act = act_on(form, kind, Some(subject));
    let announced = match read_moment(form, &ANNOUNCED) {
        Some(Filled::Moment(moment, range)) => Some((moment, range)),
        _ => signed(form, subject),
    };
    let lifted = LIFTED
        .find_iter(form.text())
        .find_map(|found| Some((form.moment_in(found.range())?, found.range())));
    match announced.or(lifted) {
        Some((moment, range)) => {
            let act = at(act, moment, form.reading.quote(range));
            Some(with_title(form, act))
        }
        None => closed(form, act),
    }
}

fn with_title(form: &Form<'_>, mut act: Act) -> Act {
    act.quotes.extend(form.document.title_quote.clone());
    act
}
