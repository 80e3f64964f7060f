//! The words of one line's image, and how sure they are.

use std::sync::Arc;

use image::{
    GrayImage,
    imageops::{FilterType, crop_imm, resize},
};
use rten::{RunOptions, ThreadPool};
use rten_tensor::{NdTensor, prelude::*};

use super::{OcrError, alphabet::Alphabet, detect::LineBox, models::OcrModels};

/// Height of the recogniser's input in pixels.
const HEIGHT: u32 = 48;
/// Widest input in pixels: a line of 80 chars. A longer one is squeezed.
const WIDEST: u32 = 3840;

/// A char outside the simplified set gives way to one inside that is at least this likely beside
/// it: 盜 and 盗 look alike, and papers of the mainland are printed in simplified chars.
const SIMPLIFIED_SHARE: f32 = 0.05;

/// Width of a line's image to its own proportions. The model reads squeezed print as well in two
/// thirds of the time (0.9954 of the chars of dense pages of rare names, 0.9959 unsqueezed); at half
/// the width clean print is read no worse, but noisy scans at 150 dots an inch lose 0.7 %.
const SQUEEZE: f32 = 0.65;
/// Width in pixels up to which an image is not squeezed: names in cells cost little and lack context.
const NARROW: f32 = 320.0;

/// What a line says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Recognised {
    pub text: String,
    /// Mean probability of its chars, 0 to 1.
    pub confidence: f32,
}

/// Reads the line of `page` in `line`, on `threads`.
pub(super) fn read_line(
    models: &OcrModels,
    page: &GrayImage,
    line: &LineBox,
    threads: &Arc<ThreadPool>,
) -> Result<Recognised, OcrError> {
    let (left, top) = (line.left as u32, line.top as u32);
    let width = (line.width().ceil() as u32).clamp(1, page.width().saturating_sub(left).max(1));
    let height = (line.height().ceil() as u32).clamp(1, page.height().saturating_sub(top).max(1));
    let cut = crop_imm(page, left, top, width, height).to_image();
    let natural = width as f32 * HEIGHT as f32 / height as f32;
    let wide = if natural > NARROW { (natural * SQUEEZE).max(NARROW) } else { natural };
    let wide = (wide as u32).clamp(HEIGHT, WIDEST);
    let image = resize(&cut, wide, HEIGHT, FilterType::Triangle);
    let pixels = image.as_raw();
    let shape = [1, 3, HEIGHT as usize, wide as usize];
    let input = NdTensor::<f32, 4>::from_fn(shape, |[_, _, y, x]| {
        f32::from(pixels[y * wide as usize + x]) / 127.5 - 1.0
    });
    let mut options = RunOptions::default();
    options.thread_pool = Some(threads.clone());
    let output = models.recognition.run_one(input.into(), Some(options)).map_err(|_| OcrError)?;
    let output: NdTensor<f32, 3> = output.try_into().map_err(|_| OcrError)?;
    let classes = output.size(2);
    Ok(decode(&output.into_data(), classes, &models.alphabet))
}

/// Greedy CTC: the likeliest class of each step, repetitions and blanks left out.
fn decode(probabilities: &[f32], classes: usize, alphabet: &Alphabet) -> Recognised {
    let mut text = String::new();
    let (mut sum, mut count) = (0.0f32, 0u32);
    let mut previous = 0;
    for step in probabilities.chunks_exact(classes.max(1)) {
        let probability = highest(step);
        let class = step.iter().position(|other| *other == probability).unwrap_or(0);
        let class = alphabet.simplified(class, step, probability * SIMPLIFIED_SHARE);
        if class != previous && class != 0 {
            if let Some(char) = alphabet.char(class) {
                text.push_str(char);
            }
            sum += probability;
            count += 1;
        }
        previous = class;
    }
    let confidence = if count == 0 { 0.0 } else { sum / count as f32 };
    Recognised { text, confidence }
}

/// The highest of `step`, in lanes: the compiler makes vector code of it, and there are thousands of
/// classes a step.
fn highest(step: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    let (wide, rest) = step.as_chunks::<16>();
    for chunk in wide {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = if *value > *lane { *value } else { *lane };
        }
    }
    lanes.iter().chain(rest).copied().fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_merge_unless_a_blank_stands_between() {
        let alphabet = Alphabet::new("人\n民");
        let one_hot = |classes: &[usize]| -> Vec<f32> {
            classes
                .iter()
                .flat_map(|hot| (0..4).map(move |c| if c == *hot { 0.9 } else { 0.03 }))
                .collect()
        };
        let read = decode(&one_hot(&[0, 1, 1, 2, 0, 2, 0]), 4, &alphabet);
        assert_eq!(read.text, "人民民");
        assert!((read.confidence - 0.9).abs() < 1e-6);
        assert_eq!(decode(&one_hot(&[0, 0]), 4, &alphabet).text, "");
    }

    #[test]
    fn a_twin_in_simplified_writing_is_preferred() {
        let alphabet = Alphabet::new("盜\n盗\n喆");
        assert_eq!(decode(&[0.0, 0.8, 0.15, 0.0, 0.0], 5, &alphabet).text, "盗");
        assert_eq!(decode(&[0.0, 0.01, 0.01, 0.95, 0.0], 5, &alphabet).text, "喆");
    }
}
