//! What is missing, cut, broken or misused: one clear line, the rest is read, and the exit code says so.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::run::{Desk, Ran, one_model};

#[test]
fn a_missing_folder_is_named() {
    let desk = Desk::new();
    desk.run(&["add", "/nowhere/at/all"]).complains(
        1,
        &[
            "/nowhere/at/all",
            "no such file or folder",
            "Check the path",
        ],
    );
}

#[test]
fn broken_files_are_named_and_the_rest_is_read() {
    let desk = Desk::new();
    desk.write("good.txt", "Kettle\n\nThe kettle boils in three minutes.\n");
    desk.write("empty.txt", "");
    desk.write("picture.txt", [0_u8; 400]);
    desk.write("book.rtf", "{\\rtf1 and so on}");
    let message = "From tom@example.org Tue Mar  4 10:12:00 2025\nFrom: tom@example.org\nSubject: One\n\nThe first.\n\n";
    desk.write(
        "cut.mbox",
        format!("{message}From tom@example.org Tue Mar  4 10:13:00 2025\nFrom: tom@exa"),
    );
    let ran = desk.add();
    ran.complains(1, &["cut.mbox", "middle"]);
    assert_eq!(desk.found("kettle"), ["Kettle"]);
    assert_eq!(
        desk.found("first"),
        ["One"],
        "what stands before the cut is read"
    );
    for name in ["empty.txt", "picture.txt", "book.rtf"] {
        let (state, reason) = desk.file(name);
        assert!(
            state == "skipped" && !reason.is_empty(),
            "{name}: {state} {reason}"
        );
    }
    assert_eq!(desk.file("cut.mbox").0, "failed");
}

#[test]
fn a_file_that_is_named_and_left_out_is_told_why() {
    let desk = Desk::new();
    let file = desk.write("book.rtf", "{\\rtf1 and so on}");
    let ran = desk.run(&["add", file.to_str().unwrap()]);
    ran.complains(0, &["book.rtf", "not a kind of file"]);
}

#[test]
fn a_broken_header_and_an_unknown_charset_lose_no_words() {
    let desk = Desk::new();
    desk.write("charset.eml", "From: tom@example.org\nSubject: Odd\nContent-Type: text/plain; charset=x-martian\n\nThe zeugma.\n");
    desk.write(
        "header.eml",
        "From: tom@example.org\nSubject: =?utf-8?Q?half\nDate: never\nTo: \"ada\n\nThe litotes.\n",
    );
    desk.add();
    assert_eq!(desk.found("zeugma").len(), 1);
    assert_eq!(desk.found("litotes").len(), 1);
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("good.txt", "Kettle\n\nThe kettle boils.\n");
    let closed = desk.write("closed.txt", "Nobody reads this.");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&closed).is_ok() {
        // The superuser reads everything: there is no such file for them.
        return;
    }
    desk.add().complains(1, &["closed.txt", "permission"]);
    assert_eq!(desk.found("kettle"), ["Kettle"]);
}

#[test]
fn wrong_use_is_exit_2() {
    let desk = Desk::new();
    for words in [
        &["add"][..],
        &["draft", "--kind", "poem"],
        &["draft", "--kind", "email"],
        &[
            "draft", "--kind", "review", "--about", "A kettle", "--rating", "great",
        ],
        &["search", "--method", "telepathy", "x"],
        &["voice", "--kind", "poem"],
        &["replay", "--last", "all"],
        &["search", "--since", "monday", "x"],
        &["me", " "],
        &["model"],
        &["model", "dance"],
        &["model", "add"],
        &["model", "use"],
    ] {
        let Ran {
            code, complained, ..
        } = desk.run(words);
        assert_eq!(code, 2, "{words:?}: {complained}");
        assert!(!complained.is_empty());
    }
}

#[test]
fn what_is_said_may_begin_with_a_dash() {
    let words = ["draft", "--kind", "email", "--point", "-- Todd says no"];
    let more = [
        "--title",
        "-5 degrees",
        "--start",
        "-> LIST",
        "--model",
        "/nowhere.gguf",
    ];
    let ran = Desk::new().run(&[&words[..], &more].concat());
    ran.complains(1, &["/nowhere.gguf"]);
}

