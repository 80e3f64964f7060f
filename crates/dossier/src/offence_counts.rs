//! How often, where and with whom: requests for arrest, opinions and interrogations.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use anjian_core::OffenceCount;
use regex::Regex;

use crate::{form::Form, moments, numerals::parse_numeral, people, places::is_division};

static FACTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"查明|经查|审查认为|侦查终结").expect("the pattern is a constant")
});

static FOUND: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"查明[：，,]").expect("the pattern is a constant"));

static ALLEGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^\s*(?:(?:犯罪嫌疑人|被告人)[^。；，\n]{2,12})?于?(?:\d{4}年|[二〇○零一三四五六七八九]{4}年)[^。\n]*?(?:许|在|伙同|盗|抢|骗|打|击|伤)")
        .expect("the pattern is a constant")
});

/// A day of the proceedings or of an earlier sentence, by the words right behind it.
static PROCEEDING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^。；，\n]{0,10}?(?:移送|受理|收案|退回|补充侦查|审查起诉|(?:被|刑事|执行|依法)拘留|逮捕|取保候审|监视居住|判处|判决|刑满|释放|行政处罚|告知|延长|出生|提起公诉|立案|报案|报警|接警|投案|到案|归案|抓获|传唤|赔偿|谅解|退赔|退赃|鉴定|出具|送检)")
        .expect("the pattern is a constant")
});

static FACTS_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"此致|认定上述|综上|特提请|特此|上述犯罪事实|上述事实|证明上述|认定以上")
        .expect("the pattern is a constant")
});

static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<before>第|没有|没|不止|哪|几)?(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:次|回|起|笔|单|趟)(?P<after>[^讯询笔记]|$)")
        .expect("the pattern is a constant")
});

static COUNTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}]{1,3}?(?:自治县|县|市|区|旗)").expect("the pattern is a constant")
});

static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"伙同|结伙|同伙|同案|另案|在逃|共同|纠集|合伙|团伙|等人|一起[去来做干偷]|我们[几两三四五]个?")
        .expect("the pattern is a constant")
});

static ROAMING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"流窜|跨(?:省|市|县|区)|换地方|窜至|逃至|逃到|逃往|潜逃至|到外地|去外地|辗转")
        .expect("the pattern is a constant")
});

/// What `form` tells of the offences of `suspects`.
pub fn read_offence_counts(form: &Form<'_>, suspects: &[String]) -> Vec<OffenceCount> {
    match form.kind() {
        "arrest_request" | "prosecution_opinion" | "indictment" => read_opinion(form, suspects),
        "interrogation_record" => read_interrogation(form, suspects).into_iter().collect(),
        "detention_extension_notice" | "detention_extension_report" => {
            read_extension(form, suspects)
        }
        _ => Vec::new(),
    }
}

/// The facts part of an opinion: the clauses that name the person; all where it is about one.
fn read_opinion(form: &Form<'_>, suspects: &[String]) -> Vec<OffenceCount> {
    let text = form.text();
    // "本案由…侦查终结，于…移送" stands before the facts; a plain request begins without a word.
    let begin = FOUND.find(text).or_else(|| FACTS.find(text));
    let Some(begin) = begin.or_else(|| ALLEGED.find(text)) else { return Vec::new() };
    let end =
        FACTS_END.find(&text[begin.end()..]).map_or(text.len(), |end| begin.end() + end.start());
    // The day a paper is dated is no day of an offence.
    let closing = form.closing().map_or(text.len(), |(_, range)| range.start);
    let part = begin.start()..end.min(closing).max(begin.end());
    let named = people::subjects(form, suspects);
    named
        .iter()
        .filter_map(|person| {
            let ranges: Vec<Range<usize>> = sentences(text, &part)
                .into_iter()
                .filter(|range| named.len() == 1 || text[range.clone()].contains(person))
                .collect();
            (!ranges.is_empty()).then(|| count(form, person, &ranges, true))
        })
        .collect()
}

/// An extension's own words may list the times ("三次（3月20日、3月28日、4月10日）").
fn read_extension(form: &Form<'_>, suspects: &[String]) -> Vec<OffenceCount> {
    let text = form.text();
    people::subjects(form, suspects)
        .iter()
        .filter_map(|person| {
            let at = text.find(person)?;
            let range = form.reading.sentence_range(at);
            let words = &text[range.clone()];
            let listed =
                words.find('（').zip(words.find('）')).filter(|(open, close)| open < close)?;
            let inside = range.start + listed.0..range.start + listed.1;
            let found = count(form, person, &[inside], true);
            (found.times > 0).then_some(found)
        })
        .collect()
}

