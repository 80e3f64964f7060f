//! A few lines of a page stand for all: where each of them shows what the layer says, fonts draw what
//! they say, and the page need not be recognised.

use std::collections::HashSet;

use anjian_core::{Bounds, Line};
use image::RgbImage;

use super::agree;
use crate::{ocr::Recogniser, page::ExtractedPage};

/// Lines read of a page. A line takes a twentieth of a second, a page two seconds.
const LINES: usize = 6;
/// Room around a line, in ems: a mark may reach over its em.
const ROOM_EMS: f32 = 0.1;

/// True where `image`, the page drawn at `pixels_per_point`, shows what sampled lines of `layer` say.
pub(super) fn shows(
    image: &RgbImage,
    pixels_per_point: f32,
    layer: &ExtractedPage,
    recogniser: &Recogniser,
) -> bool {
    let lines = layer.layout.as_ref().map_or(&[] as &[Line], |layout| &layout.lines);
    let chars: Vec<char> = layer.text.chars().collect();
    telling(&chars, lines).into_iter().all(|line| {
        let room = ROOM_EMS * line.bounds.height();
        let bounds = Bounds {
            left: line.bounds.left - room,
            top: line.bounds.top - room,
            right: line.bounds.right + room,
            bottom: line.bounds.bottom + room,
        };
        let words = chars.get(line.start..line.end).unwrap_or_default();
        recogniser
            .read_spot(image, bounds, pixels_per_point)
            .is_ok_and(|spot| agree::is_shown(words, &spot.text, spot.confidence))
    })
}

/// Lines all over the page, of each part the one with most chars not yet among them: a font that
/// draws other chars than it says does so wherever it is used.
fn telling<'l>(chars: &[char], lines: &'l [Line]) -> Vec<&'l Line> {
    let readable: Vec<(&Line, HashSet<char>)> = lines
        .iter()
        .filter_map(|line| {
            let words = agree::readable_words(chars, line)?;
            Some((line, words.into_iter().collect()))
        })
        .collect();
    let mut seen: HashSet<char> = HashSet::new();
    let mut chosen = Vec::new();
    for part in readable.chunks(readable.len().div_ceil(LINES).max(1)) {
        let most = part.iter().max_by_key(|(_, words)| words.difference(&seen).count());
        if let Some((line, words)) = most {
            seen.extend(words);
            chosen.push(*line);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use anjian_core::{LineRole, TextSource};
    use image::imageops::rotate180;

    use super::*;
    use crate::{ocr::OcrModels, pdf::PdfFile};

    #[test]
    fn a_font_that_draws_other_chars_is_seen() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let models = OcrModels::load(&root.join("target/models")).expect("`make models`");
        let recogniser = Recogniser::new(models);
        let path = std::fs::read_dir(root.join("fixtures/dossiers/f01-theft-gang"))
            .expect("the fixture is there")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| {
                path.to_string_lossy().contains("询问笔录")
                    && path.extension().is_some_and(|extension| extension == "pdf")
            })
            .expect("the fixture has a record in PDF");
        let pdf = PdfFile::open(std::fs::read(path).expect("read"), None).expect("opened");
        let (image, pixels_per_point) = pdf.draw(0).expect("a page");
        let honest = pdf.reader().read_page(0, || None);
        assert!(shows(&image, pixels_per_point, &honest, &recogniser));
        for (said, drawn) in [('的', '地'), ('2', '3')] {
            assert!(honest.text.contains(drawn) || honest.text.contains(said));
            let swap = |c| match c {
                c if c == said => drawn,
                c if c == drawn => said,
                c => c,
            };
            let lying = ExtractedPage {
                text: honest.text.chars().map(swap).collect(),
                layout: honest.layout.clone(),
            };
            assert!(!shows(&image, pixels_per_point, &lying, &recogniser), "{said}");
        }
        // Seen upside down, where its lines are.
        let mut upended = honest.clone();
        let layout = upended.layout.as_mut().expect("a layout");
        for line in &mut layout.lines {
            let Bounds { left, top, right, bottom } = line.bounds;
            line.bounds = Bounds {
                left: layout.width - right,
                top: layout.height - bottom,
                right: layout.width - left,
                bottom: layout.height - top,
            };
        }
        assert!(shows(&rotate180(&image), pixels_per_point, &upended, &recogniser));
    }

    #[test]
    fn lines_all_over_the_page_are_chosen_for_what_they_add() {
        let words = ["第一行", "第一行字多", "第一行", "一个字", "第一行字多", "另外的话"];
        let text: Vec<char> = words.concat().chars().collect();
        let mut start = 0;
        let lines: Vec<Line> = (0..6 * LINES)
            .map(|row| {
                let words = words[row % words.len()];
                if row % 6 == 0 {
                    start = 0;
                }
                let line = Line {
                    start,
                    end: start + words.chars().count(),
                    bounds: Bounds {
                        left: 50.0,
                        top: 20.0 * row as f32,
                        right: 110.0,
                        bottom: 20.0 * row as f32 + 12.0,
                    },
                    role: LineRole::Body,
                    source: TextSource::TextLayer,
                    confidence: None,
                };
                start = line.end;
                line
            })
            .collect();
        let chosen = telling(&text, &lines);
        assert_eq!(chosen.len(), LINES);
        assert!(chosen.windows(2).all(|pair| pair[0].bounds.top < pair[1].bounds.top));
        let said = |line: &Line| text[line.start..line.end].iter().collect::<String>();
        assert_eq!(said(chosen[0]), "第一行字多");
        assert_eq!(said(chosen[1]), "另外的话");
    }
}
