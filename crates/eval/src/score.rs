//! Figures of one case.

use std::collections::{BTreeMap, BTreeSet};

use anjian_core::{Finding, Page, Quote};
use anjian_dossier::TimelineEvent;
use anjian_review::CaseReview;

use crate::{
    event_kinds::kinds_of,
    labels::{CaseLabels, GoldEvent, GoldQuote, Issue},
};

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ratio {
    /// How many count.
    pub hits: usize,
    /// Of how many.
    pub total: usize,
}

impl Ratio {
    /// Adds one, counted when `hit`.
    pub fn count(&mut self, hit: bool) {
        self.total += 1;
        self.hits += usize::from(hit);
    }

    /// Sum of two.
    pub fn plus(self, other: Self) -> Self {
        Self { hits: self.hits + other.hits, total: self.total + other.total }
    }

    /// Share; `None` of nothing.
    pub fn share(self) -> Option<f64> {
        (self.total > 0).then(|| self.hits as f64 / self.total as f64)
    }
}

/// Findings of one point: right ones, false alarms, missed issues.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PointScore {
    /// Findings that match a gold issue.
    pub right: usize,
    /// Findings that match none.
    pub false_alarms: usize,
    /// Gold issues without a finding.
    pub missed: usize,
}

/// Figures of one case.
#[derive(Debug, Clone, Default)]
pub struct CaseScore {
    /// Name of the case.
    pub case: String,
    /// True where the labels hold no issue.
    pub is_clean: bool,
    /// Per point.
    pub points: BTreeMap<String, PointScore>,
    /// Gold issues of points that the catalogue does not have yet.
    pub outside_catalogue: usize,
    /// Traps tripped, of all traps.
    pub traps_tripped: Vec<String>,
    /// Traps.
    pub traps: usize,
    /// Right findings whose evidence overlaps the gold's.
    pub evidence: Ratio,
    /// Quotes that are verbatim on their page, of all quotes shown.
    pub verbatim: Ratio,
    /// Gold events found.
    pub timeline_recall: Ratio,
    /// Own events that the gold lists; the gold need not list all that happened.
    pub timeline_precision: Ratio,
    /// Questions the file answers: an answer was given with a quote on a gold page.
    pub chat_evidence: Ratio,
    /// Questions the file does not answer, refused as they should be.
    pub chat_refusal: Ratio,
    /// Files that could not be read.
    pub skipped: usize,
}

/// Scores `review` of a case with `pages` against `labels`; `known` are the catalogue's points.
pub fn score(
    labels: &CaseLabels,
    review: &CaseReview,
    pages: &[&Page],
    known: &BTreeSet<String>,
) -> CaseScore {
    let mut score = CaseScore {
        case: labels.case.clone(),
        is_clean: labels.issues.is_empty(),
        ..CaseScore::default()
    };
    score_findings(&mut score, labels, &review.findings, known);
    score_timeline(&mut score, &labels.timeline, &review.timeline);
    let quotes = review
        .findings
        .iter()
        .flat_map(|finding| &finding.evidence)
        .chain(review.summary.iter().flat_map(|sentence| &sentence.evidence))
        .chain(review.timeline.iter().flat_map(|event| &event.evidence));
    for quote in quotes {
        score.verbatim.count(pages.iter().any(|page| quote.is_verbatim_on(page)));
    }
    score
}

fn score_findings(
    score: &mut CaseScore,
    labels: &CaseLabels,
    findings: &[Finding],
    known: &BTreeSet<String>,
) {
    let mut open: Vec<&Issue> = labels.issues.iter().collect();
    for finding in findings {
        let found = open.iter().position(|issue| matches_issue(finding, issue));
        let point = score.points.entry(finding.point_id.clone()).or_default();
        match found {
            Some(at) => {
                let issue = open.remove(at);
                point.right += 1;
                let overlaps = finding
                    .evidence
                    .iter()
                    .any(|quote| issue.evidence.iter().any(|gold| overlaps(quote, gold)));
                score.evidence.count(overlaps);
            }
            None => point.false_alarms += 1,
        }
    }
    for issue in open {
        score.points.entry(issue.point_id.clone()).or_default().missed += 1;
        score.outside_catalogue += usize::from(!known.contains(&issue.point_id));
    }
    score.traps = labels.traps.len();
    score.traps_tripped = labels
        .traps
        .iter()
        .filter(|trap| labels.issues.iter().all(|issue| issue.point_id != trap.point_id))
        .filter(|trap| findings.iter().any(|finding| finding.point_id == trap.point_id))
        .map(|trap| trap.point_id.clone())
        .collect();
}

fn matches_issue(finding: &Finding, issue: &Issue) -> bool {
    let same_subject = issue.subject().is_none_or(|subject| {
        finding.subject.is_empty()
            || finding.subject.contains(subject)
            || subject.contains(&finding.subject)
    });
    finding.point_id == issue.point_id && same_subject
}

/// Same file and page, and one text holds a good part of the other, white space aside.
pub fn overlaps(quote: &Quote, gold: &GoldQuote) -> bool {
    if quote.file() != gold.file
        || (quote.page().is_some() && gold.page.is_some() && quote.page() != gold.page)
    {
        return false;
    }
    let squeeze =
        |text: &str| -> Vec<char> { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let (a, b) = (squeeze(quote.text()), squeeze(&gold.quote));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let least = short.len().min(6);
    least > 0 && short.windows(least).any(|window| long.windows(least).any(|other| other == window))
}

fn score_timeline(score: &mut CaseScore, gold: &[GoldEvent], own: &[TimelineEvent]) {
    for event in gold {
        score.timeline_recall.count(own.iter().any(|found| matches_event(found, event)));
    }
    for found in own {
        score.timeline_precision.count(gold.iter().any(|event| matches_event(found, event)));
    }
}

fn matches_event(found: &TimelineEvent, gold: &GoldEvent) -> bool {
    let stated = found.at.to_iso();
    let same_time = match (&gold.datetime, &gold.date) {
        (Some(datetime), _) => {
            let wanted = datetime.replace(' ', "T");
            stated.get(..16) == wanted.get(..16)
        }
        (None, Some(date)) => stated.get(..10) == date.get(..10),
        (None, None) => false,
    };
    same_time && kinds_of(&gold.event).contains(&found.kind)
}
