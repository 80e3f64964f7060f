//! The dossier: files read into documents and facts.

use anjian_core::{
    Act, ActKind, CaseFacts, Document, DocumentKind, FilePages, Page, Participant, Record,
    RecordKind, Role,
};

use crate::{
    acceptances::{read_acceptance, read_decision},
    acts,
    bail_securities::read_securities,
    blood,
    charge::find_charge,
    conditions::{read_conditions, read_language},
    consequences::read_consequences,
    dropped,
    explanations::read_explanation,
    field_accounts::read_account_actions,
    field_actions::{read_action, read_letter},
    form::{Form, find_closing, find_number},
    freezings::read_freezing,
    health, identifications,
    jurisdictions::read_jurisdiction,
    kinds, likeness,
    mitigations::read_mitigations,
    offence_counts::read_offence_counts,
    opinions,
    people::{add_questioned, find_people},
    pleas::read_plea,
    presences,
    property::read_steps,
    property_papers::read_property_paper,
    reading::Reading,
    recordings::read_recordings,
    records::{read_record, record_kind, women},
    review, sample_delays,
    seizure_lists::{read_list, read_list_note},
    split::{Paper, Part, split},
    staff::read_staff,
    thresholds::{read_dispute, read_measurement},
    victims::{find_victims, read_impediments, read_tellings},
};

/// A dossier that was read: its pages, documents and facts.
#[derive(Debug, Clone)]
pub struct Dossier {
    files: Vec<FilePages>,
    /// File index and parts of each document, in the order of `facts.documents`.
    papers: Vec<(usize, Vec<Part>)>,
    facts: CaseFacts,
}

impl Dossier {
    /// Reads `files`, in filed order.
    pub fn read(files: Vec<FilePages>) -> Self {
        let mut papers = Vec::new();
        let mut forms = Vec::new();
        for (file_index, file) in files.iter().enumerate() {
            // Papers of one text or Word file come from one authority, which the first one names; a
            // volume of the procuratorate's holds the police's papers too, which name themselves.
            let mut authority: Option<String> = None;
            for paper in split(file) {
                let reading = Reading::of(&file.pages, &paper.parts);
                let is_unpaged = file.pages.iter().all(|page| page.number.is_none());
                let document = describe(file, &paper, &reading, authority.take());
                authority =
                    document.authority.clone().filter(|name| is_unpaged || name.contains("检察院"));
                forms.push(Form { index: forms.len(), document, reading });
                papers.push((file_index, paper.parts));
            }
        }
        let facts = read_facts(&forms);
        Self { files, papers, facts }
    }

    /// What the dossier says.
    pub fn facts(&self) -> &CaseFacts {
        &self.facts
    }

    /// The files' pages.
    pub fn files(&self) -> &[FilePages] {
        &self.files
    }

    /// All pages, in order.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.files.iter().flat_map(|file| &file.pages)
    }

    /// Joined text of the document with index `document`.
    pub fn reading(&self, document: usize) -> Option<Reading<'_>> {
        let (file, parts) = self.papers.get(document)?;
        Some(Reading::of(&self.files.get(*file)?.pages, parts))
    }
}

pub(crate) fn describe(
    file: &FilePages,
    paper: &Paper,
    reading: &Reading<'_>,
    inherited: Option<String>,
) -> Document {
    let text = reading.text();
    let names_police = text.contains("公安局") || text.contains("看守所");
    let inherited = inherited.filter(|name| {
        !(name.contains("检察院")
            && names_police
            && file.pages.iter().any(|page| page.number.is_some()))
    });
    let authority = find_authority(text).or(inherited);
    let code = paper.kind.map_or(DocumentKind::UNRECOGNISED, |kind| kind.code.as_str());
    let code = refine(code, text, authority.as_deref());
    let number = |part: Option<&Part>| part.and_then(|part| file.pages.get(part.page)?.number);
    let title_quote = paper
        .title_place
        .as_ref()
        .and_then(|place| anjian_core::Quote::at(file.pages.get(place.page)?, place.chars.clone()));
    let kind = DocumentKind::new(code);
    Document {
        title: paper.title.clone(),
        kind_name: kinds::kind_name(&kind).to_owned(),
        kind,
        file: file.file.clone(),
        pages: number(paper.parts.first()).zip(number(paper.parts.last())),
        number: find_number(text),
        authority,
        closing_date: find_closing(text).map(|(date, _)| date),
        persons: Vec::new(),
        title_quote: title_quote.or_else(|| reading.quote_line(0)),
    }
}

