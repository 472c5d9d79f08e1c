//! A draft that is stopped: its words stay, here and in the record, and the next draft can begin.

use std::time::Duration;

use fantoccini::key::Key;

use crate::home::Home;
use crate::manuscript::{START, with_a_long_draft};
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
    window.draft().await;
    let shown = window.has_written(20).await?;
    window.press(Key::Escape).await;
    let text = window.has_ended(SOON).await;
    window.picture("stopped").await;
    assert!(
        text.starts_with(shown.trim_end()),
        "what was shown stays: {shown:?} {text:?}"
    );
    let kept = home.record().last_draft();
    assert_eq!(kept.state, "cancelled");
    assert_eq!(kept.text, text, "the record has what the window shows");
    assert_eq!(window.count("error").await, 0, "stopping is no failure");

    window.draft().await;
    let again = window.has_written(5).await?;
    assert!(again.starts_with(START), "{again:?}");
    window.press(Key::Escape).await;
    window.has_ended(SOON).await;
    let drafts = home.record().drafts();
    assert_eq!(drafts.len(), 1, "only the newest is kept");
    assert_ne!(drafts[0].text, kept.text);
    window.close().await;
    Some(())
}
