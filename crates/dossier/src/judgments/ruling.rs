//! Rulings (判决主文): offence and penalty for each defendant, also where the judgment only
//! retells the ruling appealed against.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Quote, judgment::PenaltyKind};
use regex::Regex;

use super::{
    Stated, ToldSentence,
    head::Head,
    offences::{self, NamedOffence},
    penalties::{self, Part, ToldPenalty},
    stance::{self, Stance},
};
use crate::reading::Reading;

/// What the text says of one defendant.
#[derive(Debug, Clone, Default)]
pub(super) struct Ruling {
    pub offences: Vec<Stated<String>>,
    pub imposed: Option<ToldSentence>,
    pub recommended: Option<ToldSentence>,
}

enum Token {
    Turn(Stance),
    /// 。 or ；.
    Break,
    Name(usize),
    Everybody,
    Offences(Vec<NamedOffence>),
    /// 决定执行: what follows replaces the counts.
    Executed,
    /// 前罪, 余刑, 总和刑期, 撤销: what follows up to the break is not imposed here.
    Earlier,
    Part(Part),
}

static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<break>[。；])|(?P<executed>决定(?:合并)?执行|决定并罚|实际执行|合并执行刑期)|(?P<earlier>前罪|前犯|原犯|原判|原罪|余刑|剩余|未执行|总和刑期|合并为|撤销)|(?P<everybody>(?:[二两三四五六七八九十]|各|上述|以上|\d{1,2})名?(?:原审)?被告人(?:均|分别|各)?)|(?P<commits>犯有?|以|构成)",
    )
    .expect("the pattern is a constant")
});

/// More parts of penalties than any judgment has; a hostile text stops here.
const MOST_PARTS: usize = 3_000;

/// What may stand between two names of one list.
static LIST_GAP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[、，和及与（）\s]*(?:(?:原审|上诉人|被告人|罪犯|被告单位)[（）、]?)*$")
        .expect("the pattern is a constant")
});

/// Reads the rulings and recommendations after the head, one entry per defendant of `head`.
pub(super) fn read(reading: &Reading<'_>, head: &Head) -> Vec<Ruling> {
    let mut reader = Reader {
        reading,
        names: &head.names,
        cases: vec![Case::default(); head.names.len()],
        stance: Stance::Other,
        run: 0,
        group: Vec::new(),
        group_end: 0,
        is_closed: true,
        is_executed: false,
        is_earlier: false,
        offences: Vec::new(),
        has_penalty: true,
    };
    for (range, token) in tokens(reading.text(), head) {
        reader.take(range, token);
    }
    reader.cases.into_iter().map(Case::into_ruling).collect()
}

fn tokens(text: &str, head: &Head) -> Vec<(Range<usize>, Token)> {
    let from = head.end;
    let rest = &text[from..];
    let mut tokens: Vec<(Range<usize>, Token)> = stance::find_turns(rest)
        .into_iter()
        .map(|(at, stance)| (from + at..from + at, Token::Turn(stance)))
        .collect();
    for captures in SIGN.captures_iter(rest) {
        let Some(whole) = captures.get(0) else { continue };
        let range = from + whole.start()..from + whole.end();
        if captures.name("commits").is_some() {
            let list = offences::read_list(text, range.end);
            if let Some(last) = list.last() {
                tokens.push((range.start..last.range.end, Token::Offences(list)));
            }
            continue;
        }
        let token = if captures.name("break").is_some() {
            Token::Break
        } else if captures.name("executed").is_some() {
            Token::Executed
        } else if captures.name("earlier").is_some() {
            Token::Earlier
        } else {
            Token::Everybody
        };
        tokens.push((range, token));
    }
    tokens.extend(names(text, from, &head.names));
    tokens.extend(
        penalties::find_parts(rest)
            .into_iter()
            .take(MOST_PARTS)
            .map(|(range, part)| (from + range.start..from + range.end, Token::Part(part))),
    );
    tokens.sort_by_key(|(range, _)| range.start);
    tokens
}

