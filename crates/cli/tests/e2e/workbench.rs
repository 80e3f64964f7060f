//! The workbench in a real browser: a click on a finding's quote shows the marked words.

use std::process::Command;

use crate::{
    office::{Office, repository},
    passwords,
};

#[test]
fn a_finding_leads_to_the_marked_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("浏览器测试案");
    office.upload_dossier(&case, "f01-theft-gang");
    office.wait_until_processed(&case);
    let locked = office.create_case("加密材料案");
    let bytes = std::fs::read(passwords::encrypted()).expect("a file");
    office.upload(&locked, &[("受案.pdf", bytes)]);
    office.wait_until_processed(&locked);
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
        .env("CASE", "浏览器测试案")
        .env("LOCKED_CASE", "加密材料案")
        .env("PASSWORD", passwords::PASSWORD)
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
