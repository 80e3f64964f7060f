//! A photo or a scan saved as a picture: decoded by `image`, read by recognition.
//!
//! JPEG, PNG, BMP, WebP, the first picture of a GIF, every page of a TIFF.

use std::io::Cursor;

use anjian_core::PageNoteKind;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, Rgb, RgbImage, RgbaImage,
    imageops::FilterType,
};

use crate::{error::Refusal, ocr::Recogniser, page::ExtractedPage};

mod density;
mod tiff;

use density::{Density, density_of};

/// Memory a decoder may take, in bytes: 100 megapixels of RGB.
const DECODED_BYTES: u64 = 300 << 20;
/// Longest side that is read, in pixels; a phone's photo of a page has more than print needs.
const LONGEST: u32 = 3508;
/// Where a picture doesn't say how large its paper was, a page of A4 at 200 dots an inch is taken.
const DOTS_PER_INCH: f32 = 200.0;
/// Pictures that are read inside one document, or on one page; an album of a scene has a hundred.
const PICTURES: usize = 200;
/// A picture of fewer pixels than this inside a document is an icon or a line; print needs more.
const ICON_PIXELS: u64 = 10_000;
const ICON_SIDE: u32 = 20;

/// A picture file: its pages can be read one by one.
pub(crate) struct PictureFile {
    bytes: Vec<u8>,
    /// Places of the pages in a TIFF; empty for other formats, which have one.
    pages: Vec<u64>,
}

impl PictureFile {
    /// Finds the pages.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Refusal> {
        let pages = if tiff::is_tiff(&bytes) { tiff::pages(&bytes)? } else { Vec::new() };
        let mut file = Self { bytes, pages };
        if file.page_count() == 1 {
            // What can't be decoded at all is told before it counts as a page.
            file.image(0)?;
        }
        Ok(file)
    }

    pub fn page_count(&self) -> usize {
        self.pages.len().max(1)
    }

    /// Reads the page at the 0-based `index`; one that can't be decoded stays, told as unread.
    pub fn read_page(&mut self, index: usize, recogniser: &Recogniser) -> ExtractedPage {
        let read = self.image(index).ok().and_then(|image| image.read(recogniser));
        let mut page = read.unwrap_or_else(ExtractedPage::unread);
        if is_cut_off(&self.bytes) {
            page.note(PageNoteKind::SeeOriginal, "图片文件不完整，缺失部分未读".to_owned());
        }
        page
    }

    /// The page at the 0-based `index` upright, and its pixels per point.
    pub fn draw(&mut self, index: usize) -> Result<(RgbImage, f32), Refusal> {
        if index >= self.page_count() {
            return Err(Refusal::NoImage);
        }
        self.image(index).map(|decoded| (decoded.image, decoded.pixels_per_point))
    }

    /// The page at the 0-based `index`, upright, as it is read and as its places are measured.
    pub fn image(&mut self, index: usize) -> Result<Decoded, Refusal> {
        if let Some(place) = self.pages.get(index) {
            tiff::put_first(&mut self.bytes, *place)?;
        }
        decode(&self.bytes)
    }
}

/// Reads the pictures inside one document.
pub(crate) struct PictureReader<'a> {
    load: Box<dyn FnMut() -> Option<Recogniser> + 'a>,
    /// `None` before the first picture, then what `load` gave.
    recogniser: Option<Option<Recogniser>>,
    /// Told before each picture: the document is still being read.
    working: Box<dyn FnMut() + 'a>,
    read: usize,
    unread: usize,
}

impl<'a> PictureReader<'a> {
    /// `load` gives the models where they are installed, and is asked for them only once.
    pub fn new(load: impl FnMut() -> Option<Recogniser> + 'a, working: impl FnMut() + 'a) -> Self {
        let (load, working) = (Box::new(load), Box::new(working));
        Self { load, recogniser: None, working, read: 0, unread: 0 }
    }

    /// The words of a picture; `None` for icons and for what can't be read, which is counted.
    pub fn read(&mut self, bytes: &[u8]) -> Option<ExtractedPage> {
        if is_icon(bytes) {
            return None;
        }
        (self.working)();
        let page = self.recognise(bytes);
        match page {
            Some(_) => self.read += 1,
            None => self.unread += 1,
        }
        page
    }

