//! Pages drawn: ink stands where the layout says that words are.

use anjian_core::Bounds;
use image::RgbImage;

use super::{
    OfdFile,
    tests::{ofd, page, text_object},
};
use crate::error::Refusal;

/// Pixels a point.
const SCALE: f32 = 2.0;

fn drawn(bytes: &[u8]) -> RgbImage {
    let mut file = OfdFile::open(bytes).expect("an OFD");
    file.draw(0, |_, _| Some(SCALE)).expect("a page")
}

/// Dark pixels within `bounds`, and in all.
fn ink(image: &RgbImage, bounds: Bounds) -> (usize, usize) {
    let dark: Vec<(f32, f32)> = image
        .enumerate_pixels()
        .filter(|(_, _, pixel)| pixel.0.iter().all(|part| *part < 128))
        .map(|(x, y, _)| ((x as f32 + 0.5) / SCALE, (y as f32 + 0.5) / SCALE))
        .collect();
    let is_inside = |(x, y): &&(f32, f32)| {
        bounds.left <= *x && *x <= bounds.right && bounds.top <= *y && *y <= bounds.bottom
    };
    (dark.iter().filter(is_inside).count(), dark.len())
}

#[test]
fn words_are_drawn_where_the_layout_has_them() {
    for (attributes, code) in [
        ("", "<ofd:TextCode X='0' Y='5' DeltaX='g 6 5'>起诉意见书全文</ofd:TextCode>"),
        ("CTM='2 0 0 2 0 0'", "<ofd:TextCode X='0' Y='5' DeltaX='5'>意见</ofd:TextCode>"),
        (
            "CTM='0 1 -1 0 20 0'",
            "<ofd:TextCode X='0' Y='5' DeltaX='g 4 5'>横卧的文字</ofd:TextCode>",
        ),
        ("HScale='0.5'", "<ofd:TextCode X='0' Y='5' DeltaX='2.5'>窄字</ofd:TextCode>"),
        ("", "<ofd:TextCode X='0' Y='5' DeltaY='g 2 5'>竖排字</ofd:TextCode>"),
    ] {
        let bytes = ofd(&text_object("40 60 100 10", attributes, code), &[]);
        let layout = page(&bytes).layout.expect("places");
        let bounds = layout.lines.iter().map(|line| line.bounds).reduce(Bounds::union);
        let bounds = bounds.expect("a line");
        let image = drawn(&bytes);
        let size = (image.width() as f32, image.height() as f32);
        assert!((size.0 - layout.width * SCALE).abs() < 1.0, "{size:?}");
        assert!((size.1 - layout.height * SCALE).abs() < 1.0, "{size:?}");
        let (inside, all) = ink(&image, bounds);
        assert!(all > 40 && inside * 100 >= all * 98, "{attributes}: {inside} of {all}");
        // The marks fill what is marked: no row of the box is far from ink.
        let middle = Bounds { left: (bounds.left + bounds.right) / 2.0, ..bounds };
        assert!(ink(&image, middle).0 * 5 > all, "{attributes}");
    }
}

#[test]
fn the_file_stacks_what_it_draws() {
    let square = |x: f32, colour: &str, attributes: &str| {
        format!(
            "<ofd:PathObject Boundary='{x} 20 40 40' Stroke='false' Fill='true' {attributes}><ofd:FillColor Value='{colour}'/><ofd:AbbreviatedData>M 0 0 L 40 0 L 40 40 L 0 40 C</ofd:AbbreviatedData></ofd:PathObject>"
        )
    };
    let objects = [
        square(20.0, "255 0 0", ""),
        square(40.0, "0 0 255", ""),
        square(70.0, "0 0 0", "Visible='false'"),
        square(120.0, "0 0 0", "Alpha='51'"),
    ]
    .concat();
    let clipped = square(20.0, "0 128 0", "").replace(
        "<ofd:FillColor",
        "<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary='0 0 40 5'><ofd:AbbreviatedData>M 0 0 L 40 0 L 40 5 L 0 5 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips><ofd:FillColor",
    );
    let image = drawn(&ofd(&format!("{objects}{clipped}"), &[]));
    let at = |x: f32, y: f32| {
        let pixel = |millimetres: f32| (millimetres * super::POINTS * SCALE) as u32;
        image.get_pixel(pixel(x), pixel(y)).0
    };
    assert_eq!(at(30.0, 40.0), [255, 0, 0]);
    assert_eq!(at(50.0, 40.0), [0, 0, 255]);
    assert_eq!(at(50.0, 22.0), [0, 128, 0], "what comes later lies above");
    assert_eq!(at(90.0, 40.0), [255, 255, 255], "what is hidden stays so");
    assert_eq!(at(140.0, 40.0), [204, 204, 204], "a fifth of black");
}

