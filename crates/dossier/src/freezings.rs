//! Freezings (冻结财产): account, term, execution, approval.

use std::sync::LazyLock;

use anjian_core::{
    Moment, period,
    property::{Approval, Asset, Freezing},
};
use jiff::civil::Date;
use regex::Regex;

use crate::{
    approvals::read_level,
    dated::{Dated, issued},
    form::Form,
    moments,
    numerals::parse_numeral,
};

static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:账号|帐号|账户|帐户|卡号|证券账户|资金账号|保单号|股东账户)[^\d\n]{0,12}(?P<number>[A-Z]{0,3}\d(?:[ \d]{6,30})\d)")
        .expect("the pattern is a constant")
});

static LONG_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d〔\[（-])(?P<number>\d{4}(?: ?\d{3,4}){2,5}(?: ?\d{1,3})?)(?:[^\d]|$)")
        .expect("the pattern is a constant")
});

/// A number whose middle is masked: `6217●●●●●●7714`.
static MASKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d{3,6}\s*[●○*＊×xX·]{2,16}\s*(?P<number>\d{3,6})")
        .expect("the pattern is a constant")
});

static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"尾号[为是：]?\s*(?P<number>\d{3,6})").expect("the pattern is a constant")
});

static TERM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:冻结(?:时间|期限|期间)|期限|继续冻结|续冻|续行冻结|冻结)[^。\n]{0,16}?(?:(?P<months>\d{1,2}|[一二三四五六七八九十两]{1,3})\s*个月|(?P<half>半年)|(?P<years>\d|[一二两三])\s*年(?:[，。；（ \n]|$|期))")
        .expect("the pattern is a constant")
});

static RECEIPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"回执|已于|协助冻结情况|办理结果").expect("the pattern is a constant")
});

static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:到期日|届满日|截止日期?|终止日期?|至|到)[：为是]?\s*")
        .expect("the pattern is a constant")
});

static APPROVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^\n]*(?:批准人|审批人|批准|审批意见|领导批示|审批)[^\n]*")
        .expect("the pattern is a constant")
});

static FROZEN_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"冻结(?:期限|期间|时间)?[：为是]?(?:至|到|截至|截止)[：为是]?\s*")
        .expect("the pattern is a constant")
});

/// Days by which forms overrun a term of whole months: the first or last day counted or not.
const SLACK_DAYS: i64 = 3;

/// No term is longer; beyond it a date is misread.
const MOST_MONTHS: i64 = 60;

/// The freezing that `form` orders or ends.
pub fn read_freezing(form: &Form<'_>) -> Option<Freezing> {
    let lifts = match form.kind() {
        "freezing_notice" => form.document.title.contains("解除"),
        "unfreezing_notice" => true,
        _ => return None,
    };
    let text = form.text();
    let letter = issued(form);
    let after = letter.as_ref().map_or(0, |(_, range)| range.end);
    let begin = first_day(form);
    let near = letter.as_ref().or(begin.as_ref()).map(|(moment, _)| moment.date());
    let executed = executed(form, after, near);
    let term = TERM.captures(text);
    let approved =
        APPROVED.find_iter(text).find(|found| read_level(found.as_str()) != Approval::Unstated);
    let span = term.is_none().then(|| stated_span(form, after)).flatten();
    // A renewal may bear no date but the first day of its term.
    let letter = letter.or(begin);
    let dated = executed.clone().or_else(|| letter.clone());
    Some(Freezing {
        document: form.index,
        lifts,
        account: account(text),
        asset: asset(text),
        ordered: letter.map(|(moment, _)| moment),
        executed: executed.as_ref().map(|(moment, _)| *moment),
        months: term.as_ref().and_then(months).or_else(|| span.as_ref().map(|(months, _)| *months)),
        until: until(form, dated.as_ref().map(|(moment, _)| *moment)),
        approval: approved.map_or(Approval::Unstated, |found| read_level(found.as_str())),
        renews: ["继续冻结", "续冻", "续行冻结", "续行"].iter().any(|word| text.contains(word)),
        waits: is_waiting(text, after),
        is_urgent: ["紧急止付", "快速冻结"].iter().any(|word| text.contains(word)),
        quote: dated
            .and_then(|(_, range)| form.reading.quote(form.reading.sentence_range(range.start))),
        term_quote: term
            .and_then(|captures| captures.get(0).map(|found| found.start()))
            .or_else(|| span.map(|(_, at)| at))
            .and_then(|at| form.reading.quote(form.reading.sentence_range(at))),
        approval_quote: approved.and_then(|found| form.reading.quote(found.range())),
    })
}

/// The term of a freezing that names only its first and last day (自…起至…止): whole months, one more
/// where days are left over, and the place of the words.
fn stated_span(form: &Form<'_>, after: usize) -> Option<(i64, usize)> {
    let text = form.text();
    let spans = moments::find_spans(text, form.reference());
    let (from, until, at) = spans
        .into_iter()
        .filter(|span| {
            let sentence = form.reading.sentence_range(span.range.start);
            ["冻结", "期限", "期间"].iter().any(|word| text[sentence.clone()].contains(word))
        })
        .find_map(|span| {
            let until = span.to.filter(|to| to.date() > span.from.date())?;
            Some((span.from.date(), until.date(), span.range.start))
        })
        .or_else(|| {
            // "已办理，冻结至…": from the day it was carried out.
            let start = executed(form, after, form.reference())?.0;
            let at = FROZEN_UNTIL.find(text)?;
            let window: usize = text[at.end()..].chars().take(20).map(char::len_utf8).sum();
            let until = moments::first_moment(&text[at.end()..at.end() + window], None)?;
            (until.date() > start.date()).then(|| (start.date(), until.date(), at.start()))
        })?;
    let mut months = 0;
    let ends = |months| {
        period::last_day_after_days(period::last_day_after_months(from, months), SLACK_DAYS)
    };
    while months < MOST_MONTHS && ends(months) < until {
        months += 1;
    }
    Some((months, at))
}

