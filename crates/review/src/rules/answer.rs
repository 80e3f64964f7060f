//! Answers by excerpt: events that the question asks for, else the passages that bear on it.

use anjian_core::{ActKind, Page, Quote};
use anjian_dossier::{Dossier, TimelineEvent, timeline};

use super::events::tell;
use crate::answer::{Answer, AnswerPart, ReviewError};

/// Passages quoted at most for each clause of a question.
const PASSAGES: usize = 4;

/// Passages that the index gives for a closer look.
const CANDIDATES: usize = 60;

/// Share, by weight, of a question's own words that a passage must hold to bear on it. Below, the file is said
/// to hold nothing: an excerpt beside the point misleads more than a refusal.
const COVERAGE: f64 = 0.5;

/// Words by which questions ask for acts.
const ASKING: &[(&str, &[ActKind])] = &[
    ("送看守所", &[ActKind::DeliveredToDetentionHouse]),
    ("送押", &[ActKind::DeliveredToDetentionHouse]),
    ("收押", &[ActKind::DeliveredToDetentionHouse]),
    ("入所", &[ActKind::DeliveredToDetentionHouse, ActKind::IntakeExamined]),
    ("通知家属", &[ActKind::FamilyNotified, ActKind::ArrestFamilyNotified]),
    ("延长拘留", &[ActKind::DetentionExtended]),
    ("刑事拘留", &[ActKind::DetentionAnnounced]),
    ("被拘留", &[ActKind::DetentionAnnounced]),
    ("宣布拘留", &[ActKind::DetentionAnnounced]),
    ("提请批准逮捕", &[ActKind::ArrestRequested]),
    ("批准逮捕", &[ActKind::ArrestApproved]),
    ("执行逮捕", &[ActKind::ArrestAnnounced]),
    ("被逮捕", &[ActKind::ArrestAnnounced]),
    ("取保候审", &[ActKind::BailStarted, ActKind::BailEnded]),
    ("移送起诉", &[ActKind::SentForProsecution]),
    ("移送审查起诉", &[ActKind::SentForProsecution]),
    ("受理审查起诉", &[ActKind::ProsecutionAccepted]),
    ("立案", &[ActKind::CaseFiled]),
    ("报案", &[ActKind::ReportReceived]),
    ("抓获", &[ActKind::SeizedAtScene]),
    ("讯问", &[ActKind::Interrogated]),
    ("辨认", &[ActKind::Identified]),
    ("搜查", &[ActKind::Searched]),
    ("扣押", &[ActKind::ItemSeized]),
];

/// Words that ask for a moment.
const WHEN: &[&str] = &[
    "何时",
    "什么时候",
    "什么时间",
    "几时",
    "哪天",
    "哪一天",
    "几点",
    "时间是",
    "的时间",
    "日期",
    "几号",
    "几月几日",
];

/// Words of questions that tell nothing of what is asked for.
const EMPTY_WORDS: &[&str] = &[
    "什么时候",
    "什么时间",
    "什么",
    "怎么样",
    "怎么",
    "如何",
    "哪里",
    "哪些",
    "哪个",
    "哪天",
    "何时",
    "何处",
    "是否",
    "有没有",
    "有无",
    "多少",
    "几次",
    "几个",
    "请问",
    "本案",
    "卷内",
    "卷宗",
    "材料",
    "情况",
    "犯罪嫌疑人",
    "嫌疑人",
    "被告人",
    "吗",
    "呢",
    "的",
    "了",
    "是",
    "在",
    "和",
    "与",
    "被",
    "把",
    "对",
    "谁",
    "为什么",
    "原因",
    "请",
    "一下",
    "说明",
    "案件",
    "中",
    "有",
    "及",
    "由",
    "向",
    "何",
];

/// Answers `question` from the dossier's own words.
pub(crate) fn answer(dossier: &Dossier, question: &str) -> Result<Answer, ReviewError> {
    let events = asked_events(dossier, question);
    if !events.is_empty() {
        return Ok(of_events(&events));
    }
    let mut quotes: Vec<Quote> = Vec::new();
    // "结论是什么，是否作过补充鉴定？" asks two things: a passage need bear on one.
    for clause in question.split(['，', '。', '？', '；', ',', '?', ';']) {
        for quote in bearing_passages(dossier, clause)? {
            if !quotes.contains(&quote) {
                quotes.push(quote);
            }
        }
    }
    if quotes.is_empty() {
        return Ok(Answer::unanswerable());
    }
    let mut parts = vec![AnswerPart::Text("卷内与问题有关的原文如下：\n".to_owned())];
    for quote in quotes {
        parts.push(AnswerPart::Text(format!(
            "\n{}　",
            quote.text().split_whitespace().collect::<Vec<_>>().join("")
        )));
        parts.push(AnswerPart::Citation(quote));
    }
    Ok(Answer { parts, is_answerable: true })
}

