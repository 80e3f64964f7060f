//! From paper to acts: each kind of document attests certain acts by certain fields.

use anjian_core::{Act, ActKind, Moment, Outcome, Participant, Quote, Role};

use crate::{form::Form, moments, people};

mod arrest;
mod arrivals;
mod bail;
mod blanks;
mod clock;
mod counsel;
mod custody;
mod evidence;
mod extension;
mod filing;
mod filing_refusal;
mod issued_papers;
mod legal_aid;
mod mentions;
mod notices;
mod presence;
mod prosecution;
mod refusal;
mod review;
mod sections;
mod summons;
mod taking_out;
mod told_measures;
mod transfer;
mod warrants;
mod withdrawal;

pub use bail::persons as bail_persons;
pub use mentions::read_mentions;

/// The acts that `form` attests. `suspects` are the names of the case's suspects.
pub fn read_acts(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let mut acts = read_own_acts(form, suspects);
    acts.extend(counsel::read_elsewhere(form, suspects));
    acts
}

fn read_own_acts(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let mut acts = read_kind(form, suspects);
    acts.extend(read_supervised(form, suspects));
    acts.extend(issued_papers::read(form, suspects));
    if matches!(form.kind(), "prosecution_opinion" | "indictment" | "criminal_judgment") {
        acts.extend(told_measures::read(form, &people::introduced(form, suspects)));
    }
    acts
}

/// Acts that papers attest beside those of their kind: what must follow a refusal of arrest, the
/// periods of the procuratorate, custody's necessity.
fn read_supervised(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subjects = || people::introduced(form, suspects);
    match form.kind() {
        "arrest_approval_decision" => {
            let mut acts = refusal::read_noted_receipt(form, &subjects());
            acts.extend(review::read_noted_acceptance(form, &subjects()));
            acts
        }
        "arrest_refusal_decision" => {
            let mut acts = refusal::read_noted_receipt(form, &subjects());
            acts.extend(review::read_noted_acceptance(form, &subjects()));
            acts
        }
        "custody_extension_request" => people::subjects(form, suspects)
            .into_iter()
            .filter_map(|subject| {
                closed(form, act_on(form, ActKind::CustodyExtensionRequested, Some(subject)))
            })
            .collect(),
        "arrest_warrant" | "release_notice" => refusal::read_noted_receipt(form, &subjects()),
        "execution_receipt" => refusal::read_receipt(form, suspects),
        "service_receipt" => {
            let mut acts = refusal::read_service(form);
            acts.extend(notices::read_proof(form, suspects));
            acts
        }
        "phone_record" => notices::read_proof(form, suspects),
        "arrest_reconsideration_request" => {
            refusal::read_follow_up(form, ActKind::ReconsiderationRequested, suspects)
        }
        "prosecution_review_extension" => review::read_extension(form),
        "supplementary_investigation_report" => {
            closed(form, act_on(form, ActKind::Resubmitted, None)).into_iter().collect()
        }
        "procuratorate_prosecution_register" | "procuratorate_acceptance_register" => {
            review::read_resubmissions(form)
        }
        "indictment" | "non_prosecution_decision" => {
            let mut acts = review::read_extension(form);
            acts.extend(review::read_resubmissions(form));
            acts.extend(review::read_told_returns(form));
            acts.extend(review::read_told_acceptance(form, &subjects()));
            acts
        }
        "period_exclusion_notice" | "custody_period_change_notice" => {
            review::read_exclusion(form, suspects)
        }
        "expert_opinion" => review::read_psychiatric(form, suspects),
        "custody_necessity_report" => review::read_necessity(form, suspects),
        _ if form.text().contains("羁押必要性审查") && form.kind() != "plea_agreement" => {
            review::read_necessity(form, suspects)
        }
        _ => Vec::new(),
    }
}

