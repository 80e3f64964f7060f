//! Glyphs become fragments: by baseline, left to right, parted at gaps and rulings; each way that
//! lines run over the page is read by itself.

use std::collections::{BTreeMap, HashMap};

use anjian_core::{Bounds, LineRole, TextSource};

use super::{
    glyph::{Direction, Frame, PlacedGlyph, Said},
    radicals::repair,
};
use crate::arrange::{Arranged, Axis, Fragment, PageSize, Ruling, arrange};

/// Share of an em within which baselines are one line.
const SAME_LINE: f64 = 0.45;
/// Gap, in ems, from which cells or signatures stand apart.
const GAP: f64 = 0.6;
/// The same with spaces drawn in it: more than a space between words.
const SPACED_GAP: f64 = 1.2;
/// Gap, in ems, between Latin letters that is a space nobody drew.
const WORD_GAP: f64 = 0.2;
/// Pale words from this size on, in points, are a watermark.
const LARGE: f32 = 24.0;
/// Pale words repeated this often on a page are a watermark.
const REPEATED: usize = 3;
/// Chars such words have at least: a pale 无 may stand in many cells.
const SHORTEST: usize = 4;
/// An em's parts above and below the baseline.
const ASCENT: f64 = 0.85;
const DESCENT: f64 = 0.2;

/// Reads the text of a page from its glyphs.
pub(super) fn read(glyphs: Vec<PlacedGlyph>, rulings: &[Ruling], size: PageSize) -> Arranged {
    let mut ways: BTreeMap<Direction, Vec<PlacedGlyph>> = BTreeMap::new();
    let mut marks = Vec::new();
    for glyph in glyphs {
        let is_laid_across = glyph.direction == Direction::Oblique
            && (glyph.is_pale || glyph.size >= f64::from(LARGE));
        if glyph.is_watermark || is_laid_across {
            marks.push(glyph);
        } else {
            ways.entry(glyph.direction).or_default().push(glyph);
        }
    }
    let mut groups: Vec<(Direction, Vec<PlacedGlyph>)> = ways.into_iter().collect();
    // The text first, notes in the margin behind it; what lies askew last.
    groups.sort_by_key(|(way, glyphs)| (*way == Direction::Oblique, usize::MAX - glyphs.len()));
    let mut page = Arranged::default();
    let mut watermarks = strung(marks, LineRole::Watermark);
    for (direction, glyphs) in groups {
        if direction == Direction::Oblique {
            let fragments = strung(glyphs, LineRole::Body);
            page.append(arrange(fragments, &[], size));
            continue;
        }
        let frame =
            Frame { direction, width: f64::from(size.width), height: f64::from(size.height) };
        page.append(read_way(glyphs, rulings, frame, &mut watermarks));
    }
    page.append(arrange(watermarks, &[], size));
    for line in &mut page.lines {
        line.bounds = within(line.bounds, size);
    }
    page
}

/// Reads the lines of one way; pale words that are no text go to `watermarks`.
fn read_way(
    glyphs: Vec<PlacedGlyph>,
    rulings: &[Ruling],
    frame: Frame,
    watermarks: &mut Vec<Fragment>,
) -> Arranged {
    let rulings: Vec<Ruling> = rulings.iter().map(|ruling| turned_ruling(*ruling, frame)).collect();
    let (pale, print): (Vec<PlacedGlyph>, Vec<PlacedGlyph>) =
        glyphs.into_iter().partition(|glyph| glyph.is_pale);
    let mut fragments = fragments(print, &rulings, frame);
    let pale = self::fragments(pale, &rulings, frame);
    let mut copies: HashMap<String, usize> = HashMap::new();
    for fragment in &pale {
        *copies.entry(fragment.text.clone()).or_default() += 1;
    }
    for fragment in pale {
        let is_repeated = copies.get(&fragment.text).is_some_and(|copies| *copies >= REPEATED);
        let is_mark = is_repeated && fragment.text.chars().count() >= SHORTEST;
        if fragment.size >= LARGE || is_mark {
            let bounds = back(fragment.bounds, frame);
            watermarks.push(Fragment { bounds, role: LineRole::Watermark, ..fragment });
        } else {
            fragments.push(fragment);
        }
    }
    let (width, height) = (frame.width as f32, frame.height as f32);
    let size = if frame.is_turned() {
        PageSize { width: height, height: width }
    } else {
        PageSize { width, height }
    };
    let mut read = arrange(fragments, &rulings, size);
    for line in &mut read.lines {
        line.bounds = back(line.bounds, frame);
    }
    read
}

