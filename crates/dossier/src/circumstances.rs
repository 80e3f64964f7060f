//! Circumstances that papers tell of suspects: coming in, admitting, helping, what forbids custody.

use std::{ops::Range, sync::LazyLock};

use anjian_core::circumstance::{Circumstance, CircumstanceKind};
use regex::Regex;

use crate::{form::Form, moments, people};

/// Papers that tell how a suspect came in.
const APPEARANCES: &[&str] = &[
    "appearance_account",
    "call_handling_register",
    "case_acceptance_register",
    "accident_determination",
    "scene_inspection_record",
    "explanation_note",
];

/// Papers that give grounds for a measure.
const MEASURES: &[&str] = &[
    "bail_decision",
    "residential_surveillance_decision",
    "arrest_request",
    "arrest_refusal_decision",
    "medical_certificate",
    "explanation_note",
    "prosecution_opinion",
    "release_notice",
    "release_certificate",
    "intake_examination",
];

static SURRENDERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"投案|主动到案|主动来到|主动前往|自首").expect("the pattern is a constant")
});

static CALLED_IN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"电话[^。；]{0,30}(?:通知|传唤|联系|规劝|劝说)|(?:通知|传唤|规劝)[^。；，]{0,12}电话|接到[^。；，]{0,12}(?:电话|通知)|经[^。；，]{0,12}(?:电话|通知|规劝|劝说)").expect("the pattern is a constant")
});

static CAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"自行(?:来到|到达|到案|前往|前来|到|至)|自动(?:到案|前来)|主动(?:到|来)|到案(?:[^后]|$)|到所|来到|到达|前来").expect("the pattern is a constant")
});

static WAITED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:在)?(?:现场|原地|事故现场|路边|案发地|家中|家里)[^。；，]{0,8}等候|等候[^。；，]{0,6}(?:处理|民警|交警|到来|处置)|未离开现场[^。]{0,10}等").expect("the pattern is a constant")
});

static CALLED_POLICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:自己|本人|主动|自行|随即|立即|当即|便)[^。；，]{0,8}(?:报警|拨打\s*(?:了)?\s*(?:110|122))|拨打(?:了)?\s*(?:110|122)|电话报警|报警称").expect("the pattern is a constant")
});

static CAUGHT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"抓获|查获|捕获|当场控制|盘查|盘问|押解|堵截|强制传唤|将其控制")
        .expect("the pattern is a constant")
});

static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"我没(?:有)?(?:偷|打|借|卖|抢|骗|拿|参与|做|干|犯|动|关|收|开|去)|答：没(?:有)?(?:借|偷|打|抢|骗|参与|卖|拿|做|干|犯)|没犯罪|没有犯罪|我(?:真的?)?(?:什么|啥)?(?:都|也)?不知道|不承认|我冤枉|不是我(?:干|做|打|偷)|不认罪|不认[。，]|跟我没(?:有)?关系[。，]|与我无关|没(?:有)?这回事")
        .expect("the pattern is a constant")
});

static PLEADED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"认罪认罚|自愿认罪|我认罪").expect("the pattern is a constant"));

static ASSISTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"协助[^。；，]{0,16}(?:抓捕|抓获|捉拿|缉捕)|(?:带领|带)[^。；，]{0,8}(?:民警|侦查人员|公安)[^。；]{0,30}(?:抓获|抓捕|指认|前往)|(?:约|诱|引)[^。；，]{0,12}(?:将其|民警)[^。；]{0,8}抓获").expect("the pattern is a constant")
});

static INFORMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"检举|揭发|举报他人").expect("the pattern is a constant"));

static VERIFIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:查证|核查|经查|查实|情况|线索)[^。；]{0,8}属实|已(?:被)?查证属实|据此(?:抓获|破获|侦破)|据以侦破|已查实").expect("the pattern is a constant")
});

static DISPROVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"查否|不属实|未查实|无法查证|未能查证|查无|未接到|未发现|不能查实|正在核查|尚未查实|未查证").expect("the pattern is a constant")
});

static UNFIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"怀孕|孕妇|孕\s*\d|早孕|妊娠|宫内|哺乳|严重疾病|重大疾病|生活不能自理|唯一(?:的)?[扶抚]养人|不宜(?:羁押|收押)|不予收押|暂不收押|尿毒症|恶性肿瘤|癌").expect("the pattern is a constant")
});

static IMPRISONABLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"可能(?:被)?判处(?:十年以上)?(?:有期)?徒刑(?:以上)?|可能判处[^。；，]{0,8}年以上有期徒刑",
    )
    .expect("the pattern is a constant")
});

static DENYING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"不是|不属|不构成|未主动|没有主动|并非|拒不|不愿|不会|如果|是否|算不算|不肯|劝其|拒绝",
    )
    .expect("the pattern is a constant")
});

/// What `form` tells of the `suspects`.
pub fn read_circumstances(form: &Form<'_>, suspects: &[String]) -> Vec<Circumstance> {
    let mut found = Vec::new();
    if APPEARANCES.contains(&form.kind()) {
        read_appearance(form, suspects, &mut found);
    }
    if form.kind() == "interrogation_record" {
        read_interrogation(form, suspects, &mut found);
    }
    if matches!(form.kind(), "explanation_note" | "appearance_account") {
        read_merits(form, suspects, &mut found);
    }
    if MEASURES.contains(&form.kind()) || form.document.title.contains("出生") {
        read_grounds(form, suspects, &mut found);
    }
    found
}

/// The sentences of a text, each with the suspects it is about: those it names, else those of the one before.
fn sentences<'s>(form: &Form<'_>, suspects: &'s [String]) -> Vec<(Range<usize>, Vec<&'s String>)> {
    let text = form.text();
    let mut result = Vec::new();
    let mut about: Vec<&String> = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(['。', '；', '\n']) {
        let named: Vec<&String> =
            suspects.iter().filter(|name| part.contains(name.as_str())).collect();
        if !named.is_empty() {
            about = named;
        } else if about.is_empty() && suspects.len() == 1 {
            about = suspects.iter().collect();
        }
        result.push((start..start + part.len(), about.clone()));
        start += part.len();
    }
    result
}

fn read_appearance(form: &Form<'_>, suspects: &[String], found: &mut Vec<Circumstance>) {
    let text = form.text();
    for (range, about) in sentences(form, suspects) {
        let words = &text[range.clone()];
        if DENYING.is_match(words) && !words.contains("明知") {
            continue;
        }
        let day = moments::first_moment(words, form.reference()).map(|moment| moment.date());
        for name in about {
            let mut add = |kind| {
                found.push(Circumstance {
                    kind,
                    person: name.clone(),
                    document: form.index,
                    day,
                    quote: form.reading.quote(range.clone()),
                });
            };
            let named = words.contains(name.as_str());
            // A register's boxes (□投案 □扭送) say nothing by their labels.
            let is_boxes = words.contains(['□', '☐', '√', '■', '☑']);
            if SURRENDERED.is_match(words) && !is_boxes {
                add(CircumstanceKind::Surrendered);
            }
            if CALLED_IN.find(words).is_some_and(|called| CAME.is_match(&words[called.start()..])) {
                add(CircumstanceKind::CameOnCall);
            }
            if WAITED.is_match(words) {
                add(CircumstanceKind::WaitedAtScene);
            }
            if named && CALLED_POLICE.is_match(words) && is_caller(words, name) {
                add(CircumstanceKind::CalledPolice);
            }
            if CAUGHT.is_match(words) {
                add(CircumstanceKind::Caught);
            }
        }
    }
    // 报警人：阎立军 on a register of calls.
    if form.kind() == "call_handling_register"
        && let Some(field) = form.field(&["报警人", "报案人", "报警人姓名"])
        && let Some(name) = suspects.iter().find(|name| field.value.starts_with(name.as_str()))
    {
        found.push(Circumstance {
            kind: CircumstanceKind::CalledPolice,
            person: name.clone(),
            document: form.index,
            day: None,
            quote: form.reading.quote(field.range),
        });
    }
}

