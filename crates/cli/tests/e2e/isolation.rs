//! The process that parses a file reaches nothing but its own input and output.

use std::process::Stdio;

use crate::office::anjian;

#[test]
fn a_parser_process_has_no_network_no_programs_and_changes_no_file() {
    let output = anjian()
        .args(["extract-worker", "1610612736", "60", "1", "--check-isolation"])
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    // It tries; that without the filter it would succeed is a test of the filter itself.
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), r#"{"gaps":[]}"#);
}
