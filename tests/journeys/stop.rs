//! A draft that is stopped: its words stay, here and in the record, and the next draft can begin.

use std::time::Duration;

use fantoccini::key::Key;

use crate::home::Home;
use crate::manuscript::{START, with_a_long_draft};
use crate::wait::PATIENCE;
use crate::window::Window;

/// A person who presses Esc expects it to be over.
const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn stop() {
    with_a_long_draft(journey).await;
}

async fn journey() -> Option<()> {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.type_long_brief().await;
    let before = window.draft().await;
    let shown = window.has_written(before, 20).await?;
    // It does not end by itself, and *Stop* does not wait for the model.
    let held = window.hold_model();
    window.press(Key::Escape).await;
    let text = window.has_ended(SOON).await;
    window.picture("stopped").await;
    if home.record().last_draft().state == "finished" {
        // It had ended before the model was held.
        return None;
    }
    assert!(
        text.starts_with(shown.trim_end()),
        "what was shown stays: {shown:?} {text:?}"
    );
    let kept = home.record().last_draft();
    assert_eq!(kept.state, "cancelled");
    assert_eq!(kept.text, text, "the record has what the window shows");
    assert_eq!(window.count("error").await, 0, "stopping is no failure");
    drop(held);

    let before = window.draft().await;
    assert_eq!(before, kept.id);
    window
        .until("the next draft to begin", PATIENCE, async || {
            (home.record().newest_draft() > before).then_some(())
        })
        .await;
    window.press(Key::Escape).await;
    let again = window.has_ended(SOON).await;
    assert!(again.starts_with(START), "{again:?}");
    let drafts = home.record().drafts();
    assert_eq!(drafts.len(), 1, "only the newest is kept");
    assert!(drafts[0].id > kept.id, "{drafts:?}");
    window.close().await;
    Some(())
}
