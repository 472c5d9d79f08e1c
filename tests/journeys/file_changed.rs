//! Files that change, come and go while the window is open: the search follows.

use std::fs;
use std::time::Duration;

use fantoccini::key::Key;

use crate::home::Home;
use crate::wait::PATIENCE;
use crate::window::Window;

#[tokio::test]
async fn file_changed() {
    let home = Home::new();
    let folder = home.path("notes");
    fs::create_dir(&folder).unwrap();
    fs::write(
        folder.join("boat.txt"),
        "The old boat is called Periwinkle.\n",
    )
    .unwrap();
    fs::write(
        folder.join("garden.txt"),
        "The quinces by the wall are ripe.\n",
    )
    .unwrap();
    home.longhand(["add", folder.to_str().unwrap()]);

    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    window.chord(&[Key::Alt], '3').await;
    search(&window, "Periwinkle", 1).await;
    search(&window, "quinces", 1).await;

    // As editors do: a new file is written beside the old one and takes its name.
    let beside = folder.join(".boat.txt.new");
    fs::write(&beside, "The old boat is called Marigold now.\n").unwrap();
    fs::rename(&beside, folder.join("boat.txt")).unwrap();
    search(&window, "Marigold", 1).await;
    search(&window, "Periwinkle", 0).await;

    fs::remove_file(folder.join("garden.txt")).unwrap();
    search(&window, "quinces", 0).await;

    fs::write(folder.join("letter.txt"), "The saffron came by post.\n").unwrap();
    search(&window, "saffron", 1).await;
    window.picture("found").await;
    assert_eq!(home.record().documents(), 2);
    window.close().await;
}

/// Searches, and again, until `word` is found `times` times.
async fn search(window: &Window, word: &str, times: u64) {
    let what = format!("{times} texts with {word:?}");
    window
        .until(&what, PATIENCE / 10, async || {
            window.fill("search", word).await;
            // What was found before stands there until the new answer comes, and that names its words.
            answered(window, word).await.then_some(())?;
            (window.count("hit").await == times).then_some(())
        })
        .await;
}

/// Whether the page shows the answer for `word`.
async fn answered(window: &Window, word: &str) -> bool {
    let found = crate::wait::within(Duration::from_secs(1), async || {
        let hit = window.text("hit").await;
        let page = window
            .ask_text("return document.querySelector('main:not([hidden])')?.innerText ?? ''")
            .await;
        (hit.contains(word) || page.contains(&format!("Nothing of yours says “{word}”")))
            .then_some(())
    });
    found.await.is_some()
}