/// What the suspect answers; questions tell nothing.
fn read_interrogation(form: &Form<'_>, suspects: &[String]) -> Option<OffenceCount> {
    let text = form.text();
    let person = people::subject(form, suspects)?;
    let mut ranges = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('答') {
            ranges.push(start..start + line.len());
        }
        start += line.len();
    }
    (!ranges.is_empty()).then(|| count(form, person, &ranges, false))
}

fn count(form: &Form<'_>, person: &str, ranges: &[Range<usize>], by_dates: bool) -> OffenceCount {
    let text = form.text();
    let mut days = BTreeSet::new();
    let (mut stated, mut runs) = (0, false);
    let mut counties = BTreeSet::new();
    let mut found = OffenceCount {
        person: person.to_owned(),
        document: form.index,
        times: 0,
        counties: Vec::new(),
        with_others: false,
        roaming: false,
        quotes: Vec::new(),
    };
    for range in ranges {
        let words = &text[range.clone()];
        let known = days.len();
        for span in moments::find_spans(words, form.reference()) {
            if PROCEEDING.is_match(&words[span.range.end..]) {
                continue;
            }
            days.insert(span.from.date());
            runs |= span.to.is_some_and(|to| to.date() > span.from.date());
        }
        // "没有第三次" tells of no third time.
        let numbers = TIMES
            .captures_iter(words)
            .filter(|captures| captures.name("before").is_none_or(|word| word.as_str() == "不止"))
            .filter_map(|captures| parse_numeral(&captures["number"]));
        let most = numbers.map(i64::from).max().unwrap_or(0);
        if most > 0 || (by_dates && days.len() > known) {
            found.quotes.extend(form.reading.quote(range.clone()));
        }
        stated = stated.max(most);
        counties.extend(named_counties(words));
        found.with_others |= OTHERS.is_match(words);
        found.roaming |= ROAMING.is_match(words);
    }
    let dated = if by_dates { i64::try_from(days.len()).unwrap_or(0) } else { 0 };
    // A stretch of time ("2月6日至4月11日") is more than twice.
    let over_time = if by_dates && runs { 99 } else { 0 };
    found.times = stated.max(dated).max(over_time);
    found.counties = counties.into_iter().collect();
    found.quotes.truncate(3);
    found
}

/// The counties that `words` name: a city right before its district is one place with it, and a
/// market or a housing estate (菜市场、小区) is none.
fn named_counties(words: &str) -> Vec<String> {
    let found: Vec<regex::Match<'_>> = COUNTY.find_iter(words).collect();
    found
        .iter()
        .enumerate()
        .filter(|(index, county)| {
            let next = found.get(index + 1);
            let leads_on = county.as_str().ends_with('市')
                && next.is_some_and(|next| next.start() == county.end());
            !leads_on
                && !words[county.end()..].starts_with(['场', '民', '政', '内', '价', '值', '面'])
        })
        .map(|(_, county)| {
            county
                .as_str()
                .trim_start_matches(['在', '于', '到', '从', '至', '往', '由', '对', '将'])
        })
        .filter(|county| is_division(county))
        .map(str::to_owned)
        .collect()
}

fn sentences(text: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = part.start;
    for piece in text[part.clone()].split_inclusive(['。', '；', '\n']) {
        ranges.push(start..start + piece.len());
        start += piece.len();
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    #[test]
    fn the_day_of_the_paper_is_no_day_of_an_offence() {
        let request = "某县公安局\n提请批准逮捕书\n犯罪嫌疑人孟令军，男，1990年5月1日出生。\n经依法侦查查明：2023年6月17日22时30分许，孟令军在老五烧烤持啤酒瓶击打佟海涛面部一下。\n孟令军有社会危险性，特提请批准逮捕。\n某县公安局\n二〇二三年七月十八日";
        let mut found = Vec::new();
        form(request, |form| found = read_offence_counts(form, &["孟令军".to_owned()]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].times, 1, "{found:?}");
        assert_eq!(found[0].quotes.len(), 1, "{found:?}");
    }
}