const RESOURCES: &str = "<ofd:Res BaseLoc='Res'><ofd:DrawParams><ofd:DrawParam ID='20' LineWidth='4'><ofd:StrokeColor Value='0 0 255'/></ofd:DrawParam><ofd:DrawParam ID='21' Relative='20'/></ofd:DrawParams><ofd:Fonts><ofd:Font ID='3'><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts><ofd:MultiMedias><ofd:MultiMedia ID='7'><ofd:MediaFile>seal.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>";

#[test]
fn pictures_are_clear_where_they_say_so_and_looks_are_inherited() {
    let mut seal = image::RgbaImage::new(60, 40);
    for (x, _, pixel) in seal.enumerate_pixels_mut() {
        *pixel = image::Rgba(if x < 30 { [255, 0, 0, 255] } else { [0, 0, 0, 0] });
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    seal.write_to(&mut bytes, image::ImageFormat::Png).expect("encoded");
    let objects = "<ofd:PathObject Boundary='20 30 100 0' DrawParam='21'><ofd:AbbreviatedData>M 0 0 L 100 0</ofd:AbbreviatedData></ofd:PathObject><ofd:ImageObject Boundary='20 20 60 20' CTM='60 0 0 20 0 0' ResourceID='7'/><ofd:ImageObject Boundary='20 100 60 40' ResourceID='8'/>";
    let parts: [(&str, &[u8]); 2] = [
        ("Doc_0/PublicRes.xml", RESOURCES.as_bytes()),
        ("Doc_0/Res/seal.png", &bytes.into_inner()),
    ];
    let image = drawn(&ofd(objects, &parts));
    let at = |x: f32, y: f32| {
        let pixel = |millimetres: f32| (millimetres * super::POINTS * SCALE) as u32;
        image.get_pixel(pixel(x), pixel(y)).0
    };
    assert_eq!(at(40.0, 30.0), [255, 0, 0]);
    assert_eq!(at(65.0, 30.0), [0, 0, 255], "the line is seen through what is clear");
    assert_eq!(at(65.0, 25.0), [255, 255, 255]);
    assert_eq!(at(100.0, 31.5), [0, 0, 255], "the pen is as wide as the look says");
    let cross = at(50.0, 120.0);
    assert!(cross[0] < 250, "a picture that is missing leaves its frame: {cross:?}");
}

/// A font without a list of chars, whose second glyph is a square of half an em on the base line.
fn square_font() -> Vec<u8> {
    let shorts = |values: &[i16]| values.iter().flat_map(|value| value.to_be_bytes()).collect();
    let mut head: Vec<u8> = shorts(&[1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000]);
    head.extend([0; 16]);
    head.extend::<Vec<u8>>(shorts(&[0, 0, 500, 500, 0, 8, 2, 0, 0]));
    let mut glyph: Vec<u8> = shorts(&[1, 0, 0, 500, 500, 3, 0]);
    glyph.extend([1; 4]);
    glyph.extend::<Vec<u8>>(shorts(&[0, 500, 0, -500, 0, 0, 500, 0]));
    let mut maxp: Vec<u8> = shorts(&[1, 0, 2, 4, 1]);
    maxp.resize(32, 0);
    let loca = shorts(&[0, 0, (glyph.len() / 2) as i16]);
    let mut hhea: Vec<u8> = shorts(&[1, 0, 800, -200]);
    hhea.resize(34, 0);
    hhea.extend([0, 1]);
    let hmtx = shorts(&[1000, 0, 0]);
    let tables: [(&[u8; 4], Vec<u8>); 6] = [
        (b"glyf", glyph),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"loca", loca),
        (b"maxp", maxp),
    ];
    let mut font = vec![0, 1, 0, 0, 0, 6, 0, 64, 0, 2, 0, 32];
    let mut at = font.len() + 16 * tables.len();
    for (name, table) in &tables {
        font.extend(*name);
        font.extend([0; 4]);
        font.extend((at as u32).to_be_bytes());
        font.extend((table.len() as u32).to_be_bytes());
        at += table.len();
    }
    tables.into_iter().for_each(|(_, table)| font.extend(table));
    font
}

