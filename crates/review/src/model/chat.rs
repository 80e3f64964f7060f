//! Answers by a model, streamed; a citation whose words are not on its page is shown as unsupported.

use anjian_core::Page;
use anjian_dossier::Dossier;
use anjian_llm::{Ending, StreamEvent};
use futures::StreamExt;
use tokio::sync::mpsc;

use super::{
    ModelOptions,
    citations::{CitationParser, Segment},
    keyed_pages::KeyedPages,
    quotes::check,
};
use crate::{
    answer::{AnswerEnd, AnswerPart, ReviewError},
    case_review::ModelUsage,
};

/// Passages whose pages the model gets.
const PASSAGES: usize = 12;
/// What the model says when the pages hold no answer.
const NOT_IN_FILE: &str = "卷内未见";
/// Shown where a model's answer ended before its end.
const CUT_SHORT: &str = "（回答在此中断，不完整）";
/// Shown where a model's quote is not on its page.
const UNSUPPORTED: &str = "（此处引文未能在卷内核实，请勿采信）";

/// How a model's answer ended.
pub(crate) struct ModelAnswer {
    /// The end, as for any answer.
    pub end: AnswerEnd,
    /// False where the model claimed something without one true quote.
    pub is_supported: bool,
}

/// Answers `question`, sending the parts as they come.
pub(crate) async fn answer(
    model: &ModelOptions,
    dossier: &Dossier,
    question: &str,
    parts: mpsc::Sender<AnswerPart>,
) -> Result<ModelAnswer, ReviewError> {
    let pages = bearing_pages(dossier, question)?;
    let keyed = KeyedPages::first_of(&pages);
    let prompt =
        model.templates.chat.render(&[("question", question), ("pages", &keyed.text())]).map_err(
            |_| anjian_llm::LlmError::Configuration("the chat prompt does not fit its values"),
        )?;
    let mut stream = model.client.stream(&prompt).await?;
    let mut parser = CitationParser::default();
    let mut said = String::new();
    let mut cited = 0usize;
    let mut usage = ModelUsage::default();
    while let Some(event) = stream.next().await {
        let segments = match event? {
            StreamEvent::Thinking => continue,
            StreamEvent::Delta(text) => {
                said.push_str(&text);
                parser.push(&text)
            }
            StreamEvent::End { usage: used, ending } => {
                usage = used.into();
                if ending == Ending::Complete {
                    continue;
                }
                vec![Segment::Text(CUT_SHORT.to_owned())]
            }
        };
        if !send(segments, &keyed, &parts, &mut cited).await {
            return Ok(ModelAnswer {
                end: AnswerEnd { is_answerable: true, usage },
                is_supported: true,
            });
        }
    }
    send(parser.finish(), &keyed, &parts, &mut cited).await;
    let is_refused = said.trim_start().starts_with(NOT_IN_FILE);
    let end = AnswerEnd { is_answerable: !is_refused, usage };
    Ok(ModelAnswer { end, is_supported: is_refused || cited > 0 })
}

/// Sends segments, each citation checked; false when nobody listens any more.
async fn send(
    segments: Vec<Segment>,
    keyed: &KeyedPages<'_>,
    parts: &mpsc::Sender<AnswerPart>,
    cited: &mut usize,
) -> bool {
    for segment in segments {
        let part = match segment {
            Segment::Text(text) => AnswerPart::Text(text),
            Segment::Citation { key, words } => match check(keyed.find(&key), &words) {
                Some(quote) => {
                    *cited += 1;
                    AnswerPart::Citation(quote)
                }
                None => AnswerPart::Text(UNSUPPORTED.to_owned()),
            },
        };
        if parts.send(part).await.is_err() {
            return false;
        }
    }
    true
}

/// Pages of the passages nearest to the question, the best first, each once.
fn bearing_pages<'a>(dossier: &'a Dossier, question: &str) -> Result<Vec<&'a Page>, ReviewError> {
    let all: Vec<&Page> = dossier.pages().collect();
    let hits =
        anjian_search::rank_passages(&all, question, PASSAGES).map_err(ReviewError::Search)?;
    let mut pages: Vec<&Page> = Vec::new();
    for hit in &hits {
        let page = all
            .iter()
            .find(|page| *page.file == *hit.quote.file() && page.number == hit.quote.page());
        if let Some(page) = page
            && !pages.iter().any(|known| std::ptr::eq(*known, *page))
        {
            pages.push(page);
        }
    }
    Ok(pages)
}
