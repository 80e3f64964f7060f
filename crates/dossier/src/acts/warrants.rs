//! Search warrants (搜查证): issued on the day of their closing, shown where the person searched signs.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind};
use regex::Regex;

use super::{act_on, at, clock::clock_moments};
use crate::{form::Form, moments, people};

/// Showing the warrant: 向我宣布, 已于…出示.
static SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"向[我其][^，。\n]{0,8}宣布|向[^，。\n]{1,10}(?:出示|宣布)|出示|宣布")
        .expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subject = people::subject(form, suspects);
    let text = form.text();
    let shown = SHOWN.find_iter(text).find_map(|found| {
        let line = form.reading.line_range(found.start());
        let stated = clock_moments(text, form.reference());
        let moment = stated
            .into_iter()
            .rev()
            .find(|s| line.contains(&s.range.start) && s.range.end <= found.start())?;
        Some((moment.moment, moment.range.start..found.end()))
    });
    let mut acts = Vec::new();
    // The closing is the last date that is not the showing's.
    let until = shown.as_ref().map_or(text.len(), |(_, range)| range.start);
    let issued = moments::find_moments(&text[..until], form.reference()).into_iter().next_back();
    let issued = issued
        .map(|stated| (stated.moment, stated.range))
        .or_else(|| form.closing().map(|(date, range)| (anjian_core::Moment::day(date), range)));
    if let Some((moment, range)) = issued {
        let act = act_on(form, ActKind::WarrantIssued, subject);
        let day = anjian_core::Moment::day(moment.date());
        let mut act = at(act, day, form.reading.quote(range));
        act.quotes.extend(form.document.title_quote.clone());
        acts.push(act);
    } else {
        // A warrant without a date is there all the same.
        let mut act = act_on(form, ActKind::WarrantIssued, subject);
        act.quotes.extend(form.document.title_quote.clone());
        acts.push(act);
    }
    if let Some((moment, range)) = shown {
        let act = act_on(form, ActKind::WarrantShown, subject);
        acts.push(at(act, moment, form.reading.quote(range)));
    }
    acts
}