#[test]
fn the_files_own_font_and_glyphs_are_drawn() {
    let glyphs = "<ofd:CGTransform CodePosition='1' CodeCount='1' GlyphCount='1'><ofd:Glyphs>1</ofd:Glyphs></ofd:CGTransform>";
    let code = format!("{glyphs}<ofd:TextCode X='0' Y='5' DeltaX='20'>\u{3000}字</ofd:TextCode>");
    let font = square_font();
    let parts: [(&str, &[u8]); 2] =
        [("Doc_0/PublicRes.xml", RESOURCES.as_bytes()), ("Doc_0/Res/f.ttf", &font)];
    let image = drawn(&ofd(&text_object("40 60 100 10", "", &code), &parts));
    let points = |millimetres: f32| millimetres * super::POINTS;
    // Of an em of 5 mm, half, from the char's place to the right and up.
    let square =
        Bounds { left: points(60.0), top: points(62.5), right: points(62.5), bottom: points(65.0) };
    let (inside, all) = ink(&image, square);
    let pixels = (points(2.5) * SCALE).powi(2);
    assert_eq!(inside, all, "nothing but the square");
    assert!((all as f32 - pixels).abs() < 0.15 * pixels, "{all} of {pixels}");
}

#[test]
fn hostile_pages_are_drawn_in_bounds() {
    let odd = [
        text_object("NaN 1e39 x", "CTM='1e5 0 0 1e5 9e5 0' HScale='-1e9'", "<ofd:TextCode X='1e38' Y='-1e38' DeltaX='g 999999999999 1e38'>字字</ofd:TextCode>"),
        text_object("0 0 9 9", "Size='1e30' CharDirection='1e300'", "<ofd:TextCode X='0' Y='0'>字</ofd:TextCode><ofd:CGTransform CodePosition='-1' CodeCount='1e18'><ofd:Glyphs>4294967295 -1</ofd:Glyphs></ofd:CGTransform>"),
        "<ofd:PathObject Boundary='0 0 9 9' LineWidth='1e30' DashPattern='0.000001 0'><ofd:AbbreviatedData>M 0 0 L 1e30 1 A 1e30 1e-30 77 1 1 5 5 B 1 1 1e38 2 3 3 C</ofd:AbbreviatedData></ofd:PathObject>".to_owned(),
        "<ofd:PathObject Boundary='0 0 9 9' DashPattern='0.000001 0.000001'><ofd:AbbreviatedData>M 0 0 L 200 200</ofd:AbbreviatedData></ofd:PathObject>".to_owned(),
        "<ofd:PathObject Boundary='0 0 9 9' CTM='0 0 0 0 0 0'><ofd:AbbreviatedData>M 0 0 L 200 200</ofd:AbbreviatedData></ofd:PathObject>".to_owned(),
        "<ofd:ImageObject Boundary='0 0 1e9 -5' CTM='0 0 0 0 0 0' ResourceID='7'/>".repeat(300),
        "<ofd:TextObject><ofd:Clips><ofd:Clip><ofd:Area><ofd:Path><ofd:AbbreviatedData>M 9e30 0 L 1 1</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips><ofd:TextCode>字</ofd:TextCode></ofd:TextObject>".to_owned(),
    ];
    let looped = RESOURCES.replace("ID='20'", "ID='20' Relative='21'");
    for objects in odd {
        let parts: [(&str, &[u8]); 3] = [
            ("Doc_0/PublicRes.xml", looped.as_bytes()),
            ("Doc_0/Res/f.ttf", b"\0\x01\0\0\xFF\xFFbroken"),
            ("Doc_0/Res/seal.png", b"\x89PNG\r\n\x1a\nbroken"),
        ];
        drawn(&ofd(&objects, &parts));
    }
    let whole = ofd("", &[]);
    let mut file = OfdFile::open(&whole).expect("an OFD");
    assert_eq!(file.draw(1, |_, _| Some(1.0)), Err(Refusal::NoImage), "its part is missing");
    assert_eq!(file.draw(9, |_, _| Some(1.0)), Err(Refusal::NoImage));
    assert_eq!(file.draw(0, |_, _| None), Err(Refusal::NoImage));
}