/// Kinds that share a title and differ by who issues them or what they are for.
fn refine<'k>(code: &'k str, text: &str, authority: Option<&str>) -> &'k str {
    let is_procuratorate = authority.is_some_and(|name| name.contains("检察院"));
    match code {
        "procuratorate_acceptance_register"
            if text.contains("审查起诉") && !text.contains("审查逮捕") =>
        {
            "procuratorate_prosecution_register"
        }
        "suspect_rights_notice" if is_procuratorate || text.contains("审查起诉阶段") => {
            "counsel_right_notice"
        }
        "questioning_record" if text.contains("被讯问人") && !text.contains("被询问人") => {
            "interrogation_record"
        }
        "expert_opinion" if text.contains("乙醇") || text.contains("血醇") => {
            "blood_alcohol_report"
        }
        _ => code,
    }
}

/// The authority printed above the title, or named last before the closing date.
fn find_authority(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let above = lines.iter().take(3).find(|line| kinds::is_agency(line));
    let closing = || lines.iter().rev().take(8).find(|line| kinds::is_agency(line));
    let squeeze = |line: &&str| line.chars().filter(|c| !c.is_whitespace()).collect();
    above.or_else(closing).map(squeeze)
}

fn read_facts(forms: &[Form<'_>]) -> CaseFacts {
    let people = find_people(forms);
    let suspects: Vec<String> =
        people.iter().filter(|p| p.is_suspect()).map(|p| p.name.clone()).collect();
    let mut facts = CaseFacts { people, charge: find_charge(forms), ..CaseFacts::default() };
    facts.victims = find_victims(forms, &facts.people);
    facts.non_prosecutions = dropped::read_decisions(forms);
    let not_prosecuted: Vec<String> =
        facts.non_prosecutions.iter().map(|decision| decision.name.clone()).collect();
    for form in forms {
        facts.acts.extend(dropped::read_after(form, &not_prosecuted));
        let read = acts::read_acts(form, &suspects);
        facts.acts.extend(acts::read_mentions(form, &suspects, &read));
        facts.acts.extend(read);
        facts.acts.extend(read_tellings(form, &facts.victims));
        facts.acts.extend(read_impediments(form, &facts.victims));
        facts.pleas.extend(read_plea(form, &suspects));
        let mut own: Option<Record> = None;
        review::read(form, &suspects, &mut facts);
        if let Some(kind) = record_kind(form.kind()) {
            let record = read_record(form, kind);
            facts.languages.extend(read_language(form, &record));
            facts
                .identifications
                .extend(identifications::read_identification(form, &record, &suspects));
            own = Some(record.clone());
            facts.acts.extend(act_of_record(&record, form));
            facts.records.push(record);
        }
        identifications::complete(&mut facts.identifications, form, own.as_ref());
        facts.health_exams.extend(health::read_exams(form, &suspects));
        facts.arrest_notes.extend(health::read_arrest_notes(form, &suspects));
        facts.presence_windows.extend(presences::read_windows(form, &suspects));
        facts.blood_samples.extend(blood::read_sample(form, &facts.people));
        facts.sample_deliveries.extend(blood::read_delivery(form, &facts.people));
        facts.alcohol_values.extend(blood::read_values(form, &facts.people));
        facts.opinions.extend(opinions::read_opinion(form, &facts.people));
        opinions::complete(&mut facts.opinions, form);
        let tellings = opinions::read_tellings(form, &facts.people, own.as_ref());
        facts.opinion_tellings.extend(tellings);
        facts.conditions.extend(read_conditions(form, &facts.people, own.as_ref()));
        facts.property_papers.extend(read_property_paper(form));
        facts.offence_counts.extend(read_offence_counts(form, &suspects));
        facts.mitigations.extend(read_mitigations(form, &suspects));
        facts.bail_securities.extend(read_securities(form, &suspects));
        facts.explanations.extend(read_explanation(form, &facts.people));
        facts.freezings.extend(read_freezing(form));
        facts.field_actions.extend(read_action(form));
        facts.field_actions.extend(read_account_actions(form));
        facts.measurements.extend(read_measurement(form));
        facts.cooperation_letters.extend(read_letter(form));
        facts.acceptances.extend(read_acceptance(form));
        facts.filing_decisions.extend(read_decision(form));
        facts.recordings.extend(read_recordings(form, &suspects));
        facts.seizure_list_notes.extend(read_list_note(form));
        if form.kind() == "seizure_list" {
            let list = read_list(form);
            let mut act = Act::new(ActKind::ItemSeized, form.index);
            act.from = list.date;
            act.quotes.extend(list.quote.clone().or_else(|| list.title_quote.clone()));
            if let Some(name) = list.holder_name.clone().filter(|name| suspects.contains(name)) {
                act.participants.push(Participant { name, role: Role::Subject });
            }
            facts.acts.push(act);
            facts.seizure_lists.push(list);
        }
    }
    let answers: Vec<likeness::Answers> = forms
        .iter()
        .filter(|form| matches!(form.kind(), "interrogation_record" | "questioning_record"))
        .map(likeness::read_answers)
        .collect();
    facts.likenesses = likeness::compare(&answers, forms);
    let mut drivers: Vec<String> =
        facts.alcohol_values.iter().filter_map(|value| value.person.clone()).collect();
    drivers.sort_unstable();
    drivers.dedup();
    if !facts.blood_samples.is_empty() {
        facts.sample_delays = forms.iter().filter_map(sample_delays::read_delay).collect();
    }
    if !drivers.is_empty() {
        facts.driver_notes =
            forms.iter().flat_map(|form| blood::read_notes(form, &drivers)).collect();
    }
    facts.staff = read_staff(forms);
    for record in &facts.records {
        if let Some(form) = forms.get(record.document) {
            facts.staff.extend(women::read_men(form, record));
        }
    }
    facts.consequences = read_consequences(forms);
    settle_acceptances(forms, &mut facts.acts);
    facts.dispute = read_dispute(forms);
    add_questioned(forms, &facts.records, &mut facts.people);
    review::finish(forms, &mut facts);
    facts.jurisdiction = read_jurisdiction(forms, &suspects);
    facts.property_steps = read_steps(forms, &facts.seizure_lists);
    let names = |form: &Form<'_>| -> Vec<String> {
        facts
            .people
            .iter()
            .map(|p| p.name.clone())
            .filter(|name| form.text().contains(name))
            .collect()
    };
    facts.documents = forms
        .iter()
        .map(|form| Document { persons: names(form), ..form.document.clone() })
        .collect();
    facts
}

