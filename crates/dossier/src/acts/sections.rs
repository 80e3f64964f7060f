//! Papers for several people: which lines of a paper are about whom.

use std::ops::Range;

use crate::form::Form;

/// Consecutive lines of a paper that are about the same people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section<'n> {
    /// Whom they are about.
    pub subjects: Vec<&'n str>,
    /// Byte range of the lines.
    pub range: Range<usize>,
}

/// Cuts `form` where a line begins to be about another of `subjects` (in the order the paper names
/// them): a line that names none belongs to those above, one that names several to all of them.
pub(super) fn sections<'n>(form: &Form<'_>, subjects: &[&'n str]) -> Vec<Section<'n>> {
    let text = form.text();
    let mut sections: Vec<Section<'n>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let named: Vec<&str> =
            subjects.iter().copied().filter(|subject| line.contains(subject)).collect();
        match sections.last_mut() {
            Some(open) if named.is_empty() || named == open.subjects => open.range.end = range.end,
            // Lines above the first name: the title, the addressee.
            Some(open) if open.subjects.is_empty() => {
                open.subjects = named;
                open.range.end = range.end;
            }
            _ => sections.push(Section { subjects: named, range }),
        }
    }
    sections
}

/// The suspects that sign a paper or whom it names as its person, in the order of the text: the
/// paper is for them. `（捺印）`, `（指印）`, `（签名）` or `：` stand beside a signature.
pub(super) fn signers<'n>(form: &Form<'_>, suspects: &'n [String]) -> Vec<&'n str> {
    let text = form.text();
    let mut found: Vec<(usize, &str)> = suspects
        .iter()
        .filter_map(|name| {
            text.match_indices(name.as_str())
                .find(|(at, _)| is_signature(text, *at, at + name.len()))
                .map(|(at, _)| (at, name.as_str()))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, name)| name).collect()
}

/// True when the name at `start..end` stands as a signature.
pub(super) fn is_signature(text: &str, start: usize, end: usize) -> bool {
    let after = text[end..].trim_start_matches(' ');
    let noted =
        after.strip_prefix('（').and_then(|rest| rest.split('）').next()).is_some_and(|note| {
            note.chars().count() <= 24
                && ["捺", "指印", "手印", "签名", "签字", "签章"]
                    .iter()
                    .any(|word| note.contains(word))
        });
    const LABELS: &[&str] = &[
        "被拘留人",
        "被逮捕人",
        "被取保候审人",
        "被监视居住人",
        "被宣布人",
        "被告知人",
        "被释放人",
        "被通知人",
        "犯罪嫌疑人",
        "签名",
        "签收",
    ];
    let before = text[..start].trim_end_matches([' ', '：', '（', '）']);
    let labelled = text[..start].ends_with(['：', ' '])
        && LABELS.iter().any(|label| before.ends_with(label))
        && text[..start].trim_end().ends_with('：');
    noted || labelled
}
