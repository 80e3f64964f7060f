//! Who speaks of a penalty: a court that imposes it, a procuratorate that recommends it, or
//! somebody who tells of another case.

use std::sync::LazyLock;

use regex::Regex;

/// Whose words a stretch of text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// A court's ruling, introduced as one (依照…判决如下).
    Court,
    /// Words such as 认定被告人…犯: a ruling told in one sentence, or a part of one repeated by
    /// somebody who argues about it.
    CourtInPassing,
    /// The procuratorate's recommendation (量刑建议), to the end of its sentence.
    Recommendation,
    /// Anything else: an earlier conviction, a plea, a ground of appeal.
    Other,
}

impl Stance {
    /// True where a court imposes.
    pub fn is_court(self) -> bool {
        matches!(self, Self::Court | Self::CourtInPassing)
    }
}

static TURN: LazyLock<Regex> = LazyLock::new(|| {
    let kept = r"(?P<kept>(?:撤销|维持|驳回|与原判)[^；。，]*)";
    let court = r"(?P<court>判决如下|裁定如下|如下判决|判决[：:]|(?:依法|分别|遂|综上[，,]?|据此|法院|院)判决|(?:依照|依据|根据|按照)[^。；]{0,12}(?:《|〈|法律|刑法|上述|以上|案情|被告人|查明|三|其))";
    let passing = r"(?P<passing>法院(?:[^。；，提辩]{0,10})?(?:认定|以)(?:原审)?被告人|判决(?:原审)?被告人|认定(?:原审)?被告人|以(?:原审)?被告人[^，。；]{1,20}犯)";
    let recommendation = r"(?P<recommendation>建议)";
    // Law is made by 最高人民检察院 too: the office's name alone says only who may recommend.
    let prosecution =
        r"(?P<office>检察机关|检察员|检察院)|(?P<prosecution>指控|公诉机关|公诉人|起诉书)";
    let defence = r"(?P<defence>辩护|辩称|上诉(?:提出|称|理由|请求|及|，))";
    let other = r"(?P<other>证明|证实|载明|显示|因犯|曾因|曾于|前科|提出|不服|抗诉(?:机关|称|提出|意见|认为|理由)|宣判后|判后|判决后|如不服|本院认为|经审理|审理查明|经查|原判|原审判决|一审判决|请求|认为)";
    Regex::new(&format!(
        "{kept}|{court}|{passing}|{recommendation}|{prosecution}|{defence}|{other}|(?P<stop>。)"
    ))
    .expect("the pattern is a constant")
});

/// Every change of stance in `text` with the byte where it happens, in order.
pub(super) fn find_turns(text: &str) -> Vec<(usize, Stance)> {
    let mut turns: Vec<(usize, Stance)> = Vec::new();
    let mut stance = Stance::Other;
    let mut defence_speaks = false;
    for captures in TURN.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let is = |name: &str| captures.name(name).is_some();
        if is("prosecution") || is("office") || is("defence") {
            defence_speaks = is("defence");
        }
        let next = if is("court") {
            Stance::Court
        } else if is("passing") {
            // Inside a ruling it is only the ruling's wording.
            if stance == Stance::Court { stance } else { Stance::CourtInPassing }
        } else if is("recommendation") && !defence_speaks {
            Stance::Recommendation
        } else if is("kept") || is("office") || (is("stop") && stance != Stance::Recommendation) {
            stance
        } else {
            Stance::Other
        };
        if next != stance {
            turns.push((whole.start(), next));
            stance = next;
        }
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_ruling_from_what_surrounds_it() {
        let text = "公诉机关认为被告人有自首情节，建议判处拘役二个月。刑事判决书证明，被告人曾被判处管制。\
                    原审法院依照《刑法》第二百六十四条之规定，判决：一、被告人犯盗窃罪，判处拘役三个月。\
                    宣判后，被告人上诉称量刑过重。";
        let stances: Vec<Stance> = find_turns(text).into_iter().map(|(_, stance)| stance).collect();
        assert_eq!(stances, [Stance::Recommendation, Stance::Other, Stance::Court, Stance::Other]);
        let text = "辩护人提出被告人系从犯，建议免予刑事处罚。抗诉机关认为原判认定被告人犯贪污罪判处拘役错误。";
        assert!(find_turns(text).iter().all(|(_, stance)| *stance != Stance::Recommendation));
    }
}