    fn recognise(&mut self, bytes: &[u8]) -> Option<ExtractedPage> {
        if self.read >= PICTURES {
            return None;
        }
        let recogniser = self.recogniser.get_or_insert_with(&mut self.load).as_ref()?;
        decode(bytes).ok()?.read(recogniser)
    }

    /// Counts anew: a volume of scans has more pictures than a page.
    pub fn start_page(&mut self) {
        (self.read, self.unread) = (0, 0);
    }

    /// Pictures, icons aside, that could not be read.
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// True where pictures were looked at, whatever was found on them.
    pub fn has_looked(&self) -> bool {
        matches!(self.recogniser, Some(Some(_)))
    }

    #[cfg(test)]
    pub fn blind() -> Self {
        Self::new(|| None, || {})
    }
}

/// A picture upright, not larger than is read.
pub(crate) struct Decoded {
    pub image: RgbImage,
    pub pixels_per_point: f32,
}

impl Decoded {
    fn read(&self, recogniser: &Recogniser) -> Option<ExtractedPage> {
        recogniser.read(&self.image, self.pixels_per_point).ok()
    }
}

fn is_icon(bytes: &[u8]) -> bool {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let size = reader.and_then(|reader| reader.into_dimensions().ok());
    size.is_some_and(|(width, height)| {
        width.min(height) < ICON_SIDE || u64::from(width) * u64::from(height) < ICON_PIXELS
    })
}

/// The picture upright, not larger than is read, clear where it is clear.
pub(crate) fn decode_clear(bytes: &[u8]) -> Result<RgbaImage, Refusal> {
    decode_upright(bytes).map(|(image, _)| image.into_rgba8())
}

fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let (image, pixels_per_point) = decode_upright(bytes)?;
    Ok(Decoded { image: on_white(image), pixels_per_point })
}

/// Decodes, and turns a photo as the camera was held (EXIF).
fn decode_upright(bytes: &[u8]) -> Result<(DynamicImage, f32), Refusal> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Refusal::Damaged)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refusal_of(&error))?;
    let (width, height) = decoder.dimensions();
    // Asked before a byte is decoded: a small file can claim any size.
    if u64::from(width) * u64::from(height) * 3 > DECODED_BYTES {
        return Err(Refusal::Bomb);
    }
    let orientation = decoder.orientation().map_err(|_| Refusal::Damaged)?;
    let exif = decoder.exif_metadata().ok().flatten();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refusal_of(&error))?;
    image.apply_orientation(orientation);
    let density = density_of(bytes, exif.as_deref()).unwrap_or(Density(DOTS_PER_INCH));
    let longest = image.width().max(image.height());
    let scale = (LONGEST as f32 / longest as f32).min(1.0);
    if scale < 1.0 {
        image = image.resize(LONGEST, LONGEST, FilterType::Triangle);
    }
    Ok((image, density.pixels_per_point() * scale))
}

/// Paper is white where a picture is clear.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let mut paper = RgbImage::new(image.width(), image.height());
    for (paper, pixel) in paper.pixels_mut().zip(image.pixels()) {
        let [red, green, blue, alpha] = pixel.0.map(u32::from);
        let mix = |colour: u32| ((colour * alpha + 255 * (255 - alpha)) / 255) as u8;
        *paper = Rgb([mix(red), mix(green), mix(blue)]);
    }
    paper
}

fn refusal_of(error: &ImageError) -> Refusal {
    match error {
        ImageError::Unsupported(_) => {
            Refusal::Unsupported("图片的压缩方式或颜色格式，请用看图软件另存为PNG".to_owned())
        }
        ImageError::Limits(_) => Refusal::Bomb,
        _ => Refusal::Damaged,
    }
}

/// True for a JPEG whose end did not come through. What came is read, as a photo's upper part is worth
/// more than nothing, and the loss is told.
fn is_cut_off(bytes: &[u8]) -> bool {
    let last = |marker: [u8; 2]| bytes.windows(2).rposition(|window| window == marker);
    bytes.starts_with(b"\xFF\xD8") && last([0xFF, 0xD9]) < last([0xFF, 0xDA])
}

#[cfg(test)]
mod tests;
