//! A page as an image.

use hayro::{
    PixmapSettings, RenderCache, RenderSettings, hayro_interpret::hayro_syntax::page::Page,
    vello_cpu::color::palette::css::WHITE,
};
use image::{Rgb, RgbImage};

use super::fonts;

/// Pixels per point at 200 dots an inch, what scans of print have.
const SCALE: f32 = 200.0 / 72.0;
/// Longest side of an image in pixels; a page of 200 inches is drawn smaller.
const LONGEST: f32 = 3508.0;

/// Draws `page` on white; returns the image and its pixels per point.
pub(super) fn render(page: &Page<'_>) -> (RgbImage, f32) {
    let (width, height) = page.render_dimensions();
    let scale = SCALE.min(LONGEST / width.max(height).max(1.0));
    (render_at(page, scale), scale)
}

/// Draws `page` on white at `scale` pixels a point.
pub(super) fn render_at(page: &Page<'_>, scale: f32) -> RgbImage {
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        &fonts::settings(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let stride = usize::from(pixmap.width());
    let pixels = pixmap.data();
    RgbImage::from_fn(u32::from(pixmap.width()), u32::from(pixmap.height()), |x, y| {
        let pixel = pixels[y as usize * stride + x as usize];
        Rgb([pixel.r, pixel.g, pixel.b])
    })
}
