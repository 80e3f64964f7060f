//! Recognition of a page's image (文字识别) by PP-OCR models on `rten`.
//!
//! Seals are taken away by colour, the page is turned upright and levelled, lines are found and
//! read one by one. Why not a whole OCR crate: `docs/decisions/0005-ocr.md`.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use anjian_core::{LineRole, PageNoteKind};
use image::{
    GrayImage, RgbImage,
    imageops::{crop_imm, rotate90, rotate180},
};
use rten::ThreadPool;
use thiserror::Error;

use crate::page::ExtractedPage;

mod alphabet;
mod detect;
mod ink;
mod models;
mod place;
mod recognise;
mod red;
mod rules;
mod seals;
mod skew;
mod spot;

pub(crate) use models::OcrModels;

use detect::{LineBox, find_lines};
use ink::Inks;
use place::{Frame, Read};
use recognise::{Recognised, read_line};

/// The models gave no usable answer for an image.
#[derive(Debug, Error)]
#[error("recognition failed")]
pub(crate) struct OcrError;

/// Below this mean confidence the lines of a page may stand upside down.
const DOUBTFUL: f32 = 0.85;
/// Below this mean confidence the words of a seal are told by nobody.
const INSCRIBED: f32 = 0.8;
/// A page smaller than this on a side, in pixels, holds no line of print.
const SMALLEST: u32 = 16;

/// Reads pages with one set of models.
pub(crate) struct Recogniser {
    models: Arc<OcrModels>,
    /// One pool of one thread for each line read at once: lines side by side are faster than threads
    /// within a line.
    pools: Vec<Arc<ThreadPool>>,
    /// For what is not done line by line.
    whole: Arc<ThreadPool>,
}

impl Recogniser {
    /// Reads a page on all cores.
    pub(crate) fn new(models: OcrModels) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get().min(8));
        Self::on(Arc::new(models), cores)
    }

    /// Another with the same models that reads a page on one core, beside others.
    pub(crate) fn alone(&self) -> Self {
        Self::on(self.models.clone(), 1)
    }

    fn on(models: Arc<OcrModels>, cores: usize) -> Self {
        let pools = (0..cores).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect();
        Self { models, pools, whole: Arc::new(ThreadPool::with_num_threads(cores)) }
    }

    /// Reads `image`, scanned at `pixels_per_point`.
    pub(crate) fn read(
        &self,
        image: &RgbImage,
        pixels_per_point: f32,
    ) -> Result<ExtractedPage, OcrError> {
        if image.width() < SMALLEST || image.height() < SMALLEST {
            return Ok(ExtractedPage::blank());
        }
        let mut inks = Inks::of(image);
        let mut turn = 0;
        let mut level = Levelled::of(&inks.text);
        let longest = image.width().max(image.height());
        let mut boxes = self.find_lines(&level.page, longest)?;
        if are_sideways(&boxes) {
            inks = Inks { text: rotate90(&inks.text), red: inks.red.as_ref().map(rotate90) };
            turn = 90;
            level = Levelled::of(&inks.text);
            boxes = self.find_lines(&level.page, longest)?;
        }
        let mut lines = self.read_lines(&level.page, &boxes)?;
        if confidence(&lines) < DOUBTFUL {
            let page = rotate180(&level.page);
            let (width, height) = (page.width() as f32, page.height() as f32);
            let upended: Vec<LineBox> =
                boxes.iter().map(|line| upended(line, width, height)).collect();
            let other = self.read_lines(&page, &upended)?;
            if confidence(&other) > confidence(&lines) {
                level.page = page;
                lines = other;
                turn += 180;
                inks.red = inks.red.as_ref().map(rotate180);
            }
        }
        if let Some(red) = &inks.red {
            lines.extend(self.read_red(&level.like(red), pixels_per_point)?);
        }
        let frame = Frame {
            width: level.page.width() as f32,
            height: level.page.height() as f32,
            skew_degrees: level.degrees,
            pixels_per_point,
        };
        let rulings = rules::find(&level.page, pixels_per_point);
        let mut page = place::compose(lines, &rulings, &frame);
        if turn != 0 {
            page.note(PageNoteKind::Turned, format!("{turn}°"));
            page.layout.get_or_insert_default().turn = turn;
        }
        Ok(page)
    }

    /// Reads what is red on a page: inscriptions of seals, and print or writing in red.
    fn read_red(&self, red: &GrayImage, pixels_per_point: f32) -> Result<Vec<Read>, OcrError> {
        let mut lines = Vec::new();
        for red::Area { left, top, width, height } in red::areas(red, pixels_per_point) {
            let part = crop_imm(red, left, top, width, height).to_image();
            let boxes = self.find_lines(&part, red.width().max(red.height()))?;
            for mut read in self.read_red_part(&part, &boxes, pixels_per_point)? {
                read.line = read.line.moved(left as f32, top as f32);
                lines.push(read);
            }
        }
        Ok(lines)
    }

    fn read_red_part(
        &self,
        red: &GrayImage,
        boxes: &[LineBox],
        pixels_per_point: f32,
    ) -> Result<Vec<Read>, OcrError> {
        let seals = seals::find(red, pixels_per_point);
        let mut lines = self.read_lines(red, boxes)?;
        for read in &mut lines {
            if seals.iter().any(|seal| seal.holds(&read.line)) {
                read.role = LineRole::Seal;
            }
        }
        // What runs around a rim looks like short lines; it is read as a whole instead. A star or a
        // fingerprint says nothing.
        lines.retain(|read| {
            let is_inscription = || {
                read.recognised.confidence >= INSCRIBED
                    && seals.iter().any(|seal| seal.has_below_star(&read.line))
            };
            read.recognised.text.chars().any(char::is_alphanumeric)
                && (read.role != LineRole::Seal || is_inscription())
        });
        for seal in &seals {
            let unrolled = seal.unrolled(red);
            let Some(part) = seals::inked(&unrolled) else { continue };
            let recognised = read_line(&self.models, &unrolled, &part, &self.whole)?;
            if recognised.confidence >= INSCRIBED {
                lines.push(Read { line: seal.bounds(), recognised, role: LineRole::Seal });
            }
        }
        Ok(lines)
    }

    fn find_lines(&self, image: &GrayImage, longest: u32) -> Result<Vec<LineBox>, OcrError> {
        find_lines(&self.models, image, longest, &self.whole)
    }

    /// Reads `boxes`, several at once.
    fn read_lines(&self, page: &GrayImage, boxes: &[LineBox]) -> Result<Vec<Read>, OcrError> {
        let next = AtomicUsize::new(0);
        let work = |pool: &Arc<ThreadPool>| {
            let mut read = Vec::new();
            while let Some(line) = boxes.get(next.fetch_add(1, Ordering::Relaxed)) {
                let recognised: Recognised = read_line(&self.models, page, line, pool)?;
                read.push(Read { line: *line, recognised, role: LineRole::Body });
            }
            Ok(read)
        };
        std::thread::scope(|scope| {
            let work = &work;
            let workers: Vec<_> =
                self.pools.iter().map(|pool| scope.spawn(move || work(pool))).collect();
            let mut all = Vec::with_capacity(boxes.len());
            for worker in workers {
                all.extend(worker.join().map_err(|_| OcrError)??);
            }
            Ok(all)
        })
    }
}

