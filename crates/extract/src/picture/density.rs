//! How many dots an inch of paper had, by what the file says.

use super::tiff;

/// Tags of TIFF and EXIF.
const X_RESOLUTION: u16 = 0x11A;
const RESOLUTION_UNIT: u16 = 0x128;
/// What scanners do; 72 and 96 are what cameras and programs write who know of no paper.
const SCANNED: std::ops::RangeInclusive<f32> = 100.0..=1200.0;
const CENTIMETRES: f32 = 2.54;

/// Dots an inch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Density(pub f32);

impl Density {
    pub fn pixels_per_point(self) -> f32 {
        self.0 / 72.0
    }
}

/// The density that `bytes` say, where it is one of a scan; `exif` is the block that the decoder found.
pub(super) fn density_of(bytes: &[u8], exif: Option<&[u8]>) -> Option<Density> {
    let dots = match bytes.get(..4)? {
        b"\x89PNG" => of_png(bytes),
        [b'B', b'M', ..] => {
            number(bytes, 38, Order::Little, 4).map(|metre| metre / 100.0 * CENTIMETRES)
        }
        [0xFF, 0xD8, ..] => {
            of_jfif(bytes).filter(|dots| SCANNED.contains(dots)).or_else(|| of_tags(exif?))
        }
        _ => of_tags(bytes).or_else(|| of_tags(exif?)),
    };
    dots.filter(|dots| SCANNED.contains(dots)).map(Density)
}

fn of_tags(bytes: &[u8]) -> Option<f32> {
    let directory = tiff::first(bytes)?;
    let resolution = directory.fraction(X_RESOLUTION)?;
    match directory.number(RESOLUTION_UNIT).unwrap_or(2) {
        2 => Some(resolution),
        3 => Some(resolution * CENTIMETRES),
        _ => None,
    }
}

/// The chunk `pHYs`, which stands before the image.
fn of_png(bytes: &[u8]) -> Option<f32> {
    let mut place = 8usize;
    for _ in 0..100 {
        let length = number(bytes, place, Order::Big, 4)? as usize;
        match bytes.get(place + 4..place + 8)? {
            b"pHYs" => {
                let is_metre = bytes.get(place + 16) == Some(&1);
                let metre = number(bytes, place + 8, Order::Big, 4)?;
                return is_metre.then(|| metre / 100.0 * CENTIMETRES);
            }
            b"IDAT" => return None,
            _ => place = place.checked_add(length)?.checked_add(12)?,
        }
    }
    None
}

/// The JFIF block, which stands first.
fn of_jfif(bytes: &[u8]) -> Option<f32> {
    if bytes.get(2..4)? != b"\xFF\xE0" || bytes.get(6..11)? != b"JFIF\0" {
        return None;
    }
    let dots = number(bytes, 14, Order::Big, 2)?;
    match bytes.get(13)? {
        1 => Some(dots),
        2 => Some(dots * CENTIMETRES),
        _ => None,
    }
}

enum Order {
    Big,
    Little,
}

fn number(bytes: &[u8], place: usize, order: Order, width: usize) -> Option<f32> {
    let field = bytes.get(place..place.checked_add(width)?)?;
    let join = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
    Some(match order {
        Order::Big => field.iter().fold(0, join),
        Order::Little => field.iter().rev().fold(0, join),
    } as f32)
}
