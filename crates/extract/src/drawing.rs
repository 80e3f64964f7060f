//! A page as an image for people to look at.

use serde::{Deserialize, Serialize};

/// Counts up when a page is drawn differently than before: what was drawn then is not the same.
pub const RENDERER: u32 = 1;

/// What is to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// 1-based number of the page.
    pub page: u32,
    /// Pixels per point (1/72 inch) of the page; fewer where the image would be too large.
    pub scale: f32,
    /// Degrees, clockwise, by which the page is turned to stand upright: 0, 90, 180 or 270.
    pub turn: u16,
    /// How the image is written.
    pub format: ImageFormat,
}

/// How an image is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageFormat {
    /// PNG.
    Png,
    /// WebP without loss.
    Webp,
}

impl ImageFormat {
    /// The ending of a file's name, and the format's name in a URL.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// The type of the bytes (MIME).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The format of a name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Png, Self::Webp].into_iter().find(|format| format.extension() == name)
    }
}