/// A glyph in its frame: `u` along the line, `v` its baseline.
struct Turned {
    u: f64,
    v: f64,
    glyph: PlacedGlyph,
}

impl Turned {
    fn of(glyph: PlacedGlyph, frame: Frame) -> Self {
        let (mut u, mut v) = frame.turned(glyph.x, glyph.y);
        if glyph.is_stacked {
            // Its own baseline runs across the line.
            u -= ASCENT * glyph.size;
            v -= (1.0 + DESCENT - ASCENT) / 2.0 * glyph.size;
        }
        Self { u, v, glyph }
    }

    fn end(&self) -> f64 {
        self.u + self.glyph.advance
    }

    fn is_copied_by(&self, other: &Self) -> bool {
        (self.u - other.u).abs() < self.glyph.size * 0.12 && self.glyph.text == other.glyph.text
    }

    fn middle(&self) -> f64 {
        (self.u + self.end()) / 2.0
    }

    /// The box of a glyph: an em high, a fifth of it below the baseline.
    fn bounds(&self) -> Bounds {
        Bounds {
            left: self.u as f32,
            top: (self.v - ASCENT * self.glyph.size) as f32,
            right: self.end() as f32,
            bottom: (self.v + DESCENT * self.glyph.size) as f32,
        }
    }
}

fn fragments(glyphs: Vec<PlacedGlyph>, rulings: &[Ruling], frame: Frame) -> Vec<Fragment> {
    let mut turned: Vec<Turned> = glyphs
        .into_iter()
        .filter(|glyph| glyph.text.chars().any(|c| c != '\0'))
        .map(|glyph| Turned::of(glyph, frame))
        .collect();
    turned.sort_by(|a, b| a.v.total_cmp(&b.v));
    let uprights: Vec<Ruling> =
        rulings.iter().filter(|ruling| ruling.axis == Axis::Vertical).copied().collect();
    let mut fragments = Vec::new();
    let mut rest = turned.as_mut_slice();
    while let Some(baseline) = rest.first().map(|first| first.v) {
        let is_next =
            |turned: &Turned| turned.v - baseline > turned.glyph.size.max(1.0) * SAME_LINE;
        let length = rest.iter().position(is_next).unwrap_or(rest.len());
        let (row, below) = rest.split_at_mut(length);
        part(row, &uprights, &mut fragments);
        rest = below;
    }
    fragments
}

/// Parts a row into fragments.
fn part(row: &mut [Turned], uprights: &[Ruling], fragments: &mut Vec<Fragment>) {
    row.sort_by(|a, b| a.u.total_cmp(&b.u));
    let Some(first) = row.first() else { return };
    let height = (first.v - 0.3 * first.glyph.size) as f32;
    let walls: Vec<f64> = uprights
        .iter()
        .filter(|wall| wall.from <= height && height <= wall.to)
        .map(|wall| f64::from(wall.at))
        .collect();
    let mut open: Option<Fragment> = None;
    // The space drawn since the last word: an ideographic one stays what it is.
    let mut space = None;
    let mut previous: Option<&Turned> = None;
    let mut drawn: Option<&Turned> = None;
    // The middle of the last glyph that does not hang, which says on which side of a wall the line is.
    let mut standing = f64::NEG_INFINITY;
    for glyph in row.iter() {
        // Bold text is sometimes drawn twice, a hair apart.
        if drawn.is_some_and(|drawn| drawn.is_copied_by(glyph)) {
            continue;
        }
        drawn = Some(glyph);
        let mut is_hanging = false;
        if let Some(drawn) = space_of(&glyph.glyph.text) {
            space = space.or(Some(drawn));
            continue;
        }
        let size = glyph.glyph.size;
        if let Some(previous) = previous {
            let gap = (glyph.u - previous.end()) / size.max(previous.glyph.size);
            // No line begins with a closing mark: it hangs over the side of the cell it closes.
            is_hanging = gap <= WORD_GAP && glyph.glyph.text.first().is_some_and(closes);
            let is_walled =
                !is_hanging && walls.iter().any(|wall| standing < *wall && *wall < glyph.middle());
            if is_walled || gap > if space.is_some() { SPACED_GAP } else { GAP } {
                fragments.extend(open.take());
            } else if let Some(open) = &mut open {
                let undrawn = gap > WORD_GAP && are_letters(previous, glyph);
                open.text.extend(space.or(undrawn.then_some(' ')));
            }
        }
        space = glyph.glyph.text.last().is_some_and(char::is_whitespace).then_some(' ');
        let bounds = glyph.bounds();
        let fragment = open.get_or_insert_with(|| fragment(bounds, LineRole::Body));
        fragment.bounds = fragment.bounds.union(bounds);
        fragment.size = fragment.size.max(size as f32);
        push_words(&mut fragment.text, &glyph.glyph.text);
        if !is_hanging {
            standing = glyph.middle();
        }
        previous = Some(glyph);
    }
    fragments.extend(open);
}

