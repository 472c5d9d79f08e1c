//! What all of these tests stand on: writing to read, and a look at everything from outside.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use crate::run::Desk;

/// One document of the record: path and state of its file, its key, title and text, and whose it is.
pub(crate) type Held = (Vec<u8>, String, String, String, String, bool);

/// Writes `texts` small pieces, and a mailbox of `mails` in which the record is written several times.
pub(crate) fn writing(desk: &Desk, texts: usize, mails: usize) {
    for number in 0..texts {
        desk.write(
            &format!("{}/{number}.txt", number % 10),
            format!("Piece {number}\n\nThe kettle boiled {number} times and nobody came.\n"),
        );
    }
    let mail = |number: usize| {
        format!(
            "From tom@example.org Tue Mar  4 10:12:00 2025\nFrom: Tom <tom@example.org>\nTo: ada@example.org\n\
             Subject: Letter {number}\nDate: Tue, 4 Mar 2025 10:12:00 +0000\nMessage-ID: <{number}@example.org>\n\n\
             Hullo Ada,\n\nthe kettle has boiled {number} times again.\n\nTom\n\n"
        )
    };
    if mails > 0 {
        desk.write("sent.mbox", (0..mails).map(mail).collect::<String>());
    }
}

/// All that the record in `data` holds, in order.
pub(crate) fn held(data: &Path) -> Vec<Held> {
    let db =
        Connection::open_with_flags(data.join("record.sqlite"), OpenFlags::SQLITE_OPEN_READ_ONLY)
            .unwrap();
    let mut all = db
        .prepare("SELECT path, state, key, title, text, mine FROM documents JOIN files ON files.id = file_id")
        .unwrap();
    let mut held: Vec<Held> = all
        .query_map([], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    held.sort();
    held
}

/// What a clean reading of the folder of writing holds.
pub(crate) fn clean(desk: &Desk) -> Vec<Held> {
    let other = Desk::new();
    let added = other.run(&["add", desk.writing().to_str().unwrap()]);
    assert_eq!(added.code, 0, "{}", added.complained);
    held(&other.data())
}

/// Fails unless the record is `wanted` and the index has each of its documents once.
pub(crate) fn assert_whole(desk: &Desk, wanted: &[Held]) {
    let here = held(&desk.data());
    assert_eq!(here.len(), wanted.len(), "so many documents");
    assert!(here == wanted, "a document differs");
    let status = desk.status();
    assert_eq!(status["index"]["current"], true, "{}", status["index"]);
    assert_eq!(
        status["index"]["documents"],
        wanted.len(),
        "{}",
        status["index"]
    );
    let limit = (2 * wanted.len() + 10).to_string();
    let hits = desk
        .run(&["search", "kettle", "--json", "--limit", &limit])
        .lines();
    let mut ids: Vec<i64> = hits.iter().map(|hit| hit["id"].as_i64().unwrap()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "nothing is found twice");
    assert!(all > 0 || wanted.is_empty(), "and something is found");
}

/// Every file and folder below `folder`: kind, permissions, size, time of change and what is in it.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, (u32, u64, i64, i64, Vec<u8>)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let about = entry.metadata().unwrap();
            let bytes = if about.is_file() {
                std::fs::read(&path).unwrap()
            } else {
                Vec::new()
            };
            if about.is_dir() {
                folders.push(path.clone());
            }
            let stamp = (
                about.mode(),
                about.len(),
                about.mtime(),
                about.mtime_nsec(),
                bytes,
            );
            found.insert(path, stamp);
        }
    }
    found
}

/// A number of the environment, or `default`.
pub(crate) fn number(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .map_or(default, |value| value.parse().expect(name))
}

/// Writes how a test of full length came out, as a line of `cargo xtask bench`, where that is asked for.
pub(crate) fn figure(what: &str, repeats: u64) {
    if let Some(file) = std::env::var_os("LONGHAND_FIGURE") {
        let line = json!({"target": 10, "what": what, "ours": 0, "anchor": Value::Null, "unit": "documents",
            "ratio": Value::Null, "goal": "<= 0", "met": true, "repeats": repeats});
        std::fs::write(file, format!("{line}\n")).unwrap();
    }
    eprintln!("{what}: 0");
}

/// Runs `script` where it may mount what it likes and nobody else sees it; none where the system does not allow that.
pub(crate) fn apart(script: &str, desk: &Desk) -> Option<std::process::Output> {
    let unshare = |script: &str| {
        Command::new("unshare")
            .args(["--map-root-user", "--mount", "sh", "-c", script])
            .env("LONGHAND", env!("CARGO_BIN_EXE_longhand"))
            .env("DATA", desk.data())
            .env("WRITING", desk.writing())
            .output()
    };
    let may = unshare("mount -t tmpfs none /mnt");
    if !may.is_ok_and(|may| may.status.success()) {
        eprintln!("skipped: this system lets nobody but the superuser mount anything");
        return None;
    }
    Some(unshare(script).unwrap())
}

/// The record's own name, and the number of its newest change.
pub(crate) fn identity(data: &Path) -> (String, i64) {
    let db =
        Connection::open_with_flags(data.join("record.sqlite"), OpenFlags::SQLITE_OPEN_READ_ONLY)
            .unwrap();
    let one =
        |question: &str| db.query_row(question, [], |row| row.get::<_, rusqlite::types::Value>(0));
    let name = match one("SELECT value FROM settings WHERE name = 'record_id'").unwrap() {
        rusqlite::types::Value::Text(json) => serde_json::from_str(&json).unwrap(),
        other => panic!("{other:?}"),
    };
    let newest = db
        .query_row(
            "SELECT value FROM counters WHERE name = 'change_seq'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    (name, newest)
}
