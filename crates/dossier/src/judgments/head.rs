//! The head (首部) of a judgment: its defendants, the paragraph on each, the charge.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    MOST_DEFENDANTS, Stated,
    charges::{self, Charge},
    offences,
};
use crate::reading::Reading;

/// What the head says.
#[derive(Debug)]
pub(super) struct Head {
    /// Defendants' names, in order.
    pub names: Vec<String>,
    /// Paragraph about each defendant, as an index into `names` and bytes of the text.
    pub paragraphs: Vec<(usize, Range<usize>)>,
    /// Where the head ends and the account begins.
    pub end: usize,
    charges: Vec<Charge>,
    /// Names that the charge spells otherwise than the paragraph, and whose they are.
    mistyped: Vec<(String, usize)>,
}

impl Head {
    /// The offences that the defendant with index `at` is charged with.
    pub fn charged(&self, at: usize, reading: &Reading<'_>) -> Vec<Stated<String>> {
        let mut charged: Vec<Stated<String>> = Vec::new();
        for charge in &self.charges {
            let concerns = charge.names.is_empty()
                || charge.names.iter().any(|name| self.index_of(name) == Some(at));
            if !concerns {
                continue;
            }
            if charge.replaces {
                charged.clear();
            }
            for offence in &charge.offences {
                if charged.iter().all(|known| known.value != offence.name)
                    && let Some(quote) = reading.quote(offence.range.clone())
                {
                    charged.push(Stated { value: offence.name.clone(), quote });
                }
            }
        }
        charged
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name).or_else(|| {
            self.mistyped.iter().find(|(mistyped, _)| mistyped == name).map(|(_, at)| *at)
        })
    }
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[（\[〔［【﹝〈]\s*(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*[）\]〕］】﹞〉][^，。；：]{1,20}?\d+\s*(?:-\d+)?\s*号",
    )
    .expect("the pattern is a constant")
});

static TRIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"审理(?:已经|完毕)?终结|终结审理|审理完毕|(?:公诉机关|检察院|起诉书)(?:起诉)?指控[，：]|(?:原判|原审|审理)(?:决)?(?:认定|查明)[，：]|审理查明|本院认为|(?:判决|裁定)如下")
        .expect("the pattern is a constant")
});

static INTRODUCED: LazyLock<Regex> = LazyLock::new(|| {
    let role = r"(?:（(?:原审|一审)?被告(?:人|单位)[^（）]{0,20}）|(?:原审|一审)?被告(?:人|单位)(?:（[^（）]{1,20}）)?|上诉人)";
    Regex::new(&format!(
        r"{role}[：\s]*(?P<name>[^，。；：（）\s、]{{1,30}}?)\s*(?:（[^（）]{{1,60}}）\s*)*[，,\s](?:[^。；]{{0,60}}?[，,\s（])?(?:男|女|性别|现年|生于|\d{{4}}年\d{{1,2}}月\d{{1,2}}日(?:出生|生)|住所地|统一社会信用代码|组织机构代码|法定代表人)"
    ))
    .expect("the pattern is a constant")
});

/// A paragraph on a defendant who is named without a comma: "被告人张某因涉嫌…，于…".
static SUSPECTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"被告人(?P<name>[^，。；：（）\s、]{1,20}?)(?:（[^（）]{1,60}）)?[，]?(?:现)?因(?:本案|涉嫌|犯)")
        .expect("the pattern is a constant")
});

/// The sentence that names the prosecution ends the paragraphs on people.
static BROUGHT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"起诉书|指控|一案|提起公诉").expect("the pattern is a constant"));

