//! View `freezing`: one freezing of an account (冻结) with the one before it.
//!
//! Fields: `account` (its last four signs), `asset` (`cash`, `securities`, `equity`), `started`
//! (execution, else the order), `months` (0 where not said), `until` (stated, or reckoned from the
//! term), `is_renewal`, `is_waiting`, `is_urgent`, `approval` (`city`, `head`, `county`, `lower`,
//! `blank`, `unstated`), `has_previous`, `previous_until`, `is_unfrozen_before` (lifted between the
//! two), `filed` (first filing). Quotes: `started`, `term`, `approval`, `previous`, `filed`.

use anjian_core::{
    CaseFacts, Moment, period,
    property::{Approval, Asset, Freezing},
};

use crate::view::View;

/// One view per paper that freezes.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut freezings: Vec<&Freezing> = facts.freezings.iter().filter(|f| !f.lifts).collect();
    freezings.sort_by_key(|freezing| start(freezing).map(|at| at.earliest()));
    freezings.iter().enumerate().map(|(at, own)| view(facts, own, &freezings[..at])).collect()
}

fn start(freezing: &Freezing) -> Option<Moment> {
    freezing.executed.or(freezing.ordered)
}

fn end(freezing: &Freezing) -> Option<Moment> {
    freezing.until.or_else(|| {
        let day = start(freezing)?.date();
        Some(Moment::day(period::last_day_after_months(day, freezing.months?)))
    })
}

fn view(facts: &CaseFacts, own: &Freezing, earlier: &[&Freezing]) -> View {
    let mut view = View::of("");
    let started = start(own);
    view.judged_on(started);
    let account = own.account.clone().unwrap_or_default();
    let tail: String = account.chars().skip(account.chars().count().saturating_sub(4)).collect();
    view.set("account", tail);
    view.set(
        "asset",
        match own.asset {
            Asset::Cash => "cash",
            Asset::Securities => "securities",
            Asset::Equity => "equity",
        },
    );
    view.set_moment("started", started);
    view.cite("started", own.quote.clone());
    view.set("months", own.months.unwrap_or(0));
    view.cite("term", own.term_quote.clone());
    view.set_moment("until", end(own));
    view.set("is_renewal", own.renews);
    view.set("is_waiting", own.waits);
    view.set("is_urgent", own.is_urgent);
    view.set("approval", level(own.approval));
    view.cite("approval", own.approval_quote.clone());
    let authority = |freezing: &Freezing| {
        facts.documents.get(freezing.document).and_then(|document| document.authority.clone())
    };
    // Where a paper does not name its authority, the file's own police are meant.
    let same_organ = |other: &Freezing| match (authority(own), authority(other)) {
        (Some(own), Some(other)) => own.ends_with(&other) || other.ends_with(&own),
        _ => true,
    };
    let previous = earlier.iter().rev().find(|other| {
        own.account.is_some()
            && other.account == own.account
            && same_organ(other)
            && !other.waits
            && start(other).is_some()
    });
    view.set("has_previous", previous.is_some());
    view.set_moment("previous_until", previous.and_then(|previous| end(previous)));
    view.cite("previous", previous.and_then(|previous| previous.quote.clone()));
    let between = |lifting: &&Freezing| {
        lifting.lifts
            && lifting.account == own.account
            && previous.is_some_and(|previous| {
                start(lifting).map(|at| at.earliest()) >= start(previous).map(|at| at.earliest())
            })
            && start(lifting).map(|at| at.earliest()) <= started.map(|at| at.latest())
    };
    view.set("is_unfrozen_before", facts.freezings.iter().any(|other| between(&other)));
    let filed = facts
        .filing_decisions
        .iter()
        .filter(|decision| decision.filed && decision.decided.is_some())
        .min_by_key(|decision| decision.decided.map(|at| at.date()));
    view.set_moment("filed", filed.and_then(|decision| decision.decided));
    view.cite("filed", filed.and_then(|decision| decision.quote.clone()));
    view
}

/// Name of an approval's level in conditions.
pub(super) fn level(approval: Approval) -> &'static str {
    match approval {
        Approval::City => "city",
        Approval::Head => "head",
        Approval::County => "county",
        Approval::Lower => "lower",
        Approval::Blank => "blank",
        Approval::Unstated => "unstated",
    }
}
