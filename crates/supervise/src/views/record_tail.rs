//! Fields of view `record` on what stands below its text.
//!
//! `is_confirmed subject_signature has_signature_place signed_name signature_note
//! is_signed_by_other recorder_in_head recorder_signed unsigned_officers page_count
//! signed_page_count`; quotes `confirmation signature_place signature_note`.

use anjian_core::{Record, Signature};

use crate::view::View;

/// Sets the fields.
pub(super) fn set(view: &mut View, record: &Record) {
    let tail = &record.tail;
    view.set("is_confirmed", tail.confirmation.is_some());
    view.cite("confirmation", tail.confirmation.clone());
    let signature = match tail.subject.signature {
        Signature::Present => "present",
        Signature::Absent => "absent",
        Signature::Refused => "refused",
    };
    view.set("subject_signature", signature);
    view.set("has_signature_place", tail.subject.quote.is_some());
    view.cite("signature_place", tail.subject.quote.clone());
    let signed = tail.subject.name.clone().unwrap_or_default();
    let is_other = record.subject.as_ref().is_some_and(|subject| {
        !signed.is_empty() && *subject != signed && tail.subject.signature == Signature::Present
    });
    view.set("is_signed_by_other", is_other);
    view.set("signed_name", signed);
    view.set("signature_note", tail.note.as_ref().map_or("", |note| note.text()));
    view.cite("signature_note", tail.note.clone());
    // The head's recorder did not sign, and somebody whom the head does not know signed as one.
    let missing = record
        .head_recorders
        .first()
        .filter(|name| record.head_recorders.len() == 1 && !tail.officers.contains(name));
    let stranger = tail
        .recorders
        .first()
        .filter(|name| tail.recorders.len() == 1 && !record.head_officers.contains(name));
    let (in_head, signed) = match (missing, stranger) {
        (Some(missing), Some(stranger)) => (missing.as_str(), stranger.as_str()),
        _ => ("", ""),
    };
    view.set("recorder_in_head", in_head);
    view.set("recorder_signed", signed);
    let unsigned: Vec<String> = record
        .head_officers
        .iter()
        .filter(|name| !tail.officers.is_empty() && !tail.officers.contains(name))
        .cloned()
        .collect();
    view.set("unsigned_officers", unsigned);
    view.set("page_count", record.page_count);
    view.set("signed_page_count", record.signed_page_count);
}
