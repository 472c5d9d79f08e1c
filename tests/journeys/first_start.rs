//! The first start: from the first page to the writing page with the sample library, by key alone.

use fantoccini::key::Key;

use crate::home::{Home, OTTILIE, sample};
use crate::wait::PATIENCE;
use crate::window::Window;

#[tokio::test]
async fn first_start() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    window.shows("first-start").await;
    window.picture("1-first").await;
    window.tab_to("first-begin").await;
    window.press(Key::Enter).await;
    window.tab_to("try-sample").await;
    window.press(Key::Enter).await;

    let summary = window.shows("reading-summary").await;
    window.shows("draft").await;
    assert_eq!(window.count("first-start").await, 0);
    window.picture("2-write").await;
    assert!(summary.starts_with("Read "), "{summary}");

    let record = home.record();
    let expected = texts();
    window
        .until(
            &format!("{expected} documents in the record"),
            PATIENCE,
            async || (record.documents() == expected).then_some(()),
        )
        .await;
    let mails: Vec<(String, bool)> = record
        .ask(
            "SELECT author_address, mine FROM documents WHERE mail = 1",
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    let others = mails.iter().filter(|(who, _)| who != OTTILIE).count();
    assert!(others > 5 && mails.len() > others + 20, "{mails:?}");
    for (who, mine) in mails {
        assert_eq!(mine, who == OTTILIE, "whose words are those of {who}?");
    }
    window.close().await;
}

/// How many texts the sample library holds: one a file, but many in an archive of mail.
fn texts() -> i64 {
    let folders = std::fs::read_dir(sample()).unwrap().flatten();
    let files = folders
        .filter(|entry| entry.path().is_dir())
        .flat_map(|folder| std::fs::read_dir(folder.path()).unwrap().flatten());
    files
        .map(|file| {
            let text = std::fs::read_to_string(file.path()).unwrap();
            if file.path().extension().is_some_and(|end| end == "mbox") {
                text.lines()
                    .filter(|line| line.starts_with("From "))
                    .count()
            } else {
                1
            }
        })
        .sum::<usize>()
        .try_into()
        .unwrap()
}
