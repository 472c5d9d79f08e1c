//! The program is killed in the middle of reading, twice; afterwards every text is there exactly once.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use fantoccini::key::Key;

use crate::home::{Home, program};
use crate::processes;
use crate::record::Record;
use crate::wait::{PATIENCE, within};
use crate::window::Window;

const NOTES: i64 = 1_500;
const MAILS: i64 = 2_000;
const ALL: i64 = NOTES + MAILS;

#[tokio::test]
async fn killed_while_reading() {
    let home = Home::new();
    let folder = home.path("writing");
    write_library(&folder);
    let record = home.record();

    let window = Window::open(&home, &["--pick-folder", folder.to_str().unwrap()]).await;
    window.tab_to("first-begin").await;
    window.press(Key::Enter).await;
    window.tab_to("choose-folder").await;
    window.press(Key::Enter).await;
    // The first time among the small files …
    killed_between(window, &home, &record, 1, NOTES).await;

    // … then in the middle of the archive. The window goes on by itself.
    let window = Window::open(&home, &[]).await;
    killed_between(window, &home, &record, NOTES + 1, ALL).await;

    let window = Window::open(&home, &[]).await;
    window
        .until("everything to be read", PATIENCE, async || {
            let waiting = record.number("SELECT count(*) FROM files WHERE state <> 'read'");
            (record.documents() >= ALL && waiting == Some(0)).then_some(())
        })
        .await;
    assert_exactly_once(&record);

    window.shows("draft").await;
    window.chord(&[Key::Alt], '3').await;
    window.fill("search", &word(ALL - 1)).await;
    window
        .until("the last mail to be found", PATIENCE, async || {
            window
                .text("hit")
                .await
                .contains(&word(ALL - 1))
                .then_some(())
        })
        .await;
    window.picture("read").await;
    window.close().await;

    assert_exactly_once(&record);
    for number in [0, NOTES - 1, NOTES, ALL - 1] {
        let found = home.longhand(["search", &word(number), "--method", "bm25", "--json"]);
        assert_eq!(
            found.lines().count(),
            1,
            "{} is found once: {found}",
            word(number)
        );
    }
    let status: serde_json::Value =
        serde_json::from_str(&home.longhand(["status", "--json"])).unwrap();
    assert_eq!(status["index"]["current"], true, "{}", status["index"]);
}

/// Waits until the record holds at least `from` documents and kills the program before it holds `to`.
async fn killed_between(window: Window, home: &Home, record: &Record, from: i64, to: i64) {
    window
        .until(
            &format!("{from} documents in the record"),
            PATIENCE,
            async || (record.documents() >= from).then_some(()),
        )
        .await;
    window.kill_all();
    let dead = within(PATIENCE, async || {
        processes::running(&home.root(), &program())
            .is_empty()
            .then_some(())
    });
    dead.await.expect("killed processes end");
    let there = record.documents();
    assert!(
        (from..to).contains(&there),
        "the kill came in the middle: {there} documents are between {from} and {to}"
    );
}

fn assert_exactly_once(record: &Record) {
    assert_eq!(record.documents(), ALL);
    let twice = record
        .ask(
            "SELECT file_id, key, count(*) FROM documents GROUP BY file_id, key HAVING count(*) > 1",
            |row| row.get::<_, i64>(0),
        )
        .unwrap();
    assert!(twice.is_empty(), "some are there twice: {twice:?}");
    let different = record.number("SELECT count(DISTINCT text) FROM documents");
    assert_eq!(different, Some(ALL), "every text is there");
    let files = record
        .ask("SELECT state FROM files", |row| row.get::<_, String>(0))
        .unwrap();
    assert_eq!(files.len(), usize::try_from(NOTES + 1).unwrap());
    assert!(files.iter().all(|state| state == "read"));
}

/// A word that stands in one text only.
fn word(number: i64) -> String {
    let letter = |n: i64| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let letters: String = [1, 26, 676]
        .map(|place| letter(number / place))
        .iter()
        .collect();
    format!("quill{letters}")
}

fn write_library(folder: &Path) {
    let notes = folder.join("notes");
    fs::create_dir_all(&notes).unwrap();
    for number in 0..NOTES {
        let text = format!(
            "Note {number}.\n\nToday I thought of {} again.\n",
            word(number)
        );
        fs::write(notes.join(format!("{number:04}.txt")), text).unwrap();
    }
    let mut archive = String::new();
    for number in NOTES..ALL {
        write!(
            archive,
            "From ada@example.org Mon Jan  6 10:00:00 2025\n\
             From: Ada Hill <ada@example.org>\n\
             To: Ben Lake <ben@example.org>\n\
             Subject: Letter {number}\n\
             Date: Mon, 6 Jan 2025 10:00:00 +0000\n\
             Message-ID: <{number}@example.org>\n\
             Content-Type: text/plain; charset=utf-8\n\n\
             Dear Ben,\n\nToday I thought of {} again.\n\nYours,\nAda\n\n",
            word(number)
        )
        .unwrap();
    }
    // After the notes in the order in which files are read.
    fs::write(folder.join("to-ben.mbox"), archive).unwrap();
}
