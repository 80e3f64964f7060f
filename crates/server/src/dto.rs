//! Published JSON: own structs, converted by hand, locked by the OpenAPI snapshot.

mod case;
mod document;
mod finding;
mod page;
mod point;
mod quote;
mod review;

pub(crate) use case::{
    CaseJson, CaseList, FileJson, FileList, NewCase, NewPassword, ProgressJson, UploadList,
    UploadedJson,
};
pub(crate) use document::{DocumentJson, DocumentList};
pub(crate) use finding::{FindingJson, FindingList, NewVerdict, finding_id};
pub(crate) use page::PageJson;
pub(crate) use point::{PointJson, PointList};
pub(crate) use quote::QuoteJson;
pub(crate) use review::{
    EventJson, EventList, HitJson, HitList, NewQuestion, SentenceJson, SessionJson, SummaryJson,
};
