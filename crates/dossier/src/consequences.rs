//! Grave consequences that the closing papers state: death, 重伤, a large amount of drugs. They decide
//! whether an interrogation had to be recorded (程序规定第二百零八条第二款).

use std::sync::LazyLock;

use anjian_core::Quote;
use regex::Regex;

use crate::form::Form;

static GRAVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"重伤[一二]级|致[^，。；\n]{0,10}(?:重伤|死亡)|(?:抢救无效|当场)死亡|被害人[^，。；\n]{0,10}死亡|死者|毒品数量(?:较)?大|(?:海洛因|甲基苯丙胺|冰毒|氯胺酮|可卡因|吗啡|麻古|K粉)[^。\n]{0,24}?(?P<grams>\d{1,6}(?:\.\d+)?)\s*(?P<unit>千克|公斤|克)")
        .expect("the pattern is a constant")
});

/// Grams from which heroin or methamphetamine is a larger amount (刑法第三百四十七条第三款).
const LARGER_GRAMS: f64 = 10.0;

/// The words of grave consequences in opinions of prosecution, indictments and requests for arrest.
pub fn read_consequences(forms: &[Form<'_>]) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for form in forms {
        let states = matches!(
            form.kind(),
            "prosecution_opinion" | "indictment" | "arrest_request" | "expert_opinion"
        );
        if !states {
            continue;
        }
        for captures in GRAVE.captures_iter(form.text()) {
            let Some(whole) = captures.get(0) else { continue };
            let grams = captures.name("grams").and_then(|m| m.as_str().parse::<f64>().ok());
            let is_little = grams.is_some_and(|grams| {
                captures.name("unit").is_some_and(|unit| unit.as_str() == "克")
                    && grams < LARGER_GRAMS
            });
            let before: String = form.text()[..whole.start()].chars().rev().take(4).collect();
            if !is_little && !before.contains(['未', '不', '非']) {
                quotes.extend(form.reading.quote(whole.range()));
            }
        }
    }
    quotes
}
