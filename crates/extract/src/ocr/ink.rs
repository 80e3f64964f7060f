//! The inks of a page: black text as if no red ink lay on it, and the red ink alone.

use image::{GrayImage, Luma, Rgb, RgbImage};

/// How much redder than green and blue a pixel must be to belong to a seal (印章).
const RED_EXCESS: i16 = 40;
/// Share of a page that is red from which a seal is there at all; less is noise of a scanner.
const SEAL_SHARE: f64 = 0.0004;

/// A page by its inks, each dark on light.
pub(super) struct Inks {
    /// All but red. Red ink is bright in the red channel, black text beneath it dark, so that
    /// channel shows the text as if the seal were not there.
    pub text: GrayImage,
    /// Seals, and what is printed or written in red; `None` where there is no more than noise.
    pub red: Option<GrayImage>,
}

impl Inks {
    /// Separates the inks of `page`.
    pub(super) fn of(page: &RgbImage) -> Self {
        let (width, height) = page.dimensions();
        let red_pixels = page.pixels().filter(|pixel| red_excess(pixel) > RED_EXCESS).count();
        let has_red = red_pixels as f64 > f64::from(width) * f64::from(height) * SEAL_SHARE;
        let text = map(page, |pixel| {
            let Rgb([red, green, blue]) = *pixel;
            let luma =
                (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000;
            // The edges of a seal are paler than the rest of it.
            let is_reddish = has_red && red_excess(pixel) > RED_EXCESS / 2;
            // A camera's or scanner's red is not full; stretched so that it vanishes on paper.
            let without_red = (u32::from(red) * 5 / 4).min(255);
            if is_reddish { without_red.max(luma) as u8 } else { luma as u8 }
        });
        let red = has_red.then(|| {
            map(page, |pixel| 255 - (i32::from(red_excess(pixel)) * 2).clamp(0, 255) as u8)
        });
        Self { text, red }
    }
}

fn map(page: &RgbImage, tone: impl Fn(&Rgb<u8>) -> u8) -> GrayImage {
    let mut plane = GrayImage::new(page.width(), page.height());
    for (pixel, toned) in page.pixels().zip(plane.pixels_mut()) {
        *toned = Luma([tone(pixel)]);
    }
    plane
}

fn red_excess(Rgb([red, green, blue]): &Rgb<u8>) -> i16 {
    i16::from(*red) - i16::from(*green.max(blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_under_a_seal_stays_and_the_seal_goes() {
        let mut page = RgbImage::from_pixel(200, 200, Rgb([255, 255, 255]));
        for x in 20..120 {
            for y in 20..120 {
                page.put_pixel(x, y, Rgb([220, 40, 50]));
            }
        }
        for x in 50..90 {
            page.put_pixel(x, 60, Rgb([60, 10, 15]));
        }
        let inks = Inks::of(&page);
        assert!(inks.text.get_pixel(30, 30).0[0] > 230, "the seal is gone");
        assert!(inks.text.get_pixel(60, 60).0[0] < 90, "the text beneath is there");
        let red = inks.red.expect("there is red");
        assert!(red.get_pixel(30, 30).0[0] < 30 && red.get_pixel(150, 150).0[0] == 255);
    }

    #[test]
    fn a_grey_page_stays_as_it_is() {
        let inks = Inks::of(&RgbImage::from_pixel(50, 50, Rgb([200, 198, 199])));
        assert_eq!(inks.text.get_pixel(3, 3).0[0], 198);
        assert!(inks.red.is_none());
    }
}
