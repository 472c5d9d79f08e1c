//! While a draft is read others are written beside it: they change nothing by themselves, and *Another* shows one at once.

use fantoccini::key::Key;

use crate::home::Home;
use crate::wait::PATIENCE;
use crate::window::Window;

#[tokio::test]
async fn further() {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.type_brief().await;
    let before = window.draft().await;
    let first = window.has_drafted(before).await;
    let line = window
        .until("other drafts beside it", PATIENCE, async || {
            let there = window.count("alternatives").await > 0;
            match there {
                true => Some(window.text("alternatives").await),
                false => None,
            }
        })
        .await;
    assert!(line.contains("Draft 1 of"), "{line}");
    assert_eq!(window.manuscript().await, first, "nothing moves by itself");
    window.picture("1-others-came").await;

    window.draft().await;
    let second = window
        .until("another one at once", PATIENCE / 10, async || {
            let text = window.manuscript().await;
            (text != first && !text.trim().is_empty()).then_some(text)
        })
        .await;
    assert!(window.text("alternatives").await.contains("Draft 2 of"));
    let kept = home.record().last_draft();
    assert_eq!(kept.text, first, "nothing was written anew");

    window.chord(&[Key::Alt], 'd').await;
    window.shows("beside").await;
    window.picture("2-side-by-side").await;
    window.press(Key::Escape).await;

    // Opened again, the page has all of them.
    window.close_by_its_cross().await;
    let window = Window::open(&home, &[]).await;
    let line = window.shows("alternatives").await;
    assert!(line.contains("Draft 2 of"), "{line}");
    assert_eq!(window.manuscript().await, second, "as it was left");
    window.shows("source").await;
    window.chord(&[Key::Alt], ',').await;
    window
        .until("the first draft to come back", PATIENCE / 10, async || {
            (window.manuscript().await == first).then_some(())
        })
        .await;

    // One step back takes this draft away.
    window.tab_to("editor").await;
    window.chord(&[Key::Control], 'z').await;
    window
        .until("a step back", PATIENCE / 10, async || {
            (window.manuscript().await != first).then_some(())
        })
        .await;
    window.close().await;
}
