//! Draws one page of the file.

use image::{
    ExtendedColorType, ImageEncoder, RgbImage,
    codecs::{
        png::{CompressionType, FilterType as PngFilter, PngEncoder},
        webp::WebPEncoder,
    },
    imageops::{self, FilterType},
};

use crate::{
    drawing::{Drawing, ImageFormat},
    error::Refusal,
    format::{Format, detect},
    ofd::OfdFile,
    pdf::PdfFile,
    picture::PictureFile,
};

/// Pixels an image has at most: A4 at four pixels a point has 8 million, A2 32 million.
const PIXELS: f32 = 32_000_000.0;
/// Pixels of its longer side.
const LONGEST: f32 = 16_000.0;

/// The page as bytes of its format.
pub(super) fn draw(
    bytes: Vec<u8>,
    password: Option<&str>,
    drawing: &Drawing,
) -> Result<Vec<u8>, Refusal> {
    let index = usize::try_from(drawing.page).unwrap_or(usize::MAX).saturating_sub(1);
    let image = match detect(&bytes)? {
        Format::Pdf => {
            let pdf = PdfFile::open(bytes, password)?;
            let (width, height) = pdf.page_size(index).ok_or(Refusal::NoImage)?;
            let scale = fitting(drawing.scale, width, height).ok_or(Refusal::NoImage)?;
            pdf.draw_at(index, scale).ok_or(Refusal::NoImage)?
        }
        Format::Ofd => {
            let fit = |width, height| fitting(drawing.scale, width, height);
            OfdFile::open(&bytes)?.draw(index, fit)?
        }
        Format::Picture => draw_picture(bytes, index, drawing.scale)?,
        _ => return Err(Refusal::NoImage),
    };
    encode(&turned(image, drawing.turn), drawing.format)
}

/// The scale at which a page of this size in points is drawn; `None` where it has no pixel.
fn fitting(scale: f32, width: f32, height: f32) -> Option<f32> {
    let scale = scale
        .min((PIXELS / (width * height).max(1.0)).sqrt())
        .min(LONGEST / width.max(height).max(1.0));
    (width * scale >= 1.0 && height * scale >= 1.0).then_some(scale)
}

/// The picture as the camera was held, at the size that its layout was measured in.
fn draw_picture(bytes: Vec<u8>, index: usize, scale: f32) -> Result<RgbImage, Refusal> {
    let (image, pixels_per_point) = PictureFile::open(bytes)?.draw(index)?;
    let points = |pixels: u32| pixels as f32 / pixels_per_point;
    let (width, height) = (points(image.width()), points(image.height()));
    let scale = fitting(scale, width, height).ok_or(Refusal::NoImage)?;
    let pixels = |points: f32| (points * scale).round().max(1.0) as u32;
    let (width, height) = (pixels(width), pixels(height));
    Ok(imageops::resize(&image, width, height, FilterType::Triangle))
}

fn turned(image: RgbImage, turn: u16) -> RgbImage {
    match turn {
        90 => imageops::rotate90(&image),
        180 => imageops::rotate180(&image),
        270 => imageops::rotate270(&image),
        _ => image,
    }
}

fn encode(image: &RgbImage, format: ImageFormat) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let (width, height) = image.dimensions();
    let pixels = image.as_raw();
    let written = match format {
        ImageFormat::Png => {
            // Somebody waits for the page: fast, not small.
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, PngFilter::Adaptive)
                .write_image(pixels, width, height, ExtendedColorType::Rgb8)
        }
        ImageFormat::Webp => WebPEncoder::new_lossless(&mut bytes).write_image(
            pixels,
            width,
            height,
            ExtendedColorType::Rgb8,
        ),
    };
    written.map_err(|_| Refusal::NoImage)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_bounded() {
        assert_eq!(fitting(2.0, 595.0, 842.0), Some(2.0));
        let scale = fitting(4.0, 14_400.0, 14_400.0).expect("drawn smaller");
        assert!(14_400.0 * scale <= LONGEST && (14_400.0 * scale).powi(2) <= PIXELS * 1.01);
        assert_eq!(fitting(0.5, 0.1, 800.0), None);
    }

    #[test]
    fn a_picture_is_drawn_upright_at_its_points() {
        let mut image = RgbImage::new(400, 200);
        image.put_pixel(0, 0, image::Rgb([255, 0, 0]));
        for x in 0..40 {
            for y in 0..40 {
                image.put_pixel(x, y, image::Rgb([255, 0, 0]));
            }
        }
        let picture = encode(&image, ImageFormat::Png).expect("encoded");
        // Of a picture that says nothing else, 200 pixels are an inch of 72 points.
        let (width, height) = (144.0f32, 72.0f32);
        for format in [ImageFormat::Png, ImageFormat::Webp] {
            let drawing = Drawing { page: 1, scale: 1.0, turn: 90, format };
            let drawn = draw(picture.clone(), None, &drawing).expect("drawn");
            let drawn = image::load_from_memory(&drawn).expect("an image").into_rgb8();
            assert_eq!(drawn.dimensions(), (height.round() as u32, width.round() as u32));
            let (right, _) = drawn.dimensions();
            assert!(
                drawn.get_pixel(right - 2, 2).0[0] > 200,
                "its left top corner is at the right"
            );
        }
    }

    #[test]
    fn text_has_no_image() {
        let drawing = Drawing { page: 1, scale: 1.0, turn: 0, format: ImageFormat::Png };
        assert_eq!(draw("讯问笔录".into(), None, &drawing), Err(Refusal::NoImage));
    }
}
