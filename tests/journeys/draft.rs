//! One draft from the brief to its end: sources first, words as they come, one Undo takes it away.

use fantoccini::key::Key;
use serde_json::json;

use crate::home::Home;
use crate::manuscript::{START, with_a_long_draft};
use crate::wait::PATIENCE;
use crate::window::Window;

#[tokio::test]
async fn draft() {
    with_a_long_draft(journey).await;
}

async fn journey() -> Option<()> {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.type_brief().await;
    window.watch().await;
    window.draft().await;
    window.has_written(1).await?;
    window.picture("1-writing").await;
    let text = window.has_ended(PATIENCE).await;
    window.picture("2-ended").await;

    if text.len() <= START.len() + 20 {
        return None;
    }
    let seen = window.seen().await;
    assert_eq!(
        seen.order,
        json!([["source"], ["words"]]),
        "whose words are used is shown before the first word"
    );
    assert!(
        seen.lengths >= 3,
        "the text grows as it is written: {seen:?}"
    );
    assert!(
        text.starts_with(START),
        "the draft goes on from the user's own words: {text:?}"
    );

    let kept = home.record().last_draft();
    assert_eq!(kept.state, "finished");
    assert_eq!(kept.text, text, "the record has what the window shows");
    assert_eq!(home.record().drafts().len(), 1);

    window.tab_to("editor").await;
    window.chord(&[Key::Control], 'z').await;
    window
        .until(
            "one Undo to take the draft and leave the start",
            PATIENCE / 10,
            async || (window.manuscript().await == START).then_some(()),
        )
        .await;
    window.close().await;
    Some(())
}
