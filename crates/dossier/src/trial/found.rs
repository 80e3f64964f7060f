//! What a judgment found about how grave each offence is: for whom, how much, which range it names.

use std::sync::LazyLock;

use anjian_core::judgment::Sentence;
use regex::Regex;

use super::terms::parse_money;
use crate::numerals::parse_numeral;

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<sum>\d[\d,.]*\s*万?)\s*(?:余)?元").expect("the pattern is a constant")
});

static STATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:应处|应当处|应在|应当在|应判处|应当判处|法定刑[为系]?|量刑幅度[为系]?)[^。，]{0,12}?(?P<low>[一二三四五六七八九十\d]{1,3})年以上")
        .expect("the pattern is a constant")
});

/// Gives each count of `sentences` the words of `found` that are about its defendant and offence.
pub(super) fn attribute(found: &str, sentences: &mut [Sentence]) {
    let names: Vec<String> = sentences.iter().map(|sentence| sentence.defendant.clone()).collect();
    let offences: Vec<String> = sentences
        .iter()
        .flat_map(|sentence| sentence.counts.iter().map(|count| count.offence.clone()))
        .collect();
    for sentence in sentences.iter_mut() {
        let several = sentence.counts.len() > 1;
        for count in &mut sentence.counts {
            // Sentences that name the defendant or none of the others; the same of offences, of which
            // one that names several grades none.
            let bare = bare_name(&count.offence);
            let foreign = |part: &str| {
                offences
                    .iter()
                    .any(|name| bare_name(name) != bare && part.contains(bare_name(name)))
            };
            count.grounds = found
                .split_inclusive(['。', '；'])
                .filter(|part| {
                    let own = part.contains(&sentence.defendant)
                        || !names.iter().any(|name| part.contains(name.as_str()));
                    let same = part.contains(bare);
                    own && !(foreign(part) && (several || !same)) && (same || !several)
                })
                .collect();
            count.amount = AMOUNT
                .captures_iter(&count.grounds)
                .filter_map(|captures| parse_money(&captures["sum"]))
                .max();
            count.stated_years = STATED
                .captures(&count.grounds)
                .and_then(|captures| parse_numeral(&captures["low"]))
                .map(i64::from);
        }
    }
}

/// 盗窃 of 盗窃罪: facts say what was done, not what it is called.
fn bare_name(offence: &str) -> &str {
    offence.trim_end_matches('罪')
}