/// Adds what a glyph says; white space within it is one space.
fn push_words(text: &mut String, words: &Said) {
    let mut is_spaced = false;
    for c in words.chars() {
        if c.is_whitespace() {
            is_spaced = true;
            continue;
        }
        if std::mem::take(&mut is_spaced) && !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        if !c.is_control() && !matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{AD}') {
            text.push(repair(c));
        }
    }
}

/// True of marks that stand at the end of a line rather than at the beginning of the next (避头尾).
fn closes(c: char) -> bool {
    "，。、；：！？）〕》」』】”’".contains(c)
}

/// What a glyph of white space says.
fn space_of(text: &Said) -> Option<char> {
    let is_space = text.chars().all(char::is_whitespace);
    is_space.then_some(if text.first() == Some('\u{3000}') { '\u{3000}' } else { ' ' })
}

fn are_letters(a: &Turned, b: &Turned) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let before = a.glyph.text.last();
    (is_letter(before) || matches!(before, Some(',' | '.' | ';' | ':')))
        && is_letter(b.glyph.text.first())
}

/// Words that lie askew, in the order they are drawn: a new fragment where the pen jumps.
fn strung(glyphs: Vec<PlacedGlyph>, role: LineRole) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    let mut last: Option<(f64, f64)> = None;
    for glyph in glyphs {
        let reach = 2.0 * glyph.size.max(glyph.advance);
        let goes_on = last.is_some_and(|(x, y)| (glyph.x - x).hypot(glyph.y - y) <= reach);
        last = Some((glyph.x, glyph.y));
        // Whichever way it leans, it lies within an em of its origin.
        let bounds = Bounds {
            left: (glyph.x - 0.5 * glyph.size) as f32,
            top: (glyph.y - glyph.size) as f32,
            right: (glyph.x + glyph.size) as f32,
            bottom: (glyph.y + 0.5 * glyph.size) as f32,
        };
        if !goes_on || fragments.is_empty() {
            fragments.push(fragment(bounds, role));
        }
        if let Some(open) = fragments.last_mut() {
            open.bounds = open.bounds.union(bounds);
            open.size = open.size.max(glyph.size as f32);
            push_words(&mut open.text, &glyph.text);
        }
    }
    fragments
}

fn fragment(bounds: Bounds, role: LineRole) -> Fragment {
    Fragment {
        text: String::new(),
        bounds,
        size: 0.0,
        role,
        source: TextSource::TextLayer,
        confidence: None,
    }
}

fn turned_ruling(ruling: Ruling, frame: Frame) -> Ruling {
    let (at, from, to) = (f64::from(ruling.at), f64::from(ruling.from), f64::from(ruling.to));
    let (begin, end) = match ruling.axis {
        Axis::Horizontal => (frame.turned(from, at), frame.turned(to, at)),
        Axis::Vertical => (frame.turned(at, from), frame.turned(at, to)),
    };
    let is_level = (ruling.axis == Axis::Horizontal) != frame.is_turned();
    let (axis, at, from, to) = if is_level {
        (Axis::Horizontal, begin.1, begin.0, end.0)
    } else {
        (Axis::Vertical, begin.0, begin.1, end.1)
    };
    Ruling { axis, at: at as f32, from: from.min(to) as f32, to: from.max(to) as f32 }
}

/// A box of the frame on the page.
fn back(bounds: Bounds, frame: Frame) -> Bounds {
    let (x0, y0) = frame.back(f64::from(bounds.left), f64::from(bounds.top));
    let (x1, y1) = frame.back(f64::from(bounds.right), f64::from(bounds.bottom));
    Bounds {
        left: x0.min(x1) as f32,
        top: y0.min(y1) as f32,
        right: x0.max(x1) as f32,
        bottom: y0.max(y1) as f32,
    }
}

/// The part of a box that lies on the page.
fn within(bounds: Bounds, size: PageSize) -> Bounds {
    Bounds {
        left: bounds.left.clamp(0.0, size.width),
        top: bounds.top.clamp(0.0, size.height),
        right: bounds.right.clamp(0.0, size.width),
        bottom: bounds.bottom.clamp(0.0, size.height),
    }
}