#[test]
fn a_model_that_is_missing_cut_or_none_is_said_so() {
    let desk = Desk::new();
    let brief = ["draft", "--kind", "note", "--title", "Kettle"];
    let draft_with = |model: &str| desk.run(&[&brief[..], &["--model", model]].concat());
    draft_with("/nowhere/model.gguf")
        .complains(1, &["/nowhere/model.gguf", "no model file", "--model"]);
    let text = desk.write("text.gguf", "Dear Tom, this is no model.");
    draft_with(text.to_str().unwrap()).complains(1, &["text.gguf", "no GGUF"]);
    let head = b"GGUF\x03\0\0\0".as_slice();
    let damaged = desk.write("damaged.gguf", [head, &[7; 4000]].concat());
    draft_with(damaged.to_str().unwrap()).complains(1, &["damaged.gguf", "makes no sense"]);
    let cut = desk.write("cut.gguf", head);
    draft_with(cut.to_str().unwrap()).complains(1, &["cut.gguf", "cut short"]);
}

#[test]
fn a_second_writer_is_told_who_holds_the_folder() {
    let desk = Desk::new();
    desk.write("a.txt", "Kettle\n\nThe kettle boils.\n");
    desk.add();
    let mut watching = desk.command(&["watch", "--quiet"]).spawn().unwrap();
    let holder = watching.id().to_string();
    // Not by trying: a try would hold the lock itself for a moment, and turn the watcher away.
    let lock = desk.data().join("lock");
    let is_held = || std::fs::read_to_string(&lock).is_ok_and(|pid| pid.trim() == holder);
    for _ in 0..400 {
        if is_held() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let second = desk.add();
    let found = desk.found("kettle");
    // An index that the other one has not made anew yet.
    let version = desk.data().join("index/VERSION");
    std::fs::write(&version, "another").unwrap();
    let lost = desk.run(&["search", "kettle"]);
    let status = desk.run(&["status"]);
    watching.kill().unwrap();
    watching.wait().unwrap();
    second.complains(1, &[&format!("process {holder}"), "--data-dir"]);
    assert_eq!(found, ["Kettle"], "looking is free");
    lost.complains(1, &["index", "another version", "close that one"]);
    assert_eq!(status.code, 0, "{}", status.complained);
}

#[test]
fn whoever_only_looks_keeps_nobody_from_writing() {
    let _one = one_model();
    let desk = Desk::new();
    desk.write("a.txt", "Kettle\n\nThe kettle boils.\n");
    assert_eq!(desk.add().code, 0);
    let mut measures = desk
        .command(&["model", "bench", "--model", "starter"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(measures.stderr.take().unwrap());
    let mut first = String::new();
    // It says how long it takes once the data folder is open.
    told.read_line(&mut first).unwrap();
    assert!(first.contains("seconds"), "{first}");
    let me = desk.run(&["me", "ada@example.org"]);
    let at_work = measures.try_wait().unwrap().is_none();
    measures.kill().unwrap();
    measures.wait().unwrap();
    assert!(at_work, "it measured all the time");
    assert_eq!(me.code, 0, "{}", me.complained);
}

#[test]
fn looking_leaves_nothing_behind_and_finds_what_was_counted() {
    let desk = Desk::new();
    desk.write("a.txt", "Kettle\n\nThe kettle boils.\n");
    assert_eq!(desk.add().code, 0);
    let record = desk.data().join("record.sqlite");
    let db = rusqlite::Connection::open(&record).unwrap();
    let rows = "SELECT count(*) FROM tally";
    let counted: i64 = db.query_row(rows, [], |row| row.get(0)).unwrap();
    drop(db);
    assert_eq!(counted, 1, "whoever wrote has counted");
    let lock = desk.data().join("lock");
    std::fs::remove_file(&lock).unwrap();
    assert_eq!(desk.found("kettle"), ["Kettle"]);
    assert_eq!(desk.status()["documents"], 1);
    assert!(!lock.exists(), "nobody who looks wants the lock");
    assert!(!record.with_extension("sqlite-wal").exists());
}
