//! How far a scan was laid askew: the angle at which its rows of ink are sharpest.

use image::{GrayImage, Luma, imageops::thumbnail};

/// Largest skew that is looked for, in degrees; more is a turned page.
const LARGEST: f64 = 6.0;
/// Below this, in degrees, turning the image costs more sharpness than it gains.
pub(super) const NEGLIGIBLE: f64 = 0.15;
/// Height at which the angle is measured, in pixels.
const HEIGHT: u32 = 900;

/// Degrees by which the lines of `page` fall towards the right.
pub(super) fn measure(page: &GrayImage) -> f64 {
    let scale = f64::from(HEIGHT) / f64::from(page.height().max(1));
    let width = ((f64::from(page.width()) * scale) as u32).clamp(1, 4 * HEIGHT);
    let small = thumbnail(page, width, HEIGHT);
    let mean =
        small.pixels().map(|pixel| f64::from(pixel.0[0])).sum::<f64>() / f64::from(width * HEIGHT);
    let dark: Vec<(f64, f64)> = small
        .enumerate_pixels()
        .filter(|(_, _, pixel)| f64::from(pixel.0[0]) < mean * 0.75)
        .map(|(x, y, _)| (f64::from(x), f64::from(y)))
        .collect();
    if dark.len() < 200 {
        return 0.0;
    }
    let coarse = best(&dark, width, (-24..=24).map(|step| f64::from(step) * LARGEST / 24.0));
    best(&dark, width, (-5..=5).map(|step| coarse + f64::from(step) * 0.05))
}

/// The angle at which ink gathers in the fewest rows: the sum of squares of the rows' ink is largest.
fn best(dark: &[(f64, f64)], width: u32, angles: impl Iterator<Item = f64>) -> f64 {
    let margin = (f64::from(width) * LARGEST.to_radians().tan()).ceil() * 2.0;
    let mut rows = vec![0u32; HEIGHT as usize + 2 * margin as usize + 2];
    let mut found = (0.0, 0u64);
    for angle in angles {
        rows.fill(0);
        let slope = angle.to_radians().tan();
        for (x, y) in dark {
            let row = (y - x * slope + margin).max(0.0) as usize;
            if let Some(row) = rows.get_mut(row) {
                *row += 1;
            }
        }
        let sharpness = rows.iter().map(|ink| u64::from(*ink) * u64::from(*ink)).sum();
        if sharpness > found.1 {
            found = (angle, sharpness);
        }
    }
    found.0
}

/// Turns `page` about its centre so that lines falling by `degrees` become level.
pub(super) fn level(page: &GrayImage, degrees: f64) -> GrayImage {
    let (width, height) = page.dimensions();
    let (centre_x, centre_y) = (f64::from(width) / 2.0, f64::from(height) / 2.0);
    let (sin, cos) = degrees.to_radians().sin_cos();
    GrayImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (f64::from(x) - centre_x, f64::from(y) - centre_y);
        let from_x = centre_x + dx * cos - dy * sin;
        let from_y = centre_y + dx * sin + dy * cos;
        Luma([sample(page, from_x, from_y)])
    })
}

/// The pixel at a place between pixels; white outside.
pub(super) fn sample(page: &GrayImage, x: f64, y: f64) -> u8 {
    let (left, top) = (x.floor(), y.floor());
    let at = |x: f64, y: f64| {
        let is_inside =
            x >= 0.0 && y >= 0.0 && x < f64::from(page.width()) && y < f64::from(page.height());
        if is_inside { f64::from(page.get_pixel(x as u32, y as u32).0[0]) } else { 255.0 }
    };
    let (right_share, low_share) = (x - left, y - top);
    let upper = at(left, top) * (1.0 - right_share) + at(left + 1.0, top) * right_share;
    let lower = at(left, top + 1.0) * (1.0 - right_share) + at(left + 1.0, top + 1.0) * right_share;
    (upper * (1.0 - low_share) + lower * low_share).round() as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A page of level lines.
    fn lined() -> GrayImage {
        GrayImage::from_fn(640, 900, |x, y| {
            let is_ink =
                (60..580).contains(&x) && y % 30 < 12 && (60..840).contains(&y) && x % 7 < 4;
            Luma([if is_ink { 20 } else { 250 }])
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn an_angle_given_is_the_angle_measured(angle in -4.0f64..4.0) {
            let askew = level(&lined(), -angle);
            prop_assert!((measure(&askew) - angle).abs() < 0.2);
        }
    }

    #[test]
    fn a_blank_page_is_level() {
        assert_eq!(measure(&GrayImage::from_pixel(500, 700, Luma([255]))), 0.0);
    }
}
