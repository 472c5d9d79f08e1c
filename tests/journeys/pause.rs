//! A reading is paused, the window closed and opened again: it is still paused and says so, and goes on when it is told to.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::key::Key;

use crate::home::Home;
use crate::record::Record;
use crate::wait::PATIENCE;
use crate::window::Window;

/// Enough that nobody reads them before they are paused.
const NOTES: i64 = 5_000;
/// What is on its way when the reading is paused may still come.
const LAST: Duration = Duration::from_secs(2);
/// Longer than a reading stands still by itself, for somebody who types.
const STILL: Duration = Duration::from_secs(5);

#[tokio::test]
async fn pause() {
    let home = Home::with_sample();
    let folder = home.path("notes");
    write_notes(&folder);
    let record = home.record();
    let before = read(&record);

    let window = Window::open(&home, &["--pick-folder", folder.to_str().unwrap()]).await;
    window.shows("draft").await;
    window.chord(&[Key::Alt], '3').await;
    window.tab_to("add-folder").await;
    window.press(Key::Enter).await;
    window.tab_to("pause").await;
    window
        .until("some of the notes to be read", PATIENCE, async || {
            (read(&record) > before + 100).then_some(())
        })
        .await;
    window.press(Key::Enter).await;
    says_paused(&window).await;
    window.picture("1-paused").await;
    let there = stands_still(&record).await;
    assert!(
        there < before + NOTES,
        "it was paused in the middle: {there} files were read"
    );
    window.close().await;

    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    says_paused(&window).await;
    window.picture("2-still-paused").await;
    assert_eq!(
        stands_still(&record).await,
        there,
        "nothing is read by a window that is opened while reading is paused"
    );

    window.chord(&[Key::Alt], '3').await;
    says_paused(&window).await;
    window.tab_to("pause").await;
    window.press(Key::Enter).await;
    window
        .until("all notes to be read", PATIENCE, async || {
            (read(&record) == before + NOTES).then_some(())
        })
        .await;
    window
        .until(
            "the page to say nothing of a reading",
            PATIENCE,
            async || (window.count("reading").await == 0).then_some(()),
        )
        .await;
    window.picture("3-read").await;
    window.close().await;

    let texts =
        record.number("SELECT count(DISTINCT text) FROM documents WHERE text LIKE 'Note %'");
    assert_eq!(texts, Some(NOTES), "every note is there once");
    let twice = record.number("SELECT count(*) FROM documents WHERE text LIKE 'Note %'");
    assert_eq!(twice, Some(NOTES));
}

/// Waits until the page says that reading is paused.
async fn says_paused(window: &Window) {
    window
        .until("the page to say that it is paused", PATIENCE, async || {
            let words = window.text("reading").await.to_lowercase();
            words.contains("paused").then_some(())
        })
        .await;
}

/// How many files are read, once what was on its way has come; fails if there are more after a while.
async fn stands_still(record: &Record) -> i64 {
    tokio::time::sleep(LAST).await;
    let there = read(record);
    let began = Instant::now();
    while began.elapsed() < STILL {
        tokio::time::sleep(LAST / 10).await;
        assert_eq!(read(record), there, "a reading that is paused stands still");
    }
    there
}

fn read(record: &Record) -> i64 {
    record
        .number("SELECT count(*) FROM files WHERE state = 'read'")
        .unwrap_or(0)
}

fn write_notes(folder: &Path) {
    fs::create_dir(folder).unwrap();
    for number in 0..NOTES {
        let text =
            format!("Note {number}.\n\nThe tide was {number} fingers above the third step.\n");
        fs::write(folder.join(format!("{number:04}.txt")), text).unwrap();
    }
}
