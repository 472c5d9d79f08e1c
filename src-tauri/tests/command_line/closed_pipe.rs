//! Whoever reads what the program says may have gone: it says no more, and what it was asked for is done all the same.

use std::fs::File;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::run::{Desk, Ran};

/// A pipe that nobody reads from.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

#[test]
fn a_command_whose_reader_has_gone_ends_quietly_and_does_what_it_was_asked_for() {
    let desk = Desk::new();
    desk.write(
        "kettle.txt",
        "Kettle\n\nThe kettle boils in three minutes.\n",
    );
    desk.write("broken.pdf", "%PDF-1.4 and no more");
    let writing = desk.writing();
    let add = ["add", writing.to_str().unwrap(), "--json"];
    let commands: [&[&str]; 6] = [
        &add,
        &["me", "ada@example.org"],
        &["status"],
        &["status", "--json"],
        &["search", "kettle"],
        &["model", "list", "--json"],
    ];
    for words in commands {
        let ran = Ran::of(desk.command(words).stdout(closed()).output().unwrap());
        let wanted = i32::from(words == add);
        assert_eq!(ran.code, wanted, "{words:?}: {}", ran.complained);
        assert!(!ran.complained.contains("panicked"), "{}", ran.complained);
        // Notes have the same reader under `2>&1`.
        let neither = desk
            .command(words)
            .stdout(closed())
            .stderr(closed())
            .status();
        assert_eq!(neither.unwrap().code(), Some(wanted), "{words:?}");
    }
    assert_eq!(desk.found("kettle"), ["Kettle"]);
    assert_eq!(desk.status()["me"][0], "ada@example.org");
}

#[test]
fn a_result_that_does_not_fit_on_the_disk_is_a_failure() {
    let desk = Desk::new();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let ran = Ran::of(desk.command(&["status"]).stdout(full).output().unwrap());
    ran.complains(1, &["standard output", "no space"]);
}

#[test]
fn watching_ends_when_nobody_reads_what_it_tells() {
    let desk = Desk::new();
    desk.write("kettle.txt", "Kettle\n\nThe kettle boils.\n");
    desk.add();
    let mut watching = desk
        .command(&["watch", "--json"])
        .stdout(closed())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    for number in 0.. {
        if let Some(ended) = watching.try_wait().unwrap() {
            assert_eq!(ended.code(), Some(0));
            return;
        }
        if begun.elapsed() > Duration::from_secs(60) {
            watching.kill().unwrap();
            panic!("it watches on, and nobody is told");
        }
        desk.write("kettle.txt", format!("Kettle\n\nIt boils, {number}.\n"));
        std::thread::sleep(Duration::from_millis(200));
    }
}
