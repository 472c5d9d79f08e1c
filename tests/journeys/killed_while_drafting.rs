//! The program is killed while a draft is being written; the words that were shown are there at the next start.

use std::time::{Duration, Instant};

use crate::home::{Home, program};
use crate::manuscript::{START, with_a_long_draft};
use crate::processes;
use crate::wait::{PATIENCE, within};
use crate::window::Window;

/// What was shown this long before the kill must be kept.
const BEHIND: Duration = Duration::from_millis(1_500);
/// A worker whose parent is gone has to go as well.
const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn killed_while_drafting() {
    with_a_long_draft(journey).await;
}

async fn journey() -> Option<()> {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.type_long_brief().await;
    window.draft().await;
    window.has_written(1).await?;
    let workers = processes::running(&home.root(), &program()).len();
    assert!(workers >= 2, "the model has a process of its own");
    window.picture("1-writing").await;
    // Nothing stands between this and the kill: a short draft would come to its end.
    let shown = shown_for_a_while(&window).await?;
    window.kill();

    let left = within(SOON, async || {
        processes::running(&home.root(), &program())
            .is_empty()
            .then_some(())
    });
    assert!(
        left.await.is_some(),
        "no worker outlives the program: {:?}",
        processes::running(&home.root(), &program())
    );

    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    let notice = window.shows("notice").await;
    window.picture("2-again").await;
    assert!(
        notice.contains("cut off"),
        "the window says what happened: {notice}"
    );
    let text = window.manuscript().await;
    assert!(
        text.starts_with(shown.trim_end()),
        "what was shown is there again:\n{shown:?}\n{text:?}"
    );
    assert_eq!(
        text.matches(START).count(),
        1,
        "nothing is doubled: {text:?}"
    );
    let drafts = home.record().drafts();
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0].state, "interrupted");
    assert!(drafts[0].text.starts_with(shown.trim_end()), "{drafts:?}");
    window.close().await;
    Some(())
}

/// Some words of the draft that were shown `BEHIND` ago, while it still goes on; none if it ended before.
async fn shown_for_a_while(window: &Window) -> Option<String> {
    let mut samples: Vec<(Instant, String)> = Vec::new();
    window
        .until("the draft to go on for a while", PATIENCE, async || {
            // Asked first, so that the text is no older than the note says.
            let text = window.manuscript().await;
            samples.push((Instant::now(), text));
            if window.count("stop").await == 0 {
                return Some(None);
            }
            let old = samples.iter().rev().find(|(at, _)| at.elapsed() >= BEHIND);
            old.map(|(_, text)| text.clone())
                .filter(|text| text.len() > START.len() + 10)
                .map(Some)
        })
        .await
}
