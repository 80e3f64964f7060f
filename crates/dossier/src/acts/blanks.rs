//! Blank fields: a form's empty date is itself information.

use std::{ops::Range, sync::LazyLock};

use anjian_core::Moment;
use regex::Regex;

use crate::{form::Form, moments};

static BLANK_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[_ \d]{0,6}年[_ ]+月[_ ]+日|年\s*月\s*日)").expect("the pattern is a constant")
});

/// What a form's line says of a moment.
pub(super) enum Filled {
    /// The moment, with the range of its words.
    Moment(Moment, Range<usize>),
    /// The form provides for a moment and leaves it blank.
    Blank(Range<usize>),
}

/// Reads the moment in the sentence around each match of `pattern`, the filled one first.
pub(super) fn read_moment(form: &Form<'_>, pattern: &Regex) -> Option<Filled> {
    let mut blank = None;
    for found in pattern.find_iter(form.text()) {
        let sentence = form.reading.sentence_range(found.start());
        let sentence = sentence.start..sentence.end.max(found.end());
        let text = &form.text()[sentence.clone()];
        let inside = found.start() - sentence.start;
        // Of several moments in the sentence, the one inside or nearest before the words is meant.
        let stated = moments::find_moments(text, form.reference());
        let nearest = stated
            .iter()
            .rev()
            .find(|moment| moment.range.start < inside + found.len())
            .or_else(|| stated.first());
        if let Some(stated) = nearest {
            let start = (sentence.start + stated.range.start).min(found.start());
            let end = (sentence.start + stated.range.end).max(found.end());
            return Some(Filled::Moment(stated.moment, start..end));
        }
        if BLANK_DATE.is_match(text) && blank.is_none() {
            blank = Some(sentence);
        }
    }
    blank.map(Filled::Blank)
}
