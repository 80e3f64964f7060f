//! Windows of presence: arrival and end on a summons, lines of a taking-out certificate.

use std::sync::LazyLock;

use anjian_core::presence::{PresenceWindow, WindowKind};
use regex::Regex;

use crate::{
    form::Form,
    moments::{self, StatedMoment},
    people,
};

static ARRIVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:到达|到案)(?:时间)?[ ：]*").expect("the pattern is a constant")
});

static ENDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:结束|离开)(?:时间)?[ ：]*").expect("the pattern is a constant")
});

/// The windows that `form` states.
pub fn read_windows(form: &Form<'_>, suspects: &[String]) -> Vec<PresenceWindow> {
    let Some(person) = people::subject(form, suspects) else { return Vec::new() };
    match form.kind() {
        "summons" | "interrogation_record" => summons(form, person).into_iter().collect(),
        "taking_out_certificate" => taking_out(form, person),
        _ => Vec::new(),
    }
}

fn summons(form: &Form<'_>, person: &str) -> Option<PresenceWindow> {
    let whole = form.text();
    // Below the first question people tell of other arrivals.
    let text = whole.find("\n问：").map_or(whole, |end| &whole[..end]);
    let stated = moments::find_moments(text, form.reference());
    let behind = |label: &Regex| -> Option<(StatedMoment, usize)> {
        label.find_iter(text).find_map(|found| {
            let next = stated.iter().find(|stated| stated.range.start >= found.end())?;
            let is_close = text[found.end()..next.range.start].trim().is_empty();
            (is_close && next.moment.time().is_some()).then(|| (next.clone(), found.start()))
        })
    };
    let (from, from_label) = behind(&ARRIVED)?;
    let (to, to_label) = behind(&ENDED)?;
    let quotes = [from_label..from.range.end, to_label..to.range.end];
    Some(PresenceWindow {
        document: form.index,
        person: person.to_owned(),
        kind: if form.kind() == "summons" { WindowKind::Summons } else { WindowKind::Head },
        from: from.moment,
        to: to.moment,
        quotes: quotes.into_iter().filter_map(|range| form.reading.quote(range)).collect(),
    })
}

fn taking_out(form: &Form<'_>, person: &str) -> Vec<PresenceWindow> {
    let text = form.text();
    let mut windows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let stated: Vec<StatedMoment> = moments::find_moments(line, form.reference())
            .into_iter()
            .filter(|stated| stated.moment.time().is_some())
            .collect();
        let spans = moments::find_spans(line, form.reference());
        let span = spans.iter().find_map(|span| {
            let to = span.to.filter(|to| to.time().is_some() && span.from.time().is_some())?;
            Some((span.from, to, vec![span.range.clone()]))
        });
        let pair = || match stated.as_slice() {
            [from, to, ..] => {
                Some((from.moment, to.moment, vec![from.range.clone(), to.range.clone()]))
            }
            _ => None,
        };
        if let Some((from, to, ranges)) = span.or_else(pair) {
            windows.push(PresenceWindow {
                document: form.index,
                person: person.to_owned(),
                kind: WindowKind::TakingOut,
                from,
                to,
                quotes: ranges
                    .into_iter()
                    .filter_map(|range| form.reading.quote(start + range.start..start + range.end))
                    .collect(),
            });
        }
        start += line.len() + 1;
    }
    windows
}
