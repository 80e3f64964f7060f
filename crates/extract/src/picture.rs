//! A photo or a scan saved as a picture: decoded by `image`, read by recognition.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits, imageops::FilterType};

use crate::{error::Refusal, ocr::Recogniser, page::ExtractedPage};

/// Memory a decoder may take, in bytes: 100 megapixels of RGB.
const DECODED_BYTES: u64 = 300 << 20;
/// Longest side that is read, in pixels; a phone's photo of a page has more than print needs.
const LONGEST: u32 = 3508;
/// A picture doesn't say how large its paper was; a page of A4 at 200 dots an inch is taken.
const PIXELS_PER_POINT: f32 = 200.0 / 72.0;

/// Reads the picture.
pub(crate) fn read(bytes: &[u8], recogniser: &Recogniser) -> Result<ExtractedPage, Refusal> {
    let image = decode(bytes)?;
    let image = if image.width().max(image.height()) > LONGEST {
        image.resize(LONGEST, LONGEST, FilterType::Triangle)
    } else {
        image
    };
    let page = recogniser.read(&image.to_rgb8(), PIXELS_PER_POINT).map_err(|_| Refusal::Damaged)?;
    if page.text.is_empty() { Err(Refusal::NoWords) } else { Ok(page) }
}

/// Width and height of the picture's page in points, as [`read`] measures it.
pub(crate) fn size_points(image: &DynamicImage) -> (f32, f32) {
    let (width, height) = (image.width() as f32, image.height() as f32);
    let shrunk = (LONGEST as f32 / width.max(height).max(1.0)).min(1.0);
    (width * shrunk / PIXELS_PER_POINT, height * shrunk / PIXELS_PER_POINT)
}

/// Decodes, and turns a photo as the camera was held (EXIF).
pub(crate) fn decode(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Refusal::Damaged)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Refusal::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) * 3 > DECODED_BYTES {
        return Err(Refusal::Bomb);
    }
    let orientation = decoder.orientation().map_err(|_| Refusal::Damaged)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Damaged)?;
    image.apply_orientation(orientation);
    Ok(image)
}
