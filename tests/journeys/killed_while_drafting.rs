//! The program is killed while a draft is being written; the words that were shown are there at the next start.

use std::time::Duration;

use crate::home::{Home, program};
use crate::manuscript::{START, with_a_long_draft};
use crate::processes;
use crate::wait::within;
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
    let before = window.draft().await;
    window.has_written(before, 11).await?;
    // From here on the draft stands still: a fast machine would be done with it before the words are old enough.
    let held = window.hold_model();
    let shown = window.manuscript().await;
    let workers = processes::running(&home.root(), &program()).len();
    assert!(workers >= 2, "the model has a process of its own");
    tokio::time::sleep(BEHIND).await;
    if window.record.has_ended_since(before) {
        // It had ended before the model was held.
        return None;
    }
    window.picture("1-writing").await;
    window.kill();
    // A process that is held cannot end by itself.
    drop(held);

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
