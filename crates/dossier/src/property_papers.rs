//! Papers that say where seized things went: transferred with the case (随案移送), returned (发还),
//! sold or kept elsewhere.

use anjian_core::facts::{Disposal, PropertyPaper};

use crate::{form::Form, seizure_lists::read_items};

/// Reads `form` where it is such a paper.
pub fn read_property_paper(form: &Form<'_>) -> Option<PropertyPaper> {
    let disposal = match form.kind() {
        "transfer_list" => Disposal::Transferred,
        "return_list" => Disposal::Returned,
        "seizure_lifting_decision"
        | "property_disposal_approval"
        | "explanation_note"
        | "deposit_notice"
        | "freezing_notice"
        | "unfreezing_notice" => Disposal::Told,
        _ => return None,
    };
    Some(PropertyPaper {
        document: form.index,
        disposal,
        items: if disposal == Disposal::Told { Vec::new() } else { read_items(form) },
        text: form.text().to_owned(),
        title_quote: form.document.title_quote.clone(),
    })
}
