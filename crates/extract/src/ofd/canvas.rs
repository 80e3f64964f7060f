//! Paths and pictures become pixels.

use std::sync::Arc;

use hayro::{
    hayro_interpret::kurbo::{Affine, BezPath, Cap, Join, PathEl, Point, Rect, Shape, Stroke},
    vello_cpu::{
        Image, ImageSource, PixelMetadata, Pixmap, RasterizerSettings, RenderContext, Resources,
        TargetInit,
        color::{AlphaColor, Srgb, palette::css::WHITE},
        peniko::{Extend, Fill, ImageAlphaType, ImageQuality, ImageSampler},
    },
};
use image::{Rgb, RgbImage, RgbaImage, imageops};

use super::look::Look;

/// Places further from the page, in pixels, are not drawn: its longest side has 16,000.
const FAR: f64 = 100_000.0;
/// Thinnest line in pixels: a hairline is seen at every scale.
const THINNEST: f64 = 0.7;
/// Dashes of one path; one with more is drawn without gaps.
const DASHES: f64 = 10_000.0;
/// Pixels of the pictures of a page, beside those of the page itself.
const PICTURE_PIXELS: u64 = 48_000_000;

/// A page while it is drawn.
pub(super) struct Canvas {
    context: RenderContext,
    /// Millimetres of the page to pixels.
    to_pixels: Affine,
    pixels_left: u64,
}

impl Canvas {
    /// White paper.
    pub fn new(width: u16, height: u16, to_pixels: Affine) -> Self {
        let context = RenderContext::new(width, height);
        Self { context, to_pixels, pixels_left: PICTURE_PIXELS }
    }

    /// Fills `path`, whose place on the page is `place`.
    pub fn fill(&mut self, path: &BezPath, place: Affine, rule: Fill, colour: AlphaColor<Srgb>) {
        let Some(path) = self.seen(path, place, 0.0) else { return };
        self.context.set_paint(colour);
        self.context.set_fill_rule(rule);
        self.context.fill_path(&path);
    }

    /// Draws along `path` with the pen of `look`.
    pub fn stroke(&mut self, path: &BezPath, place: Affine, look: &Look, colour: AlphaColor<Srgb>) {
        let stretch = (self.to_pixels * place).determinant().abs().sqrt();
        let width = (f64::from(look.width()) * stretch).max(THINNEST);
        let Some(path) = self.seen(path, place, width) else { return };
        let (join, cap) = look.ends();
        let mut pen = Stroke::new(width)
            .with_join(match join {
                Some("Round") => Join::Round,
                Some("Bevel") => Join::Bevel,
                _ => Join::Miter,
            })
            .with_caps(match cap {
                Some("Round") => Cap::Round,
                Some("Square") => Cap::Square,
                _ => Cap::Butt,
            });
        let dashes: Vec<f64> =
            look.dashes().iter().map(|dash| f64::from(dash.max(0.0)) * stretch).collect();
        let period: f64 = dashes.iter().sum();
        if period > 0.0 && length(&path) / period * dashes.len() as f64 <= DASHES {
            pen = pen.with_dashes(0.0, dashes);
        }
        self.context.set_paint(colour);
        self.context.set_stroke(pen);
        self.context.stroke_path(&path);
    }

    /// Draws `picture` on the square from 0 to 1 at `place`. False where the page has too many.
    pub fn picture(&mut self, mut picture: RgbaImage, place: Affine, opacity: f32) -> bool {
        let square = Rect::new(0.0, 0.0, 1.0, 1.0).to_path(0.1);
        if self.seen(&square, place, 0.0).is_none() {
            return true;
        }
        let place = self.to_pixels * place;
        let [a, b, c, d, _, _] = place.as_coeffs();
        // Made smaller before it is drawn, so that every pixel of it counts.
        let side = |length: f64, pixels: u32| (length.ceil() as u32).clamp(1, pixels.max(1));
        let (width, height) =
            (side(a.hypot(b), picture.width()), side(c.hypot(d), picture.height()));
        // What is clear has no colour that could mix into its neighbours.
        premultiply(&mut picture);
        if (width, height) != picture.dimensions() {
            picture = imageops::thumbnail(&picture, width, height);
        }
        keep_under_alpha(&mut picture);
        let pixels = u64::from(width) * u64::from(height);
        let (Ok(across), Ok(down)) = (u16::try_from(width), u16::try_from(height)) else {
            return false;
        };
        if pixels > self.pixels_left {
            return false;
        }
        self.pixels_left -= pixels;
        let metadata = PixelMetadata::new(ImageAlphaType::AlphaPremultiplied, true);
        let pixmap = Pixmap::from_parts(picture.into_raw(), across, down, metadata);
        let place =
            place * Affine::scale_non_uniform(1.0 / f64::from(width), 1.0 / f64::from(height));
        self.context.set_transform(place);
        self.context.set_paint(Image {
            image: ImageSource::Pixmap(Arc::new(pixmap)),
            sampler: ImageSampler {
                x_extend: Extend::Pad,
                y_extend: Extend::Pad,
                quality: ImageQuality::Medium,
                alpha: opacity,
            },
        });
        self.context.fill_rect(&Rect::new(0.0, 0.0, f64::from(width), f64::from(height)));
        self.context.reset_transform();
        true
    }

