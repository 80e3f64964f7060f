//! What a record says of its own recording (同步录音录像) and of its first question.

use std::{ops::Range, sync::LazyLock};

use anjian_core::Quote;
use regex::Regex;

use super::FIRST_TURN;
use crate::{
    form::Form,
    names::{SHORTEST_NAME, is_name, parse_names},
};

static RECORDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:全程|同步)[^。\n]{0,6}(?:录音录像|录音、录像|录像)|录音录像")
        .expect("the pattern is a constant")
});

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:录音录像|录音、录像|录像|光盘)(?:资料|光盘|文件)?(?:编号|号码|号)?\s*[：为是]?\s*[A-Za-z\d][A-Za-z\d\-—_]{3,30}号?|(?:录音录像|录音、录像|录像)\s*[：]\s*(?:是|有|已录|同步)")
        .expect("the pattern is a constant")
});

static NOT_RECORDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:未|没有|无)[^。，\n]{0,8}(?:录音录像|录音、录像|录像)|(?:录音录像|录像)(?:资料|光盘)?(?:编号|号)?\s*：\s*(?:无|未录|否|_|\n|$)")
        .expect("the pattern is a constant")
});

static INTRODUCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"我们?是[^。；，\n]{{0,24}}?(?:民警|侦查员|侦查人员|干警|检察官|检察人员|检察员|局|所|队|院)的?\s*(?P<names>{SHORTEST_NAME}(?:[、和]{SHORTEST_NAME})+)\s*(?:[，。（；]|现|出示|向|$)"
    ))
    .expect("the pattern is a constant")
});

static INTERJECTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"（{SHORTEST_NAME}(?:在旁|当场|旁边)?(?:补充|插话|插言|提醒|接话|在旁说|附和)[^）\n]{{0,120}}）?|(?:另一?名?证人|其他证人|同事|邻居|旁人){SHORTEST_NAME}[^。\n]{{0,12}}(?:旁听|在场旁听|补充|插话)[^。\n]{{0,60}}"
    ))
    .expect("the pattern is a constant")
});

static CARD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:出示|亮明|表明|亮出|展示)[^。；？\n]{0,14}(?:证|身份)")
        .expect("the pattern is a constant")
});

static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"询问通知书[^。；\n]{0,16}|通知书[^。；\n]{0,10}(?:送达|收到|签收)")
        .expect("the pattern is a constant")
});

/// Turns of a record in which its officers introduce themselves.
const FIRST_TURNS: usize = 3;

fn beginning<'t>(form: &'t Form<'_>) -> &'t str {
    let text = form.text();
    let turns = text.match_indices("\n问：").map(|(at, _)| at);
    &text[..turns.into_iter().nth(FIRST_TURNS).unwrap_or(text.len())]
}

/// Words that the officers showed who they are.
pub(super) fn read_card(form: &Form<'_>) -> Option<Quote> {
    let found = CARD.find_iter(beginning(form)).find(|found| {
        let before = &form.text()[..found.start()];
        !before.ends_with(['未', '没', '不']) && !before.ends_with("没有")
    })?;
    form.reading.quote(found.range())
}

/// Words on a notice of questioning.
pub(super) fn read_notice(form: &Form<'_>) -> Option<Quote> {
    let found = NOTICE.find(beginning(form))?;
    form.reading.quote(found.range())
}

/// Words with which the record says that nothing was recorded.
pub(super) fn read_denial(form: &Form<'_>) -> Option<Quote> {
    let found = NOT_RECORDED.find(form.text())?;
    form.reading.quote(found.start()..found.start() + found.as_str().trim_end().len())
}

/// Whether the record says it was recorded, with the words of number or statement.
pub(super) fn read_recording(form: &Form<'_>, head: &Range<usize>) -> (bool, Option<Quote>) {
    let text = form.text();
    let beginning = &text[head.clone()];
    if NOT_RECORDED.is_match(beginning) && !NUMBERED.is_match(beginning) {
        return (false, None);
    }
    let found = NUMBERED
        .find(text)
        .or_else(|| RECORDED.find(text).filter(|found| !is_denied(text, found.start())));
    (found.is_some(), found.and_then(|found| form.reading.quote(found.range())))
}

fn is_denied(text: &str, at: usize) -> bool {
    let before: String = text[..at].chars().rev().take(6).collect();
    before.contains('未') || before.contains('没') || before.contains('无')
}

/// The first question, with the officers who introduce themselves in it.
pub(super) fn read_first_question(form: &Form<'_>) -> (Option<Quote>, Vec<String>) {
    let text = form.text();
    let Some(turn) = FIRST_TURN.find(text) else { return (None, Vec::new()) };
    let start = turn.start() + usize::from(turn.as_str().starts_with('\n'));
    let end = text[turn.end()..].find('\n').map_or(text.len(), |end| turn.end() + end);
    let names = INTRODUCED.captures(&text[start..end]).map_or_else(Vec::new, |captures| {
        parse_names(&captures["names"]).into_iter().map(|entry| entry.name).collect()
    });
    let names = names.into_iter().filter(|name: &String| is_name(name)).collect();
    (form.reading.quote(start..end), names)
}

/// Words of others who joined in.
pub(super) fn read_interjections(form: &Form<'_>) -> Vec<Quote> {
    INTERJECTION
        .find_iter(form.text())
        .take(4)
        .filter_map(|found| form.reading.quote(found.range()))
        .collect()
}
