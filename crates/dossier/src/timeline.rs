//! The timeline (时间线): dated acts, several papers of one act joined.

use anjian_core::{Act, ActKind, CaseFacts, Moment, Outcome, Quote, Role};
use serde::{Deserialize, Serialize};

/// One event of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEvent {
    /// When.
    pub at: Moment,
    /// Kind of act.
    pub kind: ActKind,
    /// To whom, where it concerns one person.
    pub person: Option<String>,
    /// The words of all papers that attest it.
    pub evidence: Vec<Quote>,
}

/// The dated acts that took place, in order of time; acts of one kind, person and day that several
/// papers attest are one event, at the most exact moment stated.
pub fn timeline(facts: &CaseFacts) -> Vec<TimelineEvent> {
    let mut events: Vec<TimelineEvent> = Vec::new();
    for act in facts.acts.iter().filter(|act| act.outcome == Outcome::Done) {
        let Some(at) = act.from else { continue };
        let subjects: Vec<Option<String>> = persons(act);
        for person in subjects {
            let known = events.iter_mut().find(|event| {
                event.kind == act.kind && event.person == person && is_same(event.at, at)
            });
            match known {
                Some(event) => {
                    if event.at.time().is_none() {
                        event.at = at;
                    }
                    for quote in &act.quotes {
                        if !event.evidence.contains(quote) {
                            event.evidence.push(quote.clone());
                        }
                    }
                }
                None => events.push(TimelineEvent {
                    at,
                    kind: act.kind,
                    person,
                    evidence: act.quotes.clone(),
                }),
            }
        }
    }
    events.retain(|event| !event.evidence.is_empty());
    events.sort_by_key(|a| (a.at.earliest(), a.kind));
    events
}

fn persons(act: &Act) -> Vec<Option<String>> {
    let names: Vec<Option<String>> =
        act.names(Role::Subject).map(|name| Some(name.to_owned())).collect();
    if names.is_empty() { vec![None] } else { names }
}

/// Two statements of one act: the same day, and the same minute where both give one.
fn is_same(a: Moment, b: Moment) -> bool {
    a.date() == b.date() && (a.time().is_none() || b.time().is_none() || a.time() == b.time())
}
