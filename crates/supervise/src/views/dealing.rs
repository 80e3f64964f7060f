//! View `dealing`: somebody questioned as a witness who tells of an own part in receiving or moving proceeds
//! (收赃、帮信、掩饰隐瞒).
//!
//! Fields: `person` `conduct` `admits` `unknowing` `regular` `is_named` `is_accused` `is_treated` `told_by` `relative`.
//! Quotes: `conduct` `knowing` `told` `flows` `facts`.

use anjian_core::CaseFacts;

use super::titles;
use crate::view::View;

/// One view per person with such a dealing, where an opinion or indictment is filed.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    if facts.accusations.is_empty() {
        return Vec::new();
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut views = Vec::new();
    for dealing in &facts.dealings {
        let name = dealing.person.as_str();
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let all: Vec<_> = facts.dealings.iter().filter(|other| other.person == name).collect();
        let mut view = View::of(name);
        view.set("conduct", dealing.conduct.as_str());
        view.set("admits", all.iter().any(|d| d.knowing_quote.is_some()));
        view.set("unknowing", all.iter().any(|d| d.is_unknowing));
        view.set("regular", all.iter().any(|d| d.is_regular));
        let victim = facts.find_person(name).is_some_and(|person| {
            person.standings.contains(&anjian_core::person::Standing::Victim)
        });
        let victim = victim || facts.victims.iter().any(|victim| victim.name == name);
        view.set("is_victim", victim);
        view.set(
            "is_named",
            facts.accusations.iter().any(|accusation| is_told_of(&accusation.text, name)),
        );
        view.set("is_treated", facts.treatments.iter().any(|t| t.person == name));
        let accusation = facts.accusations.iter().find(|a| !a.is_indictment);
        let day = accusation
            .or(facts.accusations.first())
            .and_then(|accusation| facts.documents.get(accusation.document)?.closing_date);
        view.judged_on(day.map(anjian_core::Moment::day));
        view.cite("conduct", all.iter().filter_map(|d| d.conduct_quote.clone()));
        view.cite("knowing", all.iter().filter_map(|d| d.knowing_quote.clone()));
        view.cite("facts", accusation.and_then(|a| a.facts_quote.clone()));
        view.searched =
            titles(facts, &["prosecution_opinion", "indictment", "separate_handling_note"], "");
        views.push(view);
    }
    views
}

/// True where an accusation tells of `name` as more than a source of evidence: "证人甲、乙的证言" says nothing
/// of what became of either.
fn is_told_of(text: &str, name: &str) -> bool {
    text.split(['。', '；', '\n']).filter(|sentence| sentence.contains(name)).any(|sentence| {
        let is_evidence = ["证言", "证人", "询问笔录", "辨认笔录", "证据"]
            .iter()
            .any(|word| sentence.contains(word));
        !is_evidence || ["另案", "另行处理", "不知情"].iter().any(|word| sentence.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::is_told_of;

    #[test]
    fn a_witness_listed_among_the_evidence_is_not_dealt_with() {
        assert!(!is_told_of(
            "查明：甲某盗窃。认定的证据有：证人杨小光、岩吨的证言，供述等。",
            "杨小光"
        ));
        assert!(is_told_of("甲某将手机卖给杨小光。证人杨小光的证言证实。", "杨小光"));
        assert!(is_told_of("证人杨小光（另案处理）的证言证实。", "杨小光"));
    }
}
