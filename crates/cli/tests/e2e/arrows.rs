//! Arrows between crates go one way (docs/architecture.md).

use std::collections::BTreeMap;

use crate::office::repository;

/// What each crate may depend on, among ours. A new arrow is a change of the design.
const ALLOWED: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("extract", &["core"]),
    ("store", &["core"]),
    ("dossier", &["core"]),
    ("search", &["core"]),
    ("supervise", &["core"]),
    ("llm", &["core"]),
    ("review", &["core", "dossier", "search", "supervise", "llm"]),
    ("server", &["core", "dossier", "extract", "store", "review"]),
    ("eval", &["core", "dossier", "extract", "store", "review"]),
    (
        "cli",
        &[
            "core",
            "dossier",
            "extract",
            "store",
            "review",
            "supervise",
            "search",
            "llm",
            "server",
            "eval",
        ],
    ),
];

#[test]
fn no_crate_points_upwards() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    for entry in std::fs::read_dir(repository().join("crates")).expect("crates").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let allowed = allowed
            .get(name.as_str())
            .unwrap_or_else(|| panic!("crate {name} has no place in the design"));
        let manifest =
            std::fs::read_to_string(entry.path().join("Cargo.toml")).expect("a manifest");
        // Tests may look at what stands above them.
        let manifest = manifest.split("[dev-dependencies]").next().unwrap_or("").to_owned();
        for line in manifest.lines().filter(|line| line.starts_with("anjian-")) {
            let target = line.trim_start_matches("anjian-").split(['.', ' ']).next().unwrap_or("");
            assert!(allowed.contains(&target), "{name} → {target} is not an arrow of the design");
        }
    }
}
