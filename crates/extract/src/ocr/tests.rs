//! Recognition of real pages: a dossier's PDF is drawn and read back; its text layer is the truth.
//!
//! The models must be installed (`make models`).

use std::{path::Path, sync::LazyLock};

use anjian_core::PageNoteKind;
use image::{
    GrayImage, Rgb, RgbImage,
    imageops::{rotate90, rotate180},
};

use super::*;
use crate::pdf::PdfFile;

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/models");
    Recogniser::new(OcrModels::load(&folder).expect("`make models` installs the models"))
});

/// A page of a record of questioning: what it says, its image, its pixels per point.
static PAGE: LazyLock<(String, RgbImage, f32)> = LazyLock::new(|| {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/dossiers/f01-theft-gang");
    let path = std::fs::read_dir(folder)
        .expect("the fixture is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().contains("询问笔录"))
        .find(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .expect("the fixture has a record in PDF");
    let pdf = PdfFile::open(std::fs::read(path).expect("it can be read"), None).expect("it opens");
    let (image, pixels_per_point) = pdf.draw(0).expect("it has a page");
    (pdf.reader().read_page(0, || None).text, image, pixels_per_point)
});

fn read(image: &RgbImage) -> ExtractedPage {
    RECOGNISER.read(image, PAGE.2).expect("the models answer")
}

/// Share of the truth's chars that the reading has in order, white space and width aside.
fn accuracy(read: &str, truth: &str) -> f64 {
    let plain = |text: &str| -> Vec<char> {
        let narrow = |c: char| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        };
        text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
    };
    let (read, truth) = (plain(read), plain(truth));
    let mut distances: Vec<usize> = (0..=truth.len()).collect();
    for (row, c) in read.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut distances[0], row + 1);
        for (column, wanted) in truth.iter().enumerate() {
            let kept = diagonal + usize::from(c != wanted);
            diagonal = distances[column + 1];
            distances[column + 1] = kept.min(distances[column] + 1).min(diagonal + 1);
        }
    }
    1.0 - distances[truth.len()] as f64 / truth.len() as f64
}

#[test]
fn a_clean_scan_is_read_as_it_is_written() {
    let page = read(&PAGE.1);
    let accuracy = accuracy(&page.text, &PAGE.0);
    assert!(accuracy >= 0.995, "{accuracy}:\n{}", page.text);
    let layout = page.layout.expect("a recognised page has a layout");
    let line = layout.lines.last().expect("the page has lines");
    assert!(line.bounds.bottom < layout.height && line.bounds.left > 0.0);
}

#[test]
fn a_page_turned_either_way_is_read_upright() {
    for (image, turn) in
        [(rotate180(&PAGE.1), 180), (rotate90(&PAGE.1), 270), (rotate90(&rotate180(&PAGE.1)), 90)]
    {
        let page = read(&image);
        let accuracy = accuracy(&page.text, &PAGE.0);
        assert!(accuracy >= 0.99, "{turn}: {accuracy}:\n{}", page.text);
        let layout = page.layout.expect("a recognised page has a layout");
        assert_eq!(layout.turn, turn);
        assert!(layout.notes.iter().any(|note| note.kind == PageNoteKind::Turned));
    }
}

#[test]
fn a_page_askew_with_a_seal_on_its_text_is_read() {
    let grey = image::imageops::grayscale(&PAGE.1);
    let askew: GrayImage = skew::level(&grey, -2.0);
    let mut page = image::DynamicImage::ImageLuma8(askew).to_rgb8();
    let (centre_x, centre_y) = (page.width() as f32 * 0.6, page.height() as f32 * 0.35);
    for (x, y, pixel) in page.enumerate_pixels_mut() {
        let distance = (x as f32 - centre_x).hypot(y as f32 - centre_y);
        // A ring of stamping ink: red light passes, green and blue are taken.
        if (95.0..115.0).contains(&distance) || distance < 25.0 {
            let Rgb([red, green, blue]) = *pixel;
            *pixel = Rgb([red / 10 * 9, green / 4, blue / 4]);
        }
    }
    let read = read(&page);
    let accuracy = accuracy(&read.text, &PAGE.0);
    assert!(accuracy >= 0.98, "{accuracy}:\n{}", read.text);
}

#[test]
fn a_blank_page_has_no_words() {
    let page = read(&RgbImage::from_pixel(900, 1200, Rgb([250, 250, 250])));
    assert_eq!(page.text, "");
}