/// Reads the head of a judgment's `text`.
pub(super) fn read(text: &str) -> Head {
    let start = body_start(text);
    let end = TRIED.find_at(text, start).map_or(text.len(), |found| found.end());
    let mut names: Vec<String> = Vec::new();
    let mut introduced: Vec<(usize, Range<usize>)> = Vec::new();
    let found: Vec<_> = INTRODUCED.captures_iter(&text[start..end]).collect();
    let found =
        if found.is_empty() { SUSPECTED.captures_iter(&text[start..end]).collect() } else { found };
    for captures in &found {
        let (Some(whole), Some(name)) = (captures.get(0), captures.name("name")) else { continue };
        if names.len() >= MOST_DEFENDANTS || is_civil_party(&text[..start + whole.start()]) {
            continue;
        }
        let at = position_or_push(&mut names, name.as_str().to_owned());
        introduced.push((at, start + whole.start()..start + name.end()));
    }
    let brought = introduced.last().map_or(start, |(_, range)| range.end);
    let charges = charges::read(text, brought.min(end)..end);
    let charged: Vec<&String> = charges.iter().flat_map(|charge| &charge.names).collect();
    let mut mistyped: Vec<(String, usize)> = Vec::new();
    let known = names.clone();
    for name in &charged {
        if names.contains(name) || names.len() >= MOST_DEFENDANTS {
            continue;
        }
        match find_alike(&known, name)
            .filter(|at| known.get(*at).is_some_and(|known| !charged.contains(&known)))
        {
            Some(at) => mistyped.push(((*name).clone(), at)),
            None => names.push((*name).clone()),
        }
    }
    if names.is_empty() {
        names = title_names(&text[..start]);
    }
    let paragraphs = introduced
        .iter()
        .enumerate()
        .map(|(index, (at, range))| {
            let next = introduced.get(index + 1).map_or_else(
                || BROUGHT.find_at(&text[..end], range.end).map_or(end, |found| found.start()),
                |(_, next)| next.start,
            );
            (*at, range.end..next.max(range.end))
        })
        .collect();
    Head { names, paragraphs, end, charges, mistyped }
}

/// Where the text after title and case number (案号) begins.
fn body_start(text: &str) -> usize {
    let near = text.char_indices().nth(500).map_or(text.len(), |(at, _)| at);
    // A title may cite the indictment's number; the court's own says 初, 终, 再, 重.
    NUMBER
        .find_iter(&text[..near])
        .find(|number| {
            ["初", "终", "再", "重", "申"].iter().any(|word| number.as_str().contains(word))
        })
        .map_or(0, |number| number.end())
}

/// "甲某、乙某一审刑事判决书": the names where the body gives none.
fn title_names(title: &str) -> Vec<String> {
    let end = ["一审", "二审", "再审", "犯", "案"]
        .iter()
        .filter_map(|word| title.find(word))
        .chain(offences::find_listed(title).map(|offence| offence.range.start))
        .min();
    end.map_or_else(Vec::new, |end| charges::parse_names(&title[..end]))
}

/// True where the role goes on from 附带民事诉讼: a party to the civil claim alone, unless the
/// paper says "被告人暨附带民事诉讼被告人".
fn is_civil_party(before: &str) -> bool {
    before.ends_with("民事诉讼")
        && !["暨附带民事诉讼", "暨原审附带民事诉讼", "暨刑事附带民事诉讼"]
            .iter()
            .any(|both| before.ends_with(both))
}

fn position_or_push(names: &mut Vec<String>, name: String) -> usize {
    match names.iter().position(|known| *known == name) {
        Some(at) => at,
        None => {
            names.push(name);
            names.len() - 1
        }
    }
}

/// The known name that `name` mistypes: courts write 文豪 and 文谊 of one man.
fn find_alike(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|known| {
        let same = known.chars().zip(name.chars()).filter(|(a, b)| a == b).count();
        let length = known.chars().count();
        length == name.chars().count() && length >= 3 && same + 1 == length && is_plain(name)
    })
}

/// A masked name (某1, 某甲) differs from another by one char on purpose.
fn is_plain(name: &str) -> bool {
    !name.contains(['某', '×', 'X', 'x', '*']) && !name.chars().any(|c| c.is_ascii_digit())
}
