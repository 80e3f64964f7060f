//! View `non_prosecution`: one person not prosecuted (不起诉) and the administrative penalty after it.
//!
//! Fields: `decided` (moment), `ground` (`相对不起诉`, `法定不起诉`, `存疑不起诉`, `不起诉`), `offence`,
//! `asks_penalty`, `no_penalty_reason`, `opinion`, `opinion_served`, `reported`, `punished`
//! (moments), `punished_before` (for the same facts), `last_known_day`.
//! Quotes: `decided`, `penalty`, `opinion`, `opinion_served`, `punished`, `checked`.

use anjian_core::{Act, ActKind, CaseFacts, Role, dropped::NonProsecution};

use super::titles;
use crate::view::{View, day_value};

/// One view per person not prosecuted.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.non_prosecutions.iter().map(|decision| view(facts, decision)).collect()
}

fn view(facts: &CaseFacts, decision: &NonProsecution) -> View {
    let mut view = View::of(&decision.name);
    view.judged_on(decision.decided);
    view.set_moment("decided", decision.decided);
    view.set("ground", decision.ground.chinese());
    let offence = if decision.offence.is_empty() {
        facts.charge.clone().unwrap_or_default()
    } else {
        decision.offence.clone()
    };
    view.set("offence", offence);
    view.set("asks_penalty", decision.asks_penalty);
    view.set("no_penalty_reason", decision.no_penalty_reason.clone().unwrap_or_default());
    view.cite("decided", decision.day_quote.clone());
    view.cite("decided", decision.quote.clone());
    view.cite("penalty", decision.penalty_quote.clone());
    let day = decision.decided.map(|at| at.date());
    let own = |act: &&Act| {
        let mut names = act.names(Role::Subject).peekable();
        names.peek().is_none() || names.any(|name| name == decision.name)
    };
    let first = |kind: ActKind, means: Option<&str>, after: bool| {
        facts
            .acts_of(kind)
            .filter(own)
            .filter(|act| means.is_none() || act.means.as_deref() == means)
            .filter(|act| act.from.is_some() && (act.from.map(|at| at.date()) >= day) == after)
            .min_by_key(|act| act.from.map(|at| at.earliest()))
    };
    view.set_act("opinion", first(ActKind::OpinionSent, Some("落款"), true));
    view.set_act("opinion_served", first(ActKind::OpinionSent, Some("送达"), true));
    view.set_act("reported", first(ActKind::PenaltyReported, None, true));
    view.set_act("punished", first(ActKind::PenaltyImposed, None, true));
    view.set("punished_before", first(ActKind::PenaltyImposed, None, false).is_some());
    view.cite("checked", facts.acts_of(ActKind::CaseChecked).flat_map(|act| act.quotes.clone()));
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &[
            "procuratorial_opinion",
            "penalty_report",
            "administrative_penalty_decision",
            "service_receipt",
            "case_check",
        ],
        "",
    );
    view
}
