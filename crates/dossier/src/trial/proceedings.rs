//! Steps of a trial: acceptance, hearing, change of procedure, extension, suspension, service.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment, Participant, Quote, Role, act::Extent};
use regex::Regex;

use super::judgment::procedure_named;
use crate::{form::Form, moments, names::parse_names, numerals::parse_numeral};

static ACCEPTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*[，,]?\s*(?:立案|依法受理|受理|收案|立案受理|由本院受理|移送本院)")
        .expect("the pattern is a constant")
});

static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:转为|转换为|变更为|改为|改用|转由|转)\s*(?:适用|按照)?\s*(?P<name>普通|简易|速裁)程序",
    )
    .expect("the pattern is a constant")
});

static EXTENDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:批准|同意|决定)[^。\n]{0,30}?延长(?:本案)?(?:审理期限|审限|审判期限)\s*(?P<months>[一二两三四五六\d])?\s*(?:个月)?")
        .expect("the pattern is a constant")
});

static SUSPENDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"裁定[^。；\n]{0,6}中止审理|中止审理").expect("the pattern is a constant")
});

static RESUMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"恢复(?:法庭)?审理").expect("the pattern is a constant"));

static WAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"留置送达|留置|拒收|拒绝签收|拒不签收|无法送达|公告送达|邮寄|交邮|挂号|电子送达|委托送达|转交").expect("the pattern is a constant")
});

static AT_ONCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"当庭(?:公开)?(?:宣告|宣判|宣布判决)").expect("the pattern is a constant")
});

/// The steps that `form` attests.
pub fn read_acts(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    match form.kind() {
        "criminal_judgment" if !form.document.title.contains("前罪") => read_steps(form),
        "trial_record" => {
            let mut acts = read_steps(form);
            acts.extend(read_hearing(form));
            acts
        }
        "trial_extension" => read_steps(form),
        "service_receipt" => read_service(form, suspects),
        _ => Vec::new(),
    }
}

fn step(form: &Form<'_>, kind: ActKind, moment: Moment, quote: Option<Quote>) -> Act {
    let mut act = Act::new(kind, form.index);
    act.authority.clone_from(&form.document.authority);
    act.from = Some(moment);
    act.quotes.extend(quote);
    act
}

/// The steps that running text tells: of judgments, records and decisions on the trial alike.
fn read_steps(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    let stated = moments::find_moments(text, form.reference());
    let mut acts = Vec::new();
    for found in &stated {
        let sentence = form.reading.sentence_range(found.range.start);
        let words = &text[sentence.clone()];
        let ours = ["本院", "本案", "我院", "你院", "法院"].iter().any(|word| words.contains(word));
        if ours && ACCEPTED.is_match(&text[found.range.end..]) && !words.contains("检察院受理")
        {
            let after = &text[found.range.end..];
            let end = after.find("受理").filter(|at| *at <= 24).map_or(0, |at| at + "受理".len());
            let quote = form.reading.quote(found.range.start..found.range.end + end);
            acts.push(step(form, ActKind::TrialAccepted, found.moment, quote));
        }
    }
    let is_decision = form.kind() == "trial_extension";
    for captures in CHANGED.captures_iter(text) {
        let (Some(whole), Some(name)) = (captures.get(0), captures.name("name")) else { continue };
        let Some(procedure) = procedure_named(name.as_str()) else { continue };
        // A question whether to change is no change.
        let sentence = form.reading.sentence_range(whole.start());
        if text[sentence].contains('？') {
            continue;
        }
        if let Some((moment, quote)) = dated(form, whole.range(), is_decision) {
            let mut act = step(form, ActKind::ProcedureChanged, moment, quote);
            act.reason = Some(procedure.chinese().to_owned());
            acts.push(act);
        }
    }
    if let Some(captures) = EXTENDED.captures(text)
        && let Some(whole) = captures.get(0)
    {
        let months = captures.name("months").and_then(|m| parse_numeral(m.as_str())).unwrap_or(3);
        let (moment, quote) = match form.closing_moment() {
            Some((moment, _)) if is_decision => (Some(moment), form.reading.quote(whole.range())),
            _ => dated(form, whole.range(), false).map_or((None, None), |(m, q)| (Some(m), q)),
        };
        let mut act = Act::new(ActKind::TrialExtended, form.index);
        act.from = moment;
        act.quotes.extend(quote.or_else(|| form.reading.quote(whole.range())));
        act.extent = Some(Extent::Months(i64::from(months)));
        let sentence = form.reading.sentence_range(whole.start());
        act.to = moments::find_moments(
            &text[whole.end()..sentence.end.max(whole.end())],
            form.reference(),
        )
        .first()
        .map(|stated| Moment::day(stated.moment.date()));
        acts.push(act);
    }
    for (pattern, kind) in
        [(&SUSPENDED, ActKind::TrialSuspended), (&RESUMED, ActKind::TrialResumed)]
    {
        let decides = is_decision && kind == ActKind::TrialSuspended;
        let found = pattern.find_iter(text).find_map(|found| dated(form, found.range(), decides));
        if let Some((moment, quote)) = found {
            acts.push(step(form, kind, moment, quote));
        }
    }
    acts
}

