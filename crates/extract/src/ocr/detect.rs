//! Where the lines of text are on a level page.

use std::sync::Arc;

use image::{
    GrayImage,
    imageops::{FilterType, resize},
};
use rten::{RunOptions, ThreadPool};
use rten_tensor::NdTensor;

use super::{OcrError, models::OcrModels};

/// Longest side of the detector's input in pixels. An A4 page at 1,088 has 93 dots an inch, where
/// print of 10 points still stands apart; at 960 cells of a table were lost.
const LONGEST: u32 = 1088;
/// Probability from which a pixel is text.
const PIXEL: f32 = 0.3;
/// Mean probability from which a region is a line.
const REGION: f32 = 0.5;
/// The detector is trained on shrunken lines; they grow back by area × this / perimeter.
const GROWTH: f32 = 1.6;
/// Mean and deviation of the training images, per channel.
const MEAN: [f32; 3] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; 3] = [0.229, 0.224, 0.225];

/// A line's box in pixels of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LineBox {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl LineBox {
    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The same box of an image that has its origin at `left` and `top` of this one.
    pub(super) fn moved(&self, left: f32, top: f32) -> Self {
        Self {
            left: self.left + left,
            top: self.top + top,
            right: self.right + left,
            bottom: self.bottom + top,
        }
    }

    pub(super) fn middle(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }
}

/// Finds the lines of `image`, in no order: a page, or a part of one whose longest side has `longest`
/// pixels.
pub(super) fn find_lines(
    models: &OcrModels,
    image: &GrayImage,
    longest: u32,
    threads: &Arc<ThreadPool>,
) -> Result<Vec<LineBox>, OcrError> {
    let (width, height) = image.dimensions();
    let scale = (LONGEST as f32 / longest.max(1) as f32).min(1.0);
    let fit = |side: u32| ((side as f32 * scale / 32.0).round() as u32).max(1) * 32;
    let (input_width, input_height) = (fit(width), fit(height));
    let small = resize(image, input_width, input_height, FilterType::Triangle);
    let shape = [1, 3, input_height as usize, input_width as usize];
    let pixels = small.as_raw();
    let stride = input_width as usize;
    let input = NdTensor::<f32, 4>::from_fn(shape, |[_, channel, y, x]| {
        (f32::from(pixels[y * stride + x]) / 255.0 - MEAN[channel]) / DEVIATION[channel]
    });
    let mut options = RunOptions::default();
    options.thread_pool = Some(threads.clone());
    let output = models.detection.run_one(input.into(), Some(options)).map_err(|_| OcrError)?;
    let output: NdTensor<f32, 4> = output.try_into().map_err(|_| OcrError)?;
    let probabilities = output.into_data();
    if probabilities.len() != stride * input_height as usize {
        return Err(OcrError);
    }
    let (x_scale, y_scale) =
        (width as f32 / input_width as f32, height as f32 / input_height as f32);
    let regions = regions(&probabilities, stride);
    Ok(regions
        .into_iter()
        .map(|found| LineBox {
            left: (found.left * x_scale).max(0.0),
            top: (found.top * y_scale).max(0.0),
            right: (found.right * x_scale).min(width as f32),
            bottom: (found.bottom * y_scale).min(height as f32),
        })
        .collect())
}

/// Connected regions of text in a map of probabilities, grown to whole lines.
fn regions(probabilities: &[f32], stride: usize) -> Vec<LineBox> {
    let mut seen = vec![false; probabilities.len()];
    let mut found = Vec::new();
    let mut stack = Vec::new();
    for start in 0..probabilities.len() {
        if seen[start] || probabilities[start] < PIXEL {
            continue;
        }
        seen[start] = true;
        stack.push(start);
        let (mut left, mut right) = (start % stride, start % stride);
        let (mut top, mut bottom) = (start / stride, start / stride);
        let (mut sum, mut count) = (0.0f32, 0usize);
        while let Some(at) = stack.pop() {
            sum += probabilities[at];
            count += 1;
            let (x, y) = (at % stride, at / stride);
            (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
            let neighbours = [
                (x > 0).then(|| at - 1),
                (x + 1 < stride).then_some(at + 1),
                (y > 0).then(|| at - stride),
                Some(at + stride),
            ];
            for next in neighbours.into_iter().flatten() {
                if next < seen.len() && !seen[next] && probabilities[next] >= PIXEL {
                    seen[next] = true;
                    stack.push(next);
                }
            }
        }
        let (width, height) = ((right - left + 1) as f32, (bottom - top + 1) as f32);
        if sum / (count as f32) < REGION || width < 3.0 || height < 2.0 {
            continue;
        }
        let growth = width * height * GROWTH / (2.0 * (width + height));
        found.push(LineBox {
            left: left as f32 - growth,
            top: top as f32 - growth,
            right: (right + 1) as f32 + growth,
            bottom: (bottom + 1) as f32 + growth,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_grow_and_weak_ones_go() {
        let stride = 60;
        let mut map = vec![0.0; stride * 40];
        for y in 10..14 {
            for x in 10..50 {
                map[y * stride + x] = 0.9;
            }
        }
        for x in 10..50 {
            map[30 * stride + x] = 0.35;
            map[31 * stride + x] = 0.35;
        }
        let found = regions(&map, stride);
        assert_eq!(found.len(), 1);
        assert!(found[0].left < 10.0 && found[0].right > 50.0);
        assert!(found[0].top < 10.0 && found[0].bottom > 14.0);
    }
}
