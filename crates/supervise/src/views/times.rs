//! View `times`: whether stated times fit one another (讯问、到案、提讯时间): one view per
//! interrogation record, and one per suspect for arrival, announcement and delivery.
//!
//! Fields: `person`, `about` (`record` or `custody`), `title`, `from`, `to` (moments), `is_backwards`,
//! `minutes`, `has_window`, `window` (传唤证, 提讯提解证 or the record's own head), `window_from`, `window_to` (moments),
//! `early_minutes`, `late_minutes` (outside the window, 0 inside), `fits_afternoon` (it fits when read
//! as a twelve-hour clock), `is_remote`, `arrived`, `announced`, `delivered` (moments),
//! `announced_early_minutes` (before arrival), `delivered_early_minutes` (before announcement).
//! Quotes: `record`, `window`, `arrived`, `announced`, `delivered`.

use anjian_core::{
    Act, ActKind, CaseFacts, Moment, Record, RecordKind,
    moment::minutes_between,
    presence::{PresenceWindow, WindowKind},
};

use crate::view::View;

const HALF_DAY: i64 = 12 * 60;
/// Minutes within which arrival, announcement and delivery belong to one time in custody.
const NEAR: i64 = 24 * 60;

/// Views of records, then of suspects in custody.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let records = facts
        .records
        .iter()
        .filter(|record| record.kind == RecordKind::Interrogation)
        .map(|record| of_record(facts, record));
    let custody = facts.suspects().map(|person| of_custody(facts, &person.name));
    records.chain(custody).collect()
}

fn empty(name: &str, about: &str) -> View {
    let mut view = View::of(name);
    view.set("about", about);
    for field in ["title", "window"] {
        view.set(field, "");
    }
    for field in ["from", "to", "window_from", "window_to", "arrived", "announced", "delivered"] {
        view.set_moment(field, None);
    }
    for field in [
        "minutes",
        "early_minutes",
        "late_minutes",
        "announced_early_minutes",
        "delivered_early_minutes",
    ] {
        view.set(field, 0i64);
    }
    for field in ["is_backwards", "has_window", "fits_afternoon", "is_remote"] {
        view.set(field, false);
    }
    view
}

fn of_record(facts: &CaseFacts, record: &Record) -> View {
    let name = record.subject.as_deref().unwrap_or("");
    let mut view = empty(name, "record");
    view.judged_on(record.from);
    let title = facts.documents.get(record.document).map_or("", |document| document.title.as_str());
    view.set("title", title);
    view.set("is_remote", ["协作", "视频", "远程", "代为"].iter().any(|word| title.contains(word)));
    view.set_moment("from", record.from);
    view.set_moment("to", record.to);
    view.cite("record", record.time_quote.clone().or_else(|| record.title_quote.clone()));
    let exact = |moment: Option<Moment>| moment.filter(|moment| moment.time().is_some());
    let (Some(from), Some(to)) = (exact(record.from), exact(record.to)) else { return view };
    let minutes = minutes_between(from.earliest(), to.earliest());
    view.set("minutes", minutes);
    view.set("is_backwards", minutes < 0);
    let windows = facts.presence_windows.iter().filter(|window| window.person == name);
    let near: Vec<(&PresenceWindow, i64, i64)> = windows
        .filter(|window| window.from.date() <= to.date() && from.date() <= window.to.date())
        .map(|window| {
            let (early, late) = outside(from, to, window);
            (window, early, late)
        })
        .collect();
    // A record away from all windows of its day was made elsewhere; one that touches a window was
    // made in it.
    let touched = near.iter().filter(|(window, _, _)| {
        minutes_between(from.earliest(), window.to.earliest()) > 0
            && minutes_between(window.from.earliest(), to.earliest()) > 0
    });
    let best = touched.min_by_key(|(_, early, late)| early.max(late));
    if let Some((window, early, late)) = best {
        view.set("has_window", true);
        view.set(
            "window",
            match window.kind {
                WindowKind::Summons => "传唤证",
                WindowKind::Head => "笔录首部到达、离开时间",
                WindowKind::TakingOut => "提讯提解证",
            },
        );
        view.set_moment("window_from", Some(window.from));
        view.set_moment("window_to", Some(window.to));
        view.set("early_minutes", *early);
        view.set("late_minutes", *late);
        view.cite("window", window.quotes.iter().cloned());
    }
    let afternoon = near.iter().any(|(window, _, _)| {
        let early = minutes_between(window.from.earliest(), from.earliest()) + HALF_DAY;
        let late = minutes_between(to.earliest(), window.to.earliest()) - HALF_DAY;
        early >= -10 && late >= -10
    });
    view.set("fits_afternoon", afternoon && from.time().is_some_and(|time| time.hour() < 12));
    view
}

/// Minutes by which a record begins before its window and ends after it; 0 inside.
fn outside(from: Moment, to: Moment, window: &PresenceWindow) -> (i64, i64) {
    let early = minutes_between(from.earliest(), window.from.earliest());
    let late = minutes_between(window.to.earliest(), to.earliest());
    (early.max(0), late.max(0))
}

fn of_custody(facts: &CaseFacts, name: &str) -> View {
    let mut view = empty(name, "custody");
    let first = |kinds: &[ActKind]| -> Option<&Act> {
        facts
            .acts
            .iter()
            .filter(|act| kinds.contains(&act.kind) && act.is_done_to(name))
            .filter(|act| act.from.is_some_and(|from| from.time().is_some()))
            .min_by_key(|act| act.from.map(|from| from.earliest()))
    };
    let announced = first(&[ActKind::DetentionAnnounced]);
    let delivered = first(&[ActKind::DeliveredToDetentionHouse]);
    let arrived = first(&[ActKind::Arrived, ActKind::SeizedAtScene]).filter(|act| {
        // Accounts tell of several people's arrivals; heads and summonses of one.
        facts.documents.get(act.document).is_some_and(|document| {
            matches!(document.kind.as_str(), "interrogation_record" | "summons")
        })
    });
    view.judged_on(announced.and_then(|act| act.from));
    view.set_act("arrived", arrived);
    view.set_act("announced", announced);
    view.set_act("delivered", delivered);
    let gap = |earlier: Option<&Act>, later: Option<&Act>| {
        let (earlier, later) = (earlier.and_then(|act| act.from), later.and_then(|act| act.from));
        earlier
            .zip(later)
            .map_or(0, |(earlier, later)| minutes_between(earlier.latest(), later.earliest()))
    };
    // Further apart they belong to different times in custody: a later summons, a second detention.
    let near = |minutes: i64| if (0..=NEAR).contains(&minutes) { minutes } else { 0 };
    view.set("announced_early_minutes", near(gap(announced, arrived)));
    view.set("delivered_early_minutes", near(gap(delivered, announced)));
    view
}