/// The moment right before `range` in its clause; of a decision (`decides`), its closing.
fn dated(
    form: &Form<'_>,
    range: std::ops::Range<usize>,
    decides: bool,
) -> Option<(Moment, Option<Quote>)> {
    if decides && let Some((moment, _)) = form.closing_moment() {
        return Some((moment, form.reading.quote(range)));
    }
    let text = form.text();
    let sentence = form.reading.sentence_range(range.start);
    let stated = moments::find_moments(&text[..range.end], form.reference())
        .into_iter()
        .rfind(|stated| stated.range.start >= sentence.start && stated.range.end <= range.start)?;
    let near = text[stated.range.end..range.start].chars().count() <= 16;
    near.then(|| (stated.moment, form.reading.quote(stated.range.start..range.end)))
}

/// A hearing (庭审) or pronouncement (宣判): the record's first moment.
fn read_hearing(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    let mut acts = Vec::new();
    let Some(first) = moments::find_moments(text, form.reference()).into_iter().next() else {
        return acts;
    };
    let quote = form.reading.quote(first.range.clone());
    let title: String = form.document.title.chars().filter(|c| !c.is_whitespace()).collect();
    // Both records may be joined under the title of the first.
    let own = text.find("宣判笔录").filter(|at| *at > 40);
    if title.contains("宣判") {
        acts.push(pronounced(
            form,
            first.moment,
            quote,
            if AT_ONCE.is_match(text) { "当庭" } else { "定期" },
        ));
        return acts;
    }
    acts.push(step(form, ActKind::Tried, first.moment, quote.clone()));
    if let Some(at) = own {
        let later = moments::find_moments(&text[at..], form.reference()).into_iter().next();
        if let Some(stated) = later {
            let range = at + stated.range.start..at + stated.range.end;
            let quote = form.reading.quote(range);
            let manner = if AT_ONCE.is_match(&text[at..]) { "当庭" } else { "定期" };
            acts.push(pronounced(form, stated.moment, quote, manner));
        }
    } else if let Some(found) = AT_ONCE.find(text)
        && !text[..found.start()].ends_with("不")
    {
        let line = form.reading.sentence_range(found.start());
        let mut act = pronounced(form, first.moment, form.reading.quote(line), "当庭");
        act.quotes.extend(quote);
        acts.push(act);
    }
    acts
}

fn pronounced(form: &Form<'_>, moment: Moment, quote: Option<Quote>, manner: &str) -> Act {
    let mut act = step(form, ActKind::Sentenced, Moment::day(moment.date()), quote);
    act.means = Some(manner.to_owned());
    act
}

/// Service of a judgment (送达判决书): each line or part with a date, and who it names.
fn read_service(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let text = form.text();
    if !text.contains("判决") {
        return Vec::new();
    }
    // A receipt for one: its labels stand on lines of their own.
    let receiver =
        form.field(&["受送达人", "受送达人姓名", "收件人", "受送达单位"]).map(|field| field.value);
    let receiver = receiver.unwrap_or_default();
    let mut acts = Vec::new();
    let mut paper_is_judgment = text.lines().take(6).any(|line| line.contains("判决"));
    for part in parts(text) {
        let words = &text[part.clone()];
        if words.contains("判决") {
            paper_is_judgment = true;
        } else if ["起诉书", "裁定书", "传票", "通知书", "决定书"].iter().any(|w| words.contains(w))
        {
            paper_is_judgment = false;
        }
        if !paper_is_judgment {
            continue;
        }
        let Some(stated) = moments::find_moments(words, form.reference()).into_iter().last() else {
            continue;
        };
        let mut act = Act::new(ActKind::JudgmentServed, form.index);
        act.from = Some(Moment::day(stated.moment.date()));
        act.means = WAYS.find(words).map(|found| found.as_str().to_owned());
        act.quotes.extend(
            form.reading.quote(part.start + stated.range.start..part.start + stated.range.end),
        );
        act.quotes.extend(form.reading.quote(part.clone()));
        let alone = words.chars().count() <= 40
            && !suspects.iter().any(|name| words.contains(name.as_str()));
        let about = if alone && !receiver.is_empty() { receiver.as_str() } else { words };
        let named = suspects.iter().filter(|name| about.contains(name.as_str())).cloned();
        act.participants.extend(named.map(|name| Participant { name, role: Role::Subject }));
        if words.contains("检察院") || about.contains("检察院") {
            act.participants.push(Participant { name: "检察院".into(), role: Role::Recipient });
        } else if act.participants.is_empty() {
            let names = parse_names(words);
            let name = names
                .iter()
                .find(|entry| entry.name != "同上")
                .map_or("受送达人", |entry| entry.name.as_str())
                .to_owned();
            act.participants.push(Participant { name, role: Role::Recipient });
        }
        acts.push(act);
    }
    acts
}

/// Lines, and inside them the parts that ； separates.
fn parts(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '；', '。']) {
        parts.push(start..start + line.len());
        start += line.len();
    }
    parts
}
