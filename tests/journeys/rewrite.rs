//! Words said anew in the user's own hand: a change beside the text, which is kept out or taken, and one step back.

use fantoccini::key::Key;

use crate::home::Home;
use crate::wait::PATIENCE;
use crate::window::Window;

/// As nobody in the sample library would say it.
const STIFF: &str = "I am writing to inform you that the side door key has been misplaced. Kindly return it at your earliest convenience.";

#[tokio::test]
async fn rewrite() {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    window.fill("editor", STIFF).await;
    let own = window.manuscript().await;
    assert_eq!(own, STIFF, "the editor holds what was typed");

    say_anew(&window).await;
    window.picture("1-a-change").await;
    assert_eq!(window.manuscript().await, own, "nothing moves by itself");
    window.tab_to("leave").await;
    window.press(Key::Enter).await;
    answered(&window).await;
    assert_eq!(window.manuscript().await, own, "mine is kept");

    say_anew(&window).await;
    window.tab_to("take").await;
    window.press(Key::Enter).await;
    answered(&window).await;
    let anew = window.manuscript().await;
    assert!(anew != own && !anew.trim().is_empty(), "{anew:?}");
    window.picture("2-taken").await;

    window.tab_to("editor").await;
    window.chord(&[Key::Control], 'z').await;
    window
        .until(
            "one step back to one's own words",
            PATIENCE / 10,
            async || (window.manuscript().await == own).then_some(()),
        )
        .await;
    window.close().await;
}

/// Has all of the text said anew, and waits for the answer to be asked for.
async fn say_anew(window: &Window) {
    window.tab_to("editor").await;
    window.chord(&[Key::Control], 'a').await;
    window.chord(&[Key::Alt], 'r').await;
    window.shows("take").await;
}

/// Waits until nothing is asked any more.
async fn answered(window: &Window) {
    window
        .until("the change to go", PATIENCE / 10, async || {
            (window.count("suggestion").await == 0).then_some(())
        })
        .await;
}
