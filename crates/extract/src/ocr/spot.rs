//! Single lines whose places are known, read without looking for any.

use anjian_core::Bounds;
use image::{
    GrayImage, RgbImage,
    imageops::{crop_imm, rotate180},
};

use super::{
    DOUBTFUL, OcrError, Recogniser, SMALLEST, detect::LineBox, ink::Inks, recognise::read_line,
};

impl Recogniser {
    /// What stands at `bounds`, in points, of a level `image` at `pixels_per_point`.
    pub(crate) fn read_spot(
        &self,
        image: &RgbImage,
        bounds: Bounds,
        pixels_per_point: f32,
    ) -> Result<Spot, OcrError> {
        let pixel = |points: f32| (points * pixels_per_point).max(0.0);
        let (left, top) = (pixel(bounds.left) as u32, pixel(bounds.top) as u32);
        let right = (pixel(bounds.right).ceil() as u32).min(image.width());
        let bottom = (pixel(bounds.bottom).ceil() as u32).min(image.height());
        let (width, height) = (right.saturating_sub(left), bottom.saturating_sub(top));
        if width.min(height) < SMALLEST {
            return Ok(Spot { text: String::new(), confidence: 0.0 });
        }
        let spot = Inks::of(&crop_imm(image, left, top, width, height).to_image()).text;
        let whole = LineBox { left: 0.0, top: 0.0, right: width as f32, bottom: height as f32 };
        let read = |spot: &GrayImage| read_line(&self.models, spot, &whole, &self.whole);
        let mut found = read(&spot)?;
        if found.confidence < DOUBTFUL {
            // Pages are viewed upside down, too.
            let upended = read(&rotate180(&spot))?;
            if upended.confidence > found.confidence {
                found = upended;
            }
        }
        Ok(Spot { text: found.text, confidence: found.confidence })
    }
}

/// What a line says.
pub(crate) struct Spot {
    pub text: String,
    /// 0 to 1.
    pub confidence: f32,
}