/// Events of the timeline, where the question asks when an act took place.
fn asked_events(dossier: &Dossier, question: &str) -> Vec<TimelineEvent> {
    if !WHEN.iter().any(|word| question.contains(word)) {
        return Vec::new();
    }
    let Some((_, kinds)) = ASKING.iter().find(|(word, _)| question.contains(word)) else {
        return Vec::new();
    };
    let people: Vec<&str> = dossier
        .facts()
        .people
        .iter()
        .map(|p| p.name.as_str())
        .filter(|name| question.contains(name))
        .collect();
    let mut events = timeline(dossier.facts());
    events.retain(|event| {
        kinds.contains(&event.kind)
            && (people.is_empty()
                || event.person.as_deref().is_none_or(|person| people.contains(&person)))
    });
    let wants_first = ["第一次", "首次", "最早"].iter().any(|word| question.contains(word));
    if wants_first {
        events.truncate(1);
    }
    events
}

fn of_events(events: &[TimelineEvent]) -> Answer {
    let mut parts = Vec::new();
    for event in events {
        parts.push(AnswerPart::Text(format!("{}　", tell(event))));
        parts.extend(event.evidence.iter().cloned().map(AnswerPart::Citation));
        parts.push(AnswerPart::Text("\n".to_owned()));
    }
    Answer { parts, is_answerable: true }
}

/// Passages that hold enough of the question's own words, the best first. A word that few passages
/// hold weighs more than one that stands everywhere, as a suspect's name does.
fn bearing_passages(dossier: &Dossier, question: &str) -> Result<Vec<Quote>, ReviewError> {
    let pages: Vec<&Page> = dossier.pages().collect();
    let words = own_words(question);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let weighed = weigh(&words, &pages);
    let hits =
        anjian_search::rank_passages(&pages, question, CANDIDATES).map_err(ReviewError::Search)?;
    let mut scored: Vec<(f64, Quote)> = hits
        .into_iter()
        .map(|hit| (coverage(&weighed, hit.quote.text()), hit.quote))
        .filter(|(covered, _)| *covered >= COVERAGE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(scored.into_iter().take(PASSAGES).map(|(_, quote)| quote).collect())
}

/// Each word with the logarithm of how rare it is among the file's passages; a word the file does
/// not hold at all is the rarest.
fn weigh<'w>(words: &'w [String], pages: &[&Page]) -> Vec<(&'w str, f64)> {
    let mut passages: Vec<String> = Vec::new();
    for page in pages {
        for passage in anjian_search::split_passages(page) {
            let text = page.text.chars().skip(passage.start).take(passage.len());
            passages.push(text.filter(|c| !c.is_whitespace()).collect());
        }
    }
    let all = passages.len() as f64 + 1.0;
    words
        .iter()
        .map(|word| {
            let holding =
                passages.iter().filter(|passage| passage.contains(word.as_str())).count() as f64;
            (word.as_str(), (all / (holding + 1.0)).ln().max(0.1))
        })
        .collect()
}

/// Pairs of neighbouring chars of the question, its empty words left out.
fn own_words(question: &str) -> Vec<String> {
    let mut rest = question.to_owned();
    for word in EMPTY_WORDS {
        rest = rest.replace(word, " ");
    }
    let mut words: Vec<String> = Vec::new();
    for piece in rest.split(|c: char| !c.is_alphanumeric()) {
        let chars: Vec<char> = piece.chars().collect();
        if chars.len() == 1 {
            continue;
        }
        words.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    words.sort();
    words.dedup();
    words
}

fn coverage(words: &[(&str, f64)], passage: &str) -> f64 {
    let squeezed: String = passage.chars().filter(|c| !c.is_whitespace()).collect();
    let held: f64 =
        words.iter().filter(|(word, _)| squeezed.contains(word)).map(|(_, weight)| weight).sum();
    held / words.iter().map(|(_, weight)| weight).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use anjian_core::FilePages;

    use super::*;

    fn dossier() -> Dossier {
        Dossier::read(vec![
            FilePages::paged("01.pdf", ["陇河县公安局\n拘留证\n兹决定对犯罪嫌疑人马占林（性别男，出生日期1989年4月12日）执行拘留。\n2024年4月8日\n本证已于2024年4月8日16时20分向我宣布。\n被拘留人：马占林（捺指印）".to_owned()]),
            FilePages::unpaged("02.txt", "讯问笔录\n时间：2024年4月8日9时10分至11时25分\n被讯问人：马占林\n问：作案工具现在何处？\n答：大力钳、撬棍在我租的房子床底下。\n".to_owned()),
        ])
    }

    fn quotes(question: &str) -> Vec<String> {
        let answer = answer(&dossier(), question).expect("the index is in memory");
        answer
            .parts
            .into_iter()
            .filter_map(|part| match part {
                AnswerPart::Citation(quote) => Some(quote.text().to_owned()),
                AnswerPart::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn asks_for_a_moment_get_the_event() {
        assert_eq!(quotes("马占林是什么时候被拘留的？"), ["本证已于2024年4月8日16时20分向我宣布"]);
    }

    #[test]
    fn other_questions_get_the_passage() {
        assert!(quotes("作案工具在哪里？")[0].contains("床底下"));
    }

    #[test]
    fn what_the_file_does_not_hold_is_said_so() {
        assert!(quotes("马占林有没有购买过保险理赔？").is_empty());
        let refused = answer(&dossier(), "被害人的血型是什么？").expect("the index is in memory");
        assert!(!refused.is_answerable);
    }
}