/// True where the one who calls is `name`: the name stands before the call, in its clause or the one before.
fn is_caller(words: &str, name: &str) -> bool {
    let Some(call) = CALLED_POLICE.find(words) else { return false };
    let Some(at) = words.find(name) else { return false };
    at < call.start()
        && words[at..call.start()].chars().count() <= 30
        && !words[at..call.start()].contains(['被', '发'])
}

fn read_interrogation(form: &Form<'_>, suspects: &[String], found: &mut Vec<Circumstance>) {
    let Some(name) = people::subject(form, suspects) else { return };
    let text = form.text();
    let day = moments::first_moment(text, form.reference()).map(|moment| moment.date());
    let mut add = |kind, range: Range<usize>| {
        found.push(Circumstance {
            kind,
            person: name.to_owned(),
            document: form.index,
            day,
            quote: form.reading.quote(range),
        });
    };
    let mut denied = false;
    let mut substance: Option<Range<usize>> = None;
    let mut start = 0;
    let mut answers = false;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start += line.len();
        if line.starts_with("答：") {
            answers = true;
        } else if line.starts_with("问：") || line.contains("以上笔录") {
            answers = false;
        }
        if !answers {
            continue;
        }
        if DENIED.is_match(line) && !denied {
            denied = true;
            add(CircumstanceKind::Denied, range.clone());
        }
        if PLEADED.is_match(line) && !line.contains("不认罪") {
            add(CircumstanceKind::PleadedGuilty, range.clone());
        }
        // An answer of some length on the facts: not a word on rights.
        if line.chars().count() >= 18
            && !["权利", "回避", "告知书", "身份证"].iter().any(|w| line.contains(w))
        {
            substance = substance.or(Some(range));
        }
    }
    if !denied && let Some(range) = substance {
        add(CircumstanceKind::Confessed, range);
    }
}

fn read_merits(form: &Form<'_>, suspects: &[String], found: &mut Vec<Circumstance>) {
    let text = form.text();
    let verified = VERIFIED.find(text);
    for (range, about) in sentences(form, suspects) {
        let words = &text[range.clone()];
        let assisted = ASSISTED.is_match(words);
        let informed = INFORMED.is_match(words);
        if !assisted && !informed {
            continue;
        }
        // Of several named, the one who acts stands first.
        let actor = about
            .iter()
            .min_by_key(|name| words.find(name.as_str()).unwrap_or(usize::MAX))
            .copied();
        let Some(name) = actor else { continue };
        let mut add = |kind, place: Range<usize>| {
            found.push(Circumstance {
                kind,
                person: name.clone(),
                document: form.index,
                day: None,
                quote: form.reading.quote(place),
            });
        };
        let kind =
            if assisted { CircumstanceKind::AssistedArrest } else { CircumstanceKind::Informed };
        add(kind, range.clone());
        let rest = &text[range.start..];
        let paragraph = rest.split('\n').next().unwrap_or(rest);
        if DISPROVED.is_match(paragraph) {
            add(CircumstanceKind::MeritDisproved, range.clone());
        } else if let Some(verified) = &verified {
            add(CircumstanceKind::MeritVerified, form.reading.sentence_range(verified.start()));
        }
    }
}

fn read_grounds(form: &Form<'_>, suspects: &[String], found: &mut Vec<Circumstance>) {
    let text = form.text();
    for (range, about) in sentences(form, suspects) {
        let words = &text[range.clone()];
        for (pattern, kind) in [
            (&UNFIT, CircumstanceKind::UnfitForCustody),
            (&IMPRISONABLE, CircumstanceKind::LikelyImprisonment),
        ] {
            if !pattern.is_match(words) || words.contains("徒刑以下") {
                continue;
            }
            // A request is for those it introduces, not for accomplices it mentions.
            let introduced = people::introduced(form, suspects);
            let is_request = form.kind() == "arrest_request";
            for name in &about {
                if is_request && !introduced.contains(&name.as_str()) {
                    continue;
                }
                found.push(Circumstance {
                    kind,
                    person: (*name).clone(),
                    document: form.index,
                    day: None,
                    quote: form.reading.quote(range.clone()),
                });
            }
        }
    }
}
