//! Statutory penalty ranges (法定刑), from `penalties.yaml`.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

/// What an article says of a fine (罚金).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FineRule {
    /// 并处罚金
    Must,
    /// 并处或者单处罚金
    Either,
    /// 可以并处罚金
    May,
    /// 或者罚金
    Alternative,
    /// No fine.
    None,
}

/// One tier (量刑档次) of an offence.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Least imprisonment in months; 0 where 拘役 or 管制 is open.
    pub min: i64,
    /// Most imprisonment in months.
    pub max: i64,
    /// 无期徒刑
    #[serde(default)]
    pub life: bool,
    /// 死刑
    #[serde(default)]
    pub death: bool,
    /// What it says of a fine.
    pub fine: FineRule,
    /// Words by which judgments name it.
    pub words: Vec<String>,
    /// National range in yuan where it begins.
    pub amount: Option<(i64, i64)>,
}

/// An offence (罪名) with its tiers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offence {
    /// Name, or how its name begins.
    pub offence: String,
    /// Article of the Criminal Law.
    pub article: String,
    /// False for negligence (过失).
    #[serde(default = "yes")]
    pub intent: bool,
    /// True where no imprisonment beyond 拘役 is open (危险驾驶).
    #[serde(default)]
    pub short_only: bool,
    /// First day in force.
    pub from: Option<Date>,
    /// Last day in force.
    pub until: Option<Date>,
    /// Tiers, lightest first.
    pub tiers: Vec<Tier>,
}

fn yes() -> bool {
    true
}

static OFFENCES: LazyLock<Vec<Offence>> = LazyLock::new(|| {
    serde_norway::from_str(include_str!("../penalties.yaml"))
        .expect("penalties.yaml is checked by a test")
});

/// The offence called `name` as in force on `day`; the one whose listed name is longest.
pub fn find_offence(name: &str, day: Option<Date>) -> Option<&'static Offence> {
    let bare = name.trim_end_matches('罪');
    let is_called = |offence: &&Offence| {
        let listed = offence.offence.trim_end_matches('罪');
        bare == listed
            || (listed.len() >= 12 && bare.contains(listed))
            || (listed.contains("犯罪所得") && bare.contains("犯罪所得"))
    };
    let in_force = |offence: &&Offence| {
        day.is_none_or(|day| {
            offence.from.is_none_or(|from| from <= day)
                && offence.until.is_none_or(|until| day <= until)
        })
    };
    OFFENCES.iter().filter(is_called).filter(in_force).max_by_key(|offence| offence.offence.len())
}

/// True for an offence of negligence (过失犯罪), by the list or its name.
pub fn is_negligent(name: &str) -> bool {
    name.contains("过失")
        || name.contains("失火")
        || name.contains("事故")
        || name.contains("交通肇事")
        || find_offence(name, None).is_some_and(|offence| !offence.intent)
}

/// True where only 拘役 is open (危险驾驶、代替考试、使用虚假身份证件).
pub fn is_short_only(name: &str) -> bool {
    find_offence(name, None).is_some_and(|offence| offence.short_only)
        || ["代替考试", "使用虚假身份证件", "盗用身份证件"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sound() {
        for offence in OFFENCES.iter() {
            assert!(!offence.tiers.is_empty(), "{}", offence.offence);
            for pair in offence.tiers.windows(2) {
                assert!(
                    pair[0].min < pair[1].min && pair[0].max <= pair[1].max,
                    "{}",
                    offence.offence
                );
            }
            for tier in &offence.tiers {
                assert!(tier.min <= tier.max, "{}", offence.offence);
                assert!(tier.amount.is_none_or(|(low, high)| low <= high), "{}", offence.offence);
            }
        }
    }

    #[test]
    fn finds_offences_by_name_and_day() {
        let tiers = |name: &str, day: &str| {
            find_offence(name, day.parse().ok()).map(|offence| offence.tiers.len())
        };
        assert_eq!(tiers("诈骗罪", "2024-01-01"), Some(3));
        assert_eq!(tiers("非法吸收公众存款罪", "2020-01-01"), Some(2));
        assert_eq!(tiers("非法吸收公众存款罪", "2021-03-01"), Some(3));
        assert_eq!(tiers("掩饰、隐瞒犯罪所得罪", "2024-01-01"), Some(2));
        assert_eq!(tiers("走私罪", "2024-01-01"), None);
        assert!(
            is_negligent("过失致人死亡罪") && is_negligent("失火罪") && !is_negligent("盗窃罪")
        );
    }
}
