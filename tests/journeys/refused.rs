//! A data folder that cannot be used: the window does not stay, and one line says why, as everywhere on the command line.

use std::fs;
use std::process::Command;

use crate::home::{Home, program};

#[test]
fn a_window_that_cannot_be_used_says_why_and_ends() {
    let home = Home::new();
    let record = home.data_dir().join("record.sqlite");
    fs::create_dir_all(home.data_dir()).unwrap();
    fs::write(
        &record,
        "Dear Tom, this is no database at all, but it is longer than a header is",
    )
    .unwrap();
    let before = fs::read(&record).unwrap();
    let mut window = Command::new(program());
    window.args(home.arguments());
    let ended = home.run(window);
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{said}");
    // The system's own libraries may have something to say, too.
    let ours: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("longhand:"))
        .collect();
    assert_eq!(ours.len(), 1, "{said}");
    assert!(ours[0].contains("damaged"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(fs::read(&record).unwrap(), before);
}
