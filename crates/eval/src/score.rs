//! Figures of one case.

use std::collections::{BTreeMap, BTreeSet};

use anjian_core::{Finding, Level, Page, Quote};
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
    /// Gold issues with a hit (命中).
    pub right: usize,
    /// Hits that match none.
    pub false_alarms: usize,
    /// Gold issues without a hit.
    pub missed: usize,
    /// Of these, how many a hint points at.
    pub hinted: usize,
    /// Hints that match none.
    pub false_hints: usize,
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
    /// Points whose traps a hit tripped.
    pub traps_tripped: Vec<String>,
    /// Points whose traps only a hint points at.
    pub traps_hinted: Vec<String>,
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
    let mut seen: Vec<Option<Level>> = vec![None; labels.issues.len()];
    for finding in findings {
        let matching = |(_, issue): &(usize, &Issue)| matches_issue(finding, issue);
        let found: Vec<usize> =
            labels.issues.iter().enumerate().filter(matching).map(|(at, _)| at).collect();
        let point = score.points.entry(finding.point_id.clone()).or_default();
        // A second finding on an issue (another record, another day of it) is no false alarm.
        let next = found.iter().find(|at| seen[**at] != Some(Level::Hit)).or(found.first());
        let Some(at) = next.copied() else {
            match finding.level {
                Level::Hit => point.false_alarms += 1,
                Level::Hint => point.false_hints += 1,
            }
            continue;
        };
        if finding.level == Level::Hit && seen[at] != Some(Level::Hit) {
            let shown = findings.iter().filter(|other| {
                other.level == Level::Hit && matches_issue(other, &labels.issues[at])
            });
            let gold = &labels.issues[at].evidence;
            let overlaps = shown
                .flat_map(|other| &other.evidence)
                .any(|quote| gold.iter().any(|gold| overlaps(quote, gold)));
            score.evidence.count(overlaps);
        }
        seen[at] = seen[at].max(Some(finding.level));
    }
    for (issue, seen) in labels.issues.iter().zip(seen) {
        let point = score.points.entry(issue.point_id.clone()).or_default();
        match seen {
            Some(Level::Hit) => point.right += 1,
            Some(Level::Hint) => {
                point.missed += 1;
                point.hinted += 1;
            }
            None => point.missed += 1,
        }
        score.outside_catalogue += usize::from(!known.contains(&issue.point_id));
    }
    score.traps = labels.traps.len();
    let tripped = |level: Level| -> Vec<String> {
        labels
            .traps
            .iter()
            .filter(|trap| labels.issues.iter().all(|issue| issue.point_id != trap.point_id))
            .filter(|trap| {
                let of_point = findings.iter().filter(|found| found.point_id == trap.point_id);
                of_point.map(|finding| finding.level).max() == Some(level)
            })
            .map(|trap| trap.point_id.clone())
            .collect()
    };
    score.traps_tripped = tripped(Level::Hit);
    score.traps_hinted = tripped(Level::Hint);
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
