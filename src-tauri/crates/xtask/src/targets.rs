//! The names of the workspace's integration tests, as cargo knows them.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{answer, cargo};

/// The tests that need the real window, and so a display.
pub(crate) const JOURNEYS: &str = "journeys";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
    test: bool,
}

/// Every integration test but the journeys.
pub(crate) fn tests_without_a_window(place: &Place) -> Outcome<Vec<String>> {
    let text = answer(cargo(place).args(["metadata", "--no-deps", "--format-version", "1"]))
        .ok_or("`cargo metadata` failed; run it to see why")?;
    names(&text)
}

fn names(metadata: &str) -> Outcome<Vec<String>> {
    let metadata: Metadata = serde_json::from_str(metadata)
        .map_err(|e| format!("`cargo metadata` says something unknown: {e}"))?;
    let names: BTreeSet<_> = metadata
        .packages
        .into_iter()
        .flat_map(|package| package.targets)
        .filter(|target| target.test && target.kind.iter().any(|kind| kind == "test"))
        .map(|target| target.name)
        .filter(|name| name != JOURNEYS)
        .collect();
    Ok(names.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_found_and_the_journeys_left_out() {
        let text = r#"{"packages": [
            {"targets": [{"name": "engine", "kind": ["lib"], "test": true},
                         {"name": "wire", "kind": ["test"], "test": true}]},
            {"targets": [{"name": "journeys", "kind": ["test"], "test": true},
                         {"name": "slow", "kind": ["test"], "test": false},
                         {"name": "architecture", "kind": ["test"], "test": true}]}]}"#;
        assert_eq!(names(text).unwrap(), ["architecture", "wire"]);
    }
}
