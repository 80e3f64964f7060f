//! Paths (图元): those that are straight lines are the sides of a table's cells.

use hayro::hayro_interpret::kurbo::{Affine, BezPath, Point};

use super::geometry::{Box2, POINTS, Transform};
use crate::{
    arrange::Ruling,
    rules::{fill, stroke},
    xml::Element,
};

/// Steps of a path that are looked at; a drawing of more is no table.
const STEPS: usize = 10_000;

/// Adds the rulings that `object` draws, whose place on the page is `transform`.
pub(super) fn rulings_of(
    object: &Element<'_>,
    transform: &Transform,
    page: &Box2,
    rulings: &mut Vec<Ruling>,
) {
    let Some(data) = object.child("AbbreviatedData") else { return };
    let path = path_of(&data.text(), |place| {
        let (x, y) = transform.apply(place);
        Point::new(f64::from((x - page.x) * POINTS), f64::from((y - page.y) * POINTS))
    });
    // A path is drawn with a pen unless it says otherwise, and filled only where it says so.
    if object.attribute("Stroke").as_deref() != Some("false") {
        stroke(&path, Affine::IDENTITY, rulings);
    }
    if object.attribute("Fill").as_deref() == Some("true") {
        fill(&path, Affine::IDENTITY, rulings);
    }
}

/// `M x y`, `L x y`, `Q` and `B` (curves), `A` (an arc), `C` (close); what is none of them ends it.
fn path_of(data: &str, place: impl Fn((f32, f32)) -> Point) -> BezPath {
    let mut path = BezPath::new();
    let mut words = data.split_whitespace();
    let mut is_begun = false;
    for _ in 0..STEPS {
        let Some(word) = words.next() else { break };
        let numbers = match word {
            "M" | "S" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            "C" => 0,
            _ => break,
        };
        let read: Vec<f32> = words
            .by_ref()
            .take(numbers)
            .map_while(|word| word.parse().ok())
            .filter(|number: &f32| number.is_finite())
            .collect();
        if read.len() < numbers {
            break;
        }
        let end = match read[..] {
            [.., x, y] => place((x, y)),
            _ => Point::ZERO,
        };
        match word {
            "M" | "S" => path.move_to(end),
            // Nothing goes on where nothing has begun.
            _ if !is_begun => continue,
            "L" => path.line_to(end),
            "C" => path.close_path(),
            // Where a curve runs is of no matter: it is no ruling.
            _ => path.quad_to(end, end),
        }
        is_begun = word != "C";
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{arrange::Axis, xml};

    fn rulings(object: &str) -> Vec<(Axis, i32, i32, i32)> {
        let root = xml::parse(object).expect("it is XML");
        let page = Box2 { x: 0.0, y: 0.0, width: 210.0, height: 297.0 };
        let mut rulings = Vec::new();
        rulings_of(&root, &Transform::moved(10.0, 20.0), &page, &mut rulings);
        let millimetres = |place: f32| (place / POINTS).round() as i32;
        rulings
            .iter()
            .map(|r| (r.axis, millimetres(r.at), millimetres(r.from), millimetres(r.to)))
            .collect()
    }

    #[test]
    fn straight_lines_and_thin_bars_are_rulings() {
        let of = |attributes: &str, data: &str| {
            rulings(&format!(
                "<PathObject {attributes}><AbbreviatedData>{data}</AbbreviatedData></PathObject>"
            ))
        };
        let frame = of("", "M 0 0 L 50 0 L 50 30 L 0 30 C");
        assert_eq!(
            frame,
            [
                (Axis::Horizontal, 20, 10, 60),
                (Axis::Vertical, 60, 20, 50),
                (Axis::Horizontal, 50, 10, 60),
                (Axis::Vertical, 10, 20, 50)
            ]
        );
        let bar = of("Stroke='false' Fill='true'", "M 0 5 L 80 5 L 80 5.2 L 0 5.2 C");
        assert_eq!(bar, [(Axis::Horizontal, 25, 10, 90)]);
        assert!(of("", "M 0 0 Q 5 5 50 0 B 1 1 2 2 50 40").is_empty());
        for broken in [
            "L 0 0 L 50 0",
            "M 0",
            "M 0 0 L NaN 0 L 9 9",
            "M 0 0 L 1e39 0",
            "C C C",
            "M 0 0 C L 50 0",
            "",
        ] {
            assert!(of("", broken).is_empty(), "{broken}");
        }
    }
}
