use image::{ImageFormat, Luma, codecs::jpeg::JpegEncoder};

use super::*;

/// A picture of 60 by 40 pixels, dark at its left.
fn picture() -> RgbImage {
    RgbImage::from_fn(60, 40, |x, _| Rgb(if x < 20 { [10; 3] } else { [240; 3] }))
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture()).write_to(&mut bytes, format).expect("encoded");
    bytes.into_inner()
}

/// A TIFF with a page per shade; each directory has a resolution of `dots`.
fn tiff_of(shades: &[u8], dots: u32) -> Vec<u8> {
    let mut bytes = b"II*\0\0\0\0\0".to_vec();
    let mut link = 4;
    for shade in shades {
        let strip = bytes.len() as u32;
        bytes.extend(vec![*shade; 8 * 4]);
        let fraction = bytes.len() as u32;
        bytes.extend(dots.to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
        let directory = bytes.len() as u32;
        bytes[link..link + 4].copy_from_slice(&directory.to_le_bytes());
        let entries: [(u16, u16, u32); 9] = [
            (0x100, 4, 8),
            (0x101, 4, 4),
            (0x102, 3, 8),
            (0x103, 3, 1),
            (0x106, 3, 1),
            (0x111, 4, strip),
            (0x117, 4, 32),
            (0x11A, 5, fraction),
            (0x128, 3, 2),
        ];
        bytes.extend((entries.len() as u16).to_le_bytes());
        for (tag, kind, value) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(1u32.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        link = bytes.len();
        bytes.extend([0; 4]);
    }
    bytes
}

#[test]
fn every_format_is_decoded() {
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        let decoded = decode(&encoded(format)).expect("it is decoded");
        assert_eq!(decoded.image.dimensions(), (60, 40), "{format:?}");
        assert!(decoded.image.get_pixel(5, 5).0[0] < 60, "{format:?}");
        assert!(decoded.image.get_pixel(50, 5).0[0] > 200, "{format:?}");
    }
}

#[test]
fn each_page_of_a_tiff_is_decoded() {
    let mut file = PictureFile::open(tiff_of(&[10, 120, 250], 300)).expect("a TIFF");
    assert_eq!(file.page_count(), 3);
    for (index, shade) in [10u8, 120, 250].into_iter().enumerate() {
        let page = file.image(index).expect("a page");
        assert_eq!(page.image.get_pixel(3, 3).0, [shade; 3]);
        assert_eq!(page.pixels_per_point, 300.0 / 72.0);
    }
}

#[test]
fn a_tiff_that_loops_is_damaged() {
    let mut bytes = tiff_of(&[10, 20], 300);
    let first: [u8; 4] = bytes[4..8].try_into().expect("four bytes");
    let end = bytes.len() - 4;
    bytes[end..].copy_from_slice(&first);
    assert_eq!(PictureFile::open(bytes).err(), Some(Refusal::Damaged));
}

#[test]
fn all_eight_ways_to_hold_a_camera_are_turned_upright() {
    // Where the dark left third of the picture stands when it is shown upright.
    let dark = [(5, 20), (55, 20), (55, 20), (5, 20), (20, 5), (20, 5), (20, 55), (20, 55)];
    for (orientation, (x, y)) in (1u16..).zip(dark) {
        let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
        exif.extend(orientation.to_be_bytes());
        exif.extend([0; 6]);
        let mut jpeg = Vec::new();
        let mut encoder = JpegEncoder::new(&mut jpeg);
        image::ImageEncoder::set_exif_metadata(&mut encoder, exif).expect("JPEG has EXIF");
        encoder.encode_image(&picture()).expect("encoded");
        let image = decode(&jpeg).expect("it is decoded").image;
        let size = if orientation < 5 { (60, 40) } else { (40, 60) };
        assert_eq!(image.dimensions(), size, "{orientation}");
        assert!(image.get_pixel(x, y).0[0] < 60, "{orientation}");
    }
}

#[test]
fn density_is_taken_where_it_is_a_scans() {
    let mut jpeg = encoded(ImageFormat::Jpeg);
    assert_eq!(&jpeg[6..10], b"JFIF");
    jpeg[13] = 1;
    jpeg[14..16].copy_from_slice(&300u16.to_be_bytes());
    assert_eq!(density_of(&jpeg, None), Some(Density(300.0)));
    jpeg[14..16].copy_from_slice(&72u16.to_be_bytes());
    assert_eq!(density_of(&jpeg, None), None);

    let png = encoded(ImageFormat::Png);
    let mut marked = png[..33].to_vec();
    marked.extend(b"\0\0\0\x09pHYs");
    marked.extend(11_811u32.to_be_bytes());
    marked.extend(11_811u32.to_be_bytes());
    marked.extend([1, 0, 0, 0, 0]);
    marked.extend(&png[33..]);
    let dots = density_of(&marked, None).map(|density| density.0.round());
    assert_eq!(dots, Some(300.0));
    assert_eq!(density_of(&png, None), None);
}

#[test]
fn clear_parts_are_paper() {
    let image =
        DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(4, 4, image::Rgba([0, 0, 0, 0])));
    assert_eq!(on_white(image).get_pixel(0, 0).0, [255; 3]);
}

#[test]
fn a_huge_picture_is_refused_by_its_size() {
    let mut bmp = encoded(ImageFormat::Bmp);
    bmp[18..22].copy_from_slice(&60_000u32.to_le_bytes());
    bmp[22..26].copy_from_slice(&60_000u32.to_le_bytes());
    assert_eq!(decode(&bmp).err(), Some(Refusal::Bomb));
}

#[test]
fn torn_pictures_are_refused_or_told() {
    let jpeg = encoded(ImageFormat::Jpeg);
    assert!(!is_cut_off(&jpeg) && is_cut_off(&jpeg[..jpeg.len() - 3]));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Tiff, ImageFormat::WebP] {
        let bytes = encoded(format);
        for length in 0..bytes.len() {
            // No panic; a JPEG may give what came through.
            let _ = decode(&bytes[..length]);
            let _ = PictureFile::open(bytes[..length].to_vec());
        }
    }
}

#[test]
fn icons_are_no_pages() {
    let mut small = Cursor::new(Vec::new());
    image::GrayImage::from_pixel(90, 90, Luma([200]))
        .write_to(&mut small, ImageFormat::Png)
        .expect("encoded");
    let mut reader = PictureReader::blind();
    assert!(reader.read(&small.into_inner()).is_none());
    assert_eq!(reader.unread(), 0);
    let mut large = Cursor::new(Vec::new());
    image::GrayImage::new(200, 200).write_to(&mut large, ImageFormat::Png).expect("encoded");
    assert!(reader.read(&large.into_inner()).is_none());
    assert_eq!(reader.unread(), 1);
}