fn read_kind(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    match form.kind() {
        "interrogation_record" | "summons" | "compelled_appearance_warrant" => {
            presence::read(form, suspects)
        }
        "search_warrant" => warrants::read(form, suspects),
        "taking_out_certificate" => taking_out::read(form, suspects),
        "summons_extension_report" => summons::read(form, suspects),
        "case_acceptance_register"
        | "case_filing_decision"
        | "call_handling_register"
        | "appearance_account" => filing::read(form, suspects),
        "detention_warrant"
        | "detention_intake_receipt"
        | "intake_examination"
        | "detention_extension_notice"
        | "detention_extension_report"
        | "release_notice"
        | "release_certificate" => custody::read(form, suspects),
        "detention_notice" | "arrest_notice" | "residential_surveillance_notice" => {
            notices::read(form, suspects)
        }
        "custody_period_change_notice" if form.document.title.contains("拘留") => {
            extension::read_notice(form, suspects)
        }
        "arrest_request"
        | "arrest_approval_decision"
        | "arrest_refusal_decision"
        | "arrest_warrant"
        | "arrest_decision"
        | "custody_extension_decision"
        | "custody_period_change_notice" => arrest::read(form, suspects),
        "bail_decision"
        | "bail_execution_notice"
        | "bail_lifting_decision"
        | "residential_surveillance_decision"
        | "residential_surveillance_lifting_decision" => bail::read(form, suspects),
        "prosecution_opinion"
        | "procuratorate_prosecution_register"
        | "procuratorate_acceptance_register"
        | "indictment"
        | "non_prosecution_decision"
        | "plea_agreement"
        | "supplementary_investigation_decision"
        | "criminal_judgment" => prosecution::read(form, suspects),
        "service_receipt" if form.text().contains("不予立案") => {
            filing_refusal::read_service(form)
        }
        "service_receipt" if form.text().contains("撤销案件") => {
            withdrawal::read(form, suspects)
        }
        "filing_refusal_notice" => filing_refusal::read_service(form),
        "reconsideration_request" | "reconsideration_decision" => {
            filing_refusal::read_reconsideration(form)
        }
        "suspected_crime_transfer"
        | "transfer_receipt"
        | "supplement_notice"
        | "case_filing_notice"
        | "filing_review_extension_report" => transfer::read(form),
        "case_check" => withdrawal::read_check(form),
        "unrecognised" | "vehicle_check" => withdrawal::read_later_check(form),
        "case_withdrawal_decision"
        | "investigation_termination_decision"
        | "withdrawal_notice"
        | "administrative_penalty_decision"
        | "explanation_note" => withdrawal::read(form, suspects),
        "counsel_right_notice" | "suspect_rights_notice" | "phone_record" | "service_receipt" => {
            counsel::read(form, suspects)
        }
        "legal_aid_notice" | "counsel_papers" => legal_aid::read(form, suspects),
        "seizure_decision"
        | "expert_opinion"
        | "blood_alcohol_report"
        | "price_appraisal"
        | "expert_opinion_notice"
        | "expert_engagement_letter"
        | "breath_test_result"
        | "extraction_record"
        | "sample_receipt"
        | "return_list" => evidence::read(form, suspects),
        _ => Vec::new(),
    }
}

/// Starts an act of `kind` done to `subject`.
fn act_on(form: &Form<'_>, kind: ActKind, subject: Option<&str>) -> Act {
    let mut act = Act::new(kind, form.index);
    act.authority = form.document.authority.clone();
    act.number = form.document.number.clone();
    if let Some(name) = subject {
        act.participants.push(Participant { name: name.to_owned(), role: Role::Subject });
    }
    act
}

/// Completes an act with its moment and words.
fn at(mut act: Act, moment: Moment, quote: Option<Quote>) -> Act {
    act.from = Some(moment);
    act.quotes.extend(quote);
    act
}

/// An act whose field the form leaves blank, with the words around the blank.
fn blank(mut act: Act, quote: Option<Quote>) -> Act {
    act.outcome = Outcome::Blank;
    act.quotes.extend(quote);
    act
}

/// The last clock time that a paper states below its text: where people sign.
fn signed(form: &Form<'_>, act: Act) -> Option<Act> {
    let text = form.text();
    let stated = moments::find_moments(text, form.reference()).into_iter().rfind(|stated| {
        stated.moment.time().is_some()
            && form.reading.line_range(stated.range.start).start > text.len() / 3
    })?;
    let line = form.reading.line_range(stated.range.start);
    Some(at(act, stated.moment, form.reading.quote(line.start..stated.range.end)))
}

/// An act dated by the paper's closing (落款).
fn closed(form: &Form<'_>, act: Act) -> Option<Act> {
    let (moment, quote) = form.closing_moment()?;
    let title = form.document.title_quote.clone();
    let mut act = at(act, moment, quote);
    act.quotes.extend(title);
    Some(act)
}
