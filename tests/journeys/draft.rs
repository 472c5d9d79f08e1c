//! One draft from the brief to its end: sources first, words as they come, one Undo takes it away.

use fantoccini::key::Key;
use serde_json::json;

use crate::home::Home;
use crate::manuscript::{START, with_a_long_draft};
use crate::wait::PATIENCE;
use crate::window::Window;

/// Whether the last line stands above what is at the foot of the page: in a low window that is the bar alone.
const END_IN_SIGHT: &str = "const last = [...document.querySelectorAll('[data-testid=editor] .cm-line')].at(-1);
    const feet = [...document.querySelectorAll('.foot, .foot .last')].map((foot) => foot.getBoundingClientRect());
    return last.getBoundingClientRect().bottom <= feet.find((foot) => foot.height > 0).top + 1";

#[tokio::test]
async fn draft() {
    with_a_long_draft(journey).await;
}

async fn journey() -> Option<()> {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    // So low that the draft does not fit, and the page has to go along with it.
    window.resize(1100, 520).await;
    window.type_long_brief().await;
    window.watch().await;
    let before = window.draft().await;
    window.has_written(before, 1).await?;
    window.picture("1-writing").await;
    let text = window.has_drafted(before).await;
    window.picture("2-ended").await;

    // Of fewer words than 20, without greeting and sign-off, nobody can tell whose they are, and the small model now and then
    // signs early.
    if text.split_whitespace().count() < 45 {
        return None;
    }
    window.shows("match").await;
    window
        .until(
            "the end of the draft to be in sight",
            PATIENCE / 10,
            async || {
                window
                    .ask(END_IN_SIGHT)
                    .await
                    .as_bool()
                    .filter(|&seen| seen)
            },
        )
        .await;
    let seen = window.seen().await;
    assert_eq!(
        seen.order,
        json!([["source"], ["words"]]),
        "whose words are used is shown before the first word"
    );
    assert!(
        seen.lengths >= 2,
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

#[tokio::test]
async fn lines_typed_at_the_end_stay_in_sight() {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.resize(1100, 520).await;
    window.tab_to("editor").await;
    for line in 1..=24 {
        window.type_text(&format!("line {line}")).await;
        window.press(Key::Enter).await;
    }
    window.type_text("the end").await;
    window
        .until("the last line to be typed", PATIENCE / 10, async || {
            let typed = window.manuscript().await.ends_with("the end");
            typed.then_some(())
        })
        .await;
    assert_eq!(window.ask(END_IN_SIGHT).await, json!(true));
    window.close().await;
}
