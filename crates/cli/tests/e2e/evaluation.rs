//! `anjian eval fixtures`: every quote is verbatim; the figures are printed, not asserted.

use crate::office::{repository, run};

#[test]
fn every_quote_is_verbatim() {
    let output = run(&["eval", &repository().join("fixtures").display().to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = String::from_utf8(output.stdout).expect("text");
    println!("{report}");
    let line = report.lines().find(|line| line.starts_with("引文 逐字一致")).expect("the figure");
    assert!(line.contains("100.0%"), "{line}");
    for figure in ["线索 精确率", "线索 召回率", "线索 证据正确", "时间线 召回率"]
    {
        assert!(report.contains(figure), "{figure}");
    }
}