/// Mean confidence of `lines`, long ones counting more.
fn confidence(lines: &[Read]) -> f32 {
    let weight = |read: &Read| read.line.width();
    let sum: f32 = lines.iter().map(|read| read.recognised.confidence * weight(read)).sum();
    sum / lines.iter().map(weight).sum::<f32>().max(1.0)
}

/// A page whose lines are level, and by how much it was askew.
struct Levelled {
    page: GrayImage,
    degrees: f64,
}

impl Levelled {
    fn of(page: &GrayImage) -> Self {
        let degrees = skew::measure(page);
        if degrees.abs() < skew::NEGLIGIBLE {
            return Self { page: page.clone(), degrees: 0.0 };
        }
        Self { page: skew::level(page, degrees), degrees }
    }

    /// Another ink of the same page, as level.
    fn like(&self, ink: &GrayImage) -> GrayImage {
        if self.degrees == 0.0 { ink.clone() } else { skew::level(ink, self.degrees) }
    }
}

/// True where most of what looks like lines is taller than wide.
fn are_sideways(boxes: &[LineBox]) -> bool {
    let length = |line: &&LineBox| line.width().max(line.height());
    let is_long = |line: &&LineBox| length(line) > 3.0 * line.width().min(line.height());
    let tall: f32 =
        boxes.iter().filter(is_long).filter(|l| l.height() > l.width()).map(|l| length(&l)).sum();
    let wide: f32 =
        boxes.iter().filter(is_long).filter(|l| l.width() > l.height()).map(|l| length(&l)).sum();
    tall > wide
}

fn upended(line: &LineBox, width: f32, height: f32) -> LineBox {
    LineBox {
        left: width - line.right,
        top: height - line.bottom,
        right: width - line.left,
        bottom: height - line.top,
    }
}

#[cfg(test)]
mod tests;
