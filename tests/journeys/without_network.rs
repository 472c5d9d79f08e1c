//! The program in a place with no network at all: it reads and drafts as anywhere.

use std::process::{Command, Output};

use serde_json::Value;

use crate::home::{Home, program, said, sample};

#[test]
fn without_network() {
    let home = Home::new();
    let devices = alone(&home, "cat", &["/proc/self/net/dev"]);
    if !devices.status.success() {
        let why = String::from_utf8_lossy(&devices.stderr).into_owned();
        let user = said(Command::new("id").arg("-u").output().unwrap());
        assert_ne!(
            user.trim(),
            "0",
            "root may take the network away, but: {why}"
        );
        eprintln!("skipped: this machine does not let a user take the network away: {why}");
        return;
    }
    let devices = said(devices);
    let devices: Vec<_> = devices
        .lines()
        .filter_map(|line| line.split_once(':'))
        .collect();
    assert!(
        devices.iter().all(|(name, _)| name.trim() == "lo"),
        "there is a network: {devices:?}"
    );

    longhand(&home, &["add", &sample().display().to_string()]);
    longhand(&home, &["me", crate::home::OTTILIE]);
    let point = "thank him for the key";
    let start = "Hullo Tom,";
    let events = longhand(
        &home,
        &[
            "draft",
            "--kind",
            "email",
            "--to",
            "tom.averill@example.net",
            "--point",
            point,
            "--start",
            start,
            "--seed",
            "3",
            "--json",
        ],
    );
    let last: Value = serde_json::from_str(events.lines().last().unwrap()).unwrap();
    assert_eq!(last["event"], "ended", "{last}");
    assert_eq!(last["outcome"], "finished", "{last}");
    let written = last["text"]
        .as_str()
        .and_then(|text| text.strip_prefix(start));
    assert!(
        written.is_some_and(|text| !text.trim().is_empty()),
        "{last}"
    );
}

fn longhand(home: &Home, arguments: &[&str]) -> String {
    let own = home.arguments();
    let all: Vec<_> = arguments
        .iter()
        .copied()
        .chain(own.iter().map(String::as_str))
        .collect();
    said(alone(home, &program().display().to_string(), &all))
}

/// Runs `what` where there is no network.
fn alone(home: &Home, what: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("unshare");
    command
        .args(["--map-root-user", "--net", what])
        .args(arguments);
    home.run(command)
}