/// A register of the procuratorate that says neither 审查逮捕 nor 审查起诉 took in what had been sent for
/// prosecution, where it is dated after that.
fn settle_acceptances(forms: &[Form<'_>], acts: &mut [Act]) {
    let sent = acts
        .iter()
        .filter(|act| act.kind == ActKind::SentForProsecution)
        .filter_map(|act| act.from.map(|from| from.date()))
        .min();
    for act in acts.iter_mut().filter(|act| act.kind == ActKind::ArrestReviewAccepted) {
        let is_open = forms.get(act.document).is_some_and(|form| !form.text().contains("逮捕"));
        let is_later = act.from.zip(sent).is_some_and(|(from, sent)| from.date() >= sent);
        if is_open && is_later {
            act.kind = ActKind::ProsecutionAccepted;
        }
    }
}

fn act_of_record(record: &Record, form: &Form<'_>) -> Option<Act> {
    let kind = match record.kind {
        RecordKind::Interrogation => ActKind::Interrogated,
        RecordKind::Questioning => ActKind::Questioned,
        RecordKind::Identification => ActKind::Identified,
        RecordKind::Search => ActKind::Searched,
        RecordKind::Seizure => ActKind::ItemSeized,
        RecordKind::SceneInspection => ActKind::SceneInspected,
        // A sample's extraction is an act of its own (`acts::evidence`).
        RecordKind::Extraction => return None,
    };
    let mut act = Act::new(kind, form.index);
    act.from = record.from;
    act.to = record.to;
    act.place.clone_from(&record.place);
    act.authority.clone_from(&form.document.authority);
    if let Some(name) = &record.subject {
        act.participants.push(Participant { name: name.clone(), role: Role::Subject });
    }
    act.participants.extend(
        record
            .officers
            .iter()
            .map(|officer| Participant { name: officer.name.clone(), role: Role::Actor }),
    );
    act.quotes.extend(record.time_quote.clone().or_else(|| record.title_quote.clone()));
    Some(act)
}
