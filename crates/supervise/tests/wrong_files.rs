//! Files of points that a technician may get wrong: each is refused with its line and what is expected.

use anjian_supervise::{CatalogueError, parse_point};

const SOUND: &str = "id: QZ-99
name: 试验
version: 1
view: custody
legal_basis:
  - {law: 某法, article: 第一条, gist: 某事}
parameters:
  - {name: limit_hours, unit: hour, default: 24, meaning: 期限}
applies: custody.announced.known
define:
  - {name: over, value: custody.delivered.earliest - custody.announced.latest}
outcomes:
  - when: custody.delivered.known && over > limit_hours * 60
    severity: high
    message: \"{custody.person}超过{limit_hours}小时\"
    evidence: [announced]
correction: [纠正违法通知书]
";

/// The error of the sound file with `from` replaced by `to`.
fn error(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from} is in the file");
    match parse_point("QZ-99.yaml", &SOUND.replace(from, to)) {
        Ok(_) => panic!("`{to}` was accepted"),
        Err(CatalogueError::Malformed { source, .. }) => source.to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_file_itself_is_sound() {
    assert_eq!(parse_point("QZ-99.yaml", SOUND).expect("sound").id, "QZ-99");
}

#[test]
fn a_wrong_type_is_said_with_its_line() {
    assert!(error("version: 1", "version: 甲").contains("line 3"));
    assert!(error("severity: high", "severity: 很高").contains("line 14"));
    assert!(error("default: 24", "default: 24, versions: [{value: 甲}]").contains("整数"));
    assert!(error("version: 1", "version: 1\nverison: 2").contains("verison"));
}

#[test]
fn names_that_do_not_exist_are_said_with_what_there_is() {
    let unknown = error("limit_hours * 60", "limit_hour * 60");
    assert!(unknown.contains("line 13") && unknown.contains("limit_hours"), "{unknown}");
    assert!(error("{custody.person}超过", "{bail.person}超过").contains("bail"));
    assert!(error("view: custody", "view: costody").contains("custody"));
    let function = error("custody.delivered.known &&", "exec(\"rm\") &&");
    assert!(function.contains("没有函数 exec"), "{function}");
}

#[test]
fn a_parameter_that_changes_nothing_is_refused() {
    let unused = error(
        "parameters:\n",
        "parameters:\n  - {name: border_minutes, unit: minute, default: 60, meaning: 边界}\n",
    );
    assert!(unused.contains("line 8") && unused.contains("border_minutes"), "{unused}");
}

#[test]
fn a_circle_cannot_be_written() {
    let circle = error(
        "{name: over, value: custody.delivered.earliest - custody.announced.latest}",
        "{name: over, value: other + 1}\n  - {name: other, value: over + 1}",
    );
    assert!(circle.contains("没有 other"), "{circle}");
    let own =
        error("value: custody.delivered.earliest", "value: over + custody.delivered.earliest");
    assert!(own.contains("没有 over"), "{own}");
}

#[test]
fn expressions_that_could_run_for_ever_are_refused() {
    let list = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
    let inner = format!("{list}.all(c, {list}.all(d, a + b + c + d > 0))");
    let bomb = format!("{list}.all(a, {list}.all(b, {inner}))");
    let bomb = error("custody.delivered.known && over > limit_hours * 60", &format!("\"{bomb}\""));
    assert!(bomb.contains("嵌套"), "{bomb}");
    let deep = format!("{}true{}", "(".repeat(5000), ")".repeat(5000));
    assert!(!error("applies: custody.announced.known", &format!("applies: {deep}")).is_empty());
    let long = vec!["true"; 3000].join(" && ");
    assert!(!error("applies: custody.announced.known", &format!("applies: {long}")).is_empty());
}

#[test]
fn a_point_without_law_or_outcome_is_no_point() {
    assert!(
        error("legal_basis:\n  - {law: 某法, article: 第一条, gist: 某事}", "legal_basis: []")
            .contains("法律依据")
    );
    assert!(!error("outcomes:", "outcomes: []\nunused:").is_empty());
}
