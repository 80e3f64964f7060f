//! Hearings (庭审): bench, procedure, who does not admit guilt, whether civil claims were settled.

use std::sync::LazyLock;

use anjian_core::judgment::{Hearing, HearingRemark};
use regex::Regex;

use super::judgment::{bench_of, procedure_named};
use crate::form::Form;

static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\n。？！；）\s])(?P<who>[\p{Han}·]{2,10})(?:（[^）\n]{1,12}）)?：")
        .expect("the pattern is a constant")
});

static NOT_ADMITTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"不认罪|不认这个罪|不认可指控|我?没有?犯罪|没犯法|不构成犯罪|我?是?无罪|不承认(?:指控|犯罪|起诉)|否认(?:指控|犯罪)|不是我(?:做|干|打|偷|抢|卖)的")
        .expect("the pattern is a constant")
});

static PLEADED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"无罪辩护|无罪(?:的)?(?:辩护)?意见|辩称[^。；]{0,16}(?:不构成犯罪|无罪|没有犯罪)|当庭(?:翻供|不认罪|否认)|拒不认罪").expect("the pattern is a constant")
});

static OBJECTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"不同意(?:适用)?(?:简易|速裁|这个)|(?:对适用[^。]{0,8}程序)?有异议|不同意适用")
        .expect("the pattern is a constant")
});

static PROCEDURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:适用|按照?|转为|改为|继续适用)[^，。；？\n]{0,8}?(?P<name>普通|简易|速裁)程序")
        .expect("the pattern is a constant")
});

static UNSETTLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:未|没有|没能|未能|不能|达不|无法)[^。；，\n]{0,4}达?成[^。；\n]{0,10}(?:调解|和解|协议|赔偿)|(?:调解|和解|协议|赔偿)[^。；，\n]{0,8}(?:未达成|不成|未果|没谈成|谈不拢|没有达成|未能达成)|调解未成|没谈成")
        .expect("the pattern is a constant")
});

static SETTLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:已|双方|自愿|就[^。，]{0,12})[^。；，\n未没不]{0,6}达成[^。；\n]{0,8}(?:调解|和解|赔偿)|撤回(?:刑事)?附带民事|调解书").expect("the pattern is a constant")
});

/// The hearing that `form` records or, being the judgment, tells of.
pub fn read_hearing(form: &Form<'_>, suspects: &[String]) -> Option<Hearing> {
    let text = form.text();
    let is_judgment = form.kind() == "criminal_judgment" && !form.document.title.contains("前罪");
    if form.kind() != "trial_record" && !is_judgment {
        return None;
    }
    let last = PROCEDURE
        .captures_iter(text)
        .filter(|captures| {
            // A question whether it may be used is its use; one whether to change is none.
            captures.get(0).is_some_and(|whole| !whole.as_str().contains("不"))
        })
        .last();
    let named = last.as_ref().and_then(|captures| captures.name("name"));
    let place = named.map(|name| name.start());
    let mut hearing = Hearing {
        document: form.index,
        bench: if is_judgment { Default::default() } else { bench_of(text) },
        procedure: named.filter(|_| !is_judgment).and_then(|name| procedure_named(name.as_str())),
        procedure_quote: place.and_then(|at| form.reading.quote(form.reading.sentence_range(at))),
        not_admitting: Vec::new(),
        objecting: Vec::new(),
        has_civil_claim: text.contains("附带民事"),
        unsettled_quote: UNSETTLED
            .find(text)
            .and_then(|found| form.reading.quote(form.reading.sentence_range(found.start()))),
        is_settled: SETTLED.is_match(text),
    };
    if !is_judgment {
        read_remarks(form, suspects, &mut hearing);
    }
    for found in PLEADED.find_iter(text) {
        let sentence = form.reading.sentence_range(found.start());
        let words = &text[sentence.clone()];
        for name in suspects.iter().filter(|name| words.contains(name.as_str())) {
            note(&mut hearing.not_admitting, name, form.reading.quote(sentence.clone()));
        }
    }
    Some(hearing)
}

/// What defendants say: "张某：不认罪。"
fn read_remarks(form: &Form<'_>, suspects: &[String], hearing: &mut Hearing) {
    let text = form.text();
    let speakers: Vec<(usize, usize, &str)> = SPEAKER
        .captures_iter(text)
        .filter_map(|captures| {
            let who = captures.name("who")?;
            Some((who.start(), captures.get(0)?.end(), who.as_str()))
        })
        .collect();
    for (at, (start, begin, who)) in speakers.iter().enumerate() {
        let end = speakers.get(at + 1).map_or(text.len(), |(next, _, _)| *next);
        let Some(name) = suspects.iter().find(|name| who.ends_with(name.as_str())) else {
            continue;
        };
        let said = &text[*begin..end.max(*begin)];
        let said_line = said.split('\n').next().unwrap_or(said);
        let range = *start..begin + said_line.len();
        if NOT_ADMITTED.is_match(said_line) {
            note(&mut hearing.not_admitting, name, form.reading.quote(range.clone()));
        }
        if OBJECTED.is_match(said_line)
            && !said_line.contains("没有异议")
            && !said_line.contains("无异议")
        {
            note(&mut hearing.objecting, name, form.reading.quote(range));
        }
    }
}

fn note(remarks: &mut Vec<HearingRemark>, name: &str, quote: Option<anjian_core::Quote>) {
    if remarks.iter().all(|known| known.person != name) {
        remarks.push(HearingRemark { person: name.to_owned(), quote });
    }
}
