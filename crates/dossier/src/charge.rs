//! The charge (罪名) as the file's latest paper names it.

use std::sync::LazyLock;

use regex::Regex;

use crate::form::Form;

static CHARGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"涉嫌(?P<charge>(?:[\p{Han}、]{2,14}?犯罪所得(?:、犯罪所得收益)?罪|[\p{Han}、]{2,14}?犯罪活动罪|[\p{Han}、]{2,20}?罪))").expect("the pattern is a constant")
});

/// Kinds of papers that name a charge, the most decisive first.
const NAMING: &[&str] = &[
    "indictment",
    "prosecution_opinion",
    "arrest_approval_decision",
    "arrest_request",
    "arrest_warrant",
    "detention_notice",
    "bail_decision",
    "detention_warrant",
];

/// The charge of the case.
pub fn find_charge(forms: &[Form<'_>]) -> Option<String> {
    let named = NAMING.iter().find_map(|kind| {
        forms
            .iter()
            .filter(|form| form.kind() == *kind)
            .find_map(|form| CHARGE.captures(form.text()))
    });
    named
        .or_else(|| forms.iter().find_map(|form| CHARGE.captures(form.text())))
        .map(|captures| captures["charge"].to_owned())
}
