//! Whether lines one above the other are prose in a column.

use super::{Fragment, columns::WIDTH_EMS};

/// A line of this share of its column is full.
const FULL: f32 = 0.7;
/// Share of a column's lines that are full at least; the others end paragraphs.
const FULL_LINES: f32 = 0.55;
/// From this share of lines with a label in front, the columns are a form.
const LABELLED: f32 = 0.4;
/// Ems between the end of a line and its column's side within which it was broken there.
const BROKEN_EMS: f32 = 1.5;
/// Share and number of broken lines from which a column flows, however short its answers are.
const BROKEN_LINES: f32 = 0.25;
const BROKEN: usize = 3;
/// Share of lines that hold a comma or the like, and of those that hold the end of a sentence: the
/// items of a list seldom do.
const PUNCTUATED: f32 = 0.4;
const SENTENCES: f32 = 0.15;
/// Ems below the top of its neighbour at which a column begins; a title may stand above either.
const LEVEL_EMS: f32 = 4.0;
/// How much further lines may be apart than those of the column before.
const PITCH: f32 = 1.35;

/// What tells prose from lists and forms.
pub(super) struct Prose {
    widest_ems: f32,
    full: f32,
    labelled: f32,
    punctuated: f32,
    sentences: f32,
    broken: usize,
    lines: usize,
}

impl Prose {
    pub fn of(lines: &[&Fragment], em: f32) -> Self {
        let widest = lines.iter().map(|line| line.bounds.width()).fold(0.0, f32::max);
        let side = lines.iter().map(|line| unhung(line)).fold(f32::NEG_INFINITY, f32::max);
        let count = |is: &dyn Fn(&Fragment) -> bool| lines.iter().filter(|line| is(line)).count();
        let share = |is: &dyn Fn(&Fragment) -> bool| count(is) as f32 / lines.len().max(1) as f32;
        Self {
            widest_ems: widest / em.max(1.0),
            full: share(&|line| line.bounds.width() >= FULL * widest),
            labelled: share(&|line| has_label(&line.text)),
            punctuated: share(&|line| line.text.contains(is_punctuation)),
            sentences: share(&|line| line.text.contains(is_sentence_end)),
            broken: count(&|line| {
                side - line.bounds.right <= BROKEN_EMS * em
                    && !line.text.trim_end().ends_with(is_sentence_end)
            }),
            lines: lines.len(),
        }
    }

    /// Lines of about one length.
    pub fn is_full(&self) -> bool {
        self.widest_ems >= WIDTH_EMS && self.full >= FULL_LINES && self.labelled < LABELLED
    }

    /// Sentences broken at the column's side, among them short ones: questions and answers (问答).
    pub fn is_flowing(&self) -> bool {
        self.widest_ems >= WIDTH_EMS
            && self.labelled < LABELLED
            && self.punctuated >= PUNCTUATED
            && self.sentences >= SENTENCES
            && self.broken >= BROKEN
            && self.broken as f32 >= BROKEN_LINES * self.lines as f32
    }
}

/// True where `lines` are the short end of a text that flows down the column `before`: they begin
/// beside its head, follow each other closely and end well before it does, or are as wide.
pub(super) fn is_tail(lines: &[&Fragment], before: &[&Fragment], em: f32) -> bool {
    let (tops, tops_before) = (tops(lines, em), tops(before, em));
    let (Some(top), Some(top_before)) = (tops.first(), tops_before.first()) else { return false };
    let pitches = |tops: &[f32]| -> Vec<f32> { tops.windows(2).map(|w| w[1] - w[0]).collect() };
    let mut usual = pitches(&tops_before);
    usual.sort_by(f32::total_cmp);
    let Some(usual) = usual.get(usual.len() / 2) else { return false };
    let labelled = lines.iter().filter(|line| has_label(&line.text)).count();
    let widest = |lines: &[&Fragment]| lines.iter().map(|l| l.bounds.width()).fold(0.0, f32::max);
    let ends_early = 2 * tops.len() <= tops_before.len();
    let is_wide = tops.len() < tops_before.len() && 2.0 * widest(lines) >= widest(before);
    (top - top_before).abs() <= LEVEL_EMS * em
        && pitches(&tops).iter().all(|pitch| *pitch <= PITCH * usual)
        && (goes_on(before, lines, em) || (labelled as f32) < LABELLED * lines.len() as f32)
        && (ends_early || is_wide)
}

/// True where the last sentence of the column `before` has no end there and is ended by the first of
/// `lines`, the column beside it: what stands in the middle of a sentence is read neither across nor
/// as a value.
pub(super) fn goes_on(before: &[&Fragment], lines: &[&Fragment], em: f32) -> bool {
    let lowest = before.iter().max_by(|a, b| a.bounds.top.total_cmp(&b.bounds.top));
    let highest = lines.iter().min_by(|a, b| a.bounds.top.total_cmp(&b.bounds.top));
    let (Some(last), Some(next)) = (lowest, highest) else { return false };
    let side = before.iter().map(|line| unhung(line)).fold(f32::NEG_INFINITY, f32::max);
    let margin = lines.iter().map(|line| line.bounds.left).fold(f32::INFINITY, f32::min);
    side - last.bounds.right <= BROKEN_EMS * em
        && !last.text.trim_end().ends_with(is_sentence_end)
        && next.bounds.left - margin <= 0.5 * em
        && next.text.contains(is_punctuation)
        && !has_label(&next.text)
}

/// The tops of rows, from above.
fn tops(lines: &[&Fragment], em: f32) -> Vec<f32> {
    let mut tops: Vec<f32> = lines.iter().map(|line| line.bounds.top).collect();
    tops.sort_by(f32::total_cmp);
    tops.dedup_by(|next, top| *next - *top < 0.5 * em);
    tops
}

/// Where a line's last letter ends: the mark behind it may hang beyond the column's side.
fn unhung(line: &Fragment) -> f32 {
    let is_mark = |c: char| is_punctuation(c) || matches!(c, '：' | '”' | '’' | '）' | '》' | '〕');
    let hangs = line.text.trim_end().ends_with(is_mark);
    line.bounds.right - if hangs { line.size } else { 0.0 }
}

/// True of `住址：…`, not of `问：…`.
fn has_label(text: &str) -> bool {
    let place = text.chars().take(8).position(|c| matches!(c, '：' | ':'));
    place.is_some_and(|place| place >= 2)
}

fn is_punctuation(c: char) -> bool {
    matches!(c, '，' | '、' | ',') || is_sentence_end(c)
}

fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '？' | '！' | '；' | '?' | '!' | ';')
}
