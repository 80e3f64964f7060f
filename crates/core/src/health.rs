//! Health examinations in custody (入所体检、健康检查) and what papers say of the arrest.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// One person's examination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthExam {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who was examined.
    pub person: String,
    /// When.
    pub at: Option<Moment>,
    /// Fresh injuries (新鲜外伤), as written; old scars left out.
    pub injuries: Option<String>,
    /// The words.
    pub injuries_quote: Option<Quote>,
    /// True where the form says that they are new since an earlier examination (新增).
    pub is_new: bool,
    /// The cause that the form states.
    pub reason: Option<String>,
    /// The words of the cause, also of an empty field.
    pub reason_quote: Option<Quote>,
    /// True where medical papers are said to be attached (附病历).
    pub has_papers: bool,
}

/// What a paper on the arrest says of resistance (到案经过、抓获经过).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrestNote {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// People whom the paper names.
    pub persons: Vec<String>,
    /// True for resistance, flight, a fall (反抗、逃跑、摔倒), false for none (未反抗).
    pub resisted: bool,
    /// The words.
    pub quote: Option<Quote>,
}