/// Every mention of a defendant; where one name holds another, the longer wins.
fn names(text: &str, from: usize, names: &[String]) -> Vec<(Range<usize>, Token)> {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (index, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        for (at, matched) in text[from..].match_indices(name.as_str()) {
            let range = from + at..from + at + matched.len();
            if !is_part_of_masked_name(name, &text[range.end..]) {
                found.push((range, index));
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut kept: Vec<(Range<usize>, Token)> = Vec::new();
    for (range, index) in found {
        if kept.last().is_none_or(|(last, _)| last.end <= range.start) {
            kept.push((range, Token::Name(index)));
        }
    }
    kept
}

/// "李某" inside "李某甲" or "李某1" is somebody else.
fn is_part_of_masked_name(name: &str, after: &str) -> bool {
    name.ends_with(['某', '×'])
        && after.starts_with(|c: char| "某×甲乙丙丁戊己庚辛".contains(c) || c.is_ascii_digit())
}

#[derive(Debug, Clone, Default)]
struct Case {
    /// Which ruling the counts are of; a later one replaces them.
    run: usize,
    offences: Vec<Stated<String>>,
    counts: Vec<ToldSentence>,
    executed: Option<ToldSentence>,
    recommended: Option<ToldSentence>,
}

impl Case {
    fn into_ruling(self) -> Ruling {
        // Several counts without 决定执行 leave the penalty open; the first is still a fact.
        let imposed = self.executed.or_else(|| self.counts.into_iter().next());
        Ruling { offences: self.offences, imposed, recommended: self.recommended }
    }
}

struct Reader<'a, 'r> {
    reading: &'a Reading<'r>,
    names: &'a [String],
    cases: Vec<Case>,
    stance: Stance,
    run: usize,
    /// Defendants spoken of.
    group: Vec<usize>,
    group_end: usize,
    /// True when the next name begins a new group.
    is_closed: bool,
    is_executed: bool,
    is_earlier: bool,
    offences: Vec<NamedOffence>,
    /// True when the offences have their penalty, so that the next ones begin a new count.
    has_penalty: bool,
}

impl Reader<'_, '_> {
    fn take(&mut self, range: Range<usize>, token: Token) {
        match token {
            Token::Turn(stance) => self.turn(stance),
            _ if self.stance == Stance::Other => {}
            Token::Break => {
                self.is_closed = true;
                self.is_earlier = false;
            }
            Token::Name(index) => self.name(range, index),
            Token::Everybody => {
                self.group = (0..self.names.len()).collect();
                self.is_closed = true;
            }
            Token::Executed => {
                self.is_executed = true;
                self.is_earlier = false;
            }
            Token::Earlier => self.is_earlier = true,
            _ if self.is_earlier => {}
            Token::Offences(list) => {
                if self.has_penalty {
                    self.offences.clear();
                    self.has_penalty = false;
                }
                self.is_executed = false;
                self.offences.extend(list);
            }
            Token::Part(part) => self.part(range, part),
        }
    }

    fn turn(&mut self, stance: Stance) {
        self.stance = stance;
        if stance != Stance::Other {
            self.run += 1;
            self.group.clear();
            self.offences.clear();
            self.is_closed = true;
            self.is_executed = false;
            self.is_earlier = false;
            self.has_penalty = true;
        }
    }

    fn name(&mut self, range: Range<usize>, index: usize) {
        let gap = self.reading.text().get(self.group_end..range.start).unwrap_or("");
        if self.is_closed || !LIST_GAP.is_match(gap) {
            self.group.clear();
            self.is_executed = false;
        }
        if !self.group.contains(&index) {
            self.group.push(index);
        }
        self.group_end = range.end;
        self.is_closed = false;
    }

    fn part(&mut self, range: Range<usize>, part: Part) {
        let before = &self.reading.text()[..range.start];
        let is_alone = ["单处", "判处", "各处"].iter().any(|word| before.ends_with(word));
        let Some(quote) = self.reading.quote(range) else { return };
        if self.group.is_empty() && self.names.len() == 1 {
            self.group.push(0);
        }
        self.has_penalty = true;
        // Another name after a penalty is another person.
        self.is_closed = true;
        let offences: Vec<Stated<String>> = self
            .offences
            .iter()
            .filter_map(|offence| {
                let quote = self.reading.quote(offence.range.clone())?;
                Some(Stated { value: offence.name.clone(), quote })
            })
            .collect();
        for at in self.group.clone() {
            let Some(case) = self.cases.get_mut(at) else { continue };
            if self.stance.is_court() {
                let is_told = !case.counts.is_empty() || case.executed.is_some();
                if case.run != self.run && self.stance == Stance::CourtInPassing && is_told {
                    continue;
                }
                if case.run != self.run {
                    *case = Case {
                        run: self.run,
                        recommended: case.recommended.take(),
                        ..Case::default()
                    };
                }
                for offence in &offences {
                    if case.offences.iter().all(|known| known.value != offence.value) {
                        case.offences.push(offence.clone());
                    }
                }
            }
            let slot = match (self.stance, self.is_executed) {
                (Stance::Recommendation, _) => &mut case.recommended,
                (_, true) => &mut case.executed,
                (_, false) => {
                    add_count(&mut case.counts, &part, &quote, is_alone);
                    continue;
                }
            };
            match (slot.as_mut(), &part) {
                (None, _) => *slot = begin(&part, &quote, is_alone),
                // 有期徒刑 and 管制 executed one after the other: the heavier stands first.
                (Some(_), Part::Principal(_)) => {}
                (Some(sentence), _) => add(sentence, &part, &quote),
            }
        }
    }
}

fn add_count(counts: &mut Vec<ToldSentence>, part: &Part, quote: &Quote, is_alone: bool) {
    match (counts.last_mut(), part) {
        (Some(last), part) if !matches!(part, Part::Principal(_)) => add(last, part, quote),
        _ => counts.extend(begin(part, quote, is_alone)),
    }
}

fn begin(part: &Part, quote: &Quote, is_alone: bool) -> Option<ToldSentence> {
    let penalty = match part {
        Part::Principal(penalty) => penalty.clone(),
        // 并处 belongs to a penalty that could not be read; only 单处 or 判处 stands alone.
        Part::Fine(_) if !is_alone => return None,
        Part::Fine(yuan) => {
            ToldPenalty { fine: Some(*yuan), ..ToldPenalty::new(PenaltyKind::FineAlone) }
        }
        Part::Probation(_) | Part::Term(..) => return None,
    };
    Some(ToldSentence { penalty, quotes: vec![quote.clone()] })
}

fn add(sentence: &mut ToldSentence, part: &Part, quote: &Quote) {
    let penalty = &mut sentence.penalty;
    match part {
        Part::Probation(months) if penalty.probation_months.is_none() => {
            penalty.probation_months = Some(*months);
        }
        Part::Fine(yuan) if penalty.fine.is_none() => penalty.fine = Some(*yuan),
        Part::Term(from, to) if penalty.from.is_none() => {
            (penalty.from, penalty.to) = (Some(*from), Some(*to));
        }
        _ => return,
    }
    sentence.quotes.push(quote.clone());
}
