//! Words said anew in the user's own hand: a change beside the text, which is kept out or taken, and one step back.

use fantoccini::key::Key;

use crate::home::Home;
use crate::wait::PATIENCE;
use crate::window::Window;

/// As nobody in the sample library would say it.
const STIFF: &str = "I am writing to inform you that the side door key has been misplaced. Kindly return it at your earliest convenience.";

/// So often a passage may come to nothing.
const TRIES: usize = 5;

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
    assert!(!anew.trim().is_empty(), "{anew:?}");
    // Of a passage that is said anew no more than six words in a row stay as they stand; one that is begun is ended.
    let (sentence, _) = STIFF.split_once('.').unwrap();
    let words: Vec<&str> = sentence.split(' ').collect();
    let mut runs = words.windows(8).map(|run| run.join(" "));
    assert_eq!(runs.find(|run| anew.contains(run)), None, "{anew:?}");
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

/// Has all of the text said anew, and waits for the answer to be asked for. The small model now and then finds no words for
/// a passage, and says so; then once more, as anybody would.
async fn say_anew(window: &Window) {
    for _ in 0..TRIES {
        window.tab_to("editor").await;
        window.chord(&[Key::Control], 'a').await;
        let before = window.record.newest_draft();
        window.chord(&[Key::Alt], 'r').await;
        window
            .until("the words to be said anew", PATIENCE, async || {
                window.record.has_ended_since(before).then_some(())
            })
            .await;
        let came = window
            .until(
                "an answer to be asked for, or a word that there is nothing",
                PATIENCE / 10,
                async || {
                    if window.count("take").await > 0 {
                        return Some(true);
                    }
                    (window.count("error").await > 0).then_some(false)
                },
            )
            .await;
        if came {
            return;
        }
        let error = window.text("error").await;
        assert!(error.contains("found no words"), "{error}");
    }
    window.fail("no words were found in any of the tries").await;
}

/// Waits until nothing is asked any more.
async fn answered(window: &Window) {
    window
        .until("the change to go", PATIENCE / 10, async || {
            (window.count("suggestion").await == 0).then_some(())
        })
        .await;
}
