//! Every point's own examples, as `anjian models test` runs them.

use anjian_core::{CaseFacts, FilePages};
use anjian_dossier::Dossier;
use anjian_supervise::{Answer, Catalogue, national_calendar, run_examples};

fn read(papers: &[String]) -> CaseFacts {
    let files = papers
        .iter()
        .enumerate()
        .map(|(n, text)| FilePages::paged(&format!("{n:02}.txt"), [text.clone()]))
        .collect();
    Dossier::read(files).facts().clone()
}

#[test]
fn every_point_answers_its_examples() {
    let catalogue = Catalogue::embedded().expect("the embedded catalogue is sound");
    let calendar = national_calendar();
    let mut wrong = Vec::new();
    for point in catalogue.points() {
        let failures = run_examples(point, &calendar, read).expect("every expression holds");
        wrong.extend(failures.into_iter().map(|failure| (point.id.clone(), failure)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_point_carries_an_example_that_fires_and_one_that_does_not() {
    let catalogue = Catalogue::embedded().expect("the embedded catalogue is sound");
    for point in catalogue.points() {
        let fires = |answer: Answer| answer >= Answer::Hint;
        assert!(point.examples.iter().any(|example| fires(example.expect)), "{}", point.id);
        assert!(point.examples.iter().any(|example| !fires(example.expect)), "{}", point.id);
        assert!(!point.verify.is_empty() && !point.scenario.is_empty(), "{}", point.id);
    }
}
