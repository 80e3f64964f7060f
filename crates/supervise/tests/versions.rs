//! Law changes: an act is judged by what was in force when it was done.

use anjian_supervise::{Value, parse_point};
use jiff::civil::date;

const POINT: &str = "id: QZ-99
name: 试验
version: 2
view: custody
legal_basis:
  - {law: 旧法, article: 第一条, gist: 二十四小时, until: 2025-12-31}
  - {law: 新法, article: 第二条, gist: 十二小时, from: 2026-01-01}
parameters:
  - name: limit_hours
    unit: hour
    default: 24
    versions: [{from: 2026-01-01, value: 12}]
    meaning: 期限
applies: custody.announced.known
outcomes:
  - {when: custody.delivered.earliest - custody.announced.latest > limit_hours * 60, severity: high, message: 超过, evidence: []}
correction: [纠正违法通知书]
";

#[test]
fn the_day_of_the_act_chooses_law_and_limit() {
    let point = parse_point("QZ-99.yaml", POINT).expect("sound");
    for (day, law, hours) in [(date(2025, 12, 31), "旧法", 24), (date(2026, 1, 1), "新法", 12)]
    {
        let laws: Vec<String> =
            point.law_on(Some(day)).into_iter().map(|basis| basis.law).collect();
        assert_eq!(laws, [law]);
        assert_eq!(point.parameter_values(Some(day))["limit_hours"], Value::Int(hours));
    }
    assert_eq!(point.parameter_values(None)["limit_hours"], Value::Int(24));
}
