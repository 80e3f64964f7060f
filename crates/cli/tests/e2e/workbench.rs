//! The workbench in a real browser: a click on a finding's quote shows the marked words.

use std::process::Command;

use crate::office::{Office, repository};

#[test]
fn a_finding_leads_to_the_marked_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("浏览器测试案");
    office.upload_dossier(&case, "f01-theft-gang");
    office.wait_until_processed(&case);
    let web = repository().join("crates/server/web");
    assert!(
        web.join("node_modules/playwright-core").exists(),
        "`make setup` installs the browser test's packages"
    );
    let output = Command::new("node")
        .arg("e2e/workbench.mjs")
        .current_dir(web)
        .env("BASE_URL", &office.address)
        .env("TOKEN", &office.token)
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
