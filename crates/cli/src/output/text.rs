//! The review as plain text for a terminal: the Markdown without its marks.

use anjian_extract::Skipped;
use anjian_review::CaseReview;

use super::markdown::markdown;

/// The whole review.
pub fn text(case: &str, review: &CaseReview, skipped: &[Skipped]) -> String {
    let mut out = String::new();
    for line in markdown(case, review, skipped).lines() {
        if line.starts_with("| ---") {
            continue;
        }
        let line = line.trim_start_matches(['#', '>', ' ']);
        let line = line.strip_prefix("| ").map_or_else(
            || line.to_owned(),
            |row| {
                row.trim_end_matches([' ', '|'])
                    .split(" | ")
                    .map(str::trim)
                    .collect::<Vec<_>>()
                    .join("　")
            },
        );
        out.push_str(&line);
        out.push('\n');
    }
    out
}
