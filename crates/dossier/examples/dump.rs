#![allow(missing_docs, clippy::unwrap_used)]
use anjian_core::FilePages;
use anjian_dossier::{Dossier, timeline};
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let mut names: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    let files = names
        .iter()
        .map(|p| {
            let t = std::fs::read_to_string(p).unwrap();
            let name = p.file_name().unwrap().to_string_lossy().into_owned();
            let mut pages: Vec<String> = t
                .split('\u{c}')
                .map(|s| {
                    s.lines()
                        .map(str::trim)
                        .filter(|l| !l.is_empty())
                        .collect::<Vec<_>>()
                        .join("\n")
                })
                .collect();
            if pages.last().is_some_and(|p| p.trim().is_empty()) {
                pages.pop();
            }
            FilePages::paged(&name, pages)
        })
        .collect();
    let d = Dossier::read(files);
    let f = d.facts();
    println!("charge {:?}", f.charge);
    for (i, x) in f.documents.iter().enumerate() {
        println!(
            "{i} {} [{}] {} {:?} no={:?} auth={:?} date={:?}",
            x.title,
            x.kind.as_str(),
            x.file,
            x.pages,
            x.number,
            x.authority,
            x.closing_date.map(|d| d.to_string())
        );
    }
    for p in &f.people {
        println!(
            "P {} {:?} {:?} {:?} large={}",
            p.name,
            p.standings,
            p.birth.map(|d| d.to_string()),
            p.id_number,
            p.at_large
        );
    }
    for r in &f.records {
        println!(
            "R {} {:?} seq={:?} subj={:?} {:?}-{:?} place={:?} off={:?} att={:?} rights={:?} sig={:?} reason={:?}",
            r.document,
            r.kind,
            r.sequence,
            r.subject,
            r.from.map(|m| m.to_iso()),
            r.to.map(|m| m.to_iso()),
            r.place,
            r.officers
                .iter()
                .map(|o| format!("{}/{:?}/{:?}", o.name, o.unit, o.status))
                .collect::<Vec<_>>(),
            r.attendants
                .iter()
                .map(|o| format!(
                    "{}/{:?}/{:?}/{:?}",
                    o.name, o.attendance, o.relation, o.signature
                ))
                .collect::<Vec<_>>(),
            r.rights.keywords,
            r.signature_quote.as_ref().map(|q| q.text()),
            r.guardian_absence_reason
        );
    }
    for l in &f.seizure_lists {
        println!(
            "L {} holder={:?} {:?} wit={:?} off={:?} items={:?} note={:?}",
            l.document,
            l.holder_name,
            l.holder,
            l.witness,
            l.officers.iter().map(|o| &o.name).collect::<Vec<_>>(),
            l.items.iter().map(|i| (&i.name, &i.quantity, &i.features)).collect::<Vec<_>>(),
            l.holder_note
        );
    }
    for a in &f.acts {
        println!(
            "A {} {} {:?} {:?}-{:?} {:?} {:?} {:?}",
            a.document,
            a.kind.chinese(),
            a.participants.iter().map(|p| format!("{}:{:?}", p.name, p.role)).collect::<Vec<_>>(),
            a.from.map(|m| m.to_iso()),
            a.to.map(|m| m.to_iso()),
            a.extent,
            a.outcome,
            a.quotes.iter().map(|q| q.text()).collect::<Vec<_>>()
        );
    }
    println!("--- timeline");
    for e in timeline(f) {
        println!("{} {} {:?}", e.at.to_iso(), e.kind.chinese(), e.person);
    }
}
