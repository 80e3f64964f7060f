//! Ends of custody that an opinion, indictment or judgment tells of a person ("同年7月20日变更为取保
//! 候审"): the measure's own paper may not be in the file.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment};
use regex::Regex;

use super::{act_on, at};
use crate::{form::Form, moments};

/// Means of what another paper only mentions.
const MENTIONED: &str = "提及";

static FREED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:起)?(?:[，、]?(?:因|由)[^，。；\n]{1,24}[，]?)?[^，。；\n]{0,14}?(?:变更强制措施|取保候审|监视居住|释放)")
        .expect("the pattern is a constant")
});

/// What is no freedom: asked for, refused, violated, lifted.
static NOT_FREED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"申请|不同意|驳回|违反|解除|撤销|刑满|期间|届满|建议")
        .expect("the pattern is a constant")
});

/// For each of `subjects` the days on which the paper says that custody ended for bail,
/// surveillance or release.
pub(super) fn read(form: &Form<'_>, subjects: &[&str]) -> Vec<Act> {
    let text = form.text();
    let mut acts = Vec::new();
    for subject in subjects {
        let introduced = ["犯罪嫌疑人", "被告人", "被不起诉人"]
            .iter()
            .find_map(|label| text.find(&format!("{label}{subject}")));
        let Some(begin) = introduced else { continue };
        let line = form.reading.line_range(begin);
        let end = next_person(text, begin, line.end);
        let words = &text[begin..end];
        for stated in moments::find_moments(words, form.reference()) {
            let Some(found) = FREED.find(&words[stated.range.end..]) else { continue };
            if NOT_FREED.is_match(found.as_str()) {
                continue;
            }
            let range = begin + stated.range.start..begin + stated.range.end + found.end();
            let mut act = act_on(form, ActKind::CustodyEndTold, Some(subject));
            act.means = Some(MENTIONED.to_owned());
            let day = Moment::day(stated.moment.date());
            acts.push(at(act, day, form.reading.quote(range)));
        }
    }
    acts
}

/// Where the next person of the same line is introduced, else its end.
fn next_person(text: &str, begin: usize, end: usize) -> usize {
    let first = text[begin..].chars().next().map_or(0, char::len_utf8);
    let rest = text.get(begin + first..end).unwrap_or("");
    ["；犯罪嫌疑人", "。犯罪嫌疑人", "；被告人", "。被告人"]
        .iter()
        .filter_map(|label| rest.find(label))
        .min()
        .map_or(end, |found| begin + first + found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    fn days(intro: &str) -> Vec<String> {
        let text = format!("某县公安局\n起诉意见书\n{intro}\n二〇二四年九月二十日");
        let mut found = Vec::new();
        form(&text, |form| {
            found = read(form, &["张大山"])
                .into_iter()
                .filter_map(|act| act.from.map(|from| from.to_iso()))
                .collect();
        });
        found
    }

    #[test]
    fn an_opinion_tells_when_custody_ended() {
        for (intro, expected) in [
            ("犯罪嫌疑人张大山，男。2024年6月7日被逮捕，7月20日变更为取保候审。", "2024-07-20"),
            (
                "犯罪嫌疑人张大山，男。2024年6月7日被逮捕，同年7月20日因患病被我局取保候审。",
                "2024-07-20",
            ),
            ("被告人张大山，2024年5月8日被刑事拘留，2024年5月20日被释放。", "2024-05-20"),
        ] {
            assert_eq!(days(intro), [expected], "{intro}");
        }
        for intro in [
            "犯罪嫌疑人张大山，男。2024年6月7日被逮捕，7月20日申请取保候审未获同意。",
            "犯罪嫌疑人张大山，男，2019年3月4日刑满释放。2024年6月7日被逮捕。",
        ] {
            assert!(days(intro).is_empty(), "{intro}");
        }
    }
}
