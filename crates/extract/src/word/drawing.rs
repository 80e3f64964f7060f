//! What a drawing holds: text boxes and pictures.

use super::body::{Body, Paragraph, Piece};
use crate::xml::Element;

impl Body<'_> {
    /// Adds the text boxes and pictures inside `element` behind the paragraph's words.
    pub(super) fn drawing(&mut self, element: &Element<'_>, paragraph: &mut Paragraph) {
        for child in element.elements() {
            match child.name() {
                "txbxContent" => {
                    // A field that is open around the drawing does not reach into it.
                    let fields = std::mem::take(&mut self.fields);
                    paragraph.after.extend(self.blocks(child));
                    self.fields = fields;
                }
                "blip" => self.picture(child.attribute("embed"), paragraph),
                "imagedata" => self.picture(child.attribute("id"), paragraph),
                "AlternateContent" => {
                    if let Some(chosen) = choose(child) {
                        self.drawing(chosen, paragraph);
                    }
                }
                _ => self.drawing(child, paragraph),
            }
        }
    }

    fn picture(&self, relation: Option<String>, paragraph: &mut Paragraph) {
        let path = relation.and_then(|id| self.relations.get(&id).cloned());
        paragraph.after.extend(path.map(Piece::Picture));
    }
}

/// The one of several forms of the same content to read: the first that holds words or pictures.
pub(super) fn choose<'e, 'a>(alternatives: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let holds =
        |element: &Element<'_>| matches!(element.name(), "t" | "blip" | "imagedata" | "sym");
    let forms =
        || alternatives.elements().filter(|form| matches!(form.name(), "Choice" | "Fallback"));
    forms().find(|form| form.find(&holds).is_some()).or_else(|| forms().next())
}