/// A note below the order that another authority waits (由法院轮候冻结) is not about this freezing.
fn is_waiting(text: &str, after: usize) -> bool {
    let body = text.get(..after).filter(|_| after > 0).unwrap_or(text);
    body.contains("轮候")
}

fn account(text: &str) -> Option<String> {
    let number = ACCOUNT
        .captures(text)
        .or_else(|| LONG_NUMBER.captures(text))
        .or_else(|| MASKED.captures(text))
        .or_else(|| TAIL.captures(text))?;
    Some(number["number"].chars().filter(|c| !c.is_whitespace()).collect())
}

fn asset(text: &str) -> Asset {
    let body: String = text.chars().take(600).collect();
    if ["股票", "债券", "基金份额", "证券账户", "有价证券"].iter().any(|word| body.contains(word))
    {
        Asset::Securities
    } else if ["股权", "保单", "投资权益", "出资额"].iter().any(|word| body.contains(word))
    {
        Asset::Equity
    } else {
        Asset::Cash
    }
}

fn months(captures: &regex::Captures<'_>) -> Option<i64> {
    if captures.name("half").is_some() {
        return Some(6);
    }
    let number = |name: &str| captures.name(name).and_then(|found| parse_numeral(found.as_str()));
    number("months").or_else(|| number("years").map(|years| years * 12)).map(i64::from)
}

/// When the receipt says that it was carried out: its first moment, before a further renewal noted
/// below. A day without a year is of the term's own.
fn executed(form: &Form<'_>, after: usize, near: Option<Date>) -> Option<Dated> {
    let text = form.text();
    let at = RECEIPT.find_at(text, after)?.start();
    let end = RENEWED.find_at(text, at).map_or(text.len(), |found| found.start());
    let stated =
        moments::find_moments(&text[at..end], near.or(form.reference())).into_iter().next()?;
    Some((stated.moment, at + stated.range.start..at + stated.range.end))
}

static RENEWED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:续冻|继续冻结|续行冻结)[^。\n]{0,6}(?:自|从)")
        .expect("the pattern is a constant")
});

/// The first day of the term that the paper states (自…起至…止).
fn first_day(form: &Form<'_>) -> Option<Dated> {
    let text = form.text();
    moments::find_spans(text, form.reference())
        .into_iter()
        .find(|span| {
            let sentence = form.reading.sentence_range(span.range.start);
            span.to.is_some_and(|to| to.date() > span.from.date())
                && ["冻结", "续冻", "期限"].iter().any(|word| text[sentence.clone()].contains(word))
        })
        .map(|span| (Moment::day(span.from.date()), span.range))
}

/// The latest day that follows "至" or "到期日", later than the beginning.
fn until(form: &Form<'_>, start: Option<Moment>) -> Option<Moment> {
    let text = form.text();
    let mut last: Option<Moment> = None;
    for found in UNTIL.find_iter(text) {
        let rest = &text[found.end()..];
        let window: usize = rest.chars().take(24).map(char::len_utf8).sum();
        let Some(stated) =
            moments::find_moments(&rest[..window], form.reference()).into_iter().next()
        else {
            continue;
        };
        let is_later = start.is_none_or(|start| stated.moment.date() > start.date());
        if stated.range.start == 0 && is_later {
            last = Some(Moment::day(stated.moment.date()));
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    fn freezing(text: &str) -> Freezing {
        let mut read = None;
        form(text, |form| read = read_freezing(form));
        read.expect("a freezing")
    }

    #[test]
    fn terms_and_receipts_are_read_in_many_ways() {
        let first = freezing(
            "某县公安局\n协助冻结财产通知书\n某银行：\n请予冻结张某（账号6299 0031 7740 0185 2）存款39万元。冻结时间：六个月，自你行办理之日起算。\n某县公安局（印）\n二〇二三年七月十一日\n【回执】已于2023年7月12日10时06分办理冻结，冻结到期日2024年1月12日。",
        );
        assert_eq!(first.account.as_deref(), Some("62990031774001852"));
        assert_eq!((first.months, first.renews), (Some(6), false));
        assert_eq!(first.executed.map(|at| at.to_iso()).as_deref(), Some("2023-07-12T10:06"));
        assert_eq!(first.until.map(|at| at.to_iso()).as_deref(), Some("2024-01-12"));
        let year = freezing(
            "某县公安局\n协助冻结财产通知书\n某联社：\n请予冻结：\n户名 账号 种类\n张某 6231 3300 9917 4402 8 活期\n冻结时间：一年，自2023年10月10日起至2024年10月10日止。\n二〇二三年十月十日\n批准人：苏某（某县公安局副局长） 2023年10月10日",
        );
        assert_eq!((year.months, year.approval), (Some(12), Approval::County));
        assert_eq!(year.account.as_deref(), Some("62313300991744028"));
        let renewal = freezing(
            "协助冻结财产通知书\n某银行：\n请对张某账号6230 9902 2941 7719存款继续冻结6个月。\n某县公安局（印） 2023年12月18日",
        );
        assert!(renewal.renews && renewal.months == Some(6) && renewal.executed.is_none());
    }
}