    /// Keeps what is drawn from here on inside `path`, until [`Self::unclip`].
    pub fn clip(&mut self, path: &BezPath, place: Affine) {
        let path = self.to_pixels * place * path.clone();
        let is_usable = path.elements().iter().all(is_near);
        self.context.set_fill_rule(Fill::NonZero);
        self.context.push_clip_path(&if is_usable { path } else { BezPath::new() });
    }

    /// Ends the last [`Self::clip`].
    pub fn unclip(&mut self) {
        self.context.pop_clip();
    }

    /// The path in pixels, where it is on the page and not monstrous. Of a line, `pen` is the width.
    fn seen(&self, path: &BezPath, place: Affine, pen: f64) -> Option<BezPath> {
        let path = self.to_pixels * place * path.clone();
        if path.is_empty() || pen > FAR || !path.elements().iter().all(is_near) {
            return None;
        }
        let page =
            Rect::new(0.0, 0.0, f64::from(self.context.width()), f64::from(self.context.height()));
        let covered = path.control_box().inflate(pen, pen);
        let is_on_page = covered.x0 <= page.x1
            && covered.x1 >= page.x0
            && covered.y0 <= page.y1
            && covered.y1 >= page.y0;
        is_on_page.then_some(path)
    }

    /// What was drawn.
    pub fn finish(mut self) -> RgbImage {
        self.context.flush();
        let mut pixmap = Pixmap::new(self.context.width(), self.context.height());
        let settings =
            RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
        self.context.render_with(&mut pixmap, &mut Resources::default(), settings);
        let stride = usize::from(pixmap.width());
        let pixels = pixmap.data();
        RgbImage::from_fn(u32::from(pixmap.width()), u32::from(pixmap.height()), |x, y| {
            let pixel = pixels[y as usize * stride + x as usize];
            Rgb([pixel.r, pixel.g, pixel.b])
        })
    }
}

fn premultiply(picture: &mut RgbaImage) {
    for pixel in picture.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let dim = |part: u8| ((u16::from(part) * u16::from(alpha) + 127) / 255) as u8;
        pixel.0 = [dim(red), dim(green), dim(blue), alpha];
    }
}

/// Takes back what rounding made brighter than its pixel is opaque.
fn keep_under_alpha(picture: &mut RgbaImage) {
    for pixel in picture.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        pixel.0 = [red.min(alpha), green.min(alpha), blue.min(alpha), alpha];
    }
}

fn is_near(step: &PathEl) -> bool {
    let near = |point: &Point| point.x.abs() <= FAR && point.y.abs() <= FAR;
    match step {
        PathEl::MoveTo(a) | PathEl::LineTo(a) => near(a),
        PathEl::QuadTo(a, b) => near(a) && near(b),
        PathEl::CurveTo(a, b, c) => near(a) && near(b) && near(c),
        PathEl::ClosePath => true,
    }
}

/// An upper bound of a path's length: that along its control points.
fn length(path: &BezPath) -> f64 {
    let (mut last, mut sum) = (Point::ZERO, 0.0);
    for step in path.elements() {
        let points: &[Point] = match step {
            PathEl::MoveTo(to) => {
                last = *to;
                continue;
            }
            PathEl::LineTo(to) => &[*to],
            PathEl::QuadTo(a, to) => &[*a, *to],
            PathEl::CurveTo(a, b, to) => &[*a, *b, *to],
            PathEl::ClosePath => continue,
        };
        for point in points {
            sum += (*point - last).hypot();
            last = *point;
        }
    }
    // Each part may be closed by a line as long as itself.
    2.0 * sum
}
