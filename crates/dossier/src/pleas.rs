//! Plea agreements (认罪认罚具结书): signatures of suspect, lawyer and adult, with their moments.

use std::sync::LazyLock;

use anjian_core::plea::{CounselKind, PleaAgreement};
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::{SHORTEST_NAME, is_name},
    people,
    signings::find_signings,
};

static COUNSEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<kind>值班律师|辩护人|辩护律师|法律援助律师|见证律师|在场律师|律师)(?:姓名)?(?:(?:（[^）\n]{1,12}）|签名|签字|签章|\s)*(?P<colon>：)|（签[^）\n]{0,10}）\s*|(?:签名|签字|签章)\s+|\s+)(?P<value>[^\n]*)")
        .expect("the pattern is a constant")
});

static SUSPECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:犯罪嫌疑人|嫌疑人|被告人|具结人)(?:（签名）|签名|签字)?\s*：\s*(?P<name>{SHORTEST_NAME})(?:[（，。 \n]|$|\d)"
    ))
    .expect("the pattern is a constant")
});

static ADULT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:法定代理人|合适成年人|监护人)(?:（[^）\n]{{1,16}}）|签名|[/、或]合适成年人)*\s*[： ]\s*(?P<name>{SHORTEST_NAME})(?:[（ ，。\n]|$|\d)"
    ))
    .expect("the pattern is a constant")
});

static LATER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:补签|事后签|后补|未在场|不在场|未到场|没有到场|未能到场)[^。；\n]*")
        .expect("the pattern is a constant")
});

/// Reads the plea agreement that `form` is.
pub fn read_plea(form: &Form<'_>, suspects: &[String]) -> Option<PleaAgreement> {
    if form.kind() != "plea_agreement" {
        return None;
    }
    let text = form.text();
    let stated = SUSPECT.captures(text).map(|captures| captures["name"].to_owned());
    let person = people::subject(form, suspects).or(stated.as_deref());
    let names: Vec<String> = person.iter().map(|name| (*name).to_owned()).collect();
    let signings = find_signings(form, &names);
    let own = |name: &str| signings.iter().rev().find(|signing| signing.name == name);
    let mut signed = person.and_then(own).map(|signing| (signing.moment, signing.range.clone()));
    if signed.is_none() {
        signed = signed_below(form, person);
    }
    let places: Vec<regex::Captures<'_>> = COUNSEL
        .captures_iter(text)
        .filter(|captures| {
            // Without a colon only a name makes it a place: "在场律师 钱某".
            let is_named = || {
                leading_name(&captures["value"]).is_some_and(|name| crate::names::is_surname(&name))
            };
            if captures.name("colon").is_none() && !is_named() {
                return false;
            }
            // "本人系…的值班律师，…" and titles of forms are no places.
            let start = captures.get(0).map_or(0, |whole| whole.start());
            text[..start]
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphanumeric() || matches!(c, '或' | '及' | '和'))
        })
        .collect();
    let named = places.iter().rev().find(|captures| {
        captures.name("value").is_some_and(|value| leading_name(value.as_str()).is_some())
    });
    let place = named.or(places.last());
    let whole = place.and_then(|captures| captures.get(0));
    let counsel = named.and_then(|captures| leading_name(&captures["value"]));
    let counsel_signed = whole.filter(|_| counsel.is_some()).and_then(|whole| {
        // A licence's number at a line's end and the date on the next read as one number when joined.
        let words = form.reading.unjoined(whole.range());
        let own_line = moments::first_moment(&words, form.reference());
        own_line.or_else(|| {
            let below = text[whole.end()..].trim_start_matches('\n').lines().next().unwrap_or("");
            let is_date = below.chars().count() <= 24;
            if is_date { moments::first_moment(below, form.reference()) } else { None }
        })
    });
    let kind = place.map_or("", |captures| captures.name("kind").map_or("", |kind| kind.as_str()));
    let later = LATER.find(text);
    Some(PleaAgreement {
        document: form.index,
        person: person.map(str::to_owned),
        signed: signed.as_ref().map(|(moment, _)| *moment),
        signed_quote: signed.and_then(|(_, range)| form.reading.quote(range)),
        has_counsel_place: place.is_some(),
        counsel,
        counsel_kind: match kind {
            "值班律师" => CounselKind::Duty,
            "辩护人" | "辩护律师" | "法律援助律师" => CounselKind::Defender,
            _ if text.contains("值班律师") && !text.contains("辩护人") => CounselKind::Duty,
            _ => CounselKind::Unknown,
        },
        counsel_signed,
        // The line tells whose place it is: "辩护人／值班律师签名：____".
        counsel_quote: whole.and_then(|whole| form.reading.quote_line(whole.start())),
        adult: ADULT
            .captures_iter(text)
            .filter_map(|captures| captures.name("name").map(|name| name.as_str().to_owned()))
            .find(|name| crate::names::is_name(name) && Some(name.as_str()) != person),
        note: later.map(|found| found.as_str().trim().to_owned()),
        note_quote: later.and_then(|found| form.reading.quote(found.range())),
        is_remote: text.contains("远程") || text.contains("视频"),
    })
}

static LEADING_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"^\s*(?P<name>{SHORTEST_NAME})(?:[（，。；、 ]|\d|$)"))
        .expect("the pattern is a constant")
});

/// A name of two chars is often set apart: `邱　敏`.
static SPACED_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?P<surname>\p{Han})[ \u{3000}]{1,2}(?P<given>\p{Han})(?:[（，。；、 ]|\d|$)")
        .expect("the pattern is a constant")
});

fn leading_name(value: &str) -> Option<String> {
    if let Some(spaced) = SPACED_NAME.captures(value) {
        let name = format!("{}{}", &spaced["surname"], &spaced["given"]);
        return is_name(&name).then_some(name);
    }
    let name = LEADING_NAME.captures(value)?["name"].to_owned();
    is_name(&name).then_some(name)
}

/// "犯罪嫌疑人：邢占魁（手印）" above "2024年8月1日9时40分".
fn signed_below(
    form: &Form<'_>,
    person: Option<&str>,
) -> Option<(anjian_core::Moment, std::ops::Range<usize>)> {
    let text = form.text();
    let at = text.rfind(person?)?;
    let line = form.reading.line_range(at);
    // The next line begins behind the break; there is none below the last.
    let next = line.end + 1;
    if next >= text.len() {
        return None;
    }
    let below = form.reading.line_range(next);
    let stated = moments::find_moments(text.get(below.clone())?, form.reference());
    let first = stated.first().filter(|stated| stated.range.start <= 6)?;
    Some((first.moment, below.start..below.start + first.range.end))
}
