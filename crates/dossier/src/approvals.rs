//! How high an approval stands that a line of a form states (审批人).

use std::sync::LazyLock;

use anjian_core::property::Approval;
use regex::Regex;

static CITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}]{1,6}(?:市|州|盟|地区)公安局(?:[^\p{Han}]|副?局长|党委|负责人|主要|领导|批准)|公安厅|市局|州局")
        .expect("the pattern is a constant")
});

static LOWER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"大队|中队|所长|派出所|教导员|指导员|办案民警|承办人|支队长")
        .expect("the pattern is a constant")
});

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^副])局长|主要负责人|厅长").expect("the pattern is a constant")
});

static COUNTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"副局长|局领导|分管领导|负责人|政委|县公安局|分局")
        .expect("the pattern is a constant")
});

/// The level that `line` states; the highest of several, as a form goes up from desk to head.
pub fn read_level(line: &str) -> Approval {
    if CITY.is_match(line) {
        Approval::City
    } else if HEAD.is_match(line) {
        Approval::Head
    } else if COUNTY.is_match(line) {
        Approval::County
    } else if LOWER.is_match(line) {
        Approval::Lower
    } else {
        Approval::Unstated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_go_by_office() {
        for (line, level) in [
            ("批准人：苏某（某县公安局副局长）", Approval::County),
            ("同意先行变卖。 局长 滕某 2024.5.17", Approval::Head),
            ("同意。 杨某（大队长） 6.11", Approval::Lower),
            ("经某某市公安局负责人批准", Approval::City),
            ("同意。", Approval::Unstated),
        ] {
            assert_eq!(read_level(line), level, "{line}");
        }
    }
}
