//! Heads and feet that run along the pages (页眉、页脚): which are shown at all.

use crate::xml::Element;

/// Where a running part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Running {
    Head,
    Foot,
}

/// The parts that sections refer to, each once, in order. Those for first or even pages count only
/// where the section or the document makes such pages differ; others are leftovers nobody sees.
pub(super) fn running_parts(
    body: &Element<'_>,
    settings: Option<&Element<'_>>,
    path_of: &dyn Fn(&str) -> Option<String>,
) -> Vec<(Running, String)> {
    let is_on = |parent: &Element<'_>, name: &str| parent.child(name).is_some_and(super::is_on);
    let has_even = settings.is_some_and(|settings| is_on(settings, "evenAndOddHeaders"));
    let mut sections = Vec::new();
    find_sections(body, &mut sections);
    let mut parts = Vec::new();
    for section in sections {
        let has_first = is_on(section, "titlePg");
        for reference in section.elements() {
            let running = match reference.name() {
                "headerReference" => Running::Head,
                "footerReference" => Running::Foot,
                _ => continue,
            };
            let is_shown = match reference.attribute("type").as_deref() {
                Some("first") => has_first,
                Some("even") => has_even,
                _ => true,
            };
            let path = reference.attribute("id").and_then(|id| path_of(&id));
            if let Some(path) = path.filter(|_| is_shown) {
                let part = (running, path);
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
    }
    parts
}

fn find_sections<'e, 'a>(parent: &'e Element<'a>, sections: &mut Vec<&'e Element<'a>>) {
    for element in parent.elements() {
        match element.name() {
            "sectPr" => sections.push(element),
            // Runs and tables hold no section's end.
            "r" | "tbl" => {}
            _ => find_sections(element, sections),
        }
    }
}
