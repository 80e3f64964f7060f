//! Places (地点) by administrative division, as far as a paper states it.

use serde::{Deserialize, Serialize};

/// A place by its divisions; what the paper leaves out is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// 省、自治区、直辖市
    pub province: Option<String>,
    /// 设区的市、自治州、盟、地区 (or a city at county level, where no county follows).
    pub city: Option<String>,
    /// 县、区、旗、县级市
    pub county: Option<String>,
}

/// How two places lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// One county, or nothing that says otherwise.
    Same,
    /// Other counties of one city.
    OtherCounty,
    /// Other cities, also of one province.
    OtherCity,
    /// Other provinces.
    OtherProvince,
    /// Other counties; whether of one city is not said.
    Unclear,
}

impl Place {
    /// True where nothing is known.
    pub fn is_unknown(&self) -> bool {
        self.province.is_none() && self.city.is_none() && self.county.is_none()
    }

    /// How `other` lies to `self`.
    pub fn apart(&self, other: &Self) -> Apart {
        let differ = |a: &Option<String>, b: &Option<String>| {
            a.as_ref().zip(b.as_ref()).map(|(a, b)| a != b)
        };
        if differ(&self.province, &other.province) == Some(true) {
            return Apart::OtherProvince;
        }
        // A city that stands alone may be a county's, so it is compared with both.
        let own: Vec<&String> = self.city.iter().chain(&self.county).collect();
        let others: Vec<&String> = other.city.iter().chain(&other.county).collect();
        if own.is_empty() || others.is_empty() {
            return Apart::Same;
        }
        // 丹阳市 alone is the county of 镇江市丹阳市; a city's own police may sit in any district.
        let crossed = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        if crossed(&self.city, &other.county)
            || crossed(&self.county, &other.city)
            || (self.county.is_none() && other.city.is_none())
        {
            return Apart::Same;
        }
        match (differ(&self.city, &other.city), differ(&self.county, &other.county)) {
            (_, Some(false)) => Apart::Same,
            (Some(true), _) => Apart::OtherCity,
            (Some(false), Some(true)) => Apart::OtherCounty,
            (Some(false), None) => Apart::Same,
            _ if own.iter().any(|name| others.contains(name)) => Apart::Same,
            _ => Apart::Unclear,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(province: &str, city: &str, county: &str) -> Place {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Place { province: some(province), city: some(city), county: some(county) }
    }

    #[test]
    fn places_are_apart_only_by_what_is_stated() {
        let own = place("甲省", "丙市", "丁县");
        assert_eq!(own.apart(&place("乙省", "", "丁县")), Apart::OtherProvince);
        assert_eq!(own.apart(&place("", "戊市", "己区")), Apart::OtherCity);
        assert_eq!(own.apart(&place("甲省", "丙市", "己区")), Apart::OtherCounty);
        assert_eq!(own.apart(&place("", "", "丁县")), Apart::Same);
        assert_eq!(own.apart(&place("", "", "己县")), Apart::Unclear);
        assert_eq!(own.apart(&Place::default()), Apart::Same);
        let county_city = place("", "丹阳市", "");
        assert_eq!(county_city.apart(&place("", "镇江市", "丹阳市")), Apart::Same);
        assert_eq!(county_city.apart(&place("", "", "己区")), Apart::Same);
    }
}
