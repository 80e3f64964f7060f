//! Paths (图元): those that are straight lines are the sides of a table's cells.

use hayro::hayro_interpret::kurbo::{Affine, Arc, BezPath, Point, SvgArc, Vec2};

use super::geometry::{Box2, POINTS, Transform};
use crate::{
    arrange::Ruling,
    rules::{fill, stroke},
    xml::Element,
};

/// Steps of a path that are looked at; a drawing of more is no table.
const STEPS: usize = 10_000;
/// How far, in millimetres, an arc may be from the curves that stand for it.
const ARC_TOLERANCE: f64 = 0.01;

/// Adds the rulings that `object` draws, whose place on the page is `transform`.
pub(super) fn rulings_of(
    object: &Element<'_>,
    transform: &Transform,
    page: &Box2,
    rulings: &mut Vec<Ruling>,
) {
    let path = path_of(object);
    let to_points = Affine::scale(f64::from(POINTS))
        * Affine::translate((-f64::from(page.x), -f64::from(page.y)))
        * transform.affine();
    // A path is drawn with a pen unless it says otherwise, and filled only where it says so.
    if object.attribute("Stroke").as_deref() != Some("false") {
        stroke(&path, to_points, rulings);
    }
    if object.attribute("Fill").as_deref() == Some("true") {
        fill(&path, to_points, rulings);
    }
}

/// What `object` draws, in its own coordinates: `M x y`, `L x y`, `Q` and `B` (curves), `A` (an arc),
/// `C` (close); what is none of them ends it.
pub(super) fn path_of(object: &Element<'_>) -> BezPath {
    let data = object.child("AbbreviatedData").map(Element::text).unwrap_or_default();
    let mut path = BezPath::new();
    let mut words = data.split_whitespace();
    let (mut is_begun, mut last) = (false, Point::ZERO);
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
        let read: Vec<f64> = words
            .by_ref()
            .take(numbers)
            .map_while(|word| word.parse().ok())
            .filter(|number: &f32| number.is_finite())
            .map(f64::from)
            .collect();
        if read.len() < numbers {
            break;
        }
        let end = match read[..] {
            [.., x, y] => Point::new(x, y),
            _ => last,
        };
        // Nothing goes on where nothing has begun.
        if !is_begun && !matches!(word, "M" | "S") {
            continue;
        }
        match read[..] {
            [] => path.close_path(),
            [_, _] if word == "L" => path.line_to(end),
            [_, _] => path.move_to(end),
            [x, y, _, _] => path.quad_to(Point::new(x, y), end),
            [x1, y1, x2, y2, _, _] => path.curve_to(Point::new(x1, y1), Point::new(x2, y2), end),
            [x, y, turn, large, clockwise, _, _] => {
                let arc = SvgArc {
                    from: last,
                    to: end,
                    radii: Vec2::new(x, y),
                    x_rotation: turn.to_radians(),
                    large_arc: large != 0.0,
                    sweep: clockwise != 0.0,
                };
                match Arc::from_svg_arc(&arc) {
                    Some(arc) => path.extend(arc.append_iter(ARC_TOLERANCE)),
                    None => path.line_to(end),
                }
            }
            _ => {}
        }
        last = end;
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
        assert!(of("", "M 0 0 Q 5 5 50 0 B 1 1 2 2 50 40 A 20 20 0 0 1 10 40").is_empty());
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

    #[test]
    fn an_arc_goes_round() {
        let object = "<PathObject><AbbreviatedData>M 0 10 A 10 10 0 0 1 20 10 A 1e9 1e-9 0 1 0 5 5</AbbreviatedData></PathObject>";
        let path = path_of(&xml::parse(object).expect("it is XML"));
        let half = BezPath::from_vec(path.elements()[..3].to_vec());
        let top = hayro::hayro_interpret::kurbo::Shape::bounding_box(&half);
        assert!(top.y0.abs() < 0.01 && (top.x1 - 20.0).abs() < 0.01, "{top:?}");
    }
}
