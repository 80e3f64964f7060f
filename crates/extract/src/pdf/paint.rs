//! What paint looks like on paper.

use hayro::hayro_interpret::{BlendMode, DrawMode, DrawProps, Paint};

/// A channel from which paint can't be told from paper.
const WHITE: u8 = 248;
/// A channel from which paint is paler than print: grey of watermarks.
const PALE: u8 = 160;
/// Opacity up to which paint is as pale.
pub(super) const FAINT: f32 = 0.5;

/// What a glyph is drawn with.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    pub tone: Tone,
    /// Paler than print.
    pub is_pale: bool,
}

/// What of paint can be seen on paper.
#[derive(Clone, Copy)]
pub(super) enum Tone {
    Colour,
    White,
    None,
}

/// The ink of words drawn with `paint`.
pub(super) fn ink(paint: &Paint<'_>, mode: &DrawMode) -> Ink {
    if matches!(mode, DrawMode::Invisible) {
        return Ink { tone: Tone::None, is_pale: false };
    }
    match paint {
        Paint::Color(colour) => {
            let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
            let darkest = red.min(green).min(blue);
            let tone = match darkest {
                _ if alpha == 0 => Tone::None,
                _ if darkest >= WHITE => Tone::White,
                _ => Tone::Colour,
            };
            Ink { tone, is_pale: darkest >= PALE || f32::from(alpha) <= FAINT * 255.0 }
        }
        Paint::Pattern(_) => Ink { tone: Tone::Colour, is_pale: false },
    }
}

/// True where nothing beneath the paint can be seen.
pub(super) fn is_opaque(props: &DrawProps<'_>) -> bool {
    props.soft_mask.is_none()
        && props.blend_mode == BlendMode::Normal
        && matches!(&props.paint, Paint::Color(colour) if colour.to_rgba().to_rgba8()[3] == 255)
}
